"""Work out a composite index from a table, without the store: see the help of the command."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portici.cli.output import Command as Base
from portici.cli.output import faults_told, said, told
from portici.cli.uncertainty import add_draws, draw
from portici.kernel.faults import Faulty
from portici.kernel.findings import Invalid

if TYPE_CHECKING:
    from portici.engine.index.checks import Checks
    from portici.engine.index.result import Result

#: The options that name a file to write.
WRITTEN = ("out", "report", "uncertainty", "carried")
#: How many warnings are printed; the report has all of them.
SHOWN = 12


class Command(Base):
    about = gettext_lazy(
        "Work out a composite index: read a table of areas (CSV or GeoJSON), normalise its indicators, put them together "
        "into domains and an index with ranks, all as a specification in TOML says. The store is neither read nor "
        "written; docs/indices.md explains every key of the specification.\n\n"
        "With --uncertainty FILE and --carried FILE, also how sure each rank is and which choices the ranking hangs on "
        "(docs/uncertainty.md).\n\n"
        "OUT has the key, each normalised indicator, each domain, the index, the rank and whether the area takes part. "
        "When something is wrong, each fault is told with file, line and field; the exit code is 1 and nothing is written."
    )
    example = (
        "portici index examples/indices/invented-areas.csv --spec examples/indices/invented-distress.toml "
        "--out build/distress.csv"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("table", type=Path, help=_("the table of areas: CSV or GeoJSON"))
        parser.add_argument("--spec", type=Path, required=True, help=_("the specification, in TOML"))
        parser.add_argument("--out", type=Path, required=True, help=_("where the scores go, as CSV"))
        parser.add_argument(
            "--report", type=Path, help=_("where the report goes: .json for machines, else Markdown")
        )
        parser.add_argument(
            "--before",
            type=Path,
            help=_("the same table of an earlier vintage, to see whether units drifted"),
        )
        add_draws(parser)

    def handle(self, *_args: Any, **options: Any) -> None:
        _ensure_apart(options)
        try:
            result, checks, drawn = _worked_out(options)
        except Faulty as error:
            raise CommandError(faults_told(_("To correct: %(count)s."), Path(), error)) from error
        except OSError as error:
            raise CommandError(_unusable(error)) from error
        except Invalid as error:
            raise CommandError("\n".join(told(finding) for finding in error.findings)) from error
        self._keep(result, checks, options["out"], options["report"], drawn)
        self._summary(result, checks)

    def _keep(
        self, result: Result, checks: Checks, out: Path, report: Path | None, drawn: dict[Path, str]
    ) -> None:
        from portici.engine.index import report as page
        from portici.engine.index.writing import json_text, table_text, write_together

        texts = {out: table_text(result), **drawn}
        if report is not None:
            is_json = report.suffix.lower() == ".json"
            texts[report] = json_text(result, checks) if is_json else page.markdown(result, checks, said)
        try:
            write_together(texts)
        except OSError as error:
            raise CommandError(_unusable(error)) from error
        for path in texts:
            self.stdout.write(_("Written: %(path)s") % {"path": path})

    def _summary(self, result: Result, checks: Checks) -> None:
        states = Counter(state.value for state in result.states)
        self.stdout.write(
            _(
                "Areas %(total)s: in the index %(included)s, excluded %(excluded)s, left out %(left_out)s, "
                "without a score %(incomplete)s. Values filled: %(filled)s; outliers brought nearer: %(changed)s."
            )
            % {
                "total": len(result.keys),
                **{name: states[name] for name in ("included", "excluded", "incomplete")},
                "left_out": states["left-out"],
                "filled": sum(one.value is not None for one in result.filled),
                "changed": len(result.winsorised),
            }
        )
        findings = [*(fault.finding for fault in result.faults), *checks.findings]
        if findings:
            self.stdout.write(_("To be thought over: %(count)s.") % {"count": len(findings)})
        for finding in findings[:SHOWN]:
            self.stdout.write(f"  {told(finding)}")
        if len(findings) > SHOWN:
            more = _("… and %(count)s more, all of them in the --report.") % {"count": len(findings) - SHOWN}
            self.stdout.write(f"  {more}")


def _worked_out(options: dict[str, Any]) -> tuple[Result, Checks, dict[Path, str]]:
    """The index, its checks, and the files of how sure it is, where these are asked for."""
    from portici.engine.index.checks import examine
    from portici.engine.index.compute import compute
    from portici.engine.index.reading import read_specification
    from portici.engine.index.table import read_table

    spec = read_specification(options["spec"])
    table = read_table(options["table"], spec)
    before = read_table(options["before"], spec) if options["before"] is not None else None
    result = compute(table, spec)
    return result, examine(result, table, before), draw(result, table, options)


def _ensure_apart(options: dict[str, Any]) -> None:
    """What is written must not be what is read, nor twice the same file."""
    read = [options[name].resolve() for name in ("table", "spec", "before") if options[name]]
    written = [options[name].resolve() for name in WRITTEN if options[name]]
    for path in written:
        if path in read or written.count(path) > 1:
            raise CommandError(
                _("%(path)s: write to another file than those that are read.") % {"path": path}
            )


def _unusable(error: OSError) -> str:
    return _("%(path)s: the file cannot be read or written: %(reason)s.") % {
        "path": error.filename2 or error.filename,  # of a move, the place where it was to go
        "reason": error.strerror,
    }
