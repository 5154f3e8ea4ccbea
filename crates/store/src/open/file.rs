//! The file of a SQLite record: told from others by its first bytes, and made in one step that nobody sees half done.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use sqlx::sqlite::{SqliteConnectOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqliteConnection};

use crate::error::StoreError;
use crate::person::new_salt;
use crate::pool::{PATIENCE, Tx, WRITE_SQLITE};
use crate::schema;

/// The first bytes of every SQLite file.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
/// "osmm", in the header of our files.
const APPLICATION: [u8; 4] = 1_869_835_629_u32.to_be_bytes();

/// How every connection to a file is set.
pub(super) fn options(path: &Path) -> SqliteConnectOptions {
    // `./` keeps SQLite from reading a meaning into names such as `:memory:`.
    let path = if path.is_absolute() { path.to_path_buf() } else { PathBuf::from(".").join(path) };
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .busy_timeout(PATIENCE)
        .foreign_keys(true)
        .synchronous(SqliteSynchronous::Full)
        .pragma("secure_delete", "on")
        .disable_statement_logging()
}

/// Refuses a file that is not ours by its first bytes, before SQLite touches it. An empty one will do.
pub(super) fn refuse_others(path: &Path) -> Result<(), StoreError> {
    let place = path.display().to_string();
    let mut head = Vec::new();
    match File::open(path).and_then(|file| file.take(100).read_to_end(&mut head)) {
        Ok(_) => {}
        Err(e) if e.kind() == ErrorKind::NotFound => return Err(StoreError::Missing { place }),
        Err(e) => return Err(refused(path, &e)),
    }
    // A journal beside the file is of a change that broke off; what the file was before it, SQLite will know.
    let broke_off = Path::new(&format!("{place}-journal")).exists();
    match head.len() {
        0 => Ok(()),
        _ if broke_off => Ok(()),
        _ if !head.starts_with(MAGIC) => Err(StoreError::NotADatabase { place }),
        _ if head.get(68..72) != Some(&APPLICATION[..]) => Err(StoreError::Foreign { place }),
        _ => Ok(()),
    }
}

/// Makes an empty record where no file is, readable by its owner only. It is made under another name and then gets its
/// own, so that whoever looks finds nothing or a whole record; says whether this call was the one that made it.
pub(super) async fn create(path: &Path) -> Result<bool, StoreError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    private_folder().create(folder).map_err(|e| refused(path, &e))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let draft = folder.join(format!(".{name}.{}", new_salt()?));
    let made = match fill(&draft).await {
        Ok(()) => publish(&draft, path, folder).map_err(|e| refused(path, &e)),
        Err(error) => Err(error),
    };
    std::fs::remove_file(&draft).ok();
    made
}

async fn fill(draft: &Path) -> Result<(), StoreError> {
    private_file().open(draft).map_err(|e| refused(draft, &e))?;
    let mut connection = SqliteConnection::connect_with(&options(draft)).await?;
    schema::bring_up(Tx::Sqlite(connection.begin_with(WRITE_SQLITE).await?), &draft.display().to_string()).await?;
    // Set once for good: two programs that set it at the same time would refuse each other.
    sqlx::query("pragma journal_mode = wal").execute(&mut connection).await?;
    connection.close().await?;
    Ok(())
}

/// Gives the file its name, unless another one has it by now.
fn publish(draft: &Path, path: &Path, folder: &Path) -> std::io::Result<bool> {
    match std::fs::hard_link(draft, path) {
        Ok(()) => {}
        Err(e) if e.kind() == ErrorKind::AlreadyExists => return Ok(false),
        // Not every file system has links.
        Err(_) if !path.exists() => std::fs::rename(draft, path)?,
        Err(_) => return Ok(false),
    }
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(true)
}

fn refused(path: &Path, error: &std::io::Error) -> StoreError {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StoreError::Full,
        _ => StoreError::Permission(format!("{}: {error}", path.display())),
    }
}

fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn private_folder() -> DirBuilder {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}
