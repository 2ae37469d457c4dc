//! The manual: its commands run, its pages are there in both languages, its links lead somewhere.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use crate::folder::Folder;

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs")
}

fn pages(lang: &str) -> Vec<(String, String)> {
    let entries = fs::read_dir(docs().join(lang)).expect("the manual is in the repository");
    let mut pages: Vec<(String, String)> = entries
        .map(|entry| {
            let path = entry.expect("a folder is listed").path();
            let name = path.file_name().expect("a file").to_string_lossy().into_owned();
            (name, fs::read_to_string(&path).expect("UTF-8"))
        })
        .collect();
    pages.sort();
    pages
}

/// The commands of a page's `sh` blocks, each on one line.
fn commands(page: &str) -> Vec<String> {
    let mut commands = Vec::new();
    let mut blocks = page.split("\n```sh\n").skip(1);
    for block in &mut blocks {
        let (block, _) = block.split_once("\n```").expect("a block ends");
        let lines = block.replace("\\\n", " ");
        commands.extend(lines.lines().map(str::to_owned).filter(|line| !line.trim().is_empty()));
    }
    commands
}

/// A line cut at its spaces, but for those between double quotes.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut is_quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            ' ' if !is_quoted => words.push(String::new()),
            letter => words.last_mut().expect("there is one").push(letter),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The demo's lists, and invented lists of Charente.
fn folder() -> Folder {
    let folder = Folder::island();
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/cli/manual");
    for name in ["lieux.csv", "lieux-2025.csv", "liste-fs.csv"] {
        folder.put(name, fs::read(own.join(name)).expect("it is a fixture"));
    }
    folder
}

fn commands_run(lang: &str) {
    let mut run = 0;
    for (name, page) in pages(lang) {
        let folder = folder();
        for command in commands(&page) {
            let words = words(&command);
            assert_eq!(words[0], "maillage", "{name}: {command}");
            let words: Vec<&str> = words[1..].iter().map(String::as_str).collect();
            let ran = folder.run_words(&words);
            assert_eq!(ran.code, 0, "{lang}/{name}: {command}\n{}", ran.stderr);
            run += 1;
        }
    }
    assert!(run > 50, "{run} commands");
}

#[test]
fn every_command_of_the_french_manual_runs() {
    commands_run("fr");
}

#[test]
fn every_command_of_the_english_manual_runs() {
    commands_run("en");
}

#[test]
fn both_languages_have_the_same_commands() {
    let of = |lang: &str| -> BTreeSet<Vec<String>> {
        let pages = pages(lang).into_iter().filter(|(name, _)| name != "README.md");
        let plain = |line: &String| line.replace(" --lang en", "");
        pages.map(|(_, page)| commands(&page).iter().map(plain).collect()).collect()
    };
    let (french, english) = (of("fr"), of("en"));
    assert_eq!(french.len(), english.len());
    let counts = |pages: &BTreeSet<Vec<String>>| {
        let mut counts: Vec<usize> = pages.iter().map(Vec::len).collect();
        counts.sort_unstable();
        counts
    };
    assert_eq!(counts(&french), counts(&english));
}

#[test]
fn links_between_pages_lead_to_files() {
    let root = docs().join("..");
    let readmes = ["README.md", "README.fr.md"].map(|name| {
        (PathBuf::from(name), fs::read_to_string(root.join(name)).expect("it is there"))
    });
    let of_manual = ["fr", "en"].into_iter().flat_map(|lang| {
        let page = move |(name, text)| (Path::new("docs").join(lang).join(name), text);
        pages(lang).into_iter().map(page)
    });
    for (path, text) in readmes.into_iter().chain(of_manual) {
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let target = link.split('#').next().unwrap_or_default();
            if target.is_empty() || target.starts_with("http") {
                continue;
            }
            let from = root.join(&path);
            let there = from.parent().expect("it is in a folder").join(target);
            assert!(there.exists(), "{}: {link}", path.display());
        }
    }
}

#[test]
fn help_shows_a_page_a_command_and_the_list_of_both() {
    let folder = Folder::empty();
    let list = folder.done("aide");
    for subject in ["premiere-carte", "listes", "coverage"] {
        assert!(list.stdout.contains(subject), "{}", list.stdout);
    }
    assert!(folder.done("aide listes").stdout.starts_with("# "));
    assert!(folder.done("help lists --lang en").stdout.starts_with("# Lists"));
    assert!(folder.done("aide méthode").stdout.contains("E2SFCA"));
    assert!(folder.done("help coverage --lang en").stdout.contains("Usage: maillage coverage"));
    assert!(folder.done("aide coverage").stdout.contains("Utilisation : maillage coverage"));
    let ran = folder.run("aide tartines");
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("tartines") && ran.stderr.contains("premiere-carte"));
}
