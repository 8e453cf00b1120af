"""What the journal holds about people: values before and after, and reasons."""

from __future__ import annotations

from portici.kernel.actor import Actor
from portici.kernel.findings import Message, gettext_noop
from portici.kernel.subjects import Holding, Outcome, Person, Plain, register

from .domain import erase_values, told_of
from .models import ChangeValue, Entry

TOLD = Holding(
    name="journal",
    what=Message(gettext_noop("What was done: by which account, when, why; values before and after")),
    purpose=Message(gettext_noop("Proving what was done and by whom")),
    ground=Message(gettext_noop("Accountability and security (GDPR, art. 5.2 and 32)")),
    period=Message(
        gettext_noop(
            "Entries without end, sealed in a chain; values that name a person go when the person asks"
        )
    ),
)
KEPT = gettext_noop(
    "Entries stay, with numbers and digests in place of the values: the chain that proves them needs each (GDPR, art. 17.3.b"
    " and e)."
)


class Told(Plain):
    """Comes last: what the other places did was told here too."""

    holding = TOLD
    order = 100

    def find(self, person: Person) -> list[dict[str, object]]:
        values, reasons = told_of(person.words)
        rows: list[dict[str, object]] = [_value(one) for one in values.select_related("change__entry")]
        rows += [_entry(one) for one in reasons]
        own = Entry.objects.filter(actor_uid=person.uid) if person.uid else Entry.objects.none()
        return rows + [_entry(one) for one in own]

    def erase(self, person: Person, actor: Actor, reason: str) -> Outcome:
        entry = erase_values(actor=actor, reason=reason, naming=person.words)
        counts = entry.counts if entry is not None else {}
        kept = Entry.objects.filter(actor_uid=person.uid).count() if person.uid else 0
        return Outcome(TOLD, sum(counts.values()), kept, Message(KEPT) if kept or counts else None)


def put_in() -> None:
    register(Told())


def _entry(entry: Entry) -> dict[str, object]:
    return {"when": entry.at, "done": entry.verb, "on": f"{entry.kind}:{entry.ref}", "reason": entry.reason}


def _value(value: ChangeValue) -> dict[str, object]:
    entry = value.change.entry
    said = {"field": value.change.field, "before": value.before, "after": value.after}
    return {"when": entry.at, "on": f"{entry.kind}:{entry.ref}", **said}
