//! Joining tables to the communes of the contours, row by row and across vintages.

mod ages;
mod need;

use std::collections::{BTreeMap, BTreeSet, HashMap};

pub use ages::{ResidentsBy, join_people};
pub use need::join_need;

use super::{
    Passage,
    codes::{self, Reading},
    communes::{epci_code, whole_people},
    location::{Location, Locator},
};
use crate::{
    ledger::{Account, Fate, Issue, Trouble},
    source::{
        Loaded, Schema, parse_number,
        tables::{Further, TableRecord},
    },
};
use maillage_core::{
    geodesy::Position,
    model::{CommuneCode, Envelope, Line},
};
use maillage_spelling::fold;
use maillage_tables::crs::Crs;

/// What a table says of each commune, and its account.
#[derive(Debug, Clone)]
pub struct Joined<T> {
    /// By code of the contours.
    pub values: BTreeMap<CommuneCode, T>,
    /// The same before codes were carried over: by code of the table.
    pub own: BTreeMap<CommuneCode, T>,
    /// What became of the rows.
    pub account: Account,
}

/// A record whose code is understood, with the communes it speaks of.
struct Routed<Values = Vec<String>> {
    record: TableRecord<Values>,
    code: CommuneCode,
    targets: Vec<CommuneCode>,
}

/// Residents by commune.
pub fn join_population(
    loaded: Loaded<TableRecord>,
    known: &BTreeSet<CommuneCode>,
    passage: Option<&Passage>,
) -> Joined<u64> {
    let (routed, mut account) = route(loaded, Schema::Population, known, passage);
    let mut own = BTreeMap::new();
    let mut values: BTreeMap<CommuneCode, u64> = BTreeMap::new();
    // Part of the people of a commune is not its population: unknown and five is unknown.
    let mut incomplete: BTreeSet<CommuneCode> = BTreeSet::new();
    for row in routed {
        let text = &row.record.values[0];
        let Some(people) = parse_number(text).and_then(whole_people) else {
            no_number(&mut account, &row, text);
            incomplete.extend(&row.targets);
            continue;
        };
        *own.entry(row.code).or_default() += people;
        // Residents are what others are shared out by: they cannot be shared out.
        let [target] = row.targets[..] else {
            set_aside(&mut account, &row.record, Trouble::SplitWithoutWeights, row.code.as_str());
            incomplete.extend(&row.targets);
            continue;
        };
        *values.entry(target).or_default() += people;
        keep(&mut account, &row);
    }
    values.retain(|code, _| known.contains(code) && !incomplete.contains(code));
    Joined { values, own, account }
}

/// EPCI and région by commune; the EPCI is `None` where the table says there is none.
pub fn join_membership(
    loaded: Loaded<TableRecord>,
    known: &BTreeSet<CommuneCode>,
    passage: Option<&Passage>,
) -> Joined<(Option<String>, Option<String>)> {
    let (routed, mut account) = route(loaded, Schema::Membership, known, passage);
    let mut values = BTreeMap::new();
    for row in routed {
        let epci = epci_code(&row.record.values[0]);
        let region = Some(row.record.values[1].clone()).filter(|region| !region.is_empty());
        for target in &row.targets {
            values.entry(*target).or_insert_with(|| (epci.clone(), region.clone()));
        }
        keep(&mut account, &row);
    }
    Joined { values, own: BTreeMap::new(), account }
}

/// Town halls by commune.
pub fn join_chefs_lieux(
    loaded: Loaded<TableRecord>,
    known: &BTreeSet<CommuneCode>,
    passage: Option<&Passage>,
) -> Joined<Position> {
    let (routed, mut account) = route(loaded, Schema::ChefsLieux, known, passage);
    let locator = Locator::new(Crs::WGS84);
    let mut values = BTreeMap::new();
    for row in routed {
        let (latitude, longitude) = (&row.record.values[0], &row.record.values[1]);
        let expected = Some(Envelope::of_commune(row.code));
        let position = match locator.written(latitude, longitude, expected) {
            Location::At(position, repair) => {
                let told =
                    |(trouble, value)| Issue::row(row.record.line, Fate::Kept, trouble, value);
                account.issues.extend(repair.map(told));
                position
            }
            Location::Nowhere(trouble, value) => {
                set_aside(&mut account, &row.record, trouble, value);
                continue;
            }
        };
        for target in &row.targets {
            values.entry(*target).or_insert(position);
        }
        keep(&mut account, &row);
    }
    Joined { values, own: BTreeMap::new(), account }
}

/// Every code of a table, to check it on its own, without contours.
pub fn codes_of<Values>(loaded: &Loaded<TableRecord<Values>>) -> BTreeSet<CommuneCode> {
    let code = |record: &TableRecord<Values>| match codes::read(&record.code, |_| true) {
        Reading::Code(code, _) => Some(code),
        Reading::Unreadable(_) => None,
    };
    loaded.records.iter().filter_map(code).collect()
}

/// The rows that speak of a commune of the contours; the others are in the account.
fn route<Values>(
    loaded: Loaded<TableRecord<Values>>,
    schema: Schema,
    known: &BTreeSet<CommuneCode>,
    passage: Option<&Passage>,
) -> (Vec<Routed<Values>>, Account) {
    let (records, mut account) = loaded.into_account(schema, role(schema));
    let mut rows: Vec<(TableRecord<Values>, CommuneCode)> = Vec::with_capacity(records.len());
    let mut seen: BTreeSet<CommuneCode> = BTreeSet::new();
    for record in records {
        if is_part_of_a_commune(&record.kind) {
            set_aside(&mut account, &record, Trouble::NotACommune, &*record.code);
            continue;
        }
        match codes::read(&record.code, |code| known.contains(&code)) {
            Reading::Code(code, repair) => {
                let told = |trouble| Issue::row(record.line, Fate::Kept, trouble, &record.code);
                let repair = repair.map(told);
                if seen.insert(code) {
                    account.issues.extend(repair);
                    rows.push((record, code));
                } else {
                    set_aside(&mut account, &record, Trouble::CodeTwice, code.as_str());
                }
            }
            Reading::Unreadable(trouble) => {
                set_aside(&mut account, &record, trouble, &*record.code);
            }
        }
    }
    let way = passage.and_then(|passage| passage.between(&seen, known));
    let mut routed = Vec::with_capacity(rows.len());
    let mut scattered = Scattered::default();
    for (record, code) in rows {
        match targets(code, &seen, known, way) {
            Ok(targets) => routed.push(Routed { record, code, targets }),
            Err(trouble @ Trouble::CodeUnknown) => {
                let issue = whole(&record, Fate::SetAside, trouble, code.as_str());
                account.issues.extend(scattered.take(issue, &record));
            }
            Err(trouble) => set_aside(&mut account, &record, trouble, code.as_str()),
        }
    }
    account.issues.extend(scattered.told());
    (routed, account)
}

/// The rows of communes that are not among the contours, where those of one do not follow one
/// another: told together, since thousands of them lie across each other.
#[derive(Default)]
struct Scattered {
    lines: Option<(Line, Line)>,
    rows: usize,
    communes: usize,
}

impl Scattered {
    /// Takes what is told of a commune, or gives it back when its rows follow one another.
    fn take<Values>(&mut self, issue: Issue, record: &TableRecord<Values>) -> Option<Issue> {
        if issue.until.is_none() {
            return Some(issue);
        }
        let (first, last) = (record.line, record.further.last);
        let (start, end) = self.lines.unwrap_or((first, last));
        self.lines = Some((start.min(first), end.max(last)));
        self.rows += issue.rows;
        self.communes += 1;
        None
    }

    fn told(self) -> Option<Issue> {
        let value = format!("{} codes, {}", self.communes, self.rows);
        let lines = self.lines?;
        Some(Issue::among(lines, self.rows, Fate::SetAside, Trouble::CodeUnknown, value))
    }
}

/// Whether the kind of a row says that it is a former commune within another. Whatever
/// else such a column says is no reason to lose the row.
fn is_part_of_a_commune(kind: &str) -> bool {
    let kind = fold(kind);
    matches!(kind.as_str(), "comd" | "coma")
        || ["deleguee", "associee"].iter().any(|word| kind.contains(word))
}

/// The communes of the contours that a row with this code speaks of.
fn targets(
    code: CommuneCode,
    table: &BTreeSet<CommuneCode>,
    known: &BTreeSet<CommuneCode>,
    way: Option<&BTreeMap<CommuneCode, Vec<CommuneCode>>>,
) -> Result<Vec<CommuneCode>, Trouble> {
    let carried = way.and_then(|way| way.get(&code));
    if let Some(targets) = carried.filter(|targets| targets.iter().any(|code| known.contains(code)))
    {
        // All of them, also those beyond the contours: a share must know what it is of.
        return Ok(targets.clone());
    }
    if known.contains(&code) {
        return Ok(vec![code]);
    }
    match code.commune_of_arrondissement() {
        Some(parent) if known.contains(&parent) && table.contains(&parent) => {
            Err(Trouble::ArrondissementCounted)
        }
        Some(parent) if known.contains(&parent) => Ok(vec![parent]),
        _ => Err(Trouble::CodeUnknown),
    }
}

/// The share of people counted for all of `targets` that goes to each, by residents; `None`
/// when there are several and the residents of one are not known.
fn shares_by_residents(
    targets: &[CommuneCode],
    residents: &HashMap<CommuneCode, u64>,
) -> Option<Vec<(CommuneCode, f64)>> {
    if let [target] = targets {
        return Some(vec![(*target, 1.0)]);
    }
    let weights: Option<Vec<f64>> =
        targets.iter().map(|target| residents.get(target).map(|people| *people as f64)).collect();
    let weights = weights?;
    let total: f64 = weights.iter().sum();
    let share = |(target, weight): (&CommuneCode, f64)| (*target, weight / total);
    (total > 0.0).then(|| targets.iter().zip(weights).map(share).collect())
}

/// Tells that `row` counts: alone, with the commune it is an arrondissement of, or under
/// another code.
fn keep<Values>(account: &mut Account, row: &Routed<Values>) {
    let added = row.code.commune_of_arrondissement().is_some_and(|parent| row.targets == [parent]);
    if added {
        let added = Trouble::ArrondissementAdded;
        account.issues.push(whole(&row.record, Fate::Merged, added, row.code.as_str()));
        return;
    }
    account.kept += 1 + row.record.further.rows;
    if row.targets != [row.code] {
        let targets: Vec<&str> = row.targets.iter().map(CommuneCode::as_str).collect();
        let value = format!("{} → {}", row.code, targets.join(" "));
        account.issues.push(Issue::row(row.record.line, Fate::Kept, Trouble::MovedCode, value));
    }
}

fn role(schema: Schema) -> &'static str {
    match schema {
        Schema::Population => "population",
        Schema::Illectronism => "illectronisme",
        Schema::Ages => "ages",
        Schema::Margins => "marges",
        Schema::Membership => "appartenance",
        _ => "chefs_lieux",
    }
}

/// Tells that `record` does not count. Of several rows, the first has the trouble and the
/// others go with it.
fn set_aside<Values>(
    account: &mut Account,
    record: &TableRecord<Values>,
    trouble: Trouble,
    value: impl Into<String>,
) {
    set_aside_at(account, record, record.line, trouble, value);
}

/// The same where one row of the record, on `line`, is at fault.
fn set_aside_at<Values>(
    account: &mut Account,
    record: &TableRecord<Values>,
    line: Line,
    trouble: Trouble,
    value: impl Into<String>,
) {
    account.issues.push(Issue::row(line, Fate::SetAside, trouble, value));
    let Further { rows, last } = record.further;
    if rows > 0 {
        let lines = (record.line, last);
        let others = Trouble::WithItsCommune;
        account.issues.push(Issue::among(lines, rows, Fate::SetAside, others, &*record.code));
    }
}

/// What is told of all rows of `record` at once.
fn whole<Values>(
    record: &TableRecord<Values>,
    fate: Fate,
    trouble: Trouble,
    value: impl Into<String>,
) -> Issue {
    match record.further {
        Further { rows: 0, .. } => Issue::row(record.line, fate, trouble, value),
        Further { rows, last } => Issue::among((record.line, last), rows + 1, fate, trouble, value),
    }
}

fn no_number(account: &mut Account, row: &Routed, text: &str) {
    let (trouble, value) = if text.is_empty() {
        (Trouble::NumberMissing, row.code.as_str())
    } else {
        (Trouble::NumberUnreadable, text)
    };
    set_aside(account, &row.record, trouble, value);
}
