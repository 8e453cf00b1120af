"""The public facts of this room's records: what an exhibit's digest is taken of."""

from __future__ import annotations

from .models import Body, Decision, Minutes


def of_body(body: Body) -> dict[str, object]:
    return {
        "uid": body.uid,
        "code": body.code,
        "name": body.name,
        "kind": body.kind,
        "description": body.description,
        "established_by": body.established_by,
        "established_on": body.established_on,
        "founding_act": body.founding_act,
    }


def of_decision(decision: Decision) -> dict[str, object]:
    grounds = decision.exhibits.values_list("kind", "ref", "digest")
    return {
        "uid": decision.uid,
        "body": decision.body.code,
        "year": decision.year,
        "number": decision.number,
        "decided_on": decision.decided_on,
        "title": decision.title,
        "text": decision.text,
        "grounds": decision.grounds,
        "exhibits": sorted(":".join(ground) for ground in grounds),
    }


def of_minutes(minutes: Minutes) -> dict[str, object]:
    """The digest of the public text stands for all of it."""
    return {"uid": minutes.uid, "meeting": minutes.meeting.address, "public_digest": minutes.public_digest}
