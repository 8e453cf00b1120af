"""The sections of a sheet as one field of its paper: headings and texts, more or fewer of them, also
without scripts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

#: (heading, text)
Section = tuple[str, str]
#: More than any sheet has; a page that posts more is not ours.
MOST = 60


class SectionsWidget(forms.Widget):
    """A heading and a text for each section, a tick to take it off, and a button for one more."""

    template_name = "office/programme/sections.html"
    ADD = "pick-add"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Section]:  # noqa: ARG002 -- Django's own signature
        count = str(data.get(f"{name}-count", "0"))
        sections = []
        for number in range(min(int(count), MOST) if count.isdigit() else 0):
            if data.get(f"{name}-{number}-off"):
                continue
            heading = data.get(f"{name}-{number}-heading", "")
            body = data.get(f"{name}-{number}-body", "").replace("\r\n", "\n")
            if heading.strip() or body.strip():
                sections.append((heading, body))
        return sections

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:  # noqa: ARG002 -- Django's own signature
        return False

    def as_data(self, name: str, value: list[Any]) -> dict[str, str]:
        """The value as a page posts it (see the office's kit.conflict)."""
        data = {f"{name}-count": str(len(value))}
        for number, (heading, body) in enumerate(value):
            data |= {f"{name}-{number}-heading": heading, f"{name}-{number}-body": body}
        return data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["sections"] = [*(value or []), ("", "")]
        return context


class SectionsField(forms.Field):
    """A list of (heading, text)."""

    widget = SectionsWidget

    def prepare_value(self, value: Any) -> list[list[str]]:
        """Lists of two, which a signed page keeps as they are."""
        return [list(section) for section in value or ()]

    def clean(self, value: Any) -> list[Section]:
        found = []
        for heading, body in value or ():
            if not body.strip():
                raise forms.ValidationError(
                    _("The section “%(found)s” has no text: write it, or take it off."),
                    params={"found": heading},
                )
            if len(heading) > 200:
                raise forms.ValidationError(
                    _("The heading “%(found)s” is longer than 200 characters."),
                    params={"found": heading[:60]},
                )
            found.append((heading.strip(), body.strip()))
        return found

    def describe(self, value: Any) -> str:
        """How it is told when two people changed it."""
        return "\n\n".join(f"{heading}\n{body}".strip() for heading, body in value or ())
