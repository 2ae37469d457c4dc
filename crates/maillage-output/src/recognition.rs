//! What files were recognised as, in sentences.

use maillage_intake::recognition::Recognised;

use crate::{Voice, Words, sentences::kinds};

/// The line that tells what a file was recognised as, and the field it is read as.
pub fn recognised(file: &Recognised, voice: Voice) -> String {
    let kind = words(file.kind.name).unwrap_or_else(file.kind.description);
    let kind = if file.is_assumed { kind.and(&kinds::assumed()) } else { kind };
    let field = (voice.spell)(file.field());
    let line = kinds::recognised(voice, &file.path.display(), &voice.say(kind), &field);
    let also = file.also.iter().map(|kind| {
        let what = words(kind.name).unwrap_or_else(kind.description);
        format!("{} ({})", voice.say(what), (voice.spell)(kind.field))
    });
    let also: Vec<String> = also.collect();
    if also.is_empty() { line } else { line + &kinds::also(voice, &also.join(", ")) }
}

/// The schema of a file in words; its name for one that has none.
pub(crate) fn schema(name: &str) -> Words {
    words(name).unwrap_or_else(|| Words::same(name))
}

/// The kind of table with this name, in words.
fn words(kind: &str) -> Option<Words> {
    Some(match kind {
        "gtfs" => kinds::timetable(),
        "carreaux" => kinds::grid(),
        "table-de-trajets" => kinds::travel_table(),
        "communes" => kinds::contours(),
        "france-services-2021" => kinds::france_services(2021),
        "france-services-2022" => kinds::france_services(2022),
        "france-services-2024" => kinds::france_services(2024),
        "cog" => kinds::cog(),
        "vacances-scolaires" => kinds::school_holidays(),
        "traces-de-tournees" => kinds::lines(),
        "passage" => kinds::passage(),
        "catalogue-maillage" => kinds::catalogue(),
        "arrets" => kinds::stops(),
        "arrets-mediation-numerique" => kinds::stops_as_places(),
        "arrets-sur-indication" => kinds::stops_by_option(),
        "mediation-numerique-v0" => kinds::mediation("v0"),
        "mediation-numerique-v1" => kinds::mediation("v1"),
        "liste-de-lieux" => kinds::own_columns(),
        "illectronisme" => kinds::illectronism(),
        "ages" => kinds::ages(),
        "population" => kinds::population(),
        "appartenance" => kinds::membership(),
        "chefs-lieux" => kinds::town_halls(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use maillage_hours::Lang;
    use maillage_intake::kinds::KINDS;

    use super::*;

    #[test]
    fn every_kind_of_table_has_its_words() {
        for kind in KINDS {
            assert!(words(kind.name).is_some(), "{}", kind.name);
        }
    }

    #[test]
    fn a_file_is_told_with_its_kind_and_its_field() {
        let kind = KINDS.iter().find(|kind| kind.name == "population").expect("a kind");
        let file = Recognised {
            path: "pop.csv".into(),
            kind,
            supply: None,
            is_assumed: false,
            also: Vec::new(),
        };
        assert_eq!(
            recognised(&file, Voice::of(Lang::Fr)),
            "pop.csv\u{a0}: population par commune (sources.population)"
        );
        assert_eq!(
            recognised(&file, Voice::of(Lang::En)),
            "pop.csv: residents by commune (sources.population)"
        );
        let epci = KINDS.iter().find(|kind| kind.name == "appartenance").expect("a kind");
        let file = Recognised { also: vec![epci], ..file };
        assert!(
            recognised(&file, Voice::of(Lang::Fr)).ends_with(
                "\u{202f}; non repris\u{a0}: EPCI de chaque commune (sources.membership)"
            )
        );
    }
}
