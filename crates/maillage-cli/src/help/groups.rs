//! The groups in which help lists the options of every command: what a first map needs comes first.

use clap::{Arg, Command};
use maillage::Lang;

/// A heading in French and in English, and the options below it in their order, by identifier (the
/// field name). Clap writes a colon after a heading, before which French has a space.
struct Group {
    heading: [&'static str; 2],
    options: &'static [&'static str],
}

/// The groups, in the order in which help shows them.
const GROUPS: [Group; 11] = [
    Group {
        heading: ["L'essentiel\u{a0}", "Essentials"],
        options: &[
            "topic",
            "files",
            "before",
            "after",
            "layers",
            "output",
            "name",
            "costs",
            "demand",
            "supply",
            "method",
            "within",
            "out",
            "map",
            "style",
            "title",
            "breaks",
            "inputs",
            "json",
            "save_mapping",
        ],
    },
    Group {
        heading: ["Scénarios et territoires d'un diagnostic\u{a0}", "Scenarios and territories"],
        options: &["add", "remove", "zones", "candidates", "reference", "people_per_conseiller"],
    },
    Group {
        heading: [
            "Fichiers, quand leur nature est donnée\u{a0}",
            "Files, where their kind is given",
        ],
        options: &[
            "mediation",
            "france_services",
            "itinerant",
            "catalogue",
            "communes",
            "population",
            "residents",
            "illectronism",
            "ages",
            "rates",
            "margins",
            "membership",
            "chefs_lieux",
            "travel_matrix",
            "places_before",
            "places_after",
            "school_holidays",
            "passage",
            "cog",
            "mapping",
            "config",
            "keep_contacts",
            "max_input_size",
            "evidence",
            "tours",
            "calendar",
            "cost_column",
            "demand_column",
            "supply_column",
        ],
    },
    Group {
        heading: ["Distances et seuils\u{a0}", "Distances and thresholds"],
        options: &[
            "main_threshold_km",
            "thresholds_km",
            "reach_km",
            "buffer_km",
            "detour",
            "origin",
            "residents_weight",
            "main_threshold_min",
            "thresholds_min",
            "own_commune_min",
            "travel_unit",
            "max_cost",
            "nearest",
            "classes",
            "tours_without_stops",
        ],
    },
    Group {
        heading: ["Jours et heures\u{a0}", "Days and hours"],
        options: &[
            "window",
            "at",
            "min_minutes_per_week",
            "unknown_hours",
            "period",
            "public_holidays",
        ],
    },
    Group {
        heading: ["Lieux pris en compte\u{a0}", "Which places serve"],
        options: &["services", "labels", "publics", "free", "accessible", "untold"],
    },
    Group {
        heading: ["Besoin\u{a0}", "Need"],
        options: &[
            "need_column",
            "need_unit",
            "calibrate",
            "close_to_total",
            "split_bands",
            "pyramid",
            "confidence",
        ],
    },
    Group {
        heading: ["Partage des lieux\u{a0}", "How places are shared"],
        options: &["competition", "decay", "catchment", "choice"],
    },
    Group { heading: ["Points chauds\u{a0}", "Hot spots"], options: &["hot_spots", "neighbours"] },
    Group {
        heading: ["Doublons\u{a0}", "Duplicates"],
        options: &["same_within_m", "same_above", "doubtful_above"],
    },
    Group {
        heading: ["Équité d'une table\u{a0}", "Equity of a table"],
        options: &[
            "equity",
            "value_column",
            "weight_column",
            "group_column",
            "rank_column",
            "line",
        ],
    },
];

/// `command` and its subcommands with their options in groups. Options of every command, such as
/// `--quiet`, stay in that of clap, which comes last.
pub(super) fn grouped(command: Command, lang: Lang) -> Command {
    let names: Vec<String> =
        command.get_subcommands().map(|inner| inner.get_name().to_owned()).collect();
    let command = command.mut_args(|argument| in_its_group(argument, lang));
    names
        .into_iter()
        .fold(command, |command, name| command.mut_subcommand(name, |inner| grouped(inner, lang)))
}

fn in_its_group(argument: Arg, lang: Lang) -> Arg {
    let id = argument.get_id().as_str();
    let rank_in = |group: &Group| group.options.iter().position(|option| *option == id);
    let found = GROUPS.iter().find_map(|group| Some((group, rank_in(group)?)));
    let Some((Group { heading: [french, english], .. }, rank)) = found else { return argument };
    let heading = match lang {
        Lang::Fr => *french,
        Lang::En => *english,
    };
    argument.help_heading(heading).display_order(rank)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn every_name_in_a_group_is_an_option_of_some_command() {
        let whole = crate::Arguments::command();
        let is_there = |id: &&str| {
            whole.get_subcommands().any(|of| of.get_arguments().any(|it| it.get_id() == *id))
        };
        let missing = GROUPS.iter().flat_map(|group| group.options).filter(|id| !is_there(id));
        assert_eq!(missing.collect::<Vec<_>>(), [&""; 0]);
    }

    #[test]
    fn every_option_of_one_command_is_in_one_group() {
        let whole = crate::Arguments::command();
        let common: Vec<&str> = whole.get_arguments().map(|of| of.get_id().as_str()).collect();
        for command in whole.get_subcommands() {
            for option in command.get_arguments().filter(|of| !of.is_hide_set()) {
                let id = option.get_id().as_str();
                let times = GROUPS.iter().filter(|group| group.options.contains(&id)).count();
                let of_all = ["help", "version"].contains(&id) || common.contains(&id);
                assert_eq!(times, usize::from(!of_all), "{} {id}", command.get_name());
            }
        }
    }
}
