"""The desks of the network: organisations, their codes, seats, people to call and ties, and the merging of
two that are one.
"""

from .belongings import (
    add_code,
    add_contact,
    add_seat,
    amend_contact,
    amend_seat,
    remove_code,
    remove_contact,
    remove_seat,
)
from .keeping import LikelyDuplicates, amend_organisation, record_organisation
from .memberships import add_membership, end_membership
from .merging import merge_organisations

__all__ = [
    "LikelyDuplicates",
    "add_code",
    "add_contact",
    "add_membership",
    "add_seat",
    "amend_contact",
    "amend_organisation",
    "amend_seat",
    "end_membership",
    "merge_organisations",
    "record_organisation",
    "remove_code",
    "remove_contact",
    "remove_seat",
]
