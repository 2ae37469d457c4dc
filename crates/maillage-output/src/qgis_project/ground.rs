//! The parts of France that a project covers, and which of them it shows first.

use crate::{
    Layer, Voice, Words,
    extent::Extent,
    ground::{Ground, MAINLAND, OVERSEAS},
    sentences::captions as words,
};

/// Paris, which is too small to be seen on a map of France.
const PARIS: Ground = Ground {
    id: "paris",
    departement: Some("75"),
    name: || Words::same("Paris"),
    system: 2154,
    sides: [48.8, 48.92, 2.2, 2.5],
};

/// A part of France with the box around what a layer has in it.
pub(super) type Covered = (Ground, Extent);

/// The parts that rows of these boxes are in, the mainland first.
pub(super) fn covered(boxes: &[Option<Extent>]) -> Vec<Covered> {
    let in_ground = |ground: Ground| {
        let inside = boxes.iter().flatten().filter(|extent| ground.holds(extent.centre()));
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
    covered.iter().any(|(ground, _)| ground.system == first.system && ground.holds(extent.centre()))
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

/// The name of a bookmark of one of these parts: that of the part, or of the `territory` that is mapped
/// where all of it lies there, since a département is not the mainland.
pub(super) fn name(of: &Ground, covered: &[Covered], territory: &str, voice: Voice) -> String {
    let grounds = || covered.iter().filter(|(ground, _)| ground.id != PARIS.id);
    let is_alone = of.id != PARIS.id && grounds().count() == 1;
    let names_less = !territory.is_empty() && territory != voice.say(words::france());
    // One bookmark of Paris is enough.
    let is_taken = covered.iter().any(|(ground, _)| territory == voice.say((ground.name)()));
    match is_alone && names_less && !is_taken {
        true => territory.to_owned(),
        false => voice.say((of.name)()),
    }
}

#[cfg(test)]
mod tests {
    use geo::Coord;
    use maillage_hours::Lang;

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
    fn a_bookmark_of_a_part_of_one_ground_has_the_name_of_the_territory() {
        let names = |boxes: &[Option<Extent>], territory: &str| -> Vec<String> {
            let covered = covered(boxes);
            let grounds = covered.iter().map(|(ground, _)| ground);
            grounds.map(|of| name(of, &covered, territory, Voice::of(Lang::Fr))).collect()
        };
        let (charente, reunion) = (at(0.2, 45.7), at(55.5, -21.1));
        assert_eq!(names(&[charente], "Charente"), ["Charente"]);
        assert_eq!(names(&[charente], ""), ["France métropolitaine"]);
        assert_eq!(names(&[charente], "France"), ["France métropolitaine"]);
        let both = ["France métropolitaine", "La Réunion"];
        assert_eq!(names(&[charente, reunion], "2 départements"), both);
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
