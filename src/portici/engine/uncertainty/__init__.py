"""How sure a ranking is: many draws over what the analyst could have chosen otherwise and over errors of measurement.

See docs/uncertainty.md for what is varied and what the numbers mean.
"""
