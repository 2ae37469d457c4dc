use opening_hours_syntax::parse as by_crate;
use proptest::{prelude::*, sample::select};

use super::*;

fn weekdays() -> impl Strategy<Value = String> {
    let one = || select(vec!["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]);
    let range = (one(), one()).prop_map(|(start, end)| format!("{start}-{end}"));
    let days = prop_oneof![one().prop_map(str::to_owned), range];
    prop::collection::vec(days, 1..4).prop_map(|days| days.join(","))
}

fn time(last: u32) -> impl Strategy<Value = String> {
    (0..last, 0..60_u32, any::<bool>()).prop_map(|(hour, minute, is_short)| {
        if is_short { format!("{hour}:{minute:02}") } else { format!("{hour:02}:{minute:02}") }
    })
}

fn spans(dash: &'static str) -> impl Strategy<Value = String> {
    let end = prop_oneof![9 => time(24), 1 => Just("24:00".to_owned())];
    let span = (time(24), end).prop_map(move |(start, end)| format!("{start}{dash}{end}"));
    let between = select(vec![",", ", "]);
    (prop::collection::vec(span, 1..4), between).prop_map(|(spans, between)| spans.join(between))
}

/// Texts in the plain forms.
fn plain() -> impl Strategy<Value = String> {
    let spans = || select(vec!["-", " - ", " -", "- "]).prop_flat_map(spans);
    let days = prop_oneof![
        6 => weekdays(),
        1 => select(vec!["PH", "SH", "PH,SH"]).prop_map(str::to_owned),
    ];
    let rule = prop_oneof![
        6 => (days.clone(), spans()).prop_map(|(days, spans)| format!("{days} {spans}")),
        2 => (days, select(vec!["off", "closed", "unknown"]))
            .prop_map(|(days, word)| format!("{days} {word}")),
    ];
    let between = select(vec!["; ", ";", ", "]);
    let more = prop::collection::vec((between, rule.clone()), 0..4);
    let first = prop_oneof![6 => rule, 1 => spans()];
    (first, more).prop_map(|(first, more)| {
        more.into_iter().fold(first, |text, (between, rule)| text + between + &rule)
    })
}

/// Texts that differ from plain ones in a few letters or signs.
fn nearly_plain() -> impl Strategy<Value = String> {
    let parts = select(vec![
        "",
        "",
        " ",
        "  ",
        ",",
        ";",
        ":",
        "-",
        "/",
        " / ",
        "|",
        " || ",
        "+",
        "\"",
        "\"on call\"",
        "0",
        "1",
        "2",
        "4",
        "9",
        "24:00",
        "M",
        "Mo",
        "mo",
        "Mon",
        "P",
        "PH",
        "SH",
        "Su",
        "su",
        "off",
        "OFF",
        "open",
        "closed",
        "unknown",
        "[1]",
        "(",
        "week 1-53/2 ",
        "Jan",
        "May ",
        "2026 ",
        "é",
        "sunrise",
        "24/7",
        "/30",
        "/01:30",
        "9:00-10:00/15",
    ]);
    let edits = prop::collection::vec((any::<prop::sample::Index>(), 0_usize..4, parts), 1..4);
    (plain(), edits).prop_map(|(text, edits)| {
        let mut letters: Vec<char> = text.chars().collect();
        for (at, length, part) in edits {
            let at = at.index(letters.len() + 1);
            let end = (at + length).min(letters.len());
            letters.splice(at..end, part.chars());
        }
        letters.into_iter().collect()
    })
}

proptest! {
    #[test]
    fn a_plain_text_is_read_to_the_expression_of_the_crate(text in plain()) {
        prop_assert_eq!(read(&text), Read::Plain(by_crate(&text).expect("an expression")));
    }

    #[test]
    fn a_text_that_is_nearly_plain_is_left_to_the_crate_or_read_as_by_it(text in nearly_plain()) {
        match read(&text) {
            Read::Plain(expression) => prop_assert_eq!(by_crate(&text).ok(), Some(expression)),
            Read::Invalid => prop_assert!(by_crate(&text).is_err()),
            Read::Other => {}
        }
    }

    #[test]
    fn spans_of_france_services_are_no_expression(
        days in weekdays(),
        spans in prop::collection::vec(spans(" - "), 2..4),
        between in select(vec![" / ", "/", " /"]),
    ) {
        let text = format!("{days} {}", spans.join(between));
        prop_assert_eq!(read(&text), Read::Invalid);
        prop_assert!(by_crate(&text).is_err());
    }
}

#[test]
fn other_forms_are_left_to_the_crate() {
    for text in [
        "",
        "Mo 09:00-12:00/30",
        "Mo 09:00 -12:00/01:30",
        "Mo 09:00-12:00+",
        "Mo 09:00-26:00",
        "Mo 24:00-25:00",
        "Mo 09:00-24:01",
        "Mo[1] 09:00-12:00",
        "Mo,PH 09:00-12:00",
        "PH +1 day off",
        "Mo 09:00-12:00 off",
        "Mo 09:00-12:00 || off",
        "Mo off \"works\"",
        "off",
        "lundi 9h-12h",
    ] {
        assert_eq!(read(text), Read::Other, "{text}");
    }
}
