//! Opening a workbook that anybody may have sent: its size is looked at before anything is taken in.

use std::io::{Cursor, Read};

use calamine::{Reader, Xlsx};
use osmm_maturity::fault::Fault;
use osmm_maturity::words;

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
        let message =
            words!("protected", "protected with a password, or in an old format; nothing is taken from this file");
        let hint = words!("protected-hint", "save it as XLSX without a password");
        return Err(fault(Trouble::new(message).hint(hint)));
    }
    unpacked(bytes).map_err(fault)?;
    let opened: Opened<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| {
        let message = words!("no-workbook", "not readable as a workbook: {detail}", detail = error);
        fault(Trouble::new(message).hint(words!("save-xlsx", "save it as XLSX in a spreadsheet")))
    })?;
    if opened.sheet_names().len() > SHEETS {
        let message = words!("many-sheets", "more than {most} sheets; nothing is taken from this file", most = SHEETS);
        return Err(fault(message.into()));
    }
    Ok(opened)
}

/// Unpacks everything once and keeps nothing: sizes that a package states about itself cannot be relied on.
fn unpacked(bytes: &[u8]) -> Result<(), Trouble> {
    let no_package = |_| {
        let hint = words!("save-xlsx", "save it as XLSX in a spreadsheet");
        Trouble::new(words!("no-xlsx", "not a workbook (XLSX)")).hint(hint)
    };
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).map_err(no_package)?;
    if package.len() > PARTS {
        let message = words!(
            "many-parts",
            "the package has more than {most} parts; nothing is taken from this file",
            most = PARTS
        );
        return Err(message.into());
    }
    let mut left = UNPACKED;
    for part in 0..package.len() {
        let entry = package.by_index(part).map_err(|_| damaged())?;
        let read = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink()).map_err(|_| damaged())?;
        left = left.checked_sub(read).ok_or_else(|| {
            let mib = UNPACKED >> 20;
            let text =
                words!("unpacked", "larger than {mib} MiB when unpacked; nothing is taken from this file", mib = mib);
            Trouble::new(text)
        })?;
    }
    Ok(())
}

fn damaged() -> Trouble {
    let hint = words!("damaged-hint", "open it in a spreadsheet and save it again");
    Trouble::new(words!("damaged", "the file is damaged; nothing is taken from it")).hint(hint)
}
