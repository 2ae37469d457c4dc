//! The report of a diagnosis: the territories most and least served, and the gaps.

use std::io::{self, Write};

use super::{Diagnosis, gaps::in_words};
use crate::{
    Voice,
    sentences::{diagnosis as words, equity as inequality, territories as titles},
    visible,
};
use maillage_core::{
    equity::{Fgt, Undefined},
    model::Level,
    unions::UnionResult,
};

/// Number of territories and of gaps that are named.
const NAMED: usize = 5;

/// Writes which territories are most and least served, of the level that the map shows, and the
/// gaps with most people concerned.
///
/// # Errors
///
/// Those of `to`.
pub fn write_diagnosis_report(
    to: &mut dyn Write,
    diagnosis: &Diagnosis,
    voice: Voice,
) -> io::Result<()> {
    if !diagnosis.title.is_empty() {
        writeln!(to, "\n{}", visible(&diagnosis.title))?;
    }
    let limit = diagnosis.coverage.results.main_threshold();
    let whole_area = diagnosis
        .territories
        .iter()
        .find(|row| diagnosis.coverage.territory.unions()[row.union].level == Level::StudyArea);
    if let Some(of) = whole_area.map(|row| &row.inequality.cost) {
        let said = |index: Result<f64, Undefined>| match index {
            Ok(value) => voice.decimal(value, 3),
            Err(reason) => inequality::undefined(voice, &voice.say(inequality::why(reason))),
        };
        let poverty = |index: fn(&Fgt) -> Result<f64, Undefined>| {
            said(of.fgt.as_ref().map_or(Err(Undefined::BadLine), index))
        };
        let [share, depth, severity] =
            [poverty(|of| of.headcount), poverty(|of| of.depth), poverty(|of| of.severity)];
        writeln!(to, "{}", inequality::of_distances(voice, &said(of.gini)))?;
        writeln!(to, "  {}", inequality::beyond_the_line(voice, &share, &depth, &severity))?;
    }
    let unions = diagnosis.coverage.territory.unions();
    let level = super::territories::shown_level(diagnosis);
    let whole = |row: &&UnionResult| {
        let union = &unions[row.union];
        union.level == level && union.is_whole() && row.access().covered_main.is_some()
    };
    let mut rows: Vec<&UnionResult> = diagnosis.territories.iter().filter(whole).collect();
    // By the share as it is printed; of equals, the farthest first, then by code.
    let share = |row: &UnionResult| {
        (10_000.0 * row.access().covered_main.unwrap_or_default()).round() / 100.0
    };
    let mean =
        |row: &UnionResult| row.access().distances.mean.map_or(f64::INFINITY, |of| of.base());
    rows.sort_by(|one, other| {
        share(one).total_cmp(&share(other)).then(mean(other).total_cmp(&mean(one)))
    });
    let line = |to: &mut dyn Write, row: &UnionResult| {
        let union = &unions[row.union];
        let name = if union.name.is_empty() { &union.code } else { &union.name };
        let unit = diagnosis.coverage.results.unit;
        let far = row.access().distances.mean;
        let far =
            far.map(|far| format!("{} {}", voice.decimal(far.in_column(unit), 1), unit.symbol()));
        let far = far.unwrap_or_else(|| "–".to_owned());
        let share = voice.decimal(share(row), 1);
        let uncovered =
            row.need.uncovered.map_or_else(|| "–".to_owned(), |people| voice.people(people));
        let who = diagnosis.concerned(voice.lang);
        writeln!(to, "{}", words::territory(voice, name, &share, limit, &far, &uncovered, who))
    };
    // Where the lists end, distances may be too long: such territories are not named.
    rows.retain(|row| row.border_uncertain < row.rows.len());
    let lacking = rows.iter().take_while(|row| share(row) < 100.0).take(NAMED).count();
    if rows.len() > 1 && lacking > 0 {
        writeln!(to, "{}", words::least_served(voice, &voice.say(titles::level_name(level))))?;
        rows.iter().take(lacking).try_for_each(|row| line(to, row))?;
    }
    if rows.len() > NAMED {
        writeln!(to, "{}", words::most_served(voice, &voice.say(titles::level_name(level))))?;
        // None is among the least and the best served.
        rows.iter().skip(NAMED).rev().take(NAMED).try_for_each(|row| line(to, row))?;
    }
    writeln!(to, "{}", words::gaps(voice, diagnosis.gaps.len()))?;
    let gaps = diagnosis.gaps.iter().enumerate();
    let sure = gaps.filter(|(_, gap)| gap.border_uncertain < gap.rows.len());
    for (rank, gap) in sure.take(NAMED) {
        let name = super::gaps::name(diagnosis, gap, voice);
        let said = in_words(diagnosis, rank, voice);
        writeln!(to, "  {}", words::gap(voice, rank + 1, &name, &said))?;
    }
    Ok(())
}
