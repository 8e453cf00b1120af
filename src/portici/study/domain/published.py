"""The desk that names the city's own published index, which an edition is shown beside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from portici.kernel.actor import Actor
from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Message, ensure, ensure_valid, gettext_noop
from portici.records import domain as records
from portici.territory.models import Direction, Indicator

from .. import inputs, rules
from ..models import Edition


def name_published_index(
    *,
    actor: Actor,
    edition: Edition,
    indicator: Indicator | None,
    period: str = "",
    version: int | None = None,
    reason: str = "",
) -> Edition:
    """Say which indicator of the register, of which period, is the city's own index; None: none is shown beside.

    Raises Refused; Invalid (without values in the study's areas in that period, without a direction); Conflict.
    """
    ensure(rules.may_name_published_index(actor, edition))
    if indicator is not None:
        ensure_valid(_on_index(actor, edition, indicator, period))
    values: dict[str, Any] = {
        "published_index": indicator,
        "published_period": period if indicator is not None else "",
    }
    return records.amend(actor=actor, record=edition, values=values, version=version, reason=reason)


def _on_index(actor: Actor, edition: Edition, indicator: Indicator, period: str) -> Iterator[Finding]:
    offered = inputs.indicators_of(actor, edition.study)
    periods = inputs.periods_of(actor, edition.study, offered).get(indicator.pk, [])
    if period not in periods:
        accepted = Message(
            gettext_noop("An indicator and a period with values in the study's areas: %(periods)s."),
            {"periods": ", ".join(periods) or "–"},
        )
        todo = Message(gettext_noop("Choose one of the list, or import the values first."))
        yield error("edition.published_index", f"{indicator.code}@{period}", accepted, todo).at("index")
    elif indicator.direction == Direction.NEUTRAL:
        accepted = Message(gettext_noop("An index of which it is known whether more is worse or better."))
        todo = Message(gettext_noop("Say the direction of the indicator first."))
        yield error("edition.published_direction", indicator.name, accepted, todo).at("index")
    elif within := indicator.comparable_within:
        named = inputs.across(list(inputs.areas_of(actor, edition.study)), within)
        if named:
            yield inputs.not_across("index", indicator.name, within, named)
