//! The library through its public API.

mod blocks;
mod captions;
mod catalogue;
mod coverage;
mod crs;
mod demo;
mod diagnosis;
mod france;
mod geodesy;
mod grid;
mod handmade;
mod identity;
mod index;
mod island;
mod layer;
mod need;
mod offer;
mod provenance;
mod readers;
mod real_data;
mod recognition;
mod sentences;
mod shuffled;
mod territory_borders;
mod tours;
mod travel;
