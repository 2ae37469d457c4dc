//! The borders of départements and EPCI that a run has for maps.

use std::collections::BTreeSet;

use geo::Area;
use maillage::core::model::Level;

use crate::island::Island;

#[test]
fn borders_are_those_of_each_epci_by_code_and_hold_its_communes() {
    let run = Island::demo().run();
    let borders = run.borders();
    // The island is one département, whose border is that of the map.
    assert!(borders.iter().all(|border| border.level == Level::Epci));
    let codes: Vec<&str> = borders.iter().map(|border| border.code.as_str()).collect();
    let epcis: BTreeSet<&str> =
        run.communes().filter_map(|commune| commune.epci.as_deref()).collect();
    assert!(codes.len() > 1);
    assert_eq!(codes, epcis.into_iter().collect::<Vec<_>>());
    let surface: f64 = borders.iter().map(|border| border.contour.unsigned_area()).sum();
    let members = run.communes().filter(|commune| commune.epci.is_some());
    let of_communes: f64 = members.map(|commune| commune.contour.unsigned_area()).sum();
    assert!((surface / of_communes - 1.0).abs() < 1e-6, "{surface} {of_communes}");
}
