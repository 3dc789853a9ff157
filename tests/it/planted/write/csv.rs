//! Text as a Norwegian Excel saves its first sheet: semicolons, a comma before decimals, dates by their days.

use rust_decimal::Decimal;
use tilskot::origin::CellRef;

use super::super::book::{Book, Cell, Value};

pub(super) fn bytes(book: &Book) -> Vec<u8> {
    let sheet = &book.sheets[0];
    let mut text = String::new();
    for row in 0..=sheet.last_row() {
        let cells = (0..=sheet.last_column()).map(|column| sheet.cells.get(&CellRef::new(row, column)));
        let line: Vec<String> = cells.map(|cell| cell.map(written).unwrap_or_default()).collect();
        text += &line.join(";");
        text += "\r\n";
    }
    text.into_bytes()
}

fn written(cell: &Cell) -> String {
    let decimal = |number: Decimal| number.to_string().replace('.', ",");
    let text = match &cell.value {
        Value::Text(text) => text.clone(),
        Value::Number(number) => decimal(*number),
        Value::PerCent(number) => format!("{} %", decimal((number * Decimal::ONE_HUNDRED).normalize())),
        Value::Date(moment) if moment.time() == jiff::civil::Time::midnight() => {
            moment.strftime("%d.%m.%Y").to_string()
        }
        Value::Date(moment) => moment.strftime("%d.%m.%Y %H:%M").to_string(),
        Value::Truth(true) => "SANN".to_owned(),
        Value::Truth(false) => "USANN".to_owned(),
        Value::Error(error) => (*error).to_owned(),
        Value::NotStored => String::new(),
    };
    let quoted = text.contains([';', '"', '\n', '\r']);
    if quoted { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}
