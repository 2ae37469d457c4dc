//! Writes delimited text with quotes where necessary, and encodes Windows-1252.

/// A table that is written row by row.
pub(crate) struct Table {
    text: String,
    separator: char,
    end_of_line: &'static str,
}

impl Table {
    /// A table with commas and Unix line ends, as in the national lists.
    pub(crate) fn with_commas(header: &[&str]) -> Self {
        Self::new(header, ',', "\n")
    }

    /// A table with semicolons and Windows line ends, as a French spreadsheet saves it.
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

/// Encodes `text` in Windows-1252. Characters outside Latin-1 become question marks; the files of
/// this crate have none.
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
    fn a_field_is_quoted_only_when_necessary() {
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
