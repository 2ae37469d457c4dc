//! The legend of the coverage layer, with the number of communes of each class.

use super::certainty;
use crate::Coverage;
use crate::{
    Voice,
    qml::{self, Apart, Band, Class, Renderer, Symbol, ValueClass, text_in_html},
    rows,
    sentences::legends as words,
};
use maillage_core::gap::Tertiles;
use maillage_core::travel::CostUnit;

/// The nine bivariate classes, those in doubt and those of too few people, with their counts;
/// and the label of the rest.
pub(super) fn by_class(run: &Coverage, voice: Voice) -> (Renderer, String) {
    let access_words = [words::near(), words::midway(), words::far()].map(|of| voice.say(of));
    let need_words =
        [words::low_need(), words::middling_need(), words::high_need()].map(|of| voice.say(of));
    let unit = if run.subject().is_score() { "" } else { " %" };
    let symbol = run.results.unit.symbol();
    let fixed = run.results.fixed_classes;
    let whose = |is_fixed: bool| match is_fixed {
        true => voice.say(words::fixed_limits()),
        false => voice.say(words::thirds()),
    };
    let access_whose = whose(fixed.access.is_some());
    let need_whose = whose(fixed.need.is_some());
    let access_limits =
        within_words(run.results.access_limits, &format!(" {symbol}"), &access_whose);
    let need_limits = within_words(run.results.need_limits, unit, &need_whose);
    let shown: Vec<Option<String>> =
        (0..rows::count(run)).map(|row| certainty::shown(run, row)).collect();
    let count = |value: &str| shown.iter().filter(|of| of.as_deref() == Some(value)).count();
    let mut classes = Vec::new();
    for (access, need) in (1..=3_usize).flat_map(|access| (1..=3).map(move |need| (access, need))) {
        let value = format!("{access}-{need}");
        let near = format!("{}{}", access_words[access - 1], access_limits[access - 1]);
        let much = format!("{}{}", need_words[need - 1], need_limits[need - 1]);
        let label = voice.say(words::access_and_need(&value, &near, &much, count(&value)));
        let colour = qml::BIVARIATE[access - 1][need - 1];
        let class = Class { label, symbol: Symbol::Fill(colour) };
        classes.push(ValueClass { value: value.clone(), class });
        // The same where draws disagree: hatched.
        let doubtful = format!("{value} ?");
        let communes = count(&doubtful);
        if communes > 0 {
            let label = voice.say(words::cannot_say(&value, communes));
            let class = Class { label, symbol: Symbol::Hatched(colour) };
            classes.push(ValueClass { value: doubtful, class });
        }
    }
    let few = count(certainty::TOO_FEW);
    if few > 0 {
        let label = voice.say(words::too_few(few));
        let class = Class { label, symbol: Symbol::Fill(qml::TOO_FEW) };
        classes.push(ValueClass { value: certainty::TOO_FEW.to_owned(), class });
    }
    let uncertain = count(certainty::BORDER);
    if uncertain > 0 {
        let class = border_class(uncertain, voice);
        classes.push(ValueClass { value: certainty::BORDER.to_owned(), class });
    }
    let rest = shown.iter().filter(|of| of.is_none()).count();
    let column = if uncertain > 0 {
        format!(
            "CASE WHEN \"bord_incertain\" = 1 THEN '{}' ELSE {} END",
            certainty::BORDER,
            certainty::SHOWN
        )
    } else {
        certainty::SHOWN.to_owned()
    };
    let renderer = Renderer::Categories { column, classes };
    (renderer, voice.say(words::no_estimate(rest)))
}

/// The class of communes near an open border.
fn border_class(communes: usize, voice: Voice) -> Class {
    let label = voice.say(words::border_uncertain(communes));
    Class { label, symbol: Symbol::Hatched(qml::UNKNOWN) }
}

/// The limits of each class, in brackets, with whose they are beside the first; nothing where limits
/// are unknown.
fn within_words(limits: Option<Tertiles>, unit: &str, whose: &str) -> [String; 3] {
    limits.map_or_else(Default::default, |Tertiles(low, high)| {
        [
            format!(" (≤ {low:.1}{unit}, {whose})"),
            format!(" ({low:.1} – {high:.1}{unit})"),
            format!(" (> {high:.1}{unit})"),
        ]
    })
}

/// Bands of distance, or of duration where durations are known, at the thresholds, with their
/// counts, and the label of the rest.
pub(super) fn by_distance(run: &Coverage, voice: Voice) -> (Renderer, String) {
    let unit = run.results.unit;
    let mut limits = run.results.options.thresholds(unit).to_vec();
    limits.sort_by(f64::total_cmp);
    limits.push(f64::INFINITY);
    let colours = qml::sequential(limits.len());
    let mean = |row| Some(rows::access(run, row).distances.mean?.in_column(unit));
    let means: Vec<f64> = (0..rows::count(run)).filter_map(mean).collect();
    let symbol = unit.symbol();
    let mut lowest = f64::NEG_INFINITY;
    let mut classes = Vec::new();
    for (up_to, colour) in limits.into_iter().zip(colours) {
        let communes = means.iter().filter(|mean| **mean > lowest && **mean <= up_to).count();
        let label = match (lowest.is_finite(), up_to.is_finite()) {
            (false, true) => format!("≤ {up_to} {symbol} ({communes})"),
            (true, true) => format!("{lowest} – {up_to} {symbol} ({communes})"),
            _ => format!("> {lowest} {symbol} ({communes})"),
        };
        classes.push(Band { up_to, class: Class { label, symbol: Symbol::Fill(colour) } });
        lowest = up_to;
    }
    let rest = rows::count(run) - means.len();
    // A map of Saturdays says so.
    let asked =
        crate::report::asked(&run.results.options.hours, voice).map(|asked| format!(" ({asked})"));
    let (heading, column, without) = match unit {
        CostUnit::Length => (words::distance(), "distance_km", words::no_distance(rest)),
        CostUnit::Duration => (words::duration(), "duree_min", words::no_duration(rest)),
    };
    let heading = format!("{}{}", voice.say(heading), asked.unwrap_or_default());
    let uncertain =
        (0..rows::count(run)).filter(|row| rows::is_border_uncertain(run, *row)).count();
    let apart = (uncertain > 0).then(|| Apart {
        column: "bord_incertain".to_owned(),
        class: border_class(uncertain, voice),
    });
    let renderer =
        Renderer::Bands { heading, column: column.to_owned(), classes, apart, only: None };
    (renderer, voice.say(without))
}

/// The HTML that QGIS shows over a commune.
pub(super) fn map_tip(run: &Coverage, voice: Voice) -> String {
    let place = voice.say(words::nearest_place());
    let people = voice.say(words::people_uncovered());
    let reason = voice.say(words::reason());
    let rough = voice.say(words::about());
    let duration = match run.results.unit {
        CostUnit::Length => String::new(),
        CostUnit::Duration => {
            let soonest = voice.say(words::soonest_place());
            format!(
                "{soonest}: {}, \
                 [% coalesce(round(\"duree_min\", 0), '–') %] min<br>",
                text_in_html("coalesce(\"duree_lieu_nom\", '–')")
            )
        }
    };
    let name = text_in_html("\"nom\"");
    let nearest = text_in_html("coalesce(\"lieu_nom\", '–')");
    format!(
        "<b>{name}</b> ([% \"code_insee\" %])<br>\
         {place}: {nearest}, \
         [% if(\"lieu_precision\" = 'commune', '{rough} ', '') %]\
         [% coalesce(round(\"distance_km\", 1), '–') %] km<br>\
         {duration}\
         {people}: [% coalesce(\"personnes_non_couvertes\", '–') %]<br>\
         {reason}: [% \"motif\" %]"
    )
}
