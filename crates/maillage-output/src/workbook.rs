//! XLSX: all layers and tables of a run as the sheets of one workbook, for people.
//!
//! A first sheet says the answer, what was asked of places, what the others hold, and the sources.
//! Of each the first row has the titles of the columns; columns without any value are left out.
//! Codes are texts and keep their zeros, shares stay numbers from 0 to 100, days are dates, and no
//! text is ever a formula. Of geometries only positions have room.
//!
//! ECMA-376. O(cells) in time and in memory.

mod codes;
mod names;
mod sheet;

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, XlsxError};

use crate::{
    Caption, Dataset, DatasetFormat, Voice, execution::MARK, sentences::layers as words,
    territory_borders,
};

/// The XLSX format.
#[derive(Debug, Clone, Copy)]
pub struct Workbook {
    /// The language of titles.
    pub voice: Voice,
}

impl DatasetFormat for Workbook {
    fn write(&self, dataset: &Dataset, to: &mut dyn Write) -> io::Result<()> {
        to.write_all(&workbook(dataset, self.voice)?)
    }
}

/// What the first sheet says of another.
struct Listed<'dataset> {
    sheet: String,
    title: &'dataset str,
    about: &'dataset str,
    rows: usize,
}

fn workbook(dataset: &Dataset, voice: Voice) -> io::Result<Vec<u8>> {
    let read_me = voice.say(words::read_me());
    let mut names = names::SheetNames::new(&read_me);
    let mut listed = Vec::new();
    let mut sheets = Vec::new();
    // Of borders a sheet would hold no more than names.
    for styled in
        dataset.layers.iter().filter(|styled| styled.layer.name != territory_borders::NAME)
    {
        let layer = &styled.layer;
        let title = layer.title.get(voice.lang);
        for sheet in sheet::sheets_of(layer, voice.lang).map_err(refused)? {
            let name = names.of(title);
            let (about, rows) = (layer.about.get(voice.lang), sheet.rows);
            listed.push(Listed { sheet: name.clone(), title, about, rows });
            sheets.push((name, sheet.written));
        }
    }
    let run = dataset.layers.iter().find_map(|styled| styled.layer.execution.as_ref());
    let run = run.map(|execution| execution.run.to_string());
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.set_properties(&properties(&dataset.title, run.as_deref()).map_err(refused)?);
    let first = workbook.add_worksheet();
    first.set_name(read_me).map_err(refused)?;
    let caption = Caption::of(&dataset.main().layer, voice);
    write_read_me(first, &dataset.title, &caption, run.as_deref(), &listed, voice)
        .map_err(refused)?;
    for (name, mut sheet) in sheets {
        sheet.set_name(name).map_err(refused)?;
        workbook.push_worksheet(sheet);
    }
    workbook.save_to_buffer().map_err(refused)
}

/// What a workbook says of itself. Its date is the same for all: no clock is read.
fn properties(title: &str, run: Option<&str>) -> Result<DocProperties, XlsxError> {
    let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new().set_title(title).set_creation_datetime(&date);
    Ok(match run {
        Some(run) => properties.set_custom_property(MARK, run),
        None => properties,
    })
}

fn write_read_me(
    sheet: &mut rust_xlsxwriter::Worksheet,
    title: &str,
    caption: &Caption,
    run: Option<&str>,
    listed: &[Listed],
    voice: Voice,
) -> Result<(), XlsxError> {
    let (header, wrapped) = (sheet::header_format(), Format::new().set_text_wrap());
    let large = Format::new().set_bold().set_font_size(14);
    sheet.write_string_with_format(0, 0, sheet::cut(title), &large)?;
    let said = [caption.headline.clone(), caption.subtitle.clone()].into_iter();
    let said =
        said.filter(|text| !text.is_empty()).chain([voice.say(words::empty_columns_left_out())]);
    let run = run.map(|run| format!("{} {run}", voice.say(words::run())));
    let mut row = 1;
    for text in said.chain(run) {
        sheet.write_string(row, 0, sheet::cut(&text))?;
        row += 1;
    }
    row += 1;
    let titles = [words::sheet(), words::title(), words::holds(), words::rows()];
    for (column, (title, width)) in (0..).zip(titles.into_iter().zip([34, 44, 90, 10])) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(row, column, voice.say(title), &header)?;
    }
    for of in listed {
        row += 1;
        for (column, text) in (0..).zip([&*of.sheet, of.title, of.about]) {
            sheet.write_string_with_format(row, column, sheet::cut(text), &wrapped)?;
        }
        sheet.write_number(row, 3, of.rows as f64)?;
    }
    row += 2;
    sheet.write_string_with_format(row, 0, voice.say(words::sources()), &header)?;
    for text in &caption.sources {
        row += 1;
        sheet.write_string(row, 0, sheet::cut(text))?;
    }
    sheet::set_page(sheet);
    Ok(())
}

/// What the writer refuses as an error of writing: such as more than 16,384 columns.
fn refused(error: XlsxError) -> io::Error {
    io::Error::other(error)
}

#[cfg(test)]
mod tests;
