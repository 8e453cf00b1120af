"""A list of records: filtered, sorted, paged, and the same rows as a file."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.text import capfirst
from django_tables2 import SingleTableMixin

from portici.fronts.export import FilteredList
from portici.records import registry

from .pages import OfficeView, TabsMixin
from .papers import may_add


class RecordList(TabsMixin, OfficeView, SingleTableMixin, FilteredList):
    """Says `kind`, `table_class`, `filterset_class`; `add_name` is the address of the paper that adds one.

    `related` names the references that a row shows, read with it: the number of queries does not grow with
    the rows.
    """

    kind: ClassVar[str]
    add_name: ClassVar[str] = ""
    add_label: ClassVar[Any] = ""
    related: ClassVar[tuple[str, ...]] = ()
    template_name = "office/list.html"
    paginate_by = 25

    def get_title(self) -> Any:
        return self.title or capfirst(str(registry.kind(self.kind).label_plural))

    def get_queryset(self) -> Any:
        records = registry.kind(self.kind).visible_to(self.actor)
        return records.select_related(*self.related) if self.related else records

    def paginate_queryset(self, queryset: Any, page_size: int) -> tuple[Any, Any, Any, bool]:
        """The table pages its rows itself: once, and a page that is not there is the nearest that is."""
        return None, None, queryset, False

    def get_filterset_kwargs(self, filterset_class: Any) -> dict[str, Any]:
        options: dict[str, Any] = super().get_filterset_kwargs(filterset_class)
        return options | {"request": self.request}

    def may_add(self) -> bool:
        """Whether the button to add one is shown."""
        return bool(self.add_name) and bool(may_add(self.actor, self.kind))

    def get_export_name(self) -> str:
        return self.kind

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            may_add=self.may_add(),
            add_name=self.add_name,
            add_label=self.add_label,
            **kwargs,
        )
