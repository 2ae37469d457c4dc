//! The parts of France far apart from each other, each with the system that it is mapped in.

use geo::Coord;

use crate::{Layer, Words, extent::Extent, sentences::qgis as words};

/// A part of France that a map shows by itself.
pub(super) struct Ground {
    /// Its name for programs.
    pub(super) id: &'static str,
    /// Its name.
    pub(super) name: fn() -> Words,
    /// The EPSG number of the system that it is mapped in.
    system: u32,
    /// Its southern, northern, western and eastern limits, in degrees.
    sides: [f64; 4],
}

/// The mainland, and the system of a map of several parts.
pub(super) const MAINLAND: Ground =
    Ground { id: "metropole", name: words::mainland, system: 2154, sides: [41.3, 51.2, -5.2, 9.6] };

/// The parts overseas.
const OVERSEAS: [Ground; 6] = [
    Ground {
        id: "guadeloupe",
        name: || Words::same("Guadeloupe"),
        system: 5490,
        sides: [15.8, 18.2, -63.2, -60.8],
    },
    Ground {
        id: "martinique",
        name: || Words::same("Martinique"),
        system: 5490,
        sides: [14.3, 15.0, -61.3, -60.7],
    },
    Ground {
        id: "guyane",
        name: || Words::same("Guyane"),
        system: 2972,
        sides: [2.0, 6.0, -54.7, -51.5],
    },
    Ground {
        id: "la_reunion",
        name: || Words::same("La Réunion"),
        system: 2975,
        sides: [-21.5, -20.7, 55.1, 55.9],
    },
    Ground {
        id: "mayotte",
        name: || Words::same("Mayotte"),
        system: 4471,
        sides: [-13.1, -12.6, 45.0, 45.4],
    },
    Ground {
        id: "saint_pierre_et_miquelon",
        name: || Words::same("Saint-Pierre-et-Miquelon"),
        system: 4467,
        sides: [46.7, 47.2, -56.5, -56.1],
    },
];

/// Paris, which is too small to be seen on a map of France.
const PARIS: Ground = Ground {
    id: "paris",
    name: || Words::same("Paris"),
    system: 2154,
    sides: [48.8, 48.92, 2.2, 2.5],
};

/// A part of France with the box around what a layer has in it.
pub(super) type Covered = (Ground, Extent);

/// The parts that rows of these boxes are in, the mainland first.
pub(super) fn covered(boxes: &[Option<Extent>]) -> Vec<Covered> {
    let in_ground = |ground: Ground| {
        let inside = boxes.iter().flatten().filter(|extent| ground.holds(**extent));
        let extent = Extent::of_all(inside.copied())?;
        Some((ground, extent))
    };
    [MAINLAND].into_iter().chain(OVERSEAS).filter_map(in_ground).collect()
}

/// The EPSG number of the system for a map of these parts: Lambert-93 unless all are in another.
pub(super) fn system(covered: &[Covered]) -> u32 {
    let mut systems = covered.iter().map(|(ground, _)| ground.system);
    let first = systems.next().unwrap_or(MAINLAND.system);
    if systems.all(|other| other == first) { first } else { MAINLAND.system }
}

/// Whether `extent` is in what is shown first: the first part and those of its system, since parts
/// far from each other would be specks on one map. All is where no part is known.
pub(super) fn is_shown(covered: &[Covered], extent: Extent) -> bool {
    let Some((first, _)) = covered.first() else { return true };
    covered.iter().any(|(ground, _)| ground.system == first.system && ground.holds(extent))
}

/// Paris with the box around its communes, where `layer` has any.
pub(super) fn paris(layer: &Layer, boxes: &[Option<Extent>]) -> Option<Covered> {
    let code = layer.column("code_insee")?;
    let is_paris =
        |row: usize| code.value(row).to_text().is_some_and(|code| code.starts_with("75"));
    let rows = boxes.iter().enumerate().filter(|(row, _)| is_paris(*row));
    let extent = Extent::of_all(rows.filter_map(|(_, extent)| *extent))?;
    Some((PARIS, extent))
}

impl Ground {
    /// Whether the middle of `extent` is in it.
    pub(super) fn holds(&self, extent: Extent) -> bool {
        let [south, north, west, east] = self.sides;
        let Coord { x, y } = extent.centre();
        (west..=east).contains(&x) && (south..=north).contains(&y)
    }

    /// The box around it.
    pub(super) fn extent(&self) -> Extent {
        let [south, north, west, east] = self.sides;
        Extent { least: Coord { x: west, y: south }, most: Coord { x: east, y: north } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: f64, y: f64) -> Option<Extent> {
        Some(Extent::of_point(Coord { x, y }))
    }

    #[test]
    fn a_map_of_one_part_overseas_is_in_its_own_system() {
        let system_of = |boxes: &[Option<Extent>]| system(&covered(boxes));
        assert_eq!(system_of(&[at(2.0, 47.0)]), 2154);
        assert_eq!(system_of(&[at(-61.5, 16.2), None, at(-61.0, 14.6)]), 5490);
        assert_eq!(system_of(&[at(-53.0, 4.0)]), 2972);
        assert_eq!(system_of(&[at(55.5, -21.1)]), 2975);
        assert_eq!(system_of(&[at(45.1, -12.8)]), 4471);
    }

    #[test]
    fn a_map_of_several_parts_is_in_that_of_the_mainland() {
        let boxes = [at(55.5, -21.1), at(45.1, -12.8), at(2.0, 47.0)];
        let ids: Vec<&str> = covered(&boxes).iter().map(|(ground, _)| ground.id).collect();
        assert_eq!(ids, ["metropole", "la_reunion", "mayotte"]);
        assert_eq!(system(&covered(&boxes)), 2154);
        assert_eq!(system(&covered(&boxes[..2])), 2154);
        assert_eq!(system(&covered(&[None])), 2154);
    }

    #[test]
    fn of_parts_far_from_each_other_the_first_is_shown() {
        let boxes = [at(55.5, -21.1), at(45.1, -12.8), at(-61.5, 16.2), at(-61.0, 14.6)];
        let shown = |boxes: &[Option<Extent>]| -> Vec<bool> {
            let covered = covered(boxes);
            boxes.iter().flatten().map(|extent| is_shown(&covered, *extent)).collect()
        };
        assert_eq!(shown(&boxes[..2]), [true, false]);
        assert_eq!(shown(&boxes[2..]), [true, true]);
        assert_eq!(shown(&[at(0.0, 0.0)]), [true]);
    }
}
