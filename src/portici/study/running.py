"""Carrying out an edition that was ordered: from the frozen inputs to results and manifest, in one transaction.

Who carries it out writes its own mark on it and stores results only under that mark: a worker that was thought dead and comes
back finds another's, and stops.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from portici.kernel import clock
from portici.kernel.actor import system_actor
from portici.kernel.codes.parsed import error
from portici.kernel.exhibit import digest_of_text
from portici.kernel.findings import Finding, Invalid, Message, Refused, Severity, ensure, gettext_noop
from portici.kernel.marks import is_gone, own_mark
from portici.records import domain as records
from portici.territory import comparable
from portici.territory.models import Area, Layer

from . import carrying, clustering, neighbours, rules, sureness
from .carrying import Share
from .clustering import Clusters
from .inputs import Row, digest_of_column
from .models import AreaResult, Edition, EditionState
from .results import Outcome, headings_of, kept_inputs, outcomes_of, table_text
from .sureness import Sureness
from .trying import comparable_within, parse, work_out

if TYPE_CHECKING:
    from portici.engine.clusters.permutations import Progress
    from portici.engine.index.result import Result
    from portici.engine.index.spec import Specification

#: Libraries whose versions may move a last digit.
LIBRARIES = ("numpy", "scipy", "polars")
CHUNK = 500
#: Seconds between two looks at whether a run is still to go on.
LOOKS = 2.0
#: What a run fills in of an area's row.
RESULTS = [
    "state", "parts", "lacks", "index", "rank", "rank_low", "rank_median", "rank_high", "probability",
    "quadrant", "cluster_p", "cluster_q",
]  # fmt: skip
WORKER = system_actor("study")


def run_edition(*, uid: str) -> Edition:
    """Compute an edition that waits, or whose worker is gone. Raises Refused when it is another's or has ended.

    What the engine finds wrong is kept with the edition, which is then refused; any other error leaves it stopped, to be
    ordered again, and is passed on.
    """
    edition = _claim(uid)
    try:
        _carry_out(edition)
    except (sureness.Halted, Refused):
        edition.refresh_from_db()
        if edition.state != EditionState.STOPPED:
            raise
    except BaseException:
        _end(edition, EditionState.STOPPED, "stop-run")
        raise
    return edition


def _carry_out(edition: Edition) -> None:
    """Compute and store, or keep what the engine finds wrong. Raises Halted, Refused when the run was stopped or taken over meanwhile."""
    rows = list(edition.results.all())
    try:
        ensure_unaltered(edition, rows)
        _store(edition, rows, _work(edition, rows))
    except Invalid as fault:
        _end(edition, EditionState.REFUSED, "refuse-run", findings=[plain(one) for one in fault.findings])


def ensure_unaltered(edition: Edition, rows: Sequence[AreaResult]) -> None:
    """Raise Invalid when the inputs that the edition keeps in its rows are not those that its digests were taken of."""
    kept = kept_inputs(rows)
    altered = [facts["column"] for facts in edition.inputs if digest_now(facts, kept) != facts["sha256"]]
    pairs = edition.shapes.get("neighbours_sha256")
    if pairs and digest_of_text(neighbours.pairs_text(neighbours.kept(rows))) != pairs:
        altered.append("vicini.csv")
    if altered:
        accepted = Message(gettext_noop("The inputs as they were frozen when the run was ordered."))
        todo = Message(gettext_noop("Order the run again: the inputs are read anew."))
        raise Invalid([error("study.altered", ", ".join(altered), accepted, todo)])


def digest_now(facts: dict[str, Any], rows: Iterable[Row]) -> str:
    """The digest of a column as the rows hold it."""
    name = facts["column"]
    return digest_of_column({row.code: (row.inputs.get(name), name in row.excluded_by) for row in rows})


def plain(found: Finding) -> dict[str, Any]:
    """A finding as the store keeps it, to be translated when it is shown."""
    return {
        "severity": found.severity.value,
        "code": found.code,
        "found": found.found,
        "field": found.field,
        "accepted": [
            found.accepted.template,
            {name: str(one) for name, one in found.accepted.params.items()},
        ],
        "todo": [found.todo.template, {name: str(one) for name, one in found.todo.params.items()}],
    }


def kept_findings(edition: Edition) -> list[Finding]:
    """What stood in the way of the last run, as the store keeps it."""
    return [
        Finding(
            Severity(one["severity"]),
            one["code"],
            one["found"],
            Message(*one["accepted"]),
            Message(*one["todo"]),
            one["field"],
        )
        for one in edition.findings
    ]


def _claim(uid: str) -> Edition:
    """The edition, marked as ours."""
    with transaction.atomic():
        edition: Edition = Edition.objects.select_for_update(of=("self",)).get(uid=uid)
        if edition.state == EditionState.RUNNING and not is_gone(edition.worker, edition.seen_at):
            raise Refused(Message(gettext_noop("This edition is being computed; wait for it to end.")))
        if edition.state != EditionState.RUNNING:
            ensure(rules.EDITION_STATES.allows(EditionState(edition.state), EditionState.RUNNING))
        edition.state, edition.worker, edition.seen_at = EditionState.RUNNING, own_mark(), clock.now()
        edition.save(update_fields=["state", "worker", "seen_at"])
    return edition


def _hold(edition: Edition) -> None:
    """Lock the edition for this transaction. Raises Refused when it is no longer ours."""
    current = records.locked(edition)
    if current.worker != edition.worker or current.state != EditionState.RUNNING:
        raise Refused(Message(gettext_noop("This edition was taken over by another worker.")))


def how_sure(
    edition: Edition, spec: Specification, rows: Sequence[Row], *, apart_from: int = sureness.APART
) -> list[Sureness]:
    """How sure each area's rank is, when the edition asks; how far it is shows on its page. Raises Halted, Invalid."""
    asked = sureness.asked_of(edition.uncertainty)
    if asked is None:
        return []

    watch = _Watch(edition)
    path = checkpoint_of(edition)
    path.parent.mkdir(parents=True, exist_ok=True)
    for old in set(path.parent.glob(f"{edition.uid}-*")) - {path}:
        old.unlink(missing_ok=True)
    return sureness.work_out(
        asked, spec, rows, progress=watch.tell, stopped=watch.is_over, checkpoint=path, apart_from=apart_from
    )


def checkpoint_of(edition: Edition) -> Path:
    """Where the draws done are kept while a run is under way: by the edition and by all that the run depends on."""
    facts = [edition.specification, edition.uncertainty, [one["sha256"] for one in edition.inputs]]
    digest = digest_of_text(json.dumps(facts, sort_keys=True))
    return Path(settings.STATE) / "studies" / f"{edition.uid}-{digest[:16]}.npz"


class _Watch:
    """Shows how far a run is, and looks whether it is still to go on; the store is asked every few seconds at most."""

    def __init__(self, edition: Edition) -> None:
        self.ours = Edition.objects.filter(pk=edition.pk, worker=edition.worker, state=EditionState.RUNNING)
        self.last, self.over = float("-inf"), False

    def live(self, _done: int, _all: int) -> None:
        """A sign of life, where what is counted are not the draws that the page shows."""
        self.ours.update(seen_at=clock.now())

    def pulse(self, done: int, every: int) -> None:
        """A sign of life of a work that looks at nothing else while it goes on. Raises Halted when it is to go on no more."""
        if monotonic() - self.last >= LOOKS:
            if self.is_over():
                raise sureness.Halted
            self.live(done, every)

    def tell(self, done: int, _all: int) -> None:
        self.ours.update(draws_done=done, seen_at=clock.now())

    def is_over(self) -> bool:
        if not self.over and monotonic() - self.last >= LOOKS:
            self.last, self.over = monotonic(), not self.ours.exists()
        return self.over


@dataclass(frozen=True, slots=True)
class Worked:
    """What a run came to: `carried` is None where the edition does not ask how sure its ranking is."""

    result: Result
    sure: Sequence[Sureness]
    carried: Sequence[Share] | None
    clusters: Clusters | None


def _work(edition: Edition, rows: Sequence[AreaResult]) -> Worked:
    spec, kept = parse(edition.specification), kept_inputs(rows)
    result = work_out(spec, kept)
    sure = how_sure(edition, spec, kept)
    asked, watch = sureness.asked_of(edition.uncertainty), _Watch(edition)
    carried = (
        carrying.work_out(asked, spec, kept, progress=watch.live, stopped=watch.is_over) if asked else None
    )
    clusters = clusters_of(edition, spec, rows, outcomes_of(result), progress=watch.pulse)
    return Worked(result, sure, carried, clusters)


def clusters_of(
    edition: Edition,
    spec: Specification,
    rows: Sequence[AreaResult],
    outcomes: Sequence[Outcome],
    *,
    progress: Progress | None = None,
) -> Clusters | None:
    """Where the index gathers, over the neighbours that the edition keeps; None where nothing can be said."""
    asked = neighbours.asked_of(edition.clusters)
    if asked is None or edition.shapes.get("standing") != neighbours.Standing.SAID:
        return None
    sign = 1.0 if spec.index.higher == "worse" else -1.0
    distress = {one.code: sign * one.index for one in outcomes if one.index is not None}
    return clustering.work_out(asked, neighbours.kept(rows), distress, progress=progress)


def _store(edition: Edition, rows: Sequence[AreaResult], worked: Worked) -> None:
    result, sure = worked.result, worked.sure
    outcomes, headings = outcomes_of(result), headings_of(result)
    by_code = {one.code: one for one in sure}
    locals_ = {one.code: one for one in worked.clusters.areas} if worked.clusters else {}
    for row, one in zip(rows, outcomes, strict=True):
        row.state, row.parts, row.lacks = one.state, dict(one.parts), list(one.lacks)
        row.index, row.rank = one.index, one.rank
        if found := by_code.get(row.code):
            row.rank_low, row.rank_median, row.rank_high = found.low, found.median, found.high
            row.probability = found.probability
        if local := locals_.get(row.code):
            row.quadrant, row.cluster_p, row.cluster_q = local.quadrant, local.p, local.q
    digest = digest_of_text(table_text(outcomes, headings))
    made: dict[str, Any] = {
        "areas": len(rows),
        "headings": headings,
        "results_sha256": digest,
        "weights": {level: dict(parts) for level, parts in result.weights.items()},
    }
    if sure:
        made["uncertainty"] = edition.uncertainty | {
            "interval": sureness.INTERVAL,
            "sha256": digest_of_text(sureness.text_of(sure)),
        }
    asked = sureness.asked_of(edition.uncertainty)
    if asked is not None and worked.carried is not None:
        made["carried_by"] = carrying.facts_of(worked.carried, asked)
    if edition.shapes:
        made["clusters"] = clustering.facts_of(worked.clusters, edition.clusters, edition.shapes)
    with transaction.atomic():
        _hold(edition)
        AreaResult.objects.bulk_update(rows, RESULTS, batch_size=CHUNK)
        _end(
            edition,
            EditionState.COMPUTED,
            "compute-edition",
            manifest=manifest_of(edition) | made,
            results_digest=digest,
            computed_at=clock.now(),
        )


def manifest_of(edition: Edition) -> dict[str, Any]:
    """What makes the results repeatable, besides the results themselves."""
    return {
        "study": edition.study.code,
        "edition": edition.number,
        "title": edition.title,
        "layer": edition.study.layer.code,
        "within": edition.study.within.uid if edition.study.within else "",
        **within_of(edition),
        "inputs": edition.inputs,
        "specification_sha256": digest_of_text(edition.specification),
        "portici": version("portici"),
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in LIBRARIES},
        "computed_at": clock.now().isoformat(),
    }


def within_of(edition: Edition) -> dict[str, Any]:
    """The area within which alone the edition's index is comparable, for what it or an indicator of it says; nothing where it is
    comparable as far as the study goes."""
    layers = [layer for layer in comparable_within(parse(edition.specification)).values() if layer]
    layers += [one.comparable_within for one in edition.indicators.all() if one.comparable_within]
    ranked = edition.results.exclude(rank=None).order_by("position").first()
    if not layers or ranked is None:
        return {}
    found = [_holding(ranked.area, layer) for layer in layers]
    # Of several the narrowest: what holds within it holds for all of them.
    layer, holding = max(found, key=lambda one: len(one[1].path) if one[1] else 0)
    return {
        "comparable_within": {
            "layer": layer.name,
            "code": holding.code if holding else "",
            "name": holding.name if holding else "",
        }
    }


def _holding(area: Area, layer: Layer) -> tuple[Layer, Area | None]:
    lying = comparable.containers([area], layer.pk)[area.pk]
    return layer, Area.objects.filter(pk=lying).first() if lying else None


def _end(edition: Edition, state: EditionState, verb: str, **values: Any) -> None:
    """Close the run, unless another worker has it."""
    with transaction.atomic():
        _hold(edition)
        given = {"state": state, "worker": "", **values}
        records.amend(actor=WORKER, record=edition, values=given, verb=verb)
