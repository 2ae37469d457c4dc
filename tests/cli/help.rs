//! The help pages.

use crate::folder::Folder;

const COMMANDS: [&str; 10] = [
    "demo",
    "check",
    "catalogue",
    "coverage",
    "diagnose",
    "access",
    "compare",
    "map",
    "rates",
    "replay",
];

const LANGS: [&str; 2] = ["fr", "en"];

/// The help of `maillage` (an empty `command`) or of one of its commands: the options, then
/// the examples.
fn help(command: &str, lang: &str) -> (String, String) {
    let page = Folder::empty().done(&format!("{command} --help --lang {lang}")).stdout;
    let heading = if lang == "fr" { "\nExemple" } else { "\nExample" };
    let (options, examples) = page.split_once(heading).expect("a help page has examples");
    (options.to_owned(), examples.to_owned())
}

/// The commands of a page of examples, each on one line.
fn commands(examples: &str) -> Vec<String> {
    let whole = examples.replace("\\\n", " ");
    let lines = whole.lines().map(str::trim).filter(|line| line.starts_with("maillage "));
    lines.map(str::to_owned).collect()
}

#[test]
fn every_command_has_help_with_an_example_of_itself() {
    for (command, lang) in COMMANDS.iter().flat_map(|command| LANGS.map(|lang| (command, lang))) {
        let (_, examples) = help(command, lang);
        let own = format!("maillage {command}");
        assert!(commands(&examples).iter().all(|line| line.starts_with(&own)), "{examples}");
        assert!(!commands(&examples).is_empty(), "{command}: {examples}");
    }
}

#[test]
fn every_command_is_among_the_examples_of_the_whole() {
    for lang in LANGS {
        let (options, examples) = help("", lang);
        let lines = commands(&examples);
        for command in COMMANDS {
            let own = format!("maillage {command}");
            assert!(lines.iter().any(|line| line.starts_with(&own)), "{command}: {examples}");
            assert!(options.contains(&format!("  {command} ")), "{command}: {options}");
        }
    }
}

#[test]
fn the_examples_use_only_options_that_exist() {
    let mut seen = 0;
    let pages = COMMANDS.iter().copied().chain([""]);
    for (page, lang) in pages.flat_map(|page| LANGS.map(|lang| (page, lang))) {
        for line in commands(&help(page, lang).1) {
            let command = line.split(' ').nth(1).expect("an example names its command");
            // A page of the manual has no options.
            if command == "help" {
                continue;
            }
            let (options, _) = help(command, lang);
            for option in line.split_whitespace().filter(|word| word.starts_with("--")) {
                let stands = |sign: &str| options.contains(&format!("{option}{sign}"));
                assert!(
                    stands(" <") || stands(" [") || stands("\n"),
                    "`{option}` of `{line}` is no option"
                );
                seen += 1;
            }
        }
    }
    assert!(seen > 15, "{seen}");
}

#[test]
fn an_example_runs_as_it_is_printed() {
    // The first example of `coverage`, with a file of its name.
    let folder = Folder::empty();
    let list = "id,nom,commune,code_insee,latitude,longitude\n\
                a,Maison des essais,Angoulême,16015,45.6495,0.1564\n\
                b,Espace des exemples,Cognac,16102,45.6958,-0.3287\n";
    folder.put("lieux.csv", list);
    let example = commands(&help("coverage", "fr").1).remove(0);
    folder.done(example.strip_prefix("maillage ").expect("an example begins so"));
    assert!(folder.path("charente.geojson").is_file());
}

#[test]
fn the_help_begins_with_what_the_tool_is_for() {
    let page = Folder::empty().done("--help --lang en").stdout;
    insta::assert_snapshot!(page.lines().take(16).collect::<Vec<_>>().join("\n"), @r"
    Maps who has help with digital life within reach in France, and who has not

    Usage: maillage [OPTIONS] <COMMAND>

    Commands:
      demo       Run the whole job on an invented département, with no file and no network
      check      Say what each file is and what is wrong with it, row by row
      catalogue  Write the cleaned places themselves, one feature each
      coverage   Measure how far each commune is from help, and map the gap
      diagnose   From communes to territories and decisions: gaps, what would help, what if
      access     Compute access, or equity, from tables alone, of any country
      compare    Compare two layers of communes: who gained help within reach, who lost it
      map        Draw a finished map of layers that were written before
      rates      List the rate tables that come with maillage, or print one to edit
      replay     Make an output again from what it records of its run
      help       Show the help of a command, or a page of the manual [alias: aide]
    ");
}

#[test]
fn the_version_is_that_of_the_package() {
    let version = Folder::empty().done("--version").stdout;
    assert_eq!(version, format!("maillage {}\n", env!("CARGO_PKG_VERSION")));
}
