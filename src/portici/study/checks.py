"""What a check finds on studies and editions before publication."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Manager

from portici.kernel.actor import VISITOR
from portici.kernel.codes.parsed import error, warning
from portici.kernel.findings import Finding, Message, gettext_noop
from portici.records.models import Publication
from portici.territory.models import Indicator

from .inputs import MOST_NAMED
from .models import AreaResult, Edition, EditionState, Proposal, Study
from .neighbours import Neighbourhood, Rule
from .sureness import Asked


def on_study(study: Study) -> Iterator[Finding]:
    """For publication: a warning without a computed and published edition."""
    if not study.editions.filter(publication=Publication.PUBLISHED).exists():
        accepted = Message(gettext_noop("A study with a published edition."))
        todo = Message(gettext_noop("Publish an edition too: until then its page has no results."))
        yield warning("study.empty", "", accepted, todo).at("editions")


def on_edition(edition: Edition) -> Iterator[Finding]:
    """For publication: an error unless it is computed; a warning while its study is not public."""
    if edition.state != EditionState.COMPUTED:
        accepted = Message(gettext_noop("A computed edition."))
        todo = Message(gettext_noop("Have it computed before it is published."))
        yield error("edition.state", str(edition.get_state_display()), accepted, todo).at("state")
    if edition.study.publication != Publication.PUBLISHED:
        accepted = Message(gettext_noop("A published study."))
        todo = Message(gettext_noop("Publish the study too: until then nobody outside sees this."))
        yield warning("edition.hidden", edition.study.title, accepted, todo).at("study")
    yield from _unpublished("edition.indicator", edition.indicators)
    for row in AreaResult.told_by_others(VISITOR).filter(edition=edition).order_by("position")[:MOST_NAMED]:
        accepted = Message(
            gettext_noop(
                "Areas that are published: the scores of the others would let those of this one be reckoned."
            )
        )
        todo = Message(
            gettext_noop(
                "Publish the area too, or compute an edition without its figures: until then nobody outside sees this."
            )
        )
        yield warning("edition.area", row.name, accepted, todo).at("areas")


def on_proposal(proposal: Proposal) -> Iterator[Finding]:
    """For publication: warnings while its edition, or a count that its rule reads, is not public."""
    if proposal.edition.publication != Publication.PUBLISHED:
        accepted = Message(gettext_noop("A published edition."))
        todo = Message(gettext_noop("Publish the edition too: until then nobody outside sees this."))
        yield warning("proposal.hidden", proposal.edition.title, accepted, todo).at("edition")
    yield from _unpublished("proposal.indicator", proposal.indicators)


def _unpublished(code: str, indicators: Manager[Indicator]) -> Iterator[Finding]:
    """A warning for each of the indicators that is not public."""
    for indicator in indicators.exclude(publication=Publication.PUBLISHED):
        accepted = Message(gettext_noop("Indicators that are published."))
        todo = Message(gettext_noop("Publish the indicator too: until then nobody outside sees this."))
        yield warning(code, indicator.name, accepted, todo).at("indicators")


#: Least and most of what may be asked of how sure a ranking is.
DRAWS, AMONG, CONCENTRATION = (100, 100_000), (1, 10_000), (0.0, 10_000.0)
SEED = (0, 2**31 - 1)
#: A standard error as large as the value itself says nothing any more.
ERROR = (0.0, 1.0)


def on_asked(asked: Asked | None) -> Iterator[Finding]:
    """An error for each number out of its limits."""
    if asked is None:
        return
    yield from _out_of_limits(
        ("draws", asked.draws, DRAWS),
        ("k", asked.k, AMONG),
        ("concentration", asked.concentration, CONCENTRATION),
        ("seed", asked.seed, SEED),
        ("error", asked.error, ERROR),
    )


def on_neighbourhood(asked: Neighbourhood) -> Iterator[Finding]:
    """An error for a rule that there is not, and for each number out of its limits."""
    if asked.rule not in set(Rule):
        accepted = Message(gettext_noop("One of: %(names)s."), {"names": ", ".join(Rule)})
        yield error("edition.asked", asked.rule, accepted, Message(gettext_noop("Choose one of these."))).at(
            "rule"
        )
    yield from _out_of_limits(
        ("k", asked.k, (1, 50)),
        ("tolerance", asked.tolerance, (0.0, 1_000.0)),
        ("permutations", asked.permutations, (99, 999_999)),
        ("alpha", asked.alpha, (0.0001, 0.5)),
        ("seed", asked.seed, SEED),
    )


def _out_of_limits(*asked: tuple[str, float, tuple[float, float]]) -> Iterator[Finding]:
    for name, value, (least, most) in asked:
        if not least <= value <= most:
            accepted = Message(
                gettext_noop("A number from %(least)s to %(most)s."),
                {"least": f"{least:g}", "most": f"{most:g}"},
            )
            yield error(
                "edition.asked", str(value), accepted, Message(gettext_noop("Correct the number."))
            ).at(name)
