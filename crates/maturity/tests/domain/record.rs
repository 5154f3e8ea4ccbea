//! The record of an organisation: rights, stages, blind answers, what holds, what is asked and in which order, what moved.

mod carry;
mod delta;
mod desk;
mod flow;
mod looks;
mod order;
mod rights;
mod roadmap;
mod upgrade;
