//! Two coordinates in one cell.

use crate::crs::Crs;

/// Which of two coordinates comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AxisOrder {
    /// Longitude or easting.
    LongitudeFirst,
    /// Latitude or northing.
    LatitudeFirst,
}

/// Two coordinates that one cell writes.
#[derive(Debug, Clone, PartialEq)]
pub struct WrittenPoint {
    /// The first as written.
    pub first: String,
    /// The second as written.
    pub second: String,
    /// Which is which, where the form tells.
    pub order: Option<AxisOrder>,
    /// The system, where the form tells.
    pub crs: Option<Crs>,
}

/// Stub.
pub fn written_point(text: &str) -> Option<WrittenPoint> {
    let mut parts = text.split([',', ';', '|']);
    let (first, second) = (parts.next()?.trim(), parts.next()?.trim());
    super::parse_number(first)?;
    super::parse_number(second)?;
    if parts.next().is_some() {
        return None;
    }
    Some(WrittenPoint { first: first.into(), second: second.into(), order: None, crs: None })
}
