//! What errors of the command line say, in both languages.

use std::{io, path::Path};

use maillage_words::{Words, spoken::Rank, words};

// Options outside their range. The name of the option and its value stand before each.

words! {
    no_position {
        fr: "n'est pas une position sur le globe\u{202f}; donner LON,LAT, comme 0.6726,46.0134",
        en: "is no position on the globe; give LON,LAT, as in 0.6726,46.0134",
    }
    no_kind {
        fr: "n'est pas d'un type connu\u{202f}; donner mediation, france_services ou itinerant",
        en: "has no known kind; give mediation, france_services or itinerant",
    }
    bad_classes {
        fr: "ne sont pas des limites de classes\u{202f}; donner thirds, round, une couche produite par maillage, ou deux nombres croissants pour l'accès et deux pour le besoin, comme `access=5,10 need=12,18`",
        en: "are no limits of classes; give thirds, round, an output of ours, or two rising numbers each, as in `access=5,10 need=12,18`",
    }
    bad_neighbours {
        fr: "donner touching, ou un nombre de kilomètres, comme 10",
        en: "give touching, or kilometres such as 10",
    }
    no_command {
        fr: "ne contient l'enregistrement d'aucune commande\u{202f}; donner une couche écrite par `maillage coverage` ou `maillage diagnose` de cette version",
        en: "records no command; give a layer that `maillage coverage` or `maillage diagnose` of this version wrote",
    }
    not_shipped(names: &str) {
        fr: "ne figure pas parmi ce qui est fourni avec maillage\u{a0}: {names}",
        en: "is not among what comes with maillage: {names}",
    }
    no_csv {
        fr: "n'est pas un nom de fichier CSV\u{202f}; terminer le nom par .csv",
        en: "is no name for a CSV; end it in .csv",
    }
    no_format {
        fr: "n'a pas l'extension d'un format que maillage écrit\u{202f}; terminer le nom par .geojson, .gpkg, .qgz, .xlsx, .html, .svg, .png, .pdf, .csv, .shp, .fgb ou .geojsonl",
        en: "names no format; end it in .geojson, .gpkg, .qgz, .xlsx, .html, .svg, .png, .pdf, .csv, .shp, .fgb or .geojsonl",
    }
    no_picture {
        fr: "ne nomme aucune image\u{202f}; terminer le nom par .svg, .png ou .pdf",
        en: "names no picture; end it in .svg, .png or .pdf",
    }
}

#[cfg(not(feature = "parquet"))]
words! {
    no_parquet {
        fr: "nécessite un programme compilé avec --features parquet\u{202f}; donner .gpkg ou .fgb",
        en: "takes a program built with --features parquet; give .gpkg or .fgb",
    }
}

// What cannot be done.

words! {
    folder_not_made(path: &Path, cause: &io::Error) {
        fr: "{path}\u{a0}: création du dossier impossible\u{a0}: {cause}\u{202f}; choisir un autre --out",
        en: "{path}: the folder cannot be made: {cause}; choose another --out",
    }
    not_the_demos(path: &Path) {
        fr: "{path}\u{a0}: contient des fichiers qui ne sont pas ceux de la démonstration\u{202f}; choisir un autre --out",
        en: "{path}: holds files that are not the demo's; choose another --out",
    }
    changed(path: &Path) {
        fr: "{path}\u{a0}: diffère de ce qu'écrit la démonstration, et serait perdu\u{202f}; choisir un autre --out, ou supprimer ce fichier",
        en: "{path}: differs from what the demo writes, and would be lost; choose another --out, or delete it",
    }
    out_names_no_file {
        fr: "--out ne nomme aucun fichier\u{202f}; écrire par exemple --out charente.geojson",
        en: "--out names no file; write --out charente.geojson, for instance",
    }
    several_files {
        fr: "-\u{a0}: un diagnostic se compose de plusieurs fichiers\u{202f}; nommer le premier, par exemple --out charente.geojson",
        en: "-: a diagnosis is several files; name the first, such as --out charente.geojson",
    }
    mapping_exists(path: &Path) {
        fr: "{path}\u{a0}: existe déjà, et peut contenir des corrections\u{202f}; nommer un autre fichier avec --save-mapping, ou supprimer d'abord celui-ci",
        en: "{path}: exists already, and may hold corrections; name another file with --save-mapping, or delete it first",
    }
    no_mapping {
        fr: "aucun de ces fichiers n'est une liste de lieux, des contours ou un tableau par commune\u{a0}: il n'y a aucune correspondance à enregistrer",
        en: "none of these files is a list of places, contours or a table by commune, so that there is no mapping to save",
    }
    only_layers_to_stdout {
        fr: "-\u{a0}: seule une couche peut aller sur la sortie standard, avec `--out -`\u{202f}; nommer un fichier",
        en: "-: only a layer can go to standard output, with `--out -`; name a file",
    }
    same_file(path: &Path, other: &Path) {
        fr: "{path}\u{a0}: est le même fichier que {other}, que cette commande écrit aussi\u{202f}; donner à chaque sortie un fichier distinct",
        en: "{path}: is the same file as {other}, which this command writes too; give each output a file of its own",
    }
    picture_of_points(path: &Path) {
        fr: "{path}\u{a0}: un catalogue contient des points, alors qu'une image représente des surfaces\u{202f}; écrire un .geojson, et le dessiner avec `maillage map COUCHE_DES_COMMUNES CATALOGUE`",
        en: "{path}: a catalogue is of points, and a picture of areas; write .geojson, and draw it with `maillage map COMMUNES_LAYER CATALOGUE`",
    }
    style_of_points(path: &Path, style: &str) {
        fr: "{path}\u{a0}: --style {style} ne dessine pas de surfaces, nécessaires à une image\u{202f}; retirer cette option\u{a0}: avec tout autre style, les lieux d'une couche `lieux` sont dessinés sur les communes",
        en: "{path}: --style {style} draws no areas, of which a picture is made; leave it out: the places of a layer `lieux` are drawn on the communes in any other style",
    }
    nothing_to_draw {
        fr: "la couche ne contient rien à dessiner",
        en: "the layer has nothing to draw",
    }
    style_of_no_layer(style: &str) {
        fr: "--style {style}\u{a0}: aucune couche n'a ce style\u{202f}; en choisir un autre",
        en: "--style {style}: no layer has this style; choose another",
    }
    no_areas(layer: &str) {
        fr: "couche `{layer}`\u{a0}: ne contient pas de surfaces, nécessaires à une image\u{202f}; donner aussi la couche des communes",
        en: "layer `{layer}`: has no areas, of which a picture is drawn; give the layer of communes too",
    }
    not_toml(path: &Path, cause: &str) { fr: "{path}\u{a0}: {cause}", en: "{path}: {cause}", }
    no_option(path: &Path, line: Rank, name: &str, perhaps: &Words) {
        fr: "{path}\u{a0}: ligne {line}\u{a0}: `{name}` n'est pas une option{perhaps}\u{202f}; les options portent leur nom sans les tirets initiaux, comme `main-threshold-km`, les fichiers vont sous `files`, les hubs et les zones sous [hubs] et [zones]",
        en: "{path}: line {line}: `{name}` is no option{perhaps}; options have their names without dashes in front, as `main-threshold-km`, files go under `files`, and hubs and zones under [hubs] and [zones]",
    }
    perhaps(name: &str) { fr: "\u{202f}; peut-être `{name}`", en: "; perhaps `{name}`", }
    no_value(path: &Path, name: &str) {
        fr: "{path}\u{a0}: `{name}` n'est pas une valeur d'option\u{202f}; écrire un texte, un nombre ou une liste de textes",
        en: "{path}: `{name}` is no value of an option",
    }
    no_zones(path: &Path) {
        fr: "{path}\u{a0}: les lignes de [zones] s'écrivent NOM = \"FICHIER\"",
        en: "{path}: [zones] holds lines NAME = \"FILE\"",
    }
    zones_no_file(path: &Path, name: &str) {
        fr: "{path}\u{a0}: les zones `{name}` ne désignent pas un fichier\u{202f}; écrire {name} = \"FICHIER\"",
        en: "{path}: the zones `{name}` are no file",
    }
    would_replace(path: &Path) {
        fr: "{path}\u{a0}: remplacerait la sortie qui est refaite\u{202f}; en nommer une autre avec --out",
        en: "{path}: would replace the output that is made again; name another with --out",
    }
    unknown_command(path: &Path, command: &str) {
        fr: "{path}\u{a0}: `{command}` n'est pas une commande",
        en: "{path}: `{command}` is no command",
    }
    unknown_record(path: &Path) {
        fr: "{path}\u{a0}: mentionne des fichiers ou des options qu'aucun calcul n'enregistre",
        en: "{path}: records files or options that no run records",
    }
    inputs_missing(path: &Path, count: usize, names: &str)
        |introuvables = count("un fichier de son calcul est introuvable", "des fichiers de son calcul sont introuvables"), of = count("a file", "files")| {
        fr: "{path}\u{a0}: {introuvables} à côté de cette sortie et dans le dossier courant\u{a0}: {names}\u{202f}; donner leur dossier avec --inputs",
        en: "{path}: {of} of its run not found beside it or in this folder: {names}; give their folder with --inputs",
    }
    failed(error: &str) { fr: "maillage\u{a0}: {error}", en: "maillage: {error}", }
    internal(what: &str) {
        fr: "maillage\u{a0}: erreur interne ({what})\u{202f}; c'est un défaut de maillage\u{a0}: le signaler, avec la commande et les fichiers qui le montrent",
        en: "maillage: internal error ({what}); this is a defect of maillage: please report it, with the command and the files that show it",
    }
}

// What is no command.

words! {
    value_of(value: &str, argument: &str) {
        fr: "valeur `{value}` non admise pour `{argument}`",
        en: "invalid value `{value}` for `{argument}`",
    }
    value_needed(argument: &str) {
        fr: "il manque une valeur après `{argument}`",
        en: "a value is needed for `{argument}`",
    }
    possible_values(values: &str) {
        fr: "\u{202f}; valeurs possibles\u{a0}: {values}",
        en: "; possible values: {values}",
    }
    because(reason: &Words) { fr: "\u{a0}: {reason}", en: ": {reason}", }
    number_expected {
        fr: "un nombre est attendu, avec un point avant les décimales",
        en: "a number is expected",
    }
    whole_number_expected {
        fr: "un nombre entier est attendu",
        en: "a whole number is expected",
    }
    not_within(value: &str, range: &str) {
        fr: "{value} n'est pas dans l'intervalle {range}",
        en: "{value} is not in {range}",
    }
    unknown_argument(argument: &str) {
        fr: "option ou argument inconnu\u{a0}: `{argument}`",
        en: "unknown option or argument: `{argument}`",
    }
    unknown_subcommand(name: &str) {
        fr: "commande inconnue\u{a0}: `{name}`",
        en: "unknown command: `{name}`",
    }
    arguments_missing(arguments: &str) {
        fr: "il manque\u{a0}: {arguments}",
        en: "missing: {arguments}",
    }
    command_missing { fr: "il manque une commande", en: "a command is missing", }
    given_twice(argument: &str) {
        fr: "`{argument}` est donné plusieurs fois\u{202f}; ne le donner qu'une fois",
        en: "`{argument}` is given several times; give it once",
    }
    conflict(argument: &str, other: &str) {
        fr: "`{argument}` n'est pas compatible avec {other}\u{202f}; retirer l'un des deux",
        en: "`{argument}` does not go with {other}; leave one of them out",
    }
    number_of_values(argument: &str) {
        fr: "`{argument}` n'a pas le nombre de valeurs attendu",
        en: "`{argument}` has not the number of values wanted",
    }
    not_utf8 {
        fr: "un des arguments n'est pas en UTF-8",
        en: "one of the arguments is no UTF-8",
    }
    usage(what: &Words, usage: &Words, help: &str) {
        fr: "erreur\u{a0}: {what}\n{usage}\nPour l'aide\u{a0}: {help}\n",
        en: "error: {what}\n{usage}\nFor help: {help}\n",
    }
    usage_line(usage: &str) {
        fr: "\nUtilisation\u{a0}: {usage}\n",
        en: "\nUsage: {usage}\n",
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_french_line_breaks_before_a_sign() {
        let lapses = maillage_words::typography::lapses(include_str!("sentences.rs"));
        assert_eq!(lapses, [""; 0]);
    }
}

// The manual.

words! {
    no_page(topic: &str, pages: &str) {
        fr: "`{topic}` n'est ni une commande ni une page du manuel\u{202f}; les pages sont\u{a0}: {pages}",
        en: "`{topic}` is no command and no page of the manual; the pages are: {pages}",
    }
    file_without_command(file: &str) {
        fr: "`{file}` est un fichier, pas une commande\u{202f}; essayer `maillage check {file}`, ou `maillage coverage {file} --map carte.png`",
        en: "`{file}` is a file and no command; try `maillage check {file}`, or `maillage coverage {file} --map map.png`",
    }
    pages_about(topic: &str, pages: &str, best: &str) {
        fr: "`{topic}` n'est ni une commande ni une page du manuel\u{202f}; pages qui en parlent\u{a0}: {pages}\u{202f}; essayer `{best}`",
        en: "`{topic}` is no command and no page of the manual; these pages tell of it: {pages}; try `{best}`",
    }
    pages_of_manual { fr: "Pages du manuel\u{a0}:", en: "Pages of the manual:", }
}
