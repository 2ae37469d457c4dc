//! What errors say, in both languages.

use std::{io, path::Path};

use maillage_words::{Words, spoken::Rank, words};

use crate::MaxInputSize;

// Errors.

words! {
    not_found(path: &Path) {
        fr: "{path}\u{a0}: fichier introuvable\u{202f}; vérifier l'orthographe, et mettre entre guillemets un chemin qui contient des espaces",
        en: "{path}: no such file; check the spelling, and quote a path that holds spaces",
    }
    is_directory(path: &Path) {
        fr: "{path}\u{a0}: c'est un dossier\u{202f}; nommer un fichier qu'il contient",
        en: "{path}: this is a folder; name a file inside it",
    }
    not_read(path: &Path, cause: &io::Error) {
        fr: "{path}\u{a0}: lecture impossible\u{a0}: {cause}",
        en: "{path}: cannot be read: {cause}",
    }
    not_utf8(path: &Path) {
        fr: "{path}\u{a0}: lecture impossible\u{a0}: le texte n'est pas en UTF-8\u{202f}; l'enregistrer en UTF-8",
        en: "{path}: cannot be read: it is no UTF-8",
    }
    no_pipe(path: &Path) {
        fr: "{path}\u{a0}: lecture impossible\u{a0}: un carroyage est lu deux fois\u{202f}; donner un fichier, non un tube",
        en: "{path}: cannot be read: a grid is read twice and comes as a file, not a pipe",
    }
    empty(path: &Path) {
        fr: "{path}\u{a0}: le fichier est vide\u{202f}; le télécharger ou l'exporter de nouveau",
        en: "{path}: the file is empty; download or export it again",
    }
    unknown_format(path: &Path, found: &Words, remedy: &Words) {
        fr: "{path}\u{a0}: contenu non pris en charge\u{a0}: {found}\u{202f}; {remedy}",
        en: "{path}: this is {found}, which is not read; {remedy}",
    }
    archive(path: &Path, found: &Words) {
        fr: "{path}\u{a0}: archive zip qui contient {found}\u{202f}; la décompresser et donner la liste qu'elle contient",
        en: "{path}: this is a zip archive of {found}; unpack it and give the list inside",
    }
    damaged_archive(path: &Path, reason: &str) {
        fr: "{path}\u{a0}: l'archive est incomplète ou endommagée ({reason})\u{202f}; la télécharger de nouveau",
        en: "{path}: the archive breaks off or is damaged ({reason}); download it again",
    }
    too_large(path: &Path, found: &Words) {
        fr: "{path}\u{a0}: {found}\u{202f}; ne garder que les lignes et les colonnes de la liste, et donner ce fichier",
        en: "{path}: {found}; keep only the rows and columns of the list, and give that file",
    }
    input_too_large(path: &Path, most: MaxInputSize) {
        fr: "{path}\u{a0}: plus de {most}, la taille maximale d'un fichier\u{202f}; ne garder que les lignes et les colonnes de la liste, ou augmenter `sources.max_input_size`",
        en: "{path}: it has more than {most}, the maximum size of an input; keep only the rows and columns of the list, or raise `sources.max_input_size`",
    }
    settings_too_large(path: &Path, most: MaxInputSize) {
        fr: "{path}\u{a0}: plus de {most}, ce n'est pas un fichier de paramètres\u{202f}; donner un fichier TOML",
        en: "{path}: it has more than {most}, and is no file of settings; give a TOML file",
    }
    bad_workbook(path: &Path, reason: &Words) {
        fr: "{path}\u{a0}: classeur illisible\u{a0}: {reason}\u{202f}; l'ouvrir et enregistrer la feuille en CSV",
        en: "{path}: the workbook cannot be decoded: {reason}; open it and save the sheet as CSV",
    }
    bad_feed(path: &Path, reason: &Words) {
        fr: "{path}\u{a0}: horaires (GTFS) inutilisables\u{a0}: {reason}",
        en: "{path}: the timetable (GTFS) cannot be used: {reason}",
    }
    no_worksheet(path: &Path, wanted: &str, found: &str) {
        fr: "{path}\u{a0}: aucune feuille `{wanted}`\u{202f}; feuilles présentes\u{a0}: {found}",
        en: "{path}: no worksheet `{wanted}`; found {found}",
    }
    bad_json(path: &Path, line: Rank, column: Rank, reason: &str) {
        fr: "{path}\u{a0}: ligne {line}, colonne {column}\u{a0}: {reason}\u{202f}; le JSON est altéré à cet endroit\u{a0}: le télécharger ou l'exporter de nouveau",
        en: "{path}: line {line}, column {column}: {reason}; the JSON breaks there: download or export it again",
    }
    no_records(path: &Path, found: &Words) {
        fr: "{path}\u{a0}: aucune liste d'enregistrements\u{202f}; un tableau d'objets ou une FeatureCollection GeoJSON est attendu, le fichier contient {found}",
        en: "{path}: no list of records was found; expected an array of objects or a GeoJSON FeatureCollection, found {found}",
    }
    bad_csv(path: &Path, line: Rank, reason: &Words) {
        fr: "{path}\u{a0}: ligne {line}\u{a0}: {reason}\u{202f}; vérifier le séparateur et les guillemets de cette ligne",
        en: "{path}: line {line}: {reason}; check the separator and the quotes there",
    }
    bad_shapefile(path: &Path, reason: &Words) {
        fr: "{path}\u{a0}: Shapefile illisible\u{a0}: {reason}\u{202f}; l'exporter de nouveau",
        en: "{path}: the Shapefile cannot be decoded: {reason}; export it again",
    }
    bad_geopackage(path: &Path, reason: &Words) {
        fr: "{path}\u{a0}: GeoPackage illisible\u{a0}: {reason}\u{202f}; l'exporter de nouveau",
        en: "{path}: the GeoPackage cannot be decoded: {reason}; export it again",
    }
    open_elsewhere(path: &Path) {
        fr: "{path}\u{a0}: ouvert dans un autre programme, avec des modifications qui ne sont que dans son fichier `-wal`\u{202f}; l'enregistrer et le fermer dans ce programme (QGIS), puis recommencer",
        en: "{path}: another program holds it open, with changes that are only in its `-wal` file; save and close it there (QGIS), then try again",
    }
    no_layer(path: &Path, wanted: &str, found: &str) {
        fr: "{path}\u{a0}: aucune couche `{wanted}`\u{202f}; couches présentes\u{a0}: {found}",
        en: "{path}: no layer `{wanted}`; found {found}",
    }
    bad_flatgeobuf(path: &Path, reason: &Words) {
        fr: "{path}\u{a0}: FlatGeobuf illisible\u{a0}: {reason}\u{202f}; l'exporter de nouveau",
        en: "{path}: the FlatGeobuf cannot be decoded: {reason}; export it again",
    }
    missing_sidecar(path: &Path, missing: &str) {
        fr: "{path}\u{a0}: son fichier associé `{missing}` manque\u{202f}; le copier à côté du .shp (un Shapefile est un .shp, un .dbf, un .shx et un .prj de même nom)",
        en: "{path}: its companion `{missing}` is missing; copy it beside the .shp (a Shapefile is a .shp, .dbf, .shx and .prj of one name)",
    }
    unsupported_crs(path: &Path, crs: &str) {
        fr: "{path}\u{a0}: cette version ne convertit pas le système de coordonnées {crs}\u{202f}; exporter la couche en WGS84 (EPSG:4326) ou en Lambert-93 (EPSG:2154), ou compiler avec `--features proj`",
        en: "{path}: coordinate reference system {crs} is not reprojected by this build; export the layer in WGS84 (EPSG:4326) or Lambert-93 (EPSG:2154), or build with `--features proj`",
    }
    unknown_crs(path: &Path, stated: &Words, sample: &str, candidates: &Words) {
        fr: "{path}\u{a0}: {stated}\u{202f}; systèmes possibles d'après son premier point {sample}\u{a0}: {candidates}\u{202f}; ajouter le .prj, ou exporter la couche en WGS84 (EPSG:4326)",
        en: "{path}: {stated}, and its first point {sample} fits {candidates}; add the .prj, or export it in WGS84 (EPSG:4326)",
    }
}

// Formats that are not read.

words! {
    binary { fr: "fichier binaire", en: "a binary file", }
    give_a_table {
        fr: "donner un CSV, un classeur, du JSON, du GeoJSON, un GeoPackage ou un Shapefile",
        en: "give a CSV, a workbook, JSON, GeoJSON, a GeoPackage or a Shapefile",
    }
    sqlite { fr: "base SQLite qui n'est pas un GeoPackage", en: "an SQLite database that is no GeoPackage", }
    any_sqlite { fr: "GeoPackage ou base SQLite", en: "a GeoPackage or SQLite database", }
    export_from_qgis {
        fr: "exporter la couche depuis QGIS en GeoPackage, GeoJSON ou Shapefile",
        en: "export the layer from QGIS as GeoPackage, GeoJSON or Shapefile",
    }
    companion { fr: "fichier associé d'un Shapefile", en: "a companion file of a Shapefile", }
    give_shp { fr: "donner le .shp de même nom", en: "give the .shp of the same name", }
    bzip2 { fr: "archive bzip2", en: "a bzip2 archive", }
    seven_zip { fr: "archive 7-Zip", en: "a 7-Zip archive", }
    rar { fr: "archive RAR", en: "a RAR archive", }
    xz { fr: "archive xz", en: "an xz archive", }
    unpack_file {
        fr: "la décompresser et donner le fichier qu'elle contient",
        en: "unpack it and give the file inside",
    }
    unpack_list {
        fr: "la décompresser et donner la liste qu'elle contient",
        en: "unpack it and give the list inside",
    }
    pdf { fr: "PDF", en: "a PDF", }
    ask_for_csv {
        fr: "demander le tableau en CSV à son auteur",
        en: "ask its author for the table as CSV",
    }
    parquet { fr: "fichier Parquet", en: "a Parquet file", }
    export_parquet { fr: "l'exporter en CSV ou en GeoJSON", en: "export it as CSV or GeoJSON", }
    rtf { fr: "document texte (RTF)", en: "a text document (RTF)", }
    copy_table {
        fr: "copier son tableau dans une feuille de calcul et enregistrer celle-ci",
        en: "copy its table into a sheet and save that",
    }
    web_page { fr: "page web (HTML)", en: "a web page (HTML)", }
    fetch_file {
        fr: "si un téléchargement a donné cette page, télécharger le fichier lui-même\u{202f}; si un tableur affiche un tableau, l'y enregistrer en CSV",
        en: "a download was answered by a page: fetch the file itself; a table that a spreadsheet shows: save it there as CSV",
    }
    xml { fr: "XML", en: "XML", }
    export_list {
        fr: "exporter la liste en CSV, en JSON ou en GeoJSON",
        en: "export the list as CSV, JSON or GeoJSON",
    }
    workbook { fr: "classeur", en: "a workbook", }
    timetable { fr: "horaires (GTFS)", en: "a timetable (GTFS)", }
    shapefile { fr: "Shapefile", en: "a Shapefile", }
    json { fr: "JSON", en: "JSON", }
    utf16 { fr: "texte en UTF-16 ou UTF-32", en: "a text in UTF-16 or UTF-32", }
    save_utf8 { fr: "l'enregistrer en CSV, en UTF-8", en: "save it as CSV in UTF-8", }
    no_layer_of_a_map { fr: "fichier sans couche cartographique", en: "no layer of a map", }
    give_a_layer {
        fr: "donner un GeoJSON, un GeoPackage ou un FlatGeobuf",
        en: "give a GeoJSON, a GeoPackage or a FlatGeobuf",
    }
    as_csv {
        fr: "un carroyage est lu en CSV, seul ou dans une archive zip\u{a0}: exporter le tableau en CSV et donner celui-ci",
        en: "a grid is read as CSV, alone or in a zip archive: export the table as CSV and give that",
    }
}

// What is in an archive or a text.

words! {
    no_file { fr: "aucun fichier", en: "no file", }
    cut_listing(shown: &str, count: usize) {
        fr: "{shown}, … ({count} fichiers)",
        en: "{shown}, … ({count} files)",
    }
    an_object(names: &str) { fr: "un objet avec {names}", en: "an object of {names}", }
    an_array(value: &str) {
        fr: "un tableau de valeurs telles que {value}",
        en: "an array of values such as {value}",
    }
}

// Why a file is refused or damaged.

words! {
    many_members(most: Rank) { fr: "plus de {most} fichiers dans l'archive", en: "it has more than {most} members", }
    worksheets_unpack(gigabytes: u16) {
        fr: "les feuilles décompressées dépassent {gigabytes} Go",
        en: "its worksheets unpack to more than {gigabytes} GB",
    }
    archive_breaks(cause: &str) {
        fr: "l'archive est incomplète ou endommagée ({cause})",
        en: "the archive breaks off or is damaged ({cause})",
    }
    feed_breaks(cause: &str) {
        fr: "l'archive est incomplète ou endommagée ({cause})\u{202f}; la télécharger de nouveau",
        en: "the archive breaks off or is damaged ({cause}); download it again",
    }
    sparse(rows: Rank, columns: Rank, millions: Rank) {
        fr: "ses {rows} lignes et {columns} colonnes font plus de {millions} millions de cellules",
        en: "its {rows} rows and {columns} columns make more than {millions} M cells",
    }
    one_gigabyte { fr: "1 Go", en: "1 GB", }
    times_its_size(times: Rank) { fr: "{times} fois sa taille", en: "{times} times its size", }
    takes_memory(most: &Words) {
        fr: "son contenu occupe plus de {most} en mémoire",
        en: "its content takes more than {most} of memory",
    }
    many_rows(most: Rank) { fr: "plus de {most} lignes", en: "more than {most} rows", }
    wide_header(most: Rank) {
        fr: "son en-tête a plus de {most} colonnes",
        en: "its header has more than {most} columns",
    }
    unclosed {
        fr: "un guillemet s'ouvre dans cette ligne et ne se ferme pas, de sorte que toute la suite est une seule valeur, ou que le fichier est incomplet",
        en: "a quote opens in this row and never closes, so that all that follows is one value, or the file is incomplete",
    }
    long_header(bytes: Rank) {
        fr: "les {bytes} premiers octets forment une seule ligne, qui n'est pas un en-tête",
        en: "the first {bytes} bytes are one line, which is no header",
    }
    many_columns(columns: Rank, most: Rank) {
        fr: "{columns} colonnes, et {most} au plus sont lues",
        en: "{columns} columns, and at most {most} are read",
    }
    large_geopackage {
        fr: "plus de 2 Go, la taille maximale d'un GeoPackage",
        en: "it has more than 2 GB, the most of a GeoPackage",
    }
    breaks_off { fr: "le fichier est incomplet", en: "it breaks off", }
    no_layers {
        fr: "il n'a aucune couche (les vues et les images ne sont pas lues)",
        en: "it has no layer (views and images are not read)",
    }
    no_contents { fr: "il n'a pas de table `gpkg_contents`", en: "it has no table `gpkg_contents`", }
    no_column(table: &str, column: &str) {
        fr: "la table `{table}` n'a pas de colonne `{column}`",
        en: "table `{table}` has no column `{column}`",
    }
    in_dbf(cause: &str) { fr: "dans son .dbf, {cause}", en: "in its .dbf, {cause}", }
    shapes_and_rows(shapes: Rank, rows: Rank) {
        fr: "{shapes} formes mais {rows} lignes dans son .dbf",
        en: "{shapes} shapes but {rows} rows in its .dbf",
    }
    large_header { fr: "son en-tête dépasse 10 Mo", en: "its header has more than 10 MB", }
    in_header(cause: &str) { fr: "dans son en-tête, {cause}", en: "in its header, {cause}", }
    in_feature(feature: Rank, cause: &Words) {
        fr: "dans son entité {feature}, {cause}",
        en: "in its feature {feature}, {cause}",
    }
    value_unfit {
        fr: "une valeur ne convient pas à sa colonne",
        en: "a value does not fit its column",
    }
    features_lack(found: Rank, stated: Rank) {
        fr: "{found} entités sur {stated}",
        en: "{found} of {stated} features",
    }
    many_pieces(most: Rank) {
        fr: "un de ses textes est découpé en plus de {most} morceaux",
        en: "one of its texts is in more than {most} pieces",
    }
    many_sheets(most: Rank) { fr: "plus de {most} feuilles", en: "it has more than {most} sheets", }
    password { fr: "il est protégé par un mot de passe", en: "it is protected by a password", }
    no_workbook {
        fr: "il ne contient aucun classeur, et peut être un texte ou un message",
        en: "it holds no workbook, and may be a text or a message",
    }
    damaged { fr: "il est endommagé", en: "it is damaged", }
    table_breaks_off {
        fr: "le fichier s'interrompt au milieu d'un tableau",
        en: "it breaks off in the middle of a table",
    }
    many_repeated(most: Rank) {
        fr: "plus de {most} cellules remplies en répètent d'autres",
        en: "more than {most} filled cells repeat others",
    }
}

// Systems of coordinates.

words! {
    crs_unstated {
        fr: "le fichier n'indique pas son système de coordonnées",
        en: "the file does not say in which coordinate reference system it is",
    }
    crs_contradicted(crs: &str) {
        fr: "ses coordonnées ne sont pas en {crs}, contrairement à ce qu'indique le fichier ou son format",
        en: "its coordinates are not in {crs}, as the file or its format says",
    }
    crs_not_understood(words: &str) {
        fr: "le fichier nomme un système de coordonnées inconnu, `{words}`",
        en: "the file names a coordinate reference system that is not understood, `{words}`",
    }
    no_french_crs { fr: "aucun système français", en: "no French system", }
    and_also { fr: " et ", en: " and ", }
}

// Columns.

words! {
    no_columns { fr: "aucune", en: "none", }
    cut_columns(shown: &str, count: usize) {
        fr: "{shown}, … ({count} colonnes)",
        en: "{shown}, … ({count} columns)",
    }
}

// Values of options.

words! {
    bad_size {
        fr: "un nombre entier est attendu, seul ou suivi de ko, Mo ou Go, comme `500Mo`",
        en: "expected a whole number, alone or with kB, MB or GB, as in `500MB`",
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
