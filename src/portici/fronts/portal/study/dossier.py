"""The portal's pages of an edition's dossier, and of what differs between two editions."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from portici.fronts.dossier.changes import CHANGES, sentences_of
from portici.fronts.dossier.content import Dossier
from portici.kernel.actor import VISITOR
from portici.study.comparing import comparable, compare
from portici.study.sureness import Asked, asked_of

from .links import dossier_links
from .reading import down_to
from .views import OfEdition, counted

#: Areas whose move is shown at once; the others unfold.
MOST_MOVES = 12


class BelowEdition(OfEdition):
    """A page that hangs from an edition's."""

    def get_above(self) -> list[tuple[Any, str]]:
        return down_to(self.edition)


class DossierPage(BelowEdition):
    """The dossier of an edition, to be read from top to bottom."""

    template_name = "portal/study/dossier.html"
    title = _("Dossier")

    def get_title(self) -> Any:
        return self.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition = self.edition
        return super().get_context_data(
            record=edition,
            dossier=Dossier(edition),
            figures=counted(edition),
            **dossier_links(edition),
            **kwargs,
        )


class Comparison(BelowEdition):
    """An edition beside an earlier one of its study; `?con=` names the other by its number."""

    template_name = "portal/study/comparison.html"
    title = _("Compared with an earlier edition")

    def get_title(self) -> Any:
        return self.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        others = comparable(VISITOR, self.edition)
        if not others:
            raise Http404
        asked = self.request.GET.get("con", "")
        other = next((one for one in others if str(one.number) == asked), others[0])
        k = (asked_of(self.edition.uncertainty) or Asked(draws=0)).k
        found = compare(VISITOR, other, self.edition, k=k)
        return super().get_context_data(
            record=self.edition,
            others=others,
            other=other,
            found=found,
            first=found.moves[:MOST_MOVES],
            others_moved=found.moves[MOST_MOVES:],
            inputs=[(one, CHANGES[one.change]) for one in found.inputs],
            choices=sentences_of(other, self.edition),
            **kwargs,
        )
