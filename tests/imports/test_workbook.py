"""Workbooks taken where a CSV is: cells as the clerk sees them; what would harm or mislead is refused with what to do."""

from __future__ import annotations

import io
import resource
import zipfile
from datetime import date, datetime, time

import pytest

from portici.imports.csvfile import Columns, read_rows
from portici.imports.domain import receive_file
from portici.imports.models import ImportRun, RunState
from portici.imports.queries import corrected_file
from portici.imports.running import run_import
from portici.kernel.findings import Invalid
from portici.territory.models import Layer

from .books import book, raw_book, saved, sheet, text_row

COLUMNS = Columns({"code": ("codice",), "name": ("nome",)}, required=("code", "name"))
HEAD = ["codice", "nome"]


def rows_of(tmp_path, content, **options):
    path = tmp_path / "source.xlsx"
    path.write_bytes(content)
    return list(read_rows(path, COLUMNS, options))


def codes_of(tmp_path, content, **options):
    with pytest.raises(Invalid) as caught:
        rows_of(tmp_path, content, **options)
    return [finding.code for finding in caught.value.findings]


def test_the_header_stands_under_a_title_and_lines_are_the_sheets(tmp_path):
    content = book(Dati=[["Elenco 2026"], [], ["Nome", "codice"], ["Savena", "07"], [], ["Porto", "09"]])
    assert [(row.line, dict(row.raw)) for row in rows_of(tmp_path, content)] == [
        (4, {"Nome": "Savena", "codice": "07"}),
        (6, {"Nome": "Porto", "codice": "09"}),
    ]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("12.000,50", "12.000,50"),
        ("0012", "0012"),
        ((12000.5, "#,##0.00"), "12000,5"),
        ((40, "00000"), "00040"),
        ((37006, "000000"), "037006"),
        (37006.0, "37006"),
        (0.1 + 0.2, "0,3"),
        (1e-7, "0,0000001"),
        ((0.125, "0.0%"), "12,5%"),
        (True, "VERO"),
        (False, "FALSO"),
        (date(2021, 3, 31), "31/03/2021"),
        (datetime(2021, 3, 31, 14, 30), "31/03/2021 14:30"),  # noqa: DTZ001 -- a sheet knows no zones
        (time(9, 5), "09:05"),
        ("  Sant'Orsola ", "  Sant'Orsola "),
    ],
)
def test_a_cell_says_what_the_clerk_sees(tmp_path, cell, shown):
    (row,) = rows_of(tmp_path, book(Dati=[HEAD, ["1", cell]]))
    assert row.raw == {"codice": "1", "nome": shown}


def test_an_error_of_a_formula_is_told_and_the_row_is_not_taken(tmp_path):
    cells = '<row r="2"><c r="A2" t="inlineStr"><is><t>1</t></is></c><c r="B2" t="e"><f>X!1</f><v>#REF!</v></c></row>'
    (row,) = rows_of(tmp_path, raw_book(sheet(text_row(1, *HEAD) + cells)))
    assert [(one.code, one.found) for one in row.findings] == [("cell.formula_error", "B2: #REF!")]


def test_only_the_value_that_a_formula_kept_is_read(tmp_path):
    kept = '<row r="2"><c r="A2"><f>3+4</f><v>7</v></c><c r="B2" t="str"><f>""</f><v></v></c></row>'
    (row,) = rows_of(tmp_path, raw_book(sheet(text_row(1, *HEAD) + kept)))
    assert row.raw == {"codice": "7", "nome": ""}


def test_formulas_never_worked_out_are_no_empty_cells(tmp_path):
    content = book(Dati=[HEAD, ["=1+1", "Savena"], ["2", "Porto"], ["=2+2", "Reno"]])
    with pytest.raises(Invalid) as caught:
        rows_of(tmp_path, content)
    (finding,) = caught.value.findings
    assert (finding.code, finding.found, dict(finding.accepted.params)) == (
        "workbook.formulas",
        "A2",
        {"count": 2},
    )


def test_cells_beyond_the_header_are_askew_and_empty_ones_at_the_end_are_not(tmp_path):
    rows = rows_of(tmp_path, book(Dati=[[*HEAD, "note"], ["1", "Savena"], ["2", "Porto", "x", "y"]]))
    assert [[one.code for one in row.findings] for row in rows] == [[], ["row.cells"]]


def test_the_one_sheet_that_has_the_columns_is_read(tmp_path):
    content = book(Leggimi=[["Fonte: prova"]], Dati=[HEAD, ["1", "Savena"]])
    assert [row.raw["nome"] for row in rows_of(tmp_path, content)] == ["Savena"]


def test_several_that_could_be_it_are_asked_for_by_name_or_number(tmp_path):
    content = book(Anno_2023=[HEAD, ["1", "Savena"]], Anno_2024=[HEAD, ["1", "Porto"]])
    assert codes_of(tmp_path, content) == ["workbook.which_sheet"]
    assert [row.raw["nome"] for row in rows_of(tmp_path, content, part="anno 2024")] == ["Porto"]
    assert [row.raw["nome"] for row in rows_of(tmp_path, content, part="1")] == ["Savena"]
    assert codes_of(tmp_path, content, part="3") == ["workbook.no_sheet"]


def test_a_hidden_sheet_is_read_only_when_named(tmp_path):
    from openpyxl import Workbook

    made = Workbook()
    made.active.append(HEAD)
    made.active.append(["1", "Savena"])
    hidden = made.create_sheet("Vecchi")
    hidden.append(HEAD)
    hidden.append(["1", "Porto"])
    hidden.sheet_state = "hidden"
    assert [row.raw["nome"] for row in rows_of(tmp_path, saved(made))] == ["Savena"]
    assert [row.raw["nome"] for row in rows_of(tmp_path, saved(made), part="Vecchi")] == ["Porto"]


def test_what_is_missing_is_told_of_the_fullest_sheet(tmp_path):
    assert codes_of(tmp_path, book(Vuoto=[], Dati=[["a", "b"], ["1", "2"]])) == ["file.columns"]
    assert codes_of(tmp_path, book(Vuoto=[])) == ["workbook.no_sheet"]


def test_a_declared_size_is_not_believed_and_a_far_row_is_not_walked_to(tmp_path):
    far = text_row(1, *HEAD) + text_row(2, "1", "Savena")
    assert [row.line for row in rows_of(tmp_path, raw_book(sheet(far)))] == [2]
    endless = text_row(1, *HEAD) + '<row r="4000000000"><c t="inlineStr"><is><t>x</t></is></c></row>'
    assert codes_of(tmp_path, raw_book(sheet(endless))) == ["workbook.large"]


def test_a_sheet_too_wide_is_refused(tmp_path):
    wide = text_row(1, *HEAD) + '<row r="2"><c r="XFD2" t="inlineStr"><is><t>x</t></is></c></row>'
    assert codes_of(tmp_path, raw_book(sheet(wide))) == ["workbook.wide"]


def test_shared_texts_heavier_than_memory_are_refused_before_they_are_unpacked(tmp_path):
    target = io.BytesIO(raw_book(sheet(text_row(1, *HEAD))))
    with (
        zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/theme/theme1.xml", "w") as part,
    ):
        for _piece in range(21):
            part.write(b" " * 1_000_000)
    assert codes_of(tmp_path, target.getvalue()) == ["workbook.heavy"]


def test_external_entities_are_refused_and_nothing_is_fetched(tmp_path):
    secret = tmp_path / "segreto.txt"
    secret.write_text("parola d'ordine")
    before = f'<!DOCTYPE worksheet [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    assert codes_of(tmp_path, raw_book(sheet(text_row(1, *HEAD) + text_row(2, "1", "&x;"), before))) == [
        "workbook.damaged"
    ]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("zone.xls", b"\xd0\xcf\x11\xe0", "workbook.format"),
        ("zone.xlsm", b"PK", "workbook.macros"),
        ("zone.ods", b"PK", "workbook.format"),
        ("zone.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "workbook.locked"),
        ("zone.xlsx", b"codice,nome\n1,Savena\n", "upload.content"),
    ],
)
@pytest.mark.django_db
def test_what_is_no_plain_workbook_is_refused_with_what_to_do(importer, coordinator, name, content, code):
    with pytest.raises(Invalid) as caught:
        receive_file(actor=coordinator, importer="test-layers", filename=name, content=io.BytesIO(content))
    assert ([one.code for one in caught.value.findings], ImportRun.objects.count()) == ([code], 0)


def test_a_workbook_with_macros_under_a_plain_name_is_refused(tmp_path):
    content = raw_book(sheet(text_row(1, *HEAD)), extra=[("xl/vbaProject.bin", b"\0")])
    assert codes_of(tmp_path, content) == ["workbook.macros"]


@pytest.mark.parametrize("cut", [30, 400, -30])
def test_a_workbook_cut_short_is_refused(tmp_path, cut):
    assert codes_of(tmp_path, book(Dati=[HEAD, ["1", "Savena"]])[:cut]) == ["workbook.damaged"]


@pytest.mark.django_db
def test_a_workbook_is_imported_like_the_csv_and_its_refused_rows_come_back(importer, coordinator):
    content = book(Dati=[HEAD, ["c1", "Savena"], ["c2", None], ["c3", "=SOMMA"], ["'=x", "Porto"]])
    run = receive_file(
        actor=coordinator,
        importer="test-layers",
        filename="zone.XLSX",
        content=io.BytesIO(content),
        options={"part": "dati"},
    )
    run = run_import(run_uid=run.uid)
    assert run.state == RunState.REFUSED  # "=SOMMA" is a formula without a value
    content = book(Dati=[HEAD, ["c1", "Savena"], ["c2", None], ["'=x", "Porto"]])
    run = receive_file(
        actor=coordinator,
        importer="test-layers",
        filename="zone.xlsx",
        content=io.BytesIO(content),
        options={"part": "dati"},
    )
    run = run_import(run_uid=run.uid)
    assert (run.state, run.added, run.refused) == (RunState.DONE, 2, 1)
    assert sorted(Layer.objects.values_list("code", "name")) == [("=x", "Porto"), ("c1", "Savena")]
    assert [line.split(",")[:3] for line in corrected_file(run)] == [
        ["codice", "nome", "portici_line"],
        ["c2", "", "3"],
    ]


def test_memory_does_not_grow_with_the_sheet(tmp_path):
    from openpyxl import Workbook

    made = Workbook(write_only=True)
    page = made.create_sheet("Dati")
    page.append(HEAD)
    for number in range(30_000):
        page.append([f"c{number % 50}", "Savena"])
    path = tmp_path / "source.xlsx"
    path.write_bytes(saved(made))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert sum(1 for _row in read_rows(path, COLUMNS, {})) == 30_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30_000  # KiB
