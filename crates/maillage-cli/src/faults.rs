//! What goes wrong, in the language of the run.

use std::{error::Error as StdError, ffi::OsString, io};

use maillage::{
    Error, Lang,
    core::{
        BadOption, Error as CoreError, competition::UnreadableDecay, equity::UnreadableLine,
        model::NotAnAgeBand, need::BadTarget,
    },
    output::{self, Lacking},
    tables,
};
use maillage_words::{Refusal, Words, spoken::Spoken};

use crate::usage;

/// A fault that the command line itself finds.
#[derive(Debug)]
pub(crate) struct Fault(pub(crate) Words);

maillage_words::errors_in_words!(Fault);

impl Fault {
    fn words(&self) -> Words {
        self.0.clone()
    }
}

/// What `error` says in `lang`: the first of its chain that has both languages, or else all of it
/// as it is.
pub(crate) fn told(error: &anyhow::Error, lang: Lang) -> String {
    let words = error.chain().find_map(words_of);
    words.map_or_else(|| format!("{error:#}"), |words| words.into_lang(lang))
}

/// What one error says in both languages; `None` for one that has a single language.
pub(crate) fn words_of(error: &(dyn StdError + 'static)) -> Option<Words> {
    macro_rules! first_of {
        ($($type:ty),+ $(,)?) => {
            None $(.or_else(|| error.downcast_ref::<$type>().map(|error| error.words())))+
        };
    }
    let of_ours = first_of!(
        Fault,
        Error,
        CoreError,
        BadOption,
        tables::Error,
        output::Error,
        Lacking,
        Refusal,
        UnreadableDecay,
        UnreadableLine,
        BadTarget,
        NotAnAgeBand,
    );
    let of_system = || {
        let cause = error.downcast_ref::<io::Error>()?;
        let [fr, en] = [Lang::Fr, Lang::En].map(|lang| Spoken(lang, &cause).to_string());
        Some(Words { fr, en })
    };
    let of_usage = || usage::words(error.downcast_ref::<clap::Error>()?, None);
    of_ours.or_else(of_system).or_else(of_usage)
}

/// The language that a command line asks for, read before the line is parsed: French unless it
/// holds `--lang en`.
pub(crate) fn lang_of(line: &[OsString]) -> Lang {
    let is_english = line.iter().any(|word| word == "--lang=en")
        || line.windows(2).any(|pair| pair[0] == "--lang" && pair[1] == "en");
    if is_english { Lang::En } else { Lang::Fr }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_french_unless_it_asks_for_english() {
        let lang = |line: &str| {
            let line: Vec<OsString> = line.split_whitespace().map(OsString::from).collect();
            lang_of(&line)
        };
        assert_eq!(lang("maillage check a.csv"), Lang::Fr);
        assert_eq!(lang("maillage check a.csv --lang fr"), Lang::Fr);
        assert_eq!(lang("maillage --lang en check"), Lang::En);
        assert_eq!(lang("maillage check --lang=en"), Lang::En);
    }

    #[test]
    fn the_first_fault_of_a_chain_that_has_words_is_told_in_them() {
        let fault = Fault(crate::sentences::nothing_to_draw());
        let error = anyhow::Error::new(fault);
        assert_eq!(told(&error, Lang::Fr), "la couche ne contient rien à dessiner");
        assert_eq!(told(&error, Lang::En), "the layer has nothing to draw");
        assert_eq!(told(&anyhow::anyhow!("foreign"), Lang::Fr), "foreign");
    }
}
