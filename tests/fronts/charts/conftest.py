"""Pictures in the office are asked for by somebody who signed in."""

from tests.fronts.office.conftest import signed_in

__all__ = ["signed_in"]
