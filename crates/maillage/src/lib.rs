//! Who has help with digital life within reach in France, and who has not.

pub mod access;
pub mod catalogue;
pub mod check;
pub mod clean;
pub mod coverage;
pub mod crs;
pub mod error;
pub mod gap;
pub mod geodesy;
pub mod index;
pub mod intake;
pub mod ledger;
pub mod model;
pub mod output;
pub mod source;
pub mod spelling;
pub mod travel;
