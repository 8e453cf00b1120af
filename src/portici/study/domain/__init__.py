"""Desks for studies and their editions."""

from .editions import ask_how_sure, draft_edition, order_run, set_specification
from .studies import amend_study, open_study

__all__ = ["amend_study", "ask_how_sure", "draft_edition", "open_study", "order_run", "set_specification"]
