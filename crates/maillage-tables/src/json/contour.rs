//! A feature with a surface, read in one pass over its text: a national file of contours consists
//! mostly of coordinates.
//!
//! Only what such files nearly always hold is read here: objects without escapes in their keys, a
//! type before its coordinates, positions of numbers. Everything else is left to the decoder, and
//! what is read is what the decoder reads: a test holds one to the other.

use geo::{Coord, Geometry, LineString, MultiPolygon, Polygon};
use serde_json::{Deserializer, value::RawValue};

use crate::decimal::{DIGITS, with_decimals};

/// The surface of the feature `raw` and the text of its properties, if it has any. `None` when it is
/// to be decoded another way.
pub(super) fn feature(raw: &str) -> Option<(Geometry<f64>, Option<&str>)> {
    let mut text = Scanner { text: raw, at: 0, ring: Vec::new() };
    let (mut geometry, mut properties) = (None, None);
    text.each_member(|text, key| {
        match key {
            "geometry" if geometry.is_none() => geometry = Some(text.surface()?),
            "properties" if properties.is_none() => properties = Some(text.value()?),
            "geometry" | "properties" => return None,
            _ => _ = text.value()?,
        }
        Some(())
    })?;
    text.is_at_end().then_some(())?;
    Some((geometry?, properties.filter(|text| *text != "null")))
}

/// A place in a text of JSON. Each method returns `None` for what it does not read.
struct Scanner<'text> {
    text: &'text str,
    at: usize,
    /// The positions of the ring that is read: one buffer for all, so that each ring takes just what
    /// it holds.
    ring: Vec<Coord<f64>>,
}

impl<'text> Scanner<'text> {
    fn surface(&mut self) -> Option<Geometry<f64>> {
        let (mut name, mut geometry) = (None, None);
        self.each_member(|text, key| {
            match key {
                "type" if name.is_none() => name = Some(text.plain_string()?),
                "coordinates" if geometry.is_none() => {
                    geometry = Some(match name? {
                        "Polygon" => text.polygon()?.into(),
                        "MultiPolygon" => MultiPolygon::new(text.list(Self::polygon)?).into(),
                        _ => return None,
                    });
                }
                "type" | "coordinates" | "geometries" => return None,
                _ => _ = text.value()?,
            }
            Some(())
        })?;
        geometry
    }

    fn polygon(&mut self) -> Option<Polygon<f64>> {
        let mut rings = self.list(Self::ring)?.into_iter();
        Some(Polygon::new(rings.next()?, rings.collect()))
    }

    fn ring(&mut self) -> Option<LineString<f64>> {
        self.ring.clear();
        self.expect(b'[')?;
        loop {
            let position = self.position()?;
            self.ring.push(position);
            if !self.goes_on(b']')? {
                return Some(LineString::new(self.ring.to_vec()));
            }
        }
    }

    /// Longitude and latitude; a height is passed over.
    fn position(&mut self) -> Option<Coord<f64>> {
        self.expect(b'[')?;
        let x = self.number()?;
        self.expect(b',')?;
        let y = self.number()?;
        while self.goes_on(b']')? {
            self.number()?;
        }
        Some(Coord { x, y })
    }

    /// The elements of a list that has any.
    fn list<T>(&mut self, element: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        self.expect(b'[')?;
        let mut all = vec![element(self)?];
        while self.goes_on(b']')? {
            all.push(element(self)?);
        }
        Some(all)
    }

    /// Passes over an object that has members: `read` gets the key of each and passes over its
    /// value.
    fn each_member(
        &mut self,
        mut read: impl FnMut(&mut Self, &'text str) -> Option<()>,
    ) -> Option<()> {
        self.expect(b'{')?;
        loop {
            let key = self.plain_string()?;
            self.expect(b':')?;
            read(self, key)?;
            if !self.goes_on(b'}')? {
                return Some(());
            }
        }
    }

    /// A string without escapes.
    fn plain_string(&mut self) -> Option<&'text str> {
        self.expect(b'"')?;
        let rest = &self.text[self.at..];
        let end = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\' | ..b' '))?;
        self.at += end;
        self.expect(b'"')?;
        Some(&rest[..end])
    }

    /// Any value, as the decoder delimits it.
    fn value(&mut self) -> Option<&'text str> {
        let mut values = Deserializer::from_str(&self.text[self.at..]).into_iter::<&RawValue>();
        let value = values.next()?.ok()?;
        self.at += values.byte_offset();
        Some(value.get())
    }

    fn number(&mut self) -> Option<f64> {
        self.pass_space();
        let start = self.at;
        let is_negative = self.next_is(b'-');
        self.at += usize::from(is_negative);
        let (whole, digits) = self.digits(0);
        let has_point = whole > 0 && self.next_is(b'.');
        self.at += usize::from(has_point);
        let (decimals, digits) = if has_point { self.digits(digits) } else { (0, digits) };
        let has_exponent = self.next_is(b'e') || self.next_is(b'E');
        if whole + decimals > DIGITS || has_exponent {
            return self.decoded_number(start);
        }
        let has_idle_nought = whole > 1 && digits < 10_u64.pow((whole + decimals - 1) as u32);
        if whole == 0 || has_idle_nought || (has_point && decimals == 0) {
            return None;
        }
        let number = with_decimals(digits, decimals);
        Some(if is_negative { -number } else { number })
    }

    /// The digits from here on: how many, and the number that they make after those `before` them.
    fn digits(&mut self, before: u64) -> (usize, u64) {
        let (start, mut number) = (self.at, before);
        while let Some(digit @ b'0'..=b'9') = self.text.as_bytes().get(self.at) {
            number = number.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
            self.at += 1;
        }
        (self.at - start, number)
    }

    /// The number that begins at `start`, by the decoder.
    fn decoded_number(&mut self, start: usize) -> Option<f64> {
        let rest = &self.text[start..];
        let is_part = |byte: &u8| matches!(byte, b'0'..=b'9' | b'.' | b'+' | b'-' | b'e' | b'E');
        let end = rest.bytes().take_while(is_part).count();
        self.at = start + end;
        serde_json::from_str(&rest[..end]).ok()
    }

    /// Whether another element follows, after its comma; else `close` does.
    fn goes_on(&mut self, close: u8) -> Option<bool> {
        self.pass_space();
        let goes_on = self.next_is(b',');
        let ends = self.next_is(close);
        self.at += 1;
        (goes_on || ends).then_some(goes_on)
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        self.pass_space();
        let is_next = self.next_is(byte);
        self.at += 1;
        is_next.then_some(())
    }

    fn is_at_end(&mut self) -> bool {
        self.pass_space();
        self.at == self.text.len()
    }

    fn next_is(&self, byte: u8) -> bool {
        self.text.as_bytes().get(self.at) == Some(&byte)
    }

    fn pass_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.text.as_bytes().get(self.at) {
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::decoded_feature, *};

    /// What the decoder reads.
    fn decoded(raw: &str) -> Option<(Option<Geometry<f64>>, Option<&str>)> {
        let (geometry, properties) = decoded_feature(raw)?;
        Some((geometry, properties.map(RawValue::get)))
    }

    fn agrees(raw: &str) -> bool {
        let quick = feature(raw).map(|(geometry, properties)| (Some(geometry), properties));
        quick.is_none() || quick == decoded(raw)
    }

    const SOUND: &str = r#" {"type": "Feature", "id": [1, {"a": "}"}], "geometry":
        {"type":"Polygon","bbox":[0,1],"coordinates": [ [ [0,0.0,9], [-4.25,1e-1],[4,4.0000000000000001],
        [0,-0] ,[0,0]] ,[[1,1],[1,2],[2,2],[1,1]] ]}, "properties": {"code": "29\u0030", "n": null}}"#;

    #[test]
    fn a_feature_is_read_as_the_decoder_reads_it() {
        let quick = feature(SOUND).expect("a feature with a surface");
        assert_eq!(decoded(SOUND), Some((Some(quick.0), quick.1)));
        let several = r#"{"geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]],[[[5,5],[6,5],[6,6]]]]},"properties":null}"#;
        let quick = feature(several).expect("two surfaces");
        assert_eq!(decoded(several), Some((Some(quick.0), None)));
    }

    #[test]
    fn what_it_does_not_read_is_left_to_the_decoder() {
        let of = |coordinates: &str| {
            format!(r#"{{"geometry":{{"type":"Polygon","coordinates":{coordinates}}}}}"#)
        };
        assert!(feature(&of("[[[0,0],[1,0],[1,1]]]")).is_some());
        for coordinates in [
            "[]",
            "[[]]",
            "[[[0]]]",
            "[[[0,0],[1,\"0\"]]]",
            "[[[00,1],[1,0]]]",
            "[[[01.5,1],[1,0]]]",
            "[[[1.,1],[1,0]]]",
            "[[[.5,1],[1,0]]]",
            "[[[+5,1],[1,0]]]",
            "[[[1e999,1],[1,0]]]",
            "[[[1,1],[1,0],]]",
            "[[[1,1],[1,0]]",
            "[[[1,1] [1,0]]]",
        ] {
            assert_eq!(feature(&of(coordinates)), None, "{coordinates}");
        }
        let sound = of("[[[0,0],[1,0],[1,1]]]");
        for raw in [
            sound.replace("\"type\"", "\"t\\u0079pe\""),
            sound.replace("Polygon", "Point"),
            sound.replace("\"type\":\"Polygon\",", ""),
            sound.replace("}}", "},\"geometry\":null}"),
            sound.replace("}}", "}}x"),
        ] {
            assert_eq!(feature(&raw), None, "{raw}");
        }
    }

    proptest! {
        #[test]
        fn numbers_are_those_of_the_decoder(text in "-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,19})?([eE][-+]?[0-9]{1,3})?") {
            let mut scanner = Scanner { text: &text, at: 0, ring: Vec::new() };
            let number = serde_json::from_str::<f64>(&text).ok();
            prop_assert_eq!(scanner.number().map(f64::to_bits), number.map(f64::to_bits));
            prop_assert!(number.is_none() || scanner.at == text.len());
        }

        #[test]
        fn a_spoilt_feature_is_read_as_the_decoder_reads_it(
            at in 0..SOUND.len(),
            until in 0..6_usize,
            put in "[\\[\\]{},:\"0-9.eE \\\\n-]{0,3}",
        ) {
            prop_assume!(SOUND.is_char_boundary(at));
            let until = (at + until).min(SOUND.len());
            let spoilt = format!("{}{put}{}", &SOUND[..at], &SOUND[until..]);
            prop_assert!(agrees(&spoilt), "{}", spoilt);
        }
    }
}
