"""Portici: the working platform of a metropolitan civic-acceleration office."""
