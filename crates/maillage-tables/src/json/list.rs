//! Finds the records of a JSON text without decoding them.

use std::{borrow::Cow, collections::HashSet, fmt, path::Path, slice};

use serde::{
    Deserialize, Deserializer,
    de::{Error as _, SeqAccess, Visitor},
};
use serde_json::{Value, value::RawValue};

use super::values::Members;
use crate::{Budget, Error, Result, crs::Crs, reproject::StatedCrs, sentences};

/// Maximum depth of nested objects in which a list is searched.
const DEEPEST: usize = 3;
/// Maximum number of elements that are not objects in a list of records.
const MOST_STRAYS: usize = 100_000;
/// Maximum number of members that a message names.
const LISTED: usize = 12;
/// Maximum length of a quotation in a message, in characters.
const QUOTED: usize = 60;

/// Members of an object, not yet decoded.
type Object<'text> = Vec<(Cow<'text, str>, &'text RawValue)>;

/// Records of a JSON text, not yet decoded.
pub(super) struct List<'text> {
    pub(super) records: Vec<&'text str>,
    /// Keys of the records. Empty when the records are elements of an array.
    pub(super) keys: Vec<Cow<'text, str>>,
    pub(super) is_geojson: bool,
    /// The system that the `crs` member states. `None` without this member.
    pub(super) crs: Option<StatedCrs>,
}

/// The members of a FeatureCollection that are used.
#[derive(Deserialize)]
struct Collection<'text> {
    #[serde(borrow)]
    features: Option<Elements<'text>>,
    #[serde(borrow)]
    crs: Option<&'text RawValue>,
}

/// Elements of an array, not yet decoded.
struct Elements<'text>(Vec<&'text str>);

impl<'text> List<'text> {
    /// Finds the records: the elements of an array, the features of a collection, the only list of
    /// objects inside an object, one object per line, or objects by key.
    pub(super) fn find(path: &Path, text: &'text str, budget: &mut Budget) -> Result<Self> {
        let list = Self::found(path, text)?;
        budget.take_values::<&str>(list.records.len())?;
        budget.take_values::<Cow<str>>(list.keys.len())?;
        Ok(list)
    }

    fn found(path: &Path, text: &'text str) -> Result<Self> {
        if text.trim_start().starts_with('[') {
            return of_array(path, parsed(path, text)?);
        }
        // A FeatureCollection is split in one pass. Any other object is decoded as a whole.
        if let Ok(Collection { features: Some(Elements(records)), crs }) =
            serde_json::from_str(text)
        {
            return Ok(of_features(records, crs));
        }
        let members: Object = match parsed(path, text) {
            Ok(Members(members)) => members,
            Err(error) => return by_line(text).ok_or(error),
        };
        // An object of objects can itself contain a list. The larger of the two is chosen.
        let list = within(path, &members)?;
        let by_key = by_key(&members);
        let larger = match (list, by_key) {
            (Some(list), Some(by_key)) if by_key.records.len() > list.records.len() => Some(by_key),
            (list, by_key) => list.or(by_key),
        };
        larger.ok_or_else(|| {
            let names = members.iter().take(LISTED).map(|(name, _)| quoted(name));
            let found = sentences::an_object(&names.collect::<Vec<_>>().join(", "));
            Error::NoRecords { path: path.to_owned(), found }
        })
    }
}

fn of_records<'text>(records: impl IntoIterator<Item = &'text str>) -> List<'text> {
    let records = records.into_iter().collect();
    List { records, keys: Vec::new(), is_geojson: false, crs: None }
}

fn of_features<'text>(records: Vec<&'text str>, crs: Option<&RawValue>) -> List<'text> {
    let crs = crs.filter(|crs| crs.get() != "null").map(stated);
    List { is_geojson: true, crs, ..of_records(records) }
}

fn of_array<'text>(path: &Path, Elements(elements): Elements<'text>) -> Result<List<'text>> {
    if !elements.is_empty() && !elements.iter().any(|raw| raw.starts_with('{')) {
        let found = sentences::an_array(&quoted(elements[0]));
        return Err(Error::NoRecords { path: path.to_owned(), found });
    }
    Ok(of_records(elements))
}

/// The only list of objects at the least depth inside an object. `None` when there is none, or
/// several at that depth.
fn within<'text>(path: &Path, members: &Object<'text>) -> Result<Option<List<'text>>> {
    let mut inside = Vec::new();
    for depth in 0..DEEPEST {
        let level = if depth == 0 { slice::from_ref(members) } else { &inside[..] };
        let mut lists = Vec::new();
        for object in level {
            let of_object = object.iter().filter(|(_, member)| is_list(member));
            lists.extend(of_object.map(|(key, member)| (object, key, *member)));
        }
        match lists[..] {
            [] => {}
            [(object, key, member)] => {
                let elements: Elements = parsed(path, member.get())?;
                if key == "features" {
                    let crs = object.iter().find(|(key, _)| key == "crs").map(|(_, crs)| *crs);
                    return Ok(Some(of_features(elements.0, crs)));
                }
                return of_array(path, elements).map(Some);
            }
            _ => return Ok(None),
        }
        let objects = level.iter().flatten().filter(|(_, member)| member.get().starts_with('{'));
        inside = objects.filter_map(|(_, member)| object(member)).collect();
    }
    Ok(None)
}

/// The members as records by key. `None` unless there are several, all are objects, and they share
/// a key.
fn by_key<'text>(members: &Object<'text>) -> Option<List<'text>> {
    if members.len() < 2 {
        return None;
    }
    let mut common: Option<HashSet<Cow<str>>> = None;
    for (_, member) in members {
        let keys: HashSet<Cow<str>> = object(member)?.into_iter().map(|(key, _)| key).collect();
        let still = common.map_or(keys.clone(), |common| &common & &keys);
        if still.is_empty() {
            return None;
        }
        common = Some(still);
    }
    let keys = members.iter().map(|(key, _)| key.clone()).collect();
    Some(List { keys, ..of_records(members.iter().map(|(_, member)| member.get())) })
}

/// The records of a text with one object per line. `None` when the text is something else. A line
/// that is no object only loses its own record.
fn by_line(text: &str) -> Option<List<'_>> {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let Members(first): Members<&RawValue> = serde_json::from_str(lines().next()?).ok()?;
    if !lines().nth(1)?.starts_with('{') {
        return None;
    }
    let strays = lines().filter(|line| !line.starts_with('{')).count();
    let is_feature =
        |(key, value): &(Cow<str>, &RawValue)| key == "type" && value.get() == "\"Feature\"";
    let is_geojson = first.iter().any(is_feature);
    (strays <= MOST_STRAYS).then(|| List { is_geojson, ..of_records(lines()) })
}

fn object<'text>(member: &'text RawValue) -> Option<Object<'text>> {
    serde_json::from_str(member.get()).ok().map(|Members(members)| members)
}

fn is_list(member: &RawValue) -> bool {
    let inside = member.get().strip_prefix('[').map(str::trim_start);
    inside.is_some_and(|inside| inside.starts_with('{'))
}

/// The system that a `crs` member names, as GeoJSON before RFC 7946 defined it.
fn stated(member: &RawValue) -> StatedCrs {
    let value: Value = serde_json::from_str(member.get()).unwrap_or_default();
    let name = value.pointer("/properties/name").and_then(Value::as_str);
    StatedCrs::or_words(name.and_then(Crs::from_name), name.unwrap_or(member.get()))
}

/// Decodes `text`. The error states its position, which is only correct for the whole text; parts
/// of a valid text cannot fail.
fn parsed<'text, T: Deserialize<'text>>(path: &Path, text: &'text str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| Error::Json {
        path: path.to_owned(),
        line: error.line(),
        column: error.column(),
        reason: reason(&error),
    })
}

/// Message of the decoder without the position, which the error states separately.
fn reason(error: &serde_json::Error) -> String {
    let words = error.to_string();
    words.split(" at line ").next().unwrap_or(&words).to_owned()
}

fn quoted(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

impl<'de: 'text, 'text> Deserialize<'de> for Elements<'text> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_seq(ElementsVisitor)
    }
}

struct ElementsVisitor;

impl<'de> Visitor<'de> for ElementsVisitor {
    type Value = Elements<'de>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(
        self,
        mut array: A,
    ) -> std::result::Result<Elements<'de>, A::Error> {
        let (mut elements, mut strays) = (Vec::new(), 0);
        while let Some(element) = array.next_element::<&'de RawValue>()? {
            if !element.get().starts_with('{') {
                strays += 1;
                if strays > MOST_STRAYS {
                    let many = format!("more than {MOST_STRAYS} elements are no records");
                    return Err(A::Error::custom(many));
                }
            }
            elements.push(element.get());
        }
        Ok(Elements(elements))
    }
}
