"""The rows of a register read into entries: a decision, what it asks for, what it does to earlier ones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, cast

from django.db.models import Q

from portici.imports.csvfile import Columns
from portici.imports.importer import Report, Row
from portici.kernel import clock
from portici.kernel.codes import ProjectCode
from portici.kernel.findings import Finding
from portici.kernel.parsing import is_null, parse_flag
from portici.kernel.text import fold
from portici.organisations.importers.table_findings import parse_day
from portici.organisations.models import Organisation
from portici.organisations.values import plain
from portici.programme.models import Activity, Project

from ..models import Body, DecisionKind, SaidState
from . import findings as found

FIRST_YEAR = 1950
_NUMBER = re.compile(
    r"(?:n(?:um(?:ero)?)?[.°º]?\s*)?([0-9]{1,5})(?:[.,]0+)?(?:\s*/\s*([12][0-9]{3}))?", re.IGNORECASE
)
#: The words of old registers, folded.
STATES = {
    SaidState.DONE: ("attuata", "attuato", "conclusa", "concluso", "completata", "completato", "fatto", "eseguita", "done", "completed", "closed"),
    SaidState.UNDER_WAY: ("in corso", "avviata", "avviato", "in attuazione", "under way", "ongoing", "in progress", "started"),
    SaidState.NOT_BEGUN: ("da avviare", "non avviata", "non avviato", "da fare", "not begun", "not started", "to do"),
    SaidState.STOPPED: ("sospesa", "sospeso", "ferma", "fermo", "interrotta", "annullata", "stopped", "suspended", "cancelled"),
}  # fmt: skip
KINDS = {
    DecisionKind.DIRECTION: ("indirizzo", "direttiva", "direction", "atto di indirizzo"),
    DecisionKind.APPROVAL: ("approvazione", "approval"),
    DecisionKind.OPINION: ("parere", "opinion"),
    DecisionKind.APPOINTMENT: ("nomina", "designazione", "appointment"),
    DecisionKind.ORGANISATION: ("organizzazione", "regolamento", "own organisation", "organisation"),
}
TIES = ("revokes", "amends", "supersedes")


@dataclass(slots=True)
class Entry:
    """A row that can be taken. `ties`: column -> the earlier decision as the row names it."""

    row: Row
    body: Body
    number: int
    decided_on: date
    values: dict[str, Any]
    published: bool
    asked: dict[str, Any]
    said: tuple[str, str, datetime] | None
    ties: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[int, int, int]:
        return self.body.pk, self.decided_on.year, self.number

    @property
    def title(self) -> str:
        return fold(self.values["title"])

    @property
    def number_said(self) -> str:
        return f"{self.number}/{self.decided_on.year}"


class Reader:
    """Reads a row's cells into an entry, telling what it finds; bodies, organisations and projects are read once."""

    def __init__(self, columns: Columns, options: Mapping[str, str]) -> None:
        self.columns = columns
        self.options = options
        self.bodies = list(Body.objects.order_by("pk"))
        self.projects = {project.code: project for project in Project.objects.all()}
        self.activities: dict[int, list[Activity]] | None = None
        self.owners: dict[str, list[Organisation]] = {}

    def entry(self, row: Row, report: Report) -> Entry | None:
        cells = {name: "" if is_null(text) else text for name, text in self.columns.values(row.raw).items()}
        told: list[Finding] = []
        body = self._body(cells, told)
        number, year = self._number(cells, told)
        decided_on = self._day(cells, year, told)
        values, published = self._values(cells, told)
        asked = self._asked(cells, values["title"], told)
        said = self._said(cells, asked, told)
        if asked and asked["due_on"] and decided_on and asked["due_on"] < decided_on:
            told.append(found.due_before(asked["due_on"], decided_on))
        if not report.tell(row, told) or body is None or decided_on is None or not number:
            return None
        ties = {name: plain(cells[name]) for name in TIES if cells.get(name)}
        return Entry(row, body, number, decided_on, values, published, asked, said, ties)

    def _body(self, cells: Mapping[str, str], told: list[Finding]) -> Body | None:
        text = plain(cells.get("body", "")) or self.options.get("body", "").strip()
        if not text:
            told.append(found.missing("body", found.BODY, found.BODY_TODO))
            return None
        same = [one for one in self.bodies if fold(text) in (fold(one.code), fold(one.name))]
        if len(same) == 1:
            return cast("Body", same[0])
        names = [one.name for one in self.bodies]
        told.append(
            found.several("body", text, len(same))
            if same
            else found.unknown("body", text, found.nearest(text, names))
        )
        return None

    def _number(self, cells: Mapping[str, str], told: list[Finding]) -> tuple[int, int | None]:
        text = plain(cells.get("number", ""))
        match = _NUMBER.fullmatch(text)
        if match is None or not 1 <= int(match[1]) <= 32767:
            told.append(found.bad_number(text))
            return 0, None
        return int(match[1]), int(match[2]) if match[2] else None

    def _day(self, cells: Mapping[str, str], of_number: int | None, told: list[Finding]) -> date | None:
        """The day of the decision; of a year alone its first, with a warning."""
        text, year_said = cells.get("date", ""), _year(cells.get("year", "")) or of_number
        if not text:
            if year_said is None:
                told.append(found.missing("date", found.DAY, found.DAY_TODO))
                return None
            day = date(year_said, 1, 1)
            told.append(found.year_alone(year_said))
        else:
            read = read_day(text)
            if read is None:
                told.append(found.bad_day("date", text))
                return None
            day = read
        if day > clock.today():
            told.append(found.in_future("date", text or str(year_said), clock.today()))
        if day.year < FIRST_YEAR:
            told.append(found.too_old(text or str(year_said), FIRST_YEAR))
        said = {one for one in (year_said, of_number) if one is not None and one != day.year}
        told.extend(found.years_differ(year, day) for year in sorted(said))
        return day

    def _values(self, cells: Mapping[str, str], told: list[Finding]) -> tuple[dict[str, Any], bool]:
        title, text = plain(cells.get("title", "")), cells.get("text", "").strip()
        if not title:
            told.append(found.missing("title", found.TITLE, found.TITLE_TODO))
        said = cells.get("published", "")
        flag = parse_flag(said)
        if not flag.ok:
            told.append(found.unknown_word("published", said, ("sì", "no")))
        published, withheld = bool(flag.value), plain(cells.get("withheld", ""))[:300]
        if not text:
            told.append(found.public_without_text() if published else found.untold_text())
        if said and not published and not withheld and flag.ok:
            told.append(found.withheld_why())
        values = {
            "title": title,
            "text": text or title,
            "kind": self._word("kind", cells.get("kind", ""), KINDS, told),
            "grounds": cells.get("grounds", "").strip(),
            "withheld_because": "" if published else withheld,
        }
        return values, published

    def _word(self, name: str, text: str, known: Mapping[Any, tuple[str, ...]], told: list[Finding]) -> str:
        """What a word of the register stands for; empty for none."""
        if not text.strip():
            return ""
        for value, words in known.items():
            if fold(text) in {*map(fold, words), fold(str(value.label)), fold(str(value))}:
                return str(value)
        told.append(found.unknown_word(name, text, [words[0] for words in known.values()]))
        return ""

    def _asked(self, cells: Mapping[str, str], title: str, told: list[Finding]) -> dict[str, Any]:
        """What the decision asks for; empty when the row says nothing of it."""
        if not any(cells.get(name) for name in ("what", "owner", "due", "state", "project", "activity")):
            return {}
        due = cells.get("due", "")
        due_on = read_day(due) if due else None
        if due and due_on is None:
            told.append(found.bad_day("due", due))
        project, activity = self._work(cells, told)
        return {
            "what": (plain(cells.get("what", "")) or title)[:300],
            "owner": self._owner(plain(cells.get("owner", "")), told),
            "due_on": due_on,
            "project": project,
            "activity": activity,
        }

    def _owner(self, text: str, told: list[Finding]) -> Organisation | None:
        if not text:
            return None
        if text not in self.owners:
            same = Q(folded_name=fold(text)[:300]) | Q(uid=text) | Q(codes__value=text.replace(" ", ""))
            self.owners[text] = list(Organisation.objects.filter(same, merged_into=None).distinct()[:2])
        rows = self.owners[text]
        if len(rows) == 1:
            return rows[0]
        if rows:
            told.append(found.several("owner", text, len(rows)))
        else:
            names = Organisation.objects.filter(merged_into=None).values_list("name", flat=True)
            told.append(found.unknown("owner", text, found.nearest(text, names)))
        return None

    def _work(self, cells: Mapping[str, str], told: list[Finding]) -> tuple[Project | None, Activity | None]:
        """The project by its code, and the activity: by its title, or the only one of the project."""
        code, title = plain(cells.get("project", "")), plain(cells.get("activity", ""))
        project = None
        if code:
            parsed = ProjectCode.parse(code).value
            project = self.projects.get(str(parsed) if parsed else code)
            if project is None:
                told.append(found.unknown("project", code, found.nearest(code, self.projects)))
                return None, None
        if project is None and not title:
            return None, None
        listed = self._activities(project)
        if title:
            same = [one for one in listed if fold(one.title) == fold(title) or one.uid == title]
            if len(same) == 1:
                return project, same[0]
            near = found.nearest(title, [one.title for one in listed])
            told.append(
                found.several("activity", title, len(same))
                if same
                else found.unknown("activity", title, near)
            )
            return project, None
        if len(listed) > 1:
            told.append(found.which_activity(code, [one.title for one in listed[:3]]))
        return project, listed[0] if len(listed) == 1 else None

    def _activities(self, project: Project | None) -> list[Activity]:
        if self.activities is None:
            self.activities = {}
            for one in Activity.objects.order_by("pk"):
                self.activities.setdefault(one.project_id, []).append(one)
        if project is not None:
            return self.activities.get(project.pk, [])
        return [one for rows in self.activities.values() for one in rows]

    def _said(
        self, cells: Mapping[str, str], asked: Mapping[str, Any], told: list[Finding]
    ) -> tuple[str, str, datetime] | None:
        """How far the register says that it is, in which words, as of when; nothing where an activity tells it."""
        text = cells.get("state", "")
        state = self._word("state", text, STATES, told)
        if not state:
            return None
        if asked.get("activity") is not None:
            told.append(found.state_follows(text))
            return None
        as_of, words = cells.get("said_on", ""), plain(cells.get("words", ""))[:500]
        day = read_day(as_of) if as_of else None
        if as_of and day is None:
            told.append(found.bad_day("said_on", as_of))
        if day is not None and day > clock.today():
            told.append(found.in_future("said_on", as_of, clock.today()))
        moment = datetime.combine(day, time(12), clock.OFFICE_ZONE) if day else clock.now()
        return state, words, moment


def read_day(text: str) -> date | None:
    """A whole day, with or without an hour after it; a year alone is none."""
    first = text.strip().split(" ")[0]
    return None if first.isdecimal() else parse_day(first).value


def _year(text: str) -> int | None:
    digits = text.strip().removesuffix(",0").removesuffix(".0")
    return int(digits) if re.fullmatch(r"[12][0-9]{3}", digits) else None
