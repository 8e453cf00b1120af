"""The fake side, for tests of what the house does with a courier's answers: it says what it was told to say and remembers what it was given."""

from __future__ import annotations

from collections.abc import Iterable

from portici.outbox.couriers import Receipt, Result
from portici.outbox.kinds import Letter


class FakeMail:
    """Answers with the receipts in their order, then takes everything."""

    def __init__(self, receipts: Iterable[Receipt] = ()) -> None:
        self.receipts = list(receipts)
        self.carried: list[tuple[str, str, Letter]] = []

    def carry(self, uid: str, recipient: str, letter: Letter) -> Receipt:
        self.carried.append((uid, recipient, letter))
        return self.receipts.pop(0) if self.receipts else Receipt(Result.TAKEN)
