"""Desks for accounts, grants, and the locks of an account."""

from .accounts import choose_language, close_account, open_account, reopen_account
from .grants import grant_role, revoke_role
from .locks import end_sessions_of, reset_second_factor

__all__ = [
    "choose_language",
    "close_account",
    "end_sessions_of",
    "grant_role",
    "open_account",
    "reopen_account",
    "reset_second_factor",
    "revoke_role",
]
