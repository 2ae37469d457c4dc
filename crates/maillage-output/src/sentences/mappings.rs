//! The comments of a mapping file: how sure each column was understood.

use maillage_words::words;

words! {
    columns_not_read { fr: "colonnes non reprises :", en: "columns not read:", }
    hours_by_day { fr: "horaires par jour :", en: "hours by day:", }
    no_coordinates {
        fr: "aucune colonne de coordonnées : les lieux sont situés d'après leur commune",
        en: "no column of coordinates: places are located by their communes",
    }
    own_geometries(why: &str) {
        fr: "position : géométries du fichier ; {why}",
        en: "position: the file's own geometries; {why}",
    }
    perhaps { fr: "peut-être", en: "perhaps", }
    to_fill_in {
        fr: "à compléter : nom de la colonne",
        en: "to fill in: the name of the column",
    }
    given { fr: "indiqué par l'utilisateur", en: "given by the user", }
    confidence(confidence: f64) { fr: "{confidence:.2}", en: "{confidence:.2}", }
    doubtful { fr: "DOUTEUX", en: "DOUBTFUL", }
    known_name { fr: "nom connu", en: "known name", }
    similar_name(likeness: f64) {
        fr: "nom approchant ({likeness:.2})",
        en: "similar name ({likeness:.2})",
    }
    unknown_name { fr: "nom inconnu", en: "unknown name", }
    similar_values(likeness: f64) {
        fr: "ressemblance des valeurs : {likeness:.2}",
        en: "similarity of the values: {likeness:.2}",
    }
    rows_filled(filled: usize, rows: usize) |s = filled, of = rows| {
        fr: "{filled} ligne{s} renseignée{s} sur {rows}",
        en: "{filled} of {rows} row{of} filled",
    }
    rows_in_france(examined: usize, in_france: usize) |s = examined| {
        fr: "{in_france} sur {examined} ligne{s} examinée{s} en France",
        en: "{in_france} of {examined} row{s} examined in France",
    }
    rows_agreeing(agreeing: usize, comparable: usize) {
        fr: "{agreeing} sur {comparable} dans la commune ou le département indiqués",
        en: "{agreeing} of {comparable} in the commune or département that they state",
    }
    against_names {
        fr: "les noms des colonnes indiquent l'inverse",
        en: "the columns' names say the opposite",
    }
}
