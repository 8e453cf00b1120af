"""Take the pictures of README and docs anew, from the demo city: `make screenshots DATA=../shared/data`.

Each picture is a page as a visitor or a person of the office sees it, with the clock held. Without DATA the pictures that show open data are left as
they are. Needs Chromium.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from tests.e2e import chromium, store  # noqa: E402 - the tests' demo city is the pictures' too
from tests.e2e.conftest import FLAGS, sign_in  # noqa: E402

IMAGES = ROOT / "docs" / "images"
WIDE, TALL, PHONE = (
    {"width": 1280, "height": 860},
    {"width": 1280, "height": 1500},
    {"width": 360, "height": 740},
)
COORDINATOR = "ada.esempio@portici.example"


@dataclass(frozen=True)
class Picture:
    """A page in a window; signed in as `who`; `of_data` when it shows the open data."""

    name: str
    path: str
    size: dict[str, int]
    who: str = ""
    of_data: bool = False


PICTURES = (
    Picture("home", "/", WIDE),
    Picture("area", "/territorio/quartieri/16/", TALL),
    Picture("area-phone", "/territorio/quartieri/16/", PHONE),
    Picture("project", "/progetti/BO3.3.1.b/", TALL),
    Picture(
        "territory", "/territorio/?layer=aree-statistiche&indicator=fragilita-complessiva", TALL, of_data=True
    ),
    Picture("decisions", "/decisioni/", WIDE),
    Picture("office", "/ufficio/", WIDE, COORDINATOR),
    Picture("need", "/ufficio/bisogni/nuovo/", WIDE, COORDINATOR),
    Picture("journal", "/ufficio/registro/", WIDE, COORDINATOR),
)


def page_of(browser: Browser, site: str, size: dict[str, int], who: str) -> Page:
    page = browser.new_context(viewport=size, locale="it", device_scale_factor=1).new_page()  # type: ignore[arg-type]
    if who:
        sign_in(page, site, who)
    return page


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default="", help="folder of open data")
    data = parser.parse_args().data
    IMAGES.mkdir(parents=True, exist_ok=True)
    demo = store.copy_of(store.template(), "screenshots")
    if data:
        demo.portici("load", "cities/bologna", "--data", data, "--demo")
    with store.served(demo) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.found(), args=FLAGS)
        for picture in PICTURES:
            if picture.of_data and not data:
                print(f"{picture.path}: left as it is, it shows open data (DATA=)")
                continue
            page = page_of(browser, site, picture.size, picture.who)
            answer = page.goto(f"{site}{picture.path}", wait_until="networkidle")
            if answer is None or answer.status != 200:
                raise SystemExit(f"{picture.path}: {answer and answer.status}")
            page.screenshot(path=IMAGES / f"{picture.name}.png")
            print(f"docs/images/{picture.name}.png  {picture.path}")
            page.context.close()
        browser.close()


if __name__ == "__main__":
    main()
