//! Workbooks written by hand, byte by byte: no more than what a reader of them asks for.

use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

/// A zip archive of these members.
pub(super) fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, contents) in members {
        archive.start_file(*name, SimpleFileOptions::default()).expect("memory takes it");
        archive.write_all(contents).expect("memory takes it");
    }
    archive.finish().expect("memory takes it").into_inner()
}

/// An `.xlsx` of worksheets: a name and the rows of `sheetData` as XML.
///
/// Style 1 is a date, style 2 a date with its hour.
pub(super) fn xlsx(sheets: &[(&str, &str)]) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let (mut list, mut links, mut bodies) = (String::new(), String::new(), Vec::new());
    for (rank, (name, rows)) in sheets.iter().enumerate() {
        list += &format!("<sheet name=\"{name}\" sheetId=\"{}\" r:id=\"r{rank}\"/>", rank + 1);
        links += &format!(
            "<Relationship Id=\"r{rank}\" Type=\"{office}/worksheet\" Target=\"worksheets/{rank}.xml\"/>"
        );
        let body = format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>");
        bodies.push((format!("xl/worksheets/{rank}.xml"), body));
    }
    let workbook = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets>{list}</sheets></workbook>"
    );
    let links = format!("<Relationships xmlns=\"{package}\">{links}</Relationships>");
    let root = format!(
        "<Relationships xmlns=\"{package}\"><Relationship Id=\"w\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let styles = format!(
        "<styleSheet xmlns=\"{main}\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>"
    );
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
    let mut members: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
    ];
    members.extend(bodies.iter().map(|(name, body)| (name.as_str(), body.as_bytes())));
    zipped(&members)
}

/// The row of this number as XML of an `.xlsx`: numbers as numbers, the rest as texts, from
/// column A on.
pub(super) fn xlsx_row(number: u32, cells: &[&str]) -> String {
    let mut row = format!("<row r=\"{number}\">");
    for (rank, cell) in cells.iter().enumerate() {
        let letter = |rank: usize| char::from(b'A' + (rank % 26) as u8);
        let first = if rank < 26 { String::new() } else { letter(rank / 26 - 1).to_string() };
        let at = format!("{first}{}{number}", letter(rank));
        row += &match cell.parse::<f64>() {
            _ if cell.is_empty() => String::new(),
            Ok(_) => format!("<c r=\"{at}\"><v>{cell}</v></c>"),
            Err(_) => format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"),
        };
    }
    row + "</row>"
}

/// An `.xlsx` of one worksheet, its rows from row 1.
pub(crate) fn xlsx_table(rows: &[&[&str]]) -> Vec<u8> {
    xlsx(&[("Feuil1", &xlsx_rows(rows))])
}

/// Rows of an `.xlsx` from row 1.
pub(super) fn xlsx_rows(rows: &[&[&str]]) -> String {
    rows.iter().zip(1..).map(|(cells, number)| xlsx_row(number, cells)).collect()
}

/// An `.ods` of tables: a name and the rows as XML.
pub(super) fn ods(tables: &[(&str, &str)]) -> Vec<u8> {
    let tables: String = tables
        .iter()
        .map(|(name, rows)| format!("<table:table table:name=\"{name}\">{rows}</table:table>"))
        .collect();
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content>\
         <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>\
         </office:document-content>"
    );
    ods_of(&content)
}

/// An `.ods` with this `content.xml`.
pub(super) fn ods_of(content: &str) -> Vec<u8> {
    let kind = b"application/vnd.oasis.opendocument.spreadsheet";
    zipped(&[("mimetype", kind), ("content.xml", content.as_bytes())])
}

/// A row of an `.ods`.
pub(super) fn ods_row(cells: &[&str]) -> String {
    let cell = |cell: &&str| match cell.parse::<f64>() {
        _ if cell.is_empty() => "<table:table-cell/>".to_owned(),
        Ok(_) => format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"{cell}\"><text:p>{cell}</text:p></table:table-cell>"
        ),
        Err(_) => format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{cell}</text:p></table:table-cell>"
        ),
    };
    let cells: String = cells.iter().map(cell).collect();
    format!("<table:table-row>{cells}</table:table-row>")
}

/// An `.xls` of one worksheet, which states these dimensions if any.
pub(super) fn xls(rows: &[&[&str]], dimensions: Option<[u8; 14]>) -> Vec<u8> {
    let mut sheet = record(0x0809, &[0, 6, 0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    if let Some(dimensions) = dimensions {
        sheet.extend(record(0x0200, &dimensions));
    }
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let mut body = [row as u16, column as u16, 0].map(u16::to_le_bytes).concat();
            match cell.parse::<f64>() {
                Ok(number) => {
                    body.extend(number.to_le_bytes());
                    sheet.extend(record(0x0203, &body));
                }
                Err(_) => {
                    let letters: Vec<u16> = cell.encode_utf16().collect();
                    body.extend((letters.len() as u16).to_le_bytes());
                    body.push(1);
                    body.extend(letters.iter().flat_map(|letter| letter.to_le_bytes()));
                    sheet.extend(record(0x0204, &body));
                }
            }
        }
    }
    sheet.extend(record(0x000A, &[]));
    let start = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let name = b"Feuil1";
    let bound = start.len() + 4 + 8 + name.len() + 4;
    let mut body = (bound as u32).to_le_bytes().to_vec();
    body.extend([0, 0, name.len() as u8, 0]);
    body.extend(name);
    let stream = [start, record(0x0085, &body), record(0x000A, &[]), sheet].concat();
    let memory = Cursor::new(Vec::new());
    let mut file =
        cfb::CompoundFile::create_with_version(cfb::Version::V3, memory).expect("memory takes it");
    let mut workbook = file.create_stream("Workbook").expect("memory takes it");
    workbook.write_all(&stream).expect("memory takes it");
    // A stream of less than 4,096 bytes would stand elsewhere in the file.
    workbook.write_all(&[0; 4_096]).expect("memory takes it");
    drop(workbook);
    file.into_inner().into_inner()
}

fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(body.len() as u16).to_le_bytes(), body].concat()
}

/// An `.xlsb` of one worksheet.
pub(super) fn xlsb(rows: &[&[&str]]) -> Vec<u8> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let links = format!(
        "<Relationships xmlns=\"{package}\"><Relationship Id=\"r0\" Type=\"{office}/worksheet\" Target=\"worksheets/0.bin\"/></Relationships>"
    );
    // The state, the rank, then the link and the name, of sheets.
    let bundle = [vec![0; 4], vec![1, 0, 0, 0], wide("r0"), wide("Feuil1")].concat();
    let workbook = [
        binary(0x0083, &[]),
        binary(0x008F, &[]),
        binary(0x009C, &bundle),
        binary(0x0090, &[]),
        binary(0x0084, &[]),
    ]
    .concat();
    let mut sheet = [binary(0x0081, &[]), binary(0x0094, &[0; 16]), binary(0x0091, &[])].concat();
    for (row, cells) in rows.iter().enumerate() {
        sheet.extend(binary(0x0000, &[&(row as u32).to_le_bytes()[..], &[0; 13]].concat()));
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let head = [(column as u32).to_le_bytes(), [0; 4]].concat();
            sheet.extend(match cell.parse::<f64>() {
                Ok(number) => binary(0x0005, &[&head[..], &number.to_le_bytes()].concat()),
                Err(_) => binary(0x0006, &[head, wide(cell)].concat()),
            });
        }
    }
    sheet.extend([binary(0x0092, &[]), binary(0x0082, &[])].concat());
    zipped(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.bin", &workbook),
        ("xl/_rels/workbook.bin.rels", links.as_bytes()),
        ("xl/worksheets/0.bin", &sheet),
    ])
}

/// A record of an `.xlsb`: kinds above 127 take two bytes, as do lengths.
fn binary(kind: u16, body: &[u8]) -> Vec<u8> {
    let seven_bits = |number: u16| match number {
        0..128 => vec![number as u8],
        _ => vec![(number & 0x7F) as u8 | 0x80, (number >> 7) as u8],
    };
    [seven_bits(kind), seven_bits(body.len() as u16), body.to_vec()].concat()
}

fn wide(text: &str) -> Vec<u8> {
    let letters: Vec<u16> = text.encode_utf16().collect();
    let length = (letters.len() as u32).to_le_bytes().to_vec();
    [length, letters.iter().flat_map(|letter| letter.to_le_bytes()).collect()].concat()
}
