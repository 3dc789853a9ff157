//! T1xx: files.

use super::{Family, problems};
use crate::text::Text;

/// The family.
pub static FAMILY: Family = Family {
    hundred: "T1",
    title: text!("Filer", "Filer", "Files"),
    about: text!(
        "Om fila kan opnast og lesast trygt, og om ho er det ho gir seg ut for.",
        "Om filen kan åpnes og leses trygt, og om den er det den gir seg ut for.",
        "Whether the file can be opened and read safely, and is what it says it is.",
    ),
    kinds: KINDS,
};

/// Why a file is damaged: what follows the colon in the words of `damaged`.
pub mod damage {
    use crate::text::Text;

    macro_rules! reasons {
        ($($(#[doc = $doc:literal])* $name:ident: $nn:literal, $nb:literal, $en:literal;)*) => {
            $($(#[doc = $doc])* pub const $name: Text = text!($nn, $nb, $en);)*

            /// Every reason.
            pub const ALL: &[Text] = &[$($name),*];
        };
    }

    reasons! {
        /// Bytes that are no workbook at all.
        NO_WORKBOOK: "innhaldet er ikkje eit rekneark",
            "innholdet er ikke et regneark",
            "the content is not a workbook";
        /// The container is cut short or unreadable.
        ZIP: "zip-pakken er avkorta eller øydelagd",
            "zip-pakken er avkortet eller ødelagt",
            "the zip container is cut short or broken";
        /// A part's checksum does not fit its bytes.
        CHECKSUM: "ein del av fila har feil kontrollsum",
            "en del av filen har feil kontrollsum",
            "a part of the file has the wrong checksum";
        /// Two parts of one name: readers would choose differently.
        TWO_PARTS: "to deler har same namn",
            "to deler har samme navn",
            "two parts have the same name";
        /// The container contradicts itself, or hides content between its parts.
        SHAPE: "zip-pakken seier imot seg sjølv",
            "zip-pakken motsier seg selv",
            "the zip container contradicts itself";
        /// A compression that no spreadsheet program uses.
        METHOD: "ein del er komprimert på ein måte som Excel ikkje bruker",
            "en del er komprimert på en måte som Excel ikke bruker",
            "a part is compressed in a way Excel does not use";
        /// A part is named that is not there.
        PART_MISSING: "ein del som er nemnd, finst ikkje",
            "en del som er nevnt, finnes ikke",
            "a part that is named does not exist";
        /// A part is named that lies outside the file.
        LINK_OUT: "ein del ligg utanfor fila",
            "en del ligger utenfor filen",
            "a part lies outside the file";
        /// XML that is not well-formed.
        XML: "ein del er ikkje gyldig XML",
            "en del er ikke gyldig XML",
            "a part is not valid XML";
        /// A document type, which no workbook needs.
        DTD: "ein del har ein dokumenttype (DTD)",
            "en del har en dokumenttype (DTD)",
            "a part has a document type (DTD)";
        /// XML in another encoding than UTF-8.
        ENCODING: "ein del er ikkje kodd i UTF-8",
            "en del er ikke kodet i UTF-8",
            "a part is not encoded in UTF-8";
        /// XML in UTF-16.
        UTF_16: "ein del er kodd i UTF-16, og ikkje i UTF-8",
            "en del er kodet i UTF-16, og ikke i UTF-8",
            "a part is encoded in UTF-16, not in UTF-8";
        /// Characters that XML does not allow.
        CHARACTER: "ein del inneheld teikn som ikkje er lovlege",
            "en del inneholder tegn som ikke er lovlige",
            "a part holds characters that are not allowed";
        /// One tag, comment or text of absurd length.
        LONG: "eitt stykke XML er altfor langt",
            "ett stykke XML er altfor langt",
            "one piece of XML is far too long";
        /// Elements where none may stand.
        STRUCTURE: "ein del er ikkje bygd opp som han skal",
            "en del er ikke bygd opp som den skal",
            "a part is not built as it should be";
        /// A workbook without worksheets.
        NO_SHEETS: "arbeidsboka har ingen ark",
            "arbeidsboken har ingen ark",
            "the workbook has no sheets";
        /// Two sheets of one name.
        TWO_SHEETS: "to ark har same namn",
            "to ark har samme navn",
            "two sheets have the same name";
        /// An address that is none, or outside the grid.
        ADDRESS: "ei celle- eller radadresse er ikkje gyldig",
            "en celle- eller radadresse er ikke gyldig",
            "a cell or row address is not valid";
        /// Cells or rows twice, or out of order.
        ORDER: "celler eller rader står dobbelt eller i feil rekkjefølgje",
            "celler eller rader står dobbelt eller i feil rekkefølge",
            "cells or rows stand twice or out of order";
        /// Two values in one cell.
        TWO_VALUES: "ei celle har to verdiar",
            "en celle har to verdier",
            "a cell has two values";
        /// A shared string that is not there.
        STRING_INDEX: "ei celle viser til ein tekst som ikkje finst",
            "en celle viser til en tekst som ikke finnes",
            "a cell refers to a text that does not exist";
        /// A type nobody knows, or a value that does not fit it.
        CELL_TYPE: "ei celle har ein ukjend type eller ein verdi som ikkje høver til typen",
            "en celle har en ukjent type eller en verdi som ikke passer til typen",
            "a cell has an unknown type, or a value that does not fit its type";
        /// A cell format that is not there.
        CELL_FORMAT: "ei celle viser til eit format som ikkje finst",
            "en celle viser til et format som ikke finnes",
            "a cell refers to a format that does not exist";
        /// A merged region that is none.
        MERGES: "ei samanslåing av celler er ikkje gyldig",
            "en sammenslåing av celler er ikke gyldig",
            "a merge of cells is not valid";
        /// The reader of an older format gave up.
        READER: "innhaldet kunne ikkje lesast",
            "innholdet kunne ikke leses",
            "the content could not be read";
        /// A reader panicked: its own fault, or that of the library for older formats, whatever the file is.
        FAULT: "lesinga stoppa midt i fila",
            "lesingen stoppet midt i filen",
            "the reading stopped in the middle of the file";
    }
}

/// What is no regular file: what follows "this is" in the words of `not_a_regular_file`.
pub mod unusual {
    use crate::text::Text;

    /// A link whose target lies outside the folder, or is not there.
    pub const LINK: Text = text!(
        "ei lenkje til noko som ikkje finst i mappa",
        "en lenke til noe som ikke finnes i mappen",
        "a link to something that is not in the folder",
    );
    /// A FIFO, a socket, a device.
    pub const DEVICE: Text = text!(
        "ei eining eller ein kanal, inga fil",
        "en enhet eller en kanal, ingen fil",
        "a device or a channel, not a file",
    );

    /// All of them.
    pub const ALL: &[Text] = &[LINK, DEVICE];
}

/// Why a file was skipped: what follows the colon in the words of `skipped`.
pub mod skip {
    use crate::text::Text;

    /// `~$…` or `.~lock…`.
    pub const LOCK_FILE: Text = text!(
        "ho er ei mellombels låsefil, som blir til medan ei arbeidsbok er open",
        "den er en midlertidig låsefil, som blir til mens en arbeidsbok er åpen",
        "it is a temporary lock file, made while a workbook is open",
    );
    /// A name that begins with a full stop.
    pub const HIDDEN_FILE: Text = text!("ho er ei skjult fil", "den er en skjult fil", "it is a hidden file");
    /// `Thumbs.db` and the like.
    pub const SYSTEM_FILE: Text = text!(
        "ho er laga av operativsystemet og inneheld ingen søknad",
        "den er laget av operativsystemet og inneholder ingen søknad",
        "it was made by the operating system and holds no application",
    );

    /// Every reason.
    pub const ALL: &[Text] = &[LOCK_FILE, HIDDEN_FILE, SYSTEM_FILE];
}

problems! {
    // `reason` is one of `damage`; `part` is the part's name inside the file, or the kind of container.
    damaged(reason: Text, part: &str) Error "T101" {
        title: text!("Fila er skadd", "Filen er skadet", "The file is damaged"),
        message: text!(
            "Fila kan ikkje lesast trygt: {reason} («{part}»). Ingenting i fila er brukt.",
            "Filen kan ikke leses trygt: {reason} («{part}»). Ingenting i filen er brukt.",
            "The file cannot be read safely: {reason} (“{part}”). Nothing in it has been used.",
        ),
        fix: text!(
            "Opne originalen i reknearkprogrammet, lagre ein ny kopi som .xlsx, og send kopien, til dømes søknad.xlsx.",
            "Åpne originalen i regnearkprogrammet, lagre en ny kopi som .xlsx, og send kopien, for eksempel søknad.xlsx.",
            "Open the original in the spreadsheet program, save a new copy as .xlsx, and send the copy, for example søknad.xlsx.",
        ),
        example: "søknad.xlsx (4 av 9 kB)" => "søknad.xlsx (9 kB)",
    }

    empty_file() Error "T102" {
        title: text!("Fila er tom", "Filen er tom", "The file is empty"),
        message: text!(
            "Fila inneheld ingenting.",
            "Filen inneholder ingenting.",
            "The file holds nothing.",
        ),
        fix: text!(
            "Opne originalen, sjekk at søknaden står der, og send fila på nytt, til dømes søknad.xlsx.",
            "Åpne originalen, sjekk at søknaden står der, og send filen på nytt, for eksempel søknad.xlsx.",
            "Open the original, check that the application is there, and send the file again, for example søknad.xlsx.",
        ),
        example: "søknad.xlsx (0 kB)" => "søknad.xlsx (9 kB)",
    }

    unreadable_format(extension: &str) Error "T103" {
        title: text!("Eit filformat som ikkje kan lesast", "Et filformat som ikke kan leses", "A file format that cannot be read"),
        message: text!(
            "Filer av typen «{extension}» kan ikkje lesast her.",
            "Filer av typen «{extension}» kan ikke leses her.",
            "Files of the type “{extension}” cannot be read here.",
        ),
        fix: text!(
            "Skriv søknaden i søknadsskjemaet og send det som rekneark: .xlsx, .xlsm, .xlsb, .xls, .ods eller .csv. Er fila berre eit vedlegg, så flytt henne ut av mappa.",
            "Skriv søknaden i søknadsskjemaet og send det som regneark: .xlsx, .xlsm, .xlsb, .xls, .ods eller .csv. Er filen bare et vedlegg, så flytt den ut av mappen.",
            "Write the application in the application form and send it as a spreadsheet: .xlsx, .xlsm, .xlsb, .xls, .ods or .csv. If the file is only an enclosure, move it out of the folder.",
        ),
        example: "søknad.pdf" => "søknad.xlsx",
    }

    wrong_content(found: &str, extension: &str) Error "T104" {
        title: text!("Innhaldet er noko anna enn namnet seier", "Innholdet er noe annet enn navnet sier", "The content is not what the name says"),
        message: text!(
            "Filnamnet sluttar på «{extension}», men innhaldet er av typen «{found}».",
            "Filnavnet slutter på «{extension}», men innholdet er av typen «{found}».",
            "The file name ends in “{extension}”, but the content is of the type “{found}”.",
        ),
        fix: text!(
            "Opne fila i reknearkprogrammet og lagre henne på nytt i rett format, til dømes som Excel-arbeidsbok (søknad.xlsx). Det er ikkje nok å byte namn.",
            "Åpne filen i regnearkprogrammet og lagre den på nytt i riktig format, for eksempel som Excel-arbeidsbok (søknad.xlsx). Det er ikke nok å bytte navn.",
            "Open the file in the spreadsheet program and save it again in the right format, for example as an Excel workbook (søknad.xlsx). Renaming it is not enough.",
        ),
        example: "søknad.xlsx (CSV)" => "søknad.xlsx",
    }

    encrypted() Error "T105" {
        title: text!("Fila er verna med passord", "Filen er beskyttet med passord", "The file is protected with a password"),
        message: text!(
            "Fila er verna med passord og kan ikkje opnast.",
            "Filen er beskyttet med passord og kan ikke åpnes.",
            "The file is protected with a password and cannot be opened.",
        ),
        fix: text!(
            "Opne fila, ta bort passordet, lagre henne, og send den nye fila, til dømes søknad.xlsx.",
            "Åpne filen, fjern passordet, lagre den, og send den nye filen, for eksempel søknad.xlsx.",
            "Open the file, remove the password, save it, and send the new file, for example søknad.xlsx.",
        ),
        example: "søknad.xlsx (••••)" => "søknad.xlsx",
    }

    // `reason` is one of `skip`.
    skipped(reason: Text) Notice "T106" {
        title: text!("Fila er hoppa over", "Filen er hoppet over", "The file was skipped"),
        message: text!(
            "Fila er ikkje lesen: {reason}.",
            "Filen er ikke lest: {reason}.",
            "The file was not read: {reason}.",
        ),
        fix: text!(
            "Det er ingenting å rette. Ligg det likevel ein søknad i fila, så gi henne eit vanleg namn, til dømes søknad.xlsx.",
            "Det er ingenting å rette. Ligger det likevel en søknad i filen, så gi den et vanlig navn, for eksempel søknad.xlsx.",
            "There is nothing to correct. If the file holds an application after all, give it an ordinary name, for example søknad.xlsx.",
        ),
        example: "~$søknad.xlsx" => "søknad.xlsx",
    }

    identical_file(other: &str) Notice "T107" {
        title: text!("Den same fila to gonger", "Den samme filen to ganger", "The same file twice"),
        message: text!(
            "Fila er heilt lik «{other}» og er lesen berre éin gong.",
            "Filen er helt lik «{other}» og er lest bare én gang.",
            "The file is identical to “{other}” and was read only once.",
        ),
        fix: text!(
            "Slett gjerne den eine. Skulle filene vere ulike, så send den rette på nytt, til dømes søknad-2.xlsx.",
            "Slett gjerne den ene. Skulle filene være ulike, så send den riktige på nytt, for eksempel søknad-2.xlsx.",
            "Delete one of them if you like. If they should differ, send the right one again, for example søknad-2.xlsx.",
        ),
        example: "søknad.xlsx, søknad (1).xlsx" => "søknad.xlsx",
    }

    // Both in bytes.
    too_large(size: usize, limit: usize) Error "T108" {
        title: text!("Fila er for stor", "Filen er for stor", "The file is too large"),
        message: text!(
            "Fila er på {size} byte, og grensa er {limit} byte.",
            "Filen er på {size} byte, og grensen er {limit} byte.",
            "The file has {size} bytes, and the limit is {limit} bytes.",
        ),
        fix: text!(
            "Slett bilete og ark som ikkje høyrer til søknaden, og lagre fila på nytt; eit utfylt skjema er til vanleg mindre enn 100 kB.",
            "Slett bilder og ark som ikke hører til søknaden, og lagre filen på nytt; et utfylt skjema er vanligvis mindre enn 100 kB.",
            "Delete pictures and sheets that do not belong to the application, and save the file again; a completed form is usually smaller than 100 kB.",
        ),
        example: "søknad.xlsx (64 MB)" => "søknad.xlsx (20 kB)",
    }

    too_many_cells(limit: usize) Error "T109" {
        title: text!("For mange celler", "For mange celler", "Too many cells"),
        message: text!(
            "Fila har fleire celler med innhald enn grensa, som er {limit}.",
            "Filen har flere celler med innhold enn grensen, som er {limit}.",
            "The file has more filled cells than the limit, which is {limit}.",
        ),
        fix: text!(
            "Slett alt som står utanfor tabellen, eller del lista på fleire filer, til dømes søknader-1.xlsx og søknader-2.xlsx.",
            "Slett alt som står utenfor tabellen, eller del listen på flere filer, for eksempel søknader-1.xlsx og søknader-2.xlsx.",
            "Delete everything outside the table, or divide the list between several files, for example søknader-1.xlsx and søknader-2.xlsx.",
        ),
        example: "søknader.xlsx" => "søknader-1.xlsx, søknader-2.xlsx",
    }

    macros() Notice "T110" {
        title: text!("Arbeidsboka har makroar", "Arbeidsboken har makroer", "The workbook has macros"),
        message: text!(
            "Arbeidsboka inneheld makroar. Verdiane i cellene er lesne; makroane er ikkje køyrde.",
            "Arbeidsboken inneholder makroer. Verdiene i cellene er lest; makroene er ikke kjørt.",
            "The workbook contains macros. The values in its cells were read; the macros were not run.",
        ),
        fix: text!(
            "Kontroller at verdiane er dei du ventar. Lagre gjerne utan makroar neste gong, til dømes som søknad.xlsx.",
            "Kontroller at verdiene er de du venter. Lagre gjerne uten makroer neste gang, for eksempel som søknad.xlsx.",
            "Check that the values are those you expect. Next time, please save without macros, for example as søknad.xlsx.",
        ),
        example: "søknad.xlsm" => "søknad.xlsx",
    }

    undecodable() Error "T111" {
        title: text!("Teksten kan ikkje tydast", "Teksten kan ikke tydes", "The text cannot be decoded"),
        message: text!(
            "Fila skulle vere tekst, men teiknkodinga er ukjend, eller fila er ikkje tekst.",
            "Filen skulle være tekst, men tegnkodingen er ukjent, eller filen er ikke tekst.",
            "The file should be text, but its encoding is unknown, or it is not text.",
        ),
        fix: text!(
            "Opne originalen i reknearkprogrammet og lagre som «CSV UTF-8» eller som Excel-arbeidsbok, til dømes søknad.xlsx.",
            "Åpne originalen i regnearkprogrammet og lagre som «CSV UTF-8» eller som Excel-arbeidsbok, for eksempel søknad.xlsx.",
            "Open the original in the spreadsheet program and save it as “CSV UTF-8” or as an Excel workbook, for example søknad.xlsx.",
        ),
        example: "S\u{fffd}knadsbel\u{fffd}p" => "Søknadsbeløp",
    }

    unclosed_quote(line: usize) Error "T112" {
        title: text!("Eit hermeteikn blir aldri lukka", "Et anførselstegn blir aldri lukket", "A quotation mark is never closed"),
        message: text!(
            "Hermeteiknet på linje {line} blir aldri lukka, så resten av fila kan ikkje lesast trygt.",
            "Anførselstegnet på linje {line} blir aldri lukket, så resten av filen kan ikke leses trygt.",
            "The quotation mark on line {line} is never closed, so the rest of the file cannot be read safely.",
        ),
        fix: text!(
            "Set eit hermeteikn til der teksten på linje {line} sluttar, eller ta det bort, til dømes \"Første steg\".",
            "Sett et anførselstegn til der teksten på linje {line} slutter, eller fjern det, for eksempel \"Første steg\".",
            "Put a second quotation mark where the text on line {line} ends, or remove the first, for example \"Første steg\".",
        ),
        example: "\"Første steg;2" => "\"Første steg\";2",
    }

    ragged_row(line: usize, fields: usize, expected: usize) Warning "T113" {
        title: text!("Ei linje med for mange eller for få felt", "En linje med for mange eller for få felt", "A line with too many or too few fields"),
        message: text!(
            "Talet på felt på linje {line} er {fields}, men overskrifta har {expected}.",
            "Antall felt på linje {line} er {fields}, men overskriften har {expected}.",
            "The number of fields on line {line} is {fields}, but the header has {expected}.",
        ),
        fix: text!(
            "Skriv like mange felt på linja som i overskrifta. Set hermeteikn rundt tekst som inneheld skiljeteiknet, til dømes \"Skule; arbeid\".",
            "Skriv like mange felt på linjen som i overskriften. Sett anførselstegn rundt tekst som inneholder skilletegnet, for eksempel \"Skule; arbeid\".",
            "Write as many fields on the line as in the header. Put quotation marks around text that contains the delimiter, for example \"Skule; arbeid\".",
        ),
        example: "Nav Alver;Skule; arbeid;2" => "Nav Alver;\"Skule; arbeid\";2",
    }

    cannot_open(reason: &str) Error "T114" {
        title: text!("Fila kan ikkje opnast", "Filen kan ikke åpnes", "The file cannot be opened"),
        message: text!(
            "Fila finst, men kan ikkje opnast ({reason}).",
            "Filen finnes, men kan ikke åpnes ({reason}).",
            "The file exists but cannot be opened ({reason}).",
        ),
        fix: text!(
            "Lukk fila i andre program, sjekk at du har lov til å lese henne og at ho er ei vanleg fil, til dømes søknad.xlsx, og køyr på nytt.",
            "Lukk filen i andre programmer, sjekk at du har lov til å lese den og at den er en vanlig fil, for eksempel søknad.xlsx, og kjør på nytt.",
            "Close the file in other programs, check that you are allowed to read it and that it is an ordinary file, for example søknad.xlsx, and run again.",
        ),
        example: "søknad.xlsx (permission denied)" => "søknad.xlsx",
    }

    // What the strict reader and the second reader (calamine) made of one cell.
    readings_differ(one: &str, other: &str) Error "T115" {
        title: text!("To lesingar av same celle er ulike", "To lesinger av samme celle er ulike", "Two readings of one cell differ"),
        message: text!(
            "To uavhengige lesingar av cella gav ulike verdiar: «{one}» og «{other}». Ingenting i fila er brukt.",
            "To uavhengige lesinger av cellen ga ulike verdier: «{one}» og «{other}». Ingenting i filen er brukt.",
            "Two independent readings of the cell gave different values: “{one}” and “{other}”. Nothing in the file has been used.",
        ),
        fix: text!(
            "Opne originalen i reknearkprogrammet, sjå kva som skal stå i cella, til dømes 610 000, og lagre fila på nytt som .xlsx.",
            "Åpne originalen i regnearkprogrammet, se hva som skal stå i cellen, for eksempel 610 000, og lagre filen på nytt som .xlsx.",
            "Open the original in the spreadsheet program, see what the cell should hold, for example 610 000, and save the file again as .xlsx.",
        ),
        example: "61000|0" => "610000",
        under: [Applied],
    }

    // `what` is one of `FileLimit`, `key` its key under [limits.file].
    over_limit(what: Text, limit: usize, part: &str, key: &str) Error "T116" {
        title: text!("Fila går over ei grense", "Filen går over en grense", "The file exceeds a limit"),
        message: text!(
            "Grensa for {what} er {limit}, og «{part}» går over henne. Ingenting i fila er brukt.",
            "Grensen for {what} er {limit}, og «{part}» går over den. Ingenting i filen er brukt.",
            "The limit for {what} is {limit}, and “{part}” exceeds it. Nothing in the file has been used.",
        ),
        fix: text!(
            "Slett alt som ikkje høyrer til søknaden, og lagre fila på nytt. Skal ho likevel lesast, så hev grensa i batch.toml: «{key}» under [limits.file].",
            "Slett alt som ikke hører til søknaden, og lagre filen på nytt. Skal den likevel leses, så hev grensen i batch.toml: «{key}» under [limits.file].",
            "Delete everything that does not belong to the application, and save the file again. If it should be read all the same, raise the limit in batch.toml: “{key}” under [limits.file].",
        ),
        example: "sheet_bytes = 268435456" => "sheet_bytes = 536870912",
    }

    reader_stopped(seconds: usize, mebibytes: usize) Error "T117" {
        title: text!("Lesinga vart stoppa", "Lesingen ble stoppet", "The reading was stopped"),
        message: text!(
            "Fila kunne ikkje lesast med {seconds} sekund reknetid og {mebibytes} MiB minne, og lesinga vart stoppa. Ingenting i fila er brukt.",
            "Filen kunne ikke leses med {seconds} sekunder regnetid og {mebibytes} MiB minne, og lesingen ble stoppet. Ingenting i filen er brukt.",
            "The file could not be read with {seconds} seconds of computing and {mebibytes} MiB of memory, and the reading was stopped. Nothing in it has been used.",
        ),
        fix: text!(
            "Opne fila i reknearkprogrammet og lagre henne som .xlsx, til dømes søknad.xlsx. Er fila verkeleg så stor, så hev «cpu_seconds» eller «memory_mib» under [limits.file] i batch.toml.",
            "Åpne filen i regnearkprogrammet og lagre den som .xlsx, for eksempel søknad.xlsx. Er filen virkelig så stor, så hev «cpu_seconds» eller «memory_mib» under [limits.file] i batch.toml.",
            "Open the file in the spreadsheet program and save it as .xlsx, for example søknad.xlsx. If the file really is that large, raise “cpu_seconds” or “memory_mib” under [limits.file] in batch.toml.",
        ),
        example: "søknad.xls" => "søknad.xlsx",
    }

    changed_while_read() Error "T118" {
        title: text!("Fila vart endra medan ho vart lesen", "Filen ble endret mens den ble lest", "The file changed while it was read"),
        message: text!(
            "Fila vart endra medan ho vart lesen, så det er uvisst kva som vart lese. Ingenting i fila er brukt.",
            "Filen ble endret mens den ble lest, så det er uvisst hva som ble lest. Ingenting i filen er brukt.",
            "The file was changed while it was read, so it is uncertain what was read. Nothing in it has been used.",
        ),
        fix: text!(
            "Lukk fila i andre program, vent til ho er ferdig kopiert eller synkronisert, til dømes av OneDrive, og køyr på nytt.",
            "Lukk filen i andre programmer, vent til den er ferdig kopiert eller synkronisert, for eksempel av OneDrive, og kjør på nytt.",
            "Close the file in other programs, wait until it has been copied or synchronised, for example by OneDrive, and run again.",
        ),
        example: "søknad.xlsx (0 → 9 kB)" => "søknad.xlsx (9 kB)",
    }

    // `what` is one of `unusual`.
    not_a_regular_file(what: Text) Error "T119" {
        title: text!("Ikkje ei vanleg fil", "Ikke en vanlig fil", "Not a regular file"),
        message: text!(
            "Dette er {what}, og er ikkje opna.",
            "Dette er {what}, og er ikke åpnet.",
            "This is {what}, and was not opened.",
        ),
        fix: text!(
            "Legg sjølve fila i mappa, til dømes som søknad.xlsx, eller ta dette bort.",
            "Legg selve filen i mappen, for eksempel som søknad.xlsx, eller ta dette bort.",
            "Put the file itself in the folder, for example as søknad.xlsx, or take this away.",
        ),
        example: "søknad.xlsx → /tmp/x.xlsx" => "søknad.xlsx",
    }

    external_value() Warning "T140" {
        title: text!("Ein verdi frå ei anna fil", "En verdi fra en annen fil", "A value from another file"),
        message: text!(
            "Verdien er henta frå ei anna fil med ein formel. Det som vart lagra sist, er lese, og det kan vere gammalt.",
            "Verdien er hentet fra en annen fil med en formel. Det som ble lagret sist, er lest, og det kan være gammelt.",
            "The value is taken from another file by a formula. What was saved last was read, and it may be old.",
        ),
        fix: text!(
            "Skriv sjølve verdien i cella i staden for formelen, til dømes 630 000.",
            "Skriv selve verdien i cellen i stedet for formelen, for eksempel 630 000.",
            "Write the value itself in the cell instead of the formula, for example 630 000.",
        ),
        example: "=[1]Ark1!B4" => "630 000",
    }

    external_links() Notice "T141" {
        title: text!("Lenkjer til andre filer", "Lenker til andre filer", "Links to other files"),
        message: text!(
            "Arbeidsboka har lenkjer til andre filer. Dei er ikkje følgde; det som er lagra i denne fila, er lese.",
            "Arbeidsboken har lenker til andre filer. De er ikke fulgt; det som er lagret i denne filen, er lest.",
            "The workbook has links to other files. They were not followed; what is saved in this file was read.",
        ),
        fix: text!(
            "La det stå om verdiane er rette. Bryt elles lenkjene i rekneprogrammet, til dømes med Data, Rediger lenkjer, Bryt lenkje.",
            "La det stå om verdiene er riktige. Bryt ellers lenkene i regneprogrammet, for eksempel med Data, Rediger lenker, Bryt lenke.",
            "Leave it if the values are right. Otherwise break the links in the spreadsheet program, for example with Data, Edit Links, Break Link.",
        ),
        example: "=[1]Ark1!B4" => "630 000",
    }
}
