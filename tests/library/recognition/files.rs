//! Files without options: a run tells what each is as a check does, and decodes it once.

use std::{collections::BTreeMap, path::PathBuf, sync::Mutex};

use maillage::{
    Sources,
    intake::{
        check::{CheckOptions, check},
        input::FileStep,
        load::{LoadOptions, assign, load},
    },
};

use super::communes;
use crate::handmade::Folder;

/// A file of each kind that is told by its content, all invented.
fn files(folder: &Folder) -> Vec<PathBuf> {
    let list = "nom,adresse,code_insee,latitude,longitude";
    let by_age: Vec<String> = (0..=100).map(|age| format!("16001,{age:03},10\n")).collect();
    let files: [(&str, String); 16] = [
        ("communes.geojson", communes()),
        ("v0.csv", format!("{list},labels_nationaux\nMairie,1 rue Basse,16001,45.55,0.15,CNFS\n")),
        ("own.csv", format!("{list}\nMairie,1 rue Basse,16001,45.55,0.15\n")),
        ("names.csv", "nom,code_insee\nLe Relais,16001\nLa Halte,16002\n".to_owned()),
        (
            "fs.csv",
            "id_fs,lib_fs,adresse,latitude,longitude\n1,France services,1 rue,45.55,0.15\n".into(),
        ),
        (
            "stops.csv",
            "tournee,arret,latitude,longitude,recurrence\nBus,Halle,45.55,0.15,Mo 09:00-12:00\n"
                .into(),
        ),
        ("population.csv", "codgeo,pmun22\n16001,100\n".into()),
        ("need.csv", "code_insee,illectronisme\n16001,10\n".into()),
        ("epci.csv", "code_insee,epci_siren\n16001,200000001\n".into()),
        ("halls.csv", "code_insee,latitude,longitude\n16001,45.55,0.15\n".into()),
        ("passage.csv", "code_2018,code_2024\n16009,16001\n".into()),
        ("cog.csv", "typecom,com,libelle,comparent\nCOMD,16009,Ancien,16001\n".into()),
        ("ages.csv", "codgeo,p22_pop0014,p22_pop1529,p22_pop30p\n16001,10,20,70\n".into()),
        ("long.csv", format!("codgeo,aged100,nb\n{}", by_age.concat())),
        ("travel.csv", "origin,destination,minutes\n16001,16002,12\n".into()),
        ("school.csv", "zone,debut,fin\nA,2026-10-17,2026-11-01\n".into()),
    ];
    files.iter().map(|(name, text)| folder.write(name, text)).collect()
}

#[test]
fn a_run_tells_what_a_file_is_as_a_check_does() {
    let folder = Folder::new();
    let files = files(&folder);
    let checked = check(&files, &CheckOptions::default(), |_| {}).expect("no mapping was given");
    let mut kinds = Vec::new();
    for checked in checked {
        let schema = checked.outcome.unwrap_or_else(|error| panic!("{error}")).schema;
        let told = Mutex::new(Vec::new());
        let progress = |step: FileStep| {
            if let FileStep::Recognised(file) = step {
                told.lock().expect("one thread").push((file.path.clone(), file.kind.name));
            }
        };
        // The contours are known to a run as they are to the check.
        let mut given = vec![checked.path.clone()];
        given.extend((checked.path != files[0]).then(|| files[0].clone()));
        assign(&Sources { files: given, ..Sources::default() }, &progress).expect("a kind");
        assert_eq!(told.into_inner().expect("one thread")[0], (checked.path, schema));
        kinds.push(schema);
    }
    kinds.sort_unstable();
    kinds.dedup();
    assert!(kinds.len() >= 14, "{kinds:?}");
}

/// A file that was decoded to tell its kind is handed on: it is announced once.
#[test]
fn a_file_is_decoded_once() {
    let folder = Folder::new();
    let in_memory = |path: &PathBuf| {
        !["travel", "ages", "long", "halls"]
            .iter()
            .any(|name| path.ends_with(format!("{name}.csv")))
    };
    let files: Vec<PathBuf> = files(&folder).into_iter().filter(in_memory).collect();
    let read = Mutex::new(BTreeMap::new());
    let progress = |step: FileStep| {
        if let FileStep::Reading(path) = step {
            *read.lock().expect("no panic").entry(path.to_owned()).or_insert(0) += 1;
        }
    };
    let sources = Sources { files: files.clone(), ..Sources::default() };
    let (territory, ledger) =
        load(&sources, &LoadOptions::default(), &progress).expect("the files were made to be read");
    assert_eq!(territory.study().len(), 6);
    assert_eq!(ledger.accounts.len(), files.len());
    let read = read.into_inner().expect("no panic");
    assert_eq!(read, files.into_iter().map(|path| (path, 1)).collect());
}
