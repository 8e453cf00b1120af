"""The public facts of this room's records: what an exhibit's digest is taken of."""

from __future__ import annotations

from portici.kernel.exhibit import digest_of_text

from .models import Edition, EditionState, Proposal, Standing, Study
from .results import kept_inputs, stored, table_text
from .running import digest_now


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
    """The digests of inputs, specification and results: with them the edition is what it is.

    Those of a computed edition are taken of its rows as they stand, not of what its manifest says: a body that adopted it
    must see a figure that was altered behind the manifest's back.
    """
    inputs = {one["column"]: one["sha256"] for one in edition.inputs}
    results = edition.results_digest
    if edition.state == EditionState.COMPUTED:
        rows = list(edition.results.order_by("position"))
        kept = kept_inputs(rows)
        inputs = {one["column"]: digest_now(one, kept) for one in edition.inputs}
        results = digest_of_text(table_text(stored(rows), edition.manifest.get("headings", [])))
    return {
        "uid": edition.uid,
        "study": edition.study.code,
        "number": edition.number,
        "title": edition.title,
        "specification": edition.specification,
        "results": results,
        "inputs": sorted(f"{column}:{digest}" for column, digest in inputs.items()),
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
