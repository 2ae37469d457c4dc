//! What kind of table a file is.

use maillage_words::words;
use std::fmt::Display;

sentences! {
    recognised(path: &dyn Display, kind: &str, field: &str) {
        fr: "{path} : {kind} ({field})",
        en: "{path}: {kind} ({field})",
    }
    also(kinds: &str) {
        fr: " ; non repris : {kinds}",
        en: "; other contents, not read: {kinds}",
    }
}

words! {
    contours { fr: "contours de communes", en: "commune contours", }
    population { fr: "population par commune", en: "residents by commune", }
    ages { fr: "population par âge et par commune", en: "people by age and commune", }
    illectronism { fr: "illectronisme par commune", en: "illectronism by commune", }
    membership { fr: "EPCI de chaque commune", en: "EPCI of each commune", }
    town_halls { fr: "mairies des communes", en: "town halls of communes", }
    passage {
        fr: "table de passage entre deux millésimes de codes de communes",
        en: "passage table between two vintages of commune codes",
    }
    cog {
        fr: "table du Code officiel géographique",
        en: "table of the Code officiel géographique",
    }
    grid { fr: "population par carreau", en: "population by grid cell", }
    travel_table { fr: "matrice de trajets", en: "travel table", }
    school_holidays { fr: "calendrier des vacances scolaires", en: "calendar of school holidays", }
    france_services(year: u16) {
        fr: "liste France Services, au format de {year}",
        en: "France Services list, in the format of {year}",
    }
    mediation(version: &str) {
        fr: "lieux de médiation numérique, au standard national ({version})",
        en: "places of médiation numérique, in the national standard ({version})",
    }
    own_columns {
        fr: "liste de lieux, aux colonnes propres à son producteur",
        en: "list of places, with columns of its own",
    }
    catalogue { fr: "catalogue produit par maillage", en: "catalogue written by maillage", }
    stops { fr: "arrêts de tournées itinérantes", en: "stops of itinerant rounds", }
    stops_as_places {
        fr: "arrêts de tournées itinérantes, au standard national",
        en: "stops of itinerant rounds, in the national standard",
    }
    stops_by_option {
        fr: "liste de lieux, donnée comme arrêts de tournées",
        en: "list of places, given as stops of rounds",
    }
    lines { fr: "tracés de tournées itinérantes", en: "lines of itinerant rounds", }
    timetable {
        fr: "horaires de tournées itinérantes (GTFS)",
        en: "timetable of itinerant rounds (GTFS)",
    }
    assumed {
        fr: " ; supposition : rien n'indique qu'il s'agit de lieux d'aide",
        en: "; an assumption: nothing shows that these are places of help",
    }
}
