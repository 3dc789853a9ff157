#!/usr/bin/env python3
"""Looks at the files of one run with other programs' eyes.

usage: outputs.py CHECK OUT [ARGUMENT]

    workbooks OUT            every formula's stored value, read by openpyxl, is what LibreOffice calculates
    totals OUT               workbooks, CSV files and texts hold the figures of run.json
    tables OUT               Tabell 5.21 stands in tabelldata.xlsx to the figure, and its simulation moves the year it must
    package OUT              datapackage.json and its tables are valid for Frictionless
    openxml OUT VALIDATOR    the workbooks are valid for the Open XML SDK
    page OUT                 index.html opens in Chromium without an error, wide and narrow, light and dark; it prints, works
                             without scripts, sorts and searches, and its links give files that open
    trace OUT TILSKOT BATCH  every award is walked back to cells that openpyxl finds with that very content
    axe OUT AXE_JS           axe-core finds no violation on the page: 1280 and 390 px wide, light and dark

Each check first plants a fault and must see it: a check that cannot fail says nothing. The last line says what was seen;
the exit code is 1 where anything falls short.
"""

import csv
import glob
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
import zlib
from decimal import Decimal
from pathlib import Path

TALLY = {"formulas": 0}


def main():
    checks = {"workbooks": workbooks, "totals": totals, "tables": tables_of, "package": package}
    checks |= {"openxml": openxml, "page": page, "axe": axe, "trace": trace}
    if len(sys.argv) < 3 or sys.argv[1] not in checks:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory(prefix="tilskot-ci-") as scratch:
        faults, seen = checks[sys.argv[1]](Path(sys.argv[2]), Path(scratch), *sys.argv[3:])
    for fault in faults[:20]:
        print(f"  {fault}")
    print(f"{sys.argv[1]}: {seen}, {len(faults)} wrong")
    sys.exit(1 if faults else 0)


def books(out):
    found = sorted(Path(out).rglob("*.xlsx"))
    if not found:
        sys.exit(f"no workbook in {out}")
    return found


def changed(path, target, part, change):
    """A copy of the zip `path` in which `change` has been done to the bytes of the first part whose name fits `part`."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        waiting = True
        for name in old.namelist():
            data = old.read(name)
            if waiting and re.fullmatch(part, name):
                after = change(data)
                waiting = after == data
                data = after
            new.writestr(name, data)
    if waiting:
        sys.exit(f"could not plant a fault in {path}")
    return target


# --- workbooks ---------------------------------------------------------------------------------------------------------

ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"><value>0</value></prop></item>
</oor:items>
"""


def place_of(path, scratch):
    """Where the recalculated workbook comes to lie; workbooks of one name in two folders stay two."""
    return scratch / f"recalculated-{zlib.crc32(str(Path(path).resolve().parent).encode())}"


def recalculate(paths, scratch):
    """Has LibreOffice calculate workbooks, those of a folder at once."""
    profile = scratch / "profile"
    if not profile.exists():
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE)
    for target in sorted({place_of(path, scratch) for path in paths}):
        here = [str(path) for path in paths if place_of(path, scratch) == target]
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to"]
        command += ["xlsx:Calc MS Excel 2007 XML", "--outdir", str(target), *here]
        subprocess.run(command, capture_output=True, text=True, timeout=900)


def recalculated(path, scratch):
    """The workbook as LibreOffice calculates it. It exits 0 without a file on some failures: look for the file."""
    made = place_of(path, scratch) / Path(path).name
    if not made.is_file():
        recalculate([path], scratch)
    if not made.is_file():
        sys.exit(f"LibreOffice made no file of {path}")
    return made


def same(stored, calculated):
    if isinstance(stored, (int, float)) and isinstance(calculated, (int, float)):
        return abs(stored - calculated) < 1e-9
    return stored == calculated


def compare(path, scratch):
    """Formulas of one workbook whose stored value is not what LibreOffice makes of them; and cells that show an error."""
    import openpyxl

    formulas = openpyxl.load_workbook(path)
    stored = openpyxl.load_workbook(path, data_only=True)
    calculated = openpyxl.load_workbook(recalculated(path, scratch), data_only=True)
    faults = []
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                at = f"{path.name} {sheet.title}!{cell.coordinate}"
                if cell.data_type == "e":
                    faults.append(f"{at} shows {cell.value}")
                if cell.data_type != "f":
                    continue
                TALLY["formulas"] += 1
                one, other = stored[sheet.title][cell.coordinate].value, calculated[sheet.title][cell.coordinate].value
                if one is None or not same(one, other):
                    faults.append(f"{at} stores {one!r}, LibreOffice calculates {other!r}")
    return faults


def holds_formula(path, value):
    with zipfile.ZipFile(path) as archive:
        return any(value.search(archive.read(name)) for name in archive.namelist() if "/sheet" in name)


def workbooks(out, scratch):
    value = re.compile(rb"(</f><v>)(\d)")
    first = next(path for path in books(out) if holds_formula(path, value))
    plant = lambda data: value.sub(lambda hit: hit[1] + b"9" + hit[2], data, count=1)
    planted = changed(first, scratch / f"planted-{first.name}", r"xl/worksheets/sheet\d+\.xml", plant)
    if not compare(planted, scratch):
        return ["a planted wrong value was not seen: LibreOffice did not recalculate"], "control failed"
    TALLY["formulas"] = 0
    recalculate(books(out), scratch)
    faults = [fault for path in books(out) for fault in compare(path, scratch)]
    if TALLY["formulas"] < 10:
        faults.append(f"only {TALLY['formulas']} formulas: totals are meant to be live")
    return faults, f"{TALLY['formulas']} formulas in {len(books(out))} workbooks as LibreOffice calculates them"


# --- totals ------------------------------------------------------------------------------------------------------------

# The headers under which the sums stand, nynorsk, as the batch of this check is written.
AMOUNT, POSITIONS = "Tildelt (kr)", "Tildelte stillingar (årsverk)"


def tables(path):
    """The tables of a workbook by name: a list of rows, each a dictionary by header; without the total row."""
    import openpyxl

    book = openpyxl.load_workbook(path, data_only=True)
    found = {}
    for sheet in book:
        for table in sheet.tables.values():
            rows = [[cell.value for cell in row] for row in sheet[table.ref]]
            body = rows[1 : len(rows) - (table.totalsRowCount or 0)]
            found[table.name] = [dict(zip(rows[0], row)) for row in body]
    return found


def column(rows, header):
    return sum(Decimal(str(row[header])) for row in rows if row[header] is not None)


def semicolons(path):
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def comma(text):
    return Decimal(text.replace(",", ".")) if text else Decimal(0)


def totals(out, _scratch):
    run = json.loads((out / "run.json").read_text("utf-8"))
    kroner, positions = Decimal(run["totals"]["granted_amount"]), Decimal(run["totals"]["positions_granted"])
    applications, granted = run["totals"]["applications"], run["totals"]["granted"]
    internal, public = tables(out / "tildeling.xlsx"), tables(out / "tildeling-offentleg.xlsx")
    listing = semicolons(out / "tildeling.csv")
    frames = semicolons(out / "tabelldata" / "data.csv")
    towns = [row for row in frames if row["Tabell"] == "tildeling_per_kommune" and row["År"] == str(run["batch"]["year"])]
    results = [comma(row["Beløp (kr)"]) for row in towns if row["Radtype"] == "resultat"]
    summary = (out / "samandrag.md").read_text("utf-8").replace("\u00a0", " ")
    page_text = (out / "index.html").read_text("utf-8").replace("\u00a0", " ").replace("&nbsp;", " ")
    spoken = f"{int(kroner):,} kr".replace(",", " ")
    compared = [
        ("run.json, sum of applications", sum(Decimal(one["granted"]) for one in run["applications"]), kroner),
        ("run.json, sum of pots", sum(Decimal(pot["granted"]) for pot in run["pots"]), kroner),
        ("tildeling.xlsx, rows", len(internal["innstilling"]), applications),
        ("tildeling.xlsx, kroner", column(internal["innstilling"], AMOUNT), kroner),
        ("tildeling.xlsx, positions", column(internal["innstilling"], POSITIONS), positions),
        ("tildeling.xlsx, pots", column(internal["pottar"], AMOUNT), kroner),
        ("tildeling.xlsx, checks that say OK", {row["Resultat"] for row in internal["kontroll"]}, {"OK"}),
        ("tildeling-offentleg.xlsx, rows", len(public["innvilga"]), granted),
        ("tildeling-offentleg.xlsx, kroner", column(public["innvilga"], AMOUNT), kroner),
        ("tildeling.csv, rows", len(listing), applications),
        ("tildeling.csv, kroner", sum(comma(row[AMOUNT]) for row in listing), kroner),
        ("tildeling.csv, positions", sum(comma(row[POSITIONS]) for row in listing), positions),
        ("tabelldata/data.csv, result per municipality", results, [kroner]),
        (f"samandrag.md says {spoken}", spoken in summary, True),
        (f"index.html says {spoken}", spoken in page_text, True),
    ]
    ids = {one["id"]: Decimal(one["granted"]) for one in run["applications"]}
    rows = {row["Søknads-ID"]: Decimal(str(row[AMOUNT] or 0)) for row in internal["innstilling"]}
    compared.append(("tildeling.xlsx, amount of every application", rows, ids))
    faults = [f"{what}: {found!r}, expected {expected!r}" for what, found, expected in compared if found != expected]
    return faults, f"{len(compared)} figures held against run.json ({spoken})"


# --- tables ------------------------------------------------------------------------------------------------------------

TABELL_5_21 = {
    None: [230344, 230344, 230344, 230344],
    124: [5000, 5000, 5000, 5000],
    125: [40000, 35000, 30000, 30000],
    126: [800, 800, 800, 800],
    127: [210, 210, 210, 210],
}
CORRECTED = [276354, 271354, 266354, 266354]


def lines_of(sheet, width):
    """The lines below the header of a sheet: line number, text, the last `width` columns."""
    header = next(row[0].row for row in sheet.iter_rows() if row[0].value == "Linjenr")
    rows = sheet.iter_rows(min_row=header + 1, values_only=True)
    return [(row[0], row[1], list(row[-width:])) for row in rows if row[1]]


def simulated(path, scratch, change):
    """The simulation as LibreOffice calculates it when `change` stands in the cell for line 125 in 2018."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    sheet = book["Simulering"]
    column = next(cell.column for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("Endring 2018"))
    row = next(row[0].row for row in sheet.iter_rows() if row[0].value == 125)
    cell = sheet.cell(row, column)
    locked = [one for line in sheet.iter_rows() for one in line if one.data_type == "f" and not one.protection.locked]
    if cell.protection.locked or not sheet.protection.sheet or sheet.protection.password or locked:
        sys.exit("the cells for changes must be the only ones that are not locked, without a password")
    cell.value = change
    edited = scratch / f"endra-{change}.xlsx"
    book.save(edited)
    calculated = openpyxl.load_workbook(recalculated(edited, scratch), data_only=True)
    return {text: figures for _, text, figures in lines_of(calculated["Simulering"], 4)}


def tables_of(out, scratch):
    import openpyxl

    path = out / "tabelldata.xlsx"
    stands = lines_of(openpyxl.load_workbook(path, data_only=True)["Tabell 5.21"], 4)
    faults = []
    for number, figures in TABELL_5_21.items():
        found = [values for one, text, values in stands if one == number and values[0] is not None]
        if figures not in found:
            faults.append(f"line {number}: {found}, expected {figures}")
    result = "Korrigert netto budsjettramme 2017-2020"
    before, after = simulated(path, scratch, 0), simulated(path, scratch, 1000)
    moved = [CORRECTED[0], CORRECTED[1] + 1000, CORRECTED[2], CORRECTED[3]]
    compared = [
        ("as it stands", before[result], CORRECTED),
        ("125 raised by 1 000 in 2018", after[result], moved),
        ("balance as it stands", before["Balanse"], ["OK"] * 4),
        ("balance of the change", after["Balanse"], ["OK", "OVER GRENSA", "OK", "OK"]),
        ("left to the limit", after["Att til grensa"], [0, -1000, 0, 0]),
    ]
    faults += [f"{what}: {found!r}, expected {expected!r}" for what, found, expected in compared if found != expected]
    return faults, "Tabell 5.21 to the figure, and a change of 1 000 in 2018 moves 2018 alone"


# --- package -----------------------------------------------------------------------------------------------------------


def frictionless_report(folder):
    import frictionless

    before = os.getcwd()
    os.chdir(folder)
    try:
        return frictionless.validate("datapackage.json", type="package")
    finally:
        os.chdir(before)


def package(out, scratch):
    planted = scratch / "planted"
    shutil.copytree(out, planted)
    table = planted / "tabelldata" / "data.csv"
    lines = table.read_bytes().split(b"\r\n")
    lines[2] = lines[2].rsplit(b";", 1)[0] + b";many"
    table.write_bytes(b"\r\n".join(lines))
    if frictionless_report(planted).valid:
        return ["a planted word in a column of amounts was not seen"], "control failed"
    report = frictionless_report(out)
    faults = [str(error) for error in report.flatten(["title", "rowNumber", "fieldName", "message"])]
    listed = {one["path"] for one in json.loads((out / "datapackage.json").read_text("utf-8"))["resources"]}
    present = {str(path.relative_to(out)) for path in out.rglob("*.csv")}
    if listed - {"tildeling.csv"} != present - {"tildeling.csv"}:
        faults.append(f"datapackage.json lists {sorted(listed)}, there are {sorted(present)}")
    return faults, f"{len(report.tasks)} tables valid for Frictionless"


# --- openxml -----------------------------------------------------------------------------------------------------------


def sdk(validator, path):
    done = subprocess.run([validator, str(path)], capture_output=True, text=True, timeout=300)
    try:
        return json.loads(done.stdout)
    except json.JSONDecodeError:
        sys.exit(f"the validator could not be run on {path}: {(done.stderr or done.stdout).strip()[-300:]}")


def openxml(out, scratch, validator):
    first = books(out)[0]
    plant = lambda data: data.replace(b"<sheetData>", b"<sheetData><cow/>", 1)
    if sdk(validator, changed(first, scratch / "planted.xlsx", r"xl/worksheets/sheet\d+\.xml", plant))["ok"]:
        return ["a planted unknown element was not seen"], "control failed"
    faults = []
    for path in books(out):
        report = sdk(validator, path)
        faults += [f"{path.name} {one.get('path')}: {one.get('description')}" for one in report["errors"]]
        if not report["ok"] and not report["errors"]:
            faults.append(f"{path.name}: not valid, no reason given")
    return faults, f"{len(books(out))} workbooks valid for the Open XML SDK"


# --- page --------------------------------------------------------------------------------------------------------------


def chromium(scratch, *arguments):
    programs = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    program = next((found for found in map(shutil.which, programs) if found), None)
    if not program:
        sys.exit("no Chromium")
    command = [program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"]
    command += [f"--user-data-dir={scratch}/chromium", "--no-first-run", "--disable-extensions", "--enable-logging=stderr"]
    # Nothing but the file itself may be fetched.
    command += ["--host-resolver-rules=MAP * ~NOTFOUND", "--virtual-time-budget=5000", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=180)
    return done, re.findall(r":CONSOLE[:(]\d+\)?\] (.*)", done.stderr)


def address(path):
    return Path(path).resolve().as_uri()


def variety(picture):
    """How many different byte values the picture data of a PNG hold: a blank page has next to none."""
    data = Path(picture).read_bytes()
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        return 0
    at, parts = 8, []
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] == b"IDAT":
            parts.append(data[at + 8 : at + 8 + length])
        at += length + 12
    return len(set(zlib.decompress(b"".join(parts))))


DARK = "--blink-settings=preferredColorScheme=0"


def narrow(page, scratch):
    """A page with another in a frame of 390 px: no window of Chromium is that narrow."""
    frame = scratch / f"narrow-{Path(page).stem}.html"
    frame.write_text(f'<!doctype html><html lang="nn"><title>390</title><body style="margin:0"><iframe title="390" '
                     f'src="{address(page)}" style="width:390px;height:1600px;border:0"></iframe></body>')
    return frame


def opens(path):
    """Whether a file that the page links to opens as what it is called."""
    import openpyxl

    if path.suffix == ".xlsx":
        return bool(openpyxl.load_workbook(path).sheetnames)
    return len(semicolons(path)) > 0


# Sorts the first list by its first column, back and forth, and searches: as a person does, with the page's own
# controls, which are a button and a search field and so answer to the keyboard.
USED = """
const button = document.querySelector('th button'), th = button.closest('th'), table = th.closest('table');
const first = () => table.tBodies[0].rows[0].textContent;
button.focus(); button.click(); const one = [th.getAttribute('aria-sort'), first()];
button.click(); const other = [th.getAttribute('aria-sort'), first()];
const field = document.querySelector('input[type=search]'); field.focus(); field.value = 'Voss';
field.dispatchEvent(new Event('input', {bubbles: true}));
const rows = [...document.querySelectorAll('table[data-sortable] tbody tr')];
const shown = rows.filter(row => !row.hidden);
console.info('used ' + JSON.stringify({sorted: one[0] !== other[0] && one[1] !== other[1], shown: shown.length, all: rows.length,
  right: shown.every(row => row.textContent.includes('Voss')), said: document.querySelector('output').textContent,
  focused: document.activeElement === field}));
"""


def used(out, scratch):
    """What the page's own controls do, as one line of JSON."""
    played = scratch / "played.html"
    html = (out / "index.html").read_text("utf-8")
    played.write_text(html.replace("</body>", f"<script>{USED}</script></body>"), "utf-8")
    _, said = chromium(scratch, f"--screenshot={scratch}/played.png", address(played))
    found = [json.loads(hit[1].replace('\\"', '"')) for line in said if (hit := re.search(r"used (\{.*\})", line))]
    return found[0] if found else {"said": said}


def page(out, scratch):
    blank = scratch / "planted.html"
    blank.write_text("<!doctype html><script>console.error('planted'); missing()</script>")
    _, said = chromium(scratch, f"--screenshot={scratch}/planted.png", address(blank))
    nothing = variety(scratch / "planted.png")
    if len(said) < 2 or nothing > 50:
        return [f"planted errors were not seen: {said}, or a blank page was taken for a full one ({nothing})"], "control failed"
    faults, pictures = [], set()
    html = out / "index.html"
    index = address(html)
    for width, scheme in [(1280, []), (1280, [DARK]), (390, []), (390, [DARK])]:
        picture = scratch / f"page-{width}-{len(scheme)}.png"
        target = index if width > 500 else address(narrow(html, scratch))
        _, said = chromium(scratch, f"--window-size={max(width, 500)},1600", *scheme, f"--screenshot={picture}", target)
        faults += [f"at {width} px the console says {line}" for line in said]
        if not picture.is_file() or variety(picture) < 100:
            faults.append(f"at {width} px the picture of the page is empty")
        else:
            pictures.add(picture.read_bytes())
    if len(pictures) < 4:
        faults.append("light and dark, or wide and narrow, look the same")
    run = json.loads((out / "run.json").read_text("utf-8"))
    spoken = f"{int(Decimal(run['totals']['granted_amount'])):,}".replace(",", " ")
    offices = {one["office"] for one in run["applications"] if one["granted"] != "0"}
    for how, arguments in {"printed": [], "printed without scripts": ["--blink-settings=scriptEnabled=false"]}.items():
        print_out = scratch / "page.pdf"
        chromium(scratch, f"--print-to-pdf={print_out}", "--no-pdf-header-footer", *arguments, index)
        said = subprocess.run(["pdftotext", "-layout", str(print_out), "-"], capture_output=True, text=True).stdout
        text = said.replace("\u00a0", " ")
        faults += [f"the page {how} does not say {word}" for word in [spoken, *offices] if word not in text]
    played = used(out, scratch)
    if not (played.get("sorted") and played.get("right") and 0 < played["shown"] < played["all"] and played.get("focused")):
        faults.append(f"sorting and searching: {played}")
    links = sorted(set(re.findall(r'href="([^"#][^"]*)"', html.read_text("utf-8"))))
    faults += [f"{link} does not open" for link in links if not opens(out / link)]
    return faults, f"index.html drawn four ways, printed with and without scripts, sorted, searched; {len(links)} links open"


def violations(html, script, scratch, width, *arguments):
    """What axe-core says of a page, a line for each violation, and how many rules it passed."""
    say = "axe.run().then(r => { for (const v of r.violations) console.error(v.id + ': ' + v.nodes[0].html.slice(0, 120));"
    say += " console.info('passed ' + r.passes.length); })"
    judged = scratch / "judged.html"
    judged.write_text(html.replace("</body>", f"<script>{script}</script><script>{say}</script></body>"), "utf-8")
    target = address(judged if width > 500 else narrow(judged, scratch))
    size = f"--window-size={max(width, 500)},1600"
    _, said = chromium(scratch, size, *arguments, f"--screenshot={scratch}/judged.png", target)
    passed = [int(found) for line in said for found in re.findall(r'^"passed (\d+)"', line)]
    return [line for line in said if not line.startswith('"passed ')], sum(passed)


def axe(out, scratch, axe_js):
    script = Path(axe_js).read_text("utf-8")
    html = (out / "index.html").read_text("utf-8")
    planted = html.replace("<h1", '<img src="data:,"><p style="color:#bbb;background:#fff">planted</p><h1', 1)
    seen, _ = violations(planted, script, scratch, 1280)
    if not {"image-alt", "color-contrast"} <= {re.split(r'[":]+', line)[1] for line in seen}:
        return [f"planted violations were not seen: {seen}"], "control failed"
    faults, rules = [], []
    for width in (1280, 390):
        for scheme, arguments in {"light": [], "dark": [DARK]}.items():
            found, passed = violations(html, script, scratch, width, *arguments)
            faults += [f"{width} px, {scheme}: {line}" for line in found]
            rules.append(passed)
    if min(rules) < 20:
        faults.append(f"axe-core passed only {rules} rules: it did not run to its end")
    return faults, f"axe-core on index.html, 1280 and 390 px, light and dark: {rules} rules passed"


def walk_ends(step):
    """Every end of a walk of `trace --format json`."""
    return ([step["read"]] if "read" in step else []) + [end for part in step.get("from", []) for end in walk_ends(part)]


def holds(batch, end, books):
    """Whether openpyxl finds the very content of an end in its cell; None where the file is not one it reads."""
    import openpyxl
    if not end["file"].endswith((".xlsx", ".xlsm")):
        return None
    if end["file"] not in books:
        books[end["file"]] = openpyxl.load_workbook(batch / end["file"], data_only=True)
    found, raw = books[end["file"]][end["sheet"]][end["cell"]].value, end["raw"]
    return found == raw if isinstance(found, str) else found is not None and Decimal(str(found)) == Decimal(raw)


def trace(out, _scratch, program, batch):
    """Every award walked back by the program ends in cells that openpyxl finds with that very content."""
    import openpyxl

    faults, books, looked, awards, cells = [], {}, 0, 0, 0
    for one in json.loads((out / "run.json").read_text("utf-8"))["applications"]:
        if one["granted"] == "0":
            continue
        said = subprocess.run([program, "trace", out, one["id"], "--batch", batch, "--format", "json"], capture_output=True)
        ends = [end for figure in json.loads(said.stdout)["figures"] for end in walk_ends(figure["walk"])]
        if said.returncode or any(end.get("again") != "agrees" for end in ends):
            faults.append(f"{one['id']}: exit {said.returncode}, or a cell that the program itself does not find again")
        if not any(end["file"] == one["source"]["file"] and end.get("cell") == one["source"]["cells"]["applied"] for end in ends):
            faults.append(f"{one['id']}: no end in the amount applied for")
        seen = [(end, holds(Path(batch), end, books)) for end in ends]
        faults += [f"{one['id']}: {end}" for end, agrees in seen if agrees is False]
        looked += sum(agrees is True for _, agrees in seen)
        awards += 1
    figures = openpyxl.load_workbook(out / "tabelldata.xlsx", data_only=True)
    for sheet in figures.worksheets[:2]:
        # The first two columns are the line's number and its text.
        for cell in (cell for row in sheet.iter_rows(min_col=3) for cell in row if isinstance(cell.value, (int, float))):
            asked = f"tabelldata:{sheet.title}:{cell.coordinate}"
            said = subprocess.run([program, "trace", out, asked, "--batch", batch, "--format", "json"], capture_output=True)
            if said.returncode:
                faults.append(f"{asked} ({cell.value}): exit {said.returncode}")
                continue
            ends = [end for figure in json.loads(said.stdout)["figures"] for end in walk_ends(figure["walk"])]
            faults += [f"{asked}: {end}" for end in ends if holds(Path(batch), end, books) is False]
            cells += 1
    planted = {"file": "ramme.xlsx", "sheet": "Ramme", "cell": "D2", "raw": "1"}
    if holds(Path(batch), planted, books):
        return ["a planted end with the wrong content was taken for right"], "control failed"
    if awards < 20 or looked < 5 * awards:
        faults.append(f"only {looked} cells of {awards} awards were looked at")
    if cells < 50:
        faults.append(f"only {cells} cells of tabelldata.xlsx were walked back")
    return faults, f"{awards} awards, {looked} cells as openpyxl sees them, {cells} cells of tabelldata.xlsx"


if __name__ == "__main__":
    main()
