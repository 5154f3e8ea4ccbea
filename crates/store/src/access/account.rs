//! By what a person is known at the door: a password of their own, or an identity that somebody else vouches for.

use osmm_maturity::event::PersonId;

use crate::Store;
use crate::error::StoreError;
use crate::pool::{Tx, each_row, execute, fetch_optional};

/// How a person signs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Who.
    pub person: PersonId,
    /// Hash of the password, in the form of the Password Hashing Competition.
    pub password: Option<String>,
    /// Name at a provider of identities: its address, a space, the name there.
    pub subject: Option<String>,
}

type Columns = (String, Option<String>, Option<String>);

fn account((person, password, subject): Columns) -> Account {
    Account { person: PersonId(person), password, subject }
}

impl Store {
    /// All accounts, in the order of pseudonyms.
    pub async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        let mut tx = self.pool.read().await?;
        let mut all = Vec::new();
        each_row!(&mut tx, "select person, password, subject from accounts order by person", [], columns => {
            all.push(account(columns));
        });
        Ok(all)
    }

    /// How a person signs in, if at all.
    pub async fn account(&self, person: &PersonId) -> Result<Option<Account>, StoreError> {
        let mut tx = self.pool.read().await?;
        let sql = "select person, password, subject from accounts where person = $1";
        let found: Option<Columns> = fetch_optional!(&mut tx, sql, &person.0)?;
        Ok(found.map(account))
    }

    /// Who has a name at a provider of identities.
    pub async fn account_of_subject(&self, subject: &str) -> Result<Option<Account>, StoreError> {
        let mut tx = self.pool.read().await?;
        let sql = "select person, password, subject from accounts where subject = $1";
        let found: Option<Columns> = fetch_optional!(&mut tx, sql, subject)?;
        Ok(found.map(account))
    }

    /// Sets a password, by its hash. All sessions of the person end, and invitations are used up.
    pub async fn set_password(&self, person: &PersonId, hash: &str) -> Result<(), StoreError> {
        let mut tx = self.pool.write().await?;
        let sql = "insert into accounts (person, password) values ($1, $2) \
                   on conflict (person) do update set password = excluded.password";
        execute!(&mut tx, sql, &person.0, hash)?;
        let sql = "delete from keys where person = $1 and kind in ('session', 'invitation')";
        execute!(&mut tx, sql, &person.0)?;
        tx.commit().await
    }

    /// Remembers the name that a person has at a provider of identities.
    pub async fn set_subject(&self, person: &PersonId, subject: &str) -> Result<(), StoreError> {
        let mut tx = self.pool.write().await?;
        let sql = "insert into accounts (person, subject) values ($1, $2) \
                   on conflict (person) do update set subject = excluded.subject";
        execute!(&mut tx, sql, &person.0, subject)?;
        tx.commit().await
    }
}

/// Takes away every way in that a person has.
pub(crate) async fn shut_out(tx: &mut Tx<'_>, person: &PersonId) -> Result<(), StoreError> {
    execute!(&mut *tx, "delete from accounts where person = $1", &person.0)?;
    execute!(&mut *tx, "delete from keys where person = $1", &person.0)?;
    Ok(())
}
