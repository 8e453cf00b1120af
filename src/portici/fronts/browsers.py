"""What a browser says of itself, in words that a person knows again: "Firefox, Windows"."""

from __future__ import annotations

#: Looked for in this order: most browsers also claim to be those further down.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "Chrome/": "Chrome",
    "CriOS/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def browser_words(agent: str) -> str:
    """The browser and the system; what it says as it is when neither is known."""
    known = [_first(agent, names) for names in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, known)) or agent


def _first(agent: str, names: dict[str, str]) -> str:
    return next((name for mark, name in names.items() if mark in agent), "")
