//! A catalogue that was written, saved by hand, and is given back.
//!
//! Three invented squares with a list of médiation, one of France Services and one of stops.

mod alone;
mod beside;
mod recognised;

use std::path::PathBuf;

use maillage::{
    Lang, Place, Sources, Supply, Voice,
    hours::words::hours_text,
    intake::{
        catalogue::{Catalogue, CatalogueInputs, catalogue},
        ledger::{Account, Fate, Trouble},
    },
    output::write_places,
};
use serde_json::{Map, Value, json};

use crate::handmade::{Folder, squares};

const MEDIATION: &str = "\
id,nom,adresse,code_postal,commune,code_insee,latitude,longitude,services,labels_nationaux,horaires,date_maj
m1,Médiathèque d'Amont,1 rue Haute,01000,Carré 99001,99001,45.0512345678,0.05,Aide,France Services,Mo-Fr 09:00-12:00; PH off,2026-02-03
m2,Mairie d'Aval,2 rue Basse,99000,Carré 99002,99002,,,Aide,,,2026-02-03
m3,Épicerie,3 rue Creuse,99000,Carré 99003,99003,45.02,0.27,Aide,,quand il fait beau,2026-02-03
";
const FRANCE_SERVICES: &str = "\
id,nom,adresse,code_postal,commune,code_insee,latitude,longitude,horaires
f1,Médiathèque d'Amont,1 rue Haute,01000,Carré 99001,99001,45.0512345678,0.05,Sa 10:00-12:00
f2,France Services du Pont,9 quai Neuf,99000,Carré 99002,99002,45.08,0.16,Tu 14:00-17:00
";
const STOPS: &str = "\
tournee,vehicule,ordre,arret,latitude,longitude,code_insee,recurrence,valide_du,valide_au
Bus du lac,bus 1,1,Place du Puits,45.01,0.11,99002,mardi 9h-12h semaines impaires,2026-01-05,2026-12-18
Bus du lac,bus 1,2,Le Moulin,45.03,0.22,99003,,2026-01-05,2026-12-18
";

/// The three lists in a folder.
struct Lists {
    folder: Folder,
}

impl Lists {
    fn new() -> Self {
        let folder = Folder::new();
        folder.write("communes.geojson", squares(&["99001", "99002", "99003"]));
        folder.write("mediation.csv", MEDIATION);
        folder.write("fs.csv", FRANCE_SERVICES);
        folder.write("arrets.csv", STOPS);
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path(name)
    }

    fn supply(&self) -> Supply {
        Supply {
            mediation: vec![self.path("mediation.csv")],
            france_services: vec![self.path("fs.csv")],
            itinerant: vec![self.path("arrets.csv")],
            ..Supply::default()
        }
    }

    fn sources(&self, supply: Supply) -> Sources {
        Sources { communes: Some(self.path("communes.geojson")), supply, ..Sources::default() }
    }

    fn cleaned(&self, supply: Supply) -> Catalogue {
        let communes = Some(self.path("communes.geojson"));
        let inputs = CatalogueInputs { communes, supply, ..CatalogueInputs::default() };
        cleaned(&inputs)
    }

    /// The features of the catalogue of the three lists.
    fn features(&self) -> Vec<Value> {
        features(&self.cleaned(self.supply()))
    }

    /// The places of these features alone.
    fn alone(&self, features: &[Value]) -> Catalogue {
        let catalogue = self.folder.write("lieux.geojson", geojson(features));
        self.cleaned(Supply { catalogue: vec![catalogue], ..Supply::default() })
    }

    /// The places of the three lists, beside these features.
    fn beside(&self, features: &[Value]) -> Catalogue {
        let catalogue = self.folder.write("lieux.geojson", geojson(features));
        self.cleaned(Supply { catalogue: vec![catalogue], ..self.supply() })
    }
}

fn cleaned(inputs: &CatalogueInputs) -> Catalogue {
    let catalogue = catalogue(inputs, |_| {}).expect("the files were made to be read");
    for account in &catalogue.ledger.accounts {
        assert!(account.balances(), "{account:?}");
    }
    catalogue
}

/// The features of a catalogue as it is written.
fn features(catalogue: &Catalogue) -> Vec<Value> {
    let mut bytes = Vec::new();
    write_places(&mut bytes, catalogue, Voice::of(Lang::Fr)).expect("memory takes everything");
    let layer: Value = serde_json::from_slice(&bytes).expect("what is written is JSON");
    layer["features"].as_array().expect("a layer has features").clone()
}

fn geojson(features: &[Value]) -> String {
    // One feature a line, from line 2.
    let features: Vec<String> = features.iter().map(Value::to_string).collect();
    format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n", features.join(",\n"))
}

/// The row of a place, to be corrected.
fn row<'of>(features: &'of mut [Value], id: &str) -> &'of mut Map<String, Value> {
    let feature = features.iter_mut().find(|feature| feature["properties"]["id"] == id);
    feature.expect("a place of this id")["properties"].as_object_mut().expect("a row")
}

/// A feature that somebody drew by hand.
fn drawn(properties: Value, longitude: f64, latitude: f64) -> Value {
    let geometry = json!({"type": "Point", "coordinates": [longitude, latitude]});
    json!({"type": "Feature", "properties": properties, "geometry": geometry})
}

fn place<'of>(catalogue: &'of Catalogue, id: &str) -> &'of Place {
    catalogue.places.iter().find(|place| place.id == id).expect("a place of this id")
}

/// The hours of a place in words.
fn hours(place: &Place) -> Option<String> {
    place.schedule.as_ref().map(|schedule| hours_text(&schedule.recurrences, Lang::Fr))
}

fn account(catalogue: &Catalogue) -> &Account {
    let mut accounts = catalogue.ledger.accounts.iter();
    accounts.find(|account| account.schema == "catalogue-maillage").expect("a catalogue")
}

/// What the ledger tells of the rows of the catalogue, but for those without change.
fn told(catalogue: &Catalogue) -> Vec<(Fate, Trouble, &str)> {
    let issues = account(catalogue).issues.iter();
    let told = issues.filter(|issue| issue.trouble != Trouble::CatalogueUnchanged);
    told.map(|issue| (issue.fate, issue.trouble, issue.value.as_str())).collect()
}
