//! The slices of a long table: the combinations of year, sex, measure and age in its rows.
//!
//! Every row belongs to one slice. The slices that together count everybody of a commune
//! once are chosen from the few combinations present, before any figure is read.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use maillage_core::model::AgeBand;
use maillage_spelling::{fold, fold_column};
use maillage_tables::{Columns, Passes, PassingRow};
use maillage_words::{Words, first_few, spoken::Rank};

use super::{
    chain::{chain, no_contiguous_bands},
    long::LongColumns,
    written::{WrittenAge, bands_of_numbers, is_total},
};
use crate::{Error, Result, sentences};

/// Maximum number of distinct texts in a dimension. A column with more holds names or
/// figures.
const MOST_TEXTS: usize = 100;
/// Maximum number of distinct texts in the column of ages.
const MOST_AGES: usize = 2_000;
/// Maximum number of combinations in a table of ages.
const MOST_SLICES: usize = 200_000;

/// A dimension of the table: a column with few distinct texts.
struct Dimension {
    rank: usize,
    name: String,
    role: DimensionRole,
    texts: Vec<String>,
    ids: HashMap<String, u16>,
    /// Index of the text of the previous row.
    last: u16,
    /// Whether the column has too many distinct texts to be a dimension.
    is_free: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum DimensionRole {
    /// The level of the code: commune, département.
    Kind,
    Measure,
    Status,
    /// Any other variable. The total is read, where there is one.
    Other,
    Year,
    Sex,
    Age,
}

/// The slices of a table.
pub(super) struct Slices {
    dimensions: Vec<Dimension>,
    seen: HashMap<Vec<u16>, Use>,
    slice: Vec<u16>,
}

/// Use of the rows of a slice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// Counted: people of the band and sex of these ranks.
    People {
        /// Rank of the band.
        band: u16,
        /// Rank of the sex; zero where the table counts both together.
        sex: u16,
    },
    /// The figure of all ages, which the bands are checked against. Not counted. Holds the
    /// rank of the text in the column of ages.
    Total(u16),
    /// Not counted because of a text: rank of the dimension, rank of the text.
    Aside(u16, u16),
    /// Not decided yet.
    Open,
}

/// The use of the rows, by text of a dimension. Rows of other texts are not counted.
type Uses = BTreeMap<u16, Use>;

/// The selection of slices of a long table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SliceSelection {
    /// The bands, from the youngest.
    pub(super) bands: Vec<AgeBand>,
    /// Number of rows that make up a band of a commune: two where the table counts by sex.
    pub(super) sexes: u16,
    /// Text of the latest year; empty without a column of years.
    pub(super) year: String,
    /// The selected texts of each dimension; `None` where every text is selected.
    chosen: Vec<Option<Uses>>,
}

impl Slices {
    /// Lists the slices of all rows of `table`.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or is not a table of ages.
    pub(super) fn of(table: &mut Passes, columns: &LongColumns) -> Result<Self> {
        let mut slices = Self {
            dimensions: dimensions(table.columns(), columns),
            seen: HashMap::new(),
            slice: Vec::new(),
        };
        let path = table.path().to_owned();
        table.look(|row| {
            slices.read(&row);
            if !slices.seen.contains_key(&slices.slice) {
                slices.seen.insert(slices.slice.clone(), Use::Open);
            }
            let ages = slices.dimensions.last().map_or(0, |ages| ages.texts.len());
            if slices.seen.len() > MOST_SLICES || ages > MOST_AGES {
                let found = sentences::many_slices(Rank(MOST_AGES), Rank(MOST_SLICES));
                return Err(Error::from(maillage_tables::Error::TooLarge {
                    path: path.clone(),
                    found,
                }));
            }
            Ok(true)
        })?;
        Ok(slices)
    }

    /// Selects slices that count everybody once, in the bands that fit `rates` best.
    ///
    /// # Errors
    ///
    /// [`Error::NoSlice`] when the rows do not cover the full population of the communes;
    /// [`maillage_core::Error::Bands`] when there are no contiguous bands over the ages of
    /// the rates.
    pub(super) fn choose(
        &mut self,
        path: &std::path::Path,
        rates: &[AgeBand],
    ) -> Result<SliceSelection> {
        let mut left: Vec<Vec<u16>> = std::mem::take(&mut self.seen).into_keys().collect();
        let mut selection = SliceSelection {
            bands: Vec::new(),
            sexes: 1,
            year: String::new(),
            chosen: vec![None; self.dimensions.len()],
        };
        for (at, dimension) in self.dimensions.iter().enumerate() {
            let there: BTreeSet<u16> = left.iter().map(|slice| slice[at]).collect();
            let mut there: Vec<u16> = there.into_iter().collect();
            // Texts are numbered in the order of the rows: of several that would do, the first by
            // itself is selected.
            there.sort_by_key(|id| dimension.texts.get(usize::from(*id)));
            if dimension.role == DimensionRole::Age {
                let both: BTreeSet<(u16, u16)> = left
                    .iter()
                    .map(|slice| (slice[at], if at > 0 { slice[at - 1] } else { 0 }))
                    .collect();
                let sexes = usize::from(selection.sexes);
                let whole = there.into_iter().filter(|age| {
                    let of_age = both.iter().filter(|(other, _)| other == age).count();
                    selection.sexes == 1 || of_age == sexes
                });
                let whole: Vec<u16> = whole.collect();
                (selection.bands, selection.chosen[at]) = dimension.bands(path, &whole, rates)?;
            } else if !dimension.is_free {
                let refused = |wanted| Error::NoSlice {
                    path: path.to_owned(),
                    wanted,
                    column: dimension.name.clone(),
                    found: dimension.listing(&there),
                };
                let chosen = dimension.chosen(&there).map_err(refused)?;
                if let Some(chosen) = &chosen {
                    left.retain(|slice| chosen.contains_key(&slice[at]));
                    match dimension.role {
                        DimensionRole::Sex => selection.sexes = chosen.len() as u16,
                        DimensionRole::Year => {
                            let text =
                                chosen.keys().next().map(|id| &dimension.texts[usize::from(*id)]);
                            selection.year = text.cloned().unwrap_or_default();
                        }
                        _ => {}
                    }
                }
                selection.chosen[at] = chosen;
            }
        }
        Ok(selection)
    }

    /// The use of this row.
    pub(super) fn use_of(&mut self, row: &PassingRow, selection: &SliceSelection) -> Use {
        self.read(row);
        if let Some(known) = self.seen.get(&self.slice) {
            return *known;
        }
        let decided = selection.use_of(&self.slice);
        self.seen.insert(self.slice.clone(), decided);
        decided
    }

    /// The reason for setting rows aside: the column and its text.
    pub(super) fn reason(&self, (dimension, text): (u16, u16)) -> String {
        let dimension = &self.dimensions[usize::from(dimension)];
        format!("{}={}", dimension.name, dimension.texts[usize::from(text)])
    }

    /// The rank of the dimension of ages.
    pub(super) fn ages(&self) -> u16 {
        (self.dimensions.len() - 1) as u16
    }

    fn read(&mut self, row: &PassingRow) {
        self.slice.clear();
        for dimension in &mut self.dimensions {
            let id =
                if dimension.is_free { 0 } else { dimension.id(&row.text(Some(dimension.rank))) };
            self.slice.push(id);
        }
    }
}

impl SliceSelection {
    fn use_of(&self, slice: &[u16]) -> Use {
        let mut sex = 0;
        let mut people = Use::Open;
        for (at, (id, chosen)) in slice.iter().zip(&self.chosen).enumerate() {
            let Some(chosen) = chosen else { continue };
            match chosen.get(id) {
                None => return Use::Aside(at as u16, *id),
                Some(Use::People { sex: of_sex, .. }) if at + 1 < slice.len() => sex = *of_sex,
                Some(found) => people = *found,
            }
        }
        match people {
            Use::People { band, .. } => Use::People { band, sex },
            other => other,
        }
    }
}

impl Dimension {
    fn new(columns: &Columns, rank: usize, role: DimensionRole) -> Self {
        Self {
            rank,
            name: columns.names()[rank].clone(),
            role,
            texts: Vec::new(),
            ids: HashMap::new(),
            last: 0,
            is_free: false,
        }
    }

    fn id(&mut self, text: &str) -> u16 {
        if self.texts.get(usize::from(self.last)).is_some_and(|last| last == text) {
            return self.last;
        }
        if let Some(id) = self.ids.get(text) {
            self.last = *id;
            return *id;
        }
        if self.role == DimensionRole::Other && self.texts.len() == MOST_TEXTS {
            self.is_free = true;
            return 0;
        }
        // The number of ages and slices is limited far below `u16::MAX`.
        let id = u16::try_from(self.texts.len()).unwrap_or(u16::MAX);
        if id < u16::MAX {
            self.texts.push(text.to_owned());
            self.ids.insert(text.to_owned(), id);
        }
        self.last = id;
        id
    }

    /// The texts selected among the texts present; `None` when all of them are. The error
    /// describes the texts that would be needed.
    fn chosen(&self, there: &[u16]) -> std::result::Result<Option<Uses>, Words> {
        let those = |is_wanted: &dyn Fn(&str) -> bool| -> Uses {
            let wanted = there.iter().filter(|id| is_wanted(&self.texts[usize::from(**id)]));
            wanted.map(|id| (*id, Use::Open)).collect()
        };
        let needed = |found: Uses, wanted| {
            if found.is_empty() { Err(wanted) } else { Ok(Some(found)) }
        };
        match self.role {
            DimensionRole::Kind => needed(those(&is_commune), sentences::rows_of_communes()),
            DimensionRole::Measure if there.len() == 1 => Ok(None),
            DimensionRole::Measure => {
                let found = those(&|text| ["pop", "population"].contains(&fold(text).as_str()));
                needed(found, sentences::rows_of_people())
            }
            DimensionRole::Status => {
                needed(those(&|text| text.is_empty() || text == "A"), sentences::final_figures())
            }
            DimensionRole::Other => Ok(Some(those(&is_total)).filter(|total| !total.is_empty())),
            DimensionRole::Year => {
                let latest = there.iter().max_by_key(|id| year(&self.texts[usize::from(**id)]));
                Ok(latest.map(|id| BTreeMap::from([(*id, Use::Open)])))
            }
            DimensionRole::Sex => self.sexes(there).map(Some).ok_or_else(sentences::both_sexes),
            DimensionRole::Age => Ok(None),
        }
    }

    /// Both sexes together where the table has such rows, otherwise men and women.
    fn sexes(&self, there: &[u16]) -> Option<Uses> {
        let text = |id: &u16| self.texts[usize::from(*id)].as_str();
        if let Some(total) = there.iter().find(|id| is_total(text(id))) {
            return Some(BTreeMap::from([(*total, Use::People { band: 0, sex: 0 })]));
        }
        let of_sex = |words: &[&str]| {
            there.iter().copied().find(|id| words.contains(&fold(text(id)).as_str()))
        };
        let men = of_sex(&["1", "m", "h", "homme", "hommes", "masculin"])?;
        let women = of_sex(&["2", "f", "femme", "femmes", "feminin"])?;
        let sex = |sex| Use::People { band: 0, sex };
        Some(BTreeMap::from([(men, sex(0)), (women, sex(1))]))
    }

    /// The bands selected among the ages present, with the text of each.
    fn bands(
        &self,
        path: &std::path::Path,
        there: &[u16],
        rates: &[AgeBand],
    ) -> Result<(Vec<AgeBand>, Option<Uses>)> {
        let written: Vec<(u16, WrittenAge)> = there
            .iter()
            .filter_map(|id| Some((*id, WrittenAge::read(&self.texts[usize::from(*id)])?)))
            .collect();
        let number = |(_, age): &(u16, WrittenAge)| match age {
            WrittenAge::Number(number) => Some(*number),
            _ => None,
        };
        let numbers: BTreeSet<u8> = written.iter().filter_map(number).collect();
        let is_open = written
            .iter()
            .any(|(_, age)| matches!(age, WrittenAge::Band(band) if band.below().is_none()));
        let of_numbers = bands_of_numbers(&fold_column(&self.name), &numbers, is_open);
        let (mut uses, mut bands) = (BTreeMap::new(), Vec::new());
        for (id, age) in written {
            let band = match age {
                WrittenAge::All => {
                    uses.insert(id, Use::Total(id));
                    continue;
                }
                WrittenAge::Band(band) => Some(band),
                WrittenAge::Number(number) => of_numbers.get(&number).copied(),
            };
            bands.extend(band.map(|band| (band, id)));
        }
        bands.sort_unstable();
        let distinct: BTreeSet<AgeBand> = bands.iter().map(|(band, _)| *band).collect();
        let distinct: Vec<AgeBand> = distinct.into_iter().collect();
        let ranks =
            chain(&distinct, rates).ok_or_else(|| no_contiguous_bands(path, &distinct, rates))?;
        let chosen: Vec<AgeBand> = ranks.into_iter().map(|rank| distinct[rank]).collect();
        // Two texts for one band are duplicates.
        for (band, id) in bands {
            if let Some(rank) = chosen.iter().position(|chosen| *chosen == band) {
                uses.insert(id, Use::People { band: rank as u16, sex: 0 });
            }
        }
        Ok((chosen, Some(uses)))
    }

    fn listing(&self, there: &[u16]) -> String {
        first_few(there.iter().map(|id| format!("`{}`", self.texts[usize::from(*id)])), 12)
    }
}

/// The dimensions of a table in the order of selection: other dimensions, then sexes, then
/// ages.
fn dimensions(columns: &Columns, of: &LongColumns) -> Vec<Dimension> {
    let roles = [
        (of.kind, DimensionRole::Kind),
        (of.measure, DimensionRole::Measure),
        (of.status, DimensionRole::Status),
        (of.year, DimensionRole::Year),
        (of.sex, DimensionRole::Sex),
        (Some(of.age), DimensionRole::Age),
    ];
    let known: Vec<(usize, DimensionRole)> =
        roles.into_iter().filter_map(|(rank, role)| Some((rank?, role))).collect();
    let is_other = |rank: &usize| {
        ![of.code, of.value].contains(rank) && known.iter().all(|(at, _)| at != rank)
    };
    let others =
        (0..columns.names().len()).filter(is_other).map(|rank| (rank, DimensionRole::Other));
    let mut all: Vec<(usize, DimensionRole)> = others.chain(known.iter().copied()).collect();
    all.sort_by_key(|(_, role)| *role);
    all.into_iter().map(|(rank, role)| Dimension::new(columns, rank, role)).collect()
}

fn is_commune(text: &str) -> bool {
    ["com", "arm", "commune", "communes", "arrondissement municipal"].contains(&fold(text).as_str())
}

/// Sort key of a year: the year at the beginning of the text, if any, then the whole text.
fn year(text: &str) -> (Option<u16>, &str) {
    (text.get(..4).and_then(|year| year.parse().ok()), text)
}
