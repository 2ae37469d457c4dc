//! Just enough XML to write: elements, attributes and text, escaped and indented.
//!
//! Well-formed as long as what is opened is closed and names are names. O(text).

use std::io::{self, Write};

use crate::RunId;

/// Names of attributes and their values.
pub(crate) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// Writes elements to `to`, one a line.
pub(crate) struct Xml<'a, W> {
    to: &'a mut W,
    open: Vec<&'static str>,
}

impl<'a, W: Write> Xml<'a, W> {
    pub(crate) fn new(to: &'a mut W) -> Self {
        let open = Vec::new();
        Self { to, open }
    }

    /// Begins an element: what follows is inside it, until [`Xml::close`].
    pub(crate) fn open(&mut self, name: &'static str, attributes: Attributes) -> io::Result<()> {
        self.start(name, attributes)?;
        self.open.push(name);
        writeln!(self.to, ">")
    }

    /// Ends the element opened last.
    pub(crate) fn close(&mut self) -> io::Result<()> {
        let name = self.open.pop().expect("only what was opened is closed");
        writeln!(self.to, "{:1$}</{name}>", "", self.open.len())
    }

    /// Writes an element with nothing inside.
    pub(crate) fn empty(&mut self, name: &str, attributes: Attributes) -> io::Result<()> {
        self.start(name, attributes)?;
        writeln!(self.to, "/>")
    }

    /// Writes an element with text inside.
    pub(crate) fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.element(name, &[], text)
    }

    /// Writes an element with attributes, and text inside.
    pub(crate) fn element(
        &mut self,
        name: &str,
        attributes: Attributes,
        text: &str,
    ) -> io::Result<()> {
        self.start(name, attributes)?;
        writeln!(self.to, ">{}</{name}>", escaped(text))
    }

    /// Writes a remark for programs; QGIS passes it over.
    pub(crate) fn comment(&mut self, key: &str, run: &RunId) -> io::Result<()> {
        writeln!(self.to, "{:1$}<!-- {key}: {run} -->", "", self.open.len())
    }

    fn start(&mut self, name: &str, attributes: Attributes) -> io::Result<()> {
        write!(self.to, "{:1$}<{name}", "", self.open.len())?;
        for (key, value) in attributes {
            write!(self.to, " {key}=\"{}\"", escaped(value))?;
        }
        Ok(())
    }
}

/// `text` for an attribute in double quotes, or for inside an element.
///
/// Tabs and line ends become references, as attributes would make spaces of them. What XML 1.0
/// cannot hold at all becomes U+FFFD.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\t' => safe.push_str("&#9;"),
            '\n' => safe.push_str("&#10;"),
            '\r' => safe.push_str("&#13;"),
            '\0'..' ' | '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            _ => safe.push(character),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Xml<Vec<u8>>) -> io::Result<()>) -> String {
        let mut bytes = Vec::new();
        write(&mut Xml::new(&mut bytes)).expect("memory takes any write");
        String::from_utf8(bytes).expect("only text is written")
    }

    #[test]
    fn what_xml_would_read_as_markup_is_escaped() {
        let label = "≤ 2 km & < 5 km, \"près\" d'Évry → ok";
        let xml = written(|xml| xml.empty("rule", &[("label", label)]));
        let safe = "≤ 2 km &amp; &lt; 5 km, &quot;près&quot; d'Évry → ok";
        assert_eq!(xml, format!("<rule label=\"{safe}\"/>\n"));
        let xml = written(|xml| xml.text("mapTip", "<b>]]></b>"));
        assert_eq!(xml, "<mapTip>&lt;b&gt;]]&gt;&lt;/b&gt;</mapTip>\n");
    }

    #[test]
    fn line_ends_are_kept_and_what_xml_cannot_hold_is_marked() {
        assert_eq!(escaped("a\tb\r\nc"), "a&#9;b&#13;&#10;c");
        assert_eq!(escaped("a\0b\u{1b}c\u{ffff}"), "a\u{fffd}b\u{fffd}c\u{fffd}");
    }

    #[test]
    fn elements_nest_and_close_in_turn() {
        let xml = written(|xml| {
            xml.open("rules", &[("key", "root")])?;
            xml.open("rule", &[])?;
            xml.empty("prop", &[])?;
            xml.close()?;
            xml.close()
        });
        assert_eq!(xml, "<rules key=\"root\">\n <rule>\n  <prop/>\n </rule>\n</rules>\n");
    }
}
