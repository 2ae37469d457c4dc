//! What is said around a map: of which territory it is, of what time, and from which sources.
//!
//! All of it follows from the columns and the metadata of a layer, so that a layer read back from a
//! file has the caption that its run gave it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use maillage_core::{
    model::{Departement, REGIONS, region_of},
    travel::{CostUnit, Limit},
};
use maillage_hours::{Lang, Moment, Window};
use maillage_words::uncapitalised;
use serde_json::Value as Json;

use crate::{
    Layer, StyleName, Voice, Words,
    layer_metadata::file,
    metadata::{BROUGHT_CONTOURS, OF_MAYOTTE, SERVES, TAKEN_FOR_OPEN},
    sentences::captions as words,
};

/// Files named among the sources; of more, their number.
const NAMED: usize = 4;
/// From so many départements on, a territory is France.
const FRANCE: usize = 90;
/// A territory is whole from this share of its communes on: contours of another year have a few
/// more or fewer.
const WHOLE: f64 = 0.9;

/// The places that the lists of a run hold, which titles name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Listed {
    /// France Services alone.
    FranceServices,
    /// Places of médiation numérique alone.
    Mediation,
    /// Several kinds, or unknown ones.
    Any,
}

impl Listed {
    /// What the lists of the run of these facts hold.
    pub(crate) fn of(run: &Json) -> Self {
        let roles: BTreeSet<&str> =
            inputs(run, &LISTS).filter_map(|list| list["role"].as_str()).collect();
        match &roles.into_iter().collect::<Vec<_>>()[..] {
            ["france_services"] => Self::FranceServices,
            ["mediation"] => Self::Mediation,
            _ => Self::Any,
        }
    }
}

/// Roles of the lists of places, in the order in which they are named.
const LISTS: [&str; 4] = ["mediation", "france_services", "itinerant", "catalogue"];

/// What is said around a map of a layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caption {
    /// The territory: « Charente ».
    pub territory: String,
    /// When places must be open, where the map is of a part of the week or of a moment: « le samedi ».
    /// Empty otherwise.
    pub when: String,
    /// The answer in a sentence: who is beyond the main threshold, or who gained and lost. Empty for
    /// layers that do not tell.
    pub headline: String,
    /// What is asked of places and over which days, and of when the lists are: « lieux ouverts le
    /// samedi ». Empty when nothing tells.
    pub subtitle: String,
    /// Where the figures come from, how distances are measured, and what is not shown: one sentence
    /// each.
    pub sources: Vec<String>,
}

impl Caption {
    /// The caption of `layer`.
    pub fn of(layer: &Layer, voice: Voice) -> Self {
        let facts = layer.provenance().unwrap_or_default();
        // A layer of change states what it compares; the later measure is the one to cite.
        let compared = Some(&facts["comparaison"]).filter(|compared| compared.is_object());
        let when = when(compared.map_or(&facts, |compared| &compared["apres"]), voice);
        let (headline, subtitle, sources) = match compared {
            Some(compared) => {
                let both = [&compared["avant"], &compared["apres"]];
                let parts = [asked(both[1], voice), of_when(&both, voice)];
                (gained_and_lost(layer, &facts, voice), joined(parts), of_both(both, layer, voice))
            }
            None => {
                let asked = asked(&facts, voice);
                let headline = headline(layer, &facts, voice);
                let parts = [asked, of_when(&[&facts], voice)];
                (headline, joined(parts), sources(&facts, layer, voice))
            }
        };
        Self { territory: territory(layer, voice), when, headline, subtitle, sources }
    }
}

/// What is said, part by part; those that say nothing are left out.
fn joined(parts: [String; 2]) -> String {
    let said = parts.into_iter().filter(|part| !part.is_empty());
    said.collect::<Vec<_>>().join(" · ")
}

/// The title of the layers of a run, of which `layer` is the communes.
pub(crate) fn of_coverage(layer: &Layer, voice: Voice) -> String {
    match territory(layer, voice).as_str() {
        "" => voice.say(words::access()),
        territory => voice.say(words::access_in(territory)),
    }
}

/// The title of the layers of a comparison, of which `layer` is one.
pub(crate) fn of_comparison(layer: &Layer, voice: Voice) -> String {
    match territory(layer, voice).as_str() {
        "" => voice.say(words::comparison()),
        territory => voice.say(words::comparison_in(territory)),
    }
}

/// The title of the layers of an inventory.
pub(crate) fn of_catalogue(voice: Voice) -> String {
    voice.say(words::catalogue())
}

/// The name of the territory that the rows of a layer make up: an EPCI, a commune, départements, a
/// région, France. Of a territory of which communes are missing, the name and that it is a part.
fn territory(layer: &Layer, voice: Voice) -> String {
    let texts = |column: &str| -> Vec<String> {
        let column = layer.column(column).into_iter();
        let values =
            column.flat_map(|column| (0..layer.rows).filter_map(|row| column.value(row).to_text()));
        values.map(|text| text.into_owned()).collect()
    };
    let is_of_communes = ["couverture", "changement"].contains(&layer.name);
    if let (1, true, Some(name)) = (layer.rows, is_of_communes, layer.column("nom")) {
        return name.value(0).to_text().unwrap_or_default().into_owned();
    }
    let rows_of = counted(texts("code_departement"));
    let departements: Vec<&String> = rows_of.keys().collect();
    let france = maillage_france::france();
    let official = || france.into_iter().flat_map(|france| france.communes());
    let is_whole =
        |rows: usize, official: usize| !is_of_communes || rows as f64 >= WHOLE * official as f64;
    let named = |name: String, is_whole: bool| match is_whole {
        true => name,
        false => voice.say(words::in_part(&name)),
    };
    let rows_of_epci = texts("code_epci");
    let epcis: BTreeSet<&String> = rows_of_epci.iter().collect();
    if let (Some(siren), 1, true) = (epcis.first(), epcis.len(), rows_of_epci.len() == layer.rows)
        && let Some(epci) = france.and_then(|france| france.epci(siren))
    {
        let of_epci = official().filter(|commune| commune.epci == Some(siren)).count();
        return named(epci.name.to_owned(), is_whole(layer.rows, of_epci));
    }
    if departements.len() >= FRANCE {
        return voice.say(words::france());
    }
    let drawn = official().filter(|commune| commune.drawn_with.is_some());
    let drawn = counted(drawn.map(|commune| commune.code.departement().to_owned()));
    let are_whole = rows_of
        .iter()
        .all(|(code, rows)| is_whole(*rows, drawn.get(code).copied().unwrap_or_default()));
    let regions: BTreeSet<&str> = departements.iter().filter_map(|code| region_of(code)).collect();
    // An invented territory has a code without a name.
    let name_of = |code: &&String| Some(Departement::of_code(code)?.name.to_owned());
    match (departements.len(), &regions.into_iter().collect::<Vec<_>>()[..]) {
        (0, _) => String::new(),
        (count, [region]) if count == departements_of(region) && (count > 3 || are_whole) => {
            let known = REGIONS.iter().find(|(code, _)| code == region);
            let name = known.map_or_else(|| (*region).to_owned(), |(_, name)| (*name).to_owned());
            named(name, are_whole)
        }
        (1..=3, _) => {
            let name = departements.iter().filter_map(name_of).collect::<Vec<_>>().join(", ");
            if name.is_empty() { name } else { named(name, are_whole) }
        }
        (count, _) => named(voice.say(words::departements(count)), are_whole),
    }
}

/// How often each text is there.
fn counted(texts: impl IntoIterator<Item = String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for text in texts {
        *counts.entry(text).or_default() += 1;
    }
    counts
}

/// The number of départements of a région.
fn departements_of(region: &str) -> usize {
    Departement::all().filter(|departement| region_of(departement.code) == Some(region)).count()
}

/// Who is beyond the main threshold, where the layer has a row a commune; nothing where the residents
/// of one in a hundred are unknown. Distances from one point a commune tell of communes, whose
/// residents stand beside; those from where people live tell of residents.
fn headline(layer: &Layer, facts: &Json, voice: Voice) -> String {
    if layer.name != StyleName::Distance.layer() {
        return String::new();
    }
    let km = facts["options"]["seuil_principal_km"].as_f64();
    let km = km.map(|shown| Limit { shown, unit: CostUnit::Length });
    let min = facts["trajets"]["seuil_principal_min"].as_f64();
    let min = min.map(|shown| Limit { shown, unit: CostUnit::Duration });
    let of_need = facts["residents"]["ponderation"].as_str().is_some_and(|of| of != "habitants");
    let Some(limit) = min.or(km).filter(|_| !of_need) else { return String::new() };
    let columns = layer
        .column("population")
        .zip(layer.column(&format!("couverture_{}_pct", limit.in_name())));
    let Some((residents, covered)) = columns else { return String::new() };
    let border = layer.column("bord_incertain");
    let is_uncertain = |row: usize| border.is_some_and(|of| of.value(row).number() == Some(1.0));
    let (mut all, mut uncovered, mut unknown, mut communes) = (0.0, 0.0, 0.0, 0);
    let mut uncertain = 0;
    for row in 0..layer.rows {
        let Some(people) = residents.value(row).number().filter(|people| *people > 0.0) else {
            continue;
        };
        match covered.value(row).number() {
            Some(share) => {
                uncovered += people * (1.0 - share / 100.0);
                communes += usize::from(share < 50.0);
                uncertain += usize::from(share < 50.0 && is_uncertain(row));
            }
            None => unknown += people,
        }
        all += people;
    }
    if all <= 0.0 || unknown > 0.01 * all {
        return String::new();
    }
    let share = voice.decimal(100.0 * uncovered / all, 1);
    let limit = limit.to_string().replace(' ', "\u{a0}");
    let of_place = voice.say(match (when(facts, voice).as_str(), criteria(facts, voice)) {
        ("", criteria) if criteria.is_empty() => of_a_place(facts),
        (when, criteria) if criteria.is_empty() && !takes_unknown_for_open(facts) => {
            words::open(&of_a_place(facts).into_lang(voice.lang), when)
        }
        _ => words::of_a_place_asked_for(),
    });
    if facts["residents"].is_object() {
        // Shares are rounded: so are the people that they make, and nobody may be a few.
        let people = rounded(uncovered);
        return voice.say(match people > 0.0 {
            true => words::residents_beyond(&voice.people(people), &share, &limit, &of_place),
            false => words::nearly_nobody_beyond(&limit, &of_place),
        });
    }
    let people = voice.people(uncovered);
    let headline = voice.say(match communes {
        0 => words::no_commune_beyond(&limit, &of_place),
        1 => words::commune_beyond(&people, &limit, &of_place),
        _ => words::communes_beyond(
            &voice.people(communes as f64),
            &people,
            &share,
            &limit,
            &of_place,
        ),
    });
    // Places of unknown hours that are left out may be open: there are no more communes than that.
    let headline = match communes > 0 && hours_left_out(facts) {
        true => voice.say(words::at_most(&uncapitalised(&headline))),
        false => headline,
    };
    match uncertain {
        0 => headline,
        _ => headline + &voice.say(words::of_which_uncertain(uncertain)),
    }
}

/// Whether something is asked of hours, and places of unknown hours are left out for it.
fn hours_left_out(run: &Json) -> bool {
    let is_asked =
        run["horaires_demandes"].is_object() && !when(run, Voice::of(Lang::Fr)).is_empty();
    is_asked && !takes_unknown_for_open(run) && of_unknown_hours(run).is_some()
}

/// The number of places whose hours are unknown, and that of all; `None` when all are known, and
/// when the run does not tell.
fn of_unknown_hours(run: &Json) -> Option<(usize, usize)> {
    let of_time = &run["temps"];
    let (all, known) = (of_time["lieux"].as_u64()?, of_time["lieux_horaire_connu"].as_u64()?);
    (known < all).then(|| (count(all - known), count(all)))
}

/// Whether places of unknown hours count as open.
fn takes_unknown_for_open(run: &Json) -> bool {
    run["horaires_demandes"]["horaire_inconnu"].as_str() == Some(TAKEN_FOR_OPEN)
}

/// The places of a run after « à plus de 10 km ».
fn of_a_place(facts: &Json) -> Words {
    match Listed::of(facts) {
        Listed::FranceServices => words::of_france_services(),
        Listed::Mediation => words::of_mediation(),
        Listed::Any => words::of_a_place(),
    }
}

/// Who gained help within the main threshold and who lost it.
fn gained_and_lost(layer: &Layer, facts: &Json, voice: Voice) -> String {
    let gains = layer.column("habitants_gagnes").zip(facts["seuil_principal"].as_str());
    let Some((gains, limit)) = gains else { return String::new() };
    let all = || (0..layer.rows).filter_map(|row| gains.value(row).number());
    let gained: f64 = all().filter(|people| *people > 0.0).sum();
    let lost: f64 = all().filter(|people| *people < 0.0).sum();
    let limit = limit.replace(' ', "\u{a0}");
    let of_place = voice.say(of_a_place(&facts["comparaison"]["apres"]));
    let near = voice.say(words::within(&limit, &of_place));
    if is_of_points(facts) {
        let communes = |is_of: fn(f64) -> bool| {
            voice.people(all().filter(|people| is_of(*people)).count() as f64)
        };
        let [gaining, losing] = [communes(|people| people > 0.0), communes(|people| people < 0.0)];
        let [gained, lost] = [gained, -lost].map(|people| voice.people(people));
        let (gain, loss) = (gaining != "0", losing != "0");
        return voice.say(match (gain, loss) {
            (true, true) => {
                words::communes_gained_and_lost(&gaining, &gained, &losing, &lost, &near)
            }
            (true, false) => words::communes_gained(&gaining, &gained, &near),
            (false, true) => words::communes_lost(&losing, &lost, &near),
            (false, false) => words::no_commune_changed(&limit, &of_place),
        });
    }
    let people = |sum: f64| voice.people(sum.abs());
    voice.say(words::gained_and_lost(&people(gained), &people(lost), &near))
}

/// Whether both measures of a comparison start from one point a commune.
pub(crate) fn is_of_points(facts: &Json) -> bool {
    ["avant", "apres"].iter().all(|side| {
        let measure = &facts["comparaison"][side];
        measure["origines"].is_object() && !measure["residents"].is_object()
    })
}

/// A number of rows.
fn count(of: u64) -> usize {
    usize::try_from(of).unwrap_or(usize::MAX)
}

/// A number of people to three digits.
fn rounded(people: f64) -> f64 {
    let digit = 10_f64.powf((people.max(1.0).log10() - 2.0).floor().max(0.0));
    (people / digit).round() * digit
}

/// The part of the week or the moment at which places must be open; empty when any will do.
fn when(run: &Json, voice: Voice) -> String {
    let asked = &run["horaires_demandes"];
    let window = asked["plage"].as_str().map(|text| match text.parse::<Window>() {
        Ok(window) => window.in_words(voice.lang),
        Err(_) => text.to_owned(),
    });
    let at = asked["moment"].as_str().and_then(|text| text.parse::<Moment>().ok());
    let at = at.map(|at| {
        voice.say(words::moment(&day_in_words(at.day(), voice), &time_in_words(at, voice)))
    });
    window.or(at).unwrap_or_default()
}

/// What is asked of places besides when they are open; empty when nothing is.
fn criteria(run: &Json, voice: Voice) -> Vec<String> {
    let minutes = run["horaires_demandes"]["minutes_par_semaine_au_moins"].as_f64();
    let minutes = minutes.filter(|minutes| *minutes > 0.0);
    let minutes = minutes.map(|minutes| voice.say(words::open_at_least(&voice.number(minutes))));
    minutes.into_iter().chain(offered(&run["offre_demandee"], voice)).collect()
}

/// What is asked of places, and over which days they were counted.
fn asked(run: &Json, voice: Voice) -> String {
    let asked = &run["horaires_demandes"];
    let when = Some(when(run, voice)).filter(|when| !when.is_empty());
    // Of a window of hours or of several days a place may serve in a small part only.
    let is_whole_day = |text: &str| !text.contains(['-', ',', ' ', ':', ';']);
    let is_in_part = asked["plage"].as_str().is_some_and(|text| !is_whole_day(text));
    let open = when.map(|when| match is_in_part {
        true => voice.say(words::open_in_a_part_of(&when)),
        false => voice.say(words::open_in(&when)),
    });
    let minutes = asked["minutes_par_semaine_au_moins"].as_f64();
    let is_in_time = asked["plage"].is_string() || minutes.is_some_and(|minutes| minutes > 0.0);
    let period = run["temps"]["periode"].as_str().and_then(|text| text.split_once(".."));
    let days = period.and_then(|(first, last)| {
        Some((first.parse::<NaiveDate>().ok()?, last.parse::<NaiveDate>().ok()?))
    });
    let period = days.filter(|_| is_in_time).map(|(first, last)| {
        voice.say(words::openings(&day_in_words(first, voice), &day_in_words(last, voice)))
    });
    // Those whose hours are unknown are left out, or a map of Saturdays would show them open.
    let is_asked = is_in_time || open.is_some();
    let unknown = of_unknown_hours(run).filter(|_| is_asked).map(|(unknown, all)| {
        voice.say(match takes_unknown_for_open(run) {
            false => words::hours_unknown(unknown, all),
            true => words::hours_unknown_taken_for_open(unknown, all),
        })
    });
    let offer = &run["offre_demandee"];
    let untold = offer["lieux_qui_ne_disent_pas"].as_u64().filter(|places| *places > 0);
    let untold = untold.map(|places| {
        voice.say(match offer["non_dit"].as_str() {
            Some(SERVES) => words::untold_serve(count(places)),
            _ => words::untold_left_out(count(places)),
        })
    });
    let parts =
        open.into_iter().chain(criteria(run, voice)).chain(period).chain(unknown).chain(untold);
    parts.collect::<Vec<_>>().join(" · ")
}

/// What is asked of places, such as a service.
fn offered(asked: &Json, voice: Voice) -> Option<String> {
    let subjects = ["services", "labels", "publics"];
    let named = subjects
        .into_iter()
        .flat_map(|subject| asked[subject].as_object().into_iter().flatten())
        .map(|(word, _)| word.clone());
    let is_free = asked["gratuit"].as_bool() == Some(true);
    let is_accessible = asked["accessible"].as_bool() == Some(true);
    let free = is_free.then(|| voice.say(crate::sentences::styles::free()));
    let accessible = is_accessible.then(|| voice.say(crate::sentences::styles::accessible()));
    let all: Vec<String> = named.chain(free).chain(accessible).collect();
    (!all.is_empty()).then(|| voice.say(words::offering(&all.join(", "))))
}

/// A day as people write it: « 6 octobre 2026 ».
pub(crate) fn day_in_words(day: NaiveDate, voice: Voice) -> String {
    maillage_hours::words::day_text(day, voice.lang)
}

/// The hour of a moment as people write it: « 10h », « 9h30 ».
pub(crate) fn time_in_words(at: Moment, voice: Voice) -> String {
    maillage_hours::words::time_text(at.moment().time(), voice.lang)
}

/// Of which month the lists of places are, as each tells it in its rows or its name: « Listes de
/// décembre 2022 et d'août 2024 »; and how many do not tell.
fn of_when(runs: &[&Json], voice: Voice) -> String {
    let lists: Vec<&Json> = runs.iter().flat_map(|run| inputs(run, &LISTS)).collect();
    let months: Vec<Option<(i32, u32)>> = lists
        .iter()
        .map(|list| {
            let vintage = list["millesime"].as_str().and_then(|text| text.parse().ok());
            let named = || month_in_name(list["fichier"].as_str()?);
            vintage.map(|day: NaiveDate| (day.year(), day.month())).or_else(named)
        })
        .collect();
    let text = |(year, month): (i32, u32)| {
        let name = maillage_hours::words::month_text(month, voice.lang);
        format!("{name} {year}")
    };
    let undated = lists.iter().zip(&months).filter(|(_, month)| month.is_none());
    let undated: Vec<&Json> = undated.map(|(list, _)| *list).collect();
    let months: BTreeSet<(i32, u32)> = months.into_iter().flatten().collect();
    let months: Vec<String> = months.into_iter().map(text).collect();
    // « d'août », « de juillet ».
    let of = |month: &str| match month.starts_with(['a', 'o']) {
        true => format!("d'{month}"),
        false => format!("de {month}"),
    };
    let said = match &months[..] {
        [] => return String::new(),
        [only] if lists.len() == 1 => words::list_of_month(&of(only), only),
        [only] => words::lists_of(&of(only), only),
        [first, last] => words::lists_of_both(&of(first), &of(last), first, last),
        [first, .., last] => words::lists_between(&of(first), first, last),
    };
    let more = match &undated[..] {
        [] => String::new(),
        [only] => {
            let name = only["fichier"].as_str().unwrap_or_default();
            voice.say(words::undated_list(name))
        }
        several => voice.say(words::undated_lists(several.len())),
    };
    voice.say(said) + &more
}

/// The month that a file name states as `20240801`, `2024-08-01` or `2022-12`; `None` for a name
/// without one.
fn month_in_name(name: &str) -> Option<(i32, u32)> {
    let runs = name.split(|letter: char| !letter.is_ascii_digit());
    let parts: Vec<&str> = runs.collect();
    let month = |year: &str, month: &str| {
        let (year, month) = (year.parse::<i32>().ok()?, month.parse::<u32>().ok()?);
        ((2_015..2_050).contains(&year) && (1..=12).contains(&month)).then_some((year, month))
    };
    let glued = parts.iter().filter(|digits| digits.len() == 8).find_map(|digits| {
        let day: u32 = digits[6..].parse().ok()?;
        month(&digits[..4], &digits[4..6]).filter(|_| (1..=31).contains(&day))
    });
    let apart = || {
        let pairs = parts.windows(2).filter(|pair| pair[0].len() == 4 && pair[1].len() == 2);
        pairs.into_iter().find_map(|pair| month(pair[0], pair[1]))
    };
    glued.or_else(apart)
}

/// The inputs of a run that were read in one of these roles, in the order of the roles.
fn inputs<'run>(run: &'run Json, roles: &[&str]) -> impl Iterator<Item = &'run Json> {
    let all = run["entrees"].as_array();
    roles.iter().flat_map(move |role| {
        all.into_iter().flatten().filter(move |input| input["role"].as_str() == Some(role))
    })
}

/// The files of a run in these roles, or their number.
fn files(run: &Json, roles: &[&str], voice: Voice) -> Option<String> {
    let dated = |input: &Json| {
        let day = input["millesime"].as_str().and_then(|text| text.parse::<NaiveDate>().ok());
        match (input["fichier"].as_str(), day) {
            (Some(name), Some(day)) => {
                Some(voice.say(words::file_of_day(name, &day_in_words(day, voice))))
            }
            _ => file(input),
        }
    };
    let files: Vec<String> = inputs(run, roles).filter_map(dated).collect();
    match files.len() {
        0 => None,
        count if count > NAMED => Some(voice.say(words::files(count))),
        _ => Some(files.join(", ")),
    }
}

/// The lists of a run, by what they list.
fn lists(run: &Json, voice: Voice) -> Option<String> {
    let kinds =
        [words::mediation(), words::france_services(), words::rounds(), words::catalogue_list()];
    let lists = LISTS.iter().zip(kinds).filter_map(|(role, kind)| {
        Some(voice.say(words::list_of(&voice.say(kind), &files(run, &[role], voice)?)))
    });
    let lists = lists.collect::<Vec<_>>().join("\u{202f}; ");
    (!lists.is_empty()).then_some(lists)
}

/// The lists of both measures of a comparison, and the program.
fn of_both([before, after]: [&Json; 2], layer: &Layer, voice: Voice) -> Vec<String> {
    let of =
        |run: &Json, said: fn(&str) -> Words| lists(run, voice).map(|text| voice.say(said(&text)));
    let sides = [of(before, words::before), of(after, words::after)];
    let stopless = |run: &Json| run["tournees_sans_arrets"].as_u64().unwrap_or_default();
    let [stops_before, stops_after] = [before, after].map(|run| count(stopless(run)));
    let without_stops = (stops_before + stops_after > 0)
        .then(|| voice.say(words::without_stops_in_both(stops_before, stops_after)));
    // The geography is that of the later measure, whose contours are drawn.
    let ground = ground(after, layer, voice);
    let program = voice.say(words::made_with(env!("CARGO_PKG_VERSION")));
    sides.into_iter().flatten().chain(ground).chain(without_stops).chain([program]).collect()
}

/// The lists, the geography, how ways are measured, what is not shown, and the program.
fn sources(run: &Json, layer: &Layer, voice: Voice) -> Vec<String> {
    let stopless = run["tournees_sans_arrets"].as_u64().filter(|count| *count > 0);
    let stopless = stopless.map(|services| voice.say(words::without_stops(count(services))));
    let version = run["version"].as_str().unwrap_or(env!("CARGO_PKG_VERSION"));
    let across = run["traversees_maritimes"].as_array().map_or(0, Vec::len);
    let across = (across > 0).then(|| voice.say(words::across_water(across)));
    let program = voice.say(words::made_with(version));
    let lists = lists(run, voice).map(|text| voice.say(words::places_from(&text)));
    let ground = ground(run, layer, voice).into_iter();
    lists.into_iter().chain(ground).chain(across).chain(stopless).chain([program]).collect()
}

/// The geography, the people, and how ways are measured.
fn ground(run: &Json, layer: &Layer, voice: Voice) -> Vec<String> {
    let named = |roles: &[&str]| files(run, roles, voice);
    // Of Mayotte there are residents of another year: said where it is drawn.
    let has_mayotte = layer.column("code_departement").is_none_or(|codes| {
        (0..layer.rows).any(|row| codes.value(row).to_text().is_some_and(|code| code == "976"))
    });
    let of_drawn = |text: String| match has_mayotte {
        true => text,
        false => text.replace(OF_MAYOTTE, ""),
    };
    let contours = named(&["communes"]);
    let contours = contours.map(|files| voice.say(words::contours_from(&files)));
    let geography = &run["geographie"];
    let brought = |key: &str| geography[key].as_str().map(str::to_owned);
    // Those of this version have words; a layer of another says its own.
    let own_contours = brought("contours").map(|text| match text == BROUGHT_CONTOURS {
        true => voice.say(words::brought_contours()),
        false => text,
    });
    let own_contours = own_contours.map(|text| voice.say(words::contours_from(&text)));
    let residents = named(&["population"]).or_else(|| brought("populations").map(of_drawn));
    let residents = residents.map(|text| voice.say(words::residents_from(&text)));
    let grid = named(&["carreaux"]).map(|text| voice.say(words::cells_from(&text)));
    let need = named(&["ages", "taux", "marges", "illectronisme"]);
    let need = need.map(|text| voice.say(words::need_from(&text)));
    let measured = if run["trajets"].is_object() {
        named(&["trajets"]).map(|files| voice.say(words::travel_from(&files)))
    } else if run["residents"].is_object() {
        Some(voice.say(words::as_the_crow_flies()))
    } else if run["origines"].is_object() {
        Some(voice.say(words::as_the_crow_flies_from_one_point()))
    } else {
        None
    };
    [own_contours.or(contours), residents, grid, need, measured].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests;
