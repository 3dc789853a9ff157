//! What a file is by its content, whatever its name says.

use super::Format;
use super::package::Package;
use crate::policy::{FileLimit, FileLimits};

/// What the bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// A format that is read.
    Workbook(Format),
    /// A workbook that only its password opens.
    Encrypted,
    /// Something known that is no workbook, by the name people know.
    Other(&'static str),
    /// Nothing known.
    Unknown,
}

impl Content {
    /// The format, if it is one that is read.
    pub(super) fn format(self) -> Option<Format> {
        match self {
            Self::Workbook(format) => Some(format),
            _ => None,
        }
    }

    /// The name people know it by.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Workbook(Format::Xlsx) => "Excel (.xlsx)",
            Self::Workbook(Format::Xlsb) => "Excel (.xlsb)",
            Self::Workbook(Format::Xls) => "Excel 97–2003 (.xls)",
            Self::Workbook(Format::Ods) => "OpenDocument (.ods)",
            Self::Workbook(Format::Csv) => "CSV",
            Self::Other(label) => label,
            Self::Encrypted | Self::Unknown => "?",
        }
    }
}

const OLD_EXCEL: &str = "Excel 2–5 (.xls)";

/// What `bytes` are; of a zip, its container as it was opened.
pub(super) fn of<'a>(bytes: &'a [u8], limits: &'a FileLimits) -> (Content, Option<Package<'a>>) {
    if !bytes.starts_with(b"PK\x03\x04") && !bytes.starts_with(b"PK\x05\x06") {
        return (of_other(bytes), None);
    }
    match Package::open(bytes, limits) {
        Ok(mut package) => (zipped(&mut package), Some(package)),
        // Reading it says what is wrong.
        Err(_) => (broken_zip(bytes), None),
    }
}

fn of_other(bytes: &[u8]) -> Content {
    const COMPOUND: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    if bytes.starts_with(&COMPOUND) {
        return compound(bytes);
    }
    let magic: [(&[u8], &'static str); 13] = [
        (b"%PDF-", "PDF"),
        (b"{\\rtf", "RTF"),
        (b"\x89PNG", "PNG"),
        (b"\xFF\xD8\xFF", "JPEG"),
        (b"Rar!", "RAR"),
        (b"7z\xBC\xAF\x27\x1C", "7-Zip"),
        (b"\x1F\x8B", "gzip"),
        (b"GIF8", "GIF"),
        // The first record of a workbook that lies in no container: Excel 2, 3, 4 and 5.
        (b"\x09\x00\x04\x00", OLD_EXCEL),
        (b"\x09\x02\x06\x00", OLD_EXCEL),
        (b"\x09\x04\x06\x00", OLD_EXCEL),
        (b"\x09\x08\x08\x00", OLD_EXCEL),
        (b"\x09\x08\x06\x00", OLD_EXCEL),
    ];
    if let Some((_, label)) = magic.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Content::Other(label);
    }
    let Some(text) = super::csv::decoded(bytes) else { return Content::Unknown };
    marked_up(&text).map_or(Content::Workbook(Format::Csv), Content::Other)
}

const SPREADSHEET: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

/// A zip: a workbook, another kind of document, or just a zip.
fn zipped(package: &mut Package<'_>) -> Content {
    // A part that cannot be read is found when the workbook is.
    if let Ok(Some(part)) = package.part("mimetype", FileLimit::PartBytes) {
        return match part.whole().map(<[u8]>::trim_ascii) {
            Some(SPREADSHEET) => Content::Workbook(Format::Ods),
            Some(b"application/vnd.oasis.opendocument.text") => Content::Other("OpenDocument (.odt)"),
            Some(other) if !other.starts_with(b"application/vnd.oasis.") => Content::Other("zip"),
            _ => Content::Other("OpenDocument"),
        };
    }
    // Some writers leave that out, and only the manifest says it.
    if package.has("content.xml")
        && let Ok(Some(part)) = package.part("META-INF/manifest.xml", FileLimit::PartBytes)
        && part.whole().is_some_and(|manifest| holds(manifest, SPREADSHEET))
    {
        return Content::Workbook(Format::Ods);
    }
    let any = |test: fn(&str) -> bool| package.names().any(test);
    if any(|name| name.ends_with("workbook.bin")) {
        Content::Workbook(Format::Xlsb)
    } else if any(|name| name.starts_with("word/")) {
        Content::Other("Word (.docx)")
    } else if any(|name| name.starts_with("ppt/")) {
        Content::Other("PowerPoint (.pptx)")
    } else if any(|name| name.ends_with(".iwa")) {
        Content::Other("Numbers")
    } else if package.has("[Content_Types].xml") {
        Content::Workbook(Format::Xlsx)
    } else {
        Content::Other("zip")
    }
}

/// A broken one counts as the workbook it most likely was.
fn broken_zip(bytes: &[u8]) -> Content {
    let ods = holds(bytes, &[&b"mimetype"[..], SPREADSHEET].concat());
    Content::Workbook(if ods {
        Format::Ods
    } else if holds(bytes, b"xl/workbook.bin") {
        Format::Xlsb
    } else {
        Format::Xlsx
    })
}

/// A compound file: its streams have UTF-16 names, so the names are looked for as they stand.
fn compound(bytes: &[u8]) -> Content {
    let named = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        holds(bytes, &wide)
    };
    if named("EncryptedPackage") {
        Content::Encrypted
    } else if ["Workbook", "WORKBOOK", "Book", "BOOK"].into_iter().any(named) {
        Content::Workbook(Format::Xls)
    } else if named("WordDocument") {
        Content::Other("Word (.doc)")
    } else if named("PowerPoint Document") {
        Content::Other("PowerPoint (.ppt)")
    } else {
        Content::Unknown
    }
}

fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

/// The kind of markup, if the text is any.
fn marked_up(text: &str) -> Option<&'static str> {
    let start: String = text.trim_start().chars().take(2_000).collect::<String>().to_ascii_lowercase();
    let html = ["<!doctype html", "<html", "<table", "<head", "<meta", "<body", "<style", "<div"];
    if html.iter().any(|tag| start.starts_with(tag)) || (start.starts_with('<') && start.contains("<html")) {
        Some("HTML")
    } else if start.starts_with('<') && start.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        Some("Excel 2003 XML")
    } else if start.starts_with('<') && start.contains("<office:document") {
        Some("OpenDocument (.fods)")
    } else if start.starts_with("<?xml") {
        Some("XML")
    } else if start.starts_with("id;p") {
        Some("SYLK")
    } else if is_json(text) {
        Some("JSON")
    } else if start.starts_with("mime-version:") {
        Some("MHTML")
    } else {
        None
    }
}

/// Whether this is an object or a list and nothing else: no line of a table begins and ends so.
fn is_json(text: &str) -> bool {
    let text = text.trim();
    let inside = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    let inside = inside.or_else(|| text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')));
    inside.is_some_and(|inside| inside.trim_start().starts_with(['"', '{', '[']))
}
