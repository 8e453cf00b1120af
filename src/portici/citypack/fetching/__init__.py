"""Getting the files of a list from their publishers: the only place of the house that asks the outside for data, by one command."""

from .domain import Fetched, OnFetched, fetch_sources
from .terms import Terms

__all__ = ["Fetched", "OnFetched", "Terms", "fetch_sources"]
