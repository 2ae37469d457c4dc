//! The columns of contours: which holds the code of the commune, its name, its EPCI.
//!
//! A column of codes is told by its name and its values together: a name that a publisher is
//! known to use, then a name that says it (`num_insee`), then the official names of the communes
//! beside it. Where two columns may be meant, or none, nothing is read: a `mapping.toml` says it.

use super::names::{
    ARRONDISSEMENT, CUT, INSIDE, IRIS, LEVEL, NAME, NAME_OF_COMMUNE, NOT_WHOLE, OF_OTHERS,
    POPULATION, REGION, TYPE,
};
use crate::{
    clean::codes,
    france::BuiltIn,
    kinds::{join, table},
};
use maillage_core::model::CommuneCode;
use maillage_spelling::{fold, fold_column};
use maillage_tables::{Format, Row, Sheet};

/// The level of communes in OpenStreetMap. Communes déléguées and arrondissements are below.
const COMMUNES: u32 = 8;
/// Share of the filled cells that must be codes under a known name.
const SOME: f64 = 0.5;
/// Share of the filled cells that must be codes under any other name, and of the names that
/// must be the official ones.
const MOST: f64 = 0.9;

/// Length of a code, in characters.
const LENGTH: usize = 5;

/// The columns of contours, by rank. Of several, the first that a row fills is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ContourColumns {
    /// Codes of communes, or of arrondissements of Paris, Lyon and Marseille.
    pub(crate) code: Vec<usize>,
    /// Names of communes.
    pub(crate) name: Vec<usize>,
    /// SIREN of EPCI.
    pub(crate) epci: Vec<usize>,
    /// Codes of régions.
    pub(crate) region: Vec<usize>,
    /// Residents.
    pub(crate) population: Vec<usize>,
    /// Whether the rows are IRIS, which make up their communes.
    pub(crate) is_of_iris: bool,
    kind: Vec<usize>,
    level: Option<usize>,
}

impl ContourColumns {
    /// The columns of `sheet`. `None` when no column surely holds codes of communes, or when the
    /// rows are a zoning that does not make up whole communes.
    pub(crate) fn find(sheet: &Sheet) -> Option<Self> {
        let names = Names::of(sheet);
        let stated = |meaning: &str| sheet.columns.stated(meaning).map(<[usize]>::to_vec);
        let or_named =
            |meaning: &str, aliases: &[&str]| stated(meaning).unwrap_or_else(|| names.all(aliases));
        if stated("code").is_none() && Self::zoning(sheet).is_some() {
            return None;
        }
        let iris = names.all(&IRIS);
        let of_row: Vec<usize> = if iris.is_empty() {
            [names.all(&NAME), names.all(&NAME_OF_COMMUNE)].concat()
        } else {
            names.all(&NAME_OF_COMMUNE)
        };
        let code =
            stated("code").or_else(|| names.code(sheet, &iris)).filter(|it| !it.is_empty())?;
        let is_free = |rank: &usize| !code.contains(rank);
        let name = stated("nom").unwrap_or_else(|| {
            let named: Vec<usize> = of_row.into_iter().filter(is_free).collect();
            if named.is_empty() {
                official_names(sheet, code[0]).into_iter().collect()
            } else {
                named
            }
        });
        Some(Self {
            name,
            epci: or_named("epci", &table::EPCI),
            region: or_named("region", &REGION),
            population: or_named("population", &POPULATION),
            is_of_iris: !iris.is_empty(),
            kind: names.all(&[&table::KIND[..], &TYPE].concat()),
            level: names.all(&LEVEL).first().copied(),
            code,
        })
    }

    /// The column that says that the rows are zones inside communes.
    pub(super) fn zoning(sheet: &Sheet) -> Option<usize> {
        Names::of(sheet).all(&NOT_WHOLE).first().copied()
    }

    /// The columns that hold codes, under whatever name, for a question.
    pub(crate) fn candidates(sheet: &Sheet) -> Vec<usize> {
        let width = sheet.columns.names().len();
        (0..width).filter(|rank| share_of_codes(sheet, *rank) >= SOME).collect()
    }

    /// The code of `row` as written; that of its commune for an IRIS.
    pub(super) fn code<'row>(&self, row: &'row Row) -> &'row str {
        let text = first(row, &self.code);
        if is_iris(text) { &text[..5] } else { text }
    }

    /// Whether `row` is a part of a commune that is drawn in another row: a commune déléguée or
    /// associée, by its type or its level in OpenStreetMap.
    pub(super) fn is_within_a_commune(&self, row: &Row) -> bool {
        let is_below = || {
            let level: u32 = row.get(self.level).parse().ok()?;
            let code: Option<CommuneCode> = self.code(row).parse().ok();
            Some(level > COMMUNES && code?.commune_of_arrondissement().is_none())
        };
        join::is_part_of_a_commune(first(row, &self.kind)) || is_below().unwrap_or(false)
    }
}

/// The text of `row` in the first of these columns that it fills; empty if none.
pub(super) fn first<'row>(row: &'row Row, ranks: &[usize]) -> &'row str {
    ranks.iter().map(|rank| row.cell(*rank)).find(|text| !text.is_empty()).unwrap_or("")
}

/// The names of the columns of a sheet, folded, without what stands before them.
struct Names {
    folded: Vec<String>,
    is_cut: bool,
}

impl Names {
    fn of(sheet: &Sheet) -> Self {
        let bare = |name: &String| {
            let inside = INSIDE.iter().find_map(|before| name.strip_prefix(before));
            fold_column(inside.unwrap_or(name))
        };
        let folded = sheet.columns.names().iter().map(bare).collect();
        Self { folded, is_cut: sheet.format == Format::Shapefile }
    }

    /// The columns with one of these names, in the order of `aliases`.
    fn all(&self, aliases: &[&str]) -> Vec<usize> {
        let is_called = |name: &str, alias: &str| {
            name == alias || self.is_cut && name.len() == CUT && alias.starts_with(name)
        };
        let of_alias = |alias: &&str| self.folded.iter().position(|name| is_called(name, alias));
        let mut found: Vec<usize> = Vec::new();
        for rank in aliases.iter().filter_map(of_alias) {
            if !found.contains(&rank) {
                found.push(rank);
            }
        }
        found
    }

    /// The columns of codes: under known names, else a name that says it, else beside the
    /// official names; else the IRIS, whose codes start with that of their commune.
    fn code(&self, sheet: &Sheet, iris: &[usize]) -> Option<Vec<usize>> {
        let holds = |rank: &usize, share: f64| share_of_codes(sheet, *rank) >= share;
        let mut known = self.all(&[&ARRONDISSEMENT[..], &table::CODE].concat());
        known.retain(|rank| holds(rank, SOME));
        if !known.is_empty() {
            return Some(known);
        }
        let says = |rank: &usize| says_code(&self.folded[*rank]) && holds(rank, MOST);
        let named: Vec<usize> = (0..self.folded.len()).filter(says).collect();
        if let [one, others @ ..] = &named[..] {
            let agrees =
                |other: &usize| sheet.rows.iter().all(|row| row.cell(*other) == row.cell(*one));
            return others.iter().all(agrees).then(|| vec![*one]);
        }
        let holding = (0..self.folded.len()).filter(|rank| holds(rank, MOST));
        let proved: Vec<usize> =
            holding.filter(|rank| official_names(sheet, *rank).is_some()).collect();
        let of_iris = |rank: &&usize| {
            sheet.rows.iter().all(|row| row.cell(**rank).is_empty() || is_iris(row.cell(**rank)))
        };
        match proved[..] {
            [one] => Some(vec![one]),
            [] => {
                let of_iris = iris.iter().find(of_iris).copied();
                of_iris.or_else(|| self.damaged(sheet)).map(|rank| vec![rank])
            }
            _ => None,
        }
    }

    /// A column of a known name whose cells are as long as codes, though none may be one: its rows
    /// are set aside one by one, each with its text.
    fn damaged(&self, sheet: &Sheet) -> Option<usize> {
        let is_long = |rank: &usize| sheet.holds(*rank, |text| text.chars().count() == LENGTH);
        self.all(&table::CODE).into_iter().find(is_long)
    }
}

/// Whether a folded name says that the column holds codes of communes: `num_insee`,
/// `code_de_la_commune`.
fn says_code(name: &str) -> bool {
    let words: Vec<&str> = name.split('_').collect();
    let starts = |start: &str| words.iter().any(|word| word.starts_with(start));
    let is_of_others = OF_OTHERS.iter().any(|other| starts(other));
    let is_number = ["code", "cod", "num", "id", "ref"].iter().any(|start| starts(start));
    let glued = name.replace('_', "");
    !is_of_others && (glued.contains("insee") || is_number && glued.contains("commune"))
}

/// Whether a text is the code of an IRIS: that of its commune, and four digits.
fn is_iris(text: &str) -> bool {
    text.len() == 9
        && text.is_char_boundary(5)
        && text[..5].parse::<CommuneCode>().is_ok()
        && text[5..].bytes().all(|byte| byte.is_ascii_digit())
}

/// The share of the filled cells of a column that are codes of communes; 0 without any.
fn share_of_codes(sheet: &Sheet, rank: usize) -> f64 {
    let is_code = |text: &&str| codes::of(text).is_some();
    let filled = || sheet.rows.iter().map(|row| row.cell(rank)).filter(|text| !text.is_empty());
    filled().filter(is_code).count() as f64 / filled().count().max(1) as f64
}

/// The column that holds the official names of the communes whose codes are in the column
/// `code`, if nearly all are: a running number is never beside them.
fn official_names(sheet: &Sheet, code: usize) -> Option<usize> {
    let france = BuiltIn::get()?.france();
    let official: Vec<Option<String>> = sheet
        .rows
        .iter()
        .map(|row| Some(fold(france.commune(row.cell(code).parse().ok()?)?.name)))
        .collect();
    let known = official.iter().flatten().count();
    let agreeing = |rank: usize| {
        let rows = sheet.rows.iter().zip(&official);
        rows.filter(|(row, name)| name.as_ref().is_some_and(|name| *name == fold(row.cell(rank))))
            .count()
    };
    let width = sheet.columns.names().len();
    let is_it = |rank: &usize| agreeing(*rank) as f64 >= MOST * sheet.rows.len() as f64;
    (0..width).find(is_it).filter(|_| known > 0)
}

#[cfg(test)]
mod tests {
    use super::says_code;

    #[test]
    fn a_name_says_that_a_column_holds_codes_of_communes() {
        for name in ["num_insee", "inseecode", "code_de_la_commune", "idcommune", "ref_insee"] {
            assert!(says_code(name), "{name}");
        }
        for name in [
            "insee_dep",
            "code_postal_commune",
            "siren_commune",
            "insee_arr",
            "commune",
            "code_commune_deleguee",
            "ancien_code_commune",
        ] {
            assert!(!says_code(name), "{name}");
        }
    }
}
