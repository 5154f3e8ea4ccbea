//! One file per page.

pub(crate) mod access;
pub(crate) mod activity;
pub(crate) mod answer;
pub(crate) mod audit;
pub(crate) mod dashboard;
pub(crate) mod evidence;
pub(crate) mod health;
pub(crate) mod item;
pub(crate) mod language;
pub(crate) mod model;
pub(crate) mod organisation;
pub(crate) mod overview;
pub(crate) mod plan;
pub(crate) mod report;
pub(crate) mod review;
pub(crate) mod running;
pub(crate) mod start;
pub(crate) mod told;
pub(crate) mod transfer;
pub(crate) mod unit;
pub(crate) mod workshop;
