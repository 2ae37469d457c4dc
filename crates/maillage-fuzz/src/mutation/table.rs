//! Changes of a text in rows and cells.

use super::extreme;
use crate::dice::Dice;

/// Maximum number of times that a row or a cell is repeated.
const MOST_TIMES: usize = 60;

/// Changes a row, a cell or a column. Quotes are not read: a cell with a separator in it counts as
/// two.
pub(super) fn change(file: &mut Vec<u8>, dice: &mut Dice) {
    let text = String::from_utf8_lossy(file).into_owned();
    let separator = separator(&text);
    let mut rows: Vec<Vec<String>> =
        text.lines().map(|line| line.split(separator).map(str::to_owned).collect()).collect();
    if rows.is_empty() {
        return;
    }
    let row = dice.below(rows.len());
    let cell = dice.below(rows[row].len());
    let mut written_with = separator;
    match dice.below(13) {
        0..4 => rows[row][cell] = extreme(dice),
        4 => rows[row].swap_remove(cell).clear(),
        5 => {
            let repeated = vec![rows[row][cell].clone(); dice.below(MOST_TIMES)];
            rows[row].splice(cell..cell, repeated);
        }
        6 => {
            let repeated = vec![rows[row].clone(); dice.below(MOST_TIMES)];
            rows.splice(row..row, repeated);
        }
        7 => drop(rows.remove(row)),
        // A value of another row, of another column or of the header.
        8 => {
            let from = dice.below(rows.len());
            let value = dice.pick(&rows[from]);
            rows[row][cell] = value;
        }
        9 => {
            let with = dice.below(rows[row].len());
            rows.iter_mut()
                .filter(|row| row.len() > cell.max(with))
                .for_each(|row| row.swap(cell, with));
        }
        10 => rows.iter_mut().filter(|row| row.len() > cell).for_each(|row| drop(row.remove(cell))),
        11 => {
            let value = extreme(dice);
            let below = rows.iter_mut().skip(1).filter(|row| row.len() > cell);
            below.for_each(|row| row[cell] = value.clone());
        }
        _ => written_with = dice.pick(&[',', ';', '\t', '|', ' ']),
    }
    let with = written_with.to_string();
    let lines: Vec<String> = rows.iter().map(|row| row.join(&with)).collect();
    *file = (lines.join("\n") + "\n").into_bytes();
}

/// The separator that the first line has most of.
fn separator(text: &str) -> char {
    let first = text.lines().next().unwrap_or_default();
    let separators = [',', ';', '\t', '|'];
    let count = |separator: &char| first.chars().filter(|letter| letter == separator).count();
    separators.into_iter().max_by_key(count).unwrap_or(',')
}
