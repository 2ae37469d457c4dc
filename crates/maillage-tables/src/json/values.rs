//! Converts a JSON record to texts by key.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::{Value, value::RawValue};

/// Maximum depth of nested objects that are decoded value by value.
const DEEPEST: usize = 64;

/// Values by key in the order of the file. A repeated key occurs as often as in the file.
#[derive(Default)]
pub(super) struct Values {
    pub(super) texts: Vec<(String, String)>,
    /// The first value that could not be read, with its key.
    pub(super) lost: Option<String>,
}

impl Values {
    pub(super) fn has_no(&self, key: &str) -> bool {
        self.texts.iter().all(|(other, _)| other != key)
    }

    pub(super) fn push_first(&mut self, key: &str, text: &str) {
        self.texts.insert(0, (key.to_owned(), text.to_owned()));
    }
}

/// The values of the object in `raw`. `None` when it is no object.
///
/// Nested objects give keys of the form `outer.inner`. Lists are joined with `|`. Null is the empty
/// text. A value that is valid JSON but that no number or text can represent, such as `1e999` or
/// half a surrogate pair, only loses itself.
pub(super) fn values_of(raw: &str) -> Option<Values> {
    let mut values = Values::default();
    match serde_json::from_str::<Members<Value>>(raw) {
        Ok(Members(members)) => flatten(members, "", &mut values.texts),
        Err(_) => flatten_raw(raw, "", DEEPEST, &mut values)?,
    }
    Some(values)
}

fn flatten(
    members: impl IntoIterator<Item = (impl fmt::Display, Value)>,
    outer: &str,
    texts: &mut Vec<(String, String)>,
) {
    for (key, value) in members {
        let key = format!("{outer}{key}");
        match value {
            Value::Object(inner) => flatten(inner, &format!("{key}."), texts),
            value => texts.push((key, text_of(value))),
        }
    }
}

/// [`flatten`], value by value.
fn flatten_raw(raw: &str, outer: &str, deeper: usize, values: &mut Values) -> Option<()> {
    let Members(members) = serde_json::from_str::<Members<&RawValue>>(raw).ok()?;
    for (key, raw) in members {
        let key = format!("{outer}{key}");
        let raw = raw.get();
        match serde_json::from_str::<Value>(raw) {
            Ok(value) => flatten([(&key, value)], "", &mut values.texts),
            // The number is kept as text. A reader of numbers will refuse it.
            Err(_) if !raw.starts_with(['{', '[', '"']) => {
                values.texts.push((key, raw.to_owned()));
            }
            Err(_) => {
                let inside = if raw.starts_with('{') && deeper > 0 {
                    flatten_raw(raw, &format!("{key}."), deeper - 1, values)
                } else {
                    None
                };
                if inside.is_none() {
                    let start: String = raw.chars().take(40).collect();
                    values.lost.get_or_insert_with(|| format!("{key}: {start}"));
                }
            }
        }
    }
    Some(())
}

fn text_of(value: Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text,
        Value::Array(items) => {
            let texts: Vec<String> = items.into_iter().map(text_of).collect();
            texts.join("|")
        }
        other => other.to_string(),
    }
}

/// Members of an object in order, including repeated keys.
pub(super) struct Members<'text, V>(pub(super) Vec<(Cow<'text, str>, V)>);

/// A key, which is copied only when it holds escapes.
#[derive(Deserialize)]
struct Key<'text>(#[serde(borrow)] Cow<'text, str>);

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Members<'de, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor(std::marker::PhantomData))
    }
}

struct MembersVisitor<V>(std::marker::PhantomData<V>);

impl<'de, V: Deserialize<'de>> Visitor<'de> for MembersVisitor<V> {
    type Value = Members<'de, V>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de, V>, A::Error> {
        let mut members = Vec::new();
        while let Some((Key(key), value)) = map.next_entry()? {
            members.push((key, value));
        }
        Ok(Members(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(raw: &str) -> Vec<(String, String)> {
        values_of(raw).expect("an object").texts
    }

    #[test]
    fn nested_objects_are_flattened_in_order() {
        let raw = r#"{"a": {"b": 1, "c": {"d": null}}, "e": [1, "x"], "f": true}"#;
        let expected = [("a.b", "1"), ("a.c.d", ""), ("e", "1|x"), ("f", "true")];
        let expected = expected.map(|(key, text)| (key.to_owned(), text.to_owned()));
        assert_eq!(texts(raw), expected);
        // The same record, decoded value by value.
        let expected = [expected.to_vec(), vec![("g".to_owned(), "1e999".to_owned())]].concat();
        assert_eq!(texts(&raw.replace("true}", "true, \"g\": 1e999}")), expected);
    }

    #[test]
    fn a_value_that_cannot_be_represented_only_loses_itself() {
        let values =
            values_of(r#"{"a": "\ud800", "b": {"c": -1e999, "d": 2}}"#).expect("an object");
        let texts: Vec<_> = values.texts.iter().map(|(key, text)| (&**key, &**text)).collect();
        assert_eq!(texts, [("b.c", "-1e999"), ("b.d", "2")]);
        assert_eq!(values.lost.as_deref(), Some(r#"a: "\ud800""#));

        let deep = format!("{{\"a\": {}1{}, \"b\": 2}}", "[".repeat(10_000), "]".repeat(10_000));
        let values = values_of(&deep).expect("an object");
        assert_eq!(values.texts, [("b".to_owned(), "2".to_owned())]);
        let deep = format!("{}1{}", "{\"a\":".repeat(10_000), "}".repeat(10_000));
        assert!(values_of(&deep).expect("an object").lost.is_some());
    }
}
