//! What is the matter with a row or a file, and what would mend it.

use maillage_hours::Lang;
use maillage_intake::ledger::{Issue, Trouble};

use crate::Voice;

/// What stands between the fact and the remedy in a sentence of this file.
const REMEDY: &str = " ; ";

/// The sentence for a reader of the ledger: the fact, the value at fault, the remedy.
///
/// The voice spells the fields that the fact and the remedy name. The value comes from a
/// file and is shown as it stands; an empty one is left out.
pub fn message(issue: &Issue, voice: Voice) -> String {
    let sentence = sentence(issue.trouble, voice.lang);
    let (fact, remedy) = sentence.split_once(REMEDY).unwrap_or((sentence, ""));
    let mut message = (voice.spell)(fact);
    let (colon, semicolon) = match voice.lang {
        Lang::Fr => ("\u{a0}:", "\u{202f}; "),
        Lang::En => (":", "; "),
    };
    if !issue.value.is_empty() {
        message.push_str(&format!("{colon} `{}`", shown(&issue.value, voice.lang)));
    }
    if !remedy.is_empty() {
        message.push_str(semicolon);
        message.push_str(&(voice.spell)(remedy));
    }
    message
}

/// A value as a reader of the language sees it. Ledgers keep it as it was noted, in French with
/// decimal points: the lines of other rows, and how alike two rows are.
fn shown(value: &str, lang: Lang) -> String {
    const SCORE: &str = ", score 0.";
    match lang {
        Lang::Fr => value.replace(SCORE, ", score 0,").replace(", score 1.", ", score 1,"),
        Lang::En => value.replace(", ligne ", ", line "),
    }
}

/// Declares the sentence of every trouble. What follows ` ; ` in one is the remedy.
macro_rules! troubles {
    ($($variant:ident { fr: $fr:literal, en: $en:literal, })*) => {
        fn sentence(trouble: Trouble, lang: Lang) -> &'static str {
            match (trouble, lang) {
                $(
                    (Trouble::$variant, Lang::Fr) => $fr,
                    (Trouble::$variant, Lang::En) => $en,
                )*
            }
        }
    };
}

troubles! {
    // Decoding.
    NotARecord {
        fr: "ligne qui n'est pas un enregistrement ; corriger la ligne",
        en: "this is not a record ; correct the line",
    }
    TooManyFields {
        fr: "plus de valeurs que de colonnes ; mettre entre guillemets la valeur qui contient le séparateur",
        en: "more values than columns ; quote the value that holds the separator",
    }
    TooFewFields {
        fr: "moins de valeurs que de colonnes, les dernières sont vides",
        en: "fewer values than columns, the last ones are empty",
    }
    StrayQuote {
        fr: "guillemet ouvert dans cette ligne et fermé seulement plus bas, les lignes sont lues une à une ; retirer ce guillemet",
        en: "a quote opens in this row and closes only further down, the rows are read one by one ; take this quote out",
    }
    BreaksOff {
        fr: "le fichier s'arrête au milieu de sa dernière ligne, il est sans doute incomplet et des lignes peuvent manquer ; le télécharger ou l'exporter de nouveau",
        en: "the file stops in the middle of its last row, so that it is probably incomplete and rows may be missing ; download or export it again",
    }
    HeaderIsData {
        fr: "la première ligne semble contenir des valeurs et non des titres de colonnes, elle n'est pas comptée parmi les lignes ; ajouter une ligne de titres au-dessus",
        en: "the first row looks like values rather than titles of columns, it is not counted among the rows ; add a row of titles above it",
    }
    TooManyColumns {
        fr: "plus de 2 000 colonnes différentes, celle-ci et les suivantes ne sont pas lues",
        en: "more than 2,000 different columns, this one and those after it are not read",
    }
    DuplicateColumn {
        fr: "deux colonnes portent ce nom, celle dont les valeurs conviennent est lue",
        en: "two columns have this name, the one whose values fit is read",
    }
    Mojibake {
        fr: "texte encodé deux fois, rétabli",
        en: "text encoded twice, repaired",
    }
    LostCharacters {
        fr: "caractères déjà perdus dans la source",
        en: "characters were already lost in the source",
    }
    MixedEncodings {
        fr: "fichier mêlant des lignes en UTF-8 et des lignes en Windows-1252, dont la première est celle indiquée, chacune lue dans son encodage ; enregistrer le fichier en UTF-8",
        en: "some lines are in UTF-8, others in Windows-1252, the first of them on the line given: each is read in its own encoding ; save the file in UTF-8",
    }
    ControlCharacters {
        fr: "caractères de contrôle invisibles, supprimés",
        en: "invisible control characters, removed",
    }
    ValueUnreadable {
        fr: "valeur illisible, lue comme vide ; corriger la valeur",
        en: "the value cannot be read, taken as empty ; correct the value",
    }
    SheetRead {
        fr: "feuille lue",
        en: "worksheet read",
    }
    SheetsLeft {
        fr: "feuilles d'années antérieures, non lues ; pour en lire une, l'enregistrer dans un fichier distinct",
        en: "worksheets of past years, not read ; to read one, save it by itself",
    }
    LayerRead {
        fr: "couche lue",
        en: "layer read",
    }
    MemberRead {
        fr: "fichier lu dans l'archive",
        en: "file read in the archive",
    }
    MembersLeft {
        fr: "autres fichiers de l'archive, non lus",
        en: "other files of the archive, not read",
    }
    TitleSkipped {
        fr: "ligne au-dessus de l'en-tête, ignorée",
        en: "line above the header, ignored",
    }
    CellInError {
        fr: "la cellule contient une erreur de calcul, lue comme vide ; corriger la formule",
        en: "the cell holds an error of its formula, read as empty ; correct the formula",
    }
    BadGeometry {
        fr: "géométrie illisible ou vide ; réparer la géométrie dans QGIS",
        en: "the geometry is missing or cannot be read ; repair the geometry in QGIS",
    }
    CrsGuessed {
        fr: "système de coordonnées non indiqué par le fichier, déduit des valeurs",
        en: "the file does not state its coordinate system, inferred from the values",
    }
    CrsNotUnderstood {
        fr: "système de coordonnées indiqué par le fichier mais non reconnu ; exporter la couche en WGS84 (EPSG:4326)",
        en: "the coordinate system that the file names is not understood ; export the layer in WGS84 (EPSG:4326)",
    }
    CrsApproximate {
        fr: "système NTF converti sans sa grille, à quelques mètres près",
        en: "NTF system converted without its grid, right to a few metres",
    }
    ContourOutsideFrance {
        fr: "contour situé hors du territoire français ; vérifier le système de coordonnées et l'ordre des axes",
        en: "the contour is outside every French territory ; check the coordinate system and the order of the axes",
    }
    // Codes.
    CodeMissing {
        fr: "code de commune absent ; compléter le code Insee",
        en: "no commune code ; fill in the INSEE code",
    }
    CodeUnreadable {
        fr: "code de commune illisible ; un code Insee a cinq caractères",
        en: "the commune code cannot be read ; an INSEE code has five characters",
    }
    CodePadded {
        fr: "zéro initial perdu, rétabli",
        en: "lost leading zero, restored",
    }
    CodeCorrected {
        fr: "code désignant une autre commune que le nom et la position, remplacé",
        en: "the code stands for another commune than the name and the position, replaced",
    }
    CodeUnknown {
        fr: "aucune commune ne porte ce code dans les contours",
        en: "no commune of this code among the contours",
    }
    CodeTwice {
        fr: "code déjà présent dans une ligne précédente ; garder une seule ligne par commune",
        en: "this code was read before ; keep one row a commune",
    }
    IrisTwice {
        fr: "deux lignes du même IRIS aux valeurs différentes, la commune n'est pas lue ; n'en garder qu'une",
        en: "two rows of one IRIS have different values, the commune is not read ; keep one of them",
    }
    CommuneInParts {
        fr: "autre partie de la même commune, réunie",
        en: "another part of the same commune, joined",
    }
    PartsDiffer {
        fr: "lignes de la commune aux valeurs différentes, aucune n'est lue ; n'en garder qu'une",
        en: "the rows of the commune have different values, none is read ; keep one of them",
    }
    NotOfScheme {
        fr: "commune indiquée par la liste comme hors du dispositif",
        en: "a commune that the list says is not of the scheme",
    }
    ArrondissementCounted {
        fr: "arrondissement déjà compté dans sa commune",
        en: "arrondissement already counted within its commune",
    }
    ArrondissementAdded {
        fr: "arrondissement additionné à sa commune",
        en: "arrondissement added to its commune",
    }
    NotACommune {
        fr: "commune déléguée ou associée, déjà comptée dans sa commune",
        en: "a commune déléguée or associée, already counted within its commune",
    }
    // Figures.
    ColumnRead {
        fr: "colonnes lues",
        en: "columns read",
    }
    UnitGuessed {
        fr: "unité déduite des valeurs ; l'indiquer dans le nom de la colonne, taux_…_pct ou nombre_…",
        en: "unit inferred from the values ; say it in the column's name, taux_…_pct or nombre_…",
    }
    NumberUnreadable {
        fr: "nombre inutilisable ; corriger la valeur",
        en: "this is not a usable number ; correct the value",
    }
    NumberMissing {
        fr: "aucune valeur pour cette commune",
        en: "no value for this commune",
    }
    RateOutOfRange {
        fr: "taux hors de l'intervalle de 0 à 100 % ; corriger la valeur",
        en: "a rate lies between 0 and 100 % ; correct the value",
    }
    BoundsIncoherent {
        fr: "intervalle ne contenant pas l'estimation, ignoré",
        en: "the interval does not hold the estimate, it is ignored",
    }
    GridInPart {
        fr: "communes dont les carreaux comptent moins de la moitié des habitants, mesurées depuis un point ; fournir le carroyage entier",
        en: "communes of which the cells do not hold half of the residents, measured from one point ; give the whole grid",
    }
    GridUnchecked {
        fr: "population inconnue, impossible de vérifier que le carroyage couvre chaque commune en entier ; ajouter sources.population",
        en: "residents are not known: nothing tells whether the grid holds each commune whole ; add sources.population",
    }
    NumberNegative {
        fr: "nombre de personnes négatif, considéré comme secret ou absent ; corriger la valeur",
        en: "a number of people is not negative, it is taken for secret or missing ; correct the value",
    }
    MoreThanResidents {
        fr: "communes où ce nombre dépasse nettement celui des habitants ; vérifier la table, ou son millésime",
        en: "communes that have far more people here than residents ; check the table, or its vintage",
    }
    AdultsAssumed {
        fr: "parts des 15 ans ou plus, dont la proportion parmi les habitants est supposée partout égale à celle de la pyramide, en %",
        en: "shares of people of 15 and over: these are taken to be the same share of residents everywhere, that of the pyramid, in %",
    }
    AgesDoNotAddUp {
        fr: "somme des âges différente de la population de la ligne ; corriger l'une ou l'autre",
        en: "the ages do not add up to the people of the row ; correct one or the other",
    }
    AgesRead {
        fr: "âges lus",
        en: "ages read",
    }
    AgeMissing {
        fr: "âge absent pour cette commune et présent pour d'autres ; compléter la table",
        en: "this commune lacks an age that others have ; complete the table",
    }
    AgeTwice {
        fr: "même âge présent deux fois pour cette commune ; n'en garder qu'une ligne",
        en: "this commune has the same age twice ; keep one row of it",
    }
    OtherSlice {
        fr: "total, autre année, autre géographie ou découpage non lu, en nombre de lignes",
        en: "a total, another year, another geography or a breakdown that is not read, as a number of rows",
    }
    WithItsCommune {
        fr: "autre ligne d'une commune écartée",
        en: "another row of a commune that is set aside",
    }
    OutsideRates {
        fr: "territoire non couvert par l'enquête d'où proviennent les taux, sans estimation",
        en: "the survey of the rates does not cover this territory, not estimated",
    }
    NeedAbovePopulation {
        fr: "plus de personnes que d'habitants ; vérifier les millésimes",
        en: "more people than residents ; check the vintages",
    }
    PopulationNeeded {
        fr: "taux sans population, nombre de personnes impossible à calculer ; ajouter sources.population",
        en: "a rate without residents gives no people ; add sources.population",
    }
    CodeDeduced {
        fr: "ni code ni nom de commune reconnus, code déduit de la position",
        en: "no known commune is stated, the code is taken from the position",
    }
    MovedCode {
        fr: "code d'un autre millésime, converti dans celui des contours",
        en: "code of another vintage, carried over to that of the contours",
    }
    SplitWithoutWeights {
        fr: "commune scindée, impossible à répartir sans population ; fournir une table du millésime des contours",
        en: "a split commune cannot be shared out without residents ; give a table of the contours' vintage",
    }
    CodesJoined {
        fr: "code Insee reconstitué à partir de deux colonnes",
        en: "INSEE code made of two columns",
    }
    PointsOfCommunes {
        fr: "même position pour tous les lieux d'une commune, celle de la commune, les lieux ne sont situés que d'après leur commune",
        en: "one position for all places of a commune: these are the points of the communes, the places are located by their commune only",
    }
    NoPlaceOfHelp {
        fr: "aide uniquement à distance, ou sur un thème autre que le numérique, sans lieu où se rendre",
        en: "help at a distance only, or on another theme than digital life, without a place to go to",
    }
    ColumnsPassedOver {
        fr: "autres colonnes sur le même sujet, non lues",
        en: "other columns of the same subject, not read",
    }
    MembershipsDiffer {
        fr: "anciennes communes rattachées à plusieurs EPCI, celui de la commune est inconnu ; fournir une table plus récente",
        en: "the former communes of this one are in several EPCI, its own is not known ; give a more recent table",
    }
    // Travel tables.
    OwnCommuneZero {
        fr: "trajet nul d'une commune vers elle-même, considéré comme manquant ; indiquer le trajet vers le lieu, ou options.own_commune_min",
        en: "zero from a commune to itself, taken as missing ; give the journey to the place, or options.own_commune_min",
    }
    PairTwice {
        fr: "trajet présent deux fois, le plus court est retenu ; ne le garder qu'une fois",
        en: "this pair is there twice, and the shortest is used ; keep it only once",
    }
    ZeroPairs {
        fr: "trajets nuls vers un autre lieu ou une autre commune, retenus tels quels ; laisser vides les trajets inconnus",
        en: "zeros to another place or commune, kept as they are ; leave empty what is unknown",
    }
    DestinationUnknown {
        fr: "identifiant qui n'est ni celui d'un lieu retenu ni le code d'une commune connue ; écrire l'identifiant comme dans la liste, ou un code Insee",
        en: "no place that counts has this identifier, and it is the code of no known commune ; write the identifier as in the list, or an INSEE code",
    }
    DestinationAmbiguous {
        fr: "identifiant commun à plusieurs lieux ; écrire fichier:identifiant, comme dans la colonne identifiants du catalogue",
        en: "several places have this identifier ; write file:identifier, as in the column identifiants of the catalogue",
    }
    DestinationMissing {
        fr: "destination absente ; indiquer l'identifiant d'un lieu ou le code Insee d'une commune",
        en: "no destination ; write the identifier of a place or the INSEE code of a commune",
    }
    PairsMissing {
        fr: "nombre de trajets absents de la ligne",
        en: "number of pairs that the row does not state",
    }
    // Tables of pairs, of demand and of supply.
    IdMissing {
        fr: "identifiant absent ; compléter la ligne",
        en: "no identifier ; complete the row",
    }
    OriginUnknown {
        fr: "point de départ absent de la table de demande ; l'y ajouter, ou vérifier l'écriture des identifiants",
        en: "the table of demand has no such origin ; add it there, or check how identifiers are written",
    }
    PlaceUnknown {
        fr: "lieu absent de la table d'offre ; l'y ajouter, ou vérifier l'écriture des identifiants",
        en: "the table of supply has no such place ; add it there, or check how identifiers are written",
    }
    FigureMissing {
        fr: "aucun chiffre pour cet identifiant ; compléter la ligne",
        en: "no figure for this identifier ; complete the row",
    }
    FigureNegative {
        fr: "chiffre négatif ; corriger la valeur",
        en: "a figure below zero ; correct the value",
    }
    NoWay {
        fr: "aucun trajet entre ces deux points",
        en: "no journey between these two points",
    }
    // Places.
    NameMissing {
        fr: "lieu sans nom",
        en: "a place without a name",
    }
    FieldDoubtful {
        fr: "contenu de la colonne incertain ; le préciser avec sources.mapping (jobs.check en produit un)",
        en: "the meaning of this column is doubtful ; say it with sources.mapping (jobs.check writes one)",
    }
    DayColumnMissing {
        fr: "les autres jours ont une colonne d'horaires et ce jour n'en a pas, ses horaires sont inconnus pour tous les lieux ; rétablir la colonne, ou en ajouter une vide si tous les lieux sont fermés ce jour-là",
        en: "the other days have a column of hours and this one has none, its hours are unknown for all places ; put the column back, or add an empty one if all places are closed on that day",
    }
    DayColumnUncertain {
        fr: "colonne dont le nom ressemble à celui d'un jour qui n'en a pas, non lue, les horaires de ce jour sont inconnus dans toute la liste ; la renommer s'il s'agit bien de ce jour",
        en: "the name of this column is near to that of a day which has none, it is not read and the hours of that day are unknown in the whole list ; rename it if that day is meant",
    }
    DayColumnMisspelt {
        fr: "nom de colonne mal orthographié, lu comme celui du jour ; le corriger",
        en: "misspelt name of a column, read as that of the day ; correct it",
    }
    ColumnNameNear {
        fr: "colonne attendue dans ce format et absente, alors qu'une autre, non lue, porte un nom proche ; renommer cette dernière si c'est la colonne attendue",
        en: "a column that this format expects is missing, while another, which is not read, has a name near to it ; rename it if that column is meant",
    }
    BusColumnMissing {
        fr: "colonne attendue dans ce format et absente ou vide, de sorte que seuls leurs noms distinguent les bus des lieux fixes ; la rétablir",
        en: "a column that this format expects is missing or empty, so that only their names tell buses from fixed places ; put it back",
    }
    PositionsNotFound {
        fr: "aucune colonne de coordonnées reconnue avec certitude, les lieux sont situés d'après leur commune",
        en: "no column of coordinates is sure, places are put in their communes",
    }
    CommunesByName {
        fr: "communes identifiées par leur seul nom, dans les départements indiqués ; ajouter le code postal ou le code Insee pour lever tout doute",
        en: "communes told by their names alone, in these départements ; add postal or INSEE codes to leave no doubt",
    }
    PlacesAssumed {
        fr: "rien n'indique qu'il s'agit de lieux d'aide (ni adresse, ni horaires, ni services) ; à vérifier",
        en: "nothing says that these are places of help (no address, no hours, no services) ; verify it",
    }
    ContactsDropped {
        fr: "colonnes de données personnelles, non reprises ; ajouter sources.contacts pour les conserver",
        en: "personal columns are not carried ; add sources.contacts to keep them",
    }
    PositionMissing {
        fr: "ni coordonnées ni commune reconnue ; compléter les coordonnées, ou le code Insee, ou la commune et son code postal",
        en: "neither coordinates nor a known commune ; fill in the coordinates, or the INSEE code, or the commune and its postal code",
    }
    CommuneUncertain {
        fr: "commune incertaine, car plusieurs portent ce nom ou la seule qui le porte est loin des autres lieux de la liste ; ajouter le code postal, le code Insee ou les coordonnées",
        en: "the commune is uncertain, since several have this name or the only one is far from the other places of the list ; add the postal code, the INSEE code or the coordinates",
    }
    ManyNowhere {
        fr: "part des lignes écartées faute de savoir où est le lieu, qui manquent à tous les résultats ; compléter les coordonnées, ou le code Insee, ou la commune et son code postal",
        en: "share of the rows set aside because it is not known where the place is, missing from all results ; fill in the coordinates, or the INSEE code, or the commune and its postal code",
    }
    LocatedByPostalCode {
        fr: "ni coordonnées ni commune reconnue, lieu situé dans la seule commune que dessert son code postal",
        en: "neither coordinates nor a known commune, put in the only commune that its postal code serves",
    }
    LabelUnconfirmed {
        fr: "lieu déclaré France Services par sa liste, non retrouvé dans la liste nationale, compté comme lieu de médiation",
        en: "said to be a France Services by its list, not found in the national list, counted as a place of médiation",
    }
    LabelsUnconfirmed {
        fr: "nombre de lieux déclarés France Services par cette liste, non retrouvés dans la liste nationale, comptés comme lieux de médiation (ce label est souvent donné à toute structure qui accueille un conseiller)",
        en: "number of places that this list says to be France Services, not found in the national list, counted as places of médiation (the label is often given to whoever employs or hosts a counsellor)",
    }
    LocatedByCommune {
        fr: "position absente ou inutilisable, lieu situé d'après sa commune",
        en: "position absent or unusable, put in its commune",
    }
    Closing {
        fr: "fermeture à cette date, lieu pris en compte jusqu'à la veille",
        en: "closes on this date, counts until the day before only",
    }
    OutOfService {
        fr: "lieu hors service d'après la liste",
        en: "the list says that this place is out of service",
    }
    PositionUnreadable {
        fr: "coordonnées illisibles ; écrire des nombres, 45.65 et 0.16",
        en: "the coordinates cannot be read ; write numbers, 45.65 and 0.16",
    }
    PositionZero {
        fr: "coordonnées 0, 0, c'est-à-dire absentes ; les compléter",
        en: "coordinates 0, 0, which means none ; fill them in",
    }
    OutsideFrance {
        fr: "position hors du territoire français ; vérifier les coordonnées",
        en: "the position is outside every French territory ; check the coordinates",
    }
    CommuneUndrawn {
        fr: "commune reconnue, dont ni le contour ni le chef-lieu ne sont disponibles ; compléter les coordonnées, ou fournir les contours",
        en: "the commune is recognised, and the program has neither its contour nor its chef-lieu ; fill in the coordinates, or give the contours",
    }
    Abroad {
        fr: "lieu hors de France, à l'étranger ou en mer à plus de 2 km des contours ; corriger la position s'il est en France",
        en: "the place is outside France, abroad or at sea more than 2 km from its contours ; correct the position if it is in France",
    }
    AxesExchanged {
        fr: "latitude et longitude inversées, rétablies",
        en: "latitude and longitude were exchanged, put right",
    }
    Reprojected {
        fr: "coordonnées projetées, converties en WGS84",
        en: "projected coordinates, converted to WGS84",
    }
    FarFromCommune {
        fr: "position hors de la commune indiquée ; vérifier l'adresse ou le code",
        en: "the position is outside the stated commune ; check the address or the code",
    }
    PositionDistrusted {
        fr: "position sans rapport avec la commune indiquée, lieu situé d'après sa commune ; corriger les coordonnées",
        en: "the position has nothing to do with the stated commune, put in its commune ; correct the coordinates",
    }
    CommuneDistrusted {
        fr: "commune indiquée sans rapport avec la position, que confirme le reste de la ligne ; corriger la commune",
        en: "the stated commune has nothing to do with the position, which the rest of the row bears out ; correct the commune",
    }
    ContradictsCommune {
        fr: "position et commune contradictoires, sans élément pour trancher ; corriger l'une des deux",
        en: "position and commune contradict each other and nothing settles it ; correct one of them",
    }
    NoPublic {
        fr: "lieu n'accueillant pas de public",
        en: "this place does not receive the public",
    }
    CatalogueUnchanged {
        fr: "ligne du catalogue sans changement, comptée avec son lieu",
        en: "row of the catalogue without a change, counted with its place",
    }
    CatalogueCorrected {
        fr: "ligne du catalogue qui corrige son lieu, comptée avec lui",
        en: "row of the catalogue that corrects its place, counted with it",
    }
    CatalogueNew {
        fr: "ligne du catalogue dont l'identifiant n'est dans aucune liste, ajoutée comme nouveau lieu",
        en: "row of the catalogue of which no list has the identifier: a new place",
    }
    CatalogueTwice {
        fr: "identifiant déjà porté par une autre ligne du catalogue ; donner au lieu un identifiant propre, ou supprimer la ligne",
        en: "another row of the catalogue has this identifier ; give the place an identifier of its own, or delete the row",
    }
    CellUnread {
        fr: "cellules du catalogue non comprises ; les écrire sous la même forme que les autres",
        en: "cells of the catalogue that are not understood ; write them as the catalogue writes the others",
    }
    CellsDisagree {
        fr: "cellules du catalogue contradictoires, la première est retenue ; corriger l'autre",
        en: "cells of the catalogue that contradict each other, the first counts ; correct the other",
    }
    KindMissing {
        fr: "type de lieu absent ou inconnu ; écrire mediation, france_services ou itinerant dans la colonne type",
        en: "no kind of place, or an unknown one ; write mediation, france_services or itinerant in the column type",
    }
    SamePlace {
        fr: "même lieu qu'une autre ligne",
        en: "the same place as another row",
    }
    PossiblyTheSame {
        fr: "peut-être le même lieu qu'une autre ligne, les deux lignes sont conservées ; vérifier, et n'en garder qu'une",
        en: "perhaps the same place as another row, both are kept ; check, and keep only one",
    }
    PerhapsVisits {
        fr: "lieu sans horaires connus à l'emplacement d'un arrêt de tournée, considéré comme ouvert en permanence ; s'il ne s'agit que des passages de la tournée, supprimer la ligne",
        en: "a place without known hours where a bus stops, counted as always open ; if it is no more than its visits, remove the row",
    }
    HoursReplaced {
        fr: "horaires d'une liste plus ancienne, remplacés par ceux de la plus récente",
        en: "hours of an older list, replaced by those of the latest",
    }
    HoursContradict {
        fr: "horaires contredits par une autre liste, réunis faute de date ; vérifier, ou dater les listes dans un mapping.toml (date)",
        en: "hours contradicted by another list, added up for lack of dates ; check, or date the lists in a mapping.toml (date)",
    }
    SameIdentifier {
        fr: "identifiant désignant aussi un autre lieu ; corriger l'un des deux",
        en: "this identifier also stands for another place ; correct one of them",
    }
    UnknownFormatFs {
        fr: "format France Services inconnu, lieu considéré comme fixe",
        en: "unknown France Services format, counted as fixed",
    }
    UnknownTypologie {
        fr: "typologie hors de la nomenclature nationale, conservée telle quelle",
        en: "typologie outside the national list, kept as it is",
    }
    TourWithoutStops {
        fr: "service itinérant dont les arrêts sont inconnus, qui n'entre dans aucun calcul de distance ; indiquer ses arrêts avec sources.itinerant",
        en: "an itinerant service whose stops are unknown, counts in no distance ; give its stops with sources.itinerant",
    }
    ItinerantByName {
        fr: "bus ou service itinérant d'après son nom",
        en: "the name tells of a bus or an itinerant service",
    }
    FixedButNamed {
        fr: "lieu fixe d'après la liste, itinérant d'après son nom, considéré comme fixe ; corriger format_fs s'il s'agit d'un bus",
        en: "the list says fixed, its name says itinerant, counted as fixed ; correct format_fs if it is a bus",
    }
    FixedAmongStops {
        fr: "lieu fixe (d'après sa colonne itinerance, ou ouvert quatre jours par semaine ou plus) dans une liste donnée comme arrêts, considéré comme fixe ; donner la liste avec sources.mediation",
        en: "a fixed place (its column itinerance says so, or it opens on four days a week or more) in a list given as stops, counted as fixed ; give the list with sources.mediation",
    }
    FranceServicesByOption {
        fr: "lieux comptés comme France Services parce que la liste est donnée avec sources.france_services, sans que leur nom ni un label le dise ; si ce sont d'autres lieux d'aide, donner la liste avec sources.mediation",
        en: "places counted as France Services because the list is given with sources.france_services, though neither name nor label says so ; if they are other places of help, give it with sources.mediation",
    }
    StopsByOption {
        fr: "lignes considérées comme des arrêts de bus parce que la liste est donnée avec sources.itinerant, alors qu'aucune colonne n'indique de tournées ; s'il s'agit de lieux fixes, donner la liste avec sources.mediation",
        en: "rows taken for stops of a bus only because of sources.itinerant, for no column tells of rounds ; if they are fixed places, give the list with sources.mediation",
    }
    RecurrenceUnknown {
        fr: "jours et heures inconnus ; écrire « le lundi de 9h à 12h » ou « 1er et 3e mardis du mois de 14h à 17h »",
        en: "the days and hours are not known ; write `Mo 09:00-12:00` or `1er et 3e mardis du mois de 14h à 17h`",
    }
    HoursIncoherent {
        fr: "jours et heures incohérents, ignorés ; les corriger",
        en: "these days and hours cannot be those of a place, they are ignored ; correct them",
    }
    HoursDoubtful {
        fr: "jours et heures interprétés avec un doute, pris en compte ; vérifier, ou préciser ce qui est supposé",
        en: "days and hours understood with a doubt, they count ; check, or write what is assumed",
    }
    HoursInPart {
        fr: "jours et heures lus en partie, seule la partie lue est prise en compte ; corriger la partie non lue",
        en: "a part of the days and hours is not read, the rest counts ; correct what is not read",
    }
    HoursMissing {
        fr: "nombre de lieux sans horaires dans la liste",
        en: "number of places without hours in the list",
    }
    ValidityUnreadable {
        fr: "dates de validité illisibles, ou fin antérieure au début, ignorées ; écrire 2026-01-05",
        en: "the dates of validity cannot be read, or end before they start, ignored ; write 2026-01-05",
    }
    DateUnlikely {
        fr: "date invraisemblable au regard des autres, considérée comme absente ; corriger l'année",
        en: "a date that is improbable among the others, taken as missing ; correct its year",
    }
    InTwoPlaces {
        fr: "même véhicule à deux arrêts en même temps ; corriger les horaires de l'un, ou nommer deux véhicules",
        en: "one vehicle at two stops at the same time ; correct the hours of one, or name two vehicles",
    }
    NeverServed {
        fr: "aucun jour de passage dans la période, non pris en compte ; vérifier les jours et les dates de validité, ou la période",
        en: "its days never fall within the period, it does not count ; check its days and its dates of validity, or the period",
    }
    PassesOnly {
        fr: "arrivée et départ à la même heure, durée de présence inconnue ; indiquer les deux heures",
        en: "arrival and departure at the same time: how long the vehicle stays is not known ; give both times",
    }
    SchoolUnknown {
        fr: "horaires dépendant des vacances scolaires, dont les dates sont inconnues et qui sont ignorées ; ajouter sources.school_holidays avec les dates de la zone et de la période",
        en: "hours that depend on school holidays, counted as if there were none ; add sources.school_holidays with the dates of the zone and of the period",
    }
    ImpossibleWay {
        fr: "plus de 90 km/h en ligne droite entre deux arrêts successifs ; corriger les horaires ou la position",
        en: "more than 90 km/h in a straight line between two stops in a row ; correct the hours or the position",
    }
    LineWithoutStops {
        fr: "tracé d'une tournée sans arrêt, non pris en compte ; écrire le nom de la tournée comme dans la liste des arrêts",
        en: "a line whose round has no stop, it does not count ; write the round's name as in the list of stops",
    }
    FortnightAcrossWeek53 {
        fr: "année de 53 semaines, après laquelle un passage une semaine sur deux change de parité ; indiquer des dates si le calendrier suit les numéros de semaine",
        en: "a year of 53 weeks, after which what comes every second week changes parity ; give dates if the calendar follows the numbers of weeks",
    }
    // Timetables.
    FeedRead {
        fr: "horaires GTFS lus",
        en: "GTFS timetable read",
    }
    FrequenciesNotRead {
        fr: "passages définis par intervalle, non lus ; indiquer chaque passage dans stop_times.txt",
        en: "departures by interval are not read ; publish the times in stop_times.txt",
    }
    TimeUnreadable {
        fr: "heures illisibles ou départ antérieur à l'arrivée, l'heure de ces passages est inconnue ; écrire 09:30:00",
        en: "times that cannot be read or a departure before its arrival, the time of these calls is unknown ; write 09:30:00",
    }
    DateUnreadable {
        fr: "dates illisibles, lignes ignorées ; écrire AAAAMMJJ dans un flux GTFS, AAAA-MM-JJ ailleurs",
        en: "dates that cannot be read, rows ignored ; write YYYYMMDD in a GTFS feed, YYYY-MM-DD elsewhere",
    }
    DatesReversed {
        fr: "fin non postérieure au début, dates ignorées ; corriger les dates",
        en: "the end is not after the start, nothing is read of it ; correct the dates",
    }
    DatesCut {
        fr: "calendrier de plus de dix ans, lu sur les dix premières années",
        en: "a calendar of more than ten years, read over the first ten",
    }
    UnknownReference {
        fr: "lignes renvoyant à un identifiant absent du flux, ignorées ; corriger l'identifiant",
        en: "rows that refer to what the feed does not hold, ignored ; correct the identifier",
    }
    TripWithoutDates {
        fr: "courses ne circulant aucun jour, non prises en compte ; leur service est absent des calendriers",
        en: "trips that run on no day, they do not count ; their service is missing from the calendars",
    }
    StopWithoutCall {
        fr: "aucune course datée ne dessert cet arrêt",
        en: "no trip that runs calls at this stop",
    }
    NotAStop {
        fr: "entrée ou passage d'une station, où aucun véhicule ne s'arrête",
        en: "an entrance or a way inside a station, where nothing stops",
    }
    // School holidays.
    ZoneUnknown {
        fr: "zone de vacances scolaires inconnue ; écrire A, B, C, Corse, ou un code de département",
        en: "unknown zone of school holidays ; write A, B, C, Corse, or the code of a département",
    }
    NotForPupils {
        fr: "dates propres aux enseignants, seules celles des élèves sont retenues",
        en: "dates of teachers, those of pupils count",
    }
    OutsidePerimeter {
        fr: "hors du territoire et de sa marge",
        en: "outside the territory and its buffer",
    }
    NotOffered {
        fr: "ne propose pas ce qui est demandé",
        en: "does not offer what is asked",
    }
    OfferUntold {
        fr: "la liste ne précise pas si ce qui est demandé est proposé",
        en: "the list does not tell whether it offers what is asked",
    }
    // Grids of residents.
    CellUnreadable {
        fr: "identifiant de carreau illisible ; écrire CRS3035RES200mN2607600E3467800",
        en: "the identifier of the cell cannot be read ; write CRS3035RES200mN2607600E3467800",
    }
    CellOutside {
        fr: "carreau dont ni le code ni le centre ne correspondent à une commune des contours",
        en: "neither the code nor the centre of the cell is in a commune of the contours",
    }
    CellByCentre {
        fr: "code de commune absent des contours, carreau rattaché à la commune où se trouve son centre",
        en: "the commune code is not among the contours, the cell is put in the commune around its centre",
    }
    CellTwice {
        fr: "carreau déjà lu ; n'indiquer chaque carreau qu'une fois",
        en: "this cell was read before ; give each cell only once",
    }
    PeopleSecret {
        fr: "nombre d'habitants couvert par le secret statistique",
        en: "the number of residents is kept secret",
    }
    PeopleUnreadable {
        fr: "nombre d'habitants absent ou inutilisable ; corriger la valeur",
        en: "the number of residents is absent or unusable ; correct the value",
    }
    AgesUnknown {
        fr: "âges absents, secrets ou illisibles, les âges de ce carreau sont inconnus, ses habitants sont pris en compte",
        en: "ages are missing, secret or cannot be read: the ages of this cell are unknown, its residents count",
    }
    AgesIncoherent {
        fr: "tranches d'âge dont la somme diffère du nombre d'habitants, les âges de ce carreau sont inconnus, ses habitants sont pris en compte",
        en: "the age bands do not add up to the number of residents: the ages of this cell are unknown, its residents count",
    }
    BandsOverlap {
        fr: "tranches d'âge qui se recouvrent, aucune n'est lue ; ne garder qu'un découpage",
        en: "age bands overlap, none is read ; keep one set of them",
    }
    CellsImputed {
        fr: "nombre de carreaux aux valeurs estimées par l'Insee, pris en compte",
        en: "number of cells whose values were estimated by INSEE, they count",
    }
}

#[cfg(test)]
mod tests {
    use maillage_core::model::Line;
    use maillage_intake::ledger::Fate;

    use super::*;

    #[test]
    fn a_message_holds_the_value_and_the_remedy() {
        let line = Line { number: 4, rank: 2 };
        let issue = Issue::row(line, Fate::SetAside, Trouble::PositionUnreadable, "NaN");
        assert_eq!(
            message(&issue, Voice::of(Lang::En)),
            "the coordinates cannot be read: `NaN`; write numbers, 45.65 and 0.16"
        );
        assert!(
            message(&issue, Voice::of(Lang::Fr))
                .contains("illisibles\u{a0}: `NaN`\u{202f}; écrire")
        );
    }

    #[test]
    fn a_french_sentence_has_one_remedy_at_most_and_breaks_at_no_sign() {
        let lines = include_str!("troubles.rs").lines();
        let french: Vec<&str> = lines.filter(|line| line.starts_with("        fr: ")).collect();
        assert!(!french.is_empty());
        for text in french {
            let text = text.trim_start().trim_start_matches("fr: ");
            let breaks = [" :", " !", " ?", " %", " »", "« "].iter().any(|it| text.contains(it));
            assert!(!breaks && text.matches(REMEDY).count() <= 1, "{text}");
        }
    }

    #[test]
    fn a_voice_spells_the_fields_of_the_sentence_and_leaves_the_value() {
        let spell = |text: &str| text.replace("sources.population", "--population");
        let voice = Voice { lang: Lang::En, spell };
        let issue = Issue::file(Trouble::PopulationNeeded, "sources.population");
        assert_eq!(
            message(&issue, voice),
            "a rate without residents gives no people: `sources.population`; add --population"
        );
    }
}
