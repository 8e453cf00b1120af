"""How the journal is told of an account."""

from __future__ import annotations

from collections.abc import Mapping

from portici.journal.domain import FieldChange, write_entry
from portici.journal.models import Entry
from portici.kernel.actor import Actor
from portici.people.models import User


def tell(actor: Actor, user: User, verb: str, changes: Mapping[str, FieldChange], reason: str) -> Entry:
    """One entry about the account, at its present version."""
    return write_entry(
        actor=actor,
        verb=verb,
        kind=User.KIND,
        ref=user.uid,
        changes=changes,
        reason=reason,
        record_version=user.version,
    )
