//! The official geography brought along: complete, and of one piece.

use std::collections::{BTreeMap, BTreeSet};

use geo::{Area, Contains, MultiPolygon, Point, unary_union};
use maillage::{
    core::{
        contour::metres_to_contour,
        model::{CommuneCode, Departement, ShapeId, is_prefecture, is_sous_prefecture},
        topology::Topology,
    },
    france::{Official, PartKind, france},
};

fn code(text: &str) -> CommuneCode {
    text.parse().expect("a code")
}

fn drawn() -> impl Iterator<Item = &'static Official<'static>> {
    let france = france().expect("the tests are built with France");
    france.communes().iter().filter(|commune| commune.drawn_with.is_some())
}

#[test]
fn every_commune_of_metropole_and_of_five_overseas_departements_is_drawn_and_counted() {
    let france = france().expect("the tests are built with France");
    assert_eq!(france.communes().len(), 34_969);
    let departements: BTreeSet<&str> = drawn().map(|one| one.code.departement()).collect();
    let all: BTreeSet<&str> = Departement::all().map(|one| one.code).collect();
    assert_eq!(departements, all);
    assert_eq!(drawn().count(), 34_875);
    assert!(drawn().all(|commune| commune.population.is_some()));
    let with_another = drawn().filter(|commune| commune.drawn_with != Some(commune.code));
    let restored: Vec<&str> = with_another.map(|commune| commune.code.as_str()).collect();
    assert_eq!(restored, ["14666", "15031", "15035", "15047", "15171", "85165", "85212"]);
    let undrawn = france.communes().iter().filter(|commune| commune.drawn_with.is_none());
    assert!(undrawn.map(|one| one.code.departement()).all(|one| !all.contains(one)));
}

#[test]
fn a_chef_lieu_lies_in_its_commune_or_just_outside_its_generalised_contour() {
    let france = france().expect("the tests are built with France");
    let contours: BTreeMap<CommuneCode, MultiPolygon<f64>> =
        france.departements().flat_map(|departement| france.contours(departement)).collect();
    let (mut outside, mut without) = (0, Vec::new());
    for commune in drawn() {
        let contour = &contours[&commune.drawn_with.expect("it is drawn")];
        let Some(home) = commune.chef_lieu else {
            without.push(commune.code.as_str());
            continue;
        };
        if !contour.contains(&Point::new(home.longitude(), home.latitude())) {
            outside += 1;
            let metres = metres_to_contour(home, contour).expect("a contour");
            assert!(metres <= 501.0, "{}: {metres} m", commune.code);
        }
    }
    assert!(outside < 25, "{outside}");
    // Three cities by arrondissement, six villages without residents, three restored communes,
    // four whose town hall is in the neighbouring commune.
    let expected = [
        "13055", "15035", "15047", "15171", "48089", "48117", "55039", "55050", "55139", "55189",
        "55239", "55307", "60527", "69123", "74099", "75056", "85165",
    ];
    assert_eq!(without, expected);
}

#[test]
fn three_cities_are_known_by_the_people_of_their_arrondissements() {
    let france = france().expect("the tests are built with France");
    for (city, count) in [("75056", 20), ("69123", 9), ("13055", 16)] {
        let parts = france.parts().iter().filter(|part| part.kind == PartKind::Arrondissement);
        let parts: Vec<_> = parts.filter(|part| part.commune == code(city)).collect();
        assert_eq!(parts.len(), count);
        assert!(parts.iter().all(|part| part.chef_lieu.is_some()));
        let people: u64 = parts.iter().filter_map(|part| part.population).sum();
        assert_eq!(Some(people), france.commune(code(city)).and_then(|of| of.population));
    }
}

/// `geo`'s own union of polygons is the judge.
#[test]
fn the_outline_of_a_departement_is_the_union_of_its_communes() {
    let france = france().expect("the tests are built with France");
    for departement in ["16", "2A", "29", "974"] {
        let contours = france.contours(departement);
        let topology = Topology::of(contours.iter().map(|(_, contour)| contour));
        let all: Vec<ShapeId> = (0..contours.len()).map(ShapeId::new).collect();
        let outline = topology.outline(&all);
        let polygons = contours.iter().flat_map(|(_, contour)| contour.0.iter());
        let union = unary_union(polygons);
        assert_eq!(outline.0.len(), union.0.len(), "{departement}");
        let (area, expected) = (outline.unsigned_area(), union.unsigned_area());
        assert!((area / expected - 1.0).abs() < 1e-9, "{departement}: {area}, {expected}");
        // Contours that overlap nowhere cover as much as their union.
        let sum: f64 = contours.iter().map(|(_, contour)| contour.unsigned_area()).sum();
        assert!((sum / expected - 1.0).abs() < 1e-9, "{departement}: {sum}, {expected}");
        let holes = |shape: &MultiPolygon<f64>| -> usize {
            shape.iter().map(|polygon| polygon.interiors().len()).sum()
        };
        assert_eq!(holes(&outline), holes(&union), "{departement}");
    }
}

#[test]
fn a_code_of_another_year_leads_where_its_perimeter_is() {
    let france = france().expect("the tests are built with France");
    let is_current = |code| france.commune(code).is_some();
    let today = |text: &str| -> Vec<String> {
        let codes = france.editions().successors(code(text), is_current);
        codes.iter().map(CommuneCode::to_string).collect()
    };
    assert_eq!(today("16355"), ["16097"]);
    assert_eq!(today("49069"), ["49126"]);
    assert_eq!(today("93059"), ["93066"]);
    // Codes with two successors are ambiguous.
    assert_eq!(today("60455"), ["60054", "60694"]);
    assert!(today("99001").is_empty());
    let edition = |year| france.editions().0.iter().find(|one| one.year == year).expect("a year");
    let of_year = |year, text: &str| edition(year).today(code(text), is_current);
    assert_eq!(of_year(2024, "15141").map(|codes| codes.len()), Some(5));
    assert_eq!(of_year(2026, "15141"), Some(vec![code("15141")]));
    assert_eq!(of_year(2024, "15031"), None);
}

#[test]
fn nearly_all_seats_of_prefets_and_sous_prefets_are_communes_of_today() {
    let is_seat = |code: &&str| is_prefecture(code) || is_sous_prefecture(code);
    let seats: BTreeSet<&str> = drawn().map(|one| one.code.as_str()).filter(is_seat).collect();
    // 101 and 233; a seat whose commune merged into another since 2019 is missing.
    assert!((330..=334).contains(&seats.len()), "{}", seats.len());
}

/// A ring that touches itself is not valid, and QGIS stops at it.
#[test]
fn no_ring_of_the_contours_passes_a_vertex_twice() {
    let france = france().expect("the tests are built with France");
    let mut touching = Vec::new();
    for departement in Departement::all() {
        for (code, contour) in france.contours(departement.code) {
            let mut rings = contour
                .iter()
                .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
            let is_touching = |ring: &geo::LineString| {
                let mut vertices: Vec<(u64, u64)> =
                    ring.0[1..].iter().map(|at| (at.x.to_bits(), at.y.to_bits())).collect();
                vertices.sort_unstable();
                vertices.windows(2).any(|pair| pair[0] == pair[1])
            };
            touching.extend(rings.any(is_touching).then_some(code));
        }
    }
    assert_eq!(touching, []);
}
