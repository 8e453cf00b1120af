"""Killed at any moment on SQLite: nothing answered is lost and nothing is half there."""

from __future__ import annotations

from pathlib import Path

from tests.drills.killed import nothing_is_lost


def test_killed_at_any_moment_nothing_answered_is_lost_and_nothing_is_half_there(tmp_path: Path) -> None:
    nothing_is_lost("sqlite", tmp_path)
