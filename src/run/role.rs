//! What a file of a batch is for.

use crate::form;
use crate::form::header::Schema;
use crate::policy::Policy;

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Applications,
    Assessments,
    Frame,
    Register,
    Decisions,
}

impl Role {
    /// All of them, in the order they are read.
    pub(super) const ALL: [Self; 5] =
        [Self::Applications, Self::Assessments, Self::Frame, Self::Register, Self::Decisions];

    /// The key in run.json.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Applications => "applications",
            Self::Assessments => "assessments",
            Self::Frame => "frame",
            Self::Register => "register",
            Self::Decisions => "decisions",
        }
    }

    /// The headers such a sheet may have.
    pub(super) fn schema(self, policy: &Policy) -> Schema {
        match self {
            Self::Applications => form::application::schema(policy),
            Self::Assessments => form::assessment::schema(policy),
            Self::Frame => form::frame::schema(policy),
            Self::Register => form::register::schema(policy),
            Self::Decisions => form::decision::schema(policy),
        }
    }
}
