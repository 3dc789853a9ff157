#!/usr/bin/env python3
"""Makes workbooks with every writer that is installed, for the campaign and for the comparison with openpyxl.

    python3 tests/tools/corpus.py FOLDER

Writers: openpyxl, XlsxWriter, LibreOffice (soffice), SheetJS and exceljs (npm i xlsx exceljs, below the working folder),
PyExcelerate, polars, and the files of rust_xlsxwriter that `cargo bench --bench reading -- make` has made. One that is not installed is named and left out.
"""
import datetime
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys

TEXTS = ["Nav Alver", "Første steg", "Ærlig & <åpen> \"prat\"", " blank først", "to\nlinjer", "", "7", "1 240 000 kr", "=tekst", "\U0001f4c4 ark", "_x000D_", "e\u0301"]


def value(numbers):
    kind = numbers.randrange(10)
    if kind < 3:
        return numbers.choice(TEXTS)
    if kind < 5:
        return numbers.randrange(-5, 5_000_000)
    if kind < 7:
        return round(numbers.uniform(-1e6, 1e7), numbers.randrange(0, 6))
    if kind == 7:
        return datetime.datetime(2023, numbers.randrange(1, 13), numbers.randrange(1, 29), numbers.randrange(24), numbers.randrange(60))
    if kind == 8:
        return numbers.random() < 0.5
    return numbers.uniform(0, 1) if numbers.random() < 0.5 else None


def rows(seed, height, width):
    numbers = random.Random(seed)
    return [[value(numbers) for _ in range(width)] for _ in range(height)]


def openpyxl_(path, table):
    import openpyxl
    book = openpyxl.Workbook()
    sheet = book.active
    for row in table:
        sheet.append([("'" + v if isinstance(v, str) and v.startswith("=") else v) for v in row])
    book.create_sheet("Ark to")["C3"] = "=1+1"
    book.save(path)


def xlsxwriter_(path, table, memory=False):
    import xlsxwriter
    book = xlsxwriter.Workbook(path, {"constant_memory": memory})
    date = book.add_format({"num_format": "dd.mm.yyyy hh:mm"})
    sheet = book.add_worksheet("Søknader")
    for at, row in enumerate(table):
        for column, v in enumerate(row):
            if isinstance(v, datetime.datetime):
                sheet.write_datetime(at, column, v, date)
            elif isinstance(v, str):
                sheet.write_string(at, column, v)
            elif v is not None:
                sheet.write(at, column, v)
    sheet.write_formula(len(table), 0, "=SUM(B1:B2)", None, 42)
    book.close()


def polars_(path, table):
    import polars
    columns = list(zip(*[[str(v) if v is not None else None for v in row] for row in table]))
    frame = {f"k{at}": list(column) for at, column in enumerate(columns)}
    polars.DataFrame(frame).write_excel(path)


TABLE = "const table = JSON.parse(require('fs').readFileSync(process.argv[1])).map(r => r.map(v => v && v.date ? new Date(v.date) : v));"
SHEETJS = TABLE + """
const X = require('xlsx');
const book = X.utils.book_new();
X.utils.book_append_sheet(book, X.utils.aoa_to_sheet(table, {cellDates: false}), 'Ark1');
X.writeFile(book, process.argv[2], {bookSST: process.argv[3] === 'sst', compression: true});
"""
EXCELJS = TABLE + """
const book = new (require('exceljs').Workbook)();
book.addWorksheet('Ark1').addRows(table);
book.xlsx.writeFile(process.argv[2]);
"""


def node_(program, path, table, *words):
    plain = [[{"date": v.isoformat() + "Z"} if isinstance(v, datetime.datetime) else v for v in row] for row in table]
    source = pathlib.Path("table.json")
    source.write_text(json.dumps(plain))
    done = subprocess.run(["node", "-e", program, str(source), str(path), *words], capture_output=True, text=True)
    source.unlink()
    if done.returncode:
        raise RuntimeError(done.stderr[-300:])


def pyexcelerate_(path, table):
    import pyexcelerate
    book = pyexcelerate.Workbook()
    book.new_sheet("Ark1", data=[[None if v == "" else v for v in row] for row in table])
    book.save(str(path))


def libreoffice_(folder, sources):
    out = folder / "lo"
    subprocess.run(["soffice", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), *map(str, sources)], check=True, capture_output=True)
    for made in out.iterdir():
        made.rename(folder / f"libreoffice-{made.name}")
    out.rmdir()


def main():
    folder = pathlib.Path(sys.argv[1]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    shapes = [(20, 8), (200, 12), (60, 30), (7, 3), (400, 15), (30, 19), (3000, 20), (900, 25)]
    for at, (height, width) in enumerate(shapes):
        table = rows(at, height, width)
        jobs = {
            "openpyxl": lambda p: openpyxl_(p, table),
            "xlsxwriter": lambda p: xlsxwriter_(p, table),
            "xlsxwriter-inline": lambda p: xlsxwriter_(p, table, True),
            "polars": lambda p: polars_(p, table),
            "sheetjs": lambda p: node_(SHEETJS, p, table, "sst"),
            "sheetjs-plain": lambda p: node_(SHEETJS, p, table, "none"),
            "exceljs": lambda p: node_(EXCELJS, p, table),
            "pyexcelerate": lambda p: pyexcelerate_(p, table),
        }
        for name, job in jobs.items():
            path = folder / f"{name}-{at}.xlsx"
            try:
                job(path)
            except Exception as error:  # a writer that is not there, or that refuses such a table
                print(f"{name}: {error!r}"[:200])
    try:
        libreoffice_(folder, sorted(folder.glob("openpyxl-*.xlsx")))
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"LibreOffice: {error}")
    made = pathlib.Path(__file__).resolve().parents[2] / "target/benches/small"
    for path in sorted(made.glob("*.xlsx"))[:6]:
        shutil.copy(path, folder / f"rust_xlsxwriter-{path.name}")
    print(len(list(folder.glob("*.xlsx"))), "workbooks")


if __name__ == "__main__":
    main()
