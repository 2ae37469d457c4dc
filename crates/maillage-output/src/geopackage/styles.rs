//! The styles of every layer, where QGIS looks for them: it opens a layer with the first, and offers
//! the others.

use rusqlite::{Transaction, params};

use super::{DATE, Failure, Names};
use crate::{StyledLayer, qml::write_qml};

/// Registers the table of styles, without which GDAL would not list it.
pub(super) fn register(to: &Transaction) -> Result<(), Failure> {
    to.execute(
        "INSERT INTO gpkg_contents VALUES
         ('layer_styles', 'attributes', 'layer_styles', '', ?, NULL, NULL, NULL, NULL, NULL)",
        params![DATE],
    )?;
    Ok(())
}

/// Writes the styles of a layer.
pub(super) fn write(to: &Transaction, styled: &StyledLayer, names: &Names) -> Result<(), Failure> {
    let Some((geometry, _)) = &names.geometry else { return Ok(()) };
    // QGIS looks for an empty schema, not for a null one.
    let mut statement = to.prepare(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name,
         f_geometry_column, \"styleName\", \"styleQML\", \"styleSLD\", \"useAsDefault\",
         description, owner, update_time)
         VALUES ('', '', ?, ?, ?, ?, '', ?, ?, '', ?)",
    )?;
    for (rank, style) in styled.styles.iter().enumerate() {
        let mut qml = Vec::new();
        write_qml(&mut qml, style, &styled.layer)?;
        let qml = String::from_utf8_lossy(&qml);
        let is_first = rank == 0;
        let description = &style.heading;
        statement.execute(params![
            names.table,
            geometry,
            style.title,
            qml,
            is_first,
            description,
            DATE
        ])?;
    }
    Ok(())
}
