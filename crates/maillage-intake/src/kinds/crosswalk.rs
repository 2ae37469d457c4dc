//! The crosswalk of a run: how codes of a table of another vintage lead to the communes of the run.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use maillage_core::model::CommuneCode;
use maillage_france::Edition;
use rayon::prelude::*;

use super::passage::Passage;
use crate::france::BuiltIn;

/// How codes of another vintage lead to the communes of a run.
#[derive(Clone, Copy, Default)]
pub struct CodeCrosswalk<'run> {
    /// The passage table that the user gave; it overrules the history brought along.
    pub passage: Option<&'run Passage>,
    /// The history of the codes of France.
    pub france: Option<&'static BuiltIn>,
}

/// The communes of the run that the code of each row stands for.
pub(super) type Way<'run> = Cow<'run, BTreeMap<CommuneCode, Vec<CommuneCode>>>;

impl<'run> CodeCrosswalk<'run> {
    /// The way from the codes `from` of a table to the communes `to`; `filled` are those whose rows
    /// state a value, and tell the vintage. `None` when both are of one vintage, or when the
    /// vintages cannot be told.
    pub(super) fn between(
        &self,
        filled: &BTreeSet<CommuneCode>,
        from: &BTreeSet<CommuneCode>,
        to: &BTreeSet<CommuneCode>,
    ) -> Option<Way<'run>> {
        let given = self.passage.and_then(|passage| passage.between(filled, to));
        let history = self.france.and_then(|france| through_history(france, filled, from, to));
        match (given, history) {
            (Some(given), Some(mut history)) => {
                // Code by code, what the user gives overrules the history. It does not bring back
                // a code that the edition of the table lacks and whose row is empty.
                let leads = |of: &&CommuneCode| given.get(of).is_some_and(|to| !to.is_empty());
                let is_gone = |of: &CommuneCode| {
                    !filled.contains(of)
                        && history.get(of).is_some_and(Vec::is_empty)
                        && self.france.is_some_and(|france| france.knows(*of))
                };
                let told: Vec<CommuneCode> =
                    from.iter().filter(leads).filter(|code| !is_gone(code)).copied().collect();
                for code in told {
                    history.insert(code, given[&code].clone());
                }
                Some(Cow::Owned(history))
            }
            (Some(given), None) => Some(Cow::Borrowed(given)),
            (None, history) => history.map(Cow::Owned),
        }
    }

    /// Whether `code` leads to one of the communes `to`, whatever its vintage.
    pub(super) fn leads(&self, code: CommuneCode, to: &BTreeSet<CommuneCode>) -> bool {
        let is_known = |one: &CommuneCode| to.contains(one);
        let given = self.passage.is_some_and(|passage| passage.successors(code).any(is_known));
        given || self.france.is_some_and(|france| france.drawn_as(code).iter().any(is_known))
    }
}

/// Codes of one edition and the communes of today that share their perimeter.
pub(crate) struct Perimeters {
    today: BTreeMap<CommuneCode, Vec<CommuneCode>>,
    /// The codes that share the perimeter of each commune of today.
    standing: BTreeMap<CommuneCode, Vec<CommuneCode>>,
    /// The year of the edition; `None` when it cannot be told.
    year: Option<u16>,
}

impl Perimeters {
    /// The perimeters of `codes` in `edition`. A code that the edition does not have is led to its
    /// successors, unless the perimeter of a `counted` code holds one of these: it is then the row
    /// of a part of a commune beside that of the commune.
    fn of_edition(
        edition: Option<&Edition>,
        codes: &BTreeSet<CommuneCode>,
        counted: &BTreeSet<CommuneCode>,
        france: &BuiltIn,
    ) -> Self {
        let is_current = |code| france.france().commune(code).is_some();
        let editions = france.france().editions();
        let of_edition =
            |code: CommuneCode| edition.and_then(|edition| edition.today(code, is_current));
        let covered: BTreeSet<CommuneCode> =
            counted.iter().filter_map(|code| of_edition(*code)).flatten().collect();
        let now = |code: CommuneCode| {
            of_edition(code).unwrap_or_else(|| {
                let successors = editions.successors(code, is_current);
                let is_part = successors.iter().any(|successor| covered.contains(successor));
                if is_part { Vec::new() } else { successors }
            })
        };
        Self::new(edition, codes.iter().map(|code| (*code, now(*code))))
    }

    /// The perimeters of the contours `codes` and of the communes of their edition around them,
    /// which have a part in what is to be shared out. A commune of today that is drawn with one
    /// of them counts as that one.
    pub(crate) fn of_contours(codes: &BTreeSet<CommuneCode>, france: &BuiltIn) -> Self {
        let Some(edition) = edition_of(france, codes) else {
            return Self::of_edition(None, codes, codes, france);
        };
        let official = france.france();
        let is_current = |code| official.commune(code).is_some();
        let departements: BTreeSet<&str> = codes.iter().map(CommuneCode::departement).collect();
        let is_around = |code: &CommuneCode| {
            let with = official.commune(*code).and_then(|of| of.drawn_with);
            let is_drawn_with_one = with.is_some_and(|with| with != *code && codes.contains(&with));
            departements.contains(code.departement()) && !is_drawn_with_one
        };
        let around = official.communes().iter().map(|commune| commune.code);
        let around = around.chain(edition.other.keys().copied()).filter(is_around);
        let all: BTreeSet<CommuneCode> = around.chain(codes.iter().copied()).collect();
        let now = |code: CommuneCode| {
            let mut now: BTreeSet<CommuneCode> =
                edition.today(code, is_current).unwrap_or_default().into_iter().collect();
            if codes.contains(&code) {
                let restored = now.iter().flat_map(|code| france.restored(*code));
                let apart = restored.filter(|one| !codes.contains(one)).copied();
                now.extend(apart.collect::<Vec<_>>());
            }
            now.into_iter().collect()
        };
        let perimeters: Vec<_> = all.par_iter().map(|code| (*code, now(*code))).collect();
        Self::new(Some(edition), perimeters.into_iter())
    }

    fn new(
        edition: Option<&Edition>,
        perimeters: impl Iterator<Item = (CommuneCode, Vec<CommuneCode>)>,
    ) -> Self {
        let today: BTreeMap<CommuneCode, Vec<CommuneCode>> = perimeters.collect();
        let mut standing: BTreeMap<CommuneCode, Vec<CommuneCode>> = BTreeMap::new();
        for (code, now) in &today {
            for one in now {
                standing.entry(*one).or_default().push(*code);
            }
        }
        Self { today, standing, year: edition.map(|edition| edition.year) }
    }

    /// The communes of today that share the perimeter of `code`.
    pub(crate) fn of_code(&self, code: CommuneCode) -> &[CommuneCode] {
        self.today.get(&code).map_or(&[], Vec::as_slice)
    }

    /// The communes that share the perimeter of `now`, one of today.
    pub(crate) fn standing(&self, now: CommuneCode) -> &[CommuneCode] {
        self.standing.get(&now).map_or(&[], Vec::as_slice)
    }

    /// The year of the edition; `None` when it cannot be told.
    pub(crate) fn year(&self) -> Option<u16> {
        self.year
    }

    /// The communes of today that together have exactly the perimeter of `code`; empty where some
    /// reach beyond it.
    pub(crate) fn whole(&self, code: CommuneCode) -> &[CommuneCode] {
        let today = self.of_code(code);
        let is_inside =
            |now: &CommuneCode| self.standing.get(now).is_some_and(|standing| *standing == [code]);
        if today.iter().all(is_inside) { today } else { &[] }
    }
}

/// The way through the perimeters of today: a code stands for the communes that share a part of
/// its perimeter with it.
fn through_history(
    france: &BuiltIn,
    filled: &BTreeSet<CommuneCode>,
    from: &BTreeSet<CommuneCode>,
    to: &BTreeSet<CommuneCode>,
) -> Option<BTreeMap<CommuneCode, Vec<CommuneCode>>> {
    let (then, now) = (edition_of(france, filled)?, edition_of(france, to)?);
    // Communes restored since are not among the contours brought along.
    let is_whole = |code: &CommuneCode| france.restored(*code).iter().all(|one| to.contains(one));
    let is_of_today = france.france().editions().0.last().is_some_and(|last| last == now);
    if then.year == now.year && (!is_of_today || to.iter().all(is_whole)) {
        return None;
    }
    let then = Perimeters::of_edition(Some(then), from, filled, france);
    let now = Perimeters::of_contours(to, france);
    let targets = |code: &CommuneCode| {
        let today = then.of_code(*code).iter();
        let found: BTreeSet<CommuneCode> =
            today.filter_map(|code| now.standing.get(code)).flatten().copied().collect();
        (*code, found.into_iter().collect())
    };
    Some(from.iter().map(targets).collect())
}

/// The edition that `codes` are of: the one with the fewest codes that it does not have, and codes
/// of its own missing among the perimeters that `codes` touch; then the latest. The code of a part
/// of a commune of today is one that today's edition does not have. `None` when most codes are of
/// no edition.
fn edition_of(france: &BuiltIn, codes: &BTreeSet<CommuneCode>) -> Option<&'static Edition> {
    let official = france.france();
    let is_current = |code| official.commune(code).is_some();
    let editions = official.editions();
    // The other codes are the same in every edition.
    let varying = editions.varying();
    let telling: Vec<CommuneCode> = codes
        .iter()
        .filter(|code| varying.contains(code) || !is_current(**code))
        .copied()
        .collect();
    let touched: BTreeSet<CommuneCode> = telling
        .iter()
        .flat_map(|code| {
            let today = editions.0.iter().filter_map(|edition| edition.other.get(code)).flatten();
            today.copied().chain(Some(*code).filter(|code| is_current(*code)))
        })
        .collect();
    let unknown = |edition: &Edition| {
        telling.iter().filter(|code| edition.today(**code, is_current).is_none()).count()
    };
    let missing = |edition: &Edition| {
        let is_touched = |today: &[CommuneCode]| today.iter().any(|code| touched.contains(code));
        let changed = edition.other.iter().filter(|(_, today)| is_touched(today));
        let changed = changed.map(|(code, _)| code);
        let same = touched
            .iter()
            .filter(|code| !edition.absent.contains(code) && !edition.other.contains_key(code));
        changed.chain(same).filter(|code| !codes.contains(code)).count()
    };
    let distance = |edition: &Edition| {
        let unknown = unknown(edition);
        (unknown + missing(edition), unknown)
    };
    let best = editions.0.iter().rev().min_by_key(|edition| distance(edition))?;
    (2 * unknown(best) <= codes.len()).then_some(best)
}
