"""Lists of the API over a store, answered beside a bare reading of the same rows: no door, no schema, nothing that a row names.

Two of these run side by side as those of `pages` do, one over the demo and one over a hundred times its rows, areas included.
"""

from __future__ import annotations

import json
import time
from typing import Any

import django

from tests.bench.pages import Visits, main

#: Pages that the demo fills too: it has fewer projects than the fifty that a page has unless another number is asked.
ADDRESSES = ["/api/v1/areas", "/api/v1/organisations", "/api/v1/projects?page_size=10"]


class Lists(Visits):
    """The lists as a visitor of the API asks for them, and the rows of a page without anything around."""

    def rows(self, address: str) -> dict[str, Any]:
        """What the answer holds: each row's reference and the moment of its last change; how many there are in all."""
        told = self.client.get(address).json()
        moments = {one["uid"]: _moment(one["updated_at"]) for one in told["items"]}
        return {"rows": moments, "total": told["total"]}

    def bare(self, address: str) -> dict[str, Any]:
        """The rows of that page read by their references, counted and written as JSON; seconds of the processor."""
        from django.core.serializers.json import DjangoJSONEncoder

        model, wanted = _model(address), list(self.rows(address)["rows"])
        started = time.process_time()
        rows = list(model.objects.filter(uid__in=wanted).values())
        total = model.objects.filter(publication="published").count()
        text = json.dumps({"items": rows, "total": total}, cls=DjangoJSONEncoder)
        seconds = time.process_time() - started
        told = json.loads(text)
        moments = {one["uid"]: _moment(one["updated_at"]) for one in told["items"]}
        return {"seconds": seconds, "rows": moments, "total": told["total"]}


def _moment(text: str) -> float:
    from django.utils.dateparse import parse_datetime

    found = parse_datetime(text)
    return round(found.timestamp(), 3) if found else 0.0


def _model(address: str) -> Any:
    from portici.organisations.models import Organisation
    from portici.programme.models import Project
    from portici.territory.models import Area

    models = {"areas": Area, "organisations": Organisation, "projects": Project}
    return models[address.partition("?")[0].rpartition("/")[2]]


def enlarge(times: int) -> dict[str, list[int]]:
    """What the office enters, and also the areas: a list of the API may be of all small areas of a country."""
    from portici.records.models import new_uid
    from portici.territory.models import Area
    from tests.bench.enlarge import BATCH
    from tests.bench.enlarge import enlarge as enlarge_entered

    sizes = enlarge_entered(times)
    areas = list(Area.objects.order_by("pk"))
    for turn in range(1, times):
        for area in areas:
            area.pk, area.uid, area.code = None, new_uid(), f"{area.code.partition('~')[0]}~{turn}"
            area._state.adding = True
        Area.objects.bulk_create(areas, batch_size=BATCH)
    return sizes | {"territory.Area": [len(areas), Area.objects.count()]}


if __name__ == "__main__":
    django.setup()
    main(enlarge, Lists, lambda: ADDRESSES)
