"""A study of Bologna's 90 areas, walked without a mouse: from the question to what a citizen reads of one area."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import store
from tests.e2e.conftest import NARROW, WIDE, follow, held, overflows, sign_in, violations
from tests.e2e.keyboard import Keyboard

pytestmark = pytest.mark.slow

COORDINATOR = "ada.esempio@portici.example"
STUDY, EDITION, OTHER = "Dove il disagio abitativo è più forte", "Prima lettura", "Prima lettura, altri pesi"
HOME, INCOME, ALONE = (
    "Casa",
    "Reddito pro capite mediano delle famiglie",
    "Residenti oltre 65 anni che vivono soli",
)
EMPTY = "Abitazioni non occupate"
OF_HOME = ["Abitazioni occupate in affitto", "Spazio abitativo insufficiente", "Bassa qualità edilizia"]
#: Long enough that the run is seen while it goes on.
DRAWS = "60000"


@pytest.fixture
def bologna(worker_id: str) -> Iterator[str]:
    with store.served(store.copy_of(store.bologna(), f"bologna_{worker_id}"), jobs=True) as address:
        yield address


class Office:
    """The coordinator at work in the office."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site, self.keys = page, site, Keyboard(page)

    def look(self) -> None:
        """What holds for every page of the walk."""
        assert overflows(self.page) <= 0, self.page.url
        assert violations(self.page) == []

    def go(self, wanted: str) -> None:
        self.keys.go(wanted)
        self.look()

    def save(self) -> None:
        self.keys.go(".form-actions button")
        assert self.page.locator(".error-summary").all_inner_texts() == []
        self.look()

    def compute(self) -> None:
        """Have the edition computed; the progress is seen, and the page comes back with the results by itself."""
        with held(self.page, "**/*parte=stato*"):
            self.keys.go("form[action$='/calcola/'] button")
            expect(self.page.locator("#progress progress")).to_be_visible()
            self.look()
        expect(self.page.locator("#results-title")).to_be_visible(timeout=120_000)
        self.look()

    def publish(self) -> None:
        self.go("form[action*='/pubblica/'] button")
        assert self.page.locator("form[action*='/ritira/']").count() == 1, f"{self.page.url} is not published"

    def back_to(self, address: str) -> None:
        self.page.goto(address)


@pytest.mark.parametrize(
    "size", [pytest.param(WIDE, id="1280", marks=pytest.mark.both_stores), pytest.param(NARROW, id="360")]
)
def test_from_the_question_to_what_a_citizen_reads(
    bologna: str, open_page: Callable[..., Page], size: dict[str, int]
) -> None:
    # Long pages would still be scrolling when it is looked where the focus is.
    page = open_page(size=size, locale="it", reduced_motion="reduce")
    sign_in(page, bologna, COORDINATOR)
    office = Office(page, bologna)
    study = open_study(office)
    edition = draft(office)
    choose_indicators(office)
    choose_how_sure(office)
    office.compute()
    who_is_out(page)
    follow_a_weight(office)
    office.compute()
    compare(office)
    for address in (study, edition):
        office.back_to(address)
        office.publish()
    assert office.keys.unseen == [], "the focus cannot be seen"
    read_as_citizen(open_page(size=size, locale="it"), bologna)


def open_study(office: Office) -> str:
    page, keys = office.page, office.keys
    page.goto(f"{office.site}/ufficio/studi/")
    office.look()
    office.go("a[href$='/ufficio/studi/nuovo/']")
    keys.write("title", STUDY)
    keys.write("code", "disagio-abitativo")
    layer = page.locator("select[name=layer] option", has_text="Aree statistiche").first
    keys.choose("layer", layer.get_attribute("value") or "")
    office.save()
    return page.url


def draft(office: Office) -> str:
    office.go("a[href$='/edizione/']")
    office.keys.write("title", EDITION)
    office.save()
    return office.page.url


def choose_indicators(office: Office) -> None:
    """A theme at once and two by name; weights that do not add up and an empty column are told at their boxes."""
    page, keys = office.page, office.keys
    office.go("a[href$='/metodo/']")
    for name in (f"Tema: {HOME}", INCOME, ALONE):
        keys.write("add", name)
        office.go("button[name='pick-add']")
    legends = page.locator("fieldset.spec-row > legend").all_inner_texts()
    assert legends[:3] == [HOME, "Economia", "Società"]
    assert sorted(legends[3:]) == sorted([ALONE, INCOME, EMPTY, *OF_HOME])
    for name, weight in (("casa", "0,5"), ("economia", "0,3"), ("societa", "0,3")):
        keys.write(f"weight-of-{name}", weight)
    keys.go(".form-actions button")
    expect(page.locator(".error-summary")).to_be_focused()
    assert (
        "“1.1”. Che cosa si richiede: Pesi la cui somma sia 1." in page.locator(".error-summary").inner_text()
    )
    office.look()
    keys.write("weight-of-economia", "0,2")
    keys.go(".form-actions button")
    expect(page.locator(".error-summary")).to_be_focused()
    assert f"Un periodo in cui {EMPTY} ha valori qui" in page.locator(".error-summary").inner_text()
    keys.tick("[name='use-abitazioni-vuote']")
    office.save()


def choose_how_sure(office: Office) -> None:
    office.go("a[href$='/certezza/']")
    office.keys.write("draws", DRAWS)
    office.save()


def who_is_out(page: Page) -> None:
    out = page.locator("section[aria-labelledby=out-title] li").all_inner_texts()
    assert len(out) == 11
    assert all("non è confrontata: la fonte non dà il valore di 5 indicatori" in one for one in out)
    assert page.locator("section[aria-labelledby=results-title] tbody tr").count() == 90


def follow_a_weight(office: Office) -> None:
    """The table is redrawn as one types; what is tried out becomes the next edition when asked."""
    page, keys = office.page, office.keys
    office.go("a[href$='/pesi/']")
    rows = page.locator("#weighed tbody tr")
    expect(rows).to_have_count(79)
    shares = page.locator("#weighed > p").first
    expect(shares).to_have_text("Casa 50,0 % · Economia 20,0 % · Società 30,0 %")
    before = rows.all_inner_texts()
    keys.write("w-societa", "0,9")
    expect(shares).to_contain_text("Società 56")
    expect(rows).to_have_count(79)
    assert rows.all_inner_texts() != before
    office.look()
    keys.write("title", OTHER)
    office.go("#weighed form button")


def compare(office: Office) -> None:
    office.go("a[href$='/confronto/']")
    assert office.page.locator("section[aria-labelledby=entered-title] dd").count() == 2
    changed = office.page.locator("section[aria-labelledby=through-title] pre").inner_text()
    assert "+weight" in changed


def read_as_citizen(page: Page, site: str) -> None:
    """From the list of studies to an area that is in, and to one that is out."""

    def look() -> None:
        assert overflows(page) <= 0, page.url
        assert violations(page) == []

    page.goto(f"{site}/studi/")
    look()
    follow(page.locator("main a", has_text=STUDY).first)
    look()
    follow(page.locator("main a", has_text=EDITION).first)
    look()
    edition = urlsplit(page.url).path
    assert page.locator("section[aria-labelledby=fuori] li").count() == 11
    follow(page.locator("#aree ~ * tbody a, section tbody a").first)
    look()
    assert (
        "è al posto 1 delle 79 aree confrontate"
        in page.locator("section[aria-labelledby=perche]").inner_text()
    )
    page.goto(f"{site}{edition}aree/?state=excluded")
    assert page.locator("main tbody tr").count() == 11
    follow(page.locator("main tbody a").first)
    look()
    assert "non è confrontata" in page.locator("section[aria-labelledby=perche]").inner_text()


def test_pages_answer_while_a_study_is_being_computed(bologna: str, open_page: Callable[..., Page]) -> None:
    """A long run is stopped and taken up again; reading and writing go on beside it."""
    page = open_page(locale="it")
    sign_in(page, bologna, COORDINATOR)
    page.goto(f"{bologna}/ufficio/studi/")
    follow(page.locator("main a", has_text="Disagio abitativo e sociale").first)
    study = page.url
    follow(page.locator("main a", has_text="Edizione di prova").first)
    follow(page.locator("a[href*='/edizione/?da=']"))
    page.locator("[name=title]").fill("Molte estrazioni")
    follow(page.locator(".form-actions button"))
    follow(page.locator("a[href$='/certezza/']"))
    page.locator("[name=draws]").fill("100000")
    follow(page.locator(".form-actions button"))
    follow(page.locator("form[action$='/calcola/'] button"))
    expect(page.locator("#progress progress[value]")).to_be_visible(timeout=60_000)
    follow(page.locator("form[action$='/ferma/'] button"))
    follow(page.locator("form[action$='/riprendi/'] button"))
    expect(page.locator("#progress")).to_be_visible()
    beside = open_page(locale="it")
    for path in ("/", "/studi/", "/studi/disagio-aree/1/", "/territorio/aree-statistiche/83/"):
        answer = beside.goto(bologna + path)
        assert answer is not None
        assert answer.status == 200, path
    page.goto(f"{study}modifica/")
    page.locator("[name=notes]").fill("Scritto mentre si calcola.")
    follow(page.locator(".form-actions button"))
    assert "Scritto mentre si calcola." in page.locator("main").inner_text()
