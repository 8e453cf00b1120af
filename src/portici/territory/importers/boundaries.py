"""Boundaries of a layer's areas, from GeoJSON or a zipped shapefile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portici.imports.importer import FLAG, Importer, Option, Report, Row, is_on
from portici.kernel.actor import Actor
from portici.kernel.codes.parsed import error, warning
from portici.kernel.findings import Finding, Invalid, Message, ensure, gettext_noop
from portici.records.domain import clean

from .. import geometry, rules, tree
from ..bulk import Intake
from ..models import Area, Layer, LayerKind
from .features import GEOMETRY, plain, read_features, without_geometry
from .layouts import Layout, recognised
from .matching import AreaFinder, plain_code


@dataclass(slots=True)
class _Paper:
    """A feature read: its row, its area's values, its shape."""

    row: Row
    code: str
    values: dict[str, Any]
    shape: geometry.Shape


class BoundariesImporter(Importer):
    """Areas with their borders; the layer is made when it is not there."""

    code: ClassVar[str] = "boundaries"
    label: ClassVar[str | Promise] = _("Boundaries of areas (GeoJSON, shapefile)")
    help: ClassVar[str | Promise] = _(
        "GeoJSON in degrees (EPSG:4326), or a ZIP with one shapefile (.shp, .shx, .dbf, .prj), one polygon or "
        "multipolygon an area. The layouts that the city pack tells of, and openpolis' comuni, are recognised; "
        "for others, name the layer and the properties. Import larger divisions "
        "first."
    )
    place: ClassVar[str | Promise] = _("feature %(number)s")
    extensions: ClassVar[tuple[str, ...]] = (".geojson", ".json", ".geojson.gz", ".zip")
    options: ClassVar[tuple[Option, ...]] = (
        Option("layer", _("Layer"), _("Code of the layer, made if it is not there.")),
        Option(
            "kind", _("Kind of the layer"), choices=tuple(LayerKind.values), labels=tuple(LayerKind.labels)
        ),
        Option("layer_name", _("Name of the layer")),
        Option("code", _("Property with the code")),
        Option("name", _("Property with the name")),
        Option("parent", _("Property with the parent's code")),
        Option("parent_layer", _("Layer of the parents")),
        Option("source", _("Source")),
        Option("licence", _("Licence")),
        Option("vintage", _("Vintage")),
        Option("publish", _("Publish at once"), choices=FLAG),
    )

    def read(self, path: Path, options: Mapping[str, str]) -> Iterator[Row]:
        layout: Layout | None = None
        for row in read_features(path, options):
            layout = layout or _layout(row.raw, options)
            yield row

    def apply(
        self,
        rows: Sequence[Row],
        *,
        actor: Actor,
        options: Mapping[str, str],
        report: Report,
        run_uid: str,  # noqa: ARG002 -- every importer is asked alike
        write: bool,
    ) -> None:
        ensure(rules.may_write(actor))
        layout = _layout(rows[0].raw, options)
        layer = _layer_for(layout)
        parents = _Parents(layout)
        known = (
            {area.code: area for area in Area.objects.filter(layer=layer)} if not layer._state.adding else {}
        )
        intake = Intake(Area, publish=is_on(options, "publish"))
        taken: list[tuple[Area, geometry.Shape]] = []
        seen: set[str] = set()
        for row in rows:
            paper = _paper(row, layout, parents, seen, report)
            if paper is None:
                continue
            values = {**paper.values, "layer_id": layer.pk, **tree.shape_values(paper.shape)}
            existing = known.get(paper.code)
            changed_shape = existing is None or existing.shape_digest != values["shape_digest"]
            area, findings = intake.take(existing, values)
            if findings:
                report.tell(without_geometry(row), findings)
            elif changed_shape:
                taken.append((area, paper.shape))
        if write:
            _write(layer, intake, taken)
        intake.tally.tell(report)


def _write(layer: Layer, intake: Intake[Area], taken: Sequence[tuple[Area, geometry.Shape]]) -> None:
    if layer._state.adding:
        clean(layer)
        layer.save(force_insert=True)
        for area in intake.new:
            area.layer = layer
    moved = [area for area in intake.changed if not _in_place(area)]
    intake.write()
    tree.place_in_tree([*intake.new, *moved])
    tree.keep_shapes([area for area, _shape in taken], [shape for _area, shape in taken])


def _in_place(area: Area) -> bool:
    above = area.path.split("/")[-3] if area.path.count("/") > 2 else ""
    return above == str(area.parent_id or "")


def _layout(properties: Mapping[str, str], options: Mapping[str, str]) -> Layout:
    """The layout named by the options, or recognised, with what the options say otherwise. Raises Invalid."""
    known = recognised(properties)
    if known is None:
        if not options.get("layer") or not options.get("code") or not options.get("name"):
            raise Invalid([_not_recognised(properties)])
        known = Layout(
            layer=options["layer"],
            kind=options.get("kind", LayerKind.ZONE.value),
            name=options["layer"],
            order=100,
            code_property="",
            name_property=None,
            source="",
            source_url="",
            licence="",
        )
    said = {
        "layer": options.get("layer"),
        "kind": options.get("kind"),
        "name": options.get("layer_name"),
        "code_property": options.get("code"),
        "name_property": options.get("name"),
        "parent_property": options.get("parent"),
        "parent_layer": options.get("parent_layer"),
        "source": options.get("source"),
        "licence": options.get("licence"),
        "vintage": options.get("vintage"),
    }
    layout = replace(known, **{name: text for name, text in said.items() if text})  # type: ignore[arg-type] # texts, as the fields are
    if not layout.fits(properties):
        raise Invalid([_not_recognised(properties)])
    return layout


def _layer_for(layout: Layout) -> Layer:
    """The layer, or a new one that is not stored yet."""
    found = Layer.objects.filter(code=layout.layer).first()
    if found is not None:
        return found
    layer = Layer(
        code=layout.layer,
        kind=layout.kind,
        name=layout.name,
        order=layout.order,
        source=layout.source,
        source_url=layout.source_url,
        licence=layout.licence,
        vintage=layout.vintage,
    )
    clean(layer)
    return layer


class _Parents:
    """The parents of a batch: found by the code that the layout says."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.finder = (
            AreaFinder(Layer.objects.filter(code=layout.parent_layer)) if layout.parent_layer else None
        )

    def of(self, raw: Mapping[str, str]) -> tuple[Area | None, list[Finding]]:
        code = plain_code(raw.get(self.layout.parent_property, "")) or self.layout.parent_code
        if self.finder is None or not code:
            return None, []
        area = self.finder.find(code=code).value
        if area is not None:
            return area, []
        template = gettext_noop("The code of an area of the layer “%(layer)s”, imported before.")
        accepted = Message(template, {"layer": self.layout.parent_layer})
        todo = Message(gettext_noop("Import that layer, then this file again: the parent is filled in."))
        return None, [warning("area.no_parent", code, accepted, todo).at(self.layout.parent_property)]


def _paper(row: Row, layout: Layout, parents: _Parents, seen: set[str], report: Report) -> _Paper | None:
    """What a feature says; None when it was refused, which the report is told."""
    code = plain_code(plain(row.raw.get(layout.code_property, "")))
    name = (
        plain(row.raw.get(layout.name_property, "")) if layout.name_property else layout.name_pattern % code
    )
    read = geometry.read_shape(row.raw.get(GEOMETRY, ""), repair=True).at(GEOMETRY)
    parent, findings = parents.of(row.raw)
    findings = [*_code_findings(code, name, layout, seen), *read.findings, *findings]
    if not report.tell(without_geometry(row), findings) or read.value is None:
        return None
    seen.add(code)
    others = [plain(row.raw.get(other, "")) for other in layout.other_names]
    values: dict[str, Any] = {"code": code, "name": name}
    if layout.other_names:
        values["other_names"] = "; ".join(other for other in others if other)
    if parent is not None:
        values["parent_id"] = parent.pk
    return _Paper(row, code, values, read.value)


def _code_findings(code: str, name: str, layout: Layout, seen: set[str]) -> list[Finding]:
    if code and name and code not in seen:
        return []
    field = layout.code_property if not code or code in seen else layout.name_property or ""
    accepted = Message(gettext_noop("A code and a name, each code once."))
    todo = Message(gettext_noop("Correct the property, or take the second feature out."))
    return [error("area.code", code, accepted, todo).at(field)]


def _not_recognised(properties: Mapping[str, str]) -> Finding:
    found = ", ".join(name for name in properties if name != GEOMETRY)
    accepted = Message(
        gettext_noop("A known layout, or the options layer, code and name with properties of the file.")
    )
    todo = Message(gettext_noop("Say which property is the code and which the name."))
    return error("boundaries.layout", found, accepted, todo)
