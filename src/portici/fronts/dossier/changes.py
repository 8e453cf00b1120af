"""What differs between two editions of a study, in the words of their methods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from portici.study.comparing import InputChange
from portici.study.models import Edition

from .method import Step, method_of

CHANGES = {
    InputChange.ADDED: _("only in this edition"),
    InputChange.REMOVED: _("only in the earlier one"),
    InputChange.CHANGED: _("other figures"),
}


@dataclass(frozen=True, slots=True)
class ChangedStep:
    """A step of the method of which the two editions say something else."""

    title: str
    before: Sequence[str]
    after: Sequence[str]


def sentences_of(before: Edition, after: Edition) -> list[ChangedStep]:
    """The sentences that only one of the two methods says, by step."""
    then, now = _by_title(method_of(before)), _by_title(method_of(after))
    found = [
        ChangedStep(title, _only(then.get(title, ()), now.get(title, ())), _only(now.get(title, ()), then.get(title, ())))
        for title in dict.fromkeys([*now, *then])
    ]  # fmt: skip
    return [one for one in found if one.before or one.after]


def _by_title(steps: Sequence[Step]) -> dict[str, Sequence[str]]:
    return {step.title: step.sentences for step in steps}


def _only(these: Sequence[str], those: Sequence[str]) -> list[str]:
    return [one for one in these if one not in those]
