//! What one received file may cost: far above every real workbook, far below what hurts. Each bound is a setting.

use crate::text::Text;

macro_rules! limits {
    ($($(#[doc = $doc:literal])* $name:ident, $key:literal, $standard:expr, $nn:literal, $nb:literal, $en:literal;)*) => {
        /// One bound on a received file: a key under `[limits.file]`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum FileLimit {
            $($(#[doc = $doc])* $name,)*
        }

        impl FileLimit {
            /// Every bound, in the order they are documented.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Its key in `batch.toml`.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }

            /// What it is unless `batch.toml` says otherwise.
            #[must_use]
            pub const fn standard(self) -> u64 {
                match self { $(Self::$name => $standard,)* }
            }

            /// What it counts, as it stands after "more than the limit for".
            #[must_use]
            pub const fn what(self) -> Text {
                match self { $(Self::$name => text!($nn, $nb, $en),)* }
            }
        }
    };
}

limits! {
    /// Bytes of the file.
    Bytes, "bytes", 50_000_000, "storleiken på fila (byte)", "størrelsen på filen (byte)", "the size of the file (bytes)";
    /// Entries of its zip container.
    Entries, "entries", 4_096, "delar i zip-pakken", "deler i zip-pakken", "parts of the zip container";
    /// Bytes of all parts, inflated.
    InflatedBytes, "inflated_bytes", 512 << 20, "samla storleik utpakka (byte)", "samlet størrelse utpakket (byte)",
        "the size of all parts unpacked (bytes)";
    /// Bytes of one worksheet, inflated.
    SheetBytes, "sheet_bytes", 256 << 20, "storleiken på eit ark utpakka (byte)",
        "størrelsen på et ark utpakket (byte)", "the size of a sheet unpacked (bytes)";
    /// Bytes of the shared strings, inflated.
    StringBytes, "string_bytes", 64 << 20, "storleiken på tekstane utpakka (byte)",
        "størrelsen på tekstene utpakket (byte)", "the size of the texts unpacked (bytes)";
    /// Bytes of any other part, inflated.
    PartBytes, "part_bytes", 16 << 20, "storleiken på ein del utpakka (byte)",
        "størrelsen på en del utpakket (byte)", "the size of a part unpacked (bytes)";
    /// How many bytes one byte may become, past eight mebibytes: small parts full of nothing compress well.
    InflateRatio, "inflate_ratio", 250, "kor mange gonger større ein del blir utpakka",
        "hvor mange ganger større en del blir utpakket", "how many times larger a part becomes unpacked";
    /// Sheets of a workbook.
    Sheets, "sheets", 256, "talet på ark", "antall ark", "the number of sheets";
    /// Filled cells of a workbook.
    Cells, "cells", 5_000_000, "talet på celler med innhald", "antall celler med innhold", "the number of filled cells";
    /// Shared strings of a workbook.
    Strings, "strings", 1_000_000, "talet på ulike tekstar", "antall ulike tekster", "the number of different texts";
    /// UTF-16 units of one cell's text: Excel's own limit.
    TextLength, "text_length", 32_767, "lengda på teksten i ei celle", "lengden på teksten i en celle",
        "the length of the text in a cell";
    /// XML elements inside elements.
    XmlDepth, "xml_depth", 64, "kor djupt XML-en går", "hvor dypt XML-en går", "how deep the XML goes";
    /// Merged regions of one sheet.
    Merges, "merges", 100_000, "talet på samanslåingar av celler", "antall sammenslåinger av celler",
        "the number of merged regions";
    /// Seconds of computing for one file of an older format, read in a process of its own.
    CpuSeconds, "cpu_seconds", 15, "sekund reknetid", "sekunder regnetid", "seconds of computing";
    /// Mebibytes of memory for one file of an older format, read in a process of its own.
    MemoryMib, "memory_mib", 384, "minne (MiB)", "minne (MiB)", "memory (MiB)";
}

/// The bounds of one batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileLimits([u64; FileLimit::ALL.len()]);

impl Default for FileLimits {
    fn default() -> Self {
        let mut values = [0; FileLimit::ALL.len()];
        for limit in FileLimit::ALL {
            values[*limit as usize] = limit.standard();
        }
        Self(values)
    }
}

impl FileLimits {
    /// The bound.
    #[must_use]
    pub const fn get(&self, limit: FileLimit) -> u64 {
        self.0[limit as usize]
    }

    /// The bound on something that is counted in memory.
    #[must_use]
    pub fn count(&self, limit: FileLimit) -> usize {
        usize::try_from(self.get(limit)).unwrap_or(usize::MAX)
    }

    /// The same, with another value for one bound.
    #[must_use]
    pub const fn with(mut self, limit: FileLimit, value: u64) -> Self {
        self.0[limit as usize] = value;
        self
    }
}
