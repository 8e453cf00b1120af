"""The public facts of this room's records: what an exhibit's digest is taken of.

A need's state is not among them: that an activity answers it does not change what a decision stood on.
"""

from __future__ import annotations

from .models import Designation, Listening, Need, Opportunity, TargetGroup


def of_group(group: TargetGroup) -> dict[str, object]:
    return {"uid": group.uid, "name": group.name, "description": group.description}


def of_designation(designation: Designation) -> dict[str, object]:
    figures = designation.figures.values_list(
        "indicator__code", "of_area__uid", "origin", "period", "value", "status", "rank", "of"
    )
    return {
        "uid": designation.uid,
        "area": designation.area.uid,
        "act": designation.act,
        "decided_on": designation.decided_on,
        "until": designation.until,
        "reason": designation.reason,
        "evidence": designation.evidence,
        "figures": sorted(map(str, figures)),
    }


def of_need(need: Need) -> dict[str, object]:
    return {
        "uid": need.uid,
        "area": need.area.uid,
        "theme": need.theme,
        "title": need.title,
        "description": need.description,
        "source": need.source,
        "people_affected": need.people_affected,
        "severity": need.severity,
        "evidence": need.evidence,
        "recorded_on": need.recorded_on,
    }


def of_opportunity(opportunity: Opportunity) -> dict[str, object]:
    organisation, place = opportunity.organisation, opportunity.place
    return {
        "uid": opportunity.uid,
        "area": opportunity.area.uid,
        "theme": opportunity.theme,
        "title": opportunity.title,
        "description": opportunity.description,
        "organisation": organisation.uid if organisation else "",
        "place": place.uid if place else "",
        "subject": f"{opportunity.subject_kind}:{opportunity.subject_ref}".strip(":"),
        "available_until": opportunity.available_until,
    }


def of_listening(listening: Listening) -> dict[str, object]:
    """Without the passages: consent to quote may be withdrawn, and what stood on the listening stands."""
    place, led_by = listening.place, listening.led_by
    return {
        "uid": listening.uid,
        "kind": listening.kind,
        "title": listening.title,
        "held_on": listening.held_on,
        "area": listening.area.uid,
        "place": place.uid if place else "",
        "people": listening.people,
        "led_by": led_by.uid if led_by else "",
        "summary": listening.summary,
    }
