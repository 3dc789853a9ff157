//! The formulas of an `.ods` (OpenFormula) as a spreadsheet of the other kind writes them: `of:=SUM([.K4:.K8];[.A1])` is
//! `SUM(K4:K8,A1)`. A cell of another sheet or file stays one that is told as such.

/// The formula without its sign of equality.
pub(super) fn plain(formula: &str) -> String {
    let body = formula.split_once('=').map_or(formula, |(_, body)| body);
    let mut plain = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(first) = rest.chars().next() {
        let taken = match first {
            '"' => rest[1..].find('"').map_or(rest.len(), |end| end + 2),
            '[' => rest.find(']').map_or(rest.len(), |end| end + 1),
            _ => first.len_utf8(),
        };
        let (piece, after) = rest.split_at(taken);
        match first {
            '[' => plain.push_str(&reference(piece.trim_matches(['[', ']']))),
            ';' => plain.push(','),
            _ => plain.push_str(piece),
        }
        rest = after;
    }
    plain
}

/// `.K4:.K8` is `K4:K8`.
fn reference(inside: &str) -> String {
    if inside.contains('#') {
        return "[1]Ark!A1".to_owned();
    }
    let parts: Option<Vec<&str>> = inside.split(':').map(|part| part.strip_prefix('.')).collect();
    parts.map_or_else(|| "Ark!A1".to_owned(), |parts| parts.join(":"))
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn references_lose_their_brackets() {
        for (formula, expected) in [
            ("of:=SUM([.K4:.K8];[.$A$1])", "SUM(K4:K8,$A$1)"),
            ("of:=[.J4]+[.I4]*2", "J4+I4*2"),
            ("=[.J4]", "J4"),
            ("of:=[$Ark2.A1]+[.A1]", "Ark!A1+A1"),
            ("of:=['file:///tmp/a%20b.ods'#$Ark1.B2]", "[1]Ark!A1"),
            ("of:=IF([.A1]=\"[;\";1;2)", "IF(A1=\"[;\",1,2)"),
            ("of:=SUM([.A1", "SUM(A1"),
            ("", ""),
        ] {
            assert_eq!(plain(formula), expected, "{formula}");
        }
    }
}
