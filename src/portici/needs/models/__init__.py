"""Why the office acts, and with what: target areas and groups, what they need, who said so, what is at hand."""

from .listening import Consent, ConsentHow, Excerpt, Listening, ListeningKind
from .needs import Need, NeedState, Opportunity
from .targets import (
    Designation,
    DesignationFigure,
    Origin,
    TargetGroup,
    Theme,
    open_area,
)

__all__ = [
    "Consent",
    "ConsentHow",
    "Designation",
    "DesignationFigure",
    "Excerpt",
    "Listening",
    "ListeningKind",
    "Need",
    "NeedState",
    "Opportunity",
    "Origin",
    "TargetGroup",
    "Theme",
    "open_area",
]
