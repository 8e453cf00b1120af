"""Take the pictures of README and docs anew, from the demo city: `make screenshots`.

Each picture is a page as a visitor or a person of the office sees it, with the clock held. Needs Chromium.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from tests.e2e import store  # noqa: E402 - the tests' demo city is the pictures' too
from tests.e2e.conftest import FLAGS, sign_in  # noqa: E402

IMAGES = ROOT / "docs" / "images"
WIDE, PHONE = {"width": 1280, "height": 860}, {"width": 360, "height": 740}
COORDINATOR = "ada.esempio@portici.example"
#: name of the picture: page, window, signed in as
PICTURES: dict[str, tuple[str, dict[str, int], str]] = {
    "home": ("/", WIDE, ""),
    "area": ("/territorio/quartieri/16/", WIDE, ""),
    "area-phone": ("/territorio/quartieri/16/", PHONE, ""),
    "project": ("/progetti/BO3.3.1.b/", WIDE, ""),
    "territory": ("/territorio/", WIDE, ""),
    "decisions": ("/decisioni/", WIDE, ""),
    "office": ("/ufficio/", WIDE, COORDINATOR),
    "need": ("/ufficio/bisogni/nuovo/", WIDE, COORDINATOR),
    "imports": ("/ufficio/importazioni/", WIDE, COORDINATOR),
    "journal": ("/ufficio/registro/", WIDE, COORDINATOR),
}


def page_of(browser: Browser, site: str, size: dict[str, int], who: str) -> Page:
    page = browser.new_context(viewport=size, locale="it", device_scale_factor=1).new_page()  # type: ignore[arg-type]
    if who:
        sign_in(page, site, who)
    return page


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("PORTICI_CHROMIUM") or "/usr/bin/chromium"
    demo = store.copy_of(store.template(), "screenshots")
    with store.served(demo) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for name, (path, size, who) in PICTURES.items():
            page = page_of(browser, site, size, who)
            answer = page.goto(f"{site}{path}", wait_until="networkidle")
            if answer is None or answer.status != 200:
                raise SystemExit(f"{path}: {answer and answer.status}")
            page.screenshot(path=IMAGES / f"{name}.png")
            print(f"docs/images/{name}.png  {path}")
            page.context.close()
        browser.close()


if __name__ == "__main__":
    main()
