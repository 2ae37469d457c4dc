//! Places, a shape and a colour for each kind; grey for what does not serve.

use super::{Drawing, StyleName};
use crate::{
    palette,
    qml::text_in_html,
    sentences::styles as words,
    style::{Class, Rule, Shape, Style, Symbol, Test},
};
use maillage_core::model::Kind;

pub(super) fn style(drawing: &Drawing) -> Style {
    let say = |of| drawing.voice.say(of);
    let class = |kind: Kind| {
        let (label, symbol) = match kind {
            Kind::Mediation => (words::mediation(), palette::MEDIATION),
            Kind::FranceServices => (words::france_services(), palette::FRANCE_SERVICES),
            Kind::Itinerant => (words::itinerant(), palette::ITINERANT),
        };
        // A catalogue does not say which places serve.
        let when = vec![Test::is("type", kind.name()), Test::is_not("sert", "0")];
        Rule { when, class: Class::of(say(label), symbol) }
    };
    let mut rules: Vec<Rule> = Kind::ALL.map(class).into();
    // On a map of a time, those of which nobody knows whether they are open: they may cover what is
    // shown as far.
    let asked = &drawing.facts["horaires_demandes"];
    let is_in_time = asked["plage"].is_string() || asked["moment"].is_string();
    if is_in_time && !drawing.facts["offre_demandee"].is_object() {
        rules.push(Rule {
            when: vec![
                Test::is("sert", "0"),
                Test::is_not("type", Kind::Itinerant.name()),
                Test::Unknown("horaires_texte".to_owned()),
            ],
            class: Class::of(say(words::hours_unknown()), palette::HOURS_UNKNOWN),
        });
    }
    let is_catalogue = drawing.layer.column("sert").is_none();
    let rest = if is_catalogue { words::other() } else { words::idle() };
    let more = match is_catalogue {
        true => format!(
            "{} {}",
            text_in_html("coalesce(\"adresse\", '')"),
            text_in_html("coalesce(\"commune\", '')"),
        ),
        false => text_in_html("coalesce(\"horaires_texte\", '')"),
    };
    Style {
        map_tip: format!("<b>{}</b><br>{more}", text_in_html("\"nom\"")),
        ..drawing.drawn(
            StyleName::Places,
            say(words::places()),
            rules,
            Class::of(say(rest), Symbol::Marker(Shape::Circle, palette::UNKNOWN)),
        )
    }
    .counted(drawing.layer)
}
