//! What applications are called where people are told of them. An id is made of office and title, and is masked as they are.

use std::collections::BTreeMap;

use crate::application::Submission;
use crate::identity::ApplicationId;
use crate::privacy;
use crate::report::words::quoted;
use crate::text::Language;

/// What each application is called: `Nav Alver, «Første steg»`. The id stands behind where several are called the same, and
/// alone where office or title are not known.
#[derive(Debug)]
pub struct Names(BTreeMap<ApplicationId, String>);

/// `Nav Alver, «Første steg»`
#[must_use]
pub fn named(language: Language, office: &str, project: &str) -> String {
    format!("{}, {}", privacy::shown(office), quoted(language, &privacy::shown(project)))
}

impl Names {
    /// Those of `submissions`.
    #[must_use]
    pub fn of<'a>(submissions: impl Iterator<Item = &'a Submission>, language: Language) -> Self {
        let mut called: BTreeMap<String, Vec<&ApplicationId>> = BTreeMap::new();
        for one in submissions {
            let name = match (&one.office, &one.project) {
                (Some(office), Some(project)) => named(language, office, project),
                _ => privacy::shown(one.id.as_str()),
            };
            let ids = called.entry(name).or_default();
            // Copies of one application have one id.
            if !ids.contains(&&one.id) {
                ids.push(&one.id);
            }
        }
        let mut names = BTreeMap::new();
        for (name, ids) in called {
            let alone = ids.len() == 1;
            for id in ids {
                let shown = || format!("{name} ({})", privacy::shown(id.as_str()));
                names.insert(id.clone(), if alone { name.clone() } else { shown() });
            }
        }
        Self(names)
    }

    /// What the one with this id is called.
    #[must_use]
    pub fn of_id(&self, id: &ApplicationId) -> String {
        self.0.get(id).cloned().unwrap_or_else(|| privacy::shown(id.as_str()))
    }
}
