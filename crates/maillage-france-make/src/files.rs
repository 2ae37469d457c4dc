//! The official tables, as rows of texts.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use anyhow::{Context, Result, ensure};
use maillage_core::model::CommuneCode;
use maillage_tables::{Sheet, read as read_sheet};

/// Contours of 2018, with their codes.
pub(crate) const CONTOURS: &str = "communes/communes-france-2018.geojson";

/// The rows of the tables, each with the columns that are asked for.
pub(crate) struct Files {
    /// Codes and names of 2026, by type: code, name, chef-lieu, postal codes, population,
    /// arrondissement, commune, former codes.
    pub(crate) etalab: Vec<Etalab>,
    /// Code of 2018, code of 2024.
    pub(crate) passage: Vec<[String; 2]>,
    /// Date, type and code before, name before, type and code after.
    pub(crate) movements: Vec<[String; 6]>,
    /// Type, code, name, parent in 2024.
    pub(crate) cog_2024: Vec<[String; 4]>,
    /// SIREN, name, kind, commune.
    pub(crate) epcis: Vec<[String; 4]>,
    /// Code, longitude, latitude.
    pub(crate) chefs_lieux: Vec<[String; 3]>,
    /// Code of 2018, residents of 2016, type.
    pub(crate) people_2016: Vec<[String; 3]>,
    /// Code, density class in words.
    pub(crate) densities: Vec<[String; 2]>,
}

/// A row of Etalab's communes.
pub(crate) struct Etalab {
    pub(crate) code: CommuneCode,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) chef_lieu: Option<CommuneCode>,
    pub(crate) postal_codes: String,
    pub(crate) population: Option<u64>,
    pub(crate) arrondissement: String,
    pub(crate) commune: Option<CommuneCode>,
    pub(crate) former_codes: Vec<CommuneCode>,
}

impl Etalab {
    /// Whether the row is a commune of today.
    pub(crate) fn is_current(&self) -> bool {
        self.kind == "commune-actuelle"
    }
}

impl Files {
    /// The codes of today.
    pub(crate) fn current(&self) -> BTreeSet<CommuneCode> {
        self.etalab.iter().filter(|row| row.is_current()).map(|row| row.code).collect()
    }

    /// The commune of today that each commune déléguée or associée is part of.
    pub(crate) fn parents(&self) -> BTreeMap<CommuneCode, CommuneCode> {
        let part = |row: &Etalab| Some((row.code, row.chef_lieu?));
        self.etalab.iter().filter(|row| !row.is_current()).filter_map(part).collect()
    }
}

pub(crate) fn read(folder: &Path) -> Result<Files> {
    let territory = folder.join("territory");
    let table = |name: &str| territory.join(name);
    let etalab = rows(
        &table("communes_etalab_2026.csv"),
        [
            "code",
            "nom",
            "type",
            "chef_lieu",
            "codes_postaux",
            "population",
            "arrondissement",
            "commune",
            "anciens_codes",
        ],
    )?;
    Ok(Files {
        etalab: etalab.into_iter().map(commune).collect::<Result<_>>()?,
        passage: rows(&table("passage_2018_2024.csv"), ["code_2018", "code_2024"])?,
        movements: rows(
            &table("mouvements_2018_2024.csv"),
            ["DATE_EFF", "TYPECOM_AV", "COM_AV", "LIBELLE_AV", "TYPECOM_AP", "COM_AP"],
        )?,
        cog_2024: rows(&table("v_commune_2024.csv"), ["TYPECOM", "COM", "LIBELLE", "COMPARENT"])?,
        epcis: rows(
            &table("epci_etalab_2026.csv"),
            ["epci_siren", "epci_nom", "epci_type", "commune"],
        )?,
        chefs_lieux: rows(&table("chefs_lieux_2020.csv"), ["code_insee", "longitude", "latitude"])?,
        people_2016: rows(
            &table("population_communes_2016_geo2018.csv"),
            ["code_insee", "pop_municipale", "type"],
        )?,
        densities: rows(
            &table("communes_2024_appartenance_population_densite.csv"),
            ["code_insee", "niveau_densite"],
        )?,
    })
}

fn commune(row: [String; 9]) -> Result<Etalab> {
    let [code, name, kind, chef_lieu, postal_codes, population, arrondissement, commune, former] =
        row;
    Ok(Etalab {
        code: parsed(&code)?,
        name,
        kind,
        chef_lieu: chef_lieu.parse().ok(),
        postal_codes,
        population: population.parse().ok(),
        arrondissement,
        commune: commune.parse().ok(),
        former_codes: former.split_whitespace().map(parsed).collect::<Result<_>>()?,
    })
}

pub(crate) fn parsed(code: &str) -> Result<CommuneCode> {
    code.parse().with_context(|| format!("`{code}`"))
}

fn rows<const COLUMNS: usize>(
    path: &Path,
    columns: [&str; COLUMNS],
) -> Result<Vec<[String; COLUMNS]>> {
    let sheet: Sheet = read_sheet(path)?;
    ensure!(sheet.defects.is_empty(), "{}: has defective rows", path.display());
    let mut ranks = [0; COLUMNS];
    for (rank, column) in ranks.iter_mut().zip(columns) {
        let found = sheet.columns.rank(&column.to_lowercase());
        *rank = found.with_context(|| format!("{}: no column `{column}`", path.display()))?;
    }
    Ok(sheet.rows.iter().map(|row| ranks.map(|rank| row.cell(rank).to_owned())).collect())
}
