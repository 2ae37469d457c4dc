//! The manual's pages, in the program: `maillage help lists`, `maillage aide listes`.

use maillage::Lang;

/// A page in both languages: its subject, and its text.
pub(crate) struct Page {
    pub(crate) subject: [&'static str; 2],
    text: [&'static str; 2],
}

macro_rules! pages {
    ($($fr:literal $en:literal),* $(,)?) => {
        [$(Page {
            subject: [$fr, $en],
            text: [
                include_str!(concat!("../../../docs/fr/", $fr, ".md")),
                include_str!(concat!("../../../docs/en/", $en, ".md")),
            ],
        }),*]
    };
}

/// The pages, in the order in which they are read.
pub(crate) const PAGES: [Page; 17] = pages![
    "premiere-carte" "first-map",
    "listes" "lists",
    "fichiers" "files",
    "horaires" "hours",
    "offre" "supply",
    "catalogue" "catalogue",
    "besoin" "need",
    "habitants" "residents",
    "territoires" "territories",
    "cartes" "maps",
    "colonnes" "columns",
    "qgis" "qgis",
    "acces" "access",
    "methode" "method",
    "mesures" "benchmarks",
    "defauts" "faults",
    "bibliotheque" "library",
];

impl Page {
    /// The page of this subject, in either language, whatever its accents, capitals and number.
    pub(crate) fn of(subject: &str) -> Option<&'static Self> {
        let singular = |text: &str| maillage_spelling::fold(text).trim_end_matches('s').to_owned();
        let wanted = singular(subject);
        let is_named =
            |page: &&Page| page.subject.iter().any(|subject| singular(subject) == wanted);
        PAGES.iter().find(is_named)
    }

    /// The pages that say most of `word`, at most three, the one with most of it first; empty when
    /// none names it twice.
    pub(crate) fn about(word: &str, lang: Lang) -> Vec<&'static Self> {
        let wanted = maillage_spelling::fold(word);
        if wanted.is_empty() {
            return Vec::new();
        }
        let times = |page: &Self| maillage_spelling::fold(page.text(lang)).matches(&wanted).count();
        let counted = PAGES.iter().map(|page| (times(page), page));
        let mut counted: Vec<_> = counted.filter(|(times, _)| *times > 1).collect();
        counted.sort_by_key(|(times, _)| std::cmp::Reverse(*times));
        counted.into_iter().take(3).map(|(_, page)| page).collect()
    }

    /// Its text.
    pub(crate) fn text(&self, lang: Lang) -> &'static str {
        self.text[rank(lang)]
    }

    /// Its subject, and what it is for: the sentence below its title.
    pub(crate) fn summary(&self, lang: Lang) -> (&'static str, &'static str) {
        let lines = self.text(lang).lines().skip(1);
        let sentence = lines.map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
        (self.subject[rank(lang)], sentence)
    }
}

fn rank(lang: Lang) -> usize {
    match lang {
        Lang::Fr => 0,
        Lang::En => 1,
    }
}
