//! The gazetteer: communes, EPCI, parts of communes and former names.
//!
//! It is written as text: sections, each a page with its name on the first line, then a line for
//! each field with tabs between the rows. Values of one field are alike and compress together.

use maillage_core::{geodesy::Position, model::CommuneCode, topology::GridPoint};

use crate::history::{self, Editions};

/// What is known of a commune of 2026.
#[derive(Debug, Clone, PartialEq)]
pub struct Official<'text> {
    /// INSEE code.
    pub code: CommuneCode,
    /// Name.
    pub name: &'text str,
    /// Residents (population municipale); `None` where none is published.
    pub population: Option<u64>,
    /// SIREN of its EPCI; `None` for the islands that belong to none, and overseas
    /// collectivities.
    pub epci: Option<&'text str>,
    /// Code of its arrondissement within the département; may be empty.
    pub arrondissement: &'text str,
    /// Its postal codes, with spaces between them.
    pub postal_codes: &'text str,
    /// Its chef-lieu, the town hall or the middle of the town; `None` when it is unknown.
    pub chef_lieu: Option<Position>,
    /// Its density class; `None` where none is published.
    pub density: Option<Density>,
    /// The commune that its contour is drawn with: itself, or the commune that it left since the
    /// year of the contours. `None` where contours are not brought along.
    pub drawn_with: Option<CommuneCode>,
}

/// The density class of a commune, INSEE's grid of seven levels: 1 is the densest, 7 the least
/// dense.
///
/// # Examples
///
/// ```
/// use maillage_france::Density;
///
/// assert_eq!(Density(5).name(), "Bourgs ruraux");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Density(pub u8);

impl Density {
    /// The classes in INSEE's words, from the densest.
    pub const NAMES: [&str; 7] = [
        "Grands centres urbains",
        "Centres urbains intermédiaires",
        "Ceintures urbaines",
        "Petites villes",
        "Bourgs ruraux",
        "Rural à habitat dispersé",
        "Rural à habitat très dispersé",
    ];

    /// The class in INSEE's words. A number outside 1 to 7 has the words of the nearest class.
    pub fn name(self) -> &'static str {
        Self::NAMES[usize::from(self.0.clamp(1, 7)) - 1]
    }
}

/// An EPCI of 2026.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Epci<'text> {
    /// SIREN.
    pub siren: &'text str,
    /// Name, mostly with its kind: `CC Faucigny - Glières`.
    pub name: &'text str,
    /// Its kind in DGCL's letters: `CC`, `CA`, `CU`, `METRO`.
    pub kind: &'text str,
}

/// What is known of a commune of 2018 that was merged since, of its own perimeter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Merged {
    /// INSEE code of then.
    pub code: CommuneCode,
    /// Residents of 2016, the last that are known of it apart.
    pub population: u64,
    /// Its chef-lieu; `None` when it is unknown.
    pub chef_lieu: Option<Position>,
}

/// A part of a commune that has a code of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Part<'text> {
    /// INSEE code; may be that of the commune itself.
    pub code: CommuneCode,
    /// Name.
    pub name: &'text str,
    /// What it is.
    pub kind: PartKind,
    /// The commune that it is part of.
    pub commune: CommuneCode,
    /// Residents of an arrondissement.
    pub population: Option<u64>,
    /// The middle of an arrondissement.
    pub chef_lieu: Option<Position>,
}

/// Kinds of parts of communes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    /// A commune déléguée.
    Deleguee,
    /// A commune associée.
    Associee,
    /// An arrondissement of Paris, Lyon or Marseille.
    Arrondissement,
}

impl PartKind {
    /// The letter in the text.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Deleguee => "d",
            Self::Associee => "a",
            Self::Arrondissement => "m",
        }
    }
}

#[derive(Debug, Default, PartialEq)]
pub(crate) struct Gazetteer<'text> {
    pub(crate) communes: Vec<Official<'text>>,
    pub(crate) epcis: Vec<Epci<'text>>,
    pub(crate) parts: Vec<Part<'text>>,
    pub(crate) former_names: Vec<(CommuneCode, &'text str)>,
    pub(crate) merged: Vec<Merged>,
}

/// What a section begins with, a form feed.
const PAGE: char = '\u{c}';
/// The sections of the text, in their order.
const SECTIONS: [&str; 6] =
    ["communes", "epci", "parties", "anciens noms", "fusionnées", "millésimes"];

/// The gazetteer as text.
pub fn write(
    communes: &[Official],
    epcis: &[Epci],
    parts: &[Part],
    former_names: &[(CommuneCode, &str)],
    merged: &[Merged],
    editions: &Editions,
) -> String {
    let commune = |commune: &Official| {
        vec![
            commune.code.to_string(),
            commune.name.to_owned(),
            shown(commune.population),
            commune.epci.unwrap_or_default().to_owned(),
            commune.arrondissement.to_owned(),
            commune.postal_codes.to_owned(),
            point(commune.chef_lieu),
            shown(commune.density.map(|class| class.0)),
            match commune.drawn_with {
                Some(code) if code == commune.code => "=".to_owned(),
                code => shown(code),
            },
        ]
    };
    let epci =
        |epci: &Epci| vec![epci.siren.to_owned(), epci.name.to_owned(), epci.kind.to_owned()];
    let part = |part: &Part| {
        vec![
            part.code.to_string(),
            part.name.to_owned(),
            part.kind.letter().to_owned(),
            part.commune.to_string(),
            shown(part.population),
            point(part.chef_lieu),
        ]
    };
    let name = |(code, name): &(CommuneCode, &str)| vec![code.to_string(), (*name).to_owned()];
    let before =
        |of: &Merged| vec![of.code.to_string(), of.population.to_string(), point(of.chef_lieu)];
    let sections: [Vec<Vec<String>>; 6] = [
        communes.iter().map(commune).collect(),
        epcis.iter().map(epci).collect(),
        parts.iter().map(part).collect(),
        former_names.iter().map(name).collect(),
        merged.iter().map(before).collect(),
        editions.rows(),
    ];
    let section = |(name, rows): (&str, Vec<Vec<String>>)| {
        let fields = rows.first().map_or(0, Vec::len);
        let field =
            |rank: usize| rows.iter().map(|row| row[rank].as_str()).collect::<Vec<_>>().join("\t");
        let lines = (0..fields).map(|rank| format!("\n{}", field(rank)));
        format!("{PAGE}{name}{}", lines.collect::<String>())
    };
    SECTIONS.into_iter().zip(sections).map(section).collect()
}

/// The gazetteer and the editions written by [`write`].
pub(crate) fn read(text: &str) -> (Gazetteer<'_>, Editions) {
    let mut gazetteer = Gazetteer::default();
    let mut editions = Vec::new();
    for (section, name) in text.split(PAGE).skip(1).zip(SECTIONS) {
        let mut lines = section.split('\n');
        assert_eq!(lines.next(), Some(name), "the sections are in their order");
        let columns = lines.map(|line| line.split('\t')).collect();
        let mut fields = Fields { columns, row: Vec::new() };
        while fields.advance() {
            match name {
                "communes" => gazetteer.communes.push(fields.commune()),
                "epci" => gazetteer.epcis.push(fields.epci()),
                "parties" => gazetteer.parts.push(fields.part()),
                "anciens noms" => {
                    gazetteer.former_names.push((fields.code(0), fields.text(1)));
                }
                "fusionnées" => gazetteer.merged.push(Merged {
                    code: fields.code(0),
                    population: fields.text(1).parse().expect("a number of residents"),
                    chef_lieu: fields.point(2),
                }),
                _ => editions.push([0, 1, 2].map(|rank| fields.text(rank))),
            }
        }
    }
    (gazetteer, history::read(&editions))
}

/// The fields of a section, each read row by row.
struct Fields<'text> {
    columns: Vec<std::str::Split<'text, char>>,
    /// The current row.
    row: Vec<&'text str>,
}

impl<'text> Fields<'text> {
    /// Goes to the next row, if there is one.
    fn advance(&mut self) -> bool {
        self.row.clear();
        self.row.extend(self.columns.iter_mut().filter_map(Iterator::next));
        !self.row.is_empty()
    }

    fn text(&self, rank: usize) -> &'text str {
        self.row.get(rank).copied().unwrap_or_default()
    }

    fn filled(&self, rank: usize) -> Option<&'text str> {
        Some(self.text(rank)).filter(|text| !text.is_empty())
    }

    fn code(&self, rank: usize) -> CommuneCode {
        self.text(rank).parse().expect("a field of codes holds codes")
    }

    fn point(&self, rank: usize) -> Option<Position> {
        let (x, y) = self.text(rank).split_once(' ')?;
        let point = GridPoint { x: x.parse().ok()?, y: y.parse().ok()? }.degrees();
        Position::new(point.y, point.x)
    }

    fn commune(&self) -> Official<'text> {
        let code = self.code(0);
        Official {
            code,
            name: self.text(1),
            population: self.text(2).parse().ok(),
            epci: self.filled(3),
            arrondissement: self.text(4),
            postal_codes: self.text(5),
            chef_lieu: self.point(6),
            density: self.text(7).parse().ok().map(Density),
            drawn_with: match self.text(8) {
                "=" => Some(code),
                other => other.parse().ok(),
            },
        }
    }

    fn epci(&self) -> Epci<'text> {
        Epci { siren: self.text(0), name: self.text(1), kind: self.text(2) }
    }

    fn part(&self) -> Part<'text> {
        Part {
            code: self.code(0),
            name: self.text(1),
            kind: match self.text(2) {
                "d" => PartKind::Deleguee,
                "a" => PartKind::Associee,
                _ => PartKind::Arrondissement,
            },
            commune: self.code(3),
            population: self.text(4).parse().ok(),
            chef_lieu: self.point(5),
        }
    }
}

fn shown(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn point(position: Option<Position>) -> String {
    let Some(position) = position else { return String::new() };
    let degrees = geo::Coord { x: position.longitude(), y: position.latitude() };
    let GridPoint { x, y } = GridPoint::nearest(degrees);
    format!("{x} {y}")
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::history::Edition;

    fn code(text: &str) -> CommuneCode {
        text.parse().expect("a commune code")
    }

    fn bare(code: CommuneCode) -> Official<'static> {
        Official {
            code,
            name: "Nulle-Part",
            population: None,
            epci: None,
            arrondissement: "",
            postal_codes: "",
            chef_lieu: None,
            density: None,
            drawn_with: None,
        }
    }

    /// The gazetteer that is read from what is written of `given`.
    fn back<'text>(
        given: &Gazetteer,
        editions: &Editions,
        text: &'text mut String,
    ) -> (Gazetteer<'text>, Editions) {
        let Gazetteer { communes, epcis, parts, former_names, merged } = given;
        *text = write(communes, epcis, parts, former_names, merged, editions);
        read(text)
    }

    #[test]
    fn what_is_written_is_read() {
        let (one, other) = (code("16015"), code("2A004"));
        let at = Position::new(45.64512, 0.15021);
        let full = Official {
            name: "Angoulême",
            population: Some(41_000),
            epci: Some("200071827"),
            arrondissement: "1",
            postal_codes: "16000 16160",
            chef_lieu: at,
            density: Some(Density(2)),
            drawn_with: Some(other),
            ..bare(one)
        };
        let part = Part {
            code: other,
            name: "Partie",
            kind: PartKind::Arrondissement,
            commune: one,
            population: Some(12),
            chef_lieu: None,
        };
        let edition = Edition {
            year: 2018,
            other: BTreeMap::from([(other, vec![one, other])]),
            absent: BTreeSet::from([one]),
        };
        let given = Gazetteer {
            communes: vec![full, Official { drawn_with: Some(other), ..bare(other) }],
            epcis: vec![Epci { siren: "200071827", name: "CA - d'Essai", kind: "CA" }],
            parts: vec![part],
            former_names: vec![(other, "Ancien-Nom")],
            merged: vec![Merged { code: other, population: 7, chef_lieu: at }],
        };
        let editions = Editions(vec![edition, Edition { year: 2026, ..Edition::default() }]);
        let mut text = String::new();
        assert_eq!(back(&given, &editions, &mut text), (given, editions));
    }

    #[test]
    fn sections_and_fields_may_be_empty() {
        let mut text = String::new();
        let nothing = (Gazetteer::default(), Editions::default());
        assert_eq!(back(&nothing.0, &nothing.1, &mut text), nothing);
        let given = Gazetteer { communes: vec![bare(code("97701"))], ..Gazetteer::default() };
        assert_eq!(back(&given, &Editions::default(), &mut text).0, given);
    }
}
