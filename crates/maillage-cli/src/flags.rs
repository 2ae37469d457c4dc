//! The command-line flag of each field of the library, and the command of each job.
//!
//! The library has no command line, so its messages name fields (`sources.population`,
//! `options.buffer_km`) and jobs (`jobs.check`). The CLI replaces them with flags and
//! commands in every message that it prints.

/// Each field with its flag.
const FLAGS: [(&str, &str); 81] = [
    ("sources.communes", "--communes"),
    ("sources.mediation", "--mediation"),
    ("sources.france_services", "--france-services"),
    ("sources.itinerant", "--itinerant"),
    ("sources.catalogue", "--catalogue"),
    ("sources.school_holidays", "--school-holidays"),
    ("sources.mapping", "--mapping"),
    ("sources.contacts", "--keep-contacts"),
    ("sources.max_input_size", "--max-input-size"),
    ("sources.population", "--population"),
    ("sources.illectronism", "--illectronism"),
    ("sources.ages", "--ages"),
    ("sources.rates", "--rates"),
    ("sources.margins", "--margins"),
    ("sources.residents", "--residents"),
    ("sources.membership", "--membership"),
    ("sources.chefs_lieux", "--chefs-lieux"),
    ("sources.passage", "--passage"),
    ("sources.cog", "--cog"),
    ("sources.travel_table", "--travel-matrix"),
    ("sources.within", "--within"),
    ("sources.costs", "--costs"),
    ("sources.demand", "--demand"),
    ("options.cost_column", "--cost-column"),
    ("options.demand_column", "--demand-column"),
    ("options.supply_column", "--supply-column"),
    ("options.method", "--method"),
    ("options.decay", "--decay"),
    ("options.max_cost", "--max-cost"),
    ("options.nearest", "--nearest"),
    ("options.config", "--config"),
    ("options.thresholds_km", "--thresholds-km"),
    ("options.main_threshold_km", "--main-threshold-km"),
    ("options.buffer_km", "--buffer-km"),
    ("options.reach_km", "--reach-km"),
    ("options.detour", "--detour"),
    ("options.thresholds_min", "--thresholds-min"),
    ("options.main_threshold_min", "--main-threshold-min"),
    ("options.own_commune_min", "--own-commune-min"),
    ("options.travel_unit", "--travel-unit"),
    ("options.origin", "--origin"),
    ("options.residents_weight", "--residents-weight"),
    ("options.need_column", "--need-column"),
    ("options.need_unit", "--need-unit"),
    ("options.tours_without_stops", "--rounds-without-stops"),
    ("options.close_to_total", "--close-to-total"),
    ("options.split_bands", "--split-bands"),
    ("options.pyramid", "--pyramid"),
    ("options.calibrate", "--calibrate"),
    ("options.confidence", "--confidence"),
    ("options.period", "--period"),
    ("options.public_holidays", "--public-holidays"),
    ("options.min_minutes_per_week", "--min-minutes-per-week"),
    ("options.at", "--at"),
    ("options.window", "--window"),
    ("options.unknown_hours", "--unknown-hours"),
    ("options.services", "--service"),
    ("options.labels", "--label"),
    ("options.publics", "--public"),
    ("options.free", "--free"),
    ("options.accessible", "--accessible"),
    ("options.untold", "--untold"),
    ("options.same_within_m", "--same-within-m"),
    ("options.same_above", "--same-above"),
    ("options.doubtful_above", "--doubtful-above"),
    ("options.save_mapping", "--save-mapping"),
    ("options.people_per_conseiller", "--people-per-conseiller"),
    ("sources.zones", "--zones"),
    ("options.classes", "--classes"),
    ("options.add", "--add"),
    ("options.remove", "--remove"),
    ("options.candidates", "--candidates"),
    ("options.population", "--population"),
    ("options.competition", "--competition"),
    ("options.catchment", "--catchment"),
    ("options.hot_spots", "--hot-spots"),
    ("options.neighbours", "--neighbours"),
    ("options.value_column", "--value-column"),
    ("options.weight_column", "--weight-column"),
    ("options.group_column", "--group-column"),
    ("options.rank_column", "--rank-column"),
];

/// Each job of the library with its command.
const COMMANDS: [(&str, &str); 4] = [
    ("jobs.catalogue", "maillage catalogue"),
    ("jobs.check", "maillage check"),
    ("jobs.coverage", "maillage coverage"),
    ("jobs.rates", "maillage rates"),
];

/// The groups of options and sources. A field may be named with or without its group:
/// `options.hours.window` or `options.window`.
const GROUPS: [&str; 6] = ["need", "period", "hours", "offer", "identity", "supply"];

/// `text` with each field replaced by its flag, and each job by its command. A path inside a longer word, as in
/// `my-sources.population` or `sources.population.csv`, is left unchanged.
pub(crate) fn spell(text: &str) -> String {
    let mut spelt = String::with_capacity(text.len());
    let mut done = 0;
    while let Some((start, path)) = next_path(text, done) {
        spelt.push_str(&text[done..start]);
        spelt.push_str(spelling(path).unwrap_or(path));
        done = start + path.len();
    }
    spelt + &text[done..]
}

/// The flag of the field or the command of the job at `path`; `None` for an unknown path.
fn spelling(path: &str) -> Option<&'static str> {
    let flat = match path.split('.').collect::<Vec<_>>()[..] {
        [of, group, name] if GROUPS.contains(&group) => format!("{of}.{name}"),
        _ => path.to_owned(),
    };
    FLAGS.iter().chain(&COMMANDS).find(|(named, _)| *named == flat).map(|(_, spelt)| *spelt)
}

/// The first path in `text` at or after the byte `from`, `sources.…`, `options.…` or
/// `jobs.…`, with its start.
fn next_path(text: &str, from: usize) -> Option<(usize, &str)> {
    let starts = ["sources.", "options.", "jobs."]
        .into_iter()
        .flat_map(|of| text[from..].match_indices(of).map(|(start, _)| from + start));
    let paths = starts.filter_map(|start| {
        let within = |letter: char| letter.is_ascii_alphanumeric() || "_.".contains(letter);
        let end =
            text[start..].find(|letter| !within(letter)).map_or(text.len(), |end| start + end);
        // A final full stop belongs to the sentence.
        let path = text[start..end].trim_end_matches('.');
        let before = text[..start].chars().next_back();
        let mut after = text[start + path.len()..].chars();
        let goes_on = after.next().is_some_and(|letter| "-/\\".contains(letter))
            && after.next().is_some_and(char::is_alphanumeric);
        let alone =
            before.is_none_or(|letter| !letter.is_alphanumeric() && !"_.-/\\".contains(letter));
        (path.contains('.') && alone && !goes_on).then_some((start, path))
    });
    paths.min()
}

#[cfg(test)]
mod tests {
    use std::{
        collections::BTreeSet,
        ffi::OsStr,
        fs,
        path::{Path, PathBuf},
    };

    use clap::CommandFactory;

    use super::*;
    use crate::Arguments;

    #[test]
    fn fields_are_spelt_as_flags() {
        for (text, spelt) in [
            ("add `sources.population`.", "add `--population`."),
            ("options.need_unit people; options.need_column", "--need-unit people; --need-column"),
            ("sources.ages, then sources.rates insee-2021", "--ages, then --rates insee-2021"),
            ("options.detour", "--detour"),
            ("options.hours.window \"Sa\"", "--window \"Sa\""),
            ("options.period.period", "--period"),
            ("`jobs.check` shows why", "`maillage check` shows why"),
            ("(jobs.rates insee-2021)", "(maillage rates insee-2021)"),
            (
                "`jobs.check a.csv options.save_mapping b.toml`",
                "`maillage check a.csv --save-mapping b.toml`",
            ),
            ("ajouter sources.population", "ajouter --population"),
            ("plain text", "plain text"),
        ] {
            assert_eq!(spell(text), spelt);
        }
    }

    #[test]
    fn what_only_looks_like_a_field_is_left() {
        for text in [
            "sources.population.csv: no such file",
            "my-sources.population",
            "data/sources.population",
            "resources.ages",
            "options.unheard_of",
            "jobs.unheard_of",
            "sources. population",
        ] {
            assert_eq!(spell(text), text);
        }
    }

    /// Every flag and every command of the command line.
    fn flags_and_commands() -> BTreeSet<String> {
        let command = Arguments::command();
        let longs = command
            .get_subcommands()
            .flat_map(|command| command.get_arguments())
            .filter_map(|argument| argument.get_long())
            .map(|long| format!("--{long}"));
        let names = command.get_subcommands().map(|of| format!("maillage {}", of.get_name()));
        longs.chain(names).collect()
    }

    #[test]
    fn every_spelling_is_a_flag_or_a_command_of_the_command_line() {
        let known = flags_and_commands();
        for (path, spelt) in FLAGS.iter().chain(&COMMANDS) {
            assert!(known.contains(*spelt), "{path}: no {spelt}");
        }
    }

    #[test]
    fn every_field_and_job_that_the_sources_name_has_a_spelling() {
        let mut named = BTreeSet::new();
        for (_, source) in sources() {
            for text in texts(&source) {
                let mut from = 0;
                while let Some((start, path)) = next_path(text, from) {
                    named.insert(path.to_owned());
                    from = start + path.len();
                }
            }
        }
        let unknown: Vec<&String> = named.iter().filter(|path| spelling(path).is_none()).collect();
        assert!(unknown.is_empty(), "no flag or command for {unknown:?}");
        assert!(named.contains("options.detour"), "{named:?}");
        assert!(named.contains("jobs.check"), "{named:?}");
    }

    #[test]
    fn no_text_of_the_library_names_a_flag_or_a_command() {
        let (known, mut judged) = (flags_and_commands(), 0);
        for (path, source) in sources() {
            let is_program = |name: &OsStr| name == "maillage-cli" || name == "maillage-fuzz";
            if path.components().any(|part| is_program(part.as_os_str())) {
                continue;
            }
            let code = source.split("#[cfg(test)]").next().unwrap_or_default();
            for text in texts(code) {
                judged += 1;
                let named = known.iter().find(|name| text.contains(name.as_str()));
                assert_eq!(named, None, "{}: {text}", path.display());
            }
        }
        assert!(judged > 1000, "{judged}");
    }

    /// The sources of all crates with their paths, except this file.
    fn sources() -> Vec<(PathBuf, String)> {
        let mut sources = Vec::new();
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let crates = here.parent().expect("a crate is in a folder");
        for of in fs::read_dir(crates).expect("the crates are in one folder") {
            let folder = of.expect("readable").path();
            if folder.join("Cargo.toml").exists() {
                sources_below(&folder.join("src"), &mut sources);
            }
        }
        sources
    }

    /// Adds the sources below `folder`, except this file.
    fn sources_below(folder: &Path, sources: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("readable").path();
            if path.is_dir() {
                sources_below(&path, sources);
            } else if path.extension().is_some_and(|end| end == "rs")
                && !path.ends_with("maillage-cli/src/flags.rs")
            {
                let source = fs::read_to_string(&path).expect("a source is text");
                sources.push((path, source));
            }
        }
    }

    /// The string literals of a Rust source, without those in comments.
    fn texts(source: &str) -> Vec<&str> {
        let mut texts = Vec::new();
        let mut rest = source;
        while let Some(at) = rest.find(['"', '/', '\'']) {
            let here = &rest[at..];
            let skipped = if here.starts_with("//") {
                here.find('\n').unwrap_or(here.len())
            } else if here.starts_with("'\"'") || here.starts_with("'\\\"'") {
                if here.starts_with("'\\") { 4 } else { 3 }
            } else if let Some(text) = here.strip_prefix('"') {
                let hashes = rest[..at].bytes().rev().take_while(|byte| *byte == b'#').count();
                let end = if hashes > 0 || rest[..at].ends_with('r') {
                    text.find(&format!("\"{}", "#".repeat(hashes)))
                } else {
                    let mut escaped = false;
                    text.find(|letter| {
                        let ends = letter == '"' && !escaped;
                        escaped = letter == '\\' && !escaped;
                        ends
                    })
                };
                let end = end.expect("a text ends");
                texts.push(&text[..end]);
                end + 2
            } else {
                1
            };
            rest = &here[skipped..];
        }
        texts
    }
}
