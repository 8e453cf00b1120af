"""What must be shown to the public where a European fund pays a part: the rules as data, each with its source.

2014-2020: Regulation (EU) 1303/2013, Annex XII, 2.2 (who shows what), with Implementing Regulation (EU) 821/2014, Articles 3 to 5
and Annex II (emblem, wording, share of the space). 2021-2027: Regulation (EU) 2021/1060, Article 50 (who shows what) and Annex IX
(emblem and the words beside it, never abbreviated).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portici.programme.models import Fund, Period


@dataclass(frozen=True, slots=True)
class Obligation:
    """How the support of a fund in a period is told.

    `words` stand beside the emblem, in Italian, as the law writes them; `names_fund`: whether the fund is named below.
    `plaque_over`: euro of total cost (None: the law asks for none). `share`: the part of a plaque that emblem, words, title
    and purpose take at least.
    """

    period: Period
    fund: Fund
    words: str
    names_fund: bool
    plaque_over: Decimal | None
    share: float
    source: str
    also: str = ""  # a sentence that the law asks for besides


#: As Italian law and programmes write them on what the public sees; not to be translated.
FUND_NAMES = {
    Fund.ERDF: "Fondo europeo di sviluppo regionale",
    Fund.ESF: "Fondo sociale europeo",
    Fund.ESF_PLUS: "Fondo sociale europeo Plus",
    Fund.COHESION: "Fondo di coesione",
    Fund.JTF: "Fondo per una transizione giusta",
    Fund.REACT_EU: "REACT-EU",
}
_OLD = "Reg. (UE) 1303/2013, all. XII, 2.2; Reg. di esecuzione (UE) 821/2014, artt. 3-5 e all. II"
_REACT = f"{_OLD}; Reg. (UE) 1303/2013, art. 92 ter, par. 14"
_COVID = "Operazione finanziata nell'ambito della risposta dell'Unione alla pandemia di COVID-19"
_NEW = "Reg. (UE) 2021/1060, art. 50 e all. IX"
_HALF, _TENTH = Decimal(500_000), Decimal(100_000)
OBLIGATIONS = {
    (rule.period, rule.fund): rule
    for rule in (
        Obligation(Period.P2014, Fund.ERDF, "Unione europea", True, _HALF, 0.25, _OLD),
        Obligation(Period.P2014, Fund.ESF, "Unione europea", True, None, 0.25, _OLD),
        Obligation(Period.P2014, Fund.COHESION, "Unione europea", True, _HALF, 0.25, _OLD),
        Obligation(Period.P2014, Fund.REACT_EU, "Unione europea", True, _HALF, 0.25, _REACT, _COVID),
        Obligation(Period.P2021, Fund.ERDF, "Cofinanziato dall'Unione europea", False, _HALF, 0.25, _NEW),
        Obligation(Period.P2021, Fund.COHESION, "Cofinanziato dall'Unione europea", False, _HALF, 0.25, _NEW),
        Obligation(
            Period.P2021, Fund.ESF_PLUS, "Cofinanziato dall'Unione europea", False, _TENTH, 0.25, _NEW
        ),
        Obligation(Period.P2021, Fund.JTF, "Cofinanziato dall'Unione europea", False, _TENTH, 0.25, _NEW),
    )
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form of what is shown: its name and the size of its paper, in millimetres."""

    name: str
    label: str | Promise
    size: tuple[int, int]


POSTER = Sheet("poster", _("A3 poster"), (297, 420))
DISPLAY = Sheet("display", _("plaque"), (600, 400))
SHEETS = {sheet.name: sheet for sheet in (POSTER, DISPLAY)}


def obligation(period: str, fund: str) -> Obligation | None:
    """The rule of this fund in this period; None where the table has none."""
    return next((rule for (of, by), rule in OBLIGATIONS.items() if (of, by) == (period, fund)), None)
