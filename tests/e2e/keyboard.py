"""A person without a mouse: everything through Tab, arrows, typing, Enter and Space, with the focus to be seen at every stop."""

from __future__ import annotations

from datetime import date, datetime

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as TooLate

MOST_STOPS = 300
#: In which browsers ask for a date and an hour.
ORDERS, HOURS = ("%d%m%Y", "%m%d%Y", "%Y%m%d"), ("%H%M", "%I%M%p")

#: The focused thing: whether it is the wanted one, whether it can be seen.
STOP = """(wanted) => {
  const here = document.activeElement
  if (!here || here === document.body) return ['nothing', false, true]
  const box = here.getBoundingClientRect(), style = getComputedStyle(here)
  const shown = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && style.visibility !== 'hidden'
  const marked = style.outlineStyle !== 'none' || style.boxShadow !== 'none'
  return [`<${here.tagName.toLowerCase()} ${here.name || here.href || here.id || here.textContent.trim().slice(0, 40)}>`, here.matches(wanted), shown && marked]
}"""

#: The first suggestion of a box that begins so.
SUGGESTED = """([box, name]) =>
  [...document.querySelector(`[name='${box}']`).list.options].map(one => one.value).find(value => value.startsWith(name))"""


class Keyboard:
    """Hands on the keyboard of a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.unseen: list[str] = []

    def to(self, wanted: str, *, most: int = MOST_STOPS) -> None:
        """Press Tab until what matches the selector has the focus; remembers stops whose focus is not seen."""
        passed = []
        for _turn in range(most):
            what, found, seen = self.page.evaluate(STOP, wanted)
            if found:
                if not seen and not self._comes_into_sight(wanted):
                    self.unseen.append(f"{self.page.url}: {what}")
                return
            passed.append(what)
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{self.page.url}: Tab does not reach {wanted}; it went by {passed[-60:]}")

    def _comes_into_sight(self, wanted: str) -> bool:
        """Whether the page, which may be scrolling still, shows within a second where the focus is."""
        try:
            self.page.wait_for_function(f"wanted => ({STOP})(wanted)[2]", arg=wanted, timeout=1000)
        except TooLate:
            return False
        return True

    def go(self, wanted: str) -> None:
        """Press Enter on a link or a button that leads to another page, and wait for that page."""
        self.to(wanted)
        self.enter()

    def enter(self) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def skip_to_content(self) -> None:
        """Take the first link of the page, over the header to the content; a filtered list is there already."""
        if self.page.url.endswith("#main"):
            return
        self.page.keyboard.press("Tab")
        assert self.page.evaluate(STOP, "a[href='#main']")[1], (
            f"{self.page.url}: the first stop is not the way to the content"
        )
        self.jump("main")

    def jump(self, place: str) -> None:
        """Follow the link that has the focus to a place on its page, and wait for it: the next page is waited for after it."""
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(f"**#{place}")

    def write(self, name: str, text: str) -> None:
        """Type in the field of this name, over what is there."""
        self.to(f"[name='{name}']")
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def tick(self, selector: str) -> None:
        self.to(selector)
        self.page.keyboard.press("Space")

    def choose(self, name: str, value: str) -> None:
        """Move through a list of options until the one with this value."""
        self.to(f"select[name='{name}']")
        self.page.keyboard.press("Home")
        for _turn in range(200):
            now = self.page.evaluate("document.activeElement.value")
            if now == value:
                return
            self.page.keyboard.press("ArrowDown")
            if self.page.evaluate("document.activeElement.value") == now:
                break
        raise AssertionError(f"{self.page.url}: no option {value} in {name}")

    def pick(self, box: str, name: str, *, press: bool = False) -> None:
        """Type a part of a record's name, wait for its suggestion, write it in full; `press` adds it with the button beside."""
        self.write(box, name)
        self.page.wait_for_function(SUGGESTED, arg=[box, name])
        self.write(box, str(self.page.evaluate(SUGGESTED, [box, name])))
        if press:
            self.go(f"button[name='pick-add'][value='{box.removesuffix('-add')}']")

    def day(self, name: str, day: date) -> None:
        """Type a date in the order that the browser asks for."""
        self._typed(name, day.isoformat(), [[day.strftime(order)] for order in ORDERS])

    def moment(self, name: str, moment: datetime) -> None:
        """Type a date and, beside it, the hour, of twenty-four or of twelve."""
        ways = [[moment.strftime(order), moment.strftime(hour)] for order in ORDERS for hour in HOURS]
        self._typed(name, f"{moment:%Y-%m-%dT%H:%M}", ways)

    def _typed(self, name: str, wanted: str, ways: list[list[str]]) -> None:
        """Type in the field in one way after the other, until it holds what is wanted."""
        for parts in ways:
            self.to(f"[name='{name}']")
            for turn, part in enumerate(parts):
                if turn:
                    self.page.keyboard.press("ArrowRight")
                self.page.keyboard.type(part)
            if self.page.locator(f"[name='{name}']").input_value() == wanted:
                return
            while self.page.evaluate(STOP, f"[name='{name}']")[1]:
                self.page.keyboard.press("Shift+Tab")
        raise AssertionError(f"{self.page.url}: {name} does not take {wanted}")
