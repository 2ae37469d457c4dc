//! The time zones of France, as a calendar describes them.
//!
//! Names and rules are those of the IANA database: summer time in Europe since 1996 (directive
//! 2000/84/CE), at Saint-Pierre-et-Miquelon that of North America since 2007, none elsewhere.
//! Polynesia has three zones and is not among them.

use std::io::{self, Write};

/// A time zone.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Zone {
    /// Its name in the IANA database.
    pub(super) name: &'static str,
    /// Offset from universal time in winter.
    standard: &'static str,
    summer: Option<Summer>,
}

/// When summer time begins and ends: every year on one day, since the first.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Summer {
    offset: &'static str,
    begins: [&'static str; 2],
    ends: [&'static str; 2],
}

static PARIS: Zone = Zone {
    name: "Europe/Paris",
    standard: "+0100",
    summer: Some(Summer {
        offset: "+0200",
        begins: ["19960331T020000", "BYMONTH=3;BYDAY=-1SU"],
        ends: ["19961027T030000", "BYMONTH=10;BYDAY=-1SU"],
    }),
};

static MIQUELON: Zone = Zone {
    name: "America/Miquelon",
    standard: "-0300",
    summer: Some(Summer {
        offset: "-0200",
        begins: ["20070311T020000", "BYMONTH=3;BYDAY=2SU"],
        ends: ["20071104T020000", "BYMONTH=11;BYDAY=1SU"],
    }),
};

/// By code of the département or the collectivité, those without summer time.
static FIXED: [(&str, Zone); 9] = [
    ("971", fixed("America/Guadeloupe", "-0400")),
    ("972", fixed("America/Martinique", "-0400")),
    ("973", fixed("America/Cayenne", "-0300")),
    ("974", fixed("Indian/Reunion", "+0400")),
    ("976", fixed("Indian/Mayotte", "+0300")),
    ("977", fixed("America/St_Barthelemy", "-0400")),
    ("978", fixed("America/Marigot", "-0400")),
    ("986", fixed("Pacific/Wallis", "+1200")),
    ("988", fixed("Pacific/Noumea", "+1100")),
];

const fn fixed(name: &'static str, standard: &'static str) -> Zone {
    Zone { name, standard, summer: None }
}

impl Zone {
    /// That of a département or a collectivité; `None` where there is none, or several.
    pub(super) fn of(departement: &str) -> Option<&'static Self> {
        match departement {
            "975" => Some(&MIQUELON),
            code if code.len() == 2 => Some(&PARIS),
            code => FIXED.iter().find(|(known, _)| *known == code).map(|(_, zone)| zone),
        }
    }

    /// Writes its description, a line each.
    pub(super) fn write(&self, to: &mut impl Write) -> io::Result<()> {
        let Self { name, standard, summer } = self;
        write!(to, "BEGIN:VTIMEZONE\r\nTZID:{name}\r\n")?;
        match summer {
            None => write_part(to, "STANDARD", [standard, standard], ["19700101T000000", ""])?,
            Some(Summer { offset, begins, ends }) => {
                write_part(to, "DAYLIGHT", [standard, offset], *begins)?;
                write_part(to, "STANDARD", [offset, standard], *ends)?;
            }
        }
        write!(to, "END:VTIMEZONE\r\n")
    }
}

fn write_part(
    to: &mut impl Write,
    part: &str,
    [before, after]: [&str; 2],
    [since, day]: [&str; 2],
) -> io::Result<()> {
    write!(to, "BEGIN:{part}\r\nDTSTART:{since}\r\n")?;
    if !day.is_empty() {
        write!(to, "RRULE:FREQ=YEARLY;{day}\r\n")?;
    }
    write!(to, "TZOFFSETFROM:{before}\r\nTZOFFSETTO:{after}\r\nEND:{part}\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_departement_has_a_zone_and_polynesia_three() {
        let name = |code| Zone::of(code).map(|zone| zone.name);
        assert_eq!(name("2A"), Some("Europe/Paris"));
        assert_eq!(name("974"), Some("Indian/Reunion"));
        assert_eq!(name("975"), Some("America/Miquelon"));
        assert_eq!(name("987"), None);
        let departements = ["971", "972", "973", "974", "976"];
        assert!(departements.iter().all(|code| Zone::of(code).is_some()));
    }
}
