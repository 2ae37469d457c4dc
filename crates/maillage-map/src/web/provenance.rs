//! What the page says of where its figures come from: the line under the title, and the sources.
//!
//! All of it is read from the metadata of the main layer, so that a layer read back from a file
//! says the same; what the metadata lack is left out.

use maillage_hours::{
    Moment, Window,
    words::{day_text, time_text},
};
use maillage_output::{
    Voice, Words,
    sentences::{kinds, web as words},
};
use serde_json::Value as Json;

use super::typography::set;

/// The line under the title: communes, threshold, period, hours asked.
pub(super) fn subtitle(metadata: &Json, communes: usize, voice: Voice) -> String {
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
    if let Some((first, last)) =
        metadata["temps"]["periode"].as_str().and_then(|of| of.split_once(".."))
    {
        parts.push(say(words::period(&voice.day(first), &voice.day(last))));
    }
    let asked = &metadata["horaires_demandes"];
    let moment = asked["moment"].as_str().map(|text| match text.parse::<Moment>() {
        Ok(at) => moment_in_words(at, voice),
        Err(_) => text.to_owned(),
    });
    let window = asked["plage"].as_str().map(|text| match text.parse::<Window>() {
        Ok(window) => window.in_words(voice.lang),
        Err(_) => text.to_owned(),
    });
    parts.extend(moment.into_iter().chain(window).map(|at| say(words::open_at(&at))));
    if let Some(least) = asked["minutes_par_semaine_au_moins"].as_f64().filter(|least| *least > 0.0)
    {
        parts.push(say(words::open_minutes(&number(least))));
    }
    set(&parts.join(" · "), voice.lang)
}

/// The files and the official geography, each with its vintage, and the program.
pub(super) fn sources(metadata: &Json, voice: Voice) -> Vec<String> {
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

/// A moment as the language writes it: « le 6 octobre 2026 à 10h ».
fn moment_in_words(at: Moment, voice: Voice) -> String {
    let day = day_text(at.day(), voice.lang);
    let time = time_text(at.moment().time(), voice.lang);
    voice.say(words::moment(&day, &time))
}

#[cfg(test)]
mod tests {
    use maillage_hours::Lang;
    use serde_json::json;

    use super::*;

    #[test]
    fn the_subtitle_says_how_many_communes_how_far_and_when() {
        let metadata = json!({
            "options": {"seuil_principal_km": 7.5},
            "temps": {"periode": "2026-01-05..2026-12-31"},
            "horaires_demandes": {"moment": "samedi 10:00", "minutes_par_semaine_au_moins": 0.0},
        });
        assert_eq!(
            subtitle(&metadata, 1_234, Voice::of(Lang::Fr)),
            "1\u{202f}234 communes · aide à portée\u{a0}: 7,5\u{a0}km ou moins \
             · du 05/01/2026 au 31/12/2026 · lieux ouverts\u{a0}: samedi 10:00"
        );
        assert_eq!(subtitle(&Json::Null, 0, Voice::of(Lang::Fr)), "");
    }

    #[test]
    fn a_source_says_what_it_is_and_of_which_year_and_its_file_keeps_its_name() {
        let metadata = json!({
            "entrees": [{"fichier": "liste : 2026.csv", "role": "mediation", "millesime": "2026"}],
            "geographie": {"contours": "IGN 2018", "licence": "Licence Ouverte 2.0"},
            "logiciel": "maillage", "version": "0.1",
        });
        assert_eq!(
            sources(&metadata, Voice::of(Lang::Fr)),
            [
                "lieux de médiation numérique\u{a0}: liste : 2026.csv (2026)",
                "contours de communes\u{a0}: IGN 2018",
                "Licence Ouverte 2.0.",
                "Carte produite par maillage 0.1.",
            ]
        );
    }
}
