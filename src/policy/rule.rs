//! What the rules of `batch.toml` say to whoever breaks one: what stands there, and what is allowed.

use crate::text::Text;

pub(super) const MONEY: Text = text!(
    "«{what}» er ikkje eit beløp. Skriv heile kroner (610000) eller tekst med høgst to desimalar (\"610000.50\").",
    "«{what}» er ikke et beløp. Skriv hele kroner (610000) eller tekst med høyst to desimaler (\"610000.50\").",
    "“{what}” is not an amount. Write whole kroner (610000) or text with at most two decimals (\"610000.50\").",
);
pub(super) const NOT_NEGATIVE: Text = text!(
    "«{what}» er mindre enn 0. Skriv eit tal som er 0 eller større.",
    "«{what}» er mindre enn 0. Skriv et tall som er 0 eller større.",
    "“{what}” is below 0. Write a number that is 0 or more.",
);
pub(super) const ABOVE_ZERO: Text = text!(
    "«{what}» er ikkje større enn 0. Skriv eit tal over 0.",
    "«{what}» er ikke større enn 0. Skriv et tall over 0.",
    "“{what}” is not above 0. Write a number above 0.",
);
pub(super) const DATE: Text = text!(
    "«{what}» er ikkje ein dato. Skriv datoen slik: 2023-03-03.",
    "«{what}» er ikke en dato. Skriv datoen slik: 2023-03-03.",
    "“{what}” is not a date. Write the date like this: 2023-03-03.",
);
pub(super) const DEADLINE: Text = text!(
    "«{what}» er ikkje ein frist. Skriv ein dato (2023-02-01) eller eit tidspunkt med tidssone (2023-02-01T12:00:00+01:00).",
    "«{what}» er ikke en frist. Skriv en dato (2023-02-01) eller et tidspunkt med tidssone (2023-02-01T12:00:00+01:00).",
    "“{what}” is not a deadline. Write a date (2023-02-01) or a time with its offset (2023-02-01T12:00:00+01:00).",
);
pub(super) const TWICE: Text = text!(
    "«{what}» står to gonger. Kvar id kan stå éin gong.",
    "«{what}» står to ganger. Hver id kan stå én gang.",
    "“{what}” stands twice. Each id may stand once.",
);
pub(super) const EMPTY_ID: Text = text!(
    "«{what}» kan ikkje vere ein id. Skriv minst éin bokstav eller eitt siffer, utan mellomrom først eller sist.",
    "«{what}» kan ikke være en id. Skriv minst én bokstav eller ett siffer, uten mellomrom først eller sist.",
    "“{what}” cannot be an id. Write at least one letter or digit, with no space first or last.",
);
pub(super) const NO_POT: Text = text!(
    "Det finst ingen pott. Skriv minst éin [[pot]].",
    "Det finnes ingen pott. Skriv minst én [[pot]].",
    "There is no pot. Write at least one [[pot]].",
);
pub(super) const NO_KINDS: Text = text!(
    "Potten tek ingen slags søknader. Skriv kinds = [\"continuing\", \"new\"] eller éin av dei.",
    "Potten tar ingen slags søknader. Skriv kinds = [\"continuing\", \"new\"] eller én av dem.",
    "The pot takes no kind of application. Write kinds = [\"continuing\", \"new\"] or one of them.",
);
pub(super) const SCALE: Text = text!(
    "Skalaen {what} stig ikkje. Skriv lågaste og høgaste poengsum, til dømes [0, 5].",
    "Skalaen {what} stiger ikke. Skriv laveste og høyeste poengsum, for eksempel [0, 5].",
    "The scale {what} does not rise. Write lowest and highest score, for example [0, 5].",
);
pub(super) const THRESHOLD: Text = text!(
    "Grensa {what} ligg utanfor skalaen til kriteria. Skriv eit tal innanfor skalaen.",
    "Grensen {what} ligger utenfor skalaen til kriteriene. Skriv et tall innenfor skalaen.",
    "The threshold {what} is outside the scale of the criteria. Write a number inside the scale.",
);
pub(super) const SHARE: Text = text!(
    "«{what}» er ikkje ein del. Skriv eit tal over 0 og høgst 1, til dømes \"0.5\".",
    "«{what}» er ikke en andel. Skriv et tall over 0 og høyst 1, for eksempel \"0.5\".",
    "“{what}” is not a share. Write a number above 0 and at most 1, for example \"0.5\".",
);
pub(super) const TIE: Text = text!(
    "«{what}» er ikkje ein regel for likt poeng. Lovleg er: applied asc|desc, received asc|desc, positions asc|desc, \
     municipality_awarded asc, lot.",
    "«{what}» er ikke en regel for lik poengsum. Lovlig er: applied asc|desc, received asc|desc, positions asc|desc, \
     municipality_awarded asc, lot.",
    "“{what}” is not a tie rule. Allowed: applied asc|desc, received asc|desc, positions asc|desc, municipality_awarded asc, \
     lot.",
);
pub(super) const LOT_SEED: Text = text!(
    "Loddtrekking («lot») treng lot_seed: teksten trekkinga skal kunne gjentakast frå.",
    "Loddtrekning («lot») trenger lot_seed: teksten trekningen skal kunne gjentas fra.",
    "A lot (“lot”) needs lot_seed: the text from which the draw can be repeated.",
);
pub(super) const FIELD: Text = text!(
    "«{what}» er ikkje eit felt. Sjå felta i dokumentasjonen av søknadsskjemaet, til dømes applied, office eller project.",
    "«{what}» er ikke et felt. Se feltene i dokumentasjonen av søknadsskjemaet, for eksempel applied, office eller project.",
    "“{what}” is not a field. See the fields of the application form, for example applied, office or project.",
);
pub(super) const YEAR: Text = text!(
    "«{what}» er ikkje eit budsjettår. Skriv eit år mellom 2000 og 2199.",
    "«{what}» er ikke et budsjettår. Skriv et år mellom 2000 og 2199.",
    "“{what}” is not a budget year. Write a year between 2000 and 2199.",
);
pub(super) const AT_LEAST_ONE: Text = text!(
    "«{what}» er for lite. Skriv 1 eller meir.",
    "«{what}» er for lite. Skriv 1 eller mer.",
    "“{what}” is too small. Write 1 or more.",
);
pub(super) const NO_CRITERIA: Text = text!(
    "Grensa er {what}, men batchen har ingen kriterium, så alle søknader ville få avslag. Legg til [[criterion]], eller ta bort threshold.",
    "Grensen er {what}, men batchen har ingen kriterier, så alle søknader ville få avslag. Legg til [[criterion]], eller ta bort threshold.",
    "The threshold is {what}, but the batch has no criteria, so every application would be rejected. Add [[criterion]], or take threshold away.",
);
pub(super) const COUNTY: Text = text!(
    "«{what}» er ikkje eit fylkesnummer. Skriv to siffer, til dømes \"46\".",
    "«{what}» er ikke et fylkesnummer. Skriv to siffer, for eksempel \"46\".",
    "“{what}” is not a county number. Write two digits, for example \"46\".",
);
pub(super) const ROUND_PREVIOUS: Text = text!(
    "Runde {what} byggjer på runden før. Skriv previous = \"…/ut\": mappa den runden skreiv.",
    "Runde {what} bygger på runden før. Skriv previous = \"…/ut\": mappen den runden skrev.",
    "Round {what} builds on the round before. Write previous = \"…/ut\": the folder that round wrote.",
);
pub(super) const INSIDE: Text = text!(
    "«{what}» må vere ein stig under batchmappa, utan «..» og utan «/» først.",
    "«{what}» må være en sti under batchmappen, uten «..» og uten «/» først.",
    "“{what}” must be a path below the batch folder, without “..” and without a leading “/”.",
);
