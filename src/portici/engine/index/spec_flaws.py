"""What can be wrong with a specification, in words."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from portici.kernel.findings import Finding, gettext_noop

from .flaws import flaw, listed, nearest

_KINDS = {float: "1.5", int: "3", str: '"…"', bool: "true, false"}


def not_a_table(found: object) -> Finding:
    return flaw(
        "spec.not_a_table",
        found,
        gettext_noop("A table of keys and values."),
        gettext_noop("See the example in docs/indices.md."),
    )


def not_toml(reason: str) -> Finding:
    return flaw(
        "spec.not_toml",
        reason,
        gettext_noop("A file in TOML, encoded in UTF-8."),
        gettext_noop("Correct the line: texts in quotes, one key a line, tables in [brackets]."),
    )


def unknown_key(name: str, known: Iterable[str]) -> Finding:
    return flaw(
        "spec.unknown_key",
        name,
        gettext_noop("One of these keys: %(known)s."),
        gettext_noop("Correct the name, or take the line out."),
        known=nearest(name, known),
    )


def absent(name: str) -> Finding:
    return flaw(
        "spec.absent",
        "",
        gettext_noop("The key %(name)s, which has no value of its own accord."),
        gettext_noop("Add it here, or for all parts in [defaults.indicator] or [defaults.domain]."),
        name=name,
    )


def wrong_kind(found: object, choices: Iterable[Any]) -> Finding:
    said: list[str] = []
    for choice in choices:
        if isinstance(choice, type) and issubclass(choice, StrEnum):
            said += [f'"{one.value}"' for one in choice]
        elif choice is not type(None):
            said.append(_KINDS.get(choice, str(choice)))
    return flaw(
        "spec.wrong_kind",
        found,
        gettext_noop("A value like: %(choices)s."),
        gettext_noop("Write one of that kind."),
        choices=", ".join(said),
    )


def no_method(found: object, methods: Iterable[str]) -> Finding:
    return flaw(
        "spec.no_method",
        "" if found is None else found,
        gettext_noop(
            'One of the methods %(methods)s: as a text, or as { method = "…", … } with its options.'
        ),
        gettext_noop("Choose one of them; docs/indices.md says what each does."),
        methods=", ".join(methods),
    )


def too_low(found: float, least: float, *, within: bool) -> Finding:
    accepted = gettext_noop("A number above %(least)s.")
    if within:
        accepted = gettext_noop("A number of at least %(least)s.")
    return flaw(
        "spec.too_low", f"{found:g}", accepted, gettext_noop("Correct the number."), least=f"{least:g}"
    )


def too_high(found: float, most: float) -> Finding:
    return flaw(
        "spec.too_high",
        f"{found:g}",
        gettext_noop("A number of at most %(most)s."),
        gettext_noop("Correct the number."),
        most=f"{most:g}",
    )


def not_in_order(below: str, low: float, above: str, high: float) -> Finding:
    return flaw(
        "spec.not_in_order",
        f"{below} = {low:g}, {above} = {high:g}",
        gettext_noop("The first below the second."),
        gettext_noop("Exchange or correct them."),
    )


def not_ascending(below: float, above: float) -> Finding:
    return flaw(
        "spec.not_ascending",
        f"{below:g}, {above:g}",
        gettext_noop("Numbers each above the one before."),
        gettext_noop("Put them in order, each once."),
    )


def no_scores(found: int, wanted: int) -> Finding:
    return flaw(
        "spec.no_scores",
        found,
        gettext_noop("%(wanted)s scores: one below the first bound, and one from each bound on."),
        gettext_noop("Correct `scores`, or take it out: then the bounds reached are counted."),
        wanted=wanted,
    )


def no_population() -> Finding:
    return flaw(
        "spec.no_population",
        "population",
        gettext_noop("The key `population` in [table]: the column of residents that `over` counts."),
        gettext_noop("Add it, or count areas."),
    )


def no_counted_reference() -> Finding:
    return flaw(
        "spec.no_counted_reference",
        "over, reference_rows",
        gettext_noop("A reference vintage whose mean counts areas."),
        gettext_noop("Take `over` out (of one row the mean is the same), or give the reference as a number."),
    )


def component_alone(found: str) -> Finding:
    return flaw(
        "spec.component_alone",
        found,
        gettext_noop(
            'A level with aggregate = "sum" whose `missing` is refuse or leave-out: loadings taken as they are do not add up to 1.'
        ),
        gettext_noop("Correct the level, or take the loadings `squared` or `absolute`."),
    )


def no_level(found: str, known: Iterable[str]) -> Finding:
    return flaw(
        "spec.no_level",
        found,
        gettext_noop("The code of a domain that has parts: %(known)s."),
        gettext_noop("Correct `in`, or add the domain."),
        known=nearest(found, known),
    )


def circle(codes: Iterable[str]) -> Finding:
    return flaw(
        "spec.circle",
        listed(codes),
        gettext_noop("Domains that lie in one another up to the index, without going round."),
        gettext_noop("Correct `in` of one of them."),
    )


def no_parts(code: str) -> Finding:
    return flaw(
        "spec.no_parts",
        code,
        gettext_noop("At least one indicator or domain that lies in it, or a `column` of its own."),
        gettext_noop("Say `in` in its parts, name its column, or take it out."),
    )


def no_column() -> Finding:
    return flaw(
        "spec.no_column",
        "",
        gettext_noop("A `column`, or a `numerator` with or without a `denominator`: one of the two."),
        gettext_noop("Say where the values come from."),
    )


def doubled(code: str) -> Finding:
    return flaw(
        "spec.doubled",
        code,
        gettext_noop("A code that no other part has, nor another column of the output."),
        gettext_noop("Give it another code."),
    )


def no_scale() -> Finding:
    return flaw(
        "spec.no_scale",
        "",
        gettext_noop("The key normalise: how the values are brought to one scale, `none` if they are on it."),
        gettext_noop("Add it here, or for all parts in [defaults.indicator] or [defaults.domain]."),
    )


def weights_sum(total: float) -> Finding:
    return flaw(
        "spec.weights_sum",
        f"{total:g}",
        gettext_noop("Weights that add up to 1."),
        gettext_noop(
            'Correct them, or say weights = { method = "given", normalise = true } to divide them by their sum.'
        ),
    )


def no_weight(codes: Iterable[str]) -> Finding:
    return flaw(
        "spec.no_weight",
        listed(codes),
        gettext_noop("A weight for every part, since others have one."),
        gettext_noop("Add the weights, 0 for a part that is only shown; or take all of them out."),
    )


def useless_weight(codes: Iterable[str]) -> Finding:
    return flaw(
        "spec.useless_weight",
        listed(codes),
        gettext_noop("No weight where the level works weights out itself."),
        gettext_noop('Take the weights out, or say weights = "given".'),
    )


def no_parent() -> Finding:
    return flaw(
        "spec.no_parent",
        "parent-mean",
        gettext_noop("The key `parent` in [table]: the column that says in what each area lies."),
        gettext_noop("Add it, or choose another way to fill what is missing."),
    )


def no_predictor(found: str, known: Iterable[str]) -> Finding:
    return flaw(
        "spec.no_predictor",
        found,
        gettext_noop("Codes of other indicators, or others in the same level: %(known)s."),
        gettext_noop("Correct `on`, or choose another way to fill what is missing."),
        known=listed(known),
    )


def no_exponent() -> Finding:
    return flaw(
        "spec.no_exponent",
        0,
        gettext_noop("An exponent that is not zero; the mean for zero is the geometric one."),
        gettext_noop('Say aggregate = "geometric", or another exponent.'),
    )


def useless_reference() -> Finding:
    return flaw(
        "spec.useless_reference",
        "reference_column, reference_rows",
        gettext_noop("A reference vintage in the first method of an indicator; nothing later has one."),
        gettext_noop("Say the reference as a number, `mean` or `midrange`."),
    )


def no_mark(found: str) -> Finding:
    return flaw(
        "spec.no_mark",
        found,
        gettext_noop('One character, like ";" or "\\t" for a tab.'),
        gettext_noop("Correct it, or take it out, so that it is found out."),
    )


def no_decimal(found: str) -> Finding:
    return flaw(
        "spec.no_decimal",
        found,
        gettext_noop('A decimal mark: "," or ".", another than the separator.'),
        gettext_noop("Correct it, or take it out, so that it is found out."),
    )
