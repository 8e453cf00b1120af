"""Every kind and every verb that the journal is told of has its words, in the languages of the pages."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

import portici
from portici.deadlines.agenda import Term
from portici.fronts import words
from portici.fronts.office.work.deadlines import TERMS
from portici.fronts.templatetags.portici import kind_label, named_field_label, verb_label
from portici.governance.following.forms import FollowUpForm
from portici.governance.following.tables import FollowUpTable
from portici.organisations.models import CandidacyState, CommitmentState
from portici.outbox.models import MessageState
from portici.records import registry

SOURCES = Path(portici.__file__).parent


@lru_cache(maxsize=1)
def trees() -> list[ast.Module]:
    return [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(SOURCES.rglob("*.py"))]


def literals(node: ast.AST) -> Iterator[str]:
    """The texts that an argument can be: one, or either side of a condition."""
    if isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def taking(name: str, trees: Iterable[ast.AST]) -> dict[str, int]:
    """The functions with a parameter of this name, and its place; -1 when it is said by its name only."""
    found = {}
    for function in (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        places = [argument.arg for argument in function.args.args]
        if name in places:
            found[function.name] = places.index(name)
        elif name in [argument.arg for argument in function.args.kwonlyargs]:
            found[function.name] = -1
    return found


def told(name: str) -> set[str]:
    """The texts that the sources give to a parameter of this name, of the functions that lead to the journal."""
    found: set[str] = set()
    everywhere = taking(name, trees())
    for tree in trees():
        takers = {"write_entry": -1} if name == "kind" else everywhere | taking(name, [tree])
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if called not in takers:
                continue
            given = [keyword.value for keyword in call.keywords if keyword.arg == name]
            if 0 <= takers[called] < len(call.args):
                given.append(call.args[takers[called]])
            found |= {text for value in given for text in literals(value)}
    return found


def test_the_sources_are_read() -> None:
    assert told("verb") >= {
        "add",
        "amend",
        "publish",
        "count",
        "close",
        "add-milestone",
        "import",
        "grant-role",
    }
    assert told("kind") >= {"file-layout", "pack", "population", "journal"}


def test_every_verb_in_use_has_words() -> None:
    assert told("verb") - set(words.VERBS) == set()


@pytest.mark.parametrize("language", ["en", "it"])
def test_every_kind_in_use_has_words(language: str) -> None:
    known = {kind.name for kind in registry.kinds()} | set(words.KINDS)
    assert told("kind") - known == set()
    with translation.override(language):
        assert [kind.name for kind in registry.kinds() if not isinstance(kind.label, Promise)] == []
        assert "" not in {str(kind_label(name)) for name in known}


def test_in_italian() -> None:
    with translation.override("it"):
        assert str(verb_label("count")) == "Persone contate"
        assert str(kind_label("file-layout")) == "tracciato dei file"


def test_every_field_that_the_journal_tells_has_its_words() -> None:
    """A field that nobody named would be told by its name in the program, in English, to whoever reads what changed."""
    unnamed = {
        f"{kind.name}.{field.name}"
        for kind in registry.kinds()
        for field in (*kind.model._meta.concrete_fields, *kind.model._meta.many_to_many)
        if field.name not in kind.model.UNTOLD
        and not isinstance(named_field_label(field.name, kind.name), Promise)
    }
    assert unnamed == set()
    with translation.override("it"):
        told = [str(named_field_label(name, "meeting")) for name in ("convened_at", "sequence", "address")]
    assert told == ["convocata il", "quante volte si è scritto ai componenti", "indirizzo"]


def test_one_english_word_is_said_in_italian_as_each_room_means_it() -> None:
    told: list[tuple[Any, str]] = [
        (CandidacyState.RENOUNCED.label, "Ha rinunciato"),
        (verb_label("renounce"), "Rinuncia alla candidatura"),
        (MessageState.FAILED.label, "Non recapitato"),
        (CommitmentState.DONE.label, "Mantenuto"),
        (TERMS[Term.PUT_OFF], "Rinviate"),
        (FollowUpForm.base_fields["due_on"].label, "Entro"),
        (FollowUpTable.base_columns["due_on"].verbose_name, "Entro"),
        (kind_label("board-dossier"), "dossier di una seduta"),
        (pgettext_lazy("of a meeting", "Dossier"), "Dossier"),
    ]
    with translation.override("it"):
        assert [(str(label), said) for label, said in told] == [(said, said) for _label, said in told]
