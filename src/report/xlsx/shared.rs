//! The strings that the cells of a workbook share: those the library has, and more behind them.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::Write;

use super::WorkbookError;

/// Shared strings.
pub(super) struct Strings<'a> {
    /// The part as the library wrote it.
    known: String,
    /// How many cells the library has given a string, and how many strings there are.
    counts: [u32; 2],
    /// How many more cells have got one.
    cells: u32,
    /// The strings behind those of the library, in their order.
    more: Vec<Cow<'a, str>>,
    #[expect(clippy::disallowed_types, reason = "only looked up: the order is that of `more`")]
    numbers: std::collections::HashMap<Cow<'a, str>, u32>,
}

const COUNTS: [&str; 2] = [" count=\"", " uniqueCount=\""];

impl<'a> Strings<'a> {
    /// Those that go on behind `known`, the part as the library wrote it.
    pub(super) fn after(known: String) -> Result<Self, WorkbookError> {
        let count = |before: &str| known.split_once(before)?.1.split('"').next()?.parse().ok();
        let [Some(cells), Some(unique)] = COUNTS.map(count) else {
            return Err(WorkbookError("the shared strings are not counted".to_owned()));
        };
        let (more, numbers) = Default::default();
        Ok(Self { known, counts: [cells, unique], cells: 0, more, numbers })
    }

    /// The number of `text`, for one more cell.
    pub(super) fn number(&mut self, text: Cow<'a, str>) -> u32 {
        self.cells += 1;
        if let Some(number) = self.numbers.get(&text) {
            return *number;
        }
        let next = self.counts[1] + u32::try_from(self.more.len()).expect("a sheet has fewer cells than that");
        self.more.push(text.clone());
        self.numbers.insert(text, next);
        next
    }

    /// The whole part.
    pub(super) fn write(&self, out: &mut impl Write) -> std::io::Result<()> {
        let mut text = self.known.strip_suffix("</sst>").unwrap_or(&self.known).to_owned();
        let unique = u32::try_from(self.more.len()).expect("as many as have been numbered");
        for ((before, known), more) in COUNTS.iter().zip(self.counts).zip([self.cells, unique]) {
            text = text.replacen(&format!("{before}{known}\""), &format!("{before}{}\"", known + more), 1);
        }
        for string in &self.more {
            let edges = ['\t', '\n', ' '];
            let kept = string.starts_with(edges) || string.ends_with(edges);
            text.push_str(if kept { "<si><t xml:space=\"preserve\">" } else { "<si><t>" });
            escape(string, &mut text);
            text.push_str("</t></si>");
            if text.len() > 1 << 16 {
                out.write_all(text.as_bytes())?;
                text.clear();
            }
        }
        text.push_str("</sst>");
        out.write_all(text.as_bytes())
    }
}

/// Appends `string` as Excel writes it: what XML cannot hold is `_x0001_`, and what looks like that is escaped itself.
fn escape(string: &str, text: &mut String) {
    for (at, letter) in string.char_indices() {
        match letter {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '\t' | '\n' => text.push(letter),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                write!(text, "_x{:04X}_", u32::from(letter)).expect("a string takes all that is written");
            }
            '_' if is_escape(&string.as_bytes()[at..]) => text.push_str("_x005F_"),
            letter => text.push(letter),
        }
    }
}

fn is_escape(bytes: &[u8]) -> bool {
    matches!(bytes, [b'_', b'x', digits @ .., _] if digits.len() >= 4 && digits[..4].iter().all(u8::is_ascii_hexdigit))
        && bytes.get(6) == Some(&b'_')
}
