//! T2xx: sheets and headers.

use super::{Fact, Family, problems};
use crate::application::Field;
use crate::money::Kroner;
use crate::origin::CellRef;

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
            "Overskrifta «{header}» liknar på «{field}», men er ikkje lik nok til å vere sikker, så verdiane under er ikkje brukte.",
            "Overskriften «{header}» ligner på «{field}», men er ikke lik nok til å være sikker, så verdiene under er ikke brukt.",
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
            "I sumrada står det {stated}, men radene over er til saman {sum}.",
            "I sumraden står det {stated}, men radene over er til sammen {sum}.",
            "The total row says {stated}, but the rows above add up to {sum}.",
        ),
        fix: text!(
            "Rett summen til {sum}, eller rett den rada som er feil. Ein formel held summen rett, til dømes =SUMMER(K4:K9).",
            "Rett summen til {sum}, eller rett den raden som er feil. En formel holder summen riktig, for eksempel =SUMMER(K4:K9).",
            "Correct the total to {sum}, or correct the row that is wrong. A formula keeps the total right, for example =SUM(K4:K9).",
        ),
        example: "1 240 000" => "1 870 000",
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
}
