//! The kinds of a place in a catalogue: `mediation|france_services`.

use super::row::CatalogueRow;
use maillage_core::model::{Kind, Place};
use maillage_spelling::fold;

/// Main and second kind.
pub(super) type Kinds = (Kind, Option<Kind>);

/// The kinds that `text` names. `None` when it is empty or names anything else.
pub(super) fn listed(text: &str) -> Option<Vec<Kind>> {
    let names = text.split(['|', ';', ',']).filter(|name| !name.trim().is_empty());
    let kinds: Vec<Kind> = names.map(named).collect::<Option<_>>()?;
    let listed = Kind::ALL.into_iter().filter(|kind| kinds.contains(kind));
    Some(listed.collect()).filter(|kinds: &Vec<Kind>| !kinds.is_empty())
}

/// The kind of this name, however spelt: `France Services`, « Médiation numérique ».
pub(super) fn named(text: &str) -> Option<Kind> {
    let name = fold(text);
    let is_it = |kind: &Kind| {
        fold(kind.name()) == name || (*kind == Kind::Mediation && name == "mediation numerique")
    };
    Kind::ALL.into_iter().find(is_it)
}

/// The kinds `listed`, of which `main` is the first where it is among them. An itinerant service
/// has no other kind.
pub(super) fn with_main(listed: &[Kind], main: Option<Kind>) -> Option<Kinds> {
    if listed.contains(&Kind::Itinerant) {
        return Some((Kind::Itinerant, None));
    }
    let first = main.filter(|main| listed.contains(main)).or(listed.first().copied())?;
    Some((first, listed.iter().copied().find(|kind| *kind != first)))
}

/// The kinds that a row states; `types` counts where `type` is not among them.
pub(super) fn stated(row: &CatalogueRow) -> Option<Kinds> {
    let main = named(row.text("type"));
    match listed(row.text("types")) {
        Some(listed) => with_main(&listed, main),
        None => main.map(|kind| (kind, None)),
    }
}

/// The kinds of `place` as the catalogue lists them.
pub(super) fn of(place: &Place) -> Vec<Kind> {
    Kind::ALL.into_iter().filter(|kind| place.is(*kind)).collect()
}
