//! EPCI (groups of communes): every commune joins the nearest town by the number of borders
//! crossed.
//!
//! There is about one EPCI for thirty communes. Communes of the islet belong to none. Official
//! tables write `ZZZZZZZZZ` for such communes, for example Ouessant and Bréhat. O(communes).

use std::collections::VecDeque;

use crate::dice::{Dice, Topic};
use crate::land::Land;
use crate::names::RIVERS;
use crate::people::{Residents, Role};

/// A group of communes.
pub(crate) struct Epci {
    /// An invented SIREN of nine digits.
    pub(crate) siren: String,
    pub(crate) nom: String,
}

/// All EPCI, and the rank of the EPCI of each commune. `None` on the islet.
pub(crate) fn form_groups(
    land: &Land,
    residents: &[Residents],
    names: &[String],
    seed: u64,
) -> (Vec<Epci>, Vec<Option<usize>>) {
    let mut towns: Vec<usize> =
        (0..residents.len()).filter(|&commune| !land.communes[commune].islet).collect();
    towns.sort_by_key(|&commune| (residents[commune].role, commune));
    towns.truncate((residents.len() / 30).max(1));

    let mut membership: Vec<Option<usize>> = vec![None; residents.len()];
    let mut front: VecDeque<usize> = towns.iter().copied().collect();
    for (epci, &town) in towns.iter().enumerate() {
        membership[town] = Some(epci);
    }
    while let Some(commune) = front.pop_front() {
        for &next in &land.communes[commune].neighbours {
            if membership[next].is_none() {
                membership[next] = membership[commune];
                front.push_back(next);
            }
        }
    }
    let mut dice = Dice::new(seed, Topic::Epci);
    let first_river = dice.below(RIVERS.len());
    let epci = |(rank, &town): (usize, &usize)| Epci {
        siren: format!("299{:06}", 101 + 7 * rank),
        nom: name(rank, first_river, residents[town].role, &names[town]),
    };
    (towns.iter().enumerate().map(epci).collect(), membership)
}

fn name(rank: usize, first_river: usize, role: Role, town: &str) -> String {
    let river = RIVERS[(first_river + rank) % RIVERS.len()];
    let of_river = match river.starts_with(['A', 'O', 'I']) {
        true => format!("de l'{river}"),
        false => format!("de la {river}"),
    };
    match (role, rank % 3) {
        (Role::City, _) => format!("CA {town} Agglomération"),
        (_, 0) => format!("CC du Pays {of_river}"),
        (_, 1) => format!("CC {town} et Vallée {of_river}"),
        _ => format!("CC des Rives {of_river}"),
    }
}
