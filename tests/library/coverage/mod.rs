//! The main job, from files to the layer.

mod beside;
mod contract;
mod doubtful;
mod empty_rows;
mod exhaustive;
mod identities;
mod in_time;
mod ledger;
mod left_out;
mod one_list;
mod options;
mod order;
mod other_need;
mod passage;
mod perimeter;
mod residents;
mod water;
