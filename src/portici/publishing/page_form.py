"""The form of a page: what may not go out is told on it, with all that was written, before anything is published."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from portici.kernel.findings import Message

from . import rules


def said(message: Message) -> str:
    """A message in the language of the screen."""
    translated = _(message.template)
    return translated % message.params if message.params else translated


class ContentPageForm(WagtailAdminPageForm):  # type: ignore[misc] # Wagtail has no types
    """Checks what the page shows when it is sent to be published."""

    def _post_clean(self) -> None:
        super()._post_clean()
        if "action-publish" not in self.data or self.errors:
            return
        verdict: Any = rules.may_go_out(self.instance)
        if not verdict and verdict.reason is not None:
            self.add_error(None, said(verdict.reason))
