//! The record of an organisation: rights, stages, blind answers, what holds, what is asked, what moved.

mod delta;
mod desk;
mod flow;
mod looks;
mod rights;
mod upgrade;
