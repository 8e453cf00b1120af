"""A pack brings listening sessions with their passages: once; then consent and erasure are the office's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from portici.citypack.domain import load_pack
from portici.citypack.faults import Faulty
from portici.citypack.models import PackedItem
from portici.kernel import clock
from portici.needs import domain as needs
from portici.needs.models import Excerpt, Listening, Need
from tests import makers
from tests.citypack import packs

pytestmark = pytest.mark.django_db
LISTENING = """\
[[listening]]
key = "serata"
title = "Serata"
held_on = 2026-01-15
area = "quartieri/1"
people = 28
led_by = "comune"
source = "Verbale"
[[listening.excerpt]]
theme = "youth"
text = "Parole dette"
consent_how = "signed"
consent_on = 2026-01-15
[[listening.excerpt]]
theme = "care"

[[need]]
key = "ritrovo"
area = "quartieri/1"
theme = "youth"
title = "Un posto dove stare"
said_by = "Serata"
listenings = ["serata"]
recorded_on = 2026-01-20
source = "Verbale"
"""


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with clock.suspended(datetime(2026, 11, 22, 9, 0, tzinfo=UTC)):
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return packs.write(tmp_path, listening_toml=LISTENING)


def test_passages_come_with_their_consent_and_the_need_cites_them(folder: Path) -> None:
    load_pack(actor=makers.SYSTEM, folder=folder)
    made = Listening.objects.get()
    assert (made.title, made.people, made.held_on, made.is_published) == (
        "Serata",
        28,
        date(2026, 1, 15),
        True,
    )
    told = list(made.excerpts.values_list("theme", "text", "consent", "consent_how"))
    assert told == [("youth", "Parole dette", "given", "signed"), ("care", "", "none", "")]
    assert list(Need.objects.get().listenings.all()) == [made]


def test_what_was_withdrawn_does_not_come_back_and_the_pack_keeps_no_copy(folder: Path) -> None:
    load_pack(actor=makers.SYSTEM, folder=folder)
    row = Excerpt.objects.exclude(text="").get()
    needs.withdraw_consent(actor=makers.SYSTEM, excerpt=row)
    needs.erase_words(actor=makers.SYSTEM, excerpt=row)
    (folder / "listening.toml").write_text(LISTENING.replace('title = "Serata"', 'title = "Serata lunga"'))
    load_pack(actor=makers.SYSTEM, folder=folder)
    assert Listening.objects.get().title == "Serata lunga"
    assert [(one.text, one.consent) for one in Excerpt.objects.all()] == [("", "withdrawn"), ("", "none")]
    assert "Parole dette" not in json.dumps([[one.said, one.stored] for one in PackedItem.objects.all()])


def test_half_a_consent_is_a_fault_and_nothing_is_loaded(folder: Path) -> None:
    (folder / "listening.toml").write_text(LISTENING.replace("consent_on = 2026-01-15\n", ""))
    with pytest.raises(Faulty):
        load_pack(actor=makers.SYSTEM, folder=folder)
    assert not Listening.objects.exists()
