//! The document that the scripts of the page read: the layers of a run, drawn and in figures.

use std::collections::BTreeMap;

use geo::{Coord, MultiPolygon};
use maillage_core::topology::GridPoint;
use maillage_output::{
    Caption, Dataset, Geometry, GeometryType, LayerFile, StyledLayer, Voice,
    sentences::web as sentences,
};
use serde::Serialize;
use serde_json::Value as Json;

use super::{
    bytes::Bytes,
    drawings::{Drawing, any_in_doubt, columns_of, drawings},
    figures::{Figures, figures},
    ground::Ground,
    outlines::{Contours, Outlines},
    provenance::{sources, subtitle},
    typography::set,
    words::words,
};

/// All that a page shows.
#[derive(Debug, Serialize)]
pub(super) struct Document {
    lang: &'static str,
    words: BTreeMap<&'static str, String>,
    pub(super) title: String,
    subtitle: String,
    /// What holds for every map of the page, to read it.
    notes: Vec<String>,
    sources: Vec<String>,
    /// Metres in a step.
    step: f64,
    regions: Vec<RegionOfPage>,
    outlines: Outlines,
    layers: Vec<PageLayer>,
    /// The rank of the main layer.
    main: usize,
}

/// A part of the map that a button leads to.
#[derive(Debug, Serialize)]
struct RegionOfPage {
    /// `None` for the mainland, or for the only region.
    name: Option<&'static str>,
    /// West, south, east and north, in steps.
    bounds: [i64; 4],
}

/// A layer of the page.
#[derive(Debug, Serialize)]
struct PageLayer {
    name: &'static str,
    title: String,
    rows: usize,
    /// Contours, as [`Contours::shapes`] writes them; empty for other layers.
    shapes: String,
    /// For each row 0, or 1 and then its position as steps from the one before.
    points: String,
    /// For each row the number of lines, for each of these the number of vertices, and each vertex
    /// as steps from the one before.
    lines: String,
    columns: Vec<Figures>,
    drawings: Vec<Drawing>,
}

impl Document {
    /// The document of `dataset`.
    ///
    /// # Errors
    ///
    /// When the metadata of the main layer cannot be written as JSON.
    pub(super) fn of(dataset: &Dataset, voice: Voice) -> serde_json::Result<Self> {
        let (layers, main) = drawn(dataset);
        let contours = Contours::of(&layers.iter().copied().flat_map(areas).collect::<Vec<_>>());
        let points = || layers.iter().copied().filter(|of| !is_of_areas(of)).flat_map(vertices);
        let step = contours.step();
        let of_arcs = contours.topology().arcs().iter().flatten().copied();
        let ground = match contours.topology().arcs().is_empty() {
            true => Ground::of(points().collect::<Vec<_>>().into_iter(), step),
            false => Ground::of(of_arcs, step),
        };
        let styled = dataset.main();
        let metadata = styled.layer.provenance()?;
        let caption = Caption::of(&styled.layer, voice);
        let mut from = 0;
        let pages = layers.iter().map(|styled| {
            let shapes =
                if is_of_areas(styled) { from..from + styled.layer.rows } else { from..from };
            from = shapes.end;
            let shapes = contours.shapes(shapes);
            page_layer(styled, shapes, &ground, voice)
        });
        let pages = pages.collect();
        let lang = super::code_of(voice.lang);
        let title = match dataset.title.trim() {
            "" => voice.say(sentences::untitled()),
            title => title.to_owned(),
        };
        let communes = if is_of_areas(styled) { styled.layer.rows } else { 0 };
        Ok(Self {
            lang,
            words: words(voice),
            title,
            subtitle: subtitle(&caption, &metadata, communes, voice),
            notes: notes(&layers, &metadata, ground.regions().count(), voice),
            sources: sources(&caption, &metadata, voice),
            step,
            regions: ground.regions().map(|(name, bounds)| RegionOfPage { name, bounds }).collect(),
            outlines: contours.outlines(&ground, step, &styled.layer),
            layers: pages,
            main,
        })
    }
}

/// The layers with geometries, the main one first, and its rank among them; then in the order of
/// the dataset.
fn drawn<'set, 'run>(dataset: &'set Dataset<'run>) -> (Vec<&'set StyledLayer<'run>>, usize) {
    let others = dataset.layers.iter().filter(|styled| {
        // Borders without a style are drawn from the communes themselves.
        styled.file != LayerFile::Main
            && styled.layer.geometry_type != GeometryType::None
            && !styled.styles.is_empty()
    });
    let layers = [dataset.main()].into_iter().chain(others);
    (layers.collect(), 0)
}

fn is_of_areas(styled: &StyledLayer) -> bool {
    styled.layer.geometry_type == GeometryType::Area
}

/// The contours of a layer of areas, one a row; none for another layer.
fn areas<'set>(styled: &'set StyledLayer<'_>) -> impl Iterator<Item = &'set MultiPolygon<f64>> {
    static NOTHING: MultiPolygon<f64> = MultiPolygon(Vec::new());
    let rows = if is_of_areas(styled) { styled.layer.rows } else { 0 };
    (0..rows).map(|row| match (styled.layer.geometry)(row) {
        Geometry::Area(contour) => contour,
        _ => &NOTHING,
    })
}

/// The points and the vertices of lines of a layer.
fn vertices(styled: &StyledLayer) -> impl Iterator<Item = GridPoint> {
    let coords = (0..styled.layer.rows).flat_map(|row| match (styled.layer.geometry)(row) {
        Geometry::Point(at) => vec![Coord { x: at.longitude(), y: at.latitude() }],
        Geometry::Line(line) => line.0.iter().flat_map(|line| line.0.clone()).collect(),
        _ => Vec::new(),
    });
    coords.map(GridPoint::nearest)
}

fn page_layer(styled: &StyledLayer, shapes: String, ground: &Ground, voice: Voice) -> PageLayer {
    let layer = &styled.layer;
    let (points, lines) = match is_of_areas(styled) {
        true => (String::new(), String::new()),
        false => (points(styled, ground), lines(styled, ground)),
    };
    PageLayer {
        name: layer.name,
        title: set(layer.title.get(voice.lang), voice.lang),
        rows: layer.rows,
        shapes,
        points,
        lines,
        columns: figures(layer, &columns_of(&styled.styles), voice.lang),
        drawings: drawings(styled, voice),
    }
}

fn points(styled: &StyledLayer, ground: &Ground) -> String {
    let mut bytes = Bytes::default();
    let mut before = (0, 0);
    for row in 0..styled.layer.rows {
        let Geometry::Point(at) = (styled.layer.geometry)(row) else {
            bytes.push(0);
            continue;
        };
        bytes.push(1);
        push_from(&mut bytes, &mut before, ground.steps_of(at.longitude(), at.latitude()));
    }
    bytes.text()
}

fn lines(styled: &StyledLayer, ground: &Ground) -> String {
    let mut bytes = Bytes::default();
    let mut before = (0, 0);
    for row in 0..styled.layer.rows {
        let Geometry::Line(lines) = (styled.layer.geometry)(row) else {
            bytes.push(0);
            continue;
        };
        bytes.push(lines.0.len() as u64);
        for line in lines {
            let mut steps: Vec<(i64, i64)> =
                line.0.iter().map(|at| ground.steps_of(at.x, at.y)).collect();
            steps.dedup();
            bytes.push(steps.len() as u64);
            steps.into_iter().for_each(|at| push_from(&mut bytes, &mut before, at));
        }
    }
    bytes.text()
}

/// Appends a position as steps from the one before, which it then is.
fn push_from(bytes: &mut Bytes, before: &mut (i64, i64), at: (i64, i64)) {
    bytes.push_signed(at.0 - before.0);
    bytes.push_signed(at.1 - before.1);
    *before = at;
}

/// What holds for every map of the page.
fn notes(layers: &[&StyledLayer], metadata: &Json, regions: usize, voice: Voice) -> Vec<String> {
    let by_table = metadata["trajets"].is_object();
    let is_doubted = layers.iter().any(|styled| any_in_doubt(&styled.styles));
    let measure = if by_table { sentences::read_table() } else { sentences::read_crow() };
    let notes = [
        Some(measure),
        is_doubted.then(sentences::read_doubt),
        Some(sentences::read_grey()),
        Some(sentences::simplified()),
        (regions > 1).then(sentences::overseas),
    ];
    notes.into_iter().flatten().map(|words| set(words.get(voice.lang), voice.lang)).collect()
}
