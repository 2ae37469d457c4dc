//! What single commands of a program say besides the report.

use maillage_words::words;
use std::fmt::Display;

// Checking files.

words! {
    columns_understood {
        fr: "colonnes reconnues (à corriger au besoin dans un fichier mapping.toml) :",
        en: "columns as understood (to be corrected in a mapping.toml if need be):",
    }
}

sentences! {
    files_read(files: usize, aside: usize) |s = files, x = files("est lisible", "sont lisibles"), a = aside| {
        fr: "{files} fichier{s} {x} ; {aside} ligne{a} écartée{a} en tout.",
        en: "{files} file{s} can be read; {aside} row{a} set aside in all.",
    }
    files_unread(files: usize, named: &str) |s = files, x = files("n'est pas lisible", "ne sont pas lisibles")| {
        fr: "! {files} fichier{s} {x} : {named}.",
        en: "! {files} file{s} cannot be read: {named}.",
    }
    row(lines: &str, code: &str, message: &str) {
        fr: "ligne {lines}, {code} : {message}",
        en: "line {lines}, {code}: {message}",
    }
    more_rows(rows: usize) |s = rows, x = rows("autre", "autres")| {
        fr: "… et {rows} {x} ligne{s} (-v les montre toutes).",
        en: "… and {rows} more (-v shows all).",
    }
}

// Output files.

sentences! {
    run_finished(files: &str) {
        fr: "{files} : une exécution a été interrompue pendant la mise en place de ces fichiers ; la mise en place est maintenant achevée.",
        en: "{files}: a run was interrupted while it put these files in place; they are all in place now.",
    }
    run_undone(files: &str) {
        fr: "{files} : une exécution a été interrompue pendant la mise en place de ces fichiers ; les fichiers précédents sont rétablis.",
        en: "{files}: a run was interrupted while it put these files in place; the previous files are restored.",
    }
    other_run(layer: &dyn Display, file: &str) {
        fr: "{layer} : le fichier voisin {file} provient d'une autre exécution ou a été modifié depuis.",
        en: "{layer}: the file {file} beside it comes from another run or was changed since.",
    }
}

// Territories.

sentences! {
    name_of_drawn_with(name: &str, with: &str, code: &dyn Display) {
        fr: "« {name} » : commune réunie dans les contours avec {with} ({code}), dont elle s'est séparée ; les deux sont prises ensemble.",
        en: "“{name}”: the contours still join this commune with {with} ({code}), from which it has separated; the two are taken together.",
    }
    name_of_former(name: &str, today: &str, code: &dyn Display) {
        fr: "« {name} » : ancienne commune, comprise aujourd'hui dans {today} ({code}), prise en entier.",
        en: "“{name}”: a former commune, today part of {today} ({code}), which is taken whole.",
    }
    name_taken_for(name: &str, areas: &str, code: &dyn Display) {
        fr: "« {name} » : interprété comme {areas} ; pour la commune de ce nom, indiquer son code, {code}.",
        en: "“{name}”: understood as {areas}; for the commune of that name, give its code, {code}.",
    }
}

// Threads.

sentences! {
    one_thread(cause: &dyn Display) {
        fr: "Le système ne permet pas d'autre fil d'exécution ({cause}) : le calcul n'en utilise qu'un, avec les mêmes résultats.",
        en: "The system allows no more threads ({cause}): the run uses one only, with the same results.",
    }
}

// The demonstration.

sentences! {
    demo_closing(folder: &dyn Display) {
        fr: "Territoire fictif. Ouvrir {folder}/carte.png pour la carte, {folder}/carte.html pour la \
             parcourir dans un navigateur, {folder}/carte.xlsx pour les tableaux, \
             {folder}/carte.qgz pour le projet QGIS. {folder}/tournees.ics s'ouvre dans un \
             agenda.\n\
             Les listes fictives, avec leurs défauts, sont dans {folder}/lists, avec un \
             modèle à remplir pour décrire une tournée, modele-arrets.csv.",
        en: "An imaginary territory. Open {folder}/carte.png, the map; {folder}/carte.html, the \
             same to explore in a browser; {folder}/carte.xlsx, the tables; {folder}/carte.qgz, \
             the project in QGIS. {folder}/tournees.ics opens in a calendar.\n\
             The invented lists, with their defects, are in {folder}/lists; \
             modele-arrets.csv there is a template for a round of your own.",
    }
}

// Rate tables.

sentences! {
    rate_unknown [field = "options.need.close_to_total"] {
        fr: "inconnu ; {field} le cale sur le total",
        en: "not known; {field} deduces it from the total",
    }
    pyramid(id: &str, covers: &str, year: u16) [field = "options.need.pyramid"] {
        fr: "{id}  {covers}, {year} ({field})",
        en: "{id}  {covers}, {year} ({field})",
    }
}

words! {
    rate_not_verified {
        fr: "  (taux cité, non vérifié dans la publication)",
        en: "  (as quoted, not verified in the publication)",
    }
}

// A diagnosis.

sentences! {
    planned {
        fr: "Effet du projet (un lieu ajouté sans horaires est considéré comme ouvert en permanence) :",
        en: "What the plan would change (an added place without hours counts as always open):",
    }
}

// A replay.

sentences! {
    inputs_changed(files: &str) {
        fr: "Fichiers modifiés depuis : {files}.",
        en: "Files that have changed since: {files}.",
    }
    replayed_alike_alone(path: &dyn Display) {
        fr: "{path} : identique, à l'exception de la liste des fichiers écrits à côté, qui ne sont pas refaits (images, classeur, page).",
        en: "{path}: the same but for the list of files written beside it, which are not made again (pictures, workbook, page).",
    }
    replayed_alike(path: &dyn std::fmt::Display) {
        fr: "{path} : identique, octet pour octet.",
        en: "{path}: identical, byte for byte.",
    }
    replayed_otherwise(path: &dyn std::fmt::Display) {
        fr: "{path} : différent, bien que les fichiers d'entrée soient inchangés ; il a pu être produit par une autre version du programme.",
        en: "{path}: different, though the input files are unchanged; another version of the program may have written it.",
    }
    replayed_with_changes(path: &dyn std::fmt::Display) {
        fr: "{path} : différent, les fichiers d'entrée ayant été modifiés.",
        en: "{path}: different, since the input files have changed.",
    }
}
