//! Decoding: any bytes give rows or a refusal, and a streamed table has the rows of a read one, but
//! for those that a stray quote hides.

use std::path::Path;

use maillage::tables::{DefectKind, Error, Format, MaxInputSize, ReadOptions, read_with, streamed};

use super::Target;
use crate::{case::Case, dice::Dice, mutation::spoilt, program::Program, seeds::Seeds};

pub(super) const TARGET: Target = Target {
    name: "tables",
    about: "a spoilt file of any format to the decoders, at once and streamed",
    case,
    judge,
};

fn case(seeds: &Seeds, dice: &mut Dice) -> Case {
    let seed = dice.pick(&seeds.tables);
    let mut case = spoilt(&seed, &seed.name, seeds, dice);
    case.words.extend(dice.once_in(8).then(|| "worksheet=Feuil1".to_owned()));
    case
}

fn judge(case: &Case, folder: &Path, _: &Program) -> String {
    let path = folder.join(&case.files[0].0);
    let options = ReadOptions {
        worksheet: case.option("worksheet").map(str::to_owned),
        ..ReadOptions::default()
    };
    let read = read_with(&path, &options);
    let passed = streamed(&path, MaxInputSize::default()).and_then(|passes| {
        let mut rows = 0;
        let names = passes.columns().names().to_vec();
        let emptied = passes.load(|_, _| {
            rows += 1;
            Ok::<(), Error>(())
        })?;
        Ok((names, rows, emptied.read))
    });
    let sheet = match read {
        Ok(sheet) => sheet,
        Err(error) => return error.to_string(),
    };
    let is_next = sheet.rows.is_sorted_by(|one, next| {
        one.line.rank < next.line.rank && one.line.number <= next.line.number
    });
    assert!(is_next, "law: rows are in the order of their lines");
    if let (Format::Csv, Ok((names, rows, read))) = (sheet.format, passed) {
        let named = |names: &[String]| names.join("\n").trim_end().to_owned();
        let (streamed, at_once) = (named(&names), named(sheet.columns.names()));
        assert_eq!(streamed, at_once, "law: a streamed table has the same columns");
        // Rows that a stray quote hides are found again only where all rows are at hand.
        let is_whole = !sheet.defects.iter().any(|defect| defect.kind == DefectKind::StrayQuote);
        if is_whole {
            assert_eq!(rows, sheet.rows.len(), "law: a streamed table has the same rows");
        }
        assert!(rows <= sheet.rows.len(), "law: a streamed table has no more rows");
        assert!(read >= rows, "law: rows that are kept were read");
    }
    format!("{} read, {} defects", sheet.format.name(), sheet.defects.len().min(3))
}
