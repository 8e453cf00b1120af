"""A meeting from the convocation to the approved minutes: the secretary at a laptop without a mouse, a member of the Board on a phone,
and in the end a citizen who may read less.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.e2e.conftest import NARROW, follow, overflows, sign_in, violations
from tests.e2e.keyboard import Keyboard
from tests.installation import NOW

SECRETARY, MEMBER, ADMINISTRATOR = (
    f"{name}@portici.example" for name in ("carla.finta", "dario.modello", "teo.saggio")
)
BOARD = "Board dell'accelerazione civica"
#: Fewer days than the Board's rules ask for.
TOMORROW = datetime.fromisoformat(NOW) + timedelta(days=1)
HALL, TEXT, CHANGE = "Sala prove a Vergato", "Si apre la sala prove nella palestra.", "Dal primo marzo."
NOTES = "Si è discusso del costo."
#: Words that only what is confidential has.
SECRET, NEGOTIATION = "Acquisto dello zuccherificio", "Mandato fino alla somma detta in seduta"
#: Seats of which one less is no quorum: more than half of eighteen.
QUORUM = 10


class Person:
    """Somebody at work in a browser of their own."""

    def __init__(self, page: Page, site: str, account: str = "") -> None:
        self.page, self.site = page, site
        if account:
            sign_in(page, site, account)

    def look(self) -> None:
        """What holds for every kind of page."""
        assert overflows(self.page) <= 0, self.page.url
        assert violations(self.page) == []

    def read(self) -> str:
        """What the page says, which is looked at."""
        self.look()
        return self.page.locator("main").inner_text()

    def sees(self, words: str) -> None:
        """The box of the sitting shows this, by itself."""
        expect(self.page.locator("#adesso")).to_contain_text(words)


class Secretary(Person):
    """By keyboard alone."""

    def __init__(self, page: Page, site: str) -> None:
        super().__init__(page, site, SECRETARY)
        self.keys = Keyboard(page)

    def open(self, address: str) -> None:
        self.page.goto(address)
        self.arrive()

    @property
    def here(self) -> str:
        """The page's address, whatever place on it is looked at."""
        return self.page.url.split("#")[0]

    def go(self, wanted: str) -> None:
        """Follow a link, or press a button that leads on."""
        self.keys.go(wanted)
        assert self.page.locator("[role=alert], .error-summary").all_inner_texts() == []
        self.arrive()

    def arrive(self) -> None:
        """The page fits; where it does not say itself where one goes on, its content is one key away."""
        assert overflows(self.page) <= 0, self.page.url
        if self.page.evaluate("document.activeElement === document.body"):
            self.keys.skip_to_content()

    def jump(self, heading: str) -> None:
        """By the links over the sitting's papers."""
        self.keys.to(f"a[href='#{heading}']")
        self.keys.jump(heading)

    def act(self, name: str, *, box: str = "#adesso") -> None:
        """Press the button of the sitting whose id begins so."""
        self.go(f"{box} [id^='fa-{name}']")

    def write(self, wanted: str, text: str) -> None:
        self.keys.to(wanted)
        self.page.keyboard.type(text)

    def unfold(self, wanted: str) -> None:
        self.keys.to(f"details:has({wanted}) > summary")
        self.page.keyboard.press("Enter")

    def publish(self) -> None:
        self.go(".publication form[action*='/pubblica/'] button")
        assert self.page.locator("form[action*='/ritira/']").count() == 1, f"{self.page.url} is not published"


class Member(Person):
    """On a phone."""

    def __init__(self, page: Page, site: str) -> None:
        super().__init__(page, site, MEMBER)

    def press(self, wanted: str) -> None:
        follow(self.page.locator(wanted).first)


def test_from_the_convocation_to_the_approved_minutes(own_site: str, open_page: Callable[..., Page]) -> None:
    # Long pages would still be scrolling when it is looked where the focus is.
    secretary = Secretary(open_page(locale="it", reduced_motion="reduce"), own_site)
    member = Member(open_page(size=NARROW, locale="it", has_touch=True), own_site)
    meeting = plan(secretary)
    compose(secretary)
    convene(secretary, meeting)
    seat = answer(member, meeting)
    send_dossier(secretary, member, meeting)
    come_in(secretary, member, meeting, seat)
    endure(member.page)
    declare(member, secretary)
    plain = open_page(size=NARROW, locale="it", java_script_enabled=False)
    decide(secretary, member, Member(plain, own_site), seat)
    decide_in_secret(secretary, member)
    leave(secretary, member, seat)
    minutes = lay_minutes(secretary, member, meeting)
    approve(secretary, minutes)
    publish(secretary, meeting, minutes)
    assert secretary.keys.unseen == [], "the focus cannot be seen"
    member.page.goto(minutes)
    assert "SHA-256" in member.page.locator("main").inner_text()
    read_as_citizen(open_page(locale="it", size=NARROW), own_site)
    read_the_tray(open_page(locale="it"), own_site)


def plan(secretary: Secretary) -> str:
    """A meeting for tomorrow; gives its address."""
    page, keys = secretary.page, secretary.keys
    secretary.open(f"{secretary.site}/ufficio/sedute/")
    secretary.go("a[href$='/ufficio/sedute/nuova/']")
    secretary.look()
    body = page.locator("select[name=body] option", has_text=BOARD).get_attribute("value")
    keys.choose("body", body or "")
    keys.moment("starts_at", TOMORROW)
    keys.moment("ends_at", TOMORROW + timedelta(hours=2))
    keys.write("place", "Sala rossa")
    secretary.go(".form-actions button")
    return secretary.here


def compose(secretary: Secretary) -> None:
    """What is due, something new with an option and its cost, something confidential; then the second is put last and back."""
    page, keys = secretary.page, secretary.keys
    secretary.go("form[action$='/proposte/'] button")
    for title, because in ((HALL, ""), (SECRET, "Trattativa in corso")):
        secretary.unfold("#item-title")
        secretary.write("#item-title", title)
        secretary.write("#item-minutes_planned", "20")
        if because:
            keys.tick("#item-is_confidential")
            secretary.write("#item-confidential_because", because)
        secretary.go("form[action$='/punti/'] button")
    row = page.locator("tbody tr", has_text=HALL).get_attribute("id")
    for where in ("later", "earlier"):
        secretary.go(f"#{row} button[value={where}]")
    assert page.locator("tbody th a").all_inner_texts()[1:] == [HALL, SECRET]
    secretary.go(f"#{row} th a")
    secretary.unfold("#option-title")
    secretary.write("#option-title", "Nella palestra")
    secretary.write("#option-cost", "12000")
    secretary.go("form[action$='/opzioni/'] button")
    secretary.look()
    assert "€ 12.000,00" in page.locator("main table").inner_text().replace("\xa0", " ")


def convene(secretary: Secretary, meeting: str) -> None:
    """Too short a notice is refused with what to do; with the reason of urgency the members are called."""
    page = secretary.page
    secretary.go("a[href='" + urlsplit(meeting).path + "']")
    secretary.keys.go("form[action$='/convoca/'] button")
    assert "Almeno 5 giorni di preavviso" in page.locator("#messages").inner_text()
    secretary.look()
    secretary.keys.go("a[href$='#id_urgent_because']")
    expect(page.locator("#id_urgent_because")).to_be_focused()
    secretary.write("#id_urgent_because", "Scade il bando")
    secretary.go(".form-actions button")
    secretary.go("form[action$='/convoca/'] button")


def answer(member: Member, meeting: str) -> str:
    """From what needs the member to the agenda, and an answer; gives the reference of the seat."""
    page = member.page
    page.goto(f"{member.site}/ufficio/")
    member.look()
    member.press(f"main a[href^='{urlsplit(meeting).path}']")
    said = member.read()
    assert [word in said for word in (HALL, "Nella palestra", SECRET)] == [True] * 3
    form = page.locator("form[action*='/risposte/']")
    seat = str(form.get_attribute("action")).rstrip("/").rsplit("/", 1)[1]
    form.get_by_text("Partecipa", exact=True).click()
    follow(form.get_by_role("button"))
    assert "Partecipa (" in page.locator("section[aria-labelledby=replies-title]").inner_text()
    return seat


def send_dossier(secretary: Secretary, member: Member, meeting: str) -> None:
    secretary.go("a[href*='/dossier/nuovo/']")
    secretary.keys.write("note", "Due punti da decidere.")
    secretary.go(".form-actions button")
    secretary.go("form[action$='/invia/'] button")
    member.page.goto(meeting)
    member.press(".page-head__actions a[href*='/dossier/']")
    said = member.read()
    assert [word in said for word in ("Due punti da decidere.", HALL, SECRET)] == [True] * 3


def come_in(secretary: Secretary, member: Member, meeting: str, seat: str) -> None:
    """Who is there is ticked in one list; the phone follows without being touched."""
    page, keys = secretary.page, secretary.keys
    member.page.goto(f"{meeting}in-corso/")
    member.sees("Presenti 0 su 18 aventi diritto")
    secretary.open(meeting)
    secretary.go("a[href$='/in-corso/']")
    secretary.look()
    rows = page.locator("tr:has([name=presente])").filter(has_not_text="osservatore")
    seats = rows.locator("[name=presente]").evaluate_all("all => all.map(one => one.value)")
    others = [one for one in seats if one != seat][: QUORUM - 1]
    for one in (one for one in seats if one == seat or one in others):
        keys.tick(f"#presente-{one}")
    # Of a seat without a named holder the delegate is proposed.
    assert "Dario Modello" in page.locator(f"[name=persona-{seat}] option:checked").inner_text()
    keys.enter()
    member.sees(f"Presenti {QUORUM} su 18 aventi diritto; il numero legale è {QUORUM}. Il numero legale c'è.")
    # The day before: that is asked first.
    secretary.act("apri")
    secretary.look()
    secretary.go(".form-actions button")
    # One goes on in the box, which is no thing to press: no ring stands around it.
    ring = "box => [document.activeElement === box, getComputedStyle(box).boxShadow]"
    assert page.locator("#adesso").evaluate(ring) == [True, "none"]
    member.sees("In corso")


def endure(page: Page) -> None:
    """What is asked for by itself is answered with a fault: that is said once, the page stays where it is read, and it is taken back."""
    asked, said = "**/*parte=stato*", page.locator("#messages [data-toast]")
    page.route(asked, lambda route: route.fulfill(status=404))
    said.wait_for()
    page.evaluate(
        "document.querySelector('#messages [data-toast]').id = 'first'; scrollTo({top: 9999, behavior: 'instant'})"
    )
    where = page.evaluate("scrollY")
    for _answer in range(2):
        page.wait_for_event("response", lambda answer: "parte=stato" in answer.url)
    assert (page.evaluate("scrollY"), page.locator("#messages #first").count()) == (where, 1)
    page.unroute(asked)
    expect(said).to_have_count(0)


def declare(member: Member, secretary: Secretary) -> None:
    """A conflict on the first item: the seat is neither present nor entitled there, and both are told so."""
    page = member.page
    page.reload()
    page.locator("#conflitto-motivo").fill("Parte in causa")
    member.press("form:has(#conflitto-motivo) button")
    member.sees("non partecipa né alla discussione né al voto")
    member.look()
    secretary.sees(f"Presenti {QUORUM - 1} su 17 aventi diritto")
    secretary.act("trattato")
    member.sees(HALL)


def decide(secretary: Secretary, member: Member, plain: Member, seat: str) -> None:
    """A motion with an amendment, both by roll call: the member on the phone, on another one without scripts too; the others as the
    secretary hears them.
    """
    plain.page.goto(member.page.url)
    page, keys = secretary.page, secretary.keys
    secretary.write("#verbale-parole", NOTES)
    secretary.write("#testo-parole", TEXT)
    secretary.go("form:has(#testo-parole) button")
    # What is being written stays there when another form is sent.
    expect(page.locator("#verbale-parole")).to_have_value(NOTES)
    expect(page.locator("#testo-parole")).to_have_value("")
    secretary.unfold("[id^=emenda-]")
    secretary.write("[id^=emenda-]", CHANGE)
    secretary.go("form:has([id^=emenda-]) button")
    secretary.act("apri-voto")
    secretary.look()
    member.page.get_by_role("button", name="Favorevole").wait_for()
    member.look()
    plain.press("a:has-text('Rileggere la pagina')")
    plain.press("#adesso button[value=for]")
    member.sees(": favorevole.")
    secretary.sees(f"Hanno votato in 1 su {QUORUM}")
    secretary.act("chiudi-voto")
    member.sees("Approvato: favorevoli 1, necessari 1.")
    secretary.act("apri-voto")
    secretary.jump("appello")
    hands = page.locator(".sitting-hand input[value=for]").evaluate_all("all => all.map(one => one.id)")
    for hand in hands:
        if seat not in hand:
            keys.tick(f"#{hand}")
    page.keyboard.press("ArrowRight")
    keys.enter()
    secretary.sees(f"Hanno votato in {QUORUM - 1} su {QUORUM}")
    member.page.get_by_role("button", name="Favorevole").wait_for()
    member.press("#adesso button[value=for]")
    secretary.sees(f"Hanno votato in {QUORUM} su {QUORUM}")
    secretary.act("chiudi-voto")
    member.sees("Voti favorevoli: 9; contrari: 1; astenuti: 0")
    secretary.act("decisione")
    secretary.look()
    member.sees("Decisione ")
    expect(page.locator("#verbale-parole")).to_have_value(NOTES)
    secretary.go("form:has(#verbale-parole) button")
    # Words on an item that is over are shown with the way to it, until they are discarded.
    secretary.write("#verbale-parole", " Di altro")
    secretary.act("trattato")
    left = page.locator("#bozze")
    expect(left).to_contain_text("Di altro")
    assert left.locator("a[href*='/verbali/punti/']").count() == 1
    secretary.look()
    secretary.keys.to("#bozze button")
    page.keyboard.press("Enter")
    expect(left).to_be_empty()


def put_forward(secretary: Secretary, text: str, *, is_secret: bool = False) -> None:
    secretary.jump("proposta-titolo")
    secretary.write("#testo-parole", text)
    if is_secret:
        secretary.keys.tick("#testo-segreto")
    secretary.go("form:has(#testo-parole) button")


def decide_in_secret(secretary: Secretary, member: Member) -> None:
    """The member sees that the seat has voted, the secretary as much, and nobody how."""
    put_forward(secretary, NEGOTIATION, is_secret=True)
    secretary.act("apri-voto")
    member.sees(NEGOTIATION)
    member.press("#adesso button[value=for]")
    member.sees("ha votato. Nessuno sa come")
    member.look()
    secretary.sees("ha votato")
    said = [person.page.locator("#adesso").inner_text() for person in (secretary, member)]
    assert [word in text for text in said for word in ("Favorevol", "favorevol")] == [False] * 4
    # Of one voter the counts tell the vote: that is asked first.
    secretary.keys.go("#adesso [id^='fa-chiudi-voto']")
    secretary.look()
    secretary.act("chiudi-comunque", box="[role=alert]")
    member.sees("Voti favorevoli: 1; contrari: 0")
    secretary.act("decisione")


def leave(secretary: Secretary, member: Member, seat: str) -> None:
    """One leaves and the quorum with them; the meeting is closed."""
    gone = secretary.page.locator("[id^=fa-esce-]").evaluate_all("all => all.map(one => one.id)")
    secretary.go("#" + next(one for one in gone if seat not in one))
    member.sees("Il numero legale manca.")
    secretary.act("trattato")
    secretary.act("chiudi")
    secretary.look()
    secretary.go(".form-actions button")
    member.sees("La seduta è finita.")
    secretary.look()


def lay_minutes(secretary: Secretary, member: Member, meeting: str) -> str:
    """Made at the close, laid before the body, read on the phone; gives their address."""
    secretary.go("#adesso a")
    secretary.go(".page-head__actions a[href*='/verbali/']")
    address = secretary.here
    secretary.go("form[action$='/proponi/'] button")
    member.press("#adesso a")
    member.press(".page-head__actions a[href*='/verbali/']")
    said = member.read()
    wanted = (TEXT, CHANGE, NOTES, "Parte in causa", SECRET, NEGOTIATION)
    assert [word for word in wanted if word not in said] == []
    return address


def approve(secretary: Secretary, minutes: str) -> None:
    """At the next meeting, on whose agenda they are put as what is due."""
    page = secretary.page
    secretary.open(f"{secretary.site}/ufficio/sedute/?state=convened")
    secretary.go("main table a[href*='/ufficio/sedute/']")
    following = page.locator("h1").inner_text()
    secretary.go(
        f"form[action$='/proposte/'] button[value='minutes:{minutes.rstrip('/').rsplit('/', 1)[1]}']"
    )
    secretary.go("a[href$='/in-corso/']")
    secretary.act("apri")
    secretary.go(".form-actions button")
    secretary.open(minutes)
    secretary.go("a[href$='/approva/']")
    secretary.look()
    chosen = page.locator("[name=approved_in] option:checked")
    assert chosen.inner_text() == following
    secretary.go(".form-actions button")
    assert "SHA-256" in page.locator("main").inner_text()


def publish(secretary: Secretary, meeting: str, minutes: str) -> None:
    """The decision that is not confidential, the meeting with its agenda, the minutes."""
    page = secretary.page
    secretary.open(meeting)
    taken = page.locator("section[aria-labelledby=taken-title] a").evaluate_all(
        "all => all.map(one => one.href)"
    )
    secretary.publish()
    secretary.open(taken[0])
    secretary.publish()
    secretary.look()
    secretary.open(minutes)
    secretary.publish()


def read_as_citizen(page: Page, site: str) -> None:
    """Without an account: from the decision to the meeting and its minutes, and not a word of what is confidential."""
    citizen = Person(page, site)
    page.goto(f"{site}/decisioni/?q=Vergato")
    citizen.look()
    follow(page.locator("main a", has_text=HALL).first)
    said = citizen.read()
    assert [word in said for word in (TEXT, CHANGE)] == [True] * 2
    follow(page.locator(".page-head a[href*='/decisioni/sedute/']"))
    said = citizen.read()
    assert [word in said for word in (HALL, SECRET)] == [True, False]
    follow(page.locator("main a[href$='/verbale/']").first)
    said = citizen.read()
    assert [word in said for word in (TEXT, NOTES, SECRET, NEGOTIATION)] == [
        True,
        True,
        False,
        False,
    ]
    paths = ("decisioni/sedute.ics", "decisioni/?q=zuccherificio", "cerca/?q=zuccherificio")
    for address in (*(f"{site}/{path}" for path in paths), f"{page.url}verbale.txt"):
        assert [word in page.request.get(address).text() for word in (SECRET, NEGOTIATION)] == [False] * 2, (
            address
        )


def read_the_tray(page: Page, site: str) -> None:
    """Who looks after the tray sees the convocation with its entry for the calendar, and nothing confidential in it."""
    administrator = Person(page, site, ADMINISTRATOR)
    page.goto(f"{site}/ufficio/messaggi/")
    follow(page.locator("tbody tr", has_text="Convocazione di una seduta").locator("a").first)
    for _attempt in range(100):  # until the worker has been there
        if page.locator("section .panel").count():
            break
        page.reload()
    said = administrator.read()
    wanted = ("BEGIN:VCALENDAR", HALL, SECRET)
    assert [word in said for word in wanted] == [True, True, False]
