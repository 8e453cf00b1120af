"""What was heard: in how many sessions and interviews, from how many people, on which themes and where.

Small counts are not told outside: of a listening with fewer than `FEWEST` people it is said that they were fewer, and
they are left out of sums, which would give them away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, QuerySet

from portici.kernel.actor import Actor
from portici.records.links import seen
from portici.records.models import RecordQuerySet

from .models import Excerpt, Listening, ListeningKind, Need, TargetGroup, Theme
from .rules import reads_words

#: People below which outside only "fewer than" is said.
FEWEST = 5


@dataclass(frozen=True, slots=True)
class Heard:
    """How often something was heard. `people` counts, outside, only the listenings that are told a number of."""

    sessions: int = 0
    interviews: int = 0
    people: int = 0
    #: Listenings whose number of people is not told, and not in the sum.
    untold: int = 0

    @property
    def times(self) -> int:
        return self.sessions + self.interviews


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage as one reader may see it: its words, or none."""

    excerpt: Excerpt
    words: str
    group: TargetGroup | None

    @property
    def is_hidden(self) -> bool:
        """Whether there are words that this reader is not shown."""
        return bool(self.excerpt.text) and not self.words


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """A theme, and in how many listenings and passages it was heard."""

    theme: Theme
    listenings: int
    passages: int


def listenings(actor: Actor) -> RecordQuerySet:
    return seen(Listening, actor).select_related("area__layer", "place", "led_by")


def listenings_of_need(actor: Actor, need: Need) -> QuerySet[Any]:
    through = Need.listenings.through._default_manager.filter(need=need)
    return listenings(actor).filter(pk__in=through.values("listening"))


def needs_heard_in(actor: Actor, listening: Listening) -> QuerySet[Any]:
    through = Need.listenings.through._default_manager.filter(listening=listening)
    return seen(Need, actor).filter(pk__in=through.values("need")).select_related("area__layer")


def is_told(actor: Actor, people: int) -> bool:
    """Whether this number of people is said to the reader."""
    return actor.reads_all or people >= FEWEST


def heard_in(actor: Actor, found: Iterable[Listening]) -> Heard:
    """Sessions, interviews and people of listenings that the actor was let see."""
    rows = list(found)
    told = [row.people for row in rows if is_told(actor, row.people)]
    kinds = Counter(row.kind for row in rows)
    return Heard(
        sessions=kinds[ListeningKind.SESSION],
        interviews=kinds[ListeningKind.INTERVIEW],
        people=sum(told),
        untold=len(rows) - len(told),
    )


def passages(actor: Actor, listening: Listening) -> list[Passage]:
    """The passages of a listening that the actor was let see; words without consent only for who works there. Two queries."""
    groups = Prefetch("group", queryset=seen(TargetGroup, actor))
    rows = listening.excerpts.prefetch_related(groups)
    every = reads_words(actor, listening)
    return [_as_seen(row, every=every) for row in rows]


def themes_heard(found: RecordQuerySet) -> list[ThemeCount]:
    """The themes heard in these listenings, those of most listenings first. One query."""
    rows = (
        Excerpt.objects.filter(listening__in=found.order_by().values("pk"))
        .order_by()
        .values_list("theme")
        .annotate(listenings=Count("listening", distinct=True), passages=Count("pk"))
    )
    counts = [ThemeCount(Theme(theme), heard, times) for theme, heard, times in rows]
    return sorted(counts, key=lambda one: (-one.listenings, -one.passages, one.theme.value))


def areas_heard(found: RecordQuerySet) -> list[tuple[int, int]]:
    """(area, listenings) of these listenings, the most first. One query."""
    rows = found.order_by().values_list("area").annotate(times=Count("pk"))
    return sorted(((area, times) for area, times in rows), key=lambda row: (-row[1], row[0]))


def about(theme: str) -> Any:
    """Keys of the listenings in which a theme was heard."""
    return Excerpt.objects.filter(theme=theme).order_by().values("listening")


def _as_seen(row: Excerpt, *, every: bool) -> Passage:
    words = row.text if every or row.is_quotable else ""
    return Passage(row, words, row.group)
