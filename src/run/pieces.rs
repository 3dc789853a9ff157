//! The pieces of sheets that findings are shown with: their files are read once more, so that a batch without findings, and
//! whoever wants findings as data, pays nothing for them.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::corrections::{self, Returned};
use super::folder::Found;
use super::progress::{self, Show, Step};
use super::role::Role;
use crate::form::{layout, returned};
use crate::policy::Policy;
use crate::recommendation::Input;
use crate::report::terminal::found::Group;
use crate::report::terminal::piece::Piece;

/// What was read, and from where.
pub(super) struct Read<'a> {
    pub(super) files: &'a [(Role, Found)],
    pub(super) inputs: &'a [Input],
    pub(super) returned: &'a Returned,
    pub(super) policy: &'a Policy,
}

/// One file, and what is to be shown of it.
struct Wanted<'g, 'f> {
    file: Arc<str>,
    from: &'g (Role, Found),
    sha256: &'g str,
    groups: Vec<&'g mut Group<'f>>,
}

/// Gives each group its piece. Where a file is no longer the same, or its name stands for several, there is none.
pub(super) fn fill(groups: &mut [Group<'_>], read: &Read<'_>, show: Show) {
    let mut named: BTreeMap<&str, Vec<&(Role, Found)>> = BTreeMap::new();
    read.files.iter().for_each(|file| named.entry(&file.1.path).or_default().push(file));
    let sealed: BTreeMap<&str, &str> = read.inputs.iter().map(|input| (&*input.path, &*input.sha256)).collect();
    let mut by_file: BTreeMap<Arc<str>, Vec<&mut Group<'_>>> = BTreeMap::new();
    for group in groups.iter_mut().filter(|group| !group.cells().is_empty()) {
        by_file.entry(Arc::clone(&group.first.file)).or_default().push(group);
    }
    let wanted = by_file.into_iter().filter_map(|(file, groups)| {
        let [from] = named.get(&*file)?[..] else { return None };
        let sha256 = sealed.get(&*file)?;
        Some(Wanted { file, from, sha256, groups })
    });
    let wanted: Vec<Wanted<'_, '_>> = wanted.collect();
    let bar = progress::start(show, Step::Showing, wanted.len());
    wanted.into_par_iter().for_each(|one| {
        one.look_up(read);
        bar.inc(1);
    });
    bar.finish_and_clear();
}

impl Wanted<'_, '_> {
    fn look_up(self, read: &Read<'_>) {
        let (role, found) = self.from;
        let sent = corrections::sent(found, self.sha256, &read.policy.limits.file);
        let Some(mut workbook) = sent else { return };
        if let Some(mends) = read.returned.mends.get(&self.file) {
            returned::apply(&mut workbook, mends);
        }
        let schema = role.schema(read.policy);
        let mut by_sheet: BTreeMap<Arc<str>, Vec<&mut Group<'_>>> = BTreeMap::new();
        for group in self.groups {
            let Some(sheet) = group.first.sheet.clone() else { continue };
            by_sheet.entry(sheet).or_default().push(group);
        }
        for (name, groups) in by_sheet {
            let Some(sheet) = workbook.sheets.iter().find(|sheet| sheet.name == name) else { continue };
            let layout = layout::find(sheet, &schema);
            groups.into_iter().for_each(|group| group.piece = Piece::within(group.cells(), sheet, &layout));
        }
    }
}
