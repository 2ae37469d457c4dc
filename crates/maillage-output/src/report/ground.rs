//! The facts about the ground of a run: its territory, and what was brought along.

use maillage_core::model::Departement;
use maillage_intake::area::Area;

use super::Fact;
use crate::{Coverage, rows};

/// Lists of another territory first, then the territory and where its communes come from.
pub(super) fn facts(run: &Coverage) -> Vec<Fact> {
    let ground = &run.ledger.ground;
    let elsewhere = ground.lists_elsewhere.iter().map(|list| Fact::ListElsewhere {
        file: list.file.clone(),
        places: list.places,
        inside: list.inside,
        departements: list.departements.iter().map(counted).collect(),
    });
    let mut facts: Vec<Fact> = elsewhere.collect();
    if ground.brought.contours || ground.is_chosen_by_lists {
        facts.push(Fact::StudyArea {
            areas: ground.within.iter().map(named).collect(),
            is_chosen_by_lists: ground.is_chosen_by_lists,
            strays: ground.strays.iter().map(counted).collect(),
            epci: ground.epci_of_lists.as_ref().map(named),
        });
    }
    if ground.brought.any() {
        facts.push(Fact::BroughtAlong(ground.brought));
    }
    let together = rows::communes(run).filter_map(|commune| {
        let restored = ground.drawn_together.get(&commune.code)?;
        let names: Vec<&str> = restored.iter().map(|(_, name)| *name).collect();
        Some(format!("{} ({})", commune.name, names.join(", ")))
    });
    let together: Vec<String> = together.collect();
    facts.extend((!together.is_empty()).then_some(Fact::DrawnTogether(together)));
    facts
}

/// A département by its name, with the number of its places.
fn counted((departement, places): &(String, usize)) -> String {
    let name = Departement::of_code(departement).map_or(departement.as_str(), |found| found.name);
    format!("{name} ({places})")
}

/// A territory by its name and its code.
fn named(area: &Area) -> String {
    match (area.name(), area) {
        (Some(name), Area::France) => name.to_owned(),
        (Some(name), Area::Commune(code)) => {
            format!("{name} ({code}, département {})", code.departement())
        }
        (Some(name), _) => format!("{name} ({})", code_in_words(area)),
        (None, _) => code_in_words(area),
    }
}

/// A territory by its code, with its kind where the code alone leaves it open: « département 16 ».
fn code_in_words(area: &Area) -> String {
    match area {
        Area::Departement(code) => format!("département {code}"),
        Area::Region(code) => format!("région {code}"),
        Area::France | Area::Commune(_) | Area::Epci(_) => area.to_string(),
    }
}
