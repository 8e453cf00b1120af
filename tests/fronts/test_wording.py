"""Small texts in the page's language: days with their article, periods, labels of figures, words of formulas."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.forms import DateTimeField
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

import portici.fronts
from portici.fronts.browsers import browser_words
from portici.fronts.figures import tally
from portici.fronts.portal.organisations.views import TYPES
from portici.fronts.portal.territory.words import group_words, method_words
from portici.fronts.wording import on_day, period_text
from portici.organisations.models import OrganisationType
from portici.territory.figures import Group


@pytest.mark.parametrize(
    ("day", "article", "text"),
    [
        (1, "il", "il 1º giugno 2026"),
        (8, "il", "l'8 giugno 2026"),
        (10, "il", "il 10 giugno 2026"),
        (11, "il", "l'11 giugno 2026"),
        (11, "al", "all'11 giugno 2026"),
        (18, "al", "al 18 giugno 2026"),
        (8, "dal", "dall'8 giugno 2026"),
    ],
)
def test_an_italian_day_has_its_article(day: int, article: str, text: str) -> None:
    with override("it"):
        assert on_day(date(2026, 6, day), article).lower() == text


def test_an_english_day_has_none() -> None:
    with override("en"):
        assert on_day(date(2026, 6, 11)) == "11 June 2026"


def test_periods() -> None:
    first, last = date(2026, 5, 11), date(2027, 5, 31)
    with override("it"):
        assert [
            period_text(*ends) for ends in ((first, last), (first, None), (None, last), (None, None))
        ] == [
            "11/05/2026 – 31/05/2027",
            "dall'11/05/2026",
            "fino al 31/05/2027",
            "–",
        ]


def test_a_figure_is_named_in_its_number() -> None:
    schools, url = TYPES[OrganisationType.SCHOOL], "/rete/"
    said = {}
    for language in ("it", "en"):
        with override(language):
            said[language] = [str(tally(schools, count, url).label) for count in (0, 1, 882)]
    assert said == {"it": ["scuole", "scuola", "scuole"], "en": ["schools", "school", "schools"]}
    assert set(TYPES) == set(OrganisationType)


def test_a_citizenship_is_said_in_the_page_s_language() -> None:
    group = Group(citizenship="foreign")
    with override("it"):
        assert group_words(group) == "residenti, cittadinanza: straniera"
    with override("en"):
        assert group_words(group) == "residents, citizenship: foreign"


def test_a_sum_says_nothing_more_than_its_method() -> None:
    assert method_words("count") == ""


def test_a_map_says_that_it_loads_and_what_there_is_without_scripts() -> None:
    with override("it"):
        text, beside = (
            render_to_string("includes/map.html", {"url": "/x", "map_label": "Mappa", "has_table": has_table})
            for has_table in (False, True)
        )
    assert text.count('<p class="map-fallback" data-loading>La mappa si sta caricando.</p>') == 1
    box, said = text.split("<noscript>")
    assert ('<div class="portici-map" hidden ' in box, box.rstrip().endswith("</div>")) == (True, True)
    needs = '<p class="muted">La mappa ha bisogno degli script, che in questo browser sono spenti:'
    assert said == f"{needs} questa pagina dice le stesse cose a parole.</p></noscript>\n"
    assert (
        beside.split("<noscript>")[1] == f"{needs} la tabella qui sotto dice le stesse cose.</p></noscript>\n"
    )


DATED = re.compile(
    r"{% blocktranslate (?P<head>[^%]*\|on_(?:short_)?day[^%]*)%}(?P<body>.*?){% end", re.DOTALL
)
DAY_NAMES = re.compile(r"(\w+)=[\w.]+\|on_(?:short_)?day")


def _dated_texts() -> list[tuple[str, str]]:
    """Each text of a template that takes a day with its article, and the day's name in it."""
    folder = Path(portici.fronts.__file__).parent / "templates"
    found = (match for path in folder.rglob("*.html") for match in DATED.finditer(path.read_text()))
    return sorted(
        {
            (re.sub(r"{{ (\w+) }}", r"%(\1)s", match["body"]).strip(), name)
            for match in found
            for name in DAY_NAMES.findall(match["head"])
        }
    )


def test_no_italian_text_says_the_article_that_its_day_brings() -> None:
    texts = _dated_texts()
    assert ("until %(day)s", "day") in texts
    with override("it"):
        said = {text: gettext(text) for text, _ in texts}
        twice = [
            said[text] for text, name in texts if re.search(rf"(?:l|l['’]|la) ?%\({name}\)s", said[text])
        ]
        until = gettext("until %(day)s") % {"day": on_day(date(2026, 12, 18), "al", "SHORT_DATE_FORMAT")}
    assert twice == []
    assert until == "fino al 18/12/2026"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_browser_is_named_as_people_know_it(agent: str, words: str) -> None:
    assert browser_words(agent) == words


@pytest.mark.parametrize("language", ["it", "en"])
def test_a_day_and_an_hour_are_read_with_the_day_first(language: str) -> None:
    with override(language):
        assert DateTimeField().clean("03/04/2026 10:30").strftime("%Y-%m-%d %H:%M") == "2026-04-03 10:30"
