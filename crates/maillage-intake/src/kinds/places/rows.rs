//! Rows of one list that are one place, or the stops of one service.

use std::collections::{BTreeMap, BTreeSet};

use super::{Itinerance, OtherRow, PlaceRecord};
use crate::{
    clean::alike::alike,
    source::{Field, split_values},
};
use maillage_core::model::Stop;
use maillage_spelling::fold;

/// Number of communes from which the rows of one itinerant service are its stops.
const STOPS: usize = 3;

/// The records with those joined that say the same of the same place: a row twice, or a row for
/// each service offered there. Rows that differ in more are left to be judged with the places of
/// all lists. The order of the rows changes nothing but which comes first.
#[expect(clippy::vec_box, reason = "each is freed when a place is made of it")]
pub(super) fn joined(records: Vec<Box<PlaceRecord>>) -> Vec<Box<PlaceRecord>> {
    let groups = alike(records.len(), |rank| Key::of(&records[rank as usize]));
    if groups.is_empty() {
        return records;
    }
    let mut records: Vec<Option<Box<PlaceRecord>>> = records.into_iter().map(Some).collect();
    for ranks in groups {
        for (number, rank) in ranks.iter().enumerate().skip(1) {
            let place = &mut records[*rank as usize];
            let record = place.take().expect("each row is of one group");
            let is_same = |known: &&u32| {
                let known = &records[**known as usize];
                known.as_ref().is_some_and(|known| agree(known, &record))
            };
            let same = ranks[..number].iter().find(is_same).unwrap_or(rank);
            match &mut records[*same as usize] {
                Some(known) => take_in(known, *record),
                place => *place = Some(record),
            }
        }
    }
    records.into_iter().flatten().collect()
}

/// What rows of one place have in common.
#[derive(PartialEq, Eq, Hash)]
struct Key([String; 7]);

impl Key {
    /// `None` for a row that says too little of where it is: another of its name may be elsewhere.
    fn of(record: &PlaceRecord) -> Option<Self> {
        let address = record.details.text(Field::Address.name());
        let [x, y] = record.point.map_or_else(
            || [record.longitude.clone(), record.latitude.clone()],
            |at| [at.longitude().to_string(), at.latitude().to_string()],
        );
        let is_placed = !address.is_empty() || !x.is_empty();
        // Without an address, the identifier tells that two rows are one.
        let id = if is_placed { String::new() } else { record.id.clone() };
        let says =
            !record.name.is_empty() && record.stop.is_none() && (is_placed || !id.is_empty());
        let whereabouts = &record.whereabouts;
        says.then(|| {
            let commune = [&whereabouts.code, &whereabouts.name, &whereabouts.postal];
            let [code, commune, postal] = commune.map(|text| fold(text));
            Self([fold(&record.name), fold(address), code, commune + &postal, x, y, id])
        })
    }
}

/// Whether two rows of one key differ in nothing but what they offer.
fn agree(one: &PlaceRecord, other: &PlaceRecord) -> bool {
    let is_own = |(field, text): &(&'static str, &str)| {
        !text.is_empty() && !Field::of_name(field).is_some_and(Field::is_list)
    };
    one.details.iter().filter(is_own).eq(other.details.iter().filter(is_own))
        && one.itinerance == other.itinerance
        && one.closed == other.closed
        && one.timetable == other.timetable
}

/// Adds what `other` says of the place of `record`. The first identifier of both is that of the
/// place.
fn take_in(record: &mut PlaceRecord, mut other: PlaceRecord) {
    if (&other.id, &other.name) < (&record.id, &record.name) {
        std::mem::swap(record, &mut other);
    }
    let PlaceRecord { line, id, name, has_label, details, others, .. } = other;
    record.has_label |= has_label;
    for (field, text) in details.iter() {
        let known = record.details.text(field);
        if known != text {
            let values = [known, &split_values(text)].join("|");
            let values: BTreeSet<&str> = values.split('|').filter(|it| !it.is_empty()).collect();
            record.details.insert(field, &values.into_iter().collect::<Vec<_>>().join("|"));
        } else if !record.details.contains(field) {
            record.details.insert(field, "");
        }
    }
    record.others.push(OtherRow { line, id, name });
    record.others.extend(others);
}

/// Makes stops of the rows of one itinerant service at several communes of a département: each is
/// a place where it comes to, with its hours.
pub(super) fn as_stops(records: &mut [Box<PlaceRecord>]) {
    let moves = |record: &PlaceRecord| {
        record.stop.is_none()
            && record.timetable.is_none()
            && matches!(record.itinerance, Itinerance::Stated | Itinerance::ByName)
    };
    let mut communes: BTreeMap<(String, Option<&str>), BTreeSet<String>> = BTreeMap::new();
    let mut names: BTreeMap<(String, Option<&str>), Vec<String>> = BTreeMap::new();
    for record in records.iter().filter(|record| moves(record)) {
        let commune = fold(&record.whereabouts.name);
        if !commune.is_empty() {
            let service = service(record, &commune);
            names.entry(service.clone()).or_default().push(record.name.clone());
            communes.entry(service).or_default().insert(commune);
        }
    }
    let mut names: BTreeMap<_, String> = names
        .into_iter()
        .filter_map(|(service, names)| Some((service, common_name(&names)?)))
        .collect();
    // A name is what tells tours apart: services that would share one keep their own.
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    names.values().for_each(|name| *times.entry(fold(name)).or_default() += 1);
    names.retain(|_, name| times[&fold(name)] == 1);
    for record in records.iter_mut().filter(|record| moves(record)) {
        let tour = service(record, &fold(&record.whereabouts.name));
        if communes.get(&tour).is_some_and(|communes| communes.len() >= STOPS) {
            let hours = record.details.text(Field::Hours.name());
            // Dates in the name say on which of these days it comes.
            let parts = [hours, dates_in(&record.name)];
            let said: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            let recurrence = said.join(", ");
            let name = names.get(&tour).cloned();
            record.stop = Some(Box::new(Stop {
                tour: name.unwrap_or(tour.0),
                vehicle: String::new(),
                order: None,
                recurrence,
                valid_from: String::new(),
                valid_to: String::new(),
            }));
        }
    }
}

/// The dates at the end of the name of a row: « passage le 21/11/22 - 19/12/22 ». Empty if there are
/// none, where words follow them, and where the first is a limit (« jusqu'au 31/12/2026 »).
fn dates_in(name: &str) -> &str {
    const LIMITS: [&str; 7] = ["au", "du", "depuis", "partir", "des", "avant", "apres"];
    let is_day = |part: &str, most: u32| {
        let number = part.trim().parse().ok().filter(|_| part.trim().len() <= 2);
        number.is_some_and(|number| (1..=most).contains(&number))
    };
    let is_date = |text: &str| {
        let near: String = text.chars().take(9).collect();
        let mut parts = near.splitn(3, '/');
        let (day, month) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        let year = parts.next().unwrap_or("").trim_start();
        is_day(day, 31) && is_day(month, 12) && year.starts_with(|it: char| it.is_ascii_digit())
    };
    let mut starts = name.char_indices().filter(|(at, letter)| {
        letter.is_ascii_digit() && !name[..*at].ends_with(|before: char| before.is_ascii_digit())
    });
    let Some((at, _)) = starts.find(|(at, _)| is_date(&name[*at..])) else { return "" };
    let (before, dates) = name.split_at(at);
    let before = fold(before);
    let words = fold(dates);
    let are_dates = words.split(' ').all(|word| word == "et" || word.parse::<u32>().is_ok());
    let is_limit = before.split(' ').next_back().is_some_and(|word| LIMITS.contains(&word));
    if are_dates && !is_limit { dates } else { "" }
}

/// What the names of the stops of a service have in common at their beginning, as they are written:
/// « Bus France Services » of « Bus France Services - Ambert ». `None` when that is too short to be a
/// name.
fn common_name(names: &[String]) -> Option<String> {
    /// Letters of a name at least.
    const SHORTEST: usize = 6;
    let (first, others) = names.split_first()?;
    let alike = |other: &String| {
        first.chars().zip(other.chars()).take_while(|(one, other)| one == other).count()
    };
    let length = others.iter().map(alike).min().unwrap_or(usize::MAX);
    let whole: String = first.chars().take(length).collect();
    let goes_on = |name: &String| name.chars().nth(length).is_some_and(char::is_alphanumeric);
    let is_cut = names.iter().any(goes_on);
    // A word that the names share in part only is left out.
    let words = match is_cut {
        true => whole.trim_end_matches(char::is_alphanumeric),
        false => whole.as_str(),
    };
    let name = words.strip_suffix(dates_in(words)).unwrap_or(words);
    let name = name.trim_end_matches(|letter: char| !letter.is_alphanumeric() && letter != ')');
    (name.chars().count() >= SHORTEST).then(|| name.to_owned())
}

/// The name of the service of a row, and its département: buses of one name run all over France.
fn service(record: &PlaceRecord, commune: &str) -> (String, Option<&'static str>) {
    let departement = record.whereabouts.departements().first().map(|one| one.code);
    (service_name(&record.name, commune), departement)
}

/// The folded name of a service, without the dates on which it stops and without the commune in
/// which it does.
fn service_name(name: &str, commune: &str) -> String {
    let dates = dates_in(name);
    let mut folded = fold(name.strip_suffix(dates).unwrap_or(name));
    if !dates.is_empty() {
        let words: Vec<&str> = folded.split(' ').collect();
        let is_before = |word: &&str| !["passage", "passages", "le", "les"].contains(word);
        let last = words.iter().rposition(is_before).map_or(0, |last| last + 1);
        folded = words[..last].join(" ");
    }
    if commune.is_empty() { folded } else { folded.replace(commune, "").trim().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_is_called_as_its_stops_begin() {
        let name = |names: [&str; 2]| common_name(&names.map(str::to_owned));
        let bus = Some("Bus France Services".to_owned());
        assert_eq!(name(["Bus France Services - Ambert", "Bus France Services - Arlanc"]), bus);
        assert_eq!(name(["Bus France Services", "Bus France Services"]), bus);
        assert_eq!(name(["Ambert : bus", "Arlanc : bus"]), None);
        let van = Some("Médiathèque".to_owned());
        assert_eq!(name(["Médiathèque bus", "Médiathèque buses"]), van);
        assert_eq!(name(["Médiathèque buses", "Médiathèque bus"]), van);
    }

    #[test]
    fn dates_in_a_name_are_no_part_of_the_name_of_the_service() {
        for (name, dates) in [
            ("Bus itinérant : Passage le 21/11/22 - 19/12/22", "21/11/22 - 19/12/22"),
            ("Bus itinérant (Passage les 15/11/22 - 10/01 /23", "15/11/22 - 10/01 /23"),
            ("Bus itinérant le 2/12/ 22", "2/12/ 22"),
            ("Bus itinérant", ""),
        ] {
            assert_eq!(dates_in(name), dates);
            assert_eq!(service_name(name, ""), "bus itinerant", "{name}");
        }
        for name in [
            "Bus 12",
            "3/4 de la place",
            "Bus du 115/12/22",
            "40/12/2022",
            "12/2022",
            "Bus jusqu'au 31/12/2026",
            "Bus du 01/09/2026 au 31/12/2026",
            "Bus 21/11/2026 - Ligne A",
        ] {
            assert_eq!(dates_in(name), "", "{name}");
        }
    }
}
