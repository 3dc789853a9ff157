//! The workbook part of an `.xlsx`: which parts are its sheets, strings and styles, found by relationships, not by name.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Refusal;
use super::date::Epoch;
use super::package::Package;
use super::xml::{Event, Xml};
use crate::policy::{FileLimit, FileLimits};
use crate::problem::file::damage as reason;

/// What the workbook part says.
#[derive(Debug)]
pub(super) struct Book {
    /// What day number 0 is.
    pub(super) epoch: Epoch,
    /// The worksheets in their order; chart sheets are left out.
    pub(super) sheets: Vec<Listed>,
    /// The part with shared strings.
    pub(super) strings: Option<String>,
    /// The part with styles.
    pub(super) styles: Option<String>,
    /// Whether there are macros.
    pub(super) macros: bool,
    /// Whether it takes values from other files.
    pub(super) links: bool,
}

/// A worksheet as the workbook lists it.
#[derive(Debug)]
pub(super) struct Listed {
    /// Its name.
    pub(super) name: Arc<str>,
    /// Whether a person sees it.
    pub(super) visible: bool,
    /// Its part.
    pub(super) part: String,
}

/// A relationship of a part.
#[derive(Debug)]
pub(super) struct Relationship {
    /// The last word of its type.
    pub(super) kind: String,
    /// The part it points to; none outside the package.
    pub(super) target: Option<String>,
}

impl Relationship {
    /// Whether it leads to a worksheet, and not to a chart or the like. What no program writes is damage: a sheet would be
    /// lost without a word.
    pub(super) fn leads_to_cells(&self) -> Result<bool, Refusal> {
        match self.kind.as_str() {
            "worksheet" => Ok(true),
            "chartsheet" | "dialogsheet" | "xlMacrosheet" | "xlIntlMacrosheet" => Ok(false),
            _ => Err(Refusal::damaged(reason::STRUCTURE)),
        }
    }
}

/// Reads the package's relationships, the workbook and its relationships.
pub(super) fn read(package: &mut Package<'_>, limits: &FileLimits) -> Result<Book, Refusal> {
    let root = relationships(package, "")?;
    let main = one(&root, "officeDocument").and_then(|main| main.ok_or_else(missing));
    let main = main.map_err(|refusal| refusal.in_part("_rels/.rels"))?;
    workbook(package, &main, limits).map_err(|refusal| refusal.in_part(&main))
}

fn missing() -> Refusal {
    Refusal::damaged(reason::PART_MISSING)
}

/// Reads the workbook part `main` and its relationships.
fn workbook(package: &mut Package<'_>, main: &str, limits: &FileLimits) -> Result<Book, Refusal> {
    let related = relationships(package, main)?;
    let (epoch, entries) = package.read(main, FileLimit::PartBytes, |xml| listing(xml, limits))?.ok_or_else(missing)?;
    let mut sheets = Vec::new();
    let mut names = BTreeSet::new();
    for (name, visible, id) in entries {
        let listed: Arc<str> = name.into();
        if !names.insert(listed.to_lowercase()) {
            return Err(Refusal::damaged(reason::TWO_SHEETS).in_sheet(&listed));
        }
        // A module of macros from before 1997, which Excel keeps among the sheets: nothing stands behind it.
        if id.is_empty() && !visible {
            continue;
        }
        let relationship = related.get(&id).ok_or_else(|| missing().in_sheet(&listed))?;
        if !relationship.leads_to_cells().map_err(|refusal| refusal.in_sheet(&listed))? {
            continue;
        }
        let part = relationship.target.clone();
        let part = part.ok_or_else(|| Refusal::damaged(reason::LINK_OUT).in_sheet(&listed))?;
        sheets.push(Listed { name: listed, visible, part });
    }
    if sheets.is_empty() {
        return Err(Refusal::damaged(reason::NO_SHEETS));
    }
    let macros = related.values().any(|relationship| relationship.kind == "vbaProject");
    let links = related.values().any(|relationship| relationship.kind == "externalLink");
    Ok(Book {
        epoch,
        sheets,
        strings: one(&related, "sharedStrings")?,
        styles: one(&related, "styles")?,
        macros,
        links,
    })
}

/// The part of the only relationship of this kind. Two are damage: readers would choose differently.
pub(super) fn one(related: &BTreeMap<String, Relationship>, kind: &str) -> Result<Option<String>, Refusal> {
    let mut found = related.values().filter(|relationship| relationship.kind == kind);
    let first = found.next().and_then(|relationship| relationship.target.clone());
    if found.next().is_some() { Err(Refusal::damaged(reason::STRUCTURE)) } else { Ok(first) }
}

/// The relationships of `part` (the package's own if empty), by id. None where it has no relationships part.
pub(super) fn relationships(package: &mut Package<'_>, part: &str) -> Result<BTreeMap<String, Relationship>, Refusal> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let name = format!("{folder}/_rels/{file}.rels");
    let found = package.read(&name, FileLimit::PartBytes, |xml| {
        let structure = || Refusal::damaged(reason::STRUCTURE);
        if xml.next()? != Event::Start || xml.element() != "Relationships" {
            return Err(structure());
        }
        let mut found = BTreeMap::new();
        loop {
            match xml.next()? {
                Event::Start if xml.element() == "Relationship" => {
                    let (id, relationship) = relationship(xml, folder)?;
                    if found.insert(id, relationship).is_some() {
                        return Err(structure());
                    }
                    xml.skip()?;
                }
                Event::Start => xml.pass(&[])?,
                Event::Over => return Ok(found),
                Event::Text | Event::End => {}
            }
        }
    })?;
    Ok(found.unwrap_or_default())
}

fn relationship(xml: &Xml<'_>, folder: &str) -> Result<(String, Relationship), Refusal> {
    let (Some(id), Some(kind), Some(target)) = (xml.attribute("Id")?, xml.attribute("Type")?, xml.attribute("Target")?)
    else {
        return Err(Refusal::damaged(reason::STRUCTURE));
    };
    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
    let external = xml.attribute("TargetMode")?.is_some_and(|mode| mode == "External");
    // Only what is read must lie inside: links of other kinds go wherever they like.
    let used = matches!(kind.as_str(), "officeDocument" | "worksheet" | "sharedStrings" | "styles");
    let target = if external || !used { None } else { Some(resolved(folder, &target)?) };
    Ok((id.into_owned(), Relationship { kind, target }))
}

/// The name of the part that `target` means, seen from `folder`.
fn resolved(folder: &str, target: &str) -> Result<String, Refusal> {
    let target = target.replace('\\', "/");
    let (mut path, rest): (Vec<&str>, &str) = match target.strip_prefix('/') {
        Some(rest) => (Vec::new(), rest),
        None => (folder.split('/').filter(|step| !step.is_empty()).collect(), target.as_str()),
    };
    for step in rest.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop().ok_or_else(|| Refusal::damaged(reason::LINK_OUT))?;
            }
            step => path.push(step),
        }
    }
    Ok(path.join("/"))
}

/// The epoch, and each sheet's name, visibility and relationship.
type Listing = (Epoch, Vec<(String, bool, String)>);

/// What else a workbook part holds (ECMA-376, 18.2.27).
const BESIDE: [&str; 17] = [
    "fileVersion",
    "fileSharing",
    "workbookProtection",
    "bookViews",
    "functionGroups",
    "externalReferences",
    "definedNames",
    "calcPr",
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "smartTagTypes",
    "webPublishing",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
];

fn listing(xml: &mut Xml<'_>, limits: &FileLimits) -> Result<Listing, Refusal> {
    let structure = || Refusal::damaged(reason::STRUCTURE);
    if xml.next()? != Event::Start || xml.element() != "workbook" {
        return Err(structure());
    }
    let mut epoch = Epoch::From1900;
    let mut sheets = None;
    loop {
        match xml.next()? {
            Event::Start => match xml.element() {
                "workbookPr" => {
                    if xml.flag("date1904")? {
                        epoch = Epoch::From1904;
                    }
                    xml.skip()?;
                }
                "sheets" if sheets.is_none() => sheets = Some(listed(xml, limits)?),
                "sheets" => return Err(structure()),
                _ => xml.pass(&BESIDE)?,
            },
            Event::Text => {}
            Event::End => break,
            Event::Over => return Err(structure()),
        }
    }
    if xml.next()? != Event::Over {
        return Err(structure());
    }
    Ok((epoch, sheets.unwrap_or_default()))
}

/// The entries of `sheets`.
fn listed(xml: &mut Xml<'_>, limits: &FileLimits) -> Result<Vec<(String, bool, String)>, Refusal> {
    let structure = || Refusal::damaged(reason::STRUCTURE);
    let mut sheets = Vec::new();
    loop {
        match xml.next()? {
            Event::Start if xml.element() == "sheet" => {
                let name = xml.attribute("name")?.ok_or_else(structure)?.into_owned();
                let id = xml.relationship()?.ok_or_else(structure)?.into_owned();
                let visible = match xml.attribute("state")?.as_deref() {
                    // exceljs wrote `show` for years.
                    None | Some("visible" | "show") => true,
                    Some("hidden" | "veryHidden") => false,
                    Some(_) => return Err(structure()),
                };
                sheets.push((name, visible, id));
                if sheets.len() > limits.count(FileLimit::Sheets) {
                    return Err(Refusal::over(FileLimit::Sheets, limits.get(FileLimit::Sheets)));
                }
                xml.skip()?;
            }
            Event::Start => xml.pass(&[])?,
            Event::Text => {}
            Event::End => return Ok(sheets),
            Event::Over => return Err(structure()),
        }
    }
}
