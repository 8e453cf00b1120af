"""Desks for bodies with their members, delegates and rules, and for decisions."""

from .bodies import SEAT, add_member, amend_body, amend_member, end_member, record_body
from .decisions import amend_decision, carry_out, record_decision, serve_guidelines
from .delegates import MANDATE, amend_delegate, appoint_delegate
from .rulebooks import amend_rules, set_rules

__all__ = [
    "MANDATE",
    "SEAT",
    "add_member",
    "amend_body",
    "amend_decision",
    "amend_delegate",
    "amend_member",
    "amend_rules",
    "appoint_delegate",
    "carry_out",
    "end_member",
    "record_body",
    "record_decision",
    "serve_guidelines",
    "set_rules",
]
