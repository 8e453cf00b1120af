"""Composite indices: indicators, domains to any depth, an index and its rank, as a specification in TOML says.

`reading` makes a `Specification`, `table` a `Table`, `compute` the `Result`, `writing` what is kept of it.
"""
