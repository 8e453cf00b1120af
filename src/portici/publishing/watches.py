"""What waits for somebody in the editors' rooms: pages to review, pictures that are attached and may not be shown."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from portici.deadlines.registry import Due, Watch, register
from portici.kernel.actor import Actor

from . import queries, rules


def _first(actor: Actor, limit: int) -> Sequence[Due]:
    return [
        Due(page.specific, page.latest_revision_created_at and page.latest_revision_created_at.date())
        for page in queries.waiting_for_review(actor)[:limit]
    ]


def put_in() -> None:
    """Register this room's watches."""
    register(
        Watch(
            name="pages-to-review",
            heading=_("Pages to review"),
            todo=_("Read the page in the editors' rooms; approve it, or send it back with a comment."),
            roles=frozenset(rules.REVIEWERS),
            count=lambda actor: queries.waiting_for_review(actor).count(),
            first=_first,
            order=30,
        )
    )
