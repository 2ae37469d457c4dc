//! A map in one HTML file: nothing is fetched, so that it opens from a key and from a mail.
//!
//! The file holds a [`Document`](document::Document) as JSON, and the scripts that draw it on a
//! canvas. Contours are shared arcs in steps on a plane, figures are columns of bytes: 35,000
//! communes are about 6 MB. Data reach the page as text only, never as HTML; a content security
//! policy admits the scripts and the style of the file by their checksums, and no address at all.
//!
//! - `page.html` is the skeleton, without a word in it; `page.css` its looks.
//! - `data.js` reads the document; `map.js` draws it, with `brush.js` and `shapes.js`; `panel.js`
//!   and `lists.js` show it in the words of `speech.js`; `page.js` puts them together.

mod bytes;
mod document;
mod drawings;
mod figures;
mod ground;
mod outlines;
mod provenance;
mod typography;
mod words;

use std::io::{self, Write};

use base64::{Engine, engine::general_purpose::STANDARD};
use maillage_hours::Lang;
use maillage_output::{Dataset, DatasetFormat, Voice, sentences::web as sentences};
use sha2::{Digest, Sha256};

use document::Document;

const HTML: &str = include_str!("web/page.html");
const CSS: &str = include_str!("web/page.css");
/// The scripts, in the order in which they run.
const SCRIPTS: [&str; 8] = [
    include_str!("web/data.js"),
    include_str!("web/shapes.js"),
    include_str!("web/brush.js"),
    include_str!("web/map.js"),
    include_str!("web/speech.js"),
    include_str!("web/panel.js"),
    include_str!("web/lists.js"),
    include_str!("web/page.js"),
];

/// The web map of a dataset: one HTML file.
#[derive(Debug, Clone, Copy)]
pub struct WebPage {
    /// The language of the page.
    pub voice: Voice,
}

impl DatasetFormat for WebPage {
    fn write(&self, dataset: &Dataset, to: &mut dyn Write) -> io::Result<()> {
        let document = Document::of(dataset, self.voice)?;
        let data = inside_script(&serde_json::to_string(&document)?);
        let script = SCRIPTS.concat();
        let policy = policy(&script);
        let title = inside_html(&document.title);
        let no_script = inside_html(sentences::no_script().get(self.voice.lang));
        for piece in pieces(HTML) {
            let text: &str = match piece {
                Piece::Text(text) => text,
                Piece::Slot("lang") => code_of(self.voice.lang),
                Piece::Slot("policy") => &policy,
                Piece::Slot("title") => &title,
                Piece::Slot("style") => CSS,
                Piece::Slot("no_script") => &no_script,
                Piece::Slot("data") => &data,
                Piece::Slot("script") => &script,
                Piece::Slot(_) => "",
            };
            to.write_all(text.as_bytes())?;
        }
        Ok(())
    }
}

/// A part of the skeleton.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'html> {
    Text(&'html str),
    /// The name of what stands there, written `{{name}}`.
    Slot(&'html str),
}

/// The parts of a skeleton.
fn pieces(html: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut parts = html.split("{{");
    let first = parts.next().map(Piece::Text);
    let rest = parts.flat_map(|part| match part.split_once("}}") {
        Some((name, text)) => [Piece::Slot(name), Piece::Text(text)],
        None => [Piece::Text("{{"), Piece::Text(part)],
    });
    first.into_iter().chain(rest)
}

/// What a page may load: its own script and style, pictures that are in it, and nothing else.
fn policy(script: &str) -> String {
    let checksum = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    format!(
        "default-src 'none'; script-src {}; style-src {}; img-src data:; base-uri 'none'; form-action 'none'",
        checksum(script),
        checksum(CSS)
    )
}

/// JSON that ends no script, whatever its texts: `<` stands in texts only, where it may be written
/// by its number.
fn inside_script(json: &str) -> String {
    json.replace('<', "\\u003c")
}

/// A text as HTML.
fn inside_html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The language, as HTML names it.
fn code_of(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "fr",
        Lang::En => "en",
    }
}

#[cfg(test)]
mod tests;
