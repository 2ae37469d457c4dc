//! All sentences of the catalogue, in one file for those who review them: `docs/sentences.tsv`.
//!
//! The file is made of the sources, by this test with `UPDATE_SENTENCES=1`; without, it holds that
//! the file is that of today.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

const LISTED: &str = "docs/sentences.tsv";

#[test]
fn the_list_of_sentences_for_review_is_that_of_the_sources() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = Vec::new();
    for folder in fs::read_dir(root.join("crates")).expect("the crates").flatten() {
        collect(&folder.path().join("src"), &mut files);
    }
    files.sort();
    let mut lines = vec!["fichier\tnom\tfrançais\tEnglish".to_owned()];
    for file in &files {
        let text = fs::read_to_string(file).expect("a source");
        let name = file.strip_prefix(root.join("crates")).expect("of a crate").display();
        let name = name.to_string().replace('\\', "/");
        lines.extend(
            sentences(&text).into_iter().map(|(of, fr, en)| format!("{name}\t{of}\t{fr}\t{en}")),
        );
    }
    assert!(lines.len() > 800, "{} sentences are found", lines.len());
    let all = lines.join("\n") + "\n";
    let path = root.join(LISTED);
    if env::var_os("UPDATE_SENTENCES").is_some() {
        fs::write(&path, &all).expect("the list can be written");
    }
    let listed = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(listed == all, "{LISTED} is of before: UPDATE_SENTENCES=1 cargo test sentences");
}

/// The files of sentences below `folder`.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|of| of == "rs")
            && path.iter().any(|part| part.to_string_lossy().starts_with("sentences"))
        {
            files.push(path);
        }
    }
}

/// The entries of a file of sentences: name, French, English.
fn sentences(source: &str) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    let mut name = String::new();
    let mut french = None;
    for line in source.lines().map(str::trim) {
        let first = line.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next();
        let starts = |sign| line[first.unwrap_or("").len()..].trim_start().starts_with(sign);
        if !line.starts_with("fr:") && !line.starts_with("en:") {
            let is_entry = starts('{') || starts('(') || starts('[');
            if let Some(first) = first.filter(|first| is_entry && !first.is_empty()) {
                first.clone_into(&mut name);
            }
        }
        if let Some(text) = quoted(line, "fr: \"") {
            french = Some(text);
        }
        if let (Some(text), Some(fr)) = (quoted(line, "en: \""), &french) {
            found.push((name.clone(), fr.clone(), text));
            french = None;
        }
    }
    found
}

/// The text of a literal that follows `start` in a line, without escapes.
fn quoted(line: &str, start: &str) -> Option<String> {
    let text = &line[line.find(start)? + start.len()..];
    let mut read = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => break,
            '\\' => match letters.next()? {
                'u' => {
                    let code: String =
                        letters.by_ref().skip(1).take_while(|it| *it != '}').collect();
                    read.extend(u32::from_str_radix(&code, 16).ok().and_then(char::from_u32));
                }
                'n' => read.push('⏎'),
                other => read.push(other),
            },
            other => read.push(other),
        }
    }
    Some(read)
}
