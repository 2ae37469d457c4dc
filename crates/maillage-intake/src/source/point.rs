//! Points written in a single cell: `48.85, 2.35`, `POINT(2.35 48.85)`, `48°51'24"N
//! 2°21'07"E`.
//!
//! The text is parsed, not validated. The order of the axes is known only when the notation
//! gives it, and the point may be outside the globe.

mod degrees;

use std::str::FromStr;

use geo_traits::{CoordTrait, GeometryTrait, GeometryType, PointTrait};
use serde_json::Value;
use wkt::Wkt;

use maillage_tables::crs::Crs;

/// Maximum length of a point, in bytes. A longer text may be the contour of a commune.
const LONGEST: usize = 500;

/// Two numbers in one cell, in the order in which they are written.
#[derive(Debug, Clone, PartialEq)]
pub struct WrittenPoint {
    /// The first number, with a decimal point.
    pub first: String,
    /// The second number, with a decimal point.
    pub second: String,
    /// The order of the axes; `None` for `48.85, 2.35`, which is ambiguous.
    pub order: Option<AxisOrder>,
    /// The reference system given in the cell.
    pub crs: Option<Crs>,
}

/// Order of the axes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AxisOrder {
    /// Longitude or easting, as in WKT, WKB and GeoJSON.
    LongitudeFirst,
    /// Latitude or northing, as where a letter says so.
    LatitudeFirst,
}

/// Parses a point: two separated numbers with decimal points or commas, with or without
/// brackets; degrees, minutes and seconds; WKT and EWKT; hexadecimal WKB and EWKB; a
/// GeoJSON `Point`. A height is ignored.
///
/// `None` for everything else: an empty point, another geometry, a non-finite number, a
/// single number, or three numbers without brackets.
///
/// # Examples
///
/// ```
/// use maillage_intake::source::{AxisOrder, written_point};
/// use maillage_tables::crs::Crs;
///
/// let point = written_point("48,85 ; 2,35").expect("two numbers");
/// assert_eq!((point.first.as_str(), point.second.as_str()), ("48.85", "2.35"));
/// assert_eq!(point.order, None);
///
/// let point = written_point("SRID=2154;POINT(652381 6862047)").expect("a point");
/// assert_eq!(point.order, Some(AxisOrder::LongitudeFirst));
/// assert_eq!(point.crs, Some(Crs::LAMBERT_93));
/// ```
pub fn written_point(text: &str) -> Option<WrittenPoint> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    match text.chars().next()? {
        '{' => of_geojson(text),
        'P' | 'p' | 'S' | 's' if text.contains('(') => of_wkt(text),
        _ => of_wkb(text).or_else(|| of_pair(text)).or_else(|| degrees::point(text)),
    }
}

impl WrittenPoint {
    /// Longitude and latitude, or easting and northing; `None` when either is not finite.
    fn of_numbers(x: f64, y: f64, crs: Option<Crs>) -> Option<Self> {
        let finite = x.is_finite() && y.is_finite();
        let order = Some(AxisOrder::LongitudeFirst);
        finite.then(|| Self { first: x.to_string(), second: y.to_string(), order, crs })
    }
}

fn of_geojson(text: &str) -> Option<WrittenPoint> {
    let geometry: Value = serde_json::from_str(text).ok()?;
    if geometry.get("type")?.as_str()? != "Point" {
        return None;
    }
    let numbers = geometry.get("coordinates")?.as_array()?;
    let crs = geometry.pointer("/crs/properties/name").and_then(Value::as_str);
    let number = |rank: usize| numbers.get(rank)?.as_f64();
    WrittenPoint::of_numbers(number(0)?, number(1)?, crs.and_then(Crs::from_name))
}

fn of_wkt(text: &str) -> Option<WrittenPoint> {
    let text = text.to_ascii_uppercase();
    let (crs, wkt) = match text.strip_prefix("SRID=") {
        Some(stated) => {
            let (code, wkt) = stated.split_once(';')?;
            (of_srid(code.trim().parse().ok()?), wkt.trim())
        }
        None => (None, text.as_str()),
    };
    // The decoder ignores text after the geometry.
    let one_pair_of_brackets = wkt.ends_with(')') && wkt.matches(['(', ')']).count() == 2;
    if !wkt.starts_with("POINT") || !one_pair_of_brackets {
        return None;
    }
    let Wkt::Point(point) = Wkt::<f64>::from_str(wkt).ok()? else {
        return None;
    };
    let at = point.coord()?;
    WrittenPoint::of_numbers(at.x(), at.y(), crs)
}

fn of_wkb(text: &str) -> Option<WrittenPoint> {
    let digits = text.strip_prefix("\\x").or_else(|| text.strip_prefix("0x")).unwrap_or(text);
    let is_hexadecimal =
        digits.len().is_multiple_of(2) && digits.bytes().all(|b| b.is_ascii_hexdigit());
    // One byte for the byte order, four for the type, eight for each number.
    if !is_hexadecimal || digits.len() < 2 * 21 {
        return None;
    }
    let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    let bytes: Vec<u8> = (0..digits.len()).step_by(2).map_while(byte).collect();
    let geometry = wkb::reader::read_wkb(&bytes).ok()?;
    let GeometryType::Point(point) = geometry.as_type() else {
        return None;
    };
    let at = point.coord()?;
    WrittenPoint::of_numbers(at.x(), at.y(), srid_of(&bytes))
}

/// The reference system in EWKB, after the type, present when the SRID bit of the type is
/// set.
fn srid_of(bytes: &[u8]) -> Option<Crs> {
    let word = |at: usize| {
        let word: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
        Some(if bytes[0] == 0 { u32::from_be_bytes(word) } else { u32::from_le_bytes(word) })
    };
    let stated = word(1)? & 0x2000_0000 != 0;
    if stated { of_srid(word(5)?) } else { None }
}

/// Zero means an unknown system.
fn of_srid(code: u32) -> Option<Crs> {
    (code != 0).then(|| Crs::from_epsg(code))
}

fn of_pair(text: &str) -> Option<WrittenPoint> {
    let (inside, bracketed) = without_brackets(text);
    // `48,85` is one number with a decimal comma.
    if !bracketed && number(inside).is_some() {
        return None;
    }
    let parts = parts(inside);
    let numbers: Vec<String> = parts.iter().map(|part| number(part)).collect::<Option<_>>()?;
    match &numbers[..] {
        [first, second] => {
            let (first, second) = (first.clone(), second.clone());
            Some(WrittenPoint { first, second, order: None, crs: None })
        }
        [first, second, _height] if bracketed => {
            let (first, second) = (first.clone(), second.clone());
            Some(WrittenPoint { first, second, order: None, crs: None })
        }
        _ => None,
    }
}

fn without_brackets(text: &str) -> (&str, bool) {
    let inside = |open, close| text.strip_prefix(open)?.strip_suffix(close);
    match inside('(', ')').or_else(|| inside('[', ']')) {
        Some(inside) => (inside.trim(), true),
        None => (text, false),
    }
}

/// Splits at the strongest separator present. A comma beside a stronger separator is a
/// decimal comma.
fn parts(text: &str) -> Vec<String> {
    let owned = |part: &str| part.trim().to_owned();
    if text.contains(['|', ';', '/']) {
        return text.split(['|', ';', '/']).map(owned).collect();
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let spaced = words.join(" ").replace(" ,", ", ");
    if spaced.contains(", ") {
        return spaced.split(", ").map(owned).collect();
    }
    if words.len() > 1 {
        return words.into_iter().map(owned).collect();
    }
    match text.split(',').collect::<Vec<_>>()[..] {
        // Two decimal commas and one separator.
        [whole, decimals, other_whole, other_decimals] => {
            vec![format!("{whole},{decimals}"), format!("{other_whole},{other_decimals}")]
        }
        ref parts => parts.iter().copied().map(owned).collect(),
    }
}

/// `text` with a decimal point, if it is a finite number.
fn number(text: &str) -> Option<String> {
    let bare = text.strip_suffix('°').unwrap_or(text).trim_end().replace('\u{2212}', "-");
    let digits = bare.trim_start_matches(['-', '+']);
    let commas = bare.matches(',').count();
    if !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == ',')
        || commas > 1
        || (commas == 1 && bare.contains('.'))
    {
        return None;
    }
    let pointed = bare.replace(',', ".");
    pointed.parse::<f64>().ok().filter(|number| number.is_finite()).map(|_| pointed)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{AxisOrder::*, *};

    fn is(first: &str, second: &str, order: Option<AxisOrder>) -> Option<WrittenPoint> {
        Some(WrittenPoint { first: first.to_owned(), second: second.to_owned(), order, crs: None })
    }

    #[test]
    fn pairs_are_read_whatever_parts_them() {
        for text in [
            "48.85,2.35",
            "48.85 2.35",
            "48.85;2.35",
            "48,85 ; 2,35",
            "48,85, 2,35",
            "48,85 2,35",
            "(48.85, 2.35)",
            "[48.85, 2.35]",
            "48.85|2.35",
            "48.85 / 2.35",
            "48,85/2,35",
            " 48.85 , 2.35 ",
            "48,85,2,35",
            "48.85,\t2.35",
            "[48.85,2.35,35]",
            "48.85° 2.35°",
            "48.85°, 2.35°",
            "( 48,85 ; 2,35 )",
            "48,85 / 2,35",
        ] {
            assert_eq!(written_point(text), is("48.85", "2.35", None), "{text}");
        }
        assert_eq!(written_point("-21.1, +55.5"), is("-21.1", "+55.5", None));
        assert_eq!(written_point("652381 6862047"), is("652381", "6862047", None));
    }

    #[test]
    fn geometries_are_longitude_first() {
        let hex = "0101000000CDCCCCCCCCCC0240CDCCCCCCCC6C4840";
        for text in [
            "POINT(2.35 48.85)",
            "POINT (2.35 48.85)",
            "point(2.35 48.85)",
            "POINT Z (2.35 48.85 35)",
            "POINTZ(2.35 48.85 35)",
            "POINT ZM (2.35 48.85 35 0)",
            "POINT M(2.35 48.85 7)",
            "POINT(2.350 48.85)",
            r#"{"type":"Point","coordinates":[2.35,48.85]}"#,
            r#"{"coordinates": [2.35, 48.85, 35.0], "type": "Point"}"#,
            hex,
            &hex.to_lowercase(),
            &format!("\\x{hex}"),
            "00000000014002CCCCCCCCCCCD40486CCCCCCCCCCD",
            // With a height, in EWKB and in ISO WKB.
            "0101000080CDCCCCCCCCCC0240CDCCCCCCCC6C48400000000000804140",
            "01E9030000CDCCCCCCCCCC0240CDCCCCCCCC6C48400000000000804140",
        ] {
            assert_eq!(written_point(text), is("2.35", "48.85", Some(LongitudeFirst)), "{text}");
        }
    }

    #[test]
    fn a_system_that_the_cell_states_is_told() {
        for (text, crs) in [
            ("SRID=2154;POINT(2.35 48.85)", Some(Crs::LAMBERT_93)),
            ("srid=4326; Point (2.35 48.85)", Some(Crs::WGS84)),
            ("SRID=0;POINT(2.35 48.85)", None),
            ("0101000020E6100000CDCCCCCCCCCC0240CDCCCCCCCC6C4840", Some(Crs::WGS84)),
            ("00200000010000086A4002CCCCCCCCCCCD40486CCCCCCCCCCD", Some(Crs::LAMBERT_93)),
            (
                r#"{"type":"Point","coordinates":[2.35,48.85],"crs":{"properties":{"name":"EPSG:2154"}}}"#,
                Some(Crs::LAMBERT_93),
            ),
        ] {
            let expected = is("2.35", "48.85", Some(LongitudeFirst));
            let expected = expected.map(|point| WrittenPoint { crs, ..point });
            assert_eq!(written_point(text), expected, "{text}");
        }
    }

    #[test]
    fn degrees_minutes_and_seconds_are_brought_to_degrees() {
        for (text, order) in [
            ("48°51'24\"N 2°21'07\"E", Some(LatitudeFirst)),
            ("48°51’24″N, 2°21’07″E", Some(LatitudeFirst)),
            ("48° 51' 24\" N  2° 21' 7\" E", Some(LatitudeFirst)),
            ("N 48°51'24\" E 2°21'07\"", Some(LatitudeFirst)),
            ("N48°51'24\", E2°21'07\"", Some(LatitudeFirst)),
            ("48°51'24''N 2°21'07''E", Some(LatitudeFirst)),
            ("48°51'24\" 2°21'07\"", None),
            ("48 51 24 N 2 21 07 E", Some(LatitudeFirst)),
        ] {
            assert_eq!(written_point(text), is("48.8566667", "2.3519444", order), "{text}");
        }
        assert_eq!(written_point("2°30'O 47°15'N"), is("-2.5", "47.25", Some(LongitudeFirst)));
        assert_eq!(written_point("21,5°S 55,5°E"), is("-21.5", "55.5", Some(LatitudeFirst)));
        assert_eq!(written_point("48.85 N, 2.35 W"), is("48.85", "-2.35", Some(LatitudeFirst)));
        assert_eq!(written_point("47°15' -2°30'"), is("47.25", "-2.5", None));
    }

    #[test]
    fn what_is_no_point_is_none() {
        for text in [
            "",
            " ",
            "48.85",
            "48,85",
            "48.85, 2.35, 35",
            "48,85,2",
            "POINT EMPTY",
            "POINT()",
            "POINT(2.35)",
            "POINT(2.35 48.85",
            "POINT(NaN NaN)",
            "POINT(1e999 2)",
            "NaN, NaN",
            "inf 1",
            "1e999, 2",
            "POLYGON((0 0,1 0,1 1,0 0))",
            "MULTIPOINT((1 2))",
            "POINT(1 2) POINT(3 4)",
            r#"{"type":"Polygon","coordinates":[]}"#,
            r#"{"type":"Point","coordinates":[1]}"#,
            r#"{"type":"Point","coordinates":[null,1]}"#,
            "{",
            "0101000000",
            "48.85, x",
            "0101000000000000000000F87F000000000000F87F",
            "123456789012345678901234567890123456789012",
            "48°61'N 2°E",
            "48°N 2°N",
            "Nord",
            "Saint-Denis (93)",
            "Paris, 75",
            "12 rue, 75001",
            "N E",
            "01 02 03 04 05",
            "48.85,,2.35",
            "()",
            "[]",
            "|",
            ";",
            ",",
            "(48.85, 2.35",
        ] {
            assert_eq!(written_point(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_point_of_two_finite_numbers_or_none(
            text in prop_oneof![".*", "[-0-9NSEWO°'\"., ;|()\\[\\]]{0,40}", "(POINT|SRID=)[-0-9A-Z(). ;]{0,30}", "0[01][0-9a-fA-F]{8,80}"]
        ) {
            if let Some(point) = written_point(&text) {
                for number in [point.first, point.second] {
                    prop_assert!(number.parse::<f64>().is_ok_and(f64::is_finite), "{text}: {number}");
                }
            }
        }

        #[test]
        fn a_pair_is_read_back_in_any_way_of_writing(
            (x, y) in (-200.0..200.0_f64, -200.0..200.0_f64),
            between in prop_oneof![Just(","), Just(" "), Just(";"), Just(", "), Just(" ; "), Just("|")],
        ) {
            let point = written_point(&format!("{x}{between}{y}")).expect("two numbers");
            prop_assert_eq!(point.first.parse(), Ok(x));
            prop_assert_eq!(point.second.parse(), Ok(y));
            let point = written_point(&format!("POINT({x} {y})")).expect("a point");
            prop_assert_eq!((point.first.parse(), point.second.parse()), (Ok(x), Ok(y)));
        }
    }
}
