"""Desks for the passages of a listening and for consent to quote them.

Each change is told under the listening, whose version it raises. The journal is told of the words by a fingerprint
only: nothing of a passage that is erased, or whose consent is withdrawn, stays in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.codes.parsed import error
from portici.kernel.exhibit import digest_of_text
from portici.kernel.findings import Finding, Message, ensure, ensure_valid, gettext_noop
from portici.records import domain as records
from portici.records.links import only, unseen

from .. import checks, rules
from ..models import Consent, Excerpt, Listening, TargetGroup

WORDS = ("theme", "group", "text")
TOLD = (*WORDS, "consent", "consent_how", "consent_on", "withdrawn_on")


def add_excerpt(
    *,
    actor: Actor,
    listening: Listening,
    theme: str,
    group: TargetGroup | None = None,
    text: str = "",
    consent_how: str = "",
    consent_on: date | None = None,
    version: int | None = None,
    reason: str = "",
) -> Excerpt:
    """Code a passage by theme; its words are quoted outside only when it is said how and when consent was given.

    Raises Refused, Invalid, Conflict.
    """
    ensure(rules.may_amend_listening(actor, listening))
    ensure_valid([*unseen(actor, {"group": group}), *_consent_told(consent_how, consent_on)])
    excerpt = Excerpt(listening=listening, theme=theme, group=group, text=text.strip())
    if consent_how:
        _give(excerpt, consent_how, consent_on)
    with transaction.atomic():
        records.clean(excerpt)
        excerpt.save()
        _note(actor, None, excerpt, "add-excerpt", reason, version)
    return excerpt


def amend_excerpt(
    *,
    actor: Actor,
    excerpt: Excerpt,
    values: Mapping[str, Any],
    version: int | None = None,
    reason: str = "",
) -> Excerpt:
    """Change theme, group or words. Consent was given to the words as they were: with other words it must be given anew.

    Raises Refused, Invalid, Conflict.
    """
    ensure(rules.may_amend_listening(actor, excerpt.listening))
    changed = only(values, WORDS)
    ensure_valid(unseen(actor, changed))
    with transaction.atomic():
        before, after = _twice(excerpt)
        for name, value in changed.items():
            setattr(after, name, value.strip() if name == "text" else value)
        if after.text != before.text and after.consent == Consent.GIVEN:
            after.consent, after.consent_how, after.consent_on = Consent.NONE, "", None
        return _write(actor, before, after, "amend-excerpt", reason, version)


def give_consent(
    *,
    actor: Actor,
    excerpt: Excerpt,
    consent_how: str,
    consent_on: date,
    version: int | None = None,
    reason: str = "",
) -> Excerpt:
    """Note how and when who spoke agreed to be quoted. Raises Refused, Invalid, Conflict."""
    ensure(rules.may_amend_listening(actor, excerpt.listening))
    ensure_valid(_consent_told(consent_how, consent_on))
    with transaction.atomic():
        before, after = _twice(excerpt)
        ensure(rules.CONSENT.allows(Consent(before.consent), Consent.GIVEN))
        _give(after, consent_how, consent_on)
        return _write(actor, before, after, "give-consent", reason, version)


def withdraw_consent(
    *, actor: Actor, excerpt: Excerpt, version: int | None = None, reason: str = ""
) -> Excerpt:
    """Who spoke does not want to be quoted: the words are hidden outside at once. Raises Refused, Conflict."""
    ensure(rules.may_amend_listening(actor, excerpt.listening))
    with transaction.atomic():
        before, after = _twice(excerpt)
        ensure(rules.CONSENT.allows(Consent(before.consent), Consent.WITHDRAWN))
        after.consent, after.withdrawn_on = Consent.WITHDRAWN, clock.today()
        return _write(actor, before, after, "withdraw-consent", reason, version)


def erase_words(*, actor: Actor, excerpt: Excerpt, version: int | None = None, reason: str = "") -> Excerpt:
    """Take the words out for good; the theme stays, so that what was heard still counts. Raises Refused, Conflict."""
    ensure(rules.may_amend_listening(actor, excerpt.listening))
    return wipe(actor=actor, excerpt=excerpt, version=version, reason=reason)


def wipe(*, actor: Actor, excerpt: Excerpt, version: int | None = None, reason: str = "") -> Excerpt:
    """`erase_words` for the retention and for a person's own request, which ask for their rights themselves."""
    with transaction.atomic():
        before, after = _twice(excerpt)
        after.text = ""
        if after.consent == Consent.GIVEN:
            after.consent, after.withdrawn_on = Consent.WITHDRAWN, clock.today()
        return _write(actor, before, after, "erase-words", reason, version)


def remove_excerpt(*, actor: Actor, excerpt: Excerpt, version: int | None = None, reason: str = "") -> None:
    """Take a passage off, theme and all. Raises Refused, Conflict."""
    ensure(rules.may_amend_listening(actor, excerpt.listening))
    with transaction.atomic():
        before, _after = _twice(excerpt)
        Excerpt.objects.filter(pk=excerpt.pk).delete()
        _note(actor, before, None, "remove-excerpt", reason, version)


def _give(excerpt: Excerpt, how: str, on: date | None) -> None:
    excerpt.consent, excerpt.consent_how, excerpt.consent_on = Consent.GIVEN, how, on
    excerpt.withdrawn_on = None


def _consent_told(how: str, on: date | None) -> list[Finding]:
    """An error for a consent of which only half is said, or that comes tomorrow."""
    if bool(how) != (on is not None):
        accepted = Message(gettext_noop("How consent was given, and on which day."))
        todo = Message(gettext_noop("Write both; or neither, when it was not given."))
        return [error("consent.half", "", accepted, todo).at("consent_on" if how else "consent_how")]
    return checks.not_in_future(on, "consent_on")


def _twice(excerpt: Excerpt) -> tuple[Excerpt, Excerpt]:
    """The passage as stored, and a copy to change. Who changes passages of one listening waits for each other."""
    records.locked(excerpt.listening)
    rows = Excerpt.objects.select_related("listening", "group")
    return rows.get(pk=excerpt.pk), rows.get(pk=excerpt.pk)


def _write(
    actor: Actor, before: Excerpt, after: Excerpt, verb: str, reason: str, version: int | None
) -> Excerpt:
    if _told(before) != _told(after):
        records.clean(after)
        after.save()
        _note(actor, before, after, verb, reason, version)
    return after


def _note(
    actor: Actor,
    before: Excerpt | None,
    after: Excerpt | None,
    verb: str,
    reason: str,
    version: int | None,
) -> None:
    (row, *_other) = [one for one in (after, before) if one is not None]
    texts = [_told(one) if one is not None else {} for one in (before, after)]
    changes = {f"excerpt.{name}": change for name, change in records.differences(texts[0], texts[1]).items()}
    records.note(
        actor=actor, record=row.listening, verb=verb, changes=changes, reason=reason, version=version
    )


def _told(excerpt: Excerpt) -> dict[str, str]:
    """The passage as the journal is told of it: of its words a fingerprint."""
    values = {name: getattr(excerpt, name) for name in TOLD}
    told = {name: "" if value is None else str(value) for name, value in values.items()}
    digest = digest_of_text(f"{excerpt.uid} {excerpt.text}")
    del told["text"]
    return told | {"digest": digest[:8] if excerpt.text else ""}
