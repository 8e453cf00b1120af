"""Lists are narrowed by the portal's own filters: the same names, the same meaning, the same rows."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet
from django_filters import FilterSet

from .common import Asked

#: What is no filter.
_OTHERS = {"page", "page_size", "sort", "geometry", "bbox"}


def narrowed(filters: type[FilterSet], asked: Asked, rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows that the portal's list would show. A reference to what is not published finds nothing."""
    told = asked.model_dump(exclude_none=True, exclude=_OTHERS)
    if not told:
        return rows
    found = filters(data={name: str(value) for name, value in told.items()}, queryset=rows)
    if not found.is_valid():  # values that are wrong in themselves were refused before
        return rows.none()
    narrowed: QuerySet[Any] = found.qs
    return narrowed


def sorted_by(rows: QuerySet[Any], sort: str | None, fields: dict[str, str]) -> QuerySet[Any]:
    """The rows by the field that `sort` names ("-" before it: the last first), what is unknown at the end."""
    if not sort:
        return rows
    field = F(fields[sort.removeprefix("-")])
    order = field.desc(nulls_last=True) if sort.startswith("-") else field.asc(nulls_last=True)
    return rows.order_by(order, "pk")
