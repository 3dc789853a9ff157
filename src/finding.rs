//! One finding: a problem and the place it is in (findings.md).

use std::sync::Arc;

use crate::application::Field;
use crate::identity::ApplicationId;
use crate::origin::{CellRef, Source};
use crate::privacy;
use crate::problem::{Problem, Severity};

/// One thing about one place. `None` and empty where the place has no such part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub problem: Problem,
    /// Path below the batch folder.
    pub file: Arc<str>,
    /// The sheet.
    pub sheet: Option<Arc<str>>,
    /// The cell.
    pub cell: Option<CellRef>,
    /// The field.
    pub field: Option<Field>,
    /// The header or label as it stands in the sheet.
    pub header: Option<Box<str>>,
    /// The value as it stands in the cell; never for private fields, nor anything like an identity number.
    pub value: Option<Box<str>>,
    /// The application it is about.
    pub application: Option<ApplicationId>,
    /// Other cells of the sheet that it may be mended in.
    pub related: Vec<CellRef>,
}

impl Finding {
    /// A finding about a whole file.
    #[must_use]
    pub fn in_file(file: &Arc<str>, problem: Problem) -> Self {
        Self {
            problem,
            file: Arc::clone(file),
            sheet: None,
            cell: None,
            field: None,
            header: None,
            value: None,
            application: None,
            related: Vec::new(),
        }
    }

    /// A finding about the rules of the batch.
    #[must_use]
    pub fn in_rules(problem: Problem) -> Self {
        Self::in_file(&Arc::from("batch.toml"), problem)
    }

    /// A finding about a whole sheet.
    #[must_use]
    pub fn in_sheet(source: &Source, problem: Problem) -> Self {
        Self { sheet: Some(Arc::clone(&source.sheet)), ..Self::in_file(&source.file, problem) }
    }

    /// A finding about one cell.
    #[must_use]
    pub fn in_cell(source: &Source, cell: CellRef, problem: Problem) -> Self {
        Self { cell: Some(cell), ..Self::in_sheet(source, problem) }
    }

    /// With the field, and the header as it stands.
    #[must_use]
    pub fn of_field(mut self, field: Field, header: Option<&str>) -> Self {
        self.field = Some(field);
        self.header = header.map(Into::into);
        self
    }

    /// With the value as it stands, unless it may not be shown.
    #[must_use]
    pub fn with_value(mut self, value: &str) -> Self {
        self.value = Some(value.into());
        self.value = self.shown_value().map(Into::into);
        self
    }

    /// The value, where it may be shown: not of a private field, nor anything like an identity number, whoever asks.
    #[must_use]
    pub fn shown_value(&self) -> Option<&str> {
        let private = self.field.is_some_and(Field::is_private);
        self.value.as_deref().filter(|value| !private && !privacy::holds_eleven_digits(value))
    }

    /// With the application it is about.
    #[must_use]
    pub fn of_application(mut self, application: &ApplicationId) -> Self {
        self.application = Some(application.clone());
        self
    }

    /// With other cells that it may be mended in.
    #[must_use]
    pub fn mended_in(mut self, cells: impl IntoIterator<Item = CellRef>) -> Self {
        self.related.extend(cells);
        self.related.retain(|cell| Some(*cell) != self.cell);
        self
    }

    /// How much it weighs.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.problem.severity()
    }

    /// Whether it holds what it is about.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity() == Severity::Error
    }

    /// The order findings are shown in: errors first, then file, sheet, cell, code.
    #[must_use]
    pub fn order(&self) -> (Severity, &str, Option<&str>, Option<CellRef>, &'static str, Option<&ApplicationId>) {
        let sheet = self.sheet.as_deref();
        (self.severity(), &self.file, sheet, self.cell, self.problem.code(), self.application.as_ref())
    }
}

/// Sorts findings into the order they are shown in.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by(|one, other| one.order().cmp(&other.order()));
}

/// How much of a value or header a finding shows: enough to know it again.
const SHOWN: usize = 80;

/// Takes what must not be shown out of findings: their values, headers and the words of their messages. Every stage that
/// makes findings ends with this, so that no rule has to think of it.
pub fn guard(findings: &mut [Finding]) {
    for finding in findings {
        finding.problem.change_words(|fact, words| {
            let cut = matches!(fact, "value" | "header");
            shown(words, if cut { SHOWN } else { usize::MAX })
        });
        for part in [&mut finding.value, &mut finding.header] {
            if let Some(changed) = part.as_deref().and_then(|text| shown(text, SHOWN)) {
                *part = Some(changed.into());
            }
        }
    }
}

/// `text` as it may be shown, at most `most` letters of it; `None` where it may be shown as it is.
fn shown(text: &str, most: usize) -> Option<String> {
    let masked = privacy::quotable(text);
    let text = masked.as_deref().unwrap_or(text);
    if text.chars().count() <= most {
        return masked;
    }
    Some(text.chars().take(most - 1).chain(['…']).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_value_is_cut() {
        let long = "å".repeat(200);
        let cut = shown(&long, SHOWN).unwrap();
        assert_eq!((cut.chars().count(), cut.chars().last()), (SHOWN, Some('…')));
        assert_eq!(shown(&cut, SHOWN), None, "what has been cut is not cut again");
    }
}
