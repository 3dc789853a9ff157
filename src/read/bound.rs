//! Bounds that no setting raises: the grid itself, and what only a broken or hostile file exceeds. The others are
//! settings: `policy::FileLimit`.

/// Inflated bytes that are free of the ratio: small parts full of nothing compress well.
pub(super) const RATIO_FROM: u64 = 8 << 20;
/// Parts up to this size are held whole; larger ones are streamed, block by block.
pub(super) const WHOLE: u64 = 4 << 20;
/// Bytes of all parts that are held whole; past it, parts are streamed however small.
pub(super) const KEPT: u64 = 16 << 20;
/// What a sheet says of itself stands within so many bytes, before its cells.
pub(super) const BEGINNING: u64 = 64 << 10;
/// Attributes of one element.
pub(super) const ATTRIBUTES: usize = 256;
/// Bytes of one tag, comment or run of text.
pub(super) const TOKEN: usize = 4 << 20;
/// Cell formats of a workbook.
pub(super) const FORMATS: usize = 65_536;
/// The grid itself.
pub(super) use crate::origin::{COLUMNS, ROWS};
