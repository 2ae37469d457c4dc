//! Degrees, minutes and seconds: `48°51'24"N 2°21'07"E`, and degrees with a letter.

use super::{AxisOrder, WrittenPoint, number};

/// Decimal digits of a degree converted from minutes and seconds; the last is about a
/// centimetre.
const DEGREE_DIGITS: i32 = 7;

/// One coordinate in degrees, minutes and seconds, while it is being parsed.
#[derive(Default)]
struct Degrees {
    parts: Vec<f64>,
    negative: bool,
    letter: Option<char>,
}

/// Parses a point of two coordinates in degrees; `None` when `text` is anything else.
pub(super) fn point(text: &str) -> Option<WrittenPoint> {
    let [one, two] = <[Degrees; 2]>::try_from(degrees(text)?).ok()?;
    let order = match (one.is_latitude(), two.is_latitude()) {
        (None, None) => None,
        (Some(true), Some(false)) => Some(AxisOrder::LatitudeFirst),
        (Some(false), Some(true)) => Some(AxisOrder::LongitudeFirst),
        _ => return None,
    };
    let (first, second) = (one.value()?.to_string(), two.value()?.to_string());
    Some(WrittenPoint { first, second, order, crs: None })
}

impl Degrees {
    /// The value in degrees; negative to the south and to the west.
    fn value(&self) -> Option<f64> {
        let sixtieths = self.parts.iter().skip(1).all(|part| (0.0..60.0).contains(part));
        let whole = self.parts.iter().rev().skip(1).all(|part| part.fract() == 0.0);
        if self.parts.is_empty() || self.parts.len() > 3 || !sixtieths || !whole {
            return None;
        }
        let value = self.parts.iter().rev().fold(0.0, |less, part| part + less / 60.0);
        let rounded = (value * 10_f64.powi(DEGREE_DIGITS)).round() / 10_f64.powi(DEGREE_DIGITS);
        let south_or_west = matches!(self.letter, Some('S' | 'W'));
        Some(if self.negative != south_or_west { -rounded } else { rounded })
    }

    fn is_latitude(&self) -> Option<bool> {
        self.letter.map(|letter| matches!(letter, 'N' | 'S'))
    }
}

/// Parses coordinates made of numbers, unit signs and compass letters; `None` if the text
/// contains anything else. A coordinate begins after a leading letter, ends with a trailing
/// letter, or begins at the next degree sign.
fn degrees(text: &str) -> Option<Vec<Degrees>> {
    let mut found: Vec<Degrees> = vec![Degrees::default()];
    let letters_lead = text.starts_with(|letter: char| letter.is_ascii_uppercase());
    let mut marked = false;
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let length = match next {
            '0'..='9' => {
                let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',');
                let mut written = &rest[..end.unwrap_or(rest.len())];
                written = written.trim_end_matches(',');
                let after = rest[written.len()..].trim_start();
                let degrees_follow = after.starts_with(['°', 'º', '˚']);
                let ended = found.last().is_some_and(|one| !letters_lead && one.letter.is_some());
                if ended || (degrees_follow && marked) {
                    found.push(Degrees::default());
                }
                marked = degrees_follow || (marked && !ended);
                found.last_mut()?.parts.push(number(written)?.parse().ok()?);
                written.len()
            }
            'N' | 'S' | 'E' | 'W' | 'O' => {
                if letters_lead && found.last().is_some_and(|one| one.letter.is_some()) {
                    found.push(Degrees::default());
                    marked = false;
                }
                // `O` means `ouest`, west.
                let letter = if next == 'O' { 'W' } else { next };
                if found.last_mut()?.letter.replace(letter).is_some() {
                    return None;
                }
                1
            }
            '-' | '\u{2212}' => {
                let one = found.last_mut()?;
                if one.letter.is_some() || !one.parts.is_empty() {
                    found.push(Degrees::default());
                    marked = false;
                }
                found.last_mut()?.negative = true;
                next.len_utf8()
            }
            '°' | 'º' | '˚' | '\'' | '’' | '′' | '"' | '”' | '″' | ',' | ';' => {
                next.len_utf8()
            }
            next if next.is_whitespace() => next.len_utf8(),
            _ => return None,
        };
        rest = &rest[length..];
    }
    // Without a unit sign or a letter these are plain numbers, which other parsers have
    // rejected.
    let is_angle = found.iter().all(|one| one.letter.is_some()) || text.contains(['°', 'º', '˚']);
    is_angle.then_some(found)
}
