//! Distance, access, need and gaps over a territory in memory.
//!
//! Nothing here reads a file, or knows a flag, a language or a clock. Data run one way: the plain
//! types of [`model`] with [`geodesy`], [`contour`], [`topology`] and [`index`]; what a
//! [`territory`] is made of, [`presence`], [`tours`], [`offer`] and [`need`]; the costs of [`travel`] to the
//! [`sites`] that serve; and what [`measure`] makes of them: [`access`], [`gap`], [`certainty`]
//! and the open [`borders`].
//!
//! Three families of methods stand beside, on plain numbers: [`competition`] for what places offer,
//! [`equity`] of how it is distributed over people, and [`hot_spots`] where high or low values lie
//! together.

pub mod access;
pub mod borders;
pub mod certainty;
pub mod compare;
pub mod competition;
pub mod contour;
pub mod equity;
mod error;
pub mod exact_sum;
pub mod gap;
pub mod gap_area;
pub mod geodesy;
pub mod hot_spots;
pub mod index;
mod landmass;
pub mod measure;
pub mod model;
pub mod need;
pub mod offer;
pub mod presence;
mod sentences;
pub mod sites;
pub mod territory;
pub mod topology;
pub mod tours;
pub mod travel;
pub mod unions;

pub use error::{BadOption, Error, Result};
