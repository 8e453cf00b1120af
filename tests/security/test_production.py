"""An installation for real: what it does not start with, and that Django's own checks find nothing on one that is set as the page says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "PORTICI_PRODUCTION": "1",
    "PORTICI_HOSTS": "portici.citta.example",
    "PORTICI_HTTPS": "1",
    "PORTICI_SECRET_KEY": "q9Z4mB7xT2vL8pR3nW6yK1cF5hJ0sD4gA7eU2iO9lP6kM3bV8wXz",
    "PORTICI_EMAIL_HOST": "mail.citta.example",
    "PORTICI_UNCOLLECTED": "1",
}


def portici(tmp_path: Path, *words: str, **changed: str) -> subprocess.CompletedProcess[str]:
    """A command with only these variables; a value of "" takes one away."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PORTICI_", "DATABASE_URL"))
    }
    said = {name: value for name, value in (GOOD | changed).items() if value}
    environment = (
        kept | said | {"PORTICI_STATE": str(tmp_path), "DJANGO_SETTINGS_MODULE": "portici.config.settings"}
    )
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_the_deployment_checks_find_nothing(tmp_path: Path) -> None:
    done = portici(tmp_path, "-m", "portici.cli.main", "check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, done.stderr) == (0, "")
    assert "no issues" in done.stdout


def test_it_starts_when_all_is_set(tmp_path: Path) -> None:
    done = portici(tmp_path, "-c", "import portici.config.wsgi")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"PORTICI_DEBUG": "1"}, "PORTICI_DEBUG is on"),
        ({"PORTICI_DEMO": "1"}, "PORTICI_DEMO is on"),
        ({"PORTICI_SECRET_KEY": "changeme"}, "The secret key can be guessed"),
        ({"PORTICI_SECRET_KEY": "django-insecure-" + "q9Z4mB7xT2" * 5}, "The secret key can be guessed"),
        ({"PORTICI_HOSTS": ""}, "PORTICI_HOSTS does not say"),
        ({"PORTICI_HOSTS": "*"}, "PORTICI_HOSTS does not say"),
        ({"PORTICI_HTTPS": ""}, "Sessions would travel in clear"),
        ({"PORTICI_SECOND_FACTOR": "0"}, "The office would open with a password alone"),
    ],
)
def test_it_does_not_start_with_what_is_fit_for_a_trial(
    tmp_path: Path, changed: dict[str, str], said: str
) -> None:
    done = portici(tmp_path, "-c", "import portici.config.wsgi", **changed)
    assert done.returncode == 1
    assert done.stderr.startswith("Portici does not start in production like this:\n")
    assert said in done.stderr
    checked = portici(tmp_path, "-m", "portici.cli.main", "check", **changed)
    assert (checked.returncode, said in checked.stderr) == (1, True)


def test_a_name_that_others_can_call_makes_it_production(tmp_path: Path) -> None:
    done = portici(tmp_path, "-c", "import portici.config.wsgi", PORTICI_PRODUCTION="", PORTICI_HTTPS="")
    assert "Sessions would travel in clear" in done.stderr


def test_a_key_is_made_for_who_gives_none(tmp_path: Path) -> None:
    done = portici(tmp_path, "-c", "import portici.config.wsgi", PORTICI_SECRET_KEY="")
    assert (done.returncode, done.stderr) == (0, "")
    kept = tmp_path / "secret-key"
    assert (len(kept.read_text()) >= 50, kept.stat().st_mode & 0o077) == (True, 0)


def test_on_this_machine_alone_nothing_is_asked(tmp_path: Path) -> None:
    alone = dict.fromkeys(GOOD, "") | {"PORTICI_UNCOLLECTED": "1"}
    assert portici(tmp_path, "-c", "import portici.config.wsgi", **alone).returncode == 0
