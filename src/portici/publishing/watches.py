"""What waits for somebody in the editors' rooms: pages to review, pictures that are attached and may not be shown."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from portici.deadlines.registry import Due, register, watch_over

from . import queries, rules


def _due(page: Page) -> Due:
    return Due(page.specific, page.latest_revision_created_at and page.latest_revision_created_at.date())


def put_in() -> None:
    """Register this room's watches."""
    register(
        watch_over(
            queries.waiting_for_review,
            _due,
            name="pages-to-review",
            heading=_("Pages to review"),
            todo=_("Read the page in the editors' rooms; approve it, or send it back with a comment."),
            act=_("Review it"),
            roles=frozenset(rules.REVIEWERS),
            order=30,
            day="latest_revision_created_at",
            since=True,
        )
    )
