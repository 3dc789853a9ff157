//! The decided edition of an output: its files, byte for byte, but for the word that marks a draft and the sentence that says
//! what a draft is. Nothing is rendered again, so what was signed is what was seen; and it needs nothing but the output.

use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::report::labels::{DECIDED, DECIDED_MEANS, DRAFT, DRAFT_MEANS};
use crate::text::Language;

/// The decided edition of the file at `path` of an output in `language`. `None` where the marks are not where they must be.
#[must_use]
pub fn decided(path: &str, bytes: &[u8], language: Language) -> Option<Vec<u8>> {
    let marks = Marks::of(language);
    match path {
        "samandrag.md" => marks.text(bytes, &[("# ", ": ")], "> "),
        "index.html" => marks.text(bytes, &[("<title>", ": "), ("<p class=\"mark\">", "</p>")], "<p>"),
        "datapackage.json" => marks.text(bytes, &[("\"title\": \"", ": ")], ""),
        // What a municipality has to correct is as undecided as before.
        _ if path.starts_with("retur/") => Some(bytes.to_vec()),
        _ if path.ends_with(".xlsx") => marks.workbook(bytes),
        // Data without a heading.
        _ => Some(bytes.to_vec()),
    }
}

/// The words of a draft and those that take their place.
struct Marks {
    mark: [&'static str; 2],
    means: [&'static str; 2],
}

impl Marks {
    fn of(language: Language) -> Self {
        Self {
            mark: [DRAFT, DECIDED].map(|text| text.get(language)),
            means: [DRAFT_MEANS, DECIDED_MEANS].map(|text| text.get(language)),
        }
    }

    /// The first mark between each pair of `places`, and, where it is written, the sentence that follows `before`.
    fn text(&self, bytes: &[u8], places: &[(&str, &str)], before: &str) -> Option<Vec<u8>> {
        let mut text = std::str::from_utf8(bytes).ok()?.to_owned();
        for (open, close) in places {
            text = self.marked(&text, open, close)?;
        }
        let [draft, decided] = self.means.map(|means| format!("{before}{means}"));
        Some(text.replacen(&draft, &decided, 1).into_bytes())
    }

    /// `text` with the first mark between `open` and `close` changed; `None` where there is none.
    fn marked(&self, text: &str, open: &str, close: &str) -> Option<String> {
        let [draft, decided] = self.mark.map(|mark| format!("{open}{mark}{close}"));
        text.contains(&draft).then(|| text.replacen(&draft, &decided, 1))
    }

    /// A workbook of ours: the headings of its sheets, what stands below some of them, its page headers and its title.
    fn workbook(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let mut package = ZipArchive::new(Cursor::new(bytes)).ok()?;
        let headings = headings(&mut package)?;
        let mut written = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
        for at in 0..package.len() {
            let name = package.by_index_raw(at).ok()?.name().ok()?.into_owned();
            let changed = match name.as_str() {
                "xl/sharedStrings.xml" => Some(self.strings(&part(&mut package, &name)?, &headings)),
                "docProps/core.xml" => Some(self.marked(&part(&mut package, &name)?, "<dc:title>", " – ")?),
                _ if is_sheet(&name) => Some(self.marked(&part(&mut package, &name)?, "<oddHeader>&amp;L", " – ")?),
                _ => None,
            };
            match changed {
                Some(xml) => {
                    written.start_file(&name, SimpleFileOptions::default()).ok()?;
                    written.write_all(xml.as_bytes()).ok()?;
                }
                None => written.raw_copy_file(package.by_index_raw(at).ok()?).ok()?,
            }
        }
        Some(written.finish().ok()?.into_inner())
    }

    /// The shared strings with those that are headings, and the sentence, changed. An applicant's text is neither.
    fn strings(&self, xml: &str, headings: &BTreeSet<usize>) -> String {
        let [draft, decided] = self.means.map(|means| format!(">{means}<"));
        let string = |(at, string): (usize, &str)| {
            let heading = headings.contains(&at).then(|| self.marked(string, ">", " – ")).flatten();
            heading.unwrap_or_else(|| string.replace(&draft, &decided))
        };
        xml.split("</si>").enumerate().map(string).collect::<Vec<_>>().join("</si>")
    }
}

type Package<'a> = ZipArchive<Cursor<&'a [u8]>>;

fn is_sheet(name: &str) -> bool {
    name.starts_with("xl/worksheets/sheet")
}

fn part(package: &mut Package<'_>, name: &str) -> Option<String> {
    let mut text = String::new();
    package.by_name(name).ok()?.read_to_string(&mut text).ok()?;
    Some(text)
}

/// Which shared strings stand in A1, where every sheet of ours has its heading.
fn headings(package: &mut Package<'_>) -> Option<BTreeSet<usize>> {
    let names: Vec<String> = package.file_names().map(|name| Some(name.ok()?.into_owned())).collect::<Option<_>>()?;
    let mut headings = BTreeSet::new();
    for sheet in names.into_iter().filter(|name| is_sheet(name)) {
        let xml = part(package, &sheet)?;
        let (_, cell) = xml.split_once("<c r=\"A1\"")?;
        let (_, value) = cell.split_once("<v>")?;
        headings.insert(value.split_once("</v>")?.0.parse().ok()?);
    }
    Some(headings)
}
