"""From a table to the values that the tree is worked out from: who takes part, what was filled, what was changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from portici.kernel.faults import Fault, Faulty
from portici.kernel.findings import Finding, Invalid, Severity

from . import flaws
from .arrays import LARGEST, Floats
from .missing import Filled, filled
from .normalise import in_unit
from .outliers import Winsorised, is_far_out, kurtosis, skewness, winsorised
from .result import Prepared
from .spec import (
    MISSINGS,
    BySkewness,
    Goalposts,
    Indicator,
    Keep,
    LeaveOut,
    Level,
    Normalisation,
    NoTreatment,
    Part,
    Refuse,
    Regression,
    Specification,
)
from .table import Table
from .transform import Untransformed, is_turned, oriented, read_values, transformed

_NAMES = {cls: name for name, cls in MISSINGS.items()}


def prepare(table: Table, spec: Specification) -> Prepared:
    """The areas that take part and their values. Raises Faulty with every indicator that cannot be taken, and why.

    >>> from .spec import Higher, TableRules
    >>> rent = Indicator("rent", Higher.BETTER, column="rent")
    >>> spec = Specification(TableRules(("code",)), Level("index", Higher.WORSE, (rent,)))
    >>> prepare(Table(("A", "B"), {"rent": np.array([1.0, 2.0])}), spec).values["rent"].tolist()
    [-1.0, -2.0]
    """
    count = len(table.keys)
    excluded = np.zeros(count, dtype=bool) if table.excluded is None else table.excluded
    work = _Work(table, spec, np.flatnonzero(~excluded))
    read = work.read()
    work.ensure()
    lacking = work.lacking(read)
    work.ensure()
    work.narrow(~lacking)
    if lacking.any():
        read = {code: values[~lacking] for code, values in read.items()}
    for indicator in spec.indicators():
        work.finish(indicator, read)
    work.count()
    work.ensure()
    return Prepared(
        tuple(work.rows.tolist()),
        work.names,
        work.values,
        work.bases,
        tuple(work.filled),
        tuple(work.changed),
        tuple(work.faults),
        work.sizes,
    )


@dataclass
class _Work:
    """The areas `rows` (k,) of a table being made ready."""

    table: Table
    spec: Specification
    rows: NDArray[np.intp]
    values: dict[str, Floats] = field(default_factory=dict)
    bases: dict[str, Floats] = field(default_factory=dict)
    filled: list[Filled] = field(default_factory=list)
    changed: list[Winsorised] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    sizes: Floats | None = None

    def __post_init__(self) -> None:
        self.levels = {part.code: level for level in self.spec.levels() for part in level.parts}
        self.narrow(np.ones(len(self.rows), dtype=bool))

    def narrow(self, kept: NDArray[np.bool_]) -> None:
        """Go on with fewer areas."""
        whole = bool(kept.all()) and len(kept) == len(self.table.keys)
        self.rows = self.rows[kept]
        if not len(self.rows):
            raise Faulty([*self.faults, Fault(self.table.file, 0, flaws.nobody_left())])
        columns = self.table.columns
        self.columns = columns if whole else {name: values[self.rows] for name, values in columns.items()}
        keys = self.table.keys
        self.names = keys if whole else tuple([keys[row] for row in self.rows.tolist()])

    def ensure(self) -> None:
        """Raise Faulty when something found is an error."""
        if any(fault.finding.severity is Severity.ERROR for fault in self.faults):
            raise Faulty(self.faults)

    def keys(self, which: NDArray[np.bool_]) -> list[str]:
        return [self.names[row] for row in np.flatnonzero(which).tolist()]

    def tell(self, indicator: Indicator, findings: Iterable[Finding]) -> None:
        for finding in findings:
            self.faults.append(Fault(self.spec.file, indicator.line, finding.at(indicator.code)))

    @contextmanager
    def telling(self, indicator: Indicator) -> Iterator[None]:
        """What a method refuses is told of the indicator: at the row that is at fault, where it is known."""
        try:
            yield
        except Untransformed as error:
            for row, finding in error.told:
                line = self.table.line(int(self.rows[row]))
                self.faults.append(Fault(self.table.file, line, finding.at(indicator.code)))
        except Invalid as error:
            self.tell(indicator, error.findings)

    def read(self) -> dict[str, Floats]:
        """Each indicator's values in its unit, whatever is missing."""
        found: dict[str, Floats] = {}
        for indicator in self.spec.indicators():
            with self.telling(indicator):
                with np.errstate(over="ignore"):
                    values = read_values(indicator, self.columns)
                found[indicator.code] = values
                self.tell(indicator, self._flaws(indicator, values))
        return found

    def _flaws(self, indicator: Indicator, values: Floats) -> Iterator[Finding]:
        if np.isnan(values).all():
            yield flaws.empty_column(", ".join(indicator.columns))
            return
        least, most = indicator.lowest, indicator.highest
        if (large := np.abs(values) > LARGEST).any():
            yield flaws.too_large(self.keys(large))
        out = (values < (-np.inf if least is None else least)) | (values > (np.inf if most is None else most))
        if out.any():
            yield flaws.out_of_range(self.keys(out), least, most)

    def lacking(self, read: Mapping[str, Floats]) -> NDArray[np.bool_]:
        """Who is left out for what they lack (k,); what is kept without a value is noted."""
        out = np.zeros(len(self.rows), dtype=bool)
        for indicator in self.spec.indicators():
            gaps = np.isnan(read[indicator.code])
            if not gaps.any():
                continue
            if isinstance(indicator.missing, Refuse):
                self.tell(indicator, [flaws.lacks(self.keys(gaps))])
            elif isinstance(indicator.missing, LeaveOut):
                out |= gaps
            if isinstance(indicator.missing, LeaveOut | Keep):
                method = _NAMES[type(indicator.missing)]
                self.filled += [Filled(key, indicator.code, method) for key in self.keys(gaps)]
        return out

    def count(self) -> None:
        """The residents of those who take part (k,), where the table has them."""
        name = self.spec.table.population
        if not name:
            return
        self.sizes = self.columns[name]
        unsaid = ~(self.sizes >= 0)
        if unsaid.any():
            finding = flaws.no_population(self.keys(unsaid))
            self.faults.append(Fault(self.spec.file, self.spec.table.line, finding.at("table.population")))

    def finish(self, indicator: Indicator, read: Mapping[str, Floats]) -> None:
        """Fill, transform, winsorise and turn the values of an indicator, and those of its reference vintage."""
        turn = turns(indicator, self.levels[indicator.code])
        with self.telling(indicator):
            whole = self._filled(indicator, read)
            values = self._winsorised(indicator, transformed(whole, indicator.transform))
            self.values[indicator.code] = oriented(values, turn=turn, complement=indicator.complement)
            base = self._base(indicator, whole)
            if base is not None:
                then = transformed(base, indicator.transform)
                self.bases[indicator.code] = oriented(then, turn=turn, complement=indicator.complement)

    def _base(self, indicator: Indicator, values: Floats) -> Floats | None:
        """The values of the reference vintage of AMPI goalposts, where there is one."""
        how = next(iter(indicator.normalise), None)
        if not isinstance(how, Goalposts):
            return None
        if how.reference_column:
            return indicator.factor * self.columns[how.reference_column]
        if how.reference_rows is None:
            return None
        marked = self.table.references[how.reference_rows]
        base = np.concatenate([values[marked[self.rows]], self._apart(indicator, marked)])
        if np.isnan(base).all():
            raise Invalid([flaws.no_reference(how.reference_rows.column, how.reference_rows.values)])
        return base

    def _apart(self, indicator: Indicator, marked: NDArray[np.bool_]) -> Floats:
        """What the table says of reference rows that it excludes: a country beside its regions, say."""
        out = (
            np.zeros(len(marked), dtype=bool) if self.table.excluded is None else self.table.excluded & marked
        )
        return read_values(indicator, {name: values[out] for name, values in self.table.columns.items()})

    def _filled(self, indicator: Indicator, read: Mapping[str, Floats]) -> Floats:
        values = read[indicator.code]
        gaps = np.isnan(values)
        if not gaps.any() or isinstance(indicator.missing, Keep):
            return values
        parents = [self.table.parents[row] for row in self.rows.tolist()] if self.table.parents else []
        predictors = self._predictors(indicator, read)
        whole = filled(values, indicator.missing, keys=self.names, parents=parents, predictors=predictors)
        method = _NAMES[type(indicator.missing)]
        for key, value in zip(self.keys(gaps), whole[gaps].tolist(), strict=True):
            self.filled.append(Filled(key, indicator.code, method, value))
        return whole

    def _predictors(self, indicator: Indicator, read: Mapping[str, Floats]) -> Floats | None:
        if not isinstance(indicator.missing, Regression):
            return None
        beside = [part for part in self.levels[indicator.code].parts if isinstance(part, Indicator)]
        codes = indicator.missing.on or [one.code for one in beside if one is not indicator]
        return np.column_stack([read[code] for code in codes])

    def _winsorised(self, indicator: Indicator, values: Floats) -> Floats:
        how = indicator.outliers
        if isinstance(how, NoTreatment):
            return values
        result = winsorised(values, how)
        moved = (result != values) & ~np.isnan(values)
        pairs = zip(self.keys(moved), values[moved].tolist(), result[moved].tolist(), strict=True)
        self.changed += [Winsorised(key, indicator.code, found, value) for key, found, value in pairs]
        if isinstance(how, BySkewness) and is_far_out(result, how):
            self.tell(indicator, [flaws.still_out(skewness(result), kurtosis(result))])
        return result


def turns(part: Part, above: Level | None) -> bool:
    """Whether the part's values are turned round before the level above takes them: where it is another way up, unless its
    transformation turned them.

    >>> from .spec import Higher
    >>> share = Indicator("share", Higher.BETTER)
    >>> turns(share, Level("index", Higher.WORSE, (share,)))
    True
    """
    return _other_way_up(part, above) ^ (isinstance(part, Indicator) and is_turned(part))


def with_bounds(how: Normalisation, part: Part, above: Level | None) -> Normalisation:
    """The first method of a part: bounds given in the part's unit are transformed and turned as its values are.

    >>> from .spec import Higher, MinMax
    >>> share = Indicator("share", Higher.BETTER, complement=100.0)
    >>> with_bounds(MinMax(minimum=30.0), share, Level("index", Higher.WORSE, (share,))).maximum
    70.0
    """
    steps = part.transform if isinstance(part, Indicator) else ()
    turn = turns(part, above)

    def unit(value: float) -> float:
        moved = transformed(np.array([value]), steps)
        return float(oriented(moved, turn=turn, complement=part.complement)[0])

    return in_unit(how, unit, turned=_other_way_up(part, above))


def _other_way_up(part: Part, above: Level | None) -> bool:
    return above is not None and part.higher is not above.higher
