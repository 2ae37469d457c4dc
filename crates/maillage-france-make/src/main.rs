//! `maillage-france-make FOLDER`: writes the data of `maillage-france` from the official files in
//! FOLDER (its `territory` and `communes`), and says what it found.

use std::{env, fs, path::Path, process::ExitCode};

use maillage_france_make::made;

fn main() -> ExitCode {
    let Some(folder) = env::args().nth(1) else {
        eprintln!("usage: maillage-france-make FOLDER   (which holds territory/ and communes/)");
        return ExitCode::from(2);
    };
    match write(Path::new(&folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("maillage-france-make: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn write(folder: &Path) -> anyhow::Result<()> {
    let made = made(folder)?;
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../maillage-france/data");
    fs::create_dir_all(&data)?;
    fs::write(data.join("gazetteer.bin"), &made.gazetteer)?;
    fs::write(data.join("contours.bin"), &made.contours)?;
    eprintln!("gazetteer {} bytes, contours {} bytes", made.gazetteer.len(), made.contours.len());
    made.notes.iter().for_each(|note| eprintln!("{note}"));
    Ok(())
}
