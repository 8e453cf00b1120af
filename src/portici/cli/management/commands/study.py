"""Studies from the command line: see the help of the command."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portici.cli.output import Command as Base
from portici.kernel.actor import system_actor
from portici.study import queries
from portici.study.models import Edition
from portici.study.rerunning import Rerun, rerun


class Command(Base):
    about = gettext_lazy(
        "Work a computed edition of a study out again, from the inputs and the specification that it keeps, and compare the results "
        "to the last digit.\n\n"
        "The exit code is 0 when they are equal; otherwise it is 1, and each column that differs is named. Figures that the register "
        "has changed since the edition was computed are named too, and make no difference to the exit code."
    )
    example = "portici study rerun disagio-2021/1"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["rerun"], help=_("rerun: work it out again and compare"))
        parser.add_argument(
            "edition",
            metavar="CODE[/N]",
            help=_("the study's code, and the edition's number; else the newest"),
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        actor = system_actor("study")
        done = rerun(actor, _edition(options["edition"]))
        for column in done.changed_since:
            self.stdout.write(_("Changed in the register since: %(column)s.") % {"column": column})
        if done.has_other_borders:
            self.stdout.write(_("Changed in the register since: the borders of the areas."))
        if not done.is_equal:
            raise CommandError("\n".join(_told(done)))
        said = _(
            "%(edition)s: equal to the last digit; %(areas)s areas, %(columns)s columns, SHA-256 %(digest)s."
        )
        manifest = done.edition.manifest
        self.stdout.write(
            said
            % {
                "edition": options["edition"],
                "areas": manifest["areas"],
                "columns": len(manifest["headings"]),
                "digest": done.digest,
            }
        )


def _edition(named: str) -> Edition:
    """The computed edition that the text names."""
    code, _slash, number = named.partition("/")
    found = queries.computed(system_actor("study"), code)
    edition = found.filter(number=int(number)).first() if number.isdigit() else None
    if not number:
        edition = found.first()
    if edition is None:
        known = ", ".join(
            f"{one.study.code}/{one.number}" for one in queries.computed_editions(system_actor("study"))
        )
        raise CommandError(
            _("%(named)s: no such computed edition. There are: %(known)s.")
            % {"named": named, "known": known or "–"}
        )
    return edition


def _told(done: Rerun) -> list[str]:
    """Which columns differ, each with the first area and both values."""
    template = _("  %(column)s: in %(count)s areas; %(code)s was %(before)s and is %(after)s")
    lines = [_("The results differ from the stored ones:")]
    lines += [
        template
        % {
            "column": one.column,
            "count": one.count,
            "code": one.code,
            "before": one.before or "–",
            "after": one.after or "–",
        }
        for one in done.differences
    ]
    if not done.is_as_sure:
        lines.append(_("  the intervals of the ranks do not have the digest of the manifest"))
    if not done.is_as_clustered:
        lines.append(_("  the clusters do not have the digest of the manifest"))
    if not done.is_as_carried:
        lines.append(_("  the shares of the choices are not those of the manifest"))
    if len(lines) == 1:
        lines.append(
            _("  the stored results do not have the digest of the manifest, %(digest)s")
            % {"digest": done.edition.results_digest}
        )
    return lines
