//! Standard output and standard error, as a terminal may show them.
//!
//! What the program says of files, names and arguments goes through here (help and the progress bar
//! do not), so that no name in a file, on the command line or in a panic can command a terminal:
//! control characters are shown by their number. In JSON they are escaped, and its values stay the
//! same.
//!
//! Standard error may be full or closed. A note is then lost; a report that cannot be
//! written is an error like that of any other output.

use std::{
    borrow::Cow,
    fmt::Display,
    io::{self, BufWriter, StderrLock, StdoutLock, Write},
};

use maillage::output::{visible, visible_json};

/// Writes text without control characters to `to`.
pub(crate) struct Terminal<W> {
    to: W,
    /// The first bytes of a character that is not complete yet.
    begun: Vec<u8>,
    show: fn(&str) -> Cow<'_, str>,
}

/// Standard error.
pub(crate) fn stderr() -> Terminal<StderrLock<'static>> {
    Terminal { to: io::stderr().lock(), begun: Vec::new(), show: visible }
}

/// Standard output, for text.
pub(crate) fn stdout() -> Terminal<BufWriter<StdoutLock<'static>>> {
    Terminal { to: BufWriter::new(io::stdout().lock()), begun: Vec::new(), show: visible }
}

/// Standard output, for JSON.
pub(crate) fn json_stdout() -> Terminal<BufWriter<StdoutLock<'static>>> {
    Terminal { show: visible_json, ..stdout() }
}

/// Says one line on standard error. A run does not stop because nobody can be told of it.
pub(crate) fn note(line: impl Display) {
    let _ = writeln!(stderr(), "{line}");
}

impl<W: Write> Write for Terminal<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.begun.extend_from_slice(bytes);
        let (text, left) = decoded(&self.begun);
        let shown = (self.show)(&text).into_owned();
        self.begun = left;
        self.to.write_all(shown.as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// The text of `bytes`, and the bytes of a character that they end within.
fn decoded(bytes: &[u8]) -> (String, Vec<u8>) {
    let mut text = String::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Err(error) = std::str::from_utf8(rest) {
        let (valid, invalid) = rest.split_at(error.valid_up_to());
        text.push_str(&String::from_utf8_lossy(valid));
        let Some(length) = error.error_len() else { return (text, invalid.to_vec()) };
        text.push(char::REPLACEMENT_CHARACTER);
        rest = &invalid[length..];
    }
    text.push_str(&String::from_utf8_lossy(rest));
    (text, Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_written_in_two_parts_is_whole_and_a_control_character_is_shown() {
        let mut terminal = Terminal { to: Vec::new(), begun: Vec::new(), show: visible };
        for part in ["é".as_bytes(), b"\x1b[31", "…".as_bytes(), b"\xff\n"] {
            for byte in part {
                terminal.write_all(&[*byte]).expect("memory");
            }
        }
        assert_eq!(String::from_utf8_lossy(&terminal.to), "é\\u{1b}[31…\u{fffd}\n");
    }
}
