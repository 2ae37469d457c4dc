//! Every row is accounted for, and every planted flaw is told on its line.

use maillage::{
    Coverage,
    core::model::Precision,
    intake::ledger::{Fate, Trouble},
};
use maillage_synth::Flaw;

use crate::{
    handmade::{account, told},
    island::Island,
    layer::Layer,
};

/// Line counts of each file less its header, as anybody could count them.
fn assert_accounted(island: &Island, coverage: &Coverage) {
    // Contours, residents, need, EPCI and three lists; ages and cells are two for need.
    let of_need = if coverage.estimates().is_some() { 2 } else { 1 };
    assert_eq!(coverage.ledger.accounts.len(), 6 + of_need);
    for account in &coverage.ledger.accounts {
        assert!(account.balances(), "{}: {:?}", account.file, account.tally());
        let file = island.territory.file(&account.file).expect("a file of the island");
        let lines = file.iter().filter(|byte| **byte == b'\n').count();
        // The contours have a line before the features and one after.
        let beside = if account.file == "communes.geojson" { 2 } else { 1 };
        assert_eq!(account.read, lines - beside, "{}", account.file);
    }
}

#[test]
fn every_file_of_the_demo_balances() {
    let island = Island::demo();
    assert_accounted(island, island.run());
    assert_accounted(island, island.run_estimated());
}

#[test]
fn every_file_of_a_small_island_balances() {
    let island = Island::small();
    assert_accounted(island, island.run());
    assert_accounted(island, island.run_estimated());
}

#[test]
fn a_clean_island_has_nothing_to_tell_but_its_buses() {
    let coverage = Island::clean().run();
    for account in &coverage.ledger.accounts {
        assert_eq!(account.read, account.kept, "{}", account.file);
        let of_rows = account.issues.iter().filter(|issue| issue.line.is_some());
        let troubles: Vec<Trouble> = of_rows.map(|issue| issue.trouble).collect();
        let buses = if account.file == "france-services.csv" { 2 } else { 0 };
        assert_eq!(troubles, vec![Trouble::TourWithoutStops; buses], "{}", account.file);
    }
}

/// What must be told of the line on which a flaw was planted; `None` for nothing.
fn expected(flaw: Flaw) -> Option<(Fate, Trouble)> {
    Some(match flaw {
        Flaw::SwappedCoordinates => (Fate::Kept, Trouble::AxesExchanged),
        // The commune is known all the same: the place counts, and says how roughly.
        Flaw::MissingPosition | Flaw::ZeroPosition | Flaw::NotANumber => {
            (Fate::Kept, Trouble::LocatedByCommune)
        }
        Flaw::FarFromCommune | Flaw::StopFarFromCommune => {
            (Fate::Kept, Trouble::PositionDistrusted)
        }
        Flaw::Itinerant => (Fate::Kept, Trouble::TourWithoutStops),
        Flaw::ClosedToPublic => (Fate::SetAside, Trouble::NoPublic),
        Flaw::Mojibake => (Fate::Kept, Trouble::Mojibake),
        Flaw::UnknownTypology => (Fate::Kept, Trouble::UnknownTypologie),
        Flaw::TruncatedCode => (Fate::Kept, Trouble::CodeUnreadable),
        Flaw::Duplicate | Flaw::AlsoFranceServices => (Fate::Merged, Trouble::SamePlace),
        Flaw::AgesDoNotAdd => (Fate::SetAside, Trouble::AgesDoNotAddUp),
        Flaw::SecretNumber => (Fate::SetAside, Trouble::PeopleSecret),
        Flaw::NegativeCount => (Fate::SetAside, Trouble::PeopleSecret),
        Flaw::CellAtSea => (Fate::SetAside, Trouble::CellOutside),
        Flaw::CellOfFormerCommune => (Fate::Kept, Trouble::CellByCentre),
        Flaw::RepeatedCell => (Fate::SetAside, Trouble::CellTwice),
        // A decimal comma is a number; a rate that is missing has no line.
        _ => return None,
    })
}

fn assert_told(island: &Island) {
    let (given, estimated) = (island.run(), island.run_estimated());
    let planted = &island.territory.planted;
    assert!(planted.len() >= 15, "{planted:?}");
    for flaw in planted {
        let of_cells = ["ages.csv", "carreaux.csv"].contains(&flaw.file);
        let coverage = if of_cells { estimated } else { given };
        let Some(line) = flaw.line else { continue };
        let told = told(account(coverage, flaw.file), line);
        let expected: Vec<_> = expected(flaw.flaw).into_iter().collect();
        assert_eq!(told, expected, "{flaw:?}");
    }
}

#[test]
fn every_flaw_of_the_demo_is_told_on_its_line() {
    assert_told(Island::demo());
}

#[test]
fn every_flaw_of_a_small_island_is_told_on_its_line() {
    assert_told(Island::small());
}

#[test]
fn nothing_is_told_of_a_row_without_a_flaw() {
    let island = Island::demo();
    let coverage = island.run();
    for account in &coverage.ledger.accounts {
        let of_rows = account.issues.iter().filter(|issue| issue.line.is_some());
        // Two lists that contradict each other, and a tour known by its office, are no flaws of a row.
        let no_flaws = [Trouble::TourWithoutStops, Trouble::HoursContradict];
        for issue in of_rows.filter(|issue| !no_flaws.contains(&issue.trouble)) {
            let mut planted = island.territory.planted.iter();
            let known = planted.any(|flaw| flaw.file == account.file && flaw.line == issue.line);
            assert!(known, "{}: {issue:?}", account.file);
        }
    }
}

/// The truth behind the files is known: a repair must lead to it, or say how roughly.
#[test]
fn every_place_that_is_kept_stands_where_it_really_is() {
    let island = Island::demo();
    let coverage = island.run();
    assert!(coverage.territory.places().len() > 70);
    for place in coverage.territory.places() {
        // A place of two lists was typed in twice: only one of them is the truth.
        let also_france_services = place.details.get("typologie") == Some("RFS");
        if also_france_services {
            continue;
        }
        let file = &coverage.ledger.account(place.source.file).file;
        let mut truth = island.territory.places.iter();
        let truth = truth.find(|truth| truth.file == file && truth.id == place.id);
        let truth = truth.expect("a place of the island");
        if place.precision == Precision::Commune {
            let commune = place.commune.expect("what stands in its commune has one");
            assert_eq!(commune.to_string(), truth.code_insee, "{}", place.id);
            continue;
        }
        assert!((truth.latitude - place.position.latitude()).abs() < 1e-6, "{}", place.id);
        assert!((truth.longitude - place.position.longitude()).abs() < 1e-6, "{}", place.id);
    }
}

#[test]
fn a_commune_without_a_rate_has_distances_and_says_that_its_need_is_unknown() {
    let island = Island::demo();
    let layer = Layer::of(island.run());
    let missing = island.territory.planted.iter().filter(|flaw| flaw.flaw == Flaw::RateMissing);
    let codes: Vec<&str> = missing.map(|flaw| flaw.id.as_str()).collect();
    assert_eq!(codes.len(), 3);
    for code in codes {
        assert_eq!(layer.text(code, "motif"), Some("besoin_inconnu"));
        assert!(layer.number(code, "distance_km").is_some());
        for unknown in ["illectronisme", "illectronisme_pct", "personnes_non_couvertes", "rang"] {
            assert!(layer.commune(code)[unknown].is_null(), "{code} {unknown}");
        }
    }
}
