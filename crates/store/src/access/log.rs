//! Who looked at what, and when.

use jiff::Timestamp;
use osmm_maturity::event::{AssessmentId, PersonId};
use osmm_maturity::unit::UnitId;

use crate::Store;
use crate::error::StoreError;
use crate::pool::{each_row, execute};

/// A look at answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub person: PersonId,
    /// Path of the page.
    pub page: String,
    /// Of which assessment.
    pub assessment: Option<AssessmentId>,
    /// Of which unit; absent where it was of all of them.
    pub unit: Option<UnitId>,
}

type Columns = (i64, i64, String, String, Option<String>, Option<String>);

impl Store {
    /// Notes a look at answers.
    pub async fn add_access(&self, access: &Access) -> Result<(), StoreError> {
        let mut tx = self.pool.write().await?;
        execute!(
            &mut tx,
            "insert into accesses (at, person, page, assessment, unit) values ($1, $2, $3, $4, $5)",
            access.at.as_microsecond(),
            &access.person.0,
            access.page.replace('\0', ""),
            access.assessment.as_ref().map(|a| a.0.replace('\0', "")),
            access.unit.as_ref().map(|u| u.0.replace('\0', "")),
        )?;
        tx.commit().await
    }

    /// Looks at answers with their numbers, the last one first: those before a number, of one person or of all.
    pub async fn accesses(
        &self,
        before: Option<i64>,
        person: Option<&PersonId>,
        limit: u32,
    ) -> Result<Vec<(i64, Access)>, StoreError> {
        let mut tx = self.pool.read().await?;
        let (before, person) = (before.unwrap_or(i64::MAX), person.map_or("", |p| p.0.as_str()));
        let mut all = Vec::new();
        let sql = "select id, at, person, page, assessment, unit from accesses \
                   where id < $1 and ($2 = '' or person = $2) order by id desc limit $3";
        each_row!(&mut tx, sql, [before, person, i64::from(limit)], columns => {
            let (id, at, person, page, assessment, unit): Columns = columns;
            let damaged = |_| StoreError::Damaged {
                table: "accesses",
                row: id.to_string(),
                problem: format!("{at} is not a time"),
            };
            let at = Timestamp::from_microsecond(at).map_err(damaged)?;
            let (assessment, unit) = (assessment.map(AssessmentId), unit.map(UnitId));
            all.push((id, Access { at, person: PersonId(person), page, assessment, unit }));
        });
        Ok(all)
    }
}
