//! Hours in OpenStreetMap syntax.

use std::{
    fmt,
    hash::{Hash, Hasher},
    str::FromStr,
    sync::Arc,
};

use opening_hours::OpeningHours;
use opening_hours_syntax::{Error, rules::OpeningHoursExpression};

use super::{
    day_plan,
    plain::{self, Read},
};

/// Hours in OpenStreetMap syntax: `Mo 09:30-12:30; PH off`, `Tu[1,3] 14:00-17:00`.
///
/// # Examples
///
/// ```
/// use maillage_hours::Hours;
///
/// let hours: Hours = "Mo 09:30-12:30; PH off".parse()?;
/// assert_eq!(hours.to_string(), "Mo 09:30-12:30; PH closed");
/// assert!("lundi".parse::<Hours>().is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Hours {
    expression: Arc<OpeningHoursExpression>,
    /// The same for the evaluation by the crate. `None` when the hours are
    /// [within days](day_plan::is_within_days).
    by_crate: Option<OpeningHours>,
}

impl Hours {
    /// The rules.
    pub(crate) fn expression(&self) -> &OpeningHoursExpression {
        &self.expression
    }

    /// The same for the evaluation by the crate `opening_hours`. `None` when the hours of a day are
    /// [`day_plan::spans`].
    pub(crate) fn by_crate(&self) -> Option<&OpeningHours> {
        self.by_crate.as_ref()
    }
}

impl FromStr for Hours {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        if let Read::Plain(expression) = plain::read(text)
            && day_plan::is_within_days(&expression)
        {
            return Ok(Self { expression: Arc::new(expression), by_crate: None });
        }
        Ok(text.parse::<OpeningHours>()?.into())
    }
}

impl From<OpeningHours> for Hours {
    fn from(hours: OpeningHours) -> Self {
        let expression = hours.get_expression();
        let is_within_days = day_plan::is_within_days(&expression);
        Self { expression, by_crate: (!is_within_days).then_some(hours) }
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.expression.fmt(f)
    }
}

impl PartialEq for Hours {
    fn eq(&self, other: &Self) -> bool {
        self.expression == other.expression
    }
}

impl Eq for Hours {}

impl Hash for Hours {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.expression.hash(state);
    }
}
