//! Spoils a sound file: bytes, cells, values, members of an archive.
//!
//! What a file is decides which part of it can be spoilt with sense, so that most cases get past
//! the first check of a reader. All sizes are bounded: fuzzing looks for panics and broken laws;
//! files that ask for all memory have tests of their own.

mod archive;
mod bytes;
mod extreme;
mod json;
mod table;
mod text;

pub(crate) use extreme::extreme;

use crate::{
    case::Case,
    dice::Dice,
    seeds::{Seed, Seeds},
};

/// Maximum size of a spoilt file, in bytes.
const LARGEST: usize = 200_000;

/// `seed` and its companions, one of them spoilt, as files of a case under the name `name`.
pub(crate) fn spoilt(seed: &Seed, name: &str, seeds: &Seeds, dice: &mut Dice) -> Case {
    let mut files = vec![(name.to_owned(), seed.bytes.clone())];
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    for (companion, bytes) in &seed.beside {
        let end = companion.rsplit('.').next().unwrap_or_default();
        files.push((format!("{stem}.{end}"), bytes.clone()));
    }
    let chosen = dice.below(files.len());
    let other = &dice.pick(&seeds.tables).bytes;
    files[chosen].1 = spoil(&files[chosen].1, other, dice);
    Case { files, words: Vec::new() }
}

/// `bytes` after one to about six changes. `other` is a file that pieces are taken from.
pub(crate) fn spoil(bytes: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut spoilt = bytes.to_vec();
    loop {
        if bytes.starts_with(b"PK") && !dice.once_in(5) {
            archive::change(&mut spoilt, other, dice);
        } else {
            change(&mut spoilt, other, dice);
        }
        spoilt.truncate(LARGEST);
        if dice.once_in(2) {
            return spoilt;
        }
    }
}

/// One change of a file that is no archive.
fn change(file: &mut Vec<u8>, other: &[u8], dice: &mut Dice) {
    let first = file.iter().find(|byte| !byte.is_ascii_whitespace());
    let is_json = matches!(first, Some(b'{' | b'['));
    let is_binary = file.iter().take(200).any(|byte| *byte < 9);
    match dice.below(8) {
        0 => bytes::change(file, other, dice),
        1 => text::change_form(file, dice),
        2 | 3 => text::change_value(file, dice),
        _ if is_binary => bytes::change(file, other, dice),
        _ if is_json => json::change(file, dice),
        _ => table::change(file, dice),
    }
}
