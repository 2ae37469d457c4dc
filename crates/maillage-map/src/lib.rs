//! Finished maps of layers: pictures (SVG, PNG, PDF), and a page that is a map.
//!
//! Draws what a [`Style`](maillage_output::style::Style) says of a [`Layer`](maillage_output::Layer);
//! knows neither lists nor runs, so that a layer read back from a file is drawn as the run drew it.

mod picture;
mod simplified;
mod web;

pub use picture::{Picture, PictureFormat};
pub use web::WebPage;
