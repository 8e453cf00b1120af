"""Papers that change records: fields limited to what the actor may see, and a choice among thousands
without a list of thousands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db import models
from django.utils.formats import date_format
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from portici.kernel.actor import VISITOR, Actor

from .models import Record
from .picking import label_of, offered, resolve

PICK_HINT = _("Type part of the name, then choose from the list that opens.")
#: Days that a paper takes: a year typed wrong (0202, 20226) is none of them.
EARLIEST, LATEST = date(1900, 1, 1), date(2099, 12, 31)
#: Kinds that can have more rows than a list of options should show.
PICKED = {
    "area",
    "organisation",
    "place",
    "project",
    "need",
    "activity",
    "decision",
    "designation",
    "listening",
    "agreement",
    "candidacy",
    "pledge",
    "guideline",
}


#: Rows of the other kinds that a list of options shows; beyond, they are picked too.
MOST_OFFERED = 40


class PickWidget(forms.TextInput):
    """A box with suggestions that the office's pages bring as one types; without scripts the whole name
    does."""

    template_name = "includes/pick.html"

    def __init__(self, kind: str) -> None:
        super().__init__(attrs={"autocomplete": "off"})
        self.kind = kind

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["kind"] = self.kind
        return context


class PickField(forms.CharField):
    """One record of a kind (or one account), typed and suggested."""

    def __init__(self, *, kind: str, actor: Actor = VISITOR, **options: Any) -> None:
        said = options.get("help_text")
        options["help_text"] = format_lazy("{} {}", said, PICK_HINT) if said else PICK_HINT
        super().__init__(widget=PickWidget(kind), **options)
        self.widget.attrs["placeholder"] = _("type and choose")
        self.kind = kind
        self.actor = actor

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            row = offered(self.actor, self.kind).filter(pk=value).first()
            return label_of(row) if row else ""
        return label_of(value) if isinstance(value, models.Model) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, models.Model):
            return value
        text = super().to_python(value)
        return resolve(self.actor, self.kind, text) if text else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial) != (data or ""))


class PickManyWidget(forms.Widget):
    """The chosen ones as ticked boxes, and a box to add another."""

    template_name = "includes/pick_many.html"

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    use_fieldset = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:  # noqa: ARG002 -- Django's own signature
        chosen = data.getlist(name) if hasattr(data, "getlist") else list(data.get(name, ()))
        added = data.get(f"{name}-add", "")
        return [text for text in [*chosen, added] if str(text).strip()]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:  # noqa: ARG002 -- Django's own signature
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["kind"] = self.kind
        context["widget"]["chosen"] = value or []
        context["widget"]["invalid"] = bool((attrs or {}).get("aria-invalid"))
        return context


class PickManyField(forms.Field):
    """Several records of a kind."""

    widget: Any

    def __init__(self, *, kind: str, actor: Actor = VISITOR, **options: Any) -> None:
        super().__init__(widget=PickManyWidget(kind), **options)
        self.kind = kind
        self.actor = actor

    def prepare_value(self, value: Any) -> list[str]:
        """Labels of the chosen; a typed text that names nothing is left for `clean` to tell of."""
        labels = []
        for item in value or ():
            try:
                record = item if isinstance(item, models.Model) else resolve(self.actor, self.kind, str(item))
            except forms.ValidationError:
                continue
            labels.append(label_of(record))
        return list(dict.fromkeys(labels))

    def to_python(self, value: Any) -> list[models.Model]:
        found = {}
        for item in value or ():
            record = item if isinstance(item, models.Model) else resolve(self.actor, self.kind, str(item))
            found[record.pk] = record
        return list(found.values())

    def has_changed(self, initial: Any, data: Any) -> bool:
        return sorted(self.prepare_value(initial)) != sorted(self.prepare_value(data))


class ActorForm(forms.Form):
    """A paper that is not over one record's fields; picked fields are limited to what the actor may see."""

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.actor = actor
        for field in self.fields.values():
            _furnish(field, actor)

    @property
    def values(self) -> dict[str, Any]:
        """The cleaned values, by field name."""
        return {name: _one_end(value) for name, value in self.cleaned_data.items()}


class ReasonForm(ActorForm):
    """Why something is done, taken off or given back."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


def are_typed(rows: models.QuerySet[Any]) -> bool:
    """Whether the rows are too many for a list to choose from."""
    return rows.order_by("pk")[MOST_OFFERED:].exists()


class RecordForm(forms.ModelForm):
    """A form over a record's own fields. It cleans; the desk saves.

    `actor` limits every choice to what the actor may see. References to kinds with many rows become picked
    fields.
    """

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.actor = actor
        for name, field in list(self.fields.items()):
            if isinstance(field, forms.ModelChoiceField):
                self.fields[name] = self._limited(name, field)
            else:
                _furnish(field, actor)

    def _limited(self, name: str, field: Any) -> Any:
        model = field.queryset.model
        if not issubclass(model, Record):
            return field
        options = {
            "label": field.label,
            "help_text": field.help_text,
            "required": field.required,
            "actor": self.actor,
            "kind": model.KIND,
        }
        many = isinstance(field, forms.ModelMultipleChoiceField)
        rows = offered(self.actor, model.KIND)
        if model.KIND in PICKED or are_typed(rows):
            if many and self.instance.pk and name not in self.initial:
                self.initial[name] = list(getattr(self.instance, name).all())
            return PickManyField(**options) if many else PickField(**options)
        field.queryset = rows
        if many:
            field.widget = forms.CheckboxSelectMultiple(choices=field.choices)
        return field

    def _post_clean(self) -> None:
        """The instance is left as it was read: the desk locks, compares and writes."""

    @property
    def values(self) -> dict[str, Any]:
        """The cleaned single values, by field name."""
        return {name: _one_end(value) for name, value in self.cleaned_data.items() if not _is_many(value)}

    @property
    def links(self) -> dict[str, Any]:
        """The cleaned many-to-many values, by field name."""
        return {name: list(value) for name, value in self.cleaned_data.items() if _is_many(value)}


def check_day(day: date) -> None:
    """Raises forms.ValidationError for a day outside what papers take."""
    if not EARLIEST <= day <= LATEST:
        raise forms.ValidationError(
            _("%(found)s. Write a day from %(first)s to %(last)s."),
            code="day",
            params={"found": date_format(day), "first": date_format(EARLIEST), "last": date_format(LATEST)},
        )


def _furnish(field: forms.Field, actor: Actor) -> None:
    field.label = capfirst(field.label) if field.label else field.label
    if isinstance(field, PickField | PickManyField):
        field.actor = actor
    elif isinstance(field, forms.DateField):
        field.widget = forms.DateInput(
            format="%Y-%m-%d",
            attrs={"type": "date", "min": EARLIEST.isoformat(), "max": LATEST.isoformat()},
        )
        field.widget.is_required = field.required
        field.validators = [*field.validators, check_day]
    elif isinstance(field, forms.CharField) and isinstance(field.widget, forms.Textarea):
        field.widget.attrs.setdefault("rows", 5)


def _one_end(value: Any) -> Any:
    """A browser ends lines with CR LF; stored so, a text that nobody touched would count as changed."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _is_many(value: Any) -> bool:
    return isinstance(value, models.QuerySet) or (
        isinstance(value, Iterable) and not isinstance(value, str | bytes | dict)
    )
