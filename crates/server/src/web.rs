//! One file per page.

pub(crate) mod dashboard;
pub(crate) mod evidence;
pub(crate) mod health;
pub(crate) mod language;
pub(crate) mod model;
pub(crate) mod start;
