//! Provenance of supply in time: over which days it was counted, and what was asked of it.

use serde::Serialize;

use crate::Coverage;
use crate::{Voice, column::rounded};
use maillage_core::presence::{HoursOptions, PeriodOptions, Timetable, UnknownHours};
use maillage_hours::{HolidaysOff, Weeks};

/// Over which days supply was counted.
#[derive(Serialize)]
pub(super) struct Over {
    periode: String,
    semaines: f64,
    periode_choisie: String,
    jours_feries: &'static str,
    quinzaines: String,
    lieux: usize,
    lieux_horaire_connu: usize,
}

/// What was asked of supply in time.
#[derive(Serialize)]
pub(super) struct Asked {
    minutes_par_semaine_au_moins: f64,
    moment: Option<String>,
    plage: Option<String>,
    horaire_inconnu: &'static str,
    lieux_qui_servent: usize,
}

pub(super) fn over(timetable: &Timetable, options: &PeriodOptions, voice: Voice) -> Over {
    Over {
        periode: timetable.period.to_string(),
        semaines: rounded(timetable.period.weeks(), 2),
        periode_choisie: match options.period {
            Some(_) => format!("par l'option {}", (voice.spell)("options.period.period")),
            None => format!(
                "par défaut : période de validité commune des tournées, sinon 52 semaines à partir de \
                 la date la plus récente des listes, ou l'année de {} si ce moment est en dehors",
                (voice.spell)("options.hours.at")
            ),
        },
        jours_feries: match options.public_holidays {
            HolidaysOff::Local => "fermés, nationaux et locaux, sauf horaires qui les mentionnent",
            HolidaysOff::National => "fermés, nationaux, sauf horaires qui les mentionnent",
            HolidaysOff::None => "comme les autres jours, sauf horaires qui les mentionnent",
        },
        quinzaines: format!(
            "parité ISO de la semaine du {} (ou de la première semaine de validité), puis une semaine \
             sur deux",
            Weeks::anchor(timetable.period.first())
        ),
        lieux: timetable.places.len(),
        lieux_horaire_connu: timetable.known(),
    }
}

pub(super) fn asked(coverage: &Coverage) -> Asked {
    let HoursOptions { min_minutes_per_week, at, window, unknown_hours } =
        &coverage.results.options.hours;
    Asked {
        minutes_par_semaine_au_moins: *min_minutes_per_week,
        moment: at.map(|at| at.to_string()),
        plage: window.as_ref().map(ToString::to_string),
        horaire_inconnu: match (coverage.results.options.hours.is_asked(), unknown_hours) {
            (true, UnknownHours::Closed) => "ne sert pas",
            _ => super::TAKEN_FOR_OPEN,
        },
        lieux_qui_servent: coverage.serving(),
    }
}
