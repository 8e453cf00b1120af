"""The files of an edition, in one list: the page names them by it, the archive holds them, each has its address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from portici.study.models import Edition

from . import files
from .content import Dossier

#: By the end of a file's name: what people call its format, and what the browser is told of it.
FORMATS = {
    "csv": ("CSV", "text/csv"),
    "geojson": ("GeoJSON", "application/geo+json"),
    "json": ("JSON", "application/json"),
    "toml": ("TOML", "application/toml"),
}


def _always(_edition: Edition) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file: its name, its address in the portal, what it is, its text, and which editions have anything to put in it."""

    name: str
    address: str
    about: Any
    text: Callable[[Dossier], str]
    is_in: Callable[[Edition], bool] = _always

    @property
    def format(self) -> str:
        return FORMATS[self.name.rpartition(".")[2]][0]

    @property
    def content_type(self) -> str:
        return FORMATS[self.name.rpartition(".")[2]][1]


FILES = (
    DataFile(
        files.RESULTS,
        "edition-results",
        _("results: every score with all its digits"),
        lambda one: files.results(one.edition, one.rows),
    ),
    DataFile(
        files.FEATURES,
        "edition-features",
        _("results with the borders of the areas (WGS 84)"),
        lambda one: files.features(one.edition, one.rows),
    ),
    DataFile(
        files.INPUTS,
        "edition-inputs",
        _("the figures that went in"),
        lambda one: files.inputs(one.edition, one.rows),
    ),
    DataFile(
        "specifica.toml",
        "edition-specification",
        _("the specification: indicators, weights, methods"),
        lambda one: one.edition.specification,
    ),
    DataFile(
        "manifesto.json",
        "edition-manifest",
        _("manifest: digests of inputs, specification and results, versions"),
        lambda one: files.manifest(one.edition),
    ),
    DataFile(
        "dizionario.csv",
        "edition-dictionary",
        _("data dictionary: what each column is, with source and licence"),
        lambda one: files.dictionary_text(one.edition),
    ),
    DataFile(
        "impronta.json",
        "edition-imprint",
        _("imprint: a decision that stands on this edition keeps the SHA-256 of this file"),
        lambda one: files.imprint(one.edition),
    ),
    DataFile(
        files.SURE,
        "edition-sureness",
        _("how sure each area's place is"),
        lambda one: files.sureness(one.rows),
        files.says_sureness,
    ),
    DataFile(
        files.CHOICES,
        "edition-carried",
        _("which choices the ranking hangs on"),
        lambda one: files.carried(one.edition),
        files.says_choices,
    ),
    DataFile(
        files.CLUSTERS,
        "edition-clusters",
        _("each area among its neighbours: cluster, p and q"),
        lambda one: files.clusters(one.rows),
        files.says_clusters,
    ),
    DataFile(
        files.NEIGHBOURS,
        "edition-neighbours",
        _("who is a neighbour of whom"),
        lambda one: files.neighbourhood(one.rows),
        files.says_clusters,
    ),
)


def files_of(edition: Edition) -> list[DataFile]:
    return [one for one in FILES if one.is_in(edition)]
