//! Titles of layers and tables, and what each is for.

words! {
    communes { fr: "Communes : accès à l'aide numérique", en: "Communes: access to digital help", }
    communes_about {
        fr: "Une ligne par commune : à quelle distance est l'aide, qui n'est pas couvert, et pourquoi.",
        en: "A row for each commune: how far help is, who is not covered, and why.",
    }
    places { fr: "Lieux d'aide", en: "Places of help", }
    places_about {
        fr: "Une ligne par lieu, chaque lieu une seule fois : de quel type il est, quand il est ouvert.",
        en: "A row for each place, each place once: of what kind it is, when it is open.",
    }
    tours { fr: "Tournées", en: "Rounds", }
    tours_about {
        fr: "Le tracé de chaque tournée et ses arrêts.",
        en: "The line of each round, and its stops.",
    }
    tour_lines { fr: "Tournées : tracés", en: "Rounds: lines", }
    tour_stops { fr: "Tournées : arrêts", en: "Rounds: stops", }
    territories { fr: "Territoires", en: "Territories", }
    territories_about {
        fr: "Une ligne par territoire (EPCI, arrondissement, département, région…), mesuré comme une seule commune.",
        en: "A row for each territory (EPCI, arrondissement, département, région…), measured as one commune.",
    }
    gaps { fr: "Lacunes", en: "Gaps", }
    gaps_about {
        fr: "Une ligne par groupe de communes voisines auxquelles il manque la même chose, et ce qui y remédierait.",
        en: "A row for each group of adjoining communes that lack the same, and what would mend it.",
    }
    change { fr: "Évolution par commune", en: "Change by commune", }
    change_about {
        fr: "Une ligne par commune : ce qui a changé d'une mesure à l'autre, et pour combien d'habitants.",
        en: "A row for each commune: what changed from one measure to the other, and for how many residents.",
    }
    changed_places { fr: "Évolution des lieux", en: "Change of places", }
    changed_places_about {
        fr: "Une ligne par lieu : apparu, disparu, déplacé ou inchangé.",
        en: "A row for each place: appeared, vanished, moved or unchanged.",
    }
    ledger { fr: "Compte de chaque ligne lue", en: "Account of every row read", }
    ledger_about {
        fr: "Pour chaque fichier : lignes lues = retenues + fusionnées + écartées ; puis chaque ligne réparée, signalée, fusionnée ou écartée, avec la raison.",
        en: "For each file: rows read = kept + merged + set aside; then each row repaired, flagged, merged or set aside, with the reason.",
    }
    sources { fr: "Sources", en: "Sources", }
    sources_about {
        fr: "Les fichiers et la géographie dont le résultat est tiré, avec leur millésime et leur empreinte.",
        en: "The files and the geography that the result was made of, with their vintage and checksum.",
    }
}

// Columns of the tables.

words! {
    file { fr: "Fichier", en: "File", }
    line { fr: "Ligne", en: "Line", }
    last_line { fr: "Dernière ligne", en: "Last line", }
    fate { fr: "Sort", en: "Fate", }
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
        fr: "Shapefile : 1 colonne porte un nom abrégé, car un champ a 10 lettres au plus ; le fichier .champs.csv dit laquelle.",
        en: "Shapefile: 1 column has a shorter name, since a field has 10 letters at most; the file .champs.csv says which.",
    }
    columns_renamed(columns: usize) {
        fr: "Shapefile : {columns} colonnes portent un nom abrégé, car un champ a 10 lettres au plus ; le fichier .champs.csv dit lesquelles.",
        en: "Shapefile: {columns} columns have shorter names, since a field has 10 letters at most; the file .champs.csv says which.",
    }
    text_cut(column: &str) {
        fr: "Shapefile : dans la colonne {column}, 1 texte dépasse 254 octets et sera coupé ; les autres formats le gardent entier.",
        en: "Shapefile: in the column {column}, 1 text is longer than 254 bytes and will be cut; other formats keep it whole.",
    }
    texts_cut(column: &str, rows: usize) {
        fr: "Shapefile : dans la colonne {column}, {rows} textes dépassent 254 octets et seront coupés ; les autres formats les gardent entiers.",
        en: "Shapefile: in the column {column}, {rows} texts are longer than 254 bytes and will be cut; other formats keep them whole.",
    }
}

// The first sheet of a workbook.

words! {
    read_me { fr: "Lisez-moi", en: "Read me", }
    sheet { fr: "Feuille", en: "Sheet", }
    title { fr: "Titre", en: "Title", }
    holds { fr: "Contenu", en: "Holds", }
    rows { fr: "Lignes", en: "Rows", }
    run { fr: "Exécution", en: "Run", }
    empty_columns_left_out {
        fr: "Les colonnes sans aucune valeur ne sont pas reprises ; les fichiers de données les ont toutes.",
        en: "Columns without any value are left out; the data files have all of them.",
    }
}
