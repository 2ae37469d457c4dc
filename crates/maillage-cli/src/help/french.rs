//! The help of the command line in French.
//!
//! Spaces are those of French printing: U+00A0 before a colon or a per cent sign and inside
//! guillemets, U+202F before `;`, `!` and `?`.

/// A command: its name, what it does in a line, more of it (may be empty), its examples.
pub(super) struct Command {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) more: &'static str,
    pub(super) examples: &'static str,
}

/// An option: the commands that have it with these words (empty: all others), its identifier
/// (clap id: the field name), its help in a line, more of it (may be empty), the name of its
/// value (may be empty: keep).
///
/// Names of values are for what is shown only: `settings`, `record` and `paths` know the files of
/// a command by `FILE` in the names that its fields have.
pub(super) struct Argument {
    pub(super) of: &'static [&'static str],
    pub(super) id: &'static str,
    pub(super) help: &'static str,
    pub(super) more: &'static str,
    pub(super) value: &'static str,
}

/// A value of an option: identifier of the option, value, its help.
pub(super) struct Value {
    pub(super) of: &'static str,
    pub(super) name: &'static str,
    pub(super) help: &'static str,
}

/// The word before a usage line.
pub(super) const USAGE: &str = "Utilisation";
/// The heading of commands; clap writes a colon after it, and after the others.
pub(super) const COMMANDS_HEADING: &str = "Commandes ";
/// The heading of the options of every command.
pub(super) const OPTIONS_HEADING: &str = "Options ";
/// Before the default of an option.
pub(super) const DEFAULT: &str = "par défaut";
/// Before the possible values of an option.
pub(super) const POSSIBLE_VALUES: &str = "valeurs possibles";
/// What `--help` does, where short and long help are alike.
pub(super) const HELP: &str = "Afficher l'aide";
/// What `-h` and `--help` do, where short and long help differ.
pub(super) const HELP_SHORT: &str = "Afficher l'aide (résumée avec -h, complète avec --help)";
/// What `--version` does.
pub(super) const VERSION: &str = "Afficher la version";
/// In a usage line, for `<COMMAND>`.
pub(super) const COMMAND_PLACE: &str = "COMMANDE";

/// The commands; `""` is the program itself.
pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "",
        about: "Montrer sur une carte qui, en France, a une aide numérique à sa portée, et qui n'en \
                a pas",
        more: "",
        examples: PROGRAM_EXAMPLES,
    },
    Command {
        name: "demo",
        about: "Effectuer l'ensemble du traitement sur un département fictif, sans fichier ni \
                réseau",
        more: "Les listes fictives sont écrites aussi, avec des défauts semblables à ceux des \
               listes réelles, pour que toutes les autres commandes puissent y être essayées.",
        examples: DEMO_EXAMPLES,
    },
    Command {
        name: "check",
        about: "Indiquer la nature de chaque fichier et ses défauts, ligne par ligne",
        more: "Les contours de communes donnés parmi les fichiers servent à contrôler les \
               positions et les codes des autres ; il en va de même des tables de passage et des \
               tables du Code officiel géographique. Pour les listes de lieux, les contours et les \
               tableaux par commune, la commande affiche comment chaque colonne a été comprise, et \
               pourquoi, sous la forme d'un mapping.toml qui peut être corrigé, puis donné à son \
               tour. Le code de sortie est 1 si un fichier ne peut pas être lu du tout.",
        examples: CHECK_EXAMPLES,
    },
    Command {
        name: "catalogue",
        about: "Écrire les lieux eux-mêmes, vérifiés et dédoublonnés, une entité par lieu",
        more: "L'inventaire d'un territoire : chaque lieu une seule fois, avec la liste et la \
               ligne où il a été lu, et à côté son style QGIS et le registre des lignes lues.",
        examples: CATALOGUE_EXAMPLES,
    },
    Command {
        name: "coverage",
        about: "Mesurer à quelle distance de l'aide se trouve chaque commune, et en dresser la \
                carte",
        more: "Lit les listes telles quelles, vérifie chaque ligne, et écrit une couche des \
               communes, avec à côté son style QGIS (x.qml) et le registre des lignes lues \
               (x.ledger.csv) ; ou une carte, une page, un projet ou un classeur, selon \
               l'extension de --out.",
        examples: COVERAGE_EXAMPLES,
    },
    Command {
        name: "diagnose",
        about: "Passer des communes aux territoires et aux décisions : lacunes, remèdes, effets \
                d'un projet",
        more: "Prend tout ce que prend `coverage`, et écrit un ensemble de fichiers : les communes \
               (x.geojson), les territoires qui les regroupent (x.territoires.geojson et .csv : \
               EPCI, arrondissements, départements, régions, hubs), les lacunes et ce qui y \
               remédierait (x.lacunes.geojson), les lieux et les personnes qui dépendent de \
               chacun (x.lieux.geojson), et le nombre de lieux ouverts par jour et par heure \
               (x.ouverture.csv). Chaque couche a son style QGIS.",
        examples: DIAGNOSE_EXAMPLES,
    },
    Command {
        name: "access",
        about: "Calculer l'accès, ou l'équité, à partir de tables seules, de n'importe quel pays",
        more: "Lit les temps de trajet ou les distances écrits par r5r, OSRM, pandana ou un autre \
               outil, et indique pour chaque point de départ ce qui est à sa portée, ou la part \
               qui lui en revient quand l'offre est partagée. Les données n'ont besoin ni d'être \
               situées en France, ni de figurer sur une carte. Les coûts sont lus au fil de \
               l'eau : dix millions de trajets et davantage.",
        examples: ACCESS_EXAMPLES,
    },
    Command {
        name: "compare",
        about: "Comparer deux couches de communes : qui a gagné une aide à sa portée, qui l'a \
                perdue",
        more: "Les couches sont celles qu'écrivent `coverage` ou `diagnose`, avec les mêmes paramètres : \
               même seuil, mêmes origines, mêmes trajets, mêmes horaires et même besoin. Les \
               personnes sont comptées avec une seule population pour les deux. Les communes \
               fusionnées ou séparées entre les deux sont comparées ensemble.",
        examples: COMPARE_EXAMPLES,
    },
    Command {
        name: "map",
        about: "Dessiner une carte mise en page à partir de couches déjà écrites",
        more: "Une page prête à remettre : titre, légende, échelle, noms des villes, limites, \
               cartons pour Paris et les territoires d'outre-mer, sources. Les couches sont \
               celles qu'écrivent `coverage`, `diagnose` ou `compare`, en GeoJSON, GeoPackage ou \
               FlatGeobuf ; les lieux d'un `diagnose` ou d'un `catalogue` sont dessinés sur des \
               communes, à donner elles aussi.",
        examples: MAP_EXAMPLES,
    },
    Command {
        name: "rates",
        about: "Énumérer les tables de taux fournies avec maillage, ou en afficher une à modifier",
        more: "Chaque chiffre d'une table a sa source et dit s'il a été vérifié. Pour établir sa \
               propre table, partir de l'une d'elles : l'enregistrer dans un fichier, la modifier, \
               et la donner avec --rates.",
        examples: RATES_EXAMPLES,
    },
    Command {
        name: "replay",
        about: "Refaire une sortie d'après ce qu'elle consigne de son exécution",
        more: "Les fichiers de l'exécution sont cherchés par leur nom dans les dossiers de \
               --inputs, à côté de la sortie et dans le dossier courant. La nouvelle sortie est \
               identique, octet pour octet, si les fichiers n'ont pas changé ; ceux qui ont changé \
               sont nommés.",
        examples: REPLAY_EXAMPLES,
    },
    Command {
        name: "help",
        about: "Afficher l'aide d'une commande, ou une page du manuel",
        more: "",
        examples: "",
    },
];

const PROGRAM_EXAMPLES: &str = "\
Exemples :
  maillage demo
  maillage check lieux.json
  maillage coverage lieux.json liste-fs.csv --within Charente --out couverture.geojson
  maillage diagnose lieux.json liste-fs.csv --within Charente --out diagnostic.geojson
  maillage compare 2025.geojson 2026.geojson --out evolution.geojson
  maillage map charente.geojson --style distance --out carte.pdf
  maillage catalogue --mediation lieux.json --france-services liste-fs.csv --out lieux.geojson
  maillage access --costs trajets.csv --demand habitants.csv --supply medecins.csv \\
      --method e2sfca --max-cost 30 --out acces.csv
  maillage rates
  maillage replay charente.geojson

Chaque commande a ses propres exemples : maillage coverage --help
Le manuel est dans le programme : maillage aide, puis maillage aide premiere-carte";

const DEMO_EXAMPLES: &str = "\
Exemple :
  maillage demo --out ma-demo";

const CHECK_EXAMPLES: &str = "\
Exemples :
  maillage check lieux.json
  maillage check lieux.json communes-16.geojson       positions comparées à ces contours
  maillage check lieux.xlsx --save-mapping mapping.toml
                                                      puis le corriger, et :
  maillage check lieux.xlsx --mapping mapping.toml
  maillage check *.csv --json                         un objet JSON par fichier, pour des programmes";

const CATALOGUE_EXAMPLES: &str = "\
Exemples :
  maillage catalogue lieux.json liste-fs.csv bus.json --within Charente --out lieux.geojson
                                    la nature de chaque fichier est reconnue, et affichée en premier

  maillage catalogue --mediation lieux.json --france-services liste-fs.csv \\
      --itinerant bus.json --within 16 --out lieux.geojson \\
      --rounds tournees.geojson --calendar tournees.ics

  maillage catalogue lieux.json --within Charente --public seniors --free --out seniors.geojson
                                    les lieux gratuits qui accueillent les seniors, et eux seuls";

const COVERAGE_EXAMPLES: &str = "\
Exemples :
  Une liste suffit : contours, noms, habitants et mairies sont dans le programme :
    maillage coverage lieux.csv --within Charente --out charente.geojson

  Deux listes et un bus ; la nature de chaque fichier est reconnue, et affichée en premier :
    maillage coverage lieux.json liste-fs.csv bus.json --within Charente --out charente.geojson

  La même chose avec ses propres contours et habitants, la nature de chacun étant donnée :
    maillage coverage --communes communes-16.geojson --mediation lieux.json \\
        --france-services liste-fs.csv --itinerant bus.json --population population.csv \\
        --out charente.geojson

  Un EPCI, avec les lieux jusqu'à 40 km au-delà :
    maillage coverage lieux.json liste-fs.csv --within \"CA du Grand Angoulême\" \\
        --buffer-km 40 --out angouleme.geojson

  L'illectronisme estimé d'après les âges, calé sur le taux publié, depuis les lieux d'habitation :
    maillage coverage … --population pop.csv --ages base-cc-evol-struct-pop-2021_csv.zip \\
        --rates insee-2021 --close-to-total --split-bands pyramid --calibrate fr=15.4% \\
        --residents carreaux_200m_met.csv --out illectronisme.geojson

  Un autre besoin que l'illectronisme : un indice, les personnes de plus de 75 ans :
    maillage coverage … --illectronism ifn.csv --need-column score_global --out indice.geojson
    maillage coverage … --illectronism ages.csv --need-column P22_POP75P --out plus-de-75-ans.geojson

  Qui est couvert le samedi, après le travail, à un moment donné, ou deux heures par semaine :
    maillage coverage … --window samedi --out samedi.geojson
    maillage coverage … --window \"lundi-vendredi 18h-20h\" --out soir.geojson
    maillage coverage … --at 2026-10-06T10:00 --out mardi.geojson
    maillage coverage … --min-minutes-per-week 120 --out hebdomadaire.geojson

  Qui est proche d'une aide gratuite aux démarches ; d'un conseiller numérique, d'Aidants Connect :
    maillage coverage … --service \"aide aux démarches\" --free --out demarches.geojson
    maillage coverage … --label CNFS --label \"Aidants Connect\" --out labels.geojson

  Une carte mise en page, sous forme d'image, de qui est couvert le samedi :
    maillage coverage … --window samedi --map samedi.svg --map samedi.png
    maillage coverage … --map besoin.pdf --style need

  Dans QGIS, glisser le .geojson sur la carte : son style et ses titres se chargent d'eux-mêmes.";

const DIAGNOSE_EXAMPLES: &str = "\
Exemples :
  Une liste suffit :
    maillage diagnose lieux.json --within Charente --out charente.geojson

  Avec le besoin, pour compter des personnes concernées et non des habitants :
    maillage diagnose lieux.json liste-fs.csv ages.csv --rates insee-2021 --close-to-total \\
        --split-bands pyramid --within Charente --out charente.geojson

  Et si un France Services ouvrait à Pleuville :
    maillage diagnose lieux.json --within Charente --out charente.geojson \\
        --add 0.49,46.08:france_services:Pleuville

  Avec les quartiers de la politique de la ville, et les communes d'un dispositif :
    maillage diagnose lieux.json --within Charente --out charente.geojson \\
        --zones QPV=qpv.geojson --zones ACV=action-coeur-de-ville.csv

  Avec les hubs d'un fichier, sous [hubs] : rhinocc = [\"dep:12\", \"dep:30\", \"200066355\"]
    maillage diagnose liste-fs.csv --within Occitanie --config maillage.toml --out hub.geojson

  Dans QGIS, glisser les .geojson sur la carte : leurs styles et titres se chargent d'eux-mêmes.";

const ACCESS_EXAMPLES: &str = "\
Exemples :
  Médecins par habitant, partagés entre tous, d'après des temps de trajet en minutes :
    maillage access --costs trajets.csv.gz --demand habitants.csv --supply medecins.csv \\
        --method e2sfca --decay step:10=1,20=0.68,30=0.22 --out acces.csv

  Emplois à 30 minutes ou moins, et temps de trajet vers les trois plus proches :
    maillage access --costs trajets.csv --supply emplois.csv --method cumulative --max-cost 30 \\
        --nearest 3 --out a-30-minutes.csv

  Les colonnes à lire dans des tables qui en ont plusieurs :
    maillage access --costs trajets.csv --cost-column travel_time_p85 \\
        --demand secteurs.csv --demand-column pop65 --supply secteurs.csv --supply-column lits \\
        --method 3sfca --decay gaussian:15 --max-cost 45 --out lits.csv

  À quel point cet accès est inégal, par région, et qui a moins de 0,5 :
    maillage access --equity acces.csv --group-column region --line min:0.5 --out equite.csv";

const COMPARE_EXAMPLES: &str = "\
Exemples :
  maillage compare 2022.geojson 2024.geojson
  maillage compare 2022.geojson 2024.geojson --population after --out evolution.geojson

  Avec les lieux eux-mêmes, d'après les catalogues des deux années :
  maillage compare 2022.geojson 2024.geojson --places-before lieux-2022.geojson \\
      --places-after lieux-2024.geojson --out evolution.geojson

  Deux couches se comparent si leurs calculs ont eu les mêmes options : refaire celui de
  l'ancienne liste avec les options de la nouvelle.";

const MAP_EXAMPLES: &str = "\
Exemples :
  maillage map charente.geojson --out carte.pdf
  maillage map charente.geojson charente.lieux.geojson --style need --out besoin.png
  maillage map charente.territoires.geojson charente.geojson --style territories --out epci.svg
  maillage map charente.geojson --style distance --breaks quantiles:5 --out quantiles.png";

const RATES_EXAMPLES: &str = "\
Exemples :
  maillage rates
  maillage rates insee-2021 > mes-taux.toml";

const REPLAY_EXAMPLES: &str = "\
Exemples :
  maillage replay charente.geojson
  maillage replay charente.geojson --inputs listes --inputs tableaux --out refait.geojson";

/// The arguments of all commands, in the order of their kinds.
pub(super) const ARGUMENTS: &[Argument] = &[
    Argument {
        of: &["help"],
        id: "topic",
        help: "Commande, ou page du manuel ; à défaut, la liste des commandes et des pages",
        more: "",
        value: "SUJET",
    },
    // Every command.
    Argument {
        of: &[],
        id: "quiet",
        help: "Ne rien afficher d'autre que les erreurs",
        more: "",
        value: "",
    },
    Argument {
        of: &[],
        id: "verbose",
        help: "Afficher davantage : chaque ligne réparée, fusionnée ou écartée",
        more: "",
        value: "",
    },
    Argument {
        of: &[],
        id: "threads",
        help: "Nombre de fils d'exécution ; par défaut, un par cœur",
        more: "",
        value: "",
    },
    Argument {
        of: &[],
        id: "lang",
        help: "Langue de l'aide, des messages, du rapport, du registre et des titres de colonnes",
        more: "",
        value: "LANGUE",
    },
    // Files.
    Argument {
        of: &["check"],
        id: "files",
        help: "Fichiers à lire, de toute nature admise par maillage",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &["catalogue"],
        id: "files",
        help: "Listes de lieux et contours de communes. La nature de chaque fichier est reconnue \
               et affichée en premier, sauf si une option en décide autrement",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &[],
        id: "files",
        help: "Fichiers à lire, de toute nature admise par maillage. La nature de chacun est \
               reconnue et affichée en premier, sauf si une option en décide autrement",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &["catalogue"],
        id: "communes",
        help: "Contours des communes, pour contrôler les positions d'après les communes que les \
               lignes indiquent, et situer les lignes sans position",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &[],
        id: "communes",
        help: "Contours des communes (GeoJSON, GeoPackage, FlatGeobuf ou Shapefile) ; à défaut, \
               ceux de la France, fournis avec le programme",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &[],
        id: "mediation",
        help: "Listes de lieux de médiation numérique, au standard national ou aux colonnes propres \
               à leur producteur",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &[],
        id: "france_services",
        help: "Listes France Services (la liste nationale de 2021, de 2022 ou de 2024, ou toute \
               autre)",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &[],
        id: "itinerant",
        help: "Arrêts de tournées itinérantes (tournee, ordre, arret, latitude, longitude, \
               recurrence…), leurs tracés, ou un flux GTFS (.zip)",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &[],
        id: "catalogue",
        help: "Catalogues écrits par `maillage catalogue` et corrigés à la main : seuls, ils \
               tiennent lieu de liste ; avec d'autres listes, ils les corrigent",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &[],
        id: "school_holidays",
        help: "Vacances scolaires, pour les horaires qu'elles interrompent : zone, debut, fin, ou \
               le calendrier scolaire tel qu'il est publié",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &[],
        id: "mapping",
        help: "Sens des colonnes des listes, des contours et des tableaux, là où il n'est pas \
               reconnu : un mapping.toml, dont `maillage check --save-mapping` écrit une ébauche",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &[],
        id: "keep_contacts",
        help: "Conserver dans les sorties les courriels, les numéros de téléphone et les noms de \
               personnes",
        more: "",
        value: "",
    },
    Argument {
        of: &["access"],
        id: "max_input_size",
        help: "Refuser les fichiers plus gros que cette taille : un nombre avec ko, Mo ou Go",
        more: "",
        value: "TAILLE",
    },
    Argument {
        of: &[],
        id: "max_input_size",
        help: "Refuser les fichiers plus gros que cette taille : un nombre avec ko, Mo ou Go. La \
               lecture d'un fichier prend au plus 1 Go de mémoire, ou vingt fois sa taille si \
               c'est davantage",
        more: "",
        value: "TAILLE",
    },
    Argument {
        of: &["compare"],
        id: "population",
        help: "Si les deux couches ne comptent pas la même population : celle qui est retenue pour \
               les deux",
        more: "",
        value: "COUCHE",
    },
    Argument {
        of: &[],
        id: "population",
        help: "Habitants par commune (un CSV, ou tout tableau avec un code et PMUN, pop_municipale, \
               population…)",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &[],
        id: "illectronism",
        help: "Illectronisme par commune : des personnes, ou un taux avec --population ; les bornes \
               sont facultatives. Tout autre besoin avec --need-column",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &[],
        id: "ages",
        help: "Habitants par âge et par commune, pour estimer l'illectronisme avec --rates \
               (base-cc-evol-struct-pop ou TD_POP1B de l'Insee, tels que téléchargés ; ou des \
               parts)",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &[],
        id: "rates",
        help: "Taux par âge : insee-2021, insee-2019, ou un fichier de taux (`maillage rates` les \
               énumère et les affiche)",
        more: "",
        value: "NOM|FICHIER",
    },
    Argument {
        of: &[],
        id: "margins",
        help: "Habitants par diplôme, ou autre critère, et par commune, pour les taux qui ont des \
               marges",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &[],
        id: "residents",
        help: "Carroyage de la population (carreaux Filosofi de l'Insee, de 200 m ou de 1 km) : \
               les distances partent des lieux d'habitation",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &[],
        id: "membership",
        help: "EPCI de chaque commune, pour code_epci et pour les codes d'EPCI de --within",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &[],
        id: "chefs_lieux",
        help: "Mairies des communes (code, latitude, longitude), à la place de celles que le \
               programme connaît",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &[],
        id: "travel_matrix",
        help: "Coût des trajets, à la place de la ligne droite : origine, destination et minutes \
               (ou km), ou un tableau carré. Une origine est un code Insee ; une destination, \
               l'identifiant d'un lieu ou un code Insee",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &[],
        id: "passage",
        help: "Codes de deux millésimes (code_2018, code_2024), si les tableaux ou les listes et \
               les contours ne sont pas de la même année",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &[],
        id: "cog",
        help: "Tables du Code officiel géographique (v_commune, v_mvt_commune de l'Insee), pour les \
               listes qui nomment d'anciennes communes ou des communes déléguées",
        more: "",
        value: "FICHIER",
    },
    // The territory.
    Argument {
        of: &["catalogue"],
        id: "within",
        help: "Seulement les lieux de ces communes, comme pour `coverage` (Charente,17)",
        more: "",
        value: "NOM|CODE",
    },
    Argument {
        of: &[],
        id: "within",
        help: "Communes à cartographier : des noms (Charente, Bretagne, \"CA du Grand Angoulême\"), \
               ou des codes de départements (16), de régions (reg:75), d'EPCI (neuf chiffres) ou \
               de communes (16015), ou des hubs de --config, séparés par des virgules : 75,92,93. \
               À défaut, les départements où se trouvent les lieux des listes",
        more: "",
        value: "NOM|CODE",
    },
    Argument {
        of: &["catalogue"],
        id: "buffer_km",
        help: "Avec --within : aussi les lieux situés au-delà, jusqu'à cette distance, en \
               kilomètres",
        more: "",
        value: "",
    },
    Argument {
        of: &[],
        id: "buffer_km",
        help: "Avec --within : largeur de la marge autour du territoire dont les lieux sont encore \
               pris en compte, en kilomètres",
        more: "",
        value: "",
    },
    Argument {
        of: &["catalogue"],
        id: "config",
        help: "Fichier TOML qui définit des hubs, pour --within",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &[],
        id: "config",
        help: "Un maillage.toml : des hubs sous `[hubs]`, un par ligne, nom = `[\"dep:16\", \
               \"200070514\"]`, et toute option sous son nom ; ce que donne la ligne de commande \
               l'emporte",
        more: "",
        value: "FICHIER",
    },
    // The measure.
    Argument {
        of: &[],
        id: "thresholds_km",
        help: "Distances en deçà desquelles les lieux et les habitants sont comptés, en kilomètres",
        more: "",
        value: "",
    },
    Argument {
        of: &[],
        id: "main_threshold_km",
        help: "Seuil principal : distance au-delà de laquelle les personnes ne sont pas couvertes, \
               en kilomètres",
        more: "",
        value: "",
    },
    Argument {
        of: &[],
        id: "reach_km",
        help: "Distance au-delà de laquelle rien n'est à portée, et la distance est vide, en \
               kilomètres",
        more: "",
        value: "",
    },
    Argument {
        of: &[],
        id: "detour",
        help: "Facteur par lequel est multipliée chaque distance, les routes étant plus longues que \
               la ligne droite",
        more: "",
        value: "FACTEUR",
    },
    Argument {
        of: &[],
        id: "thresholds_min",
        help: "Avec --travel-matrix en minutes : durées en deçà desquelles les lieux et les \
               habitants sont comptés",
        more: "",
        value: "",
    },
    Argument {
        of: &[],
        id: "main_threshold_min",
        help: "Avec --travel-matrix en minutes : durée au-delà de laquelle les personnes ne sont \
               pas couvertes",
        more: "",
        value: "",
    },
    Argument {
        of: &[],
        id: "own_commune_min",
        help: "Avec --travel-matrix en minutes : durée du trajet vers un lieu de sa propre \
               commune, là où la matrice ne l'indique pas ; inconnue sans cette option",
        more: "",
        value: "",
    },
    Argument {
        of: &[],
        id: "travel_unit",
        help: "Avec --travel-matrix : unité des chiffres d'un tableau carré, que ses colonnes \
               n'indiquent pas",
        more: "",
        value: "UNITÉ",
    },
    Argument {
        of: &[],
        id: "origin",
        help: "Point de la commune d'où partent les distances",
        more: "",
        value: "ORIGINE",
    },
    Argument {
        of: &[],
        id: "residents_weight",
        help: "Avec --residents : pondération des distances et des parts d'habitants",
        more: "",
        value: "PONDÉRATION",
    },
    Argument {
        of: &[],
        id: "classes",
        help: "Limites des trois classes d'accès et de besoin : `thirds`, des tiers des communes du \
               calcul ; `round`, des limites rondes (la moitié du seuil principal et ce seuil ; \
               10 et 20 %) ; celles d'une autre sortie, par son fichier ; ou des limites données, \
               `access=5,10` et `need=12,18`, avec une espace entre les deux",
        more: "",
        value: "thirds|round|FICHIER|LIMITES",
    },
    Argument {
        of: &[],
        id: "need_column",
        help: "Avec --illectronism : colonne à lire, de quelque besoin qu'il s'agisse, par exemple \
               un indice ou les personnes de plus de 75 ans",
        more: "",
        value: "COLONNE",
    },
    Argument {
        of: &[],
        id: "need_unit",
        help: "Avec --need-column : unité de ses chiffres, si son nom ne l'indique pas",
        more: "",
        value: "UNITÉ",
    },
    Argument {
        of: &[],
        id: "tours_without_stops",
        help: "Traitement d'un service itinérant dont les arrêts sont inconnus",
        more: "",
        value: "CHOIX",
    },
    Argument {
        of: &[],
        id: "close_to_total",
        help: "Accepter que le seul taux qui manque à une table soit celui qui la cale sur son \
               total",
        more: "",
        value: "",
    },
    Argument {
        of: &[],
        id: "split_bands",
        help: "Répartition d'une tranche d'âge à cheval sur deux taux",
        more: "",
        value: "RÉPARTITION",
    },
    Argument {
        of: &[],
        id: "pyramid",
        help: "Population de référence de --split-bands pyramid : un fichier tel que l'affiche \
               `maillage rates france-2021`, ou le nom de l'une de celles fournies avec maillage",
        more: "",
        value: "NOM|FICHIER",
    },
    Argument {
        of: &[],
        id: "calibrate",
        help: "Totaux connus, sur lesquels les estimations sont calées : reg:11=12% dep:16=52000 \
               fr=15.4%",
        more: "",
        value: "TERRITOIRE=TOTAL",
    },
    Argument {
        of: &[],
        id: "confidence",
        help: "Niveau de confiance des intervalles : fréquence avec laquelle ils contiennent la \
               valeur réelle",
        more: "",
        value: "CONFIANCE",
    },
    Argument {
        of: &[],
        id: "choice",
        help: "Mesurer aussi ce dont les personnes disposent en plus de leur lieu le plus proche : \
               la distance du deuxième et du troisième, et le nombre de lieux de chaque type, et \
               de chaque service, en deçà de chaque seuil",
        more: "",
        value: "",
    },
    Argument {
        of: &[],
        id: "hot_spots",
        help: "Indiquer aussi où se regroupent les valeurs élevées ou basses de cette colonne de \
               la couche : colonnes de points chauds et froids (Gi*, Moran local) ; les dessiner \
               avec --style hot-spots",
        more: "",
        value: "COLONNE",
    },
    Argument {
        of: &[],
        id: "neighbours",
        help: "Avec --hot-spots : quelles communes sont voisines, celles qui se touchent \
               (`touching`) ou celles dont les points sont à tant de kilomètres au plus",
        more: "",
        value: "",
    },
    // Hours and period.
    Argument {
        of: &[],
        id: "period",
        help: "Jours sur lesquels l'offre est comptée, par exemple 2026-09-01..2026-12-31 ; par \
               défaut, la période où toutes les tournées sont valables ensemble, ou sinon \
               52 semaines à partir de la date la plus récente des listes",
        more: "",
        value: "JOUR..JOUR",
    },
    Argument {
        of: &[],
        id: "public_holidays",
        help: "Jours fériés où un lieu est considéré comme fermé si ses horaires ne les \
               mentionnent pas",
        more: "",
        value: "JOURS",
    },
    Argument {
        of: &[],
        id: "min_minutes_per_week",
        help: "Minutes d'ouverture par semaine, en moyenne sur la période, à partir desquelles un \
               lieu est pris en compte",
        more: "",
        value: "",
    },
    Argument {
        of: &[],
        id: "at",
        help: "Carte d'un moment : seuls sont pris en compte les lieux alors ouverts ; par exemple \
               2026-10-06T10:00",
        more: "",
        value: "",
    },
    Argument {
        of: &[],
        id: "window",
        help: "Carte d'une plage de la semaine : seuls sont pris en compte les lieux qui y sont \
               ouverts, et leurs minutes dans cette plage ; par exemple samedi, \"mardi matin\", \
               \"lundi-vendredi 18h-20h\"",
        more: "",
        value: "PLAGE",
    },
    Argument {
        of: &[],
        id: "unknown_hours",
        help: "Traitement d'un lieu aux horaires inconnus, si --min-minutes-per-week, --at ou \
               --window est demandé",
        more: "",
        value: "CHOIX",
    },
    // Duplicates.
    Argument {
        of: &[],
        id: "same_within_m",
        help: "Distance jusqu'à laquelle des lignes sont comparées, en mètres, et jusqu'à dix fois \
               plus si le nom et l'adresse concordent ; 0 ne fusionne que les doublons exacts",
        more: "",
        value: "",
    },
    Argument {
        of: &[],
        id: "same_above",
        help: "Ressemblance, de 0 à 1, à partir de laquelle deux lignes sont fusionnées en un seul \
               lieu",
        more: "",
        value: "",
    },
    Argument {
        of: &[],
        id: "doubtful_above",
        help: "Ressemblance à partir de laquelle deux lignes sont signalées comme doublon possible, \
               et gardées toutes deux",
        more: "",
        value: "",
    },
    // Which places serve.
    Argument {
        of: &[],
        id: "services",
        help: "Seulement les lieux qui proposent ce service : \"aide aux démarches\", dans les \
               mots des listes ou de l'une ou l'autre version du standard national, ou une partie \
               de ces mots. Si l'option est répétée, une seule des valeurs suffit",
        more: "",
        value: "MOTS",
    },
    Argument {
        of: &[],
        id: "labels",
        help: "Seulement les lieux qui ont ce label ou relèvent de ce dispositif : \"Aidants \
               Connect\", \"Conseillers numériques\" (ou CNFS), \"France Services\". Si l'option \
               est répétée, une seule des valeurs suffit",
        more: "",
        value: "MOTS",
    },
    Argument {
        of: &[],
        id: "publics",
        help: "Seulement les lieux qui accueillent ce public (\"seniors\" ; les lieux ouverts à \
               tous en font partie) ou répondent à ce besoin particulier (\"illettrisme\"). Si \
               l'option est répétée, une seule des valeurs suffit",
        more: "",
        value: "MOTS",
    },
    Argument {
        of: &[],
        id: "free",
        help: "Seulement les lieux gratuits, pour un de leurs services au moins ; « gratuit sous \
               condition » et les adhésions ne comptent pas comme gratuits",
        more: "",
        value: "",
    },
    Argument {
        of: &[],
        id: "accessible",
        help: "Seulement les lieux qui se disent accessibles, ou qui ont sur \
               acceslibre.beta.gouv.fr une fiche (elle décrit l'accès, qui peut comporter une \
               marche)",
        more: "",
        value: "",
    },
    Argument {
        of: &[],
        id: "untold",
        help: "Traitement d'un lieu dont la liste ne le précise pas, si --service, --label, \
               --public, --free ou --accessible est demandé",
        more: "",
        value: "CHOIX",
    },
    // How places are shared.
    Argument {
        of: &[],
        id: "competition",
        help: "Méthode de partage des lieux entre les personnes qui les atteignent : colonnes de \
               minutes d'aide par semaine pour chaque personne, et de lieux. À défaut, e2sfca là \
               où les horaires sont connus",
        more: "",
        value: "MÉTHODE",
    },
    Argument {
        of: &["access"],
        id: "decay",
        help: "Comment le poids d'un lieu diminue avec le coût : binary:30, step:10=1,20=0.6, \
               linear:30, exponential:0.1, gaussian:15, power:1 (ou power:2,min=0.5,scale=10) ; à \
               défaut, binaire pour cumulative et 2sfca, et trois couronnes de poids 1, 0,68 et \
               0,22 pour les autres, jusqu'à --max-cost",
        more: "",
        value: "DÉCROISSANCE",
    },
    Argument {
        of: &[],
        id: "decay",
        help: "Avec --competition : diminution du poids d'un lieu avec la distance, en kilomètres \
               (en minutes avec une matrice de trajets en minutes) : binary:10, step:5=1,10=0.6, \
               linear:10, exponential:0.3, gaussian:5 ou power:1,min=0.5 ; à défaut, trois \
               couronnes de poids 1, 0,68 et 0,22",
        more: "",
        value: "DÉCROISSANCE",
    },
    Argument {
        of: &[],
        id: "catchment",
        help: "Avec --competition : zone d'un lieu, au-delà de laquelle il n'est pas pris en \
               compte, en kilomètres ou en minutes ; à défaut, la fin de --decay, ou sinon le \
               seuil principal",
        more: "",
        value: "",
    },
    // A diagnosis.
    Argument {
        of: &[],
        id: "title",
        help: "Titre des cartes et des projets ; à défaut, il est composé du territoire et du \
               style",
        more: "",
        value: "TEXTE",
    },
    Argument {
        of: &[],
        id: "people_per_conseiller",
        help: "Personnes concernées qu'un conseiller accompagne pendant un contrat (repère de 2021)",
        more: "",
        value: "PERSONNES",
    },
    Argument {
        of: &[],
        id: "add",
        help: "Et si un lieu ouvrait : LON,LAT, LON,LAT:TYPE ou LON,LAT:TYPE:NOM (types : \
               mediation, france_services, itinerant), ou une liste de lieux. Sans horaires, il \
               compte comme toujours ouvert. L'évolution par rapport au présent va dans \
               x.changement.geojson et .csv. Répéter l'option pour plusieurs lieux",
        more: "",
        value: "LIEU|FICHIER",
    },
    Argument {
        of: &[],
        id: "remove",
        help: "Et si un lieu fermait : son identifiant, tel que dans la colonne `id` de \
               x.lieux.geojson. Répéter l'option pour plusieurs lieux",
        more: "",
        value: "",
    },
    Argument {
        of: &[],
        id: "candidates",
        help: "Listes de lieux d'autres réseaux, qui pourraient rejoindre l'offre pour remédier à \
               une lacune",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &[],
        id: "reference",
        help: "Territoires d'un diagnostic plus large (x.territoires.csv ou .geojson, national par \
               exemple), pour les chiffres des territoires parents que les listes de celui-ci ne \
               couvrent pas",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &[],
        id: "zones",
        help: "Zones d'un dispositif, tel que QPV, Action cœur de ville ou FRR, qui ont leurs \
               lignes parmi les territoires : une liste de communes, ou des contours ; nommées \
               comme le fichier, sauf si NOM= en décide autrement. Répéter l'option pour plusieurs \
               zones",
        more: "",
        value: "[NOM=]FICHIER",
    },
    // Tables alone.
    Argument {
        of: &[],
        id: "costs",
        help: "Coûts : une ligne par trajet, avec des colonnes telles que from_id, to_id et cost \
               (ou travel_time, minutes, distance…), ou un tableau carré ; un CSV, seul ou \
               compressé (.zip, .gz), ou une autre table",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &[],
        id: "demand",
        help: "Demande : id et personnes",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &[],
        id: "supply",
        help: "Offre : id et capacité ; à défaut, chaque lieu des coûts compte pour 1",
        more: "",
        value: "FICHIER",
    },
    Argument { of: &[], id: "method", help: "Méthode de calcul", more: "", value: "MÉTHODE" },
    Argument {
        of: &[],
        id: "max_cost",
        help: "Coût au-delà duquel aucun trajet ne compte, dans l'unité des coûts ; ce coût \
               lui-même compte",
        more: "",
        value: "COÛT",
    },
    Argument {
        of: &[],
        id: "nearest",
        help: "Donner aussi les K lieux les plus proches de chaque point de départ, avec leurs \
               coûts ; sans nombre, le plus proche",
        more: "",
        value: "",
    },
    Argument {
        of: &[],
        id: "cost_column",
        help: "Colonne des coûts, si son nom ne la désigne pas",
        more: "",
        value: "COLONNE",
    },
    Argument {
        of: &[],
        id: "demand_column",
        help: "Colonne de la demande, si son nom ne la désigne pas",
        more: "",
        value: "COLONNE",
    },
    Argument {
        of: &[],
        id: "supply_column",
        help: "Colonne de la capacité, si son nom ne la désigne pas",
        more: "",
        value: "COLONNE",
    },
    Argument {
        of: &[],
        id: "equity",
        help: "Mesurer plutôt l'équité, pour les valeurs d'une table quelconque : à quel point \
               elles sont inégalement réparties entre les personnes (Gini, Theil, Palma, \
               centiles), dans l'ensemble et dans chaque groupe",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &[],
        id: "value_column",
        help: "Avec --equity : colonne des valeurs",
        more: "",
        value: "COLONNE",
    },
    Argument {
        of: &[],
        id: "weight_column",
        help: "Avec --equity : colonne des personnes qui ont chaque valeur",
        more: "",
        value: "COLONNE",
    },
    Argument {
        of: &[],
        id: "group_column",
        help: "Avec --equity : colonne des groupes, dans lesquels l'inégalité est mesurée aussi",
        more: "",
        value: "COLONNE",
    },
    Argument {
        of: &[],
        id: "rank_column",
        help: "Avec --equity : colonne du besoin, selon lequel l'indice de concentration classe les \
               personnes",
        more: "",
        value: "COLONNE",
    },
    Argument {
        of: &[],
        id: "line",
        help: "Avec --equity : personnes en deçà d'un minimum, min:5, ou au-delà d'un maximum, \
               max:10 : leur part, leur écart à ce seuil, et l'inégalité entre elles",
        more: "",
        value: "SEUIL",
    },
    // Layers that were written before.
    Argument {
        of: &[],
        id: "before",
        help: "Couche du calcul le plus ancien",
        more: "",
        value: "COUCHE_AVANT",
    },
    Argument {
        of: &[],
        id: "after",
        help: "Couche du calcul le plus récent",
        more: "",
        value: "COUCHE_APRÈS",
    },
    Argument {
        of: &[],
        id: "places_before",
        help: "Catalogue des lieux d'avant, tel que l'écrit `maillage catalogue` : les lieux \
               apparus, disparus ou déplacés vont dans x.lieux.geojson",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &[],
        id: "places_after",
        help: "Catalogue des lieux d'après",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &[],
        id: "layers",
        help: "Couches : celle que dessine le style, des lieux à poser dessus, des communes pour \
               les noms des villes",
        more: "",
        value: "COUCHE",
    },
    Argument {
        of: &[],
        id: "output",
        help: "Couche écrite par `coverage` ou `diagnose`",
        more: "",
        value: "SORTIE",
    },
    Argument {
        of: &[],
        id: "inputs",
        help: "Dossiers des fichiers de l'exécution",
        more: "",
        value: "DOSSIER",
    },
    Argument {
        of: &[],
        id: "name",
        help: "Table ou pyramide à afficher ; à défaut, leur liste",
        more: "",
        value: "NOM",
    },
    // Outputs.
    Argument {
        of: &[],
        id: "json",
        help: "Afficher un objet JSON par fichier, chacun sur une ligne",
        more: "",
        value: "",
    },
    Argument {
        of: &[],
        id: "save_mapping",
        help: "Écrire dans ce fichier ce qui a été compris des colonnes de tous les fichiers",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &[],
        id: "evidence",
        help: "CSV où écrire les paires de lignes qui désignent, ou peuvent désigner, un même \
               lieu, avec ce qui l'indique",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &[],
        id: "tours",
        help: "GeoJSON où écrire les tournées, leurs tracés et leurs arrêts, avec son style à côté",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &[],
        id: "calendar",
        help: "Calendrier iCalendar où écrire chaque arrêt des véhicules, pour l'agenda d'une \
               mairie",
        more: "",
        value: "FICHIER.ics",
    },
    Argument { of: &["demo"], id: "out", help: "Dossier où écrire", more: "", value: "DOSSIER" },
    Argument {
        of: &["catalogue"],
        id: "out",
        help: "Fichier à écrire, dans le format de son extension : .geojson, .gpkg, .qgz, .html, \
               .xlsx, .fgb, .geojsonl, .shp ou .csv. Répéter l'option pour plusieurs fichiers ; \
               `-` pour un GeoJSON sur la sortie standard, sans style ni registre",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &["coverage"],
        id: "out",
        help: "Fichier à écrire, dans le format de son extension : .geojson, .gpkg, .qgz, .html, \
               .xlsx, .fgb, .geojsonl, .shp, .csv, .svg, .png ou .pdf. Répéter l'option pour \
               plusieurs fichiers ; `-` pour un GeoJSON sur la sortie standard, sans style ni \
               registre",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &["diagnose"],
        id: "out",
        help: "Fichier des communes à écrire, dans le format de son extension : .geojson, .gpkg, \
               .qgz, .html, .xlsx, .fgb, .geojsonl, .shp, .csv, .svg, .png ou .pdf ; les autres \
               fichiers sont nommés d'après lui. Répéter l'option pour plusieurs fichiers",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &["compare"],
        id: "out",
        help: "Fichier à écrire, dans le format de son extension : .geojson, .gpkg, .qgz, .html, \
               .xlsx, .fgb, .geojsonl, .shp, .csv, .svg, .png ou .pdf, avec à côté son style et \
               un tableau des territoires (x.csv, ou x.territoires.csv à côté de couches en CSV). \
               Répéter l'option pour plusieurs fichiers ; sans elle, seul le compte rendu est \
               affiché",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &["map"],
        id: "out",
        help: "Image à écrire, selon son extension : .svg, .png ou .pdf. Répéter l'option pour \
               plusieurs images",
        more: "",
        value: "FICHIER.png",
    },
    Argument {
        of: &["replay"],
        id: "out",
        help: "GeoJSON à écrire ; à défaut, à côté de la sortie, sous son nom suivi de `-rejoue`",
        more: "",
        value: "FICHIER",
    },
    Argument {
        of: &["access"],
        id: "out",
        help: "CSV à écrire : id, acces ; à côté, ce que les lieux distribuent (x.offre.csv), le \
               registre des lignes lues (x.ledger.csv) et la description du calcul \
               (x.metadata.json). Avec --equity : chaque indice, avec le registre. `-` écrit le \
               premier sur la sortie standard",
        more: "",
        value: "FICHIER.csv",
    },
    Argument {
        of: &[],
        id: "map",
        help: "Carte mise en page, sous forme d'image, selon son extension : .svg, .png ou .pdf. \
               Répéter l'option pour plusieurs images",
        more: "",
        value: "FICHIER.png",
    },
    Argument {
        of: &[],
        id: "style",
        help: "Style de la carte, qui est aussi celui de la couche à son ouverture dans QGIS",
        more: "",
        value: "NOM",
    },
    Argument {
        of: &[],
        id: "breaks",
        help: "Découpage des nombres en classes sur les cartes : `fixed`, à des limites rondes, \
               pour que deux cartes se comparent ; `thirds` (tiers) ; `quantiles:5` ; `jenks:5` \
               (seuils naturels) ; ou des limites, par exemple 2,5,10,15,20",
        more: "",
        value: "",
    },
];

/// The values of arguments that have a list of them.
pub(super) const VALUES: &[Value] = &[
    Value { of: "lang", name: "fr", help: "Français" },
    Value { of: "lang", name: "en", help: "Anglais" },
    Value {
        of: "style",
        name: "distance",
        help: "Distance à l'aide, en classes fixes : le style par défaut",
    },
    Value {
        of: "style", name: "need", help: "Part des personnes concernées, ou indice de besoin"
    },
    Value { of: "style", name: "uncovered", help: "Personnes non couvertes, en cercles" },
    Value {
        of: "style",
        name: "bivariate",
        help: "Distance à l'aide et besoin croisés, trois classes de chaque",
    },
    Value {
        of: "style",
        name: "certainty",
        help: "Avec quelle certitude une commune est loin de l'aide et en fort besoin",
    },
    Value {
        of: "style",
        name: "minutes",
        help: "Minutes d'aide par semaine, partagées entre tous ceux qui les atteignent",
    },
    Value { of: "style", name: "hot-spots", help: "Points chauds et froids (avec --hot-spots)" },
    Value { of: "style", name: "change", help: "Évolution entre deux mesures" },
    Value {
        of: "style",
        name: "changed-places",
        help: "Lieux apparus, disparus ou déplacés ; sur aucune image",
    },
    Value { of: "style", name: "territories", help: "Part des habitants couverts, par territoire" },
    Value {
        of: "style",
        name: "gaps",
        help: "Lacunes : où l'aide manque, selon ce qui fait défaut",
    },
    Value {
        of: "style",
        name: "places",
        help: "Lieux, par type ; les images les montrent dans tous les styles",
    },
    Value {
        of: "style", name: "rounds", help: "Tournées, une couleur chacune ; sur aucune image"
    },
    Value {
        of: "origin",
        name: "centroid",
        help: "Le centre de son contour, ou un point intérieur si ce centre tombe au-dehors",
    },
    Value {
        of: "origin",
        name: "chef-lieu",
        help: "Sa mairie, d'après --chefs-lieux ou à défaut telle que le programme la connaît ; \
               comme centroid si elle est inconnue",
    },
    Value { of: "residents_weight", name: "residents", help: "Tous les habitants également" },
    Value {
        of: "residents_weight",
        name: "need",
        help: "Les habitants estimés en situation d'illectronisme",
    },
    Value {
        of: "method",
        name: "cumulative",
        help: "Capacité de la zone, quels que soient les autres usagers",
    },
    Value {
        of: "method",
        name: "gravity",
        help: "Capacité alentour, chaque lieu selon son poids, quels que soient les autres usagers",
    },
    Value {
        of: "method",
        name: "2sfca",
        help: "Capacité par personne : chaque lieu est partagé entre tous ceux de sa zone",
    },
    Value {
        of: "method",
        name: "e2sfca",
        help: "De même, les personnes et les lieux proches comptant davantage",
    },
    Value {
        of: "method",
        name: "m2sfca",
        help: "De même, moins ce que prend le trajet : les lieux éloignés distribuent moins",
    },
    Value {
        of: "method",
        name: "3sfca",
        help: "Comme e2sfca, les personnes se répartissant d'abord entre les lieux qui les \
               entourent",
    },
    Value {
        of: "method",
        name: "bfca",
        help: "Personnes et lieux répartis de sorte que personne ne compte deux fois",
    },
    Value { of: "competition", name: "none", help: "Aucune : les lieux ne sont pas partagés" },
    Value {
        of: "competition",
        name: "cumulative",
        help: "Capacité de la zone, quels que soient les autres usagers",
    },
    Value {
        of: "competition",
        name: "gravity",
        help: "Capacité alentour, chaque lieu selon son poids, quels que soient les autres usagers",
    },
    Value {
        of: "competition",
        name: "2sfca",
        help: "Capacité par personne : chaque lieu est partagé entre tous ceux de sa zone",
    },
    Value {
        of: "competition",
        name: "e2sfca",
        help: "De même, les personnes et les lieux proches comptant davantage",
    },
    Value {
        of: "competition",
        name: "m2sfca",
        help: "De même, moins ce que prend le trajet : les lieux éloignés distribuent moins",
    },
    Value {
        of: "competition",
        name: "3sfca",
        help: "Comme e2sfca, les personnes se répartissant d'abord entre les lieux qui les \
               entourent",
    },
    Value {
        of: "competition",
        name: "bfca",
        help: "Personnes et lieux répartis de sorte que personne ne compte deux fois",
    },
    Value { of: "need_unit", name: "people", help: "Des personnes" },
    Value { of: "need_unit", name: "per-cent", help: "Une part en pour cent" },
    Value { of: "need_unit", name: "fraction", help: "Une part de 0 à 1" },
    Value {
        of: "need_unit",
        name: "score",
        help: "Un indice : l'intensité du besoin, sans compter personne",
    },
    Value { of: "travel_unit", name: "minutes", help: "Des minutes" },
    Value { of: "travel_unit", name: "km", help: "Des kilomètres" },
    Value {
        of: "tours_without_stops",
        name: "ignore",
        help: "Il est recensé et compté, mais n'entre dans aucun calcul de distance : son bureau \
               n'est pas là où il s'arrête",
    },
    Value {
        of: "tours_without_stops",
        name: "at-address",
        help: "Il est pris en compte à l'adresse que donne sa liste, comme lieu itinérant",
    },
    Value {
        of: "split_bands",
        name: "refuse",
        help: "Aucune : le calcul s'arrête et affiche les deux listes de tranches",
    },
    Value {
        of: "split_bands",
        name: "uniform",
        help: "Égale : autant de personnes de chaque année d'âge",
    },
    Value {
        of: "split_bands",
        name: "pyramid",
        help: "Comme les personnes d'une pyramide de référence (--pyramid)",
    },
    Value { of: "confidence", name: "80", help: "80 fois sur 100" },
    Value { of: "confidence", name: "90", help: "90 fois sur 100" },
    Value { of: "confidence", name: "95", help: "95 fois sur 100" },
    Value { of: "confidence", name: "99", help: "99 fois sur 100" },
    Value {
        of: "public_holidays",
        name: "local",
        help: "Les jours fériés nationaux, et ceux du département où se trouve le lieu",
    },
    Value { of: "public_holidays", name: "national", help: "Les onze jours fériés nationaux" },
    Value { of: "public_holidays", name: "none", help: "Aucun" },
    Value {
        of: "unknown_hours",
        name: "closed",
        help: "Il n'est pas pris en compte : rien ne permet de dire qu'il est ouvert",
    },
    Value {
        of: "unknown_hours",
        name: "open",
        help: "Il est pris en compte, comme s'il était toujours ouvert ; ses minutes restent \
               inconnues",
    },
    Value {
        of: "untold",
        name: "leave-out",
        help: "Il n'est pas pris en compte, et figure dans le décompte des lieux dont la liste ne \
               le précise pas",
    },
    Value {
        of: "untold",
        name: "serve",
        help: "Il est pris en compte, comme s'il proposait tout ce qui est demandé",
    },
    Value { of: "population", name: "before", help: "Celle du calcul le plus ancien" },
    Value { of: "population", name: "after", help: "Celle du calcul le plus récent" },
];
