//! A folder of inputs that `maillage` is run in, and what it left there.

use std::{
    fs,
    path::{Path, PathBuf},
    process,
    sync::LazyLock,
};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// A folder of its own for one test.
pub(crate) struct Folder {
    path: PathBuf,
    /// Removed with the folder; `None` for the shared one, which lives as long as the tests.
    _temporary: Option<TempDir>,
}

/// What a run answered.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Folder {
    pub(crate) fn empty() -> Self {
        let temporary = TempDir::new().expect("the system gives a folder");
        Self { path: temporary.path().to_owned(), _temporary: Some(temporary) }
    }

    /// The folder in which `maillage demo` was run once for all tests, to be read only, and what
    /// the run answered.
    pub(crate) fn demo() -> &'static (Self, Ran) {
        static DEMO: LazyLock<(Folder, Ran)> = LazyLock::new(|| {
            let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("demo");
            if path.exists() {
                fs::remove_dir_all(&path).expect("what earlier tests left is ours");
            }
            fs::create_dir_all(&path).expect("the target folder takes folders");
            let folder = Folder { path, _temporary: None };
            let ran = folder.done("demo");
            (folder, ran)
        });
        &DEMO
    }

    /// A folder of copies of `tests/fixtures/cli/` under these names.
    pub(crate) fn with(fixtures: &[&str]) -> Self {
        let folder = Self::empty();
        for name in fixtures {
            let source =
                Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/cli").join(name);
            let contents = fs::read(&source).unwrap_or_else(|error| panic!("{name}: {error}"));
            folder.put(name, contents);
        }
        folder
    }

    /// A folder of the files of the demo's island.
    pub(crate) fn island() -> Self {
        let folder = Self::empty();
        for file in maillage_synth::territory(&maillage_synth::SynthOptions::default()).files {
            folder.put(file.name, file.contents);
        }
        folder
    }

    pub(crate) fn put(&self, name: &str, contents: impl AsRef<[u8]>) {
        fs::write(self.path(name), contents).expect("the folder takes files");
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Runs `maillage` in the folder; `line` is cut at its spaces.
    pub(crate) fn run(&self, line: &str) -> Ran {
        self.run_words(&line.split_whitespace().collect::<Vec<_>>())
    }

    /// Runs `maillage` in the folder with these arguments.
    pub(crate) fn run_words(&self, words: &[&str]) -> Ran {
        let line = words.join(" ");
        let output = Command::new(env!("CARGO_BIN_EXE_maillage"))
            .current_dir(&self.path)
            .args(words)
            .output()
            .expect("the binary runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the binary speaks UTF-8");
        // Tests are read, and written, with plain spaces; a layer on standard output stays as it is.
        let plain = |bytes: Vec<u8>| match text(bytes) {
            layer if layer.starts_with('{') => layer,
            said => said.replace(['\u{a0}', '\u{202f}'], " "),
        };
        let ran = Ran {
            code: output.status.code().expect("no signal ends it"),
            stdout: plain(output.stdout),
            stderr: plain(output.stderr),
        };
        assert!(!ran.stderr.contains("panicked"), "maillage {line}\n{}", ran.stderr);
        ran
    }

    /// Runs `maillage` for a reader of its standard output that leaves at once.
    #[track_caller]
    pub(crate) fn unheard(&self, line: &str) -> Ran {
        let mut running = process::Command::new(env!("CARGO_BIN_EXE_maillage"))
            .current_dir(&self.path)
            .args(line.split_whitespace())
            .stdout(process::Stdio::piped())
            .stderr(process::Stdio::piped())
            .spawn()
            .expect("the binary runs");
        drop(running.stdout.take());
        let output = running.wait_with_output().expect("the binary ends");
        Ran {
            code: output.status.code().expect("no signal ends it"),
            stdout: String::new(),
            stderr: String::from_utf8(output.stderr).expect("the binary speaks UTF-8"),
        }
    }

    /// Runs what must succeed.
    pub(crate) fn done(&self, line: &str) -> Ran {
        let ran = self.run(line);
        assert_eq!(ran.code, 0, "maillage {line}\n{}", ran.stderr);
        ran
    }

    /// Runs in English, unless `line` names a language, what must end as
    /// [`refused_as_it_is`](Self::refused_as_it_is).
    #[track_caller]
    pub(crate) fn refused(&self, line: &str, words: &[&str]) -> Ran {
        let is_told = line.contains("--lang");
        self.refused_as_it_is(
            &if is_told { line.to_owned() } else { format!("{line} --lang en") },
            words,
        )
    }

    /// Runs what must end with exit code 1, a message that holds each of `words`, nothing on
    /// standard output, and every file of the folder as it was.
    #[track_caller]
    pub(crate) fn refused_as_it_is(&self, line: &str, words: &[&str]) -> Ran {
        let before = self.contents();
        let ran = self.run(line);
        assert_eq!(ran.code, 1, "maillage {line}\n{}", ran.stderr);
        for word in words {
            assert!(ran.stderr.contains(word), "`{word}` is not in: {}", ran.stderr);
        }
        assert_eq!(ran.stdout, "", "maillage {line}");
        assert!(self.contents() == before, "maillage {line} left {:?}", self.names());
        ran
    }

    /// Every file below the folder, hidden ones too, in order.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        let mut folders = vec![self.path.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("the folder is read") {
                let path = entry.expect("the folder is read").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(&self.path).expect("it is below the folder");
                    names.push(name.to_string_lossy().replace('\\', "/"));
                }
            }
        }
        names.sort();
        names
    }

    /// Every file below the folder with its bytes.
    pub(crate) fn contents(&self) -> Vec<(String, Vec<u8>)> {
        let read = |name: String| {
            let bytes = fs::read(self.path(&name)).expect("it was listed a moment ago");
            (name, bytes)
        };
        self.names().into_iter().map(read).collect()
    }

    pub(crate) fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(crate) fn layer(&self, name: &str) -> Layer {
        Layer::parse(&self.text(name))
    }
}

/// A GeoJSON layer that was written.
pub(crate) struct Layer(pub(crate) Value);

impl Layer {
    pub(crate) fn parse(text: &str) -> Self {
        let layer: Value = serde_json::from_str(text).expect("a layer is JSON");
        assert_eq!(layer["type"], "FeatureCollection");
        Self(layer)
    }

    /// The layer as text, without the files that it says were written with it.
    pub(crate) fn without_files(mut self) -> String {
        self.0["metadata"]["execution"]["fichiers"].take();
        self.0.to_string()
    }

    pub(crate) fn features(&self) -> &[Value] {
        self.0["features"].as_array().expect("a layer has features")
    }

    /// What the features hold in `column`, in their order.
    pub(crate) fn column(&self, column: &str) -> Vec<Value> {
        let value = |feature: &Value| feature["properties"][column].clone();
        self.features().iter().map(value).collect()
    }

    /// The names of the columns, in order; the same on every feature.
    pub(crate) fn columns(&self) -> Vec<String> {
        let of = |feature: &Value| -> Vec<String> {
            let properties = feature["properties"].as_object().expect("a feature has properties");
            properties.keys().cloned().collect()
        };
        let columns = of(&self.features()[0]);
        assert!(self.features().iter().all(|feature| of(feature) == columns));
        columns
    }
}
