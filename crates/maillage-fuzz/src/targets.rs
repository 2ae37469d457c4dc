//! What is fuzzed, one file each. A new reader is a line here and a file beside.

mod catalogue;
mod check;
mod coverage;
mod hours;
mod outside;
mod settings;
mod tables;

use std::path::Path;

use crate::{case::Case, dice::Dice, program::Program, seeds::Seeds};

/// Something that is fuzzed.
#[derive(Debug)]
pub struct Target {
    /// Name, of at most sixteen letters.
    pub name: &'static str,
    /// What it gives to what, in a sentence.
    pub about: &'static str,
    /// Makes a case.
    pub case: fn(&Seeds, &mut Dice) -> Case,
    /// Runs a case whose files are in a folder, and returns how it ended. Panics when a promise
    /// is broken.
    pub judge: fn(&Case, &Path, &Program) -> String,
}

/// All targets, in the order in which they are run.
pub const TARGETS: [&Target; 7] = [
    &tables::TARGET,
    &hours::TARGET,
    &check::TARGET,
    &settings::TARGET,
    &catalogue::TARGET,
    &coverage::TARGET,
    &outside::TARGET,
];

/// The target with this name.
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.into_iter().find(|target| target.name == name)
}

/// The target of a case that was kept in `folder`, which is named after it: `hours-1-231`.
pub fn target_of(folder: &Path) -> Option<&'static Target> {
    let name = folder.file_name()?.to_str()?;
    target(name.split('-').next().unwrap_or(name))
}

#[cfg(test)]
mod tests {
    use std::{fs, path::PathBuf};

    use super::*;
    use crate::work::judged;

    /// Every case that ever broke a promise, as it was or smaller.
    #[test]
    fn the_cases_that_were_found_keep_their_promises() {
        let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/fuzz");
        let folders = fs::read_dir(kept).expect("a folder of the repository");
        let mut folders: Vec<PathBuf> =
            folders.map(|entry| entry.expect("an entry").path()).filter(|it| it.is_dir()).collect();
        folders.sort();
        assert!(!folders.is_empty());
        // Nothing there is for the program, which is built after this test.
        let program = Program::new(PathBuf::new());
        for folder in folders {
            let target = target_of(&folder).expect("folders are named after their target");
            let case = Case::read(&folder).expect("a case");
            let judged = judged(target, &case, &program).expect("the system gives a folder");
            assert!(judged.is_ok(), "{}: {judged:?}", folder.display());
        }
    }

    #[test]
    fn a_case_follows_from_its_target_seed_and_number() {
        let seeds = Seeds::gather().expect("the folders of the repository");
        for target in TARGETS {
            let case = |number| (target.case)(&seeds, &mut Dice::new(target.name, 1, number));
            assert_eq!(case(3), case(3), "{}", target.name);
            assert!((0..20).any(|number| case(number) != case(3)), "{}", target.name);
        }
    }
}
