//! How much of a worksheet in XML lies between two of its cells, while it is unpacked.
//!
//! The decoder hands out one cell after the other. What it holds meanwhile is what stands between
//! two of them: the text of a cell, whatever the number of pieces it is in, a comment, the list of
//! merged regions.

use std::io::{self, Write};

/// Takes the bytes of a worksheet and keeps none.
#[derive(Default)]
pub(super) struct BetweenCells {
    since: u64,
    longest: u64,
    /// The last three bytes.
    last: u32,
    aside: Option<Aside>,
}

/// What the decoder takes as one piece, whatever it says.
#[derive(Clone, Copy, PartialEq)]
enum Aside {
    Comment,
    Text,
    /// It may hold others, and is taken to go on to the end.
    Declaration,
    Instruction,
}

impl BetweenCells {
    /// The most bytes without the end of a cell.
    pub(super) fn longest(&self) -> u64 {
        self.longest.max(self.since)
    }

    /// Its first bytes are not the end of it: `<!-->` begins a comment.
    fn enter(&mut self, aside: Aside) {
        (self.aside, self.last) = (Some(aside), 0);
    }

    fn push(&mut self, byte: u8) {
        self.since += 1;
        self.last = (self.last << 8 | u32::from(byte)) & 0xFF_FFFF;
        match (self.last.to_be_bytes(), self.aside) {
            ([_, b'<', b'!', b'-'], None) => self.enter(Aside::Comment),
            ([_, b'<', b'!', b'['], None) => self.enter(Aside::Text),
            ([_, b'<', b'!', _], None) => self.enter(Aside::Declaration),
            ([_, _, b'<', b'?'], None) => self.enter(Aside::Instruction),
            ([_, b'-', b'-', b'>'], Some(Aside::Comment))
            | ([_, b']', b']', b'>'], Some(Aside::Text))
            | ([_, _, b'?', b'>'], Some(Aside::Instruction)) => self.aside = None,
            // The end of a cell, `</c>`. Where elements have a prefix, `</x:c>` or the start.
            ([_, b'/' | b':', b'c', b'>'], None) => {
                self.longest = self.longest();
                self.since = 0;
            }
            _ => {}
        }
    }
}

impl Write for BetweenCells {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        bytes.iter().for_each(|byte| self.push(*byte));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn longest(sheet: &str) -> u64 {
        let mut between = BetweenCells::default();
        // Chunks of any size.
        sheet.as_bytes().chunks(5).for_each(|chunk| {
            between.write_all(chunk).expect("nothing is kept");
        });
        between.longest()
    }

    #[test]
    fn a_cell_ends_where_its_element_does() {
        assert_eq!(longest("<c><v>1</v></c>"), 15);
        assert_eq!(longest("<c><v>1</v></c><c><v>12</v></c>"), 16);
        assert_eq!(longest("<x:c><x:v>1</x:v></x:c><x:row>"), 18);
        assert_eq!(longest("<c><is><rPr><b/></rPr></is></c>"), 31);
        assert_eq!(longest("</c><mergeCells><mergeCell/></mergeCells>"), 37);
    }

    #[test]
    fn a_comment_or_a_literal_text_holds_no_end_of_a_cell() {
        assert_eq!(longest("<!-- </c> <! > ]]> --></c>"), 26);
        assert_eq!(longest("<![CDATA[ </c> --> ]]></c>"), 26);
        assert_eq!(longest("<!-->--></c>"), 12);
        assert_eq!(longest("<?a </c> ?></c><c></c>"), 15);
        assert_eq!(longest("<!DOCTYPE a></c><c></c>"), 23);
    }
}
