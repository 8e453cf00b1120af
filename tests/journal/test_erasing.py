"""Values are emptied for good, the erasure is told, and the chain still verifies."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from tests.journal.entries import ADMINISTRATOR, OFFICER, several, write

from portici.journal.domain import About, FieldChange, erase_values
from portici.journal.models import ChangeValue, Entry, Seal
from portici.journal.sealing import seal_waiting
from portici.journal.verifying import verify_chain
from portici.kernel.findings import Invalid, Refused

pytestmark = pytest.mark.django_db
ROSA = "Rosa Bianchi"


def everything() -> str:
    """All that the journal's tables hold, as text."""
    with connection.cursor() as cursor:
        texts = []
        for model in (Entry, ChangeValue):
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            texts += [str(row) for row in cursor.fetchall()]
    return "\n".join(texts)


def erase(**values: Any) -> Entry | None:
    return erase_values(actor=ADMINISTRATOR, reason="Request 12/2026", **values)


def test_a_name_is_gone_from_values_and_reasons_and_the_chain_holds() -> None:
    several(3)
    write(reason=f"Asked by {ROSA.upper()}", changes={"title": FieldChange("A", "B")})
    write(reason="Another", changes={"person": FieldChange(f"the {ROSA} family", "")})
    seal_waiting()
    hashes = list(Seal.objects.values_list("hash", flat=True))
    told = erase(naming=[ROSA])
    assert told is not None
    assert (told.verb, told.reason, told.counts) == (
        "erase-values",
        "Request 12/2026",
        {"values": 4, "reasons": 1},
    )
    assert "rosa" not in everything().lower()
    assert verify_chain().is_whole
    seal_waiting()
    report = verify_chain()
    assert (report.total, report.sealed) == (0, 6)
    assert list(Seal.objects.values_list("hash", flat=True))[:5] == hashes


def test_only_the_fields_named_of_the_records_named() -> None:
    several(3)
    told = erase(about=[About("need", "r1", ("no",)), About("need", "r2"), About("area", "r0")])
    assert told is not None
    kept = ChangeValue.objects.filter(erased_by=None).exclude(change__entry=told)
    assert [(row.change.entry.ref, row.change.field) for row in kept.order_by("pk")] == [
        ("r0", "title"),
        ("r0", "note"),
        ("r1", "title"),
    ]
    gone = ChangeValue.objects.filter(erased_by=told)
    assert {(row.before, row.after, row.salt, row.is_erased) for row in gone} == {("", "", "", True)}
    assert Entry.objects.get(ref="r2").reason == "Letter 2"
    assert verify_chain().faults == verify_chain().faults
    assert verify_chain().is_whole


def test_the_digests_left_behind_cannot_be_found_by_trying() -> None:
    write(changes={"phone": FieldChange("", "051 000")})
    write(changes={"phone": FieldChange("", "051 000")})
    digests = {row.change.after_digest for row in ChangeValue.objects.select_related("change")}
    assert len(digests) == 2


def test_nothing_found_tells_nothing_and_twice_is_once() -> None:
    several(1)
    assert erase(naming=["Nobody"]) is None
    assert erase(about=[About("need", "other")]) is None
    assert erase(naming=[ROSA]) is not None
    assert erase(naming=[ROSA]) is None
    assert erase(about=[About("journal", "values")]) is None
    assert Entry.objects.count() == 2


def test_who_may_and_what_is_too_short() -> None:
    several(1)
    with pytest.raises(Refused):
        erase_values(actor=OFFICER, reason="", naming=[ROSA])
    with pytest.raises(Invalid):
        erase(naming=["Ro"])
    assert ROSA in everything()


def test_what_is_emptied_without_an_erasure_is_found() -> None:
    several(2)
    told = erase(about=[About("need", "r1", ("note",))])
    seal_waiting()
    emptied = {"before": "", "after": "", "salt": "", "erased_by": told}
    ChangeValue.objects.filter(change__entry__ref="r0", change__field="title").update(**emptied)
    Entry.objects.filter(ref="r0").update(reason="", reason_salt="", reason_erased_by=told)
    assert [(fault.code, fault.field) for fault in verify_chain().faults] == [
        ("value.emptied", "title"),
        ("reason.emptied", ""),
    ]


def test_what_an_erasure_tells_and_is_still_there_is_found() -> None:
    several(2)
    told = erase(about=[About("need", "r1")], naming=["Letter 0"])
    assert told is not None
    assert json.loads(told.changes.get().value.after)["reasons"] == [Entry.objects.get(ref="r0").pk]
    ChangeValue.objects.filter(change__entry__ref="r1", change__field="title").update(after="back")
    Entry.objects.filter(ref="r0").update(reason="back")
    assert [fault.code for fault in verify_chain().faults] == ["value.kept", "reason.kept"]
