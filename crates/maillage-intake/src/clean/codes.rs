//! Commune codes as written in lists and tables.

use crate::ledger::Trouble;
use maillage_core::model::CommuneCode;

/// The result of parsing a commune code.
pub(crate) enum ParsedCode {
    /// A code, with the trouble of its repair, if it was repaired.
    Code(CommuneCode, Option<Trouble>),
    /// The text is not a code, with the trouble.
    Unreadable(Trouble),
}

/// Parses `text` as a commune code. A lost leading zero is restored only when `confirmed`
/// accepts the resulting code.
pub(crate) fn read(text: &str, confirmed: impl Fn(CommuneCode) -> bool) -> ParsedCode {
    // A spreadsheet may have turned `16015` into a decimal number.
    let text = text.trim().trim_end_matches(".0");
    if text.is_empty() {
        return ParsedCode::Unreadable(Trouble::CodeMissing);
    }
    if let Ok(code) = text.parse() {
        return ParsedCode::Code(code, None);
    }
    let padded = format!("0{text}").parse().ok().filter(|code| text.len() == 4 && confirmed(*code));
    match padded {
        Some(code) => ParsedCode::Code(code, Some(Trouble::CodePadded)),
        None => ParsedCode::Unreadable(Trouble::CodeUnreadable),
    }
}

/// The commune code that `text` is, a lost leading zero restored. `None` for any other text.
pub(crate) fn of(text: &str) -> Option<CommuneCode> {
    match read(text, |_| true) {
        ParsedCode::Code(code, _) => Some(code),
        ParsedCode::Unreadable(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zero_is_restored_only_when_something_confirms_it() {
        let code = |text: &str, confirmed: bool| match read(text, |_| confirmed) {
            ParsedCode::Code(code, trouble) => Some((code.to_string(), trouble.is_some())),
            ParsedCode::Unreadable(_) => None,
        };
        assert_eq!(code("1053", true), Some(("01053".into(), true)));
        assert_eq!(code("1053", false), None);
        assert_eq!(code("16015.0", false), Some(("16015".into(), false)));
        assert_eq!(code("0null", true), None);
    }
}
