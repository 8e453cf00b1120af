"""Workbooks made for tests: with openpyxl, and by hand where no spreadsheet would make them so."""

from __future__ import annotations

import io
import zipfile

from openpyxl import Workbook

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACK = "http://schemas.openxmlformats.org/package/2006/relationships"


def book(**sheets):
    """A workbook with these sheets, each a list of rows; `(value, format)` is a cell with a number format."""
    made = Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title.replace("_", " "))
        for number, row in enumerate(rows, 1):
            for place, cell in enumerate(row, 1):
                value, style = cell if isinstance(cell, tuple) else (cell, None)
                if value is not None:
                    made_cell = sheet.cell(number, place, value)
                    made_cell.number_format = style or made_cell.number_format
    return saved(made)


def saved(made):
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def raw_book(sheet_xml, *, strings="", extra=()):
    """The smallest workbook that a spreadsheet opens, its sheet's XML given as it is."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
            '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
            '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
            "</Types>",
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACK}"><Relationship Id="rId1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets><sheet name="Foglio1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACK}"><Relationship Id="rId1" Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        archive.writestr("xl/sharedStrings.xml", strings or f'<sst xmlns="{MAIN}"/>')
        archive.writestr("xl/worksheets/sheet1.xml", sheet_xml)
        for name, content in extra:
            archive.writestr(name, content)
    return target.getvalue()


def sheet(rows_xml, before=""):
    return f'<?xml version="1.0"?>{before}<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/><sheetData>{rows_xml}</sheetData></worksheet>'


def text_row(number, *cells):
    inner = "".join(
        f'<c r="{chr(65 + place)}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
        for place, cell in enumerate(cells)
    )
    return f'<row r="{number}">{inner}</row>'
