//! What is the matter with a row or a file, and what would mend it.

use maillage_hours::Lang;
use maillage_intake::ledger::{Issue, Trouble};

use crate::Voice;

/// The sentence for a reader of the ledger: the fact, the value at fault, the remedy.
///
/// The voice spells the fields that the fact and the remedy name. The value comes from a
/// file and is shown as it stands; an empty one is left out.
pub fn message(issue: &Issue, voice: Voice) -> String {
    let sentence = sentence(issue.trouble, voice.lang);
    let (fact, remedy) = sentence.split_once(" ; ").unwrap_or((sentence, ""));
    let mut message = (voice.spell)(fact);
    if !issue.value.is_empty() {
        let colon = match voice.lang {
            Lang::Fr => " :",
            Lang::En => ":",
        };
        message.push_str(&format!("{colon} `{}`", issue.value));
    }
    if !remedy.is_empty() {
        message.push_str("; ");
        message.push_str(&(voice.spell)(remedy));
    }
    message
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
        fr: "ce n'est pas un enregistrement ; corriger la ligne",
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
        fr: "un guillemet s'ouvre dans cette ligne et ne se ferme que plus bas, les lignes sont lues une à une ; retirer ce guillemet",
        en: "a quote opens in this row and closes further down only, the rows are read one by one ; take this quote out",
    }
    BreaksOff {
        fr: "le fichier s'arrête au milieu de cette ligne, il est sans doute incomplet ; le télécharger ou l'exporter de nouveau",
        en: "the file stops in the middle of this row, and is probably incomplete ; download or export it again",
    }
    HeaderIsData {
        fr: "la première ligne ressemble à des valeurs plutôt qu'à des titres de colonnes, elle n'est pas comptée parmi les lignes ; ajouter au-dessus une ligne de titres",
        en: "the first row looks like values rather than titles of columns, it is not counted among the rows ; add a row of titles above it",
    }
    TooManyColumns {
        fr: "plus de 2000 colonnes différentes, celle-ci et les suivantes ne sont pas lues",
        en: "more than 2000 different columns, this one and those after it are not read",
    }
    DuplicateColumn {
        fr: "deux colonnes portent ce nom, celle dont les valeurs conviennent est lue",
        en: "two columns have this name, the one whose values fit is read",
    }
    Mojibake {
        fr: "texte encodé deux fois, réparé",
        en: "text encoded twice, repaired",
    }
    LostCharacters {
        fr: "des caractères étaient déjà perdus dans la source",
        en: "characters were already lost in the source",
    }
    MixedEncodings {
        fr: "des lignes sont en UTF-8, d'autres, dont la première a le numéro dit, en Windows-1252 : chacune est lue dans le sien ; enregistrer le fichier en UTF-8",
        en: "some lines are in UTF-8, others in Windows-1252, the first of them on the line told: each is read in its own ; save the file in UTF-8",
    }
    ControlCharacters {
        fr: "caractères de contrôle invisibles, retirés",
        en: "control characters that show nothing, taken out",
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
        fr: "feuilles d'années passées, non lues ; pour en lire une, l'enregistrer à part",
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
        fr: "autres fichiers de l'archive, laissés de côté",
        en: "other files of the archive, left aside",
    }
    TitleSkipped {
        fr: "ligne au-dessus de l'en-tête, sautée",
        en: "line above the header, passed over",
    }
    CellInError {
        fr: "la cellule montre une erreur de calcul, lue comme vide ; corriger la formule",
        en: "the cell shows an error of its formula, read as empty ; correct the formula",
    }
    BadGeometry {
        fr: "géométrie illisible ou vide ; réparer la géométrie dans QGIS",
        en: "the geometry is missing or cannot be read ; repair the geometry in QGIS",
    }
    CrsGuessed {
        fr: "le fichier ne dit pas son système de coordonnées, déduit des valeurs",
        en: "the file does not state its coordinate system, inferred from the values",
    }
    CrsNotUnderstood {
        fr: "le système de coordonnées que le fichier nomme n'est pas compris ; exporter la couche en WGS84 (EPSG:4326)",
        en: "the coordinate system that the file names is not understood ; export the layer in WGS84 (EPSG:4326)",
    }
    CrsApproximate {
        fr: "système NTF converti sans sa grille, à quelques mètres près",
        en: "NTF system converted without its grid, right to a few metres",
    }
    ContourOutsideFrance {
        fr: "contour hors de toute terre française ; vérifier le système de coordonnées et l'ordre des axes",
        en: "the contour is outside every French territory ; check the coordinate system and the order of the axes",
    }
    // Codes.
    CodeMissing {
        fr: "pas de code de commune ; compléter le code INSEE",
        en: "no commune code ; fill in the INSEE code",
    }
    CodeUnreadable {
        fr: "code de commune illisible ; un code INSEE a cinq caractères",
        en: "the commune code cannot be read ; an INSEE code has five characters",
    }
    CodePadded {
        fr: "zéro initial perdu, rétabli",
        en: "lost leading zero, restored",
    }
    CodeCorrected {
        fr: "le code désigne une autre commune que le nom et la position, remplacé",
        en: "the code stands for another commune than the name and the position, replaced",
    }
    CodeUnknown {
        fr: "aucune commune de ce code dans les contours",
        en: "no commune of this code among the contours",
    }
    CodeTwice {
        fr: "ce code a déjà été lu ; garder une seule ligne par commune",
        en: "this code was read before ; keep one row a commune",
    }
    IrisTwice {
        fr: "deux lignes du même IRIS portent des valeurs différentes, la commune n'est pas lue ; n'en garder qu'une",
        en: "two rows of one IRIS have different values, the commune is not read ; keep one of them",
    }
    CommuneInParts {
        fr: "autre morceau de la même commune, réuni",
        en: "another part of the same commune, joined",
    }
    PartsDiffer {
        fr: "les lignes de la commune portent des valeurs différentes, aucune n'est lue ; n'en garder qu'une",
        en: "the rows of the commune have different values, none is read ; keep one of them",
    }
    NotOfScheme {
        fr: "commune que la liste dit hors du dispositif",
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
        fr: "colonne lue",
        en: "column read",
    }
    UnitGuessed {
        fr: "unité déduite des valeurs ; le dire dans le nom de la colonne, taux_…_pct ou nombre_…",
        en: "unit inferred from the values ; say it in the column's name, taux_…_pct or nombre_…",
    }
    NumberUnreadable {
        fr: "ce n'est pas un nombre utilisable ; corriger la valeur",
        en: "this is not a usable number ; correct the value",
    }
    NumberMissing {
        fr: "pas de valeur pour cette commune",
        en: "no value for this commune",
    }
    RateOutOfRange {
        fr: "un taux va de 0 à 100 % ; corriger la valeur",
        en: "a rate lies between 0 and 100 % ; correct the value",
    }
    BoundsIncoherent {
        fr: "l'intervalle ne contient pas l'estimation, il est ignoré",
        en: "the interval does not hold the estimate, it is ignored",
    }
    GridInPart {
        fr: "communes dont les carreaux n'ont pas la moitié des habitants, mesurées depuis un point ; donner la grille entière",
        en: "communes of which the cells do not hold half of the residents, measured from one point ; give the whole grid",
    }
    GridUnchecked {
        fr: "habitants inconnus : rien ne dit si la grille contient chaque commune en entier ; ajouter sources.population",
        en: "residents are not known: nothing tells whether the grid holds each commune whole ; add sources.population",
    }
    NumberNegative {
        fr: "un nombre de personnes n'est pas négatif, il est tenu pour secret ou absent ; corriger la valeur",
        en: "a number of people is not negative, it is taken for secret or missing ; correct the value",
    }
    MoreThanResidents {
        fr: "communes qui ont ici bien plus de monde que d'habitants ; vérifier le tableau, ou son millésime",
        en: "communes that have far more people here than residents ; check the table, or its vintage",
    }
    AdultsAssumed {
        fr: "parts des 15 ans ou plus : ceux-ci sont supposés être partout la même part des habitants, celle de la pyramide, en %",
        en: "shares of people of 15 and over: these are taken to be the same share of residents everywhere, that of the pyramid, in %",
    }
    AgesDoNotAddUp {
        fr: "les âges ne font pas ensemble la population de la ligne ; corriger l'un ou l'autre",
        en: "the ages do not make up the people of the row together ; correct one or the other",
    }
    AgesRead {
        fr: "âges lus",
        en: "ages read",
    }
    AgeMissing {
        fr: "il manque à cette commune un âge que d'autres ont ; compléter la table",
        en: "this commune lacks an age that others have ; complete the table",
    }
    AgeTwice {
        fr: "cette commune a deux fois le même âge ; n'en garder qu'une ligne",
        en: "this commune has the same age twice ; keep one row of it",
    }
    OtherSlice {
        fr: "un total, une autre année, une autre géographie ou un découpage qui n'est pas lu, en tant de lignes",
        en: "a total, another year, another geography or a breakdown that is not read, in so many rows",
    }
    WithItsCommune {
        fr: "autre ligne d'une commune qui est écartée",
        en: "another row of a commune that is set aside",
    }
    OutsideRates {
        fr: "l'enquête des taux ne couvre pas ce territoire, sans estimation",
        en: "the survey of the rates does not cover this territory, not estimated",
    }
    NeedAbovePopulation {
        fr: "plus de personnes que d'habitants ; vérifier les millésimes",
        en: "more people than residents ; check the vintages",
    }
    PopulationNeeded {
        fr: "un taux sans population ne donne pas de personnes ; ajouter sources.population",
        en: "a rate without residents gives no people ; add sources.population",
    }
    CodeDeduced {
        fr: "ni code ni nom de commune reconnus, code de la commune qui entoure la position",
        en: "neither code nor name of a known commune, the code is that of the commune around the position",
    }
    MovedCode {
        fr: "code d'un autre millésime, reporté sur celui des contours",
        en: "code of another vintage, carried over to that of the contours",
    }
    SplitWithoutWeights {
        fr: "commune scindée, impossible à répartir sans population ; donner une table du millésime des contours",
        en: "a split commune cannot be shared out without residents ; give a table of the contours' vintage",
    }
    CodesJoined {
        fr: "code INSEE formé de deux colonnes",
        en: "INSEE code made of two columns",
    }
    PointsOfCommunes {
        fr: "une même position pour tous les lieux d'une commune : ce sont les points des communes, les lieux n'y sont situés qu'à leur commune près",
        en: "one position for all places of a commune: these are the points of the communes, the places are located by their commune only",
    }
    NoPlaceOfHelp {
        fr: "aide à distance seulement, ou sur un autre thème que le numérique : ce n'est pas un lieu où aller",
        en: "help at a distance only, or of another theme than digital life: no place to go to",
    }
    ColumnsPassedOver {
        fr: "autres colonnes du même sujet, non lues",
        en: "other columns of the same subject, not read",
    }
    MembershipsDiffer {
        fr: "les anciennes communes de celle-ci sont dans plusieurs EPCI, le sien n'est pas connu ; donner une table plus récente",
        en: "the former communes of this one are in several EPCI, its own is not known ; give a more recent table",
    }
    // Travel tables.
    OwnCommuneZero {
        fr: "un trajet nul d'une commune vers elle-même est tenu pour manquant ; donner le trajet vers le lieu, ou options.own_commune_min",
        en: "a nought from a commune to itself is taken as missing ; give the way to the place, or options.own_commune_min",
    }
    PairTwice {
        fr: "ce trajet figure deux fois, le plus court est retenu ; ne le garder qu'une fois",
        en: "this pair is there twice, and the shortest is used ; keep it only once",
    }
    ZeroPairs {
        fr: "trajets nuls vers un autre lieu ou une autre commune, retenus tels quels ; laisser vide ce qui manque",
        en: "noughts to another place or commune, kept as they are ; leave empty what is missing",
    }
    DestinationUnknown {
        fr: "aucun lieu retenu n'a cet identifiant, et ce n'est pas le code d'une commune connue ; écrire l'identifiant comme dans la liste, ou un code INSEE",
        en: "no place that counts has this identifier, and it is the code of no known commune ; write the identifier as in the list, or an INSEE code",
    }
    DestinationAmbiguous {
        fr: "plusieurs lieux ont cet identifiant ; écrire fichier:identifiant, comme dans la colonne identifiants du catalogue",
        en: "several places have this identifier ; write file:identifier, as in the column identifiants of the catalogue",
    }
    DestinationMissing {
        fr: "pas de destination ; écrire l'identifiant d'un lieu ou le code INSEE d'une commune",
        en: "no destination ; write the identifier of a place or the INSEE code of a commune",
    }
    PairsMissing {
        fr: "nombre de trajets que la ligne ne dit pas",
        en: "number of pairs that the row does not state",
    }
    // Tables of pairs, of demand and of supply.
    IdMissing {
        fr: "identifiant absent ; compléter la ligne",
        en: "no identifier ; complete the row",
    }
    OriginUnknown {
        fr: "origine absente de la table de demande ; l'y ajouter, ou vérifier l'écriture des identifiants",
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
        en: "no way between these two",
    }
    // Places.
    NameMissing {
        fr: "lieu sans nom",
        en: "a place without a name",
    }
    FieldDoubtful {
        fr: "sens de la colonne douteux ; le dire avec sources.mapping (jobs.check en écrit un)",
        en: "the meaning of this column is doubtful ; say it with sources.mapping (jobs.check writes one)",
    }
    PositionsNotFound {
        fr: "aucune colonne de coordonnées sûre, les lieux sont situés à leur commune",
        en: "no column of coordinates is sure, places are put in their communes",
    }
    PlacesAssumed {
        fr: "rien ne dit que ce sont des lieux d'aide (ni adresse, ni horaires, ni services) ; le vérifier",
        en: "nothing says that these are places of help (no address, no hours, no services) ; verify it",
    }
    ContactsDropped {
        fr: "colonnes personnelles non reprises ; ajouter sources.contacts pour les garder",
        en: "personal columns are not carried ; add sources.contacts to keep them",
    }
    PositionMissing {
        fr: "ni coordonnées ni commune reconnue ; compléter les coordonnées, ou le code INSEE, ou la commune et son code postal, et donner les contours",
        en: "neither coordinates nor a known commune ; fill in the coordinates, or the INSEE code, or the commune and its postal code, and give the contours",
    }
    LocatedByCommune {
        fr: "position inutilisable, lieu situé à sa commune",
        en: "no usable position, put in its commune",
    }
    Closing {
        fr: "ferme à cette date, ne compte que jusqu'à la veille",
        en: "closes on this date, counts until the day before only",
    }
    OutOfService {
        fr: "la liste dit ce lieu hors service",
        en: "the list says that this place is out of service",
    }
    PositionUnreadable {
        fr: "coordonnées illisibles ; écrire des nombres, 45.65 et 0.16",
        en: "the coordinates cannot be read ; write numbers, 45.65 and 0.16",
    }
    PositionZero {
        fr: "coordonnées 0, 0 : une absence de coordonnées ; compléter",
        en: "coordinates 0, 0: none in truth ; fill them in",
    }
    OutsideFrance {
        fr: "position hors de toute terre française ; vérifier les coordonnées",
        en: "the position is outside every French territory ; check the coordinates",
    }
    CommuneUndrawn {
        fr: "commune reconnue, dont le programme n'a ni contour ni chef-lieu ; compléter les coordonnées, ou donner les contours",
        en: "the commune is recognised, and the program has neither its contour nor its chef-lieu ; fill in the coordinates, or give the contours",
    }
    Abroad {
        fr: "lieu hors de France, à l'étranger ou en mer à plus de 2 km de ses contours ; corriger la position s'il est en France",
        en: "the place is outside France, abroad or at sea more than 2 km from its contours ; correct the position if it is in France",
    }
    AxesExchanged {
        fr: "latitude et longitude échangées, remises en ordre",
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
        fr: "position sans rapport avec la commune indiquée, lieu situé à sa commune ; corriger les coordonnées",
        en: "the position has nothing to do with the stated commune, put in its commune ; correct the coordinates",
    }
    CommuneDistrusted {
        fr: "commune indiquée sans rapport avec la position, que le reste de la ligne confirme ; corriger la commune",
        en: "the stated commune has nothing to do with the position, which the rest of the row bears out ; correct the commune",
    }
    ContradictsCommune {
        fr: "position et commune se contredisent et rien ne tranche ; corriger l'une des deux",
        en: "position and commune contradict each other and nothing settles it ; correct one of them",
    }
    NoPublic {
        fr: "ce lieu n'accueille pas de public",
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
        fr: "ligne du catalogue dont aucune liste n'a l'identifiant : nouveau lieu",
        en: "row of the catalogue of which no list has the identifier: a new place",
    }
    CatalogueTwice {
        fr: "une autre ligne du catalogue a cet identifiant ; donner au lieu un identifiant à lui, ou supprimer la ligne",
        en: "another row of the catalogue has this identifier ; give the place an identifier of its own, or delete the row",
    }
    CellUnread {
        fr: "cellules du catalogue non comprises ; les écrire comme le catalogue écrit les autres",
        en: "cells of the catalogue that are not understood ; write them as the catalogue writes the others",
    }
    CellsDisagree {
        fr: "cellules du catalogue en désaccord, la première compte ; corriger l'autre",
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
        fr: "peut-être le même lieu qu'une autre ligne, les deux lignes sont gardées ; vérifier, et n'en garder qu'un",
        en: "perhaps the same place as another row, both are kept ; check, and keep only one",
    }
    PerhapsVisits {
        fr: "lieu sans horaires connus là où passe un bus, compté comme ouvert en permanence ; s'il ne s'agit que de ses passages, retirer la ligne",
        en: "a site without known hours where a bus stops, counted as always there ; if it is no more than its visits, remove the row",
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
        fr: "cet identifiant désigne aussi un autre lieu ; corriger l'un des deux",
        en: "this identifier also stands for another place ; correct one of them",
    }
    UnknownFormatFs {
        fr: "format France Services inconnu, compté comme fixe",
        en: "unknown France Services format, counted as fixed",
    }
    UnknownTypologie {
        fr: "typologie hors de la nomenclature nationale, gardée telle quelle",
        en: "typologie outside the national list, kept as it is",
    }
    TourWithoutStops {
        fr: "service itinérant dont les arrêts sont inconnus : il ne sert aucune distance ; donner ses arrêts avec sources.itinerant",
        en: "an itinerant service whose stops are unknown: it serves no distance ; give its stops with sources.itinerant",
    }
    ItinerantByName {
        fr: "le nom dit un bus ou un service itinérant",
        en: "the name tells of a bus or an itinerant service",
    }
    FixedButNamed {
        fr: "la liste le dit fixe, son nom le dit itinérant, compté comme fixe ; corriger format_fs s'il s'agit d'un bus",
        en: "the list says fixed, its name says itinerant, counted as fixed ; correct format_fs if it is a bus",
    }
    RecurrenceUnknown {
        fr: "jours et heures inconnus ; écrire « Mo 09:00-12:00 » ou « 1er et 3e mardis du mois de 14h à 17h »",
        en: "the days and hours are not known ; write « Mo 09:00-12:00 » or « 1er et 3e mardis du mois de 14h à 17h »",
    }
    HoursIncoherent {
        fr: "ces jours et heures ne peuvent pas être ceux d'un lieu, ils sont ignorés ; les corriger",
        en: "these days and hours cannot be those of a place, they are ignored ; correct them",
    }
    HoursDoubtful {
        fr: "jours et heures compris avec un doute, ils comptent ; vérifier, ou écrire ce qui est supposé",
        en: "the days and hours are understood with a doubt, they count ; check, or write what is assumed",
    }
    HoursInPart {
        fr: "une partie des jours et heures n'est pas lue, le reste compte ; corriger ce qui n'est pas lu",
        en: "a part of the days and hours is not read, the rest counts ; correct what is not read",
    }
    HoursMissing {
        fr: "nombre de lieux dont la liste ne dit ni jours ni heures",
        en: "number of places of which the list says neither days nor hours",
    }
    ValidityUnreadable {
        fr: "dates de validité illisibles, ou la fin avant le début, ignorées ; écrire 2026-01-05",
        en: "the dates of validity cannot be read, or end before they start, ignored ; write 2026-01-05",
    }
    DateUnlikely {
        fr: "date invraisemblable parmi les autres, prise pour absente ; corriger l'année",
        en: "a date that cannot be believed among the others, taken as missing ; correct its year",
    }
    InTwoPlaces {
        fr: "un même véhicule à deux arrêts en même temps ; corriger les horaires de l'un, ou nommer deux véhicules",
        en: "one vehicle at two stops at the same time ; correct the hours of one, or name two vehicles",
    }
    NeverServed {
        fr: "ses jours ne tombent jamais dans la période, il ne sert pas ; vérifier ses jours et ses dates de validité, ou la période",
        en: "its days never fall within the period, it does not serve ; check its days and its dates of validity, or the period",
    }
    PassesOnly {
        fr: "arrivée et départ à la même heure : la durée de la présence est inconnue ; donner les deux heures",
        en: "arrival and departure at the same time: how long the vehicle stays is not known ; give both times",
    }
    SchoolUnknown {
        fr: "horaires qui dépendent des vacances scolaires, comptés comme si elles n'existaient pas ; ajouter sources.school_holidays avec les dates de la zone et de la période",
        en: "hours that depend on school holidays, counted as if there were none ; add sources.school_holidays with the dates of the zone and of the period",
    }
    ImpossibleWay {
        fr: "plus de 90 km/h en ligne droite entre deux arrêts qui se suivent ; corriger les horaires ou la position",
        en: "more than 90 km/h in a straight line between two stops in a row ; correct the hours or the position",
    }
    LineWithoutStops {
        fr: "tracé dont la tournée n'a aucun arrêt : il ne sert pas ; écrire le nom de la tournée comme dans la liste des arrêts",
        en: "a line whose round has no stop: it does not serve ; write the round's name as in the list of stops",
    }
    FortnightAcrossWeek53 {
        fr: "année de 53 semaines : ce qui vient une semaine sur deux continue ainsi, donc sa parité change ; donner des dates si le calendrier suit les numéros de semaine",
        en: "a year of 53 weeks: what comes every second week goes on so, hence its parity changes ; give dates if the calendar follows the numbers of weeks",
    }
    // Timetables.
    FeedRead {
        fr: "horaires GTFS lus",
        en: "GTFS timetable read",
    }
    FrequenciesNotRead {
        fr: "les passages à intervalle ne sont pas lus ; publier les passages dans stop_times.txt",
        en: "departures by interval are not read ; publish the times in stop_times.txt",
    }
    TimeUnreadable {
        fr: "heures illisibles ou départ avant l'arrivée, l'heure de ces passages est inconnue ; écrire 09:30:00",
        en: "times that cannot be read or a departure before its arrival, the time of these calls is unknown ; write 09:30:00",
    }
    DateUnreadable {
        fr: "dates illisibles, lignes sautées ; écrire AAAAMMJJ dans un flux GTFS, AAAA-MM-JJ ailleurs",
        en: "dates that cannot be read, rows passed over ; write YYYYMMDD in a GTFS feed, YYYY-MM-DD elsewhere",
    }
    DatesReversed {
        fr: "la fin n'est pas après le début, rien n'en est lu ; corriger les dates",
        en: "the end is not after the start, nothing is read of it ; correct the dates",
    }
    DatesCut {
        fr: "calendrier de plus de dix ans, lu sur les dix premières années",
        en: "a calendar of more than ten years, read over the first ten",
    }
    UnknownReference {
        fr: "lignes qui renvoient à ce que le flux ne contient pas, sautées ; corriger l'identifiant",
        en: "rows that refer to what the feed does not hold, passed over ; correct the identifier",
    }
    TripWithoutDates {
        fr: "trajets qui ne circulent aucun jour, ils ne comptent pas ; leur service manque aux calendriers",
        en: "trips that run on no day, they do not count ; their service is missing from the calendars",
    }
    StopWithoutCall {
        fr: "aucun trajet daté ne passe à cet arrêt",
        en: "no trip that runs calls at this stop",
    }
    NotAStop {
        fr: "entrée ou passage d'une station, où rien ne s'arrête",
        en: "an entrance or a way inside a station, where nothing stops",
    }
    // School holidays.
    ZoneUnknown {
        fr: "zone de vacances scolaires inconnue ; écrire A, B, C, Corse, ou un code de département",
        en: "unknown zone of school holidays ; write A, B, C, Corse, or the code of a département",
    }
    NotForPupils {
        fr: "dates des enseignants, celles des élèves comptent",
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
        fr: "ne dit pas s'il propose ce qui est demandé",
        en: "does not tell whether it offers what is asked",
    }
    // Grids of residents.
    CellUnreadable {
        fr: "identifiant de carreau illisible ; écrire CRS3035RES200mN2607600E3467800",
        en: "the identifier of the cell cannot be read ; write CRS3035RES200mN2607600E3467800",
    }
    CellOutside {
        fr: "ni le code ni le centre du carreau ne sont d'une commune des contours",
        en: "neither the code nor the centre of the cell is of a commune of the contours",
    }
    CellByCentre {
        fr: "code de commune inconnu des contours : carreau rattaché à la commune où tombe son centre",
        en: "no code of a commune that is known here, the cell is of the commune around its centre",
    }
    CellTwice {
        fr: "ce carreau a déjà été lu ; ne donner chaque carreau qu'une fois",
        en: "this cell was read before ; give each cell only once",
    }
    PeopleSecret {
        fr: "nombre d'habitants tenu secret",
        en: "the number of residents is kept secret",
    }
    PeopleUnreadable {
        fr: "nombre d'habitants absent ou inutilisable ; corriger la valeur",
        en: "the number of residents is absent or of no use ; correct the value",
    }
    AgesUnknown {
        fr: "des âges manquent, sont secrets ou illisibles : les âges de ce carreau sont inconnus, ses habitants comptent",
        en: "ages are missing, secret or cannot be read: the ages of this cell are unknown, its residents count",
    }
    AgesIncoherent {
        fr: "les classes d'âge ne font pas le nombre d'habitants : les âges de ce carreau sont inconnus, ses habitants comptent",
        en: "the bands of age do not make the number of residents: the ages of this cell are unknown, its residents count",
    }
    BandsOverlap {
        fr: "des classes d'âge se recouvrent, aucune n'est lue ; n'en garder qu'un découpage",
        en: "bands of age overlap, none is read ; keep one set of them",
    }
    CellsImputed {
        fr: "nombre de carreaux dont l'Insee a estimé les valeurs, ils comptent",
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
        assert!(message(&issue, Voice::of(Lang::Fr)).contains("illisibles : `NaN`; écrire"));
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
