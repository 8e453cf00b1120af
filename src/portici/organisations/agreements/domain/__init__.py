"""The desks of agreements: what is signed, who is party, what each commits to, who asks to join, what is pledged."""

from .agreements import amend_agreement, close_agreement, record_agreement, renew_agreement
from .candidacies import (
    adhere,
    amend_candidacy,
    assess_candidacy,
    decide_candidacy,
    propose_candidacy,
    renounce_candidacy,
)
from .commitments import (
    add_commitment,
    amend_commitment,
    complete_commitment,
    remove_commitment,
    reopen_commitment,
)
from .parties import add_party, amend_party, remove_party
from .pledges import amend_pledge, commit_pledge, decline_pledge, offer_pledge, take_back_pledge

__all__ = [
    "add_commitment",
    "add_party",
    "adhere",
    "amend_agreement",
    "amend_candidacy",
    "amend_commitment",
    "amend_party",
    "amend_pledge",
    "assess_candidacy",
    "close_agreement",
    "commit_pledge",
    "complete_commitment",
    "decide_candidacy",
    "decline_pledge",
    "offer_pledge",
    "propose_candidacy",
    "record_agreement",
    "remove_commitment",
    "remove_party",
    "renew_agreement",
    "renounce_candidacy",
    "reopen_commitment",
    "take_back_pledge",
]
