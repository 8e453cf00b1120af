"""Agreements and commitments as sections of pages that gather."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portici.fronts.portal.territory.sections import Section, section
from portici.organisations.models import Organisation

from .reading import agreements_of, commitments
from .tables import AgreementTable, CommitmentTable


def commitment_section(rows: Any, narrowing: str, **options: Any) -> Section:
    """What was committed to: what is to be done first."""
    return section(
        "impegni",
        _("Commitments"),
        CommitmentTable,
        rows.order_by("done_on", "due_on", "pk"),
        empty=_("No commitment is recorded."),
        all_url=f"{reverse('portal:commitments')}?{narrowing}",
        **options,
    )


def agreed_by(organisation: Organisation) -> list[Section]:
    """What an organisation is party to and has committed to; a section only where there is something."""
    narrowing = f"organisation={organisation.uid}"
    signed = section(
        "accordi",
        _("Agreements that it is party to"),
        AgreementTable,
        agreements_of(organisation),
        empty="",
        all_url=f"{reverse('portal:agreements')}?{narrowing}",
    )
    owed = commitment_section(
        commitments().filter(organisation=organisation), narrowing, exclude=("organisation",)
    )
    return [one for one in (signed, owed) if one.total]
