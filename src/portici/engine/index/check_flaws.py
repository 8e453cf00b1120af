"""What is to be thought over before an index is believed, in words. None of it stops the computation."""

from __future__ import annotations

from collections.abc import Iterable

from portici.kernel.findings import Finding, gettext_noop

from .flaws import listed, remark


def empty_columns(names: Iterable[str]) -> Finding:
    return remark(
        "check.empty_columns",
        listed(names),
        gettext_noop("Columns with values; these of the table have none."),
        gettext_noop("Ask the publisher if one of them was to be used."),
    )


def vintages(found: Iterable[str]) -> Finding:
    return remark(
        "check.vintages",
        listed(found),
        gettext_noop("Indicators of one vintage; these are of several."),
        gettext_noop("Say so beside the index, or take data of the same year."),
    )


def same_everywhere(value: float) -> Finding:
    return remark(
        "check.same_everywhere",
        f"{value:g}",
        gettext_noop("Values that differ from area to area."),
        gettext_noop("Take the part out: it moves all areas alike."),
    )


def says_little(share: float) -> Finding:
    return remark(
        "check.says_little",
        f"{100 * share:.0f}%",
        gettext_noop("A value that at most half of the areas share."),
        gettext_noop("Look whether zeros stand for what is not known; else the part tells few areas apart."),
    )


def same(other: str, found: float) -> Finding:
    return remark(
        "check.same",
        f"{found:.3f}",
        gettext_noop("Parts that each add something; this one goes with “%(other)s” nearly wholly."),
        gettext_noop("Take one of the two out, or halve their weights: the same thing counts twice."),
        other=other,
    )


def against(other: str, found: float) -> Finding:
    return remark(
        "check.against",
        f"{found:.3f}",
        gettext_noop("Parts of a level that go the same way; this one goes against “%(other)s”."),
        gettext_noop("Look at `higher` of both; if it is right, they make up for one another in the score."),
        other=other,
    )


def no_tie(level: str, found: float) -> Finding:
    return remark(
        "check.no_tie",
        f"{found:.3f}",
        gettext_noop("A part that goes with the score of its level, “%(level)s”."),
        gettext_noop("Look whether it belongs there: it hardly moves the score."),
        level=level,
    )


def negative_weight(level: str, found: float) -> Finding:
    return remark(
        "check.negative_weight",
        f"{found:.3f}",
        gettext_noop(
            "A part that counts for the score of its level, “%(level)s”; this one's loading takes away from it."
        ),
        gettext_noop(
            "Look at `higher` of the part; if it is right, it does not belong to what the component measures."
        ),
        level=level,
    )


def low_alpha(found: float, least: float) -> Finding:
    return remark(
        "check.low_alpha",
        f"{found:.3f}",
        gettext_noop("A Cronbach's alpha of at least %(least)s, when the parts are to measure one thing."),
        gettext_noop(
            "Look at the correlations; a level whose parts are causes, not signs, need not have it."
        ),
        least=f"{least:g}",
    )


def unit(before: float, now: float, power: str) -> Finding:
    todo = gettext_noop("Compare the definitions of the two vintages: the unit may have changed.")
    if power:
        todo = gettext_noop("Compare the units of the two vintages: the factor is near %(power)s.")
    return remark(
        "check.unit",
        f"{before:g} → {now:g}",
        gettext_noop(
            "A median that is at most three times that of the earlier vintage, and at least a third."
        ),
        todo,
        power=power,
    )


def unlike(found: float) -> Finding:
    return remark(
        "check.unlike",
        f"{found:.3f}",
        gettext_noop(
            "Areas in much the same order as in the earlier vintage (rank correlation of 0.5 or more)."
        ),
        gettext_noop("Look whether the column, or the codes of the areas, are still the same."),
    )
