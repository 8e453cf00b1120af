"""The paper for a file: the file, what else its kind asks for, whether it is only tried."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .importer import Importer, Option

PREFIX = "option-"
#: In the order of `importer.FLAG`.
FLAG_LABELS = (_("yes"), _("no"))


class ImportForm(forms.Form):
    """One file of a kind that is already chosen."""

    file = forms.FileField(label=_("File"), allow_empty_file=True)
    dry_run = forms.BooleanField(
        label=_("Try it first: say what would be done, write nothing"),
        required=False,
        initial=True,
        help_text=_("After the trial the same file is taken for real with one click."),
    )

    def __init__(self, *args: Any, importer: Importer, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["file"].help_text = _("A name that ends with: %(extensions)s.") % {
            "extensions": ", ".join(importer.extensions)
        }
        self.fields["file"].widget.attrs["accept"] = ",".join(importer.extensions)
        for option in importer.asked:
            self.fields[PREFIX + option.name] = _field(option)
        self.order_fields(["file", *(PREFIX + option.name for option in importer.asked), "dry_run"])

    @property
    def options(self) -> dict[str, str]:
        """What was said beside the file, by the option's name."""
        return {
            name.removeprefix(PREFIX): value
            for name, value in self.cleaned_data.items()
            if name.startswith(PREFIX) and value
        }


def _field(option: Option) -> forms.Field:
    said: dict[str, Any] = {"label": option.label, "help_text": option.help, "required": False}
    if option.choices:
        labels = FLAG_LABELS if option.is_flag else option.labels
        return forms.ChoiceField(choices=[("", "–"), *zip(option.choices, labels, strict=True)], **said)
    return forms.CharField(max_length=300, **said)
