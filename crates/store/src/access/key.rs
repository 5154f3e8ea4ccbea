//! Keys: secrets that let somebody in. The secret is shown once, to its owner; what is kept is its digest.

use jiff::Timestamp;
use osmm_maturity::digest::Digest;
use osmm_maturity::event::PersonId;

use crate::Store;
use crate::error::StoreError;
use crate::person::random_hex;
use crate::pool::{each_row, execute, fetch_optional};

/// What a key opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// A browser that signed in.
    Session,
    /// Setting a password, once.
    Invitation,
    /// The API, for a program.
    Token,
    /// Reading, for somebody from outside.
    Link,
}

impl KeyKind {
    const ALL: [Self; 4] = [Self::Session, Self::Invitation, Self::Token, Self::Link];

    fn word(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Invitation => "invitation",
            Self::Token => "token",
            Self::Link => "link",
        }
    }
}

/// A key as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// SHA-256 of the secret.
    pub digest: Digest,
    /// What it opens.
    pub kind: KeyKind,
    /// Who comes in by it.
    pub person: PersonId,
    /// What its owner calls it.
    pub name: String,
    /// Whether changes can be made by it.
    pub writes: bool,
    /// Who made it.
    pub by: PersonId,
    /// When it was made.
    pub made: Timestamp,
    /// When it was last used.
    pub seen: Timestamp,
    /// When it ends.
    pub ends: Timestamp,
}

/// A fresh secret: 256 random bits as hex digits.
pub fn new_secret() -> Result<String, StoreError> {
    random_hex::<32>()
}

type Columns = (String, String, String, String, i64, String, i64, i64, i64);

fn key(columns: Columns) -> Result<Key, StoreError> {
    let (digest, kind, person, name, writes, by, made, seen, ends) = columns;
    let damaged = |problem: String| StoreError::Damaged { table: "keys", row: digest.clone(), problem };
    let time = |t: i64| Timestamp::from_microsecond(t).map_err(|_| damaged(format!("{t} is not a time")));
    let (made, seen, ends) = (time(made)?, time(seen)?, time(ends)?);
    let known = KeyKind::ALL.into_iter().find(|k| k.word() == kind);
    let kind = known.ok_or_else(|| damaged(format!("`{kind}` is no kind of key")))?;
    let (person, by, writes) = (PersonId(person), PersonId(by), writes != 0);
    Ok(Key { digest: Digest(digest), kind, person, name, writes, by, made, seen, ends })
}

impl Key {
    /// A key for a secret; `ends` is when it stops to open anything.
    #[must_use]
    pub fn new(kind: KeyKind, secret: &str, person: &PersonId, made: Timestamp, ends: Timestamp) -> Self {
        let (digest, person) = (Digest::of_bytes(secret.as_bytes()), person.clone());
        let by = person.clone();
        Self { digest, kind, person, name: String::new(), writes: true, by, made, seen: made, ends }
    }
}

impl Store {
    /// Keeps a key, and forgets those that ended.
    pub async fn add_key(&self, key: &Key) -> Result<(), StoreError> {
        if [&key.name, &key.person.0].iter().any(|text| text.contains('\0')) {
            return Err(StoreError::Unfit("the name of a key holds a NUL character".to_owned()));
        }
        let mut tx = self.pool.write().await?;
        execute!(&mut tx, "delete from keys where ends < $1", key.made.as_microsecond())?;
        execute!(
            &mut tx,
            "insert into keys (digest, kind, person, name, writes, by_person, made, seen, ends) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            &key.digest.0,
            key.kind.word(),
            &key.person.0,
            &key.name,
            i64::from(key.writes),
            &key.by.0,
            key.made.as_microsecond(),
            key.seen.as_microsecond(),
            key.ends.as_microsecond(),
        )?;
        tx.commit().await
    }

    /// The key for a secret.
    pub async fn key(&self, kind: KeyKind, secret: &str) -> Result<Option<Key>, StoreError> {
        let digest = Digest::of_bytes(secret.as_bytes());
        let mut tx = self.pool.read().await?;
        let sql = "select digest, kind, person, name, writes, by_person, made, seen, ends from keys \
                   where digest = $1 and kind = $2";
        let found: Option<Columns> = fetch_optional!(&mut tx, sql, &digest.0, kind.word())?;
        found.map(key).transpose()
    }

    /// All keys of a kind, the newest first.
    pub async fn keys(&self, kind: KeyKind) -> Result<Vec<Key>, StoreError> {
        let mut tx = self.pool.read().await?;
        let mut all = Vec::new();
        let sql = "select digest, kind, person, name, writes, by_person, made, seen, ends from keys \
                   where kind = $1 order by made desc, digest";
        each_row!(&mut tx, sql, [kind.word()], columns => {
            all.push(key(columns)?);
        });
        Ok(all)
    }

    /// Notes that a key was used.
    pub async fn touch_key(&self, digest: &Digest, at: Timestamp) -> Result<(), StoreError> {
        let mut tx = self.pool.write().await?;
        execute!(&mut tx, "update keys set seen = $1 where digest = $2", at.as_microsecond(), &digest.0)?;
        tx.commit().await
    }

    /// Takes a key away; says whether it was there, which only one of two who ask at the same time hears.
    pub async fn remove_key(&self, digest: &Digest) -> Result<bool, StoreError> {
        let mut tx = self.pool.write().await?;
        let removed = execute!(&mut tx, "delete from keys where digest = $1", &digest.0)?;
        tx.commit().await?;
        Ok(removed > 0)
    }

    /// Takes all keys of a kind from a person, but for one that may stay.
    pub async fn remove_keys(&self, kind: KeyKind, person: &PersonId, but: Option<&Digest>) -> Result<u64, StoreError> {
        let but = but.map_or("", |digest| digest.0.as_str());
        let mut tx = self.pool.write().await?;
        let sql = "delete from keys where kind = $1 and person = $2 and digest <> $3";
        let removed = execute!(&mut tx, sql, kind.word(), &person.0, but)?;
        tx.commit().await?;
        Ok(removed)
    }
}
