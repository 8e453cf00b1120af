"""Desks of a meeting that is held.

Locks are taken in this order: meeting, agenda item, motion, counters, body; a desk takes those that it needs and none before one
that it has passed. Who opens a vote takes the body too, which the desks of its seats and rules hold: these do not change while a
vote is open. What the opening of a vote or the close of a meeting would change is read once the meeting is locked. A ballot locks its
motion alone, so that votes on one text wait for each other and for nothing else. The journal is written without raising the
item's version: sixty votes are sixty entries, and no paper that is open goes stale.
"""

from .attendance import arrive, leave
from .ballots import call_roll, cast_ballot, cast_secret_ballot
from .chairs import name_chair
from .corrections import correct_attendance, record_attendance, strike_attendance
from .decisions import decide_from
from .motions import file_amendment, file_motion, take_back_motion
from .proxies import give_proxy, take_back_proxy
from .recusals import declare_recusal, withdraw_recusal
from .votes import close_vote, open_vote, settle_item, take_up_item

__all__ = [
    "arrive",
    "call_roll",
    "cast_ballot",
    "cast_secret_ballot",
    "close_vote",
    "correct_attendance",
    "decide_from",
    "declare_recusal",
    "file_amendment",
    "file_motion",
    "give_proxy",
    "leave",
    "name_chair",
    "open_vote",
    "record_attendance",
    "settle_item",
    "strike_attendance",
    "take_back_motion",
    "take_back_proxy",
    "take_up_item",
    "withdraw_recusal",
]
