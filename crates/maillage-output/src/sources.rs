//! The sources of a run, one row each: its files, the rates of its estimate, and the official
//! geography that the program brought along.
//!
//! Of files everything is stated that tells one edition from another; of what is brought along,
//! the vintage. A file has its counts of rows, as in the ledger.

use std::sync::Arc;

use maillage_intake::ledger::{Brought, Ledger, Role};
use maillage_tables::sha256;

use crate::{
    Column, Layer, Unit, Voice, Words,
    layer::{Geometry, GeometryType},
    metadata,
    sentences::{change, layers, report as words},
    visible,
};

/// The sources of the run of `ledger` as a table named `sources`; what was brought along is told
/// in the language of `voice`.
pub fn sources_layer(ledger: &Ledger, voice: Voice) -> Layer<'_> {
    table(sources(ledger, voice), || Ok(metadata::of_program()))
}

/// Sources as a table named `sources`, with the measure that each is of where they have one.
pub(crate) fn table<'run>(
    sources: Vec<Source>,
    metadata: impl Fn() -> serde_json::Result<serde_json::Value> + Sync + 'run,
) -> Layer<'run> {
    let sources: Arc<[Source]> = sources.into();
    let rows = sources.len();
    let text = |name: &'static str, titles: Words, of: fn(&Source) -> &str| {
        let sources = sources.clone();
        Column::text(name, titles, move |row| Some(of(&sources[row]).to_owned()))
    };
    let count = |name: &'static str, titles: Words, of: usize| {
        let sources = sources.clone();
        Column::integer(name, Unit::None, titles, move |row| sources[row].counts[of])
    };
    let has_measures = sources.iter().any(|source| !source.measure.is_empty());
    let measure = has_measures.then(|| text("mesure", change::measure(), |source| &source.measure));
    let columns = [
        text("fichier", layers::file(), |source| &source.name),
        text("role", layers::role(), |source| &source.role),
        text("schema", layers::schema(), |source| &source.schema),
        text("format", layers::format(), |source| &source.format),
        text("millesime", layers::vintage(), |source| &source.vintage),
        text("sha256", layers::checksum(), |source| &source.checksum),
        count("lues", layers::read(), 0),
        count("retenues", layers::kept(), 1),
        count("fusionnees", layers::merged(), 2),
        count("ecartees", layers::set_aside(), 3),
    ];
    Layer {
        name: "sources",
        title: layers::sources(),
        about: layers::sources_about(),
        columns: measure.into_iter().chain(columns).collect(),
        rows,
        geometry_type: GeometryType::None,
        geometry: Box::new(|_| Geometry::None),
        metadata: Box::new(metadata),
        execution: None,
    }
}

/// A table of the official geography that was brought along.
pub(crate) struct BroughtTable {
    /// The role of a file that would replace it.
    role: Role,
    /// What it is, and whose.
    pub(crate) title: Words,
    vintage: &'static str,
}

/// The tables that were brought along, those that complete a table given included.
pub(crate) fn brought_tables(brought: Brought) -> impl Iterator<Item = BroughtTable> {
    let Brought { contours, population, membership, chefs_lieux, history, completes, merged_since } =
        brought;
    let (of_people, of_epci, of_chefs) = ("2023, Mayotte 2017", "2026", "2020");
    let older = (merged_since > 0, words::brought_population_before(merged_since));
    let tables = [
        (contours, Role::COMMUNES, words::brought_contours(), "2018"),
        (
            population && !completes.population,
            Role::POPULATION,
            words::brought_population(),
            of_people,
        ),
        (completes.population, Role::POPULATION, words::completed_population(), of_people),
        (older.0, Role::POPULATION, older.1, "2016"),
        (
            membership && !completes.membership,
            Role::MEMBERSHIP,
            words::brought_membership(),
            of_epci,
        ),
        (completes.membership, Role::MEMBERSHIP, words::completed_membership(), of_epci),
        (
            chefs_lieux && !completes.chefs_lieux,
            Role::CHEFS_LIEUX,
            words::brought_chefs_lieux(),
            of_chefs,
        ),
        (completes.chefs_lieux, Role::CHEFS_LIEUX, words::completed_chefs_lieux(), of_chefs),
        (history, Role::PASSAGE, words::brought_history(), "2018-2026"),
    ];
    let used = tables.into_iter().filter(|(is_used, ..)| *is_used);
    used.map(|(_, role, title, vintage)| BroughtTable { role, title, vintage })
}

/// A row of the table. A text that says nothing is empty.
#[derive(Debug, Clone, Default)]
pub(crate) struct Source {
    /// The measure that it is of; empty but in a comparison.
    pub(crate) measure: String,
    /// The file, or what was brought along.
    pub(crate) name: String,
    pub(crate) role: String,
    pub(crate) schema: String,
    pub(crate) format: String,
    pub(crate) vintage: String,
    pub(crate) checksum: String,
    /// Rows read, kept, merged and set aside; `None` of what is no file of rows.
    pub(crate) counts: [Option<usize>; 4],
}

/// Files in the order of the ledger, then rates, then what was brought along.
fn sources(ledger: &Ledger, voice: Voice) -> Vec<Source> {
    let files = ledger.accounts.iter().map(|account| Source {
        name: visible(&account.file).into_owned(),
        role: account.role.name().to_owned(),
        schema: account.schema.to_owned(),
        format: account.format.to_owned(),
        vintage: account.vintage.clone().unwrap_or_default(),
        checksum: account.sha256.clone(),
        counts: [account.read, account.kept, account.merged(), account.set_aside()].map(Some),
        ..Source::default()
    });
    let settings = |role: &str, name: &str, year: u16, text: &str| Source {
        name: visible(name).into_owned(),
        role: role.to_owned(),
        format: "toml".to_owned(),
        vintage: year.to_string(),
        checksum: sha256(text),
        ..Source::default()
    };
    let rates = ledger.rates.iter().flat_map(|of| {
        let (rates, pyramid) = (&of.rates, &of.pyramid);
        [
            settings("taux", &rates.origin, rates.table.year, &rates.text),
            settings("pyramide", &pyramid.origin, pyramid.table.year, &pyramid.text),
        ]
    });
    let brought = brought_tables(ledger.ground.brought).map(|table| Source {
        name: voice.say(table.title),
        role: table.role.name().to_owned(),
        vintage: table.vintage.to_owned(),
        ..Source::default()
    });
    files.chain(rates).chain(brought).collect()
}

#[cfg(test)]
mod tests {
    use maillage_hours::Lang;
    use maillage_intake::{
        ledger::{Account, Ground},
        source::rates::{RateSources, pyramid, rates},
    };

    use super::*;
    use crate::Value;

    fn ledger() -> Ledger {
        let account = Account {
            file: "lieux \"é\".csv".to_owned(),
            role: Role::POPULATION,
            schema: "insee",
            format: "csv",
            vintage: Some("2023-01-05".to_owned()),
            sha256: "0a".repeat(32),
            read: 5,
            kept: 5,
            ..Account::default()
        };
        let brought = Brought { contours: true, history: true, ..Brought::default() };
        let sources = RateSources {
            rates: rates("insee-2021").expect("built-in rates"),
            pyramid: pyramid("france-2021").expect("a built-in pyramid"),
        };
        Ledger {
            accounts: vec![account],
            rates: Some(sources),
            ground: Ground { brought, ..Ground::default() },
        }
    }

    fn texts(layer: &Layer, name: &str) -> Vec<String> {
        let column = layer.column(name).expect("the table has it");
        let text = |row| column.value(row).to_text().unwrap_or_default().into_owned();
        (0..layer.rows).map(text).collect()
    }

    #[test]
    fn every_source_has_a_row_files_first() {
        let ledger = ledger();
        let layer = sources_layer(&ledger, Voice::of(Lang::Fr));
        let roles = ["population", "taux", "pyramide", "communes", "passage"];
        assert_eq!(texts(&layer, "role"), roles);
        assert_eq!(texts(&layer, "fichier")[..2], ["lieux \"é\".csv", "insee-2021"]);
        assert!(texts(&layer, "fichier")[3].starts_with("contours (IGN 2018"));
        assert_eq!(texts(&layer, "millesime"), ["2023-01-05", "2021", "2021", "2018", "2018-2026"]);
        assert_eq!(texts(&layer, "lues"), ["5", "", "", "", ""]);
        assert_eq!(texts(&layer, "ecartees"), ["0", "", "", "", ""]);
        assert!(texts(&layer, "sha256")[..3].iter().all(|sum| sum.len() == 64));
    }

    #[test]
    fn what_a_run_did_not_use_is_no_source() {
        let ledger = Ledger::default();
        assert_eq!(sources_layer(&ledger, Voice::of(Lang::En)).rows, 0);
    }

    #[test]
    fn what_completes_a_table_given_is_told_as_that() {
        let brought = Brought {
            population: true,
            completes: maillage_intake::ledger::Completes {
                population: true,
                ..Default::default()
            },
            merged_since: 3,
            ..Brought::default()
        };
        let ledger =
            Ledger { ground: Ground { brought, ..Ground::default() }, ..Ledger::default() };
        let layer = sources_layer(&ledger, Voice::of(Lang::En));
        assert_eq!(layer.column("lues").map(|column| column.value(0)), Some(Value::Null));
        let names = texts(&layer, "fichier");
        assert!(names[0].starts_with("populations of the départements absent"), "{names:?}");
        assert!(names[1].contains("3 communes"), "{names:?}");
        assert_eq!(names.len(), 2);
    }
}
