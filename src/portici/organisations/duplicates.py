"""Looking for organisations that are likely there already: by code, then by the names that share a telling
word's beginning.

The words' beginnings are indexed; of a name's words the rarest are followed until some thousand rows are
to be compared, so that the cost does not grow with the number of organisations (see the bench).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from portici.kernel.text import fold

from .models import NameKey, Organisation, OrganisationCode, Seat
from .names import Taken, compared, keys, taken_apart

#: How many rows a name is compared with at most, as long as it has a rarer word.
COMPARED = 1_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation that may be the same: how alike its name is (1 for the same words), and the code that
    it shares.
    """

    organisation: Organisation
    likeness: float
    code: str = ""


def by_code(codes: Iterable[tuple[str, str]], among: QuerySet[Organisation]) -> list[Candidate]:
    """The organisations that have one of the codes (scheme, value in its one spelling)."""
    wanted = set(codes)
    if not wanted:
        return []
    rows = OrganisationCode.objects.filter(
        value__in={value for _scheme, value in wanted}, organisation__in=among
    ).select_related("organisation")
    return [Candidate(row.organisation, 1.0, row.value) for row in rows if (row.scheme, row.value) in wanted]


def by_name(name: str, town: str, among: QuerySet[Organisation], *, most: int) -> list[Candidate]:
    """The organisations whose name is likely the same, the likest first; known to be in another town only,
    left out.
    """
    scores = like_names([fold(name)])[0]
    found = {organisation.pk: organisation for organisation in among.filter(pk__in=scores)}
    if town:
        for pk in _elsewhere(found, fold(town)):
            del found[pk]
    ranked = sorted(found, key=lambda pk: (-scores[pk], pk))
    return [Candidate(found[pk], round(scores[pk], 3)) for pk in ranked[:most]]


def like_names(folded: Sequence[str]) -> list[dict[int, float]]:
    """For each folded name the organisations likely the same: primary key -> likeness. Two queries, however
    many names.
    """
    words = {name: set(keys(name)) for name in folded}
    every = set().union(*words.values()) if words else set()
    followed = _followed(words, _counts(every))
    index: dict[str, list[tuple[int, Taken]]] = {}
    # What was merged away has no keys; asking for it here would lead SQLite to scan every organisation.
    reached = set().union(*followed.values()) if followed else set()
    rows = NameKey.objects.filter(key__in=reached).values_list(
        "key", "organisation_id", "organisation__folded_name"
    )
    for key, pk, name in rows.iterator(chunk_size=5_000):
        index.setdefault(key, []).append((pk, taken_apart(name)))
    return [_scores(name, followed[name], index) for name in folded]


def _counts(wanted: set[str]) -> dict[str, int]:
    rows = NameKey.objects.filter(key__in=wanted).order_by().values_list("key").annotate(count=Count("id"))
    return dict(rows)


def _followed(words: dict[str, set[str]], counts: dict[str, int]) -> dict[str, list[str]]:
    """The keys to follow for each name: the rarest, until enough rows are reached."""
    followed = {}
    for name, found in words.items():
        chosen: list[str] = []
        reached = 0
        for key in sorted((key for key in found if key in counts), key=lambda key: counts[key]):
            if chosen and reached + counts[key] > COMPARED:
                break
            chosen.append(key)
            reached += counts[key]
        followed[name] = chosen
    return followed


def _scores(name: str, followed: list[str], index: dict[str, list[tuple[int, Taken]]]) -> dict[int, float]:
    own = taken_apart(name)
    scores: dict[int, float] = {}
    for key in followed:
        for pk, other in index.get(key, ()):
            if pk not in scores:
                scores[pk] = compared(own, other)
    return {pk: score for pk, score in scores.items() if score}


def _elsewhere(found: dict[int, Organisation], town: str) -> list[int]:
    """Those with seats, none of them in the town."""
    towns: dict[int, set[str]] = {}
    for pk, name in Seat.objects.filter(organisation__in=found).values_list("organisation_id", "town"):
        towns.setdefault(pk, set()).add(fold(name))
    return [pk for pk, names in towns.items() if town not in names and "" not in names]
