#!/usr/bin/env python3
"""Holds every workbook that is written against the rules of the format, those too that no validator knows; and shows that
the gate sees what it must: each kind of fault is planted once.

usage: written.py CHECK FOLDER [ARGUMENT]

    rules FOLDER                 every workbook below FOLDER keeps the rules
    returned FOLDER              the correction workbooks in FOLDER/retur open the cells they list, and no others
    faults FOLDER VALIDATOR      N of N planted faults are seen, and a workbook without one is clean
    broken FOLDER                one changed cell, and Kontroll shows it when LibreOffice has calculated again
    public FOLDER                nothing hidden, nobody's name and no internal column in the public files, unzipped
    locale FOLDER                LibreOffice with Norwegian settings reads every CSV without loss, and runs nothing
"""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
import zlib
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import outputs

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SHEET, TABLE, STRINGS = r"xl/worksheets/sheet\d+\.xml", r"xl/tables/table\d+\.xml", r"xl/sharedStrings\.xml"


def main():
    checks = {"rules": rules, "returned": returned, "faults": faults, "broken": broken, "public": public, "locale": locale}
    if len(sys.argv) < 3 or sys.argv[1] not in checks:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory(prefix="tilskot-ci-") as scratch:
        wrong, seen = checks[sys.argv[1]](Path(sys.argv[2]), Path(scratch), *sys.argv[3:])
    for one in wrong[:20]:
        print(f"  {one}")
    print(f"{sys.argv[1]}: {seen}, {len(wrong)} wrong")
    sys.exit(1 if wrong else 0)


# --- rules -------------------------------------------------------------------------------------------------------------


def place(reference):
    """`C14` as (14, 3)."""
    letters, digits = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d+)", reference).groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(digits), column


def area(reference):
    first, _, last = reference.partition(":")
    return place(first) + place(last or first)


def overlap(one, other):
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


class Book:
    """The parts of a workbook."""

    def __init__(self, path):
        self.name, self.wrong, self.names = Path(path).name, [], []
        with zipfile.ZipFile(path) as archive:
            self.listed = archive.namelist()
            try:
                self.damaged = archive.testzip()
            except zlib.error as error:
                self.damaged = f"a part ({error})"
            self.parts = {} if self.damaged else {name: archive.read(name) for name in self.listed}
        self.strings = [] if self.damaged else self.texts()

    def say(self, what):
        self.wrong.append(f"{self.name}: {what}")

    def xml(self, name):
        return ElementTree.fromstring(self.parts[name])

    def fitting(self, pattern):
        return [name for name in self.parts if re.fullmatch(pattern, name)]

    def texts(self):
        if "xl/sharedStrings.xml" not in self.parts:
            return []
        return ["".join(one.itertext()) for one in self.xml("xl/sharedStrings.xml").iter(MAIN + "si")]

    def tables_of(self, sheet):
        relations = sheet.replace("worksheets/", "worksheets/_rels/") + ".rels"
        if relations not in self.parts:
            return []
        targets = [one.get("Target") for one in self.xml(relations) if one.get("Type").endswith("/table")]
        return [self.xml("xl/" + target.removeprefix("../")) for target in targets]


def rules_of(path):
    """Which rules a workbook breaks."""
    book = Book(path)
    if len({name.lower() for name in book.listed}) < len(book.listed):
        book.say("two parts of one name")
    if book.damaged:
        book.say(f"{book.damaged} is damaged")
        return book.wrong
    for text in book.strings:
        if len(text.encode("utf-16-le")) // 2 > 32_767:
            book.say("a text longer than a cell holds")
    names_of(book)
    for sheet in book.fitting(SHEET):
        look_at(book, sheet)
        if book.tables_of(sheet):
            on_paper(book, sheet)
    for drawing in book.fitting(r"xl/drawings/drawing\d+\.xml"):
        for one in book.xml(drawing).iter():
            if one.tag.endswith("}cNvPr") and not one.get("descr") and b"graphicFrame" in book.parts[drawing]:
                book.say(f"{drawing}: a picture without a text for those who cannot see it")
    return book.wrong


def names_of(book):
    names = [sheet.get("name") for sheet in book.xml("xl/workbook.xml").iter(MAIN + "sheet")]
    tables = [book.xml(name).get("displayName") for name in book.fitting(TABLE)]
    for kind, found in {"sheets": names, "tables": tables}.items():
        if len({name.lower() for name in found}) < len(found):
            book.say(f"two {kind} of one name")
    for name in names:
        if len(name) > 31 or re.search(r"[\[\]:*?/\\]", name) or name.startswith("'") or name.endswith("'"):
            book.say(f"a sheet cannot be called {name!r}")


def on_paper(book, name):
    """A sheet with a table keeps its header in sight, on the screen and on each page, and lies across a page's width."""
    sheet, number = book.xml(name), int(re.search(r"sheet(\d+)", name)[1])
    if not any(pane.get("state") == "frozen" for pane in sheet.iter(MAIN + "pane")):
        book.say(f"{name}: its header is not frozen")
    titles = [one for one in book.xml("xl/workbook.xml").iter(MAIN + "definedName") if one.get("name") == "_xlnm.Print_Titles"]
    if str(number - 1) not in [one.get("localSheetId") for one in titles]:
        book.say(f"{name}: no rows stand on every page")
    setup, fit = sheet.find(MAIN + "pageSetup"), sheet.find(f"{MAIN}sheetPr/{MAIN}pageSetUpPr")
    if setup is None or setup.get("orientation") != "landscape":
        book.say(f"{name}: is not in landscape")
    if fit is None or fit.get("fitToPage") != "1" or setup is None or setup.get("fitToWidth", "1") != "1":
        book.say(f"{name}: does not fit the width of a page")


def look_at(book, name):
    sheet = book.xml(name)
    cells, last_row = {}, 0
    for row in sheet.iter(MAIN + "row"):
        number, last = int(row.get("r")), 0
        if number <= last_row:
            book.say(f"{name}: row {number} stands after row {last_row}")
        last_row = number
        for cell in row.iter(MAIN + "c"):
            at = place(cell.get("r"))
            if at[0] != number or at[1] <= last:
                book.say(f"{name}: {cell.get('r')} does not stand in its place")
            last = at[1]
            cells[at] = content(book, name, cell)
    for rule in sheet.iter(MAIN + "dataValidation"):
        listed = rule.findtext(MAIN + "formula1") or ""
        if rule.get("type") == "list" and listed.startswith('"') and len(listed) - 2 > 255:
            book.say(f"{name}: a list of {len(listed) - 2} letters for {rule.get('sqref')}")
        if len(rule.get("promptTitle", "")) > 32 or len(rule.get("prompt", "")) > 255 or len(rule.get("error", "")) > 255:
            book.say(f"{name}: a help text that is too long for {rule.get('sqref')}")
    taken = [("merged cells", area(one.get("ref"))) for one in sheet.iter(MAIN + "mergeCell")]
    for table in book.tables_of(name):
        taken.append((f"table {table.get('name')}", area(table.get("ref"))))
        headers(book, table, cells)
    for at, (what, one) in enumerate(taken):
        for other_what, other in taken[at + 1 :]:
            if overlap(one, other):
                book.say(f"{name}: {what} and {other_what} overlap")


def content(book, sheet, cell):
    formula, value = cell.findtext(MAIN + "f"), cell.findtext(MAIN + "v")
    at = f"{sheet} {cell.get('r')}"
    if formula is not None and len(formula) > 8_192:
        book.say(f"{at}: a formula of {len(formula)} letters")
    if formula is not None and value is None:
        book.say(f"{at}: a formula without its value")
    if cell.get("t") == "e":
        book.say(f"{at} shows {value}")
    if cell.get("t") == "s":
        if not value.isdigit() or int(value) >= len(book.strings):
            book.say(f"{at}: no text {value}")
            return None
        return book.strings[int(value)]
    return value


def headers(book, table, cells):
    """Unique, equal to the cells; and no empty row below them."""
    name, (first, left, last, right) = table.get("name"), area(table.get("ref"))
    called = [one.get("name") for one in table.iter(MAIN + "tableColumn")]
    if len({one.lower() for one in called}) < len(called):
        book.say(f"table {name}: two headers of one name")
    shown = [cells.get((first, column)) for column in range(left, right + 1)]
    # A line break in a name is written as it is known to Excel.
    if [one.replace("_x000a_", "\n") for one in called] != shown:
        book.say(f"table {name}: its headers are {called}, its cells {shown}")
    for row in range(first + 1, last + 1):
        if not any(cells.get((row, column)) for column in range(left, right + 1)):
            book.say(f"table {name}: row {row} is empty")


def rules(folder, _scratch):
    books = outputs.books(folder)
    wrong = [fault for path in books for fault in rules_of(path)]
    return wrong, f"{len(books)} workbooks keep the rules"


# --- returned ----------------------------------------------------------------------------------------------------------


def stamped(book):
    """The cells that the stamp of a correction workbook says are open, by sheet."""
    said = {name.value: value.value for name, value in book["tilskot"].iter_rows()}
    opened = {}
    for key, sheet in said.items():
        if number := re.fullmatch(r"tilskot\.sheet\.(\d+)\.name", key):
            lines = [value for key, value in said.items() if key.startswith(f"tilskot.sheet.{number[1]}.open.")]
            opened[sheet] = {cell for line in lines for run in line.split() for cell in cells_of(run)}
    return opened


def cells_of(run):
    """The cells of `D5`, or of the run `D5:D60`."""
    top, left, bottom, _ = area(run)
    return [(row, left) for row in range(top, bottom + 1)]


def returned_faults(path):
    import openpyxl

    book = openpyxl.load_workbook(path)
    wrong, opened, listed = [], stamped(book), book.worksheets[0]
    say = lambda what: wrong.append(f"{path.name}: {what}")
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible" and not sheet.protection.sheet:
            say(f"{sheet.title} is not protected")
        cells = [cell for row in sheet.iter_rows() for cell in row]
        unlocked = {(cell.row, cell.column) for cell in cells if not cell.protection.locked}
        # A column or row without cells may be open too.
        lines = [one for lines in (sheet.column_dimensions, sheet.row_dimensions) for one in lines.values()]
        if any(line.has_style and not line.protection.locked for line in lines):
            say(f"{sheet.title}: a whole row or column is open")
        if unlocked != opened.get(sheet.title, set()):
            say(f"{sheet.title}: open {sorted(unlocked)}, said to be {sorted(opened.get(sheet.title, set()))}")
        noted = {(cell.row, cell.column) for cell in cells if cell.comment and cell.comment.text.strip()}
        if unlocked - noted:
            say(f"{sheet.title}: nothing is said at {sorted(unlocked - noted)}")
    top, _, bottom, right = area(next(iter(listed.tables.values())).ref)
    where = [cell.column for cell in listed[top]][2]
    for row in range(top + 1, bottom + 1):
        if not listed.cell(row, where).value:
            continue
        links = [listed.cell(row, column).hyperlink for column in range(1, right + 1)]
        target = next((link.location for link in links if link and link.location), None)
        match = re.fullmatch(r"'(.*)'!([A-Z]+\d+)(:[A-Z]+\d+)?", target or "")
        if not match or match[1].replace("''", "'") not in book.sheetnames:
            say(f"row {row} of the list leads to {target}")
        elif place(match[2]) not in opened.get(match[1].replace("''", "'"), set()):
            say(f"row {row} of the list leads to {target}, which is not open")
    return wrong, sum(map(len, opened.values()))


def returned(folder, scratch):
    """Every correction workbook; and two with a fault that must be seen."""
    import openpyxl

    paths = sorted((folder / "retur").glob("*.xlsx"))
    if not paths:
        return [f"{folder} has no correction workbooks"], "none looked at"
    wrong, cells = [], 0
    for path in paths:
        more, count = returned_faults(path)
        wrong += more
        cells += count
    for name, fault in {"all open": unlock_all, "unprotected": unprotect}.items():
        book = openpyxl.load_workbook(paths[0])
        fault(book.worksheets[1])
        book.save(scratch / f"{name}.xlsx")
        if not returned_faults(scratch / f"{name}.xlsx")[0]:
            wrong.append(f"a workbook that was made «{name}» looks right")
    return wrong, f"{len(paths)} correction workbooks open {cells} cells, each with its note and no other"


def unlock_all(sheet):
    from openpyxl.styles import Protection

    for row in sheet.iter_rows():
        for cell in row:
            cell.protection = Protection(locked=False)


def unprotect(sheet):
    sheet.protection.sheet = False


# --- faults ------------------------------------------------------------------------------------------------------------


def swap(pattern):
    """Puts the second of two neighbours before the first."""
    return lambda data: re.sub(pattern, rb"\2\1", data, count=1, flags=re.S)


def replace(old, new):
    return lambda data: re.sub(old, new, data, count=1, flags=re.S)


def two_headers(data):
    first, second = re.findall(rb'<tableColumn id="\d+" name="([^"]*)"', data)[:2]
    return data.replace(b'name="' + second + b'"', b'name="' + first + b'"', 1)


def grow_table(data):
    """A table that reaches over everything below it."""
    return re.sub(rb'ref="([A-Z]+\d+):([A-Z]+)\d+"', rb'ref="\1:\g<2>900"', data)


LONG = b"1" + b"+1" * 4_100
PLANTED = {
    "a wrong stored value": (
        "tildeling.xlsx", SHEET, replace(rb"(</f><v>)(\d)", rb"\g<1>9\2"),
        "stores",
    ),
    "an element that no schema knows": (
        "tildeling.xlsx", SHEET, replace(rb"<sheetData>", b"<sheetData><cow/>"),
        "cow",
    ),
    "elements in another order": (
        "tildeling.xlsx", SHEET, swap(rb"(<cols>.*?</cols>)(<sheetData>.*?</sheetData>)"),
        "unexpected child",
    ),
    "a margin that is no number": (
        "tildeling.xlsx", SHEET, replace(rb'left="[\d.]+"', b'left="wide"'),
        "left",
    ),
    "two headers of one name": (
        "tildeling.xlsx", TABLE, two_headers,
        "two headers",
    ),
    "a header that its cell does not have": (
        "tildeling.xlsx", TABLE, replace(rb'(<tableColumn id="2" name=")', rb"\1x"),
        "its headers are",
    ),
    "two tables of one name": (
        "tildeling.xlsx", TABLE.replace(r"\d+", "2"), replace(rb'(isplayName=")[^"]*', rb"\1innstilling"),
        "two tables of one name",
    ),
    "merged cells in a table": (
        "tildeling-offentleg.xlsx", SHEET, replace(rb"(<mergeCell ref=\"[A-Z]+\d+:[A-Z]+)\d+", rb"\g<1>12"),
        "merged cells and table",
    ),
    "merged cells over merged cells": (
        "tildeling.xlsx", SHEET, replace(rb'<mergeCells count="\d+">(<mergeCell [^>]*>)', rb'<mergeCells count="2">\1\1'),
        "merged cells and merged cells",
    ),
    "two tables over each other": (
        "tildeling.xlsx", TABLE, grow_table,
        "overlap",
    ),
    "cells out of order": (
        "tildeling.xlsx", SHEET, swap(rb'(<c r="A\d+"[^>]*><v>\d+</v></c>)(<c r="B\d+"[^>]*><v>[^<]*</v></c>)'),
        "in its place",
    ),
    "rows out of order": (
        "tildeling.xlsx", SHEET, swap(rb'(<row r="1".*?</row>)(<row r="2".*?</row>)'),
        "stands after",
    ),
    "a formula that is too long": (
        "tildeling.xlsx", SHEET, replace(rb"<f>[^<]*</f>", b"<f>" + LONG + b"</f>"),
        "a formula of",
    ),
    "a formula without its value": (
        "tildeling.xlsx", SHEET, replace(rb"(</f>)<v>[^<]*</v>", rb"\1"),
        "without its value",
    ),
    "an error that is shown": (
        "tildeling.xlsx", SHEET, replace(rb'<c r="([A-Z]+\d+)"( s="\d+")?><f>[^<]*</f><v>[^<]*</v>', rb'<c r="\1"\2 t="e"><v>#REF!</v>'),
        "shows #REF!",
    ),
    "a text that is not there": (
        "tildeling.xlsx", SHEET, replace(rb'( t="s"><v>)\d+', rb"\g<1>999999"),
        "no text 999999",
    ),
    "a text that no cell holds": (
        "tildeling.xlsx", STRINGS, replace(rb"(<t[^>]*>)", rb"\1" + b"x" * 32_768),
        "longer than a cell holds",
    ),
    "an empty row in a table": (
        "tildeling-offentleg.xlsx", r"xl/tables/table3\.xml", grow_table,
        "is empty",
    ),
    "a sheet name that is too long": (
        "tildeling.xlsx", r"xl/workbook\.xml", replace(rb'(<sheet name=")', rb"\1" + b"x" * 31),
        "cannot be called",
    ),
    "two sheets of one name": (
        "tildeling.xlsx", r"xl/workbook\.xml", replace(rb'(<sheet name=")([^"]*)(".*?<sheet name=")[^"]*', rb"\1\2\3\2"),
        "two sheets",
    ),
    "a list that is too long": (
        "skjema.xlsx", SHEET, replace(rb'(type="list"[^>]*>)<formula1>[^<]*', rb'\1<formula1>"' + b"ja," * 100 + b'nei"'),
        "a list of",
    ),
    "a chart without words": (
        "tildeling.xlsx", r"xl/drawings/drawing\d+\.xml", replace(rb' descr="[^"]*"', b""),
        "cannot see it",
    ),
    "a header that scrolls away": (
        "tildeling.xlsx", SHEET, replace(rb' state="frozen"', b""),
        "is not frozen",
    ),
    "pages without a header": (
        "tildeling.xlsx", r"xl/workbook\.xml", replace(rb'(_xlnm\.Print_Titles" localSheetId=")\d+', rb"\g<1>90"),
        "no rows stand on every page",
    ),
    "a table on upright pages": (
        "tildeling.xlsx", SHEET, replace(rb'orientation="landscape"', b'orientation="portrait"'),
        "is not in landscape",
    ),
    "a table wider than a page": (
        "tildeling.xlsx", SHEET, replace(rb'fitToPage="1"', b'fitToPage="0"'),
        "does not fit the width",
    ),
    "an author": (
        "tildeling-offentleg.xlsx", r"docProps/core\.xml", replace(rb"(<dc:title>)", rb"<dc:creator>Kari</dc:creator>\1"),
        "somebody is named",
    ),
    "a hidden row": (
        "tildeling-offentleg.xlsx", SHEET, replace(rb'<row r="2"', b'<row r="2" hidden="1"'),
        "hidden",
    ),
    "a hidden sheet": (
        "tildeling-offentleg.xlsx", r"xl/workbook\.xml", replace(rb"(<sheet name=)", rb'<sheet state="hidden" name='),
        "hidden",
    ),
    "an e-mail address": (
        "tildeling-offentleg.xlsx", STRINGS, replace(rb"(<t[^>]*>)", rb"\1kari@example.no "),
        "kari@example.no",
    ),
    "an internal column": (
        "tildeling-offentleg.xlsx", STRINGS, replace(rb"(<t[^>]*>)Ny<", rb"\1Poeng<"),
        "holds 'Poeng'",
    ),
}


def damaged(path, target):
    """A byte of a part turned over."""
    data = bytearray(path.read_bytes())
    data[data.index(b"xl/worksheets/sheet1.xml") + 60] ^= 0x40
    target.write_bytes(data)


def doubled(path, target):
    shutil.copy(path, target)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("xl/Workbook.xml", archive.read("xl/workbook.xml"))


ON_BYTES = {"a damaged part": (damaged, "is damaged"), "two parts of one name": (doubled, "two parts of one name")}


def seen_by(path, scratch, validator, is_public):
    """The first part of the gate that finds fault with a workbook, and what it says."""
    try:
        said = rules_of(path)
    except (ElementTree.ParseError, KeyError, AttributeError, ValueError) as error:
        return "rules", str(error)
    if said:
        return "rules", "; ".join(said)
    if is_public and (said := public_faults(path)):
        return "public", "; ".join(said)
    report = outputs.sdk(validator, path)
    if not report["ok"]:
        return "Open XML SDK", json.dumps(report["errors"])
    said = outputs.compare(path, scratch)
    return ("LibreOffice" if said else None), "; ".join(said)


def faults(folder, scratch, validator):
    wrong, by = [], {}
    sources = {path.name: path for path in outputs.books(folder)}
    public_one = "tildeling-offentleg.xlsx"
    for name in ("tildeling.xlsx", public_one, "skjema.xlsx"):
        who, said = seen_by(sources[name], scratch, validator, name == public_one)
        if who:
            wrong.append(f"{name} is not clean before a fault is planted: {who}: {said[:200]}")
    for at, what in enumerate([*PLANTED, *ON_BYTES]):
        name, part, change, expected = PLANTED.get(what, ("tildeling.xlsx", None, *ON_BYTES.get(what, (None, None))))
        target = scratch / f"{at}-{name}"
        if part:
            outputs.changed(sources[name], target, part, change)
        else:
            change(sources[name], target)
        who, said = seen_by(target, scratch, validator, name == public_one)
        if who and expected in said:
            by[who] = by.get(who, 0) + 1
        else:
            wrong.append(f"{what} was not seen as such; {who} says: {said[:200]}")
    told = ", ".join(f"{count} by {who}" for who, count in sorted(by.items()))
    return wrong, f"{sum(by.values())} of {len(PLANTED) + len(ON_BYTES)} faults seen ({told})"


# --- broken ------------------------------------------------------------------------------------------------------------


def cell_below(sheet, header, row):
    """The cell `row` rows below a header, where a table has it."""
    for line in sheet.iter_rows():
        for cell in line:
            if cell.value == header:
                return sheet.cell(cell.row + row, cell.column)
    sys.exit(f"no {header!r} on {sheet.title}")


# Workbook, sheet, header, rows below it, and what stands there instead.
BROKEN = [
    ("tildeling.xlsx", "Innstilling", "Tildelt (kr)", 1, 1_150_001),
    ("tildeling.xlsx", "Innstilling", "Tildelt (kr)", 24, 0),
    ("tildeling.xlsx", "Innstilling", "Tildelte stillingar (årsverk)", 3, 2.5),
    ("tildeling.xlsx", "Innstilling", "Utfall", 2, "Innvilget?"),
    ("tildeling.xlsx", "Innstilling", "Pott", 5, "Ein annan pott"),
    ("tildeling.xlsx", "Innstilling", "Søkt om (kr)", 7, 999_999),
    ("tildeling.xlsx", "Innstilling", "Søkte stillingar (årsverk)", 4, 9),
    ("tildeling.xlsx", "Innstilling", "Tilskotsgrunnlag (kr)", 7, 999_999),
    ("tildeling.xlsx", "Pottar", "Rest (kr)", 1, 10),
    ("tildeling.xlsx", "Pottar", "Beløp (kr)", 1, 17_580_001),
    ("tildeling.xlsx", "Grunngiving", "Tildelt (kr)", 7, 5),
    ("tabelldata.xlsx", "Tildeling per kommune", "2023 (kr)", 1, 1),
    ("tabelldata.xlsx", "Ramme og tildeling per pott", "2023 (kr)", 2, 1),
    ("tabelldata.xlsx", "Budsjettendring per kommune", "2024 (kr)", 2, 1),
]


def results(path):
    """What Kontroll says, line by line."""
    import openpyxl

    sheet = openpyxl.load_workbook(path, data_only=True)["Kontroll"]
    header = next(cell for line in sheet.iter_rows() for cell in line if cell.value == "Resultat")
    column = [sheet.cell(row, header.column).value for row in range(header.row + 1, sheet.max_row + 1)]
    return [word for word in column if word]


def broken(folder, scratch):
    import openpyxl

    edited = []
    for at, (name, sheet, header, row, value) in enumerate([(name, None, None, 0, None) for name in ("tildeling.xlsx", "tabelldata.xlsx")] + BROKEN):
        book = openpyxl.load_workbook(folder / name)
        if sheet:
            cell = cell_below(book[sheet], header, row)
            if cell.value == value or cell.data_type == "f":
                sys.exit(f"{sheet} {cell.coordinate} cannot be changed to {value}")
            cell.value = value
        edited.append(scratch / f"{at:02}-{name}")
        book.save(edited[-1])
    outputs.recalculate(edited, scratch)
    said = [results(outputs.recalculated(path, scratch)) for path in edited]
    wrong = [f"{path.name}: {words}" for path, words in zip(edited[:2], said) if set(words) != {"OK"} or len(words) < 10]
    for (name, sheet, header, row, _), words in zip(BROKEN, said[2:]):
        if set(words) <= {"OK"}:
            wrong.append(f"{name}: {header} in row {row} of {sheet} was changed, and Kontroll does not show it")
    return wrong, f"{len(BROKEN)} changed cells, each shown on Kontroll; as written {len(said[0])} and {len(said[1])} lines say OK"


# --- public ------------------------------------------------------------------------------------------------------------

PERSONAL = rb"[\w.+-]+@[\w-]+\.\w+|\b[0-7]\d[0189]\d\d{2} ?\d{5}\b|(?<![\d.])(?:\+47 ?)?[49]\d{2} \d{2} \d{3}(?!\d)"
INTERNAL = ["Poeng", "Prioritet", "Neste steg", "Funn", "Kjelder", "Inhabil"]
PARTS_NOBODY_NEEDS = r"comments|vmlDrawing|persons|threadedComment|customXml|externalLink|printerSettings|vbaProject|revision"


def public_faults(path):
    """What must not be in a public workbook: looked for in its unzipped XML."""
    wrong = []
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            if re.search(PARTS_NOBODY_NEEDS, name):
                wrong.append(f"{path.name}: has {name}")
            if re.search(PERSONAL, data) and b"schemas" not in (found := re.search(PERSONAL, data)[0]):
                wrong.append(f"{path.name} {name}: {found[:40]!r}")
            if re.search(rb'hidden="(1|true)"|state="(very)?[hH]idden"', data):
                wrong.append(f"{path.name} {name}: something is hidden")
            if name.startswith("docProps/") and re.search(rb"<(dc:creator|cp:lastModifiedBy|Manager|Company)>[^<]", data):
                wrong.append(f"{path.name} {name}: somebody is named")
            if name == "xl/sharedStrings.xml":
                texts = ["".join(one.itertext()) for one in ElementTree.fromstring(data).iter(MAIN + "si")]
                wrong += [f"{path.name}: holds {text!r}" for text in texts if text in INTERNAL]
    return wrong


def public(folder, _scratch):
    """Besides the workbooks, the page: it links to nothing that is not for everybody."""
    books = [folder / "tildeling-offentleg.xlsx", folder / "tabelldata.xlsx"]
    wrong = [fault for path in books for fault in public_faults(path)]
    page = (folder / "index.html").read_text("utf-8")
    linked = {link for link in re.findall(r'href="([^"#][^"]*)"', page)}
    for link in linked:
        if not (folder / link).is_file() or not re.fullmatch(r"tildeling-offentleg\.xlsx|tabelldata\.xlsx|tabelldata/\w+\.csv", link):
            wrong.append(f"the page links to {link}")
    listed = json.loads((folder / "run.json").read_text("utf-8"))["applications"]
    scores = {one["score"] for one in listed if one.get("score")}
    told = [text for path in books for text in Book(path).strings]
    wrong += [f"the score {score} is told" for score in scores if score in told]
    if not public_faults(folder / "tildeling.xlsx"):
        wrong.append("the internal workbook looks public: the check sees nothing")
    return wrong, f"{len(books)} public workbooks unzipped and {len(linked)} links of the page looked at"


# --- locale ------------------------------------------------------------------------------------------------------------

# Semicolon, quotes, UTF-8, from line 1, Norwegian (1044), dates and numbers as that language has them, and formulas run: the
# settings under which most is lost.
NORWEGIAN = "CSV:59,34,76,1,,1044,false,true,false,false,false,0,true"


def spreadsheet_of(path, scratch):
    """A CSV file as LibreOffice with Norwegian settings opens it."""
    import openpyxl

    target = scratch / "lest"
    command = ["soffice", f"-env:UserInstallation=file://{scratch}/profile", "--headless", f"--infilter={NORWEGIAN}"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(target), str(path)]
    subprocess.run(command, capture_output=True, timeout=300)
    return openpyxl.load_workbook(target / f"{path.stem}.xlsx").active


def lost(path, scratch):
    """Cells that are not what the file says, and formulas."""
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), delimiter=";"))
    sheet = spreadsheet_of(path, scratch)
    wrong = []
    for at, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(at, column)
            found = cell.value
            if cell.data_type == "f":
                wrong.append(f"{path.name} {cell.coordinate} became a formula: {found}")
            elif isinstance(found, (int, float)) and not isinstance(found, bool):
                if not re.fullmatch(r"-?\d+(,\d+)?", text) or Decimal(str(found)) != Decimal(text.replace(",", ".")):
                    wrong.append(f"{path.name} {cell.coordinate}: {text!r} became {found!r}")
            elif hasattr(found, "isoformat"):
                if found.date().isoformat() != text:
                    wrong.append(f"{path.name} {cell.coordinate}: {text!r} became {found!r}")
            elif (found or "") != text:
                wrong.append(f"{path.name} {cell.coordinate}: {text!r} became {found!r}")
    return wrong, sum(map(len, rows))


def locale(folder, scratch):
    planted = scratch / "planted.csv"
    planted.write_text("Namn;Sum\r\n=1+1;1.5\r\n", "utf-8-sig")
    if len(lost(planted, scratch)[0]) < 2:
        return ["a planted formula and a number of another language were not seen"], "control failed"
    wrong, cells, files = [], 0, sorted(folder.rglob("*.csv"))
    for path in files:
        more, count = lost(path, scratch)
        wrong += more
        cells += count
    return wrong, f"{cells} cells of {len(files)} CSV files as LibreOffice with Norwegian settings reads them"


if __name__ == "__main__":
    main()
