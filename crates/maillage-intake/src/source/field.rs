//! The fields of a list of places, and the column names of each.
//!
//! A name is only evidence together with the values of its column: see
//! [`profile`](super::profile).

use super::profile::ColumnProfile;
use maillage_spelling::fold;

/// Declares every field once: its variant; its name in outputs and in a `mapping.toml`,
/// which is that of the national standard where there is one; the exact column names, most
/// likely first; and parts of longer names that suggest the field.
macro_rules! fields {
    ($($variant:ident $name:literal $meaning:literal [$($alias:literal)*] [$($part:literal)*])*) => {
        /// A field of a list of places.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field {
            $(#[doc = $meaning] $variant,)*
        }

        impl Field {
            /// All fields, in the order in which mappings write them.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in a mapping and in outputs.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Exact column names of the field, words joined by underscores.
            fn aliases(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($alias,)*],)* }
            }

            /// Parts of longer column names that suggest the field, without spaces.
            fn parts(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($part,)*],)* }
            }
        }
    };
}

fields! {
    Id "id" "Identifier of the row in its list."
        ["id" "id_fs" "identifiant" "matricule" "stop_id" "id_lieu" "lieu_id" "place_id" "uuid" "globalid" "id_structure" "structure_id" "code_lieu" "reference" "ref" "objectid" "gid" "fid" "numero"]
        ["idlieu" "identifiant"]
    Pivot "pivot" "SIRET of the structure, or another number that other lists use."
        ["pivot" "siret" "numero_siret" "n_siret" "num_siret" "siret_structure" "siret_number" "rna" "id_rna" "finess"]
        ["siret"]
    Name "nom" "Name of the place."
        ["lib_fs" "lib_france_services" "arret" "stop_name" "stop" "nom" "nom_lieu" "nom_du_lieu" "nom_structure" "nom_de_la_structure" "nom_de_structure" "nom_de_votre_structure" "nom_organisme" "nom_de_l_organisme" "nom_de_l_organisation" "nom_organisation" "nom_etablissement" "nom_de_l_etablissement" "nom_usuel" "nom_complet" "nom_officiel" "name" "place_name" "structure" "lieu" "denomination" "denomination_usuelle" "raison_sociale" "etablissement" "organisme" "organisation" "intitule" "libelle" "libelle_1" "designation" "titre" "title" "label_lieu" "appellation" "enseigne" "site" "point_d_acces" "nom_site" "nom_du_site" "venue" "organization" "organization_name" "facility" "lib_structure" "lib_lieu" "lieu_d_accueil" "structure_d_accueil" "site_d_accueil" "etablissement_d_accueil" "nom_d_usage" "equipement" "nom_equipement" "nom_de_l_equipement" "association" "nom_association" "nom_de_l_association" "espace" "nom_de_l_espace" "epn" "nom_epn" "nom_de_l_epn" "antenne" "nom_antenne" "nom_de_l_antenne" "tiers_lieu" "nom_du_tiers_lieu" "mediatheque" "bibliotheque" "nom_bibliotheque" "nom_arret" "nom_de_l_arret" "espace_numerique" "espaces_numeriques" "toponyme" "toponyme_usuel" "nom_org" "lieu_de_stationnement" "lieu_de_permanence" "venue_name" "site_name" "facility_name" "centre_name" "structure_name" "location_name" "organisation_name"]
        ["nomdelastructure" "nomdulieu" "nomstruct" "nomdusite" "nomde" "lieudaccueil" "structuredaccueil" "pointdaccueil" "pointdacces" "denomination" "raisonsociale" "intitule"]
    Commune "commune" "Name of the commune."
        ["lib_com" "commune" "nom_commune" "nom_de_la_commune" "ville" "localite" "municipalite" "libelle_commune" "lib_commune" "commune_nom" "com_nom" "nom_com" "libgeo" "city" "town" "municipality" "adresse_ville" "adresse_commune" "addr_city" "bureau_distributeur"]
        ["commune" "ville" "localite"]
    PostalCode "code_postal" "Postal code."
        ["code_postal" "cp" "code_post" "postal" "postcode" "postal_code" "zip" "zip_code" "adresse_code_postal" "adresse_cp" "addr_postcode"]
        ["codepostal" "postalcode" "postcode" "cp"]
    CommuneCode "code_insee" "INSEE code of the commune."
        ["code_insee" "insee_com" "code_commune_insee" "codgeo" "insee" "code_commune" "code_insee_commune" "com_insee" "depcom" "code_insee_com" "insee_commune" "citycode" "insee_code" "commune_code" "code_com" "code_geo" "com"]
        ["codeinsee" "inseecom" "codecommune" "insee"]
    Departement "departement" "Département, by code or by name."
        ["departement" "code_departement" "dep" "dept" "insee_dep" "code_dep" "nom_departement" "num_dep" "numero_departement" "department" "dpt" "nom_dep" "dep_code"]
        ["departement"]
    PostalTown "code_postal_commune" "Postal code and name of the commune in one."
        ["cp_ville" "cp_commune" "cp_et_ville" "cp_et_commune" "code_postal_ville" "code_postal_commune" "code_postal_et_ville" "code_postal_et_commune" "ville_cp" "commune_cp"]
        []
    Address "adresse" "Number and street."
        ["adresse" "adresse_postale" "address" "adresse_1" "rue" "voie" "street" "adresse_complete" "adresse_ligne_1" "adresse_de_la_structure" "adresse_du_lieu" "adresse_lieu" "localisation" "street_address" "adr" "addr_street" "adresse_postale_complete" "lieu_adresse"]
        ["adresse" "address" "nomdelavoie"]
    AddressNumber "numero_voie" "Number in the street, where it has a column of its own."
        ["n" "numero_voie" "num_voie" "numero_de_voie" "numero_de_rue" "n_voie" "no" "housenumber" "addr_housenumber" "numero_rue" "n_rue"]
        []
    AddressComplement "complement_adresse" "What the address adds: building, floor, quarter."
        ["complement_adresse" "complement_d_adresse" "comp_adresse" "adresse_complement" "complement" "adresse_2" "adresse_ligne_2"]
        ["complementadresse" "complementdadresse"]
    Latitude "latitude" "Latitude or northing."
        ["latitude" "lat" "y_wgs84" "lat_wgs84" "latitude_wgs84" "y_lat" "lat_y" "coord_y" "coordonnee_y" "coordonnees_y" "y_coord" "y" "yl93" "y_lambert93" "y_lamb93" "y_lambert" "northing" "geo_lat" "gps_lat" "latitude_gps" "stop_lat" "point_y"]
        ["latitude" "lat"]
    Longitude "longitude" "Longitude or easting."
        ["longitude" "lon" "lng" "long" "x_wgs84" "lon_wgs84" "longitude_wgs84" "x_lon" "lon_x" "coord_x" "coordonnee_x" "coordonnees_x" "x_coord" "x" "xl93" "x_lambert93" "x_lamb93" "x_lambert" "easting" "geo_lon" "geo_lng" "gps_lon" "gps_lng" "longitude_gps" "stop_lon" "point_x"]
        ["longitude" "lon" "lng" "long"]
    Point "point" "Both coordinates in one column."
        ["geo_point_2d" "geo_point" "point" "geom" "geometry" "geometrie" "the_geom" "wkt" "wkb_geometry" "coordonnees" "coordinates" "coordonnees_gps" "gps" "position" "latlon" "lat_long" "latlng" "latitude_longitude" "geolocalisation" "geolocation" "geo" "location" "shape" "geo_shape"]
        ["coordonnees" "coordinates" "geopoint" "latlon" "geoloc"]
    Typologie "typologie" "What kind of place it is."
        ["typologie" "type" "type_structure" "type_de_structure" "type_lieu" "type_de_lieu" "categorie" "ss_cat" "sous_categorie" "typologie_de_la_structure" "nature" "activite" "category" "kind" "type_organisme" "typologie_structure" "statut_juridique"]
        ["typologie" "typedelieu" "typedestructure" "typedorganisme" "typedequipement" "categorie"]
    Labels "labels" "Schemes and labels."
        ["dispositif_programmes_nationaux" "labels_nationaux" "labels" "label" "labellisations" "labels_nationaux_ou_regionaux" "dispositifs" "programmes" "labels_et_dispositifs" "dispositif" "programme"]
        ["labels" "labelnational"]
    OtherLabels "labels_autres" "Labels that are not national, in v0 of the standard."
        ["labels_autres" "autres_labels"]
        []
    Trainings "formations_labels" "Trainings and labels, in v1 of the standard."
        ["formations_labels"]
        []
    OtherTrainings "autres_formations_labels" "Trainings and labels that v1 of the standard does not list."
        ["autres_formations_labels"]
        []
    Services "services" "What is offered."
        ["services" "offre" "offres" "services_proposes" "activites" "accompagnements" "service" "thematiques" "prestations"]
        ["servicespropos" "services"]
    Hours "horaires" "Opening hours."
        ["horaires" "horaires_ouverture" "horaires_d_ouverture" "heures_ouverture" "opening_hours" "horaire" "jours_et_horaires" "horaires_d_ouverture_1" "hours" "horaires_d_accueil" "permanences" "permanence" "jours_d_ouverture" "jours_ouverture" "ouvertures"]
        ["horaires" "openinghours" "heures" "ouverture" "permanences"]
    Weeks "ouverture" "The weeks in which a stop is served."
        ["ouverture" "semaines" "parite"]
        []
    Itinerance "itinerance" "Whether it moves."
        ["itinerance" "itinerant" "mobile" "en_itinerance" "itinerante" "est_itinerant" "is_itinerant"]
        ["itineran"]
    Format "format_fs" "The form of a France Services point."
        ["format_fs"]
        []
    AccessModes "modalites_acces" "How one gets in."
        ["modalites_acces" "modalites_d_acces" "modes_accueil" "modes_d_accueil" "mode_accueil" "mode_d_accueil" "modalite_d_accueil" "modalites_d_accueil" "modalite_accueil" "modalite" "modalites"]
        []
    Accompaniment "modalites_accompagnement" "How one is helped."
        ["modalites_accompagnement" "modalites_d_accompagnement"]
        []
    Fees "frais_a_charge" "What it costs."
        ["frais_a_charge" "conditions_acces" "conditions_access" "conditions_d_acces" "tarifs" "tarif" "cout"]
        ["conditionsdacces" "tarifs"]
    Publics "publics_specifiquement_adresses" "Whom the place is for."
        ["publics_specifiquement_adresses" "publics_accueillis" "public_accueillis" "public_accueilli" "publics" "public" "type_de_public" "types_de_public" "type_de_publics" "types_de_publics" "publics_cibles" "public_cible" "publics_vises"]
        ["publicsaccueillis" "publicaccueilli" "typesdepublic" "typedepublic"]
    SpecialCare "prise_en_charge_specifique" "The special needs that the place can meet."
        ["prise_en_charge_specifique" "prises_en_charge_specifiques"]
        []
    Accessibility "accessibilite" "How people with a disability get in: a text, or the address of a sheet."
        ["accessibilite" "accessibilite_pmr" "acces_pmr" "accessible_pmr" "pmr" "accessibilite_handicap" "acces_handicape" "acces_handicapes"]
        ["accessibilite"]
    AccessSheet "fiche_acces_libre" "The address of the sheet on acceslibre.beta.gouv.fr."
        ["fiche_acces_libre" "url_acces_libre" "lien_acces_libre"]
        []
    Booking "prise_rdv" "How to make an appointment: an address of the web, or whether one can."
        ["prise_rdv" "prise_de_rdv" "prise_de_rendez_vous" "rdv" "rendez_vous" "lien_rdv" "url_rdv"]
        ["priserdv" "prisederdv"]
    Staff "effectif" "How many people help there."
        ["effectif" "effectifs" "nb_conseillers" "nombre_conseillers" "nombre_de_conseillers" "nb_conseillers_numeriques" "nombre_de_conseillers_numeriques" "nb_mediateurs" "nombre_de_mediateurs" "nb_aidants" "nombre_d_aidants" "nb_agents" "nombre_d_agents"]
        []
    Website "site_web" "Website."
        ["site_web" "site_internet" "website" "url" "web" "site_web_de_la_structure" "lien" "page_web" "internet_url"]
        ["siteweb" "siteinternet" "website"]
    Source "source" "The body that publishes the row."
        ["source" "producteur" "collecteur" "origine"]
        []
    ParentStructure "structure_parente" "The body that runs it."
        ["structure_parente" "groupe_fs" "groupe" "structure_porteuse" "porteur" "gestionnaire" "organisme_porteur" "operateur" "employeur"]
        ["structureporteuse" "structureparente" "gestionnaire"]
    Updated "date_maj" "When the row was last brought up to date."
        ["date_maj" "dat_maj" "derniere_maj" "date_de_maj" "date_mise_a_jour" "date_de_mise_a_jour" "maj" "last_update" "updated_at" "mis_a_jour_le" "mise_a_jour" "derniere_actualisation" "date_d_actualisation" "actualise_le" "derniere_mise_a_jour" "date_modification" "editdate" "updated" "date_modif" "modified"]
        ["miseajour" "datemaj" "dernieremaj"]
    Comment "commentaire" "A remark, which for a bus may describe its round."
        ["commentaire" "commentaire_horaires" "commentaires" "remarque" "remarques" "observations" "precisions" "description" "presentation" "presentation_resume"]
        ["commentaire"]
    Status "statut" "Whether the place is in service."
        ["statut" "etat" "affichage" "actif" "active" "en_service" "en_activite" "status" "is_active" "statut_lieu" "ouvert" "est_ouvert" "ouvert_au_public" "accueil_du_public" "lieu_ouvert" "statut_du_lieu"]
        []
    Closing "date_fermeture" "The day on which the place closes or is suspended."
        ["date_fermeture" "date_de_fermeture" "date_suspension" "date_de_suspension" "date_fin_service" "ferme_le" "suspendu_le" "fermeture_definitive"]
        ["datefermeture" "datesuspension"]
    Tour "tournee" "The round that a stop belongs to."
        ["tournee" "route" "circuit" "ligne" "route_id" "nom_tournee"]
        []
    Vehicle "vehicule" "The vehicle that serves a stop."
        ["vehicule" "vehicle" "id_vehicule" "immatriculation"]
        []
    Order "ordre" "The place of a stop in its round."
        ["ordre" "order" "stop_sequence" "ordre_arret" "rang"]
        []
    Recurrence "recurrence" "When the vehicle is at a stop."
        ["recurrence" "passage" "frequence" "jours_de_passage" "passages" "periodicite" "rythme" "semaine"]
        ["joursdepassage"]
    ValidFrom "valide_du" "First day of validity."
        ["valide_du" "valid_from" "date_debut" "start_date"]
        []
    ValidTo "valide_au" "Last day of validity."
        ["valide_au" "valid_to" "date_fin" "end_date"]
        []
    GeocodingScore "geocodage_score" "How sure a geocoder was, 0 to 1."
        ["result_score" "geocodage_score" "score_geocodage" "geo_score" "ban_score" "score" "geocode_score"]
        ["scoregeocod"]
    GeocodingType "geocodage_type" "What a geocoder found: a house number, a street, a commune."
        ["result_type" "geocodage_type" "type_geocodage" "geo_type" "ban_type" "geocode_type"]
        ["typegeocod"]
    GeocodedCode "geocodage_code_insee" "The commune that a geocoder found."
        ["result_citycode" "geocodage_code_insee" "ban_citycode"]
        []
    Telephone "telephone" "Telephone. Personal."
        ["telephone" "tel" "phone" "numero_de_telephone" "num_tel" "telephone_1" "portable" "mobile_phone" "tel_fixe" "contact_telephone" "fax"]
        ["telephone" "phone" "tel"]
    Mail "courriels" "E-mail address. Personal."
        ["courriels" "courriel" "mail" "email" "adresse_mail" "adresse_email" "adresse_electronique" "adresse_courriel" "contact_mail" "mail_contact"]
        ["courriel" "email" "adressemail" "adresseelectronique" "mail"]
    Person "contact" "Name of a person. Personal."
        ["contact" "nom_contact" "prenom" "prenom_contact" "nom_du_contact" "referent" "nom_referent" "responsable" "nom_du_responsable" "personne_contact" "interlocuteur" "nom_prenom" "nom_et_prenom" "conseiller" "mediateur" "nom_du_mediateur" "contact_name" "first_name" "last_name" "nom_de_famille"]
        ["nomducontact" "nomcontact" "nomdureferent" "nomduresponsable" "nometprenom" "prenomnom" "prenometnom" "prenom" "interlocuteur" "personneacontacter" "referent"]
}

/// The name of a column, prepared for matching. Create one and match it with each field.
pub(crate) struct ColumnName {
    /// The whole name without case, accents, spaces and punctuation.
    whole: String,
    /// Start and end of each word in the whole name.
    words: Vec<(usize, usize)>,
    /// The last part of a nested name: `position.lat`, `adresse/commune`.
    last: Option<String>,
    /// The part before a remark or a translation: `Nom (usuel)`, `Commune / Kumun`.
    first: Option<String>,
}

impl ColumnName {
    pub(crate) fn new(name: &str) -> Self {
        let last = name.rsplit(['.', '/', ':']).next().filter(|last| last.len() < name.len());
        let (mut words, mut end) = (Vec::new(), 0);
        for word in fold(name).split(' ') {
            words.push((end, end + word.len()));
            end += word.len();
        }
        let first = name.split(" /").next().and_then(|first| first.split('(').next());
        let first = first.filter(|first| first.len() < name.len()).map(squashed);
        Self { whole: squashed(name), words, last: last.map(squashed), first }
    }

    /// Whether the column contains surnames, because `other` is the matching column of
    /// first names: `Nom` and `Prénom`, `Nom de l'élu` and `Prénom de l'élu`.
    pub(super) fn is_surname_beside(&self, other: &Self) -> bool {
        other.whole.contains("prenom") && other.whole.replacen("prenom", "nom", 1) == self.whole
    }

    /// Whether the column contains first names.
    pub(super) fn is_first_name(&self) -> bool {
        let word = |(start, end): &(usize, usize)| &self.whole[*start..*end];
        self.words.iter().any(|at| ["prenom", "prenoms"].contains(&word(at)))
    }

    /// Whether the column contains house numbers, and `next`, the following column, the
    /// streets.
    pub(super) fn is_house_number_before(&self, next: &Self) -> bool {
        const NUMBERS: [&str; 5] = ["numero", "num", "n", "no", "numerorue"];
        const WAYS: [&str; 7] =
            ["voie", "rue", "nomvoie", "nomdevoie", "nomdelavoie", "libellevoie", "street"];
        NUMBERS.contains(&self.whole.as_str()) && WAYS.contains(&next.whole.as_str())
    }

    fn last_word(&self) -> Option<&str> {
        self.words.last().map(|(start, end)| &self.whole[*start..*end])
    }

    /// Whether the column describes the head office of the operator, not the place.
    fn is_of_the_seat(&self) -> bool {
        let word = |(start, end): &(usize, usize)| &self.whole[*start..*end] == "siege";
        self.words.iter().any(word)
    }

    /// Whether the column is part of a geometry: `geometry.type` is not a type of place.
    fn is_of_a_geometry(&self) -> bool {
        let parts = ["geometrytype", "geomtype", "geoshapetype", "geopointtype"];
        self.last.is_some() && parts.iter().any(|part| self.whole.ends_with(part))
    }

    /// Whether a geocoder added the column: it describes the match, not the place.
    fn is_geocoders(&self) -> bool {
        self.whole.starts_with("result") || self.whole.starts_with("geocod")
    }

    /// How much the name suggests a field: 1 for an exact name, less for a partial one, 0
    /// for none.
    ///
    /// For a longer name, the share of its length that the part covers counts: `Adresse de
    /// la structure` suggests an address more than a question of twelve words that mentions
    /// one.
    pub(crate) fn hint(&self, field: Field) -> f64 {
        if self.is_geocoders() && !field.is_geocoding() {
            return 0.0;
        }
        if self.is_of_a_geometry() {
            return 0.0;
        }
        let nested = self.last.as_deref().map_or(0.0, |last| 0.97 * exact(field, last));
        let first = self.first.as_deref().map_or(0.0, |first| 0.9 * exact(field, first));
        // `Nom (responsable)` is the name of a person.
        let personal = self.last_word().is_some_and(|word| exact(Field::Person, word) > 0.0);
        let first = if personal { 0.0 } else { first };
        let hint = exact(field, &self.whole).max(nested).max(first).max(self.partial(field));
        if self.is_of_the_seat() { 0.85 * hint } else { hint }
    }

    /// How much a part of the name suggests a field. A part of at most four letters must be
    /// a whole word.
    fn partial(&self, field: Field) -> f64 {
        let parts = field.parts().iter().filter_map(|part| {
            let at = match part.len() {
                0..=4 => {
                    let is_part =
                        |(start, end): &&(usize, usize)| &self.whole[*start..*end] == *part;
                    self.words.iter().find(is_part)?.0
                }
                _ => self.whole.find(part)?,
            };
            let share = part.len() as f64 / self.whole.len() as f64;
            Some(if at == 0 { 0.5 + 0.35 * share } else { 0.35 + 0.45 * share })
        });
        parts.fold(0.0, f64::max)
    }

    /// How much the values alone prove the field, when the name gives no hint.
    pub(super) fn proof(&self, field: Field, values: &ColumnProfile) -> f64 {
        // Few values prove little.
        let weight = values.filled as f64 / (values.filled as f64 + 3.0);
        if self.is_geocoders() { 0.0 } else { weight * field.proof(values) }
    }
}

fn exact(field: Field, column: &str) -> f64 {
    let bare = |alias: &str| alias.bytes().filter(|byte| *byte != b'_').eq(column.bytes());
    let rank = field.aliases().iter().position(|alias| bare(alias));
    // The order of the aliases only decides between two of them in one list.
    rank.map_or(0.0, |rank| 1.0 - 0.003 * rank.min(60) as f64)
}

fn squashed(name: &str) -> String {
    fold(name).replace(' ', "")
}

impl Field {
    /// The field with this name in a mapping.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.name() == name)
    }

    /// Whether the field concerns a person, and is kept only on request.
    pub fn is_personal(self) -> bool {
        matches!(self, Self::Telephone | Self::Mail | Self::Person)
    }

    /// Whether the field describes the geocoding of a position.
    fn is_geocoding(self) -> bool {
        matches!(self, Self::GeocodingScore | Self::GeocodingType | Self::GeocodedCode)
    }

    /// Whether the field is free text.
    pub(crate) fn is_free_text(self) -> bool {
        !matches!(
            self,
            Self::Pivot | Self::PostalCode | Self::Updated | Self::Format | Self::Itinerance
        ) && !self.is_personal()
    }

    /// Whether the field is a coordinate. Coordinates are judged together, by the places
    /// they give.
    pub fn is_position(self) -> bool {
        matches!(self, Self::Latitude | Self::Longitude | Self::Point)
    }

    /// Whether a place keeps the field as a detail, under its name.
    pub fn is_detail(self) -> bool {
        !self.is_position()
            && !matches!(
                self,
                Self::Id
                    | Self::Name
                    | Self::CommuneCode
                    | Self::PostalTown
                    | Self::AddressNumber
                    | Self::Weeks
                    | Self::Status
                    | Self::Closing
                    | Self::Tour
                    | Self::Vehicle
                    | Self::Order
                    | Self::Recurrence
                    | Self::ValidFrom
                    | Self::ValidTo
                    | Self::GeocodingScore
                    | Self::GeocodingType
                    | Self::GeocodedCode
                    | Self::Departement
            )
    }

    /// Whether the field has several values.
    pub fn is_list(self) -> bool {
        matches!(
            self,
            Self::Typologie
                | Self::Services
                | Self::Labels
                | Self::Itinerance
                | Self::AccessModes
                | Self::Accompaniment
                | Self::OtherLabels
                | Self::Trainings
                | Self::OtherTrainings
                | Self::Publics
                | Self::SpecialCare
                | Self::Fees
        )
    }

    /// The share of a column's values that fit this field, 0 to 1; `None` when every text
    /// fits.
    pub(super) fn fit(self, values: &ColumnProfile) -> Option<f64> {
        Some(match self {
            Self::Id => values.distinct,
            Self::Pivot => values.register_numbers,
            Self::Name => values.titles,
            Self::Commune => values.commune_names,
            Self::PostalCode => values.postal_codes,
            Self::CommuneCode => values.commune_codes,
            Self::Departement => values.departements,
            Self::PostalTown => values.posts_with_communes,
            Self::Address => values.addresses.max(values.full_addresses),
            Self::AddressNumber => values.house_numbers,
            // Values of a kind repeat, in a list that is long enough.
            Self::Typologie if values.filled < 20 => return None,
            Self::Typologie => {
                (1.0 - values.distinct * values.distinct) * (1.0 - 0.5 * values.numbers)
            }
            // `Label FS ?` is a question, and its yes/no answers are not labels.
            Self::Labels | Self::Services | Self::Publics if values.flags > 0.5 => 0.0,
            Self::Hours => values.hours,
            Self::Itinerance => values.moves,
            Self::Website | Self::AccessSheet => values.websites,
            Self::Updated | Self::Closing => values.dates,
            Self::Status => values.statuses,
            Self::Order => values.ranks,
            Self::GeocodingScore => values.scores,
            Self::GeocodingType => values.geocoding_types,
            Self::GeocodedCode => values.commune_codes,
            Self::Telephone => values.telephones,
            Self::Mail => values.mails,
            _ => return None,
        })
    }

    /// How much the values alone prove the field, when the name gives no hint. Most texts
    /// prove nothing; a column of SIRET or of street names proves nearly everything.
    fn proof(self, values: &ColumnProfile) -> f64 {
        match self {
            Self::Mail => 0.8 * values.mails,
            Self::Telephone => 0.8 * values.telephones,
            Self::Pivot => 0.75 * values.register_numbers,
            Self::Commune => 0.75 * values.commune_names,
            Self::CommuneCode => 0.7 * values.codes_not_postal,
            Self::PostalCode => 0.7 * values.postal_codes,
            Self::PostalTown => 0.75 * values.posts_with_communes,
            Self::Address => {
                0.7 * values.addresses.max(values.full_addresses - values.posts_with_communes)
            }
            Self::Website => 0.75 * values.websites,
            Self::Name => 0.65 * values.titles,
            Self::Hours => 0.55 * values.hours,
            _ => 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hint(field: Field, name: &str) -> f64 {
        ColumnName::new(name).hint(field)
    }

    #[test]
    fn a_name_is_its_fields_own_however_it_is_spelt() {
        for name in ["Code INSEE", "CODE.INSEE", "code_insee", "CodeInsee"] {
            assert!(hint(Field::CommuneCode, name) > 0.95, "{name}");
        }
        assert!(hint(Field::Latitude, "position.lat") > 0.9);
        assert!(hint(Field::Name, "lib_fs") > hint(Field::Name, "name"));
    }

    #[test]
    fn a_long_name_hints_the_less_the_longer_it_is() {
        let address = hint(Field::Address, "Adresse de la médiathèque");
        let question = hint(
            Field::Address,
            "À quelle autre adresse peut-on s'adresser pour un rendez-vous en cas de besoin ?",
        );
        assert!(address > 0.5 && question < 0.45, "{address} {question}");
        assert_eq!(hint(Field::Itinerance, "couleur"), 0.0);
        assert_eq!(hint(Field::Labels, "result_label"), 0.0);
    }

    #[test]
    fn no_two_fields_claim_one_name_but_for_the_known_ones() {
        let mut claimed = std::collections::BTreeMap::new();
        for field in Field::ALL {
            for alias in field.aliases() {
                let before = claimed.insert(alias.replace('_', ""), field);
                assert_eq!(before, None, "{alias}");
            }
        }
    }
}
