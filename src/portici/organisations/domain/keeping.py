"""Recording and amending organisations, with the question whether they are there already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from portici.journal.domain import FieldChange
from portici.kernel.actor import Actor
from portici.kernel.findings import Finding, Invalid, Message, Severity, ensure, ensure_valid, gettext_noop
from portici.kernel.text import fold
from portici.records import domain as records

from .. import queries, rules
from ..duplicates import Candidate
from ..models import CodeScheme, NameKey, Organisation, OrganisationCode
from ..names import keys
from ..values import parse_code, parse_email, parse_website, plain

#: What `amend_organisation` changes.
FIELDS = frozenset(
    {"name", "short_name", "type", "legal_form", "description", "website", "email", "pec", "phone", "parent"}
    | {"source", "facts", "language"}
)
_LINES = frozenset({"name", "short_name", "legal_form", "phone", "source"})
Codes = Iterable[tuple[str, str]]


class LikelyDuplicates(Invalid):
    """The organisation is likely there already: show the candidates, and ask again with
    `confirmed_duplicates`.
    """

    def __init__(self, candidates: Sequence[Candidate], finding: Finding) -> None:
        super().__init__([finding])
        self.candidates = tuple(candidates)


def record_organisation(
    *,
    actor: Actor,
    name: str,
    type: str,  # noqa: A002 -- the field's own name
    codes: Codes = (),
    town: str = "",
    confirmed_duplicates: bool = False,
    is_example: bool = False,
    reason: str = "",
    **values: Any,
) -> Organisation:
    """Record an organisation with its codes (scheme, text), as a draft.

    `values`: other fields of FIELDS. `town` only helps to tell namesakes apart. Raises Refused; Invalid for
    bad values or a code that another organisation has; LikelyDuplicates (an Invalid with a warning) until
    `confirmed_duplicates` is said.
    """
    ensure(rules.may_record(actor))
    given = tidy({"name": name, "type": type, **rules.all_standing(values)})
    read = _read_codes(codes)
    _ensure_codes_free(read)
    if not confirmed_duplicates:
        _ensure_new(actor, given["name"], read, town)
    organisation = Organisation(**given, is_example=is_example, codes_text=codes_text(read))
    organisation.folded_name = fold(organisation.name)[:300]
    _check_parent(organisation, given.get("parent"))
    with transaction.atomic():
        records.add(actor=actor, record=organisation, reason=reason)
        if read:
            rows = [OrganisationCode(organisation=organisation, scheme=s, value=v) for s, v in read]
            OrganisationCode.objects.bulk_create(rows)
            told = {"codes": FieldChange("", ", ".join(f"{scheme}:{value}" for scheme, value in read))}
            records.note(actor=actor, record=organisation, verb="add-code", changes=told, reason=reason)
        write_name_keys(organisation)
    return organisation


def amend_organisation(
    *,
    actor: Actor,
    organisation: Organisation,
    values: Mapping[str, Any],
    version: int | None = None,
    confirmed_duplicates: bool = False,
    reason: str = "",
) -> Organisation:
    """Change fields. The coordinator changes those of FIELDS, an organisation's own contact those of
    `rules.OWN_FIELDS`.

    Raises Refused, Invalid, Conflict; LikelyDuplicates when the name becomes another's.
    """
    unknown = set(values) - FIELDS
    if unknown:
        raise ValueError(f"not a field of an organisation: {', '.join(sorted(unknown))}")
    values = rules.all_standing(values)
    changed = {name for name, value in values.items() if getattr(organisation, name) != value}
    ensure(rules.may_amend(actor, organisation, changed))
    given = tidy(values)
    _check_parent(organisation, given.get("parent"))
    if "name" in given:
        given["folded_name"] = fold(given["name"])[:300]
        if given["folded_name"] != organisation.folded_name and not confirmed_duplicates:
            _ensure_new(actor, given["name"], (), "", exclude=organisation)
    with transaction.atomic():
        records.amend(actor=actor, record=organisation, values=given, version=version, reason=reason)
        write_name_keys(organisation)
    return organisation


def tidy(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as they are stored: texts on one line, addresses mended. Raises Invalid."""
    given = dict(values)
    findings: list[Finding] = []
    for name in _LINES & given.keys():
        given[name] = plain(str(given[name] or ""))
    for name, parse in (("website", parse_website), ("email", parse_email), ("pec", parse_email)):
        if name in given:
            parsed = parse(str(given[name] or "")).at(name)
            findings += parsed.findings
            given[name] = parsed.value or ""
    if "name" in given and not given["name"]:
        findings.append(records.missing("name", gettext_noop("Write the organisation's name.")))
    ensure_valid(findings)
    return given


def codes_text(codes: Iterable[tuple[str, str]]) -> str:
    """The codes as the text that finds the organisation."""
    return " ".join(dict.fromkeys(value for _scheme, value in sorted(codes)))[:300]


def write_name_keys(organisation: Organisation) -> None:
    """Bring the index of the name's words up to the name."""
    wanted = set(keys(organisation.folded_name))
    there = dict(organisation.name_keys.values_list("key", "pk"))
    NameKey.objects.filter(pk__in=[pk for key, pk in there.items() if key not in wanted]).delete()
    NameKey.objects.bulk_create(
        NameKey(organisation=organisation, key=key) for key in sorted(wanted - there.keys())
    )


def code_taken(scheme: str, value: str, holder: Organisation) -> Finding:
    """The finding for a code that another organisation has."""
    return Finding(
        severity=Severity.ERROR,
        code="code.taken",
        found=value,
        accepted=Message(
            gettext_noop("A code that no other organisation has; this one is of “%(name)s”."),
            {"name": holder.name, "uid": holder.uid, "scheme": scheme},
        ),
        todo=Message(gettext_noop("Open that organisation and go on there; merge the two if both exist.")),
        field="codes",
    )


def _read_codes(codes: Codes) -> list[tuple[str, str]]:
    read: list[tuple[str, str]] = []
    findings: list[Finding] = []
    for scheme, text in codes:
        if not text.strip():
            continue
        parsed = parse_code(CodeScheme(scheme), text).at("codes")
        findings += parsed.findings
        if parsed.value is not None:
            read.append((str(scheme), parsed.value))
    ensure_valid(findings)
    return list(dict.fromkeys(read))


def _ensure_codes_free(codes: Iterable[tuple[str, str]]) -> None:
    wanted = set(codes)
    rows = OrganisationCode.objects.filter(value__in={value for _scheme, value in wanted})
    taken = [row for row in rows.select_related("organisation") if (row.scheme, row.value) in wanted]
    if taken:
        raise Invalid([code_taken(row.scheme, row.value, row.organisation) for row in taken])


def _ensure_new(
    actor: Actor, name: str, codes: Codes, town: str, exclude: Organisation | None = None
) -> None:
    found = queries.likely_duplicates(actor, name=name, codes=codes, town=town, exclude=exclude)
    if found:
        raise LikelyDuplicates(found, _likely(name, found))


def _likely(name: str, found: Sequence[Candidate]) -> Finding:
    names = "; ".join(candidate.organisation.name for candidate in found)
    return Finding(
        severity=Severity.WARNING,
        code="organisation.duplicate",
        found=name,
        accepted=Message(
            gettext_noop("An organisation that is not there yet; likely the same: %(names)s."),
            {"names": names, "uids": " ".join(candidate.organisation.uid for candidate in found)},
        ),
        todo=Message(gettext_noop("Open the one that is there, or confirm that this is another.")),
        field="name",
    )


def _check_parent(organisation: Organisation, parent: Organisation | None) -> None:
    """An organisation is not part of itself, nor of one of its own parts. Raises Invalid."""
    above = parent
    while above is not None:
        if above.pk is not None and above.pk == organisation.pk:
            accepted = Message(gettext_noop("Another organisation, which is not itself a part of this one."))
            todo = Message(gettext_noop("Choose another one, or none."))
            name = parent.name if parent else ""
            raise Invalid([Finding(Severity.ERROR, "parent.loop", name, accepted, todo, "parent")])
        above = above.parent
