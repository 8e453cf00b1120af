"""Files fetched from a publisher that stalls, breaks off, lies, changes its mind or leads away: whole, or not there at all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from portici.citypack.faults import Faulty
from portici.citypack.fetching import Terms, fetch_sources
from portici.kernel import clock
from portici.kernel.actor import VISITOR, system_actor
from portici.kernel.findings import Refused

from .publisher import Publisher, answer, failing, half, publisher, stalling, whole

BODY = b"codice,nome\n" + b"".join(b"c%05d,Zona\n" % number for number in range(20_000))
OTHER = BODY.replace(b"Zona", b"Area")
SUM = hashlib.sha256(BODY).hexdigest()
ACTOR = system_actor("test")


@pytest.fixture
def server() -> Iterator[Publisher]:
    with publisher() as made:
        yield made


@pytest.fixture
def fetch(tmp_path: Path, server: Publisher) -> Callable[..., tuple[str, str, list[float]]]:
    """Fetch one file into `tmp_path/dati`: what became of it, the code of the fault, the pauses that were made."""

    def fetched(
        url: str = "", *, more: str = "", update: bool = False, **terms: object
    ) -> tuple[str, str, list[float]]:
        said = f'[[file]]\npath = "a/dati.csv"\nimporter = "places"\ndownload = "{url or server.url()}"\n{more}\n'
        (tmp_path / "sources.toml").write_text(said)
        pauses: list[float] = []
        given = {"attempts": 4, "stall": 0.3, "pause": pauses.append, **terms}
        with clock.suspended(datetime(2026, 11, 22, 9, tzinfo=UTC)):
            (one,) = fetch_sources(
                actor=ACTOR,
                sources=tmp_path / "sources.toml",
                folder=tmp_path / "dati",
                terms=Terms(**given),
                update=update,
            )
        return one.outcome, ", ".join(fault.finding.code for fault in one.faults), pauses

    return fetched


@pytest.fixture
def there(tmp_path: Path) -> Callable[[], list[tuple[str, bytes]]]:
    """The files in the folder, the ledger apart."""
    folder = tmp_path / "dati"
    return lambda: sorted(
        (path.relative_to(folder).as_posix(), path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file() and path.name != "sources.lock.json"
    )


def test_a_file_is_had_and_its_sum_kept_and_a_second_time_nobody_is_asked(
    server, fetch, there, tmp_path
) -> None:
    server.script = [whole(BODY)]
    assert fetch() == ("fetched", "", [])
    kept = json.loads((tmp_path / "dati" / "sources.lock.json").read_text())["files"]["a/dati.csv"]
    assert kept == {
        "download": server.url(),
        "sha256": SUM,
        "size": len(BODY),
        "etag": '"uno"',
        "fetched": "2026-11-22",
    }
    asked = len(server.asked)
    assert fetch() == ("there already", "", [])
    assert (there(), len(server.asked)) == ([("a/dati.csv", BODY)], asked)


def test_500_twice_then_200(server, fetch, there) -> None:
    server.script = [failing(500), failing(503, Retry_After="7"), whole(BODY)]
    assert fetch() == ("fetched", "", [1.0, 7.0])
    assert there() == [("a/dati.csv", BODY)]


def test_500_for_ever_gives_up(server, fetch, there) -> None:
    server.script = [failing(500)]
    assert fetch() == ("refused", "fetch.busy", [1.0, 2.0, 4.0])
    assert (len(server.asked), there()) == (4, [])


@pytest.mark.parametrize("code", [401, 404, 410])
def test_what_will_not_change_is_not_asked_again(server, fetch, code: int) -> None:
    server.script = [failing(code)]
    assert fetch() == ("refused", "fetch.status", [])


def test_a_truncated_answer_goes_on_where_it_broke_off(server, fetch, there) -> None:
    server.script = [half(BODY, 100_000), whole(BODY)]
    assert fetch() == ("fetched", "", [1.0])
    assert (server.asked[1]["range"], server.asked[1]["if-range"], there()) == (
        "bytes=100000-",
        '"uno"',
        [("a/dati.csv", BODY)],
    )


def test_always_truncated_leaves_only_the_half_to_go_on_with_another_day(server, fetch, there) -> None:
    server.script = [half(BODY, 100_000), failing(500)]
    assert fetch()[:2] == ("refused", "fetch.busy")
    assert dict(there())["a/dati.csv.part"] == BODY[:100_000]
    server.script = [whole(BODY)]
    server.asked.clear()
    assert fetch()[:2] == ("fetched", "")
    assert (server.asked[0]["range"], there()) == ("bytes=100000-", [("a/dati.csv", BODY)])


def test_a_server_that_stalls_is_left_and_gone_back_to(server, fetch, there) -> None:
    server.script = [stalling(BODY, 50_000, server.released), whole(BODY)]
    assert fetch() == ("fetched", "", [1.0])
    assert there() == [("a/dati.csv", BODY)]


def test_a_file_that_changes_between_two_halves_is_had_anew(server, fetch, there) -> None:
    server.script = [half(BODY, 100_000), whole(OTHER, '"due"')]
    assert fetch()[:2] == ("fetched", "")
    assert there() == [("a/dati.csv", OTHER)]


def test_a_server_that_gives_the_end_of_another_version_is_not_believed(server, fetch, there) -> None:
    def careless(handler) -> None:
        start = 100_000
        said = f"bytes {start}-{len(OTHER) - 1}/{len(OTHER)}"
        answer(handler, 206, OTHER[start:], ETag='"due"', Content_Range=said)

    server.script = [half(BODY, 100_000), careless, whole(OTHER, '"due"')]
    assert fetch()[:2] == ("fetched", "")
    assert there() == [("a/dati.csv", OTHER)]


def test_a_length_stated_too_short_is_found_out(server, fetch, there) -> None:
    def short(handler) -> None:
        if "Range" in handler.headers:
            whole(BODY)(handler)
        else:
            answer(handler, 200, BODY, ETag='"uno"', Content_Length="5000")

    server.script = [short]
    assert fetch() == ("refused", "fetch.length", [])
    assert there() == []


def test_a_length_stated_too_long_is_a_truncated_file(server, fetch, there) -> None:
    server.script = [lambda handler: answer(handler, 200, BODY, Content_Length=str(len(BODY) + 9))]
    assert fetch()[:2] == ("refused", "fetch.unreachable")
    assert [name for name, _body in there() if name == "a/dati.csv"] == []


def test_too_much_is_not_taken_said_or_not(server, fetch, there) -> None:
    server.script = [whole(BODY)]
    assert fetch(most_bytes=1000) == ("refused", "fetch.size", [])
    server.script = [lambda handler: answer(handler, 200, BODY, Content_Length="")]
    assert fetch(most_bytes=1000) == ("refused", "fetch.size", [])
    assert there() == []


def test_a_file_without_a_stated_length_is_had_to_its_end(server, fetch, there) -> None:
    server.script = [lambda handler: answer(handler, 200, BODY, Content_Length="")]
    assert fetch()[:2] == ("fetched", "")
    assert there() == [("a/dati.csv", BODY)]


def test_a_server_that_drips_for_ever_is_left(server, fetch) -> None:
    server.script = [whole(BODY)]
    assert fetch(deadline=0.0) == ("refused", "fetch.slow", [])


def test_redirects_stay_with_the_host(server, fetch, there) -> None:
    server.script = [failing(302, Location="/altrove.csv"), whole(BODY)]
    assert fetch()[:2] == ("fetched", "")
    assert [asked["path"] for asked in server.asked[:2]] == ["/dati.csv", "/altrove.csv"]


@pytest.mark.parametrize(
    "where", ["http://localhost:9/x.csv", "file:///etc/passwd", "ftp://127.0.0.1/x", "//[::1]/x"]
)
def test_redirects_away_are_not_followed(server, fetch, there, where: str) -> None:
    server.script = [failing(302, Location=where)]
    assert fetch() == ("refused", "fetch.redirect", [])
    assert (len(server.asked), there()) == (1, [])


def test_a_host_that_was_allowed_may_be_led_to(server, fetch, there) -> None:
    server.script = [failing(302, Location=server.url("/b").replace("127.0.0.1", "localhost")), whole(BODY)]
    assert fetch(hosts=frozenset({"localhost"}))[:2] == ("fetched", "")


def test_a_circle_of_redirects_ends(server, fetch) -> None:
    server.script = [failing(302, Location="/dati.csv")]
    assert fetch() == ("refused", "fetch.redirect", [])


def test_a_page_for_browsers_is_no_file(server, fetch, there) -> None:
    server.script = [whole(b"<html>Errore</html>", Content_Type="text/html; charset=utf-8")]
    assert (fetch(), there()) == (("refused", "fetch.page", []), [])


def test_another_sum_than_the_pinned_one_is_refused_and_what_was_there_stays(
    server, fetch, there, tmp_path
) -> None:
    (tmp_path / "dati" / "a").mkdir(parents=True)
    (tmp_path / "dati" / "a" / "dati.csv").write_bytes(b"prima")
    server.script = [whole(OTHER)]
    assert fetch(more=f'sha256 = "{SUM}"') == ("refused", "fetch.checksum", [])
    assert there() == [("a/dati.csv", b"prima")]


def test_a_file_that_its_publisher_changed_is_taken_only_when_asked(server, fetch, there, tmp_path) -> None:
    server.script = [whole(BODY)]
    fetch()
    (tmp_path / "dati" / "a" / "dati.csv").unlink()
    server.script = [whole(OTHER)]
    assert (fetch()[:2], there()) == (("refused", "fetch.checksum"), [])
    assert (fetch(update=True)[:2], there()) == (("fetched", ""), [("a/dati.csv", OTHER)])


def test_nobody_answers(fetch) -> None:
    assert fetch("http://127.0.0.1:9/dati.csv", attempts=2) == ("refused", "fetch.unreachable", [1.0])


def test_a_link_out_of_the_folder_is_not_written_through(server, fetch, tmp_path) -> None:
    (tmp_path / "dati").mkdir()
    (tmp_path / "fuori").mkdir()
    (tmp_path / "dati" / "a").symlink_to(tmp_path / "fuori")
    server.script = [whole(BODY)]
    assert (fetch()[:2], list((tmp_path / "fuori").iterdir()), server.asked) == (
        ("refused", "fetch.folder"),
        [],
        [],
    )


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ('path = "../x"', 2),
        ('download = "ftp://x.example/a"', 4),
        ('sha256 = "abc"', 4),
        ('checked = "ieri"', 4),
    ],
)
def test_faults_of_the_list_are_told_by_line_and_nobody_is_asked(
    tmp_path: Path, more: str, line: int
) -> None:
    kept = ['path = "a.csv"', 'importer = "places"']
    said = [more, kept[1]] if more.startswith("path") else [*kept, more]
    path = tmp_path / "sources.toml"
    path.write_text("\n".join(["[[file]]", *said]))
    with pytest.raises(Faulty) as caught:
        fetch_sources(actor=ACTOR, sources=path, folder=tmp_path, terms=Terms())
    assert [(fault.file, fault.line) for fault in caught.value.faults] == [("sources.toml", line)]


def test_refused_to_whoever_may_not_load(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        fetch_sources(actor=VISITOR, sources=tmp_path / "x", folder=tmp_path, terms=Terms())


@pytest.mark.usefixtures("english")
def test_the_command_lists_addresses_and_says_which_were_never_tried(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text(
        '[[file]]\npath = "a.csv"\nimporter = "places"\ndownload = "https://dati.example/a.csv"\nchecked = 2026-11-22\n'
        '[[file]]\npath = "b.csv"\nimporter = "places"\ndownload = "https://dati.example/b.csv"\nchecked = "never"\n'
        '[[file]]\npath = "c.csv"\nimporter = "places"\n'
    )
    out = StringIO()
    call_command("fetch_data", str(tmp_path), "--list", stdout=out)
    assert out.getvalue().splitlines() == [
        "a.csv  [2026-11-22]",
        "    https://dati.example/a.csv",
        "b.csv  [never tried]",
        "    https://dati.example/b.csv",
        "c.csv  [never tried]",
        "    no address",
    ]


@pytest.mark.usefixtures("english")
def test_the_command_fetches_and_fails_when_something_was_not_had(server, tmp_path: Path) -> None:
    server.script = [whole(BODY), failing(416), failing(404)]
    path = tmp_path / "sources.toml"
    path.write_text(
        f'[[file]]\npath = "a.csv"\nimporter = "places"\ndownload = "{server.url()}"\n'
        f'[[file]]\npath = "b.csv"\nimporter = "places"\ndownload = "{server.url("/b")}"\n'
    )
    out = StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("fetch_data", str(path), "--to", str(tmp_path / "dati"), stdout=out)
    assert [line.split() for line in out.getvalue().splitlines()] == [
        ["a.csv", "fetched", f"({len(BODY)}", "B)"],
        ["b.csv", "refused"],
    ]
    assert str(caught.value).splitlines()[1].startswith(f"{path}:8: “404”.")


def test_the_command_asks_where_to_put_the_files_of_a_list_alone(tmp_path: Path) -> None:
    path = tmp_path / "data.toml"
    path.write_text('[[file]]\npath = "a.csv"\nimporter = "places"\n')
    with pytest.raises(CommandError, match="--to"):
        call_command("fetch_data", str(path))
