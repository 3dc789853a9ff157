//! T6xx: assessments, frame, register and decisions.

use super::{Family, problems};
use crate::money::Kroner;
use crate::origin::CellRef;
use crate::text::Text;
use jiff::civil::Date;
use rust_decimal::Decimal;

/// The family.
pub static FAMILY: Family = Family {
    hundred: "T6",
    title: text!(
        "Vurderingar, ramme, register og avgjerder",
        "Vurderinger, ramme, register og avgjørelser",
        "Assessments, frame, register and decisions",
    ),
    about: text!(
        "Om det statsforvaltaren sjølv legg inn, stemmer med søknadene, pottane og reglane for runden.",
        "Om det statsforvalteren selv legger inn, stemmer med søknadene, pottene og reglene for runden.",
        "Whether what the grant office itself puts in agrees with the applications, the pots and the rules of the round.",
    ),
    kinds: KINDS,
};

problems! {
    unknown_application(name: &str) Warning "T601" {
        title: text!("Ei vurdering av ein ukjend søknad", "En vurdering av en ukjent søknad", "An assessment of an unknown application"),
        message: text!(
            "Vurderinga gjeld «{name}», som ikkje er blant søknadene, så ho er ikkje brukt.",
            "Vurderingen gjelder «{name}», som ikke er blant søknadene, så den er ikke brukt.",
            "The assessment is of “{name}”, which is not among the applications, so it was not used.",
        ),
        fix: text!(
            "Skriv søknads-ID-en, eller Nav-kontor og prosjekttittel nøyaktig som i søknaden, til dømes 4631-nav-alver-forste-steg.",
            "Skriv søknads-ID-en, eller Nav-kontor og prosjekttittel nøyaktig som i søknaden, for eksempel 4631-nav-alver-forste-steg.",
            "Write the application ID, or the Nav office and project title exactly as in the application, for example 4631-nav-alver-forste-steg.",
        ),
        example: "Alver, steg 1" => "4631-nav-alver-forste-steg",
        under: [ApplicationId],
    }

    score_outside_scale(value: &str, lowest: Decimal, highest: Decimal) Error "T602" {
        title: text!("Poeng utanfor skalaen", "Poeng utenfor skalaen", "A score outside the scale"),
        message: text!(
            "«{value}» ligg utanfor skalaen, som går frå {lowest} til {highest}.",
            "«{value}» ligger utenfor skalaen, som går fra {lowest} til {highest}.",
            "“{value}” is outside the scale, which runs from {lowest} to {highest}.",
        ),
        fix: text!(
            "Skriv poeng frå {lowest} til {highest}, med komma før desimalar, til dømes {highest}.",
            "Skriv poeng fra {lowest} til {highest}, med komma før desimaler, for eksempel {highest}.",
            "Write a score from {lowest} to {highest}, with a comma before decimals, for example {highest}.",
        ),
        example: "7" => "5",
    }

    conflicted(assessor: &str) Notice "T603" {
        title: text!("Vurderaren er inhabil", "Vurdereren er inhabil", "A conflicted assessor"),
        message: text!(
            "{assessor} er ført opp som inhabil, så vurderinga er sett til side og tel ikkje med.",
            "{assessor} er ført opp som inhabil, så vurderingen er satt til side og teller ikke med.",
            "{assessor} is listed as conflicted, so the assessment is set aside and does not count.",
        ),
        fix: text!(
            "La det stå om det er rett. Er det feil, så skriv «nei» i kolonna for inhabilitet.",
            "La det stå om det er riktig. Er det feil, så skriv «nei» i kolonnen for inhabilitet.",
            "Leave it if it is right. If it is wrong, write “nei” in the column for conflict of interest.",
        ),
        example: "ja" => "nei",
        under: [Conflicted],
    }

    unscored(criteria: &str) Warning "T604" {
        title: text!("Poeng manglar", "Poeng mangler", "No score"),
        message: text!(
            "Søknaden blir halden att: han har ingen gyldige poeng for {criteria}. Poeng som manglar, blir aldri rekna som 0.",
            "Søknaden holdes tilbake: den har ingen gyldige poeng for {criteria}. Poeng som mangler, regnes aldri som 0.",
            "The application is held: it has no valid score for {criteria}. A missing score never counts as 0.",
        ),
        fix: text!(
            "Skriv poeng, til dømes 4, frå minst éin vurderar som ikkje er inhabil, for {criteria}.",
            "Skriv poeng, for eksempel 4, fra minst én vurderer som ikke er inhabil, for {criteria}.",
            "Write a score, for example 4, from at least one assessor who is not conflicted, for {criteria}.",
        ),
        example: "" => "4",
        unscored: true,
    }

    unknown_pot(value: &str, allowed: &str) Error "T605" {
        title: text!("Ein ukjend pott", "En ukjent pott", "An unknown pot"),
        message: text!(
            "«{value}» er ikkje ein pott i denne runden.",
            "«{value}» er ikke en pott i denne runden.",
            "“{value}” is not a pot of this round.",
        ),
        fix: text!(
            "Skriv ein av pottane slik dei heiter i batch.toml: {allowed}.",
            "Skriv en av pottene slik de heter i batch.toml: {allowed}.",
            "Write one of the pots as they are called in batch.toml: {allowed}.",
        ),
        example: "fylket" => "statsforvaltaren",
        under: [Pot],
    }

    negative_frame(pot: &str, frame: Kroner) Error "T606" {
        title: text!("Ei ramme under null", "En ramme under null", "A frame below nil"),
        message: text!(
            "Postane for potten «{pot}» er til saman {frame}, og ei ramme kan ikkje vere under null.",
            "Postene for potten «{pot}» er til sammen {frame}, og en ramme kan ikke være under null.",
            "The entries of the pot “{pot}” add up to {frame}, and a frame cannot be below nil.",
        ),
        fix: text!(
            "Kontroller forteiknet på kvar post. Ei løyving er positiv, til dømes 15 700 000; berre det som går ut av potten, er negativt.",
            "Kontroller fortegnet på hver post. En bevilgning er positiv, for eksempel 15 700 000; bare det som går ut av potten, er negativt.",
            "Check the sign of each entry. Money granted to the pot is positive, for example 15 700 000; only what leaves the pot is negative.",
        ),
        example: "−15 700 000" => "15 700 000",
        under: [Amount],
    }

    later_entry(date: Date, as_of: Date) Notice "T607" {
        title: text!("Ein post i ramma som ikkje gjeld enno", "En post i rammen som ikke gjelder ennå", "A frame entry that does not count yet"),
        message: text!(
            "Posten er datert {date}. Runden er rekna per {as_of}, så posten er ikkje med.",
            "Posten er datert {date}. Runden er regnet per {as_of}, så posten er ikke med.",
            "The entry is dated {date}. The round is computed as of {as_of}, so the entry is not included.",
        ),
        fix: text!(
            "La det stå om posten ikkje skal vere med no. Skal han det, så rett datoen eller set as_of i batch.toml seinare, til dømes 2023-03-03.",
            "La det stå om posten ikke skal være med nå. Skal den det, så rett datoen eller sett as_of i batch.toml senere, for eksempel 2023-03-03.",
            "Leave it if the entry should not count now. If it should, correct the date or set as_of in batch.toml to a later day, for example 2023-03-03.",
        ),
        example: "01.04.2023" => "01.03.2023",
        under: [Date],
    }

    commitments_exceed_frame(pot: &str, needed: Kroner, rest: Kroner, missing: Kroner) Error "T608" {
        title: text!("Ramma dekkjer ikkje alle vidareføringane", "Rammen dekker ikke alle videreføringene", "The frame does not cover all continuing projects"),
        message: text!(
            "Prosjekta som skal vidareførast, treng {needed} frå potten «{pot}», men der er det {rest} att. Det manglar {missing}, så ingen av dei og ingen nye får pengar frå potten.",
            "Prosjektene som skal videreføres, trenger {needed} fra potten «{pot}», men der er det {rest} igjen. Det mangler {missing}, så ingen av dem og ingen nye får penger fra potten.",
            "The continuing projects need {needed} from the pot “{pot}”, which has {rest} left. {missing} is missing, so none of them and no new ones get money from the pot.",
        ),
        fix: text!(
            "Legg minst {missing} til ramma, set ned beløp med ei avgjerd, eller skriv commitment_shortfall = \"prorate\" for potten i batch.toml.",
            "Legg minst {missing} til rammen, sett ned beløp med en avgjørelse, eller skriv commitment_shortfall = \"prorate\" for potten i batch.toml.",
            "Add at least {missing} to the frame, lower amounts by a decision, or write commitment_shortfall = \"prorate\" for the pot in batch.toml.",
        ),
        example: "15 000 000" => "15 700 000",
        under: [Amount],
    }

    no_reason() Error "T609" {
        title: text!("Ei avgjerd utan grunngiving", "En avgjørelse uten begrunnelse", "A decision without a reason"),
        message: text!(
            "Avgjerda har inga grunngiving, så ho er ikkje brukt.",
            "Avgjørelsen har ingen begrunnelse, så den er ikke brukt.",
            "The decision has no reason, so it was not used.",
        ),
        fix: text!(
            "Skriv grunngivinga i den same rada, til dømes «Trekt i brev 03.02.2023».",
            "Skriv begrunnelsen i den samme raden, for eksempel «Trukket i brev 03.02.2023».",
            "Write the reason in the same row, for example “Withdrawn by letter 03.02.2023”.",
        ),
        example: "" => "Brev 03.02.2023",
        under: [Reason],
    }

    same_person() Error "T610" {
        title: text!("Førebudd og godkjend av same person", "Forberedt og godkjent av samme person", "Prepared and approved by the same person"),
        message: text!(
            "Den same personen har både førebudd og godkjent avgjerda, så ho er ikkje brukt.",
            "Den samme personen har både forberedt og godkjent avgjørelsen, så den er ikke brukt.",
            "The same person both prepared and approved the decision, so it was not used.",
        ),
        fix: text!(
            "Skriv to ulike personar: éin som har førebudd avgjerda, og ein annan som har godkjent henne, til dømes initialane NN og MM.",
            "Skriv to ulike personer: én som har forberedt avgjørelsen, og en annen som har godkjent den, for eksempel initialene NN og MM.",
            "Write two different people: one who prepared the decision and another who approved it, for example the initials NN and MM.",
        ),
        example: "NN · NN" => "NN · MM",
        under: [PreparedBy, ApprovedBy],
    }

    unknown_decision_target(name: &str) Error "T611" {
        title: text!("Ei avgjerd om ein ukjend søknad", "En avgjørelse om en ukjent søknad", "A decision about an unknown application"),
        message: text!(
            "Avgjerda gjeld «{name}», som korkje er ein søknad i runden eller eit prosjekt i registeret, så ho er ikkje brukt.",
            "Avgjørelsen gjelder «{name}», som verken er en søknad i runden eller et prosjekt i registeret, så den er ikke brukt.",
            "The decision is about “{name}”, which is neither an application of the round nor a project in the register, so it was not used.",
        ),
        fix: text!(
            "Skriv søknads-ID-en eller prosjekt-ID-en nøyaktig, til dømes 4631-nav-alver-forste-steg eller VL-2022-02.",
            "Skriv søknads-ID-en eller prosjekt-ID-en nøyaktig, for eksempel 4631-nav-alver-forste-steg eller VL-2022-02.",
            "Write the application ID or the project ID exactly, for example 4631-nav-alver-forste-steg or VL-2022-02.",
        ),
        example: "2022-2" => "VL-2022-02",
        under: [ProjectId],
    }

    assessed_twice(assessor: &str) Error "T612" {
        title: text!("Den same vurderaren to gonger", "Den samme vurdereren to ganger", "The same assessor twice"),
        message: text!(
            "{assessor} har gitt poeng til den same søknaden meir enn éin gong.",
            "{assessor} har gitt poeng til den samme søknaden mer enn én gang.",
            "{assessor} has scored the same application more than once.",
        ),
        fix: text!(
            "Behald den vurderinga som gjeld, og slett den andre, til dømes 5 og ikkje både 4 og 5.",
            "Behold den vurderingen som gjelder, og slett den andre, for eksempel 5 og ikke både 4 og 5.",
            "Keep the assessment that counts and delete the other, for example 5 and not both 4 and 5.",
        ),
        example: "4, 5" => "5",
    }

    // `column` is the label of the empty column: prepared by, or approved by.
    missing_approver(column: Text) Error "T613" {
        title: text!("Ei avgjerd utan førebuar eller godkjennar", "En avgjørelse uten forbereder eller godkjenner", "A decision without a preparer or approver"),
        message: text!(
            "«{column}» er ikkje fylt ut, så avgjerda er ikkje brukt.",
            "«{column}» er ikke fylt ut, så avgjørelsen er ikke brukt.",
            "“{column}” is not filled in, so the decision was not used.",
        ),
        fix: text!(
            "Fyll ut «{column}», til dømes med initialane NN. Den som førebur, og den som godkjenner, skal vere to ulike personar.",
            "Fyll ut «{column}», for eksempel med initialene NN. Den som forbereder, og den som godkjenner, skal være to ulike personer.",
            "Fill in “{column}”, for example with the initials NN. The preparer and the approver must be two different people.",
        ),
        example: "NN" => "NN · MM",
        under: [PreparedBy, ApprovedBy],
    }

    pot_without_frame(pot: &str) Warning "T614" {
        title: text!("Ein pott utan ramme", "En pott uten ramme", "A pot without a frame"),
        message: text!(
            "Potten «{pot}» har inga ramme: ingen post er ført på han, så ingen kan få pengar derifrå.",
            "Potten «{pot}» har ingen ramme: ingen post er ført på den, så ingen kan få penger derfra.",
            "The pot “{pot}” has no frame: no entry is made to it, so nobody can get money from it.",
        ),
        fix: text!(
            "Før ein post på potten i ramma eller under [[pot.entry]] i batch.toml, med dato og beløp, til dømes 15 700 000. Skal han ikkje brukast, så ta han ut av batch.toml.",
            "Før en post på potten i rammen eller under [[pot.entry]] i batch.toml, med dato og beløp, for eksempel 15 700 000. Skal den ikke brukes, så ta den ut av batch.toml.",
            "Make an entry to the pot in the frame or under [[pot.entry]] in batch.toml, with date and amount, for example 15 700 000. If it is not to be used, take it out of batch.toml.",
        ),
        example: "" => "15 700 000",
        under: [Amount],
    }

    accepts_nothing() Warning "T615" {
        title: text!("Ei godkjenning utan funn", "En godkjenning uten funn", "An acceptance of no finding"),
        message: text!(
            "Grunngivinga nemner ingen kode for ein feil som søknaden er halden for, så godkjenninga har ingen verknad.",
            "Begrunnelsen nevner ingen kode for en feil som søknaden holdes tilbake for, så godkjenningen har ingen virkning.",
            "The reason names no code of an error that the application is held for, so the acceptance has no effect.",
        ),
        fix: text!(
            "Skriv koden i grunngivinga, til dømes «T401: avklart i brev 03.02.2023». Er feilen retta, så slett rada.",
            "Skriv koden i begrunnelsen, for eksempel «T401: avklart i brev 03.02.2023». Er feilen rettet, så slett raden.",
            "Write the code in the reason, for example “T401: settled by letter 03.02.2023”. If the error has been corrected, delete the row.",
        ),
        example: "Avklart" => "T401: avklart i brev",
        under: [Reason],
    }

    decided_twice(other: CellRef) Error "T616" {
        title: text!("To avgjerder om éin søknad", "To avgjørelser om én søknad", "Two decisions on one application"),
        message: text!(
            "Søknaden er alt avgjord i rada som byrjar i {other}. Det er ikkje mogleg å vite kva som gjeld, så ingen av dei er brukte.",
            "Søknaden er alt avgjort i raden som begynner i {other}. Det er ikke mulig å vite hva som gjelder, så ingen av dem er brukt.",
            "The application has already been decided in the row that begins in {other}. It cannot be known which one counts, so neither was used.",
        ),
        fix: text!(
            "Slett den avgjerda som ikkje gjeld, til dømes «reject» om søknaden likevel skal få «grant».",
            "Slett den avgjørelsen som ikke gjelder, for eksempel «reject» om søknaden likevel skal få «grant».",
            "Delete the decision that does not count, for example “reject” if the application is to have “grant” after all.",
        ),
        example: "grant, reject" => "grant",
        under: [Action],
    }

    decision_does_not_fit(needed: Kroner, left: Kroner) Error "T617" {
        title: text!("Ei avgjerd som potten ikkje rekk til", "En avgjørelse som potten ikke rekker til", "A decision the pot cannot cover"),
        message: text!(
            "Avgjerda treng {needed}, men det står berre {left} att i potten ho kan ta frå, så ho er ikkje brukt.",
            "Avgjørelsen trenger {needed}, men det står bare {left} igjen i potten den kan ta fra, så den er ikke brukt.",
            "The decision needs {needed}, but only {left} is left in the pot it can draw on, so it was not used.",
        ),
        fix: text!(
            "Skriv eit beløp som det er plass til, til dømes 630 000, eller før meir pengar på potten i ramma.",
            "Skriv et beløp som det er plass til, for eksempel 630 000, eller før mer penger på potten i rammen.",
            "Write an amount that fits, for example 630 000, or enter more money for the pot in the frame.",
        ),
        example: "1 240 000" => "630 000",
        under: [Amount],
    }

    decision_above_eligible(amount: Kroner, eligible: Kroner) Error "T618" {
        title: text!("Ei avgjerd over det søknaden kan få", "En avgjørelse over det søknaden kan få", "A decision above what the application may get"),
        message: text!(
            "Avgjerda gir {amount}, men søknaden kan få høgst {eligible}, så ho er ikkje brukt.",
            "Avgjørelsen gir {amount}, men søknaden kan få høyst {eligible}, så den er ikke brukt.",
            "The decision gives {amount}, but the application can get {eligible} at most, so it was not used.",
        ),
        fix: text!(
            "Skriv eit beløp som ikkje er større enn det søknaden kan få, til dømes 630 000.",
            "Skriv et beløp som ikke er større enn det søknaden kan få, for eksempel 630 000.",
            "Write an amount that is no larger than what the application can get, for example 630 000.",
        ),
        example: "900 000" => "630 000",
        under: [Amount],
    }

    // `because` is a clause of ours.
    decision_not_used(because: Text) Error "T619" {
        title: text!("Ei avgjerd som ikkje kan brukast", "En avgjørelse som ikke kan brukes", "A decision that cannot be used"),
        message: text!(
            "Avgjerda er ikkje brukt: {because}.",
            "Avgjørelsen er ikke brukt: {because}.",
            "The decision was not used: {because}.",
        ),
        fix: text!(
            "Rett det som står i vegen, eller skriv ei anna avgjerd, til dømes «set_amount» i staden for «grant». Gjeld ho ikkje lenger, så slett rada.",
            "Rett det som står i veien, eller skriv en annen avgjørelse, for eksempel «set_amount» i stedet for «grant». Gjelder den ikke lenger, så slett raden.",
            "Mend what stands in its way, or write another decision, for example “set_amount” instead of “grant”. If it no longer holds, delete the row.",
        ),
        example: "grant" => "set_amount",
        under: [Action],
    }

    decision_grants_nothing(eligible: Kroner) Error "T620" {
        title: text!("Ei avgjerd som gir null kroner", "En avgjørelse som gir null kroner", "A decision that grants nil"),
        message: text!(
            "Avgjerda gir null kroner til ein søknad som kan få {eligible}, og ingen kan bli innvilga ingenting. Ho er ikkje brukt.",
            "Avgjørelsen gir null kroner til en søknad som kan få {eligible}, og ingen kan bli innvilget ingenting. Den er ikke brukt.",
            "The decision gives nil kroner to an application that can get {eligible}, and nobody can be granted nothing. It was not used.",
        ),
        fix: text!(
            "Skriv «reject» (avslå) om søknaden ikkje skal få pengar, eller skriv beløpet, til dømes 630 000.",
            "Skriv «reject» (avslå) om søknaden ikke skal få penger, eller skriv beløpet, for eksempel 630 000.",
            "Write “reject” if the application is to get no money, or write the amount, for example 630 000.",
        ),
        example: "0" => "630 000",
        under: [Amount],
    }

    decision_takes_back_too_much(amount: Kroner, granted: Kroner) Error "T621" {
        title: text!("Ei avgjerd som tek attende for mykje", "En avgjørelse som tar tilbake for mye", "A decision that takes back too much"),
        message: text!(
            "Avgjerda tek attende {amount}, men søknaden har berre fått {granted}, så ho er ikkje brukt.",
            "Avgjørelsen tar tilbake {amount}, men søknaden har bare fått {granted}, så den er ikke brukt.",
            "The decision takes back {amount}, but the application has only got {granted}, so it was not used.",
        ),
        fix: text!(
            "Skriv det som skal attende til potten, til dømes 200 000, eller lat beløpet stå tomt om alt skal attende.",
            "Skriv det som skal tilbake til potten, for eksempel 200 000, eller la beløpet stå tomt om alt skal tilbake.",
            "Write what goes back to the pot, for example 200 000, or leave the amount empty if all of it does.",
        ),
        example: "9 000 000" => "200 000",
        under: [Amount],
    }

    pot_overdrawn(pot: &str, frame: Kroner, granted: Kroner, missing: Kroner) Error "T622" {
        title: text!("Det er tildelt meir enn ramma", "Det er tildelt mer enn rammen", "More is granted than the frame holds"),
        message: text!(
            "Ramma til potten «{pot}» er {frame}, men {granted} er alt tildelt derifrå. Det manglar {missing}. Det som er tildelt, står, så det er folk som må avgjere kva som skal skje.",
            "Rammen til potten «{pot}» er {frame}, men {granted} er alt tildelt derfra. Det mangler {missing}. Det som er tildelt, står, så det er folk som må avgjøre hva som skal skje.",
            "The frame of the pot “{pot}” is {frame}, but {granted} has already been granted from it. {missing} is missing. What has been granted stands, so people must decide what is to be done.",
        ),
        fix: text!(
            "Før minst {missing} til på potten i ramma, til dømes 500 000, eller avgjer kven som får mindre, med «set_amount», «end» eller «reject» i avgjerdene.",
            "Før minst {missing} til på potten i rammen, for eksempel 500 000, eller avgjør hvem som får mindre, med «set_amount», «end» eller «reject» i avgjørelsene.",
            "Enter at least {missing} more for the pot in the frame, for example 500 000, or decide who gets less, with “set_amount”, “end” or “reject” among the decisions.",
        ),
        example: "−500 000" => "0",
        under: [Amount],
    }

    answers_nothing() Warning "T630" {
        title: text!("Eit svar utan spørsmål", "Et svar uten spørsmål", "An answer to no question"),
        message: text!(
            "Ingen annan søknad liknar på denne, så svaret om prosjektet har ingen verknad.",
            "Ingen annen søknad ligner på denne, så svaret om prosjektet har ingen virkning.",
            "No other application is like this one, so the answer about the project has no effect.",
        ),
        fix: text!(
            "Skriv søknads-ID-en til ein søknad med funnet T503, til dømes 4631-nav-alver-forste-steg. Er alt avklart, så slett rada.",
            "Skriv søknads-ID-en til en søknad med funnet T503, for eksempel 4631-nav-alver-forste-steg. Er alt avklart, så slett raden.",
            "Write the application ID of an application with the finding T503, for example 4631-nav-alver-forste-steg. If all is settled, delete the row.",
        ),
        example: "other_project" => "",
    }

    score_too_fine() Error "T631" {
        title: text!("Poengsummen er for findelt", "Poengsummen er for findelt", "The score is too fine"),
        message: text!(
            "Poenga og vektene har så mange desimalar at snittet ikkje kan reknast nøyaktig, så søknaden er ikkje rangert.",
            "Poengene og vektene har så mange desimaler at snittet ikke kan beregnes nøyaktig, så søknaden er ikke rangert.",
            "The scores and weights have so many decimals that their mean cannot be computed exactly, so the application is not ranked.",
        ),
        fix: text!(
            "Skriv poenga med færre desimalar, til dømes 3,5, og vektene i batch.toml like eins.",
            "Skriv poengene med færre desimaler, for eksempel 3,5, og vektene i batch.toml på samme måte.",
            "Write the scores with fewer decimals, for example 3,5, and the weights in batch.toml likewise.",
        ),
        example: "3,333333333333333" => "3,5",
    }

    accepts_no_copy() Warning "T632" {
        title: text!("Kva for ein søknad gjeld?", "Hvilken søknad gjelder?", "Which application counts?"),
        message: text!(
            "Avgjerda godtek ein søknad som er komen fleire gonger, men seier ikkje kva for ein av dei som gjeld, så ho er ikkje brukt.",
            "Avgjørelsen godtar en søknad som er kommet flere ganger, men sier ikke hvilken av dem som gjelder, så den er ikke brukt.",
            "The decision accepts an application that came several times, but does not say which of them counts, so it was not used.",
        ),
        fix: text!(
            "Skriv namnet på fila som gjeld, i grunngivinga, og cella til tittelen om begge står i same fil, til dømes «T501: alver.xlsx D5 gjeld».",
            "Skriv navnet på filen som gjelder, i begrunnelsen, og cellen til tittelen om begge står i samme fil, for eksempel «T501: alver.xlsx D5 gjelder».",
            "Write the name of the file that counts in the reason, and the cell of the title if both stand in one file, for example “T501: alver.xlsx D5 counts”.",
        ),
        example: "T501: avklart" => "T501: alver.xlsx gjeld",
    }

    rules_changed(keys: &str) Warning "T650" {
        title: text!("Reglane er endra sidan runden før", "Reglene er endret siden runden før", "The rules have changed since the round before"),
        message: text!(
            "Reglane for denne runden er ikkje dei same som i runden før: {keys}. Det som vart tildelt då, står; resten er rekna etter dei nye.",
            "Reglene for denne runden er ikke de samme som i runden før: {keys}. Det som ble tildelt da, står; resten er regnet etter de nye.",
            "The rules of this round are not those of the round before: {keys}. What was granted then stands; the rest was worked out by the new ones.",
        ),
        fix: text!(
            "La det stå om endringa er vedteken. Er ho ikkje det, så skriv verdien frå runden før i batch.toml, til dømes threshold = \"2\".",
            "La det stå om endringen er vedtatt. Er den ikke det, så skriv verdien fra runden før i batch.toml, for eksempel threshold = \"2\".",
            "Leave it if the change has been adopted. If it has not, write the value of the round before in batch.toml, for example threshold = \"2\".",
        ),
        example: "threshold = \"2.5\"" => "threshold = \"2\"",
    }

    no_assessments(waiting: usize) Warning "T680" {
        title: text!("Ingen vurderingar enno", "Ingen vurderinger ennå", "No assessments yet"),
        message: text!(
            "Det er ikkje motteke vurderingar av nokon av søknadene, så {waiting} nye søknader ventar på poeng.",
            "Det er ikke mottatt vurderinger av noen av søknadene, så {waiting} nye søknader venter på poeng.",
            "No assessments of any of the applications have been received, so {waiting} new applications wait for a score.",
        ),
        fix: text!(
            "Legg vurderingsarka i mappa for vurderingar, til dømes vurdering/sakshandsamarar.xlsx, og køyr batchen på nytt.",
            "Legg vurderingsarkene i mappen for vurderinger, for eksempel vurdering/saksbehandlere.xlsx, og kjør batchen på nytt.",
            "Put the assessment sheets in the folder for assessments, for example vurdering/assessors.xlsx, and run the batch again.",
        ),
        example: "" => "vurdering/sakshandsamarar.xlsx",
        unscored: true,
    }
}
