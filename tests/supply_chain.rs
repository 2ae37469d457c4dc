//! The chain of supply: what of others is compiled into the command line tool, under which
//! licences, from where.
//!
//! Cargo itself is asked: `cargo tree` for what is compiled with the default features on Linux and
//! on Windows, `cargo metadata` for what each crate says of itself. Optional dependencies that no
//! feature asks for stand in `Cargo.lock` and are not compiled: they do not count. The feature
//! `proj`, which builds PROJ in C++, is not judged.
//!
//! Nothing is downloaded: crates that only Windows needs are judged where `cargo fetch` has been
//! run, as `.ci/run` does. An exception below that excepts nothing any more is an error too.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    process::Command,
    sync::LazyLock,
};

use serde_json::Value;

const LINUX: &str = "x86_64-unknown-linux-gnu";
const WINDOWS: &str = "x86_64-pc-windows-msvc";

/// Licences that ask for no more than to be named, and why the less usual ones are taken.
const LICENCES: [(&str, &str); 9] = [
    ("MIT", "ours"),
    ("Apache-2.0", "ours"),
    ("Apache-2.0 WITH LLVM-exception", "Apache-2.0 with fewer conditions"),
    ("BSD-2-Clause", "as MIT"),
    ("BlueOak-1.0.0", "as Apache-2.0, in plain words"),
    ("BSD-3-Clause", "as MIT, and forbids the names of the authors in advertising"),
    ("CC0-1.0", "public domain"),
    ("Unicode-3.0", "as MIT, for the tables of Unicode"),
    ("Zlib", "as MIT, without its text in binaries"),
];

/// Crates of which two versions are compiled, and who asks for the older one.
const TWICE: [(&str, &str); 8] = [
    ("bitflags", "1 for flatbuffers 24, which flatgeobuf asks for"),
    ("foldhash", "with hashbrown"),
    ("kurbo", "0.11 for the svgtypes of resvg; 0.13 for the fonts that svg2pdf embeds"),
    ("hashbrown", "0.15 for rusqlite 0.37, which shares its SQLite with proj"),
    ("miniz_oxide", "0.8 for png and svg2pdf, of the resvg that svg2pdf asks for"),
    ("syn", "2 for the derives of wkb and wkt, thiserror 1 and num_enum: while building only"),
    ("thiserror", "1 for wkb and wkt"),
    ("thiserror-impl", "with thiserror"),
];

/// Crates that compile or link what is not Rust, or that say so.
const NATIVE: [(&str, &str); 6] = [
    ("libmimalloc-sys", "mimalloc in C: an eighth less processor than with the allocator of glibc"),
    ("libsqlite3-sys", "SQLite in C, which GeoPackage is: no other library writes it"),
    ("psm", "assembly that reads the stack pointer, for pest, which reads opening hours"),
    ("rayon-core", "links nothing: the name keeps two thread pools out of one program"),
    ("stacker", "a page of C on Windows, which asks for the limits of the stack, with psm"),
    ("wasm-bindgen-shared", "links nothing: the name keeps two versions apart; with ckmeans"),
];

/// Crates with which build scripts compile or find what is not Rust.
const TOOLS: [&str; 6] = ["bindgen", "cc", "cmake", "nasm-rs", "pkg-config", "vcpkg"];

const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// The output of cargo. `None` when it fails, with its reason on standard error.
fn cargo(arguments: &[&str]) -> Option<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let always = ["--locked", "--offline", "--manifest-path", manifest];
    let output = Command::new(cargo).args(arguments).args(always).output().expect("cargo runs");
    if !output.status.success() {
        eprintln!("cargo {}: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr));
        return None;
    }
    Some(String::from_utf8(output.stdout).expect("cargo writes UTF-8"))
}

/// What cargo says for one platform.
struct Platform {
    metadata: Value,
    /// The versions by name of what is compiled.
    compiled: BTreeMap<String, BTreeSet<String>>,
}

impl Platform {
    fn of(target: &str) -> Option<Self> {
        let metadata = cargo(&["metadata", "--format-version", "1", "--filter-platform", target])?;
        let tree = ["tree", "--edges", "normal,build", "--prefix", "none", "--no-dedupe"];
        let tree = cargo(&[&tree[..], &["--format", "{p}", "--target", target]].concat())?;
        let mut compiled: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for line in tree.lines() {
            let mut words = line.split(' ');
            if let (Some(name), Some(version)) = (words.next(), words.next()) {
                compiled.entry(name.to_owned()).or_default().insert(version.to_owned());
            }
        }
        assert!(compiled.len() > 100, "the tree holds {} crates", compiled.len());
        let metadata = serde_json::from_str(&metadata).expect("cargo writes JSON");
        Some(Self { metadata, compiled })
    }

    /// Linux, and Windows where its crates were fetched. Asked for once.
    fn all() -> &'static [Self] {
        static ALL: LazyLock<Vec<Platform>> = LazyLock::new(|| {
            let linux = Platform::of(LINUX).expect("the crates that were compiled are there");
            let windows = Platform::of(WINDOWS);
            if windows.is_none() {
                eprintln!("not judged: crates that only Windows needs; `cargo fetch` brings them");
            }
            std::iter::once(linux).chain(windows).collect()
        });
        &ALL
    }

    fn packages(&self) -> impl Iterator<Item = &Value> {
        self.metadata["packages"].as_array().expect("packages").iter()
    }

    fn is_ours(&self, package: &Value) -> bool {
        let ours = self.metadata["workspace_members"].as_array().expect("the workspace");
        ours.contains(&package["id"])
    }

    fn is_compiled(&self, package: &Value) -> bool {
        let version = format!("v{}", text(&package["version"]));
        self.compiled.get(text(&package["name"])).is_some_and(|of| of.contains(&version))
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Compares what was found with what is excepted, both ways.
#[track_caller]
fn assert_excepted<Reason>(found: &BTreeSet<&str>, exceptions: &[(&str, Reason)], what: &str) {
    let excepted: BTreeSet<&str> = exceptions.iter().map(|(name, _)| *name).collect();
    let new: Vec<_> = found.difference(&excepted).collect();
    let stale: Vec<_> = excepted.difference(found).collect();
    assert!(new.is_empty(), "{what}: {new:?}");
    assert!(stale.is_empty(), "no longer {what}, so take the exception out: {stale:?}");
}

/// The licences of the cheapest way to comply with an SPDX expression; the error names one that
/// is not taken. `/` stands for `OR`, as crates wrote before.
fn taken(expression: &str) -> Result<BTreeSet<String>, String> {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    let taken = alternatives(&mut rest)?;
    if rest.is_empty() { Ok(taken) } else { Err(format!("`{expression}` is not understood")) }
}

fn alternatives(words: &mut &[&str]) -> Result<BTreeSet<String>, String> {
    let mut best = conjunction(words);
    while let ["OR", rest @ ..] = *words {
        *words = rest;
        let other = conjunction(words);
        best = best.or(other);
    }
    best
}

fn conjunction(words: &mut &[&str]) -> Result<BTreeSet<String>, String> {
    let mut all = licence(words);
    while let ["AND", rest @ ..] = *words {
        *words = rest;
        let other = licence(words);
        all = all.and_then(|all| Ok(&all | &other?));
    }
    all
}

fn licence(words: &mut &[&str]) -> Result<BTreeSet<String>, String> {
    let found = match *words {
        ["(", rest @ ..] => {
            *words = rest;
            let inside = alternatives(words);
            let [")", rest @ ..] = *words else { return Err("an open parenthesis".to_owned()) };
            *words = rest;
            return inside;
        }
        [name, "WITH", exception, rest @ ..] => {
            *words = rest;
            format!("{name} WITH {exception}")
        }
        [name, rest @ ..] => {
            *words = rest;
            (*name).to_owned()
        }
        [] => return Err("no licence".to_owned()),
    };
    let is_taken = LICENCES.iter().any(|(known, _)| *known == found);
    if is_taken { Ok(BTreeSet::from([found])) } else { Err(found) }
}

#[test]
fn an_expression_of_licences_is_read_with_its_alternatives() {
    let of = |names: &[&str]| Ok(names.iter().map(|name| (*name).to_owned()).collect());
    assert_eq!(taken("GPL-3.0-only OR MIT"), of(&["MIT"]));
    assert_eq!(taken("Unlicense/MIT"), of(&["MIT"]));
    assert_eq!(taken("(MIT OR GPL-2.0-only) AND Zlib"), of(&["MIT", "Zlib"]));
    assert_eq!(taken("MIT OR GPL-2.0-only AND Zlib"), of(&["MIT"]));
    assert_eq!(taken("Apache-2.0 WITH LLVM-exception"), of(&["Apache-2.0 WITH LLVM-exception"]));
    for refused in ["GPL-3.0-only", "MIT AND GPL-3.0-only", "Zlib WITH x", "", "(MIT", "MIT MIT"] {
        assert!(taken(refused).is_err(), "{refused}");
    }
}

#[test]
fn every_crate_of_others_is_under_a_permissive_licence() {
    let platforms = Platform::all();
    let mut in_use: BTreeSet<String> = BTreeSet::new();
    for platform in platforms {
        for package in platform.packages() {
            match taken(text(&package["license"])) {
                Ok(taken) => in_use.extend(taken),
                Err(refused) => panic!(
                    "{} {} is under `{}`: {refused} is not in the list",
                    package["name"], package["version"], package["license"]
                ),
            }
        }
    }
    let in_use = in_use.iter().map(String::as_str).collect();
    assert_excepted(&in_use, &LICENCES, "in use");
}

#[test]
fn no_two_versions_of_a_crate_are_compiled_without_a_reason() {
    let platforms = Platform::all();
    let of_platforms = platforms.iter().flat_map(|platform| &platform.compiled);
    let twice = of_platforms.filter(|(_, versions)| versions.len() > 1);
    let twice: BTreeSet<&str> = twice.map(|(name, _)| name.as_str()).collect();
    assert_excepted(&twice, &TWICE, "compiled in two versions");
}

#[test]
fn nothing_comes_from_elsewhere_than_the_registry() {
    for platform in Platform::all() {
        for package in platform.packages().filter(|package| !platform.is_ours(package)) {
            assert_eq!(text(&package["source"]), REGISTRY, "{}", package["id"]);
        }
    }
}

#[test]
fn nothing_but_rust_is_compiled_or_linked_without_a_reason() {
    let platforms = Platform::all();
    let is_native = |package: &&Value| {
        let mut dependencies = package["dependencies"].as_array().into_iter().flatten();
        !package["links"].is_null()
            || dependencies.any(|of| {
                of["kind"] == "build"
                    && of["optional"] == false
                    && TOOLS.contains(&text(&of["name"]))
            })
    };
    let of_platform = |platform: &Platform| -> BTreeSet<String> {
        let compiled = platform.packages().filter(|package| platform.is_compiled(package));
        compiled.filter(is_native).map(|package| text(&package["name"]).to_owned()).collect()
    };
    let native: BTreeSet<String> = platforms.iter().flat_map(of_platform).collect();
    assert_excepted(&native.iter().map(String::as_str).collect(), &NATIVE, "not all Rust");
}

#[test]
fn every_crate_of_ours_forbids_unsafe_code() {
    let read = |path: &Path| -> toml::Table {
        let text = fs::read_to_string(path).expect("a manifest");
        text.parse().expect("a manifest is TOML")
    };
    let linux = &Platform::all()[0];
    let root = Path::new(text(&linux.metadata["workspace_root"])).join("Cargo.toml");
    let lints = &read(&root)["workspace"]["lints"]["rust"];
    assert_eq!(lints["unsafe_code"].as_str(), Some("forbid"));
    let ours: Vec<&Value> = linux.packages().filter(|package| linux.is_ours(package)).collect();
    assert!(ours.len() > 8);
    for package in ours {
        let manifest = read(Path::new(text(&package["manifest_path"])));
        let lints = manifest.get("lints").and_then(|lints| lints.get("workspace"));
        assert_eq!(lints.and_then(toml::Value::as_bool), Some(true), "{}", package["name"]);
    }
}
