"""A specification's faults are told all at once, each with its line and key."""

from __future__ import annotations

import pytest

from portici.engine.index.reading import parse_specification, read_specification
from portici.engine.index.spec import (
    Deviation,
    First,
    Given,
    Higher,
    Level,
    MazziottaPareto,
    Penalty,
    RankRule,
    Ties,
    ZScore,
)
from tests.engine.index.conftest import EXAMPLES
from tests.engine.index.makers import HEAD, domain, indicator, spec_of, told


def flaws(*parts, head=HEAD):
    """Line, field, code, found."""
    return [one[1:] for one in told(lambda: spec_of(*parts, head=head))]


def test_everything_is_read():
    spec = spec_of(
        '[rank]\nfirst = "best"\nties = "dense"\ndecimals = 3',
        domain("d", weight="0.25", label='"Domain"'),
        indicator("a", normalise='{ method = "z-score", mean = 50, deviation = "sample" }', **{"in": '"d"'}),
        indicator("b", weight="0.75"),
        head=HEAD + 'aggregate = { method = "mazziotta-pareto", penalty = "subtracted" }\n',
    )
    assert spec.rank == RankRule(First.BEST, Ties.DENSE, 3)
    assert spec.index.aggregate == MazziottaPareto(Penalty.SUBTRACTED)
    assert spec.index.weights == Given()
    assert [part.code for part in spec.index.parts] == ["d", "b"]
    inner = spec.index.parts[0]
    assert isinstance(inner, Level)
    assert (inner.label, inner.higher, inner.weight) == ("Domain", Higher.WORSE, 0.25)
    assert next(spec.indicators()).normalise == (ZScore(50, 10, Deviation.SAMPLE),)
    assert spec.columns() == ("a", "b")


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.toml")), ids=lambda path: path.stem)
def test_the_examples_are_sound(path):
    assert read_specification(path).title


def test_the_digest_is_that_of_the_bytes():
    import hashlib

    data = (HEAD + indicator("a")).encode()
    assert parse_specification(data).digest == hashlib.sha256(data).hexdigest()


def test_no_toml():
    assert told(parse_specification, b"[table]\nkey = code\n", "s.toml") == [
        ("s.toml", 2, "", "spec.not_toml", "Invalid value (at line 2, column 7)")
    ]
    assert told(parse_specification, "title = 'città'".encode("cp1252"), "s.toml")[0][3] == "file.encoding"


def test_nothing_said():
    assert [one[3] for one in told(parse_specification, b"")] == [
        "spec.absent",
        "spec.no_parts",
        "spec.absent",
    ]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([indicator("a", colum='"x"')], [(11, "indicator[1].colum", "spec.unknown_key", "colum")]),
        ([indicator("a", higher='"up"')], [(9, "indicator[1].higher", "spec.wrong_kind", "up")]),
        ([indicator("a", higher="")], [(6, "indicator[1].higher", "spec.absent", "")]),
        ([indicator("a", normalise="")], [(6, "indicator[1].normalise", "spec.no_scale", "")]),
        ([indicator("a", normalise="[]")], [(10, "indicator[1].normalise", "spec.no_scale", "")]),
        ([indicator("a", normalise='"zscore"')], [(10, "indicator[1].normalise", "spec.no_method", "zscore")]),
        (
            [indicator("a", normalise='{ method = "z-score", sd = 0 }')],
            [(10, "indicator[1].normalise.sd", "spec.too_low", "0")],
        ),
        (
            [indicator("a", normalise='{ method = "min-max", low = 5, high = 1 }')],
            [(10, "indicator[1].normalise", "spec.not_in_order", "low = 5, high = 1")],
        ),
        ([indicator("a", factor="inf")], [(11, "indicator[1].factor", "spec.wrong_kind", "inf")]),
        ([indicator("a", factor="true")], [(11, "indicator[1].factor", "spec.wrong_kind", "True")]),
        ([indicator("a", denominator='"b"')], [(8, "indicator[1].column", "spec.no_column", "")]),
        ([indicator("a", column="")], [(6, "indicator[1].column", "spec.no_column", "")]),
        ([indicator("a", column="", denominator='"x"')], [(6, "indicator[1].column", "spec.no_column", "")]),
        ([indicator("a", **{"in": '"b"'})], [(3, "index", "spec.no_parts", "index"), (11, "indicator[1].in", "spec.no_level", "b")]),
        ([indicator("a"), indicator("a")], [(13, "indicator[2].code", "spec.doubled", "a")]),
        ([indicator("rank")], [(7, "rank.code", "spec.doubled", "rank")]),
        ([indicator("code")], [(7, "code.code", "spec.doubled", "code")]),
        ([domain("d"), indicator("a")], [(6, "domain[1]", "spec.no_parts", "d")]),
        (
            [domain("d", **{"in": '"e"'}), domain("e", **{"in": '"d"'}), indicator("a")],
            [(8, "domain[1].in", "spec.circle", "e"), (12, "domain[2].in", "spec.circle", "d")],
        ),
        (
            [indicator("a", weight="0.5"), indicator("b", weight="0.4")],
            [(3, "index.weights", "spec.weights_sum", "0.9")],
        ),
        ([indicator("a", weight="0.5"), indicator("b")], [(3, "index.weights", "spec.no_weight", "b")]),
        ([indicator("a", weight="-1")], [(11, "indicator[1].weight", "spec.too_low", "-1")]),
        (
            [indicator("a", missing='"parent-mean"')],
            [(11, "a.missing", "spec.no_parent", "parent-mean")],
        ),
        (
            [indicator("a", missing='{ method = "regression", on = ["z"] }'), indicator("b")],
            [(11, "a.missing", "spec.no_predictor", "z")],
        ),
        ([indicator("a", missing='"regression"')], [(11, "a.missing", "spec.no_predictor", "")]),
    ],
)  # fmt: skip
def test_faults(parts, expected):
    assert flaws(*parts) == expected


def test_keys_of_the_whole():
    assert flaws(indicator("a"), head='titel = "x"\n' + HEAD) == [(1, "titel", "spec.unknown_key", "titel")]
    assert flaws(indicator("a"), head="title = 3\n" + HEAD) == [(1, "title", "spec.wrong_kind", "3")]
    assert flaws(indicator("a"), head=HEAD + "weight = 1\n") == [
        (5, "index.weight", "spec.unknown_key", "weight")
    ]
    assert flaws(indicator("a"), head='[table]\nkey = "c"\nparrent = "z"\n[index]\nhigher = "worse"\n') == [
        (3, "table.parrent", "spec.unknown_key", "parrent")
    ]
    assert flaws(indicator("a"), head='table = 3\nindicators = 1\n[index]\nhigher = "worse"\n') == [
        (1, "table", "spec.not_a_table", "3"),
        (2, "indicators", "spec.unknown_key", "indicators"),
    ]


def test_the_penalty_is_said():
    head = HEAD + 'aggregate = "mazziotta-pareto"\n'
    assert flaws(indicator("a"), head=head) == [(5, "index.aggregate.penalty", "spec.absent", "")]


def test_weights_where_the_level_works_them_out():
    head = HEAD + 'weights = "equal"\n'
    assert flaws(indicator("a", weight="1"), head=head) == [(5, "index.weights", "spec.useless_weight", "a")]


def test_weights_divided_by_their_sum_when_it_is_said():
    head = HEAD + 'weights = { method = "given", normalise = true }\n'
    assert spec_of(indicator("a", weight="3"), head=head).index.weights == Given(normalise=True)
    assert flaws(indicator("a", weight="0"), head=head) == [(5, "index.weights", "spec.weights_sum", "0")]


def test_an_unknown_key_is_told_with_the_nearest():
    from portici.kernel.faults import Faulty

    with pytest.raises(Faulty) as caught:
        spec_of(indicator("a", wieght="1"))
    accepted = str(caught.value.faults[0].finding.accepted)
    assert accepted.startswith("One of these keys: weight, ")


@pytest.mark.parametrize(
    ("filters", "code"),
    [
        ('{ column = "y" }', "spec.absent"),
        ('"y"', "spec.not_a_table"),
        ('{ colum = "y", equals = 1 }', "spec.unknown_key"),
    ],
)
def test_filters(filters, code):
    head = f'[table]\nkey = "code"\nfilter = {filters}\n[index]\nhigher = "worse"\n'
    assert {one[2] for one in flaws(indicator("a"), head=head)} >= {code}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ('separator = ";;"', "spec.no_mark"),
        ('decimal = "x"', "spec.no_decimal"),
        ('separator = ","\ndecimal = ","', "spec.no_decimal"),
    ],
)
def test_marks_of_the_table(said, code):
    head = HEAD.replace("[index]", said + "\n[index]")
    assert [one[2] for one in flaws(indicator("a"), head=head)] == [code]


def test_a_reference_vintage_is_for_the_first_method_of_an_indicator():
    later = '["rank", { method = "ampi", reference_column = "x" }]'
    assert [one[:3] for one in flaws(indicator("a", normalise=later))] == [
        (10, "a.normalise", "spec.useless_reference")
    ]
    said = '{ method = "ampi", reference_rows = { column = "y" } }'
    assert [one[:3] for one in flaws(indicator("a", normalise=said))] == [
        (10, "indicator[1].normalise.reference_rows.equals", "spec.absent")
    ]


@pytest.mark.parametrize("key", ["[]", '""', '["code", ""]'])
def test_a_key_that_names_nothing(key):
    head = f'[table]\nkey = {key}\n[index]\nhigher = "worse"\n'
    assert flaws(indicator("a"), head=head) == [(2, "[table].key", "spec.absent", "")]


@pytest.mark.parametrize("code", ["{}", "[1]", "3"])
def test_a_code_that_is_no_text(code):
    part = indicator("a", **{"in": '"z"'}).replace('code = "a"', f"code = {code}")
    assert {one[2] for one in flaws(part)} == {"spec.no_parts", "spec.no_level"}
