"""What leads from an edition to its dossier, and from there on."""

from __future__ import annotations

from typing import Any

from portici.governance.queries import adoptions_of
from portici.kernel.actor import VISITOR
from portici.study.comparing import comparable
from portici.study.models import Edition

from .reading import edition_url


def dossier_links(edition: Edition) -> dict[str, Any]:
    """What leads from an edition's page to its dossier, to an earlier edition beside it and to the decisions on it."""
    return {
        "dossier_url": edition_url(edition, "edition-dossier"),
        "pdf_url": edition_url(edition, "edition-dossier-paper"),
        "zip_url": edition_url(edition, "edition-dossier-archive"),
        "comparison_url": edition_url(edition, "edition-comparison") if comparable(VISITOR, edition) else "",
        "adopted": adoptions_of(VISITOR, edition),
    }
