//! What is no command, in both languages: clap itself speaks English only.

mod french_names;

use std::{
    error::Error,
    ffi::OsString,
    num::{ParseFloatError, ParseIntError},
    path::Path,
};

use clap::{
    CommandFactory,
    error::{ContextKind, ContextValue, ErrorKind},
};
use maillage_words::{Lang, Words};

use crate::{faults::words_of, help, sentences};

/// What is wrong with a line of `command`, how the command is written, and where help is; `None`
/// for what is no fault, such as help.
pub(crate) fn words(error: &clap::Error, command: Option<&str>) -> Option<Words> {
    let what = fault(error, command)?;
    let [french, english] = [Lang::Fr, Lang::En].map(|lang| usage_of(command, lang));
    let usage =
        Words { fr: sentences::usage_line(&french).fr, en: sentences::usage_line(&english).en };
    let help = command.map_or_else(String::new, |command| format!("{command} "));
    Some(sentences::usage(&what, &usage, &format!("maillage {help}--help")))
}

/// How a command is written, or the program without one. That of an error names the options of the
/// line that is wrong, which says little.
fn usage_of(command: Option<&str>, lang: Lang) -> String {
    let mut program = help::command(lang);
    program.build();
    let usage = match command.and_then(|name| program.find_subcommand_mut(name)) {
        Some(command) => command.render_usage(),
        None => program.render_usage(),
    };
    usage.to_string().trim_start_matches("Usage:").trim().to_owned()
}

/// The options of a command, or of the program without one, with their dashes.
fn options_of(command: Option<&str>) -> Vec<String> {
    let program = crate::Arguments::command();
    let of = command.and_then(|name| program.find_subcommand(name)).unwrap_or(&program);
    let arguments = of.get_arguments().chain(program.get_arguments());
    let names = arguments.filter_map(|argument| argument.get_long());
    names.chain(["help"]).map(|name| format!("--{name}")).collect()
}

/// The command that a line names, if it names one.
pub(crate) fn command_of(line: impl Iterator<Item = OsString>) -> Option<String> {
    let program = crate::Arguments::command();
    let mut names = line.skip(1).filter_map(|word| word.into_string().ok());
    names.find(|name| program.find_subcommand(name).is_some())
}

fn fault(error: &clap::Error, command: Option<&str>) -> Option<Words> {
    let argument = all(error, ContextKind::InvalidArg).join(", ");
    let value = all(error, ContextKind::InvalidValue).join(", ");
    Some(match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => {
            sentences::value_needed(&argument).and(&possible(error))
        }
        ErrorKind::InvalidValue => {
            let suggested = french_names::value(&value, &all(error, ContextKind::ValidValue));
            let suggested = perhaps(suggested, error, ContextKind::SuggestedValue);
            sentences::value_of(&value, &argument).and(&possible(error)).and(&suggested)
        }
        ErrorKind::ValueValidation => {
            let of_value = sentences::value_of(&value, &argument);
            match error.source() {
                Some(cause) => of_value.and(&sentences::because(&reason(cause))),
                None => of_value,
            }
        }
        ErrorKind::UnknownArgument => {
            let meant = french_names::option(&argument, &options_of(command));
            let suggested = perhaps(meant, error, ContextKind::SuggestedArg);
            sentences::unknown_argument(&argument).and(&suggested)
        }
        ErrorKind::InvalidSubcommand => {
            let name = all(error, ContextKind::InvalidSubcommand).join(", ");
            if Path::new(&name).is_file() {
                return Some(sentences::file_without_command(&name));
            }
            let meant = french_names::command(&name);
            let suggested = perhaps(meant, error, ContextKind::SuggestedSubcommand);
            sentences::unknown_subcommand(&name).and(&suggested)
        }
        ErrorKind::MissingRequiredArgument => sentences::arguments_missing(&argument),
        ErrorKind::MissingSubcommand => sentences::command_missing(),
        ErrorKind::ArgumentConflict => {
            let others = all(error, ContextKind::PriorArg);
            if others.is_empty() || others.concat() == argument {
                sentences::given_twice(&argument)
            } else {
                sentences::conflict(&argument, &format!("`{}`", others.join("`, `")))
            }
        }
        ErrorKind::TooFewValues
        | ErrorKind::TooManyValues
        | ErrorKind::WrongNumberOfValues
        | ErrorKind::NoEquals => sentences::number_of_values(&argument),
        ErrorKind::InvalidUtf8 => sentences::not_utf8(),
        _ => return None,
    })
}

/// Why a value was refused.
fn reason(cause: &(dyn Error + 'static)) -> Words {
    if let Some(words) = words_of(cause) {
        return words;
    }
    if cause.is::<ParseFloatError>() {
        return sentences::number_expected();
    }
    let text = cause.to_string();
    match text.split_once(" is not in ") {
        Some((value, range)) => sentences::not_within(value, range),
        None if cause.is::<ParseIntError>() || text.contains("invalid digit") => {
            sentences::whole_number_expected()
        }
        None => Words::same(&text),
    }
}

/// The values that are possible, if the error lists them.
fn possible(error: &clap::Error) -> Words {
    let values = all(error, ContextKind::ValidValue);
    if values.is_empty() {
        Words::default()
    } else {
        sentences::possible_values(&values.join(", "))
    }
}

/// What may have been meant: the name for a French word, or else the most alike, as clap finds it.
fn perhaps(meant: Option<&str>, error: &clap::Error, kind: ContextKind) -> Words {
    let alike = all(error, kind);
    let name = meant.or(alike.first().map(String::as_str));
    name.map_or_else(Words::default, sentences::perhaps)
}

/// The texts of one part of an error.
fn all(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        Some(ContextValue::StyledStrs(texts)) => texts.iter().map(ToString::to_string).collect(),
        Some(ContextValue::Number(number)) => vec![number.to_string()],
        _ => Vec::new(),
    }
}
