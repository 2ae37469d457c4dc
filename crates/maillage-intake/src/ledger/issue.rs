//! Issues: what happened to one row, and why.

use std::collections::BTreeSet;

use maillage_core::model::Line;
use serde::Serialize;

/// The fate of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Fate {
    /// The row counts, possibly repaired or flagged.
    #[serde(rename = "retenu")]
    Kept,
    /// The row is the same place or commune as another row, and counts with it.
    #[serde(rename = "fusionne")]
    Merged,
    /// The row does not count.
    #[serde(rename = "ecarte")]
    SetAside,
}

impl Fate {
    /// The value in the ledger.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kept => "retenu",
            Self::Merged => "fusionne",
            Self::SetAside => "ecarte",
        }
    }
}

/// The first `most` characters of a text that a value quotes, with `…` where it goes on.
pub(crate) fn beginning(text: &str, most: usize) -> String {
    let mut letters = text.chars();
    let beginning: String = letters.by_ref().take(most).collect();
    if letters.next().is_some() { beginning + "…" } else { beginning }
}

/// One issue with a row, or with a whole file.
#[derive(Debug, Clone, PartialEq)]
pub struct Issue {
    /// Line in the file, from 1; `None` for the whole file.
    pub line: Option<usize>,
    /// Rank among the rows of the file, from 0; `None` for the whole file.
    pub rank: Option<usize>,
    /// Number of rows concerned: consecutive rows from `line` on, one to a line, or that
    /// many of the rows up to `until`. Greater than one only for rows set aside by a
    /// selection ([`Trouble::is_selection`]), which may be millions, and for the rows of
    /// one commune in a long table.
    pub rows: usize,
    /// The line of the last row, when other rows lie in between.
    pub until: Option<usize>,
    /// The fate of the row.
    pub fate: Fate,
    /// The trouble.
    pub trouble: Trouble,
    /// The faulty value, or the value found; may be empty.
    pub value: String,
}

impl Issue {
    /// The row; `None` for the whole file.
    pub(crate) fn row_line(&self) -> Option<Line> {
        Some(Line { number: self.line?, rank: self.rank? })
    }

    /// An issue with the row on `line`.
    pub fn row(line: Line, fate: Fate, trouble: Trouble, value: impl Into<String>) -> Self {
        let (number, rank, value) = (Some(line.number), Some(line.rank), value.into());
        Self { line: number, rank, rows: 1, until: None, fate, trouble, value }
    }

    /// An issue with `rows` consecutive rows, one to a line, the first on `line`.
    pub fn rows(
        line: Line,
        rows: usize,
        fate: Fate,
        trouble: Trouble,
        value: impl Into<String>,
    ) -> Self {
        Self { rows, ..Self::row(line, fate, trouble, value) }
    }

    /// An issue with `rows` rows between the lines `first` and `last`. Other rows may lie
    /// in between.
    pub fn among(
        (first, last): (Line, Line),
        rows: usize,
        fate: Fate,
        trouble: Trouble,
        value: impl Into<String>,
    ) -> Self {
        let are_consecutive =
            last.rank - first.rank + 1 == rows && last.number - first.number + 1 == rows;
        let until = (!are_consecutive).then_some(last.number);
        Self { until, ..Self::rows(first, rows, fate, trouble, value) }
    }

    /// A note on the whole file. It sets no row aside.
    pub fn file(trouble: Trouble, value: impl Into<String>) -> Self {
        let (fate, value) = (Fate::Kept, value.into());
        Self { line: None, rank: None, rows: 1, until: None, fate, trouble, value }
    }

    /// The line of the last row concerned; `None` for the whole file.
    pub fn last_line(&self) -> Option<usize> {
        self.until.or_else(|| self.line.map(|line| line + self.rows.saturating_sub(1)))
    }

    /// The issue without the rows of these ranks: nothing, the issue itself, or the
    /// remaining stretches. When other rows lie in between, the ranks are unknown and
    /// nothing is removed.
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
}

/// Declares every trouble once: its variant and its stable code.
macro_rules! troubles {
    ($($(#[$doc:meta])* $variant:ident $code:literal)*) => {
        /// The defects and findings of rows and files.
        ///
        /// Codes are stable and independent of language. The sentences for users are in the
        /// output crate.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Trouble {
            $($(#[$doc])* $variant,)*
        }

        impl Trouble {
            /// All troubles, in the order of declaration.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The stable code in ledgers.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }
        }
    };
}

troubles! {
    // Decoding.
    /// The row is not a record.
    NotARecord "ligne_illisible"
    /// More values than columns.
    TooManyFields "colonnes_en_trop"
    /// Fewer values than columns; the last ones are empty.
    TooFewFields "colonnes_manquantes"
    /// A quote opens in this row and closes in a later one; the rows are read one by one.
    StrayQuote "guillemet_isole"
    /// The file stops within its last row, so that it is probably incomplete.
    BreaksOff "fichier_interrompu"
    /// The row above all others holds values rather than names of columns.
    HeaderIsData "titres_absents"
    /// More than 2000 different columns; this one and the following are not read.
    TooManyColumns "trop_de_colonnes"
    /// Two columns have this name; the one with fitting values is read.
    DuplicateColumn "colonne_en_double"
    /// Text encoded twice, repaired.
    Mojibake "texte_repare"
    /// Characters already lost in the source.
    LostCharacters "caracteres_perdus"
    /// Some lines are in UTF-8, others in Windows-1252, the first of them on the line
    /// given. Each line is decoded in its own encoding.
    MixedEncodings "encodages_meles"
    /// Invisible control characters, removed.
    ControlCharacters "caracteres_invisibles"
    /// Unreadable value, treated as empty.
    ValueUnreadable "valeur_illisible"
    /// Worksheet read.
    SheetRead "feuille_lue"
    /// Worksheets of the same form and of the past, not read.
    SheetsLeft "feuilles_passees_laissees"
    /// Layer of the GeoPackage read.
    LayerRead "couche_lue"
    /// File read in the archive.
    MemberRead "fichier_de_l_archive_lu"
    /// Other files of the archive, not read.
    MembersLeft "fichiers_de_l_archive_laisses"
    /// Line above the header, skipped.
    TitleSkipped "titre_saute"
    /// Formula error in the cell, read as empty.
    CellInError "cellule_en_erreur"
    /// Missing or unreadable geometry.
    BadGeometry "geometrie_illisible"
    /// The file does not state its coordinate system; inferred from the values.
    CrsGuessed "crs_devine"
    /// Unsupported coordinate system.
    CrsNotUnderstood "crs_non_compris"
    /// NTF system converted without its grid; accurate to a few metres.
    CrsApproximate "crs_approximatif"
    /// Contour outside every French territory.
    ContourOutsideFrance "contour_hors_de_france"
    // Codes.
    /// No commune code.
    CodeMissing "code_absent"
    /// Unreadable commune code.
    CodeUnreadable "code_illisible"
    /// Lost leading zero, restored.
    CodePadded "code_complete"
    /// The name and the position agree on another commune; code replaced.
    CodeCorrected "code_corrige"
    /// No commune with this code in the contours.
    CodeUnknown "code_hors_territoire"
    /// Duplicate code.
    CodeTwice "code_en_double"
    /// Two rows of one IRIS with different values; none of the commune is read.
    IrisTwice "iris_en_double"
    /// Another part of the same commune, joined.
    CommuneInParts "commune_en_morceaux"
    /// The rows of a commune say different things; none of them is read.
    PartsDiffer "morceaux_differents"
    /// The flag of the commune says that it is not of the scheme.
    NotOfScheme "hors_dispositif"
    /// Arrondissement already counted within its commune.
    ArrondissementCounted "arrondissement_deja_compte"
    /// Arrondissement added to its commune.
    ArrondissementAdded "arrondissement_additionne"
    /// A commune déléguée or associée, already counted within its commune.
    NotACommune "pas_une_commune"
    // Figures.
    /// Column read.
    ColumnRead "colonne_lue"
    /// Unit inferred from the values.
    UnitGuessed "unite_deduite"
    /// Not a usable number.
    NumberUnreadable "nombre_illisible"
    /// No value for this commune.
    NumberMissing "valeur_absente"
    /// Rate outside 0 to 100 %.
    RateOutOfRange "taux_hors_bornes"
    /// The interval does not contain the estimate; ignored.
    BoundsIncoherent "bornes_incoherentes"
    /// The cells of this commune contain less than half of its residents; measured from one
    /// point.
    GridInPart "commune_en_partie_sur_la_grille"
    /// Residents are unknown, so the coverage of each commune by the grid cannot be
    /// checked.
    GridUnchecked "grille_non_verifiee"
    /// Negative number of people, treated as secret or missing.
    NumberNegative "nombre_negatif"
    /// Communes with far more people in this table than residents.
    MoreThanResidents "plus_que_d_habitants"
    /// Shares of people aged 15 and over, whose share among residents is assumed equal
    /// everywhere: that of the pyramid, in per cent.
    AdultsAssumed "part_des_15_ans_supposee"
    /// The ages do not sum to the people of the row.
    AgesDoNotAddUp "ages_sans_leur_somme"
    /// Ages read.
    AgesRead "ages_lus"
    /// This commune lacks an age that other communes have.
    AgeMissing "age_manquant"
    /// Duplicate age in this commune.
    AgeTwice "age_en_double"
    /// A total, another year, another geography or a breakdown that is not used. The issue
    /// covers all its rows.
    OtherSlice "autre_decoupage"
    /// Another row of a commune that is set aside.
    WithItsCommune "avec_sa_commune"
    /// Outside the population of the survey of the rates; not estimated.
    OutsideRates "hors_champ_des_taux"
    /// More people than residents.
    NeedAbovePopulation "besoin_superieur_population"
    /// A rate without residents, which gives no number of people.
    PopulationNeeded "population_necessaire"
    /// Neither the code nor the name is that of a known commune; code of the commune around
    /// the position.
    CodeDeduced "code_deduit"
    /// Code of another vintage, converted to that of the contours.
    MovedCode "code_d_un_autre_millesime"
    /// A split commune whose figure cannot be shared out without residents.
    SplitWithoutWeights "scission_sans_population"
    /// The commune code is made of two columns.
    CodesJoined "code_en_deux_colonnes"
    /// The positions are those of the communes, not of the places.
    PointsOfCommunes "positions_de_communes"
    /// Help at a distance only, or of another theme: no place to go to for digital help.
    NoPlaceOfHelp "pas_un_lieu_d_aide"
    /// Columns of the same subject as the one that is read.
    ColumnsPassedOver "colonnes_laissees"
    /// The former communes of one are in several EPCI; its EPCI is unknown.
    MembershipsDiffer "epci_differents"
    // Travel tables.
    /// Zero cost from a commune to itself, treated as missing.
    OwnCommuneZero "trajet_nul_vers_soi"
    /// Duplicate pair.
    PairTwice "trajet_en_double"
    /// Costs of zero, other than from a commune to itself.
    ZeroPairs "trajets_nuls"
    /// No destination.
    DestinationMissing "destination_absente"
    /// The destination is no place of the run and no known code.
    DestinationUnknown "destination_inconnue"
    /// Several places have this identifier.
    DestinationAmbiguous "destination_ambigue"
    /// Pairs without a cost.
    PairsMissing "trajets_manquants"
    // Tables of pairs, of demand and of supply.
    /// No identifier.
    IdMissing "identifiant_absent"
    /// The table of demand has no such origin.
    OriginUnknown "origine_inconnue"
    /// The table of supply has no such place.
    PlaceUnknown "lieu_inconnu"
    /// No figure for this identifier.
    FigureMissing "chiffre_absent"
    /// A figure below zero.
    FigureNegative "chiffre_negatif"
    /// The cost says that there is no way.
    NoWay "sans_trajet"
    // Places.
    /// A place without a name.
    NameMissing "nom_absent"
    /// The meaning of this column is doubtful.
    FieldDoubtful "colonne_douteuse"
    /// Most days have a column of hours and this one, a working day, has none; its hours are
    /// unknown.
    DayColumnMissing "jour_sans_colonne"
    /// A column whose name is near to that of a day without a column; not read, and the hours of
    /// that day are unknown.
    DayColumnUncertain "colonne_de_jour_incertaine"
    /// A column of hours under a misspelt name of a day; read as that of the day.
    DayColumnMisspelt "colonne_de_jour_mal_nommee"
    /// A column that is not read, whose name is near to that of a column of the format that is
    /// missing.
    ColumnNameNear "nom_de_colonne_proche"
    /// The column is missing or empty by which a national list tells buses from fixed places.
    BusColumnMissing "colonne_des_bus_absente"
    /// No column of coordinates is certain enough; places are located by their commune.
    PositionsNotFound "positions_non_trouvees"
    /// Communes told by their name alone, in these départements.
    CommunesByName "communes_par_leur_nom"
    /// Assumed to be places: no address, hours or services confirm it.
    PlacesAssumed "lieux_supposes"
    /// Personal columns, not kept.
    ContactsDropped "contacts_ecartes"
    /// Neither coordinates nor a known commune.
    PositionMissing "position_absente"
    /// A name of communes, and nothing tells which of them is meant, if any.
    CommuneUncertain "commune_incertaine"
    /// Many rows of this list are set aside because nobody knows where they are.
    ManyNowhere "lignes_non_situees"
    /// The name is of no commune; located by the only commune that the postal code serves.
    LocatedByPostalCode "situe_au_code_postal"
    /// Labelled France Services, and not in the national list of them; a place of médiation only.
    LabelUnconfirmed "france_services_non_confirme"
    /// Places of this list so labelled.
    LabelsUnconfirmed "france_services_non_confirmes"
    /// No usable position; located by its commune.
    LocatedByCommune "situe_a_la_commune"
    /// The list declares this place out of service.
    OutOfService "hors_service"
    /// The place closes within the period, or before it.
    Closing "fermeture_datee"
    /// Unreadable coordinates.
    PositionUnreadable "position_illisible"
    /// Coordinates 0, 0, which mean missing.
    PositionZero "position_nulle"
    /// Position outside every French territory.
    OutsideFrance "hors_de_france"
    /// Commune known by name and code only: its contours and its chef-lieu are not brought along.
    CommuneUndrawn "commune_sans_contour"
    /// Position in another country, by the borders of France.
    Abroad "hors_france"
    /// Exchanged latitude and longitude, corrected.
    AxesExchanged "axes_echanges"
    /// Projected coordinates, converted to WGS84.
    Reprojected "coordonnees_projetees"
    /// Position outside the stated commune.
    FarFromCommune "loin_de_sa_commune"
    /// Position far outside the stated commune, with the rest of the row against it;
    /// located by the commune.
    PositionDistrusted "position_remplacee"
    /// Position far outside the stated commune, with the rest of the row for it; commune
    /// replaced.
    CommuneDistrusted "commune_remplacee"
    /// Position and commune contradict each other, and neither can be preferred.
    ContradictsCommune "position_contredit_commune"
    /// Place not open to the public.
    NoPublic "sans_accueil_du_public"
    /// Row of a catalogue that says what the lists say; it counts with its place.
    CatalogueUnchanged "catalogue_inchange"
    /// Row of a catalogue that corrects its place, with which it counts.
    CatalogueCorrected "catalogue_corrige"
    /// Row of a catalogue of which no list has the identifier: a new place.
    CatalogueNew "catalogue_nouveau"
    /// Another row of a catalogue has the same identifier.
    CatalogueTwice "catalogue_en_double"
    /// Cells of a catalogue that are not understood.
    CellUnread "cellule_non_lue"
    /// Cells of a catalogue that contradict each other.
    CellsDisagree "cellules_en_desaccord"
    /// No kind of place.
    KindMissing "type_absent"
    /// Duplicate of another row.
    SamePlace "doublon"
    /// Possible duplicate of another row; both are kept.
    PossiblyTheSame "doublon_possible"
    /// Site without known hours where a bus stops.
    PerhapsVisits "peut_etre_un_arret"
    /// Hours of an older list, replaced by those of a later one.
    HoursReplaced "horaires_remplaces"
    /// Hours that contradict those of another list of the same place.
    HoursContradict "horaires_contradictoires"
    /// Identifier shared by several places.
    SameIdentifier "identifiant_en_double"
    /// Unknown France Services format, counted as fixed.
    UnknownFormatFs "format_fs_inconnu"
    /// Typologie outside the national list, kept unchanged.
    UnknownTypologie "typologie_inconnue"
    /// An itinerant service whose stops are unknown: it does not enter any distance.
    TourWithoutStops "tournee_sans_arrets"
    /// Itinerant by its name.
    ItinerantByName "itinerant_par_nom"
    /// Declared fixed by the list, itinerant by its name; counted as fixed.
    FixedButNamed "fixe_mais_nom_itinerant"
    /// A fixed place in a list that the caller gives as stops; counted as fixed.
    FixedAmongStops "fixe_parmi_les_arrets"
    /// Number of rows that are of France Services by the caller's option only.
    FranceServicesByOption "france_services_sur_indication"
    /// Number of rows that are stops by the caller's option only.
    StopsByOption "arrets_sur_indication"
    /// Unknown days and hours.
    RecurrenceUnknown "horaire_inconnu"
    /// Impossible days and hours for a place; ignored.
    HoursIncoherent "horaire_incoherent"
    /// Days and hours understood with a doubt; they count.
    HoursDoubtful "horaire_douteux"
    /// Days and hours understood in part; that part counts.
    HoursInPart "horaire_en_partie"
    /// Number of places without days and hours in the list.
    HoursMissing "sans_horaires"
    /// Unreadable dates of validity, or an end before the start; ignored.
    ValidityUnreadable "validite_illisible"
    /// A date that cannot be believed among the others; not used.
    DateUnlikely "date_invraisemblable"
    /// One vehicle at two stops at the same time.
    InTwoPlaces "vehicule_en_deux_lieux"
    /// No day of service within the period; the stop does not serve.
    NeverServed "jamais_desservi"
    /// Arrival and departure at the same time: the length of the stop is unknown.
    PassesOnly "passage_sans_duree"
    /// Hours that depend on school holidays, counted as if there were none.
    SchoolUnknown "vacances_inconnues"
    /// More than 90 km/h in a straight line between two consecutive stops.
    ImpossibleWay "trajet_impossible"
    /// The itinerary of a tour without stops: it does not serve.
    LineWithoutStops "trace_sans_arrets"
    /// A year of 53 weeks: a fortnightly service keeps its rhythm, so its parity of weeks
    /// changes.
    FortnightAcrossWeek53 "parite_annee_53"
    // Timetables.
    /// GTFS timetable read.
    FeedRead "flux_lu"
    /// Departures by interval are not read.
    FrequenciesNotRead "frequences_non_lues"
    /// Unreadable times, or a departure before its arrival; the time of these calls is
    /// unknown.
    TimeUnreadable "heure_illisible"
    /// Unreadable dates; rows skipped.
    DateUnreadable "date_illisible"
    /// The end is not after the start; the row is ignored.
    DatesReversed "dates_inversees"
    /// A calendar of more than ten years; only the first ten are used.
    DatesCut "dates_coupees"
    /// References to rows that the feed does not contain; rows skipped.
    UnknownReference "renvoi_inconnu"
    /// Trips without any day of service; they do not count.
    TripWithoutDates "trajet_sans_date"
    /// No trip in service calls at this stop.
    StopWithoutCall "arret_sans_passage"
    /// An entrance or a node of a station, where no vehicle stops.
    NotAStop "pas_un_arret"
    // School holidays.
    /// Unknown zone of school holidays.
    ZoneUnknown "zone_inconnue"
    /// Dates of teachers; those of pupils are used.
    NotForPupils "pas_pour_les_eleves"
    /// Outside the chosen territory and its buffer.
    OutsidePerimeter "hors_perimetre"
    /// The place does not offer what the user asks for.
    NotOffered "offre_autre"
    /// The place does not tell whether it offers what the user asks for.
    OfferUntold "offre_non_dite"
    // Grids of residents.
    /// Unreadable cell identifier.
    CellUnreadable "carreau_illisible"
    /// Neither the code nor the centre of the cell is in a commune of the contours.
    CellOutside "carreau_hors_contours"
    /// No known commune code; the cell belongs to the commune around its centre.
    CellByCentre "carreau_place_par_son_centre"
    /// Duplicate cell.
    CellTwice "carreau_en_double"
    /// Number of residents withheld for confidentiality.
    PeopleSecret "habitants_secrets"
    /// Missing or unusable number of residents.
    PeopleUnreadable "habitants_illisibles"
    /// Missing, secret or unreadable ages: the ages of this cell are unknown, its residents
    /// count.
    AgesUnknown "ages_inconnus"
    /// The bands of age do not sum to the residents: the ages of this cell are unknown, its
    /// residents count.
    AgesIncoherent "ages_incoherents"
    /// Overlapping bands of age, not used.
    BandsOverlap "classes_d_age_melees"
    /// Number of cells with values imputed by INSEE; they count.
    CellsImputed "carreaux_imputes"
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
}
