"""Passwords of tests: hashed as in use, for a thousandth of the time that makes them hard to guess."""

from __future__ import annotations

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class QuickHasher(PBKDF2PasswordHasher):
    """Reads and is read by the hasher of the house: a hash tells how often it was worked on."""

    iterations = PBKDF2PasswordHasher.iterations // 1000
