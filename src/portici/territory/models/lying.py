"""What shapes say of one another: which areas share a surface, which points lie in an area. Worked out when a
shape or a position is stored, so that pages only read."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .areas import Area
from .places import Place


class AreaOverlap(models.Model):
    """That two areas share a surface: `share` of the area's own lies in the other, above 0 and up to 1.

    The other way round is a row of its own. Areas of one layer do not overlap, but where one is drawn by hand.
    """

    area = models.ForeignKey(
        Area, on_delete=models.CASCADE, related_name="overlaps", verbose_name=_("area"), db_index=False
    )
    other = models.ForeignKey(
        Area, on_delete=models.CASCADE, related_name="overlapped_by", verbose_name=_("area that it lies in")
    )
    share = models.FloatField(_("share of the surface"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "other"], name="area_overlap_once"),
            models.CheckConstraint(
                condition=models.Q(share__gt=0, share__lte=1), name="area_overlap_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} ∩ {self.other_id}"


class PlaceInArea(models.Model):
    """That a place's position lies in a target area or one drawn by hand, which no register of places names."""

    area = models.ForeignKey(
        Area, on_delete=models.CASCADE, related_name="place_points", verbose_name=_("area"), db_index=False
    )
    point = models.ForeignKey(
        Place, on_delete=models.CASCADE, related_name="lies_in", verbose_name=_("place")
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "point"], name="place_in_area_once")]

    def __str__(self) -> str:
        return f"{self.point_id} ∈ {self.area_id}"
