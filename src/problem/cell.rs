//! T3xx: cells.

use super::{Family, problems};
use crate::application::Field;
use crate::money::{Kroner, Positions};
use crate::text::Text;
use jiff::civil::Date;
use rust_decimal::Decimal;

/// The family.
pub static FAMILY: Family = Family {
    hundred: "T3",
    title: text!("Celler", "Celler", "Cells"),
    about: text!(
        "Om verdien i ei celle er det som feltet skal ha: tal, dato, kommunenummer eller eit ord frå ei liste.",
        "Om verdien i en celle er det som feltet skal ha: tall, dato, kommunenummer eller et ord fra en liste.",
        "Whether the value in a cell is what the field must hold: a number, a date, a municipality number or a word from a list.",
    ),
    kinds: KINDS,
};

problems! {
    required_empty(field: Field) Error "T301" {
        title: text!("Eit obligatorisk felt er tomt", "Et obligatorisk felt er tomt", "A required field is empty"),
        message: text!(
            "«{field}» må fyllast ut, men cella er tom.",
            "«{field}» må fylles ut, men cellen er tom.",
            "“{field}” must be filled in, but the cell is empty.",
        ),
        fix: text!(
            "Skriv verdien for «{field}» i cella, til dømes {field_example}.",
            "Skriv verdien for «{field}» i cellen, for eksempel {field_example}.",
            "Write the value for “{field}” in the cell, for example {field_example}.",
        ),
        example: "" => "1 240 000",
        under: [Applied],
    }

    not_a_number(value: &str) Error "T302" {
        title: text!("Ikkje eit tal", "Ikke et tall", "Not a number"),
        message: text!(
            "«{value}» er ikkje eit tal, og her skal det stå eit tal.",
            "«{value}» er ikke et tall, og her skal det stå et tall.",
            "“{value}” is not a number, and a number must stand here.",
        ),
        fix: text!(
            "Skriv berre talet, utan ord og med komma før desimalane, til dømes 1 240 000 eller 1,5.",
            "Skriv bare tallet, uten ord og med komma før desimalene, for eksempel 1 240 000 eller 1,5.",
            "Write the number alone, without words and with a comma before the decimals, for example 1 240 000 or 1,5.",
        ),
        example: "ca. 1,2 eller 1,3" => "1 240 000",
        under: [Applied],
    }

    ambiguous_number(value: &str, one: Decimal, other: Decimal) Error "T303" {
        title: text!("Eit tal som kan lesast på to måtar", "Et tall som kan leses på to måter", "A number that can be read in two ways"),
        message: text!(
            "«{value}» kan lesast både som {one} og som {other}, og det blir ikkje gissa.",
            "«{value}» kan leses både som {one} og som {other}, og det blir ikke gjettet.",
            "“{value}” can be read both as {one} and as {other}, and no guess is made.",
        ),
        fix: text!(
            "Skriv talet med mellomrom mellom tusen og med komma før desimalane, til dømes 12 500 eller 12,50.",
            "Skriv tallet med mellomrom mellom tusen og med komma før desimalene, for eksempel 12 500 eller 12,50.",
            "Write the number with spaces between thousands and with a comma before the decimals, for example 12 500 or 12,50.",
        ),
        example: "12.5" => "12 500",
        under: [Applied],
    }

    not_a_date(value: &str) Error "T304" {
        title: text!("Ikkje ein gyldig dato", "Ikke en gyldig dato", "Not a valid date"),
        message: text!(
            "«{value}» kan ikkje lesast som ein dag som finst.",
            "«{value}» kan ikke leses som en dag som finnes.",
            "“{value}” cannot be read as a day that exists.",
        ),
        fix: text!(
            "Skriv dag, månad og år med tal, til dømes 01.03.2023.",
            "Skriv dag, måned og år med tall, for eksempel 01.03.2023.",
            "Write day, month and year in figures, for example 01.03.2023.",
        ),
        example: "31.02.2023" => "28.02.2023",
        under: [Start],
    }

    improbable_date(date: Date) Error "T305" {
        title: text!("Ein dato som neppe er meint", "En dato som neppe er ment", "A date that can hardly be meant"),
        message: text!(
            "Datoen {date} ligg for langt frå året søknaden gjeld til å vere rett. Slikt kjem ofte av ein skrivefeil i årstalet, eller av eit vanleg tal i ei celle med datoformat.",
            "Datoen {date} ligger for langt fra året søknaden gjelder til å være riktig. Slikt kommer ofte av en skrivefeil i årstallet, eller av et vanlig tall i en celle med datoformat.",
            "The date {date} is too far from the year of the application to be right. This often comes from a slip in the year, or from an ordinary number in a cell formatted as a date.",
        ),
        fix: text!(
            "Skriv datoen med rett år, til dømes 01.03.2023.",
            "Skriv datoen med riktig år, for eksempel 01.03.2023.",
            "Write the date with the right year, for example 01.03.2023.",
        ),
        example: "01.03.2203" => "01.03.2023",
        under: [Start],
    }

    not_in_list(value: &str, allowed: Text) Error "T306" {
        title: text!("Ikkje blant dei faste verdiane", "Ikke blant de faste verdiene", "Not one of the fixed values"),
        message: text!(
            "«{value}» er ikkje blant dei verdiane som dette feltet kan ha.",
            "«{value}» er ikke blant de verdiene som dette feltet kan ha.",
            "“{value}” is not one of the values that this field can have.",
        ),
        fix: text!(
            "Skriv ein av desse verdiane: {allowed}.",
            "Skriv en av disse verdiene: {allowed}.",
            "Write one of these values: {allowed}.",
        ),
        example: "ja" => "Ny søknad",
        under: [Kind],
    }

    // `expected` is about what the rate gives for the positions.
    seems_thousands(amount: Kroner, expected: Kroner) Error "T307" {
        title: text!("Beløpet er truleg i 1 000 kr", "Beløpet er trolig i 1 000 kr", "The amount is probably in NOK 1,000"),
        message: text!(
            "Beløpet {amount} er om lag ein tusendel av det ein kan vente, som er kring {expected}. Det ser ut til å vere skrive i 1 000 kr, men blir ikkje rekna om.",
            "Beløpet {amount} er omtrent en tusendel av det man kan vente, som er rundt {expected}. Det ser ut til å være skrevet i 1 000 kr, men blir ikke regnet om.",
            "The amount {amount} is about a thousandth of what could be expected, which is around {expected}. It seems to be written in NOK 1,000, but it is not converted.",
        ),
        fix: text!(
            "Skriv beløpet i heile kroner, til dømes 610 000 og ikkje 610.",
            "Skriv beløpet i hele kroner, for eksempel 610 000 og ikke 610.",
            "Write the amount in whole kroner, for example 610 000 and not 610.",
        ),
        example: "610" => "610 000",
        under: [Applied],
    }

    seems_too_large(amount: Kroner, expected: Kroner) Error "T308" {
        title: text!("Beløpet er om lag tusen gonger for stort", "Beløpet er omtrent tusen ganger for stort", "The amount is about a thousand times too large"),
        message: text!(
            "Beløpet {amount} er om lag tusen gonger det ein kan vente, som er kring {expected}. Det ser ut til å ha tre siffer for mykje, men blir ikkje rekna om.",
            "Beløpet {amount} er omtrent tusen ganger det man kan vente, som er rundt {expected}. Det ser ut til å ha tre sifre for mye, men blir ikke regnet om.",
            "The amount {amount} is about a thousand times what could be expected, which is around {expected}. It seems to have three digits too many, but it is not converted.",
        ),
        fix: text!(
            "Skriv beløpet i heile kroner, til dømes 610 000 og ikkje 610 000 000.",
            "Skriv beløpet i hele kroner, for eksempel 610 000 og ikke 610 000 000.",
            "Write the amount in whole kroner, for example 610 000 and not 610 000 000.",
        ),
        example: "610 000 000" => "610 000",
        under: [Applied],
    }

    error_value(value: &str) Error "T309" {
        title: text!("Ein feilverdi i cella", "En feilverdi i cellen", "An error value in the cell"),
        message: text!(
            "Cella viser feilverdien «{value}» i staden for ein verdi.",
            "Cellen viser feilverdien «{value}» i stedet for en verdi.",
            "The cell shows the error “{value}” instead of a value.",
        ),
        fix: text!(
            "Rett formelen, eller skriv verdien rett inn i cella, til dømes 1 240 000.",
            "Rett formelen, eller skriv verdien rett inn i cellen, for eksempel 1 240 000.",
            "Correct the formula, or write the value itself in the cell, for example 1 240 000.",
        ),
        example: "#REF!" => "1 240 000",
        under: [Applied],
    }

    formula_without_value() Error "T310" {
        title: text!("Ein formel utan lagra resultat", "En formel uten lagret resultat", "A formula without a stored result"),
        message: text!(
            "Cella har ein formel, men resultatet er ikkje lagra i fila, så det er ingen verdi å lese.",
            "Cellen har en formel, men resultatet er ikke lagret i filen, så det er ingen verdi å lese.",
            "The cell has a formula, but its result is not stored in the file, so there is no value to read.",
        ),
        fix: text!(
            "Opne fila i Excel eller LibreOffice, lagre henne, og send henne på nytt; eller skriv verdien rett inn i cella, til dømes 1 240 000.",
            "Åpne filen i Excel eller LibreOffice, lagre den, og send den på nytt; eller skriv verdien rett inn i cellen, for eksempel 1 240 000.",
            "Open the file in Excel or LibreOffice, save it, and send it again; or write the value itself in the cell, for example 1 240 000.",
        ),
        example: "=I5*610000+20000" => "1 240 000",
        under: [Applied],
    }

    number_as_text(value: &str, read: Decimal) Notice "T311" {
        title: text!("Eit tal står som tekst", "Et tall står som tekst", "A number kept as text"),
        message: text!(
            "«{value}» står som tekst i cella og er lese som talet {read}.",
            "«{value}» står som tekst i cellen og er lest som tallet {read}.",
            "“{value}” stands as text in the cell and was read as the number {read}.",
        ),
        fix: text!(
            "La det stå om talet {read} er rett. Skriv det elles på nytt i ei celle med talformat, til dømes 1 240 000.",
            "La det stå om tallet {read} er riktig. Skriv det ellers på nytt i en celle med tallformat, for eksempel 1 240 000.",
            "Leave it if the number {read} is right. Otherwise write it again in a cell with a number format, for example 1 240 000.",
        ),
        example: "'1240000 kr" => "1 240 000",
        under: [Applied],
    }

    too_many_decimals(value: &str) Error "T312" {
        title: text!("Fleire enn to desimalar i eit beløp", "Flere enn to desimaler i et beløp", "More than two decimals in an amount"),
        message: text!(
            "Beløpet «{value}» har fleire enn to desimalar, altså mindre enn eitt øre.",
            "Beløpet «{value}» har flere enn to desimaler, altså mindre enn ett øre.",
            "The amount “{value}” has more than two decimals, that is, parts of an øre.",
        ),
        fix: text!(
            "Rund av til heile kroner eller øre, til dømes 57,70. Ein formel kan gjere det: =AVRUND(K5;2).",
            "Rund av til hele kroner eller øre, for eksempel 57,70. En formel kan gjøre det: =AVRUND(K5;2).",
            "Round to whole kroner or øre, for example 57,70. A formula can do it: =ROUND(K5;2).",
        ),
        example: "57,699999999999996" => "57,70",
        under: [Applied],
    }

    negative(value: &str) Error "T313" {
        title: text!("Eit negativt beløp", "Et negativt beløp", "A negative amount"),
        message: text!(
            "«{value}» er under null, og det kan ikkje dette beløpet vere.",
            "«{value}» er under null, og det kan ikke dette beløpet være.",
            "“{value}” is below nil, which this amount cannot be.",
        ),
        fix: text!(
            "Skriv beløpet utan minusteikn, til dømes 90 000, eller 0 om det ikkje er noko.",
            "Skriv beløpet uten minustegn, for eksempel 90 000, eller 0 om det ikke er noe.",
            "Write the amount without a minus sign, for example 90 000, or 0 if there is none.",
        ),
        example: "−90 000" => "90 000",
        under: [CarriedOver],
    }

    seems_percent(value: &str) Error "T314" {
        title: text!("Stillingar som ser ut som prosent", "Stillinger som ser ut som prosent", "Positions that look like per cent"),
        message: text!(
            "«{value}» kan vere talet på stillingar eller ein stillingsprosent, og det blir ikkje gissa.",
            "«{value}» kan være antall stillinger eller en stillingsprosent, og det blir ikke gjettet.",
            "“{value}” can be a number of positions or a percentage of one position, and no guess is made.",
        ),
        fix: text!(
            "Skriv stillingane som desimaltal, til dømes 0,5, eller ta med prosentteiknet: 50 %.",
            "Skriv stillingene som desimaltall, for eksempel 0,5, eller ta med prosenttegnet: 50 %.",
            "Write the positions as a decimal number, for example 0,5, or include the per cent sign: 50 %.",
        ),
        example: "50" => "0,5",
        under: [Positions],
    }

    positions_not_positive(value: &str) Error "T315" {
        title: text!("Ingen stillingar", "Ingen stillinger", "No positions"),
        message: text!(
            "Talet på stillingar er «{value}», men må vere over 0.",
            "Antall stillinger er «{value}», men må være over 0.",
            "The number of positions is “{value}” but must be above 0.",
        ),
        fix: text!(
            "Skriv kor mange stillingar det er søkt om, til dømes 1,5.",
            "Skriv hvor mange stillinger det er søkt om, for eksempel 1,5.",
            "Write how many positions are applied for, for example 1,5.",
        ),
        example: "0" => "1,5",
        under: [Positions],
    }

    positions_step(value: &str, step: Positions) Error "T316" {
        title: text!("Stillingar som ikkje går opp i steget", "Stillinger som ikke går opp i steget", "Positions that are no multiple of the step"),
        message: text!(
            "Stillingar blir rekna i steg på {step}, og «{value}» går ikkje opp i det.",
            "Stillinger regnes i steg på {step}, og «{value}» går ikke opp i det.",
            "Positions are counted in steps of {step}, and “{value}” is no multiple of that.",
        ),
        fix: text!(
            "Rund av stillingane til næraste steg, til dømes 1,3 når steget er 0,1.",
            "Rund av stillingene til nærmeste steg, for eksempel 1,3 når steget er 0,1.",
            "Round the positions to the nearest step, for example 1,3 when the step is 0,1.",
        ),
        example: "1,33" => "1,3",
        under: [Positions],
    }

    no_such_municipality(value: &str) Error "T317" {
        title: text!("Ein kommune som ikkje finst", "En kommune som ikke finnes", "No such municipality"),
        message: text!(
            "Ingen kommune har nummeret eller namnet «{value}».",
            "Ingen kommune har nummeret eller navnet «{value}».",
            "No municipality has the number or the name “{value}”.",
        ),
        fix: text!(
            "Skriv kommunenummeret med fire siffer, til dømes 4631, eller namnet på kommunen, til dømes Alver.",
            "Skriv kommunenummeret med fire sifre, for eksempel 4631, eller navnet på kommunen, for eksempel Alver.",
            "Write the municipality number with four digits, for example 4631, or the name of the municipality, for example Alver.",
        ),
        example: "9999" => "4631",
        under: [MunicipalityNo],
    }

    municipality_ended(value: &str, name: &str, successor: &str) Notice "T318" {
        title: text!("Eit gammalt kommunenummer", "Et gammelt kommunenummer", "An old municipality number"),
        message: text!(
            "Kommunenummeret «{value}» ({name}) er ikkje lenger i bruk og er lese som {successor}.",
            "Kommunenummeret «{value}» ({name}) er ikke lenger i bruk og er lest som {successor}.",
            "The municipality number “{value}” ({name}) is no longer in use and was read as {successor}.",
        ),
        fix: text!(
            "La det stå om {successor} er rett. Skriv gjerne det nye nummeret, til dømes 4630 for Osterøy.",
            "La det stå om {successor} er riktig. Skriv gjerne det nye nummeret, for eksempel 4630 for Osterøy.",
            "Leave it if {successor} is right. Please write the new number, for example 4630 for Osterøy.",
        ),
        example: "1253" => "4630",
        under: [MunicipalityNo],
    }

    municipality_split(value: &str, name: &str) Error "T319" {
        title: text!("Eit gammalt nummer for ein delt kommune", "Et gammelt nummer for en delt kommune", "An old number of a divided municipality"),
        message: text!(
            "Kommunenummeret «{value}» ({name}) er ikkje lenger i bruk, og kommunen er delt, så det går ikkje fram kva for ein kommune som søkjer.",
            "Kommunenummeret «{value}» ({name}) er ikke lenger i bruk, og kommunen er delt, så det går ikke fram hvilken kommune som søker.",
            "The municipality number “{value}” ({name}) is no longer in use, and the municipality has been divided, so it is not clear which one is applying.",
        ),
        fix: text!(
            "Skriv det nummeret kommunen har no, til dømes 1508 for Ålesund eller 1580 for Haram.",
            "Skriv det nummeret kommunen har nå, for eksempel 1508 for Ålesund eller 1580 for Haram.",
            "Write the number that the municipality has now, for example 1508 for Ålesund or 1580 for Haram.",
        ),
        example: "1507" => "1508",
        under: [MunicipalityNo],
    }

    nav_unit(value: &str, unit: &str) Error "T320" {
        title: text!("Eit Nav-nummer i staden for kommunenummer", "Et Nav-nummer i stedet for kommunenummer", "A Nav unit number as municipality number"),
        message: text!(
            "«{value}» er einingsnummeret til {unit}, ikkje eit kommunenummer.",
            "«{value}» er enhetsnummeret til {unit}, ikke et kommunenummer.",
            "“{value}” is the unit number of {unit}, not a municipality number.",
        ),
        fix: text!(
            "Skriv kommunenummeret med fire siffer, til dømes 4601 for Bergen.",
            "Skriv kommunenummeret med fire sifre, for eksempel 4601 for Bergen.",
            "Write the municipality number with four digits, for example 4601 for Bergen.",
        ),
        example: "1209" => "4601",
        under: [MunicipalityNo],
    }

    leading_zero(value: &str, read: &str) Notice "T321" {
        title: text!("Ein null først er sett inn att", "En null først er satt inn igjen", "A lost leading zero was put back"),
        message: text!(
            "Kommunenummeret «{value}» manglar nullen først og er lese som {read}.",
            "Kommunenummeret «{value}» mangler nullen først og er lest som {read}.",
            "The municipality number “{value}” lacks its leading zero and was read as {read}.",
        ),
        fix: text!(
            "La det stå om {read} er rett. Gi gjerne cella tekstformat før du skriv nummeret, så nullen blir ståande, til dømes 0301.",
            "La det stå om {read} er riktig. Gi gjerne cellen tekstformat før du skriver nummeret, så nullen blir stående, for eksempel 0301.",
            "Leave it if {read} is right. Give the cell text format before writing the number so that the zero stays, for example 0301.",
        ),
        example: "301" => "0301",
        under: [MunicipalityNo],
    }

    grant_year(value: &str, most: usize) Error "T322" {
        title: text!("Ikkje eit år i prosjektperioden", "Ikke et år i prosjektperioden", "Not a year of the project period"),
        message: text!(
            "«{value}» er ikkje eit år i prosjektperioden, som går frå år 1 til år {most}.",
            "«{value}» er ikke et år i prosjektperioden, som går fra år 1 til år {most}.",
            "“{value}” is not a year of the project period, which runs from year 1 to year {most}.",
        ),
        fix: text!(
            "Skriv kva år i prosjektperioden søknaden gjeld, frå 1 til {most}, og ikkje årstalet, til dømes 2 for det andre året.",
            "Skriv hvilket år i prosjektperioden søknaden gjelder, fra 1 til {most}, og ikke årstallet, for eksempel 2 for det andre året.",
            "Write which year of the project period the application is for, from 1 to {most}, and not the calendar year, for example 2 for the second year.",
        ),
        example: "2023" => "2",
        under: [GrantYear],
    }

    scaled(value: &str, read: Kroner) Notice "T323" {
        title: text!("Eit beløp i tusen eller millionar er rekna om", "Et beløp i tusen eller millioner er regnet om", "An amount in thousands or millions was converted"),
        message: text!(
            "«{value}» er lese som {read}, fordi det står at beløpet er i tusen eller millionar kroner.",
            "«{value}» er lest som {read}, fordi det står at beløpet er i tusen eller millioner kroner.",
            "“{value}” was read as {read}, because the amount is said to be in thousands or millions of kroner.",
        ),
        fix: text!(
            "La det stå om {read} er rett. Skriv helst beløpet i heile kroner, til dømes 5 800 000.",
            "La det stå om {read} er riktig. Skriv helst beløpet i hele kroner, for eksempel 5 800 000.",
            "Leave it if {read} is right. Preferably write the amount in whole kroner, for example 5 800 000.",
        ),
        example: "5,8 mill." => "5 800 000",
        under: [Applied],
    }

    number_too_large(value: &str) Error "T324" {
        title: text!("Eit tal utanfor alle grenser", "Et tall utenfor alle grenser", "A number beyond all bounds"),
        message: text!(
            "«{value}» er eit tal som korkje beløp eller stillingar kan ha.",
            "«{value}» er et tall som verken beløp eller stillinger kan ha.",
            "“{value}” is a number that neither amounts nor positions can have.",
        ),
        fix: text!(
            "Skriv talet på nytt i heile kroner eller stillingar, til dømes 1 240 000 eller 1,5.",
            "Skriv tallet på nytt i hele kroner eller stillinger, for eksempel 1 240 000 eller 1,5.",
            "Write the number again in whole kroner or in positions, for example 1 240 000 or 1,5.",
        ),
        example: "1,24E+15" => "1 240 000",
        under: [Applied],
    }

    date_as_text(value: &str, date: Date) Notice "T325" {
        title: text!("Ein dato står som tekst", "En dato står som tekst", "A date kept as text"),
        message: text!(
            "«{value}» står som tekst i cella og er lese som datoen {date}.",
            "«{value}» står som tekst i cellen og er lest som datoen {date}.",
            "“{value}” stands as text in the cell and was read as the date {date}.",
        ),
        fix: text!(
            "La det stå om datoen er rett. Skriv han elles på nytt i ei celle med datoformat, til dømes 01.03.2023.",
            "La det stå om datoen er riktig. Skriv den ellers på nytt i en celle med datoformat, for eksempel 01.03.2023.",
            "Leave it if the date is right. Otherwise write it again in a cell with a date format, for example 01.03.2023.",
        ),
        example: "1. mars 2023" => "01.03.2023",
        under: [Start],
    }

    control_characters() Notice "T326" {
        title: text!("Usynlege teikn er tekne bort", "Usynlige tegn er fjernet", "Invisible characters were removed"),
        message: text!(
            "Teksten i cella inneheldt usynlege styreteikn, som er tekne bort.",
            "Teksten i cellen inneholdt usynlige styretegn, som er fjernet.",
            "The text in the cell contained invisible control characters, which were removed.",
        ),
        fix: text!(
            "La det stå om teksten er rett. Skriv han elles på nytt for hand i staden for å lime han inn, til dømes Nav Alver.",
            "La det stå om teksten er riktig. Skriv den ellers på nytt for hånd i stedet for å lime den inn, for eksempel Nav Alver.",
            "Leave it if the text is right. Otherwise type it again instead of pasting it, for example Nav Alver.",
        ),
        example: "Nav␀ Alver" => "Nav Alver",
        under: [Office],
    }

    seems_millions(amount: Kroner, expected: Kroner) Error "T327" {
        title: text!("Beløpet er truleg i millionar kroner", "Beløpet er trolig i millioner kroner", "The amount is probably in NOK million"),
        message: text!(
            "Beløpet {amount} er så lite at det ser ut til å vere skrive i millionar kroner, altså {expected}. Det blir ikkje rekna om.",
            "Beløpet {amount} er så lite at det ser ut til å være skrevet i millioner kroner, altså {expected}. Det blir ikke regnet om.",
            "The amount {amount} is so small that it seems to be written in NOK million, that is {expected}. It is not converted.",
        ),
        fix: text!(
            "Skriv beløpet i heile kroner, til dømes 1 240 000 og ikkje 1,24.",
            "Skriv beløpet i hele kroner, for eksempel 1 240 000 og ikke 1,24.",
            "Write the amount in whole kroner, for example 1 240 000 and not 1,24.",
        ),
        example: "1,24" => "1 240 000",
        under: [Applied],
    }

    municipality_in_other_words(value: &str, read: &str) Notice "T328" {
        title: text!("Kommunen er skriven på ein annan måte", "Kommunen er skrevet på en annen måte", "The municipality is written in another way"),
        message: text!(
            "«{value}» er lese som kommunen {read}.",
            "«{value}» er lest som kommunen {read}.",
            "“{value}” was read as the municipality {read}.",
        ),
        fix: text!(
            "La det stå om {read} er rett. Skriv gjerne berre nummeret under «Kommunenummer» og berre namnet under «Kommune», til dømes 4631 og Alver.",
            "La det stå om {read} er riktig. Skriv gjerne bare nummeret under «Kommunenummer» og bare navnet under «Kommune», for eksempel 4631 og Alver.",
            "Leave it if {read} is right. Please write only the number under “Municipality number” and only the name under “Municipality”, for example 4631 and Alver.",
        ),
        example: "4631 Alver" => "4631",
        under: [MunicipalityNo],
    }
}
