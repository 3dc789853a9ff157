//! How things look: one format per kind of cell. Restrained, the same in Excel, LibreOffice and on paper.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::report::document::{Document, Measured, Role, Table, Value, Weight};

pub(super) const INK: Color = Color::RGB(0x0020_2733);
pub(super) const FAINT_INK: Color = Color::RGB(0x0059_6270);
pub(super) const HEADER_FILL: Color = Color::RGB(0x00E6_EBF0);
pub(super) const LINE: Color = Color::RGB(0x00D9_DEE3);
pub(super) const STRONG_LINE: Color = Color::RGB(0x007A_8794);
/// A cell that waits for somebody to write in it.
pub(super) const WAITING: Color = Color::RGB(0x00FF_F4CE);

/// What a cell looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// The sheet's heading.
    Title,
    /// The document's title below it.
    Subtitle,
    /// A heading over a block.
    Heading,
    /// A paragraph.
    Paragraph,
    /// The name of a fact.
    FactName,
    /// Its value.
    Fact(Role, Digits),
    /// The header of a column.
    Header(Role),
    /// The same with the button of a filter at the right of its last line.
    Filtered(Role),
    /// A cell of a row.
    Cell(Role, Digits, Weight),
    /// The total of a column.
    Total(Role, Digits),
    /// A cell that people may write in.
    Input(Digits),
}

/// Whether figures need more digits than they mostly have: øre, hundredths of a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Digits {
    /// Whole kroner, tenths of a position.
    Usual,
    /// Øre, finer parts of a position.
    Fine,
}

/// The digits that `values` of `home` need to be shown as they are.
pub(super) fn digits<'a>(document: &Document, home: Option<&Table>, values: impl Iterator<Item = &'a Value>) -> Digits {
    let mut fine = false;
    for (number, role) in values.filter_map(|value| figure(document, home, value)) {
        let usual = if role == Role::Positions { 1 } else { 0 };
        fine |= role != Role::Score && number.scale() > usual && number.normalize().scale() > usual;
    }
    if fine { Digits::Fine } else { Digits::Usual }
}

/// The figure that `value` of `home` is or comes to, and what it is a figure of.
pub(super) fn figure(document: &Document, home: Option<&Table>, value: &Value) -> Option<(Decimal, Role)> {
    let role = match value {
        Value::Blank | Value::Text(_) | Value::Date(_) => return None,
        Value::Formula(expression) => match document.result(expression, home) {
            Measured::Number(number, role) => return Some((number, role)),
            Measured::Word(_) => return None,
        },
        Value::Kroner(_) => Role::Kroner,
        Value::Amount(_) | Value::Input(_) => Role::Amount,
        Value::Dash => Role::Dash,
        Value::Positions(_) => Role::Positions,
        Value::Score(_) => Role::Score,
        Value::Count(_) => Role::Count,
        Value::Number(_) => Role::Number,
    };
    Some((number(value).unwrap_or_default(), role))
}

/// The number a value is.
pub(super) fn number(value: &Value) -> Option<Decimal> {
    match value {
        Value::Kroner(kroner) => Some(kroner.to_decimal()),
        Value::Amount(amount) => Some(*amount),
        Value::Dash => Some(Decimal::ZERO),
        Value::Input(amount) => *amount,
        Value::Positions(positions) => Some(positions.to_decimal()),
        Value::Score(score) => Some(score.rounded()),
        Value::Count(count) => Some(Decimal::from(*count)),
        Value::Number(number) => Some(Decimal::from(*number)),
        Value::Blank | Value::Text(_) | Value::Date(_) | Value::Formula(_) => None,
    }
}

/// The double nearest to an exact decimal: what the file format stores. Nothing is calculated with it.
#[expect(clippy::disallowed_types, reason = "a workbook stores binary floats; this is the only place that makes one")]
pub(super) fn double(number: Decimal) -> f64 {
    // Two doubles that are exact, and one division that is rounded once: what reading the text gives, at a tenth of the cost.
    const TENS: [f64; 5] = [1.0, 10.0, 100.0, 1_000.0, 10_000.0];
    match (i32::try_from(number.mantissa()), TENS.get(number.scale() as usize)) {
        (Ok(mantissa), Some(tens)) => f64::from(mantissa) / tens,
        _ => number.to_string().parse().expect("a decimal is a number"),
    }
}

/// The formats of the looks that a sheet has used: to make one costs more than to write a cell.
#[derive(Default)]
pub(super) struct Formats(Vec<(Look, Format)>);

impl Formats {
    /// The format of `look`.
    pub(super) fn of(&mut self, look: Look) -> &Format {
        let at = self.0.iter().position(|(known, _)| *known == look).unwrap_or_else(|| {
            self.0.push((look, format(look)));
            self.0.len() - 1
        });
        &self.0[at].1
    }
}

/// The format of a look.
fn format(look: Look) -> Format {
    let plain = Format::new().set_font_color(INK);
    match look {
        Look::Title => plain.set_bold().set_font_size(16),
        Look::Subtitle => plain.set_font_color(FAINT_INK),
        Look::Heading => plain.set_bold().set_font_size(13),
        Look::Paragraph => plain.set_text_wrap().set_align(FormatAlign::Top).set_align(FormatAlign::Left),
        Look::FactName => plain.set_font_color(FAINT_INK).set_align(FormatAlign::Top),
        Look::Fact(role, digits) => {
            plain.set_num_format(number_format(role, digits)).set_align(FormatAlign::Left).set_align(FormatAlign::Top)
        }
        Look::Header(role) => header(plain, role),
        // The button would cover the end of a header that stands to the right.
        Look::Filtered(role) if is_figure(role) => header(plain, role).set_indent(2),
        Look::Filtered(role) => header(plain, role),
        Look::Cell(role, digits, weight) => cell(plain, role, digits, weight),
        Look::Total(role, digits) => ruled(plain, role, digits).set_bold(),
        Look::Input(digits) => cell(plain, Role::Amount, digits, Weight::Plain)
            .set_background_color(WAITING)
            .set_border(FormatBorder::Thin)
            .set_border_color(LINE)
            .set_unlocked(),
    }
}

fn header(plain: Format, role: Role) -> Format {
    let header = plain.set_bold().set_text_wrap().set_background_color(HEADER_FILL);
    let header = header.set_border_bottom(FormatBorder::Thin).set_border_bottom_color(STRONG_LINE);
    aside(header.set_align(FormatAlign::Bottom), role)
}

fn cell(plain: Format, role: Role, digits: Digits, weight: Weight) -> Format {
    let format = match weight {
        Weight::Result => return ruled(plain, role, digits).set_bold(),
        Weight::Heading => plain.set_bold(),
        Weight::Plain => plain,
    };
    let format = aside(format.set_num_format(number_format(role, digits)).set_align(FormatAlign::Top), role);
    let format = format.set_border_bottom(FormatBorder::Thin).set_border_bottom_color(LINE);
    if wraps(role) { format.set_text_wrap() } else { format }
}

/// Sums stand under a line.
fn ruled(plain: Format, role: Role, digits: Digits) -> Format {
    let format = aside(plain.set_num_format(number_format(role, digits)).set_align(FormatAlign::Top), role);
    let format = if wraps(role) { format.set_text_wrap() } else { format };
    format
        .set_border_top(FormatBorder::Thin)
        .set_border_top_color(STRONG_LINE)
        .set_border_bottom(FormatBorder::Thin)
        .set_border_bottom_color(LINE)
}

/// Text to the left, figures to the right, both a little in from the edge.
fn aside(format: Format, role: Role) -> Format {
    let side = if is_figure(role) { FormatAlign::Right } else { FormatAlign::Left };
    format.set_align(side).set_indent(1)
}

const fn is_figure(role: Role) -> bool {
    match role {
        Role::Text | Role::Prose | Role::Code | Role::Date => false,
        Role::Kroner | Role::Amount | Role::Dash | Role::Positions | Role::Score | Role::Count | Role::Number => true,
    }
}

/// Whether text of this role is broken into lines.
pub(super) const fn wraps(role: Role) -> bool {
    matches!(role, Role::Text | Role::Prose | Role::Code)
}

/// In the file's own notation: Excel shows `#,##0` as `# ##0` to a Norwegian reader.
const fn number_format(role: Role, digits: Digits) -> &'static str {
    match (role, digits) {
        (Role::Kroner, Digits::Fine) => "#,##0.00",
        (Role::Kroner | Role::Count, _) | (Role::Amount, Digits::Usual) => "#,##0",
        (Role::Amount, Digits::Fine) => "#,##0.0##",
        (Role::Dash, _) => "#,##0;-#,##0;\"–\"",
        (Role::Positions, Digits::Usual) => "#,##0.0",
        (Role::Positions, Digits::Fine) => "#,##0.0###",
        (Role::Score, _) => "0.00",
        (Role::Number, _) => "0",
        (Role::Date, _) => "dd.mm.yyyy",
        (Role::Code, _) => "@",
        (Role::Text | Role::Prose, _) => "General",
    }
}
