"""A dossier's checks and PDF are worked out once of the same facts, and anew of others; asking for them is counted."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import translation
from tests.fronts.portal.rows import at
from tests.study import kit

from portici.fronts.dossier import keeping, paper
from portici.fronts.dossier.checked import Checked
from portici.fronts.dossier.content import Dossier
from portici.study.models import Edition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def edition() -> Edition:
    kit.areas()
    return kit.published(kit.computed())


class Counted:
    """Counts how often something is made."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


def test_what_is_made_of_equal_facts_is_made_once() -> None:
    made = Counted()
    assert [keeping.kept("checks", {"a": 1}, made), keeping.kept("checks", {"a": 1}, made)] == [1, 1]
    assert [keeping.kept("checks", {"a": 2}, made), keeping.kept("pdf", {"a": 1}, made)] == [2, 3]


def test_what_came_to_nothing_is_kept_too() -> None:
    made: list[None] = []
    for _time in range(2):
        assert keeping.kept("checks", {}, lambda: made.append(None)) is None
    assert made == [None]


def checks(edition: Edition, language: str) -> Checked | None:
    with translation.override(language):
        return Dossier(Edition.objects.get(pk=edition.pk)).checked


def entries() -> dict[str, Any]:
    """What is kept, by its key."""
    cache: Any = caches["papers"]
    return dict(cache._cache)


def test_the_checks_are_worked_out_once_a_language(client: Client, edition: Edition) -> None:
    first = checks(edition, "en")
    kept = entries()
    assert len(kept) == 1
    assert (checks(edition, "en"), entries()) == (first, kept)
    assert client.get(f"/en{at('edition-dossier', 'distress', 1)}").context["dossier"].checked == first
    assert entries() == kept
    italian = checks(edition, "it")
    assert italian is not None
    assert first is not None
    said = [{level.label for level in one.levels} for one in (first, italian)]
    assert (said, len(entries())) == ([{"People", "the index"}, {"People", "l'indice"}], 2)


def test_other_figures_are_checked_anew(edition: Edition) -> None:
    first = checks(edition, "en")
    row = edition.results.get(name="Colli")
    row.inputs |= {"rent@2024": 90.0}
    row.save()
    assert (checks(edition, "en") == first, len(entries())) == (False, 2)


def test_the_paper_is_written_once_and_answers_from_what_is_kept(client: Client, edition: Edition) -> None:
    address = f"/en{at('edition-dossier-paper', 'distress', 1)}"
    first = client.get(address).content
    key = keeping.key_of("pdf", {"html": paper.html_of(Dossier(edition), "en")})
    assert caches["papers"].get(key) == first
    caches["papers"].set(key, b"%PDF kept")
    assert client.get(address).content == b"%PDF kept"
    Edition.objects.filter(pk=edition.pk).update(title="Corrected")
    assert client.get(address).content != b"%PDF kept"


@pytest.mark.parametrize("name", ["edition-dossier", "edition-dossier-paper", "edition-dossier-archive"])
def test_asking_for_it_is_counted(client: Client, edition: Edition, settings: Any, name: str) -> None:
    settings.FILES_PER_MINUTE = 1
    address = f"/en{at(name, 'distress', 1)}"
    assert [client.get(address).status_code for _time in range(2)] == [200, 429]
