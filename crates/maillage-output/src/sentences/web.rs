//! The words of the page that is a map.
//!
//! Names in braces are filled in by the page itself: `{place}` by the name of a place. Numbers
//! that decide between singular and plural have a sentence each, `…_one` and `…_many`.

use maillage_words::words;

// Controls.

words! {
    map {
        fr: "Carte : flèches pour se déplacer, + et − pour agrandir ou réduire, Entrée pour sélectionner l'élément au centre, Échap pour fermer",
        en: "Map: arrows to move, + and − to zoom, Enter to select what is in the centre, Escape to close",
    }
    search { fr: "Nom ou code d'une commune", en: "Name or code of a commune", }
    search_results { fr: "Communes trouvées", en: "Communes found", }
    nothing_found { fr: "Aucune commune de ce nom ni de ce code", en: "No commune of this name or code", }
    found_one { fr: "1 commune trouvée", en: "1 commune found", }
    found_many { fr: "{{count}} communes trouvées", en: "{{count}} communes found", }
    zoom_in { fr: "Agrandir", en: "Zoom in", }
    zoom_out { fr: "Réduire", en: "Zoom out", }
    whole { fr: "Voir toute la carte", en: "See the whole map", }
    regions { fr: "Aller à", en: "Go to", }
    mainland { fr: "Métropole", en: "Mainland", }
    print { fr: "Imprimer", en: "Print", }
    close { fr: "Fermer", en: "Close", }
    more { fr: "Plus d'informations", en: "More information", }
    less { fr: "Moins d'informations", en: "Less information", }
    shown { fr: "Carte affichée", en: "Map shown", }
    legend { fr: "Légende", en: "Legend", }
    legend_counts { fr: "À droite : nombre de communes, ou de territoires.", en: "On the right: number of communes or territories.", }
    also_shown { fr: "Afficher aussi", en: "Show as well", }
    on_zooming { fr: "visible si l'on agrandit la carte", en: "on zooming in", }
    details { fr: "Détails", en: "Details", }
    no_script {
        fr: "Cette carte nécessite JavaScript, que ce navigateur n'exécute pas.",
        en: "This map needs JavaScript, which this browser does not run.",
    }
    broken {
        fr: "La carte n'a pas pu être affichée : {{error}}",
        en: "The map could not be shown: {{error}}",
    }
}

// Lists.

words! {
    communes_list { fr: "Communes où l'aide manque le plus", en: "Communes where help is most lacking", }
    changes_list {
        fr: "Communes qui gagnent ou perdent le plus d'habitants couverts",
        en: "Communes that gain or lose most",
    }
    gained { fr: "Habitants couverts gagnés ou perdus", en: "Covered residents gained or lost", }
    not_ranked {
        fr: "Communes absentes de ce classement, leur distance pouvant être surestimée (territoire voisin non couvert par les listes) : {{count}}.",
        en: "Communes not ranked here, since their distance may be too long (the lists do not cover an area nearby): {{count}}.",
    }
    not_changed {
        fr: "Communes sans gain ni perte d'habitants couverts, ou d'évolution inconnue, non listées : {{count}}.",
        en: "Communes that neither gain nor lose covered residents, or of unknown change, not listed: {{count}}.",
    }
    territories_list { fr: "Territoires", en: "Territories", }
    level { fr: "Niveau", en: "Level", }
    name { fr: "Nom", en: "Name", }
    residents { fr: "Habitants", en: "Residents", }
    uncovered { fr: "Personnes non couvertes", en: "Uncovered people", }
    share { fr: "Habitants couverts (%)", en: "Residents covered (%)", }
    distance { fr: "Distance (km)", en: "Distance (km)", }
    first_rows { fr: "Les {{shown}} premières lignes sur {{all}}.", en: "First {{shown}} rows of {{all}}.", }
    first_and_last_rows {
        fr: "Les {{half}} premières et les {{half}} dernières lignes sur {{all}}.",
        en: "First {{half}} and last {{half}} rows of {{all}}.",
    }
    in_minutes { fr: "Minutes", en: "Minutes", }
    in_time { fr: "Durée", en: "Time", }
    of_study_area { fr: "Ensemble", en: "Whole", }
    of_hub { fr: "Hubs", en: "Hubs", }
    of_region { fr: "Régions", en: "Régions", }
    of_departement { fr: "Départements", en: "Départements", }
    of_arrondissement { fr: "Arrondissements", en: "Arrondissements", }
    of_epci { fr: "EPCI", en: "EPCI", }
    of_canton { fr: "Cantons", en: "Cantons", }
    of_living_area { fr: "Bassins de vie", en: "Bassins de vie", }
    of_zone { fr: "Zones", en: "Zones", }
}

// What is said of a commune.

words! {
    nearest {
        fr: "Le lieu d'aide le plus proche est à {{distance}} km : {{place}}.",
        en: "The nearest place of help is {{distance}} km away: {{place}}.",
    }
    nearest_about {
        fr: "Le lieu d'aide le plus proche est à environ {{distance}} km : {{place}}, situé d'après sa seule commune.",
        en: "The nearest place of help is about {{distance}} km away: {{place}}, of which only the commune is known.",
    }
    on_the_spot {
        fr: "Le lieu d'aide le plus proche est sur place : {{place}}.",
        en: "The nearest place of help is on the spot: {{place}}.",
    }
    short_on_the_spot { fr: "lieu d'aide sur place", en: "place of help on the spot", }
    nearest_unnamed {
        fr: "Le lieu d'aide le plus proche est à {{distance}} km.",
        en: "The nearest place of help is {{distance}} km away.",
    }
    soonest {
        fr: "Le lieu d'aide atteint le plus vite est à {{minutes}} min : {{place}}.",
        en: "The place of help reached soonest is {{minutes}} min away: {{place}}.",
    }
    soonest_unnamed {
        fr: "Le lieu d'aide atteint le plus vite est à {{minutes}} min.",
        en: "The place of help reached soonest is {{minutes}} min away.",
    }
    short_distance { fr: "{{distance}} km du lieu d'aide le plus proche", en: "{{distance}} km from the nearest place of help", }
    short_duration { fr: "{{minutes}} min du lieu d'aide atteint le plus vite", en: "{{minutes}} min from the place of help reached soonest", }
    unknown { fr: "inconnu", en: "unknown", }
    between { fr: "{{value}} (entre {{low}} et {{high}})", en: "{{value}} (between {{low}} and {{high}})", }
    border_uncertain {
        fr: "Distance peut-être surestimée : un territoire voisin n'est pas couvert par les listes de lieux.",
        en: "The distance may be too long: the lists of places do not cover an area nearby.",
    }
    far_and_needy_probably {
        fr: "Cette commune est probablement l'une des plus éloignées de l'aide et l'une de celles où le besoin est le plus fort.",
        en: "This commune is probably among the furthest from help and the neediest.",
    }
    far_and_needy_unsure {
        fr: "Classement incertain : cette commune est peut-être l'une des plus éloignées de l'aide et l'une de celles où le besoin est le plus fort.",
        en: "Uncertain class: this commune may be among the furthest from help and the neediest.",
    }
    covered {
        fr: "Un lieu fixe est à portée de la plupart des habitants.",
        en: "A fixed place is within reach of most residents.",
    }
    itinerant_only {
        fr: "Seul un service itinérant est à portée de la plupart des habitants.",
        en: "Only an itinerant service is within reach of most residents.",
    }
    too_far {
        fr: "Tous les lieux sont trop loin pour la plupart des habitants.",
        en: "Every place is too far for most residents.",
    }
    out_of_reach {
        fr: "Aucun lieu dans le rayon d'étude pour la plupart des habitants.",
        en: "No place within the radius studied for most residents.",
    }
    across_water {
        fr: "Le lieu le plus proche suppose une traversée maritime.",
        en: "The nearest place is across water.",
    }
    need_unknown { fr: "Le besoin d'aide de cette commune est inconnu.", en: "The need for help of this commune is unknown.", }
    travel_unknown {
        fr: "La matrice de trajets n'indique aucun trajet de cette commune vers un lieu d'aide.",
        en: "The travel table gives no journey from this commune to a place of help.",
    }
    no_residents { fr: "Commune sans habitant.", en: "Nobody lives in this commune.", }
}

// What is said of a place.

words! {
    hours { fr: "Jours et heures : {{hours}}", en: "Days and hours: {{hours}}", }
    hours_unknown { fr: "Jours et heures inconnus", en: "Days and hours unknown", }
    minutes_a_week { fr: "{{minutes}} de présence par semaine", en: "{{minutes}} of presence a week", }
    place_idle { fr: "Ce lieu n'entre dans aucun calcul de distance de cette carte.", en: "This place does not count in the distances of this map.", }
    about_here_one { fr: "1 lieu d'aide dans cette commune", en: "1 place of help in this commune", }
    about_here_many { fr: "{{count}} lieux d'aide dans cette commune", en: "{{count}} places of help in this commune", }
}

// The foot of the page.

words! {
    how_to_read { fr: "Comment lire cette carte", en: "How to read this map", }
    sources { fr: "Sources", en: "Sources", }
    commune_border { fr: "limite de commune", en: "commune border", }
    epci_border { fr: "limite d'EPCI", en: "EPCI border", }
    departement_border { fr: "limite de département", en: "département border", }
    read_doubt {
        fr: "Les teintes pâles et hachurées signalent un classement incertain.",
        en: "Pale, hatched tints show an uncertain class.",
    }
    read_grey {
        fr: "Le gris signale une donnée inconnue, et non une absence d'aide.",
        en: "Grey means that the figure is unknown, not that there is no help.",
    }
    read_crow {
        fr: "Les distances sont à vol d'oiseau : la route est plus longue.",
        en: "Distances are as the crow flies: roads are longer.",
    }
    read_table {
        fr: "Les temps de trajet proviennent de la matrice de trajets fournie.",
        en: "Travel times come from the travel table that was given.",
    }
    simplified {
        fr: "Contours simplifiés pour l'affichage.",
        en: "Contours are simplified for display.",
    }
    overseas {
        fr: "Les territoires éloignés sont placés à côté de la carte, à la même échelle.",
        en: "Distant territories stand beside the map, at the same scale.",
    }
}

// How each map is read.

words! {
    read_distance {
        fr: "La couleur de chaque commune indique la distance ou le temps de trajet qui sépare ses habitants du lieu d'aide le plus proche : plus elle est foncée, plus le lieu est éloigné.",
        en: "The colour of each commune shows the distance or travel time between its residents and the nearest place of help: the darker, the further.",
    }
    read_need {
        fr: "La couleur de chaque commune indique son besoin d'aide : plus elle est foncée, plus la part des personnes concernées est élevée.",
        en: "The colour of each commune shows its need of help: the darker, the larger the share of people concerned.",
    }
    read_uncovered {
        fr: "La surface de chaque disque est proportionnelle au nombre de personnes de la commune qui vivent trop loin de l'aide.",
        en: "The area of each disc is in proportion to the number of people of the commune who live too far from help.",
    }
    read_bivariate {
        fr: "Chaque commune prend la couleur de sa case dans la légende : vers le haut l'aide est plus éloignée, vers la droite le besoin est plus fort. Les communes les plus foncées sont à la fois éloignées de l'aide et en fort besoin.",
        en: "Each commune has the colour of its cell in the legend: upwards help is further, to the right need is higher. The darkest communes are far from help and in high need.",
    }
    read_certainty {
        fr: "Le besoin est une estimation : la couleur indique avec quelle certitude une commune figure à la fois parmi les plus éloignées et parmi celles aux besoins les plus forts.",
        en: "Need is an estimate: the colour says how sure it is that a commune is both among the furthest and the neediest.",
    }
    read_minutes {
        fr: "Les heures de chaque lieu sont partagées entre les personnes qui peuvent s'y rendre ; la couleur indique la part qui revient à chaque commune.",
        en: "The hours of each place are shared among the people who can reach it; the colour shows how much each commune gets.",
    }
    read_hot_spots {
        fr: "Un point chaud est un groupe de communes aux valeurs élevées, plus que le hasard ne l'expliquerait ; un point froid, un groupe de communes aux valeurs basses.",
        en: "A hot spot is a group of communes with high values, more than chance would explain; a cold spot is a group with low values.",
    }
    read_change {
        fr: "La couleur indique si, d'une mesure à l'autre, davantage ou moins d'habitants ont un lieu d'aide à portée.",
        en: "The colour shows whether more or fewer residents have a place of help within reach from one measure to the other.",
    }
    read_territories {
        fr: "La couleur de chaque territoire indique la part de ses habitants qui ont un lieu d'aide à portée : plus elle est foncée, plus cette part est faible.",
        en: "The colour of each territory shows the share of its residents with a place of help within reach: the darker, the fewer.",
    }
    read_gaps {
        fr: "Chaque lacune est un groupe de communes voisines présentant le même manque ; la sélectionner pour voir les solutions possibles.",
        en: "Each gap is a group of adjoining communes that lack the same; select it to see possible solutions.",
    }
}

// The line under the title, and the sources.

words! {
    communes_one { fr: "1 commune", en: "1 commune", }
    communes_many(communes: &str) { fr: "{communes} communes", en: "{communes} communes", }
    period(first: &str, last: &str) { fr: "du {first} au {last}", en: "{first} to {last}", }
    within_km(limit: &str) { fr: "aide à portée : {limit} km ou moins", en: "help within reach: {limit} km or less", }
    within_min(limit: &str) { fr: "aide à portée : {limit} min ou moins", en: "help within reach: {limit} min or less", }
    source(what: &str, file: &str) { fr: "{what} : {file}", en: "{what}: {file}", }
    source_of(what: &str, file: &str, vintage: &str) { fr: "{what} : {file} ({vintage})", en: "{what}: {file} ({vintage})", }
    residents_source { fr: "population", en: "residents", }
    town_halls { fr: "chefs-lieux", en: "town halls", }
    history { fr: "historique des codes", en: "history of codes", }
    made_by(program: &str, version: &str) {
        fr: "Carte produite par {program} {version}.",
        en: "Map made by {program} {version}.",
    }
    untitled { fr: "Accès à l'aide numérique", en: "Access to digital help", }
    role_candidates { fr: "lieux susceptibles de rejoindre le réseau", en: "places that could join the network", }
    role_planned { fr: "lieux en projet", en: "planned places", }
    role_zones { fr: "zones", en: "zones", }
    role_margins { fr: "diplômes et autres marges par commune", en: "diplomas and other margins by commune", }
    role_itinerant { fr: "lieux et tournées itinérants", en: "itinerant places and rounds", }
    role_mediation { fr: "lieux de médiation numérique", en: "places of médiation numérique", }
    role_france_services { fr: "lieux France Services", en: "France Services places", }
}
