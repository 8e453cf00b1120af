"""The network: organisations and what they belong to; what they agreed, promised and asked to join."""

from .agreements import (
    Agreement,
    AgreementKind,
    AgreementState,
    Commitment,
    CommitmentState,
    Party,
    PartyRole,
    in_force,
)
from .network import (
    CodeScheme,
    Contact,
    Membership,
    NameKey,
    OldAddress,
    Organisation,
    OrganisationCode,
    OrganisationType,
    Seat,
    SeatInArea,
)
from .offers import OPEN_CANDIDACY, Candidacy, CandidacyState, Pledge, PledgeKind, PledgeState, Unit

__all__ = [
    "OPEN_CANDIDACY",
    "Agreement",
    "AgreementKind",
    "AgreementState",
    "Candidacy",
    "CandidacyState",
    "CodeScheme",
    "Commitment",
    "CommitmentState",
    "Contact",
    "Membership",
    "NameKey",
    "OldAddress",
    "Organisation",
    "OrganisationCode",
    "OrganisationType",
    "Party",
    "PartyRole",
    "Pledge",
    "PledgeKind",
    "PledgeState",
    "Seat",
    "SeatInArea",
    "Unit",
    "in_force",
]
