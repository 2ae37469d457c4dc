//! Data run one way: a module uses only what is beneath it.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// From the ground up, as the header of the library lists them: `index` is beneath `clean`,
/// which looks up the commune under a place, and the three jobs are side by side.
const ORDER: [&[&str]; 23] = [
    &["error"],
    &["spelling"],
    &["geodesy"],
    &["contour"],
    &["schedule"],
    &["ledger"],
    &["model"],
    &["crs"],
    &["index"],
    &["atlas"],
    &["source"],
    &["clean"],
    &["intake"],
    &["need"],
    &["presence"],
    &["rounds"],
    &["supply"],
    &["travel"],
    &["access"],
    &["gap"],
    &["certainty"],
    &["coverage", "catalogue", "check"],
    &["output"],
];

#[test]
fn a_module_uses_only_modules_beneath_it() {
    for (module, path, text) in sources() {
        if module == "lib" {
            continue;
        }
        let height = height(&module).expect("a module that is not in the order: add it there");
        for used in used_by(&text) {
            let beneath = used == module || self::height(&used).is_some_and(|used| used < height);
            assert!(beneath, "{} uses crate::{used}, which is not beneath it", path.display());
        }
    }
}

#[test]
fn only_the_index_names_rstar() {
    assert_eq!(naming("rstar"), BTreeSet::from(["index".to_owned()]));
}

#[test]
fn only_source_and_output_touch_files() {
    let touching: BTreeSet<String> =
        ["std::fs", "fs::", "File::", "tempfile"].into_iter().flat_map(naming).collect();
    assert_eq!(touching, BTreeSet::from(["output".to_owned(), "source".to_owned()]));
}

#[test]
fn nothing_prints_or_asks_the_clock_or_the_environment() {
    for forbidden in ["println!", "eprintln!", "SystemTime", "Instant::", "env::var", "rand::"] {
        assert_eq!(naming(forbidden), BTreeSet::new(), "{forbidden}");
    }
}

fn height(module: &str) -> Option<usize> {
    ORDER.iter().position(|known| known.contains(&module))
}

/// The modules whose code, comments apart, holds `word`.
fn naming(word: &str) -> BTreeSet<String> {
    // `gtfs::` is not `fs::`.
    let stands = |text: &str| {
        let mut found = text.match_indices(word);
        found.any(|(at, _)| !text[..at].ends_with(|before: char| before.is_alphanumeric()))
    };
    let naming = sources().into_iter().filter(|(_, _, text)| stands(text));
    naming.map(|(module, ..)| module).collect()
}

/// Every source file: its top module, its path, its code without comments.
fn sources() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the sources of the crate") {
            let path = entry.expect("readable").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let inside = path.strip_prefix(&root).expect("it was found there");
            let top = inside.iter().next().expect("a name").to_string_lossy();
            let module = top.trim_end_matches(".rs").to_owned();
            let text = fs::read_to_string(&path).expect("source is text");
            let code = |line: &&str| !line.trim_start().starts_with("//");
            files.push((module, path, text.lines().filter(code).collect::<Vec<_>>().join("\n")));
        }
    }
    assert!(files.len() > 40, "the sources were not found");
    files
}

/// The modules named after `crate::`, alone or in braces.
fn used_by(code: &str) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for (at, prefix) in code.match_indices("crate::") {
        let rest = &code[at + prefix.len()..];
        match rest.strip_prefix('{') {
            None => used.extend(first_word(rest)),
            Some(inside) => used.extend(members(inside)),
        }
    }
    used
}

/// The first word of each member of a list in braces, whatever they hold in turn.
fn members(list: &str) -> Vec<String> {
    let (mut depth, mut member, mut members) = (0, String::new(), Vec::new());
    for letter in list.chars() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => members.push(std::mem::take(&mut member)),
            _ if depth == 0 => member.push(letter),
            _ => {}
        }
    }
    members.push(member);
    members.iter().filter_map(|member| first_word(member.trim())).collect()
}

fn first_word(text: &str) -> Option<String> {
    let word: String =
        text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
    (!word.is_empty()).then_some(word)
}
