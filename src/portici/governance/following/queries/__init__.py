"""Reading guidelines and what became of decisions: each decision has passed `visible_to(actor)`, each link is shown as far as it is seen."""

from .execution import (
    LAST_DECISIONS,
    LISTED,
    Execution,
    execution_of,
    executions,
    follow_up_of_last_decisions,
    idle_decisions,
    late_decisions,
    states_of,
)
from .guidelines import guidelines
from .steps import (
    Step,
    follow_ups,
    follow_ups_of,
    late_follow_ups,
    statements_of,
    step_of,
    unassigned_follow_ups,
)
from .ties import OVERTAKEN, Chain, Tie, chain_of, not_overtaken, overtaken

__all__ = [
    "LAST_DECISIONS", "LISTED", "OVERTAKEN", "Chain", "Execution", "Step", "Tie", "chain_of", "execution_of", "executions",
    "follow_up_of_last_decisions", "follow_ups", "follow_ups_of", "guidelines", "idle_decisions", "late_decisions", "late_follow_ups",
    "not_overtaken", "overtaken", "statements_of", "states_of", "step_of", "unassigned_follow_ups",
]  # fmt: skip
