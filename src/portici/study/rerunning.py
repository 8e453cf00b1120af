"""A computed edition worked out once more from its kept inputs, and compared to the last digit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from portici.kernel.actor import Actor
from portici.kernel.codes.parsed import error
from portici.kernel.findings import Invalid, Message, Refused, gettext_noop

from . import inputs, sureness
from .models import Edition, EditionState
from .results import Difference, differences, digest_of, kept_inputs, outcomes_of, stored, table_text
from .running import ensure_unaltered
from .trying import parse, work_out

if TYPE_CHECKING:
    from portici.engine.index.spec import Specification


@dataclass(frozen=True, slots=True)
class Rerun:
    """What came of it: the columns that differ from the stored results, and those whose figures the register has
    changed since the edition was computed."""

    edition: Edition
    digest: str
    differences: Sequence[Difference]
    #: Whether the intervals come out the same; also true of an edition without any.
    is_as_sure: bool
    changed_since: Sequence[str]

    @property
    def is_equal(self) -> bool:
        return not self.differences and self.is_as_sure and self.digest == self.edition.results_digest


def rerun(actor: Actor, edition: Edition) -> Rerun:
    """Work an edition out again. Raises Refused when it was never computed; Invalid when its inputs or its specification
    are not those of its manifest."""
    if edition.state != EditionState.COMPUTED:
        raise Refused(Message(gettext_noop("This edition has not been computed yet.")))
    rows = list(edition.results.all())
    kept = kept_inputs(rows)
    ensure_unaltered(edition, kept)
    _ensure_specification(edition)
    spec = parse(edition.specification)
    again = outcomes_of(work_out(spec, kept))
    headings = edition.manifest["headings"]
    return Rerun(
        edition=edition,
        digest=digest_of(table_text(again, headings)),
        differences=differences(stored(rows), again, headings),
        is_as_sure=_is_as_sure(edition, spec, kept),
        changed_since=changed_since(actor, edition),
    )


def _is_as_sure(edition: Edition, spec: Specification, kept: Sequence[inputs.Row]) -> bool:
    asked = sureness.asked_of(edition.uncertainty)
    if asked is None:
        return True
    text = sureness.text_of(sureness.work_out(asked, spec, kept))
    return digest_of(text) == str(edition.manifest["uncertainty"]["sha256"])


def changed_since(actor: Actor, edition: Edition) -> list[str]:
    """The columns that the register would fill differently today."""
    frozen: dict[str, Any] = {facts["column"]: facts for facts in edition.inputs}
    read = inputs.read(actor, edition.study, frozen)
    today = {column.name: column.facts(read.areas)["sha256"] for column in read.columns}
    return [name for name, facts in frozen.items() if today.get(name) != facts["sha256"]]


def _ensure_specification(edition: Edition) -> None:
    if digest_of(edition.specification) == edition.manifest["specification_sha256"]:
        return
    accepted = Message(gettext_noop("The specification that the manifest has the digest of."))
    todo = Message(gettext_noop("Look in the journal for who altered it, or restore it from a backup."))
    raise Invalid([error("study.specification", "", accepted, todo)])
