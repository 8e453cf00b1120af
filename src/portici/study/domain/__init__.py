"""Desks for studies and their editions."""

from .editions import (
    ask_clusters,
    ask_how_sure,
    draft_edition,
    keep_weights,
    order_run,
    resume_run,
    set_specification,
    stop_run,
)
from .proposals import Designated, amend_proposal, designate_proposed, propose_target_areas
from .published import name_published_index
from .studies import amend_study, open_study

__all__ = [
    "Designated",
    "amend_proposal",
    "amend_study",
    "ask_clusters",
    "ask_how_sure",
    "designate_proposed",
    "draft_edition",
    "keep_weights",
    "name_published_index",
    "open_study",
    "order_run",
    "propose_target_areas",
    "resume_run",
    "set_specification",
    "stop_run",
]
