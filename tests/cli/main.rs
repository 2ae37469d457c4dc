//! The binary, as its users run it.

mod access;
mod bad_files;
mod bad_options;
mod bad_outputs;
mod bad_shapefiles;
mod bare_files;
mod catalogue;
mod check;
mod compare;
mod coverage;
mod demo;
mod diagnose;
mod folder;
mod help;
mod hostile;
mod in_french;
mod manual;
mod memory;
mod offer;
mod outputs;
mod paths;
mod rates;
mod replay;
mod sets;
mod settings;
mod workbook_of_1997;
