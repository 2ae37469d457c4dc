//! What single commands of a program say besides the report.

use std::fmt::Display;

// Checking files.

words! {
    columns_understood {
        fr: "colonnes comprises (à corriger dans un mapping.toml si besoin) :",
        en: "columns as understood (to be corrected in a mapping.toml if need be):",
    }
    line { fr: "ligne", en: "line", }
}

// Output files.

sentences! {
    run_finished(files: &str) {
        fr: "{files} : une exécution s'est interrompue en mettant ces fichiers en place ; c'est maintenant achevé.",
        en: "{files}: a run was stopped while it put these files in place; that is finished now.",
    }
    run_undone(files: &str) {
        fr: "{files} : une exécution s'est interrompue en mettant ces fichiers en place ; ceux d'avant sont rétablis.",
        en: "{files}: a run was stopped while it put these files in place; those of before are back.",
    }
    other_run(layer: &dyn Display, file: &str) {
        fr: "{layer} : {file}, à côté, vient d'une autre exécution, ou a été modifié depuis.",
        en: "{layer}: {file} beside it is of another run, or was changed since.",
    }
}

// Territories.

sentences! {
    name_of_drawn_with(name: &str, with: &str, code: &dyn Display) {
        fr: "« {name} » : commune dessinée ici avec {with} ({code}), qu'elle a quittée ; les deux sont prises ensemble.",
        en: "“{name}”: drawn here with {with} ({code}), which it left; the two are taken together.",
    }
    name_of_former(name: &str, today: &str, code: &dyn Display) {
        fr: "« {name} » : aujourd'hui dans la commune {today} ({code}), prise entière.",
        en: "“{name}”: today in the commune {today} ({code}), which is taken whole.",
    }
    name_taken_for(name: &str, areas: &str, code: &dyn Display) {
        fr: "« {name} » : pris pour {areas} ; la commune de ce nom se demande par son code, {code}.",
        en: "“{name}”: taken for {areas}; the commune of that name is asked for by its code, {code}.",
    }
}

// Threads.

sentences! {
    one_thread(cause: &dyn Display) {
        fr: "Le système n'accorde pas d'autre fil d'exécution ({cause}) : le calcul se fait sur un seul, avec les mêmes résultats.",
        en: "The system grants no more threads ({cause}): the run goes on with one, to the same results.",
    }
}

// The demonstration.

sentences! {
    demo_closing(folder: &dyn Display) {
        fr: "Territoire imaginaire. Ouvrir {folder}/carte.png, la carte ; {folder}/carte.html, la \
             même à parcourir dans un navigateur ; {folder}/carte.xlsx, les tableaux ; \
             {folder}/carte.qgz, le projet dans QGIS. {folder}/tournees.ics s'ouvre dans un \
             agenda.\n\
             Les listes inventées, avec leurs défauts, sont dans {folder}/lists ; \
             modele-arrets.csv y est un modèle à remplir pour une tournée.",
        en: "An imaginary territory. Open {folder}/carte.png, the map; {folder}/carte.html, the \
             same to explore in a browser; {folder}/carte.xlsx, the tables; {folder}/carte.qgz, \
             the project in QGIS. {folder}/tournees.ics opens in an agenda.\n\
             The invented lists, with their defects, are in {folder}/lists; \
             modele-arrets.csv there is a template for a round of your own.",
    }
}

// Rate tables.

sentences! {
    rate_unknown [field = "options.need.close_to_total"] {
        fr: "inconnu, {field} le ferme au total",
        en: "not known, {field} closes it to the total",
    }
    pyramid(id: &str, covers: &str, year: u16) [field = "options.need.pyramid"] {
        fr: "{id}  {covers}, {year} ({field})",
        en: "{id}  {covers}, {year} ({field})",
    }
}

words! {
    rate_not_verified {
        fr: "  (cité, non vérifié dans la publication)",
        en: "  (as quoted, not verified in the publication)",
    }
}

// A diagnosis.

sentences! {
    planned {
        fr: "Effet du projet (un lieu ajouté sans horaire compte comme ouvert en permanence) :",
        en: "What the plan would change (an added place without hours counts as always open):",
    }
}

// A replay.

sentences! {
    inputs_changed(files: &str) {
        fr: "Fichiers qui ont changé depuis : {files}.",
        en: "Files that have changed since: {files}.",
    }
    replayed_alike(path: &dyn std::fmt::Display) {
        fr: "{path} : le même, octet pour octet.",
        en: "{path}: the same, byte for byte.",
    }
    replayed_otherwise(path: &dyn std::fmt::Display) {
        fr: "{path} : différent, bien que les fichiers soient les mêmes ; une autre version du programme a pu l'écrire.",
        en: "{path}: different, though the files are the same; another version of the program may have written it.",
    }
    replayed_with_changes(path: &dyn std::fmt::Display) {
        fr: "{path} : différent, d'après les fichiers d'aujourd'hui.",
        en: "{path}: different, by the files of today.",
    }
}
