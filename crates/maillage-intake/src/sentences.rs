//! What errors say, in both languages.

use std::{io, path::Path};

use maillage_words::{Words, spoken::Rank, words};

// Errors.

words! {
    missing_column(path: &Path, wanted: &Words, found: &Words) {
        fr: "{path}\u{a0}: aucune colonne pour {wanted}\u{202f}; colonnes présentes\u{a0}: {found}",
        en: "{path}: no column for {wanted}; found {found}",
    }
    no_slice(path: &Path, wanted: &Words, column: &str, found: &str) {
        fr: "{path}\u{a0}: aucune ligne pour {wanted}\u{a0}: `{column}` contient {found}\u{202f}; donner le tableau qui les contient",
        en: "{path}: no rows of {wanted}: `{column}` holds {found}; give the table that has them",
    }
    list_not_understood(path: &Path, wanted: &Words, candidates: &Words) {
        fr: "{path}\u{a0}: impossible de dire avec certitude quelle colonne contient {wanted}\u{202f}; {candidates}\u{202f}; le préciser dans un fichier de correspondance\u{a0}: `jobs.check {path} options.save_mapping mapping.toml` en écrit un à corriger, puis ajouter `sources.mapping mapping.toml`",
        en: "{path}: cannot tell for sure which column holds {wanted}; {candidates}; say it in a mapping: `jobs.check {path} options.save_mapping mapping.toml` writes one to correct, then add `sources.mapping mapping.toml`",
    }
    kind_unknown(path: &Path, candidates: &Words) {
        fr: "{path}\u{a0}: impossible de dire ce qu'est ce fichier\u{202f}; peut-être {candidates}",
        en: "{path}: cannot tell what this file is; it may be {candidates}",
    }
    field_taken(path: &Path, found: &Words, field: &str, other: &Path, also: &Words) {
        fr: "{path}\u{a0}: le fichier semble être {found}, or `{field}` n'admet qu'un seul fichier, {other}\u{202f}; retirer l'un des deux, ou donner celui-ci {also}",
        en: "{path}: this looks like {found}, and `{field}` takes one file, which is {other}; leave one of them out, or give this one {also}",
    }
    field_absent(path: &Path, found: &Words) {
        fr: "{path}\u{a0}: le fichier semble être {found}, qu'un inventaire de lieux ne lit pas\u{202f}; le retirer",
        en: "{path}: this looks like {found}, which an inventory of places does not read; leave it out",
    }
    wrong_schema(path: &Path, found: &Words, expected: &Words, field: &str) {
        fr: "{path}\u{a0}: le fichier semble être {found}, et non {expected}\u{202f}; le donner avec `{field}`",
        en: "{path}: this looks like {found}, not {expected}; give it with `{field}`",
    }
    grid_sizes(path: &Path, line: Rank, found: Rank, size: Rank, crs: &str) {
        fr: "{path}\u{a0}: ligne {line}\u{a0}: un carreau de {found} m, et ceux qui précèdent sont de {size} m dans le même système ({crs})\u{a0}: des habitants seraient comptés deux fois\u{202f}; donner des carroyages d'une seule taille",
        en: "{path}: line {line}: a cell of {found} m, and those before it are of {size} m in the same system ({crs}): people would count twice; give grids of one size",
    }
    grid_bands(path: &Path, found: &Words, other: &Path, expected: &Words) {
        fr: "{path}\u{a0}: ses tranches d'âge sont {found}, celles de {other} sont {expected}\u{202f}; donner des carroyages d'un seul millésime",
        en: "{path}: its bands of age are {found}, those of {other} are {expected}; give grids of one vintage",
    }
    duplicate_commune(path: &Path, line: Rank, code: &str, name: &str, other_name: &str, other_line: Rank) {
        fr: "{path}\u{a0}: ligne {line}\u{a0}: la commune `{code}` est ici `{name}`, et `{other_name}` ligne {other_line}\u{202f}; un code désigne une seule commune\u{a0}: corriger l'une des deux lignes",
        en: "{path}: line {line}: commune `{code}` is `{name}` here and `{other_name}` on line {other_line}; one code is one commune: correct one of them",
    }
    commune_drawn_twice(path: &Path, code: &str, lines: &str) {
        fr: "{path}\u{a0}: les lignes de la commune `{code}` se recouvrent (lignes {lines}), comme dans un fichier de plusieurs années ou versions\u{202f}; garder une ligne par commune, ou des parties qui ne partagent que leurs limites",
        en: "{path}: the rows of commune `{code}` overlap (lines {lines}), as where a file holds several years or versions; keep one row a commune, or parts that only share their borders",
    }
    contours_in_part(path: &Path, parts: Rank, communes: Rank, code: &str, per_cent: &str) {
        fr: "{path}\u{a0}: ce ne sont pas des contours de communes\u{a0}: {parts} contours sur {communes} comparés couvrent moins de la moitié de la superficie officielle de la commune dont ils portent le code ({code}\u{a0}: {per_cent}\u{a0}%), comme des zones infracommunales\u{202f}; donner des contours de communes entières, ou aucun\u{a0}: ceux de la France sont fournis",
        en: "{path}: these are no contours of communes: {parts} of the {communes} compared have less than half of the official area of the commune of their code ({code}: {per_cent} %), as zones inside communes; give contours of whole communes, or none: those of France are brought along",
    }
    zones_in_communes(path: &Path, column: &str) {
        fr: "{path}\u{a0}: ce ne sont pas des contours de communes\u{a0}: la colonne `{column}` est celle de zones infracommunales\u{202f}; donner des contours de communes entières, ou aucun\u{a0}: ceux de la France sont fournis",
        en: "{path}: these are no contours of communes: the column `{column}` is of zones inside communes; give contours of whole communes, or none: those of France are brought along",
    }
    contour_code(path: &Path, found: &Words, candidates: &Words) {
        fr: "{path}\u{a0}: aucune colonne pour les codes Insee des communes (`code_insee`, `INSEE_COM`, `ref:INSEE`)\u{202f}; colonnes présentes\u{a0}: {found}\u{202f}; colonnes qui contiennent de tels codes\u{a0}: {candidates}\u{202f}; le préciser dans un fichier de correspondance\u{a0}: `jobs.check {path} options.save_mapping mapping.toml` en écrit un, où compléter la ligne `code` sous `[contours.colonnes]`, puis ajouter `sources.mapping mapping.toml`",
        en: "{path}: no column for the INSEE codes of communes (`code_insee`, `INSEE_COM`, `ref:INSEE`); found {found}; columns that hold such codes: {candidates}; say it in a mapping: `jobs.check {path} options.save_mapping mapping.toml` writes one, in which to fill in the line `code` under `[contours.colonnes]`, then add `sources.mapping mapping.toml`",
    }
    no_surface(path: &Path) {
        fr: "{path}\u{a0}: ce ne sont pas des contours de communes\u{a0}: aucune ligne n'a de surface\u{202f}; donner des polygones, ou aucun contour\u{a0}: ceux de la France sont fournis",
        en: "{path}: these are not commune contours: no row has a surface; give polygons, or no contours at all: those of France are brought along",
    }
    no_communes(path: &Path) {
        fr: "{path}\u{a0}: aucune commune n'a pu être lue\u{202f}; `jobs.check` montre pourquoi, ligne par ligne",
        en: "{path}: no commune could be read; `jobs.check` shows why, row by row",
    }
    no_lists {
        fr: "aucune liste de lieux n'a été donnée\u{202f}; nommer son fichier sans option (sa nature est alors reconnue), ou avec sources.mediation, sources.france_services ou sources.itinerant",
        en: "no list of places was given; name its file without an option (its kind is then found out), or with sources.mediation, sources.france_services or sources.itinerant",
    }
    contours_elsewhere(path: &Path, departements: &str) {
        fr: "{path}\u{a0}: les communes de {departements} ne sont pas dessinées là où leurs codes les situent, comme sur les cartes qui montrent les départements d'outre-mer à côté de l'Hexagone\u{202f}; les distances seraient fausses\u{202f}; donner des contours à leur vraie place, ou aucun\u{a0}: ceux de la France sont fournis",
        en: "{path}: the communes of {departements} are not drawn where their codes say, as on maps that show overseas départements beside the mainland; distances would be wrong; give contours in their true place, or none: those of France are brought along",
    }
    no_place_in_france {
        fr: "aucun lieu des listes ne se trouve dans l'Hexagone, en Corse ou dans les cinq départements d'outre-mer, dont les contours sont fournis\u{202f}; donner les contours de leur territoire avec `sources.communes`",
        en: "no place of the lists lies in the métropole or in the five overseas départements, whose contours are brought along; give the contours of their territory with `sources.communes`",
    }
    no_commune_contours {
        fr: "aucun contour de commune parmi les fichiers donnés, et les distances partent des communes\u{202f}; ajouter un fichier de contours (GeoJSON, GeoPackage, FlatGeobuf ou Shapefile), ou préciser lequel les contient avec `sources.communes`",
        en: "no commune contours are among the files given, and distances start from the communes; add a file of contours (GeoJSON, GeoPackage or Shapefile), or say which it is with `sources.communes`",
    }
    no_contours {
        fr: "un territoire est découpé dans les contours de ses communes\u{202f}; ajouter sources.communes",
        en: "a territory is cut out of the contours of its communes; add sources.communes",
    }
    unknown_territory(code: &str, contours: &Words) {
        fr: "`{code}` ne désigne aucune commune parmi {contours}\u{202f}; un territoire est un département (`16`, `dep:16`), une région (`reg:75`), un EPCI (neuf chiffres), une commune (`16015`) ou un hub du fichier `options.config`",
        en: "`{code}` selects no commune of {contours}; a territory is a département (`16`, `dep:16`), a région (`reg:75`), an EPCI (nine digits), a commune (`16015`) or a hub of the `options.config`",
    }
    communes_of_france { fr: "les communes de France", en: "the communes of France", }
    contours_of_this_run { fr: "les contours de ce calcul", en: "the contours of this run", }
    contours_of(path: &Path) { fr: "celles de {path}", en: "{path}", }
    territory_undrawn(code: &str) {
        fr: "`{code}` n'est connu que par son nom et son code\u{a0}: les contours des collectivités d'outre-mer ne sont pas fournis\u{202f}; les donner avec `sources.communes`",
        en: "`{code}` is known by name and code only: the contours of overseas collectivities are not brought along; give them with `sources.communes`",
    }
    territory_ambiguous(name: &str, candidates: &Words) {
        fr: "`{name}` peut désigner {candidates}\u{202f}; donner le code du territoire voulu",
        en: "`{name}` may be {candidates}; give the code of the one that is meant",
    }
    and_more(listed: &str, more: Rank) {
        fr: "{listed} et {more} autres",
        en: "{listed}, and {more} more",
    }
    territory_unknown(name: &str, perhaps: &Words) {
        fr: "aucun territoire ne s'appelle `{name}`{perhaps}\u{202f}; `sources.within` prend des noms ou des codes de départements (`Charente`, `dep:16`), de régions (`Bretagne`, `reg:75`), d'EPCI (neuf chiffres), de communes (`16015`), et les hubs d'un fichier `options.config`",
        en: "no territory is called `{name}`{perhaps}; `sources.within` takes names or codes of départements (`Charente`, `dep:16`), régions (`Bretagne`, `reg:75`), EPCI (nine digits), communes (`16015`), and hubs of a file of `options.config`",
    }
    perhaps(alike: &str) { fr: " (peut-être {alike})", en: " (perhaps {alike})", }
    no_membership(code: &str) {
        fr: "`{code}` est un EPCI, et rien n'indique quelles communes en sont membres\u{202f}; donner la table de l'Insee des communes et des EPCI avec `sources.membership`",
        en: "`{code}` is an EPCI, and no commune says to which it belongs; give the INSEE table of communes and EPCI with `sources.membership`",
    }
    config(path: &Path, reason: &Words) { fr: "{path}\u{a0}: {reason}", en: "{path}: {reason}", }
    no_zones(path: &Path, name: &str) {
        fr: "{path}\u{a0}: rien n'y définit les zones de {name}\u{202f}; donner une liste de communes avec une colonne de codes Insee (`code_insee`), ou des contours (GeoJSON, GeoPackage, FlatGeobuf ou Shapefile)",
        en: "{path}: nothing in it tells the zones of {name}; give a list of communes with a column of INSEE codes (`code_insee`), or contours (GeoJSON, GeoPackage, FlatGeobuf or Shapefile)",
    }
    not_a_layer(path: &Path, reason: &Words) {
        fr: "{path}\u{a0}: comparaison impossible\u{a0}: {reason}\u{202f}; une comparaison prend la couche des communes de `jobs.coverage` (GeoJSON, GeoPackage ou FlatGeobuf), telle qu'elle a été écrite",
        en: "{path}: cannot be compared: {reason}; a comparison takes the layer of communes of `jobs.coverage` (GeoJSON, GeoPackage or FlatGeobuf), as it was written",
    }
    not_saved(path: &Path, reason: &Words) {
        fr: "{path}\u{a0}: {reason}\u{202f}; donner une couche écrite par maillage, en GeoJSON, GeoPackage ou FlatGeobuf",
        en: "{path}: {reason}; give a layer that maillage wrote, as GeoJSON, GeoPackage or FlatGeobuf",
    }
    terms_differ(before: &Path, after: &Path, term: &str, one: &str, other: &str, remedy: &Words) {
        fr: "{before} et {after} ne sont pas comparables\u{a0}: `{term}` vaut {one} dans la première et {other} dans la seconde\u{202f}; {remedy}",
        en: "{before} and {after} cannot be compared: `{term}` is {one} in the first and {other} in the second; {remedy}",
    }
    populations_differ(before: &Path, after: &Path) {
        fr: "{before} et {after} comptent des populations différentes, et un changement de population n'est pas un changement d'accès\u{202f}; choisir celle qui compte pour les deux\u{a0}: `options.population after` ou `options.population before`",
        en: "{before} and {after} count other people, and a change of people is none of access; choose whose count for both: `options.population after` or `options.population before`",
    }
    need_unit(path: &Path, column: &str) {
        fr: "{path}\u{a0}: l'unité des chiffres de `{column}` n'est pas indiquée\u{202f}; ajouter `options.need_unit people`, `per-cent`, `fraction` ou `score`",
        en: "{path}: nothing tells what the figures of `{column}` are; add `options.need_unit people`, `per-cent`, `fraction` or `score`",
    }
    travel_unit(path: &Path) {
        fr: "{path}\u{a0}: rien n'indique si les chiffres de cette matrice de trajets sont des minutes ou des kilomètres\u{202f}; ajouter `options.travel_unit minutes` ou `km`",
        en: "{path}: nothing tells whether the figures of this travel table are minutes or kilometres; add `options.travel_unit minutes` or `km`",
    }
    same_id(path: &Path, id: &str, lines: &str) {
        fr: "{path}\u{a0}: `{id}` figure sur plusieurs lignes (lignes {lines})\u{202f}; les additionner, ou n'en garder qu'une",
        en: "{path}: `{id}` stands on several rows (lines {lines}); add them up, or keep one",
    }
    alike_but_for_zeros(path: &Path, line: Rank, id: &str) {
        fr: "{path}\u{a0}: ligne {line}\u{a0}: `{id}` figure dans les tableaux de la demande et de l'offre avec des zéros de tête différents\u{202f}; écrire les identifiants de la même façon\u{a0}: un tableur retire les zéros si la colonne n'est pas du texte",
        en: "{path}: line {line}: `{id}` is in the tables of demand and supply with other zeros before it; write identifiers alike: a spreadsheet drops zeros unless the column is text",
    }
    thousands(path: &Path, value: &str) {
        fr: "{path}\u{a0}: `{value}` peut être un nombre décimal ou un nombre dont les milliers sont séparés\u{202f}; écrire la colonne sans virgule entre les milliers",
        en: "{path}: `{value}` may be a decimal number or one with thousands parted; write the column without commas between thousands",
    }
    no_pairs(path: &Path, pair: &str, known: &str) {
        fr: "{path}\u{a0}: aucun trajet avec un coût ne relie un point de départ de la demande à un lieu de l'offre\u{a0}: le premier trajet est {pair}, alors que les tableaux contiennent par exemple {known}\u{202f}; vérifier que les identifiants sont écrits de la même façon, avec leurs zéros de tête",
        en: "{path}: no pair with a cost joins an origin of the demand and a place of the supply: its first pair is {pair}, and the tables have such as {known}; are identifiers written alike, with their leading zeros?",
    }
    cost_without_weight(path: &Path, line: Rank, pair: &str) {
        fr: "{path}\u{a0}: ligne {line}\u{a0}: {pair} coûte 0, valeur pour laquelle `options.decay power` n'est pas définie\u{202f}; donner un coût minimal, comme `power:1,min=0.5`",
        en: "{path}: line {line}: {pair} costs 0, of which `options.decay power` makes no number; give the least cost that counts, such as `power:1,min=0.5`",
    }
    pairs_not_kept(path: &Path, cause: &io::Error) {
        fr: "{path}\u{a0}: ses trajets ne tiennent pas dans le dossier des fichiers temporaires\u{a0}: {cause}\u{202f}; y faire de la place",
        en: "{path}: its pairs do not fit in the folder for temporary files: {cause}",
    }
}

// Kinds of tables, with their article.

words! {
    a_grid { fr: "un carroyage d'habitants", en: "a grid of residents", }
    a_timetable {
        fr: "un jeu d'horaires de tournées itinérantes (GTFS)",
        en: "a timetable of itinerant rounds (GTFS)",
    }
    a_table_of_ages {
        fr: "un tableau de la population par âge et par commune",
        en: "a table of people by age and commune",
    }
    a_catalogue {
        fr: "un catalogue de lieux écrit par maillage",
        en: "a catalogue of places that maillage wrote",
    }
    a_membership_table { fr: "une table des EPCI par commune", en: "a table of EPCI by commune", }
    a_population_table {
        fr: "un tableau de la population par commune",
        en: "a table of residents by commune",
    }
    a_table_of_town_halls { fr: "une table des mairies", en: "a table of town halls", }
    lines_of_rounds { fr: "un fichier de tracés de tournées itinérantes", en: "the lines of itinerant rounds", }
    a_calendar_of_holidays {
        fr: "un calendrier des vacances scolaires",
        en: "a calendar of school holidays",
    }
    commune_contours { fr: "un fichier de contours de communes", en: "commune contours", }
    a_table_of_cog {
        fr: "une table du Code officiel géographique",
        en: "a table of the Code officiel géographique",
    }
    a_travel_table { fr: "une matrice de trajets", en: "a travel table", }
    a_table_of_need {
        fr: "un tableau de l'illectronisme par commune",
        en: "a table of illectronism by commune",
    }
    a_table_of_margins {
        fr: "un tableau de la population par diplôme ou autre caractère, et par commune",
        en: "a table of people by diploma or the like and commune",
    }
    a_passage_table {
        fr: "une table de passage entre deux millésimes de codes de communes",
        en: "a passage table between two vintages of commune codes",
    }
    a_mediation_list { fr: "une liste de lieux de médiation", en: "a list of médiation places", }
    a_list_of_places { fr: "une liste de lieux", en: "a list of places", }
    a_france_services_list { fr: "une liste France Services", en: "a France Services list", }
    a_list_of_stops {
        fr: "une liste d'arrêts de tournées itinérantes",
        en: "a list of the stops of itinerant rounds",
    }
}

// Columns that are wanted.

words! {
    named(name: &str) { fr: "`{name}`", en: "`{name}`", }
    gtfs_column(column: &str) {
        fr: "`{column}`, de son nom GTFS",
        en: "`{column}`, as GTFS calls it",
    }
    grid_columns {
        fr: "un carroyage d'habitants\u{a0}: le carreau (`idcar_200m`, `idcar_1km`, `IdINSPIRE`) et ses habitants (`ind`)",
        en: "a grid of residents: the cell (`idcar_200m`, `idcar_1km`, `IdINSPIRE`) and its people (`ind`)",
    }
    age_columns {
        fr: "la population par âge (`P22_POP1529`, `SEXE1_AGED100015`, `ind_18_24`, `75 ans ou plus`\u{202f}; ou `AGED100` et `NB`, `AGE` et `OBS_VALUE`)",
        en: "people by age (`P22_POP1529`, `SEXE1_AGED100015`, `ind_18_24`, `75 ans ou plus`; or `AGED100` and `NB`, `AGE` and `OBS_VALUE`)",
    }
    catalogue_columns {
        fr: "les colonnes d'un catalogue (id, types, identifiants, sources)",
        en: "the columns of a catalogue (id, types, identifiants, sources)",
    }
    first_holiday {
        fr: "les vacances scolaires\u{a0}: le premier jour (`debut`)",
        en: "school holidays: the first day (`debut`)",
    }
    end_of_holidays {
        fr: "les vacances scolaires\u{a0}: la fin (`fin`)",
        en: "school holidays: the end (`fin`)",
    }
    a_rate_table {
        fr: "une table de taux, qui nomme les colonnes de ses marges",
        en: "a rate table, which names the columns of its margins",
    }
    margin_columns(margin: &str, columns: &str) {
        fr: "pour une même année, toutes les colonnes que nomme la marge {margin} des taux (`{columns}`)",
        en: "of one year all that the margin {margin} of the rates names (`{columns}`)",
    }
    cog_columns {
        fr: "le Code officiel géographique (`v_commune` ou `v_mvt_commune` de l'Insee)",
        en: "the Code officiel géographique (INSEE's `v_commune` or `v_mvt_commune`)",
    }
    passage_columns {
        fr: "deux millésimes de codes (`code_2018` et `code_2024`)",
        en: "two vintages of codes (`code_2018` and `code_2024`)",
    }
    position_columns {
        fr: "la position (`latitude` et `longitude`)",
        en: "the position (`latitude` and `longitude`)",
    }
    epci_column { fr: "l'EPCI (`epci_siren`, `EPCI`)", en: "the EPCI (`epci_siren`, `EPCI`)", }
    need_columns {
        fr: "l'illectronisme (`illectronisme` pour des personnes, `taux_illectronisme` pour une part)",
        en: "illectronism (`illectronisme` for people, `taux_illectronisme` for a share)",
    }
    population_columns {
        fr: "la population municipale (`PMUN`, `pop_municipale`, `P22_POP`, `population`)",
        en: "the municipal population (`PMUN`, `pop_municipale`, `P22_POP`, `population`)",
    }
    commune_code {
        fr: "le code de la commune (`code_insee`, `CODGEO`, `insee_com`)",
        en: "the commune code (`code_insee`, `CODGEO`, `insee_com`)",
    }
    travel_columns {
        fr: "une matrice de trajets (`origin`, `destination` et `minutes` ou `km`\u{202f}; ou un tableau carré dont les lignes et les colonnes sont des codes Insee)",
        en: "a travel table (`origin`, `destination` and `minutes` or `km`; or a square table whose rows and columns are INSEE codes)",
    }
    anything {
        fr: "un contenu reconnu (contours de communes, lieux avec un nom et une position ou une commune, arrêts, ou tableau avec un code de commune)",
        en: "anything that is understood (commune contours, places with a name and a position or a commune, stops, or a table with a commune code)",
    }
    identifiers { fr: "les identifiants (`id`)", en: "identifiers (`id`)", }
    the_demand(field: &str) {
        fr: "la demande (indiquer la colonne avec `{field}`)",
        en: "the demand (say which it is with `{field}`)",
    }
    the_capacity(field: &str) {
        fr: "la capacité (indiquer la colonne avec `{field}`)",
        en: "the capacity (say which it is with `{field}`)",
    }
    cost_column {
        fr: "les coûts (`cost`, `travel_time`, `minutes`, `distance`…\u{202f}; `options.cost_column` en nomme une autre)",
        en: "costs (`cost`, `travel_time`, `minutes`, `distance`…; `options.cost_column` names another)",
    }
    origin_column {
        fr: "les points de départ des trajets (`from_id`, `origin`, `from`)",
        en: "the origins of pairs (`from_id`, `origin`, `from`)",
    }
    destination_column {
        fr: "les lieux d'arrivée des trajets (`to_id`, `destination`, `to`)",
        en: "the places of pairs (`to_id`, `destination`, `to`)",
    }
    values_unread(columns: &str) {
        fr: "les valeurs\u{a0}: aucune ligne n'a de nombre dans `{columns}`",
        en: "values: no row has a number in `{columns}`",
    }
    values_column {
        fr: "les valeurs (indiquer la colonne avec `options.value_column`)",
        en: "values (say which it is with `options.value_column`)",
    }
    name_of_place { fr: "le nom du lieu (`nom`)", en: "the name of the place (`nom`)", }
    whereabouts {
        fr: "l'emplacement des lieux (`latitude` et `longitude`, ou le code de la commune, ou son nom avec le code postal)",
        en: "where the places are (`latitude` and `longitude`, or the commune's code, or its name with the postal code)",
    }
    code_beside_names(column: &str) {
        fr: "le code postal ou le code Insee de la commune, à ajouter au tableau (le nom seul, dans `{column}`, ne suffit pas\u{a0}: des communes portent le même)",
        en: "the commune's postal code or INSEE code, to be added to the table (the name alone, in `{column}`, is not enough: communes share names)",
    }
    position_read(columns: &Words, crs: &str, confidence: &str) {
        fr: "{columns} en {crs} ({confidence})",
        en: "{columns} in {crs} ({confidence})",
    }
    both(one: &str, other: &str) { fr: "{one} et {other}", en: "{one} and {other}", }
    semicolon { fr: "\u{202f}; ", en: "; ", }
    no_candidate(columns: &Words) {
        fr: "aucune de ses colonnes n'y ressemble\u{a0}: {columns}",
        en: "none of its columns looks like it: {columns}",
    }
    candidates(columns: &Words) {
        fr: "colonnes possibles, avec leur vraisemblance\u{a0}: {columns}",
        en: "candidates, with their confidence: {columns}",
    }
    none { fr: "aucune", en: "none", }
}

// Rows that are wanted of a table of ages.

words! {
    rows_of_communes { fr: "les communes (`COM`, `ARM`)", en: "communes (`COM`, `ARM`)", }
    rows_of_people { fr: "les personnes (`POP`)", en: "people (`POP`)", }
    final_figures { fr: "les chiffres définitifs (`A`)", en: "figures that are final (`A`)", }
    both_sexes {
        fr: "les deux sexes (`_T`, ou 1 et 2)",
        en: "people of both sexes (`_T`, or 1 and 2)",
    }
}

// What a file may be that was given without its kind.

words! {
    list_to_be_given {
        fr: "une liste de lieux, à donner avec `sources.mediation`",
        en: "a list of places, to be given with `sources.mediation`",
    }
    list_to_be_mapped(path: &Path, wanted: &Words, columns: &Words) {
        fr: "une liste de lieux, dont aucune colonne ne contient avec certitude {wanted} (colonnes possibles\u{a0}: {columns}), à préciser dans un fichier de correspondance\u{a0}: `jobs.check {path} options.save_mapping mapping.toml` en écrit un à corriger, puis ajouter `sources.mapping mapping.toml`",
        en: "a list of places, of which no column surely holds {wanted} (candidates: {columns}), to be said in a mapping: `jobs.check {path} options.save_mapping mapping.toml` writes one to correct, then add `sources.mapping mapping.toml`",
    }
    contours_to_be_mapped(path: &Path) {
        fr: "des contours (seuls ceux de communes sont lus), avec leurs codes Insee dans une colonne `code_insee`, ou dans une autre, précisée dans un fichier de correspondance\u{a0}: `jobs.check {path} options.save_mapping mapping.toml` en écrit un, où compléter la ligne `code` sous `[contours.colonnes]`, puis ajouter `sources.mapping mapping.toml`",
        en: "contours, of which those of communes are read, with their INSEE codes in a column `code_insee`, or in one said in a mapping: `jobs.check {path} options.save_mapping mapping.toml` writes one, in which to fill in the line `code` under `[contours.colonnes]`, then add `sources.mapping mapping.toml`",
    }
    need_to_be_given {
        fr: "un tableau du besoin par commune, à donner avec `sources.illectronism`, et sa colonne avec `options.need_column`",
        en: "a table of need by commune, to be given with `sources.illectronism` and its column with `options.need_column`",
    }
    or_else { fr: "\u{202f}; ou ", en: "; or ", }
    with_its_columns(candidates: &Words, columns: &Words) {
        fr: "{candidates}\u{202f}; ses colonnes sont {columns}",
        en: "{candidates}; its columns are {columns}",
    }
    settings_to_be_given {
        fr: "une correspondance de colonnes, à donner avec `sources.mapping`\u{202f}; ou des taux par âge, avec `sources.rates`\u{202f}; ou des hubs, avec `options.config`",
        en: "a mapping of columns, to be given with `sources.mapping`; or rates by age, with `sources.rates`; or hubs, with `options.config`",
    }
    as_with(kind: &Words, field: &str) {
        fr: "comme {kind} avec `{field}`",
        en: "as {kind} with `{field}`",
    }
    with_its_option {
        fr: "avec l'option qui correspond à son contenu",
        en: "with the option of what it is",
    }
    or { fr: " ou ", en: " or ", }
}

// What is wrong with a mapping.

words! {
    mapping_of_none {
        fr: "aucun de ses `fichier` n'est un des fichiers donnés",
        en: "no `fichier` of it is one of the files given",
    }
    mapping_of_no_list(names: &str) {
        fr: "aucun de ses `fichier` n'est une des listes données\u{a0}: {names}",
        en: "no `fichier` of it is one of the lists given: {names}",
    }
    other_kind(list: &Path, said: &str, given: &str) {
        fr: "`genre` de {list} est {said}, alors que cette liste est donnée comme {given}\u{202f}; corriger l'un des deux",
        en: "`genre` of {list} is {said}, and it is given as {given}; correct one of them",
    }
    no_field(name: &str, known: &str) {
        fr: "aucun champ ne s'appelle `{name}`\u{202f}; les champs sont {known}",
        en: "no field is called `{name}`; there are {known}",
    }
    bad_genre(known: &str, genre: &str) {
        fr: "`genre` est l'un de {known}, et non `{genre}`",
        en: "`genre` is one of {known}, not `{genre}`",
    }
    bad_systeme(systeme: &str) {
        fr: "`systeme` s'écrit EPSG:2154, et non `{systeme}`",
        en: "`systeme` is written EPSG:2154, not `{systeme}`",
    }
    bad_ordre(ordre: &str) {
        fr: "`ordre` est lat,lon ou lon,lat, et non `{ordre}`",
        en: "`ordre` is lat,lon or lon,lat, not `{ordre}`",
    }
    bad_date(date: &str) {
        fr: "`date` s'écrit 2024-06-30, et non `{date}`",
        en: "`date` is written 2024-06-30, not `{date}`",
    }
    half_a_position {
        fr: "`latitude` et `longitude` vont ensemble\u{202f}; pour une seule colonne qui contient les deux, écrire `point`",
        en: "`latitude` and `longitude` go together; for one column with both there is `point`",
    }
    file_twice(name: &str) {
        fr: "{name} est donné deux fois\u{202f}; mettre toutes ses colonnes au même endroit",
        en: "{name} is given twice; put all of its columns in one place",
    }
    no_such_column(of: &str, column: &str, columns: &Words) {
        fr: "{of} n'a pas de colonne `{column}`\u{202f}; ses colonnes sont {columns}",
        en: "{of} has no column `{column}`; it has {columns}",
    }
    no_column_named(of: &str, column: &str, name: &str, columns: &Words) {
        fr: "{of} n'a pas de colonne `{column}`, que nomme `{name}`\u{202f}; ses colonnes sont {columns}",
        en: "{of} has no column `{column}`, which `{name}` names; it has {columns}",
    }
    section_of(section: &str, file: &str) {
        fr: "`[{section}.colonnes]` de {file}",
        en: "`[{section}.colonnes]` of {file}",
    }
    no_column_called(of: &Words, name: &str, known: &str) {
        fr: "{of}\u{a0}: aucune colonne ne s'appelle `{name}`\u{202f}; les noms sont {known}",
        en: "{of}: no column is called `{name}`; there are {known}",
    }
    of_a_table(of: &Words) {
        fr: "{of}\u{a0}: `unite` et `tranches` n'ont de sens que dans une `[[table]]`",
        en: "{of}: `unite` and `tranches` are of a `[[table]]`",
    }
    one_column(of: &Words, name: &str) {
        fr: "{of}\u{a0}: `{name}` n'admet qu'une seule colonne",
        en: "{of}: `{name}` is one column",
    }
    bad_tranche(file: &str, band: &str) {
        fr: "`[table.tranches]` de {file}\u{a0}: un âge s'écrit `0-14` ou `75+`, et non `{band}`",
        en: "`[table.tranches]` of {file}: an age is written `0-14` or `75+`, not `{band}`",
    }
    unit_unsaid(file: &str, units: &str) {
        fr: "[[table]] de {file}\u{a0}: indiquer ce que compte `illectronisme`, avant `[table.colonnes]`\u{a0}: {units}",
        en: "[[table]] of {file}: say what `illectronisme` counts, before `[table.colonnes]`: {units}",
    }
    half_of_ages(of: &Words) {
        fr: "{of}\u{a0}: `age` et `effectif` vont ensemble, pour une ligne par âge\u{202f}; des âges en colonnes se donnent sous `[table.tranches]`",
        en: "{of}: `age` and `effectif` go together, for a row an age; ages in columns of their own are given under `[table.tranches]`",
    }
    no_figure(of: &Words, figures: &str) {
        fr: "{of}\u{a0}: donner `code`, et un chiffre\u{a0}: {figures}",
        en: "{of}: give `code`, and a figure: {figures}",
    }
}

// What a layer to compare lacks, and what would make two alike.

words! {
    no_layer_format {
        fr: "ce n'est pas un GeoJSON, un GeoPackage ou un FlatGeobuf",
        en: "it is no GeoJSON, GeoPackage or FlatGeobuf",
    }
    no_provenance {
        fr: "elle n'indique rien du calcul qui l'a produite",
        en: "it states nothing of the run that made it",
    }
    another_layer {
        fr: "c'est une autre couche, ou un autre programme l'a écrite",
        en: "it is another layer, or another program wrote it",
    }
    no_main_threshold {
        fr: "ses métadonnées n'indiquent pas le seuil principal",
        en: "its metadata do not state the main threshold",
    }
    no_share {
        fr: "elle n'a pas la part d'habitants à moins de son seuil principal\u{202f}; refaire le calcul avec ce seuil parmi `options.thresholds_km`",
        en: "it has no share of residents within its main threshold; run it again with that threshold among `options.thresholds_km`",
    }
    no_communes_among {
        fr: "certaines de ses entités ne sont pas des communes",
        en: "some of its features are no communes",
    }
    no_territories {
        fr: "elle ne contient pas les territoires d'un diagnostic",
        en: "it holds no territories of a diagnosis",
    }
    other_thresholds(share: &str) {
        fr: "elle n'a pas de colonne `{share}`\u{a0}: ses seuils sont différents",
        en: "it has no column `{share}`: its thresholds are others",
    }
    no_limits {
        fr: "elle n'indique aucune limite de classes",
        en: "it states no limits of classes",
    }
    geometries_of_no_layer {
        fr: "certaines de ses géométries n'appartiennent à aucune couche",
        en: "some of its geometries are of no layer",
    }
    run_again(option: &str) {
        fr: "refaire l'un des deux calculs avec `{option}`",
        en: "run one of them again with `{option}`",
    }
    run_again_identity {
        fr: "refaire l'un des deux calculs avec `options.same_above` et les options voisines",
        en: "run one of them again with `options.same_above` and its like",
    }
    run_again_need {
        fr: "refaire l'un des deux calculs avec le besoin de l'autre",
        en: "run one of them again with the need of the other",
    }
    run_again_offer {
        fr: "refaire l'un des deux calculs avec les services, labels et publics de l'autre",
        en: "run one of them again with the services, labels and publics of the other",
    }
    both_or_no_table {
        fr: "donner aux deux, ou à aucun, une matrice de trajets avec `sources.travel_table`",
        en: "give both or neither a travel table with `sources.travel_table`",
    }
    both_or_no_grid {
        fr: "donner aux deux, ou à aucun, un carroyage avec `sources.residents`",
        en: "give both or neither a grid with `sources.residents`",
    }
}

// What is wrong with a timetable or with a table of ages.

words! {
    no_calendar {
        fr: "il n'a ni calendar.txt ni calendar_dates.txt, de sorte qu'aucune course n'a de date\u{202f}; demander à son producteur un jeu qui contient l'un des deux",
        en: "it has neither calendar.txt nor calendar_dates.txt, so that no trip has a date; ask its publisher for a feed with one of them",
    }
    many_days(millions: Rank) {
        fr: "ses services totalisent plus de {millions} millions de jours de circulation",
        en: "its services run on more than {millions} M days together",
    }
    feed_lacks(name: &str) {
        fr: "il n'a pas de {name}\u{202f}; demander à son producteur un jeu complet",
        en: "it has no {name}; ask its publisher for a whole feed",
    }
    many_slices(ages: Rank, slices: Rank) {
        fr: "plus de {ages} âges ou de {slices} sous-tableaux",
        en: "more than {ages} ages or {slices} slices",
    }
    many_communes(most: Rank) { fr: "plus de {most} communes", en: "more than {most} communes", }
}

// Options outside their range. The name of the option and its value stand before each.

words! {
    cells_beside_table {
        fr: "fait partir les trajets des carreaux, alors qu'une matrice de trajets relie des communes\u{202f}; retirer l'un des deux",
        en: "makes ways start from cells, and a travel table is of communes; leave one of them out",
    }
    unit_of_no_table {
        fr: "ne se rapporte à aucune matrice\u{202f}; la donner avec `sources.travel_table`",
        en: "is of no table; give it with `sources.travel_table`",
    }
    centroid_beside_town_halls {
        fr: "n'utilise pas `sources.chefs_lieux`\u{202f}; retirer l'un des deux",
        en: "makes no use of `sources.chefs_lieux`; leave one of them out",
    }
    need_twice {
        fr: "et `sources.illectronism` indiquent tous deux le besoin\u{202f}; n'en donner qu'un",
        en: "and `sources.illectronism` both tell the need; give one of them",
    }
    ages_needed {
        fr: "sont des taux par âge, et les âges des habitants sont inconnus\u{202f}; ajouter `sources.ages` avec la population par âge et par commune, ou `sources.residents` avec un carroyage d'habitants",
        en: "are rates by age, and nothing tells the ages; add `sources.ages` with people by age and commune, or `sources.residents` with a grid of them",
    }
    ages_without_rates {
        fr: "est sans effet en l'absence de taux\u{202f}; ajouter `sources.rates insee-2021`, ou une table de taux",
        en: "makes no use of ages without rates; add `sources.rates insee-2021`, or a table of your own",
    }
    margins_without_rates {
        fr: "est sans effet en l'absence de taux\u{202f}; ajouter `sources.rates`",
        en: "makes no use of margins without rates; add `sources.rates`",
    }
    no_estimates {
        fr: "cale des estimations, et il n'y en a pas\u{202f}; ajouter `sources.rates`",
        en: "scales estimates, and there are none; add `sources.rates`",
    }
    closes_rates {
        fr: "cale une table de taux\u{202f}; ajouter `sources.rates`",
        en: "closes a rate table; add `sources.rates`",
    }
    splits_bands {
        fr: "répartit des tranches d'âge entre des taux\u{202f}; ajouter `sources.rates`",
        en: "splits bands of age for rates; add `sources.rates`",
    }
    column_of_no_table {
        fr: "ne se rapporte à aucun tableau\u{202f}; le donner avec `sources.illectronism`",
        en: "is of no table; give it with `sources.illectronism`",
    }
    unit_of_no_column {
        fr: "ne se rapporte à aucune colonne\u{202f}; la nommer avec `options.need_column`",
        en: "is of no column; name it with `options.need_column`",
    }
    no_such_distance {
        fr: "n'est pas une distance admise\u{202f}; donner un nombre de mètres de 0 à 10000, comme 300",
        en: "is no such distance; give metres from 0 to 10000, such as 300",
    }
    no_likeness {
        fr: "n'est pas un degré de ressemblance\u{202f}; donner un nombre de 0 à 1",
        en: "is no likeness; give a number from 0 to 1",
    }
    doubt_above_certainty {
        fr: "dépasse `options.same_above`\u{202f}; le doute finit où commence la certitude",
        en: "is above `options.same_above`; doubt ends where certainty begins",
    }
}

// What is wrong with a table of rates or a pyramid. The name of the table stands before each.

words! {
    no_such_rates(shipped: &str) {
        fr: "fichier introuvable, et les tables fournies avec maillage sont {shipped}",
        en: "there is no such file, and what comes with maillage is {shipped}",
    }
    bad_rate(of: &str, rate: &str) {
        fr: "le taux de {of} est {rate}\u{202f}; les taux sont des parts, de 0 à 1\u{a0}: écrire 0.24 pour 24\u{a0}%",
        en: "the rate of {of} is {rate}; rates are shares, from 0 to 1: write 0.24 for 24 %",
    }
    bad_standard_error(error: &str) {
        fr: "une erreur type vaut {error}\u{202f}; c'est une part, de 0 à 1",
        en: "a standard error is {error}; it is a share, from 0 to 1",
    }
    bad_rounding(rounding: &str) {
        fr: "`arrondi` vaut {rounding}\u{202f}; écrire 0.01 pour des taux en pour cent entiers",
        en: "`arrondi` is {rounding}; write 0.01 for rates in whole per cents",
    }
    bad_sample {
        fr: "`echantillon` doit compter au moins une personne, et indiquer un `effet_plan`, comme 2",
        en: "`echantillon` has at least one person, and an `effet_plan` such as 2",
    }
    bad_weight(margin: &str, weight: &str) {
        fr: "`poids` de {margin} vaut {weight}\u{202f}; il va de 0 à 1",
        en: "`poids` of {margin} is {weight}; it is from 0 to 1",
    }
    bad_people {
        fr: "`personnes` sont des nombres d'habitants, zéro ou plus",
        en: "`personnes` are numbers of people, zero or more",
    }
    bad_excluded(code: &str) {
        fr: "`hors_champ` nomme `{code}`\u{202f}; écrire des codes de départements, \"976\"",
        en: "`hors_champ` names `{code}`; write codes of départements, \"976\"",
    }
    bad_area_of_rates(code: &str) {
        fr: "[[territoires]] de `{code}`\u{a0}: écrire reg:11 ou dep:16, avec des taux supérieurs à 0",
        en: "[[territoires]] of `{code}`: write reg:11 or dep:16, with rates above 0",
    }
    bands_leave_a_hole(one: &str, next: &str, list: &str) {
        fr: "les tranches d'âge {one} et {next} laissent un vide\u{a0}: {list}",
        en: "the bands of age {one} and {next} leave a hole: {list}",
    }
    bands_overlap(one: &str, next: &str, list: &str) {
        fr: "les tranches d'âge {one} et {next} se chevauchent\u{a0}: {list}",
        en: "the bands of age {one} and {next} overlap: {list}",
    }
    last_band_ends(below: u8, list: &str, from: u8) {
        fr: "la dernière tranche d'âge s'arrête à {below} ans\u{a0}: {list}\u{202f}; l'écrire {from}+",
        en: "the last band of age ends at {below}: {list}; write it as {from}+",
    }
    no_bands {
        fr: "il n'a aucune tranche d'âge\u{202f}; écrire [[ages]] avec tranche = \"15-24\"",
        en: "it has no band of age; write [[ages]] with tranche = \"15-24\"",
    }
    bands_do_not_follow {
        fr: "les tranches d'âge des habitants présentent des vides ou des chevauchements sur les âges des taux\u{202f}; donner un tableau qui compte chacun une seule fois",
        en: "no bands of the people follow one another, without hole or overlap, over the ages of the rates; give a table that counts everybody once",
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
