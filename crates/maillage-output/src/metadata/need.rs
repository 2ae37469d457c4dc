//! Provenance of need: what it is, of which rates, how sure.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::Coverage;
use crate::column::rounded;
use maillage_core::{
    access::Weight,
    certainty::{AGREE, DRAWS, Verdict},
    measure::Totals,
    model::{Pyramid, listing},
    need::{self, Estimates, Interval, SplitBands},
    territory::GridFacts,
};
use maillage_intake::{ledger::Role, source::rates::Sourced};
use maillage_tables::sha256;

/// What need is, and how it was found.
#[derive(Serialize)]
pub(super) struct NeedMetadata<'run> {
    sujet: String,
    base: &'static str,
    taux: Option<RatesMetadata<'run>>,
    comparaison: Option<ComparisonMetadata>,
    totaux: Option<TotalMetadata>,
    totaux_par_departement: BTreeMap<String, TotalMetadata>,
    /// Inhabited communes whose need is unknown, which no total counts, and their residents; `None`
    /// where need is known nowhere.
    communes_besoin_inconnu: Option<usize>,
    habitants_besoin_inconnu: Option<u64>,
    incertitude: Option<Uncertainty>,
}

/// The rates of an estimate.
#[derive(Serialize)]
struct RatesMetadata<'run> {
    table: &'run str,
    fichier: &'run str,
    sha256: String,
    annee: u16,
    population: &'run str,
    definition: &'run str,
    source: &'run str,
    tranches: String,
    taux: Vec<f64>,
    taux_verifies: usize,
    tranche_fermee_au_total: Option<String>,
    tranches_partagees: String,
    partage: &'static str,
    marges: Vec<String>,
    pyramide: Option<PyramidMetadata<'run>>,
    erreur_modele_region: f64,
    erreur_modele_commune: f64,
    calages: Vec<CalibrationMetadata>,
}

/// The reference population.
#[derive(Serialize)]
struct PyramidMetadata<'run> {
    id: &'run str,
    fichier: &'run str,
    sha256: String,
    annee: u16,
    source: &'run str,
    verifie: bool,
}

#[derive(Serialize)]
struct CalibrationMetadata {
    territoire: String,
    avant: f64,
    apres: f64,
    facteur: f64,
}

#[derive(Serialize)]
struct ComparisonMetadata {
    taux_attendu_pct: f64,
    ecart_type_entre_territoires: f64,
    territoires: Vec<AreaMetadata>,
}

#[derive(Serialize)]
struct AreaMetadata {
    code: String,
    publie_pct: f64,
    attendu_pct: f64,
    ecart_relatif_pct: f64,
}

#[derive(Serialize)]
struct TotalMetadata {
    illectronisme: [f64; 3],
    personnes_non_couvertes: [f64; 3],
}

#[derive(Serialize)]
struct Uncertainty {
    confiance_pct: u8,
    tirages: u32,
    accord: f64,
    communes_probables: usize,
    communes_indecises: usize,
}

/// Where people live.
#[derive(Serialize)]
pub(super) struct GridMetadata {
    carreaux: usize,
    carreaux_imputes: usize,
    habitants_imputes: f64,
    communes_en_partie: Vec<String>,
    ponderation: &'static str,
}

pub(super) fn need(coverage: &Coverage) -> NeedMetadata<'_> {
    let (estimates, left_out) = (coverage.estimates(), coverage.left_out());
    let is_known = coverage.people_in_need().is_some();
    NeedMetadata {
        sujet: coverage.subject().described(),
        base: base(coverage),
        taux: estimates.map(|estimates| rates(coverage, estimates)),
        comparaison: estimates.and_then(need::compare).map(comparison),
        totaux: coverage.totals(|_| true).map(total),
        totaux_par_departement: coverage
            .totals_by_departement()
            .into_iter()
            .map(|(code, totals)| (code, total(totals)))
            .collect(),
        communes_besoin_inconnu: is_known.then(|| left_out.map_or(0, |of| of.communes)),
        habitants_besoin_inconnu: is_known.then(|| left_out.map_or(0, |of| of.residents)),
        incertitude: uncertainty(coverage),
    }
}

/// What shares of need are of.
pub(super) fn base(coverage: &Coverage) -> &'static str {
    match (coverage.estimates(), coverage.subject().is_score()) {
        (Some(_), _) => "personnes de 15 ans ou plus",
        (None, true) => "indice",
        (None, false) => "habitants",
    }
}

/// The provenance of the homes of the communes.
pub(super) fn grid(coverage: &Coverage, grid: &GridFacts) -> GridMetadata {
    GridMetadata {
        carreaux: grid.cells,
        carreaux_imputes: grid.imputed_cells,
        habitants_imputes: rounded(grid.imputed_people, 1),
        communes_en_partie: grid.in_part.iter().map(ToString::to_string).collect(),
        ponderation: match coverage.results.options.residents_weight {
            Weight::Residents => "habitants",
            Weight::Need => "personnes en illectronisme estimées",
        },
    }
}

fn rates<'run>(coverage: &'run Coverage, estimates: &'run Estimates) -> RatesMetadata<'run> {
    let (table, options) = (&estimates.table, &coverage.load.need);
    let sourced = coverage.ledger.rates.as_ref().map(|sources| &sources.rates);
    RatesMetadata {
        table: &table.id,
        fichier: sourced.map_or("", |sourced| &sourced.origin),
        sha256: sourced.map_or_else(String::new, |sourced| sha256(&sourced.text)),
        annee: table.year,
        population: &table.covers,
        definition: &table.definition,
        source: &table.source,
        tranches: listing(&estimates.rates.bands),
        taux: estimates.rates.rates.iter().map(|rate| rounded(*rate, 4)).collect(),
        taux_verifies: table.ages.iter().filter(|age| age.verified).count(),
        tranche_fermee_au_total: estimates
            .rates
            .closed
            .map(|rank| estimates.rates.bands[rank].to_string()),
        tranches_partagees: listing(&estimates.crosswalk.split),
        partage: match options.split_bands {
            SplitBands::Refuse => "aucun",
            SplitBands::Uniform => "uniforme par année d'âge",
            SplitBands::Pyramid => "comme la pyramide de référence",
        },
        marges: margins(coverage, estimates),
        pyramide: coverage.ledger.rates.as_ref().map(|sources| pyramid(&sources.pyramid)),
        erreur_modele_region: estimates.error.region,
        erreur_modele_commune: estimates.error.commune,
        calages: estimates
            .groups
            .iter()
            .map(|group| CalibrationMetadata {
                territoire: group.scope.to_string(),
                avant: group.expected.round(),
                apres: group.target.round(),
                facteur: rounded(group.factor, 4),
            })
            .collect(),
    }
}

fn pyramid(of: &Sourced<Pyramid>) -> PyramidMetadata<'_> {
    PyramidMetadata {
        id: &of.table.id,
        fichier: &of.origin,
        sha256: sha256(&of.text),
        annee: of.table.year,
        source: &of.table.source,
        verifie: of.table.verified,
    }
}

/// The margins that were used, with how much they are believed.
fn margins(coverage: &Coverage, estimates: &Estimates) -> Vec<String> {
    let used = coverage.ledger.accounts.iter().any(|account| account.role == Role::MARGINS);
    let margins = estimates.table.margins.iter().filter(|_| used);
    margins.map(|margin| format!("{} (poids {})", margin.name, margin.weight)).collect()
}

fn comparison(comparison: need::Comparison) -> ComparisonMetadata {
    let area = |area: need::AreaComparison| AreaMetadata {
        publie_pct: rounded(100.0 * area.published.rate, 2),
        attendu_pct: rounded(100.0 * area.expected, 2),
        ecart_relatif_pct: rounded(100.0 * area.beyond, 1),
        code: area.published.code,
    };
    ComparisonMetadata {
        taux_attendu_pct: rounded(100.0 * comparison.national, 2),
        ecart_type_entre_territoires: rounded(comparison.between, 3),
        territoires: comparison.areas.into_iter().map(area).collect(),
    }
}

fn total(totals: Totals) -> TotalMetadata {
    let three = |of: Interval| [of.people.round(), of.low.round(), of.high.round()];
    TotalMetadata {
        illectronisme: three(totals.need),
        personnes_non_couvertes: three(totals.uncovered),
    }
}

fn uncertainty(coverage: &Coverage) -> Option<Uncertainty> {
    let certainties = coverage.certainties()?;
    let count = |verdict: Verdict| certainties.clone().filter(|of| of.verdict() == verdict).count();
    Some(Uncertainty {
        confiance_pct: coverage.territory.confidence().per_cent(),
        tirages: DRAWS,
        accord: f64::from(AGREE) / f64::from(DRAWS),
        communes_probables: count(Verdict::Probable),
        communes_indecises: count(Verdict::CannotSay),
    })
}
