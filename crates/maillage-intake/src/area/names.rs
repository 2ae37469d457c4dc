//! Territories by name: `Charente`, `CA du Grand Angoulême`, `Bretagne`, `Cognac`.

use maillage_core::model::{CommuneCode, Departement, REGIONS};
use maillage_spelling::fold;
use maillage_words::{Words, spoken::Rank};

use super::Area;
use crate::{Error, Result, france::BuiltIn, gazetteer::bare, sentences};

/// Similarity from which a name is proposed for another.
const ALIKE: f64 = 0.75;
/// Number of names that a question lists.
const LISTED: usize = 6;

/// Régions by the names that their people use, folded.
const REGIONS_IN_SHORT: [(&str, &str); 6] =
    [("paca", "93"), ("sud", "93"), ("aura", "84"), ("hdf", "32"), ("idf", "11"), ("centre", "24")];

/// The régions of before 2016 that were merged, folded, with their départements.
const REGIONS_OF_2015: [(&str, &[&str]); 16] = [
    ("alsace", &["67", "68"]),
    ("aquitaine", &["24", "33", "40", "47", "64"]),
    ("auvergne", &["03", "15", "43", "63"]),
    ("basse normandie", &["14", "50", "61"]),
    ("bourgogne", &["21", "58", "71", "89"]),
    ("champagne ardenne", &["08", "10", "51", "52"]),
    ("franche comte", &["25", "39", "70", "90"]),
    ("haute normandie", &["27", "76"]),
    ("languedoc roussillon", &["11", "30", "34", "48", "66"]),
    ("limousin", &["19", "23", "87"]),
    ("lorraine", &["54", "55", "57", "88"]),
    ("midi pyrenees", &["09", "12", "31", "32", "46", "65", "81", "82"]),
    ("nord pas de calais", &["59", "62"]),
    ("picardie", &["02", "60", "80"]),
    ("poitou charentes", &["16", "17", "79", "86"]),
    ("rhone alpes", &["01", "07", "26", "38", "42", "69", "73", "74"]),
];

/// Départements and collectivités overseas by the names of their unions, or of those whose contours
/// are not brought along, folded.
const OVERSEAS: [(&str, &[&str]); 9] = [
    ("drom", &["971", "972", "973", "974", "976"]),
    ("outre mer", &["971", "972", "973", "974", "976"]),
    ("saint pierre et miquelon", &["975"]),
    ("saint barthelemy", &["977"]),
    ("wallis et futuna", &["986"]),
    ("polynesie", &["987"]),
    ("polynesie francaise", &["987"]),
    ("nouvelle caledonie", &["988"]),
    ("terres australes et antarctiques francaises", &["984"]),
];

/// The territory that a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedArea {
    /// The territory; several for one that was divided, such as Alsace.
    pub areas: Vec<Area>,
    /// What its user should know of the choice.
    pub remark: Option<Remark>,
}

/// What is to be said of the choice of a territory by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remark {
    /// This commune has the name too, is another territory, and was not meant.
    RatherThan(CommuneCode),
    /// The name is of a former or delegated commune, which is in this one today.
    TodayIn(CommuneCode),
    /// The commune left this one since the contours were drawn, and is drawn with it.
    DrawnWith(CommuneCode),
}

/// The kind of territory that is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Departement,
    Region,
    Epci,
    Commune,
}

/// The territory named `name`.
///
/// A département or a région wins over a commune or an EPCI of its name. Otherwise one territory
/// must have the name: a commune, or an EPCI, with its kind or, where no commune has the name,
/// without (`CA du Grand Angoulême`, `Grand Angoulême`). Former and delegated communes are looked
/// for next, and last the name without the kind of territory before it: `dep:Charente`, `région
/// Bretagne`, `ville de Lyon`.
///
/// # Errors
///
/// [`Error::TerritoryAmbiguous`] with the candidates when several territories have the name;
/// [`Error::TerritoryUnknown`] with the most similar names when none has, or without France
/// brought along.
pub fn named_area(name: &str) -> Result<NamedArea> {
    let unknown = |alike: String| Err(Error::TerritoryUnknown { name: name.to_owned(), alike });
    let Some(built_in) = BuiltIn::get() else { return unknown(String::new()) };
    let found = match of_kind(built_in, name, None)? {
        None => match kind_before(name) {
            Some((kind, after)) => of_kind(built_in, &after, Some(kind))?,
            None => None,
        },
        found => found,
    };
    found.map_or_else(|| unknown(alike(built_in, name)), Ok)
}

/// The territory with this name, of one kind or of any; `None` when none has it.
fn of_kind(built_in: &BuiltIn, name: &str, kind: Option<Kind>) -> Result<Option<NamedArea>> {
    let may_be = |asked: Kind| kind.is_none_or(|kind| kind == asked);
    let communes = match may_be(Kind::Commune) {
        true => communes_named(built_in, name),
        false => Vec::new(),
    };
    if let Some(area) = in_departement(built_in, name).filter(|_| may_be(Kind::Commune)) {
        return Ok(Some(NamedArea { areas: vec![area], remark: None }));
    }
    let areas = large_areas(&fold(name), may_be(Kind::Departement), may_be(Kind::Region));
    if !areas.is_empty() {
        let other = communes.first().copied().filter(|code| !is_one_with(*code, &areas));
        return Ok(Some(NamedArea { areas, remark: other.map(Remark::RatherThan) }));
    }
    let epcis = match may_be(Kind::Epci) {
        // The name of a commune is not that of an EPCI without its kind: Lyon, La Rochelle.
        true => epcis_named(built_in, name, communes.is_empty()),
        false => Vec::new(),
    };
    let mut found: Vec<Area> = epcis.into_iter().map(Area::Epci).collect();
    found.extend(communes.into_iter().map(Area::Commune));
    let is_former = found.is_empty() && may_be(Kind::Commune);
    let is_spelt_so = |area: &Area| {
        area.name().is_some_and(|known| known.to_lowercase() == name.trim().to_lowercase())
    };
    // Vire was a commune, and Viré is one: where no name is spelt just so, both may be meant.
    if may_be(Kind::Commune) && !found.iter().any(is_spelt_so) {
        let former: Vec<Area> = built_in.formerly_named(&bare(name)).map(Area::Commune).collect();
        let more: Vec<Area> = former.into_iter().filter(|area| !found.contains(area)).collect();
        found.extend(more);
    }
    match &found[..] {
        [] => Ok(None),
        [Area::Commune(code)] if is_former => {
            Ok(Some(NamedArea { remark: Some(Remark::TodayIn(*code)), areas: found }))
        }
        [area] => {
            let remark = area.remark();
            Ok(Some(NamedArea { areas: found, remark }))
        }
        several => Err(ambiguous(name, several)),
    }
}

/// The commune that is named with its département: `Saint-Denis (93)`.
fn in_departement(built_in: &BuiltIn, name: &str) -> Option<Area> {
    let (name, departement) = name.trim().strip_suffix(')')?.rsplit_once('(')?;
    let departement = Departement::of_code(departement.trim())?.code;
    built_in.named(&bare(name), departement).map(Area::Commune)
}

/// The question which of several territories is meant.
pub(crate) fn ambiguous(name: &str, several: &[Area]) -> Error {
    let candidates: Vec<String> = several.iter().take(LISTED).map(described).collect();
    let listed = candidates.join(", ");
    let candidates = match several.len().saturating_sub(LISTED) {
        0 => Words::same(&listed),
        more => sentences::and_more(&listed, Rank(more)),
    };
    Error::TerritoryAmbiguous { name: name.to_owned(), candidates }
}

/// The kind of territory that stands before a name, and the folded name after it; `None` without
/// one.
fn kind_before(name: &str) -> Option<(Kind, String)> {
    const WORDS: [(&str, Kind); 8] = [
        ("dep ", Kind::Departement),
        ("departement ", Kind::Departement),
        ("reg ", Kind::Region),
        ("region ", Kind::Region),
        ("epci ", Kind::Epci),
        ("com ", Kind::Commune),
        ("commune ", Kind::Commune),
        ("ville ", Kind::Commune),
    ];
    let folded = fold(name);
    let (word, kind) = WORDS.iter().find(|(word, _)| folded.starts_with(word))?;
    let after = &folded[word.len()..];
    let of = ["de ", "du ", "d "].iter().find_map(|of| after.strip_prefix(of));
    Some((*kind, of.unwrap_or(after).to_owned()))
}

/// France, or the départements or the région with this folded name; empty when none has it.
fn large_areas(name: &str, may_be_departement: bool, may_be_region: bool) -> Vec<Area> {
    let departement = |code: &str| Area::Departement(code.to_owned());
    for name in [name, without_article(name)] {
        if name == "france" || name == "france entiere" {
            return vec![Area::France];
        }
        if let Some(found) = Departement::of_name(name).filter(|_| may_be_departement) {
            return vec![departement(found.code)];
        }
        if !may_be_region {
            continue;
        }
        let today = REGIONS.iter().find(|(_, region)| fold(region) == name).map(|(code, _)| *code);
        let in_short = || REGIONS_IN_SHORT.iter().find(|(short, _)| *short == name);
        if let Some(code) = today.or_else(|| in_short().map(|(_, code)| *code)) {
            return vec![Area::Region(code.to_owned())];
        }
        let unions = REGIONS_OF_2015.iter().chain(&OVERSEAS);
        if let Some((_, parts)) = unions.into_iter().find(|(former, _)| *former == name) {
            return parts.iter().map(|code| departement(code)).collect();
        }
    }
    Vec::new()
}

/// Whether a commune is this territory: Paris is a commune and a département.
fn is_one_with(code: CommuneCode, areas: &[Area]) -> bool {
    matches!(areas, [Area::Departement(departement)] if departement == "75")
        && code.departement() == "75"
}

/// The communes with this name: as it is written officially, or else in its normal form, which has
/// neither an article nor what stands in brackets.
fn communes_named(built_in: &BuiltIn, name: &str) -> Vec<CommuneCode> {
    let (full, normal) = (fold(name), bare(name));
    let communes = built_in.france().communes();
    let of = |is_named: &dyn Fn(&str) -> bool| -> Vec<CommuneCode> {
        let named = communes.iter().filter(|commune| is_named(commune.name));
        named.map(|commune| commune.code).collect()
    };
    let exact = of(&|official| fold(official) == full);
    if exact.is_empty() { of(&|official| bare(official) == normal) } else { exact }
}

/// The EPCI with this name; without its kind too where that is `optional`.
fn epcis_named(built_in: &BuiltIn, name: &str, optional: bool) -> Vec<String> {
    let (full, short) = (fold(name), without_kind(name));
    let epcis = built_in.france().epcis();
    let exact = epcis.iter().filter(|epci| fold(epci.name) == full);
    let exact: Vec<String> = exact.map(|epci| epci.siren.to_owned()).collect();
    if !exact.is_empty() || !optional {
        return exact;
    }
    let alike = epcis.iter().filter(|epci| without_kind(epci.name) == short);
    alike.map(|epci| epci.siren.to_owned()).collect()
}

/// The name of an EPCI without its kind and the article after it.
fn without_kind(name: &str) -> String {
    const KINDS: [&str; 10] = [
        "communaute de communes ",
        "communaute d agglomeration ",
        "communaute urbaine ",
        "metropole ",
        "eurometropole ",
        "cc ",
        "ca ",
        "cu ",
        "com com ",
        "agglomeration ",
    ];
    let folded = fold(name);
    let stripped = KINDS.iter().find_map(|word| folded.strip_prefix(word));
    without_article(stripped.unwrap_or(&folded)).to_owned()
}

/// A folded name without the article before it.
fn without_article(folded: &str) -> &str {
    const ARTICLES: [&str; 10] =
        ["de la ", "de l ", "l ", "du ", "des ", "de ", "d ", "la ", "le ", "les "];
    ARTICLES.iter().find_map(|word| folded.strip_prefix(word)).unwrap_or(folded)
}

/// A territory with its name, as a question lists it.
fn described(area: &Area) -> String {
    let name = area.name().unwrap_or_default();
    match area {
        Area::Commune(code) => format!("{code} ({name}, {})", code.departement()),
        area => format!("{area} ({name})"),
    }
}

/// The most similar names of territories, for a message; the code, for one that lost its zero.
fn alike(built_in: &BuiltIn, name: &str) -> String {
    if let Some(area) = super::area(&format!("0{}", name.trim()))
        && let Some(known) = area.name()
        && name.trim().bytes().all(|byte| byte.is_ascii_digit())
    {
        return format!("0{}, {known}", name.trim());
    }
    let folded = fold(name);
    let france = built_in.france();
    let names = Departement::all().map(|departement| departement.name);
    let names = names.chain(REGIONS.iter().map(|(_, name)| *name));
    let names = names.chain(france.epcis().iter().map(|epci| epci.name));
    let names = names.chain(france.communes().iter().map(|commune| commune.name));
    let score = |known: &str| {
        let whole = strsim::normalized_damerau_levenshtein(&fold(known), &folded);
        let short = without_kind(known);
        whole.max(strsim::normalized_damerau_levenshtein(&short, &without_kind(name)))
    };
    let mut scored: Vec<(f64, &str)> = names.map(|known| (score(known), known)).collect();
    scored.retain(|(score, _)| *score >= ALIKE);
    scored.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(other.1)));
    scored.dedup_by_key(|(_, name)| *name);
    scored.into_iter().take(LISTED).map(|(_, name)| name).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use maillage_core::model::region_of;

    use super::*;

    fn named(name: &str) -> String {
        match named_area(name) {
            Ok(NamedArea { areas, remark }) => {
                let areas: Vec<String> = areas.iter().map(ToString::to_string).collect();
                match remark {
                    None => areas.join(" "),
                    Some(Remark::RatherThan(code)) => format!("{}, not {code}", areas.join(" ")),
                    Some(Remark::TodayIn(code)) => format!("in {code}"),
                    Some(Remark::DrawnWith(code)) => format!("with {code}"),
                }
            }
            Err(Error::TerritoryAmbiguous { candidates, .. }) => format!("? {}", candidates.en),
            Err(Error::TerritoryUnknown { alike, .. }) => format!("unknown: {alike}"),
            Err(other) => other.to_string(),
        }
    }

    #[test]
    #[cfg_attr(not(feature = "france"), ignore = "needs the geography of France")]
    fn a_commune_is_found_by_its_name_or_is_a_question() {
        let built_in = BuiltIn::get().expect("France");
        let is_unusual = |name: &str| name.contains('(') || kind_before(name).is_some();
        let communes = built_in.france().communes().iter().enumerate();
        let sample = communes.filter(|(rank, one)| rank % 100 == 0 || is_unusual(one.name));
        for (_, commune) in sample {
            let is_it = |area: &Area| *area == Area::Commune(commune.code);
            let found = match named_area(commune.name) {
                Ok(NamedArea { remark: Some(Remark::RatherThan(code)), .. }) => {
                    code == commune.code
                        || fold(commune.name) == fold(Area::Commune(code).name().expect("a name"))
                }
                Ok(NamedArea { areas, .. }) => {
                    areas.iter().any(is_it) || is_one_with(commune.code, &areas)
                }
                Err(Error::TerritoryAmbiguous { .. }) => true,
                Err(_) => false,
            };
            assert!(found, "{} {}", commune.code, commune.name);
        }
    }

    #[test]
    #[cfg_attr(not(feature = "france"), ignore = "needs the geography of France")]
    fn a_territory_is_found_by_its_name() {
        assert_eq!(named("charente"), "dep:16");
        assert_eq!(named("Bretagne"), "reg:53, not 36024");
        assert_eq!(named("La Réunion"), "dep:974, not 47222");
        assert_eq!(named("Paris"), "dep:75");
        assert_eq!(named("CA du Grand Angoulême"), "200071827");
        assert_eq!(named("Grand Angouleme"), "200071827");
        assert_eq!(named("Angoulême"), "16015");
        assert_eq!(named("Lyon"), "69123");
        assert_eq!(named("Métropole de Lyon"), "200046977");
        assert_eq!(named("CC Forêts, Seine et Suzon"), "200039063");
        assert_eq!(named("dep:Charente"), "dep:16");
        assert_eq!(named("Département de la Charente"), "dep:16");
        assert_eq!(named("l'Aude"), "dep:11");
        assert_eq!(named("région Bretagne"), "reg:53");
        assert!(named("com:Bretagne").starts_with("? 36024"));
        assert_eq!(named("epci:Grand Angoulême"), "200071827");
        assert_eq!(named("ville de Lyon"), "69123");
        assert_eq!(named("Saint-Denis (93)"), "93066");
        assert!(named("Vire").starts_with("? "), "{}", named("Vire"));
        assert_eq!(named("Polynésie française"), "dep:987");
        assert_eq!(named("Ville-la-Grand"), "74305");
        assert_eq!(named("PACA"), "reg:93");
        assert_eq!(named("Alsace"), "dep:67 dep:68");
        assert_eq!(named("France"), "france");
        assert_eq!(named("Jarnac-Champagne"), "17192");
        assert_eq!(named("Com Com des Quatre Rivières"), named("CC des Quatre Rivières"));
        assert_eq!(named("Anville"), "in 16339");
        assert_eq!(named("Sannerville"), "with 14712");
        assert!(named("Saint-Martin").starts_with("? "), "{}", named("Saint-Martin"));
        assert!(named("Charante").contains("Charente"), "{}", named("Charante"));
        assert_eq!(named("1"), "unknown: 01, Ain");
        assert!(named("CC des Quatre Rivières").starts_with("? "));
    }

    #[test]
    fn the_regions_of_before_2016_are_made_of_departements_of_one_region_of_today() {
        for (name, parts) in REGIONS_OF_2015 {
            let regions: Vec<_> = parts.iter().map(|code| region_of(code)).collect();
            assert!(regions[0].is_some() && regions.iter().all(|one| *one == regions[0]), "{name}");
        }
    }

    #[test]
    fn every_region_has_a_departement() {
        for (code, name) in REGIONS {
            assert!(Departement::all().any(|one| region_of(one.code) == Some(code)), "{name}");
        }
    }
}
