//! The report of a run: the answer first, then what is doubtful, what it rests on, and the files.
//!
//! A report is a list of facts, numbers and names without any sentence. Building the facts and
//! writing them in a language are separate, so that other documents can be made of the same.

mod account;
mod competition;
mod coverage;
mod ground;
mod need;
mod write;

use crate::{Coverage, LeftOut, hot_spots};
use std::io;

use maillage_core::{
    competition::Method,
    equity::Equity,
    measure::NoCompetition,
    need::{Comparison, Interval, Scope, SplitBands},
    offer::OfferFound,
    presence::{HoursOptions, Timetable},
    travel::{Limit, PairCounts},
};
use maillage_hours::Period;
use maillage_intake::{
    clean::identity::Tally,
    ledger::{Account, Brought, Fate, Issue, Trouble},
};

use crate::{Voice, Words, sentences::report as words};
pub(crate) use write::asked;

/// How much of a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Of each file its totals and what is to know of the whole file.
    Brief,
    /// How each file was recognised, too, and how many rows each trouble concerns.
    Full,
}

/// The parts of a report, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// Who is covered, who is not, and where.
    Answer,
    /// What the answer may be wrong for.
    Doubts,
    /// What it rests on, and more of what was found.
    Basis,
    /// What was read.
    Files,
}

/// Facts, in the order in which they are shown.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// The facts.
    pub facts: Vec<Fact>,
}

/// One fact of a report. Lengths are kilometres, rates and shares go from 0 to 1.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Fact {
    /// Read = kept + merged + set aside, of one file.
    File {
        /// The file's name.
        file: String,
        /// Rows read.
        read: usize,
        /// Rows kept.
        kept: usize,
        /// Rows merged with another.
        merged: usize,
        /// Rows set aside.
        set_aside: usize,
    },
    /// How the file was recognised.
    ReadAs {
        /// The schema.
        schema: &'static str,
        /// The format.
        format: &'static str,
        /// The character encoding.
        encoding: &'static str,
        /// The coordinate reference system; empty for a table without positions.
        crs: String,
    },
    /// The file has rows and none of them counts.
    NoRowServes,
    /// Something to know about the whole file.
    Note(Issue),
    /// A list may be something else than it was taken for.
    ListInDoubt {
        /// Its file.
        file: String,
        /// What makes one doubt, with the number of rows.
        issue: Issue,
    },
    /// Rows of the file with the same trouble and fate.
    Rows {
        /// Their fate.
        fate: Fate,
        /// The trouble.
        trouble: Trouble,
        /// How many rows.
        count: usize,
    },
    /// The territory of a run whose user gave no contours, or asked for none.
    StudyArea {
        /// Its parts, with their names and codes; empty for all of France.
        areas: Vec<String>,
        /// Whether the lists chose it.
        is_chosen_by_lists: bool,
        /// Départements outside that a few places lie in, with their number.
        strays: Vec<String>,
        /// The EPCI that nearly all places lie in.
        epci: Option<String>,
    },
    /// A list whose places are mostly elsewhere.
    ListElsewhere {
        /// The file's name.
        file: String,
        /// Its places.
        places: usize,
        /// How many of them are in the territory.
        inside: usize,
        /// The départements that it covers, with their number of places.
        departements: Vec<String>,
    },
    /// What the program brought along for lack of a file.
    BroughtAlong(Brought),
    /// Communes drawn in one piece with others that left them since, with their names.
    DrawnTogether(Vec<String>),
    /// Départements of the study area of which the lists hold next to no place.
    Unlisted {
        /// Their names.
        departements: Vec<String>,
        /// People not covered there.
        uncovered: f64,
    },
    /// The contours are known of the study area alone, so that no border could be judged.
    BordersUnknown,
    /// There are too few places to judge where the lists end.
    TooFewPlaces,
    /// Communes nearer to a border, beyond which the lists hold no places to speak of, than to
    /// their nearest place.
    OpenBorders {
        /// How many.
        communes: usize,
        /// The people there who are not covered; 0 where they are unknown.
        uncovered: f64,
        /// The départements beyond, with their codes.
        beyond: Vec<String>,
    },
    /// Communes with a place of their own that is beyond the main threshold from their point.
    OwnPlaceFar {
        /// Their names, each with the distance or duration.
        communes: Vec<(String, f64)>,
        /// The main threshold.
        limit: Limit,
    },
    /// How many rows are how many places.
    Identity(Tally),
    /// The period over which supply is counted.
    Period {
        /// The period.
        period: Period,
        /// Places whose hours are known.
        known: usize,
        /// All places.
        places: usize,
    },
    /// Restrictions on supply in time: only the places open then serve.
    Asked {
        /// The options.
        hours: Box<HoursOptions>,
        /// Places that serve.
        serving: usize,
        /// Communes not covered with a place of unknown hours within the threshold.
        perhaps: usize,
        /// The main threshold.
        limit: Limit,
    },
    /// What was asked of places, and how many offer it.
    Offer(Box<OfferFound>),
    /// The pairs of a travel table.
    Pairs(PairCounts),
    /// Communes whose travel is unknown.
    TravelUnknown {
        /// How many.
        communes: usize,
        /// Those without any pair in the table.
        without: usize,
        /// Those whose own place lacks a cost.
        own: usize,
    },
    /// Residents whom tours alone bring within the threshold.
    Gained {
        /// The main threshold.
        limit: Limit,
        /// Communes where tours alone bring residents within the threshold.
        communes: usize,
        /// Those residents; `None` where populations are unknown.
        people: Option<f64>,
    },
    /// What people get of the places that they share.
    Shared(Box<Shared>),
    /// How unequally they get it.
    Inequality {
        /// Whether residents compete, for lack of a number of people in need.
        of_residents: bool,
        /// The distribution over people.
        equity: Box<Equity>,
    },
    /// Why nothing is known of it.
    NotShared(NoCompetition),
    /// A commune near a place, whose people get hardly anything of it.
    HardlyServed {
        /// Its name.
        name: String,
        /// Its code.
        code: String,
        /// Its residents.
        residents: Option<u64>,
        /// Minutes a week for a thousand people, or places for ten thousand.
        access: f64,
        /// Mean cost of the way to the nearest place.
        mean: Limit,
        /// Places in the catchment of its point or of one of its homes.
        places: usize,
        /// Minutes a week of the nearest place, where hours are known.
        minutes: Option<f64>,
        /// The people who share its nearest place, weighted by how near they are.
        sharing: f64,
    },
    /// The communes, and those within the main threshold.
    Covered {
        /// All communes.
        communes: usize,
        /// Communes of which half of the residents or more are within the threshold.
        covered: usize,
        /// The main threshold.
        limit: Limit,
        /// Where distances start from.
        origins: Origins,
    },
    /// The table of rates that need was estimated from.
    Rates(Rates),
    /// Bands of age of the people that were split between bands of the rates.
    BandsSplit {
        /// The rule.
        rule: SplitBands,
        /// The bands, joined with commas.
        bands: String,
    },
    /// Communes that were scaled to a published total.
    Calibrated {
        /// The area.
        area: Scope,
        /// The factor.
        factor: f64,
        /// People before.
        before: f64,
        /// People after.
        after: f64,
    },
    /// Published rates of areas beside those that ages make expect.
    PublishedRates {
        /// The comparison.
        comparison: Comparison,
        /// The standard deviation between areas that the table of rates assumes.
        assumed: f64,
    },
    /// Communes whose nearest place is beyond the buffer.
    BeyondBuffer {
        /// How many.
        communes: usize,
        /// The buffer.
        km: f64,
    },
    /// A threshold is larger than the buffer.
    CountedBeyondBuffer {
        /// The threshold.
        km: f64,
    },
    /// Communes that a given table lacks.
    Missing {
        /// The table.
        table: Table,
        /// How many communes.
        communes: usize,
        /// Whether the table has codes of another year than the contours.
        of_another_year: bool,
    },
    /// Distances start from one point in every commune.
    OnePointACommune {
        /// Whether some start from chefs-lieux.
        from_chefs_lieux: bool,
    },
    /// Inhabited communes without an inhabited cell of the grid.
    WithoutCells {
        /// How many.
        communes: usize,
    },
    /// Communes whose nearest place is known by its commune only.
    RoughlyMeasured {
        /// How many.
        communes: usize,
    },
    /// Itinerant services whose stops are unknown, which serve no distance.
    ToursWithoutStops {
        /// How many.
        services: usize,
    },
    /// Communes whose nearest place is across water.
    AcrossWater {
        /// How many.
        communes: usize,
    },
    /// People concerned, and those beyond the main threshold.
    People {
        /// Who they are.
        who: People,
        /// All of them.
        all: f64,
        /// Those not covered.
        uncovered: f64,
        /// The residents whose need is unknown; `None` where need is known of all.
        left_out: Option<LeftOut>,
    },
    /// The same with intervals.
    PeopleWithIntervals {
        /// Who they are.
        who: People,
        /// All of them.
        all: Interval,
        /// Those not covered.
        uncovered: Interval,
        /// The confidence of the intervals, in per cent.
        per_cent: u8,
        /// The residents who are not in the estimate; `None` where all are.
        left_out: Option<LeftOut>,
    },
    /// People of communes whose travel is unknown, who are neither covered nor uncovered.
    PeopleOfUnknownTravel {
        /// How many.
        people: f64,
    },
    /// No table gives need.
    NeedUnknown,
    /// A table of need was given, and no person concerned is known.
    NobodyConcerned,
    /// Communes of the worst class (3-3), by verdict.
    Verdicts {
        /// Communes that are probably of that class.
        probable: usize,
        /// Communes for which draws do not agree.
        open: usize,
    },
    /// A commune with many people not covered.
    Worst {
        /// Its rank among the communes of certain distance, from 1.
        rank: usize,
        /// Its name.
        name: String,
        /// Its code.
        code: String,
        /// People not covered.
        people: f64,
        /// Who they are.
        who: People,
        /// The main threshold.
        limit: Limit,
        /// Mean cost of the way to the nearest place; `None` without one.
        mean: Option<Limit>,
        /// Why it is not covered: a value of the column `motif`.
        reason: &'static str,
    },
}

/// What people get of the places that they share.
#[derive(Debug, Clone, PartialEq)]
pub struct Shared {
    /// The method.
    pub method: Method,
    /// Whether residents compete, for lack of a number of people in need.
    pub of_residents: bool,
    /// The cost beyond which no place serves.
    pub limit: Limit,
    /// Whether `mean`, `received` and `allocated` are minutes a week; places otherwise.
    pub is_in_minutes: bool,
    /// Mean over people: minutes for a thousand of them, or places for ten thousand; of a method
    /// without competition, minutes or places around. `None` without people, and where half of them
    /// or more are left out.
    pub mean: Option<f64>,
    /// What all who compete get together.
    pub received: f64,
    /// Capacity of the places that serve somebody.
    pub allocated: f64,
    /// Places of unknown hours.
    pub unknown_hours: usize,
    /// People of whom it is not known what they get.
    pub left_out: f64,
    /// Whether all that places have is given out.
    pub is_conserved: bool,
    /// Whether near places count for more.
    pub is_weighted: bool,
    /// Kilometres around the territory within which people and places share its own, when the buffer
    /// is smaller.
    pub missing_beyond: Option<f64>,
    /// Names of places that nobody reaches.
    pub alone: Vec<String>,
    /// Covered communes whose access is less than a third of the mean.
    pub hardly_served: usize,
    /// Those of them where no place of unknown hours is around, which could offer more.
    pub hardly_for_sure: usize,
    /// The main threshold.
    pub main: Limit,
}

/// Where the distances of a run start from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origins {
    /// One point in each commune.
    Points,
    /// The inhabited cells of a grid.
    Cells,
}

/// A table that gives something of communes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// Residents.
    Population,
    /// Need.
    Need,
    /// Margins of the rates.
    Margins,
    /// People by age.
    Ages,
    /// EPCI.
    Membership,
    /// Town halls.
    ChefsLieux,
}

/// The people whom totals count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum People {
    /// People in illectronism.
    Illectronic,
    /// Residents, where need is a score.
    Residents,
    /// The people of another table of need.
    Concerned,
}

/// A table of rates by age.
#[derive(Debug, Clone, PartialEq)]
pub struct Rates {
    /// Its identifier.
    pub id: String,
    /// The year of the survey.
    pub year: u16,
    /// Whom the survey covers, in the table's own words.
    pub covers: String,
    /// The rates by band, complete.
    pub bands: Vec<RateUsed>,
    /// Rates that the publication gives.
    pub known: usize,
    /// Rates that were verified in the publication.
    pub verified: usize,
}

/// The rate that the estimate uses for a band of age.
#[derive(Debug, Clone, PartialEq)]
pub struct RateUsed {
    /// The band, as `15-24`.
    pub band: String,
    /// The rate.
    pub rate: f64,
    /// Its standard error.
    pub error: f64,
    /// Whether it was deduced from the total.
    pub closed: bool,
}

impl Report {
    /// The totals of a file, and how many rows each trouble concerns.
    pub fn of_account(account: &Account) -> Self {
        Self { facts: account::facts(account) }
    }

    /// How many rows are how many places.
    pub fn of_identity(tally: &Tally) -> Self {
        Self { facts: vec![Fact::Identity(*tally)] }
    }

    /// Over which days supply is counted, and of how many places the hours are known.
    pub fn of_timetable(timetable: &Timetable) -> Self {
        Self { facts: vec![coverage::period(timetable)] }
    }

    /// What was asked of the places, and how many offer it.
    pub fn of_offer(offer: &OfferFound) -> Self {
        Self { facts: vec![Fact::Offer(Box::new(offer.clone()))] }
    }

    /// The results, the answer first, then the accounts of all files.
    pub fn of_coverage(run: &Coverage) -> Self {
        let mut facts = coverage::facts(run);
        facts.sort_by_key(Fact::part);
        Self { facts }
    }

    /// This report without the facts that `detail` leaves out.
    pub fn detailed(mut self, detail: Detail) -> Self {
        let is_detail = |fact: &Fact| {
            matches!(fact, Fact::ReadAs { .. } | Fact::Rows { .. } | Fact::Inequality { .. })
        };
        self.facts.retain(|fact| detail == Detail::Full || !is_detail(fact));
        self
    }

    /// Writes the facts as lines of text in the language of `voice`.
    ///
    /// # Errors
    ///
    /// Those of `to`.
    pub fn write(&self, to: &mut dyn io::Write, voice: Voice) -> io::Result<()> {
        let mut part = self.facts.first().map(Fact::part);
        for fact in &self.facts {
            if part.replace(fact.part()) != Some(fact.part()) {
                writeln!(to, "\n{}", voice.say(heading(fact.part())))?;
            }
            write::fact(to, fact, voice)?;
        }
        Ok(())
    }
}

/// The line above a part of a report that does not come first.
fn heading(part: Part) -> Words {
    match part {
        Part::Answer => words::answer(),
        Part::Doubts => words::doubts(),
        Part::Basis => words::basis(),
        Part::Files => words::files(),
    }
}

impl Fact {
    fn part(&self) -> Part {
        match self {
            // A list of which rows are missing, and one of elsewhere, make all that follows void.
            Self::ListInDoubt { issue, .. } if issue.trouble == Trouble::BreaksOff => Part::Answer,
            Self::ListElsewhere { .. }
            | Self::StudyArea { .. }
            | Self::Covered { .. }
            | Self::Asked { .. }
            | Self::People { .. }
            | Self::PeopleWithIntervals { .. }
            | Self::Verdicts { .. }
            | Self::NeedUnknown
            | Self::Worst { .. } => Part::Answer,
            Self::DrawnTogether(_)
            | Self::ListInDoubt { .. }
            | Self::Unlisted { .. }
            | Self::BordersUnknown
            | Self::TooFewPlaces
            | Self::OpenBorders { .. }
            | Self::OwnPlaceFar { .. }
            | Self::TravelUnknown { .. }
            | Self::BeyondBuffer { .. }
            | Self::CountedBeyondBuffer { .. }
            | Self::Missing { .. }
            | Self::OnePointACommune { .. }
            | Self::WithoutCells { .. }
            | Self::RoughlyMeasured { .. }
            | Self::ToursWithoutStops { .. }
            | Self::AcrossWater { .. }
            | Self::PeopleOfUnknownTravel { .. }
            | Self::NobodyConcerned => Part::Doubts,
            Self::Identity(_)
            | Self::Period { .. }
            | Self::Offer(_)
            | Self::Pairs(_)
            | Self::Gained { .. }
            | Self::Shared(_)
            | Self::Inequality { .. }
            | Self::NotShared(_)
            | Self::HardlyServed { .. }
            | Self::Rates(_)
            | Self::BandsSplit { .. }
            | Self::Calibrated { .. }
            | Self::PublishedRates { .. }
            | Self::BroughtAlong(_) => Part::Basis,
            Self::File { .. }
            | Self::ReadAs { .. }
            | Self::NoRowServes
            | Self::Note(_)
            | Self::Rows { .. } => Part::Files,
        }
    }
}

/// Writes the totals of a file, and how many rows each trouble concerns.
///
/// # Errors
///
/// Those of `to`.
pub fn write_account(to: &mut dyn io::Write, account: &Account, voice: Voice) -> io::Result<()> {
    Report::of_account(account).write(to, voice)
}

/// Writes how many rows are how many places.
///
/// # Errors
///
/// Those of `to`.
pub fn write_identity_report(
    to: &mut dyn io::Write,
    tally: &Tally,
    voice: Voice,
) -> io::Result<()> {
    Report::of_identity(tally).write(to, voice)
}

/// Writes over which days supply is counted, and of how many places the hours are known.
///
/// # Errors
///
/// Those of `to`.
pub fn write_timetable_report(
    to: &mut dyn io::Write,
    timetable: &Timetable,
    voice: Voice,
) -> io::Result<()> {
    Report::of_timetable(timetable).write(to, voice)
}

/// Writes what was asked of the places, and how many offer it.
///
/// # Errors
///
/// Those of `to`.
pub fn write_offer_report(
    to: &mut dyn io::Write,
    offer: &OfferFound,
    voice: Voice,
) -> io::Result<()> {
    Report::of_offer(offer).write(to, voice)
}

/// Writes what was found and what became of the rows.
///
/// # Errors
///
/// Those of `to`.
pub fn write_coverage_report(
    to: &mut dyn io::Write,
    coverage: &Coverage,
    detail: Detail,
    voice: Voice,
) -> io::Result<()> {
    Report::of_coverage(coverage).detailed(detail).write(to, voice)?;
    hot_spots::write_report(to, coverage, voice)
}
