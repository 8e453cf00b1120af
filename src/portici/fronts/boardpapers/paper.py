"""A paper of a meeting as it is shown: the same blocks on the page and, tagged for screen readers (PDF/UA-1), on paper."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from portici.citypack.queries import city
from portici.fronts.dossier.keeping import kept
from portici.governance.models import BoardDossier, Meeting, Minutes, MinutesState
from portici.governance.papers import dossier, queries
from portici.governance.papers.blocks import Block, as_text, read_by
from portici.governance.papers.reading import reads_confidential
from portici.kernel.actor import Actor
from portici.publishing.printing import pdf_of_html


@dataclass(frozen=True, slots=True)
class Paper:
    """What is shown of minutes or of a dossier to one reader. `language`: of the text; `standing`: how far it is, said on every page."""

    title: str
    subtitle: str
    meeting: Meeting
    language: str
    blocks: Sequence[Block]
    standing: str = ""
    digest: str = ""
    is_example: bool = False

    @property
    def shown(self) -> list[dict[str, Any]]:
        """The blocks as the template takes them."""
        return list(_shown(self.blocks))

    @property
    def text(self) -> str:
        """What the digest is of."""
        return as_text(self.blocks)


def minutes_paper(actor: Actor, minutes: Minutes) -> Paper:
    """Minutes that the actor may see, as the actor may read them."""
    read = queries.minutes_text(actor, minutes)
    is_approved = minutes.state == MinutesState.APPROVED
    digest = ""
    if is_approved:
        is_whole = reads_confidential(actor, minutes.meeting.body)
        digest = minutes.digest if is_whole else minutes.public_digest
    with translation.override(minutes.language):
        return Paper(
            title=_("Minutes of the meeting %(meeting)s") % {"meeting": minutes.meeting},
            subtitle=minutes.meeting.title,
            meeting=minutes.meeting,
            language=minutes.language,
            blocks=read,
            standing="" if is_approved else _("Not approved yet"),
            digest=digest,
            is_example=minutes.is_example,
        )


def dossier_paper(actor: Actor, record: BoardDossier, language: str) -> Paper:
    """A dossier that the actor may see, as the actor may read it, in a language."""
    blocks = queries.dossier_text(actor, record, language)
    return _dossier(record.meeting, blocks, language, sent=record.sent_at is not None, digest=record.digest)


def open_dossier(meeting: Meeting, language: str) -> Paper:
    """What a dossier of the meeting would say to who may read nothing confidential: for the command line, where anybody may stand.

    As it was frozen, when it was sent.
    """
    sent = BoardDossier.objects.filter(meeting=meeting, sent_at__isnull=False).first()
    sections = dossier.sections_of(sent, language) if sent else dossier.composed(meeting, "", language)
    read = read_by(sections, is_member=False)
    return _dossier(meeting, read, language, sent=sent is not None, digest=sent.digest if sent else "")


def pdf_of(paper: Paper) -> bytes:
    """Made once of the same words. Raises CannotPrint."""
    with translation.override(paper.language):
        context = {"paper": paper, "city": city()}
        html = render_to_string("governance/papers/paper.html", context)
    return kept(
        "board-paper", {"html": html}, lambda: pdf_of_html(html, pdf_variant="pdf/ua-1", pdf_tags=True)
    )


def _dossier(meeting: Meeting, blocks: Sequence[Block], language: str, *, sent: bool, digest: str) -> Paper:
    with translation.override(language):
        return Paper(
            title=_("Dossier of the meeting %(meeting)s") % {"meeting": meeting},
            subtitle=meeting.title,
            meeting=meeting,
            language=language,
            blocks=blocks,
            standing="" if sent else _("Not sent yet"),
            digest=digest,
            is_example=meeting.is_example,
        )


def _shown(blocks: Sequence[Block]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        match block["is"]:
            case "table":
                yield {
                    **block,
                    "columns": _columns(block),
                    "lines": [_line(block, row) for row in block["rows"]],
                }
            case "picture":
                data = base64.b64encode(block["svg"].encode()).decode()
                yield {**block, "data": f"data:image/svg+xml;base64,{data}"}
            case _:
                yield block


def _columns(block: Block) -> list[tuple[str, bool]]:
    return [(name, place in block["numeric"]) for place, name in enumerate(block["head"])]


def _line(block: Block, row: Sequence[str]) -> tuple[str, list[tuple[str, str, bool]]]:
    """The row's name, and its other cells: (text, heading, whether a number)."""
    told = zip(row, _columns(block), strict=True)
    return row[0], [(text, name, is_number) for text, (name, is_number) in list(told)[1:]]
