"""Desks for editions: draft one, write its specification, order the run over the figures as they stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from portici.kernel.actor import Actor
from portici.kernel.codes.parsed import error
from portici.kernel.findings import (
    Conflict,
    Finding,
    Invalid,
    Message,
    Refused,
    ensure,
    ensure_valid,
    gettext_noop,
)
from portici.records import domain as records

from .. import checks, inputs, neighbours, rules
from ..models import AreaResult, Edition, EditionState, Study
from ..neighbours import Frozen, Neighbourhood
from ..sureness import Asked, as_values, asked_of, ensure_drawable
from ..trying import Trial, parse, try_out
from ..weighing import reweighted

#: Rows stored at a time.
CHUNK = 1000


def draft_edition(
    *,
    actor: Actor,
    study: Study,
    title: str,
    copy_of: Edition | None = None,
    language: str = "it",
    is_example: bool = False,
) -> Edition:
    """The study's next edition, empty or with the specification of another one of it. Numbers are never used again.

    Raises Refused; Invalid (an edition of another study, no title).
    """
    ensure(rules.may_amend_study(actor, study))
    if copy_of is not None and copy_of.study_id != study.pk:
        raise Invalid([_of_another(copy_of)])
    with transaction.atomic():
        # Two drafts at the same time wait for each other, and take two numbers.
        study = records.locked(study)
        last = Edition.objects.filter(study=study).aggregate(last=Max("number"))["last"]
        edition = Edition(
            study=study,
            number=int(last or 0) + 1,
            title=title.strip(),
            specification=copy_of.specification if copy_of is not None else "",
            uncertainty=copy_of.uncertainty if copy_of is not None else {},
            published_index=copy_of.published_index if copy_of is not None else None,
            published_period=copy_of.published_period if copy_of is not None else "",
            clusters=(copy_of.clusters if copy_of is not None else {})
            or neighbours.as_values(Neighbourhood()),
            language=language,
            is_example=is_example,
        )
        return records.add(actor=actor, record=edition)


def set_specification(
    *,
    actor: Actor,
    edition: Edition,
    specification: str,
    title: str | None = None,
    version: int | None = None,
    reason: str = "",
) -> Edition:
    """Write what the edition computes. It must be readable and name columns that are there; whether it can be worked
    out is told on the edition's page, and stops only the run.

    Raises Refused (also for a computed edition), Invalid with the line of each fault, Conflict.
    """
    with transaction.atomic():
        current = records.locked(edition)
        ensure(rules.may_amend_edition(actor, current))
        spec = parse(specification)
        ensure_readable(actor, current.study, spec.columns())
        values: dict[str, Any] = {"specification": specification} | _drafted_again(current)
        if title is not None:
            values["title"] = title.strip()
        return records.amend(actor=actor, record=edition, values=values, version=version, reason=reason)


def ask_how_sure(
    *, actor: Actor, edition: Edition, asked: Asked | None, version: int | None = None, reason: str = ""
) -> Edition:
    """Say what the run varies to see how sure the ranking is; None: nothing.

    Whether it can be drawn over the figures is seen when the run is ordered. Raises Refused, Invalid (numbers out of
    their limits), Conflict.
    """
    with transaction.atomic():
        current = records.locked(edition)
        ensure(rules.may_amend_edition(actor, current))
        ensure_valid(checks.on_asked(asked))
        values = {"uncertainty": as_values(asked)} | _drafted_again(current)
        return records.amend(actor=actor, record=edition, values=values, version=version, reason=reason)


def ask_clusters(
    *, actor: Actor, edition: Edition, asked: Neighbourhood, version: int | None = None, reason: str = ""
) -> Edition:
    """Say who counts as a neighbour, to see where distress gathers. Raises Refused, Invalid (numbers out of their
    limits), Conflict."""
    with transaction.atomic():
        current = records.locked(edition)
        ensure(rules.may_amend_edition(actor, current))
        ensure_valid(checks.on_neighbourhood(asked))
        values = {"clusters": neighbours.as_values(asked)} | _drafted_again(current)
        return records.amend(actor=actor, record=edition, values=values, version=version, reason=reason)


def keep_weights(*, actor: Actor, edition: Edition, weights: Mapping[str, float], title: str) -> Edition:
    """The study's next edition: a copy of this one with other weights of the index's own parts. Raises Refused, Invalid."""
    ensure(rules.may_amend_study(actor, edition.study))
    text = reweighted(edition.specification, weights)
    with transaction.atomic():
        drafted = draft_edition(actor=actor, study=edition.study, title=title, copy_of=edition)
        return set_specification(actor=actor, edition=drafted, specification=text)


def _drafted_again(edition: Edition) -> dict[str, Any]:
    """What becomes of an edition that stopped or was refused, once it is changed."""
    if edition.state == EditionState.DRAFTED:
        return {}
    ensure(rules.EDITION_STATES.allows(EditionState(edition.state), EditionState.DRAFTED))
    return {"state": EditionState.DRAFTED, "findings": []}


def ensure_readable(actor: Actor, study: Study, columns: tuple[str, ...]) -> None:
    """Raise Invalid when a column is not there for the actor."""
    missing = [one for one in inputs.read(actor, study, columns).findings if one.severity == "error"]
    if missing:
        raise Invalid(missing)


def order_run(*, actor: Actor, edition: Edition, version: int | None = None) -> Edition:
    """Freeze the inputs as they stand and have the edition computed: hand its uid to `tasks.carry_out` after this.

    Raises Refused, also when the figures changed while they were worked out; Invalid with all that stands in the way; Conflict.
    Then nothing is frozen.
    """
    read = Edition.objects.select_related("study__layer", "study__within").get(pk=edition.pk)
    ensure(rules.may_order(actor, read))
    # Worked out before the store is locked: everybody else's writing would wait for it.
    trial, frozen = _worked_out(actor, read)
    with transaction.atomic():
        current = records.locked(edition)
        ensure(rules.may_order(actor, current))
        _ensure_still_so(actor, read, current, trial)
        _freeze(current, trial, frozen)
        values = {
            "state": EditionState.ORDERED,
            "inputs": [column.facts(trial.inputs.areas) for column in trial.inputs.columns],
            "shapes": dict(frozen.facts),
            "findings": [],
            "worker": "",
            "draws_done": 0,
        }
        links = {
            "indicators": list(
                {column.indicator.pk: column.indicator for column in trial.inputs.columns}.values()
            )
        }
        return records.amend(
            actor=actor, record=edition, values=values, links=links, version=version, verb="order-run"
        )


def _worked_out(actor: Actor, edition: Edition) -> tuple[Trial, Frozen]:
    """What a run would be made of, tried over the figures as they stand. Raises Invalid."""
    trial = try_out(actor, edition.study, edition.specification)
    ensure_drawable(asked_of(edition.uncertainty), trial.result.specification, inputs.rows_of(trial.inputs))
    asked = neighbours.asked_of(edition.clusters)
    return trial, neighbours.freeze(asked, trial.inputs.areas, trial.ranked)


def _ensure_still_so(actor: Actor, read: Edition, current: Edition, trial: Trial) -> None:
    """Raise Conflict when the edition was changed since it was read, Refused when the figures or the areas were."""
    if current.version != read.version:
        raise Conflict(expected=read.version, current=current.version)
    again = inputs.read(actor, current.study, [column.name for column in trial.inputs.columns])
    if again.findings != trial.inputs.findings or inputs.stamp(again) != inputs.stamp(trial.inputs):
        raise Refused(
            Message(gettext_noop("The figures changed while the run was being prepared: order it again."))
        )


def stop_run(*, actor: Actor, edition: Edition, version: int | None = None) -> Edition:
    """Stop a run; the worker lets go of it within seconds, and what it has drawn is kept. Raises Refused, Conflict."""
    with transaction.atomic():
        ensure(rules.may_stop(actor, records.locked(edition)))
        values = {"state": EditionState.STOPPED, "worker": ""}
        return records.amend(actor=actor, record=edition, values=values, version=version, verb="stop-run")


def resume_run(*, actor: Actor, edition: Edition, version: int | None = None) -> Edition:
    """Have a stopped run go on, over the inputs as they were frozen and from the draws that were done: hand its uid to
    `tasks.carry_out` after this. Raises Refused, Conflict."""
    with transaction.atomic():
        ensure(rules.may_resume(actor, records.locked(edition)))
        values = {"state": EditionState.ORDERED}
        return records.amend(actor=actor, record=edition, values=values, version=version, verb="resume-run")


def _freeze(edition: Edition, trial: Trial, frozen: Frozen) -> None:
    """The rows of the areas with what went in and who is near them; those of an earlier order give way."""
    edition.results.all().delete()
    rows = zip(trial.inputs.areas, inputs.rows_of(trial.inputs), strict=True)
    AreaResult.objects.bulk_create(
        (
            AreaResult(
                edition=edition,
                area=area,
                position=position,
                code=row.code,
                name=row.name,
                parent_code=row.parent_code,
                parent=area.parent,
                inputs=dict(row.inputs),
                has_figures=any(value is not None for value in row.inputs.values()),
                excluded_by=list(row.excluded_by),
                neighbours=frozen.neighbours.get(row.code),
            )
            for position, (area, row) in enumerate(rows)
        ),
        batch_size=CHUNK,
    )


def _of_another(edition: Edition) -> Finding:
    accepted = Message(gettext_noop("An edition of the same study."))
    todo = Message(gettext_noop("Choose one of the study's own editions."))
    return error("edition.other", str(edition), accepted, todo).at("copy_of")
