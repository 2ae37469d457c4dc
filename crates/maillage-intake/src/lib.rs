//! Intake: recognises, cleans and joins lists and tables, with the account of every row.

pub mod catalogue;
pub mod check;
pub mod clean;
mod error;
pub mod gazetteer;
pub mod kinds;
pub mod ledger;
pub mod lists;
pub mod load;
pub mod privacy;
pub mod source;
pub mod supply;

pub use error::{Error, Result};
