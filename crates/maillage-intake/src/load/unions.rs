//! The unions of communes that results are given for: EPCI, arrondissements, départements,
//! régions, hubs, and cantons and bassins de vie where a table states them.

use std::collections::{BTreeMap, BTreeSet};

use maillage_core::model::{
    Commune, CommuneCode, CommuneId, Departement, Level, REGIONS, Union, region_of,
};

use crate::{
    Error, Result,
    area::Area,
    france::BuiltIn,
    kinds::{crosswalk::Perimeters, membership::Memberships},
    ledger::Ground,
    sentences,
};

/// A hub territorial: a union of areas under a name. Areas may overlap; hubs too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hub {
    /// Its name.
    pub name: String,
    /// What it is made of.
    pub areas: Vec<Area>,
}

/// A commune with the territories that it belongs to.
struct Member<'run> {
    code: CommuneCode,
    /// What the commune is called today, where contours of a former year hold it.
    called_today: Vec<CommuneCode>,
    epci: Option<&'run str>,
    region: Option<&'run str>,
    arrondissement: Option<String>,
    canton: Option<&'run str>,
    living_area: Option<&'run str>,
}

/// The unions of the communes of the study area, by level and code.
///
/// A union of which the study area holds only a part is kept, with the number of its other
/// communes; it is left out when its part is the whole study area, which is a row by itself.
pub(super) fn of_study(
    communes: &[Commune],
    study: &[CommuneId],
    ground: &Ground,
    hubs: &[Hub],
    memberships: &BTreeMap<CommuneCode, Memberships>,
) -> Result<Vec<Union>> {
    let built_in = BuiltIn::get().filter(|built_in| built_in.is_of(communes));
    let loaded: BTreeSet<CommuneCode> = communes.iter().map(|commune| commune.code).collect();
    let today = built_in.map(|built_in| codes_of_today(&loaded, built_in)).unwrap_or_default();
    let member = |commune| Member::of(commune, built_in, &today);
    let members: Vec<Member> = communes.iter().map(member).collect();
    let cities: BTreeSet<CommuneCode> =
        loaded.iter().filter_map(CommuneCode::commune_of_arrondissement).collect();
    let under_other_codes: BTreeSet<CommuneCode> = today.into_values().flatten().collect();
    let beyond: Vec<Member> = built_in
        .into_iter()
        .flat_map(|built_in| built_in.drawn_codes().into_iter().map(move |code| (built_in, code)))
        // The arrondissements of a city stand for it.
        .filter(|(_, code)| !loaded.contains(code) && !cities.contains(code))
        .filter(|(_, code)| !under_other_codes.contains(code))
        .filter_map(|(built_in, code)| Member::of_france(code, built_in, memberships))
        .collect();
    known_areas(hubs, || members.iter().chain(&beyond))?;
    let studied: BTreeSet<CommuneCode> = study.iter().map(|id| communes[id.index()].code).collect();
    let mut unions: BTreeMap<(Level, String), (Vec<CommuneCode>, usize)> = BTreeMap::new();
    for member in members.iter().chain(&beyond) {
        for (level, code) in member.territories(hubs) {
            let (communes, outside) = unions.entry((level, code)).or_default();
            if studied.contains(&member.code) {
                communes.push(member.code);
            } else {
                *outside += 1;
            }
        }
    }
    let whole = Union {
        level: Level::StudyArea,
        code: study_code(ground),
        name: study_name(ground),
        communes: studied.iter().copied().collect(),
        outside: 0,
        contour: None,
    };
    let union = |((level, code), (mut communes, outside)): ((Level, String), (Vec<_>, usize))| {
        communes.sort_unstable();
        let name = name_of(level, &code, built_in, &communes);
        Union { level, code, name, communes, outside, contour: None }
    };
    let is_told = |union: &Union| {
        let is_study_area = union.communes.len() == whole.communes.len();
        let is_asked = union.level == Level::Hub;
        !union.communes.is_empty() && (union.is_whole() || is_asked || !is_study_area)
    };
    let others: Vec<Union> = unions.into_iter().map(union).filter(is_told).collect();
    Ok(std::iter::once(whole).chain(others).collect())
}

/// Of the `loaded` communes that have another code today, those of contours of a former year, the codes
/// of today. The whole perimeter of each is loaded.
fn codes_of_today(
    loaded: &BTreeSet<CommuneCode>,
    built_in: &'static BuiltIn,
) -> BTreeMap<CommuneCode, Vec<CommuneCode>> {
    let is_former = |code: &&CommuneCode| built_in.is_of_other_vintage(**code);
    let former: Vec<CommuneCode> = loaded.iter().filter(is_former).copied().collect();
    if former.is_empty() {
        return BTreeMap::new();
    }
    let perimeters = Perimeters::of_contours(loaded, built_in);
    let is_there = |now: &&CommuneCode| {
        let standing = perimeters.standing(**now);
        !loaded.contains(now) && standing.iter().all(|then| loaded.contains(then))
    };
    let now = |code: CommuneCode| {
        (code, perimeters.of_code(code).iter().filter(is_there).copied().collect::<Vec<_>>())
    };
    former.into_iter().map(now).filter(|(_, now)| !now.is_empty()).collect()
}

/// Checks that every area of every hub holds a commune: a typing error must not shrink a hub.
///
/// # Errors
///
/// [`Error::UnknownTerritory`] for the first that holds none.
fn known_areas<'run, M: Iterator<Item = &'run Member<'run>>>(
    hubs: &[Hub],
    members: impl Fn() -> M,
) -> Result<()> {
    for area in hubs.iter().flat_map(|hub| &hub.areas) {
        if !members().any(|member| member.is_in(area)) {
            let contours = sentences::contours_of_this_run();
            return Err(Error::UnknownTerritory { code: area.to_string(), contours });
        }
    }
    Ok(())
}

impl<'run> Member<'run> {
    fn of(
        commune: &'run Commune,
        built_in: Option<&'static BuiltIn>,
        today: &BTreeMap<CommuneCode, Vec<CommuneCode>>,
    ) -> Self {
        Self {
            code: commune.code,
            called_today: today.get(&commune.code).cloned().unwrap_or_default(),
            epci: commune.epci.as_deref(),
            region: commune.region.as_deref().or_else(|| region_of(commune.code.departement())),
            arrondissement: built_in.and_then(|built_in| arrondissement(commune.code, built_in)),
            canton: commune.canton.as_deref(),
            living_area: commune.living_area.as_deref(),
        }
    }

    fn of_france(
        code: CommuneCode,
        built_in: &'static BuiltIn,
        memberships: &'run BTreeMap<CommuneCode, Memberships>,
    ) -> Option<Self> {
        let told = memberships.get(&code);
        Some(Self {
            code,
            called_today: Vec::new(),
            epci: match told {
                Some(told) => told.epci.as_deref(),
                None => built_in.france().commune(code)?.epci,
            },
            region: region_of(code.departement()),
            arrondissement: arrondissement(code, built_in),
            canton: told.and_then(|told| told.canton.as_deref()),
            living_area: told.and_then(|told| told.living_area.as_deref()),
        })
    }

    /// Whether `area` holds the commune, by its code or by that of today.
    fn is_in(&self, area: &Area) -> bool {
        let mut codes = std::iter::once(&self.code).chain(&self.called_today);
        codes.any(|code| area.holds_member(*code, self.epci, self.region))
    }

    /// The territories of the commune.
    fn territories(&self, hubs: &[Hub]) -> Vec<(Level, String)> {
        let departement = Departement::of_code(self.code.departement()).map(|found| found.code);
        let departement = departement.unwrap_or(self.code.departement());
        let coded = [
            (Level::Region, self.region),
            (Level::Departement, Some(departement)),
            (Level::Arrondissement, self.arrondissement.as_deref()),
            (Level::Epci, self.epci),
            (Level::Canton, self.canton),
            (Level::LivingArea, self.living_area),
        ];
        let coded = coded.into_iter().filter_map(|(level, code)| Some((level, code?.to_owned())));
        let is_in = |hub: &&Hub| hub.areas.iter().any(|area| self.is_in(area));
        let hubs = hubs.iter().filter(is_in).map(|hub| (Level::Hub, hub.name.clone()));
        hubs.chain(coded).collect()
    }
}

/// The code of the arrondissement of a commune, which begins with that of its département.
fn arrondissement(code: CommuneCode, built_in: &'static BuiltIn) -> Option<String> {
    let code = built_in.france().commune(code)?.arrondissement;
    (!code.is_empty()).then(|| code.to_owned())
}

fn study_code(ground: &Ground) -> String {
    match &ground.within[..] {
        [] if ground.is_country && ground.brought.contours => "france".to_owned(),
        [] => "ensemble".to_owned(),
        areas => areas.iter().map(ToString::to_string).collect::<Vec<_>>().join("|"),
    }
}

fn study_name(ground: &Ground) -> String {
    if ground.within.is_empty() && ground.is_country && ground.brought.contours {
        return "France".to_owned();
    }
    let names: Option<Vec<&str>> = ground.within.iter().map(Area::name).collect();
    names.unwrap_or_default().join(", ")
}

/// The name of a union; empty when it is unknown.
///
/// Arrondissements have no name in the geography brought along: theirs is the most populous of
/// their communes in the study area, said to be that.
fn name_of(
    level: Level,
    code: &str,
    built_in: Option<&'static BuiltIn>,
    communes: &[CommuneCode],
) -> String {
    let commune = |code: CommuneCode| Some(built_in?.france().commune(code)?.name);
    let name = match level {
        Level::Hub | Level::Zone => Some(code.to_owned()),
        Level::Region => {
            let found = REGIONS.iter().find(|(region, _)| *region == code);
            found.map(|(_, name)| (*name).to_owned())
        }
        Level::Departement => Departement::of_code(code).map(|found| found.name.to_owned()),
        Level::Epci => {
            let found = built_in.and_then(|built_in| built_in.france().epci(code));
            found.map(|epci| epci.name.to_owned())
        }
        Level::LivingArea => code.parse().ok().and_then(commune).map(str::to_owned),
        Level::Arrondissement => {
            let officials = communes.iter().filter_map(|code| built_in?.france().commune(*code));
            let most = officials.max_by_key(|official| official.population);
            most.map(|most| format!("{code} (plus grande commune : {})", most.name))
        }
        Level::StudyArea | Level::Canton => None,
    };
    name.unwrap_or_default()
}
