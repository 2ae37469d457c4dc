//! `maillage.toml`: areas defined by the user.

use std::{collections::BTreeMap, path::Path};

use maillage::{Error, core::BadOption, intake::clean::Area, tables};

/// The hubs of a configuration file, each a list of areas:
///
/// ```toml
/// [hubs]
/// rhinocc = ["dep:12", "dep:30", "200066355"]
/// ```
#[derive(serde::Deserialize, Default)]
#[serde(deny_unknown_fields)]
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
        let text = std::fs::read_to_string(path).map_err(|cause| match cause.kind() {
            std::io::ErrorKind::NotFound => tables::Error::NotFound { path: path.to_owned() },
            _ => tables::Error::Read { path: path.to_owned(), cause },
        })?;
        toml::from_str(&text).map_err(|error| Error::Config {
            path: path.to_owned(),
            reason: error.to_string().trim_end().replace('\n', "\n  "),
        })
    }

    /// The areas of `codes`, with each hub replaced by its areas.
    pub(crate) fn areas(&self, codes: &[String]) -> Result<Vec<Area>, Error> {
        let mut areas = Vec::new();
        for code in codes {
            let of_hub = self.hubs.get(code.trim());
            let terms = of_hub.map_or(std::slice::from_ref(code), Vec::as_slice);
            areas.extend(
                maillage::intake::clean::parse_areas(terms).map_err(|term| self.unknown(term))?,
            );
        }
        Ok(areas)
    }

    fn unknown(&self, value: String) -> Error {
        let expected = if self.hubs.is_empty() {
            "is no territory; give a département (16, dep:16), a région (reg:75), an EPCI (nine \
             digits), a commune (16015), or define it as a hub in a `--config` file"
        } else {
            "is no territory and no hub of the `--config` file"
        };
        BadOption { field: "sources.within", value, expected }.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hub_is_the_union_of_its_areas() {
        let text = "[hubs]\ncentre = ['dep:23', '200070514']\n";
        let config: Config = toml::from_str(text).expect("a configuration");
        let areas = config.areas(&["centre".into(), "16".into()]).expect("three areas");
        let names: Vec<String> = areas.iter().map(ToString::to_string).collect();
        assert_eq!(names, ["dep:23", "200070514", "dep:16"]);
        assert!(config.areas(&["rhinocc".into()]).is_err());
    }
}
