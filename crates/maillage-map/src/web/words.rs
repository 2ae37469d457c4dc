//! Every word that the page shows beside data, under the name by which its scripts ask for it.

use std::collections::BTreeMap;

use maillage_output::{
    Voice, Words,
    sentences::{styles, web},
};

use super::typography::set;

/// Lists the sentences of the catalogue by their own names.
macro_rules! by_name {
    ($($name:ident),* $(,)?) => { vec![$((stringify!($name), web::$name())),*] };
}

/// The words of a page in the language of `voice`.
pub(super) fn words(voice: Voice) -> BTreeMap<&'static str, String> {
    let of_the_page = by_name![
        map,
        search,
        search_results,
        nothing_found,
        found_one,
        found_many,
        zoom_in,
        zoom_out,
        whole,
        regions,
        mainland,
        print,
        close,
        more,
        less,
        shown,
        legend,
        legend_counts,
        also_shown,
        on_zooming,
        details,
        broken,
        communes_list,
        changes_list,
        gained,
        not_ranked,
        not_changed,
        territories_list,
        level,
        name,
        residents,
        uncovered,
        share,
        distance,
        first_rows,
        first_and_last_rows,
        nearest,
        nearest_about,
        on_the_spot,
        short_on_the_spot,
        nearest_unnamed,
        soonest,
        soonest_unnamed,
        short_distance,
        short_duration,
        unknown,
        between,
        border_uncertain,
        far_and_needy_probably,
        far_and_needy_unsure,
        hours,
        hours_unknown,
        minutes_a_week,
        place_idle,
        about_here_one,
        about_here_many,
        how_to_read,
        sources,
        commune_border,
        epci_border,
        departement_border,
    ];
    let all = of_the_page.into_iter().chain(reasons()).chain(levels()).chain(kinds());
    all.map(|(name, words)| (name, set(words.get(voice.lang), voice.lang))).collect()
}

/// The reasons of communes, by their code.
fn reasons() -> [(&'static str, Words); 8] {
    [
        ("motif_couvert", web::covered()),
        ("motif_itinerant_seulement", web::itinerant_only()),
        ("motif_trop_loin", web::too_far()),
        ("motif_hors_rayon", web::out_of_reach()),
        ("motif_traversee_maritime", web::across_water()),
        ("motif_besoin_inconnu", web::need_unknown()),
        ("motif_trajet_inconnu", web::travel_unknown()),
        ("motif_sans_habitant", web::no_residents()),
    ]
}

/// The levels of territories, by their code.
fn levels() -> [(&'static str, Words); 9] {
    [
        ("niveau_ensemble", web::of_study_area()),
        ("niveau_hub", web::of_hub()),
        ("niveau_region", web::of_region()),
        ("niveau_departement", web::of_departement()),
        ("niveau_arrondissement", web::of_arrondissement()),
        ("niveau_epci", web::of_epci()),
        ("niveau_canton", web::of_canton()),
        ("niveau_bassin_de_vie", web::of_living_area()),
        ("niveau_zone", web::of_zone()),
    ]
}

/// The kinds of places, by their code.
fn kinds() -> [(&'static str, Words); 3] {
    [
        ("type_mediation", styles::mediation()),
        ("type_france_services", styles::france_services()),
        ("type_itinerant", styles::itinerant()),
    ]
}

#[cfg(test)]
mod tests {
    use maillage_core::{
        gap::Reason,
        model::{Kind, Level},
    };
    use maillage_hours::Lang;

    use super::*;

    #[test]
    fn every_code_of_a_reason_and_of_a_kind_has_its_words() {
        let words = words(Voice::of(Lang::Fr));
        let reasons = [
            Reason::Covered,
            Reason::ItinerantOnly,
            Reason::TooFar,
            Reason::OutOfReach,
            Reason::AcrossWater,
            Reason::NeedUnknown,
            Reason::TravelUnknown,
            Reason::NoResidents,
        ];
        let levels = [
            Level::StudyArea,
            Level::Hub,
            Level::Region,
            Level::Departement,
            Level::Arrondissement,
            Level::Epci,
            Level::Canton,
            Level::LivingArea,
            Level::Zone,
        ];
        let codes = reasons.map(|reason| format!("motif_{}", reason.name())).into_iter();
        let codes = codes.chain(levels.map(|level| format!("niveau_{}", level.name())));
        let codes = codes.chain(Kind::ALL.map(|kind| format!("type_{}", kind.name())));
        let missing: Vec<String> =
            codes.filter(|code| !words.contains_key(code.as_str())).collect();
        assert_eq!(missing, [""; 0]);
    }

    #[test]
    fn every_word_that_a_script_or_the_page_asks_for_is_there() {
        let words = words(Voice::of(Lang::En));
        let sources = [super::super::SCRIPTS.concat(), super::super::HTML.to_owned()].concat();
        let asked = sources.split(['\'', '"', '`']).collect::<Vec<_>>();
        // In scripts: words.name; in the page: data-word="name" and data-label="name".
        let in_scripts = sources.split("words.").skip(1).map(|rest| {
            rest.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
                .next()
                .unwrap_or("")
        });
        let in_page = asked
            .windows(2)
            .filter(|pair| pair[0].ends_with("data-word=") || pair[0].ends_with("data-label="));
        let in_page = in_page.map(|pair| pair[1]);
        let missing: Vec<&str> = in_scripts
            .chain(in_page)
            .filter(|name| !name.is_empty())
            .filter(|name| !words.contains_key(name))
            .collect();
        assert_eq!(missing, [""; 0]);
    }
}
