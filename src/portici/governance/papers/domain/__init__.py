"""Desks for minutes and for dossiers."""

from .dossiers import amend_dossier, begin_dossier, send_dossier
from .minutes import amend_minutes, approve_minutes, draft_minutes, propose_minutes, take_back_minutes

__all__ = [
    "amend_dossier",
    "amend_minutes",
    "approve_minutes",
    "begin_dossier",
    "draft_minutes",
    "propose_minutes",
    "send_dossier",
    "take_back_minutes",
]
