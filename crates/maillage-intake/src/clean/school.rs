//! School holidays, row by row.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use crate::{
    ledger::{Account, Fate, Issue, Trouble},
    source::{
        Loaded, Schema,
        school::{Ends, SchoolRecord, day},
    },
};
use maillage_hours::{Period, SchoolHoliday, SchoolZone, Whose, departements_by_zone};
use maillage_spelling::fold;

/// The holidays of a calendar, and its account.
pub fn school(loaded: Loaded<SchoolRecord>) -> (Vec<SchoolHoliday>, Account) {
    let (records, mut account) = loaded.into_account(Schema::SchoolHolidays, "vacances_scolaires");
    let mut holidays = Vec::new();
    for record in records {
        match holiday(&record) {
            Ok(of_row) => {
                account.kept += 1;
                holidays.extend(of_row);
            }
            Err((trouble, value)) => {
                account.issues.push(Issue::row(record.line, Fate::SetAside, trouble, value));
            }
        }
    }
    (holidays, account)
}

/// The holidays of one row, a zone each, or why there are none.
fn holiday(record: &SchoolRecord) -> Result<Vec<SchoolHoliday>, (Trouble, String)> {
    if fold(&record.population) == "enseignants" {
        return Err((Trouble::NotForPupils, record.population.clone()));
    }
    let written = format!("{}..{}", record.start, record.end);
    let unreadable = || (Trouble::DateUnreadable, written.clone());
    let first = day(&record.start).ok_or_else(unreadable)?;
    let end = day(&record.end).ok_or_else(unreadable)?;
    let last = match record.ends {
        Ends::OnLastDay => end,
        Ends::OnResumption => end - TimeDelta::days(1),
    };
    if last < first {
        return Err((Trouble::DatesReversed, written));
    }
    let days = Period::new(first, last).ok_or_else(unreadable)?;
    let whose = match &record.whose {
        None => BTreeSet::from([Whose::Everyone]),
        Some(text) => whose(text).ok_or_else(|| (Trouble::ZoneUnknown, text.clone()))?,
    };
    Ok(whose.into_iter().map(|whose| SchoolHoliday { whose, days }).collect())
}

/// The zones or départements that `text` names, `Zone A`, `A, C`, `16`; `None` unless all of
/// them are known.
fn whose(text: &str) -> Option<BTreeSet<Whose>> {
    let one = |name: &str| {
        let code = format!("{:0>2}", name.trim().to_uppercase());
        let departement = departements_by_zone().find(|(known, _)| *known == code);
        let departement = departement.map(|(code, _)| Whose::Departement(code));
        departement.or_else(|| SchoolZone::of_name(name).map(Whose::Zone))
    };
    text.split([',', ';', '|', '/', '+']).map(one).collect()
}
