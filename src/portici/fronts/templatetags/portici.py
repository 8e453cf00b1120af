"""What templates say in the house's own way: money, figures, findings, links to records."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import template
from django.core.exceptions import FieldDoesNotExist
from django.utils import formats
from django.utils.functional import Promise
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from portici.fronts import addresses, rows, words
from portici.fronts.browsers import browser_words
from portici.fronts.wording import on_day, period_text
from portici.kernel.findings import Finding, Message
from portici.programme.timeline import Bar, Task
from portici.records import registry
from portici.records.badges import tone_of
from portici.records.models import Record

register = template.Library()


@register.filter
def said(message: Message | str | None) -> str:
    """A message in the page's language, its places filled."""
    if message is None:
        return ""
    if not isinstance(message, Message):
        return str(message)
    translated = gettext(message.template)
    return translated % message.params if message.params else translated


@register.filter
def has_required(form: Any) -> bool:
    """Whether a field that is shown must be filled in."""
    return any(field.field.required for field in form.visible_fields())


@register.filter
def finding(found: Finding) -> SafeString:
    """A finding as one sentence each: found, accepted, to do."""
    return format_html(
        '<span class="finding__found">{}</span> {} {}', found.found, said(found.accepted), said(found.todo)
    )


def rounded(value: float | Decimal, decimals: int = 0) -> Decimal:
    """The value as pages show it: halves away from zero, and no zero below zero."""
    plain = value if isinstance(value, Decimal) else Decimal(str(value))
    return plain.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0


@register.filter
def number(value: float | int | Decimal | None, decimals: int = 0) -> str:
    """A number with the language's own separators; a dash when there is none."""
    if value is None:
        return "–"
    places = int(decimals)
    shown = rounded(value, places)
    text = formats.number_format(abs(shown), decimal_pos=places, use_l10n=True, force_grouping=True)
    return f"−{text}" if shown < 0 else text


@register.filter
def place(value: float | None) -> str:
    """A place in a ranking: with a half where equal areas share one; a dash when there is none.

    >>> place(12.0), place(2.5), place(None)
    ('12', '2,5', '–')
    """
    return number(value, 0 if value is None or value == int(value) else 1)


@register.simple_tag
def places(low: float | None, high: float | None) -> str:
    """From one place to another; a dash when there is none.

    >>> places(3.0, 12.0)
    '3–12'
    """
    return "–" if low is None or high is None else f"{place(low)}–{place(high)}"


@register.filter
def percent(share: float) -> str:
    """A share as a whole percentage; what is not all, or not nothing, is not shown as if it were.

    >>> [percent(share) for share in (1.0, 0.9999, 0.62, 0.003)]
    ['100 %', '> 99 %', '62 %', '< 1 %']
    """
    shown = rounded(100 * share)
    if shown == 100 and share < 1 - 1e-6:
        return "> 99 %"
    return "< 1 %" if shown == 0 and share > 0 else f"{number(shown)} %"


@register.filter
def money(value: Decimal | None) -> str:
    """An amount in euro with its cents: "€ 412.248,84"."""
    return "–" if value is None else f"€ {number(value, 2)}"


register.filter("on_day", on_day, expects_localtime=True)
register.simple_tag(period_text)


@register.filter
def on_short_day(day: Any, article: str = "il") -> str:
    """As `on_day`, in figures."""
    return on_day(day, article, "SHORT_DATE_FORMAT")


register.filter("browser_words", browser_words)


@register.filter
def portal_url(record: Record | None) -> str:
    return addresses.portal_url(record) if record is not None else ""


@register.filter
def office_url(record: Record | None) -> str:
    return addresses.office_url(record) if record is not None else ""


@register.filter
def kind_label(record_or_name: Record | str) -> Any:
    """What records of this kind are called."""
    name = record_or_name if isinstance(record_or_name, str) else record_or_name.KIND
    try:
        return registry.kind(name).label
    except KeyError:
        return words.KINDS.get(name, name.replace("-", " "))


@register.filter
def tone(state: str) -> str:
    """The colour that a state's badge takes."""
    return tone_of(state)


@register.simple_tag
def content_lang(record: Record | Bar | Task) -> SafeString | str:
    """` lang="it"` where the content's language is not the page's, so that it is read aloud rightly."""
    here = get_language()
    return format_html(' lang="{}"', record.language) if record.language != here else ""


@register.simple_tag
def record_link(record: Record | None, text: str = "") -> SafeString:
    """A record's name as a link to its page in the portal, with its language if not the page's; "" for
    None.
    """
    if record is None:
        return SafeString("")
    label, url, lang = escape(text or str(record)), addresses.portal_url(record), content_lang(record)
    if not url:
        return SafeString(f"<span{lang}>{label}</span>")
    return SafeString(f'<a href="{escape(url)}"{lang}>{label}</a>')


@register.simple_tag
def page_numbers(page: Any) -> list[int | None]:
    """First, last, this page and its neighbours; None where pages are left out: of two thousand, five."""
    last = page.paginator.num_pages
    shown = sorted({1, last, *(n for n in (page.number - 1, page.number, page.number + 1) if 1 <= n <= last)})
    numbers: list[int | None] = []
    for before, number in zip([0, *shown], shown, strict=False):
        numbers += [None, number] if number > before + 1 else [number]
    return numbers


@register.simple_tag(takes_context=True)
def page_address(context: Any, number: int, parameter: str = "") -> str:
    """Where a page of a list is; the other parameters of the address are kept.

    Of several lists on a page each has a parameter of its own, and its title the id "<parameter>-title".
    """
    asked = context["request"].GET.copy()
    asked[parameter or "page"] = number
    return f"?{asked.urlencode()}" + (f"#{parameter}-title" if parameter else "")


@register.simple_tag
def table_rows(table: Any) -> SafeString:
    """The rows of a table's page (see fronts.rows)."""
    return rows.rows_of(table)


@register.simple_tag
def table_rows_apart(table: Any) -> list[rows.Row]:
    """The rows of a table's page for a template that writes the first cell in its own way."""
    return rows.apart(table)


@register.inclusion_tag("includes/figure.html")
def show_figure(figure: Any) -> dict[str, Any]:
    return {"figure": figure}


@register.filter
def severity_label(severity: str) -> Any:
    return _("Error") if str(severity) == "error" else _("Warning")


@register.filter
def verb_label(verb: str) -> Any:
    """What was done, in words; a verb without words of its own is shown as it stands."""
    return words.VERBS.get(verb, verb.replace("-", " ").capitalize())


@register.filter
def field_label(change: Any, kind: str) -> Any:
    """The label of a changed field, as the form has it."""
    return named_field_label(change.field, kind)


@register.filter
def named_field_label(name: str, kind: str) -> Any:
    """The label of the field of this name; `seat.town` is the town of a seat that belongs to the record."""
    part, _dot, rest = name.partition(".")
    if rest:
        whole = words.PARTS.get(part, part.replace("_", " "))
        return f"{whole}: {words.FIELDS.get(rest, rest.replace('_', ' '))}"
    try:
        label = registry.kind(kind).model._meta.get_field(name).verbose_name  # type: ignore[union-attr] # a column, which has it: no relation from afar
    except (KeyError, FieldDoesNotExist, AttributeError):
        return words.FIELDS.get(name, name.replace("_", " "))
    # What a field is called when nobody has named it is its name in the program: on no form, and in no language.
    return label if isinstance(label, Promise) else words.FIELDS.get(name, label)


@register.filter
def count_label(name: str) -> Any:
    """What an import counts, in words."""
    return words.COUNTS.get(name, name.replace("_", " "))
