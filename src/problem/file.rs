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

    /// The archive ends too early.
    pub const CUT_OFF: Text = text!(
        "ho sluttar midt i, som etter ei avbroten overføring",
        "den slutter midt i, som etter en avbrutt overføring",
        "it ends in the middle, as after an interrupted transfer",
    );
    /// No archive at all, or one whose table of contents cannot be read.
    pub const NOT_AN_ARCHIVE: Text = text!(
        "ho er ikkje bygd som ei arbeidsbok",
        "den er ikke bygget som en arbeidsbok",
        "it is not built as a workbook",
    );
    /// The archive contradicts itself, or is of a shape that hides content.
    pub const CONTRADICTORY: Text = text!(
        "innhaldslista og innhaldet stemmer ikkje med kvarandre",
        "innholdslisten og innholdet stemmer ikke med hverandre",
        "its table of contents and its content disagree",
    );
    /// A part's CRC does not fit its bytes.
    pub const CHECKSUM: Text = text!(
        "ein kontrollsum stemmer ikkje, så innhaldet er endra etter at fila vart lagra",
        "en kontrollsum stemmer ikke, så innholdet er endret etter at filen ble lagret",
        "a checksum does not fit, so the content has changed since the file was saved",
    );
    /// A part that must be there is not.
    pub const PART_MISSING: Text =
        text!("ein del av arbeidsboka manglar", "en del av arbeidsboken mangler", "a part of the workbook is missing",);
    /// Two parts, or two sheets, have one name.
    pub const SAME_NAME: Text = text!(
        "to delar eller ark har same namn, så det er uvisst kva for ein som gjeld",
        "to deler eller ark har samme navn, så det er uvisst hvilken som gjelder",
        "two parts or sheets have the same name, so it is uncertain which one counts",
    );
    /// XML that is not well-formed, or not as a workbook's must be.
    pub const XML: Text = text!(
        "oppbygginga av eit ark er øydelagd",
        "oppbyggingen av et ark er ødelagt",
        "the structure of a sheet is broken",
    );
    /// A cell's address, value or order cannot be right.
    pub const CELL: Text = text!(
        "ei celle har ei adresse eller ein verdi som ikkje kan stemme",
        "en celle har en adresse eller en verdi som ikke kan stemme",
        "a cell has an address or a value that cannot be right",
    );
    /// Declarations no workbook needs: a DTD, an external part.
    pub const FOREIGN: Text = text!(
        "ho viser til innhald utanfor seg sjølv, slik ei vanleg arbeidsbok ikkje gjer",
        "den viser til innhold utenfor seg selv, slik en vanlig arbeidsbok ikke gjør",
        "it refers to content outside itself, as an ordinary workbook does not",
    );
    /// XML in another encoding than UTF-8.
    pub const ENCODING: Text = text!(
        "teksten er lagra i ei anna teiknkoding enn UTF-8",
        "teksten er lagret i en annen tegnkoding enn UTF-8",
        "its text is stored in another encoding than UTF-8",
    );
    /// Small on disk, very large unpacked; or another bound on its parts.
    pub const INFLATES: Text = text!(
        "ho blir mykje større når ho blir pakka ut enn nokon søknad er",
        "den blir mye større når den pakkes ut enn noen søknad er",
        "unpacked it becomes far larger than any application is",
    );
    /// The reader in the child process died, or ran out of its time or memory.
    pub const GAVE_UP: Text = text!(
        "lesinga brukte for mykje tid eller minne og vart stoppa",
        "lesingen brukte for mye tid eller minne og ble stoppet",
        "reading it took too much time or memory and was stopped",
    );
    /// Two independent readings gave different values.
    pub const READINGS_DIFFER: Text = text!(
        "to uavhengige lesingar gav ulike verdiar",
        "to uavhengige lesinger ga ulike verdier",
        "two independent readings gave different values",
    );

    /// Every reason.
    pub const ALL: &[Text] = &[
        CUT_OFF,
        NOT_AN_ARCHIVE,
        CONTRADICTORY,
        CHECKSUM,
        PART_MISSING,
        SAME_NAME,
        XML,
        CELL,
        FOREIGN,
        ENCODING,
        INFLATES,
        GAVE_UP,
        READINGS_DIFFER,
    ];
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
    // `reason` is one of `damage`.
    damaged(reason: Text) Error "T101" {
        title: text!("Fila er skadd", "Filen er skadet", "The file is damaged"),
        message: text!(
            "Fila kan ikkje lesast trygt: {reason}. Ingenting i fila er brukt.",
            "Filen kan ikke leses trygt: {reason}. Ingenting i filen er brukt.",
            "The file cannot be read safely: {reason}. Nothing in it has been used.",
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
}
