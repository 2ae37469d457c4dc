//! A picture in points, and as a page to print.

use std::{
    io,
    sync::{Arc, LazyLock},
};

use resvg::{
    tiny_skia::{Color, Pixmap, Transform},
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
    // The page has an edge of a part of a pixel, which would be half transparent.
    pixmap.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixmap.width(), pixmap.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    // A word processor places it on the page by its size.
    let a_metre = (f64::from(POINTS) * 72.0 / 0.0254).round() as u32;
    let size = png::PixelDimensions { xppu: a_metre, yppu: a_metre, unit: png::Unit::Meter };
    encoder.set_pixel_dims(Some(size));
    let opaque: Vec<u8> =
        pixmap.pixels().iter().flat_map(|of| [of.red(), of.green(), of.blue()]).collect();
    let mut writer = encoder.write_header().map_err(io::Error::other)?;
    writer.write_image_data(&opaque).map_err(io::Error::other)?;
    writer.finish().map_err(io::Error::other)?;
    Ok(bytes)
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
