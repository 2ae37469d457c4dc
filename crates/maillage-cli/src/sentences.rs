//! What errors of the command line say, in both languages.

use maillage_words::words;

// Options outside their range. The name of the option and its value stand before each.

words! {
    no_position {
        fr: "n'est pas une position sur le globe\u{202f}; donner LON,LAT, comme 0.6726,46.0134",
        en: "is no position on the globe; give LON,LAT, as in 0.6726,46.0134",
    }
    no_kind {
        fr: "n'est pas d'un type connu\u{202f}; donner mediation, france_services ou itinerant",
        en: "has no known kind; give mediation, france_services or itinerant",
    }
    bad_classes {
        fr: "ne sont pas des limites de classes\u{202f}; donner thirds, round, une couche produite par maillage, ou deux nombres croissants pour chacune, comme `access=5,10 need=12,18`",
        en: "are no limits of classes; give thirds, round, an output of ours, or two rising numbers each, as in `access=5,10 need=12,18`",
    }
    bad_neighbours {
        fr: "donner touching, ou des kilomètres, comme 10",
        en: "give touching, or kilometres such as 10",
    }
    no_command {
        fr: "ne contient l'enregistrement d'aucune commande\u{202f}; donner une couche écrite par `maillage coverage` ou `maillage diagnose` de cette version",
        en: "records no command; give a layer that `maillage coverage` or `maillage diagnose` of this version wrote",
    }
    not_shipped(names: &str) {
        fr: "ne figure pas parmi ce qui est fourni avec maillage\u{a0}: {names}",
        en: "is not among what comes with maillage: {names}",
    }
    no_csv {
        fr: "n'est pas un nom de fichier CSV\u{202f}; terminer le nom par .csv",
        en: "is no name for a CSV; end it in .csv",
    }
    no_format {
        fr: "ne nomme aucun format\u{202f}; terminer le nom par .geojson, .gpkg, .qgz, .xlsx, .html, .svg, .png, .pdf, .csv, .shp, .fgb ou .geojsonl",
        en: "names no format; end it in .geojson, .gpkg, .qgz, .xlsx, .html, .svg, .png, .pdf, .csv, .shp, .fgb or .geojsonl",
    }
    no_picture {
        fr: "ne nomme aucune image\u{202f}; terminer le nom par .svg, .png ou .pdf",
        en: "names no picture; end it in .svg, .png or .pdf",
    }
}

#[cfg(not(feature = "parquet"))]
words! {
    no_parquet {
        fr: "demande un programme compilé avec --features parquet\u{202f}; donner .gpkg ou .fgb",
        en: "takes a program built with --features parquet; give .gpkg or .fgb",
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_french_line_breaks_before_a_sign() {
        let lapses = maillage_words::typography::lapses(include_str!("sentences.rs"));
        assert_eq!(lapses, [""; 0]);
    }
}
