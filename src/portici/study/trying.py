"""A specification tried over its inputs: what stands in the way of a run, told of the part that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import isnan
from typing import TYPE_CHECKING

from portici.kernel.actor import Actor
from portici.kernel.codes.parsed import error
from portici.kernel.faults import Faulty
from portici.kernel.findings import Finding, Invalid, Message, Severity, gettext_noop
from portici.territory.models import Layer

from . import inputs
from .models import Study

if TYPE_CHECKING:
    from portici.engine.index.result import Result
    from portici.engine.index.spec import Specification


#: Texts of which what was read is kept: reading one takes milliseconds, and a page asks for its edition's a dozen times.
READ = 64


@dataclass(frozen=True, slots=True)
class Trial:
    """A specification read and worked out once: the inputs as they are, the result, and the warnings."""

    inputs: inputs.Inputs
    result: Result
    findings: Sequence[Finding]

    @property
    def ranked(self) -> list[str]:
        """The codes of the areas that have a place."""
        return [
            key
            for key, rank in zip(self.result.keys, self.result.rank.tolist(), strict=True)
            if not isnan(rank)
        ]


@lru_cache(maxsize=READ)
def parse(text: str) -> Specification:
    """The specification, when it is one that a study can carry out: frozen, and of the same text the same one. Raises Faulty, each fault
    with its line; Invalid."""
    from portici.engine.index.reading import parse_specification

    spec = parse_specification(text.encode())
    if findings := list(_of_files(spec)):
        raise Invalid(findings)
    return spec


def try_out(actor: Actor, study: Study, text: str) -> Trial:
    """The specification over the observations that the actor sees. Raises Invalid with all that stands in the way."""
    spec = parse(text)
    read = inputs.read(actor, study, spec.columns())
    whose = {name: part.code for part in spec.indicators() for name in part.columns}
    told = [*_too_few(read), *read.findings, *_across(spec, read)]
    findings = [one.at(whose.get(one.field, one.field)) for one in told]
    if any(one.severity is Severity.ERROR for one in findings):
        raise Invalid(findings)
    result = work_out(spec, inputs.rows_of(read))
    return Trial(
        read, result, [*findings, *(fault.finding for fault in result.faults), *_checks(result, read)]
    )


def work_out(spec: Specification, rows: Sequence[inputs.Row]) -> Result:
    """The engine's result over the rows. Raises Invalid."""
    from portici.engine.index.compute import compute

    try:
        return compute(inputs.table_of(rows, spec.columns()), spec)
    except Faulty as fault:
        raise Invalid([one.finding for one in fault.faults]) from fault


def _checks(result: Result, read: inputs.Inputs) -> Iterable[Finding]:
    """What a statistician would say of the result."""
    from portici.engine.index.checks import examine

    rows = inputs.rows_of(read)
    table = inputs.table_of(rows, [column.name for column in read.columns])
    return examine(result, table).findings


def _too_few(read: inputs.Inputs) -> list[Finding]:
    if len(read.areas) > 1:
        return []
    accepted = Message(gettext_noop("Two areas at least: an index compares areas with one another."))
    todo = Message(gettext_noop("Choose another layer, or a wider area within which to compare."))
    return [error("study.areas", str(len(read.areas)), accepted, todo)]


def comparable_within(spec: Specification) -> dict[str, Layer | None]:
    """The layers inside one area of which the specification says its parts are comparable, by the part's code; None for a layer
    that there is not."""
    asked = spec.comparable_within()
    known = {one.code: one for one in Layer.objects.filter(code__in=asked.values())}
    return {code: known.get(name) for code, name in asked.items()}


def _across(spec: Specification, read: inputs.Inputs) -> Iterable[Finding]:
    """An error for each part that the specification says is comparable only within one area, where the areas lie in several."""
    areas = [area for area in read.areas if not read.excluded_by(area)]
    for code, layer in comparable_within(spec).items():
        where = f"{code}.comparable_within"
        if layer is None:
            codes = ", ".join(Layer.objects.values_list("code", flat=True))
            accepted = Message(gettext_noop("The code of a layer: %(names)s."), {"names": codes})
            todo = Message(gettext_noop("Correct the code, or take the line away."))
            yield error("study.no_layer", spec.comparable_within()[code], accepted, todo).at(where)
        elif named := inputs.across(areas, layer):
            yield inputs.not_across(where, code, layer, named)


def _of_files(spec: Specification) -> Iterable[Finding]:
    """An error for what is said of a file's rows: a study's table comes from the register of figures."""
    from portici.engine.index.spec import First, TableRules

    plain = TableRules(key=("code",), name="name", parent="parent", exclude="excluded")
    if replace(spec.table, population="") != plain or any(True for _one in spec.reference_rows()):
        accepted = Message(
            gettext_noop(
                "In [table] only key = “code”, name = “name”, parent = “parent”, exclude = “excluded”, if need be population,"
                " and no rows of another vintage: a study's figures come from the register, not from a file."
            )
        )
        todo = Message(
            gettext_noop("Write [table] so; name a column CODE@PERIOD for figures of another period.")
        )
        yield error("study.table", "", accepted, todo).at("table")
    if spec.rank.first is not First.WORST:
        accepted = Message(gettext_noop("Place 1 for the most distressed area: first = “worst”."))
        todo = Message(gettext_noop("Take `first` out of [rank]: pages and files of studies speak so."))
        yield error("study.first", str(spec.rank.first), accepted, todo).at("rank.first")
    if spec.classes is not None:
        accepted = Message(gettext_noop("An index and its ranks: an edition keeps no classes."))
        todo = Message(gettext_noop("Take [classes] out; target areas are proposed by a rule of their own."))
        yield error("study.classes", "", accepted, todo).at("classes")
