"""What a refused form said: given back in its form, or shown apart where that form is not on the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portici.governance.meetings.rules import may_amend_item
from portici.governance.models import AgendaItem, Ballot
from portici.governance.sitting.queries import Live
from portici.kernel.actor import Actor

#: The field in which each form is written.
WORDS = {"verbale": "parole", "proponi": "parole", "emenda": "parole", "conflitto": "motivo"}


def form_of(given: Mapping[str, str]) -> str:
    """Which form of the page was sent, as its `data-draft` says: the notes are of an item, an amendment is of a text."""
    about = {"verbale": "punto", "emenda": "testo"}.get(given.get("fa", ""), "")
    return " ".join(filter(None, (given.get("fa", ""), given.get(about, ""))))


@dataclass(frozen=True, slots=True)
class Homeless:
    """Words whose `form` is gone, the item that they are about where the actor reads it, and where they can be written."""

    words: str
    form: str
    item: AgendaItem | None = None
    address: str = ""


def not_taken(done: Any) -> str:
    """What is said of ballots that stay as they were cast before; nothing where all that was sent is stored."""
    left = [one for one in (done if isinstance(done, list) else [done]) if getattr(one, "already", False)]
    if not left:
        return ""
    if not isinstance(left[0], Ballot):
        return _("The seat has voted already: its first ballot stands, and this one was not counted.")
    seats = "; ".join(f"{one.member.organisation} ({one.get_choice_display()})" for one in left)
    return _(
        "Voted meanwhile, and left as they voted: %(seats)s. What was marked for other seats is written down. "
        "To correct a ballot, mark it anew: the form shows now how it was cast."
    ) % {"seats": seats}


def homeless(actor: Actor, live: Live, given: Mapping[str, str], *, over: bool) -> Homeless | None:
    """The refused words that no form of the page takes up."""
    act = given.get("fa", "")
    words = given.get(WORDS.get(act, ""), "").strip()
    if not words or (not over and _has_form(live, act, given)):
        return None
    item = next((one for one in live.items if one.uid == given.get("punto")), None)
    writable = act == "verbale" and item is not None and may_amend_item(actor, item, {"minuted"})
    address = reverse("office:minuted", args=[item.uid]) if item is not None and writable else ""
    return Homeless(words, form_of(given), item, address)


def _has_form(live: Live, act: str, given: Mapping[str, str]) -> bool:
    if live.keeps and live.item is None:
        return False
    if act == "verbale":
        return live.keeps and live.item is not None and live.item.uid == given.get("punto")
    if act == "emenda":
        texts = {one.motion.uid for one in live.motions if one.may_be_amended}
        return given.get("testo") in texts and bool(live.pending) and bool(live.keeps or live.own)
    return bool(live.pending) and bool(live.keeps or live.own)
