"""Types of organisations by the words that offices' tables use for them, and by the words of their names."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.utils import translation

from portici.kernel.text import fold

from ..models import OrganisationType as Type


def _words(text: str) -> list[str]:
    return text.split(", ")


#: Folded words of a "type" column -> type; the English values of the types are understood too.
SYNONYMS: dict[str, Type] = {
    **{fold(value): Type(value) for value in Type.values},
    **dict.fromkeys(
        _words(
            "ente locale, ente pubblico, comune, unione comuni, unione di comuni, provincia, regione, "
            "citta metropolitana, pubblica amministrazione, pa, sanita, azienda sanitaria, ausl, "
            "camera commercio, camera di commercio, azienda pubblica, asp, agenzia, ministero"
        ),
        Type.PUBLIC_BODY,
    ),
    **dict.fromkeys(
        ("scuola", "istituto scolastico", "istituto comprensivo", "ufficio scolastico"), Type.SCHOOL
    ),
    **dict.fromkeys(("universita", "universita ricerca", "ateneo", "accademia"), Type.UNIVERSITY),
    **dict.fromkeys(("ricerca", "ente di ricerca", "centro di ricerca", "research"), Type.RESEARCH_CENTRE),
    **dict.fromkeys(
        ("impresa", "azienda", "societa", "azienda partecipata", "partecipata", "company", "business"),
        Type.ENTERPRISE,
    ),
    **dict.fromkeys(
        ("associazione imprenditoriale", "associazione di categoria", "associazione datoriale"),
        Type.BUSINESS_ASSOCIATION,
    ),
    **dict.fromkeys(("sindacato", "organizzazione sindacale", "union"), Type.TRADE_UNION),
    **dict.fromkeys(
        _words(
            "terzo settore, ets, associazione, aps, odv, onlus, cooperativa sociale, volontariato, "
            "impresa sociale, ong, ngo, association"
        ),
        Type.THIRD_SECTOR,
    ),
    **dict.fromkeys(("curia", "ente religioso", "diocesi", "parrocchia", "religious"), Type.RELIGIOUS_BODY),
    **dict.fromkeys(("fondazione",), Type.FOUNDATION),
    **dict.fromkeys(("gruppo informale", "rete", "patto", "network", "comitato"), Type.INFORMAL_GROUP),
}

#: Words of a name -> type, tried in this order. Italian bodies of national standing are named as everybody
#: calls them.
WORDS: tuple[tuple[Type, frozenset[str]], ...] = (
    (Type.FOUNDATION, frozenset({"fondazione"})),
    (Type.TRADE_UNION, frozenset({"cgil", "cisl", "uil", "ugl", "usb", "sindacato"})),
    (
        Type.BUSINESS_ASSOCIATION,
        frozenset({"agci", "ance", "ascom", "cia", "cna", "coldiretti", "confagricoltura", "confartigianato"})
        | frozenset({"confcommercio", "confcooperative", "confesercenti", "confindustria", "legacoop"})
        | frozenset({"unindustria", "collegio"}),
    ),
    (Type.UNIVERSITY, frozenset({"universita", "studiorum", "politecnico"})),
    (Type.SCHOOL, frozenset({"liceo", "scuola", "comprensivo"})),
    (Type.RELIGIOUS_BODY, frozenset({"diocesi", "arcidiocesi", "parrocchia", "curia"})),
    (
        Type.PUBLIC_BODY,
        frozenset({"comune", "comuni", "provincia", "regione", "unione", "circondario", "comunita", "ausl"})
        | frozenset({"usl", "ministero", "prefettura", "metropolitana", "quartiere"}),
    ),
    (Type.THIRD_SECTOR, frozenset({"aps", "odv", "onlus", "ets", "associazione", "arci", "acli", "auser"})),
    (Type.ENTERPRISE, frozenset({"srl", "spa", "snc", "sas", "srls"})),
)


def type_of(text: str) -> str:
    """The type that a word of a "type" column stands for; empty when none.

    >>> str(type_of("Ente_locale")), type_of("boh")
    ('public_body', '')
    """
    folded = fold(text)
    return SYNONYMS.get(folded, "") or _labels().get(folded, "")


@lru_cache(maxsize=1)
def _labels() -> dict[str, Type]:
    """The types as the office's pages and lists name them, in each language."""
    found: dict[str, Type] = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found.update({fold(str(label)): Type(value) for value, label in Type.choices})
    return found


def guessed_type(name: str) -> str:
    """The type that a name's words speak for; empty when none.

    >>> str(guessed_type("Unione Reno Galliera")), guessed_type("Forum")
    ('public_body', '')
    """
    folded = fold(name.replace(".", ""))
    if "camera di commercio" in folded:
        return Type.PUBLIC_BODY
    if "terzo settore" in folded:
        return Type.THIRD_SECTOR
    words = set(folded.split())
    return next((kind for kind, known in WORDS if words & known), "")
