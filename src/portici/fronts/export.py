"""Lists as CSV files that a spreadsheet opens: UTF-8 with BOM, semicolons, no live formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django_filters.views import FilterView

from portici.kernel import clock
from portici.kernel.parsing import safe_cell


class _Echo(io.StringIO):
    def write(self, text: str) -> str:  # type: ignore[override] # the writer gives back what this gives
        return text


class FilteredList(FilterView):
    """A list with filters, of which `?formato=csv` is the same rows as a file.

    A filter that cannot be read is told on the page beside its box; of such a question there is no file.
    """

    strict = False
    #: What the file is called, before the day.
    export_name: ClassVar[str] = ""

    def get_export_name(self) -> str:
        return self.export_name

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.GET.get("formato") != "csv":
            return self.page(request, *args, **kwargs)
        asked = self.get_filterset(self.get_filterset_class())
        if not asked.is_valid():
            page = self.page(request, *args, **kwargs)
            page.status_code = 400
            return page
        return csv_response(self.get_export_name(), self.export_rows(asked.qs))

    def page(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        page: HttpResponseBase = super().get(request, *args, **kwargs)
        return page

    def export_rows(self, found: Any) -> Iterable[Sequence[object]]:
        """Header and rows of the file; unless the list says otherwise, those of its table, in the order asked for."""
        table = self.get_table_class()(found, request=self.request)
        if order := self.request.GET.getlist("sort"):
            table.order_by = order
        rows: Iterable[Sequence[object]] = table.as_values(exclude_columns=("edit",))
        return rows


def csv_response(name: str, rows: Iterable[Sequence[object]]) -> StreamingHttpResponse:
    """Stream rows (the first is the header) as `<name>-<date>.csv`."""
    response = StreamingHttpResponse(_lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{clock.today():%Y%m%d}.csv"'
    return response


def _lines(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    writer = csv.writer(_Echo(), delimiter=";")
    yield "\ufeff"
    for row in rows:
        yield writer.writerow(["" if cell is None else safe_cell(str(cell)) for cell in row])
