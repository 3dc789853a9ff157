//! How large a file and its parts may be: far above every real workbook, far below what hurts.

/// Entries of one zip.
pub(super) const ENTRIES: usize = 4_096;
/// Bytes of all parts, inflated.
pub(super) const INFLATED: u64 = 512 << 20;
/// Bytes of one worksheet, inflated.
pub(super) const SHEET: u64 = 256 << 20;
/// Bytes of the shared strings, inflated.
pub(super) const STRINGS: u64 = 64 << 20;
/// Bytes of any other part, inflated.
pub(super) const PART: u64 = 16 << 20;
/// How many bytes one byte may become, past [`RATIO_FROM`] bytes.
pub(super) const RATIO: u64 = 250;
/// Inflated bytes that are free of the ratio: small parts full of nothing compress well.
pub(super) const RATIO_FROM: u64 = 8 << 20;
/// Sheets of a workbook.
pub(super) const SHEETS: usize = 256;
/// Filled cells of a workbook.
pub(super) const CELLS: usize = 5_000_000;
/// Shared strings of a workbook.
pub(super) const STRING_COUNT: usize = 1_000_000;
/// UTF-16 units of one cell's text: Excel's own limit.
pub(super) const TEXT: usize = 32_767;
/// Elements inside elements.
pub(super) const DEPTH: usize = 64;
/// Attributes of one element.
pub(super) const ATTRIBUTES: usize = 256;
/// Bytes of one tag, comment or run of text.
pub(super) const TOKEN: usize = 4 << 20;
/// Merged regions of one sheet.
pub(super) const MERGES: usize = 100_000;
/// Cell formats of a workbook.
pub(super) const FORMATS: usize = 65_536;
/// Rows of a sheet.
pub(super) const ROWS: u32 = 1_048_576;
/// Columns of a sheet.
pub(super) const COLUMNS: u32 = 16_384;
