//! What each command and each argument does, in three languages, with an example call of each command.

use crate::text::Text;

/// What each command is for: name, what it does, an example.
pub(super) const COMMANDS: &[(&str, Text, &str)] = &[
    (
        "run",
        text!(
            "Gjer heile jobben: les, kontrollerer, rangerer, fordeler og skriv",
            "Gjør hele jobben: leser, kontrollerer, rangerer, fordeler og skriver",
            "Do the whole job: read, check, rank, allocate, write",
        ),
        "tilskot run fixtures/vestland-2023 --out ut-2023",
    ),
    (
        "check",
        text!(
            "Les og kontrollerer berre: ein batch, mapper eller enkeltfiler",
            "Leser og kontrollerer bare: en batch, mapper eller enkeltfiler",
            "Read and check only: a batch, folders or single files",
        ),
        "tilskot check fixtures/traps --format xlsx -o funn.xlsx",
    ),
    (
        "form",
        text!(
            "Skriv søknadsskjemaet til ein batch, med lister, kontrollar og hjelp",
            "Skriver søknadsskjemaet til en batch, med lister, kontroller og hjelp",
            "Write the application form of a batch, with lists, checks and help",
        ),
        "tilskot form fixtures/vestland-2023 -o soknadsskjema.xlsx",
    ),
    (
        "explain",
        text!(
            "Forklarer kvifor ein søknad fekk det han fekk, og kva som ville ha endra det",
            "Forklarer hvorfor en søknad fikk det den fikk, og hva som ville ha endret det",
            "Say why an application got what it got, and what would have changed it",
        ),
        "tilskot explain fixtures/vestland-2023 deltidsjobb",
    ),
    (
        "whatif",
        text!(
            "Viser ved kva rammer nokon kjem med eller fell ut, eller ei køyring med ei endring ved sida av ei utan",
            "Viser ved hvilke rammer noen kommer med eller faller ut, eller en kjøring med en endring ved siden av en uten",
            "Show at what frames somebody enters or leaves, or a run with a change beside the run without it",
        ),
        "tilskot whatif fixtures/vestland-2023 --frame statsforvaltaren=+1880000 --weight behov=2",
    ),
    (
        "diff",
        text!(
            "Seier kva som er endra frå ei køyring til ei anna, og kva inndata det kjem av; delane summerer seg til heile \
             endringa",
            "Sier hva som er endret fra en kjøring til en annen, og hvilke inndata det kommer av; delene summerer seg til hele \
             endringen",
            "Say what changed from one run to another, and because of which input; the parts add up to the whole change",
        ),
        "tilskot run fixtures/vestland-2022/runde-1\n  tilskot run fixtures/vestland-2022/runde-2\n  \
         tilskot diff fixtures/vestland-2022/runde-1/ut fixtures/vestland-2022/runde-2/ut",
    ),
    (
        "table",
        text!(
            "Kontrollerer budsjettabellar og skriv dei som tabelldata, med simulering",
            "Kontrollerer budsjettabeller og skriver dem som tabelldata, med simulering",
            "Check budget tables and write them as table data, with a simulation",
        ),
        "tilskot table fixtures/budget/tabell-5-21.xlsx -o tabelldata --unit 1000",
    ),
    (
        "verify",
        text!(
            "Ser etter om kvar fil i ei utskrift er som då ho vart skriven",
            "Ser etter om hver fil i en utskrift er som da den ble skrevet",
            "See whether every file of an output is as it was written",
        ),
        "tilskot verify ut-2023 --batch fixtures/vestland-2023",
    ),
    (
        "trace",
        text!(
            "Følgjer eit tal i ei utskrift attende til cellene det kom frå",
            "Følger et tall i en utskrift tilbake til cellene det kom fra",
            "Walk one figure of an output back to the cells it came from",
        ),
        "tilskot trace ut-2023 tildeling:Innstilling:P5\n  tilskot trace ut-2023 1 240 000 --batch fixtures/vestland-2023",
    ),
    (
        "sign",
        text!(
            "Gjer eit utkast til eit vedtak: to personar signerer det dei har sett",
            "Gjør et utkast til et vedtak: to personer signerer det de har sett",
            "Turn a draft into a decision: two people sign what they have seen",
        ),
        "tilskot sign ut-2023 --prepared-by \"Saksbehandlar A\" --approved-by \"Leiar B\" --date 2023-03-10",
    ),
    (
        "init",
        text!(
            "Lagar ei batchmappe med ei kommentert batch.toml",
            "Lager en batchmappe med en kommentert batch.toml",
            "Make a batch folder with a commented batch.toml",
        ),
        "tilskot init vestland-2024",
    ),
    (
        "codes",
        text!(
            "Forklarer funnkodane: alle, eller éin",
            "Forklarer funnkodene: alle, eller én",
            "Explain the finding codes: all of them, or one",
        ),
        "tilskot codes T303",
    ),
    (
        "completions",
        text!(
            "Skriv eit skript som fullfører kommandoar i skalet ditt",
            "Skriver et skript som fullfører kommandoer i skallet ditt",
            "Print a script that completes commands in your shell",
        ),
        "tilskot completions bash > tilskot.bash",
    ),
];

/// What each argument is for. One name means one thing in every command.
pub(super) const ARGUMENTS: &[(&str, Text)] = &[
    (
        "lang",
        text!(
            "Språk i det som blir skrive: nn, nb eller en [elles: språket til batchen, så nn]",
            "Språk i det som skrives: nn, nb eller en [ellers: språket til batchen, så nn]",
            "Language of what is written: nn, nb or en [default: the batch's, else nn]",
        ),
    ),
    (
        "quiet",
        text!(
            "Ingen meldingar og inga framdrift; svaret blir skrive likevel",
            "Ingen meldinger og ingen framdrift; svaret skrives likevel",
            "No messages or progress; the answer is printed all the same",
        ),
    ),
    (
        "color",
        text!(
            "Fargar: auto (på ein terminal), always eller never",
            "Farger: auto (på en terminal), always eller never",
            "Colour: auto (on a terminal), always or never",
        ),
    ),
    (
        "jobs",
        text!(
            "Kor mange filer som blir lesne samstundes [elles: éi per kjerne]",
            "Hvor mange filer som leses samtidig [ellers: én per kjerne]",
            "How many files are read side by side [default: one per core]",
        ),
    ),
    (
        "batch",
        text!(
            "Batchmappa: den med batch.toml i",
            "Batchmappen: den med batch.toml i",
            "The batch folder: the one with batch.toml in it",
        ),
    ),
    (
        "from",
        text!(
            "Mappe med delar som er lesne før, her eller på andre maskiner: det «check --format ndjson» skriv",
            "Mappe med deler som er lest før, her eller på andre maskiner: det «check --format ndjson» skriver",
            "A folder of parts that were read before, here or on other machines: what “check --format ndjson” writes",
        ),
    ),
    (
        "out",
        text!(
            "Utskriftsmappa [elles: BATCH/ut]",
            "Utskriftsmappen [ellers: BATCH/ut]",
            "The output folder [default: BATCH/ut]"
        ),
    ),
    (
        "written",
        text!(
            "Utskriftsmappa: ei som «tilskot run» har skrive",
            "Utskriftsmappen: en som «tilskot run» har skrevet",
            "The output folder: one that “tilskot run” has written",
        ),
    ),
    (
        "file",
        text!(
            "Fila skjemaet vert skrive til [elles: BATCH/soknadsskjema.xlsx]",
            "Filen skjemaet skrives til [ellers: BATCH/soknadsskjema.xlsx]",
            "The file the form is written to [default: BATCH/soknadsskjema.xlsx]",
        ),
    ),
    ("files", text!("Rekneark med budsjettabellar", "Regneark med budsjettabeller", "Workbooks with budget tables",)),
    (
        "folder",
        text!(
            "Utskriftsmappa [elles: tabelldata ved sida av den første fila]",
            "Utskriftsmappen [ellers: tabelldata ved siden av den første filen]",
            "The output folder [default: tabelldata beside the first file]",
        ),
    ),
    (
        "unit",
        text!(
            "Eininga budsjettabellar blir viste i: kr, 1000 eller mill [elles: kr, eller som dei var]",
            "Enheten budsjettabeller vises i: kr, 1000 eller mill [ellers: kr, eller som de var]",
            "The unit budget tables are shown in: kr, 1000 or mill [default: kr, or as they were]",
        ),
    ),
    (
        "place",
        text!(
            "Ei batchmappe, eller ei mappe som «tilskot run» har skrive",
            "En batchmappe, eller en mappe som «tilskot run» har skrevet",
            "A batch folder, or a folder that “tilskot run” has written",
        ),
    ),
    (
        "application",
        text!(
            "Søknads-ID-en, eller ein del av kontor eller prosjekttittel som ikkje passar på andre",
            "Søknads-ID-en, eller en del av kontor eller prosjekttittel som ikke passer på andre",
            "The application ID, or a part of office or project title that fits no other",
        ),
    ),
    (
        "frame",
        text!(
            "Ei anna ramme: POTT=+KR, POTT=-KR eller POTT=KR; kan gjentakast",
            "En annen ramme: POTT=+KR, POTT=-KR eller POTT=KR; kan gjentas",
            "Another frame: POT=+KR, POT=-KR or POT=KR; may be repeated",
        ),
    ),
    (
        "decline",
        text!(
            "ID-en til ein søknad som blir trekt, eller ein del av kontoret eller tittelen; kan gjentakast",
            "ID-en til en søknad som trekkes, eller en del av kontoret eller tittelen; kan gjentas",
            "The ID of an application that is taken back, or a part of its office or title; may be repeated",
        ),
    ),
    (
        "weight",
        text!(
            "Ei anna vekt: KRITERIUM=VEKT, til dømes behov=2; kan gjentakast",
            "En annen vekt: KRITERIUM=VEKT, for eksempel behov=2; kan gjentas",
            "Another weight: CRITERION=WEIGHT, such as behov=2; may be repeated",
        ),
    ),
    (
        "force",
        text!(
            "Byt ut ei utskrift sjølv om nokon har endra henne",
            "Bytt ut en utskrift selv om noen har endret den",
            "Replace an output even where somebody has changed it",
        ),
    ),
    (
        "paths",
        text!(
            "Ei batchmappe, mapper med rekneark, eller rekneark",
            "En batchmappe, mapper med regneark, eller regneark",
            "A batch folder, folders of workbooks, or workbooks",
        ),
    ),
    (
        "format",
        text!(
            "Korleis svaret blir skrive: text eller json; for funn òg ndjson, csv og xlsx [elles: text]",
            "Hvordan svaret skrives: text eller json; for funn også ndjson, csv og xlsx [ellers: text]",
            "How the answer is written: text or json; for findings also ndjson, csv and xlsx [default: text]",
        ),
    ),
    (
        "findings",
        text!(
            "Fila funna blir skrivne til; ei som finst, blir bytt ut [elles: stdout]",
            "Filen funnene skrives til; en som finnes, byttes ut [ellers: stdout]",
            "The file the findings are written to; one that exists is replaced [default: stdout]",
        ),
    ),
    (
        "asked",
        text!(
            "Ei celle (tildeling:Innstilling:P5, tildeling.csv:S7, eller som i Excel: 'tildeling.xlsx!Innstilling!P5'), \
             eit beløp (1 240 000), ein søknads-ID, ein pott, ein kommune eller eit kontor",
            "En celle (tildeling:Innstilling:P5, tildeling.csv:S7, eller som i Excel: 'tildeling.xlsx!Innstilling!P5'), \
             et beløp (1 240 000), en søknads-ID, en pott, en kommune eller et kontor",
            "A cell (tildeling:Innstilling:P5, tildeling.csv:S7, or as in Excel: 'tildeling.xlsx!Innstilling!P5'), an \
             amount (1 240 000), an application id, a pot, a municipality or an office",
        ),
    ),
    (
        "source",
        text!(
            "Slå opp kvar celle på nytt i denne batchen [elles: mappa som utskrifta ligg i]",
            "Slå opp hver celle på nytt i denne batchen [ellers: mappen som utskriften ligger i]",
            "Look each cell up again in this batch [default: the folder the output lies in]",
        ),
    ),
    (
        "earlier",
        text!(
            "Utskriftsmappa til den første køyringa",
            "Utskriftsmappen til den første kjøringen",
            "The output folder of the first run",
        ),
    ),
    (
        "later",
        text!(
            "Utskriftsmappa til den andre køyringa",
            "Utskriftsmappen til den andre kjøringen",
            "The output folder of the second run",
        ),
    ),
    (
        "shape",
        text!(
            "Korleis svaret blir skrive: text eller json [elles: text]",
            "Hvordan svaret skrives: text eller json [ellers: text]",
            "How the answer is written: text or json [default: text]",
        ),
    ),
    (
        "prepared_by",
        text!(
            "Namnet på den som har førebudd vedtaket",
            "Navnet på den som har forberedt vedtaket",
            "The name of the one who prepared the decision",
        ),
    ),
    (
        "approved_by",
        text!(
            "Namnet på den som godkjenner: ein annan",
            "Navnet på den som godkjenner: en annen",
            "The name of the one who approves: another person",
        ),
    ),
    (
        "date",
        text!(
            "Dagen det vart signert [elles: ingen dag]",
            "Dagen det ble signert [ellers: ingen dag]",
            "The day it was signed [default: no day]",
        ),
    ),
    ("dir", text!("Mappa som skal lagast", "Mappen som skal lages", "The folder to make")),
    ("code", text!("Ein kode, til dømes T303", "En kode, for eksempel T303", "A code, such as T303")),
    (
        "shell",
        text!(
            "Skalet: bash, zsh, fish, elvish eller powershell",
            "Skallet: bash, zsh, fish, elvish eller powershell",
            "The shell: bash, zsh, fish, elvish or powershell",
        ),
    ),
    ("help", text!("Vis denne hjelpa", "Vis denne hjelpen", "Show this help")),
    ("version", text!("Vis versjonen", "Vis versjonen", "Show the version")),
];
