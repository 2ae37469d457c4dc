//! The flags of the command line, by the library's fields that they set.

/// The fields that sentences name, each with its flag.
const FLAGS: [(&str, &str); 19] = [
    ("sources.population", "--population"),
    ("sources.illectronism", "--illectronism"),
    ("sources.ages", "--ages"),
    ("sources.rates", "--rates"),
    ("sources.residents", "--residents"),
    ("sources.passage", "--passage"),
    ("sources.itinerant", "--itinerant"),
    ("sources.school_holidays", "--school-holidays"),
    ("sources.mapping", "--mapping"),
    ("sources.contacts", "--keep-contacts"),
    ("options.buffer_km", "--buffer-km"),
    ("options.origin", "--origin"),
    ("options.need.close_to_total", "--close-to-total"),
    ("options.need.pyramid", "--pyramid"),
    ("options.period.period", "--period"),
    ("options.hours.at", "--at"),
    ("options.hours.window", "--window"),
    ("options.hours.min_minutes_per_week", "--min-minutes-per-week"),
    ("options.hours.unknown_hours", "--unknown-hours"),
];

/// `text` with the library's fields replaced by the flags that set them.
pub(crate) fn spell(text: &str) -> String {
    let mut flags = FLAGS;
    flags.sort_by_key(|(field, _)| std::cmp::Reverse(field.len()));
    flags.iter().fold(text.to_owned(), |text, (field, flag)| text.replace(field, flag))
}
