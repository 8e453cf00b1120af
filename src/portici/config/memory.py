"""What a process keeps from its start to its end."""

import gc


def keep_what_is_loaded() -> None:
    """Leave what is loaded by here out of the collector's rounds, which would go through all of it in the middle of pages."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
