//! What can be said of one row.

use std::collections::BTreeSet;

use maillage_core::model::Line;
use maillage_hours::Lang;
use serde::Serialize;

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Fate {
    /// It counts, repaired or flagged.
    #[serde(rename = "retenu")]
    Kept,
    /// It is the same place or commune as another row, and counts with it.
    #[serde(rename = "fusionne")]
    Merged,
    /// It does not count.
    #[serde(rename = "ecarte")]
    SetAside,
}

impl Fate {
    /// Its value in the ledger.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kept => "retenu",
            Self::Merged => "fusionne",
            Self::SetAside => "ecarte",
        }
    }
}

/// One thing to tell about one row, or about a whole file.
#[derive(Debug, Clone, PartialEq)]
pub struct Issue {
    /// Line in the file, from 1; `None` for the whole file.
    pub line: Option<usize>,
    /// Rank among the rows of the file, from 0; `None` for the whole file.
    pub rank: Option<usize>,
    /// How many rows it stands for: those from `line` on, on a line each, or so many of those
    /// up to `until`. One, except for rows lost to a selection ([`Trouble::is_selection`]), which
    /// may be millions, and for the rows that are one commune in a long table.
    pub rows: usize,
    /// The line of the last of its rows, where others stand between them.
    pub until: Option<usize>,
    /// What became of the row.
    pub fate: Fate,
    /// What is the matter.
    pub trouble: Trouble,
    /// The value at fault, or what was found; may be empty.
    pub value: String,
}

impl Issue {
    /// An issue with the row on `line`.
    pub fn row(line: Line, fate: Fate, trouble: Trouble, value: impl Into<String>) -> Self {
        let (number, rank, value) = (Some(line.number), Some(line.rank), value.into());
        Self { line: number, rank, rows: 1, until: None, fate, trouble, value }
    }

    /// The same of so many rows in a row, the first of them on `line`, a line each.
    pub fn rows(
        line: Line,
        rows: usize,
        fate: Fate,
        trouble: Trouble,
        value: impl Into<String>,
    ) -> Self {
        Self { rows, ..Self::row(line, fate, trouble, value) }
    }

    /// The same of so many rows from the one on `first` to the one on `last`; others may stand
    /// between them.
    pub fn among(
        (first, last): (Line, Line),
        rows: usize,
        fate: Fate,
        trouble: Trouble,
        value: impl Into<String>,
    ) -> Self {
        let in_a_row = last.rank - first.rank + 1 == rows && last.number - first.number + 1 == rows;
        let until = (!in_a_row).then_some(last.number);
        Self { until, ..Self::rows(first, rows, fate, trouble, value) }
    }

    /// Something to know about the whole file. No row is lost by it.
    pub fn file(trouble: Trouble, value: impl Into<String>) -> Self {
        let (fate, value) = (Fate::Kept, value.into());
        Self { line: None, rank: None, rows: 1, until: None, fate, trouble, value }
    }

    /// The line of the last row that it stands for; `None` for the whole file.
    pub fn last_line(&self) -> Option<usize> {
        self.until.or_else(|| self.line.map(|line| line + self.rows.saturating_sub(1)))
    }

    /// What is left of it without the rows of these ranks: nothing, itself, or the stretches
    /// between them. Of rows that others stand between it is not known which they are.
    pub(super) fn without(self, ranks: &BTreeSet<usize>) -> Vec<Self> {
        let (Some(line), Some(first)) = (self.line, self.rank) else {
            return vec![self];
        };
        if self.until.is_some() {
            return vec![self];
        }
        let end = first + self.rows;
        let mut left = Vec::new();
        let mut from = first;
        for out in ranks.range(first..end).copied().chain([end]) {
            if from < out {
                let line = Line { number: line + from - first, rank: from };
                left.push(Self::rows(line, out - from, self.fate, self.trouble, &*self.value));
            }
            from = out + 1;
        }
        left
    }

    /// The sentence for a reader, with the value at fault and what would mend it.
    pub fn message(&self, lang: Lang) -> String {
        let sentence = self.trouble.sentence(lang);
        let (fact, remedy) = sentence.split_once(" ; ").unwrap_or((sentence, ""));
        let colon = if lang == Lang::Fr { " :" } else { ":" };
        let mut message = fact.to_owned();
        if !self.value.is_empty() {
            message.push_str(&format!("{colon} `{}`", self.value));
        }
        if !remedy.is_empty() {
            message.push_str("; ");
            message.push_str(remedy);
        }
        message
    }
}

/// Declares every trouble once: its variant, its code, its sentence in both languages.
/// In a sentence, what follows ` ; ` is the remedy.
macro_rules! troubles {
    ($($variant:ident $code:literal $fr:literal $en:literal)*) => {
        /// What can be the matter with a row or a file.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Trouble {
            $(#[doc = $en] $variant,)*
        }

        impl Trouble {
            /// All of them, in the order of this page.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Its stable code in ledgers.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            fn sentence(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Self::$variant, Lang::Fr) => $fr, (Self::$variant, Lang::En) => $en,)*
                }
            }
        }
    };
}

troubles! {
    // Decoding.
    NotARecord "ligne_illisible"
        "ce n'est pas un enregistrement ; corriger la ligne"
        "this is not a record ; correct the line"
    TooManyFields "colonnes_en_trop"
        "plus de valeurs que de colonnes ; mettre entre guillemets la valeur qui contient le séparateur"
        "more values than columns ; quote the value that holds the separator"
    TooFewFields "colonnes_manquantes"
        "moins de valeurs que de colonnes, les dernières sont vides"
        "fewer values than columns, the last ones are empty"
    TooManyColumns "trop_de_colonnes"
        "plus de 2000 colonnes différentes, celle-ci et les suivantes ne sont pas lues"
        "more than 2000 different columns, this one and those after it are not read"
    DuplicateColumn "colonne_en_double"
        "deux colonnes portent ce nom, celle dont les valeurs conviennent est lue"
        "two columns have this name, the one whose values fit is read"
    Mojibake "texte_repare"
        "texte encodé deux fois, réparé"
        "text encoded twice, repaired"
    LostCharacters "caracteres_perdus"
        "des caractères étaient déjà perdus dans la source"
        "characters were already lost in the source"
    MixedEncodings "encodages_meles"
        "des lignes sont en UTF-8, d'autres, dont la première a le numéro dit, en Windows-1252 : chacune est lue dans le sien ; enregistrer le fichier en UTF-8"
        "some lines are in UTF-8, others in Windows-1252, the first of them on the line told: each is read in its own ; save the file in UTF-8"
    ControlCharacters "caracteres_invisibles"
        "caractères de contrôle invisibles, retirés"
        "control characters that show nothing, taken out"
    ValueUnreadable "valeur_illisible"
        "valeur illisible, lue comme vide ; corriger la valeur"
        "the value cannot be read, taken as empty ; correct the value"
    SheetRead "feuille_lue"
        "feuille lue"
        "worksheet read"
    MemberRead "fichier_de_l_archive_lu"
        "fichier lu dans l'archive"
        "file read in the archive"
    MembersLeft "fichiers_de_l_archive_laisses"
        "autres fichiers de l'archive, laissés de côté"
        "other files of the archive, left aside"
    TitleSkipped "titre_saute"
        "ligne au-dessus de l'en-tête, sautée"
        "line above the header, passed over"
    CellInError "cellule_en_erreur"
        "la cellule montre une erreur de calcul, lue comme vide ; corriger la formule"
        "the cell shows an error of its formula, read as empty ; correct the formula"
    BadGeometry "geometrie_illisible"
        "géométrie illisible ou vide ; réparer la géométrie dans QGIS"
        "the geometry is missing or cannot be read ; repair the geometry in QGIS"
    CrsGuessed "crs_devine"
        "le fichier ne dit pas son système de coordonnées, déduit des valeurs"
        "the file does not state its coordinate system, inferred from the values"
    CrsNotUnderstood "crs_non_compris"
        "le système de coordonnées que le fichier nomme n'est pas compris ; exporter la couche en WGS84 (EPSG:4326)"
        "the coordinate system that the file names is not understood ; export the layer in WGS84 (EPSG:4326)"
    CrsApproximate "crs_approximatif"
        "système NTF converti sans sa grille, à quelques mètres près"
        "NTF system converted without its grid, right to a few metres"
    ContourOutsideFrance "contour_hors_de_france"
        "contour hors de toute terre française ; vérifier le système de coordonnées et l'ordre des axes"
        "the contour is outside every French territory ; check the coordinate system and the order of the axes"
    // Codes.
    CodeMissing "code_absent"
        "pas de code de commune ; compléter le code INSEE"
        "no commune code ; fill in the INSEE code"
    CodeUnreadable "code_illisible"
        "code de commune illisible ; un code INSEE a cinq caractères"
        "the commune code cannot be read ; an INSEE code has five characters"
    CodePadded "code_complete"
        "zéro initial perdu, rétabli"
        "lost leading zero, restored"
    CodeCorrected "code_corrige"
        "le code désigne une autre commune que le nom et la position, remplacé"
        "the code stands for another commune than the name and the position, replaced"
    CodeUnknown "code_hors_territoire"
        "aucune commune de ce code dans les contours"
        "no commune of this code among the contours"
    CodeTwice "code_en_double"
        "ce code a déjà été lu ; garder une seule ligne par commune"
        "this code was read before ; keep one row a commune"
    CommuneInParts "commune_en_morceaux"
        "autre morceau de la même commune, réuni"
        "another part of the same commune, joined"
    ArrondissementCounted "arrondissement_deja_compte"
        "arrondissement déjà compté dans sa commune"
        "arrondissement already counted within its commune"
    ArrondissementAdded "arrondissement_additionne"
        "arrondissement additionné à sa commune"
        "arrondissement added to its commune"
    NotACommune "pas_une_commune"
        "commune déléguée ou associée, déjà comptée dans sa commune"
        "a commune déléguée or associée, already counted within its commune"
    // Figures.
    ColumnRead "colonne_lue"
        "colonne lue"
        "column read"
    UnitGuessed "unite_deduite"
        "unité déduite des valeurs ; le dire dans le nom de la colonne, taux_…_pct ou nombre_…"
        "unit inferred from the values ; say it in the column's name, taux_…_pct or nombre_…"
    NumberUnreadable "nombre_illisible"
        "ce n'est pas un nombre utilisable ; corriger la valeur"
        "this is not a usable number ; correct the value"
    NumberMissing "valeur_absente"
        "pas de valeur pour cette commune"
        "no value for this commune"
    RateOutOfRange "taux_hors_bornes"
        "un taux va de 0 à 100 % ; corriger la valeur"
        "a rate lies between 0 and 100 % ; correct the value"
    BoundsIncoherent "bornes_incoherentes"
        "l'intervalle ne contient pas l'estimation, il est ignoré"
        "the interval does not hold the estimate, it is ignored"
    GridInPart "commune_en_partie_sur_la_grille"
        "communes dont les carreaux n'ont pas la moitié des habitants, mesurées depuis un point ; donner la grille entière"
        "communes of which the cells do not hold half of the residents, measured from one point ; give the whole grid"
    GridUnchecked "grille_non_verifiee"
        "habitants inconnus : rien ne dit si la grille contient chaque commune en entier ; ajouter --population"
        "residents are not known: nothing tells whether the grid holds each commune whole ; add --population"
    NumberNegative "nombre_negatif"
        "un nombre de personnes n'est pas négatif, il est tenu pour secret ou absent ; corriger la valeur"
        "a number of people is not negative, it is taken for secret or missing ; correct the value"
    MoreThanResidents "plus_que_d_habitants"
        "communes qui ont ici bien plus de monde que d'habitants ; vérifier le tableau, ou son millésime"
        "communes that have far more people here than residents ; check the table, or its vintage"
    AdultsAssumed "part_des_15_ans_supposee"
        "parts des 15 ans ou plus : ceux-ci sont supposés être partout la même part des habitants, celle de la pyramide, en %"
        "shares of people of 15 and over: these are taken to be the same share of residents everywhere, that of the pyramid, in %"
    AgesDoNotAddUp "ages_sans_leur_somme"
        "les âges ne font pas ensemble la population de la ligne ; corriger l'un ou l'autre"
        "the ages do not make up the people of the row together ; correct one or the other"
    AgesRead "ages_lus"
        "âges lus"
        "ages read"
    AgeMissing "age_manquant"
        "il manque à cette commune un âge que d'autres ont ; compléter la table"
        "this commune lacks an age that others have ; complete the table"
    AgeTwice "age_en_double"
        "cette commune a deux fois le même âge ; n'en garder qu'une ligne"
        "this commune has the same age twice ; keep one row of it"
    OtherSlice "autre_decoupage"
        "un total, une autre année, une autre géographie ou un découpage qui n'est pas lu, en tant de lignes"
        "a total, another year, another geography or a breakdown that is not read, in so many rows"
    WithItsCommune "avec_sa_commune"
        "autre ligne d'une commune qui est écartée"
        "another row of a commune that is set aside"
    OutsideRates "hors_champ_des_taux"
        "l'enquête des taux ne couvre pas ce territoire, sans estimation"
        "the survey of the rates does not cover this territory, not estimated"
    NeedAbovePopulation "besoin_superieur_population"
        "plus de personnes que d'habitants ; vérifier les millésimes"
        "more people than residents ; check the vintages"
    PopulationNeeded "population_necessaire"
        "un taux sans population ne donne pas de personnes ; ajouter --population"
        "a rate without residents gives no people ; add --population"
    CodeDeduced "code_deduit"
        "ni code ni nom de commune reconnus, code de la commune qui entoure la position"
        "neither code nor name of a known commune, the code is that of the commune around the position"
    MovedCode "code_d_un_autre_millesime"
        "code d'un autre millésime, reporté sur celui des contours"
        "code of another vintage, carried over to that of the contours"
    SplitWithoutWeights "scission_sans_population"
        "commune scindée, impossible à répartir sans population ; donner une table du millésime des contours"
        "a split commune cannot be shared out without residents ; give a table of the contours' vintage"
    // Travel tables.
    OwnCommuneZero "trajet_nul_vers_soi"
        "un trajet nul d'une commune vers elle-même n'est pas une durée, il est tenu pour manquant ; donner le trajet vers le lieu, ou --own-commune-min"
        "a nought from a commune to itself is no cost, it is taken as missing ; give the way to the place, or --own-commune-min"
    PairTwice "trajet_en_double"
        "ce trajet a déjà été lu ; ne le garder qu'une fois"
        "this pair was read before ; keep it only once"
    DestinationMissing "destination_absente"
        "pas de destination ; écrire l'identifiant d'un lieu ou le code INSEE d'une commune"
        "no destination ; write the identifier of a place or the INSEE code of a commune"
    PairsMissing "trajets_manquants"
        "nombre de trajets que la table ne dit pas"
        "number of pairs of which the table says nothing"
    // Places.
    NameMissing "nom_absent"
        "lieu sans nom"
        "a place without a name"
    FieldDoubtful "colonne_douteuse"
        "sens de la colonne douteux ; le dire avec --mapping (maillage check en écrit un)"
        "the meaning of this column is doubtful ; say it with --mapping (maillage check writes one)"
    PositionsNotFound "positions_non_trouvees"
        "aucune colonne de coordonnées sûre, les lieux sont situés à leur commune"
        "no column of coordinates is sure, places are put in their communes"
    PlacesAssumed "lieux_supposes"
        "rien ne dit que ce sont des lieux d'aide (ni adresse, ni horaires, ni services) ; le vérifier"
        "nothing says that these are places of help (no address, no hours, no services) ; verify it"
    ContactsDropped "contacts_ecartes"
        "colonnes personnelles non reprises ; --keep-contacts les garde"
        "personal columns are not carried ; --keep-contacts keeps them"
    PositionMissing "position_absente"
        "ni coordonnées ni commune reconnue ; compléter les coordonnées, ou le code INSEE, ou la commune et son code postal, et donner les contours"
        "neither coordinates nor a known commune ; fill in the coordinates, or the INSEE code, or the commune and its postal code, and give the contours"
    LocatedByCommune "situe_a_la_commune"
        "position inutilisable, lieu situé à sa commune"
        "no usable position, put in its commune"
    OutOfService "hors_service"
        "la liste dit ce lieu hors service"
        "the list says that this place is out of service"
    PositionUnreadable "position_illisible"
        "coordonnées illisibles ; écrire des nombres, 45.65 et 0.16"
        "the coordinates cannot be read ; write numbers, 45.65 and 0.16"
    PositionZero "position_nulle"
        "coordonnées 0, 0 : une absence de coordonnées ; compléter"
        "coordinates 0, 0: none in truth ; fill them in"
    OutsideFrance "hors_de_france"
        "position hors de toute terre française ; vérifier les coordonnées"
        "the position is outside every French territory ; check the coordinates"
    AxesExchanged "axes_echanges"
        "latitude et longitude échangées, remises en ordre"
        "latitude and longitude were exchanged, put right"
    Reprojected "coordonnees_projetees"
        "coordonnées projetées, converties en WGS84"
        "projected coordinates, converted to WGS84"
    FarFromCommune "loin_de_sa_commune"
        "position hors de la commune indiquée ; vérifier l'adresse ou le code"
        "the position is outside the stated commune ; check the address or the code"
    PositionDistrusted "position_remplacee"
        "position sans rapport avec la commune indiquée, lieu situé à sa commune ; corriger les coordonnées"
        "the position has nothing to do with the stated commune, put in its commune ; correct the coordinates"
    CommuneDistrusted "commune_remplacee"
        "commune indiquée sans rapport avec la position, que le reste de la ligne confirme ; corriger la commune"
        "the stated commune has nothing to do with the position, which the rest of the row bears out ; correct the commune"
    ContradictsCommune "position_contredit_commune"
        "position et commune se contredisent et rien ne tranche ; corriger l'une des deux"
        "position and commune contradict each other and nothing settles it ; correct one of them"
    NoPublic "sans_accueil_du_public"
        "ce lieu n'accueille pas de public"
        "this place does not receive the public"
    SamePlace "doublon"
        "même lieu qu'une autre ligne"
        "the same place as another row"
    PossiblyTheSame "doublon_possible"
        "peut-être le même lieu qu'une autre ligne, les deux lignes sont gardées ; vérifier, et n'en garder qu'un"
        "perhaps the same place as another row, both are kept ; check, and keep only one"
    SameIdentifier "identifiant_en_double"
        "cet identifiant désigne aussi un autre lieu ; corriger l'un des deux"
        "this identifier also stands for another place ; correct one of them"
    UnknownFormatFs "format_fs_inconnu"
        "format France Services inconnu, compté comme fixe"
        "unknown France Services format, counted as fixed"
    UnknownTypologie "typologie_inconnue"
        "typologie hors de la nomenclature nationale, gardée telle quelle"
        "typologie outside the national list, kept as it is"
    RoundWithoutStops "tournee_sans_arrets"
        "service itinérant dont les arrêts sont inconnus : il ne sert aucune distance ; donner ses arrêts avec --itinerant"
        "an itinerant service whose stops are unknown: it serves no distance ; give its stops with --itinerant"
    ItinerantByName "itinerant_par_nom"
        "le nom dit un bus ou un service itinérant"
        "the name tells of a bus or an itinerant service"
    FixedButNamed "fixe_mais_nom_itinerant"
        "la liste le dit fixe, son nom le dit itinérant, compté comme fixe ; corriger format_fs s'il s'agit d'un bus"
        "the list says fixed, its name says itinerant, counted as fixed ; correct format_fs if it is a bus"
    RecurrenceUnknown "horaire_inconnu"
        "jours et heures inconnus ; écrire « Mo 09:00-12:00 » ou « 1er et 3e mardis du mois de 14h à 17h »"
        "the days and hours are not known ; write « Mo 09:00-12:00 » or « 1er et 3e mardis du mois de 14h à 17h »"
    HoursIncoherent "horaire_incoherent"
        "ces jours et heures ne peuvent pas être ceux d'un lieu, ils sont ignorés ; les corriger"
        "these days and hours cannot be those of a place, they are ignored ; correct them"
    HoursDoubtful "horaire_douteux"
        "jours et heures compris avec un doute, ils comptent ; vérifier, ou écrire ce qui est supposé"
        "the days and hours are understood with a doubt, they count ; check, or write what is assumed"
    HoursInPart "horaire_en_partie"
        "une partie des jours et heures n'est pas lue, le reste compte ; corriger ce qui n'est pas lu"
        "a part of the days and hours is not read, the rest counts ; correct what is not read"
    HoursMissing "sans_horaires"
        "nombre de lieux dont la liste ne dit ni jours ni heures"
        "number of places of which the list says neither days nor hours"
    ValidityUnreadable "validite_illisible"
        "dates de validité illisibles, ou la fin avant le début, ignorées ; écrire 2026-01-05"
        "the dates of validity cannot be read, or end before they start, ignored ; write 2026-01-05"
    InTwoPlaces "vehicule_en_deux_lieux"
        "un même véhicule à deux arrêts en même temps ; corriger les horaires de l'un, ou nommer deux véhicules"
        "one vehicle at two stops at the same time ; correct the hours of one, or name two vehicles"
    NeverServed "jamais_desservi"
        "ses jours ne tombent jamais dans la période, il ne sert pas ; vérifier ses jours et ses dates de validité, ou la période"
        "its days never fall within the period, it does not serve ; check its days and its dates of validity, or the period"
    PassesOnly "passage_sans_duree"
        "arrivée et départ à la même heure : la durée de la présence est inconnue ; donner les deux heures"
        "arrival and departure at the same time: how long the vehicle stays is not known ; give both times"
    SchoolUnknown "vacances_inconnues"
        "horaires qui dépendent des vacances scolaires, comptés comme si elles n'existaient pas ; ajouter --school-holidays avec les dates de la zone et de la période"
        "hours that depend on school holidays, counted as if there were none ; add --school-holidays with the dates of the zone and of the period"
    ImpossibleWay "trajet_impossible"
        "plus de 90 km/h en ligne droite entre deux arrêts qui se suivent ; corriger les horaires ou la position"
        "more than 90 km/h in a straight line between two stops in a row ; correct the hours or the position"
    LineWithoutStops "trace_sans_arrets"
        "tracé dont la tournée n'a aucun arrêt : il ne sert pas ; écrire le nom de la tournée comme dans la liste des arrêts"
        "a line whose round has no stop: it does not serve ; write the round's name as in the list of stops"
    FortnightAcrossWeek53 "parite_annee_53"
        "année de 53 semaines : ce qui vient une semaine sur deux continue ainsi, donc sa parité change ; donner des dates si le calendrier suit les numéros de semaine"
        "a year of 53 weeks: what comes every second week goes on so, hence its parity changes ; give dates if the calendar follows the numbers of weeks"
    // Timetables.
    FeedRead "flux_lu"
        "horaires GTFS lus"
        "GTFS timetable read"
    FrequenciesNotRead "frequences_non_lues"
        "les passages à intervalle ne sont pas lus ; publier les passages dans stop_times.txt"
        "departures by interval are not read ; publish the times in stop_times.txt"
    TimeUnreadable "heure_illisible"
        "heures illisibles ou départ avant l'arrivée, l'heure de ces passages est inconnue ; écrire 09:30:00"
        "times that cannot be read or a departure before its arrival, the time of these calls is unknown ; write 09:30:00"
    DateUnreadable "date_illisible"
        "dates illisibles, lignes sautées ; écrire AAAAMMJJ dans un flux GTFS, AAAA-MM-JJ ailleurs"
        "dates that cannot be read, rows passed over ; write YYYYMMDD in a GTFS feed, YYYY-MM-DD elsewhere"
    DatesReversed "dates_inversees"
        "la fin n'est pas après le début, rien n'en est lu ; corriger les dates"
        "the end is not after the start, nothing is read of it ; correct the dates"
    DatesCut "dates_coupees"
        "calendrier de plus de dix ans, lu sur les dix premières années"
        "a calendar of more than ten years, read over the first ten"
    UnknownReference "renvoi_inconnu"
        "lignes qui renvoient à ce que le flux ne contient pas, sautées ; corriger l'identifiant"
        "rows that refer to what the feed does not hold, passed over ; correct the identifier"
    TripWithoutDates "trajet_sans_date"
        "trajets qui ne circulent aucun jour, ils ne comptent pas ; leur service manque aux calendriers"
        "trips that run on no day, they do not count ; their service is missing from the calendars"
    StopWithoutCall "arret_sans_passage"
        "aucun trajet daté ne passe à cet arrêt"
        "no trip that runs calls at this stop"
    NotAStop "pas_un_arret"
        "entrée ou passage d'une station, où rien ne s'arrête"
        "an entrance or a way inside a station, where nothing stops"
    // School holidays.
    ZoneUnknown "zone_inconnue"
        "zone de vacances scolaires inconnue ; écrire A, B, C, Corse, ou un code de département"
        "unknown zone of school holidays ; write A, B, C, Corse, or the code of a département"
    NotForPupils "pas_pour_les_eleves"
        "dates des enseignants, celles des élèves comptent"
        "dates of teachers, those of pupils count"
    OutsidePerimeter "hors_perimetre"
        "hors du territoire choisi et de sa marge"
        "outside the chosen territory and its buffer"
    // Grids of residents.
    CellUnreadable "carreau_illisible"
        "identifiant de carreau illisible ; écrire CRS3035RES200mN2607600E3467800"
        "the identifier of the cell cannot be read ; write CRS3035RES200mN2607600E3467800"
    CellOutside "carreau_hors_contours"
        "ni le code ni le centre du carreau ne sont d'une commune des contours"
        "neither the code nor the centre of the cell is of a commune of the contours"
    CellByCentre "carreau_place_par_son_centre"
        "code de commune inconnu des contours : carreau rattaché à la commune où tombe son centre"
        "no code of a commune that is known here, the cell is of the commune around its centre"
    CellTwice "carreau_en_double"
        "ce carreau a déjà été lu ; ne donner chaque carreau qu'une fois"
        "this cell was read before ; give each cell only once"
    PeopleSecret "habitants_secrets"
        "nombre d'habitants tenu secret"
        "the number of residents is kept secret"
    PeopleUnreadable "habitants_illisibles"
        "nombre d'habitants absent ou inutilisable ; corriger la valeur"
        "the number of residents is absent or of no use ; correct the value"
    AgesUnknown "ages_inconnus"
        "des âges manquent, sont secrets ou illisibles : les âges de ce carreau sont inconnus, ses habitants comptent"
        "ages are missing, secret or cannot be read: the ages of this cell are unknown, its residents count"
    AgesIncoherent "ages_incoherents"
        "les classes d'âge ne font pas le nombre d'habitants : les âges de ce carreau sont inconnus, ses habitants comptent"
        "the bands of age do not make the number of residents: the ages of this cell are unknown, its residents count"
    BandsOverlap "classes_d_age_melees"
        "des classes d'âge se recouvrent, aucune n'est lue ; n'en garder qu'un découpage"
        "bands of age overlap, none is read ; keep one set of them"
    CellsImputed "carreaux_imputes"
        "nombre de carreaux dont l'Insee a estimé les valeurs, ils comptent"
        "number of cells whose values were estimated by INSEE, they count"
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_is_ascii_snake_case_and_stands_once() {
        let codes: BTreeSet<_> = Trouble::ALL.iter().map(|trouble| trouble.code()).collect();
        assert_eq!(codes.len(), Trouble::ALL.len());
        let plain =
            |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
        assert!(codes.iter().all(|code| code.chars().all(plain)));
    }

    #[test]
    fn an_issue_of_many_rows_is_left_with_the_stretches_between_those_taken_out() {
        let line = Line { number: 12, rank: 10 };
        let many = Issue::rows(line, 5, Fate::SetAside, Trouble::CellOutside, "");
        assert_eq!(many.last_line(), Some(16));
        let left = |ranks: &[usize]| -> Vec<_> {
            let left = many.clone().without(&ranks.iter().copied().collect());
            left.iter().map(|issue| (issue.line, issue.rank, issue.rows)).collect()
        };
        assert_eq!(left(&[9, 15]), [(Some(12), Some(10), 5)]);
        assert_eq!(left(&[10, 12]), [(Some(13), Some(11), 1), (Some(15), Some(13), 2)]);
        assert_eq!(left(&[10, 11, 12, 13, 14]), []);
    }

    #[test]
    fn a_message_holds_the_value_and_the_remedy() {
        let line = Line { number: 4, rank: 2 };
        let issue = Issue::row(line, Fate::SetAside, Trouble::PositionUnreadable, "NaN");
        assert_eq!(
            issue.message(Lang::En),
            "the coordinates cannot be read: `NaN`; write numbers, 45.65 and 0.16"
        );
        assert!(issue.message(Lang::Fr).contains("illisibles : `NaN`; écrire"));
    }
}
