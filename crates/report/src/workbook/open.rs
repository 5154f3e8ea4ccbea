//! Opening a workbook that anybody may have sent: its size is looked at before anything is taken in.

use std::io::{Cursor, Read};

use calamine::{Reader, Xlsx};
use osmm_maturity::fault::Fault;

use crate::sheets::row::{Spot, Trouble};
use crate::sheets::stamp::small_enough;

/// Largest size when unpacked, in bytes.
const UNPACKED: u64 = 128 << 20;
/// Most parts in the package, and most sheets.
const PARTS: usize = 20_000;
const SHEETS: usize = 2_000;
/// How files begin that are encrypted, or in the format before XLSX.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];

/// A workbook that has been opened.
pub(crate) type Opened<'b> = Xlsx<Cursor<&'b [u8]>>;

/// Opens it, or says why it cannot be read.
pub(crate) fn open<'b>(file: &str, bytes: &'b [u8]) -> Result<Opened<'b>, Fault> {
    small_enough(file, bytes)?;
    let fault = |trouble: Trouble| Spot::file(file).fault(trouble);
    if bytes.starts_with(COMPOUND) {
        let trouble = Trouble::new("protected with a password, or in an old format; nothing is taken from this file");
        return Err(fault(trouble.hint("save it as XLSX without a password")));
    }
    unpacked(bytes).map_err(fault)?;
    let opened: Opened<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| {
        fault(Trouble::new(format!("not readable as a workbook: {error}")).hint("save it as XLSX in a spreadsheet"))
    })?;
    if opened.sheet_names().len() > SHEETS {
        return Err(fault(Trouble::new(format!("more than {SHEETS} sheets; nothing is taken from this file"))));
    }
    Ok(opened)
}

/// Unpacks everything once and keeps nothing: sizes that a package states about itself cannot be relied on.
fn unpacked(bytes: &[u8]) -> Result<(), Trouble> {
    let no_package = |_| Trouble::new("not a workbook (XLSX)").hint("save it as XLSX in a spreadsheet");
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).map_err(no_package)?;
    if package.len() > PARTS {
        return Err(Trouble::new(format!("the package has more than {PARTS} parts; nothing is taken from this file")));
    }
    let mut left = UNPACKED;
    for part in 0..package.len() {
        let entry = package.by_index(part).map_err(|_| damaged())?;
        let read = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink()).map_err(|_| damaged())?;
        left = left.checked_sub(read).ok_or_else(|| {
            Trouble::new(format!("larger than {} MiB when unpacked; nothing is taken from this file", UNPACKED >> 20))
        })?;
    }
    Ok(())
}

fn damaged() -> Trouble {
    Trouble::new("the file is damaged; nothing is taken from it").hint("open it in a spreadsheet and save it again")
}
