"""A pack damaged in any way is answered with faults, each at a file of the pack: never with a traceback."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.db import transaction
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portici.citypack.domain import load_pack
from portici.citypack.faults import Faulty
from portici.citypack.pack import read_pack
from tests import makers
from tests.citypack import packs

pytestmark = pytest.mark.slow

FILES = {
    "city.toml": packs.CITY,
    "plan.toml": packs.PLAN,
    "chain.toml": packs.CHAIN,
    "organisations.csv": packs.NETWORK,
}
LINES = [(name, number) for name, text in FILES.items() for number in range(len(text.splitlines()))]
#: What TOML can say where a text, a day or a list is wanted.
LITERALS = (
    '""', '"a\\u0000b"', '"\\u202e"', "''", "0", "-1", "1e400", "nan", "inf", "true", "99999999999999999999",
    "2026-02-30", "2026-01-01", "2026-01-01T10:00:00Z", "10:00:00", "[]", "[1, 2]", "[[]]", '["a", 1]', "{}",
    "{a = 1}", "[{}]", '[{code = "1"}]', '"' + "x" * 5000 + '"',
)  # fmt: skip
SCRAPS = st.text(alphabet="[]{}\"'=,.#\n\r\t\0|é€-10a\ufeff\u2028", max_size=6)


def answered(texts: dict[str, bytes]) -> None:
    """The pack is read, and loaded when it can be; whatever is wrong with it is said of a file of it."""
    with TemporaryDirectory() as made:
        folder = Path(made)
        for name, data in texts.items():
            (folder / name).write_bytes(data)
        try:
            read_pack(folder)
            with transaction.atomic():
                load_pack(actor=makers.SYSTEM, folder=folder, demo=True)
                transaction.set_rollback(True)
            blamed = {""}
        except Faulty as error:
            blamed = {fault.file for fault in error.faults}
        assert blamed
        assert blamed - {""} <= set(texts)


def pack(**changed: str) -> dict[str, bytes]:
    return {name: changed.get(name, text).encode() for name, text in FILES.items()}


@pytest.mark.django_db
@settings(max_examples=80, deadline=None)
@given(place=st.sampled_from(LINES), literal=st.sampled_from(LITERALS))
def test_a_value_of_any_other_kind(place: tuple[str, int], literal: str) -> None:
    name, number = place
    lines = FILES[name].splitlines()
    key, mark, _value = lines[number].partition(" = ")
    lines[number] = f"{key} = {literal}" if mark else lines[number].replace(",", f",{literal}", 1)
    answered(pack(**{name: "\n".join(lines)}))


@pytest.mark.django_db
@settings(max_examples=80, deadline=None)
@given(
    name=st.sampled_from(sorted(FILES)),
    where=st.integers(0, 400),
    length=st.integers(0, 40),
    scrap=SCRAPS,
)
def test_a_piece_cut_out_or_put_in(name: str, where: int, length: int, scrap: str) -> None:
    text = FILES[name]
    where %= len(text)
    answered(pack(**{name: text[:where] + scrap + text[where + length :]}))


@settings(max_examples=200, deadline=None)
@given(
    table=st.sampled_from(["city", "need", "programme", "areas", "file", "x"]),
    literal=st.sampled_from(LITERALS),
)
@example(table="city", literal="[1, 2]")
def test_a_table_that_is_none(table: str, literal: str) -> None:
    with TemporaryDirectory() as made:
        (Path(made) / "city.toml").write_text(f"{table} = {literal}\n", encoding="utf-8")
        with pytest.raises(Faulty):
            read_pack(Path(made))


@settings(max_examples=200, deadline=None)
@given(name=st.sampled_from(sorted(FILES)), data=st.binary(max_size=200))
def test_bytes_that_are_no_text(name: str, data: bytes) -> None:
    with TemporaryDirectory() as made:
        (Path(made) / name).write_bytes(data)
        with pytest.raises(Faulty):
            read_pack(Path(made))


def test_a_file_that_leads_nowhere(tmp_path: Path) -> None:
    folder = packs.write(tmp_path)
    (folder / "groups.toml").symlink_to(tmp_path / "none")

    with pytest.raises(Faulty) as caught:
        read_pack(folder)
    assert [(fault.file, fault.finding.code) for fault in caught.value.faults] == [
        ("groups.toml", "pack.unread")
    ]


def test_two_cities_in_a_pack(tmp_path: Path) -> None:
    with pytest.raises(Faulty) as caught:
        read_pack(packs.write(tmp_path, other_toml=packs.CITY.replace('"prova"', '"altra"')))
    assert [(fault.file, fault.line, fault.finding.code) for fault in caught.value.faults] == [
        ("other.toml", 1, "pack.second_city")
    ]


@pytest.mark.django_db
def test_a_city_whose_values_do_not_fit(tmp_path: Path) -> None:
    text = packs.CITY.replace('"prova"', '"città"').replace('"Ufficio di prova"', f'"{"x" * 201}"')
    with pytest.raises(Faulty) as caught:
        load_pack(actor=makers.SYSTEM, folder=packs.write(tmp_path, city_toml=text))
    assert [(fault.file, fault.line, fault.finding.field) for fault in caught.value.faults] == [
        ("city.toml", 2, "code"),
        ("city.toml", 4, "office_name"),
    ]


def test_a_folder_called_as_a_file(tmp_path: Path) -> None:
    folder = packs.write(tmp_path)
    (folder / "sheets.toml").mkdir()
    (folder / "sheets.toml" / "groups.toml").write_text('[[group]]\nkey = "g"\nname = "Uno"\n')

    assert [item.ref for item in read_pack(folder).of("group")] == ["g"]
