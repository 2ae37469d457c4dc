//! Completes a rate table and computes the covariance of its rates.
//!
//! One missing rate can be closed from the total rate: r = (T Σ w − Σ w r) / w of the band, where w
//! are the people of each band. The variance of a rate is that of its sample plus arrondi² / 12 for
//! its rounding. The samples of two ages are independent. The rate that closes the table also
//! carries the rounding error of the total and, with the opposite sign, those of all other rates.

use maillage_words::Words;

use crate::{
    Error, Result,
    model::{AgeBand, RateTable, listing},
    sentences,
};

/// Maximum relative difference between the total rate and the mean of the rates.
const TOTAL_TOLERANCE: f64 = 0.1;

/// Rates of all bands, with the covariance of their errors.
#[derive(Debug, Clone, PartialEq)]
pub struct CompleteRates {
    /// Age bands in ascending order. The last has no upper limit.
    pub bands: Vec<AgeBand>,
    /// The rate of each band, 0 to 1.
    pub rates: Vec<f64>,
    /// Covariance matrix of the errors of the rates, by band, in squared shares.
    pub covariance: Vec<Vec<f64>>,
    /// Rank of the band whose rate was closed from the total, if any.
    pub closed: Option<usize>,
}

/// The rates of `table`. With `close`, one missing rate is computed from the total.
///
/// # Errors
///
/// [`Error::Rates`] when rates are missing and cannot or may not be closed, when the rates
/// contradict the total, or when standard errors are unknown.
pub fn complete(table: &RateTable, close: bool) -> Result<CompleteRates> {
    let refused = |reason: Words| Error::Rates { name: table.id.clone(), reason };
    let bands: Vec<AgeBand> = table.ages.iter().map(|age| age.band).collect();
    let missing: Vec<usize> =
        (0..bands.len()).filter(|at| table.ages[*at].rate.is_none()).collect();
    let mut rates: Vec<f64> = table.ages.iter().map(|age| age.rate.unwrap_or(0.0)).collect();
    let closed = match missing[..] {
        [] => None,
        [at] if close => {
            rates[at] = closing_rate(table, at).map_err(refused)?;
            Some(at)
        }
        _ => return Err(refused(incomplete(table, &missing))),
    };
    check_against_total(table, &rates).map_err(refused)?;
    let sampling = sampling_variances(table, &rates).map_err(refused)?;
    let covariance = covariance(table, &sampling, closed);
    Ok(CompleteRates { bands, rates, covariance, closed })
}

/// Remedy for missing rates, as the error prints it.
fn incomplete(table: &RateTable, missing: &[usize]) -> Words {
    let bands: Vec<AgeBand> = missing.iter().map(|at| table.ages[*at].band).collect();
    let (of, id) = (listing(&bands), &table.id);
    let own = sentences::own_rates(id);
    match missing.len() {
        1 if table.total.is_some() => sentences::rate_or_total(&of, &own),
        1 => sentences::rate_unknown(&of, &own),
        _ => sentences::rates_unknown(&of, &own),
    }
}

/// The rate of the band of rank `at` that closes the table to its total.
fn closing_rate(table: &RateTable, at: usize) -> std::result::Result<f64, Words> {
    let band = table.ages[at].band;
    let total = table.total.as_ref().ok_or_else(sentences::no_total)?.rate;
    let people = people(table)?;
    let others = table.ages.iter().zip(&people);
    let known: f64 = others.map(|(age, people)| age.rate.unwrap_or(0.0) * people).sum();
    if people[at] <= 0.0 {
        return Err(sentences::band_without_people(&band.to_string()));
    }
    let rate = (total * people.iter().sum::<f64>() - known) / people[at];
    if (0.0..=1.0).contains(&rate) {
        Ok(rate)
    } else {
        Err(sentences::impossible_rate(&band.to_string(), &format!("{rate:.3}")))
    }
}

fn people(table: &RateTable) -> std::result::Result<Vec<f64>, Words> {
    let people: Option<Vec<f64>> = table.ages.iter().map(|age| age.people).collect();
    people.ok_or_else(sentences::people_needed)
}

/// Checks that the mean of the rates is about the total rate. Without a total, or without the
/// people of every band, there is nothing to check.
fn check_against_total(table: &RateTable, rates: &[f64]) -> std::result::Result<(), Words> {
    let (Some(total), Ok(people)) = (&table.total, people(table)) else { return Ok(()) };
    let made = rates.iter().zip(&people).map(|(rate, people)| rate * people).sum::<f64>()
        / people.iter().sum::<f64>();
    if (made / total.rate - 1.0).abs() <= TOTAL_TOLERANCE || !made.is_finite() {
        return Ok(());
    }
    Err(sentences::rates_against_total(100.0 * made, 100.0 * total.rate))
}

/// Sampling variance of each rate, without rounding.
fn sampling_variances(table: &RateTable, rates: &[f64]) -> std::result::Result<Vec<f64>, Words> {
    let by_sample = |at: usize| {
        let Some(sample) = &table.sample else {
            let band = table.ages[at].band;
            return Err(sentences::error_untold(&band.to_string()));
        };
        let people = people(table)?;
        let answers = sample.people * people[at] / people.iter().sum::<f64>();
        let rate = rates[at];
        Ok(sample.design_effect * rate * (1.0 - rate) / answers.max(1.0))
    };
    let variance = |(at, given): (usize, Option<f64>)| match given {
        Some(error) => Ok(error * error),
        None => by_sample(at),
    };
    table.ages.iter().map(|age| age.standard_error).enumerate().map(variance).collect()
}

/// Adds the variance of rounding, and the covariance that closing the table causes, to the sampling
/// variances.
fn covariance(table: &RateTable, sampling: &[f64], closed: Option<usize>) -> Vec<Vec<f64>> {
    let rounding = table.rounding * table.rounding / 12.0;
    let count = sampling.len();
    let mut covariance = vec![vec![0.0; count]; count];
    for at in 0..count {
        covariance[at][at] = sampling[at] + if closed == Some(at) { 0.0 } else { rounding };
    }
    let (Some(closed), Ok(people)) = (closed, people(table)) else { return covariance };
    // The total comes from the same sample, so its sampling error is that of its bands. Its
    // rounding error is its own.
    let total = table.total.as_ref().map_or(0.0, |total| total.rounding);
    let pull = |at: usize| people[at] / people[closed];
    let all = people.iter().sum::<f64>() / people[closed];
    covariance[closed][closed] += (total * all).powi(2) / 12.0;
    for at in (0..count).filter(|at| *at != closed) {
        covariance[closed][closed] += pull(at).powi(2) * rounding;
        covariance[closed][at] = -pull(at) * rounding;
        covariance[at][closed] = -pull(at) * rounding;
    }
    covariance
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> RateTable {
        let head =
            "id = 't'\ntitre = ''\nannee = 2021\npopulation = ''\ndefinition = ''\nsource = ''\n";
        toml::from_str(&format!("{head}{text}")).expect("a rate table")
    }

    const ONE_RATE_MISSING: &str = "[total]\ntaux = 0.2\nsource = ''\n\
        [echantillon]\npersonnes = 100\neffet_plan = 1\nsource = ''\n\
        [[ages]]\ntranche = '15-59'\npersonnes = 30\n\
        [[ages]]\ntranche = '60+'\npersonnes = 10\ntaux = 0.5\n";

    #[test]
    fn a_missing_rate_is_refused_unless_it_may_close_the_table() {
        let error = complete(&table(ONE_RATE_MISSING), false).expect_err("incomplete").to_string();
        assert!(error.contains("15-59") && error.contains("options.close_to_total"), "{error}");
        // The total is 0.2 × 40 = 8 people. Five of them are aged 60 or older, which leaves 3 of
        // 30.
        let rates = complete(&table(ONE_RATE_MISSING), true).expect("closed");
        assert_eq!((rates.closed, rates.rates[1]), (Some(0), 0.5));
        assert!((rates.rates[0] - 0.1).abs() < 1e-12);
    }

    #[test]
    fn two_missing_rates_are_not_closed() {
        let both = ONE_RATE_MISSING.replace("taux = 0.5\n", "");
        let error = complete(&table(&both), true).expect_err("two unknowns").to_string();
        assert!(error.contains("closes only one"), "{error}");
    }

    #[test]
    fn a_total_that_leaves_no_possible_rate_is_refused() {
        let low = ONE_RATE_MISSING.replace("taux = 0.2", "taux = 0.1");
        let error = complete(&table(&low), true).expect_err("a negative rate").to_string();
        assert!(error.contains("cannot be"), "{error}");
    }

    #[test]
    fn variances_come_from_the_sample_and_from_rounding() {
        let rates =
            complete(&table(&format!("arrondi = 0.12\n{ONE_RATE_MISSING}")), true).expect("closed");
        // 25 of 100 respondents are aged 60 or older: 0.5 × 0.5 / 25 for the sample, 0.12² / 12 for
        // rounding.
        assert!((rates.covariance[1][1] - (0.01 + 0.0012)).abs() < 1e-12);
        // 75 respondents are younger: 0.1 × 0.9 / 75, and a third of the rounding error of the
        // other rate.
        assert!((rates.covariance[0][0] - (0.0012 + 0.0012 / 9.0)).abs() < 1e-12);
        assert!((rates.covariance[0][1] + 0.0004).abs() < 1e-12);
        let bare = ONE_RATE_MISSING
            .replace("[echantillon]\npersonnes = 100\neffet_plan = 1\nsource = ''\n", "");
        let error = complete(&table(&bare), true).expect_err("no errors").to_string();
        assert!(error.contains("standard error"), "{error}");
    }
}
