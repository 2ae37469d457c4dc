//! `maillage.toml`: areas defined by the user.

use std::{collections::BTreeMap, path::Path};

use maillage::{
    Error, Hub,
    intake::area::{Area, NamedArea, Remark, named_area, parse_areas},
    output::sentences::commands as words,
    tables,
};
use maillage_words::Words;

use crate::{Common, terminal};

/// The hubs of a configuration file, each a list of areas; what else it may hold: see
/// [`settings`](crate::settings).
///
/// ```toml
/// [hubs]
/// rhinocc = ["dep:12", "dep:30", "200066355"]
/// ```
#[derive(serde::Deserialize, Default)]
pub(crate) struct Config {
    #[serde(default)]
    hubs: BTreeMap<String, Vec<String>>,
}

impl Config {
    /// Reads a configuration file; an empty configuration without a path.
    pub(crate) fn read(path: Option<&Path>) -> Result<Self, Error> {
        let Some(path) = path else {
            return Ok(Self::default());
        };
        let text = tables::read_settings(path)?;
        toml::from_str(&text).map_err(|error| Error::Config {
            path: path.to_owned(),
            reason: Words::same(&error.to_string().trim_end().replace('\n', "\n  ")),
        })
    }

    /// The terms of each hub, as they are written.
    pub(crate) fn terms(self) -> BTreeMap<String, Vec<String>> {
        self.hubs
    }

    /// The hubs, by name.
    pub(crate) fn hubs(&self) -> Result<Vec<Hub>, Error> {
        let hub = |(name, terms): (&String, &Vec<String>)| {
            let areas = Self::default().areas(terms)?.areas;
            Ok(Hub { name: name.clone(), areas })
        };
        self.hubs.iter().map(hub).collect()
    }

    /// The areas of `terms`: hubs, codes and names, several with commas or semicolons between
    /// them. A name may hold a comma itself.
    pub(crate) fn areas(&self, terms: &[String]) -> Result<Chosen, Error> {
        let mut chosen = Chosen::default();
        for term in terms {
            let parts: Vec<&str> = term.split([',', ';']).map(str::trim).collect();
            let apart = || parts.iter().map(|part| self.area(part)).collect::<Result<Vec<_>, _>>();
            let is_of_codes = parts.iter().all(|part| {
                self.hubs.contains_key(*part) || parse_areas(&[(*part).to_owned()]).is_ok()
            });
            let found = match parts.len() {
                1 => vec![self.area(term)?],
                _ if is_of_codes => apart()?,
                _ => match self.area(term) {
                    Ok(whole) => vec![whole],
                    Err(_) => apart()?,
                },
            };
            for Chosen { areas, notes } in found {
                chosen.areas.extend(areas);
                chosen.notes.extend(notes);
            }
        }
        Ok(chosen)
    }

    /// The areas of one hub, code or name.
    fn area(&self, term: &str) -> Result<Chosen, Error> {
        if let Some(terms) = self.hubs.get(term.trim()) {
            return Self::default().areas(terms);
        }
        if let Ok(areas) = parse_areas(&[term.to_owned()]) {
            let notes = areas.iter().filter_map(|area| {
                let remark = area.remark()?;
                Some(Note { name: term.to_owned(), areas: area.to_string(), remark })
            });
            return Ok(Chosen { notes: notes.collect(), areas });
        }
        let NamedArea { areas, remark } = named_area(term.trim())?;
        let note = remark.map(|remark| Note {
            name: term.trim().to_owned(),
            areas: areas.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
            remark,
        });
        Ok(Chosen { areas, notes: note.into_iter().collect() })
    }
}

/// The areas of a run, and what to say of how they were chosen.
#[derive(Debug, Default)]
pub(crate) struct Chosen {
    pub(crate) areas: Vec<Area>,
    pub(crate) notes: Vec<Note>,
}

impl Chosen {
    /// Says which name was taken for which territory, where it could have been another.
    pub(crate) fn say(&self, common: &Common) {
        for Note { name, areas, remark } in self.notes.iter().filter(|_| !common.quiet) {
            let voice = common.voice();
            terminal::note(match remark {
                Remark::RatherThan(code) => words::name_taken_for(voice, name, areas, code),
                Remark::DrawnWith(code) => {
                    let with = Area::Commune(*code).name().unwrap_or_default();
                    words::name_of_drawn_with(voice, name, with, code)
                }
                Remark::TodayIn(code) => words::name_of_former(
                    voice,
                    name,
                    Area::Commune(*code).name().unwrap_or_default(),
                    code,
                ),
            });
        }
    }
}

/// What is to be said of a name that was given for a territory.
#[derive(Debug)]
pub(crate) struct Note {
    pub(crate) name: String,
    pub(crate) areas: String,
    pub(crate) remark: Remark,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hub_is_the_union_of_its_areas() {
        let text = "[hubs]\ncentre = ['dep:23', '200070514']\n";
        let config: Config = toml::from_str(text).expect("a configuration");
        let areas = config.areas(&["centre".into(), "16;Creuse".into()]).expect("four areas");
        let names: Vec<String> = areas.areas.iter().map(ToString::to_string).collect();
        assert_eq!(names, ["dep:23", "200070514", "dep:16", "dep:23"]);
        assert!(config.areas(&["rhinocc".into()]).is_err());
    }
}
