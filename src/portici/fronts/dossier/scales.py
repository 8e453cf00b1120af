"""Each method of an index in a few plain words, with its options: what a dossier says in the stead of formulas."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portici.engine.index import methods as m
from portici.engine.index import scales as s
from portici.fronts.templatetags.portici import number

#: Decimals of an option at most; those that are zero are not written.
DIGITS = 4


def plain(value: float) -> str:
    """A number with the decimals that it has, in the page's language."""
    text = f"{value:.{DIGITS}f}".rstrip("0").rstrip(".")
    return number(value, len(text.partition(".")[2]))


def scale(how: s.Normalisation) -> str:
    """What becomes of a value: begins small, to go on after a colon."""
    match how:
        case s.ZScore():
            text = _("distance from the mean in standard deviations, with mean %(mean)s and deviation %(sd)s")
            return text % {"mean": plain(how.mean), "sd": plain(how.sd)}
        case s.MinMax():
            text = _(
                "place between the lowest value (%(minimum)s) and the highest (%(maximum)s), from %(low)s to %(high)s"
            )
            return text % _ends(how)
        case s.Goalposts():
            text = _(
                "goalposts of the AMPI, from %(low)s to %(high)s around the reference (%(reference)s); lowest value %(minimum)s,"
                " highest %(maximum)s"
            )
            return text % (_ends(how) | {"reference": _reference(how)})
        case s.Rank() | s.Percentile() | s.Exponential() | s.NormalScores():
            return _by_rank(how)
        case s.Ratio():
            text = _("ratio to %(to)s, times %(scale)s")
            return text % {"to": _ratio_to(how.to), "scale": plain(how.scale)}
        case s.Unchanged():
            return _("as it is")
        case _stepped:
            return _stepped_words(how)


def _stepped_words(how: s.Steps | s.Groups | s.Clip | s.Rounded) -> str:
    match how:
        case s.Steps():
            return _("points by the thresholds %(bounds)s") % {"bounds": "; ".join(map(plain, how.bounds))}
        case s.Groups():
            return _("one of %(count)s groups of the same size, 1 the lowest") % {"count": number(how.count)}
        case s.Clip():
            ends = [_("no bound") if one is None else plain(one) for one in (how.minimum, how.maximum)]
            return _("what lies beyond the bounds is brought to them (%(bounds)s)") % {
                "bounds": "; ".join(ends)
            }
        case s.Rounded():
            return _("rounded to %(decimals)s decimals") % {"decimals": number(how.decimals)}


def _by_rank(how: s.Rank | s.Percentile | s.Exponential | s.NormalScores) -> str:
    match how:
        case s.Rank():
            return _("rank, 1 for the lowest value")
        case s.Percentile():
            text = _("share of the areas that lie below, from %(low)s to %(high)s")
            return text % {"low": plain(how.low), "high": plain(how.high)}
        case s.Exponential():
            text = _(
                "rank on the exponential scale of the indices of multiple deprivation (constant %(constant)s), which tells the most"
                " distressed apart"
            )
            return text % {"constant": plain(how.constant)}
        case s.NormalScores():
            text = _("normal score of the rank, with mean %(mean)s and deviation %(sd)s")
            return text % {"mean": plain(how.mean), "sd": plain(how.sd)}


def _ends(how: s.MinMax | s.Goalposts) -> dict[str, str]:
    data = _("that of the data")
    return {
        "minimum": data if how.minimum is None else plain(how.minimum),
        "maximum": data if how.maximum is None else plain(how.maximum),
        "low": plain(how.low),
        "high": plain(how.high),
    }


def _reference(how: s.Goalposts) -> str:
    if how.reference_column:
        return _("mean of the column %(column)s") % {"column": how.reference_column}
    if isinstance(how.reference, float):
        return plain(how.reference)
    return _("the mean") if how.reference is s.Reference.MEAN else _("the middle of the range")


def _ratio_to(to: s.RatioTo | float) -> str:
    if isinstance(to, s.RatioTo):
        return _("the mean") if to is s.RatioTo.MEAN else _("the maximum")
    return plain(to)


def together(how: m.Aggregation) -> str:
    """How parts become one score, and what that means for who reads it: after a colon."""
    match how:
        case m.Arithmetic():
            return _("weighted mean: a good part makes up for a bad one")
        case m.Sum() | m.Product():
            is_sum = isinstance(how, m.Sum)
            product = _("product of the parts, each to the power of its weight")
            return _("sum of the parts, each times its weight") if is_sum else product
        case m.Geometric():
            return _("weighted geometric mean: a good part makes up only in part for a bad one")
        case m.Power():
            text = _("power mean with exponent %(exponent)s")
            return text % {"exponent": plain(how.exponent)}
        case m.MazziottaPareto(penalty=m.Penalty.ADDED):
            return _("Mazziotta-Pareto: the mean, raised where the parts are out of balance")
        case m.MazziottaPareto():
            return _("Mazziotta-Pareto: the mean, lowered where the parts are out of balance")
        case m.Minimum():
            return _("the lowest part")
        case _highest:
            return _("the highest part")


def weighed(how: m.Weighting) -> str:
    match how:
        case m.Given(normalise=True):
            return _("weights chosen by who wrote the study, divided by their sum")
        case m.Given():
            return _("weights chosen by who wrote the study")
        case m.Equal():
            return _("equal weights")
        case _components:
            return _("weights from the first principal component of the parts' correlations")


def missing(how: m.Missing | m.LevelMissing) -> str:
    match how:
        case m.Refuse():
            return _("none may be missing: the index is not computed otherwise")
        case m.LeaveOut():
            return _("an area without it is left out")
        case m.Keep():
            return _("it stays missing, and the level above says what to do")
        case m.Present():
            text = _("the parts that are there stand for it, when they hold at least %(share)s of the weight")
            return text % {"share": plain(how.share)}
        case _filled:
            return _filled_with(how)


def _filled_with(how: m.Mean | m.Median | m.ParentMean | m.Regression | m.Value) -> str:
    match how:
        case m.Mean():
            return _("the mean of the other areas stands for it")
        case m.Median():
            return _("the median of the other areas stands for it")
        case m.ParentMean():
            return _("the mean of the areas of the same wider area stands for it")
        case m.Regression():
            return _("it is estimated from other indicators by regression")
        case m.Value():
            return _("%(value)s stands for it") % {"value": plain(how.value)}


def far_out(how: m.Outliers) -> str:
    match how:
        case m.ByPercentiles():
            text = _("what lies below percentile %(low)s or above %(high)s is brought to it")
            return text % {"low": plain(how.low), "high": plain(how.high)}
        case m.ByQuartiles():
            text = _(
                "what lies more than %(factor)s interquartile ranges outside the quartiles is brought there"
            )
            return text % {"factor": plain(how.factor)}
        case m.BySkewness():
            return ngettext(
                "while the values are very skewed, the farthest one is brought to the next, at most %(count)s time",
                "while the values are very skewed, the farthest one is brought to the next, at most %(count)s times",
                how.most,
            ) % {"count": number(how.most)}
        case _stay:
            return _("values far out stay as they are")


def transformed(how: s.Transform) -> str:
    match how:
        case s.Log():
            return (
                _("logarithm")
                if not how.shift
                else _("logarithm of %(shift)s more") % {"shift": plain(how.shift)}
            )
        case s.Log1p():
            return _("logarithm of 1 more")
        case s.Sqrt():
            return _("square root")
        case s.Raised():
            return _("to the power of %(exponent)s") % {"exponent": plain(how.exponent)}
        case s.Inverse():
            return _("inverse")
        case s.Arcsine():
            return _("arc sine of the square root")
        case s.Logit():
            return _("logarithm of the odds")
