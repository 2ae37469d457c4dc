//! Invented names of communes and of the countryside, formed by French rules.
//!
//! Saints and rivers are made up. A name can coincide with that of a real commune by chance; the
//! département 99 and the notice in the files identify the data as invented.

use std::collections::HashSet;

use crate::dice::{Dice, Topic};

const SAINTS: [&str; 28] = [
    "Aubrin",
    "Cérand",
    "Maudrin",
    "Vigand",
    "Orsine",
    "Thaumel",
    "Brévin",
    "Galiane",
    "Ermance",
    "Colvet",
    "Lidoire",
    "Pérégan",
    "Savinet",
    "Ursanne",
    "Gildory",
    "Amance",
    "Féréol",
    "Josselme",
    "Naclet",
    "Rigobin",
    "Sidaine",
    "Talvin",
    "Yvrande",
    "Clodry",
    "Drausin",
    "Hilvert",
    "Mélaire",
    "Quirec",
];
/// Saints of the list above that are feminine.
const FEMININE: [&str; 8] =
    ["Orsine", "Galiane", "Ermance", "Ursanne", "Amance", "Sidaine", "Yvrande", "Mélaire"];
pub(crate) const RIVERS: [&str; 16] = [
    "Louvance",
    "Ossette",
    "Brunelle",
    "Virelle",
    "Tamoise",
    "Corbiole",
    "Sauvette",
    "Auberine",
    "Dravonne",
    "Mérance",
    "Choisine",
    "Tardière",
    "Vernelle",
    "Galoire",
    "Isaude",
    "Rouvière",
];
const HEADS: [&str; 44] = [
    "Bré", "Cor", "Mor", "Val", "Lan", "Fon", "Mar", "Vil", "Cha", "Gou", "Tré", "Lus", "Sau",
    "Bel", "Mont", "Rou", "Cour", "Ver", "Pom", "Mé", "Bou", "Cla", "Du", "Fau", "Gar", "Hau",
    "Jou", "Lou", "Mou", "Né", "Or", "Par", "Qué", "Ra", "Sé", "Tou", "Us", "Vi", "Bar", "Cré",
    "Four", "Gué", "Pli", "Tal",
];
const MIDDLES: [&str; 16] =
    ["", "", "", "ri", "mo", "la", "vi", "do", "ga", "no", "ber", "che", "lo", "tai", "ran", "ve"];
const TAILS: [&str; 30] = [
    "ville", "court", "nac", "gnay", "zé", "lières", "bourg", "mont", "val", "gny", "roux", "nec",
    "zan", "melle", "ssac", "nières", "ray", "chon", "ssais", "vert", "lles", "ngeac", "tier",
    "ssy", "gnan", "rnay", "don", "nteil", "bois", "vières",
];
const COUNTRYSIDE: [&str; 16] = [
    "Chapelle", "Ferté", "Roche", "Motte", "Haye", "Forêt", "Grange", "Croix", "Mesnil", "Plessis",
    "Bois", "Gué", "Moulin", "Marais", "Pin", "Bourg",
];
/// Index of the first masculine noun in [`COUNTRYSIDE`].
const FIRST_MASCULINE: usize = 8;
const COMPLEMENTS: [&str; 16] = [
    "aux-Landes",
    "aux-Genêts",
    "des-Dunes",
    "du-Couchant",
    "l'Abbaye",
    "en-Plaine",
    "sous-Bois",
    "la-Forêt",
    "le-Vieux",
    "les-Étangs",
    "aux-Ajoncs",
    "du-Marais",
    "en-Bocage",
    "le-Haut",
    "des-Grèves",
    "aux-Hérons",
];

/// Names of `count` communes. A few are homonyms, as in France.
pub(crate) fn communes(count: usize, seed: u64) -> Vec<String> {
    let mut dice = Dice::new(seed, Topic::Names);
    let mut used = HashSet::with_capacity(count);
    let mut names = Vec::with_capacity(count);
    for rank in 0..count {
        // One commune in 150 has the name of another, far from it.
        let name = match rank % 150 {
            149 => String::clone(&names[rank - 60]),
            _ => fresh(&mut dice, &used),
        };
        used.insert(name.clone());
        names.push(name);
    }
    names
}

/// A name that is not in `used`. In a very large territory, a name can be repeated.
fn fresh(dice: &mut Dice, used: &HashSet<String>) -> String {
    let mut name = coined(dice);
    for _ in 0..8 {
        if !used.contains(&name) {
            break;
        }
        name = coined(dice);
    }
    name
}

fn coined(dice: &mut Dice) -> String {
    match dice.below(100) {
        0..26 => {
            let saint = saint(dice);
            with_situation(dice, saint, 0.55)
        }
        26..38 => rural(dice),
        38..46 => {
            let stem = stem(dice);
            format!("{stem}-{}", dice.pick(&COMPLEMENTS))
        }
        _ => {
            let stem = stem(dice);
            with_situation(dice, stem, 0.18)
        }
    }
}

fn with_situation(dice: &mut Dice, name: String, probability: f64) -> String {
    if !dice.happens(probability) {
        return name;
    }
    match dice.below(5) {
        0 => format!("{name}-{}", dice.pick(&COMPLEMENTS)),
        1 => format!("{name}-lès-{}", stem(dice)),
        _ => {
            let river = dice.pick(&RIVERS);
            match river.starts_with(['A', 'O', 'I']) {
                true => format!("{name}-sur-l'{river}"),
                false => format!("{name}-sur-{river}"),
            }
        }
    }
}

fn saint(dice: &mut Dice) -> String {
    let saint = dice.pick(&SAINTS);
    match FEMININE.contains(&saint) {
        true => format!("Sainte-{saint}"),
        false => format!("Saint-{saint}"),
    }
}

fn rural(dice: &mut Dice) -> String {
    let noun = dice.below(COUNTRYSIDE.len());
    let article = if noun < FIRST_MASCULINE { "La" } else { "Le" };
    match dice.below(3) {
        0 => format!("{article} {}-{}", COUNTRYSIDE[noun], stem(dice)),
        1 => format!("{article} {}-{}", COUNTRYSIDE[noun], saint(dice)),
        _ => format!("{article} {}-{}", COUNTRYSIDE[noun], dice.pick(&COMPLEMENTS)),
    }
}

fn stem(dice: &mut Dice) -> String {
    let (head, middle, tail) = (dice.pick(&HEADS), dice.pick(&MIDDLES), dice.pick(&TAILS));
    let beginning = format!("{head}{middle}");
    // « Cor » and « ssac » need a vowel between them.
    let is_open = |text: &str, letters: usize| {
        let mut start = text.chars().take(letters);
        start.any(|letter| "aeiouyéè".contains(letter))
    };
    let last: String = beginning.chars().rev().take(1).collect();
    match is_open(&last, 1) || is_open(tail, 2) {
        true => format!("{beginning}{tail}"),
        false => format!("{beginning}i{tail}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_communes_share_a_name() {
        for (count, distinct) in [(300, 298), (35_000, 30_000)] {
            let names = communes(count, 5);
            let set: HashSet<&String> = names.iter().collect();
            assert!(set.len() >= distinct && set.len() < count, "{}", set.len());
        }
    }
}
