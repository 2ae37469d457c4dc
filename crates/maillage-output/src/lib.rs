//! Writes the results of a run: typed columns, layers, formats, styles and reports. Computes
//! nothing.
//!
//! - A [`Layer`] is rows of typed [`Column`]s; a [`LayerFormat`] writes it. A new format is one
//!   file.
//! - A [`Report`] is a list of facts; a [`Voice`] says in which language they are written.
//! - [`sentences`] holds every sentence, in both languages.

mod access_columns;
mod calendar;
mod caption;
mod column;
mod comparison;
mod competition;
mod coverage;
mod csv_rows;
mod dataset;
mod diagnosis;
mod equity;
mod error;
mod execution;
mod extent;
mod flatgeobuf;
mod geojson;
mod geojson_lines;
mod geopackage;
#[cfg(feature = "parquet")]
mod geoparquet;
pub mod ground;
mod hot_spots;
mod identity;
mod layer;
mod layer_csv;
mod layer_metadata;
mod ledger;
mod mapping;
mod metadata;
mod output_set;
pub mod palette;
mod places;
pub mod plane;
mod qgis_project;
mod qml;
mod recognition;
mod report;
mod rows;
mod run;
#[cfg(test)]
mod sample;
mod saved_layer;
pub mod sentences;
mod shapefile;
mod sites;
mod sources;
pub mod style;
mod styles;
mod table_access;
mod table_equity;
mod territory_borders;
mod tours;
mod visible;
mod voice;
mod workbook;

pub use calendar::write_calendar;
pub use caption::Caption;
pub use column::{Column, ColumnType, Unit, Value};
pub use comparison::{
    ChangedTerritory, ComparedUnit, Comparison, Provenance, change_layer, changed_places_layer,
    write_change_table, write_comparison_report,
};
pub use coverage::{coverage_layer, write_coverage};
pub use csv_rows::text_of_cell;
pub use dataset::{
    DatasetOptions, LayersWanted, catalogue_dataset, check_style, comparison_dataset,
    coverage_dataset, diagnosis_dataset, saved_dataset,
};
pub use diagnosis::{
    Diagnosis, Served, gaps_layer, served_layer, territories_layer, write_diagnosis_report,
    write_opening,
};
pub use error::{Error, Result};
pub use execution::{Execution, RunId, WrittenFile, other_runs_beside};
pub use flatgeobuf::FlatGeobuf;
pub use geojson::GeoJson;
pub use geojson_lines::GeoJsonLines;
pub use geopackage::GeoPackage;
#[cfg(feature = "parquet")]
pub use geoparquet::GeoParquet;
pub use hot_spots::{FoundHotSpots, numbers_of};
pub use identity::write_evidence;
pub use layer::{
    Dataset, DatasetFormat, Geometry, GeometryType, Layer, LayerFile, LayerFormat, StyledLayer,
};
pub use layer_csv::{LayerCsv, LayerCsvTypes};
pub use ledger::{ledger_layer, write_ledger};
pub use maillage_words::{Words, uncapitalised};
pub use mapping::{write_column_mapping, write_mapping};
pub use output_set::{OutputSet, Resumed, abandon_outputs, are_outputs_abandoned};
pub use places::{places_layer, write_places};
pub use qgis_project::write_project;
pub use qml::write_qml;
pub use recognition::recognised;
pub use report::{
    Detail, Fact, Origins, People, RateUsed, Rates, Report, Table, write_account,
    write_coverage_report, write_identity_report, write_offer_report, write_timetable_report,
};
pub use run::{Coverage, LeftOut};
pub use saved_layer::saved_layer;
pub use sentences::troubles::message;
pub use shapefile::{Shapefile, ShapefileLoss, ShapefilePart};
pub use sites::sites_layer;
pub use sources::sources_layer;
pub use styles::{Classing, Lacking, StyleName, StyleOptions, style, styles_of};
pub use table_access::{
    TableAccess, TableMethod, write_table_access, write_table_access_metadata,
    write_table_access_report, write_table_supply,
};
pub use table_equity::{
    TableEquity, write_table_equity, write_table_equity_metadata, write_table_equity_report,
};
pub use tours::{ToursLayer, tours_layer, tours_layers, write_tours};
pub use visible::{visible, visible_json};
pub use voice::Voice;
pub use workbook::Workbook;
