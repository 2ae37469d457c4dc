//! Texts for users, in both languages: [`Words`], and the macro that declares them.
//!
//! An entry of [`words!`] takes a French and an English text: without one of them it does not
//! compile. Texts are format strings over the arguments of their entry, whose types implement
//! [`Speak`](spoken::Speak). Each crate declares its own texts: this one knows none of them.
//!
//! Numbers are written with the separators of the language. Between bars stand the words that
//! agree with a number: `|s = rows, have = rows("has", "have"), ont = rows("a", "ont")|` makes
//! `{s}` an ending, empty in the singular, and `{have}` and `{ont}` one of two forms. The singular
//! is that of the language: French has `0 ligne`, English `0 rows`.
//!
//! ```
//! maillage_words::words! {
//!     rows_left(rows: usize) |s = rows| {
//!         fr: "{rows} ligne{s} écartée{s}",
//!         en: "{rows} row{s} left out",
//!     }
//! }
//! assert_eq!(rows_left(0).fr, "0 ligne écartée");
//! assert_eq!(rows_left(1234).en, "1,234 rows left out");
//! ```

mod lang;
pub mod plural;
pub mod spoken;
mod system;
mod text;
pub mod typography;

pub use lang::Lang;
pub use text::{Refusal, Words, first_few, uncapitalised};

/// Declares functions that return a text in both languages.
#[macro_export]
macro_rules! words {
    ($(
        $name:ident $(($($arg:ident: $type:ty),*))?
        $(|$($word:ident = $count:ident $(($one:literal, $many:literal))?),*|)? {
            fr: $fr:literal, en: $en:literal,
        }
    )*) => {$(
        #[doc = concat!("“", $en, "”")]
        pub fn $name($($($arg: $type),*)?) -> $crate::Words {
            $crate::Words {
                fr: {
                    $($(let $word = $crate::agreeing!($crate::Lang::Fr, $count $(, $one, $many)?);)*)?
                    $($(let $arg = $crate::spoken::Spoken($crate::Lang::Fr, &$arg);)*)?
                    $($(let _ = &$word;)*)?
                    $($(let _ = &$arg;)*)?
                    format!($fr)
                },
                en: {
                    $($(let $word = $crate::agreeing!($crate::Lang::En, $count $(, $one, $many)?);)*)?
                    $($(let $arg = $crate::spoken::Spoken($crate::Lang::En, &$arg);)*)?
                    $($(let _ = &$word;)*)?
                    $($(let _ = &$arg;)*)?
                    format!($en)
                },
            }
        }
    )*};
}

/// The ending of a word, or one of its two forms, that agrees with a number.
#[macro_export]
macro_rules! agreeing {
    ($lang:expr, $count:ident) => {
        $crate::plural::Plural::of($lang, &$count)
    };
    ($lang:expr, $count:ident, $one:literal, $many:literal) => {
        $crate::plural::Plural::of($lang, &$count).choose($one, $many)
    };
}

/// Makes an error of each type with a method `words`: it is displayed in English, as in logs.
#[macro_export]
macro_rules! errors_in_words {
    ($($type:ty),+ $(,)?) => {$(
        impl ::std::fmt::Display for $type {
            fn fmt(&self, to: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                to.write_str(&self.words().en)
            }
        }

        impl ::std::error::Error for $type {}
    )+};
}
