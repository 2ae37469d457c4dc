use std::{collections::BTreeMap, thread};

use super::*;

const NAMES: [&str; 3] = ["x.geojson", "x.qml", "x.ledger.csv"];

/// A folder of the test, and the paths of a set in it.
struct Folder(tempfile::TempDir);

impl Folder {
    /// With the files of `old` there already.
    fn with(old: &[&str]) -> Self {
        let folder = Self(tempfile::tempdir().expect("a folder can be made"));
        old.iter().for_each(|name| fs::write(folder.path(name), "old").expect("it takes files"));
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn paths(&self) -> Vec<PathBuf> {
        NAMES.map(|name| self.path(name)).to_vec()
    }

    fn reserve(&self) -> Result<OutputSet> {
        OutputSet::reserve(&self.paths(), &[])
    }

    /// A set that is written but not in place, each file with `content`.
    fn written(&self, content: &str) -> OutputSet {
        let mut set = self.reserve().expect("the folder takes files");
        for rank in 0..set.len() {
            set.write(rank, |to| to.write_all(content.as_bytes())).expect("the disk has room");
        }
        set
    }

    /// Everything in the folder, hidden or not: files with their content.
    fn content(&self) -> BTreeMap<String, String> {
        let entries = fs::read_dir(self.0.path()).expect("it is a folder").flatten();
        let named = entries.map(|entry| {
            let content = fs::read_to_string(entry.path()).unwrap_or_else(|_| "folder".to_owned());
            (entry.file_name().to_string_lossy().into_owned(), content)
        });
        named.collect()
    }

    fn holds(&self, files: &[(&str, &str)]) {
        let files = files.iter().map(|(name, content)| (name.to_string(), content.to_string()));
        assert_eq!(self.content(), files.collect());
    }

    fn holds_all(&self, content: &str) {
        self.holds(&NAMES.map(|name| (name, content)));
    }
}

/// Writes the journal of `set`, puts the first `placed` files in place, and dies.
fn die_after(set: OutputSet, placed: usize, is_undoing: bool) {
    let OutputSet { files, stagings, .. } = set;
    let journal = Journal {
        stagings: stagings.iter().map(|staging| staging.path().into()).collect(),
        moves: files.iter().map(Move::from).collect(),
    };
    journal.write().expect("the disk has room");
    let begun = Journal { moves: journal.moves[..placed].to_vec(), ..journal };
    assert!(begun.carry_out().is_ok());
    if is_undoing {
        staging::set_undoing(stagings[0].path()).expect("the disk has room");
    }
    stagings.into_iter().for_each(Staging::leave);
}

#[test]
fn a_set_appears_whole_and_leaves_nothing_beside_it() {
    for old in [&[][..], &NAMES[1..2], &NAMES] {
        let folder = Folder::with(old);
        let set = folder.written("new");
        assert!(NAMES.iter().all(|name| folder.path(name).exists() == old.contains(name)));
        set.publish().expect("nothing is in the way");
        folder.holds_all("new");
    }
}

#[test]
fn a_set_that_is_dropped_changes_nothing() {
    let folder = Folder::with(&NAMES);
    drop(folder.written("new"));
    folder.holds_all("old");
    let mut set = folder.reserve().expect("the folder takes files");
    let full = |_: &mut dyn Write| Err(io::ErrorKind::StorageFull.into());
    assert!(matches!(set.write(1, full), Err(Error::Write { .. })));
    drop(set);
    folder.holds_all("old");
}

#[test]
fn a_file_that_cannot_be_put_in_place_puts_back_all() {
    for (blocked, name) in NAMES.into_iter().enumerate() {
        for old in [&[][..], &NAMES] {
            let folder = Folder::with(old);
            let set = folder.written("new");
            let _ = fs::remove_file(folder.path(name));
            fs::create_dir(folder.path(name)).expect("the folder takes folders");
            match set.publish() {
                Err(Error::Write { path, .. }) => {
                    assert_eq!(path.file_name(), folder.paths()[blocked].file_name());
                }
                other => panic!("{other:?}"),
            }
            let kept = |other: &&&str| ***other != *name;
            let mut expected: Vec<_> = old.iter().filter(kept).map(|name| (*name, "old")).collect();
            expected.push((name, "folder"));
            folder.holds(&expected);
        }
    }
}

#[test]
fn the_next_run_finishes_what_a_killed_one_had_begun() {
    for placed in 0..=NAMES.len() {
        let folder = Folder::with(&NAMES[..2]);
        die_after(folder.written("new"), placed, false);
        let set = folder.reserve().expect("the folder takes files");
        // With all files in place there is nothing to finish.
        assert_eq!(set.resumed().len(), usize::from(placed < NAMES.len()));
        assert!(set.resumed().iter().all(|resumed| resumed.is_finished));
        drop(set);
        folder.holds_all("new");
    }
}

#[test]
fn the_next_run_goes_on_undoing() {
    for placed in 0..=NAMES.len() {
        let folder = Folder::with(&NAMES[..2]);
        die_after(folder.written("new"), placed, true);
        let set = folder.reserve().expect("the folder takes files");
        assert!(set.resumed().iter().all(|resumed| !resumed.is_finished));
        drop(set);
        folder.holds(&[(NAMES[0], "old"), (NAMES[1], "old")]);
    }
}

#[test]
fn a_run_killed_before_its_files_were_complete_is_swept() {
    let folder = Folder::with(&NAMES);
    folder.written("new").stagings.into_iter().for_each(Staging::leave);
    assert_eq!(folder.content().len(), NAMES.len() + 1);
    let set = folder.reserve().expect("the folder takes files");
    assert_eq!(set.resumed(), []);
    drop(set);
    folder.holds_all("old");
}

#[test]
fn a_mixed_set_is_named_until_it_can_be_mended() {
    let folder = Folder::with(&NAMES);
    die_after(folder.written("new"), 1, false);
    // Neither can the second be put in place, nor the first put back.
    for name in &NAMES[..2] {
        fs::remove_file(folder.path(name)).expect("it is there");
        fs::create_dir_all(folder.path(name).join("full")).expect("the folder takes folders");
    }
    let third = [folder.path(NAMES[2])];
    for _ in 0..2 {
        assert!(matches!(OutputSet::reserve(&third, &[]), Err(Error::Mixed { .. })));
    }
    // Other files of the folder do not wait for it.
    assert!(OutputSet::reserve(&[folder.path("y.geojson")], &[]).is_ok());
    for name in &NAMES[..2] {
        fs::remove_dir_all(folder.path(name)).expect("it is there");
    }
    let set = folder.reserve().expect("nothing is in the way");
    assert_eq!(set.resumed().len(), 1);
    drop(set);
    // The second is what was removed above.
    folder.holds(&[(NAMES[0], "old"), (NAMES[2], "old")]);
}

#[test]
fn a_set_over_two_folders_is_one() {
    let (one, other) = (Folder::with(&NAMES[..1]), Folder::with(&NAMES[1..2]));
    let paths = [one.path(NAMES[0]), other.path(NAMES[1])];
    let written = || {
        let mut set = OutputSet::reserve(&paths, &[]).expect("the folders take files");
        (0..2).for_each(|rank| set.write(rank, |to| to.write_all(b"new")).expect("there is room"));
        set
    };
    die_after(written(), 1, false);
    // Whichever of the folders a run comes to mends both.
    drop(OutputSet::reserve(&[other.path("y")], &[]).expect("the folder takes files"));
    assert_eq!(one.content()[NAMES[0]], "new");
    other.holds(&[(NAMES[1], "new")]);
    drop(OutputSet::reserve(&[one.path("y")], &[]).expect("the folder takes files"));
    one.holds(&[(NAMES[0], "new")]);
    // Without the journal that decides, nothing was begun.
    fs::write(&paths[1], "old").expect("the folder takes files");
    let set = written();
    let first = set.stagings[0].path().to_owned();
    die_after(set, 0, false);
    fs::remove_dir_all(&first).expect("it is there");
    let last = if first.starts_with(one.0.path()) { &other } else { &one };
    drop(OutputSet::reserve(&[last.path("y")], &[]).expect("the folder takes files"));
    assert_eq!(last.content().len(), 1);
}

#[test]
fn a_run_that_lives_is_not_swept() {
    let folder = Folder::with(&NAMES);
    let set = folder.written("first");
    folder.written("second").publish().expect("nothing is in the way");
    folder.holds_all_but_staging("second");
    set.publish().expect("nothing is in the way");
    folder.holds_all("first");
}

impl Folder {
    /// As [`Self::holds_all`], with the staging folder of a run that lives.
    fn holds_all_but_staging(&self, content: &str) {
        assert_eq!(self.content().len(), NAMES.len() + 1);
        assert!(NAMES.iter().all(|name| self.content()[*name] == content));
    }
}

#[test]
fn sets_put_in_place_at_once_do_not_mix() {
    let folder = Folder::with(&NAMES);
    for round in 0..20 {
        let sets = [0, 1, 2, 3].map(|run| folder.written(&format!("{round}-{run}")));
        thread::scope(|threads| {
            for set in sets {
                threads.spawn(|| set.publish().expect("nothing is in the way"));
            }
        });
        let content = folder.content();
        folder.holds_all(&content[NAMES[0]]);
    }
}

#[test]
fn a_name_that_cannot_be_is_refused_at_once() {
    let folder = Folder::with(&[]);
    let long = "é".repeat(128);
    for names in [[long.as_str(), "x"], ["x", long.as_str()]] {
        let paths = names.map(|name| folder.path(name));
        assert!(matches!(OutputSet::reserve(&paths, &[]), Err(Error::Write { .. })));
    }
    folder.holds(&[]);
}

#[test]
fn a_set_that_was_undone_is_not_undone_again() {
    let (one, other) = (Folder::with(&[]), Folder::with(&[]));
    let paths = [one.path(NAMES[0]), other.path(NAMES[1])];
    let mut set = OutputSet::reserve(&paths, &[]).expect("the folders take files");
    (0..2).for_each(|rank| set.write(rank, |to| to.write_all(b"new")).expect("there is room"));
    die_after(set, 1, true);
    // A run in the second folder undoes it; files written there since stay.
    drop(OutputSet::reserve(&[other.path("y")], &[]).expect("the folder takes files"));
    fs::write(&paths[0], "later").expect("the folder takes files");
    fs::write(&paths[1], "later").expect("the folder takes files");
    drop(OutputSet::reserve(&[one.path("y")], &[]).expect("the folder takes files"));
    one.holds(&[(NAMES[0], "later")]);
    other.holds(&[(NAMES[1], "later")]);
}

#[test]
fn a_journal_of_others_touches_nothing() {
    let (folder, elsewhere) = (Folder::with(&[]), Folder::with(&NAMES[..1]));
    let planted = folder.path(".maillage-run-planted");
    fs::create_dir_all(planted.join("old")).expect("the folder takes folders");
    fs::create_dir_all(planted.join("new")).expect("the folder takes folders");
    fs::write(planted.join("undoing"), "").expect("the folder takes files");
    let outside = elsewhere.path(NAMES[0]).into_os_string();
    let beside = elsewhere.path(".maillage-run-x").into_os_string();
    for (stagings, name) in [
        (vec![planted.clone().into_os_string()], outside),
        (vec![planted.clone().into_os_string()], "../x".into()),
        (vec![planted.clone().into_os_string(), beside.clone()], NAMES[0].into()),
        (vec![beside, planted.clone().into_os_string()], NAMES[0].into()),
    ] {
        let staging = stagings.len() - 1;
        let journal = Journal { stagings, moves: vec![Move { staging, name, replaces: false }] };
        let content = serde_json::to_vec(&journal).expect("a journal is JSON");
        fs::write(staging::journal(&planted), content).expect("the folder takes files");
        if journal.stagings.len() == 1 {
            assert_eq!(Journal::read(&planted), None);
        }
    }
    drop(folder.reserve().expect("the folder takes files"));
    folder.holds(&[]);
    elsewhere.holds(&[(NAMES[0], "old")]);
}

#[test]
fn a_geopackage_that_another_program_writes_to_is_not_replaced() {
    let folder = Folder::with(&[]);
    let path = folder.path("x.gpkg");
    let open = || rusqlite::Connection::open(&path).expect("the folder takes files");
    let reserve = || OutputSet::reserve(std::slice::from_ref(&path), &[]);
    let written = || {
        let mut set = reserve().expect("nobody has it");
        set.write(0, |to| to.write_all(b"new")).expect("the disk has room");
        set
    };
    let other = open();
    let rows = "PRAGMA journal_mode = WAL; CREATE TABLE t (c); INSERT INTO t VALUES (1);";
    other.execute_batch(rows).expect("the disk has room");
    assert!(folder.path("x.gpkg-wal").exists());
    match reserve() {
        Err(Error::InUse { path: held }) => assert_eq!(held, path),
        other => panic!("{other:?}"),
    }
    drop(other);
    // It is opened while the run does its work.
    let set = written();
    let other = open();
    other.execute_batch("INSERT INTO t VALUES (2);").expect("the disk has room");
    assert!(matches!(set.publish(), Err(Error::InUse { .. })));
    let rows: i64 = other.query_row("SELECT count(*) FROM t", [], |row| row.get(0)).expect("sound");
    assert_eq!(rows, 2);
    drop(other);
    written().publish().expect("nobody has it");
    folder.holds(&[("x.gpkg", "new")]);
}

#[test]
fn changes_beside_a_geopackage_that_is_gone_are_not_left_for_a_new_one() {
    let folder = Folder::with(&["x.gpkg-wal"]);
    match OutputSet::reserve(&[folder.path("x.gpkg")], &[]) {
        Err(Error::InUse { path }) => assert!(path.ends_with("x.gpkg-wal"), "{path:?}"),
        other => panic!("{other:?}"),
    }
    folder.holds(&[("x.gpkg-wal", "old")]);
}

#[test]
fn a_geopackage_that_is_only_open_and_a_file_that_is_no_database_are_replaced() {
    let folder = Folder::with(&["x.gpkg"]);
    let publish = || {
        let mut set = OutputSet::reserve(&[folder.path("x.gpkg")], &[]).expect("nobody has it");
        set.write(0, |to| to.write_all(b"new")).expect("the disk has room");
        set.publish().expect("nobody has it");
        folder.holds(&[("x.gpkg", "new")]);
    };
    publish();
    fs::remove_file(folder.path("x.gpkg")).expect("it is there");
    // As QGIS shows a layer that is not edited: no lock, and nothing beside it.
    let other = rusqlite::Connection::open(folder.path("x.gpkg")).expect("the folder takes files");
    other.execute_batch("CREATE TABLE t (c)").expect("the disk has room");
    publish();
}
