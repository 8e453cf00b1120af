"""How far a step of a decision is, in words."""

from __future__ import annotations

from django import template

from portici.governance.following.queries import Step
from portici.governance.following.sentences import milestones_said, origin_said

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
def steps(depth: int) -> range:
    """As many marks as a guideline stands deep in its plan."""
    return range(depth)
