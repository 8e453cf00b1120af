"""Desks for bodies with their members, and for decisions."""

from .bodies import add_member, amend_body, amend_member, end_member, record_body
from .decisions import amend_decision, carry_out, record_decision

__all__ = [
    "add_member",
    "amend_body",
    "amend_decision",
    "amend_member",
    "carry_out",
    "end_member",
    "record_body",
    "record_decision",
]
