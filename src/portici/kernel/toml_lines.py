"""At which line each key of a TOML file stands.

tomllib, which reads the values, does not tell; tomlkit keeps the text but gives no positions either. So the
file is scanned once more for headers and keys, strings of several lines and lists of several lines being
stepped over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

Path = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*((?:[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*[A-Za-z0-9_-]+)*)\s*=(.*)$")
_MARKS = re.compile(
    r'"""|' + r"'''|" + r'"(?:[^"\\]|\\.)*"|' + r"'[^']*'|" + r"#.*|[\[\]{}]",
)


@dataclass(slots=True)
class _Scan:
    lines: dict[Path, int] = field(default_factory=dict)
    counts: dict[Path, int] = field(default_factory=dict)
    table: Path = ()
    closing: str = ""  # the mark that ends a string of several lines
    depth: int = 0  # how many lists are open

    def header(self, marks: str, dotted: str, line: int) -> None:
        names = [part.strip().strip("\"'") for part in dotted.split(".")]
        path: Path = ()
        for name in names[:-1]:
            path = (*path, name)
            if path in self.counts:
                path = (*path, self.counts[path] - 1)
        path = (*path, names[-1])
        if marks == "[[":
            self.counts[path] = self.counts.get(path, 0) + 1
            path = (*path, self.counts[path] - 1)
        self.table = path
        self.lines[path] = line

    def rest(self, text: str) -> None:
        """Step over a value's text, noting what stays open at the end of the line."""
        while text:
            if self.closing:
                _inside, found, text = text.partition(self.closing)
                if not found:
                    return
                self.closing = ""
                continue
            match = _MARKS.search(text)
            if match is None:
                return
            mark, text = match[0], text[match.end() :]
            if mark in ('"""', "'''"):
                self.closing = mark
            elif mark in "[{":
                self.depth += 1
            elif mark in "]}":
                self.depth -= 1


def key_lines(text: str) -> dict[Path, int]:
    """Line, from 1, of each table and key: `("sheet", 0, "section", 2, "body")` is one key's path.

    >>> key_lines('a = 1\\n[[b]]\\nc = [\\n 1]\\nd = 2')
    {('a',): 1, ('b', 0): 2, ('b', 0, 'c'): 3, ('b', 0, 'd'): 5}
    """
    scan = _Scan()
    for number, line in enumerate(text.splitlines(), start=1):
        if scan.closing or scan.depth > 0:
            scan.rest(line)
        elif header := _HEADER.match(line):
            scan.header(header[1], header[2], number)
        elif key := _KEY.match(line):
            scan.lines[(*scan.table, key[1].strip("\"'"))] = number
            scan.rest(key[2])
    return scan.lines
