//! Margins: factors of illectronism other than age, such as diploma or standard of living.
//!
//! A margin multiplies the estimate by (Σ s r / Σ S r)^w, where r are the rates of its categories,
//! s the local shares, S the shares in the survey, and w its weight. The margin is assumed to be
//! independent of age. When it is partly explained by age (people without a diploma are older), a
//! weight below 1 reduces its effect.

use maillage_words::Words;

use crate::{
    Error, Result,
    model::{Margin, RateTable},
    sentences,
};

/// Factor by which a margin multiplies the estimate of a commune with these `shares` of its
/// categories, each 0 to 1. 1 when all shares are zero, here or in the survey.
pub fn factor(margin: &Margin, shares: &[f64]) -> f64 {
    let rate = |shares: &mut dyn Iterator<Item = f64>| -> f64 {
        let rates = margin.categories.iter().map(|category| category.rate.unwrap_or(0.0));
        shares.zip(rates).map(|(share, rate)| share * rate).sum()
    };
    let expected = rate(&mut margin.categories.iter().map(|of| of.share.unwrap_or(0.0)));
    let here = rate(&mut shares.iter().copied());
    if shares.iter().sum::<f64>() > 0.0 && expected > 0.0 {
        (here / expected).powf(margin.weight)
    } else {
        1.0
    }
}

/// Checks that the margins of `table` can be used.
///
/// # Errors
///
/// [`Error::Rates`] when the table has no margins, when a category lacks its rate or its share, or
/// when the shares of a margin do not add up to 1, within 0.02.
pub fn check(table: &RateTable) -> Result<()> {
    let refused = |reason: Words| Err(Error::Rates { name: table.id.clone(), reason });
    if table.margins.is_empty() {
        return refused(sentences::no_margins());
    }
    for margin in &table.margins {
        let lacking = |lacks: fn(&crate::model::Category) -> bool| {
            margin.categories.iter().find(|category| lacks(category))
        };
        let lacking = lacking(|category| category.rate.is_none())
            .or_else(|| lacking(|category| category.share.is_none()));
        if let Some(category) = lacking {
            return refused(sentences::category_incomplete(&category.name, &margin.name));
        }
        let whole: f64 = margin.categories.iter().filter_map(|category| category.share).sum();
        if (whole - 1.0).abs() > 0.02 {
            return refused(sentences::shares_not_whole(&margin.name, &format!("{whole:.3}")));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_larger_share_of_a_category_at_risk_raises_the_estimate() {
        let margin: Margin = toml::from_str(
            "nom = 'diplome'\nmodalites = [\n\
             { nom = 'aucun', colonnes = ['a'], part = 0.25, taux = 0.4 },\n\
             { nom = 'un', colonnes = ['b'], part = 0.75, taux = 0.1 } ]",
        )
        .expect("a margin");
        // The survey expects 0.25 × 0.4 + 0.75 × 0.1 = 0.175. Equal halves give 0.25.
        assert!((factor(&margin, &[0.5, 0.5]) - 0.25 / 0.175).abs() < 1e-12);
        assert!((factor(&margin, &[0.25, 0.75]) - 1.0).abs() < 1e-12);
        assert_eq!(factor(&margin, &[0.0, 0.0]), 1.0);
        let half = Margin { weight: 0.5, ..margin };
        assert!((factor(&half, &[0.5, 0.5]) - (0.25_f64 / 0.175).sqrt()).abs() < 1e-12);
    }
}
