"""What the portal reads of studies, always with a visitor's eyes: published, and computed."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portici.kernel.actor import VISITOR
from portici.study import queries
from portici.study.models import AreaResult, Edition, Study

STUDIES = _("Studies")


def study_at(code: str) -> Study:
    """The study of an address; Http404 when a visitor sees none."""
    found = queries.study_by_code(VISITOR, code)
    if found is None:
        raise Http404
    return found


def edition_at(code: str, number: int) -> Edition:
    """The computed edition of an address; Http404 when a visitor sees none."""
    found = queries.computed(VISITOR, code).filter(number=number).first()
    if found is None:
        raise Http404
    return found


def results(edition: Edition) -> QuerySet[AreaResult]:
    """The edition's areas that a visitor sees, by rank."""
    return queries.in_order_of_rank(queries.results_of(VISITOR, edition))


def edition_url(edition: Edition, name: str = "edition", *args: Any) -> str:
    """An address below the edition's own."""
    return reverse(f"portal:{name}", args=[edition.study.code, edition.number, *args])


def above(edition: Edition) -> list[tuple[Any, str]]:
    """The pages above an edition's own."""
    study = edition.study
    return [
        (STUDIES, reverse("portal:studies")),
        (study.title, reverse("portal:study", args=[study.code])),
    ]


def down_to(edition: Edition) -> list[tuple[Any, str]]:
    """The pages above a page that hangs from an edition's: the edition's own is the last."""
    return [*above(edition), (edition.title, edition_url(edition))]
