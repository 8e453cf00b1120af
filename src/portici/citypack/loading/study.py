"""The step for studies: each edition is drafted, computed over the figures as they stand, and published with its study."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from typing import Any, ClassVar

from portici.kernel.findings import Finding, Invalid
from portici.kernel.toml_lines import key_lines
from portici.records import domain as records
from portici.records.models import Publication
from portici.study import domain as studies
from portici.study.models import Edition, EditionState, Study
from portici.study.running import kept_findings, run_edition
from portici.study.sureness import Asked
from portici.territory.models import Layer

from ..faults import Fault, Faulty
from ..items import EditionItem, StudyItem
from .base import RecordStep, Step, as_text


class StudyStep(RecordStep[StudyItem, Study]):
    table: ClassVar[str] = "study"
    model = Study

    def values(self, item: StudyItem) -> dict[str, Any]:
        return {
            "code": item.code,
            "title": item.title,
            "purpose": item.purpose,
            "layer": Layer.objects.get(code=item.layer),
            "within": self.house.area_or_none(item.within, item.origin),
            "notes": item.notes,
            "language": item.language,
        }

    def find(self, item: StudyItem) -> Study | None:
        return Study.objects.filter(code=item.code).first()

    def make(self, item: StudyItem, given: dict[str, Any]) -> Study:
        return studies.open_study(actor=self.actor, is_example=item.example, **given)

    def amend(self, record: Study, given: dict[str, Any]) -> None:
        studies.amend_study(actor=self.actor, study=record, values=given)

    def follow(self, item: StudyItem, record: Study, *, made: bool) -> None:
        for one in item.edition:
            if self._edition(item, one, record) and not made:
                self.house.count(self.table, "amended")

    def _edition(self, item: StudyItem, one: EditionItem, study: Study) -> bool:
        """Whether an edition was made, as the pack says it. One that was computed is never altered: what the pack says
        otherwise is the next.
        """
        ref = f"{item.ref}/{one.key}"
        packed = self.house.packed.get((self.table, ref))
        if packed is not None and packed.digest == one.digest:
            return False
        try:
            edition = self._computed(item, one, study)
        except Faulty as error:
            raise Faulty(_in_pack(one, error.faults)) from error
        except Invalid as error:
            raise Faulty(_said_of_parts(one, error.findings)) from error
        if item.publication == Publication.PUBLISHED:
            records.publish(actor=self.actor, record=edition)
        self.pack(ref, one.digest, edition.uid, {"title": [one.title, as_text(edition.title)]})
        return True

    def _computed(self, item: StudyItem, one: EditionItem, study: Study) -> Edition:
        asked = Asked(draws=one.draws, seed=one.seed, k=one.k) if one.draws else None
        drafted = studies.draft_edition(
            actor=self.actor, study=study, title=one.title, language=item.language, is_example=item.example
        )
        drafted = studies.set_specification(
            actor=self.actor, edition=drafted, specification=one.specification
        )
        drafted = studies.ask_how_sure(actor=self.actor, edition=drafted, asked=asked)
        ordered = studies.order_run(actor=self.actor, edition=drafted)
        edition = run_edition(uid=ordered.uid)
        if edition.state != EditionState.COMPUTED:
            raise Invalid(kept_findings(edition))
        return edition


def _in_pack(one: EditionItem, faults: Iterable[Fault]) -> list[Fault]:
    """Faults of the lines of a specification, on those of the pack's file."""
    begun = one.origin.line_of("specification")
    return [Fault(one.origin.file, begun + fault.line, fault.finding) for fault in faults]


def _said_of_parts(one: EditionItem, findings: Iterable[Finding]) -> list[Fault]:
    """What is said of an indicator or a domain, on the line where the pack's file writes it; else on that of the key, or the edition's."""
    lines = {**one.origin.lines, **_lines_of_parts(one)}

    def line_of(field: str) -> int:
        return lines.get(field, lines.get(field.partition(".")[0], one.origin.line))

    return [Fault(one.origin.file, line_of(found.field), found) for found in findings]


def _lines_of_parts(one: EditionItem) -> dict[str, int]:
    """The line of the file for each part of the specification, by its code and by its column."""
    lines, begun = key_lines(one.specification), one.origin.line_of("specification")
    document = tomllib.loads(one.specification)
    return {
        str(part[key]): begun + lines[table, place]
        for table in ("domain", "indicator")
        for place, part in enumerate(document.get(table, []))
        for key in ("column", "code")
        if key in part
    }


STEPS: tuple[type[Step[Any]], ...] = (StudyStep,)
