"""What the house must know of agreements, candidacies and pledges."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portici.records.registry import Kind, register

from ..models import Agreement, Candidacy, Pledge
from . import checks, rules


def put_in() -> None:
    """Register the kinds."""
    register(
        Kind(
            model=Agreement,
            label=_("agreement"),
            label_plural=_("agreements"),
            may_add=rules.may_write,
            may_edit=rules.may_amend,
            may_publish=rules.may_publish,
            check=checks.on_agreement,
            facts=checks.facts,
            select_related=("area", "network"),
        )
    )
    register(
        Kind(
            model=Candidacy,
            label=_("candidacy"),
            label_plural=_("candidacies"),
            may_add=rules.may_propose,
            may_edit=rules.may_amend_candidacy,
            may_publish=rules.never_published,
            select_related=("agreement", "organisation"),
        )
    )
    register(
        Kind(
            model=Pledge,
            label=_("pledge"),
            label_plural=_("pledges"),
            may_add=rules.may_propose,
            may_edit=rules.may_amend_pledge,
            may_publish=rules.never_published,
            select_related=("organisation", "agreement"),
        )
    )
