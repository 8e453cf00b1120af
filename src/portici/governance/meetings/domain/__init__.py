"""Desks for meetings and their agenda."""

from .agenda import add_item, amend_item, lift_confidentiality
from .options import add_option, amend_option, remove_option
from .order import carry_over, drop_item, move_item, put_on_agenda
from .planning import amend_meeting, plan_meeting, plan_series
from .proposing import take_up
from .replies import reply
from .states import announce_agenda, cancel_meeting, close_meeting, convene_meeting, open_meeting

__all__ = [
    "add_item",
    "add_option",
    "amend_item",
    "amend_meeting",
    "amend_option",
    "announce_agenda",
    "cancel_meeting",
    "carry_over",
    "close_meeting",
    "convene_meeting",
    "drop_item",
    "lift_confidentiality",
    "move_item",
    "open_meeting",
    "plan_meeting",
    "plan_series",
    "put_on_agenda",
    "remove_option",
    "reply",
    "take_up",
]
