//! T1xx: files.

use super::problems;
use crate::text::Text;

problems! {
    damaged(reason: Text) Error "T101" {
        title: text!("The file is damaged"),
        message: text!("The file is damaged"),
        fix: text!("The file is damaged"),
        example: "" => "",
    }

    empty_file() Error "T102" {
        title: text!("The file is empty"),
        message: text!("The file is empty"),
        fix: text!("The file is empty"),
        example: "" => "",
    }

    unreadable_format(extension: &str) Error "T103" {
        title: text!("A format nobody reads here"),
        message: text!("A format nobody reads here"),
        fix: text!("A format nobody reads here"),
        example: "" => "",
    }

    wrong_content(found: &str, extension: &str) Error "T104" {
        title: text!("The content is something else than the name says"),
        message: text!("The content is something else than the name says"),
        fix: text!("The content is something else than the name says"),
        example: "" => "",
    }

    encrypted() Error "T105" {
        title: text!("The file is protected with a password"),
        message: text!("The file is protected with a password"),
        fix: text!("The file is protected with a password"),
        example: "" => "",
    }

    skipped(reason: Text) Notice "T106" {
        title: text!("A lock file, hidden file or the like was skipped"),
        message: text!("A lock file, hidden file or the like was skipped"),
        fix: text!("A lock file, hidden file or the like was skipped"),
        example: "" => "",
    }

    identical_file(other: &str) Notice "T107" {
        title: text!("The same file twice; read once"),
        message: text!("The same file twice; read once"),
        fix: text!("The same file twice; read once"),
        example: "" => "",
    }

    too_large(size: usize, limit: usize) Error "T108" {
        title: text!("The file is too large"),
        message: text!("The file is too large"),
        fix: text!("The file is too large"),
        example: "" => "",
    }

    too_many_cells(limit: usize) Error "T109" {
        title: text!("Too many cells"),
        message: text!("Too many cells"),
        fix: text!("Too many cells"),
        example: "" => "",
    }

    macros() Notice "T110" {
        title: text!("The workbook has macros; values read, macros ignored"),
        message: text!("The workbook has macros; values read, macros ignored"),
        fix: text!("The workbook has macros; values read, macros ignored"),
        example: "" => "",
    }

    undecodable() Error "T111" {
        title: text!("Text that is not text (NUL bytes or an unknown encoding)"),
        message: text!("Text that is not text (NUL bytes or an unknown encoding)"),
        fix: text!("Text that is not text (NUL bytes or an unknown encoding)"),
        example: "" => "",
    }

    unclosed_quote(line: usize) Error "T112" {
        title: text!("A quotation mark is never closed"),
        message: text!("A quotation mark is never closed"),
        fix: text!("A quotation mark is never closed"),
        example: "" => "",
    }

    ragged_row(line: usize, fields: usize, expected: usize) Warning "T113" {
        title: text!("A CSV row with more or fewer fields than the header"),
        message: text!("A CSV row with more or fewer fields than the header"),
        fix: text!("A CSV row with more or fewer fields than the header"),
        example: "" => "",
    }

    cannot_open(reason: &str) Error "T114" {
        title: text!("The file cannot be opened"),
        message: text!("The file cannot be opened"),
        fix: text!("The file cannot be opened"),
        example: "" => "",
    }
}
