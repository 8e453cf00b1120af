"""The public facts of this room's records: what an exhibit's digest is taken of."""

from __future__ import annotations

from .models import Edition, Proposal, Standing, Study


def of_study(study: Study) -> dict[str, object]:
    return {
        "uid": study.uid,
        "code": study.code,
        "title": study.title,
        "purpose": study.purpose,
        "layer": study.layer.code,
        "within": study.within.uid if study.within else "",
        "notes": study.notes,
    }


def of_edition(edition: Edition) -> dict[str, object]:
    """The manifest holds the digests of inputs, specification and results: with them the edition is what it is."""
    return {
        "uid": edition.uid,
        "study": edition.study.code,
        "number": edition.number,
        "title": edition.title,
        "specification": edition.specification,
        "results": edition.results_digest,
        "inputs": sorted(f"{one['column']}:{one['sha256']}" for one in edition.inputs),
    }


def of_proposal(proposal: Proposal) -> dict[str, object]:
    """The digest holds the edition's, the rule and the counts that it reads."""
    chosen = proposal.areas.filter(standing=Standing.CHOSEN)
    return {
        "uid": proposal.uid,
        "study": proposal.edition.study.code,
        "edition": proposal.edition.number,
        "title": proposal.title,
        "rule": proposal.rule,
        "chosen": sorted(chosen.values_list("code", flat=True)),
        "digest": proposal.digest,
    }
