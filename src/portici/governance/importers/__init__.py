"""The files that the bodies take: registers of decisions from before there was this house."""

from .register import DecisionsImporter

__all__ = ["DecisionsImporter"]
