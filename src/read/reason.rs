//! Why a file counts as damaged: the words that stand after "the file is damaged:".

use crate::text::Text;

macro_rules! reasons {
    ($($name:ident: $nn:literal, $nb:literal, $en:literal;)*) => {
        $(pub(super) const $name: Text = text!($nn, $nb, $en);)*
    };
}

reasons! {
    NO_WORKBOOK: "innhaldet er ikkje eit rekneark", "innholdet er ikke et regneark", "the content is not a workbook";
    ZIP: "zip-pakken er avkorta eller øydelagd", "zip-pakken er avkortet eller ødelagt",
        "the zip container is cut short or broken";
    CHECKSUM: "ein del av fila har feil kontrollsum", "en del av filen har feil kontrollsum",
        "a part of the file has the wrong checksum";
    TWO_PARTS: "to deler har same namn", "to deler har samme navn", "two parts have the same name";
    SHAPE: "zip-pakken seier imot seg sjølv", "zip-pakken motsier seg selv", "the zip container contradicts itself";
    METHOD: "ein del er komprimert på ein måte som Excel ikkje bruker",
        "en del er komprimert på en måte som Excel ikke bruker", "a part is compressed in a way Excel does not use";
    TOO_MUCH: "ein del blir for stor når han blir pakka ut", "en del blir for stor når den pakkes ut",
        "a part becomes too large when it is unpacked";
    PART_MISSING: "ein del som er nemnd, finst ikkje", "en del som er nevnt, finnes ikke",
        "a part that is named does not exist";
    LINK_OUT: "ein del ligg utanfor fila", "en del ligger utenfor filen", "a part lies outside the file";
    XML: "ein del er ikkje gyldig XML", "en del er ikke gyldig XML", "a part is not valid XML";
    DTD: "ein del har ein dokumenttype (DTD)", "en del har en dokumenttype (DTD)",
        "a part has a document type (DTD)";
    ENCODING: "ein del er ikkje kodd i UTF-8", "en del er ikke kodet i UTF-8", "a part is not encoded in UTF-8";
    CHARACTER: "ein del inneheld teikn som ikkje er lovlege", "en del inneholder tegn som ikke er lovlige",
        "a part holds characters that are not allowed";
    DEEP: "XML-en er for djup eller har for lange deler", "XML-en er for dyp eller har for lange deler",
        "the XML is too deep or has too long pieces";
    STRUCTURE: "ein del er ikkje bygd opp som han skal", "en del er ikke bygd opp som den skal",
        "a part is not built as it should be";
    NO_SHEETS: "arbeidsboka har ingen ark", "arbeidsboken har ingen ark", "the workbook has no sheets";
    TOO_MANY_SHEETS: "arbeidsboka har for mange ark", "arbeidsboken har for mange ark",
        "the workbook has too many sheets";
    TWO_SHEETS: "to ark har same namn", "to ark har samme navn", "two sheets have the same name";
    ADDRESS: "ei celle- eller radadresse er ikkje gyldig", "en celle- eller radadresse er ikke gyldig",
        "a cell or row address is not valid";
    ORDER: "celler eller rader står dobbelt eller i feil rekkjefølgje",
        "celler eller rader står dobbelt eller i feil rekkefølge", "cells or rows stand twice or out of order";
    TWO_VALUES: "ei celle har to verdiar", "en celle har to verdier", "a cell has two values";
    STRING_INDEX: "ei celle viser til ein tekst som ikkje finst", "en celle viser til en tekst som ikke finnes",
        "a cell refers to a text that does not exist";
    CELL_TYPE: "ei celle har ein ukjend type eller ein verdi som ikkje høver til typen",
        "en celle har en ukjent type eller en verdi som ikke passer til typen",
        "a cell has an unknown type, or a value that does not fit its type";
    CELL_FORMAT: "ei celle viser til eit format som ikkje finst", "en celle viser til et format som ikke finnes",
        "a cell refers to a format that does not exist";
    LONG_TEXT: "ei celle har meir tekst enn Excel tillèt", "en celle har mer tekst enn Excel tillater",
        "a cell has more text than Excel allows";
    MERGES: "ei samanslåing av celler er ikkje gyldig", "en sammenslåing av celler er ikke gyldig",
        "a merge of cells is not valid";
    READER: "innhaldet kunne ikkje lesast", "innholdet kunne ikke leses", "the content could not be read";
}
