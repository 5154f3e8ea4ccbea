//! The domain of osmm.
pub mod observation;
