"""The real side against a server on this machine that answers as it is told; the console side; what the settings choose."""

from __future__ import annotations

import email
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from email import policy
from typing import Any

import pytest
from django.core import mail as django_mail

from portici.integrations.mail import CONSOLE, Mail
from portici.integrations.mail.real import RealMail
from portici.outbox.couriers import Receipt, Result
from portici.outbox.kinds import Letter

LETTER = Letter("Un oggetto però", (("text/plain", "Testo è questo"), ("text/html", "<p>Testo è questo</p>")))
TO = "ada@rete.example"


class Server:
    """One conversation of SMTP. `answers` by the first word of a command; "" closes the connection without a word."""

    def __init__(self, **answers: str) -> None:
        self.answers = answers
        self.taken = b""
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.thread = threading.Thread(target=self.talk)

    def talk(self) -> None:
        with closing(self.socket), self.socket.accept()[0] as line, line.makefile("rb") as commands:
            line.sendall(b"220 ready\r\n")
            while command := commands.readline():
                word = command[:4].decode().strip().upper()
                if word == "DATA" and "DATA" not in self.answers:
                    line.sendall(b"354 go on\r\n")
                    while (row := commands.readline()) != b".\r\n":
                        self.taken += row
                    word = "END"
                answer = self.answers.get(word, "250 fine")
                if not answer:
                    return
                line.sendall(answer.encode() + b"\r\n")


@contextmanager
def server(settings: Any, **answers: str) -> Iterator[Server]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS = "127.0.0.1", False
    one = Server(**answers)
    settings.EMAIL_PORT = one.port
    one.thread.start()
    yield one
    one.thread.join()


def test_a_letter_arrives_with_both_bodies_and_a_number_of_its_own(settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "Ufficio <ufficio@rete.example>"
    with server(settings) as one:
        assert RealMail().carry("abc", TO, LETTER) == Receipt(Result.TAKEN)
    arrived: Any = email.message_from_bytes(one.taken, policy=policy.default)
    assert (arrived["To"], arrived["Subject"], arrived["Message-ID"]) == (
        TO,
        "Un oggetto però",
        "<abc@rete.example>",
    )
    assert [part.get_content().strip() for part in arrived.iter_parts()] == [
        "Testo è questo",
        "<p>Testo è questo</p>",
    ]


@pytest.mark.parametrize(
    ("answers", "receipt"),
    [
        ({"RCPT": f"550 {TO} is nobody"}, Receipt(Result.REFUSED, "SMTPRecipientsRefused 550")),
        ({"RCPT": f"451 {TO} later"}, Receipt(Result.UNREACHED, "SMTPRecipientsRefused 451")),
        ({"MAIL": "550 not you"}, Receipt(Result.UNREACHED, "SMTPSenderRefused 550")),
        ({"END": "554 looks like spam"}, Receipt(Result.REFUSED, "SMTPDataError 554")),
        ({"END": "452 full"}, Receipt(Result.UNREACHED, "SMTPDataError 452")),
        ({"END": ""}, Receipt(Result.LOST, "SMTPServerDisconnected")),
        ({"QUIT": ""}, Receipt(Result.TAKEN)),
    ],
    ids=["nobody", "later", "sender", "spam", "full", "lost", "rude"],
)
def test_what_the_server_says_decides_what_comes_next(settings: Any, answers: Any, receipt: Receipt) -> None:
    with server(settings, **answers):
        assert RealMail().carry("abc", TO, LETTER) == receipt


def test_a_server_that_is_not_there_has_taken_nothing(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings.EMAIL_PORT = taken.getsockname()[1]
    assert RealMail().carry("abc", TO, LETTER) == Receipt(Result.UNREACHED, "ConnectionRefusedError")


def test_an_address_that_would_be_a_header_never_leaves() -> None:
    receipt = RealMail().carry("abc", "ada@rete.example\nBcc: all@elsewhere.example", LETTER)
    assert receipt == Receipt(Result.REFUSED, "BadHeaderError")
    assert django_mail.outbox == []


def test_without_a_server_it_is_printed(settings: Any, capsys: Any) -> None:
    settings.EMAIL_BACKEND, settings.DEMO = CONSOLE, False
    assert Mail().carry("abc", TO, LETTER) == Receipt(Result.TAKEN)
    assert f"To: {TO}" in capsys.readouterr().out


def test_in_a_demonstration_it_is_shown_in_the_office_and_a_line_tells_of_it(
    settings: Any, capsys: Any
) -> None:
    settings.EMAIL_BACKEND, settings.DEMO = CONSOLE, True
    assert Mail().carry("abc", TO, LETTER) == Receipt(Result.TAKEN, on_screen=True)
    told = capsys.readouterr().out
    assert (told.count("\n"), LETTER.subject in told, TO in told) == (1, True, False)


def test_with_a_server_it_is_sent(settings: Any) -> None:
    settings.DEMO = True
    assert Mail().carry("abc", TO, LETTER) == Receipt(Result.TAKEN)
    assert [message.to for message in django_mail.outbox] == [[TO]]
