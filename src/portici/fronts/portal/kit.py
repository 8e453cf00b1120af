"""What the portal's pages are made of. It reads as a visitor, whoever looks: what is withheld is nowhere."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from django.views.generic.base import ContextMixin, View
from django_tables2 import SingleTableMixin

from portici.fronts.export import FilteredList
from portici.kernel.actor import VISITOR


class PortalMixin(ContextMixin, View):
    """What every page of the portal has: a title, and the way back up."""

    title: ClassVar[Any] = ""
    actor = VISITOR
    http_method_names = ["get", "head", "options"]

    def get_title(self) -> Any:
        return self.title

    def get_above(self) -> list[tuple[Any, str]]:
        """(label, address) of the pages above, from the top; the home page is added."""
        return []

    def get_breadcrumb(self) -> list[dict[str, Any]]:
        steps = [(_("Home"), reverse("portal:home")), *self.get_above(), (self.get_title(), "")]
        return [{"label": label, "url": url} for label, url in steps]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title=self.get_title(), breadcrumb=self.get_breadcrumb(), **kwargs)


class PortalView(PortalMixin, TemplateView):
    """A page of the portal."""


class PortalTable(PortalMixin, SingleTableMixin, FilteredList):
    """A list as a django-tables2 table: filtered, sorted, paged; the same rows as a file."""

    #: Paged by the table only: `paginate_by` would count the rows twice.
    table_pagination: ClassVar[dict[str, Any]] = {"per_page": 20}
