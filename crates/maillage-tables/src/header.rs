//! Finds the header of a table, which may have titles and notes above it.
//!
//! The first row is the header unless a later row clearly is. That row must be as wide as the rows
//! below it and consist of words, and the first row must be much narrower.
//!
//! A header may have two rows: « Lundi » over « Matin » and « Après-midi », merged or not. A column
//! is then named by both.

use std::collections::{HashMap, HashSet};

use crate::{Defect, DefectKind};
use maillage_spelling::fold_column;

/// Number of rows examined.
pub(super) const SAMPLE: usize = 100;
/// Maximum number of rows above a header.
const TITLES: usize = 30;
/// Maximum length of a reported title, in characters.
const TITLE_LENGTH: usize = 120;

/// The header of a table.
pub(super) struct Header {
    /// Rank of its first row.
    pub(super) rank: usize,
    /// Rank of the first row below it.
    pub(super) below: usize,
    /// Names of the columns, each on one line, without unnamed columns at the end.
    pub(super) names: Vec<String>,
}

impl Header {
    /// The header among `rows`, the first rows of a table without the blank ones.
    pub(super) fn of(rows: &[Vec<&str>]) -> Self {
        let one_line = |cell: &str| cell.split_whitespace().collect::<Vec<_>>().join(" ");
        let rank = rank(rows);
        let titles = rows.get(rank).map_or(&[][..], Vec::as_slice);
        let mut names: Vec<String> = titles.iter().map(|cell| one_line(cell)).collect();
        let mut below = rank + 1;
        if let Some(parts) = rows.get(below)
            && let Some(divided) = divided(titles, parts)
        {
            names.resize(names.len().max(parts.len()), String::new());
            for (column, title) in divided {
                names[column] = one_line(&format!("{title} {}", parts[column]));
            }
            below += 1;
        }
        let named = names.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1);
        names.truncate(named);
        Self { rank, below, names }
    }
}

/// Rank of the first row of the header.
fn rank(rows: &[Vec<&str>]) -> usize {
    let filled: Vec<usize> = rows.iter().map(|row| texts(row).count()).collect();
    let first_below = || (1..rows.len().min(TITLES)).find(|rank| is_header(rows, &filled, *rank));
    let found = if is_narrow(rows, &filled) { first_below().unwrap_or(0) } else { 0 };
    if is_caption(rows, found) { found + 1 } else { found }
}

/// One defect for each row above the header.
pub(super) fn titles<'row>(rows: impl Iterator<Item = Vec<&'row str>>) -> Vec<Defect> {
    let skipped = |row: Vec<&str>| {
        let text = texts(&row).collect::<Vec<_>>().join(" ");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Defect::file(DefectKind::TitleSkipped, text.chars().take(TITLE_LENGTH).collect::<String>())
    };
    rows.map(skipped).collect()
}

/// A defect when the header holds values: a decimal number such as a coordinate, an address of
/// mail or of the web. Columns may be named by years, codes or classes of age, not by these.
pub(super) fn values(header: &[String]) -> Option<Defect> {
    let is_fine = |name: &str| {
        let decimals = name.rsplit_once(['.', ',']).map_or("", |(_, decimals)| decimals);
        decimals.len() > 2 && name.replace(',', ".").parse::<f64>().is_ok()
    };
    let is_value = |name: &&String| {
        is_fine(name)
            || name.starts_with("http://")
            || name.starts_with("https://")
            || name.split_once('@').is_some_and(|(_, host)| host.contains('.'))
    };
    header.iter().any(|name| is_value(&name)).then(|| {
        let row = header.join(" | ").chars().take(TITLE_LENGTH).collect::<String>();
        Defect::file(DefectKind::HeaderIsData, row)
    })
}

/// One defect for each name that occurs again.
pub(super) fn duplicate_names(header: &[String]) -> Vec<Defect> {
    let mut seen = HashSet::new();
    let twice = header.iter().filter(|name| !name.is_empty() && !seen.insert(fold_column(name)));
    twice.map(|name| Defect::file(DefectKind::DuplicateColumn, name)).collect()
}

/// The columns under titles that `parts` divides, each with its title; `None` where it divides none.
/// Titles of several columns, at least two of them, are over the first of these and the others have
/// none. Below them are words of which each is under several titles or several times under one; below
/// the other titles is nothing, or the title again where cells are merged.
fn divided<'row>(titles: &[&'row str], parts: &[&str]) -> Option<Vec<(usize, &'row str)>> {
    let above = titles_above(titles, parts);
    let mut times: HashMap<String, usize> = HashMap::new();
    for (column, _) in &above {
        *times.entry(fold_column(parts[*column])).or_default() += 1;
    }
    let is_below = |column: usize| above.iter().any(|(of, _)| *of == column);
    let is_left = |(column, part): (usize, &&str)| {
        let title = titles.get(column).map_or("", |title| title.trim());
        part.trim().is_empty() || part.trim() == title || is_below(column)
    };
    let untitled = above.iter().filter(|(column, _)| is_untitled(titles, *column)).count();
    let divides = untitled >= 2
        && times.values().all(|times| *times > 1)
        && above.iter().all(|(column, _)| !is_figure(parts[*column].trim()))
        && parts.iter().enumerate().all(is_left);
    divides.then_some(above)
}

/// The columns of `parts` under a title of several columns, with that title.
fn titles_above<'row>(titles: &[&'row str], parts: &[&str]) -> Vec<(usize, &'row str)> {
    let part = |column: usize| parts.get(column).is_some_and(|part| !part.trim().is_empty());
    let is_shared = |column: usize| is_untitled(titles, column) && part(column);
    let mut above = Vec::new();
    let mut title = None;
    for column in 0..parts.len() {
        if !is_untitled(titles, column) {
            title = Some(titles[column]).filter(|_| is_shared(column + 1));
        }
        above.extend(title.filter(|_| part(column)).map(|title| (column, title)));
    }
    above
}

fn is_untitled(titles: &[&str], column: usize) -> bool {
    titles.get(column).is_none_or(|title| title.trim().is_empty())
}

/// Whether the first row is so much narrower than those below that it may be a title.
fn is_narrow(rows: &[Vec<&str>], filled: &[usize]) -> bool {
    let (Some(&first), Some(typical)) = (filled.first(), typical_below(filled, 0)) else {
        return false;
    };
    // `,population` is the header of a table whose first column is unnamed.
    let starts_the_row = rows[0].first().is_some_and(|cell| !cell.trim().is_empty());
    match first {
        0 => true,
        1 => typical > 2 || starts_the_row,
        _ => 3 * first <= typical,
    }
}

/// Median width of the rows below `rank` that have more than one cell. `None` when there are none.
fn typical_below(filled: &[usize], rank: usize) -> Option<usize> {
    let mut wide: Vec<usize> = below(filled, rank).iter().copied().filter(|n| *n > 1).collect();
    wide.sort_unstable();
    wide.get(wide.len() / 2).copied()
}

fn is_header(rows: &[Vec<&str>], filled: &[usize], rank: usize) -> bool {
    let typical = typical_below(filled, rank).unwrap_or(filled[rank]);
    let wide = filled[rank] > 1 && 5 * filled[rank] >= 4 * typical;
    let words = texts(&rows[rank]).all(|cell| !is_figure(cell));
    wide && words && (filled[0] < 2 || figures_below(rows, rank))
}

/// Whether the row at `rank` describes the names below it in words, as INSEE writes `Code
/// géographique` above `CODGEO`.
fn is_caption(rows: &[Vec<&str>], rank: usize) -> bool {
    let (Some(row), Some(next)) = (rows.get(rank), rows.get(rank + 1)) else {
        return false;
    };
    let is_name = |cell: &str| {
        let mut letters = cell.chars();
        letters.next().is_some_and(|first| first.is_ascii_uppercase())
            && letters.all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
    };
    let names: HashSet<&str> = texts(next).collect();
    let all_names = names.len() > 2 && names.iter().all(|cell| is_name(cell));
    let as_wide = names.len() >= texts(row).count();
    let in_words = !texts(row).any(is_name);
    all_names && as_wide && in_words && figures_below(rows, rank + 1)
}

/// Whether any column has only figures below `rank`.
fn figures_below(rows: &[Vec<&str>], rank: usize) -> bool {
    let below = below(rows, rank);
    (0..rows[rank].len()).any(|column| {
        let cells = below.iter().filter_map(|row| row.get(column).map(|cell| cell.trim()));
        let mut cells = cells.filter(|cell| !cell.is_empty()).peekable();
        cells.peek().is_some() && cells.all(is_figure)
    })
}

/// Whether `cell` is a number, a code or a date, not words. A year counts as words, because it can
/// name a column.
pub(super) fn is_figure(cell: &str) -> bool {
    let is_year = cell.len() == 4 && (cell.starts_with("19") || cell.starts_with("20"));
    !is_year
        && cell.contains(|letter: char| letter.is_ascii_digit())
        && !cell.contains(char::is_alphabetic)
}

fn below<T>(rows: &[T], rank: usize) -> &[T] {
    rows.get(rank + 1..).unwrap_or_default()
}

fn texts<'row>(row: &'row [&'row str]) -> impl Iterator<Item = &'row str> {
    row.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rank_of(text: &str) -> usize {
        let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split(';').collect()).collect();
        rank(&rows)
    }

    #[test]
    fn a_table_without_a_title_keeps_its_first_row() {
        for text in [
            "code;nom\n01001;A\n01002;B",
            "code\n01001\n01002",
            "nom;adresse\nA;B\nC;D",
            ";population\n01001;776\n01002;243",
            ";nom\nun;A\ndeux;B",
            "nom;note\nA;\nB;\nC;",
            "a;b;c;d\n;;;1\n;;;2",
            "code;;\n01001;1;2\n01002;3;4",
            "nom;adresse;;\nA;rue;x;y\nB;rue;x;y",
            "nom",
        ] {
            assert_eq!(rank_of(text), 0, "{text}");
        }
        assert_eq!(rank(&[]), 0);
    }

    #[test]
    fn titles_and_notes_above_a_table_are_skipped() {
        for (text, header) in [
            ("Liste des lieux 2023\nnom;latitude;longitude\nA;45;1", 1),
            ("Liste;;\nMise à jour;31/01/2023;\nnom;latitude;longitude\nA;45;1\nB;45;1", 2),
            ("Population\ncode;population\n01001;776", 1),
            ("Titre\nNote\nEncore\nnom;rue;ville\nA;B;C", 3),
            ("Titre\ncode;2018;2019\n01001;776;777", 1),
            ("Titre;\nCode;Libellé;Habitants\nCODGEO;LIBGEO;PMUN\n01001;A;776", 2),
            ("Code;Libellé;Habitants\nCODGEO;LIBGEO;PMUN\n01001;A;776", 1),
            ("Titre\nnom;rue;ville", 1),
        ] {
            assert_eq!(rank_of(text), header, "{text}");
        }
    }

    #[test]
    fn names_are_put_on_one_line_and_end_with_the_last_named_column() {
        let header = vec!["Code\nINSEE", "", " nom ", "", ""];
        assert_eq!(Header::of(&[header]).names, ["Code INSEE", "", "nom"]);
    }

    #[test]
    fn a_header_of_two_rows_names_a_column_by_both() {
        let of = |text: &str| {
            let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split(';').collect()).collect();
            let header = Header::of(&rows);
            (header.below - header.rank, header.names.join("|"))
        };
        let named = "Structure|Commune|Lundi Matin|Lundi Après-midi|Mardi Matin|Mardi Après-midi";
        let days = "Structure;Commune;Lundi;;Mardi;";
        let row = "Mairie;Guéret;9h-12h;14h-17h;9h-12h;";
        // The second time merged downwards.
        for parts in [
            ";;Matin;Après-midi;Matin;Après-midi",
            "Structure;Commune;Matin;Après-midi;Matin;Après-midi",
        ] {
            assert_eq!(of(&format!("{days}\n{parts}\n{row}")), (2, named.to_owned()));
        }
        let halves = "nom;Matin;;Après-midi;\n;Lundi;Mardi;Lundi;Mardi\nMairie;9h;;;14h";
        let named = "nom|Matin Lundi|Matin Mardi|Après-midi Lundi|Après-midi Mardi";
        assert_eq!(of(halves), (2, named.to_owned()));
        // Rows of data below unnamed columns; parts that are never the same.
        for text in [
            "nom;adresse;;\nA;rue;x;y\nB;rue;x;y",
            "code;a;;b;\n;1;2;1;2\n01;3;4;5;6",
            "nom;Lundi;;Mardi;\n;un;deux;trois;quatre\nA;1;2;3;4",
            "nom;Lundi;;Mardi;\nA;Matin;Soir;Matin;Soir\nB;Matin;Soir;Matin;Soir",
        ] {
            assert_eq!(of(text).0, 1, "{text}");
        }
    }
}
