//! One file per page.

pub(crate) mod activity;
pub(crate) mod dashboard;
pub(crate) mod health;
pub(crate) mod item;
pub(crate) mod language;
pub(crate) mod model;
pub(crate) mod overview;
pub(crate) mod start;
pub(crate) mod unit;
