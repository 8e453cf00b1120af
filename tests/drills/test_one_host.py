"""One host as the page on operations sets it up: the units are sound, nginx takes its files, and the site behind it is as it must be."""

from __future__ import annotations

import json
import re
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.drills import front
from tests.e2e import store

UNITS = sorted((front.ROOT / "deploy/systemd").iterdir())


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_the_units_are_sound(unit: Path) -> None:
    done = subprocess.run(
        ["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False
    )
    faults = [
        line
        for line in done.stderr.splitlines()
        if unit.name in line and "/opt/portici/.venv/bin/portici is not executable" not in line
    ]
    assert faults == []


def test_what_a_timer_starts_is_done_though_the_other_fails() -> None:
    """In a oneshot unit a line is not reached when the one before it fails: each has a unit, and one calls the other."""
    text = {unit.name: unit.read_text() for unit in UNITS}
    for first, second in (("due", "remind"), ("daily", "prune")):
        calls = [
            re.findall(r"^ExecStart=", text[f"portici-{name}.service"], re.MULTILINE)
            for name in (first, second)
        ]
        wanted = re.findall(r"^Wants=(.+)", text[f"portici-{first}.service"], re.MULTILINE)
        assert ([len(lines) for lines in calls], wanted) == ([1, 1], [f"portici-{second}.service"])


def test_what_the_units_call_is_there() -> None:
    for unit in UNITS:
        for command in re.findall(r"ExecStart=/opt/portici/\.venv/bin/portici (.+)", unit.read_text()):
            name, *options = command.split()
            shown = subprocess.run(
                [str(front.ROOT / ".venv/bin/portici"), name, "--help"],
                capture_output=True,
                text=True,
                check=True,
            ).stdout
            assert [option for option in options if option.startswith("--") and option not in shown] == []


def test_every_variable_of_the_example_is_a_setting() -> None:
    example = (front.ROOT / "deploy/portici.env.example").read_text()
    told = (front.ROOT / "docs/settings.md").read_text()
    names = {name.removesuffix("_FILE") for name in re.findall(r"^#? ?([A-Z_]+)=", example, re.MULTILINE)}
    assert [name for name in sorted(names) if f"`{name}`" not in told] == []


def test_the_commands_of_the_page_are_there() -> None:
    page = (front.ROOT / "docs/operations.md").read_text()
    for name in set(re.findall(r"^ +portici ([a-z-]+)", page, re.MULTILINE)):
        command = [str(front.ROOT / ".venv/bin/portici"), name, "--help"]
        assert subprocess.run(command, capture_output=True, check=False).returncode == 0, name


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[httpx.Client, Path]]:
    """A visitor's client in front of the whole: TLS, nginx, web processes, worker, demo city."""
    folder = tmp_path_factory.mktemp("host")
    plain, tls = free_port(), free_port()
    city = store.copy_of(store.template(), "one_host")
    settings = {
        "PORTICI_HTTPS": "1",
        "PORTICI_HOSTS": f"{front.NAME},localhost",
        "PORTICI_ORIGINS": f"https://{front.NAME}:{tls}",
        "PORTICI_LOG_LEVEL": "INFO",
        "PORTICI_LOG_JSON": "1",
    }
    with (
        (folder / "application.log").open("w") as log,
        store.served(city, jobs=True, settings=settings, log=log) as address,
    ):
        main = front.configuration(folder, hosts=[address.removeprefix("http://")], plain=plain, tls=tls)
        with front.running(main, []):
            trusted = ssl.create_default_context(cafile=str(folder / "fullchain.pem"))
            with httpx.Client(
                base_url=f"https://localhost:{tls}", verify=trusted, headers={"Host": front.NAME}, timeout=30
            ) as client:
                yield client, folder


def test_a_visitor_is_led_to_the_safe_side(host: tuple[httpx.Client, Path]) -> None:
    client, folder = host
    plain = re.search(r"listen (\d+);", (folder / "portici.conf").read_text())
    assert plain
    answer = httpx.get(f"http://localhost:{plain[1]}/territorio/", headers={"Host": front.NAME})
    assert (answer.status_code, answer.headers["location"]) == (301, f"https://{front.NAME}/territorio/")
    answer = client.get("/")
    assert answer.status_code == 200
    assert answer.headers["strict-transport-security"].startswith("max-age=31536000")
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "nginx/" not in answer.headers.get("server", "")


def test_built_files_come_from_nginx_and_stay(host: tuple[httpx.Client, Path]) -> None:
    client, _folder = host
    style = re.search(r'href="(/static/[^"]+\.css)"', client.get("/").text)
    assert style
    answer = client.get(style[1])
    assert (answer.status_code, answer.headers["cache-control"]) == (
        200,
        "public, max-age=31536000, immutable",
    )
    assert client.get("/static/../portici.env").status_code in {400, 404}


def test_one_number_in_both_logs_and_no_visitor_in_either(host: tuple[httpx.Client, Path]) -> None:
    client, folder = host
    number = client.get(
        "/cerca/?q=Bianchi", headers={"X-Request-ID": "chosen-by-visitor", "X-Forwarded-For": "9.9.9.9"}
    ).headers["x-request-id"]
    assert re.fullmatch("[0-9a-f]{32}", number)
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        front_log = (folder / "logs/portici.log").read_text()
        inner_log = (folder / "application.log").read_text()
        if number in front_log and number in inner_log:
            break
        time.sleep(0.1)
    line = next(json.loads(line) for line in inner_log.splitlines() if number in line)
    assert (line["route"], line["status"]) == ("portal:search", 200)
    assert number in front_log
    assert [
        word for word in ("Bianchi", "9.9.9.9", "127.0.0.1", "chosen") if word in front_log + inner_log
    ] == []


def test_too_large_a_file_is_refused_at_the_door(host: tuple[httpx.Client, Path]) -> None:
    client, _folder = host
    answer = client.post("/ufficio/importazioni/", content=b"x" * 70_000_000)
    assert answer.status_code == 413


def test_who_watches_does_so_from_inside(host: tuple[httpx.Client, Path]) -> None:
    client, folder = host
    assert client.get("/-/readyz").json() == {"status": "ok", "lacking": []}
    assert "deny all;" in (folder / "portici.conf").read_text()
