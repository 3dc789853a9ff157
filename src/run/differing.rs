//! `tilskot diff`: what changed between two outputs, from the two folders alone.

use std::path::Path;

use super::console::Console;
use super::publish::RUN_JSON;
use super::{Done, RunError, folder, publish};
use crate::cli::Shape;
use crate::difference::{self, Fault, Run, Side};
use crate::form::header::normalise;
use crate::policy::Policy;
use crate::report::differed::Differed;
use crate::seal::Examined;
use crate::text::Text;

const OLD: Text = text!(
    "{path}: her finst inga run.json som kan samanliknast. Køyr batchen på nytt med denne utgåva av tilskot.",
    "{path}: her finnes ingen run.json som kan sammenlignes. Kjør batchen på nytt med denne utgaven av tilskot.",
    "{path}: there is no run.json here that can be compared. Run the batch again with this version of tilskot.",
);
const NOT_ITSELF: Text = text!(
    "{path}: tala i run.json gir ikkje det resultatet som står der: ei anna utgåve av tilskot har laga ho. Køyr batchen på nytt \
     med denne.",
    "{path}: tallene i run.json gir ikke det resultatet som står der: en annen utgave av tilskot har laget den. Kjør batchen på \
     nytt med denne.",
    "{path}: the figures of run.json do not give the result that stands there: another version of tilskot made it. Run the \
     batch again with this one.",
);

/// Says what changed from the output in `before` to the one in `after`, and why.
///
/// # Errors
/// An output that cannot be read, or was changed since; a fault of this program.
pub fn diff(before: &Path, after: &Path, shape: Shape, console: &Console) -> Result<Done, RunError> {
    let (old, _) = read(before)?;
    let (new, examined) = read(after)?;
    let language = console.language(Some(examined.manifest.written_in()));
    let difference = difference::between(&old, &new).map_err(|fault| match fault {
        Fault::NotItself(Side::Before) => RunError::Refused(NOT_ITSELF, before.to_owned()),
        Fault::NotItself(Side::After) => RunError::Refused(NOT_ITSELF, after.to_owned()),
        Fault::Internal(fault) => fault.into(),
    })?;
    let names = [before, after].map(|path| path.display().to_string());
    let differed = Differed { before: (&old, &names[0]), after: (&new, &names[1]), difference: &difference };
    console.data(match shape {
        Shape::Text => differed.text(language, console.show(language).width),
        Shape::Json => differed.json(),
    })?;
    Ok(Done::Clean)
}

/// The run that an output folder tells of.
fn read(out: &Path) -> Result<(Run, Examined), RunError> {
    let examined = publish::vouched_for(out)?;
    let refused = || RunError::Refused(OLD, out.to_owned());
    let bytes = folder::contents(&out.join(RUN_JSON)).map_err(|_| refused())?;
    let rules = Policy::parse(&examined.manifest.policy, normalise).map_err(|_| refused())?;
    let run = Run::read(&bytes, rules).ok_or_else(refused)?;
    Ok((run, examined))
}
