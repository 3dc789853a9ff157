//! The application form as a workbook: one sheet in nynorsk, one in bokmål, and the lists to choose from.
//!
//! A label stands in column B and its value in column C; the help stands under the value, where no reader takes it for a
//! value or a label. What Excel lets through is made from `policy::allowed`, the table `check` judges by.

use std::collections::BTreeMap;

use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties,
    ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, IgnoreError, ProtectionOptions, Workbook, Worksheet,
    XlsxError,
};

use super::style::{FAINT_INK, HEADER_FILL, INK, STRONG_LINE, WAITING};
use super::{WorkbookError, on_each_page};
use crate::application::{Field, Kind, Requirement};
use crate::identity::{self, Municipality};
use crate::policy::{Allowed, Policy};
use crate::report::application_form::{LANGUAGES, SECTIONS, rule, words};
use crate::stamp::{FORM_VERSION, Stamp};
use crate::text::{Language, number};

const LABELS: u16 = 1;
const VALUES: u16 = 2;
/// Excel holds no longer list in the cell's own rule.
const LONGEST_LIST: usize = 255;
/// Where on the list sheet the names and the numbers of municipalities stand.
const NAMES: u16 = 0;
const NUMBERS: u16 = 1;

/// The bytes of the application form of a batch.
///
/// # Errors
/// When the batch's title or the like breaks a rule of the format.
pub fn application_form(policy: &Policy) -> Result<Vec<u8>, WorkbookError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(policy)?);
    let municipalities = identity::municipalities_of(policy.batch.county.as_deref(), policy.batch.year);
    let mut languages = LANGUAGES;
    // The batch's own language lies in front.
    languages.sort_by_key(|language| *language != policy.batch.language);
    for language in languages {
        let sheet = workbook.add_worksheet();
        sheet.set_name(words::SHEET.get(language))?;
        FormSheet::new(policy, language, &municipalities).write(sheet)?;
    }
    lists(workbook.add_worksheet(), &municipalities, languages[0])?;
    Ok(workbook.save_to_buffer()?)
}

fn properties(policy: &Policy) -> Result<DocProperties, XlsxError> {
    let pinned = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let mut properties = DocProperties::new().set_title(&policy.batch.title).set_creation_datetime(&pinned);
    properties = properties.set_custom_property("Language", LANGUAGES.map(Language::tag).join(", "));
    for (name, value) in Stamp::form(&policy.batch.id, policy.batch.round).properties() {
        properties = properties.set_custom_property(name, value.as_str());
    }
    Ok(properties)
}

/// The lists on a sheet of their own, out of sight.
fn lists(sheet: &mut Worksheet, municipalities: &[&Municipality], language: Language) -> Result<(), XlsxError> {
    sheet.set_name(words::LISTS)?;
    sheet.write_string(0, NAMES, words::MUNICIPALITIES.get(language))?;
    for (row, one) in (1..).zip(municipalities) {
        sheet.write_string(row, NAMES, &one.name)?;
        sheet.write_string(row, NUMBERS, one.number.to_string())?;
    }
    sheet.set_column_width(NAMES, 28)?;
    sheet.protect();
    sheet.set_hidden(true);
    Ok(())
}

/// One sheet of the form: where each field stands is settled before anything is written.
struct FormSheet<'a> {
    policy: &'a Policy,
    language: Language,
    municipalities: &'a [&'a Municipality],
    rows: BTreeMap<Field, u32>,
}

/// Rows above the first section: title, subtitle, a blank one, instructions, what remains.
const HEAD: u32 = 7;

impl<'a> FormSheet<'a> {
    fn new(policy: &'a Policy, language: Language, municipalities: &'a [&'a Municipality]) -> Self {
        let mut rows = BTreeMap::new();
        let mut next = HEAD;
        for section in SECTIONS {
            // A blank row, the heading; then two rows a field.
            next += 2;
            for (field, _) in section.fields {
                rows.insert(*field, next);
                next += 2;
            }
        }
        Self { policy, language, municipalities, rows }
    }

    fn write(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        self.set_up(sheet)?;
        self.head(sheet)?;
        for section in SECTIONS {
            let first = self.row(section.fields[0].0);
            sheet.set_row_height(first - 2, 9)?;
            sheet.set_row_height(first - 1, 19)?;
            let heading = plain().set_bold().set_background_color(HEADER_FILL).set_align(FormatAlign::VerticalCenter);
            sheet.write_string_with_format(first - 1, LABELS, section.heading.get(self.language), &heading)?;
            sheet.write_blank(first - 1, VALUES, &heading)?;
            for (field, help) in section.fields {
                self.field(sheet, *field)?;
                self.help(sheet, *field, help.get(self.language))?;
            }
        }
        let first = self.row(SECTIONS[0].fields[0].0);
        sheet.set_selection(first, VALUES, first, VALUES)?;
        Ok(())
    }

    fn set_up(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        for (column, width) in [(0, 2), (LABELS, 31), (VALUES, 60)] {
            sheet.set_column_width(column, width)?;
        }
        sheet.set_screen_gridlines(false);
        sheet.set_portrait().set_paper_size(9).set_print_fit_to_pages(1, 1).set_print_center_horizontally(true);
        sheet.set_margins(0.5, 0.5, 0.6, 0.7, 0.3, 0.3);
        let title = on_each_page(&self.policy.batch.title, 150);
        let foot = words::FOOT.fill(self.language, &[("version", FORM_VERSION.to_string())]);
        // The space ends the size: a title that begins with its year would make it 82023.
        sheet.set_footer(format!("&L&8 {title}&R&8{foot}"));
        // Rows may be made taller for long text; nothing else but the open cells may be touched.
        let options = ProtectionOptions { format_rows: true, ..ProtectionOptions::default() };
        sheet.protect_with_options(&options);
        Ok(())
    }

    /// Title, what it is, how to fill it in, and what remains.
    fn head(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let language = self.language;
        let faint = plain().set_font_color(FAINT_INK);
        let title = plain().set_bold().set_font_size(15);
        super::write_text(sheet, 0, LABELS, &self.policy.batch.title, &title)?;
        let mut subtitle = words::SUBTITLE.get(language).to_owned();
        if let Some(deadline) = self.policy.batch.deadline {
            let day = number::long_date(language, deadline.date());
            subtitle.push_str(" · ");
            subtitle.push_str(&words::DEADLINE.fill(language, &[("deadline", day)]));
        }
        sheet.write_string_with_format(1, LABELS, subtitle, &faint)?;
        sheet.set_row_height(2, 6)?;
        for (row, line) in (3..).zip(words::INSTRUCTIONS) {
            sheet.write_string_with_format(row, LABELS, line.get(language), &plain())?;
        }
        let remaining = self.remaining();
        let said = format!(
            "IF({remaining}=0,\"{}\",\"{}\"&({remaining}))",
            words::COMPLETE.get(language),
            words::REMAINING.get(language)
        );
        let blank = format!("{}{}", words::REMAINING.get(language), self.required_at_first());
        let formula = Formula::new(said).set_result(blank);
        sheet.write_formula_with_format(HEAD - 1, LABELS, formula, &plain().set_bold())?;
        Ok(())
    }

    /// How many required fields are blank, as a formula.
    fn remaining(&self) -> String {
        let mut terms = Vec::new();
        let mut continuing = Vec::new();
        for (field, row) in &self.rows {
            let blank = format!("({}=\"\")", cell(*row));
            match field.requirement() {
                Requirement::Always => terms.push(blank),
                Requirement::Continuing => continuing.push(blank),
                Requirement::Either | Requirement::Optional => {}
            }
        }
        terms.push(format!("({}=\"\")*({}=\"\")", self.cell(Field::Municipality), self.cell(Field::MunicipalityNo)));
        terms.push(format!("({})*({})", self.is_continuing(), continuing.join("+")));
        terms.join("+")
    }

    /// How many that is in a form nobody has written in.
    fn required_at_first(&self) -> usize {
        // Of municipality number and name, one is enough.
        1 + self.rows.keys().filter(|field| field.requirement() == Requirement::Always).count()
    }

    /// Label, open cell, and what it may hold.
    fn field(&self, sheet: &mut Worksheet, field: Field) -> Result<(), XlsxError> {
        let row = self.row(field);
        let mut label = field.label().get(self.language).to_owned();
        if matches!(field.requirement(), Requirement::Always) || field == Field::Municipality {
            label.push_str(" *");
        }
        let long = field == Field::Description;
        sheet.set_row_height(row, if long { 66 } else { 18 })?;
        sheet.write_string_with_format(
            row,
            LABELS,
            label,
            &plain().set_align(if long { FormatAlign::Top } else { FormatAlign::VerticalCenter }),
        )?;
        let allowed = self.policy.allowed(field);
        sheet.write_blank(row, VALUES, &open_cell(&allowed, long))?;
        // Numbers that are names of something are kept as text, and Excel need not remark on it.
        if matches!(allowed, Allowed::Text | Allowed::OrganisationNumber | Allowed::MunicipalityNo) {
            sheet.ignore_error(row, VALUES, IgnoreError::NumberStoredAsText)?;
        }
        if let Some(validation) = self.validation(field, &allowed)? {
            sheet.add_data_validation(row, VALUES, row, VALUES, &validation)?;
        }
        if let Some(waiting) = self.waiting(field) {
            let format = Format::new().set_background_color(WAITING);
            let rule = ConditionalFormatFormula::new().set_rule(waiting.as_str()).set_format(format);
            sheet.add_conditional_format(row, VALUES, row, VALUES, &rule)?;
        }
        Ok(())
    }

    /// The help under a cell. Under the amount it says whether the parts fit.
    fn help(&self, sheet: &mut Worksheet, field: Field, help: &str) -> Result<(), XlsxError> {
        let row = self.row(field) + 1;
        let format = plain().set_font_color(FAINT_INK).set_font_size(9).set_align(FormatAlign::Top);
        sheet.set_row_height(row, 14)?;
        if field != Field::Applied {
            sheet.write_string_with_format(row, VALUES, help, &format)?;
            return Ok(());
        }
        let parts = [Field::AppliedPositions, Field::AppliedSupplement].map(|field| self.cell(field)).join(",");
        let formula = format!(
            "IF(COUNT({parts})=0,\"{help}\",IF(ROUND(SUM({parts})-SUM({}),2)=0,\"{}\",\"{}\"&FIXED(SUM({parts}),0)&\" kr.\"))",
            self.cell(Field::Applied),
            words::PARTS_FIT.get(self.language),
            words::PARTS_ARE.get(self.language),
        );
        sheet.write_formula_with_format(row, VALUES, Formula::new(formula).set_result(help), &format)?;
        Ok(())
    }

    /// When a field waits for its value, as a formula.
    fn waiting(&self, field: Field) -> Option<String> {
        let blank = format!("{}=\"\"", self.cell(field));
        match field.requirement() {
            Requirement::Always => Some(format!("={blank}")),
            Requirement::Continuing => Some(format!("=AND({},{blank})", self.is_continuing())),
            Requirement::Either => {
                let other = if field == Field::Municipality { Field::MunicipalityNo } else { Field::Municipality };
                Some(format!("=AND({blank},{}=\"\")", self.cell(other)))
            }
            Requirement::Optional => None,
        }
    }

    fn validation(&self, field: Field, allowed: &Allowed) -> Result<Option<DataValidation>, XlsxError> {
        let language = self.language;
        let at = self.cell(field);
        let validation = DataValidation::new();
        let validation = match allowed {
            Allowed::Text => return Ok(None),
            Allowed::Kind => {
                validation.allow_list_strings(&[words::NEW, words::CONTINUING].map(|word| word.get(language)))?
            }
            Allowed::Municipality => {
                let names = self.municipalities.iter().map(|one| one.name.clone()).collect();
                self.list(validation, names, "A")?
            }
            Allowed::MunicipalityNo => {
                let numbers = self.municipalities.iter().map(|one| one.number.to_string()).collect();
                self.list(validation, numbers, "B")?
            }
            Allowed::OrganisationNumber => {
                // Nine digits that are not all nought, the digits times their weights, a sum that 11 goes into: identity::Orgnr as a formula.
                let digits = format!("SUBSTITUTE({at},\" \",\"\")");
                let one_by_one = "ROW($1:$9),1)";
                validation.allow_custom(Formula::new(format!(
                    "=AND(LEN({digits})=9,{digits}<>\"000000000\",IFERROR(MOD(SUMPRODUCT(MID({digits},{one_by_one}*MID(\"327654321\",{one_by_one}),11)=0,FALSE))"
                )))
            }
            Allowed::GrantYear { most } => {
                validation.allow_whole_number(DataValidationRule::Between(1, i32::from(*most)))
            }
            Allowed::Positions { below, step } => {
                let parts = step.parts();
                validation.allow_custom(Formula::new(format!(
                    "=AND(ISNUMBER({at}),{at}>0,{at}<{below},ROUND({at},4)={at},MOD(ROUND({at}*10000,0),{parts})=0)"
                )))
            }
            Allowed::Amount { most } => {
                let mut rule = format!("ISNUMBER({at}),{at}>=0,{at}<={most},ROUND({at},2)={at}");
                if field == Field::Applied {
                    let parts = [Field::AppliedPositions, Field::AppliedSupplement].map(|field| self.cell(field));
                    let [one, other] = &parts;
                    rule.push_str(&format!(
                        ",IF(COUNT({one},{other})=2,ROUND({one}+{other}-{at},2)=0,SUM({one},{other})<={at})"
                    ));
                }
                validation.allow_custom(Formula::new(format!("=AND({rule})")))
            }
            Allowed::Day { .. } if field == Field::Start => {
                let (new, last) = self.policy.start_days(Some(Kind::New));
                let (first, _) = self.policy.start_days(Some(Kind::Continuing));
                let first = format!("=IF({},{},{})", self.is_continuing(), day(first), day(new));
                let rule = DataValidationRule::Between(Formula::new(first), Formula::new(end_of(last)));
                // `check` warns of a start outside these days, so people may leave it here too.
                validation.allow_date_formula(rule).set_error_style(DataValidationErrorStyle::Warning)
            }
            Allowed::Day { first, last } => validation.allow_date_formula(DataValidationRule::Between(
                Formula::new(format!("={}", day(*first))),
                Formula::new(end_of(*last)),
            )),
        };
        let said = rule(self.policy, field, language).unwrap_or_default();
        let label = field.label().get(language);
        let validation = validation.set_input_title(label)?.set_input_message(said.as_str())?;
        Ok(Some(validation.set_error_title(words::CANNOT.get(language))?.set_error_message(said.as_str())?))
    }

    /// A list to choose from: in the rule itself, or where that is too short for it on its own sheet.
    fn list(&self, rule: DataValidation, entries: Vec<String>, column: &str) -> Result<DataValidation, XlsxError> {
        let length: usize = entries.iter().map(|entry| entry.encode_utf16().count() + 1).sum();
        if length <= LONGEST_LIST {
            // On the sheet numbers stand beside their names; by themselves they stand in order.
            let mut entries = entries;
            if column == "B" {
                entries.sort_unstable();
            }
            return rule.allow_list_strings(&entries);
        }
        let last = entries.len() + 1;
        Ok(rule.allow_list_formula(Formula::new(format!("={}!${column}$2:${column}${last}", words::LISTS))))
    }

    fn is_continuing(&self) -> String {
        format!("{}=\"{}\"", self.cell(Field::Kind), words::CONTINUING.get(self.language))
    }

    fn row(&self, field: Field) -> u32 {
        self.rows.get(&field).copied().expect("the form asks for every field: a test holds it")
    }

    fn cell(&self, field: Field) -> String {
        cell(self.row(field))
    }
}

fn cell(row: u32) -> String {
    format!("$C${}", row + 1)
}

fn day(day: jiff::civil::Date) -> String {
    format!("DATE({},{},{})", day.year(), day.month(), day.day())
}

/// The last moment of a day: a time of day may stand beside a date.
fn end_of(last: jiff::civil::Date) -> String {
    format!("={}+0.99999", day(last))
}

fn plain() -> Format {
    Format::new().set_font_color(INK)
}

/// A cell to write in.
fn open_cell(allowed: &Allowed, long: bool) -> Format {
    let format = plain().set_unlocked().set_border(FormatBorder::Thin).set_border_color(STRONG_LINE);
    let format = format.set_align(FormatAlign::Left).set_align(FormatAlign::VerticalCenter).set_indent(1);
    match allowed {
        Allowed::Text if long => format.set_num_format("@").set_text_wrap().set_align(FormatAlign::Top),
        Allowed::Text | Allowed::OrganisationNumber | Allowed::MunicipalityNo => format.set_num_format("@"),
        Allowed::Kind | Allowed::Municipality => format,
        Allowed::GrantYear { .. } => format.set_num_format("0"),
        Allowed::Positions { .. } => format.set_num_format("0.0###"),
        Allowed::Amount { .. } => format.set_num_format("#,##0"),
        Allowed::Day { .. } => format.set_num_format("dd.mm.yyyy"),
    }
}
