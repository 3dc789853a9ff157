//! T7xx: budget tables.

use super::{Family, problems};
use crate::origin::CellRef;
use crate::text::Text;
use rust_decimal::Decimal;

/// The family.
pub static FAMILY: Family = Family {
    hundred: "T7",
    title: text!("Budsjettabellar", "Budsjettabeller", "Budget tables"),
    about: text!(
        "Om ein budsjettabell summerer seg, og om linjenummer, eining og år er til å lite på.",
        "Om en budsjettabell summerer seg, og om linjenummer, enhet og år er til å stole på.",
        "Whether a budget table adds up, and whether its line numbers, unit and years can be relied on.",
    ),
    kinds: KINDS,
};

problems! {
    result_disagrees(stated: Decimal, sum: Decimal, difference: Decimal, scale: Text) Error "T701" {
        title: text!("Ein sum stemmer ikkje med linjene", "En sum stemmer ikke med linjene", "A result disagrees with its lines"),
        message: text!(
            "Her står det {stated}, men linjene over er til saman {sum} (tal i {scale}). Skilnaden er {difference}, og det er meir enn avrunding kan gi.",
            "Her står det {stated}, men linjene over er til sammen {sum} (tall i {scale}). Differansen er {difference}, og det er mer enn avrunding kan gi.",
            "The table says {stated} here, but the lines above add up to {sum} (figures in {scale}). The difference is {difference}, more than rounding can give.",
        ),
        fix: text!(
            "Rett summen til {sum}, eller rett den linja som er feil. Ein formel held summen rett, til dømes =SUMMER(C3:C8).",
            "Rett summen til {sum}, eller rett den linjen som er feil. En formel holder summen riktig, for eksempel =SUMMER(C3:C8).",
            "Correct the result to {sum}, or correct the line that is wrong. A formula keeps it right, for example =SUM(C3:C8).",
        ),
        example: "271 454" => "271 354",
    }

    result_rounded(stated: Decimal, sum: Decimal, difference: Decimal, scale: Text) Notice "T702" {
        title: text!("Ein sum er avrunda for seg", "En sum er avrundet for seg", "A result was rounded by itself"),
        message: text!(
            "Her står det {stated}, og linjene over er til saman {sum} (tal i {scale}). Skilnaden, {difference}, er ikkje større enn avrundinga av linjene kan gi.",
            "Her står det {stated}, og linjene over er til sammen {sum} (tall i {scale}). Differansen, {difference}, er ikke større enn avrundingen av linjene kan gi.",
            "The table says {stated} here, and the lines above add up to {sum} (figures in {scale}). The difference, {difference}, is no more than rounding the lines can give.",
        ),
        fix: text!(
            "La det stå, eller skriv {sum}, så tabellen summerer seg slik han er vist.",
            "La det stå, eller skriv {sum}, så tabellen summerer seg slik den er vist.",
            "Leave it, or write {sum}, so that the table adds up as it is shown.",
        ),
        example: "529 102" => "529 103",
    }

    line_number_twice(number: usize, first: CellRef) Error "T703" {
        title: text!("Same linjenummer to gonger", "Samme linjenummer to ganger", "The same line number twice"),
        message: text!(
            "Linjenummer {number} står her og i {first}. Eit vedtak om linje {number} kan då gjelde to ting.",
            "Linjenummer {number} står her og i {first}. Et vedtak om linje {number} kan da gjelde to ting.",
            "Line number {number} stands here and in {first}. A decision on line {number} may then mean two things.",
        ),
        fix: text!(
            "Gi den eine linja eit nummer som ikkje er brukt, til dømes neste ledige.",
            "Gi den ene linjen et nummer som ikke er brukt, for eksempel neste ledige.",
            "Give one of the lines a number that is not used, for example the next free one.",
        ),
        example: "124, 125, 125" => "124, 125, 126",
    }

    line_number_elsewhere(number: usize, other: &str) Warning "T704" {
        title: text!("Linjenummeret er brukt i ein annan tabell", "Linjenummeret er brukt i en annen tabell", "The line number is used in another table"),
        message: text!(
            "Linjenummer {number} er alt brukt om noko anna i «{other}». Linjenummer skal halde fram frå tabell til tabell.",
            "Linjenummer {number} er allerede brukt om noe annet i «{other}». Linjenummer skal fortsette fra tabell til tabell.",
            "Line number {number} is already used for something else in “{other}”. Line numbers should run on from table to table.",
        ),
        fix: text!(
            "Hald fram med neste ledige nummer, til dømes 128 etter 127.",
            "Fortsett med neste ledige nummer, for eksempel 128 etter 127.",
            "Go on with the next free number, for example 128 after 127.",
        ),
        example: "124" => "128",
    }

    unit_missing() Warning "T705" {
        title: text!("Eininga manglar", "Enheten mangler", "The unit is missing"),
        message: text!(
            "Tabellen seier ikkje kva eining tala er i, så dei er lesne som heile kroner.",
            "Tabellen sier ikke hvilken enhet tallene er i, så de er lest som hele kroner.",
            "The table does not say what unit its figures are in, so they were read as whole kroner.",
        ),
        fix: text!(
            "Skriv eininga i tittelen eller under tabellen, til dømes «tal i 1 000 kr».",
            "Skriv enheten i tittelen eller under tabellen, for eksempel «tall i 1 000 kr».",
            "Write the unit in the title or below the table, for example “figures in NOK 1,000”.",
        ),
        example: "Tabell 5.21" => "Tabell 5.21, tal i 1 000 kr",
    }

    two_units(other: Text, scale: Text, first: CellRef) Error "T706" {
        title: text!("To ulike einingar", "To ulike enheter", "Two different units"),
        message: text!(
            "Her står det at tala er i {other}, men i {first} at dei er i {scale}. Dei er lesne som tal i {scale}.",
            "Her står det at tallene er i {other}, men i {first} at de er i {scale}. De er lest som tall i {scale}.",
            "Here it says that the figures are in {other}, but in {first} that they are in {scale}. They were read as figures in {scale}.",
        ),
        fix: text!(
            "La den eininga stå som er rett, til dømes «tal i 1 000 kr», og ta bort den andre.",
            "La den enheten stå som er riktig, for eksempel «tall i 1 000 kr», og ta bort den andre.",
            "Keep the unit that is right, for example “figures in NOK 1,000”, and remove the other.",
        ),
        example: "mill. kr · 1 000 kr" => "1 000 kr",
    }

    years_out_of_order(year: i16, before: i16) Warning "T707" {
        title: text!("Åra står ikkje i rekkjefølgje", "Årene står ikke i rekkefølge", "The years are out of order"),
        message: text!(
            "{year} står etter {before}. Anten står kolonnane om kvarandre, eller så er årstalet skrive feil.",
            "{year} står etter {before}. Enten står kolonnene om hverandre, eller så er årstallet skrevet feil.",
            "{year} stands after {before}. Either the columns have changed places, or the year is wrong.",
        ),
        fix: text!(
            "Set kolonnane i rekkjefølgje, til dømes 2017, 2018, 2019, 2020, eller rett årstalet.",
            "Sett kolonnene i rekkefølge, for eksempel 2017, 2018, 2019, 2020, eller rett årstallet.",
            "Put the columns in order, for example 2017, 2018, 2019, 2020, or correct the year.",
        ),
        example: "2017, 2019, 2018" => "2017, 2018, 2019",
    }

    year_twice(header: &str, first: CellRef) Error "T708" {
        title: text!("Same overskrift på to år", "Samme overskrift på to år", "Two columns for one year"),
        message: text!(
            "«{header}» står både her og i {first}. Det går ikkje fram kva for tal som gjeld.",
            "«{header}» står både her og i {first}. Det går ikke fram hvilke tall som gjelder.",
            "“{header}” stands both here and in {first}. It is not clear which figures count.",
        ),
        fix: text!(
            "Rett årstalet, eller skriv kva kvar kolonne er, til dømes «Budsjett 2018» og «Rekneskap 2018».",
            "Rett årstallet, eller skriv hva hver kolonne er, for eksempel «Budsjett 2018» og «Regnskap 2018».",
            "Correct the year, or say what each column is, for example “Budsjett 2018” and “Regnskap 2018”.",
        ),
        example: "2017, 2018, 2018" => "2017, 2018, 2019",
    }

    row_disagrees(stated: Decimal, sum: Decimal, difference: Decimal, scale: Text) Error "T709" {
        title: text!("Summen av åra stemmer ikkje", "Summen av årene stemmer ikke", "The sum of the years disagrees"),
        message: text!(
            "Her står det {stated}, men åra i linja er til saman {sum} (tal i {scale}). Skilnaden er {difference}, og det er meir enn avrunding kan gi.",
            "Her står det {stated}, men årene i linjen er til sammen {sum} (tall i {scale}). Differansen er {difference}, og det er mer enn avrunding kan gi.",
            "The table says {stated} here, but the years of the line add up to {sum} (figures in {scale}). The difference is {difference}, more than rounding can give.",
        ),
        fix: text!(
            "Rett summen til {sum}, eller rett det året som er feil. Ein formel held summen rett, til dømes =SUMMER(C5:F5).",
            "Rett summen til {sum}, eller rett det året som er feil. En formel holder summen riktig, for eksempel =SUMMER(C5:F5).",
            "Correct the sum to {sum}, or correct the year that is wrong. A formula keeps it right, for example =SUM(C5:F5).",
        ),
        example: "20 100" => "20 000",
    }

    row_rounded(stated: Decimal, sum: Decimal, difference: Decimal, scale: Text) Notice "T710" {
        title: text!("Summen av åra er avrunda for seg", "Summen av årene er avrundet for seg", "The sum of the years was rounded by itself"),
        message: text!(
            "Her står det {stated}, og åra i linja er til saman {sum} (tal i {scale}). Skilnaden, {difference}, er ikkje større enn avrundinga av åra kan gi.",
            "Her står det {stated}, og årene i linjen er til sammen {sum} (tall i {scale}). Differansen, {difference}, er ikke større enn avrundingen av årene kan gi.",
            "The table says {stated} here, and the years of the line add up to {sum} (figures in {scale}). The difference, {difference}, is no more than rounding the years can give.",
        ),
        fix: text!(
            "La det stå, eller skriv {sum}, så linja summerer seg slik ho er vist.",
            "La det stå, eller skriv {sum}, så linjen summerer seg slik den er vist.",
            "Leave it, or write {sum}, so that the line adds up as it is shown.",
        ),
        example: "20 001" => "20 000",
    }

    result_blank(sum: Decimal, scale: Text) Warning "T711" {
        title: text!("Ein sum står tom", "En sum står tom", "A result is blank"),
        message: text!(
            "Cella er tom, men det som skal summerast her, er til saman {sum} (tal i {scale}).",
            "Cellen er tom, men det som skal summeres her, er til sammen {sum} (tall i {scale}).",
            "The cell is blank, but what should be added up here comes to {sum} (figures in {scale}).",
        ),
        fix: text!(
            "Skriv {sum}, eller ein formel, til dømes =SUMMER(C3:C8).",
            "Skriv {sum}, eller en formel, for eksempel =SUMMER(C3:C8).",
            "Write {sum}, or a formula, for example =SUM(C3:C8).",
        ),
        example: "" => "271 354",
    }

    not_a_year(header: &str) Notice "T712" {
        title: text!("Ei kolonne som ikkje er eit år", "En kolonne som ikke er et år", "A column that is not a year"),
        message: text!(
            "«{header}» er ikkje eit år og ikkje ein sum av år, så kolonna er ikkje teken med.",
            "«{header}» er ikke et år og ikke en sum av år, så kolonnen er ikke tatt med.",
            "“{header}” is neither a year nor a sum of years, so the column was left out.",
        ),
        fix: text!(
            "La det stå om kolonna er ein merknad eller ein prosent. Er ho eit år, så skriv årstalet, til dømes «Budsjett 2018».",
            "La det stå om kolonnen er en merknad eller en prosent. Er den et år, så skriv årstallet, for eksempel «Budsjett 2018».",
            "Leave it if the column is a remark or a percentage. If it is a year, write the year, for example “Budsjett 2018”.",
        ),
        example: "Endring i %" => "Budsjett 2018",
    }

    not_summed(lines: usize) Notice "T713" {
        title: text!("Linjer utan sum under seg", "Linjer uten sum under seg", "Lines without a result below them"),
        message: text!(
            "{lines} av linjene i tabellen inngår ikkje i nokon sum, så dei er ikkje kontrollerte mot noko.",
            "{lines} av linjene i tabellen inngår ikke i noen sum, så de er ikke kontrollert mot noe.",
            "Lines of the table that are part of no result: {lines}. They were not held against anything.",
        ),
        fix: text!(
            "La det stå om tabellen er eit utdrag. Set elles ein sum under linjene, til dømes «Sum Oppvekst og levekår».",
            "La det stå om tabellen er et utdrag. Sett ellers en sum under linjene, for eksempel «Sum Oppvekst og levekår».",
            "Leave it if the table is an extract. Otherwise add a result below the lines, for example “Sum Oppvekst og levekår”.",
        ),
        example: "NAV 276 354" => "Sum 276 354",
    }

    no_table() Error "T714" {
        title: text!("Fann ingen budsjettabell", "Fant ingen budsjettabell", "No budget table was found"),
        message: text!(
            "Ingen av arka har ei overskriftsrad med år og linjer med beløp under.",
            "Ingen av arkene har en overskriftsrad med år og linjer med beløp under.",
            "None of the sheets has a header row with years and lines with amounts below it.",
        ),
        fix: text!(
            "Skriv årstala i rada over beløpa, til dømes «Linjenr», ei tom celle, 2017, 2018.",
            "Skriv årstallene i raden over beløpene, for eksempel «Linjenr», en tom celle, 2017, 2018.",
            "Write the years in the row above the amounts, for example “Linjenr”, a blank cell, 2017, 2018.",
        ),
        example: "Første år, andre år" => "2017, 2018",
    }
}
