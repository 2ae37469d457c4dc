//! What a report says of need: of which rates it was estimated, and how sure it is.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use crate::Coverage;
use maillage_core::need::NeedSubject;
use maillage_core::{
    certainty::Verdict,
    model::listing,
    need::{self, Comparison, Estimates, Interval, SplitBands},
};
use maillage_hours::Lang;
use maillage_intake::ledger::Role;

/// Writes how need was estimated; nothing when it was not.
pub(super) fn write_method(to: &mut dyn Write, coverage: &Coverage, lang: Lang) -> io::Result<()> {
    let Some(estimates) = coverage.estimates() else { return Ok(()) };
    write_rates(to, estimates, lang)?;
    let rule = coverage.load.need.split_bands;
    if !estimates.crosswalk.split.is_empty() {
        let bands = listing(&estimates.crosswalk.split);
        let (french, english) = match rule {
            SplitBands::Pyramid => ("comme la pyramide de référence", "as the reference pyramid"),
            _ => ("également par année d'âge", "evenly by year of age"),
        };
        match lang {
            Lang::Fr => writeln!(to, "      tranches d'âge partagées {french} : {bands}")?,
            Lang::En => writeln!(to, "      bands of age split {english}: {bands}")?,
        }
    }
    for group in &estimates.groups {
        let (area, factor) = (&group.scope, group.factor);
        let (before, after) = (group.expected, group.target);
        match lang {
            Lang::Fr => writeln!(
                to,
                "      calage {area} : facteur {factor:.3} ({before:.0} → {after:.0} personnes)"
            )?,
            Lang::En => writeln!(
                to,
                "      calibrated {area}: factor {factor:.3} ({before:.0} → {after:.0} people)"
            )?,
        }
    }
    // Of one département it would be beside the point; the metadata have it all the same.
    let departements: BTreeSet<&str> =
        coverage.communes().map(|commune| commune.code.departement()).collect();
    match need::compare(estimates).filter(|_| departements.len() > 50) {
        Some(comparison) => write_comparison(to, &comparison, estimates, lang),
        None => Ok(()),
    }
}

fn write_rates(to: &mut dyn Write, estimates: &Estimates, lang: Lang) -> io::Result<()> {
    let table = &estimates.table;
    let (id, year, covers) = (&table.id, table.year, &table.covers);
    match lang {
        Lang::Fr => writeln!(to, "\nBesoin estimé d'après {id} ({year} ; {covers}).")?,
        // Whom the survey covers is told in the table's own words, which are French.
        Lang::En => writeln!(to, "\nNeed estimated from {id} ({year}).")?,
    }
    let rate = |(rank, rate): (usize, &f64)| {
        let (band, error) =
            (estimates.rates.bands[rank], 100.0 * estimates.rates.covariance[rank][rank].sqrt());
        let closed = match (estimates.rates.closed == Some(rank), lang) {
            (false, _) => "",
            (true, Lang::Fr) => ", fermé au total",
            (true, Lang::En) => ", closed to the total",
        };
        format!("{band} {:.1} % (± {error:.1}{closed})", 100.0 * rate)
    };
    let rates: Vec<String> = estimates.rates.rates.iter().enumerate().map(rate).collect();
    writeln!(to, "      {}", rates.join(" · "))?;
    let known = table.ages.iter().filter(|age| age.rate.is_some()).count();
    let verified = table.ages.iter().filter(|age| age.verified).count();
    match lang {
        _ if verified == known => Ok(()),
        Lang::Fr => writeln!(
            to,
            "      taux vérifiés dans la publication même : {verified} sur {known} (maillage rates {id})"
        ),
        Lang::En => writeln!(
            to,
            "      rates verified in the publication itself: {verified} of {known} (maillage rates {id})"
        ),
    }
}

/// Writes rates that were published of areas beside those that ages make expect.
fn write_comparison(
    to: &mut dyn Write,
    comparison: &Comparison,
    estimates: &Estimates,
    lang: Lang,
) -> io::Result<()> {
    match lang {
        Lang::Fr => writeln!(
            to,
            "      taux publiés en proportion du taux national, et ce que les âges laissent attendre (France : {:.1} %) :",
            100.0 * comparison.national
        )?,
        Lang::En => writeln!(
            to,
            "      published rates as a proportion of the national one, and what ages make expect (France: {:.1} %):",
            100.0 * comparison.national
        )?,
    }
    match lang {
        Lang::Fr => writeln!(
            to,
            "                publié  / France  (rapport)   attendu / France (rapport)   écart des rapports"
        )?,
        Lang::En => writeln!(
            to,
            "              published / France  (ratio)    expected / France  (ratio)   ratios differ by"
        )?,
    }
    for area in &comparison.areas {
        let of = &area.published;
        writeln!(
            to,
            "        {:<7} {:>4.1} % / {:.1} %  ({:.2}, {})   {:>4.1} % / {:.1} %  ({:.2})   {:+.0} %",
            of.code,
            100.0 * of.rate,
            100.0 * of.national,
            of.rate / of.national,
            of.year,
            100.0 * area.expected,
            100.0 * comparison.national,
            area.expected / comparison.national,
            100.0 * area.beyond,
        )?;
    }
    let (between, assumed) = (comparison.between, estimates.error.region);
    match lang {
        Lang::Fr => writeln!(
            to,
            "      écart-type entre ces territoires : {between:.3} (supposé par la table : {assumed:.3})"
        ),
        Lang::En => writeln!(
            to,
            "      standard deviation between these areas: {between:.3} (assumed by the table: {assumed:.3})"
        ),
    }
}

/// Writes how many people are concerned and how many of them are uncovered, with intervals
/// where they are known.
pub(super) fn write_people(to: &mut dyn Write, coverage: &Coverage, lang: Lang) -> io::Result<()> {
    let Some(people) = coverage.people_in_need() else {
        return write_unknown(to, coverage, lang);
    };
    let uncovered: f64 = coverage.gaps().filter_map(|gap| gap.uncovered).sum();
    let (french, english) = match coverage.territory.subject() {
        NeedSubject::Illectronism => ("personnes en illectronisme", "illectronic people"),
        _ if coverage.territory.subject().is_score() => ("habitants", "residents"),
        NeedSubject::Column { .. } => ("personnes concernées", "people concerned"),
    };
    let Some(totals) = coverage.totals(|_| true) else {
        return match lang {
            Lang::Fr => {
                writeln!(to, "{people:.0} {french}, dont {uncovered:.0} non couvertes.")
            }
            Lang::En => {
                writeln!(to, "{people:.0} {english}, {uncovered:.0} of them not covered.")
            }
        };
    };
    let per_cent = coverage.territory.confidence().per_cent();
    let show = |of: Interval| format!("{:.0} [{:.0} – {:.0}]", of.people, of.low, of.high);
    let (all, uncovered) = (show(totals.need), show(totals.uncovered));
    match lang {
        Lang::Fr => writeln!(
            to,
            "{all} {french}, dont {uncovered} non couvertes (intervalles à {per_cent} %)."
        )?,
        Lang::En => writeln!(
            to,
            "{all} {english}, {uncovered} of them not covered ({per_cent} % intervals)."
        )?,
    }
    write_verdicts(to, coverage, lang)
}

fn write_unknown(to: &mut dyn Write, coverage: &Coverage, lang: Lang) -> io::Result<()> {
    let told = coverage.ledger.accounts.iter().any(|account| account.role == Role::ILLECTRONISM);
    match (lang, told) {
        (Lang::Fr, false) => writeln!(
            to,
            "Besoin inconnu : ajouter --ages et --rates, ou --illectronism, pour classer les communes."
        ),
        (Lang::En, false) => writeln!(
            to,
            "Need is unknown: add --ages and --rates, or --illectronism, to rank the communes."
        ),
        (Lang::Fr, true) => writeln!(
            to,
            "! Aucune personne concernée n'est connue : voir ce que dit le bilan de la table du besoin (unité, --population)."
        ),
        (Lang::En, true) => writeln!(
            to,
            "! Nobody concerned is known: see what the account of the table of need says (unit, --population)."
        ),
    }
}

fn write_verdicts(to: &mut dyn Write, coverage: &Coverage, lang: Lang) -> io::Result<()> {
    let Some(certainties) = coverage.certainties() else { return Ok(()) };
    let count = |verdict: Verdict| certainties.clone().filter(|of| of.verdict() == verdict).count();
    let (probable, open) = (count(Verdict::Probable), count(Verdict::CannotSay));
    match lang {
        Lang::Fr => writeln!(
            to,
            "Loin de l'aide et besoin fort (classe 3-3) : probable pour {probable} communes, indécis pour {open}."
        ),
        Lang::En => writeln!(
            to,
            "Far from help and in great need (class 3-3): probable for {probable} communes, cannot say for {open}."
        ),
    }
}
