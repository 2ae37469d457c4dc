//! The columns of a grid, by their names from 2015 to 2021.

use crate::ledger::{Issue, Trouble};
use maillage_core::model::AgeBand;
use maillage_tables::Columns;

/// Columns of the cell identifier, smaller cells before the larger cells that contain them.
const ID: [&str; 9] = [
    "idinspire",
    "id_inspire",
    "idcar_200m",
    "id_carr200m",
    "id_carr_200m",
    "idcar_1km",
    "id_carr1km",
    "id_carr_1km",
    "idcar_nat",
];
const PEOPLE: [&str; 2] = ["ind", "ind_c"];
const CODES: [&str; 6] =
    ["lcog_geo", "depcom", "codgeo", "code_insee", "code_commune", "insee_com"];
const AGELESS: [&str; 1] = ["ind_inc"];
/// Columns that mark imputed values, for small and for large cells.
const IMPUTED: [&[&str]; 2] =
    [&["i_est_200", "i_est_200m", "i_est_cr"], &["i_est_1km", "i_est_cr"]];
/// Side length from which a cell is large, in metres.
const LARGE: u32 = 1_000;

/// The columns of a grid, by rank.
pub(super) struct GridColumns {
    pub(super) id: usize,
    pub(super) people: usize,
    pub(super) codes: Option<usize>,
    /// The bands of the age columns, from the youngest.
    pub(super) bands: Vec<AgeBand>,
    pub(super) ages: Vec<usize>,
    pub(super) ageless: Option<usize>,
    imputed: [Option<usize>; 2],
    /// Bands ignored because some overlap.
    refused: Vec<AgeBand>,
}

impl GridColumns {
    /// Finds the columns; `None` without cells or residents.
    pub(super) fn find(columns: &Columns) -> Option<Self> {
        let id = columns.find(&ID)?;
        let people = columns.find(&PEOPLE)?;
        let mut found: Vec<(AgeBand, usize)> =
            columns.folded().filter_map(|(rank, name)| Some((band(&name)?, rank))).collect();
        found.sort_unstable();
        let (mut bands, mut ages): (Vec<_>, Vec<_>) = found.into_iter().unzip();
        let mut refused = Vec::new();
        if bands.windows(2).any(|pair| pair[0].and(pair[1]).is_some()) {
            refused = std::mem::take(&mut bands);
            ages = Vec::new();
        }
        Some(Self {
            id,
            people,
            codes: columns.find(&CODES),
            bands,
            ages,
            ageless: columns.find(&AGELESS),
            imputed: IMPUTED.map(|names| columns.find(names)),
            refused,
        })
    }

    /// The column that marks imputed values for cells of this size.
    pub(super) fn imputed(&self, metres: u32) -> Option<usize> {
        self.imputed[usize::from(metres >= LARGE)]
    }

    /// Issues with the file as a whole: the columns used and the bands ignored.
    pub(super) fn notes(&self, columns: &Columns) -> Vec<Issue> {
        let read = [Some(self.id), Some(self.people), self.codes].into_iter().flatten();
        let names: Vec<&str> = read.map(|rank| columns.names()[rank].as_str()).collect();
        let mut notes = vec![Issue::file(Trouble::ColumnRead, names.join(", "))];
        if !self.refused.is_empty() {
            let bands = maillage_core::model::listing(&self.refused);
            notes.push(Issue::file(Trouble::BandsOverlap, bands));
        }
        notes
    }
}

/// The band of a column named `ind_18_24` or `ind_80p`.
fn band(name: &str) -> Option<AgeBand> {
    let ages = name.strip_prefix("ind_")?;
    match ages.strip_suffix('p') {
        Some(from) => AgeBand::new(from.parse().ok()?, None),
        None => {
            let (from, last) = ages.split_once('_')?;
            AgeBand::new(from.parse().ok()?, Some(last.parse().ok()?))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(names: &str) -> Columns {
        Columns::new(names.split(',').map(str::to_owned).collect())
    }

    #[test]
    fn the_cell_of_a_file_is_its_own_and_not_one_that_holds_it() {
        let id = |names| GridColumns::find(&columns(names)).map(|found| found.id);
        assert_eq!(id("Id_carr1km,Id_carr_n,IdINSPIRE,Ind"), Some(2));
        assert_eq!(id("idcar_nat,idcar_1km,idcar_200m,ind"), Some(2));
        assert_eq!(id("idcar_nat,idcar_1km,ind"), Some(1));
        assert_eq!(id("Id_carr1km,Ind"), Some(0));
        assert_eq!(id("idcar_200m,men"), None);
    }

    #[test]
    fn bands_are_read_off_the_names_and_put_in_order() {
        let found =
            GridColumns::find(&columns("idcar_1km,ind,ind_80p,ind_4_5,ind_0_3,ind_snv,ind_inc"));
        let found = found.expect("a grid");
        assert_eq!(maillage_core::model::listing(&found.bands), "0-3, 4-5, 80+");
        assert_eq!((found.ages, found.ageless), (vec![4, 3, 2], Some(6)));
    }

    #[test]
    fn bands_that_overlap_are_not_read() {
        let columns = columns("idcar_1km,ind,ind_0_17,ind_0_3,ind_4_17");
        let found = GridColumns::find(&columns).expect("a grid");
        assert!(found.bands.is_empty() && found.ages.is_empty());
        assert_eq!(found.notes(&columns)[1].trouble, Trouble::BandsOverlap);
    }

    #[test]
    fn the_flag_of_an_estimate_is_that_of_the_size_of_the_cell() {
        let of_2015 =
            GridColumns::find(&columns("IdINSPIRE,Ind,I_est_cr,I_est_1km")).expect("a grid");
        assert_eq!((of_2015.imputed(200), of_2015.imputed(1_000)), (Some(2), Some(3)));
        let of_2019 = GridColumns::find(&columns("idcar_1km,ind,i_est_1km")).expect("a grid");
        assert_eq!((of_2019.imputed(200), of_2019.imputed(1_000)), (None, Some(2)));
    }
}
