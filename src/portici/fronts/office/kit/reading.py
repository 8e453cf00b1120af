"""Values that the journal keeps as texts, as a person reads them: choices by label, days and amounts in the
page's language, what is referred to by its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from portici.fronts.wording import on_day
from portici.kernel.actor import Role
from portici.needs.models import Consent, ConsentHow, Theme
from portici.organisations.models import CodeScheme, PartyRole
from portici.people.models import ROLE_LABELS
from portici.programme.models import INVERSE, RelationType
from portici.records import registry

from .bodies import reply_in_words, rules_in_words, seat_in_words, vote_in_words
from .mappings import table_words

#: (label of the model, primary key) -> name, of what changes refer to and the reader may see.
Names = Mapping[tuple[str, str], str]

#: Fields, and fields of what belongs to a record, that hold a digest.
DIGESTS = frozenset({"sha256", "shape_digest", "differences", "digest", "pack_digest"})
#: What people put to work on an activity are told under; their uid comes first.
STAFF = "staff"
#: The order of a meeting's agenda is told under it, by the uids of its items.
AGENDA = "agenda"
_DIGEST_SHOWN = 12
_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_UID = re.compile(r"(?<![\w-])[0-9a-z]{12}(?=[ :]|$) ?")
_GRANT = re.compile(r"(?P<role>[a-z_]+)(?: [a-z]+:\w+)? (?P<since>[\d-]{10})–(?P<until>[\d-]*)")
_PARTY = re.compile(
    rf"(?P<who>.*) (?P<role>{'|'.join(PartyRole.values)}) (?P<since>[\d-]*)–(?P<until>[\d-]*)"
)
_RELATION = re.compile(r"(?P<end>< )?(?P<type>[a-z_]+) (?P<code>\S+)")
#: Choices of what belongs to a record and is told under it.
_CHOICES = {"theme": Theme, "consent": Consent, "consent_how": ConsentHow}
_BOOLEANS = {"True": True, "False": False}


def worded(field: Any, name: str, text: str, names: Names) -> str:
    """The text of a change of the field called `name`; `field` is None for what is no field of the model."""
    if not text:
        return text
    last = name.rpartition(".")[2]
    if last in DIGESTS:
        return _("digest %(start)s…") % {"start": text[:_DIGEST_SHOWN]}
    if field is None or not field.concrete or field.many_to_many:
        return _of_rows(last, text, names)
    if field.is_relation:
        return names.get((field.related_model._meta.label, text), "…")
    labels = {str(value): str(label) for value, label in field.flatchoices or ()}
    return labels.get(text) or _of_type(field, text)


def field_of(kind: str, name: str) -> Any:
    """The field of a kind of record; None for what is told under the record and is none of its fields."""
    try:
        return registry.kind(kind).model._meta.get_field(name)
    except (KeyError, FieldDoesNotExist):
        return None


def told_differences(kind: str, changes: Mapping[str, tuple[Any, Any]]) -> dict[str, tuple[str, str]]:
    """What a file changed in a record: field -> before and after in words. Records are told by name already."""
    return {
        name: (_imported(field_of(kind, name), name, before), _imported(field_of(kind, name), name, after))
        for name, (before, after) in changes.items()
    }


def _imported(field: Any, name: str, value: Any) -> str:
    text = "" if value is None else str(value)
    return text if field is not None and field.is_relation else worded(field, name, text, {})


def _of_type(field: models.Field[Any, Any], text: str) -> str:
    """A text as its field's type has it; as it stands when the type has no other way to be read."""
    if text in _BOOLEANS and isinstance(field, models.BooleanField):
        return yes_or_no(value=_BOOLEANS[text])
    if isinstance(field, models.JSONField):
        return table_words(text)
    try:
        if isinstance(field, models.DateTimeField):
            return date_format(timezone.localtime(datetime.fromisoformat(text)), "SHORT_DATETIME_FORMAT")
        if isinstance(field, models.DateField):
            return date_format(date.fromisoformat(text), "SHORT_DATE_FORMAT")
        if isinstance(field, models.DecimalField):
            return number_format(Decimal(text), use_l10n=True, force_grouping=True)
    except (ValueError, InvalidOperation):
        return text
    return text


def yes_or_no(*, value: bool) -> str:
    """A boolean in words."""
    return _("Yes") if value else _("No")


def _of_rows(name: str, text: str, names: Names) -> str:
    """What rows that belong to a record are told by: roles and schemes by label, days, no uids."""
    if text in _BOOLEANS:
        return yes_or_no(value=_BOOLEANS[text])
    if name in _CHOICES:
        return str(dict(_CHOICES[name].choices).get(text, text))
    if name == STAFF:
        uid, _space, rest = text.partition(" ")
        text = f"{names.get((STAFF, uid), '…')} {rest}"
    elif name == AGENDA:
        text = ", ".join(names.get((AGENDA, uid), "…") for uid in text.split())
    elif name in _TOLD:
        text = _TOLD[name](text)
    return _DAY.sub(_day, text)


def _grant(found: re.Match[str]) -> str:
    role = found["role"]
    label = str(ROLE_LABELS[Role(role)]) if role in set(Role) else role
    return _in_force(label, found)


def _party(text: str) -> str:
    found = _PARTY.fullmatch(text)
    return _in_force(f"{found['who']}: {PartyRole(found['role']).label}", found) if found else text


def _in_force(what: str, found: re.Match[str]) -> str:
    since = _("since %(day)s") % {"day": _told_day(found["since"], "dal")} if found["since"] else ""
    until = _("until %(day)s") % {"day": _told_day(found["until"], "al")} if found["until"] else ""
    return ", ".join(part for part in (what, since, until) if part)


def _told_day(text: str, article: str) -> str:
    return on_day(date.fromisoformat(text), article, "SHORT_DATE_FORMAT")


def _relation(text: str) -> str:
    """How a project stands to another, by its code; told from the other end after "< "."""
    found = _RELATION.fullmatch(text)
    if found is None or found["type"] not in RelationType.values:
        return text
    kind = RelationType(found["type"])
    return f"{INVERSE[kind] if found['end'] else kind.label} {found['code']}"


def _code(text: str) -> str:
    scheme, _colon, value = text.partition(":")
    return f"{CodeScheme(scheme).label}: {value}" if scheme in CodeScheme.values else text


def _day(found: re.Match[str]) -> str:
    try:
        return str(date_format(date.fromisoformat(found[0]), "SHORT_DATE_FORMAT"))
    except ValueError:
        return found[0]


#: What belongs to a record and is told under it -> how its text reads.
_TOLD: dict[str, Callable[[str], str]] = {
    "grants": lambda text: _GRANT.sub(_grant, text),
    "relations": _relation,
    "parties": _party,
    "rules": rules_in_words,
    "members": seat_in_words,
    "replies": reply_in_words,
    "votes": vote_in_words,
    "codes": _code,
    "parts": lambda text: _UID.sub("", text),
}
