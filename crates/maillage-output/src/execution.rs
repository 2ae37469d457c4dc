//! Which run a file is of, and whether the files beside it are of the same one.

use std::{
    ffi::OsStr,
    fmt::{self, Debug, Display},
    fs,
    io::{BufRead, BufReader, Read},
    path::{Component, Path},
};

use maillage_hours::Lang;
use maillage_intake::ledger::Ledger;
use maillage_tables::sha256;
use serde::{Deserialize, Serialize};

/// What stands before the run in the files that are not GeoJSON.
pub(crate) const MARK: &str = "maillage-execution";
/// The first lines of a layer as GeoJSON, and the one that ends its metadata.
pub(crate) const FIRST_LINES: [&str; 2] = ["{", "\"type\": \"FeatureCollection\","];
pub(crate) const LAST_LINE: &str = "\"features\": [";
/// Longest beginning of a layer that is searched for its metadata, in bytes.
const LONGEST_HEAD: u64 = 1 << 24;

/// Largest file beside a layer that is read to tell its run, in bytes.
const LARGEST_BESIDE: u64 = 200_000_000;

/// Names a run by what it read and how it was asked: the same inputs and options give the same
/// name, in any order of the files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RunId(String);

impl RunId {
    /// The run that made `ledger` with `options`.
    pub fn of(ledger: &Ledger, options: &dyn Debug, lang: Lang) -> Self {
        let mut inputs: Vec<String> = ledger
            .accounts
            .iter()
            .map(|account| format!("{} {} {}", account.role.name(), account.file, account.sha256))
            .collect();
        inputs.sort_unstable();
        Self::of_inputs(&(inputs, &ledger.rates), options, lang)
    }

    /// The run of a job without a ledger, over `inputs` with `options`.
    pub fn of_inputs(inputs: &dyn Debug, options: &dyn Debug, lang: Lang) -> Self {
        let version = env!("CARGO_PKG_VERSION");
        let asked = format!("{version} {lang:?} {options:?} {inputs:?}");
        Self(sha256(asked)[..16].to_owned())
    }
}

impl Display for RunId {
    fn fmt(&self, to: &mut fmt::Formatter) -> fmt::Result {
        to.write_str(&self.0)
    }
}

/// What a layer says of its run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Execution {
    /// The run.
    #[serde(rename = "identifiant")]
    pub run: RunId,
    /// The command that made it, by which it can be made again; `None` where none is recorded.
    #[serde(rename = "commande", skip_serializing_if = "Option::is_none", default)]
    pub command: Option<serde_json::Value>,
    /// The other files of the set.
    #[serde(rename = "fichiers", default)]
    pub files: Vec<WrittenFile>,
}

impl Execution {
    /// The run with the command that made it.
    pub fn recorded(run: RunId, command: serde_json::Value) -> Self {
        Self { run, command: Some(command), files: Vec::new() }
    }
}

impl From<RunId> for Execution {
    fn from(run: RunId) -> Self {
        Self { run, command: None, files: Vec::new() }
    }
}

/// A file written with a layer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenFile {
    /// Its name; after the stem of the layer's, `.qml` of `map.qml`, where it has the same, so
    /// that a layer has the same bytes under every name.
    #[serde(rename = "nom")]
    pub name: String,
    /// The SHA-256 of its bytes, in hexadecimal, where it has no room for the run; `None` where
    /// it says itself which run it is of.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sha256: Option<String>,
}

impl WrittenFile {
    /// The file at `path` of `run` with `content`, as the layer at `layer` lists it.
    pub(crate) fn new(path: &Path, layer: &Path, content: &[u8], run: &RunId) -> Self {
        let [name, stem] = [path.file_name(), layer.file_stem()]
            .map(|name| name.unwrap_or_default().to_string_lossy().into_owned());
        let suffix = name.strip_prefix(&stem).filter(|suffix| suffix.starts_with('.'));
        let name = suffix.map_or_else(|| name.clone(), str::to_owned);
        let run = run.0.as_bytes();
        let is_marked = content.windows(run.len()).any(|part| part == run);
        Self { name, sha256: (!is_marked).then(|| sha256(content)) }
    }
}

/// The files beside the layer at `path` that say that they are of another run, or were changed
/// since; empty where `path` is no layer of this program. A file that is absent, or that says
/// nothing of its run, is not named.
pub fn other_runs_beside(path: &Path) -> Vec<String> {
    let Some(execution) = execution_of(path) else { return Vec::new() };
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let mut others = Vec::new();
    for WrittenFile { name, sha256: stated } in execution.files {
        let name = if name.starts_with('.') { format!("{stem}{name}") } else { name };
        let Some(content) = beside(path, &name) else { continue };
        let is_other = match stated {
            Some(stated) => sha256(&content) != stated,
            None => is_marked_otherwise(&String::from_utf8_lossy(&content), &execution.run),
        };
        others.extend(is_other.then_some(name));
    }
    others
}

/// The content of the file `name` beside `layer`; `None` where it is no file there, or larger than
/// those that are written with layers. Layers come from strangers, and so does `name`.
fn beside(layer: &Path, name: &str) -> Option<Vec<u8>> {
    let path = layer.with_file_name(name);
    let known = fs::metadata(&path).ok()?;
    let is_sound = is_file_name(name.as_ref()) && known.is_file() && known.len() <= LARGEST_BESIDE;
    is_sound.then(|| fs::read(path).ok()).flatten()
}

/// Whether `name` is that of a file in a folder, and leads to no other.
pub(crate) fn is_file_name(name: &OsStr) -> bool {
    let mut parts = Path::new(name).components();
    matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None))
}

/// Whether `content` names a run that is not `run`.
fn is_marked_otherwise(content: &str, run: &RunId) -> bool {
    let is_marked = content.contains(MARK) || content.contains(&MARK.to_ascii_uppercase());
    is_marked && !content.contains(&run.0)
}

/// What the layer at `path` says of its run; `None` where it says nothing.
fn execution_of(path: &Path) -> Option<Execution> {
    #[derive(Deserialize)]
    struct Head {
        metadata: Metadata,
    }
    #[derive(Deserialize)]
    struct Metadata {
        execution: Execution,
    }
    // The metadata come before the features, of which there may be gigabytes.
    let mut file = BufReader::new(fs::File::open(path).ok()?.take(LONGEST_HEAD));
    let mut head = String::new();
    for expected in FIRST_LINES {
        let longest = expected.len() as u64 + 2;
        let line = file.by_ref().take(longest).lines().next()?.ok()?;
        (line == expected).then(|| head.push_str(&line))?;
    }
    for line in file.lines() {
        match line.ok()? {
            line if line == LAST_LINE => break,
            line => head.push_str(&line),
        }
    }
    let head = head.strip_suffix(',')?;
    serde_json::from_str::<Head>(&format!("{head}}}")).ok().map(|head| head.metadata.execution)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A layer of `run` with a file that names it and one that has no room, as written.
    fn layer(folder: &Path, run: &RunId, style: &str, ledger: &str) -> std::path::PathBuf {
        let path = folder.join("x.geojson");
        let files = vec![
            WrittenFile::new(Path::new("x.qml"), &path, style.as_bytes(), run),
            WrittenFile::new(Path::new("x.ledger.csv"), &path, ledger.as_bytes(), run),
        ];
        assert_eq!(
            files.iter().map(|file| &file.name).collect::<Vec<_>>(),
            [".qml", ".ledger.csv"]
        );
        let layer = crate::Layer {
            name: "x",
            title: crate::Words::same("x"),
            about: crate::Words::same("x"),
            columns: Vec::new(),
            rows: 0,
            geometry_type: crate::GeometryType::None,
            geometry: Box::new(|_| unreachable!("there are no rows")),
            metadata: Box::new(|| Ok(serde_json::json!({"logiciel": "maillage"}))),
            execution: Some(Execution { run: run.clone(), command: None, files }),
        };
        let mut bytes = Vec::new();
        crate::LayerFormat::write(&crate::GeoJson, &layer, &mut bytes).expect("memory takes it");
        fs::write(&path, bytes).expect("the folder takes files");
        path
    }

    #[test]
    fn files_of_another_run_beside_a_layer_are_named() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let put = |name: &str, content: &str| {
            fs::write(folder.path().join(name), content).expect("the folder takes files");
        };
        let [run, other] = ["fr", "en"].map(|lang| RunId::of(&Ledger::default(), &lang, Lang::Fr));
        let style = |run: &RunId| format!("<qgis>\n<!-- {MARK}: {run} -->\n</qgis>");
        let path = layer(folder.path(), &run, &style(&run), "a,b\n");
        assert_eq!(other_runs_beside(&path), [""; 0]);
        put("x.qml", &style(&run));
        put("x.ledger.csv", "a,b\n");
        assert_eq!(other_runs_beside(&path), [""; 0]);
        put("x.qml", &style(&other));
        assert_eq!(other_runs_beside(&path), ["x.qml"]);
        put("x.ledger.csv", "a,c\n");
        assert_eq!(other_runs_beside(&path), ["x.qml", "x.ledger.csv"]);
        // As QGIS saves it: without the remark.
        put("x.qml", "<qgis>\n</qgis>");
        assert_eq!(other_runs_beside(&path), ["x.ledger.csv"]);
    }

    #[test]
    fn a_file_that_is_no_layer_says_nothing() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let path = folder.path().join("x.geojson");
        for content in ["", "{", "{\n\"type\": \"FeatureCollection\",\n", "nom;x\n", "\u{0}"] {
            fs::write(&path, content).expect("the folder takes files");
            assert_eq!(execution_of(&path), None);
        }
        assert_eq!(execution_of(folder.path()), None);
    }
}
