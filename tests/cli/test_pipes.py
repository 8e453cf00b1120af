"""Who reads only the first lines of a command's answer closes the pipe; the command ends without a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from portici.cli.pipes import UNHEARD

ROOT = Path(__file__).resolve().parents[2]
#: Prints, flushes or not, ends as told: the command line's own code around it.
SPEAKING = "import sys\nfrom portici.cli.pipes import ending_quietly\nwith ending_quietly():\n    {0}"


def ended(*command: str, unbuffered: bool, reads: bool = False) -> tuple[int, str]:
    """The status, and what was said on standard error, of a command whose output is closed, or read to its end."""
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONUNBUFFERED"}
    environment |= {"PYTHONUNBUFFERED": "1"} if unbuffered else {}
    process = subprocess.Popen(
        [sys.executable, *command],
        env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    if not reads:
        process.stdout.close()
        process.stdout = None
    _out, said = process.communicate(timeout=120)
    return process.returncode, said


@pytest.mark.parametrize("unbuffered", [False, True])
@pytest.mark.parametrize(
    ("lines", "reads", "status"),
    [
        ("[print('a line') for _number in range(9)]", False, UNHEARD),
        ("[print('a line') for _number in range(99999)]", False, UNHEARD),
        ("[print('a line') for _number in range(9)]", True, 0),
        ("sys.exit(3)", False, 3),
        ("sys.exit(3)", True, 3),
    ],
)
def test_the_status(lines: str, reads: bool, status: int, unbuffered: bool) -> None:
    assert ended("-c", SPEAKING.format(lines), unbuffered=unbuffered, reads=reads) == (status, "")


def test_another_pipe_that_breaks_is_an_error() -> None:
    status, said = ended(
        "-c", SPEAKING.format("raise BrokenPipeError('elsewhere')"), unbuffered=False, reads=True
    )
    assert (status, said.splitlines()[-1]) == (1, "BrokenPipeError: elsewhere")


@pytest.mark.slow
def test_a_command_of_the_house() -> None:
    assert ended("-m", "portici.cli.main", "help", unbuffered=True) == (UNHEARD, "")
