//! Zones of schemes, such as QPV, Action cœur de ville or FRR: lists of communes, or quarters with
//! contours of their own.

use std::{collections::BTreeSet, path::PathBuf, sync::Arc};

use geo::{Area as _, BoundingRect, Geometry, Intersects, MultiPolygon, Rect};
use maillage_core::model::{Commune, CommuneCode, CommuneId, Level, Union};
use maillage_spelling::fold_column;
use maillage_tables::{ReadOptions, Row, Sheet};

use crate::{
    Error, Result,
    clean::codes::{self, ParsedCode},
    france::BuiltIn,
    kinds::table,
    ledger::{Account, Fate, Issue, Role, Trouble},
    lists::Supply,
    source::YES,
};

/// A scheme whose zones are given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zones {
    /// Its name, as `QPV`.
    pub name: String,
    /// The file: communes, or contours.
    pub path: PathBuf,
}

/// Names of the column of the code of a quarter.
const CODE: [&str; 8] =
    ["code_qp", "code_qpv", "codeqp", "code_quartier", "code_zone", "code", "id", "gid"];
/// Names of the column of the name of a quarter.
const NAME: [&str; 8] =
    ["lib_qp", "nom_qp", "nom_qpv", "libqp", "nom_quartier", "libelle", "nom", "name"];
/// Values of a column of flags that say that a commune is not of the scheme.
const NOT: [&str; 7] = ["", "0", "non", "n", "no", "faux", "false"];

/// The unions of one scheme in the study area, one for a list of communes and one a quarter; with the
/// account of every row of its file.
///
/// # Errors
///
/// When the file cannot be read; [`Error::NoZones`] when it names neither communes nor contours.
pub(super) fn of_scheme(
    zones: &Zones,
    communes: &[Commune],
    study: &[CommuneId],
    supply: &Supply,
) -> Result<(Vec<Union>, Account)> {
    let options = ReadOptions { max_input_size: supply.max_input_size, ..ReadOptions::default() };
    let mut sheet = maillage_tables::read_with(&zones.path, &options)?;
    let mut account = account(&mut sheet);
    let unions = if sheet.rows.iter().any(|row| surface(row).is_some()) {
        of_contours(zones, &sheet, communes, study, &mut account)
    } else {
        of_communes(zones, &sheet, communes, study, &mut account)?
    };
    Ok((unions, account))
}

/// The account of a file of zones before any row is kept.
fn account(sheet: &mut Sheet) -> Account {
    let defects = std::mem::take(&mut sheet.defects);
    let lost = defects.iter().filter(|defect| defect.is_lost).count();
    Account {
        file: sheet.file_name(),
        role: Role::ZONES,
        schema: "zones",
        format: sheet.format.name(),
        encoding: sheet.encoding,
        crs: sheet.crs.as_ref().map(ToString::to_string).unwrap_or_default(),
        bytes: sheet.bytes,
        sha256: sheet.sha256.clone(),
        read: sheet.rows.len() + lost,
        issues: defects.into_iter().map(Issue::from).collect(),
        ..Account::default()
    }
}

fn set_aside(account: &mut Account, row: &Row, trouble: Trouble, value: &str) {
    account.issues.push(Issue::row(row.line, Fate::SetAside, trouble, value));
}

fn surface(row: &Row) -> Option<MultiPolygon<f64>> {
    match row.geometry.as_deref()? {
        Geometry::MultiPolygon(contour) => Some(contour.clone()),
        Geometry::Polygon(part) => Some(MultiPolygon::new(vec![part.clone()])),
        _ => None,
    }
}

/// A union for each quarter of which a part lies in the study area.
fn of_contours(
    zones: &Zones,
    sheet: &Sheet,
    communes: &[Commune],
    study: &[CommuneId],
    account: &mut Account,
) -> Vec<Union> {
    let studied: Vec<(Rect<f64>, &MultiPolygon<f64>)> = study
        .iter()
        .map(|id| &*communes[id.index()].contour)
        .filter_map(|contour| Some((contour.bounding_rect()?, contour)))
        .collect();
    let (code, name) = (sheet.columns.find(&CODE), sheet.columns.find(&NAME));
    let mut unions: Vec<Union> = Vec::new();
    for (rank, row) in sheet.rows.iter().enumerate() {
        let text = |column: Option<usize>| column.map_or("", |column| row.cell(column)).to_owned();
        let contour = surface(row).filter(|contour| contour.unsigned_area() > 0.0);
        let Some((contour, bounds)) = contour
            .and_then(|contour| Some((contour.bounding_rect()?, contour)))
            .map(|(bounds, contour)| (contour, bounds))
        else {
            set_aside(account, row, Trouble::BadGeometry, &text(code));
            continue;
        };
        let is_there = studied
            .iter()
            .any(|(around, studied)| around.intersects(&bounds) && studied.intersects(&contour));
        if !is_there {
            set_aside(account, row, Trouble::OutsidePerimeter, &text(code));
            continue;
        }
        account.kept += 1;
        let own = Some(text(code)).filter(|code| !code.is_empty());
        let own = own.unwrap_or_else(|| (rank + 1).to_string());
        unions.push(Union {
            level: Level::Zone,
            code: format!("{}:{own}", zones.name),
            name: text(name),
            communes: Vec::new(),
            outside: 0,
            contour: Some(Arc::new(contour)),
        });
    }
    unions.sort_by(|one, other| one.code.cmp(&other.code));
    unions
}

/// One union of the communes that the list names; a table of all communes with a flag names those
/// whose flag is set.
fn of_communes(
    zones: &Zones,
    sheet: &Sheet,
    communes: &[Commune],
    study: &[CommuneId],
    account: &mut Account,
) -> Result<Vec<Union>> {
    let none = || Error::NoZones { path: zones.path.clone(), name: zones.name.clone() };
    let code = table::code_column(sheet).map_err(|_| none())?;
    let flag = flag(sheet, code, &zones.name);
    let is_of_scheme =
        |row: &&Row| flag.is_none_or(|flag| !NOT.contains(&&*row.cell(flag).trim().to_lowercase()));
    let studied: BTreeSet<CommuneCode> = study.iter().map(|id| communes[id.index()].code).collect();
    let (mut inside, mut outside) = (BTreeSet::new(), BTreeSet::new());
    let mut seen = BTreeSet::new();
    for row in &sheet.rows {
        let text = row.cell(code);
        if !is_of_scheme(&row) {
            set_aside(account, row, Trouble::NotOfScheme, text);
            continue;
        }
        let code = match codes::read(text, |_| true) {
            ParsedCode::Code(code, _) => code,
            ParsedCode::Unreadable(trouble) => {
                set_aside(account, row, trouble, text);
                continue;
            }
        };
        if !seen.insert(code) {
            set_aside(account, row, Trouble::CodeTwice, text);
            continue;
        }
        let drawn = drawn(code, &studied);
        let is_inside = drawn.iter().any(|code| studied.contains(code));
        for code in drawn {
            let side = if studied.contains(&code) { &mut inside } else { &mut outside };
            side.insert(code);
        }
        if is_inside {
            account.kept += 1;
        } else {
            set_aside(account, row, Trouble::OutsidePerimeter, text);
        }
    }
    if inside.is_empty() && outside.is_empty() {
        return Err(none());
    }
    // A scheme of other places has no row here.
    if inside.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![Union {
        level: Level::Zone,
        code: zones.name.clone(),
        name: zones.name.clone(),
        communes: inside.into_iter().collect(),
        outside: outside.len(),
        contour: None,
    }])
}

/// The communes that a code of any year leads to.
fn drawn(code: CommuneCode, studied: &BTreeSet<CommuneCode>) -> Vec<CommuneCode> {
    match BuiltIn::get() {
        Some(built_in) if !studied.contains(&code) => {
            let found: Vec<CommuneCode> = built_in.drawn_as(code).into_iter().collect();
            if found.is_empty() { vec![code] } else { found }
        }
        _ => vec![code],
    }
}

/// The column of flags: the one called like the scheme, whatever it says of those that are of it, or
/// the only other column if its values are yes and no.
fn flag(sheet: &Sheet, code: usize, name: &str) -> Option<usize> {
    let named = sheet.columns.find(&[fold_column(name).as_str()]).filter(|rank| *rank != code);
    if named.is_some() {
        return named;
    }
    let mut others = (0..sheet.columns.names().len()).filter(|rank| *rank != code);
    let only = others.next().filter(|_| others.next().is_none())?;
    let values: BTreeSet<String> =
        sheet.rows.iter().map(|row| row.cell(only).trim().to_lowercase()).collect();
    let known = |value: &String| NOT.contains(&&**value) || YES.contains(&&**value);
    let says_both = values.iter().any(|value| NOT.contains(&&**value))
        && values.iter().any(|value| YES.contains(&&**value));
    (says_both && values.iter().all(known)).then_some(only)
}
