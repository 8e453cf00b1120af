"""The page of a meeting while it is held: for the secretary at a laptop, for members on a phone."""
