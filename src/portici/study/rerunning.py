"""A computed edition worked out once more from its kept inputs, and compared to the last digit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from portici.kernel.actor import Actor
from portici.kernel.codes.parsed import error
from portici.kernel.exhibit import digest_of_text
from portici.kernel.findings import Invalid, Message, Refused, gettext_noop
from portici.territory.queries import border_texts_of

from . import carrying, clustering, inputs, neighbours, sureness
from .clustering import Clusters
from .models import AreaResult, Edition, EditionState
from .results import (
    Difference,
    differences,
    kept_clusters,
    kept_inputs,
    outcomes_of,
    stored,
    table_text,
)
from .running import clusters_of, ensure_unaltered
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
    #: Whether the clusters, and the shares of the choices, do; also true of an edition without any.
    is_as_clustered: bool
    is_as_carried: bool
    changed_since: Sequence[str]
    #: Whether the register's borders are others than those that the neighbours were read off.
    has_other_borders: bool

    @property
    def is_equal(self) -> bool:
        is_all_as_it_was = self.is_as_sure and self.is_as_clustered and self.is_as_carried
        return not self.differences and is_all_as_it_was and self.digest == self.edition.results_digest


def rerun(actor: Actor, edition: Edition) -> Rerun:
    """Work an edition out again. Raises Refused when it was never computed; Invalid when its inputs or its specification
    are not those of its manifest."""
    if edition.state != EditionState.COMPUTED:
        raise Refused(Message(gettext_noop("This edition has not been computed yet.")))
    rows = list(edition.results.all())
    ensure_unaltered(edition, rows)
    _ensure_specification(edition)
    kept = kept_inputs(rows)
    spec = parse(edition.specification)
    again = outcomes_of(work_out(spec, kept))
    headings = edition.manifest["headings"]
    return Rerun(
        edition=edition,
        digest=digest_of_text(table_text(again, headings)),
        differences=differences(stored(rows), again, headings),
        is_as_sure=_is_as_sure(edition, spec, kept),
        is_as_clustered=_is_as_clustered(edition, rows, clusters_of(edition, spec, rows, again)),
        is_as_carried=_is_as_carried(edition, spec, kept),
        changed_since=changed_since(actor, edition),
        has_other_borders=has_other_borders(actor, edition),
    )


def _is_as_sure(edition: Edition, spec: Specification, kept: Sequence[inputs.Row]) -> bool:
    asked = sureness.asked_of(edition.uncertainty)
    if asked is None:
        return True
    text = sureness.text_of(sureness.work_out(asked, spec, kept))
    return digest_of_text(text) == str(edition.manifest["uncertainty"]["sha256"])


def _is_as_clustered(edition: Edition, rows: Sequence[AreaResult], again: Clusters | None) -> bool:
    """The manifest's digest, the digest of what is stored, and that of the clusters found again are one; where nothing was
    told, nothing is found."""
    told = edition.manifest.get("clusters", {})
    if "sha256" not in told:
        return again is None
    if again is None or dict(again.overall) != told["global"]:
        return False
    digests = {digest_of_text(clustering.text_of(areas)) for areas in (again.areas, kept_clusters(rows))}
    return digests == {str(told["sha256"])}


def _is_as_carried(edition: Edition, spec: Specification, kept: Sequence[inputs.Row]) -> bool:
    told, asked = edition.manifest.get("carried_by"), sureness.asked_of(edition.uncertainty)
    if told is None or asked is None:
        return True
    again = carrying.work_out(asked, spec, kept)
    return bool(carrying.facts_of(again, asked) == told)


def has_other_borders(actor: Actor, edition: Edition) -> bool:
    """Whether the borders of the study's areas are others today than when the run was ordered."""
    told = edition.shapes.get("borders_sha256")
    areas = list(inputs.areas_of(actor, edition.study)) if told else []
    return bool(told) and neighbours.digest_of_borders(areas, border_texts_of(areas, "whole")) != told


def changed_since(actor: Actor, edition: Edition) -> list[str]:
    """The columns that the register would fill differently today."""
    frozen: dict[str, Any] = {facts["column"]: facts for facts in edition.inputs}
    read = inputs.read(actor, edition.study, frozen)
    today = {column.name: column.facts(read.areas)["sha256"] for column in read.columns}
    return [name for name, facts in frozen.items() if today.get(name) != facts["sha256"]]


def _ensure_specification(edition: Edition) -> None:
    if digest_of_text(edition.specification) == edition.manifest["specification_sha256"]:
        return
    accepted = Message(gettext_noop("The specification that the manifest has the digest of."))
    todo = Message(gettext_noop("Look in the journal for who altered it, or restore it from a backup."))
    raise Invalid([error("study.specification", "", accepted, todo)])
