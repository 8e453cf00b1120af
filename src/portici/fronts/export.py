"""Lists as CSV files that a spreadsheet opens: UTF-8 with BOM, semicolons, no live formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse

from portici.kernel import clock
from portici.kernel.parsing import safe_cell


class _Echo(io.StringIO):
    def write(self, text: str) -> str:  # type: ignore[override]
        return text


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
