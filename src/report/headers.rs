//! What columns are called, in every list, table and file: one name for one thing, with its unit.

use crate::text::Text;

macro_rules! headers {
    ($($name:ident $nn:literal, $nb:literal, $en:literal;)*) => {
        $(
            #[doc = concat!("«", $nn, "»")]
            pub const $name: Text = text!($nn, $nb, $en);
        )*
    };
}

headers! {
    NUMBER "Nr.", "Nr.", "No.";
    ID "Søknads-ID", "Søknads-ID", "Application ID";
    MUNICIPALITY_NO "Kommunenr.", "Kommunenr.", "Municipality no.";
    MUNICIPALITY "Kommune", "Kommune", "Municipality";
    OFFICE "Nav-kontor", "Nav-kontor", "Nav office";
    PROJECT_ID "Prosjekt-ID", "Prosjekt-ID", "Project ID";
    PROJECT "Prosjekt", "Prosjekt", "Project";
    KIND "Type", "Type", "Kind";
    GRANT_YEAR "Tilskotsår", "Tilskuddsår", "Grant year";
    POSITIONS "Stillingar (årsverk)", "Stillinger (årsverk)", "Positions (FTE)";
    POSITIONS_APPLIED "Søkte stillingar (årsverk)", "Søkte stillinger (årsverk)", "Positions applied for (FTE)";
    APPLIED "Søkt om (kr)", "Søkt om (kr)", "Applied for (NOK)";
    CARRIED_OVER "Overførte midlar (kr)", "Overførte midler (kr)", "Carried over (NOK)";
    CAP "Tak (kr)", "Tak (kr)", "Cap (NOK)";
    ELIGIBLE "Tilskotsgrunnlag (kr)", "Tilskuddsgrunnlag (kr)", "Eligible (NOK)";
    SCORE "Poeng", "Poeng", "Score";
    RANK "Prioritet", "Prioritet", "Rank";
    OUTCOME "Utfall", "Utfall", "Outcome";
    REASON "Grunngiving", "Begrunnelse", "Reason";
    NEXT_STEP "Neste steg", "Neste steg", "Next step";
    POT "Pott", "Pott", "Pot";
    GRANTED "Tildelt (kr)", "Tildelt (kr)", "Granted (NOK)";
    POSITIONS_GRANTED "Tildelte stillingar (årsverk)", "Tildelte stillinger (årsverk)", "Positions granted (FTE)";
    ROUND "Runde", "Runde", "Round";
    OUTCOME_KEY "Utfallskode", "Utfallskode", "Outcome key";
    REASON_KEY "Grunngivingskode", "Begrunnelseskode", "Reason key";
    APPLICATIONS "Søknader", "Søknader", "Applications";
    PROJECTS "Prosjekt", "Prosjekter", "Projects";
    FRAME "Ramme (kr)", "Ramme (kr)", "Frame (NOK)";
    REST "Rest (kr)", "Rest (kr)", "Rest (NOK)";
    DATE "Dato", "Dato", "Date";
    TEXT "Tekst", "Tekst", "Text";
    AMOUNT "Beløp (kr)", "Beløp (kr)", "Amount (NOK)";
    REFERENCE "Referanse", "Referanse", "Reference";
    TABLE "Tabell", "Tabell", "Table";
    ROW "Rad", "Rad", "Row";
    LINE_NUMBER "Linjenr", "Linjenr", "Line no.";
    LINE_KIND "Radtype", "Radtype", "Row kind";
    YEAR "År", "År", "Year";
    FILE "Fil", "Fil", "File";
    SHEET "Ark", "Ark", "Sheet";
}
