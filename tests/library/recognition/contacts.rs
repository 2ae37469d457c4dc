//! Personal data are carried only when they are asked for.

use maillage::{
    Place, Supply,
    intake::{catalogue::CatalogueInputs, ledger::Trouble, privacy::Contacts},
};

use super::{detail, listed, of_file};
use crate::handmade::Folder;

const LIST: &str = "nom;code_insee;latitude;longitude;Nom référent;Prénom référent;Téléphone;Mail;commentaire;horaires\n\
    Le Clic;16001;46.1;0.72;Inventé;Alix;01 99 00 12 34;alix@example.org;Écrire à alix@example.org ou au 01.99.00.12.34 (Mme A.);Lundi 9h-12h, sur rdv au 0199001234\n";

fn place(contacts: Contacts) -> (Place, Vec<Trouble>) {
    let folder = Folder::new();
    let mediation = vec![folder.write("liste.csv", LIST)];
    let supply = Supply { mediation, contacts, ..Supply::default() };
    let (mut places, account) = listed(&CatalogueInputs { supply, ..CatalogueInputs::default() });
    (places.remove(0), of_file(&account))
}

#[test]
fn contacts_are_dropped_from_their_columns_and_from_free_text() {
    let (place, told) = place(Contacts::Dropped);
    assert_eq!(told, [Trouble::ContactsDropped]);
    assert_eq!(detail(&place, "commentaire"), "Écrire à – ou au – (Mme A.)");
    assert_eq!(detail(&place, "horaires"), "Lundi 9h-12h, sur rdv au –");
    let carried = format!("{place:?}");
    for secret in ["Inventé", "Alix", "example.org", "99 00", "99.00", "019900"] {
        assert!(!carried.contains(secret), "{secret}: {carried}");
    }
}

#[test]
fn contacts_that_are_asked_for_are_carried_whole() {
    let (place, told) = place(Contacts::Kept);
    assert_eq!(told, []);
    assert_eq!(detail(&place, "contact"), "Inventé Alix");
    assert_eq!(detail(&place, "telephone"), "01 99 00 12 34");
    assert_eq!(detail(&place, "courriels"), "alix@example.org");
    assert!(detail(&place, "commentaire").contains("alix@example.org"));
}
