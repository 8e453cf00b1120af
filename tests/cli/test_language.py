"""One language a run: what is chosen, and that help, refusals and answers are all in it."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest
from django.utils import translation

from portici.cli import commands, language
from portici.cli.output import Command

COMMANDS = ("start", "serve", "load", "import_file", "demo_accounts", "translations")
ENGLISH = ("usage:", "options:", "example:", "show this help message and exit")
ITALIAN = ("uso:", "opzioni:", "esempio:", "mostra questo aiuto ed esce")


def command(name: str) -> Command:
    made = import_module(f"portici.cli.management.commands.{name}").Command()
    assert isinstance(made, Command)
    return made


def test_examples() -> None:
    assert [doctest.testmod(module).failed for module in (language, commands)] == [0, 0]


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        ([], {}, "it"),
        ([], {"LANG": "POSIX"}, "it"),
        ([], {"LANG": "en_GB.UTF-8"}, "en"),
        ([], {"LANG": "it_IT.UTF-8", "LC_ALL": "en_US"}, "en"),
        ([], {"LANG": "it_IT.UTF-8", "LC_ALL": "C"}, "it"),
        ([], {"LANGUAGE": "it:en", "LANG": "en_GB"}, "it"),
        ([], {"PORTICI_LANGUAGE": "en", "LANGUAGE": "it"}, "en"),
        (["--language=it"], {"PORTICI_LANGUAGE": "en"}, "it"),
        (["--language", "xx"], {"LANG": "fr_FR"}, "en"),
        (["--language"], {}, "it"),
    ],
)
def test_what_is_chosen(arguments: list[str], environment: dict[str, str], expected: str) -> None:
    assert language.chosen(arguments, environment) == expected


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize(("code", "said", "unsaid"), [("en", ENGLISH, ITALIAN), ("it", ITALIAN, ENGLISH)])
def test_help_is_in_one_language(
    name: str, code: str, said: tuple[str, ...], unsaid: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setenv("PORTICI_LANGUAGE", code)
    command(name).print_help("portici", name)
    told = capsys.readouterr().out
    assert [word for word in said if word not in told] == []
    assert [word for word in unsaid if word in told] == []
    with translation.override(code):
        assert str(command(name).about) in told
    assert f"portici {name}" in told.partition(said[2])[2]


@pytest.mark.parametrize(
    ("code", "load", "worker", "unknown"),
    [
        (
            "it",
            "Carica un pacchetto di città",
            "Esegue i lavori in attesa: importazioni, calcoli.",
            "Comando sconosciuto: lod. Intendevi load? «portici help» elenca i comandi.",
        ),
        (
            "en",
            "Load",
            "Do the jobs that wait: imports, computations.",
            "Unknown command: lod. Did you mean load? “portici help” lists the commands.",
        ),
    ],
)
def test_the_list_of_commands(
    code: str, load: str, worker: str, unknown: str,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setenv("PORTICI_LANGUAGE", code)
    commands.House(["portici", "help"]).execute()
    lines = [line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines() if line.startswith("  ")]
    told = dict(lines)
    assert list(told) == [*commands.of_the_house(), *commands.USEFUL]
    assert list(told)[: len(commands.of_the_house())] == sorted(
        path.stem for path in Path(commands.__file__).parent.glob("management/commands/[a-z]*.py")
    )
    assert (told["load"].startswith(load), told["db_worker"]) == (True, worker)
    with pytest.raises(SystemExit) as ended:
        commands.House(["portici", "lod"]).execute()
    assert ended.value.code == unknown


def test_a_bad_command_line_is_answered_in_the_language(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command("load").run_from_argv(["portici", "load", "--language", "it"])
    assert (
        capsys.readouterr().err.splitlines()[-1] == "portici load: errore: mancano questi argomenti: folder"
    )
    with pytest.raises(SystemExit):
        command("start").run_from_argv(["portici", "start", "--port", "80x", "--language", "en"])
    assert capsys.readouterr().err.splitlines()[-1] == (
        "portici start: error: argument --port: 80x: a port is a number from 1 to 65535"
    )
