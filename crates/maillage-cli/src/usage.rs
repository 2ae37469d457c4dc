//! What is wrong with a command line, in the language of the run.
//!
//! clap finds the faults and words them in English; the French is said from what it found.

use std::error::Error as _;

use clap::{
    Error,
    error::{ContextKind, ContextValue, ErrorKind},
};
use maillage::Lang;

use crate::flags;

/// The message about a command line that cannot be taken.
pub(crate) fn message(error: &Error, lang: Lang) -> String {
    match lang {
        Lang::En => error.render().to_string(),
        Lang::Fr => in_french(error),
    }
}

fn in_french(error: &Error) -> String {
    let argument = text(error, ContextKind::InvalidArg);
    let value = text(error, ContextKind::InvalidValue);
    let fault = match error.kind() {
        ErrorKind::UnknownArgument => {
            format!("option ou fichier inattendu\u{a0}: «\u{a0}{argument}\u{a0}»")
        }
        ErrorKind::InvalidSubcommand => {
            let name = text(error, ContextKind::InvalidSubcommand);
            format!("commande inconnue\u{a0}: «\u{a0}{name}\u{a0}»")
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            format!("il manque une valeur à {argument}")
        }
        ErrorKind::InvalidValue => {
            let valid = list(error, ContextKind::ValidValue);
            let valid = match valid.is_empty() {
                true => String::new(),
                false => format!("\u{202f}; valeurs possibles\u{a0}: {}", valid.join(", ")),
            };
            format!("{argument} ne peut valoir «\u{a0}{value}\u{a0}»{valid}")
        }
        ErrorKind::ValueValidation => {
            let reason = error.source().map(ToString::to_string).unwrap_or_default();
            let reason = reason_in_french(&flags::spell(&reason));
            let colon = if reason.is_empty() { "" } else { "\u{a0}: " };
            format!("{argument}\u{a0}: valeur «\u{a0}{value}\u{a0}» refusée{colon}{reason}")
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = list(error, ContextKind::InvalidArg);
            format!("il manque\u{a0}: {}", missing.join(", "))
        }
        ErrorKind::MissingSubcommand => "il manque une commande".to_owned(),
        ErrorKind::ArgumentConflict => {
            let prior = list(error, ContextKind::PriorArg);
            match prior.iter().all(|other| *other == argument) {
                true => format!("{argument} ne peut être donné qu'une fois"),
                false => format!("{argument} et {} s'excluent", prior.join(", ")),
            }
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            format!("{argument} n'a pas le nombre de valeurs attendu")
        }
        ErrorKind::NoEquals => format!("{argument} demande un signe égal devant sa valeur"),
        ErrorKind::InvalidUtf8 => "un argument n'est pas de l'UTF-8".to_owned(),
        _ => return error.render().to_string(),
    };
    let mut said = format!("maillage\u{a0}: {fault}\n");
    for (kind, words) in [
        (ContextKind::SuggestedArg, "option semblable"),
        (ContextKind::SuggestedValue, "valeur semblable"),
        (ContextKind::SuggestedSubcommand, "commande semblable"),
    ] {
        let alike = list(error, kind);
        if !alike.is_empty() {
            said.push_str(&format!("\n  {words}\u{a0}: {}\n", alike.join(", ")));
        }
    }
    let is_path = error.kind() == ErrorKind::UnknownArgument && !argument.starts_with('-');
    if is_path {
        said.push_str("\n  un chemin qui contient des espaces s'écrit entre guillemets\n");
    }
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let usage = usage.to_string();
        let usage = usage.trim_start_matches("Usage: ").trim_end();
        said.push_str(&format!("\nUtilisation\u{a0}: {usage}\n"));
    }
    said.push_str("\nPour en savoir plus\u{a0}: maillage COMMANDE --help, maillage aide\n");
    said
}

/// The reasons that clap and the standard library give for a number, in French; another as it is.
fn reason_in_french(reason: &str) -> String {
    if let Some((_, range)) = reason.split_once(" is not in ") {
        return format!("hors de l'intervalle {range}");
    }
    let is_no_number = ["invalid digit", "invalid float", "number too", "cannot parse"];
    match is_no_number.iter().any(|words| reason.contains(words)) {
        true => "ce n'est pas un nombre, ou il est trop grand".to_owned(),
        false => reason.to_owned(),
    }
}

/// What clap found, as a text; empty if it did not.
fn text(error: &Error, kind: ContextKind) -> String {
    list(error, kind).join(", ")
}

fn list(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(one)) => vec![one.clone()],
        Some(ContextValue::Strings(all)) => all.clone(),
        Some(ContextValue::StyledStr(one)) => vec![one.to_string()],
        Some(ContextValue::StyledStrs(all)) => all.iter().map(ToString::to_string).collect(),
        Some(ContextValue::Number(number)) => vec![number.to_string()],
        _ => Vec::new(),
    }
}
