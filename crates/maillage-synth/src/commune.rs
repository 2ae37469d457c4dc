//! Communes with the attributes that the tables give: code, name, residents, EPCI, town hall.
//!
//! Codes follow the alphabetical order within a département, as official codes do. The first
//! département is 99. A territory of 1,000 communes or more continues with 01, 02 and so on,
//! without 20. Those are codes of real départements, so such a territory is for benchmarks only.

use crate::SynthCommune;
use crate::dice::{Dice, Topic};
use crate::epci;
use crate::land::Land;
use crate::lattice::{Hex, Km, LatLon};
use crate::names;
use crate::people::{Residents, Role};

/// A commune. Communes are sorted by code.
pub(crate) struct Commune {
    /// Rank in [`Land::communes`].
    pub(crate) parcel: usize,
    pub(crate) code: String,
    pub(crate) nom: String,
    pub(crate) code_postal: String,
    /// SIREN and name of its EPCI. `None` on the islet.
    pub(crate) epci: Option<(String, String)>,
    pub(crate) residents: Residents,
    pub(crate) town_hall: LatLon,
    /// Whether it is in the rural west, where hardly any place has opened.
    pub(crate) is_remote: bool,
}

/// Westing beyond which a rural commune is remote.
const REMOTE: f64 = 0.6;
/// Number of communes in a département, below 1,000 so that numbers have three digits.
const COMMUNES_PER_DEPARTEMENT: usize = 900;

/// Creates every commune, sorted by code.
pub(crate) fn create(land: &Land, residents: &[Residents], seed: u64) -> Vec<Commune> {
    let names = names::communes(land.communes.len(), seed);
    let (epci, membership) = epci::form_groups(land, residents, &names, seed);
    let mut dice = Dice::new(seed, Topic::TownHalls);
    let town_halls: Vec<LatLon> = land
        .communes
        .iter()
        .map(|parcel| {
            land.lattice
                .degrees(random_point_near(land, parcel.cells[0], 0.12, &mut dice))
                .rounded()
        })
        .collect();

    let codes = codes(land, &names);
    let commune = |(code, parcel): (String, usize)| Commune {
        parcel,
        code,
        nom: names[parcel].clone(),
        code_postal: format!("99{:02}0", membership[parcel].map_or(0, |epci| 1 + epci % 99)),
        epci: membership[parcel].map(|rank| (epci[rank].siren.clone(), epci[rank].nom.clone())),
        residents: residents[parcel],
        town_hall: town_halls[parcel],
        is_remote: land.communes[parcel].west > REMOTE && residents[parcel].role >= Role::Bourg,
    };
    let mut communes: Vec<Commune> = codes.into_iter().map(commune).collect();
    communes.sort_by(|a, b| a.code.cmp(&b.code));
    communes
}

impl Commune {
    /// The attributes that the caller receives.
    pub(crate) fn truth(&self) -> SynthCommune {
        SynthCommune {
            code_insee: self.code.clone(),
            nom: self.nom.clone(),
            population: self.residents.population,
            latitude: self.town_hall.latitude,
            longitude: self.town_hall.longitude,
        }
    }
}

/// A random point less than `reach` cells from the centre of `cell` along each axis. The point is
/// inside the cell when `reach` is at most 0.2.
pub(crate) fn random_point_near(land: &Land, cell: Hex, reach: f64, dice: &mut Dice) -> Km {
    let reach = reach * land.lattice.spacing;
    let [east, north] = land.lattice.centre(cell);
    [east + dice.between(-reach, reach), north + dice.between(-reach, reach)]
}

/// Code and parcel of every commune. Each département is a contiguous block of the map.
fn codes(land: &Land, names: &[String]) -> Vec<(String, usize)> {
    let count = names.len();
    let departements = match count {
        0..1000 => 1,
        _ => count.div_ceil(COMMUNES_PER_DEPARTEMENT),
    };
    let centre = |parcel: usize| land.lattice.centre(land.communes[parcel].cells[0]);
    let belts = (1..).find(|belts| belts * belts >= departements).unwrap_or(1);
    let mut parcels: Vec<usize> = (0..count).collect();
    parcels.sort_by(|&a, &b| centre(a)[1].total_cmp(&centre(b)[1]));
    for belt in parcels.chunks_mut(count.div_ceil(belts)) {
        belt.sort_by(|&a, &b| centre(a)[0].total_cmp(&centre(b)[0]));
    }
    let mut codes = Vec::with_capacity(count);
    for (rank, block) in parcels.chunks_mut(count.div_ceil(departements)).enumerate() {
        block.sort_by(|&a, &b| names[a].cmp(&names[b]).then(a.cmp(&b)));
        let departement = departement(rank);
        let numbered = block.iter().enumerate();
        codes
            .extend(numbered.map(|(n, &parcel)| (format!("{departement:02}{:03}", n + 1), parcel)));
    }
    codes
}

/// Number of the département of this rank: 99, then 01 to 95 without 20, the former number of
/// Corsica.
fn departement(rank: usize) -> usize {
    match rank {
        0 => 99,
        1..20 => rank,
        _ => rank + 1,
    }
}
