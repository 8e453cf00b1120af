"""Target areas proposed by a stated rule: the rule in plain values, who may be chosen, the answer, its sentences."""
