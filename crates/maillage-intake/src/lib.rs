//! Intake: recognises, cleans and joins lists and tables, with the account of every row.

pub mod area;
pub mod catalogue;
pub mod check;
pub mod clean;
mod error;
pub mod france;
pub mod gazetteer;
pub mod input;
pub mod kinds;
pub mod ledger;
pub mod lists;
pub mod load;
pub mod observations;
pub mod pairs;
pub mod privacy;
pub mod recognition;
pub mod saved;
mod sentences;
pub mod source;
pub mod supply;

pub use error::{Error, Result};
