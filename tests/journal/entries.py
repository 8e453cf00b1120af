"""Entries as the desks write them, and the chain over them."""

from __future__ import annotations

from typing import Any

from tests import makers
from tests.makers import Role

from portici.journal.domain import FieldChange, write_entry
from portici.journal.models import Entry

OFFICER = makers.actor(Role.COORDINATOR)
ADMINISTRATOR = makers.actor(Role.ADMINISTRATOR)
AUDITOR = makers.actor(Role.AUDITOR)


def write(actor: Any = OFFICER, **values: Any) -> Entry:
    given = {"verb": "amend", "kind": "need", "ref": "abc", **values}
    return write_entry(actor=actor, **given)


def several(number: int, **values: Any) -> list[Entry]:
    """Entries with two changes each, a reason and a count."""
    return [
        write(
            ref=f"r{index}",
            reason=f"Letter {index}",
            changes={
                "title": FieldChange(f"Old {index}", f"New {index}"),
                "note": FieldChange("", "Rosa Bianchi"),
            },
            counts={"rows": index},
            **values,
        )
        for index in range(number)
    ]
