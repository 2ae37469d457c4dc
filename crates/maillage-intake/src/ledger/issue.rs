//! What can be said of one row.

use std::collections::BTreeSet;

use maillage_core::model::Line;
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
}

/// Declares every trouble once: its variant and its stable code.
macro_rules! troubles {
    ($($(#[$doc:meta])* $variant:ident $code:literal)*) => {
        /// What can be the matter with a row or a file.
        ///
        /// Codes are stable and depend on no language; the sentences for users are with the outputs.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Trouble {
            $($(#[$doc])* $variant,)*
        }

        impl Trouble {
            /// All of them, in the order of their declaration.
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
    /// This is not a record.
    NotARecord "ligne_illisible"
    /// More values than columns.
    TooManyFields "colonnes_en_trop"
    /// Fewer values than columns, the last ones are empty.
    TooFewFields "colonnes_manquantes"
    /// More than 2000 different columns, this one and those after it are not read.
    TooManyColumns "trop_de_colonnes"
    /// Two columns have this name, the one whose values fit is read.
    DuplicateColumn "colonne_en_double"
    /// Text encoded twice, repaired.
    Mojibake "texte_repare"
    /// Characters were already lost in the source.
    LostCharacters "caracteres_perdus"
    /// Some lines are in UTF-8, others in Windows-1252, the first of them on the line told: each is read in its own.
    MixedEncodings "encodages_meles"
    /// Control characters that show nothing, taken out.
    ControlCharacters "caracteres_invisibles"
    /// The value cannot be read, taken as empty.
    ValueUnreadable "valeur_illisible"
    /// Worksheet read.
    SheetRead "feuille_lue"
    /// File read in the archive.
    MemberRead "fichier_de_l_archive_lu"
    /// Other files of the archive, left aside.
    MembersLeft "fichiers_de_l_archive_laisses"
    /// Line above the header, passed over.
    TitleSkipped "titre_saute"
    /// The cell shows an error of its formula, read as empty.
    CellInError "cellule_en_erreur"
    /// The geometry is missing or cannot be read.
    BadGeometry "geometrie_illisible"
    /// The file does not state its coordinate system, inferred from the values.
    CrsGuessed "crs_devine"
    /// The coordinate system that the file names is not understood.
    CrsNotUnderstood "crs_non_compris"
    /// NTF system converted without its grid, right to a few metres.
    CrsApproximate "crs_approximatif"
    /// The contour is outside every French territory.
    ContourOutsideFrance "contour_hors_de_france"
    // Codes.
    /// No commune code.
    CodeMissing "code_absent"
    /// The commune code cannot be read.
    CodeUnreadable "code_illisible"
    /// Lost leading zero, restored.
    CodePadded "code_complete"
    /// The code stands for another commune than the name and the position, replaced.
    CodeCorrected "code_corrige"
    /// No commune of this code among the contours.
    CodeUnknown "code_hors_territoire"
    /// This code was read before.
    CodeTwice "code_en_double"
    /// Another part of the same commune, joined.
    CommuneInParts "commune_en_morceaux"
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
    /// This is not a usable number.
    NumberUnreadable "nombre_illisible"
    /// No value for this commune.
    NumberMissing "valeur_absente"
    /// A rate lies between 0 and 100 %.
    RateOutOfRange "taux_hors_bornes"
    /// The interval does not hold the estimate, it is ignored.
    BoundsIncoherent "bornes_incoherentes"
    /// Communes of which the cells do not hold half of the residents, measured from one point.
    GridInPart "commune_en_partie_sur_la_grille"
    /// Residents are not known: nothing tells whether the grid holds each commune whole.
    GridUnchecked "grille_non_verifiee"
    /// A number of people is not negative, it is taken for secret or missing.
    NumberNegative "nombre_negatif"
    /// Communes that have far more people here than residents.
    MoreThanResidents "plus_que_d_habitants"
    /// Shares of people of 15 and over: these are taken to be the same share of residents everywhere, that of the pyramid, in %.
    AdultsAssumed "part_des_15_ans_supposee"
    /// The ages do not make up the people of the row together.
    AgesDoNotAddUp "ages_sans_leur_somme"
    /// Ages read.
    AgesRead "ages_lus"
    /// This commune lacks an age that others have.
    AgeMissing "age_manquant"
    /// This commune has the same age twice.
    AgeTwice "age_en_double"
    /// A total, another year, another geography or a breakdown that is not read, in so many rows.
    OtherSlice "autre_decoupage"
    /// Another row of a commune that is set aside.
    WithItsCommune "avec_sa_commune"
    /// The survey of the rates does not cover this territory, not estimated.
    OutsideRates "hors_champ_des_taux"
    /// More people than residents.
    NeedAbovePopulation "besoin_superieur_population"
    /// A rate without residents gives no people.
    PopulationNeeded "population_necessaire"
    /// Neither code nor name of a known commune, the code is that of the commune around the position.
    CodeDeduced "code_deduit"
    /// Code of another vintage, carried over to that of the contours.
    MovedCode "code_d_un_autre_millesime"
    /// A split commune cannot be shared out without residents.
    SplitWithoutWeights "scission_sans_population"
    // Places.
    /// A place without a name.
    NameMissing "nom_absent"
    /// The meaning of this column is doubtful.
    FieldDoubtful "colonne_douteuse"
    /// No column of coordinates is sure, places are put in their communes.
    PositionsNotFound "positions_non_trouvees"
    /// Nothing says that these are places of help (no address, no hours, no services).
    PlacesAssumed "lieux_supposes"
    /// Personal columns are not carried.
    ContactsDropped "contacts_ecartes"
    /// Neither coordinates nor a known commune.
    PositionMissing "position_absente"
    /// No usable position, put in its commune.
    LocatedByCommune "situe_a_la_commune"
    /// The list says that this place is out of service.
    OutOfService "hors_service"
    /// The coordinates cannot be read.
    PositionUnreadable "position_illisible"
    /// Coordinates 0, 0: none in truth.
    PositionZero "position_nulle"
    /// The position is outside every French territory.
    OutsideFrance "hors_de_france"
    /// Latitude and longitude were exchanged, put right.
    AxesExchanged "axes_echanges"
    /// Projected coordinates, converted to WGS84.
    Reprojected "coordonnees_projetees"
    /// The position is outside the stated commune.
    FarFromCommune "loin_de_sa_commune"
    /// The position has nothing to do with the stated commune, put in its commune.
    PositionDistrusted "position_remplacee"
    /// The stated commune has nothing to do with the position, which the rest of the row bears out.
    CommuneDistrusted "commune_remplacee"
    /// Position and commune contradict each other and nothing settles it.
    ContradictsCommune "position_contredit_commune"
    /// This place does not receive the public.
    NoPublic "sans_accueil_du_public"
    /// The same place as another row.
    SamePlace "doublon"
    /// Perhaps the same place as another row, both are kept.
    PossiblyTheSame "doublon_possible"
    /// This identifier also stands for another place.
    SameIdentifier "identifiant_en_double"
    /// Unknown France Services format, counted as fixed.
    UnknownFormatFs "format_fs_inconnu"
    /// Typologie outside the national list, kept as it is.
    UnknownTypologie "typologie_inconnue"
    /// An itinerant service whose stops are unknown: it serves no distance.
    RoundWithoutStops "tournee_sans_arrets"
    /// The name tells of a bus or an itinerant service.
    ItinerantByName "itinerant_par_nom"
    /// The list says fixed, its name says itinerant, counted as fixed.
    FixedButNamed "fixe_mais_nom_itinerant"
    /// The days and hours are not known.
    RecurrenceUnknown "horaire_inconnu"
    /// These days and hours cannot be those of a place, they are ignored.
    HoursIncoherent "horaire_incoherent"
    /// The days and hours are understood with a doubt, they count.
    HoursDoubtful "horaire_douteux"
    /// A part of the days and hours is not read, the rest counts.
    HoursInPart "horaire_en_partie"
    /// Number of places of which the list says neither days nor hours.
    HoursMissing "sans_horaires"
    /// The dates of validity cannot be read, or end before they start, ignored.
    ValidityUnreadable "validite_illisible"
    /// One vehicle at two stops at the same time.
    InTwoPlaces "vehicule_en_deux_lieux"
    /// Its days never fall within the period, it does not serve.
    NeverServed "jamais_desservi"
    /// Arrival and departure at the same time: how long the vehicle stays is not known.
    PassesOnly "passage_sans_duree"
    /// Hours that depend on school holidays, counted as if there were none.
    SchoolUnknown "vacances_inconnues"
    /// More than 90 km/h in a straight line between two stops in a row.
    ImpossibleWay "trajet_impossible"
    /// A line whose round has no stop: it does not serve.
    LineWithoutStops "trace_sans_arrets"
    /// A year of 53 weeks: what comes every second week goes on so, hence its parity changes.
    FortnightAcrossWeek53 "parite_annee_53"
    // Timetables.
    /// GTFS timetable read.
    FeedRead "flux_lu"
    /// Departures by interval are not read.
    FrequenciesNotRead "frequences_non_lues"
    /// Times that cannot be read or a departure before its arrival, the time of these calls is unknown.
    TimeUnreadable "heure_illisible"
    /// Dates that cannot be read, rows passed over.
    DateUnreadable "date_illisible"
    /// The end is not after the start, nothing is read of it.
    DatesReversed "dates_inversees"
    /// A calendar of more than ten years, read over the first ten.
    DatesCut "dates_coupees"
    /// Rows that refer to what the feed does not hold, passed over.
    UnknownReference "renvoi_inconnu"
    /// Trips that run on no day, they do not count.
    TripWithoutDates "trajet_sans_date"
    /// No trip that runs calls at this stop.
    StopWithoutCall "arret_sans_passage"
    /// An entrance or a way inside a station, where nothing stops.
    NotAStop "pas_un_arret"
    // School holidays.
    /// Unknown zone of school holidays.
    ZoneUnknown "zone_inconnue"
    /// Dates of teachers, those of pupils count.
    NotForPupils "pas_pour_les_eleves"
    /// Outside the chosen territory and its buffer.
    OutsidePerimeter "hors_perimetre"
    // Grids of residents.
    /// The identifier of the cell cannot be read.
    CellUnreadable "carreau_illisible"
    /// Neither the code nor the centre of the cell is of a commune of the contours.
    CellOutside "carreau_hors_contours"
    /// No code of a commune that is known here, the cell is of the commune around its centre.
    CellByCentre "carreau_place_par_son_centre"
    /// This cell was read before.
    CellTwice "carreau_en_double"
    /// The number of residents is kept secret.
    PeopleSecret "habitants_secrets"
    /// The number of residents is absent or of no use.
    PeopleUnreadable "habitants_illisibles"
    /// Ages are missing, secret or cannot be read: the ages of this cell are unknown, its residents count.
    AgesUnknown "ages_inconnus"
    /// The bands of age do not make the number of residents: the ages of this cell are unknown, its residents count.
    AgesIncoherent "ages_incoherents"
    /// Bands of age overlap, none is read.
    BandsOverlap "classes_d_age_melees"
    /// Number of cells whose values were estimated by INSEE, they count.
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
