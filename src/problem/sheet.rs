//! T2xx: sheets and headers.

use super::{Fact, Family, problems};
use crate::application::Field;
use crate::money::Kroner;
use crate::origin::CellRef;
use rust_decimal::Decimal;

/// The family.
pub static FAMILY: Family = Family {
    hundred: "T2",
    title: text!("Ark og overskrifter", "Ark og overskrifter", "Sheets and headers"),
    about: text!(
        "Om arket har eit oppsett som er kjent, kva kvar kolonne er, og kva som er skjult eller ikkje brukt.",
        "Om arket har et oppsett som er kjent, hva hver kolonne er, og hva som er skjult eller ikke brukt.",
        "Whether the sheet has a known layout, what each column is, and what is hidden or was not used.",
    ),
    kinds: KINDS,
};

problems! {
    no_layout() Error "T201" {
        title: text!("Ukjent oppsett", "Ukjent oppsett", "No known layout"),
        message: text!(
            "Arket er korkje eit søknadsskjema eller ei liste med kjende overskrifter, så ingenting i det er brukt.",
            "Arket er verken et søknadsskjema eller en liste med kjente overskrifter, så ingenting i det er brukt.",
            "The sheet is neither an application form nor a list with known headers, so nothing in it has been used.",
        ),
        fix: text!(
            "Bruk søknadsskjemaet, eller skriv dei vanlege overskriftene i ei rad over søknadene, til dømes Nav-kontor, Prosjekttittel og Søknadsbeløp. Høyrer arket ikkje til, så slett det.",
            "Bruk søknadsskjemaet, eller skriv de vanlige overskriftene i en rad over søknadene, for eksempel Nav-kontor, Prosjekttittel og Søknadsbeløp. Hører arket ikke til, så slett det.",
            "Use the application form, or write the usual headers in a row above the applications, for example Nav-kontor, Prosjekttittel and Søknadsbeløp. If the sheet does not belong here, delete it.",
        ),
        example: "A · B · C" => "Nav-kontor · Prosjekttittel · Søknadsbeløp",
    }

    missing_column(field: Field) Error "T202" {
        title: text!("Eit obligatorisk felt manglar i arket", "Et obligatorisk felt mangler i arket", "A required field is not in the sheet"),
        message: text!(
            "«{field}» må vere med, men arket har inga slik overskrift eller ledetekst.",
            "«{field}» må være med, men arket har ingen slik overskrift eller ledetekst.",
            "“{field}” is required, but the sheet has no such header or label.",
        ),
        fix: text!(
            "Legg til overskrifta «{field}» og fyll ut verdiane, til dømes {field_example}.",
            "Legg til overskriften «{field}» og fyll ut verdiene, for eksempel {field_example}.",
            "Add the header “{field}” and fill in the values, for example {field_example}.",
        ),
        example: "Nav-kontor · Prosjekttittel" => "Nav-kontor · Prosjekttittel · Søknadsbeløp",
    }

    near_miss(header: &str, field: Field, key: &str) Error "T203" {
        title: text!("Ei overskrift som liknar på ei kjend", "En overskrift som ligner på en kjent", "A header close to a known one"),
        message: text!(
            "Overskrifta «{header}» liknar på «{field}», men er ikkje lik nok til at det er sikkert, så verdiane under er ikkje brukte.",
            "Overskriften «{header}» ligner på «{field}», men er ikke lik nok til at det er sikkert, så verdiene under er ikke brukt.",
            "The header “{header}” resembles “{field}”, but not closely enough to be certain, so the values below it were not used.",
        ),
        fix: text!(
            "Skriv overskrifta slik: {field}. Sakshandsamaren kan i staden legge til \"{header}\" = \"{key}\" under [columns] i batch.toml.",
            "Skriv overskriften slik: {field}. Saksbehandleren kan i stedet legge til \"{header}\" = \"{key}\" under [columns] i batch.toml.",
            "Write the header like this: {field}. The caseworker can instead add \"{header}\" = \"{key}\" under [columns] in batch.toml.",
        ),
        example: "Søknadsbelop" => "Søknadsbeløp",
    }

    // `field` is a field, or a criterion by its header.
    two_columns(field: Fact, first: CellRef) Error "T204" {
        title: text!("To kolonner for det same", "To kolonner for det samme", "Two columns for one field"),
        message: text!(
            "«{field}» står to stader: her og i {first}. Det går ikkje fram kva for ein som gjeld.",
            "«{field}» står to steder: her og i {first}. Det går ikke fram hvilken som gjelder.",
            "“{field}” stands in two places: here and in {first}. It is not clear which one counts.",
        ),
        fix: text!(
            "Slett den eine, eller gi henne ei anna overskrift, til dømes Merknad, så «{field}» står berre éin stad.",
            "Slett den ene, eller gi den en annen overskrift, for eksempel Merknad, så «{field}» står bare ett sted.",
            "Delete one of them, or give it another header, for example Merknad, so that “{field}” stands in one place only.",
        ),
        example: "Søknadsbeløp · Søkt om" => "Søknadsbeløp · Merknad",
    }

    unknown_column(header: &str) Notice "T205" {
        title: text!("Ei ukjend kolonne", "En ukjent kolonne", "An unknown column"),
        message: text!(
            "Overskrifta «{header}» er ikkje kjend, så kolonna er ikkje brukt.",
            "Overskriften «{header}» er ikke kjent, så kolonnen er ikke brukt.",
            "The header “{header}” is not known, so the column was not used.",
        ),
        fix: text!(
            "La kolonna stå om ho berre er til eige bruk. Høyrer ho til søknaden, så skriv overskrifta frå skjemaet, til dømes Søknadsbeløp.",
            "La kolonnen stå om den bare er til eget bruk. Hører den til søknaden, så skriv overskriften fra skjemaet, for eksempel Søknadsbeløp.",
            "Leave the column if it is only for your own use. If it belongs to the application, write the header from the form, for example Søknadsbeløp.",
        ),
        example: "Kr 2023" => "Søknadsbeløp",
    }

    hidden_sheet() Warning "T206" {
        title: text!("Eit skjult ark med innhald", "Et skjult ark med innhold", "A hidden sheet with content"),
        message: text!(
            "Arket er skjult, men innhaldet er lese og brukt.",
            "Arket er skjult, men innholdet er lest og brukt.",
            "The sheet is hidden, but its content was read and used.",
        ),
        fix: text!(
            "Vis arket att om det skal vere med, eller slett det. Berre synlege ark bør sendast, til dømes «Søknad».",
            "Vis arket igjen om det skal være med, eller slett det. Bare synlige ark bør sendes, for eksempel «Søknad».",
            "Unhide the sheet if it should be included, or delete it. Send visible sheets only, for example “Søknad”.",
        ),
        example: "Søknad · Ark2 (skjult)" => "Søknad",
    }

    hidden_row(row: usize) Warning "T207" {
        title: text!("Ei skjult rad med innhald", "En skjult rad med innhold", "A hidden row with content"),
        message: text!(
            "Rad {row} er skjult, men innhaldet i rada er lese og brukt.",
            "Rad {row} er skjult, men innholdet i raden er lest og brukt.",
            "Row {row} is hidden, but its content was read and used.",
        ),
        fix: text!(
            "Vis rad {row} att om innhaldet skal vere med, eller slett rada.",
            "Vis rad {row} igjen om innholdet skal være med, eller slett raden.",
            "Unhide row {row} if its content should be included, or delete the row.",
        ),
        example: "4, 5, 7, 8" => "4, 5, 6, 7, 8",
    }

    hidden_column(column: &str) Warning "T208" {
        title: text!("Ei skjult kolonne med innhald", "En skjult kolonne med innhold", "A hidden column with content"),
        message: text!(
            "Kolonne {column} er skjult, men verdiane i kolonna er lesne og brukte.",
            "Kolonne {column} er skjult, men verdiene i kolonnen er lest og brukt.",
            "Column {column} is hidden, but its values were read and used.",
        ),
        fix: text!(
            "Vis kolonne {column} att om verdiane skal vere med, eller slett kolonna.",
            "Vis kolonne {column} igjen om verdiene skal være med, eller slett kolonnen.",
            "Unhide column {column} if its values should be included, or delete the column.",
        ),
        example: "A, B, D" => "A, B, C, D",
    }

    total_disagrees(stated: Kroner, sum: Kroner) Warning "T209" {
        title: text!("Sumrada stemmer ikkje med radene", "Sumraden stemmer ikke med radene", "The total row disagrees with its rows"),
        message: text!(
            "I sumrada står det {stated}, men radene er til saman {sum}.",
            "I sumraden står det {stated}, men radene er til sammen {sum}.",
            "The total row says {stated}, but its rows add up to {sum}.",
        ),
        fix: text!(
            "Rett summen til {sum}, eller rett den rada som er feil. Ein formel held summen rett, til dømes =SUMMER(K4:K9).",
            "Rett summen til {sum}, eller rett den raden som er feil. En formel holder summen riktig, for eksempel =SUMMER(K4:K9).",
            "Correct the total to {sum}, or correct the row that is wrong. A formula keeps the total right, for example =SUM(K4:K9).",
        ),
        example: "1 240 000" => "1 870 000",
        under: [Applied],
    }

    ignored_content(rows: usize) Notice "T210" {
        title: text!("Innhald utanfor tabellen", "Innhold utenfor tabellen", "Content outside the table"),
        message: text!(
            "Noko som står utanfor tabellen, er ikkje brukt (rader: {rows}).",
            "Noe som står utenfor tabellen, er ikke brukt (rader: {rows}).",
            "Something outside the table was not used (rows: {rows}).",
        ),
        fix: text!(
            "La det stå om det berre er eit notat, eller slett det. Er det ein søknad, så flytt han til første ledige rad under tabellen, til dømes rad 12.",
            "La det stå om det bare er et notat, eller slett det. Er det en søknad, så flytt den til første ledige rad under tabellen, for eksempel rad 12.",
            "Leave it if it is only a note, or delete it. If it is an application, move it to the first free row below the table, for example row 12.",
        ),
        example: "x" => "",
    }

    other_form_version(version: usize, current: usize) Notice "T221" {
        title: text!("Ein annan versjon av skjemaet", "En annen versjon av skjemaet", "Another version of the form"),
        message: text!(
            "Skjemaet er versjon {version}, og versjonen no er {current}. Det er lese som det er.",
            "Skjemaet er versjon {version}, og versjonen nå er {current}. Det er lest som det er.",
            "The form is version {version}, and the current version is {current}. It was read as it is.",
        ),
        fix: text!(
            "La det stå om alle felt er fylte ut. Nye søknader skal skrivast i det nye skjemaet, versjon {current}.",
            "La det stå om alle felt er fylt ut. Nye søknader skal skrives i det nye skjemaet, versjon {current}.",
            "Leave it if every field is filled in. Write new applications in the new form, version {current}.",
        ),
        example: "0" => "1",
    }

    other_round(batch: &str, round: usize) Notice "T222" {
        title: text!("Laga for ein annan runde", "Laget for en annen runde", "Made for another round"),
        message: text!(
            "Arbeidsboka er laga for runde {round} av {batch}, ikkje for denne runden. Ho er lesen som ho er.",
            "Arbeidsboken er laget for runde {round} av {batch}, ikke for denne runden. Den er lest som den er.",
            "The workbook was made for round {round} of {batch}, not for this round. It was read as it is.",
        ),
        fix: text!(
            "La ho stå om søknaden gjeld denne runden. Gjeld han ein annan, til dømes {batch} runde {round}, så flytt fila dit.",
            "La den stå om søknaden gjelder denne runden. Gjelder den en annen, for eksempel {batch} runde {round}, så flytt filen dit.",
            "Leave it if the application is for this round. If it is for another, for example {batch} round {round}, move the file there.",
        ),
        example: "vestland-2022" => "vestland-2023",
    }

    not_filled_in() Warning "T223" {
        title: text!("Skjemaet er ikkje fylt ut", "Skjemaet er ikke fylt ut", "The form is not filled in"),
        message: text!(
            "Alle felt i skjemaet er tomme, så fila inneheld ingen søknad.",
            "Alle felt i skjemaet er tomme, så filen inneholder ingen søknad.",
            "Every field of the form is blank, so the file holds no application.",
        ),
        fix: text!(
            "Fyll ut dei kvite felta og send fila på nytt, til dømes frå «Kommune» og nedover. Er fila send ved eit mistak, så slett henne.",
            "Fyll ut de hvite feltene og send filen på nytt, for eksempel fra «Kommune» og nedover. Er filen sendt ved en feil, så slett den.",
            "Fill in the white fields and send the file again, for example from “Kommune” downwards. If it was sent by mistake, delete it.",
        ),
        example: "" => "Alver",
        under: [Municipality],
    }

    mended(cells: usize, other: &str) Notice "T231" {
        title: text!("Rettingar er tekne inn", "Rettelser er tatt inn", "Corrections are taken in"),
        message: text!(
            "{cells} celler i {other} er bytte ut med det som står her.",
            "{cells} celler i {other} er byttet ut med det som står her.",
            "{cells} cells of {other} are replaced by what stands here.",
        ),
        fix: text!(
            "La begge filene liggje. Skal {other} gjelde som ho er, så ta bort rettearket.",
            "La begge filene ligge. Skal {other} gjelde som den er, så ta bort rettearket.",
            "Leave both files where they are. If {other} is to count as it is, remove the correction workbook.",
        ),
        example: "12.5" => "12 500",
    }

    changed_elsewhere(other: &str) Warning "T232" {
        title: text!("Endra utanfor dei merkte cellene", "Endret utenfor de merkede cellene", "Changed outside the marked cells"),
        message: text!(
            "Her står noko anna enn i {other}, men cella er ikkje merkt for retting, så endringa er ikkje brukt.",
            "Her står noe annet enn i {other}, men cellen er ikke merket for retting, så endringen er ikke brukt.",
            "Something else stands here than in {other}, but the cell is not marked for correction, so the change was not used.",
        ),
        fix: text!(
            "Skal endringa gjelde, så gjer henne i søknaden sjølv og send han på nytt, til dømes som ny utgåve av {other}.",
            "Skal endringen gjelde, så gjør den i selve søknaden og send den på nytt, for eksempel som ny utgave av {other}.",
            "If the change is meant, make it in the application itself and send that again, for example as a new edition of {other}.",
        ),
        example: "1 240 000" => "1 870 000",
    }

    row_moved(row: usize, to: usize) Warning "T233" {
        title: text!("Ei rad er flytta i rettearket", "En rad er flyttet i rettearket", "A row was moved in the correction sheet"),
        message: text!(
            "Rad {row} står no i rad {to}. Rettingane i henne er ikkje brukte.",
            "Rad {row} står nå i rad {to}. Rettelsene i den er ikke brukt.",
            "Row {row} now stands in row {to}. The corrections in it were not used.",
        ),
        fix: text!(
            "Flytt rada tilbake til rad {row} og send rettearket på nytt. Skriv berre i dei merkte cellene.",
            "Flytt raden tilbake til rad {row} og send rettearket på nytt. Skriv bare i de merkede cellene.",
            "Move the row back to row {row} and send the correction workbook again. Write in the marked cells only.",
        ),
        example: "4, 6, 5" => "4, 5, 6",
    }

    row_deleted(row: usize) Warning "T234" {
        title: text!("Ei rad er borte i rettearket", "En rad er borte i rettearket", "A row is gone from the correction sheet"),
        message: text!(
            "Rad {row} er sletta eller tømt her. Ho gjeld framleis som ho vart send inn.",
            "Rad {row} er slettet eller tømt her. Den gjelder fortsatt slik den ble sendt inn.",
            "Row {row} is deleted or emptied here. It still counts as it was sent.",
        ),
        fix: text!(
            "Set rad {row} inn att om ho skal rettast. Skal søknaden trekkjast, så skriv det til oss i staden.",
            "Sett rad {row} inn igjen om den skal rettes. Skal søknaden trekkes, så skriv det til oss i stedet.",
            "Put row {row} back if it is to be corrected. If the application is to be withdrawn, write to us instead.",
        ),
        example: "4, 6" => "4, 5, 6",
    }

    original_gone() Notice "T235" {
        title: text!("Rettearket er lese åleine", "Rettearket er lest alene", "The correction workbook was read alone"),
        message: text!(
            "Fila som er retta her, ligg ikkje lenger mellom søknadene, så det som står her, er lese som søknaden.",
            "Filen som er rettet her, ligger ikke lenger blant søknadene, så det som står her, er lest som søknaden.",
            "The file that is corrected here is no longer among the applications, so what stands here was read as the application.",
        ),
        fix: text!(
            "Legg den innsende fila tilbake om berre dei merkte cellene skal endrast, til dømes soknader/alver.xlsx.",
            "Legg den innsendte filen tilbake om bare de merkede cellene skal endres, for eksempel soknader/alver.xlsx.",
            "Put the file that was sent back if only the marked cells are to change, for example soknader/alver.xlsx.",
        ),
        example: "retur/alver.xlsx" => "soknader/alver.xlsx",
    }

    corrected_sheet_gone(name: &str) Warning "T236" {
        title: text!("Eit ark er borte i rettearket", "Et ark er borte i rettearket", "A sheet is gone from the correction workbook"),
        message: text!(
            "Arket «{name}» finst ikkje lenger her, så ingenting i det er retta.",
            "Arket «{name}» finnes ikke lenger her, så ingenting i det er rettet.",
            "The sheet “{name}” is no longer here, so nothing in it is corrected.",
        ),
        fix: text!(
            "Bruk rettearket slik det vart sendt ut, med arket «{name}», og skriv berre i dei merkte cellene.",
            "Bruk rettearket slik det ble sendt ut, med arket «{name}», og skriv bare i de merkede cellene.",
            "Use the correction workbook as it was sent out, with the sheet “{name}”, and write in the marked cells only.",
        ),
        example: "Funn" => "Funn · Liste",
    }

    unseen_value() Warning "T240" {
        title: text!("Ein verdi som ikkje syner", "En verdi som ikke synes", "A value that cannot be seen"),
        message: text!(
            "Verdien er lesen og brukt, men syner ikkje i arket: skrifta har same farge som bakgrunnen, talformatet skjuler han, eller cella ligg under samanslegne celler.",
            "Verdien er lest og brukt, men synes ikke i arket: skriften har samme farge som bakgrunnen, tallformatet skjuler den, eller cellen ligger under sammenslåtte celler.",
            "The value was read and used but cannot be seen in the sheet: the text has the colour of its background, the number format hides it, or the cell lies under merged cells.",
        ),
        fix: text!(
            "Gi cella svart skrift og vanleg talformat om verdien skal vere med, til dømes 630 000, og skil samanslegne celler. Tøm henne elles.",
            "Gi cellen svart skrift og vanlig tallformat om verdien skal være med, for eksempel 630 000, og del sammenslåtte celler. Tøm den ellers.",
            "Give the cell black text and an ordinary number format if the value is meant, for example 630 000, and unmerge merged cells. Otherwise empty it.",
        ),
        example: "" => "630 000",
    }

    stored_total_disagrees(stored: Decimal, sum: Decimal) Warning "T241" {
        title: text!("Formelen og cellene hans stemmer ikkje", "Formelen og cellene dens stemmer ikke", "A formula disagrees with its cells"),
        message: text!(
            "Formelen viser {stored}, men cellene han reknar med, gir {sum}. Det som er lagra, er lese.",
            "Formelen viser {stored}, men cellene den regner med, gir {sum}. Det som er lagret, er lest.",
            "The formula shows {stored}, but the cells it computes with give {sum}. What is stored was read.",
        ),
        fix: text!(
            "Opne fila i rekneprogrammet, rekn ut på nytt (F9) og lagre henne, eller skriv det rette talet i cella, til dømes {sum}.",
            "Åpne filen i regneprogrammet, beregn på nytt (F9) og lagre den, eller skriv det riktige tallet i cellen, for eksempel {sum}.",
            "Open the file in the spreadsheet program, recalculate (F9) and save it, or write the right number in the cell, for example {sum}.",
        ),
        example: "1 240 000 (=I4+J4)" => "1 260 000",
    }

    // `region` is the merged cells, `C4:C6`.
    merged_read(region: &str) Notice "T242" {
        title: text!("Samanslegne celler er lesne for kvar rad", "Sammenslåtte celler er lest for hver rad", "Merged cells are read for each row"),
        message: text!(
            "Cellene {region} er slegne saman. Verdien er lesen for alle radene.",
            "Cellene {region} er slått sammen. Verdien er lest for alle radene.",
            "The cells {region} are merged. The value was read for all the rows.",
        ),
        fix: text!(
            "La det stå om verdien gjeld alle radene. Skil elles cellene, og skriv ein verdi i kvar, til dømes Nav Alver.",
            "La det stå om verdien gjelder alle radene. Del ellers cellene, og skriv en verdi i hver, for eksempel Nav Alver.",
            "Leave it if the value holds for all the rows. Otherwise unmerge the cells, and write a value in each, for example Nav Alver.",
        ),
        example: "Nav Alver (B4:B6)" => "Nav Alver, Nav Alver, Nav Alver",
    }

    merged_amount(region: &str) Error "T243" {
        title: text!("Eitt tal for fleire søknader", "Ett tall for flere søknader", "One figure for several applications"),
        message: text!(
            "Cellene {region} er slegne saman, så talet står for fleire søknader. Det går ikkje fram kor mykje som gjeld kvar.",
            "Cellene {region} er slått sammen, så tallet står for flere søknader. Det går ikke fram hvor mye som gjelder hver.",
            "The cells {region} are merged, so the figure stands for several applications. It is not clear how much is for each.",
        ),
        fix: text!(
            "Skil cellene, og skriv talet for kvar søknad i si rad, til dømes 630 000 og 610 000.",
            "Del cellene, og skriv tallet for hver søknad i sin rad, for eksempel 630 000 og 610 000.",
            "Unmerge the cells, and write the figure of each application in its own row, for example 630 000 and 610 000.",
        ),
        example: "1 240 000 (G4:G5)" => "630 000, 610 000",
    }

    record_above_header() Error "T244" {
        title: text!("Ein søknad over overskriftene", "En søknad over overskriftene", "An application above the headers"),
        message: text!(
            "Rada ser ut som ein søknad, men ho står over overskriftene i lista, så ho er ikkje lesen.",
            "Raden ser ut som en søknad, men den står over overskriftene i listen, så den er ikke lest.",
            "The row looks like an application, but it stands above the headers of the list, so it was not read.",
        ),
        fix: text!(
            "Flytt rada ned under overskriftene, eller skriv dei same overskriftene over henne òg, til dømes Prosjekttittel og \
             Søknadsbeløp.",
            "Flytt raden ned under overskriftene, eller skriv de samme overskriftene over den også, for eksempel Prosjekttittel og \
             Søknadsbeløp.",
            "Move the row below the headers, or write the same headers above it as well, for example Prosjekttittel and Søknadsbeløp.",
        ),
        example: "Nav Alver, Første steg, 1 240 000" => "",
    }

    record_not_read() Warning "T245" {
        title: text!("Ei rad som kan vere ein søknad", "En rad som kan være en søknad", "A row that may be an application"),
        message: text!(
            "Rada ser ut som ho høyrer til ei liste, men ho står utanfor tabellen, så ho er ikkje lesen.",
            "Raden ser ut som den hører til en liste, men den står utenfor tabellen, så den er ikke lest.",
            "The row looks as if it belongs to a list, but it stands outside the table, so it was not read.",
        ),
        fix: text!(
            "Flytt rada opp i tabellen, over sumrada, eller skriv dei same overskriftene over henne, til dømes Prosjekttittel og \
             Søknadsbeløp. Er det eit notat, så la det stå.",
            "Flytt raden opp i tabellen, over sumraden, eller skriv de samme overskriftene over den, for eksempel Prosjekttittel og \
             Søknadsbeløp. Er det et notat, så la det stå.",
            "Move the row up into the table, above the total row, or write the same headers above it, for example Prosjekttittel and \
             Søknadsbeløp. If it is a note, leave it.",
        ),
        example: "Side 2: Nav Voss, Gardsarbeid, 1 240 000" => "",
    }

    column_not_read() Warning "T246" {
        title: text!("Ein kolonne som kan vere ein søknad", "En kolonne som kan være en søknad", "A column that may be an application"),
        message: text!(
            "Ved sida av verdiane i skjemaet står det ein tittel og eit beløp til. Eit skjema er éin søknad, så kolonna er ikkje lesen.",
            "Ved siden av verdiene i skjemaet står det en tittel og et beløp til. Et skjema er én søknad, så kolonnen er ikke lest.",
            "Beside the values of the form stand another title and another amount. A form is one application, so the column was not read.",
        ),
        fix: text!(
            "Før kvar søknad i sitt eige ark, eller i ei liste med éi rad til kvar, til dømes «Første steg» og 1 240 000 i kvar sin \
             kolonne. Er det eit notat, så la det stå.",
            "Før hver søknad i sitt eget ark, eller i en liste med én rad til hver, for eksempel «Første steg» og 1 240 000 i hver sin \
             kolonne. Er det et notat, så la det stå.",
            "Enter each application in a sheet of its own, or in a list with one row to each, for example “Første steg” and 1 240 000 in \
             a column each. If it is a note, leave it.",
        ),
        example: "Første steg · Gardsarbeid" => "Første steg",
    }

    figure_not_read(number: Decimal) Warning "T247" {
        title: text!("Eit tal til ved sida av søknadsbeløpet", "Et tall til ved siden av søknadsbeløpet", "Another figure beside the applied amount"),
        message: text!(
            "Ved sida av søknadsbeløpet står òg {number}. Det er ikkje lese: beløpet er det som står nærast etter teksten.",
            "Ved siden av søknadsbeløpet står også {number}. Det er ikke lest: beløpet er det som står nærmest etter teksten.",
            "Beside the applied amount stands {number} too. It was not read: the amount is what stands nearest after the label.",
        ),
        fix: text!(
            "La berre beløpet de søkjer om, stå i rada, til dømes 1 240 000. Er det rette beløpet lese, så la det stå.",
            "La bare beløpet dere søker om, stå i raden, for eksempel 1 240 000. Er det riktige beløpet lest, så la det stå.",
            "Leave only the amount you apply for in the row, for example 1 240 000. If the right amount was read, leave it.",
        ),
        example: "1 100 000 · 1 240 000" => "1 240 000",
    }
}
