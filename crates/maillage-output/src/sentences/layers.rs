//! Titles of layers and tables, and what each is for.

use maillage_words::words;

words! {
    communes { fr: "Communes : accès à l'aide numérique", en: "Communes: access to digital help", }
    communes_about {
        fr: "Une ligne par commune : distance à l'aide, personnes non couvertes et motif.",
        en: "A row for each commune: how far help is, who is not covered, and why.",
    }
    places { fr: "Lieux d'aide", en: "Places of help", }
    places_about {
        fr: "Une ligne par lieu, sans doublon : type, jours et heures d'ouverture.",
        en: "A row for each place, without duplicates: its kind, and when it is open.",
    }
    tours { fr: "Tournées", en: "Rounds", }
    tours_about {
        fr: "Le tracé de chaque tournée et ses arrêts.",
        en: "The line of each round, and its stops.",
    }
    tour_lines { fr: "Tournées : tracés", en: "Rounds: lines", }
    tour_stops { fr: "Tournées : arrêts", en: "Rounds: stops", }
    territories { fr: "Territoires", en: "Territories", }
    territories_about {
        fr: "Une ligne par territoire (EPCI, arrondissement, département, région…), mesuré dans son ensemble.",
        en: "A row for each territory (EPCI, arrondissement, département, région…), measured as a whole.",
    }
    gaps { fr: "Lacunes", en: "Gaps", }
    gaps_about {
        fr: "Une ligne par groupe de communes voisines présentant le même manque, avec les solutions possibles.",
        en: "A row for each group of adjoining communes that lack the same, with possible solutions.",
    }
    change { fr: "Évolution par commune", en: "Change by commune", }
    change_about {
        fr: "Une ligne par commune : évolution d'une mesure à l'autre, et nombre d'habitants en cause.",
        en: "A row for each commune: what changed from one measure to the other, and for how many residents.",
    }
    changed_places { fr: "Évolution des lieux", en: "Change of places", }
    changed_places_about {
        fr: "Une ligne par lieu : apparu, disparu, déplacé, passé d'itinérant à fixe, ou inchangé.",
        en: "A row for each place: appeared, vanished, moved, become fixed or itinerant, or unchanged.",
    }
    limits { fr: "Limites", en: "Borders", }
    limits_about {
        fr: "Une ligne par département et par EPCI : la réunion de leurs communes qui sont dans le territoire étudié.",
        en: "A row for each département and EPCI: the union of its communes in the study area.",
    }
    ledger { fr: "Registre des lignes lues", en: "Account of every row read", }
    ledger_about {
        fr: "Pour chaque fichier : lignes lues = retenues + fusionnées + écartées ; puis chaque ligne corrigée, signalée, fusionnée ou écartée, avec le motif.",
        en: "For each file: rows read = kept + merged + set aside; then each row repaired, flagged, merged or set aside, with the reason.",
    }
    sources { fr: "Sources", en: "Sources", }
    sources_about {
        fr: "Fichiers et données géographiques utilisés, avec leur millésime et leur empreinte.",
        en: "The files and geographic data that were used, with their vintage and checksum.",
    }
}

// Columns of the tables.

words! {
    file { fr: "Fichier", en: "File", }
    line { fr: "Ligne", en: "Line", }
    last_line { fr: "Dernière ligne", en: "Last line", }
    fate { fr: "Traitement", en: "Treatment", }
    code { fr: "Code", en: "Code", }
    value { fr: "Valeur", en: "Value", }
    message { fr: "Explication", en: "Explanation", }
    read { fr: "Lues", en: "Read", }
    kept { fr: "Retenues", en: "Kept", }
    merged { fr: "Fusionnées", en: "Merged", }
    set_aside { fr: "Écartées", en: "Set aside", }
    role { fr: "Rôle", en: "Role", }
    schema { fr: "Schéma reconnu", en: "Schema recognised", }
    format { fr: "Format", en: "Format", }
    vintage { fr: "Millésime", en: "Vintage", }
    checksum { fr: "Empreinte SHA-256", en: "SHA-256 checksum", }
}

// What a Shapefile loses.

sentences! {
    column_renamed {
        fr: "Shapefile : 1 colonne porte un nom abrégé, un nom de champ étant limité à 10 caractères ; le fichier .champs.csv indique laquelle.",
        en: "Shapefile: 1 column has a shorter name, since a field name has 10 characters at most; the file .champs.csv says which.",
    }
    columns_renamed(columns: usize) {
        fr: "Shapefile : {columns} colonnes portent un nom abrégé, un nom de champ étant limité à 10 caractères ; le fichier .champs.csv indique lesquelles.",
        en: "Shapefile: {columns} columns have shorter names, since a field name has 10 characters at most; the file .champs.csv says which.",
    }
    text_cut(column: &str) {
        fr: "Shapefile : dans la colonne {column}, 1 texte dépasse 254 octets et sera tronqué ; les autres formats le conservent en entier.",
        en: "Shapefile: in the column {column}, 1 text is longer than 254 bytes and will be cut; other formats keep it whole.",
    }
    texts_cut(column: &str, rows: usize) {
        fr: "Shapefile : dans la colonne {column}, {rows} textes dépassent 254 octets et seront tronqués ; les autres formats les conservent en entier.",
        en: "Shapefile: in the column {column}, {rows} texts are longer than 254 bytes and will be cut; other formats keep them whole.",
    }
}

// The first sheet of a workbook.

words! {
    read_me { fr: "Lisez-moi", en: "Read me", }
    sheet { fr: "Feuille", en: "Sheet", }
    title { fr: "Titre", en: "Title", }
    holds { fr: "Contenu", en: "Contents", }
    rows { fr: "Lignes", en: "Rows", }
    run { fr: "Exécution", en: "Run", }
    empty_columns_left_out {
        fr: "Les colonnes sans aucune valeur ne sont pas reprises ici ; les fichiers de données les contiennent toutes.",
        en: "Columns without any value are left out here; the data files have all of them.",
    }
}
