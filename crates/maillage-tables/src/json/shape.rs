//! The surface of a record that is no feature: a GeoJSON geometry among its values, as the
//! `contour` of geo.api.gouv.fr and the `geo_shape` of Opendatasoft.

use geo::Geometry;
use serde_json::value::RawValue;

use super::values::{Members, Values};
use crate::geometry;

/// Keys of a value that is the surface of its record, most certain first. `bbox`, which
/// geo.api.gouv.fr writes as a polygon, is none.
const KEYS: [&str; 7] =
    ["contour", "geo_shape", "geometry", "geom", "the_geom", "shape", "wkb_geometry"];
/// Objects inside a record that hold its values, as Opendatasoft writes them.
const INNER: [&str; 2] = ["fields", "record"];

/// Takes the surface of the record `raw` out of its `values`. `None` without one: points stay
/// among the values.
pub(super) fn take(raw: &str, values: &mut Values) -> Option<Geometry<f64>> {
    if !raw.contains("\"coordinates\"") {
        return None;
    }
    let (key, surface) = find(raw, "", INNER.len())?;
    let inside = format!("{key}.");
    values.texts.retain(|(name, _)| !name.starts_with(&inside));
    Some(surface)
}

/// The surface in the object `raw`, with its key, after those of the objects around it.
fn find(raw: &str, outer: &str, deeper: usize) -> Option<(String, Geometry<f64>)> {
    let Members(members) = serde_json::from_str::<Members<&RawValue>>(raw).ok()?;
    let of_key = |key: &str| members.iter().find(|(name, _)| name == key).map(|(_, of)| of.get());
    let surface = |key: &&str| {
        let surface = geometry::decode_surfaces(of_key(key)?)?;
        Some((format!("{outer}{key}"), surface))
    };
    KEYS.iter().find_map(surface).or_else(|| {
        let deeper = deeper.checked_sub(1)?;
        INNER.iter().find_map(|key| find(of_key(key)?, &format!("{outer}{key}."), deeper))
    })
}

#[cfg(test)]
mod tests {
    use super::{super::values::values_of, *};

    const TRIANGLE: &str = r#"{"type":"Polygon","coordinates":[[[0,45],[1,45],[1,46],[0,45]]]}"#;

    fn taken(raw: &str) -> (bool, Vec<String>) {
        let mut values = values_of(raw).expect("an object");
        let surface = take(raw, &mut values);
        (surface.is_some(), values.texts.into_iter().map(|(name, _)| name).collect())
    }

    #[test]
    fn a_surface_is_taken_from_its_key_and_the_others_stay() {
        let point = r#"{"type":"Point","coordinates":[0.5,45.5]}"#;
        let raw =
            format!(r#"{{"code":"x","bbox":{TRIANGLE},"centre":{point},"contour":{TRIANGLE}}}"#);
        let (found, names) = taken(&raw);
        assert!(found && names.contains(&"centre.coordinates".to_owned()), "{names:?}");
        assert!(!names.iter().any(|name| name.starts_with("contour")), "{names:?}");
        let raw = format!(
            r#"{{"id":1,"fields":{{"geo_shape":{{"type":"Feature","geometry":{TRIANGLE}}},"c":2}}}}"#
        );
        assert_eq!(taken(&raw), (true, vec!["id".to_owned(), "fields.c".to_owned()]));
        for none in [format!(r#"{{"bbox":{TRIANGLE}}}"#), format!(r#"{{"geometry":{point}}}"#)] {
            assert!(!taken(&none).0, "{none}");
        }
    }
}
