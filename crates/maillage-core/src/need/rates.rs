//! A rate table made complete, with the errors of its rates.
//!
//! The one rate that is missing may be what closes the table to the rate of all together:
//! r = (T Σ w − Σ w r) / w of the band, w being the people of each band. The variance of a
//! rate is that of its sample, plus arrondi² / 12 for its rounding. Samples of different ages
//! are independent; in the rate that closes the table stand the rounding of the total and, with
//! the opposite sign, that of all others.

use crate::{
    Error, Result,
    model::{AgeBand, RateTable, listing},
};

/// So far, relatively, rates may be from the total of their table.
const MAY_DIFFER: f64 = 0.1;

/// Rates of all bands, with the covariance of their errors.
#[derive(Debug, Clone, PartialEq)]
pub struct CompleteRates {
    /// The bands, from the youngest; the last is open.
    pub bands: Vec<AgeBand>,
    /// The rate of each, 0 to 1.
    pub rates: Vec<f64>,
    /// The covariance of the errors of each two.
    pub covariance: Vec<Vec<f64>>,
    /// The rank of the band whose rate closes the table to its total, if one does.
    pub closed: Option<usize>,
}

/// The rates of `table`. With `close`, the one rate that is missing is what closes the table.
///
/// # Errors
///
/// [`Error::Rates`] when rates are missing that may not or cannot be closed, and when nothing
/// tells their standard errors.
pub fn complete(table: &RateTable, close: bool) -> Result<CompleteRates> {
    let refused = |reason: String| Error::Rates { name: table.id.clone(), reason };
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
    holds_together(table, &rates).map_err(refused)?;
    let sampling = sampling_variances(table, &rates).map_err(refused)?;
    let covariance = covariance(table, &sampling, closed);
    Ok(CompleteRates { bands, rates, covariance, closed })
}

/// What to do about rates that are missing.
fn incomplete(table: &RateTable, missing: &[usize]) -> String {
    let of: Vec<AgeBand> = missing.iter().map(|at| table.ages[*at].band).collect();
    let (of, id) = (listing(&of), &table.id);
    let own = format!(
        "write what you know into a file of your own (`maillage rates {id} > my-rates.toml`) and give it with `sources.rates my-rates.toml`"
    );
    match missing.len() {
        1 if table.total.is_some() => format!(
            "the rate of {of} is not known; {own}, or accept the rate that closes the table to its total with `options.close_to_total`"
        ),
        1 => format!("the rate of {of} is not known; {own}"),
        _ => format!("the rates of {of} are not known, and a total closes only one; {own}"),
    }
}

/// The rate of the band of rank `at` that makes the whole have the rate of the total.
fn closing_rate(table: &RateTable, at: usize) -> std::result::Result<f64, String> {
    let band = table.ages[at].band;
    let total = table.total.as_ref().ok_or("it has no [total] to close to; add one")?.rate;
    let people = people(table)?;
    let others = table.ages.iter().zip(&people);
    let known: f64 = others.map(|(age, people)| age.rate.unwrap_or(0.0) * people).sum();
    if people[at] <= 0.0 {
        return Err(format!("`personnes` of {band} is zero; write how many people it has"));
    }
    let rate = (total * people.iter().sum::<f64>() - known) / people[at];
    if (0.0..=1.0).contains(&rate) {
        Ok(rate)
    } else {
        Err(format!(
            "the total leaves {band} a rate of {rate:.3}, which cannot be; check `personnes` and the rates"
        ))
    }
}

fn people(table: &RateTable) -> std::result::Result<Vec<f64>, String> {
    let people: Option<Vec<f64>> = table.ages.iter().map(|age| age.people).collect();
    people.ok_or_else(|| {
        "it takes `personnes` of every band to close it to its total, or to tell its errors from `echantillon`; add them".to_owned()
    })
}

/// Whether the rates make about the total that the table states, where it tells how many people
/// each is of.
fn holds_together(table: &RateTable, rates: &[f64]) -> std::result::Result<(), String> {
    let (Some(total), Ok(people)) = (&table.total, people(table)) else { return Ok(()) };
    let made = rates.iter().zip(&people).map(|(rate, people)| rate * people).sum::<f64>()
        / people.iter().sum::<f64>();
    if (made / total.rate - 1.0).abs() <= MAY_DIFFER || !made.is_finite() {
        return Ok(());
    }
    Err(format!(
        "its rates make {:.1} % of all together, and [total] says {:.1} %; correct one of them, or leave [total] out",
        100.0 * made,
        100.0 * total.rate
    ))
}

/// The variance of each rate as a sample's, rounding apart.
fn sampling_variances(table: &RateTable, rates: &[f64]) -> std::result::Result<Vec<f64>, String> {
    let by_sample = |at: usize| {
        let Some(sample) = &table.sample else {
            let band = table.ages[at].band;
            return Err(format!(
                "nothing tells the standard error of {band}; add `ecart_type` to it, or `[echantillon]` with the size of the sample"
            ));
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

/// Adds to the variances of the samples what comes of rounding and of the total.
fn covariance(table: &RateTable, sampling: &[f64], closed: Option<usize>) -> Vec<Vec<f64>> {
    let rounding = table.rounding * table.rounding / 12.0;
    let count = sampling.len();
    let mut covariance = vec![vec![0.0; count]; count];
    for at in 0..count {
        covariance[at][at] = sampling[at] + if closed == Some(at) { 0.0 } else { rounding };
    }
    let (Some(closed), Ok(people)) = (closed, people(table)) else { return covariance };
    // The total is of the same sample: what it errs by is what its bands err by. Its rounding
    // is its own.
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

    const HALF: &str = "[total]\ntaux = 0.2\nsource = ''\n\
        [echantillon]\npersonnes = 100\neffet_plan = 1\nsource = ''\n\
        [[ages]]\ntranche = '15-59'\npersonnes = 30\n\
        [[ages]]\ntranche = '60+'\npersonnes = 10\ntaux = 0.5\n";

    #[test]
    fn a_missing_rate_is_refused_unless_it_may_close_the_table() {
        let error = complete(&table(HALF), false).expect_err("incomplete").to_string();
        assert!(error.contains("15-59") && error.contains("options.close_to_total"), "{error}");
        // 0.2 × 40 people are 8; 5 of them are 60 or older, which leaves 3 of 30.
        let rates = complete(&table(HALF), true).expect("closed");
        assert_eq!((rates.closed, rates.rates[1]), (Some(0), 0.5));
        assert!((rates.rates[0] - 0.1).abs() < 1e-12);
    }

    #[test]
    fn two_missing_rates_are_not_closed() {
        let both = HALF.replace("taux = 0.5\n", "");
        let error = complete(&table(&both), true).expect_err("two unknowns").to_string();
        assert!(error.contains("closes only one"), "{error}");
    }

    #[test]
    fn a_total_that_leaves_no_possible_rate_is_refused() {
        let low = HALF.replace("taux = 0.2", "taux = 0.1");
        let error = complete(&table(&low), true).expect_err("a negative rate").to_string();
        assert!(error.contains("cannot be"), "{error}");
    }

    #[test]
    fn errors_are_those_of_the_sample_and_of_rounding() {
        let rates = complete(&table(&format!("arrondi = 0.12\n{HALF}")), true).expect("closed");
        // 25 of the 100 who answered are 60 or older: 0.5 × 0.5 / 25; rounding 0.12² / 12.
        assert!((rates.covariance[1][1] - (0.01 + 0.0012)).abs() < 1e-12);
        // 75 are younger: 0.1 × 0.9 / 75, and a third of the rounding of the others' rate.
        assert!((rates.covariance[0][0] - (0.0012 + 0.0012 / 9.0)).abs() < 1e-12);
        assert!((rates.covariance[0][1] + 0.0004).abs() < 1e-12);
        let bare =
            HALF.replace("[echantillon]\npersonnes = 100\neffet_plan = 1\nsource = ''\n", "");
        let error = complete(&table(&bare), true).expect_err("no errors").to_string();
        assert!(error.contains("standard error"), "{error}");
    }
}
