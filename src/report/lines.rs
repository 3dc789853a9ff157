//! Text in lines: how wide, how far in, and never broken inside a number.

use crate::text::steers;

/// `text` in lines of at most `width` characters, each ended: `first` stands before the first, `rest` before the others.
/// What would steer a terminal is a space.
#[must_use]
pub fn wrapped(text: &str, width: usize, first: &str, rest: &str) -> String {
    let mut lines = String::from(first);
    let mut filled = first.chars().count();
    let mut at_start = true;
    for word in unbroken(&text.replace(steers, " ")) {
        let length = word.chars().count();
        if !at_start && filled + 1 + length > width {
            lines.push('\n');
            lines += rest;
            filled = rest.chars().count();
        } else if !at_start {
            lines.push(' ');
            filled += 1;
        }
        lines += word;
        filled += length;
        at_start = false;
    }
    lines.push('\n');
    lines
}

/// The pieces that a line may be broken between: words, with `1 240 000` as one.
fn unbroken(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(' ');
        let bytes = rest.as_bytes();
        let inside_number =
            |at: usize| at > 0 && bytes[at - 1].is_ascii_digit() && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        let end = (0..bytes.len()).find(|&at| bytes[at] == b' ' && !inside_number(at)).unwrap_or(bytes.len());
        let piece = &rest[..end];
        rest = rest.get(end + 1..).unwrap_or_default();
        (!piece.is_empty()).then_some(piece)
    })
}

/// Every line of `text` wrapped at `width`; what goes over stands two further in.
#[must_use]
pub fn fitted(text: &str, width: usize) -> String {
    let line = |line: &str| {
        let said = line.trim_start();
        let indent = &line[..line.len() - said.len()];
        wrapped(said, width, indent, &format!("{indent}  "))
    };
    text.lines().map(line).collect()
}

/// Between the columns of a table.
const GAP: usize = 3;

/// A table, a line to a row: the first column to the left, the figures to the right.
#[must_use]
pub fn aligned<const N: usize>(rows: &[(String, [String; N])]) -> Vec<String> {
    let length = |text: &String| text.chars().count();
    let first = rows.iter().map(|(text, _)| length(text)).max().unwrap_or_default();
    let widths: [usize; N] =
        std::array::from_fn(|at| rows.iter().map(|row| length(&row.1[at])).max().unwrap_or_default());
    let line = |(text, figures): &(String, [String; N])| {
        let cells = figures.iter().zip(widths).map(|(figure, width)| format!("{}{figure:>width$}", " ".repeat(GAP)));
        let cells: String = cells.collect();
        format!("{text}{}{cells}", " ".repeat(first - length(text))).trim_end().to_owned() + "\n"
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_never_broken() {
        assert_eq!(unbroken("Skriv 1 240 000 kr, år 2").collect::<Vec<_>>(), ["Skriv", "1 240 000", "kr,", "år", "2"]);
    }

    #[test]
    fn lines_keep_to_their_width_and_stand_in() {
        assert_eq!(wrapped("Skriv talet  slik: 1 240 000", 14, "→ ", "  "), "→ Skriv talet\n  slik:\n  1 240 000\n");
        assert_eq!(wrapped("", 10, "", ""), "\n");
        assert_eq!(wrapped("a\u{1b}[31mb\nc\u{202e}d", 20, "", ""), "a [31mb c d\n");
    }
    #[test]
    fn a_line_keeps_its_indent_and_goes_on_further_in() {
        assert_eq!(fitted("Pott\n  630 000 kr: inn kjem a\n\n", 16), "Pott\n  630 000 kr:\n    inn kjem a\n\n");
    }
}
