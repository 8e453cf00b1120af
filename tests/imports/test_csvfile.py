"""Reading tables: delimiters, headers, letters, rows askew."""

from __future__ import annotations

import gzip

import pytest

from portici.imports.csvfile import SURPLUS, Columns, CsvImporter, read_rows
from portici.imports.textfile import nature_of
from portici.kernel.findings import Invalid

COLUMNS = Columns({"code": ("codice",), "name": ("nome", "denominazione")}, required=("code", "name"))


@pytest.fixture
def written(tmp_path):
    def write(content, name="t.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def read(path):
    return [(row.line, COLUMNS.values(row.raw)) for row in read_rows(path, COLUMNS)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_spellings(written, delimiter, encoding, end):
    text = end.join([delimiter.join(row) for row in (("Codice", " NOME "), ("a", "Forlì"), ("b", "Bè"))])
    expected = [(2, {"code": "a", "name": "Forlì"}), (3, {"code": "b", "name": "Bè"})]
    assert read(written(text.encode(encoding))) == expected


def test_header_with_line_breaks_and_a_title_above(written):
    path = written('Elenco dei comuni;;\n\n"Codice\r\n";"Denominazione\n(italiana)";nome\n1;x;Alfa\n')
    assert list(next(read_rows(path, COLUMNS)).raw) == ["Codice", "Denominazione (italiana)", "nome"]
    assert read(path) == [(6, {"code": "1", "name": "Alfa"})]


def test_headers_twice_and_empty(written):
    path = written("codice,nome,,nome\n1,Alfa,x,y\n")
    assert list(next(read_rows(path, COLUMNS)).raw) == ["codice", "nome", "column 3", "nome (2)"]


def test_lines_count_breaks_inside_cells(written):
    path = written('codice,nome\n1,"Al\nfa"\n\n2,Beta\n')
    assert read(path) == [(2, {"code": "1", "name": "Al\nfa"}), (5, {"code": "2", "name": "Beta"})]


def test_a_bad_quote_costs_its_own_row_only(written):
    rows = list(read_rows(written('codice,nome\n1,"Al"fa\n2,Beta\n'), COLUMNS))
    assert [[finding.code for finding in row.findings] for row in rows] == [["row.quote"], []]
    assert rows[0].raw == {SURPLUS: '1,"Al"fa'}


def test_empty_cells_beyond_the_header_do_no_harm(written):
    assert read(written("codice,nome\n1,Alfa,,\n")) == [(2, {"code": "1", "name": "Alfa"})]


def test_missing_columns_are_named(written):
    with pytest.raises(Invalid) as caught:
        list(read_rows(written("codice,altro\n1,2\n"), COLUMNS))
    finding = caught.value.findings[0]
    assert (finding.code, finding.found) == ("file.columns", "codice, altro")
    assert finding.accepted.params == {"required": "codice, nome", "missing": "nome"}


def test_a_whole_last_line_needs_no_break(written):
    assert read(written("codice,nome\n1,Alfa")) == [(2, {"code": "1", "name": "Alfa"})]


def test_warnings_of_pieces_are_summed(written):
    filler = "1,Alfa\n" * 60_000
    path = written("codice,nome\n1,CittÃ\xa0\n" + filler + "2,perchÃ©\n")
    finding = nature_of(path).findings[0]
    assert (finding.code, finding.accepted.params) == ("file.mojibake", {"count": 2, "line": 2})


def test_gzip_is_read_whatever_its_name(written):
    path = written(gzip.compress(b"codice,nome\n1,Alfa\n", mtime=0))
    assert read(path) == [(2, {"code": "1", "name": "Alfa"})]


@pytest.mark.parametrize(
    ("content", "code", "found", "todo"),
    [
        ("codice#nome\n1#Alfa\n", "file.columns", "codice#nome", "Divide the cells with semicolons, commas"),
        ("a;b\n1;2\n", "file.columns", "a, b", "Choose another kind of file, or give the columns"),
        ("codice,nome\n1,Alfa\n2", "file.truncated", "2", "Download the file again from its source"),
        ('codice,nome\n1,"Alfa\n', "file.open_quote", '1,"Alfa', "Close the quote, or download"),
        ("<!DOCTYPE html><p>404</p>", "file.page", "<!DOCTYPE html><p>404</p>", "Open the page in the browser"),
        ("codice,nome\n1,Al\0fa\n", "file.binary", "codice,nome·1,Al·fa·", "Save it again as CSV"),
        (b"PK\x03\x04" + bytes(30), "file.binary", "xlsx, ods, zip", "Open it in its program and save"),
        ("codice,nome\n1,Alfa\n".encode("utf-16-le"), "file.binary", "c·o·d·i·c·e·,·n·o·m·e", "Save it again"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_what_was_found_and_what_to_do(written, content, code, found, todo):
    with pytest.raises(Invalid) as caught:
        list(read_rows(written(content), COLUMNS))
    finding = caught.value.findings[0]
    assert (finding.code, finding.found[: len(found)], str(finding.todo)[: len(todo)]) == (code, found, todo)


def test_a_cell_of_megabytes_is_not_taken_for_an_open_quote(written):
    with pytest.raises(Invalid) as caught:
        list(read_rows(written("codice,nome\n1," + "x" * 5_000_000 + "\n2,Beta\n"), COLUMNS))
    finding = caught.value.findings[0]
    assert (finding.code, len(finding.found), finding.accepted.params["line"]) == ("file.long_cell", 200, 2)


def test_rows_askew_show_their_cells(written):
    (row, _whole) = read_rows(written("codice,nome\n1\n2,Beta\n"), COLUMNS)
    assert [(finding.code, finding.found) for finding in row.findings] == [("row.cells", "1")]


class _Table(CsvImporter):
    code, label, help, columns = "test-table", "Table", "", COLUMNS

    def apply(self, rows, **_options):
        raise NotImplementedError


def test_a_column_that_comes_twice_is_told(written):
    path = written("codice;nome;Nome;denominazione\n1;Alfa;x;y\n")
    found = list(_Table().examine(path, {}))
    assert [(one.code, one.found, one.accepted.params["read"]) for one in found] == [
        ("file.doubled", "Nome", "nome"),
        ("file.doubled", "denominazione", "nome"),
    ]
    assert list(_Table().examine(written("codice;nome\n1;Alfa\n"), {})) == []
