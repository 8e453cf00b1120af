"""The page on operations, typed line by line on a host with nothing of Portici on it: set up, upgraded, led back."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.drills import front, page

SETTING_UP, UPGRADE = "One host, from nothing", "Upgrade, and the way back"
PLACES = {
    "<the repository>": "/srv/portici",
    "<name>": "portici.citta.example",
    "<mail server>": "127.0.0.1",
    "<sender>": "portici@citta.example",
    "<version>": "later",
    "<before>": "$BEFORE",
    "<backup>": "$BACKUP",
}
#: The one thing that the page leaves to be typed in: the password of the own account.
PASSWORD = "una-frase-lunga-4\n"
#: What an administrator writes down on the way.
WRITTEN_DOWN = (
    "BACKUP=$(ls -t /var/backups/portici | head -1)\nBEFORE=$(as_portici git log -1 --format=%H HEAD^)"
)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources as they lie here, as a repository with a later version in it."""
    folder = tmp_path_factory.mktemp("repository")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=front.ROOT, capture_output=True, text=True, check=True
    ).stdout  # fmt: skip
    for name in filter(None, listed.split("\0")):
        if (front.ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(front.ROOT / name, folder / name)
    author = ["-c", "user.name=Drill", "-c", "user.email=drill@example.org", "-c", "commit.gpgsign=false"]
    for words in (
        ["init", "-q"],
        ["add", "-A"],
        [*author, "commit", "-qm", "As it is"],
        [*author, "commit", "-qm", "Later", "--allow-empty"],
        ["tag", "later"],
        ["reset", "-q", "--hard", "HEAD^"],
    ):
        subprocess.run(["git", *words], cwd=folder, check=True)
    return folder


def script() -> str:
    """Both chapters as they stand on the page, with what the drill asks after each."""
    upgrade = page.commands(UPGRADE)
    back = next(number for number, line in enumerate(upgrade) if "<before>" in line) - 1
    parts = [
        "set -eE -o pipefail",
        # What failed stands last: of what the drill tells, the end is shown.
        "trap 'failed=$BASH_COMMAND; tail -n 20 /var/log/drill/*.log >&2; echo \"FAILED: $failed\" >&2' ERR",
        ". $DRILL_ROOT/tests/drills/host/ask",
        "set -x",
        *page.filled(page.commands(SETTING_UP), PLACES),
        *("stands", "is_safe", "timers_do", "mail_waits", "logs_turn"),
        *page.filled(upgrade[:back], PLACES),
        *("stands", WRITTEN_DOWN),
        *page.filled(upgrade[back:], PLACES),
        *("stands", '[ "$(as_portici git log -1 --format=%s)" = "As it is" ]', "echo THE PAGE HOLDS"),
    ]
    return "\n".join(parts)


def test_the_page_holds_line_by_line(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "script").write_text(script())
    (tmp_path / "space").mkdir()
    enter = [str(Path(__file__).parent / "host/enter"), str(tmp_path / "space"), str(front.ROOT)]
    given = [str(tmp_path / "script"), str(repository)]
    done = subprocess.run(
        ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--net", "--uts", *enter, *given],
        input=PASSWORD, capture_output=True, text=True, check=False, timeout=1800,
    )  # fmt: skip
    assert (done.returncode, done.stdout.splitlines()[-1:]) == (0, ["THE PAGE HOLDS"]), done.stderr[-6000:]


def test_every_place_to_fill_in_is_one_that_the_drill_knows() -> None:
    found = set(page.PLACE.findall(" ".join([*page.commands(SETTING_UP), *page.commands(UPGRADE)])))
    assert found == set(PLACES)


def test_what_the_page_copies_is_there() -> None:
    text = page.PAGE.read_text()
    named = set(re.findall(r"deploy/[\w./-]*\w", text)) - {"deploy/systemd/portici"}
    assert [name for name in sorted(named) if not (front.ROOT / name).exists()] == []
    kept = [line for line in page.commands(SETTING_UP) if line.startswith("systemctl enable")]
    units = {f"{name.name}" for name in (front.ROOT / "deploy/systemd").iterdir()}
    for timer in re.findall(r"portici-\w+\.timer", kept[0]):
        assert {timer, timer.replace(".timer", ".service")} <= units
    assert {unit for unit in units if unit.endswith(".timer")} == set(
        re.findall(r"portici-\w+\.timer", kept[0])
    )
