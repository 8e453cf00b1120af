"""Desks for accounts, grants, and the locks of an account."""

from .accounts import choose_language, close_account, open_account, reopen_account
from .grants import grant_role, revoke_role
from .locks import end_sessions_of, reset_second_factor, tell_own_lock
from .subjects import dispose_due, erase_subject, export_subject

__all__ = [
    "choose_language",
    "close_account",
    "dispose_due",
    "end_sessions_of",
    "erase_subject",
    "export_subject",
    "grant_role",
    "open_account",
    "reopen_account",
    "reset_second_factor",
    "revoke_role",
    "tell_own_lock",
]
