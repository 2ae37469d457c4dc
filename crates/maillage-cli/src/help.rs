//! The help of the command line, and `maillage help TOPIC`, in the language of the run.
//!
//! The English is that of the arguments themselves. [`french`] has the French of each; a test
//! holds that nothing of the English is missing there.

mod french;
mod groups;

use std::{io::Write, process::ExitCode};

use clap::{Arg, ArgAction, Command, CommandFactory};
use maillage::Lang;

use crate::{Common, faults::Fault, manual, sentences, terminal};

/// Show the help of a command, or a page of the manual
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A command, or a page of the manual; the list of both if absent
    #[arg(value_name = "TOPIC")]
    topic: Vec<String>,
}

/// The command line, with its help in `lang`.
pub(crate) fn command(lang: Lang) -> Command {
    let command = groups::grouped(crate::Arguments::command(), lang);
    match lang {
        Lang::En => command,
        Lang::Fr => in_french(command, ""),
    }
}

pub(crate) fn run(arguments: &Arguments, common: &Common) -> anyhow::Result<ExitCode> {
    let lang = common.lang;
    let mut whole = command(lang);
    // A command knows the program's name once that is built.
    whole.build();
    let stdout = &mut terminal::stdout();
    let topic = &arguments.topic.join(" ");
    if topic.is_empty() {
        write!(stdout, "{}", whole.render_help())?;
        writeln!(stdout, "\n{}", sentences::pages_of_manual().get(lang))?;
        for page in &manual::PAGES {
            let (subject, sentence) = page.summary(lang);
            writeln!(stdout, "  {subject:<16}{sentence}")?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let page = manual::Page::of(topic);
    if let Some(command) = whole.find_subcommand_mut(topic) {
        write!(stdout, "{}", command.render_long_help())?;
        if let Some(page) = page {
            writeln!(stdout, "\n{}", page.text(lang))?;
        }
    } else if let Some(page) = page {
        write!(stdout, "{}", page.text(lang))?;
    } else {
        let subjects = |pages: &[&manual::Page]| {
            let names: Vec<&str> = pages.iter().map(|page| page.summary(lang).0).collect();
            names.join(", ")
        };
        let about = manual::Page::about(topic, lang);
        let fault = match about.first() {
            Some(best) => {
                let best = format!("maillage {} {}", help_word(lang), best.summary(lang).0);
                sentences::pages_about(topic, &subjects(&about), &best)
            }
            None => sentences::no_page(topic, &subjects(&manual::PAGES.iter().collect::<Vec<_>>())),
        };
        return Err(Fault(fault).into());
    }
    Ok(ExitCode::SUCCESS)
}

/// The command that shows help, by its name in a language.
fn help_word(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "aide",
        Lang::En => "help",
    }
}

/// The French of a command and of all that it takes.
fn in_french(command: Command, name: &str) -> Command {
    let words = french::COMMANDS.iter().find(|words| words.name == name);
    let mut command = command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .subcommand_value_name(french::COMMAND_PLACE)
        .subcommand_help_heading(french::COMMANDS_HEADING)
        .help_template(template())
        .mut_args(|argument| argument_in_french(argument, name))
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .help(french::HELP_SHORT)
                .long_help(french::HELP)
                .help_heading(french::OPTIONS_HEADING),
        );
    if name.is_empty() {
        command = command.arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help(french::VERSION)
                .help_heading(french::OPTIONS_HEADING),
        );
    }
    if let Some(words) = words {
        command = command.about(words.about);
        if !words.more.is_empty() {
            command = command.long_about(format!("{}\n\n{}", words.about, words.more));
        }
        if !words.examples.is_empty() {
            command = command.after_help(words.examples);
        }
    }
    let names: Vec<String> =
        command.get_subcommands().map(|inner| inner.get_name().to_owned()).collect();
    for inner in names {
        command = command.mut_subcommand(&inner, |of| in_french(of, &inner));
    }
    command
}

/// The option whose value is a size of a file: bytes are octets in French.
const SIZE: &str = "max_input_size";

/// The parts of a help text: those of clap, under a French heading.
fn template() -> String {
    let usage = french::USAGE;
    format!("{{about-with-newline}}\n{usage}\u{a0}: {{usage}}\n\n{{all-args}}{{after-help}}")
}

/// The French of an argument of a command: clap's own English notes on defaults and values are
/// hidden, and written out.
fn argument_in_french(argument: Arg, command: &str) -> Arg {
    let id = argument.get_id().as_str().to_owned();
    let of_id = || french::ARGUMENTS.iter().filter(|words| words.id == id);
    let of_command = of_id().find(|words| words.of.contains(&command));
    let words = of_command.or_else(|| of_id().find(|words| words.of.is_empty()));
    let mut argument = match argument.get_help_heading() {
        None => argument.help_heading(french::OPTIONS_HEADING),
        Some(_) => argument,
    };
    let Some(words) = words else { return argument };
    let defaults: Vec<String> = argument
        .get_default_values()
        .iter()
        .map(|value| value.to_string_lossy().into_owned())
        .map(|value| if id == SIZE { value.replace('B', "o") } else { value })
        .filter(|value| !value.is_empty())
        .collect();
    let takes_value = argument.get_action().takes_values();
    let default = match defaults.is_empty() || !takes_value {
        true => String::new(),
        false => format!(" [{}\u{a0}: {}]", french::DEFAULT, defaults.join(", ")),
    };
    let values: Vec<String> = match takes_value {
        true => argument.get_possible_values(),
        false => Vec::new(),
    }
    .iter()
    .map(|value| value.get_name().to_owned())
    .collect();
    let list = match values.is_empty() {
        true => String::new(),
        false => format!(" [{}\u{a0}: {}]", french::POSSIBLE_VALUES, values.join(", ")),
    };
    let mut long = words.help.to_owned();
    if !words.more.is_empty() {
        long.push_str("\n\n");
        long.push_str(words.more);
    }
    let described: Vec<String> = values
        .iter()
        .map(|value| {
            let help = french::VALUES.iter().find(|of| of.of == id && of.name == value);
            match help.filter(|of| !of.help.is_empty()) {
                Some(of) => format!("- {value}\u{a0}: {}", of.help),
                None => format!("- {value}"),
            }
        })
        .collect();
    if !described.is_empty() {
        let heading = capitalised(french::POSSIBLE_VALUES);
        long.push_str(&format!("\n\n{heading}\u{a0}:\n{}", described.join("\n")));
    }
    if !default.is_empty() {
        long.push_str(&format!("\n\n{}", default.trim_start()));
    }
    if !words.value.is_empty() {
        argument = argument.value_name(words.value);
    }
    argument
        .help(format!("{}{list}{default}", words.help))
        .long_help(long)
        .hide_default_value(takes_value)
        .hide_possible_values(takes_value)
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every command with its name; the program itself has none.
    fn commands() -> Vec<(String, Command)> {
        let whole = crate::Arguments::command();
        let inner = whole.get_subcommands().map(|of| (of.get_name().to_owned(), of.clone()));
        let inner: Vec<_> = inner.collect();
        [(String::new(), whole)].into_iter().chain(inner).collect()
    }

    #[test]
    fn every_command_argument_and_value_has_french_words() {
        let mut missing = Vec::new();
        for (name, command) in commands() {
            if !french::COMMANDS.iter().any(|words| words.name == name) {
                missing.push(format!("command `{name}`"));
            }
            for argument in command.get_arguments().filter(|of| !of.is_hide_set()) {
                let id = argument.get_id().as_str();
                let is_there = |words: &&french::Argument| {
                    words.id == id && (words.of.is_empty() || words.of.contains(&&*name))
                };
                if !["help", "version"].contains(&id)
                    && french::ARGUMENTS.iter().find(is_there).is_none()
                {
                    missing.push(format!("{name}: `{id}`"));
                }
                for value in argument
                    .get_possible_values()
                    .iter()
                    .filter(|_| argument.get_action().takes_values())
                {
                    let of_value = |of: &&french::Value| of.of == id && of.name == value.get_name();
                    if value.get_help().is_some() && french::VALUES.iter().find(of_value).is_none()
                    {
                        missing.push(format!("{name}: `{id}` {}", value.get_name()));
                    }
                }
            }
        }
        assert_eq!(missing, [""; 0]);
    }

    #[test]
    fn nothing_french_is_about_what_is_not_there() {
        let commands = commands();
        for words in french::ARGUMENTS {
            let has = |(_, command): &(String, Command)| {
                command.get_arguments().any(|argument| argument.get_id() == words.id)
            };
            assert!(commands.iter().any(has), "`{}`", words.id);
        }
        for words in french::COMMANDS {
            assert!(commands.iter().any(|(name, _)| name == words.name), "`{}`", words.name);
        }
    }

    #[test]
    fn the_french_help_has_no_english_heading() {
        let mut whole = command(Lang::Fr);
        let names: Vec<String> =
            whole.get_subcommands().map(|inner| inner.get_name().to_owned()).collect();
        let mut texts = vec![whole.render_long_help().to_string()];
        for name in names {
            let inner = whole.find_subcommand_mut(&name).expect("it is one of them");
            texts.push(inner.render_long_help().to_string());
            texts.push(inner.render_help().to_string());
        }
        for text in texts {
            for word in ["Usage:", "Options:", "Commands:", "[default", "[possible", "Print "] {
                assert!(!text.contains(word), "{word}: {text}");
            }
        }
    }
}
