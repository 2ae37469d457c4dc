//! What the page says of where its figures come from: the line under the title, and the sources.
//!
//! All of it is read from the metadata of the main layer, so that a layer read back from a file
//! says the same; what the metadata lack is left out.

use maillage_output::{
    Caption, Voice, Words,
    sentences::{kinds, web as words},
};
use serde_json::Value as Json;

use super::typography::set;

/// The line under the title: communes, threshold, period, and what `caption` says of what was asked
/// and of the lists; of a comparison who gained and lost.
pub(super) fn subtitle(
    caption: &Caption,
    metadata: &Json,
    communes: usize,
    voice: Voice,
) -> String {
    let say = |words: Words| voice.say(words);
    let mut parts = Vec::new();
    match communes {
        0 => {}
        1 => parts.push(say(words::communes_one())),
        _ => parts.push(say(words::communes_many(&voice.people(communes as f64)))),
    }
    let number = |number: f64| voice.number(number);
    let minutes = metadata["trajets"]["seuil_principal_min"].as_f64();
    let km = metadata["options"]["seuil_principal_km"].as_f64();
    match (minutes, km) {
        (Some(minutes), _) => parts.push(say(words::within_min(&number(minutes)))),
        (None, Some(km)) => parts.push(say(words::within_km(&number(km)))),
        (None, None) => {}
    }
    if is_comparison(metadata) {
        parts.push(caption.headline.clone());
    }
    // The caption states the period where hours are asked.
    let asked = &metadata["horaires_demandes"];
    let is_in_time = asked["plage"].is_string()
        || asked["minutes_par_semaine_au_moins"].as_f64().is_some_and(|least| least > 0.0);
    let period = metadata["temps"]["periode"].as_str().and_then(|of| of.split_once(".."));
    if let Some((first, last)) = period.filter(|_| !is_in_time) {
        parts.push(say(words::period(&voice.day(first), &voice.day(last))));
    }
    parts.push(caption.subtitle.clone());
    parts.retain(|part| !part.is_empty());
    set(&parts.join(" · "), voice.lang)
}

/// Whether the layer is one of change, whose sources are those of two measures.
fn is_comparison(metadata: &Json) -> bool {
    metadata["comparaison"].is_object()
}

/// The files and the official geography, each with its vintage, and the program; of a comparison what
/// `caption` says of both measures.
pub(super) fn sources(caption: &Caption, metadata: &Json, voice: Voice) -> Vec<String> {
    if is_comparison(metadata) {
        return caption.sources.iter().map(|source| set(source, voice.lang)).collect();
    }
    let inputs = metadata["entrees"].as_array().into_iter().flatten();
    let geography = geography(&metadata["geographie"], voice);
    let program = metadata["logiciel"].as_str().map(|program| {
        let version = metadata["version"].as_str().unwrap_or_default();
        set(&voice.say(words::made_by(program, version)), voice.lang)
    });
    inputs.filter_map(|input| source(input, voice)).chain(geography).chain(program).collect()
}

fn source(input: &Json, voice: Voice) -> Option<String> {
    let file = input["fichier"].as_str()?;
    let role = input["role"].as_str().unwrap_or_default();
    let what = role_in_words(role).map_or_else(|| role.to_owned(), |words| voice.say(words));
    let words = match input["millesime"].as_str() {
        Some(vintage) => words::source_of("\u{0}", "\u{1}", vintage),
        None => words::source("\u{0}", "\u{1}"),
    };
    // The name of a file keeps its own spaces.
    Some(set(&voice.say(words), voice.lang).replace('\u{0}', &what).replace('\u{1}', file))
}

/// The official geography brought along.
fn geography(geography: &Json, voice: Voice) -> Vec<String> {
    let tables = [
        ("contours", kinds::contours()),
        ("populations", words::residents_source()),
        ("epci", kinds::membership()),
        ("chefs_lieux", words::town_halls()),
        ("historique_des_codes", words::history()),
    ];
    let used = tables.into_iter().filter_map(|(key, what)| {
        let table = geography[key].as_str()?;
        let said = words::source(&voice.say(what), table);
        Some(set(&voice.say(said), voice.lang))
    });
    let licence = geography["licence"].as_str().map(|licence| format!("{licence}."));
    used.chain(licence).collect()
}

/// The role of a file, in words; `None` for a role without any.
fn role_in_words(role: &str) -> Option<Words> {
    Some(match role {
        "mediation" => words::role_mediation(),
        "france_services" => words::role_france_services(),
        "itinerant" => words::role_itinerant(),
        "communes" => kinds::contours(),
        "population" => kinds::population(),
        "ages" => kinds::ages(),
        "illectronisme" => kinds::illectronism(),
        "marges" => words::role_margins(),
        "appartenance" => kinds::membership(),
        "chefs_lieux" => kinds::town_halls(),
        "passage" => kinds::passage(),
        "cog" => kinds::cog(),
        "carreaux" => kinds::grid(),
        "trajets" => kinds::travel_table(),
        "vacances_scolaires" => kinds::school_holidays(),
        "catalogue" => kinds::catalogue(),
        "candidats" => words::role_candidates(),
        "projet" => words::role_planned(),
        "zones" => words::role_zones(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use maillage_hours::Lang;
    use serde_json::json;

    use super::*;

    fn caption(subtitle: &str) -> Caption {
        Caption {
            when: String::new(),
            territory: "Charente".to_owned(),
            headline: "Plus d'habitants".to_owned(),
            subtitle: subtitle.to_owned(),
            sources: vec!["Avant : a.csv".to_owned()],
        }
    }

    #[test]
    fn the_subtitle_says_how_many_communes_how_far_and_when() {
        let metadata = json!({
            "options": {"seuil_principal_km": 7.5},
            "temps": {"periode": "2026-01-05..2026-12-31"},
            "horaires_demandes": {"moment": "samedi 10:00", "minutes_par_semaine_au_moins": 0.0},
        });
        let voice = Voice::of(Lang::Fr);
        assert_eq!(
            subtitle(&caption("Lieux ouverts le samedi"), &metadata, 1_234, voice),
            "1\u{202f}234 communes · aide à portée\u{a0}: 7,5\u{a0}km ou moins \
             · du 05/01/2026 au 31/12/2026 · Lieux ouverts le samedi"
        );
        assert_eq!(subtitle(&caption(""), &Json::Null, 0, voice), "");
    }

    #[test]
    fn a_period_that_the_caption_states_is_not_stated_twice() {
        let metadata = json!({
            "temps": {"periode": "2026-01-05..2026-12-31"},
            "horaires_demandes": {"plage": "samedi"},
        });
        let said = subtitle(&caption("Lieux ouverts"), &metadata, 0, Voice::of(Lang::Fr));
        assert_eq!(said, "Lieux ouverts");
    }

    #[test]
    fn a_comparison_names_the_lists_of_both_measures() {
        let metadata = json!({"comparaison": {"avant": {}, "apres": {}}});
        let voice = Voice::of(Lang::Fr);
        assert_eq!(sources(&caption(""), &metadata, voice), ["Avant\u{a0}: a.csv"]);
        assert_eq!(subtitle(&caption(""), &metadata, 0, voice), "Plus d'habitants");
    }

    #[test]
    fn a_source_says_what_it_is_and_of_which_year_and_its_file_keeps_its_name() {
        let metadata = json!({
            "entrees": [{"fichier": "liste : 2026.csv", "role": "mediation", "millesime": "2026"},
                        {"fichier": "diplomes.csv", "role": "marges"}],
            "geographie": {"contours": "IGN 2018", "licence": "Licence Ouverte 2.0"},
            "logiciel": "maillage", "version": "0.1",
        });
        assert_eq!(
            sources(&caption(""), &metadata, Voice::of(Lang::Fr)),
            [
                "lieux de médiation numérique\u{a0}: liste : 2026.csv (2026)",
                "diplômes et autres marges par commune\u{a0}: diplomes.csv",
                "contours de communes\u{a0}: IGN 2018",
                "Licence Ouverte 2.0.",
                "Carte produite par maillage 0.1.",
            ]
        );
    }
}
