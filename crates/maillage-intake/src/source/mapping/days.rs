//! The columns of hours by weekday: `h_lundi`, `Lundi matin`, `Mer`.
//!
//! They are one family: where one of them holds hours, so do the others, of which a list may say
//! for every place that the day is closed or not told. A list with columns for most days has as many
//! for each day from Monday to Friday. Where one is missing, the hours of that day are unknown:
//! closed would be a wrong figure for every place. Saturday and Sunday may have no column, which
//! means closed; the national list of France Services has one for Saturday.
//!
//! A missing column is often there under a misspelt name. It is read as that of the day where the
//! name is one or two letters away, no other column and no other day is meant, it stands between the
//! days before and after, and its cells are hours. Otherwise it is only named.
//!
//! What a cell says is of its day alone. Signs that separate in a cell would separate days in the text
//! of a week, so words and signs are read here, and what is not understood makes that day unknown.

use std::collections::{BTreeMap, BTreeSet};

use maillage_hours::reading::read;
use maillage_spelling::fold;
use maillage_tables::Sheet;
use strsim::osa_distance;

use super::MOSTLY;
use crate::source::profile::{ColumnProfile, says_closed};

/// The weekdays, as in column names and in OSM notation.
pub(super) const DAYS: [(&str, &str); 7] = [
    ("lundi", "Mo"),
    ("mardi", "Tu"),
    ("mercredi", "We"),
    ("jeudi", "Th"),
    ("vendredi", "Fr"),
    ("samedi", "Sa"),
    ("dimanche", "Su"),
];

/// Number of working days, which come first in a week.
const WORKING: usize = 5;
/// Rank of Saturday.
const SATURDAY: usize = 5;
/// Number of days with a column from which a list has one for each working day.
const MOST_DAYS: usize = 4;
/// Pattern of the names in the national list of France Services.
const NATIONAL: &str = "h *";
/// What stands for the day in the pattern of a name.
const DAY: &str = "*";
/// Share of hours among the filled cells from which a column named after a day holds them.
const OF_HOURS: f64 = 0.2;
/// Maximum number of letters that differ in a misspelt name.
const MISSPELT: usize = 2;
/// Number of letters of a word below which one letter may differ.
const SHORT_WORD: usize = 5;
/// Length of a name, in bytes, above which it is not compared.
const LONGEST: usize = 100;
/// Maximum number of patterns whose missing columns are looked for.
const MOST_PATTERNS: usize = 8;

/// The columns of hours by weekday of a list.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Week {
    /// The days with columns that are read: in OSM notation, with the columns in order.
    pub(super) days: Vec<(&'static str, Vec<usize>)>,
    /// The days whose hours are unknown for lack of a column.
    pub(super) missing: Vec<MissingDay>,
    /// Columns under a misspelt name that are read: the column, and the name expected.
    pub(super) misspelt: Vec<(usize, String)>,
}

/// A day whose hours are unknown because a column of it is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingDay {
    /// The day in OSM notation.
    pub day: &'static str,
    /// The column that the names of the other days make expect: `h_mardi`.
    pub expected: String,
    /// Columns that may be meant and are not read; often none.
    pub near: Vec<usize>,
}

/// Hours of `day`, with the day, from what its cells say: `Mo 09:00-12:00 / 14:00-17:00`, or `Mo unknown`.
/// Spans alone are left as they are; words are read, and may narrow the hours of their day: « 1er lundi
/// du mois 9h-12h ».
pub(super) fn on_day(day: &'static str, text: &str) -> String {
    let is_mark = |letter: char| matches!(letter, ';' | '|' | '\n' | '\r');
    let is_of_spans = |letter: char| letter.is_ascii_digit() || " :hH-/,.".contains(letter);
    if text.chars().all(is_of_spans) {
        return format!("{day} {text}");
    }
    let parts = text.replace(is_mark, "/");
    let parts = parts.split('/').map(str::trim).filter(|part| !adds_no_hours(part));
    let spans = parts.collect::<Vec<_>>().join(" / ");
    if spans.chars().all(is_of_spans) {
        return format!("{day} {spans}");
    }
    let folded = fold(&spans);
    let says = |word: &str| folded.split(' ').any(|part| part.trim_end_matches('s') == word);
    // Other hours in other weeks: nothing tells which are of which.
    if says("paire") && says("impaire") {
        return format!("{day} unknown");
    }
    let names_day = DAYS.iter().any(|(word, _)| says(word));
    let spans = if names_day { spans } else { format!("{day} {spans}") };
    let read = read(&spans).ok().and_then(|reading| reading.on_day_alone(day));
    read.unwrap_or_else(|| format!("{day} unknown"))
}

/// Whether a part of what a cell says has no hours and narrows none: closed for that half of the day, or
/// by appointment only.
fn adds_no_hours(part: &str) -> bool {
    let folded = fold(part);
    let by_appointment = folded.contains("rdv") || folded.contains("rendez vous");
    let has_hours = part.contains(|letter: char| letter.is_ascii_digit());
    !has_hours && (folded.is_empty() || by_appointment || says_closed(part))
}

/// Columns whose names differ by the day alone, by day from Monday.
type Family = [Vec<usize>; 7];

impl Week {
    /// The columns of hours by weekday in `sheet`. Those of `given` have another meaning.
    pub(super) fn find(sheet: &Sheet, profiles: &[ColumnProfile], given: &BTreeSet<usize>) -> Self {
        let names: Vec<String> = sheet.columns.names().iter().map(|name| fold(name)).collect();
        let (words, mut columns) = columns_named(&names[..profiles.len()]);
        let is_of_hours = |rank: &usize| profiles[*rank].hours >= OF_HOURS;
        // « Lundi » in a cell merged over two columns of hours: the second has no name.
        for of_day in &mut columns {
            if let &[titled] = &of_day[..] {
                let untitled =
                    (titled + 1..profiles.len()).take_while(|rank| names[*rank].is_empty());
                of_day.extend(untitled.filter(is_of_hours));
            }
        }
        if !columns.iter().flatten().any(is_of_hours) {
            return Self::default();
        }
        let is_read = |rank: &usize| {
            is_of_hours(rank) || profiles[*rank].hours + profiles[*rank].without_hours >= 0.5
        };
        let read = columns.clone().map(|of_day| of_day.into_iter().filter(is_read).collect());
        let mut week = Draft { columns: read, missing: BTreeMap::new(), misspelt: Vec::new() };
        // A day that is empty in every row is closed: its column is there.
        let is_there = |rank: &usize| is_read(rank) || profiles[*rank].filled == 0;
        let there = columns.map(|of_day| of_day.into_iter().filter(is_there).collect());
        let free = |rank: &usize| {
            !given.contains(rank) && !there.iter().any(|of_day: &Vec<usize>| of_day.contains(rank))
        };
        let search = Search { sheet, names: &names, words, profiles };
        let free: Vec<usize> = (0..profiles.len()).filter(free).collect();
        for (pattern, family) in families(&names, words, &there) {
            search.complete(&mut week, &pattern, &family, &there, &free);
        }
        week.finished()
    }
}

/// What is found of the columns so far.
struct Draft {
    columns: Family,
    /// By rank of the day.
    missing: BTreeMap<usize, MissingDay>,
    misspelt: Vec<(usize, String)>,
}

impl Draft {
    fn finished(self) -> Week {
        let days = DAYS.iter().zip(self.columns).map(|((_, day), columns)| (*day, columns));
        Week {
            days: days.filter(|(_, columns)| !columns.is_empty()).collect(),
            missing: self.missing.into_values().collect(),
            misspelt: self.misspelt,
        }
    }
}

/// A search for the columns that are missing.
struct Search<'sheet> {
    sheet: &'sheet Sheet,
    /// Folded names of the columns.
    names: &'sheet [String],
    /// The words by which names tell the days.
    words: [&'static str; 7],
    profiles: &'sheet [ColumnProfile],
}

impl Search<'_> {
    /// Adds to `week` what `family` lacks: columns under misspelt names, or days that are unknown.
    /// `there` are the columns of the days in all families, `free` those of no day.
    fn complete(
        &self,
        week: &mut Draft,
        pattern: &str,
        family: &Family,
        there: &Family,
        free: &[usize],
    ) {
        // What another family has taken is of no day any more.
        let is_taken = |rank: &usize| week.misspelt.iter().any(|(taken, _)| taken == rank);
        let free: Vec<usize> = free.iter().copied().filter(|rank| !is_taken(rank)).collect();
        let near: Vec<Vec<usize>> =
            (0..DAYS.len()).map(|day| self.near(pattern, day, &free)).collect();
        let usual = usual(family);
        let lacks = |day: &usize| family[*day].len() < usual;
        let found = (0..DAYS.len()).filter(|day| !there[*day].is_empty() || !near[*day].is_empty());
        if found.count() < MOST_DAYS {
            return;
        }
        let has_most = family.iter().filter(|columns| !columns.is_empty()).count() >= MOST_DAYS;
        let lacking: Vec<usize> = (0..DAYS.len())
            .filter(lacks)
            // Names of no common pattern: a day is there under any name.
            .filter(|day| has_most || there[*day].is_empty() || !near[*day].is_empty())
            .collect();
        let mut is_whole = true;
        for day in lacking {
            if let [column] = near[day][..]
                && self.is_meant(column, day, family)
                && family[day].len() + 1 == usual
            {
                let expected = self.expected(pattern, day, family);
                week.columns[day].push(column);
                week.columns[day].sort_unstable();
                week.misspelt.push((column, expected));
                continue;
            }
            let is_expected = day < WORKING || day == SATURDAY && self.is_national(pattern);
            if is_expected || !near[day].is_empty() {
                is_whole = false;
                self.miss(week, day, pattern, family, near[day].clone());
            }
        }
        // The name of a day given twice, while another is missing: nobody knows which is which.
        for day in (0..DAYS.len()).filter(|day| !is_whole && family[*day].len() > usual) {
            self.miss(week, day, pattern, family, family[day].clone());
        }
    }

    /// Whether these are the columns of the national list of France Services.
    fn is_national(&self, pattern: &str) -> bool {
        let columns = &self.sheet.columns;
        pattern == NATIONAL && (columns.has(&["lib_fs"]) || columns.has(&["lib_france_services"]))
    }

    fn miss(&self, week: &mut Draft, day: usize, pattern: &str, family: &Family, near: Vec<usize>) {
        let expected = self.expected(pattern, day, family);
        let missing = MissingDay { day: DAYS[day].1, expected, near };
        week.missing.entry(day).or_insert(missing);
    }

    /// The columns of `free` whose name is that of `day` in this pattern, but for a letter or two:
    /// those that are nearest. Those that may as well be of another day are not among them.
    fn near(&self, pattern: &str, day: usize, free: &[usize]) -> Vec<usize> {
        let letters = |name: &str| name.replace(' ', "");
        if pattern.len() > LONGEST {
            return Vec::new();
        }
        let expected = self.words.map(|word| letters(&pattern.replace(DAY, word)));
        let distance = |rank: usize| {
            let name = letters(&self.names[rank]);
            let of_day = &expected[day];
            // Names of three letters are near to too many words.
            if self.words[day].len() < SHORT_WORD || name.len().abs_diff(of_day.len()) > MISSPELT {
                return (name == *of_day).then_some(0);
            }
            let is_short = name.len() + self.words[day].len() < of_day.len() + SHORT_WORD;
            let distance = osa_distance(&name, of_day);
            let others = expected.iter().enumerate().filter(|(other, _)| *other != day);
            let is_near = distance <= if is_short { 1 } else { MISSPELT }
                && others.map(|(_, other)| osa_distance(&name, other)).all(|it| it > distance);
            is_near.then_some(distance)
        };
        let near = free.iter().filter_map(|rank| Some((distance(*rank)?, *rank)));
        let near: Vec<(usize, usize)> = near.collect();
        let least = near.iter().map(|(distance, _)| *distance).min();
        let nearest = near.into_iter().filter(|(distance, _)| Some(*distance) == least);
        nearest.map(|(_, rank)| rank).collect()
    }

    /// Whether a column under a misspelt name is that of `day` for sure: it stands between the days
    /// before and after, and its cells are hours as theirs.
    fn is_meant(&self, column: usize, day: usize, family: &Family) -> bool {
        let is_in_place = family.iter().enumerate().all(|(other, columns)| {
            columns.iter().all(|rank| other == day || (*rank < column) == (other < day))
        });
        let cells = &self.profiles[column];
        is_in_place && cells.hours >= OF_HOURS && cells.hours + cells.without_hours >= MOSTLY
    }

    /// The name that the column of `day` would have, spelt as that of another day.
    fn expected(&self, pattern: &str, day: usize, family: &Family) -> String {
        let spelt = family.iter().zip(self.words).find_map(|(columns, word)| {
            let name = &self.sheet.columns.names()[*columns.first()?];
            // Names of days have no accents: their letters are bytes.
            let start = name.to_ascii_lowercase().find(word)?;
            let (before, rest) = name.split_at(start);
            let (found, after) = rest.split_at(word.len());
            Some(format!("{before}{}{after}", in_case_of(found, self.words[day])))
        });
        spelt.unwrap_or_else(|| pattern.replace(DAY, self.words[day]))
    }
}

/// `word` in capitals, or with one, as `found` is.
fn in_case_of(found: &str, word: &str) -> String {
    let is_capital = |letter: char| letter.is_ascii_uppercase();
    if found.chars().all(is_capital) {
        word.to_ascii_uppercase()
    } else if found.starts_with(is_capital) {
        word[..1].to_ascii_uppercase() + &word[1..]
    } else {
        word.to_owned()
    }
}

/// The columns named after each day, and the words that name the days.
fn columns_named(names: &[String]) -> ([&'static str; 7], Family) {
    let named = |word: &str| {
        let holds = |rank: &usize| names[*rank].split(' ').any(|part| part == word);
        (0..names.len()).filter(holds).collect::<Vec<_>>()
    };
    let words = DAYS.map(|(word, _)| word);
    let full = words.map(named);
    // `Lun`, `Mar`, `Mer`: short names are words of other things, unless there are most of them.
    let short_words = words.map(|word| &word[..3]);
    let short = short_words.map(named);
    let is_short = full.iter().all(Vec::is_empty)
        && short.iter().filter(|columns| !columns.is_empty()).count() >= 5;
    if is_short { (short_words, short) } else { (words, full) }
}

/// The families of these columns with their patterns, those of most days first.
fn families(names: &[String], words: [&str; 7], columns: &Family) -> Vec<(String, Family)> {
    let mut families: BTreeMap<String, Family> = BTreeMap::new();
    for (day, of_day) in columns.iter().enumerate() {
        for rank in of_day {
            let parts: Vec<&str> = names[*rank].split(' ').collect();
            let is_of_one_day = parts.iter().filter(|part| words.contains(*part)).count() == 1;
            if is_of_one_day {
                let part = |part| if part == words[day] { DAY } else { part };
                let pattern: Vec<&str> = parts.into_iter().map(part).collect();
                families.entry(pattern.join(" ")).or_default()[day].push(*rank);
            }
        }
    }
    let days = |family: &Family| family.iter().filter(|columns| !columns.is_empty()).count();
    let mut families: Vec<(String, Family)> = families.into_iter().collect();
    families.sort_by_key(|(_, family)| std::cmp::Reverse(days(family)));
    // Where no pattern is of most days, the first tells how names are made.
    let most = families.iter().filter(|(_, family)| days(family) >= MOST_DAYS).count();
    families.truncate(most.clamp(1, MOST_PATTERNS));
    families
}

/// The number of columns that most days of a family have.
fn usual(family: &Family) -> usize {
    let counts = family.iter().map(Vec::len).filter(|count| *count > 0);
    let mut times: BTreeMap<usize, usize> = BTreeMap::new();
    counts.for_each(|count| *times.entry(count).or_insert(0) += 1);
    times.into_iter().max_by_key(|(_, times)| *times).map_or(0, |(count, _)| count)
}

#[cfg(test)]
mod tests {
    use crate::{
        gazetteer::Gazetteer,
        source::{Mapping, sheet},
    };

    /// A list of two places with these columns of hours, each open from 9 to 12.
    fn mapped(header: &str) -> (Mapping, Vec<String>) {
        let cells = vec!["09:00 - 12:00"; header.split(',').count()].join(",");
        let rows = format!("Mairie,1 rue Basse,{cells}\nGare,2 rue Haute,{cells}\n");
        read(&format!("nom,adresse,{header}\n{rows}"))
    }

    fn read(text: &str) -> (Mapping, Vec<String>) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("synthetic.csv");
        std::fs::write(&path, text).expect("the folder is writable");
        let sheet = sheet::read(&path, &Default::default()).expect("a table");
        let mapping = Mapping::find(&sheet, &Gazetteer::new(&[], &[]), None).expect("a mapping");
        let hours = sheet.rows.iter().map(|row| mapping.hours_by_day(row)).collect();
        (mapping, hours)
    }

    /// The days whose hours are unknown, each with its number of near columns.
    fn missing(mapping: &Mapping) -> Vec<(&'static str, &str, usize)> {
        let days = mapping.missing_days.iter();
        days.map(|it| (it.day, it.expected.as_str(), it.near.len())).collect()
    }

    #[test]
    fn of_two_misspelt_columns_of_a_day_each_is_read_once_and_one_alone_makes_the_rest_unknown() {
        let header = |tuesday: &str| {
            format!(
                "lundi_1,lundi_2,{tuesday},mercredi_1,mercredi_2,jeudi_1,jeudi_2,vendredi_1,vendredi_2"
            )
        };
        let (both, _) = mapped(&header("madri_1,madri_2"));
        assert_eq!((missing(&both), both.misspelt_days.len()), (Vec::new(), 2));
        let (one, _) = mapped(&header("madri_1"));
        assert_eq!(one.misspelt_days.len(), 1);
        assert_eq!(missing(&one), [("Tu", "mardi_2", 0)]);
    }

    #[test]
    fn a_working_day_without_a_column_among_most_days_is_unknown_and_not_closed() {
        let (mapping, hours) = mapped("h_lundi,h_mercredi,h_jeudi,h_vendredi,h_samedi");
        assert_eq!(missing(&mapping), [("Tu", "h_mardi", 0)]);
        let known = |day: &str| format!("{day} 09:00 - 12:00");
        let days = ["Mo", "We", "Th", "Fr", "Sa"].map(known);
        let [monday, others @ ..] = &days;
        assert_eq!(hours[0], format!("{monday}; Tu unknown; {}", others.join("; ")));
        let (mapping, _) = mapped("Mardi,Mercredi,Jeudi,Vendredi,Samedi");
        assert_eq!(missing(&mapping), [("Mo", "Lundi", 0)]);
        let (mapping, _) = mapped("LUN,MAR,MER,JEU,SAM");
        assert_eq!(missing(&mapping), [("Fr", "VEN", 0)]);
    }

    #[test]
    fn a_weekend_or_most_of_a_week_without_columns_is_closed() {
        for header in
            ["lundi,mardi,mercredi,jeudi,vendredi", "mercredi,samedi", "lundi,mardi,jeudi"]
        {
            let (mapping, hours) = mapped(header);
            assert_eq!(missing(&mapping), [], "{header}");
            assert!(!hours[0].contains("unknown"), "{header}");
        }
        // The national list has a column for Saturday.
        let (mapping, _) = mapped("h_lundi,h_mardi,h_mercredi,h_jeudi,h_vendredi");
        assert_eq!(missing(&mapping), []);
        let (mapping, _) = mapped("lib_fs,h_lundi,h_mardi,h_mercredi,h_jeudi,h_vendredi");
        assert_eq!(missing(&mapping), [("Sa", "h_samedi", 0)]);
    }

    #[test]
    fn a_misspelt_column_in_its_place_is_read_as_that_of_the_day() {
        for (header, misspelt, expected) in [
            ("h_lundi,h_madri,h_mercredi,h_jeudi,h_vendredi,h_samedi", 3, "h_mardi"),
            ("h_lundi,h_mardi,h_mercredi,h_jeudi,h_vendredi,h_smaedi", 7, "h_samedi"),
            ("h_lundi,hmardi,h_mercredi,h_jeudi,h_vendredi,h_samedi", 3, "h_mardi"),
            ("Ludi,Mardi,Mercredi,Jeudi,Vendredi", 2, "Lundi"),
            (
                "Lundi matin,Lundi soir,Madri matin,Mardi soir,Mercredi matin,Mercredi soir,\
              Jeudi matin,Jeudi soir,Vendredi matin,Vendredi soir",
                4,
                "Mardi matin",
            ),
        ] {
            let (mapping, hours) = mapped(header);
            assert_eq!(mapping.misspelt_days, [(misspelt, expected.to_owned())], "{header}");
            assert_eq!(missing(&mapping), [], "{header}");
            assert!(!hours[0].contains("unknown"), "{header}: {}", hours[0]);
        }
        let (mapping, _) = mapped("h_lundi,h_madri,h_mercerdi,h_jeudi,h_vendredi");
        assert_eq!(mapping.misspelt_days.len(), 2);
    }

    #[test]
    fn a_near_column_that_may_be_another_is_named_and_not_read() {
        // Elsewhere than between Monday and Wednesday; of two columns.
        for (header, near) in [
            ("h_madri,h_lundi,h_mercredi,h_jeudi,h_vendredi,h_samedi", 1),
            ("h_lundi,h_madri,h_mardy,h_mercredi,h_jeudi,h_vendredi,h_samedi", 2),
        ] {
            let (mapping, hours) = mapped(header);
            assert_eq!(missing(&mapping), [("Tu", "h_mardi", near)], "{header}");
            assert!(hours[0].contains("Tu unknown"), "{header}");
            assert!(!mapping.fields.contains_key(&crate::source::Field::Hours), "{header}");
        }
        // Cells that are no hours.
        let days = "Lundi,Madri,Mercredi,Jeudi,Vendredi";
        let row = |name: &str| format!("{name},1 rue Basse,9h-12h,Rouge,9h-12h,9h-12h,9h-12h\n");
        let (mapping, _) = read(&format!("nom,adresse,{days}\n{}{}", row("Mairie"), row("Gare")));
        assert_eq!(missing(&mapping), [("Tu", "Mardi", 1)]);
    }

    #[test]
    fn a_day_given_twice_while_another_is_missing_is_unknown_too() {
        let (mapping, _) = mapped("h_lundi,h_lundi,h_mercredi,h_jeudi,h_vendredi,h_samedi");
        assert_eq!(missing(&mapping), [("Mo", "h_lundi", 2), ("Tu", "h_mardi", 0)]);
        let (mapping, _) =
            mapped("lundi,lundi,mardi,mardi,mercredi,mercredi,jeudi,jeudi,vendredi,vendredi");
        assert_eq!(missing(&mapping), []);
    }

    #[test]
    fn what_a_cell_says_is_of_its_day_alone() {
        for (cell, hours) in [
            ("08:30-12:00; 13:30-17:00", "Mo 08:30-12:00 / 13:30-17:00"),
            ("08:30-12:00 | 13:30-17:00", "Mo 08:30-12:00 / 13:30-17:00"),
            ("9h-12h\n14h-17h", "Mo 9h-12h / 14h-17h"),
            ("9h-12h / fermé", "Mo 9h-12h"),
            ("Fermé / 14h-17h", "Mo 14h-17h"),
            ("9:00 - 12:30/14:00 - 17:00", "Mo 9:00 - 12:30/14:00 - 17:00"),
            ("9:00 - 12:30 / Sur RDV : après-midi", "Mo 9:00 - 12:30"),
            ("1er lundi du mois 9h-12h", "Mo[1] 09:00-12:00"),
            ("9h à 12h", "Mo 09:00-12:00"),
            ("semaines paires 9h-12h", "Mo 09:00-12:00 semaine paire"),
            ("Semaines paires : 9h-12h // Semaines impaires : 9h-18h", "Mo unknown"),
            // Of another day, and of none.
            ("mardi 9h-12h", "Mo unknown"),
            ("voir site 2", "Mo unknown"),
        ] {
            assert_eq!(super::on_day("Mo", cell), hours, "{cell}");
        }
    }

    #[test]
    fn a_column_of_hours_without_a_name_beside_that_of_a_day_is_of_the_day() {
        let cells = "9h-12h,14h-17h,9h-12h,,9h-12h,14h-16h";
        let (mapping, hours) = read(&format!(
            "nom,adresse,Lundi,,Mardi,,Mercredi,\nMairie,1 rue Basse,{cells}\nGare,2 rue Haute,{cells}\n"
        ));
        assert_eq!(missing(&mapping), []);
        assert_eq!(hours[0], "Mo 9h-12h / 14h-17h; Tu 9h-12h; We 9h-12h / 14h-16h");
    }

    #[test]
    fn a_column_of_a_day_that_is_empty_in_every_row_is_closed() {
        let rows = "Mairie,1 rue Basse,,9h-12h,9h-12h,9h-12h,9h-12h\nGare,2 rue Haute,,9h-12h,9h-12h,9h-12h,\n";
        let (mapping, hours) =
            read(&format!("nom,adresse,Lundi,Mardi,Mercredi,Jeudi,Vendredi\n{rows}"));
        assert_eq!(missing(&mapping), []);
        assert!(hours.iter().all(|text| !text.contains("unknown")));
    }
}
