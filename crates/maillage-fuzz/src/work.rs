//! A worker: the cases of one target, one after the other, each told on a line of its own.
//!
//! The line `run 12` comes before the case 12, so that whoever reads knows which case a worker
//! that dies was at.

use std::{
    collections::BTreeSet,
    io::{self, Write},
    time::{Duration, Instant},
};

use crate::{
    case::Case,
    caught::{caught, kind_of},
    dice::Dice,
    program::Program,
    seeds::Seeds,
    targets::Target,
};

/// A line of a worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// The case of this number begins.
    Run(u64),
    /// A case ended in a way that is new to the worker.
    Outcome(String),
    /// The case broke a promise.
    Broken(u64, String),
}

/// Runs the cases of `target` from `first` on, until the time is over.
///
/// # Errors
///
/// When `to` cannot be written, or the system gives no folder.
pub fn work(
    target: &Target,
    (seed, first): (u64, u64),
    time: Duration,
    (seeds, program): (&Seeds, &Program),
    to: &mut dyn Write,
) -> io::Result<()> {
    let end = Instant::now() + time;
    let (mut outcomes, mut findings) = (BTreeSet::new(), BTreeSet::new());
    for number in first.. {
        if Instant::now() >= end {
            break;
        }
        tell(to, &Told::Run(number))?;
        let case = (target.case)(seeds, &mut Dice::new(target.name, seed, number));
        match judged(target, &case, program)? {
            Ok(outcome) => {
                if outcomes.insert(outcome.clone()) {
                    tell(to, &Told::Outcome(outcome))?;
                }
            }
            Err((kind, message)) => {
                if findings.insert(kind) {
                    tell(to, &Told::Broken(number, message))?;
                }
            }
        }
    }
    Ok(())
}

/// What became of a case: the kind of its outcome, or the kind and the message of the promise
/// that it broke.
///
/// # Errors
///
/// When the system gives no folder or the files cannot be written.
pub fn judged(
    target: &Target,
    case: &Case,
    program: &Program,
) -> io::Result<Result<String, (String, String)>> {
    let folder = tempfile::tempdir()?;
    case.write(folder.path())?;
    let prefix = format!("{}/", folder.path().display());
    let judged = caught(|| (target.judge)(case, folder.path(), program));
    Ok(match judged {
        Ok(outcome) => Ok(kind_of(&outcome, &prefix)),
        Err(message) => Err((kind_of(&message, &prefix), message)),
    })
}

fn tell(to: &mut dyn Write, told: &Told) -> io::Result<()> {
    match told {
        Told::Run(number) => writeln!(to, "run {number}"),
        Told::Outcome(text) => writeln!(to, "outcome {}", serde_json::json!(text)),
        Told::Broken(number, text) => writeln!(to, "broken {number} {}", serde_json::json!(text)),
    }?;
    to.flush()
}

impl Told {
    /// The line that a worker wrote; `None` when it is no such line.
    pub fn read(line: &str) -> Option<Self> {
        let (word, rest) = line.split_once(' ')?;
        match word {
            "run" => rest.parse().ok().map(Self::Run),
            "outcome" => serde_json::from_str(rest).ok().map(Self::Outcome),
            "broken" => {
                let (number, text) = rest.split_once(' ')?;
                Some(Self::Broken(number.parse().ok()?, serde_json::from_str(text).ok()?))
            }
            _ => None,
        }
    }
}
