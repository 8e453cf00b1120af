"""What acts and papers say of people: told to who asks, and never altered."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from portici.kernel.actor import Actor
from portici.kernel.findings import Message, gettext_noop
from portici.kernel.subjects import Holding, Outcome, Person, Plain

from ..models import BoardDossier, Decision, Minutes, Motion
from ..papers import blocks, dossier, minutes
from ..papers.blocks import Section

ACTS = Holding(
    name="acts",
    what=Message(
        gettext_noop(
            "Texts of decisions and motions, of approved minutes and of dossiers that were sent, when they name a person"
        )
    ),
    purpose=Message(gettext_noop("Keeping and publishing the acts of the body")),
    ground=Message(
        gettext_noop(
            "Legal obligation (GDPR, art. 6.1.c and 17.3.b): Italian law 241/1990 and decree 42/2004, art. 10"
        )
    ),
    period=Message(gettext_noop("Without end: acts of an administration are archives")),
)
IS_ACT = gettext_noop(
    "The text of an act is not altered (Italian law 241/1990; GDPR, art. 17.3.b and d). Whoever holds the act may publish it"
    " with the name covered."
)


class Acts(Plain):
    """Decisions, texts put to the vote, approved minutes and dossiers that were sent: shown to who asks, never altered."""

    holding = ACTS

    def find(self, person: Person) -> list[dict[str, object]]:
        found: list[dict[str, object]] = [
            {"decision": str(one), "address": one.address, "text": one.text} for one in _decisions(person)
        ]
        found += [{"text put to the vote": one.text} for one in _motions(person)]
        return found + [{_KINDS[one.KIND]: str(one), "digest": one.digest} for one in _papers(person)]

    def erase(self, person: Person, actor: Actor, reason: str) -> Outcome:
        kept = _decisions(person).count() + _motions(person).count() + sum(1 for _one in _papers(person))
        return Outcome(ACTS, 0, kept, Message(IS_ACT) if kept else None)


_KINDS = {Minutes.KIND: "minutes", BoardDossier.KIND: "dossier"}


def _naming(person: Person, *names: str) -> Q:
    """In one of the columns, as written, large and small: SQLite takes only A and a for the same letter."""
    found = Q(pk__in=())
    for text in person.words:
        for form in {text, text.lower(), text.upper(), text.title()}:
            for name in names:
                found |= Q(**{f"{name}__icontains": form})
    return found


def _decisions(person: Person) -> QuerySet[Decision]:
    return Decision.objects.filter(_naming(person, "title", "text", "grounds"))


def _motions(person: Person) -> QuerySet[Motion]:
    return Motion.objects.filter(_naming(person, "text"))


def _papers(person: Person) -> Iterator[Minutes | BoardDossier]:
    """Those that are frozen and name the person: their text is kept as values, which the two stores do not search alike."""
    for approved in Minutes.objects.exclude(frozen={}).select_related("meeting__body").iterator():
        if _names(minutes.sections_of(approved), person):
            yield approved
    for sent in BoardDossier.objects.exclude(frozen={}).select_related("meeting__body").iterator():
        if _names(dossier.sections_of(sent, sent.language), person):
            yield sent


def _names(sections: list[Section], person: Person) -> bool:
    text = blocks.as_text(blocks.read_by(sections, is_member=True)).casefold()
    return any(word.casefold() in text for word in person.words)
