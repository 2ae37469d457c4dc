//! Join of tables to the communes of the contours, row by row and across vintages.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    TableKind,
    crosswalk::CodeCrosswalk,
    table::{Further, TableRecord},
};
use crate::{
    clean::codes::{self, ParsedCode},
    gazetteer::Gazetteer,
    ledger::{Account, Fate, Issue, Trouble},
    source::Loaded,
};
use maillage_core::model::{CommuneCode, Line};
use maillage_spelling::fold;

/// The values of a table by commune, and the account of its file.
#[derive(Debug, Clone)]
pub struct Joined<T> {
    /// Values by code of the contours.
    pub values: BTreeMap<CommuneCode, T>,
    /// Values by code of the table, before conversion between vintages.
    pub own: BTreeMap<CommuneCode, T>,
    /// The account of the file.
    pub account: Account,
}

/// A record with a readable code and its target communes.
pub(super) struct Routed<Values = Vec<String>> {
    pub(super) record: TableRecord<Values>,
    pub(super) code: CommuneCode,
    pub(super) targets: Vec<CommuneCode>,
}

/// The communes to which a check joins the rows of a table: those of the gazetteer, or the
/// codes of the table itself when the gazetteer is empty.
pub(super) fn known<Values>(
    loaded: &Loaded<TableRecord<Values>>,
    gazetteer: &Gazetteer,
) -> BTreeSet<CommuneCode> {
    if gazetteer.is_empty() { codes_of(loaded) } else { gazetteer.codes().collect() }
}

/// Every code of a table, to check the table alone, without contours.
pub fn codes_of<Values>(loaded: &Loaded<TableRecord<Values>>) -> BTreeSet<CommuneCode> {
    let code = |record: &TableRecord<Values>| match codes::read(&record.code, |_| true) {
        ParsedCode::Code(code, _) => Some(code),
        ParsedCode::Unreadable(_) => None,
    };
    loaded.records.iter().filter_map(code).collect()
}

/// The rows that concern a commune of the contours. Other rows are set aside in the
/// account.
///
/// Only rows that state a value tell the vintage of the table. An empty row of a code that this
/// vintage lacks is not a part of the commune that absorbed it, whose own row counts everybody:
/// it is set aside alone, as is one beside a row of its own code that states a value. Of a vintage
/// that has the code, an empty row leaves the sum unknown.
pub(super) fn route<Values: PartialEq>(
    loaded: Loaded<TableRecord<Values>>,
    kind: &TableKind,
    known: &BTreeSet<CommuneCode>,
    crosswalk: CodeCrosswalk,
    states_a_value: impl Copy + Fn(&TableRecord<Values>) -> bool,
) -> (Vec<Routed<Values>>, Account) {
    let (records, mut account) = loaded.into_account(kind, kind.role);
    let mut rows: Vec<(TableRecord<Values>, CommuneCode)> = Vec::with_capacity(records.len());
    let mut seen: BTreeSet<CommuneCode> = BTreeSet::new();
    let Stated { filled, disputed } = stated(&records, known, states_a_value);
    for record in records {
        if is_part_of_a_commune(&record.kind) {
            set_aside(&mut account, &record, Trouble::NotACommune, &*record.code);
            continue;
        }
        match codes::read(&record.code, |code| known.contains(&code)) {
            ParsedCode::Code(code, repair) => {
                let issue = |trouble| Issue::row(record.line, Fate::Kept, trouble, &record.code);
                let repair = repair.map(issue);
                if filled.contains(&code) && !states_a_value(&record) {
                    set_aside(&mut account, &record, Trouble::NumberMissing, code.as_str());
                } else if disputed.contains(&code) {
                    set_aside(&mut account, &record, Trouble::CodeTwice, code.as_str());
                } else if seen.insert(code) {
                    account.issues.extend(repair);
                    rows.push((record, code));
                } else {
                    set_aside(&mut account, &record, Trouble::CodeTwice, code.as_str());
                }
            }
            ParsedCode::Unreadable(trouble) => {
                set_aside(&mut account, &record, trouble, &*record.code);
            }
        }
    }
    // Rows of a streamed table come in the order of its file, and their figures are added.
    rows.sort_by_key(|(_, code)| *code);
    let filled: BTreeSet<CommuneCode> = filled.difference(&disputed).copied().collect();
    let counted_by_parts: BTreeSet<CommuneCode> =
        filled.iter().filter_map(CommuneCode::commune_of_arrondissement).collect();
    let way = crosswalk.between(&filled, &seen, known);
    let mut routed = Vec::with_capacity(rows.len());
    let mut scattered = Scattered::default();
    for (record, code) in rows {
        let is_empty = !filled.contains(&code);
        let is_counted_elsewhere = || {
            let is_gone = way.as_deref().and_then(|way| way.get(&code)).is_some_and(Vec::is_empty);
            counted_by_parts.contains(&code) || is_gone && known.contains(&code)
        };
        if is_empty && is_counted_elsewhere() {
            set_aside(&mut account, &record, Trouble::NumberMissing, code.as_str());
            continue;
        }
        match targets(code, &filled, known, way.as_deref()) {
            Ok(targets) => routed.push(Routed { record, code, targets }),
            Err(Trouble::CodeUnknown) if is_empty && crosswalk.leads(code, known) => {
                set_aside(&mut account, &record, Trouble::NumberMissing, code.as_str());
            }
            Err(trouble @ Trouble::CodeUnknown) => {
                let issue = whole(&record, Fate::SetAside, trouble, code.as_str());
                account.issues.extend(scattered.take(issue, &record));
            }
            Err(trouble) => set_aside(&mut account, &record, trouble, code.as_str()),
        }
    }
    account.issues.extend(scattered.issue());
    (routed, account)
}

/// The codes of the rows that state a value.
struct Stated {
    filled: BTreeSet<CommuneCode>,
    /// Those whose rows state different things: none of them is known to be the right one.
    disputed: BTreeSet<CommuneCode>,
}

fn stated<Values: PartialEq>(
    records: &[TableRecord<Values>],
    known: &BTreeSet<CommuneCode>,
    states_a_value: impl Fn(&TableRecord<Values>) -> bool,
) -> Stated {
    let mut first: BTreeMap<CommuneCode, &Values> = BTreeMap::new();
    let mut disputed = BTreeSet::new();
    let records = records.iter().filter(|record| !is_part_of_a_commune(&record.kind));
    for record in records.filter(|record| states_a_value(record)) {
        let read = codes::read(&record.code, |code| known.contains(&code));
        let ParsedCode::Code(code, _) = read else { continue };
        if *first.entry(code).or_insert(&record.values) != &record.values {
            disputed.insert(code);
        }
    }
    Stated { filled: first.into_keys().collect(), disputed }
}

/// Rows of communes outside the contours, for communes whose rows are not consecutive. They
/// share one issue: thousands of issues with interleaved lines would be unreadable.
#[derive(Default)]
struct Scattered {
    lines: Option<(Line, Line)>,
    rows: usize,
    communes: usize,
}

impl Scattered {
    /// Takes the issue of a commune. Returns it unchanged when the rows of the commune are
    /// consecutive.
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

    /// The single issue for all these rows; `None` without any.
    fn issue(self) -> Option<Issue> {
        let value = format!("{} codes, {}", self.communes, self.rows);
        let lines = self.lines?;
        Some(Issue::among(lines, self.rows, Fate::SetAside, Trouble::CodeUnknown, value))
    }
}

/// Whether the type of a row marks a former commune within another. Rows of any other type
/// are kept.
pub(super) fn is_part_of_a_commune(kind: &str) -> bool {
    let kind = fold(kind);
    matches!(kind.as_str(), "comd" | "coma")
        || ["deleguee", "associee"].iter().any(|word| kind.contains(word))
}

/// The target communes of a row with this code.
fn targets(
    code: CommuneCode,
    table: &BTreeSet<CommuneCode>,
    known: &BTreeSet<CommuneCode>,
    way: Option<&BTreeMap<CommuneCode, Vec<CommuneCode>>>,
) -> Result<Vec<CommuneCode>, Trouble> {
    let carried = way.and_then(|way| way.get(&code));
    if let Some(targets) = carried.filter(|targets| targets.iter().any(|code| known.contains(code)))
    {
        // Targets outside the contours are included: shares need the full denominator.
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

/// The share of people counted for all of `targets` that goes to each, in proportion to
/// residents. `None` when there are several targets and the residents of one are unknown.
pub(super) fn shares_by_residents(
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

/// Counts `row` as kept, or as merged when it is an arrondissement added to its commune. A
/// row kept under another code gets an issue.
pub(super) fn keep<Values>(account: &mut Account, row: &Routed<Values>) {
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

/// Sets `record` aside. When it has several rows, the first carries the issue and covers
/// the others.
pub(super) fn set_aside<Values>(
    account: &mut Account,
    record: &TableRecord<Values>,
    trouble: Trouble,
    value: impl Into<String>,
) {
    set_aside_at(account, record, record.line, trouble, value);
}

/// Sets `record` aside for a defect of its row on `line`.
pub(super) fn set_aside_at<Values>(
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

/// One issue that covers all rows of `record`.
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

/// Sets a row aside whose figure is missing or is not a number.
pub(super) fn no_number(account: &mut Account, row: &Routed, text: &str) {
    let (trouble, value) = if text.is_empty() {
        (Trouble::NumberMissing, row.code.as_str())
    } else {
        (Trouble::NumberUnreadable, text)
    };
    set_aside(account, &row.record, trouble, value);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_disputes_the_same_code_without_its_zero() {
        let record = |code: &str, value: &str| TableRecord {
            code: code.to_owned(),
            values: vec![value.to_owned()],
            ..TableRecord::default()
        };
        let code: CommuneCode = "01004".parse().expect("a code");
        let known = BTreeSet::from([code]);
        let disputed =
            |rows: &[TableRecord]| stated(rows, &known, TableRecord::states_a_value).disputed;
        let differ = [record("1004", "200"), record("01004", "14000")];
        assert_eq!(disputed(&differ), known);
        let agree = [record("01004.0", "200"), record("01004", "200")];
        assert!(disputed(&agree).is_empty());
        let one_is_empty = [record("01004", ""), record("01004", "200")];
        assert!(disputed(&one_is_empty).is_empty());
    }
}
