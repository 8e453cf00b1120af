"""How far a step of a decision is, in words."""

from __future__ import annotations

from django import template

from portici.governance.following.evidence import Evidence
from portici.governance.following.queries import Step
from portici.governance.following.sentences import (
    Source,
    against_it,
    milestones_said,
    origin_said,
    sources_of,
)

register = template.Library()


@register.filter
def origin(step: Step) -> str:
    """Where its state comes from."""
    return origin_said(step)


@register.filter
def milestones(step: Step) -> str:
    """How many milestones of its activity are reached; empty without any."""
    return milestones_said(step)


@register.filter
def sources(one: Evidence) -> list[Source]:
    """From what its state follows, each with where it is read."""
    return sources_of(one)


@register.filter
def against(one: Evidence) -> str:
    """What does not go with its state."""
    return against_it(one)


@register.filter
def steps(depth: int) -> range:
    """As many marks as a guideline stands deep in its plan."""
    return range(depth)
