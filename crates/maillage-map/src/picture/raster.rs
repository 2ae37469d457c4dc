//! A picture in points, and as a page to print.

use std::{
    io,
    sync::{Arc, LazyLock},
};

use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree, fontdb::Database},
};

use super::font;

/// Points of a picture for each point of 1/72 inch: 200 an inch.
const POINTS: f32 = 200.0 / 72.0;

/// The fonts of our own, and no other: a picture is the same on every computer.
static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    font::FILES.into_iter().for_each(|file| fonts.load_font_data(file.to_vec()));
    fonts.set_sans_serif_family("DejaVu Sans");
    Arc::new(fonts)
});

/// The picture as PNG.
///
/// # Errors
///
/// When it is too large for memory.
pub(super) fn png(svg: &str) -> io::Result<Vec<u8>> {
    let tree = tree(svg)?;
    // The size of the tree is in points of 1/96 inch.
    let scale = POINTS * 72.0 / 96.0;
    let size = tree.size();
    let pixels = |length: f32| (length * scale).round() as u32;
    let mut pixmap = Pixmap::new(pixels(size.width()), pixels(size.height()))
        .ok_or_else(|| io::Error::other("the picture is too large for memory"))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(io::Error::other)
}

/// The picture as PDF.
///
/// # Errors
///
/// When it cannot be written as one.
pub(super) fn pdf(svg: &str) -> io::Result<Vec<u8>> {
    let tree = tree(svg)?;
    let page = svg2pdf::PageOptions { dpi: 96.0 };
    svg2pdf::to_pdf(&tree, svg2pdf::ConversionOptions::default(), page)
        .map_err(|error| io::Error::other(error.to_string()))
}

fn tree(svg: &str) -> io::Result<Tree> {
    let options = Options { fontdb: FONTS.clone(), ..Options::default() };
    Tree::from_str(svg, &options).map_err(io::Error::other)
}
