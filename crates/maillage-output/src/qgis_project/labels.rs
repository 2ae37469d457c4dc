//! The names of communes on the map: the most populated at every scale, the others further in.

use std::io::{self, Write};

use crate::{GeometryType, Layer, Voice, column::quoted, qml::xml::Xml, sentences::qgis as words};

/// How many of the most populated communes are named, and by how much the scale is then larger than
/// that at which the whole map is on a page.
const NAMED: [(usize, f64); 3] = [(12, 0.0), (60, 2.0), (400, 5.0)];
/// Denominator of the scale from which every commune is named.
const ALL_NAMED: f64 = 150_000.0;

/// Which communes are named, from which scale on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LabelRule {
    description: String,
    /// The QGIS expression that holds for them.
    filter: String,
    /// The denominator of the smallest scale; `None` for every scale.
    scale: Option<f64>,
    /// Of the text, in points.
    size: f64,
}

/// The rules for `layer`; none unless its rows are communes with a population. `scale` is the
/// denominator at which the whole map is on a page.
pub(super) fn of(layer: &Layer, scale: f64, voice: Voice) -> Vec<LabelRule> {
    let is_commune = layer.geometry_type == GeometryType::Area
        && layer.column("code_insee").is_some()
        && layer.column("nom").is_some();
    let Some(population) = layer.column("population").filter(|_| is_commune) else {
        return Vec::new();
    };
    let mut people: Vec<i64> = (0..layer.rows)
        .filter_map(|row| population.value(row).number())
        .map(|number| number as i64)
        .collect();
    people.sort_unstable_by(|one, other| other.cmp(one));
    let mut rules = Vec::new();
    let mut below = None;
    for (rank, (count, times)) in NAMED.into_iter().enumerate() {
        // The same number twice, as where nobody is counted, names the same communes.
        let Some(&least) = people.get(count.min(people.len()).wrapping_sub(1)) else { break };
        if below == Some(least) {
            break;
        }
        rules.push(LabelRule {
            description: voice.say(words::largest_communes(count)),
            filter: between(Some(least), below),
            scale: (times > 0.0).then(|| (scale / times).max(ALL_NAMED)),
            size: if rank == 0 { 8.0 } else { 7.0 },
        });
        below = Some(least);
    }
    rules.push(LabelRule {
        description: voice.say(words::other_communes()),
        filter: between(None, below),
        scale: Some(ALL_NAMED),
        size: 7.0,
    });
    rules
}

/// The expression that holds for communes of `least` residents or more, and of less than `below`.
fn between(least: Option<i64>, below: Option<i64>) -> String {
    let people = format!("coalesce({}, 0)", quoted("population"));
    let least = least.map(|least| format!("{people} >= {least}"));
    let below = below.map(|below| format!("{people} < {below}"));
    least.into_iter().chain(below).collect::<Vec<_>>().join(" AND ")
}

/// Writes the rules; nothing for none.
pub(super) fn write(xml: &mut Xml<impl Write>, rules: &[LabelRule]) -> io::Result<()> {
    if rules.is_empty() {
        return Ok(());
    }
    xml.open("labeling", &[("type", "rule-based")])?;
    xml.open("rules", &[("key", "labels")])?;
    for (rank, rule) in rules.iter().enumerate() {
        // Named for the largest denominator that the rule holds at.
        let scale = rule.scale.map(|scale| format!("{scale:.0}"));
        let key = format!("label {rank}");
        let attributes: Vec<_> =
            [("key", &*key), ("description", &rule.description), ("filter", &rule.filter)]
                .into_iter()
                .chain(scale.as_deref().map(|scale| ("scalemaxdenom", scale)))
                .collect();
        xml.open("rule", &attributes)?;
        write_settings(xml, rule, rank)?;
        xml.close()?;
    }
    xml.close()?;
    xml.close()
}

fn write_settings(xml: &mut Xml<impl Write>, rule: &LabelRule, rank: usize) -> io::Result<()> {
    xml.open("settings", &[])?;
    let text = [
        ("fieldName", "nom"),
        ("isExpression", "0"),
        ("fontFamily", "Open Sans"),
        // Qt's number for regular letters; without one they are as thin as can be.
        ("fontWeight", "50"),
        ("fontSize", &rule.size.to_string()),
        ("fontSizeUnit", "Point"),
        ("textColor", "30,30,30,255"),
        ("textOpacity", "1"),
        ("multilineHeight", "1"),
    ];
    xml.open("text-style", &text)?;
    let buffer = [
        ("bufferDraw", "1"),
        ("bufferSize", "0.7"),
        ("bufferSizeUnits", "MM"),
        ("bufferColor", "255,255,255,255"),
        ("bufferOpacity", "0.85"),
        ("bufferNoFill", "1"),
        ("bufferJoinStyle", "128"),
    ];
    xml.empty("text-buffer", &buffer)?;
    xml.close()?;
    // Horizontal, inside the area where there is room; of two that meet the larger commune's stays.
    let priority = (8 - 2 * rank.min(4)).to_string();
    xml.empty(
        "placement",
        &[("placement", "4"), ("priority", &priority), ("polygonPlacementFlags", "2")],
    )?;
    xml.empty(
        "rendering",
        &[("drawLabels", "1"), ("obstacle", "0"), ("fontMaxPixelSize", "10000")],
    )?;
    xml.close()
}

#[cfg(test)]
mod tests {
    use maillage_hours::Lang;

    use super::*;
    use crate::{Column, Geometry, Unit, Words};

    fn rules(
        population: impl Fn(usize) -> Option<usize> + Sync + 'static,
        rows: usize,
    ) -> Vec<LabelRule> {
        let titles = || Words::same("titre");
        let layer = Layer {
            name: "couverture",
            title: titles(),
            about: titles(),
            columns: vec![
                Column::text("code_insee", titles(), |_| Some("99001")),
                Column::text("nom", titles(), |_| Some("nom")),
                Column::integer("population", Unit::People, titles(), population),
            ],
            rows,
            geometry_type: GeometryType::Area,
            geometry: Box::new(|_| Geometry::None),
            metadata: Box::new(|| Ok(serde_json::Value::Null)),
            execution: None,
        };
        of(&layer, 1_000_000.0, Voice::of(Lang::Fr))
    }

    #[test]
    fn the_twelve_most_populated_are_named_at_every_scale() {
        let rules = rules(|row| Some(1_000 - row), 100);
        assert_eq!(rules[0].filter, "coalesce(\"population\", 0) >= 989");
        assert_eq!(rules[0].scale, None);
        let next = "coalesce(\"population\", 0) >= 941 AND coalesce(\"population\", 0) < 989";
        assert_eq!((&*rules[1].filter, rules[1].scale), (next, Some(500_000.0)));
        let last = rules.last().expect("all are named at last");
        assert_eq!(last.filter, "coalesce(\"population\", 0) < 901");
    }

    #[test]
    fn communes_of_unknown_population_are_named_further_in() {
        let rules = rules(|_| None, 100);
        assert_eq!(rules.len(), 1);
        assert_eq!((&*rules[0].filter, rules[0].scale), ("", Some(ALL_NAMED)));
    }
}
