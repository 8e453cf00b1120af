"""Every fault of a pack is told with file and line, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from portici.citypack.faults import Faulty
from portici.citypack.pack import read_pack
from tests.citypack import packs


def faults(folder: Path) -> list[tuple[str, int, str, str]]:
    """File, line, key, code of each fault."""
    with pytest.raises(Faulty) as caught:
        read_pack(folder)
    return [
        (fault.file, fault.line, fault.finding.field, fault.finding.code) for fault in caught.value.faults
    ]


def test_reads_items_by_table(tmp_path: Path) -> None:
    pack = read_pack(packs.write(tmp_path, chain_toml=packs.CHAIN))

    assert {table: [item.ref for item in items] for table, items in pack.items.items()} == {
        "city": ["prova"],
        "organisation": ["comune", "coop"],
        "layer": ["quartieri"],
        "area": ["quartieri/1"],
        "programme": ["P1"],
        "project": ["BO3.3.1.b"],
        "need": ["n"],
        "activity": ["a"],
        "body": ["board"],
        "decision": ["d"],
    }


def test_examples_are_marked_by_their_file(tmp_path: Path) -> None:
    pack = read_pack(packs.write(tmp_path, examples_toml=packs.CHAIN))

    assert [item.example for item in pack.of("need")] == [True]
    assert [item.example for item in pack.of("project")] == [False]


def test_no_folder(tmp_path: Path) -> None:
    assert faults(tmp_path / "none") == [(str(tmp_path / "none"), 0, "", "pack.folder")]


def test_no_city(tmp_path: Path) -> None:
    assert faults(packs.write(tmp_path, city_toml="")) == [("city.toml", 0, "", "pack.city")]


def test_toml_that_is_not(tmp_path: Path) -> None:
    broken = 'a = 1\n[[need]]\nkey = "n\n'

    assert faults(packs.write(tmp_path, broken_toml=broken)) == [("broken.toml", 3, "", "pack.toml")]


def test_unknown_table(tmp_path: Path) -> None:
    text = "\n\n[[bisogno]]\nkey = 1\n"

    assert faults(packs.write(tmp_path, other_toml=text)) == [("other.toml", 3, "", "pack.unknown_table")]


def test_unknown_and_missing_keys(tmp_path: Path) -> None:
    text = '[[group]]\nkey = "g"\ntitolo = "Giovani"\n'

    assert faults(packs.write(tmp_path, groups_toml=text)) == [
        ("groups.toml", 1, "name", "pack.missing_key"),
        ("groups.toml", 3, "titolo", "pack.unknown_key"),
    ]


def test_values_at_their_lines_below_long_texts(tmp_path: Path) -> None:
    text = '''\
    [[sheet]]
    project = "BO3.3.1.b"
    as_of = 2026-01-01
    published_by = "x"
    title = "t"
    note = """
    [[sheet]]
    cup = "no" """
    cup = "F31J2400006001"
    amount_paid = 10.5
    amount_admitted = "dieci"
    starts_on = "31-02-2020"

    [[sheet.section]]
    heading = "senza testo"
    '''

    assert faults(packs.write(tmp_path, sheets_toml=text)) == [
        ("sheets.toml", 9, "cup", "cup.shape"),
        ("sheets.toml", 10, "amount_paid", "pack.value"),
        ("sheets.toml", 11, "amount_admitted", "money.shape"),
        ("sheets.toml", 12, "starts_on", "pack.value"),
        ("sheets.toml", 14, "body", "pack.missing_key"),
    ]


def test_choice_out_of_the_list_and_no_fault_of_those_that_refer_to_it(tmp_path: Path) -> None:
    text = packs.CHAIN.replace('theme = "youth"', 'theme = "giovani"')

    assert faults(packs.write(tmp_path, chain_toml=text)) == [
        ("chain.toml", 4, "theme", "pack.choice"),
    ]


def test_references_to_what_is_not_there(tmp_path: Path) -> None:
    text = packs.CHAIN.replace('responsible = "coop"', 'responsible = "cop"')
    text = text.replace('areas = ["quartieri/1"]', 'areas = ["quartieri/1", "quartieri/9"]')
    text = text.replace('organisation = "comune"', 'organisation = "comun"')

    assert faults(packs.write(tmp_path, chain_toml=text)) == [
        ("chain.toml", 15, "responsible", "pack.stray"),
        ("chain.toml", 16, "areas", "pack.stray"),
        ("chain.toml", 28, "organisation", "pack.stray"),
    ]


def test_areas_that_open_data_bring_are_looked_for_later(tmp_path: Path) -> None:
    plan = packs.PLAN.replace('name = "Quartieri"', 'name = "Quartieri"\nfilled_by = "data"')
    text = packs.CHAIN.replace('areas = ["quartieri/1"]', 'areas = ["quartieri/9"]')

    assert len(read_pack(packs.write(tmp_path, plan_toml=plan, chain_toml=text)).of("activity")) == 1


def test_doubles(tmp_path: Path) -> None:
    text = '[[group]]\nkey = "g"\nname = "Uno"\n[[group]]\nkey = "g"\nname = "Due"\n'

    assert faults(packs.write(tmp_path, groups_toml=text)) == [("groups.toml", 4, "", "pack.double")]


def test_csv_lines_count_rows_of_several_lines(tmp_path: Path) -> None:
    text = (
        "key,name,type,fiscal_code,description\n"
        'a,Uno,third_sector,,"su\ndue righe"\n'
        "b,Due,terzo_settore,,\n"
        "c,Tre,third_sector,01232710375,\n"
        "d,Quattro,third_sector\n"
    )

    assert faults(packs.write(tmp_path, organisations_csv=text)) == [
        ("organisations.csv", 4, "type", "pack.choice"),
        ("organisations.csv", 5, "fiscal_code", "fiscal_code.check"),
        ("organisations.csv", 6, "", "pack.width"),
    ]


def test_csv_with_a_quote_left_open(tmp_path: Path) -> None:
    text = 'key,name,type\na,"Uno,third_sector\n'

    assert faults(packs.write(tmp_path, organisations_csv=text)) == [("organisations.csv", 2, "", "pack.csv")]


def test_csv_of_no_table(tmp_path: Path) -> None:
    assert faults(packs.write(tmp_path, cose_csv="a,b\n")) == [("cose.csv", 0, "", "pack.unknown_table")]


def test_file_in_another_encoding(tmp_path: Path) -> None:
    folder = packs.write(tmp_path)
    (folder / "groups.toml").write_bytes('[[group]]\nkey = "g"\nname = "città"\n'.encode("cp1252"))

    assert faults(folder) == [("groups.toml", 1, "", "file.encoding")]


def test_a_fault_reads_as_a_line_of_a_terminal(tmp_path: Path) -> None:
    with pytest.raises(Faulty) as caught:
        read_pack(packs.write(tmp_path, groups_toml='[[group]]\nkey = "g"\n'))

    assert str(caught.value.faults[0]) == "groups.toml:1: name: ''. The key name is required. Add it."
