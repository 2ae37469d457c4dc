//! A map as a picture: a page to hand over, with title, legend, scale, sources.
//!
//! The layer is drawn as its style says. Contours become shared arcs, are projected (Lambert-93 on
//! the mainland, the official projection of each overseas territory, one of its own elsewhere),
//! simplified to what the page shows, and dissolved by colour. Overseas territories, and Paris on a
//! map of the country, have insets. O(vertices log vertices).

mod font;
mod labels;
mod land;
mod legend;
mod marks;
mod part;
mod raster;
mod scale_bar;
mod sheet;
mod surroundings;
mod svg;

use std::io::{self, Write};

use geo::{Contains, Coord, Rect};
use maillage_output::{
    Caption, Dataset, Geometry, GeometryType, Layer, LayerFile, StyledLayer, Voice, palette,
    sentences::maps as words,
    style::{Style, Symbol},
    uncapitalised,
};

use font::Weight;
use land::{Land, Placement, Wanted};
use legend::Block;
use part::Part;
use sheet::{MARGIN, Sheet};
use svg::{Svg, length};

/// A format of pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureFormat {
    /// Shapes, which a drawing program takes apart.
    Svg,
    /// Points, 200 an inch.
    Png,
    /// A page to print.
    Pdf,
}

/// Départements of Paris and around it, which an inset of a map of the country shows.
const AROUND_PARIS: [&str; 4] = ["75", "92", "93", "94"];
/// Wider than this, in metres, a land is a country, on which Paris is a dot.
const COUNTRY: f64 = 400_000.0;
/// Above this denominator of the scale, hatching and the borders of communes are not seen.
const SMALL_SCALE: f64 = 1_500_000.0;
/// Units that are drawn apart have this surface on the page at least, in square points.
const SEEN: f64 = 45.0;
/// EPCI that are drawn apart at most.
const MOST_EPCIS: usize = 130;
/// Edge of a map within its frame, and at its foot, where the scale bar stands.
const EDGE: f64 = 6.0;
const FOOT_OF_MAP: f64 = 20.0;
const FOOT_OF_INSET: f64 = 15.0;
/// Places of an inset at most.
const MOST_IN_INSET: usize = 400;
/// Places on a map at most: more would hide it.
const MOST_PLACES: usize = 6_000;
/// A page is laid out so many times at most.
const MOST_LAYOUTS: usize = 4;
/// The name of the map in the identifiers of its parts.
const MAP: &str = "carte";
/// Radius of places in an inset, in points.
const PLACE_IN_INSET: f64 = 1.3;

/// A finished map, drawn once for all formats.
#[derive(Debug)]
pub struct Picture {
    svg: String,
}

impl Picture {
    /// The map of the layer of `dataset` that is named, drawn by `style`. O(vertices log vertices).
    ///
    /// # Errors
    ///
    /// [`io::ErrorKind::InvalidInput`] when no layer has this name, or when nothing of the layer
    /// has an area.
    pub fn of(dataset: &Dataset, (layer, style): (&str, &Style), voice: Voice) -> io::Result<Self> {
        let styled = dataset.layer(layer);
        let svg = styled.and_then(|styled| drawn(dataset, &styled.layer, style, voice));
        let nothing =
            || io::Error::new(io::ErrorKind::InvalidInput, "the layer has no area to draw");
        Ok(Self { svg: svg.ok_or_else(nothing)? })
    }

    /// Writes the map in this format.
    ///
    /// # Errors
    ///
    /// Those of `to`; [`io::ErrorKind::Other`] when the map cannot be made into a PNG or a PDF, as
    /// where a PNG is too large for memory.
    pub fn write(&self, format: PictureFormat, to: &mut dyn Write) -> io::Result<()> {
        match format {
            PictureFormat::Svg => to.write_all(self.svg.as_bytes()),
            PictureFormat::Png => to.write_all(&raster::png(&self.svg)?),
            PictureFormat::Pdf => to.write_all(&raster::pdf(&self.svg)?),
        }
    }
}

/// All that a page is drawn of.
struct Scene<'map, 'run> {
    layer: &'map Layer<'run>,
    /// The layer whose land is drawn: the same, or communes beneath the parts of them.
    ground: &'map Layer<'run>,
    /// The land of those parts.
    on_ground: Vec<Land<'map, 'run>>,
    style: &'map Style,
    classes: Vec<Option<usize>>,
    colours: Vec<Option<maillage_output::style::Colour>>,
    places: Option<&'map StyledLayer<'run>>,
    communes: &'map Layer<'run>,
    voice: Voice,
}

/// The page as SVG; `None` when nothing has an area.
fn drawn<'run>(
    dataset: &Dataset<'run>,
    layer: &Layer<'run>,
    style: &Style,
    voice: Voice,
) -> Option<String> {
    let classes = style.classes(layer);
    let is_drawn: Vec<bool> = classes.iter().map(Option::is_some).collect();
    let communes = dataset.layers.iter().find(|styled| styled.file == LayerFile::Main);
    let communes = communes.map_or(layer, |styled| &styled.layer);
    // Gaps are parts of a territory, which is drawn beneath them.
    let is_of_parts = layer.name == "lacunes" && communes.geometry_type == GeometryType::Area;
    let ground = if is_of_parts { communes } else { layer };
    let on_ground = if is_of_parts { Land::all(layer, &is_drawn) } else { Vec::new() };
    let all = vec![true; ground.rows];
    let lands = Land::all(ground, if is_of_parts { &all } else { &is_drawn });
    let (main, others) = lands.split_first()?;
    let around_paris = around_paris(ground, main);
    let insets: Vec<(&Land, String)> = around_paris
        .iter()
        .map(|land| (land, voice.say(words::around_paris())))
        .chain(others.iter().map(|land| (land, name_of(land, voice))))
        .collect();
    let scene = Scene {
        layer,
        ground,
        on_ground,
        style,
        colours: style.colours(layer),
        classes,
        places: places_of(dataset, layer),
        communes,
        voice,
    };
    let shape = main.bounds.width() / main.bounds.height().max(1.0);
    let insets: Vec<Inset> = insets.into_iter().map(|(land, name)| Inset { land, name }).collect();
    // The legend depends on the scale, and the room of the map on the legend: laid out until both
    // agree.
    let mut blocks = scene.legend(None, &[]);
    let mut sheet = Sheet::new(shape, insets.len(), &blocks);
    let (mut at, mut on_map) = (scene.placed(main, &sheet), Vec::new());
    for _ in 0..MOST_LAYOUTS {
        on_map = scene.places_on(main, &at);
        let counts = scene.counted_places(main, &at, &on_map, &insets);
        blocks = scene.legend(Some((&at, scene.wanted(main, &at))), &counts);
        let next = Sheet::new(shape, insets.len(), &blocks);
        let is_settled = next.map == sheet.map;
        sheet = next;
        if is_settled {
            break;
        }
        at = scene.placed(main, &sheet);
    }
    let radius = marks::radius(on_map.len());
    let on_map = marks::apart(on_map, radius);
    let is_hatched = at.denominator() < SMALL_SCALE;
    let mut svg = Svg::default();
    scene.open(&mut svg, &sheet);
    scene.write_ground(&mut svg, main, &at, scene.wanted(main, &at), (MAP, is_hatched));
    let bar = Coord { x: sheet.map.min().x + 14.0, y: sheet.map.max().y - 8.0 };
    let taken = [Rect::new(
        Coord { x: bar.x - 10.0, y: bar.y - 14.0 },
        Coord { x: bar.x + 110.0, y: bar.y + 8.0 },
    )];
    let is_country = main.bounds.width() > COUNTRY;
    let wanted = labels::Asked {
        most: if is_country { 40 } else { 24 },
        is_country,
        is_subject: &|row| scene.is_subject(row),
        taken: &taken,
        places: &on_map,
    };
    let names = labels::labels(scene.communes, main, &at, &wanted);
    // Halos lie below places, which they would hide.
    labels::write(&mut svg, &names, labels::Pass::Halos);
    scene.write_places(&mut svg, &on_map, radius, MAP);
    labels::write(&mut svg, &names, labels::Pass::Letters);
    scale_bar::write(&mut svg, &at, bar, scale_bar::OF_MAP);
    for (rank, (inset, room)) in insets.iter().zip(&sheet.insets).enumerate() {
        scene.write_inset(&mut svg, inset, *room, (&format!("encart-{}", rank + 1), is_hatched));
    }
    for (block, corner) in blocks.iter().zip(&sheet.blocks) {
        block.write(&mut svg, *corner);
    }
    scene.write_texts(&mut svg, dataset, &sheet);
    Some(svg.finish())
}

/// The layer of the places that are drawn on `layer`: on a map of change, those that were compared.
fn places_of<'map, 'run>(
    dataset: &'map Dataset<'run>,
    layer: &Layer,
) -> Option<&'map StyledLayer<'run>> {
    let compared = dataset.layer("lieux_compares").filter(|_| layer.name == "changement");
    compared.or_else(|| dataset.layer("lieux")).filter(|places| !places.styles.is_empty())
}

/// A part of the land that is drawn beside the map.
struct Inset<'land, 'map, 'run> {
    land: &'land Land<'map, 'run>,
    name: String,
}

/// The room of a map without its edge, so that outlines are whole.
fn inner(room: Rect<f64>) -> Rect<f64> {
    Rect::new(
        Coord { x: room.min().x + EDGE, y: room.min().y + EDGE },
        Coord { x: room.max().x - EDGE, y: room.max().y - FOOT_OF_MAP },
    )
}

/// Paris and what is around it, where the land is a country.
fn around_paris<'map, 'run>(layer: &Layer, main: &Land<'map, 'run>) -> Option<Land<'map, 'run>> {
    let codes = layer.column("code_departement")?;
    let is_there = |row: usize| {
        let code = codes.value(row).to_text();
        code.is_some_and(|code| AROUND_PARIS.contains(&&*code))
    };
    let is_country = main.part == Part::Mainland && main.bounds.width() > COUNTRY;
    is_country.then(|| main.of_rows(is_there)).flatten()
}

/// The name of an overseas territory; nothing elsewhere.
fn name_of(land: &Land, voice: Voice) -> String {
    land.part.ground().map_or_else(String::new, |ground| voice.say((ground.name)()))
}

impl<'map, 'run> Scene<'map, 'run> {
    /// Where the main land stands on a sheet.
    fn placed(&self, main: &Land, sheet: &Sheet) -> Placement {
        let room = inner(sheet.map);
        let frame = Rect::new(
            Coord { x: room.min().x - EDGE, y: room.min().y - EDGE },
            Coord { x: room.max().x + EDGE, y: room.max().y + FOOT_OF_MAP },
        );
        Placement::new(main.bounds, room, frame)
    }

    /// Whether a commune is what the map is about, so that its name is wanted first: it gained or lost,
    /// or it is of the worst class of distances that there is.
    fn is_subject(&self, row: usize) -> bool {
        if !std::ptr::eq(self.communes, self.layer) {
            return false;
        }
        if let Some(outcome) = self.layer.column("evolution") {
            let outcome = outcome.value(row).to_text();
            return outcome.is_some_and(|outcome| ["gagne", "perd"].contains(&&*outcome));
        }
        let worst = self.style.rules.iter().rposition(|rule| rule.class.count > 0);
        self.style.name == "distance" && self.classes[row].is_some() && self.classes[row] == worst
    }

    /// The places of each class within the land of the page, insets included, and around it.
    fn counted_places(
        &self,
        main: &Land,
        at: &Placement,
        on_map: &[(Coord<f64>, usize)],
        insets: &[Inset],
    ) -> Vec<(usize, usize)> {
        let Some(style) = self.places.and_then(|places| places.styles.first()) else {
            return Vec::new();
        };
        let mut counts = vec![(0, 0); style.rules.len()];
        let areas = main.areas_by(|_| Some(()), at);
        let is_within = |point: Coord<f64>| {
            // Contours are simplified: what is a point off is not outside.
            let around = [(0.0, 0.0), (1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)];
            around.iter().any(|(x, y)| {
                let near = Coord { x: point.x + x, y: point.y + y };
                areas.iter().any(|(_, area)| area.contains(&near))
            })
        };
        for (point, class) in on_map {
            let (within, outside) = &mut counts[*class];
            *(if is_within(*point) { within } else { outside }) += 1;
        }
        // Of a part of the main land, such as Paris, places are counted already.
        for inset in insets.iter().filter(|inset| inset.land.part != main.part) {
            for class in self.places_of(inset.land) {
                counts[class].0 += 1;
            }
        }
        counts
    }

    /// The class of each place that lies in the part of France of a land.
    fn places_of(&self, land: &Land) -> Vec<usize> {
        let Some(StyledLayer { layer, styles, .. }) = self.places.filter(|_| self.has_places())
        else {
            return Vec::new();
        };
        let Some(style) = styles.first() else { return Vec::new() };
        let is_there = |row: &usize| match (layer.geometry)(*row) {
            Geometry::Point(at) => {
                Part::of(Coord { x: at.longitude(), y: at.latitude() }) == land.part
            }
            _ => false,
        };
        let classes = style.classes(layer);
        let rows = (0..layer.rows).filter(is_there).filter_map(|row| classes[row]);
        rows.filter(|class| *class < style.rules.len()).collect()
    }

    /// Whether places are drawn: not where they would hide the map, nor over circles, which are a
    /// reading of their own.
    fn has_places(&self) -> bool {
        let has_circles =
            self.style.all_classes().any(|class| matches!(class.symbol, Symbol::Circle { .. }));
        !has_circles && self.places.is_some_and(|places| places.layer.rows <= MOST_PLACES)
    }

    /// Which borders can be seen apart.
    fn wanted(&self, land: &Land, at: &Placement) -> Wanted {
        let different = |column: &str| -> usize {
            let Some(column) = self.ground.column(column) else { return 0 };
            let values = land.rows.iter().filter_map(|row| column.value(*row).to_text());
            values.collect::<std::collections::BTreeSet<_>>().len()
        };
        let surface = land.bounds.width() * land.bounds.height() * at.scale * at.scale;
        let epcis = different("code_epci");
        Wanted {
            units: surface / land.rows.len().max(1) as f64 > SEEN,
            epcis: (2..=MOST_EPCIS).contains(&epcis),
            departements: different("code_departement") > 1,
        }
    }

    /// The places on the map with their classes; none where they would hide it.
    fn places_on(&self, land: &Land, at: &Placement) -> Vec<(Coord<f64>, usize)> {
        let Some(StyledLayer { layer, styles, .. }) = self.places.filter(|_| self.has_places())
        else {
            return Vec::new();
        };
        styles.first().map_or_else(Vec::new, |style| marks::places(layer, style, land, at))
    }

    /// The blocks of the legend, with the numbers of places of each class; without a placement, those
    /// that take most room.
    fn legend(
        &self,
        placed: Option<(&Placement, Wanted)>,
        places: &[(usize, usize)],
    ) -> Vec<Block> {
        let is_hatched = placed.is_none_or(|(at, _)| at.denominator() < SMALL_SCALE);
        let mut blocks = vec![Block::of_areas(self.style, is_hatched, &self.counted(), self.voice)];
        if let Some(style) = self.places.and_then(|places| places.styles.first()) {
            let most = vec![(1, 1); style.rules.len()];
            let counts = if placed.is_some() { places } else { &most };
            blocks.push(Block::of_places(style, counts, self.voice));
        }
        let wanted = placed.map(|(_, wanted)| wanted);
        let has = |of: fn(Wanted) -> bool| wanted.is_none_or(of);
        let mut lines = Vec::new();
        if has(|wanted| wanted.departements) {
            lines.push((self.voice.say(words::departement_border()), DEPARTEMENT.0, DEPARTEMENT.1));
        }
        if has(|wanted| wanted.epcis) {
            lines.push((self.voice.say(words::epci_border()), EPCI.0, EPCI.1));
        }
        blocks.push(Block::of_borders(&lines));
        blocks.retain(|block| !block.is_empty());
        blocks
    }

    /// What the legend counts.
    fn counted(&self) -> String {
        let counted = match self.layer.name {
            "territoires" => words::territories(),
            "lacunes" => words::gaps(),
            _ => words::communes(),
        };
        self.voice.say(counted)
    }

    /// Begins the page.
    fn open(&self, svg: &mut Svg, sheet: &Sheet) {
        let (wide, high) = sheet.page;
        let millimetres = |points: f64| format!("{}mm", (points * 25.4 / 72.0).round());
        svg.open(
            "svg",
            &[
                ("xmlns", &"http://www.w3.org/2000/svg"),
                ("width", &millimetres(wide)),
                ("height", &millimetres(high)),
                ("viewBox", &format!("0 0 {wide} {high}")),
                ("font-family", &font::FAMILIES),
            ],
        );
        svg.open("defs", &[]);
        svg.open(
            "pattern",
            &[
                ("id", &"doubt"),
                ("width", &"4"),
                ("height", &"4"),
                ("patternUnits", &"userSpaceOnUse"),
                ("patternTransform", &"rotate(45)"),
            ],
        );
        svg.empty("rect", &[("width", &"1.1"), ("height", &"4"), ("fill", &"#ffffff")]);
        svg.close();
        svg.close();
        svg.empty("rect", &[("width", &wide), ("height", &high), ("fill", &"#ffffff")]);
    }

    /// Writes the land around, the classes, the borders, the circles.
    fn write_ground(
        &self,
        svg: &mut Svg,
        land: &Land<'map, 'run>,
        at: &Placement,
        wanted: Wanted,
        (map, is_hatched): (&str, bool),
    ) {
        surroundings::write(svg, (self.ground, self.communes), land, at, map);
        let classed: Vec<&Land<'map, 'run>> = match std::ptr::eq(self.ground, self.layer) {
            true => vec![land],
            false => self.on_ground.iter().filter(|parts| parts.part == land.part).collect(),
        };
        if !std::ptr::eq(self.ground, self.layer) {
            for (_, area) in land.areas_by(|_| Some(()), at) {
                let colour = palette::GROUND;
                svg.empty(
                    "path",
                    &[("d", &svg::areas(&area)), ("fill", &colour), ("stroke", &colour)],
                );
            }
        }
        let named = (map, is_hatched);
        classed.iter().for_each(|classed| self.write_classes(svg, classed, at, named));
        self.write_borders(svg, land, at, wanted, map);
        for classed in classed {
            let (layer, style, classes) = (self.layer, self.style, &self.classes);
            marks::write_circles(svg, layer, style, classes, classed, at);
        }
    }

    /// Writes the areas of each class, and the hatching of those in doubt.
    fn write_classes(
        &self,
        svg: &mut Svg,
        land: &Land,
        at: &Placement,
        (map, is_hatched): (&str, bool),
    ) {
        let is_doubtful = |row: usize| {
            let class = self.classes[row].map(|class| &self.style.class(class).symbol);
            matches!(class, Some(Symbol::Doubtful(_)))
        };
        let ground = |row: usize| {
            let class = self.style.class(self.classes[row]?);
            Some(match class.symbol {
                Symbol::Circle { ground, .. } => ground,
                _ => self.colours[row]?,
            })
        };
        let key = |row: usize| Some(land::key(ground(row)?, is_doubtful(row)));
        svg.open("g", &[("id", &format!("classes-{map}")), ("stroke-width", &"0.4")]);
        let areas = land.areas_by(key, at);
        for ((red, green, blue, _), area) in &areas {
            let colour = maillage_output::style::Colour(*red, *green, *blue);
            svg.empty("path", &[("d", &svg::areas(area)), ("fill", &colour), ("stroke", &colour)]);
        }
        svg.close();
        if is_hatched {
            for (_, area) in areas.iter().filter(|((.., is_doubtful), _)| *is_doubtful) {
                svg.empty("path", &[("d", &svg::areas(area)), ("fill", &"url(#doubt)")]);
            }
        }
    }

    fn write_borders(&self, svg: &mut Svg, land: &Land, at: &Placement, wanted: Wanted, map: &str) {
        let borders = land.borders(at, wanted);
        // On a map of the country borders are thinner, or they would be all that is seen.
        let thin = if at.denominator() > SMALL_SCALE { 0.45 } else { 1.0 };
        for (lines, name, colour, wide) in [
            (&borders.units, "communes", "#b7a98f", 0.3),
            (&borders.epcis, "epci", EPCI.0, EPCI.1 * thin),
            (&borders.departements, "departements", DEPARTEMENT.0, DEPARTEMENT.1 * thin),
            (&borders.outline, "territoire", "#2b2b2b", 0.9 * thin),
        ] {
            if !lines.is_empty() {
                svg.empty(
                    "path",
                    &[
                        ("id", &format!("{name}-{map}")),
                        ("d", &svg::lines(lines)),
                        ("fill", &"none"),
                        ("stroke", &colour),
                        ("stroke-width", &wide),
                        ("stroke-linejoin", &"round"),
                    ],
                );
            }
        }
    }

    fn write_places(&self, svg: &mut Svg, places: &[(Coord<f64>, usize)], radius: f64, map: &str) {
        if let Some(style) = self.places.and_then(|places| places.styles.first()) {
            svg.open("g", &[("id", &format!("lieux-{map}"))]);
            marks::write_places(svg, places, style, radius);
            svg.close();
        }
    }

    /// Writes an inset with its frame, its name and its scale.
    fn write_inset(
        &self,
        svg: &mut Svg,
        Inset { land, name }: &Inset<'_, 'map, 'run>,
        room: Rect<f64>,
        (map, is_hatched): (&str, bool),
    ) {
        svg.empty(
            "rect",
            &[
                ("x", &length(room.min().x)),
                ("y", &length(room.min().y)),
                ("width", &length(room.width())),
                ("height", &length(room.height())),
                ("fill", &"#ffffff"),
                ("stroke", &"#b5b5b5"),
                ("stroke-width", &"0.6"),
            ],
        );
        let inside = Rect::new(
            Coord { x: room.min().x + 4.0, y: room.min().y + 13.0 },
            Coord { x: room.max().x - 4.0, y: room.max().y - FOOT_OF_INSET },
        );
        let at = Placement::new(land.bounds, inside, room);
        let wanted = Wanted {
            units: false,
            epcis: false,
            departements: self.wanted(land, &at).departements,
        };
        self.write_ground(svg, land, &at, wanted, (map, is_hatched));
        // Of a part of the main land, places would hide what it is shown large for.
        if self.places_of(land).len() <= MOST_IN_INSET {
            self.write_places(svg, &self.places_on(land, &at), PLACE_IN_INSET, map);
        }
        let bar = Coord { x: room.min().x + 6.0, y: room.max().y - 5.0 };
        scale_bar::write(svg, &at, bar, scale_bar::OF_INSET);
        let (x, y) = (room.min().x + 4.0, room.min().y + 9.0);
        let name = font::cut(name, 7.5, Weight::Bold, room.width() - 8.0);
        legend::text(svg, (x, y), 7.5, Weight::Bold, "start", &name);
    }

    /// Writes title, subtitle and sources.
    fn write_texts(&self, svg: &mut Svg, dataset: &Dataset, sheet: &Sheet) {
        let caption = Caption::of(self.layer, self.voice);
        let of_main = || Caption::of(&dataset.main().layer, self.voice);
        let territory = match caption.territory.is_empty() {
            true => of_main().territory,
            false => caption.territory.clone(),
        };
        let subject = [territory, caption.when].into_iter().filter(|part| !part.is_empty());
        let subject = subject.collect::<Vec<_>>().join(", ");
        let title = match subject.is_empty() {
            _ if dataset.is_titled_by_user => dataset.title.clone(),
            true => self.style.title.clone(),
            false => self.voice.say(words::title(&subject, &uncapitalised(&self.style.title))),
        };
        let of_style = Some(&self.style.title).filter(|_| dataset.is_titled_by_user);
        let of_style = of_style.map(|line| (line, 10.0));
        let room = sheet.page.0 - 2.0 * MARGIN;
        let mut size = 18.0;
        while size > 13.0 && font::width(&title, size, Weight::Bold) > room {
            size -= 0.5;
        }
        let title = font::cut(&title, size, Weight::Bold, room);
        legend::text(svg, (MARGIN, MARGIN + 16.0), size, Weight::Bold, "start", &title);
        // Only a map of distance says who is beyond one, and one of change who gained.
        let tells = ["distance", "change"].contains(&self.style.name);
        let headline = Some(&caption.headline).filter(|line| tells && !line.is_empty());
        let headline = headline.map(|line| (line, 10.0));
        let above: Vec<(String, f64)> = of_style
            .into_iter()
            .chain(headline)
            .flat_map(|(line, size)| {
                let lines = font::wrapped(line, size, Weight::Regular, room, 2);
                lines.into_iter().map(move |line| (line, size))
            })
            .collect();
        let most = LINES_ABOVE.saturating_sub(above.len()).max(1);
        let sizes = [9.0, 8.5, 8.0, 7.5, 7.0, 6.5].map(|size| (size, most));
        let below = fitting(&caption.subtitle, &sizes, room);
        for (rank, (line, size)) in above.into_iter().chain(below).enumerate() {
            let y = MARGIN + 31.0 + 12.0 * rank as f64;
            legend::text(svg, (MARGIN, y), size, Weight::Regular, "start", &line);
        }
        // A change that is planned names its places, not its lists.
        let of_run = Some(caption.sources).filter(|sources| sources.len() > 1);
        let sources = of_run.unwrap_or_else(|| of_main().sources).join(". ") + ".";
        let lines = fitting(&sources, &[(7.0, 3), (6.5, 3), (6.0, 3), (5.5, 4), (5.0, 4)], room);
        let step = 27.0 / lines.len().max(3) as f64;
        for (rank, (line, size)) in lines.iter().enumerate() {
            let y = sheet.foot + 16.0 + step * rank as f64;
            legend::text(svg, (MARGIN, y), *size, Weight::Regular, "start", line);
        }
    }
}

/// Colour and width of the borders of départements and of EPCI.
const DEPARTEMENT: (&str, f64) = ("#2b2b2b", 0.8);
const EPCI: (&str, f64) = ("#5f5f5f", 0.5);

/// Lines below the title.
const LINES_ABOVE: usize = 4;

/// The lines of a text and their size: the largest of these sizes, each with the most lines that it
/// may take, at which the whole text has room. At the last, what has no room is cut.
fn fitting(text: &str, sizes: &[(f64, usize)], room: f64) -> Vec<(String, f64)> {
    let lines = |size: f64, most| font::wrapped(text, size, Weight::Regular, room, most);
    let is_whole = |(size, most): &&(f64, usize)| lines(*size, most + 1).len() <= *most;
    let fitting = sizes.iter().find(is_whole).or(sizes.last());
    let Some((size, most)) = fitting.filter(|_| !text.is_empty()) else { return Vec::new() };
    lines(*size, *most).into_iter().map(|line| (line, *size)).collect()
}

#[cfg(test)]
mod tests;
