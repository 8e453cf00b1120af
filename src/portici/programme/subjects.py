"""What the programme holds about people beside its texts: pages of official portals, kept as they were published."""

from __future__ import annotations

from collections.abc import Iterator

from portici.kernel.actor import Actor
from portici.kernel.findings import Message, gettext_noop
from portici.kernel.subjects import Holding, Outcome, Person, Plain, register
from portici.kernel.text import fold
from portici.kernel.uploads import Content

from .domain.snapshots import stored_file
from .models import Snapshot

SNAPSHOTS = Holding(
    name="snapshots",
    what=Message(gettext_noop("Pages of official portals, with the officials that they name")),
    purpose=Message(gettext_noop("Proving what was published of a project, and on which day")),
    ground=Message(gettext_noop("Task in the public interest (GDPR, art. 6.1.e)")),
    period=Message(gettext_noop("As long as the version of the sheet beside which the file is kept")),
)
IS_EVIDENCE = gettext_noop(
    "The file proves what an official portal published and is not altered (GDPR, art. 17.3.b and d). Withdrawing the version takes"
    " it off the public site; the coordinator throws it away when it should not have been kept."
)


class Snapshots(Plain):
    """Kept pages: told to who asks, never altered."""

    holding = SNAPSHOTS

    def find(self, person: Person) -> list[dict[str, object]]:
        return [
            {"file": one.filename, "portal": one.portal, "address": one.address, "taken on": one.taken_on}
            for one in _naming(person)
        ]

    def erase(self, person: Person, actor: Actor, reason: str) -> Outcome:
        kept = sum(1 for _one in _naming(person))
        return Outcome(SNAPSHOTS, 0, kept, Message(IS_EVIDENCE) if kept else None)


def put_in() -> None:
    register(Snapshots())


def _naming(person: Person) -> Iterator[Snapshot]:
    """Those that name the person: a text by its words, what cannot be read by the official of the version read from it."""
    wanted = [fold(text) for text in person.words]
    for one in Snapshot.objects.select_related("sheet").order_by("pk"):
        said = fold(f"{one.sheet.official} {_text(one)}")
        if any(f" {text} " in f" {said} " for text in wanted):
            yield one


def _text(snapshot: Snapshot) -> str:
    path = stored_file(snapshot)
    if snapshot.content != Content.TEXT or not path.is_file():
        return ""
    return path.read_bytes().decode("utf-8", "replace")
