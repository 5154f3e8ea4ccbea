//! Kept files in their order, however many and large: what is in memory at a time is a page of small ones, or one.

use crate::error::StoreError;
use crate::pool::{Tx, each_row};

/// Bytes of files that are asked for at once; a file with more comes alone. Drivers read ahead of whoever takes the rows,
/// by number and not by size, so a query for all files could hold fifty large ones.
const PAGE: i64 = 1 << 20;

/// Hands out all files in the order of their digests.
pub(crate) async fn each_file(
    tx: &mut Tx<'_>,
    mut each: impl FnMut(&str, &[u8]) -> Result<(), StoreError> + Send,
) -> Result<(), StoreError> {
    let mut first = Some(String::new());
    while let Some(from) = first {
        let page = page(tx, &from).await?;
        let sql = "select digest, bytes from blobs where digest >= $1 and digest <= $2 order by digest";
        each_row!(&mut *tx, sql, [&from, &page.last], row => {
            let (digest, bytes): (String, Vec<u8>) = row;
            each(&digest, &bytes)?;
        });
        first = page.next;
    }
    Ok(())
}

/// Some files that follow each other.
#[derive(Default)]
struct Page {
    /// The digest of the last one.
    last: String,
    /// The digest of the first one after them.
    next: Option<String>,
}

/// The page that begins with a digest, or after it.
async fn page(tx: &mut Tx<'_>, from: &str) -> Result<Page, StoreError> {
    let (mut page, mut room, mut count) = (Page::default(), PAGE, 0);
    let sql = "select digest, cast(length(bytes) as bigint) from blobs where digest >= $1 order by digest limit 100";
    each_row!(&mut *tx, sql, [from], row => {
        let (digest, length): (String, i64) = row;
        (room, count) = (room - length, count + 1);
        if count == 1 || (room >= 0 && count < 100) {
            page.last = digest;
        } else if page.next.is_none() {
            page.next = Some(digest);
        }
    });
    Ok(page)
}
