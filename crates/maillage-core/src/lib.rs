//! Distance, access, need and gaps over a territory in memory.
//!
//! Nothing here knows a file, a flag, a language or a clock. Data run one way, and a module
//! uses only those above it in this list: [`geodesy`], [`contour`], [`model`], [`index`],
//! [`presence`], [`tours`], [`need`], [`territory`], [`sites`], [`travel`], [`access`], [`gap`],
//! [`certainty`], [`measure`].

pub mod access;
pub mod certainty;
pub mod contour;
mod error;
pub mod gap;
pub mod geodesy;
pub mod index;
mod landmass;
pub mod measure;
pub mod model;
pub mod need;
pub mod presence;
pub mod sites;
pub mod territory;
pub mod tours;
pub mod travel;

pub use error::{BadOption, Error, Result};
