//! What if a France Services opened here? Load, measure, add a place, measure again.
//!
//! `cargo run --release -p maillage --example what_if -- CONTOURS LIST LONGITUDE,LATITUDE [POPULATION]`

#![expect(clippy::print_stdout, reason = "an example answers on the standard output")]

use maillage::{
    Kind, LoadOptions, MeasureOptions, Place, Position, Sources, Supply, Way, load, measure,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [contours, list, at, population @ ..] = &arguments[..] else {
        return Err("usage: what_if CONTOURS LIST LONGITUDE,LATITUDE [POPULATION]".into());
    };
    let (longitude, latitude) = at.split_once(',').ok_or("write LONGITUDE,LATITUDE")?;
    let position = Position::new(latitude.trim().parse()?, longitude.trim().parse()?);
    let position = position.ok_or("these degrees are not on the globe")?;
    let sources = Sources {
        communes: Some(contours.into()),
        supply: Supply { mediation: vec![list.into()], ..Supply::default() },
        population: population.first().map(Into::into),
        ..Sources::default()
    };

    let (today, _ledger) = load(&sources, &LoadOptions::default(), &|_| ())?;
    let options = MeasureOptions::default();
    let before = measure(&today, Way::Crow, &options, &|_, _| ())?;
    let planned = today.with_place(Place::new("planned", Kind::FranceServices, position));
    let after = measure(&planned, Way::Crow, &options, &|_, _| ())?;

    let gains = before.gains(&today, &after);
    for (id, people) in &gains {
        let commune = today.commune(*id);
        let people = people.map_or(String::new(), |people| format!(", {people:.0} people"));
        println!("{} {}{people}", commune.code, commune.name);
    }
    // A sum begins with −0.
    let people: Option<f64> = gains.iter().map(|(_, people)| *people).sum();
    let people = people.map(|people| people + 0.0);
    let people = people.filter(|_| !population.is_empty());
    let people = people.map_or(String::new(), |people| format!(", {people:.0} people"));
    let gain = if gains.len() == 1 { "commune gains" } else { "communes gain" };
    println!("{} {gain}{people} within {} km", gains.len(), options.main_threshold_km);
    Ok(())
}
