//! Delimited text, quoted where it must be, and Windows-1252.

/// A table being written, a row at a time.
pub(crate) struct Table {
    text: String,
    separator: char,
    end_of_line: &'static str,
}

impl Table {
    /// Commas and Unix line ends, as the national lists have.
    pub(crate) fn with_commas(header: &[&str]) -> Self {
        Self::new(header, ',', "\n")
    }

    /// Semicolons and Windows line ends, as a French spreadsheet saves.
    pub(crate) fn with_semicolons(header: &[&str]) -> Self {
        Self::new(header, ';', "\r\n")
    }

    fn new(header: &[&str], separator: char, end_of_line: &'static str) -> Self {
        let mut table = Self { text: String::new(), separator, end_of_line };
        table.row(header);
        table
    }

    pub(crate) fn row(&mut self, fields: &[&str]) {
        for (rank, field) in fields.iter().enumerate() {
            if rank > 0 {
                self.text.push(self.separator);
            }
            if field.contains([self.separator, '"', '\n', '\r']) {
                self.text.push('"');
                self.text.push_str(&field.replace('"', "\"\""));
                self.text.push('"');
            } else {
                self.text.push_str(field);
            }
        }
        self.text.push_str(self.end_of_line);
    }

    pub(crate) fn into_text(self) -> String {
        self.text
    }
}

/// The text in Windows-1252. Ours has no character outside Latin-1, but « ’ » and the like
/// would become a question mark.
pub(crate) fn windows_1252(text: &str) -> Vec<u8> {
    let byte = |character: char| match u32::from(character) {
        code @ (0..0x80 | 0xA0..0x100) => code as u8,
        _ => b'?',
    };
    text.chars().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_needs_quotes_is_quoted() {
        let mut table = Table::with_commas(&["a", "b"]);
        table.row(&["1,5", "dit \"oui\""]);
        table.row(&["l'été", ""]);
        assert_eq!(table.into_text(), "a,b\n\"1,5\",\"dit \"\"oui\"\"\"\nl'été,\n");
    }

    #[test]
    fn accents_take_one_byte_in_windows_1252() {
        assert_eq!(windows_1252("été"), [0xE9, b't', 0xE9]);
    }
}
