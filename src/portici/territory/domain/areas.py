"""Desks for layers and areas: official ones, and those drawn by hand or made of parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from portici.journal.domain import FieldChange, write_entry
from portici.kernel.actor import Actor
from portici.kernel.codes.parsed import error
from portici.kernel.findings import Invalid, Message, Refused, ensure, ensure_valid, gettext_noop
from portici.records import domain as records

from .. import geometry, rules, tree
from ..models import Area, Layer, LayerKind
from ..tree import Part
from .compute import refresh

#: GeoJSON, as text or read.
Drawing = str | Mapping[str, Any]
#: Where drawn areas go when no layer of target areas was recorded.
TARGET_LAYER = "aree-bersaglio"
_AMENDABLE = frozenset({"code", "name", "other_names", "parent", "note", "source", "language"})


def record_layer(*, actor: Actor, code: str, kind: str, name: str, **details: Any) -> Layer:
    """A division of the territory; `details`: order, source, source_url, licence, vintage. Raises Refused,
    Invalid."""
    ensure(rules.may_write(actor))
    layer = Layer(code=code, kind=kind, name=name, **details)
    with transaction.atomic():
        records.clean(layer)
        layer.save(force_insert=True)
        _tell_layer(actor, "add", layer, {})
    return layer


def amend_layer(*, actor: Actor, layer: Layer, values: Mapping[str, Any], reason: str = "") -> Layer:
    """Change a layer's name, order or source. Raises Refused, Invalid."""
    ensure(rules.may_write(actor))
    with transaction.atomic():
        current = Layer.objects.select_for_update().get(pk=layer.pk)
        before = _layer_texts(current)
        for name, value in values.items():
            setattr(current, name, value)
        records.clean(current)
        current.save()
        _tell_layer(actor, "amend", current, before, reason)
    return current


def _layer_texts(layer: Layer) -> dict[str, str]:
    return {
        field.name: str(getattr(layer, field.name))
        for field in layer._meta.concrete_fields
        if field.name != "id"
    }


def _tell_layer(actor: Actor, verb: str, layer: Layer, before: Mapping[str, str], reason: str = "") -> None:
    changes = records.differences(before, _layer_texts(layer))
    if changes:
        write_entry(actor=actor, verb=verb, kind="layer", ref=layer.code, changes=changes, reason=reason)


def record_area(
    *,
    actor: Actor,
    layer: Layer,
    code: str,
    name: str,
    parent: Area | None = None,
    shape: Drawing | None = None,
    other_names: str = "",
    note: str = "",
    source: str = "",
    is_example: bool = False,
) -> Area:
    """An official area, as a draft; a border that crosses itself is mended. Raises Refused, Invalid."""
    ensure(rules.may_write(actor))
    read = geometry.read_shape(shape, repair=True).at("shape").require() if shape else None
    area = Area(
        layer=layer,
        code=code.strip(),
        name=name.strip(),
        parent=parent,
        other_names=other_names,
        note=note,
        source=source,
        is_example=is_example,
        **tree.shape_values(read),
    )
    return _store(actor, area, read, ())


def amend_area(
    *,
    actor: Actor,
    area: Area,
    values: Mapping[str, Any],
    version: int | None = None,
    shape: Drawing | None = None,
    reason: str = "",
) -> Area:
    """Change an area's name, code, parent, note, source; with `shape`, its border too: a drawn area then lies in what
    holds its new border, unless `values` name the parent. Raises Refused, Invalid, Conflict.
    """
    ensure(rules.may_edit_area(actor, area))
    if unknown := set(values) - _AMENDABLE:
        raise ValueError(f"not for this desk: {sorted(unknown)}")
    read = geometry.read_shape(shape, repair=not area.is_drawn).at("shape").require() if shape else None
    if read is not None and area.is_drawn:
        values = {"parent": _holder(read), **values}
    parent = values.get("parent", area.parent)
    if parent is not None and parent.path.startswith(area.path):
        raise Invalid([_circle(parent)])
    _ensure_in_scope(actor, parent, read, ()) if area.is_drawn else None
    with transaction.atomic():
        records.amend(
            actor=actor,
            record=area,
            values={**values, **tree.shape_values(read)},
            version=version,
            reason=reason,
        )
        if read is not None:
            tree.keep_shapes([area], [read])
        tree.place_in_tree([area])
    return area


def draw_area(
    *,
    actor: Actor,
    name: str,
    drawn: Drawing | None = None,
    parts: Sequence[Part] = (),
    layer: Layer | None = None,
    code: str = "",
    note: str = "",
    is_example: bool = False,
) -> Area:
    """A target area, as a draft: its shape is the drawing, or else the union of the parts.

    The parts are what its figures are summed from. The parent is the smallest official area that it lies in
    (see `tree.container_of`). An area officer draws within the areas of the grant. Raises Refused,
    Invalid.
    """
    ensure(rules.may_write_somewhere(actor))
    ensure_valid(tree.check_parts(parts))
    shape = _drawn_shape(drawn, parts)
    parent = _holder(shape)
    _ensure_in_scope(actor, parent, shape, parts)
    with transaction.atomic():
        home = layer or _target_layer(actor)
        area = Area(
            layer=home,
            code=code.strip() or _next_code(home),
            name=name.strip(),
            parent=parent,
            note=note,
            is_drawn=True,
            is_example=is_example,
            **tree.shape_values(shape),
        )
        return _store(actor, area, shape, parts)


def set_parts(
    *,
    actor: Actor,
    area: Area,
    parts: Sequence[Part],
    version: int | None = None,
    reshape: bool = True,
    reason: str = "",
) -> Area:
    """Say which official areas an area is made of; with `reshape` their union becomes its border.

    Its computed figures are made anew from the parts. Raises Refused, Invalid, Conflict.
    """
    ensure(rules.may_edit_area(actor, area))
    ensure_valid(tree.check_parts(parts, area))
    shape = _drawn_shape(None, parts) if reshape and parts else None
    parent = _holder(shape) if area.is_drawn and shape is not None else area.parent
    if area.is_drawn:
        _ensure_in_scope(actor, parent, shape, parts)
    before = tree.parts_text(current_parts(area))
    changes = {"parts": FieldChange(before, tree.parts_text(parts))}
    with transaction.atomic():
        if changes["parts"].before != changes["parts"].after:
            records.note(
                actor=actor, record=area, verb="set-parts", changes=changes, reason=reason, version=version
            )
            tree.write_parts(area, parts)
        if shape is not None:
            values = {**tree.shape_values(shape), "parent": parent}
            records.amend(actor=actor, record=area, values=values, reason=reason)
            tree.keep_shapes([area], [shape])
            tree.place_in_tree([area])
        refresh([area.pk])
    return area


def _holder(shape: geometry.Shape) -> Area | None:
    return tree.container_of(shape, geometry.measured(shape))


def current_parts(area: Area) -> list[Part]:
    return [Part(link.part, link.share) for link in area.part_links.select_related("part")]


def _store(actor: Actor, area: Area, shape: geometry.Shape | None, parts: Sequence[Part]) -> Area:
    with transaction.atomic():
        records.add(actor=actor, record=area)
        tree.place_in_tree([area])
        if shape is not None:
            tree.keep_shapes([area], [shape])
        if parts:
            changes = {"parts": FieldChange("", tree.parts_text(parts))}
            records.note(actor=actor, record=area, verb="set-parts", changes=changes)
            tree.write_parts(area, parts)
            refresh([area.pk])
    return area


def _drawn_shape(drawn: Drawing | None, parts: Sequence[Part]) -> geometry.Shape:
    """The drawing, checked, or the union of the parts' shapes. Raises Invalid."""
    if drawn:
        return geometry.read_shape(drawn, repair=False).at("drawn").require()
    shapes = tree.shapes_of(part.area for part in parts)
    bare = [part.area.name for part in parts if part.area.pk not in shapes]
    if bare or not parts:
        accepted = Message(gettext_noop("A drawing, or parts whose borders are known."))
        todo = Message(gettext_noop("Draw the area on the map, or choose official areas that have a border."))
        raise Invalid([error("area.no_shape", ", ".join(bare), accepted, todo).at("drawn")])
    return geometry.united(list(shapes.values()))


def _ensure_in_scope(
    actor: Actor, parent: Area | None, shape: geometry.Shape | None, parts: Sequence[Part]
) -> None:
    """An area officer's parent, parts and shape lie within the areas of the grant. Raises Refused."""
    if rules.may_write(actor):
        return
    for area in (parent, *(part.area for part in parts)):
        ensure(rules.may_write_in(actor, area))
    paths = rules.scope_paths(actor)
    own = tree.shapes_of(Area.objects.filter(path__in=paths))
    if shape is not None and own:
        covered = geometry.overlap(shape, geometry.united(list(own.values())))
        if covered < rules.COVERED_ENOUGH:
            template = gettext_noop("Only %(share)s per cent of the area lies within the areas of your role.")
            raise Refused(Message(template, {"share": round(100 * covered)}))


def _target_layer(actor: Actor) -> Layer:
    """The first layer of target areas, made when there is none: whoever may draw may have where to."""
    layer = Layer.objects.filter(kind=LayerKind.TARGET).first()
    if layer is None:
        layer = Layer.objects.create(
            code=TARGET_LAYER, kind=LayerKind.TARGET, name=gettext("Target areas"), order=60
        )
        _tell_layer(actor, "add", layer, {})
    return layer


def _next_code(layer: Layer) -> str:
    """T01, T02, …: the first number that is free; the layer is locked until the transaction ends."""
    Layer.objects.select_for_update().get(pk=layer.pk)
    taken = set(Area.objects.filter(layer=layer).values_list("code", flat=True))
    return next(code for number in range(1, 10_000) if (code := f"T{number:02d}") not in taken)


def _circle(parent: Area) -> Any:
    accepted = Message(gettext_noop("A parent that does not lie within the area itself."))
    todo = Message(gettext_noop("Choose a larger area."))
    return error("area.circle", parent.name, accepted, todo).at("parent")
