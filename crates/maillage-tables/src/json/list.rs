//! Where the records of a JSON text are, before they are decoded.

use std::{collections::HashSet, fmt, path::Path};

use serde::{
    Deserialize, Deserializer,
    de::{Error as _, SeqAccess, Visitor},
};
use serde_json::{Value, value::RawValue};

use super::values::Members;
use crate::{Error, Result, crs::Crs, reproject::Stated};

/// Objects within objects in which a list is looked for.
const DEEPEST: usize = 3;
/// Elements of a list that may be no object before it is taken for no list of records.
const MOST_STRAYS: usize = 100_000;
/// Members that a message names.
const LISTED: usize = 12;
/// Characters of what a message quotes.
const QUOTED: usize = 60;

/// The members of an object, still undecoded.
type Object<'text> = Vec<(String, &'text RawValue)>;

/// The records of a JSON text, still undecoded.
pub(super) struct List<'text> {
    pub(super) records: Vec<&'text str>,
    /// The keys that they stand under; none when they stand in an array.
    pub(super) keys: Vec<String>,
    pub(super) is_geojson: bool,
    /// What the `crs` member says; `None` without one.
    pub(super) crs: Option<Stated>,
}

/// The members of a FeatureCollection that matter.
#[derive(Deserialize)]
struct Collection<'text> {
    #[serde(borrow)]
    features: Option<Elements<'text>>,
    #[serde(borrow)]
    crs: Option<&'text RawValue>,
}

/// The elements of an array, cut without looking inside.
struct Elements<'text>(Vec<&'text str>);

impl<'text> List<'text> {
    /// Finds the records: the elements of an array, the features of a collection, the one
    /// list of objects inside an object, the objects that stand one a line, or under a key
    /// each.
    pub(super) fn find(path: &Path, text: &'text str) -> Result<Self> {
        if text.trim_start().starts_with('[') {
            return of_array(path, parsed(path, text)?);
        }
        // A collection is cut in one pass; whatever else the object is, it is looked at whole.
        if let Ok(Collection { features: Some(Elements(records)), crs }) =
            serde_json::from_str(text)
        {
            return Ok(of_features(records, crs));
        }
        let members: Object = match parsed(path, text) {
            Ok(Members(members)) => members,
            Err(error) => return by_line(text).ok_or(error),
        };
        // Of an object of objects with lists inside, the larger of both is the list.
        let list = within(path, &members)?;
        let by_key = by_key(&members);
        let larger = match (list, by_key) {
            (Some(list), Some(by_key)) if by_key.records.len() > list.records.len() => Some(by_key),
            (list, by_key) => list.or(by_key),
        };
        larger.ok_or_else(|| {
            let names = members.iter().take(LISTED).map(|(name, _)| quoted(name));
            let found = format!("an object of {}", names.collect::<Vec<_>>().join(", "));
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
        let found = format!("an array of values such as {}", quoted(elements[0]));
        return Err(Error::NoRecords { path: path.to_owned(), found });
    }
    Ok(of_records(elements))
}

/// The one list of objects that is least deep inside an object.
fn within<'text>(path: &Path, members: &Object<'text>) -> Result<Option<List<'text>>> {
    let mut level = vec![members.clone()];
    for _ in 0..DEEPEST {
        let mut lists = Vec::new();
        for object in &level {
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
        let inside = level.iter().flatten().filter(|(_, member)| member.get().starts_with('{'));
        level = inside.filter_map(|(_, member)| object(member)).collect();
    }
    Ok(None)
}

/// The members as records, when all are objects that have a key in common.
fn by_key<'text>(members: &Object<'text>) -> Option<List<'text>> {
    if members.len() < 2 {
        return None;
    }
    let mut common: Option<HashSet<String>> = None;
    for (_, member) in members {
        let keys: HashSet<String> = object(member)?.into_iter().map(|(key, _)| key).collect();
        let still = common.map_or(keys.clone(), |common| &common & &keys);
        if still.is_empty() {
            return None;
        }
        common = Some(still);
    }
    let keys = members.iter().map(|(key, _)| key.clone()).collect();
    Some(List { keys, ..of_records(members.iter().map(|(_, member)| member.get())) })
}

/// The records of a text that has one a line, as logs and some exports have. A line that is
/// none costs itself.
fn by_line(text: &str) -> Option<List<'_>> {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let Members(first): Members<&RawValue> = serde_json::from_str(lines().next()?).ok()?;
    if !lines().nth(1)?.starts_with('{') {
        return None;
    }
    let strays = lines().filter(|line| !line.starts_with('{')).count();
    let is_feature =
        |(key, value): &(String, &RawValue)| key == "type" && value.get() == "\"Feature\"";
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

/// The system named by a `crs` member, as GeoJSON had before RFC 7946.
fn stated(member: &RawValue) -> Stated {
    let value: Value = serde_json::from_str(member.get()).unwrap_or_default();
    let name = value.pointer("/properties/name").and_then(Value::as_str);
    Stated::or_words(name.and_then(Crs::from_name), name.unwrap_or(member.get()))
}

/// `text` decoded; an error tells where it breaks. The parts of a text that was decoded do
/// not break.
fn parsed<'text, T: Deserialize<'text>>(path: &Path, text: &'text str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| Error::Json {
        path: path.to_owned(),
        line: error.line(),
        column: error.column(),
        reason: reason(&error),
    })
}

/// The decoder's words without the position, which is told apart.
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
