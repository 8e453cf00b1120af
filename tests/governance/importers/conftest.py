"""Registers brought in as a coordinator does, on 2 March 2026."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests import makers

from portici.imports.domain import receive_file, run_import


@pytest.fixture
def bring(frozen: object, settings: Any, tmp_path: Path) -> Callable[..., Any]:
    """A register brought in: the run, when it is over."""
    settings.MEDIA_ROOT = tmp_path / "media"

    def brought(content: str | Path, *, dry_run: bool = False, **options: str) -> Any:
        path = content
        if isinstance(path, str):
            path = tmp_path / "register.csv"
            path.write_text(str(content), encoding="utf-8")
        run = receive_file(
            actor=makers.coordinator(), importer="decisions", filename=path.name, content=path,
            options=options, dry_run=dry_run,
        )  # fmt: skip
        return run_import(run_uid=run.uid)

    return brought
