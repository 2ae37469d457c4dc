//! What QGIS shows of a layer under "Information": title, abstract, sources, licence, period.
//!
//! Read from the provenance of the layer, of which it is a part in words; the whole is in the
//! GeoPackage as JSON.

use std::io::{self, Write};

use maillage_hours::Lang;
use serde_json::Value as Json;

use crate::{Caption, Layer, Voice, qml::xml::Xml, sentences::qgis as words};

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
    /// Whether it is of two measures that are compared, each with files of its own.
    pub(crate) is_of_comparison: bool,
}

impl Facts {
    /// The facts of a provenance; those that it lacks are missing.
    pub(crate) fn of(provenance: &Json) -> Self {
        let text = |value: &Json| value.as_str().map(str::to_owned);
        let days = |value: &Json| {
            let (first, last) = value.as_str()?.split_once("..")?;
            Some((first.to_owned(), last.to_owned()))
        };
        let compared = &provenance["comparaison"];
        let runs = [provenance, &compared["avant"], &compared["apres"]];
        // A table that gives people and EPCI is read twice, and is one source.
        let files = runs.into_iter().filter_map(|run| run["entrees"].as_array());
        let files = files.flatten().filter_map(file);
        let keys = ["contours", "populations", "epci", "chefs_lieux"];
        let geography = runs.into_iter().map(|run| &run["geographie"]);
        let all = geography.clone().flat_map(|of| keys.map(move |key| &of[key]));
        Self {
            period: days(&provenance["temps"]["periode"]).or_else(|| days(&provenance["periode"])),
            files: each_once(files),
            geography: each_once(all.filter_map(text)),
            licence: geography.clone().find_map(|of| text(&of["licence"])),
            is_of_comparison: compared.is_object(),
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
    write(xml, layer, facts, &in_words(layer, facts, Voice::of(lang)), lang)?;
    xml.close()?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Writes the elements that describe `layer`, of which `abstracted` are its words, into the one that
/// is open.
pub(crate) fn write(
    xml: &mut Xml<impl Write>,
    layer: &Layer,
    facts: &Facts,
    abstracted: &str,
    lang: Lang,
) -> io::Result<()> {
    xml.text("identifier", layer.name)?;
    xml.text("language", if lang == Lang::Fr { "FRE" } else { "ENG" })?;
    xml.text("type", "dataset")?;
    xml.text("title", layer.title.get(lang))?;
    xml.text("abstract", abstracted)?;
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

/// What a layer is for, what it answers, what was asked of places, of which days, and what it was
/// made of: of a comparison, each measure for itself.
pub(crate) fn in_words(layer: &Layer, facts: &Facts, voice: Voice) -> String {
    let mut said = vec![layer.about.get(voice.lang).to_owned()];
    let caption = Caption::of(layer, voice);
    let answers = [caption.headline, caption.subtitle].into_iter().filter(|text| !text.is_empty());
    said.extend(answers.map(|text| format!("{text}.")));
    said.extend(facts.period_in_words(voice));
    let sources: Vec<&str> = facts.sources().collect();
    if sources.is_empty() {
        return said.join("\n");
    }
    if facts.is_of_comparison {
        said.extend(caption.sources.into_iter().map(|text| format!("{text}.")));
    } else {
        said.push(words::sources(voice, &sources.join(", ")));
    }
    said.join("\n")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{Geometry, GeometryType, Words};

    /// The words of a layer of this provenance.
    fn words_of(provenance: Json) -> String {
        let facts = Facts::of(&provenance);
        let layer = Layer {
            name: "couverture",
            title: Words::same("Communes"),
            about: Words::same("Une ligne par commune."),
            columns: Vec::new(),
            rows: 0,
            geometry_type: GeometryType::None,
            geometry: Box::new(|_| Geometry::None),
            metadata: Box::new(move || Ok(provenance.clone())),
            execution: None,
        };
        in_words(&layer, &facts, Voice::of(Lang::Fr))
    }

    #[test]
    fn what_was_asked_of_places_is_said_of_the_layer() {
        let said = words_of(json!({
            "entrees": [{ "fichier": "lieux.csv", "role": "mediation" }],
            "horaires_demandes": { "plage": "Sa" },
            "offre_demandee": { "gratuit": true },
        }));
        let lines: Vec<&str> = said.lines().collect();
        assert!(lines[1].contains("samedi") && lines[1].contains("gratuit"), "{said}");
        assert_eq!(lines[2], "Sources\u{a0}: lieux.csv.");
    }

    #[test]
    fn a_comparison_cites_the_lists_of_each_measure() {
        let of = |name: &str| json!({ "entrees": [{ "fichier": name, "role": "mediation" }] });
        let provenance = json!({ "comparaison": { "avant": of("a.csv"), "apres": of("b.csv") } });
        assert_eq!(Facts::of(&provenance).files, ["a.csv", "b.csv"]);
        let said = words_of(provenance);
        assert!(said.contains("\nAvant\u{a0}: médiation numérique (a.csv).\n"), "{said}");
        assert!(said.contains("\nAprès\u{a0}: médiation numérique (b.csv).\n"), "{said}");
    }

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
