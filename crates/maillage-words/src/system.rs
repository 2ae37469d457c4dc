//! What the operating system says of a file, in both languages.

use std::{fmt, io};

use crate::{Lang, spoken::Speak};

/// In English as the system says it; in French by its kind, or else as the system says it.
impl Speak for &io::Error {
    fn speak(&self, lang: Lang, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match in_french(self) {
            Some(french) if lang == Lang::Fr => to.write_str(french),
            _ => write!(to, "{self}"),
        }
    }
}

fn in_french(cause: &io::Error) -> Option<&'static str> {
    use io::ErrorKind::{
        BrokenPipe, DirectoryNotEmpty, FileTooLarge, Interrupted, InvalidData, InvalidFilename,
        IsADirectory, NotADirectory, NotFound, OutOfMemory, PermissionDenied, QuotaExceeded,
        ReadOnlyFilesystem, ResourceBusy, StorageFull, TimedOut, UnexpectedEof,
    };
    let french = match cause.kind() {
        NotFound => "fichier ou dossier introuvable",
        PermissionDenied => "accès refusé",
        IsADirectory => "c'est un dossier",
        NotADirectory => "ce n'est pas un dossier",
        DirectoryNotEmpty => "le dossier n'est pas vide",
        StorageFull => "le disque est plein",
        QuotaExceeded => "le quota du disque est dépassé",
        FileTooLarge => "fichier trop volumineux pour le disque",
        ReadOnlyFilesystem => "le disque est en lecture seule",
        InvalidFilename => "nom de fichier non admis",
        ResourceBusy => "fichier utilisé par un autre programme",
        UnexpectedEof => "le fichier est incomplet",
        InvalidData => "le contenu est altéré",
        OutOfMemory => "mémoire insuffisante",
        TimedOut => "délai dépassé",
        Interrupted => "opération interrompue",
        BrokenPipe => "la sortie a été fermée",
        _ => return None,
    };
    Some(french)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spoken::Spoken;

    #[test]
    fn the_system_is_quoted_in_english_and_translated_in_french() {
        let refused = io::Error::from(io::ErrorKind::PermissionDenied);
        assert_eq!(Spoken(Lang::Fr, &&refused).to_string(), "accès refusé");
        assert_eq!(Spoken(Lang::En, &&refused).to_string(), "permission denied");
        let unknown = io::Error::other("message of a driver");
        assert_eq!(Spoken(Lang::Fr, &&unknown).to_string(), "message of a driver");
    }
}
