"""A reader of the API, over the chain's records."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

BASE = "/api/v1"


class Reader:
    """Asks for addresses of the API; `got` insists on 200."""

    def __init__(self) -> None:
        self.client = Client()

    def ask(self, path: str, **headers: str) -> Any:
        return self.client.get(f"{BASE}/{path}", headers=headers)

    def got(self, path: str) -> Any:
        response = self.ask(path)
        assert response.status_code == 200, response.content
        return response.json()

    def listed(self, path: str) -> list[str]:
        """The titles of a list, in its order."""
        return [item["title"] for item in self.got(path)["items"]]


@pytest.fixture
def reader(db: None, frozen: object) -> Reader:
    return Reader()
