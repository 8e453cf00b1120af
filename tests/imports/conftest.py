"""An importer that needs no other room: a table of layers, `code,name`."""

from __future__ import annotations

import pytest

from portici.imports import registry
from portici.imports.csvfile import Columns, CsvImporter
from portici.imports.importer import Option
from portici.kernel.actor import Actor, Grant, Role
from portici.kernel.codes.parsed import error, warning
from portici.kernel.findings import Message
from portici.territory.models import Layer, LayerKind


class LayersImporter(CsvImporter):
    code = "test-layers"
    label = "Layers"
    help = "code, name"
    batch_size = 10
    options = (Option("kind", "Kind", choices=("zone", "district")), Option("note", "Note"))
    columns = Columns({"code": ("codice",), "name": ("nome",)}, required=("code", "name"))

    def apply(self, rows, *, actor, options, report, run_uid, write):
        cells = [(row, self.columns.values(row.raw)) for row in rows]
        known = {layer.code: layer for layer in Layer.objects.filter(code__in=[c["code"] for _r, c in cells])}
        for row, one in cells:
            if not report.tell(row, self._findings(one)):
                continue
            layer = known.get(one["code"])
            if layer is None:
                report.added += 1
                layer = known[one["code"]] = Layer(
                    code=one["code"], name=one["name"], kind=options.get("kind", LayerKind.ZONE)
                )
            elif layer.name != one["name"]:
                report.changed += 1
                report.differences.append(("layer", layer.code, {"name": (layer.name, one["name"])}))
                layer.name = one["name"]
            else:
                report.unchanged += 1
                continue
            if write:
                layer.save()

    def _findings(self, cells):
        if not cells["name"]:
            return [
                error("missing", "", Message("A name is required."), Message("Write the name.")).at("name")
            ]
        if cells["name"].islower():
            return [warning("case", cells["name"], Message("Upper case is usual."), Message("Check it."))]
        return []


@pytest.fixture
def importer():
    one = LayersImporter()
    registry.register(one)
    yield one
    registry.unregister(one.code)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def coordinator():
    return Actor(uid="coord", name="Ada", grants=(Grant(Role.COORDINATOR),))


@pytest.fixture
def table():
    """A table of `count` good rows."""

    def made(count=25, start=0):
        rows = "".join(f"c{n:04},Zona {n}\n" for n in range(start, start + count))
        return ("code,name\n" + rows).encode()

    return made
