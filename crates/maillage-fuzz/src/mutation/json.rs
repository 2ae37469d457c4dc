//! Changes of one value of a JSON document. JSON lines are changed one line at a time.

use serde_json::{Map, Value};

use super::{extreme, text};
use crate::dice::Dice;

/// Maximum depth of the brackets put around a value. Readers refuse more; a test holds them to
/// that.
const DEEPEST: usize = 150;

/// Changes a value; a text that is no JSON is changed as any text.
pub(super) fn change(file: &mut Vec<u8>, dice: &mut Dice) {
    if let Ok(mut document) = serde_json::from_slice::<Value>(file) {
        change_one(&mut document, dice);
        *file = document.to_string().into_bytes();
        return;
    }
    let mut lines: Vec<Vec<u8>> = file.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    let rank = dice.below(lines.len());
    match serde_json::from_slice::<Value>(&lines[rank]) {
        Ok(mut record) => {
            change_one(&mut record, dice);
            lines[rank] = record.to_string().into_bytes();
            *file = lines.join(&b'\n');
        }
        Err(_) => text::change_value(file, dice),
    }
}

fn change_one(document: &mut Value, dice: &mut Dice) {
    let donor = nth(document, &mut dice.below(count(document))).cloned().unwrap_or_default();
    let Some(value) = nth(document, &mut dice.below(count(document))) else { return };
    match dice.below(9) {
        0 | 1 => *value = Value::String(extreme(dice)),
        2 => *value = serde_json::from_str(&extreme(dice)).unwrap_or(Value::Null),
        3 => *value = donor,
        4 => *value = Value::Array(vec![value.take(); dice.below(4)]),
        5 => {
            for _ in 0..dice.below(DEEPEST) {
                *value = Value::Array(vec![value.take()]);
            }
        }
        6 => *value = Value::Object(Map::from_iter([(extreme(dice), value.take())])),
        _ => change_members(value, donor, dice),
    }
}

/// Removes, repeats or renames a member of an object or of an array.
fn change_members(value: &mut Value, donor: Value, dice: &mut Dice) {
    match value {
        Value::Array(values) if !values.is_empty() => {
            let at = dice.below(values.len());
            match dice.below(4) {
                0 => drop(values.remove(at)),
                1 => values.insert(at, donor),
                2 => values.reverse(),
                _ => {
                    let repeated = vec![values[at].clone(); dice.below(30)];
                    values.splice(at..at, repeated);
                }
            }
        }
        Value::Object(members) if !members.is_empty() => {
            let names: Vec<String> = members.keys().cloned().collect();
            let removed = members.remove(&dice.pick(&names)).unwrap_or_default();
            match dice.below(3) {
                0 => {}
                1 => drop(members.insert(extreme(dice), removed)),
                _ => drop(members.insert(dice.pick(&names), donor)),
            }
        }
        _ => *value = donor,
    }
}

/// Number of values in `value`, itself included.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(values) => values.iter().map(count).sum(),
        Value::Object(members) => members.values().map(count).sum(),
        _ => 0,
    }
}

/// The value of rank `rank` in document order.
fn nth<'json>(value: &'json mut Value, rank: &mut usize) -> Option<&'json mut Value> {
    if *rank == 0 {
        return Some(value);
    }
    *rank -= 1;
    match value {
        Value::Array(values) => values.iter_mut().find_map(|value| nth(value, rank)),
        Value::Object(members) => members.values_mut().find_map(|value| nth(value, rank)),
        _ => None,
    }
}
