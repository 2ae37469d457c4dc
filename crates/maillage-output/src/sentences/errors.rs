//! Why files cannot be written, layers not drawn, and classes not cut.

use std::{io, path::Path};

use maillage_words::{Words, words};

words! {
    no_layers {
        fr: "aucune couche n'a été donnée\u{202f}; en donner une écrite par maillage",
        en: "no layer was given; give one that maillage wrote",
    }
    layer_twice(other: &Path, layer: &str, path: &Path) {
        fr: "{other}\u{a0}: contient la couche `{layer}`, comme {path}\u{202f}; les dessiner une par une, ou n'en nommer qu'une",
        en: "{other}: holds the layer `{layer}`, as {path} does; draw them one by one, or name one of them alone",
    }
    is_directory(path: &Path) {
        fr: "{path}\u{a0}: c'est un dossier\u{202f}; nommer un fichier à y écrire",
        en: "{path}: this is a folder; name a file inside it",
    }
    not_written(path: &Path, cause: &io::Error, remedy: &Words) {
        fr: "{path}\u{a0}: écriture impossible\u{a0}: {cause}\u{202f}; {remedy}\u{202f}; rien n'y a été modifié",
        en: "{path}: cannot be written: {cause}; {remedy}, nothing was changed there",
    }
    shorter_name { fr: "donner un nom plus court", en: "give a shorter name", }
    make_room {
        fr: "y faire de la place, ou écrire sur un autre disque",
        en: "make room there, or write to another disk",
    }
    other_name {
        fr: "donner un autre nom, ou lever la protection en écriture",
        en: "give another name, or lift the protection there",
    }
    check_folder {
        fr: "vérifier que son dossier existe et que l'on peut y écrire",
        en: "check that its folder exists and takes files",
    }
    in_use(path: &Path) {
        fr: "{path}\u{a0}: ouvert dans un autre programme\u{202f}; l'y fermer et relancer cette commande",
        en: "{path}: another program has it open; close it there and run this command again",
    }
    mixed(path: &Path, cause: &io::Error) {
        fr: "{path}\u{a0}: mise en place impossible\u{a0}: {cause}\u{202f}; tant que le fichier n'est pas en place, les fichiers voisins peuvent provenir d'un autre calcul\u{a0}: fermer le programme qui le tient ouvert, puis relancer la même commande",
        en: "{path}: cannot be put in place: {cause}; the files beside it may be of another run until this is mended: close what holds it, then run the same command again",
    }
    outputs_collide(path: &Path) {
        fr: "{path}\u{a0}: serait écrit deux fois\u{202f}; donner à chaque sortie un fichier distinct (une couche s'accompagne de son style, .qml, et de son registre, .ledger.csv)",
        en: "{path}: would be written twice; give each output a file of its own (a layer also writes its style, .qml, and its ledger, .ledger.csv)",
    }
    overwrites_input(path: &Path) {
        fr: "{path}\u{a0}: est l'un des fichiers lus, qui ne sont jamais modifiés\u{202f}; donner un autre nom à la sortie",
        en: "{path}: is one of the inputs, which are never modified; name another file for the output",
    }
    shapefile_mixed(layer: &str) {
        fr: "couche `{layer}`\u{a0}: un Shapefile contient des lignes ou des points, non les deux\u{202f}; écrire ses lignes et ses points en deux couches, ou choisir GeoPackage ou GeoJSON",
        en: "layer `{layer}`: a Shapefile holds lines or points, not both; write its lines and its points as two layers, or use GeoPackage or GeoJSON",
    }
    shapefile_columns(layer: &str, columns: usize) {
        fr: "couche `{layer}`\u{a0}: {columns} colonnes, alors qu'un Shapefile en contient 255 au plus\u{202f}; en demander moins, ou choisir GeoPackage ou GeoJSON",
        en: "layer `{layer}`: {columns} columns, and a Shapefile holds 255; ask for fewer, or use GeoPackage or GeoJSON",
    }
    shapefile_too_large(layer: &str, bytes: &str) {
        fr: "couche `{layer}`\u{a0}: un fichier de {bytes} octets, alors que ceux d'un Shapefile sont limités à 2 Go\u{202f}; choisir un territoire plus petit, ou GeoPackage ou FlatGeobuf",
        en: "layer `{layer}`: a file of {bytes} bytes, and those of a Shapefile hold 2 GB; choose a smaller territory, or use GeoPackage or FlatGeobuf",
    }
    style_of_other_layer(style: &str, layer: &str) {
        fr: "style {style}\u{a0}: dessine la couche `{layer}`, absente de ces fichiers\u{202f}; un .gpkg contient toutes les couches d'un calcul",
        en: "style {style}: draws the layer `{layer}`, which is not among these; a .gpkg holds all layers of a run",
    }
    style_lacks(style: &str, columns: &str) {
        fr: "style {style}\u{a0}: demande une couche avec des valeurs dans `{columns}`",
        en: "style {style}: needs a layer with values in `{columns}`",
    }
}

// Ways to cut classes.

words! {
    bad_number_of_classes {
        fr: "le nombre de classes doit aller de 2 à 6, comme quantiles:5",
        en: "it asks for no number of classes from 2 to 6, as in quantiles:5",
    }
    bad_classing {
        fr: "ce n'est pas une façon de découper des classes\u{202f}; donner fixed, thirds, quantiles:5, jenks:5, ou des limites telles que 2,5,10,15,20",
        en: "it is no way to cut classes; give fixed, thirds, quantiles:5, jenks:5, or limits such as 2,5,10,15,20",
    }
    many_limits {
        fr: "plus de cinq limites\u{a0}: les couleurs ne distinguent pas plus de six classes",
        en: "it has more than five limits: six classes are the most that colours tell apart",
    }
    falling_limits {
        fr: "les limites ne sont pas croissantes\u{a0}: les donner de la plus petite à la plus grande, chacune une fois",
        en: "it does not rise: give limits from the smallest to the largest, each once",
    }
}
