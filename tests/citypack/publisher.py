"""A publisher's server on the loopback that does, one request after the other, what the test wrote down for it."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

#: What the server does with a request; the last of the script is done for all that follow.
Act = Callable[[Any], None]


class Publisher:
    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.script: list[Act] = []
        self.asked: list[dict[str, str]] = []
        self.released = threading.Event()

    def url(self, path: str = "/dati.csv") -> str:
        return self.base + path


@contextmanager
def publisher() -> Iterator[Publisher]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            number = len(said.asked)
            said.asked.append(
                {"path": self.path, **{name.lower(): text for name, text in self.headers.items()}}
            )
            self.close_connection = True
            said.script[min(number, len(said.script) - 1)](self)

        def log_message(self, *_args: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    said = Publisher(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield said
    finally:
        said.released.set()
        server.shutdown()
        server.server_close()
        thread.join()


def answer(handler: Any, code: int, body: bytes = b"", **headers: str) -> None:
    handler.send_response(code)
    for name, text in {"Content_Length": str(len(body)), **headers}.items():
        if text:
            handler.send_header(name.replace("_", "-"), text)
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.wfile.write(body)
    handler.wfile.flush()


def failing(code: int, **headers: str) -> Act:
    return lambda handler: answer(handler, code, **headers)


def whole(body: bytes, etag: str = '"uno"', **headers: str) -> Act:
    """Give the file, or the part of it that was asked for, as a good server does."""

    def act(handler: Any) -> None:
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", handler.headers.get("Range", ""))
        same = handler.headers.get("If-Range", etag) == etag
        if not asked or not same:
            answer(handler, 200, body, ETag=etag, **headers)
        elif int(asked[1]) >= len(body):
            answer(handler, 416, Content_Range=f"bytes */{len(body)}")
        else:
            start, end = int(asked[1]), int(asked[2] or len(body) - 1)
            answer(
                handler,
                206,
                body[start : end + 1],
                ETag=etag,
                Content_Range=f"bytes {start}-{end}/{len(body)}",
            )

    return act


def half(body: bytes, had: int, etag: str = '"uno"') -> Act:
    """Say the whole length, give `had` bytes, hang up."""
    return lambda handler: answer(handler, 200, body[:had], ETag=etag, Content_Length=str(len(body)))


def stalling(body: bytes, had: int, released: threading.Event) -> Act:
    """Give `had` bytes, then nothing until the test is over."""

    def act(handler: Any) -> None:
        answer(handler, 200, body[:had], ETag='"uno"', Content_Length=str(len(body)))
        released.wait(20)

    return act
