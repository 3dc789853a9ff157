//! A [`Book`] as bytes, by small writers of our own: what is written is known to the last byte, and none of it comes from
//! the program or the crates it reads with. LibreOffice, openpyxl, xlrd and odfpy read all of it the same.

mod csv;
mod ods;
mod xls;
mod xlsx;

use std::io::{Cursor, Write};

use jiff::civil::{Date, DateTime, Time};
use rust_decimal::Decimal;
use zip::write::SimpleFileOptions;

use super::book::Book;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Format {
    Xlsx,
    Xls,
    Ods,
    Csv,
}

impl Format {
    pub(super) const fn extension(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Ods => "ods",
            Self::Csv => "csv",
        }
    }

    pub(super) fn bytes(self, book: &Book) -> Vec<u8> {
        match self {
            Self::Xlsx => xlsx::bytes(book),
            Self::Xls => xls::bytes(book),
            Self::Ods => ods::bytes(book),
            Self::Csv => csv::bytes(book),
        }
    }
}

/// A zip of these parts. Small parts, written by the thousand: they are stored as they are, but for large ones.
fn zipped(parts: &[(String, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let method = if text.len() > 4_000 { zip::CompressionMethod::Deflated } else { zip::CompressionMethod::Stored };
        zip.start_file(name.as_str(), SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The number of a day as spreadsheets count, with the time of day as its fraction.
fn serial(moment: DateTime, from_1904: bool) -> Decimal {
    let zero = match from_1904 {
        true => Date::constant(1904, 1, 1),
        // Before March 1900 they count a day less, for the 29 February that never was.
        false if moment.date() < Date::constant(1900, 3, 1) => Date::constant(1899, 12, 31),
        false => Date::constant(1899, 12, 30),
    };
    let days = zero.until(moment.date()).unwrap().get_days();
    let seconds = Time::midnight().until(moment.time()).unwrap().total(jiff::Unit::Second).unwrap();
    let seconds = Decimal::from_str_exact(&seconds.to_string()).unwrap();
    (Decimal::from(days) + (seconds / Decimal::from(86_400)).round_dp(11)).normalize()
}
