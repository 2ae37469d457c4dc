//! Identifiers of rows whose list gives them none.
//!
//! An identifier is the name of the list and a digest of what tells one row from another: name,
//! address, commune, position. It depends neither on the order of the rows nor on the other rows,
//! and stays the same when hours are corrected. Rows that agree in all of that are numbered, in
//! their order of content. O(length of the texts) a row.

use std::collections::HashMap;

/// Number of hexadecimal digits of a digest: of 30,000 rows, two have the same digest by chance in
/// one list of two thousand, and are then numbered.
const DIGITS: usize = 10;

/// The identifiers made for the rows of one list.
#[derive(Debug)]
pub(crate) struct MadeIds {
    stem: String,
    made: HashMap<String, usize>,
}

impl MadeIds {
    /// Identifiers for a list of this name.
    pub(crate) fn new(stem: &str) -> Self {
        Self { stem: stem.to_owned(), made: HashMap::new() }
    }

    /// The identifier of the next row, which `texts` tell from others.
    pub(crate) fn next<'row>(&mut self, texts: impl IntoIterator<Item = &'row str>) -> String {
        let said: Vec<u8> =
            texts.into_iter().flat_map(|text| [text.as_bytes(), &[0]]).flatten().copied().collect();
        let mut hex = maillage_tables::sha256(said);
        hex.truncate(DIGITS);
        let alike = self.made.entry(hex.clone()).or_insert(0);
        *alike += 1;
        match *alike {
            1 => format!("{}:{hex}", self.stem),
            number => format!("{}:{hex}-{number}", self.stem),
        }
    }
}

/// An identifier for an order of places: of one that was made only the name of its list counts, so
/// that the places of the list are ordered by what they are.
pub(crate) fn without_digest(id: &str) -> &str {
    match id.rfind(':').filter(|_| is_made(id)) {
        Some(end) => &id[..=end],
        None => id,
    }
}

/// Whether an identifier was made for a row, and so carries no more than the row itself. That of
/// a list may be the number of the row after the name of the list: no more than its place there.
pub(super) fn is_made(id: &str) -> bool {
    let Some((_, made)) = id.rsplit_once(':') else { return false };
    let (digest, number) = made.split_once('-').unwrap_or((made, "2"));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|of| of.is_ascii_digit());
    let is_digest = digest.len() == DIGITS
        && digest.bytes().all(|of| of.is_ascii_digit() || (b'a'..=b'f').contains(&of));
    is_number(made) || (is_digest && is_number(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_depends_on_its_row_and_not_on_the_rows_before_it() {
        let mut ids = MadeIds::new("lieux");
        let [one, other] = [["Mairie", "16015"], ["Mairie", "16102"]].map(|row| ids.next(row));
        assert_ne!(one, other);
        let mut ids = MadeIds::new("lieux");
        assert_eq!(ids.next(["Mairie", "16102"]), other);
        assert_eq!(ids.next(["Mairie", "16102"]), format!("{other}-2"));
        assert_ne!(ids.next(["Mairie1", "6102"]), other);
    }

    #[test]
    fn identifiers_that_were_made_are_told_from_others() {
        let mut ids = MadeIds::new("lieux-2024:1");
        for id in [ids.next(["Mairie"]), ids.next(["Mairie"]), "lieux:12".to_owned()] {
            assert!(is_made(&id), "{id}");
        }
        for id in ["12", "osm:way", "62b469e8dd51e705b1809003", "dora:3d647b3a-a5b6-41f8", "a:-2"] {
            assert!(!is_made(id), "{id}");
        }
    }
}
