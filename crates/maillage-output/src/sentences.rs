//! Every sentence that is shown to users, in both languages.
//!
//! An entry of two macros takes a French and an English text: without one of them
//! it does not compile. Texts are format strings over the arguments of their entry.
//!
//! - `words!` of `maillage-words` makes a function that returns [`Words`](crate::Words), both
//!   languages at once: titles of columns, labels of legends, parts of sentences.
//! - `sentences!`, below, makes a function that takes a [`Voice`](crate::Voice) and returns a sentence
//!   in its language. In square brackets stand the fields of the library that the sentence
//!   names; the voice spells them, and nothing else: a file named like a field keeps its name.
//!
//! Numbers are written with the separators of the language. Between bars stand the words that
//! agree with a number: `|s = rows, have = rows("has", "have"), ont = rows("a", "ont")|` makes
//! `{s}` an ending, empty in the singular, and `{have}` and `{ont}` one of two forms. The singular
//! is that of the language: French has `0 ligne`, English `0 rows`.
//!
//! In French, U+00A0 stands before `:` and `%` and inside « », and U+202F before `;`, `!` and `?`.
//!
//! Days and hours in words are those of `maillage_hours::words`. Names of columns, codes of
//! the ledger and keys of the metadata depend on no language and are not here.

/// Declares functions that return a sentence in the language of a voice.
macro_rules! sentences {
    ($(
        $name:ident $(($($arg:ident: $type:ty),*))? $([$($field:ident = $path:literal),*])?
        $(|$($word:ident = $count:ident $(($one:literal, $many:literal))?),*|)? {
            fr: $fr:literal, en: $en:literal,
        }
    )*) => {$(
        #[doc = concat!("“", $en, "”")]
        pub fn $name(voice: $crate::Voice $($(, $arg: $type)*)?) -> String {
            $($(let $word = maillage_words::agreeing!(voice.lang, $count $(, $one, $many)?);)*)?
            $($(let $arg = maillage_words::spoken::Spoken(voice.lang, &$arg);)*)?
            $($(let _ = &$word;)*)?
            $($(let _ = &$arg;)*)?
            $($(let $field = (voice.spell)($path);)*)?
            match voice.lang {
                maillage_hours::Lang::Fr => format!($fr),
                maillage_hours::Lang::En => format!($en),
            }
        }
    )*};
}

pub mod captions;
pub mod change;
pub mod columns;
pub mod commands;
pub mod competition;
pub mod diagnosis;
pub mod equity;
pub mod errors;
pub mod gaps;
pub mod hot_spots;
pub mod kinds;
pub mod layers;
pub mod mappings;
pub mod maps;
pub mod qgis;
pub mod report;
pub mod styles;
pub mod territories;
pub mod troubles;
pub mod web;

#[cfg(test)]
mod tests {
    use maillage_hours::Lang;

    use super::report;
    use crate::Voice;

    /// The files of the catalogue, without that of the ledger, which has a syntax of its own.
    const CATALOGUE: [&str; 19] = [
        include_str!("sentences/captions.rs"),
        include_str!("sentences/change.rs"),
        include_str!("sentences/columns.rs"),
        include_str!("sentences/commands.rs"),
        include_str!("sentences/competition.rs"),
        include_str!("sentences/equity.rs"),
        include_str!("sentences/errors.rs"),
        include_str!("sentences/hot_spots.rs"),
        include_str!("sentences/diagnosis.rs"),
        include_str!("sentences/gaps.rs"),
        include_str!("sentences/kinds.rs"),
        include_str!("sentences/layers.rs"),
        include_str!("sentences/mappings.rs"),
        include_str!("sentences/maps.rs"),
        include_str!("sentences/qgis.rs"),
        include_str!("sentences/report.rs"),
        include_str!("sentences/styles.rs"),
        include_str!("sentences/territories.rs"),
        include_str!("sentences/web.rs"),
    ];

    #[test]
    fn no_sentence_names_a_flag_of_the_command_line() {
        let flags = CATALOGUE.iter().flat_map(|file| file.lines());
        let flags: Vec<&str> = flags.filter(|line| line.contains("--")).collect();
        assert_eq!(flags, [""; 0]);
    }

    #[test]
    fn no_french_line_breaks_before_a_sign() {
        let lapses: Vec<&str> =
            CATALOGUE.iter().flat_map(|file| maillage_words::typography::lapses(file)).collect();
        assert_eq!(lapses, [""; 0]);
    }

    #[test]
    fn words_agree_with_numbers_and_thousands_stand_apart() {
        let said = |lang, read| {
            let account = report::account(Voice::of(lang), "a.csv", read, 1, 0, 2);
            account.trim_start().to_owned()
        };
        assert_eq!(
            said(Lang::Fr, 1),
            "a.csv\u{a0}: 1 ligne lue = 1 retenue + 0 fusionnée + 2 écartées"
        );
        assert_eq!(
            said(Lang::Fr, 2_182),
            "a.csv\u{a0}: 2\u{202f}182 lignes lues = 1 retenue + 0 fusionnée + 2 écartées"
        );
        assert_eq!(said(Lang::En, 0), "a.csv: 0 rows read = 1 kept + 0 merged + 2 set aside");
    }

    #[test]
    fn a_voice_spells_the_field_that_a_sentence_names_and_no_value() {
        let voice = Voice { lang: Lang::En, spell: |_| "--mine".to_owned() };
        assert!(report::beyond_buffer(voice, 3, 30.0).ends_with("raise --mine."));
        let account = report::account(voice, "options.buffer_km", 1, 1, 0, 0);
        assert!(account.starts_with("  options.buffer_km: 1 row read"));
        assert!(
            report::beyond_buffer(Voice::of(Lang::Fr), 3, 30.0).ends_with("options.buffer_km.")
        );
    }
}
