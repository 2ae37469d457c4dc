//! What QGIS shows of a layer under "Information": title, abstract, sources, licence, period.
//!
//! Read from the provenance of the layer, of which it is a part in words; the whole is in the
//! GeoPackage as JSON.

use std::io::{self, Write};

use maillage_hours::Lang;
use serde_json::Value as Json;

use crate::{Layer, Voice, qml::xml::Xml, sentences::qgis as words};

/// What a provenance says that is shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Facts {
    /// The first and the last day that it is of, as `2026-01-05`.
    pub(crate) period: Option<(String, String)>,
    /// The files read, each with its vintage where known.
    pub(crate) files: Vec<String>,
    /// The official geography used, each source with its vintage.
    pub(crate) geography: Vec<String>,
    /// The licence of the official geography.
    pub(crate) licence: Option<String>,
}

impl Facts {
    /// The facts of a provenance; those that it lacks are missing.
    pub(crate) fn of(provenance: &Json) -> Self {
        let text = |value: &Json| value.as_str().map(str::to_owned);
        let days = |value: &Json| {
            let (first, last) = value.as_str()?.split_once("..")?;
            Some((first.to_owned(), last.to_owned()))
        };
        // A table that gives people and EPCI is read twice, and is one source.
        let files = provenance["entrees"].as_array().into_iter().flatten().filter_map(file);
        let geography = &provenance["geographie"];
        let keys = ["contours", "populations", "epci", "chefs_lieux"];
        Self {
            period: days(&provenance["temps"]["periode"]).or_else(|| days(&provenance["periode"])),
            files: each_once(files),
            geography: each_once(keys.into_iter().filter_map(|key| text(&geography[key]))),
            licence: text(&geography["licence"]),
        }
    }

    /// The period as a sentence.
    pub(crate) fn period_in_words(&self, voice: Voice) -> Option<String> {
        let (first, last) = self.period.as_ref()?;
        Some(words::period(voice, &voice.day(first), &voice.day(last)))
    }

    /// All sources, files first.
    pub(crate) fn sources(&self) -> impl Iterator<Item = &str> {
        self.files.iter().chain(&self.geography).map(String::as_str)
    }
}

/// A file that was read, by its name, with its vintage where known.
pub(crate) fn file(input: &Json) -> Option<String> {
    let name = input["fichier"].as_str()?;
    let vintage = input["millesime"].as_str().map(|vintage| format!(" ({vintage})"));
    Some(format!("{name}{}", vintage.unwrap_or_default()))
}

/// The document by which QGIS finds the metadata of a layer in a GeoPackage.
pub(crate) fn document(layer: &Layer, facts: &Facts, lang: Lang) -> io::Result<String> {
    let mut bytes = Vec::new();
    writeln!(bytes, "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>")?;
    let xml = &mut Xml::new(&mut bytes);
    xml.open("qgis", &[("version", "3.16.0")])?;
    write(xml, layer, facts, lang)?;
    xml.close()?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Writes the elements that describe `layer`, into the one that is open.
pub(crate) fn write(
    xml: &mut Xml<impl Write>,
    layer: &Layer,
    facts: &Facts,
    lang: Lang,
) -> io::Result<()> {
    let voice = Voice::of(lang);
    xml.text("identifier", layer.name)?;
    xml.text("language", if lang == Lang::Fr { "FRE" } else { "ENG" })?;
    xml.text("type", "dataset")?;
    xml.text("title", layer.title.get(lang))?;
    xml.text("abstract", &in_words(layer, facts, voice))?;
    xml.open("keywords", &[("vocabulary", "gmd:topicCategory")])?;
    xml.text("keyword", "society")?;
    xml.close()?;
    xml.open("keywords", &[("vocabulary", "maillage")])?;
    for keyword in [words::digital_help(), words::digital_inclusion(), words::accessibility()] {
        xml.text("keyword", keyword.get(lang))?;
    }
    xml.close()?;
    for source in facts.sources() {
        xml.text("history", source)?;
    }
    if let Some(licence) = &facts.licence {
        xml.text("license", licence)?;
    }
    xml.open("crs", &[])?;
    write_system(xml, 4326)?;
    xml.close()?;
    if let Some((first, last)) = &facts.period {
        xml.open("extent", &[])?;
        xml.open("temporal", &[])?;
        xml.open("period", &[])?;
        xml.text("start", &format!("{first}T00:00:00Z"))?;
        xml.text("end", &format!("{last}T00:00:00Z"))?;
        xml.close()?;
        xml.close()?;
        xml.close()?;
    }
    Ok(())
}

/// Writes a reference system by its EPSG number.
pub(crate) fn write_system(xml: &mut Xml<impl Write>, number: u32) -> io::Result<()> {
    xml.open("spatialrefsys", &[])?;
    // QGIS passes `authid` over without a number of its own registry beside it, of which it makes no
    // other use.
    xml.text("srsid", "1")?;
    xml.text("srid", &number.to_string())?;
    xml.text("authid", &format!("EPSG:{number}"))?;
    xml.close()
}

/// The texts in their order, each the first time alone.
fn each_once(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut once = Vec::new();
    for text in texts {
        if !once.contains(&text) {
            once.push(text);
        }
    }
    once
}

/// What a layer is for, of which days, and what it was made of.
fn in_words(layer: &Layer, facts: &Facts, voice: Voice) -> String {
    let mut said = vec![layer.about.get(voice.lang).to_owned()];
    said.extend(facts.period_in_words(voice));
    let sources: Vec<&str> = facts.sources().collect();
    if !sources.is_empty() {
        said.push(words::sources(voice, &sources.join(", ")));
    }
    said.join("\n")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn sources_are_named_once_with_their_vintage() {
        let facts = Facts::of(&json!({
            "entrees": [
                { "fichier": "lieux.csv", "millesime": "2026-03" },
                { "fichier": "bus.csv", "millesime": null },
                { "fichier": "lieux.csv", "millesime": "2026-03" },
            ],
            "geographie": { "contours": "IGN 2018", "epci": "IGN 2018", "licence": "LO 2.0" },
            "temps": { "periode": "2026-01-05..2026-12-31" },
        }));
        assert_eq!(
            facts.sources().collect::<Vec<_>>(),
            ["lieux.csv (2026-03)", "bus.csv", "IGN 2018"]
        );
        assert_eq!(facts.period, Some(("2026-01-05".to_owned(), "2026-12-31".to_owned())));
        assert_eq!(facts.licence.as_deref(), Some("LO 2.0"));
    }

    #[test]
    fn a_provenance_of_nothing_has_no_facts() {
        assert_eq!(Facts::of(&Json::Null), Facts::default());
    }
}
