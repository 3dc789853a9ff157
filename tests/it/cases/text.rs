//! The text of a case → its parts.
//!
//! ```text
//! ## T302 words where an amount must be      a case; the code it is about, where it is about one
//! @ toml scheme.late = "warn"                 a line of batch.toml that differs from the usual batch
//! @ register                                  what follows is another input: register, frame, assessment, decisions, budget
//! @ sheet Ark2 hidden                         another sheet of the same workbook, hidden or not
//! @ hidden C                                  column C of the sheet is hidden
//! @ merged A1:B1                              merged cells
//! @ row 12                                    the next line is row 12
//! @ csv                                       the workbook is a CSV: every cell is text
//! @ alone                                     the sheet is checked without its batch
//! | Kommune | Nav-kontor |                    a row; `h| … |` is a hidden one, `|` a blank one (cells: see grid.rs)
//! = T302 error G2                             a finding: code, severity, place
//! = rows header 1, application 3              what the rows of the sheet were read as
//! = Nav Alver · Første steg · 1 · 630000      an application as read: office, title, positions, amount
//! ~ G2 = 630000                               the twin: the same, but for this one change
//! ```

use tilskot::problem;

use super::grid::{Sheet, cell_at};

/// Everything that is read and checked.
#[derive(Debug, Clone, Default)]
pub(super) struct Part {
    /// The inputs: `applications`, `register` …, each with its sheets.
    pub(super) inputs: Vec<Input>,
    /// Lines of batch.toml that differ: key and value.
    pub(super) toml: Vec<(String, String)>,
    /// Whether the sheets are checked without their batch.
    pub(super) alone: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Input {
    pub(super) role: String,
    pub(super) csv: bool,
    pub(super) sheets: Vec<Sheet>,
}

#[derive(Debug)]
pub(super) struct Twin {
    pub(super) change: String,
    pub(super) part: Part,
}

#[derive(Debug)]
pub(super) struct Case {
    pub(super) code: Option<&'static str>,
    pub(super) title: String,
    pub(super) part: Part,
    /// `T302 error G2`, sorted.
    pub(super) findings: Vec<String>,
    pub(super) rows: Vec<String>,
    pub(super) applications: Vec<String>,
    pub(super) twins: Vec<Twin>,
}

/// The cases of a file.
pub(super) fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim_end();
        if let Some(heading) = line.strip_prefix("## ") {
            cases.push(Case::new(heading));
        } else if !line.is_empty() && !line.starts_with("# ") && line != "#" {
            let case = cases.last_mut().unwrap_or_else(|| panic!("line {}: no case yet", number + 1));
            case.line(line).unwrap_or_else(|| panic!("line {}: {line}", number + 1));
        }
    }
    for case in &mut cases {
        case.findings.sort();
    }
    cases
}

impl Case {
    fn new(heading: &str) -> Self {
        let code = heading.split(' ').next().filter(|word| {
            word.len() == 4 && word.starts_with('T') && word[1..].bytes().all(|byte| byte.is_ascii_digit())
        });
        let title = code.map_or(heading, |code| &heading[code.len()..]).trim().to_owned();
        let known = |code| problem::with_code(code).unwrap_or_else(|| panic!("there is no {code}")).code;
        let code = code.map(known);
        Self {
            code,
            title,
            part: Part::default(),
            findings: Vec::new(),
            rows: Vec::new(),
            applications: Vec::new(),
            twins: Vec::new(),
        }
    }

    fn line(&mut self, line: &str) -> Option<()> {
        if let Some(row) = line.strip_prefix("h|") {
            self.part.sheet().push(row, true);
        } else if let Some(row) = line.strip_prefix('|') {
            self.part.sheet().push(row, false);
        } else if let Some(expected) = line.strip_prefix("= ") {
            self.expect(expected);
        } else if let Some(change) = line.strip_prefix("~ ") {
            let mut part = self.part.clone();
            part.change(change)?;
            self.twins.push(Twin { change: change.to_owned(), part });
        } else {
            self.part.directive(line.strip_prefix("@ ")?)?;
        }
        Some(())
    }

    fn expect(&mut self, expected: &str) {
        if let Some(rows) = expected.strip_prefix("rows ") {
            self.rows.push(rows.to_owned());
        } else if expected.contains(" · ") {
            self.applications.push(expected.to_owned());
        } else {
            self.findings.push(expected.to_owned());
        }
    }
}

impl Part {
    fn directive(&mut self, line: &str) -> Option<()> {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match word {
            "toml" => self.toml(rest)?,
            "alone" => self.alone = true,
            "csv" => self.input().csv = true,
            "applications" | "register" | "frame" | "assessment" | "decisions" | "budget" => self.begin(word),
            "sheet" => {
                let (name, hidden) = rest.strip_suffix(" hidden").map_or((rest, false), |name| (name, true));
                let sheets = &mut self.input().sheets;
                // The first sheet may be named before its first row.
                sheets.retain(|sheet| !sheet.rows.is_empty());
                sheets.push(Sheet { name: name.to_owned(), visible: !hidden, ..Sheet::default() });
            }
            "hidden" => self.sheet().hidden_columns.push(column(rest)?),
            "merged" => {
                let (first, last) = rest.split_once(':')?;
                self.sheet().merged.push((cell_at(first)?, cell_at(last)?));
            }
            "row" => self.sheet().next = rest.parse::<u32>().ok()? - 1,
            _ => return None,
        }
        Some(())
    }

    fn toml(&mut self, line: &str) -> Option<()> {
        let (key, value) = line.split_once(" = ")?;
        self.toml.retain(|(one, _)| one != key);
        self.toml.push((key.to_owned(), value.to_owned()));
        Some(())
    }

    /// `G2 = 630000`, `register A2 = …`, `row 3 shown`, `column C shown`, `sheet shown`, `toml …`.
    fn change(&mut self, change: &str) -> Option<()> {
        if let Some(line) = change.strip_prefix("toml ") {
            return self.toml(line);
        }
        if let Some(place) = change.strip_suffix(" shown") {
            let sheet = self.last_applications()?;
            match place.split_once(' ') {
                None => sheet.visible = true,
                Some(("row", row)) => sheet.row(row.parse::<u32>().ok()? - 1).hidden = false,
                Some((_, letters)) => {
                    let shown = column(letters)?;
                    sheet.hidden_columns.retain(|one| *one != shown);
                }
            }
            return Some(());
        }
        let (place, value) = change.split_once(" =")?;
        let (role, cell) = place.split_once(' ').unwrap_or(("applications", place));
        let input = self.inputs.iter_mut().find(|input| input.role == role)?;
        let (sheet, cell) = cell.split_once('!').map_or((None, cell), |(sheet, cell)| (Some(sheet), cell));
        let named = |one: &&mut Sheet| sheet.is_none_or(|name| one.name == name);
        input.sheets.iter_mut().find(named)?.set(cell_at(cell)?, value.trim());
        Some(())
    }

    fn last_applications(&mut self) -> Option<&mut Sheet> {
        self.inputs.iter_mut().find(|input| input.role == "applications")?.sheets.last_mut()
    }

    fn begin(&mut self, role: &str) {
        self.inputs.push(Input { role: role.to_owned(), csv: false, sheets: Vec::new() });
    }

    fn input(&mut self) -> &mut Input {
        if self.inputs.is_empty() {
            self.begin("applications");
        }
        self.inputs.last_mut().expect("one was begun")
    }

    fn sheet(&mut self) -> &mut Sheet {
        let sheets = &mut self.input().sheets;
        if sheets.is_empty() {
            sheets.push(Sheet { name: "Ark1".to_owned(), ..Sheet::default() });
        }
        sheets.last_mut().expect("one was begun")
    }
}

fn column(letters: &str) -> Option<u32> {
    cell_at(&format!("{letters}1")).map(|cell| cell.column)
}
