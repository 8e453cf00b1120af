"""What browsers are told to forbid, and which names make an installation public."""

from __future__ import annotations

from collections.abc import Sequence

from csp.constants import NONE, SELF

#: Names by which only the machine itself calls the site.
OWN_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]", "testserver"})

#: What no page of the site uses; keys and codes of the second factor are the exception.
_OWN = ("publickey-credentials-get", "publickey-credentials-create", "clipboard-write", "fullscreen")
_NEVER = (
    "accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
    "microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
PERMISSIONS = ", ".join([f"{name}=(self)" for name in _OWN] + [f"{name}=()" for name in _NEVER])


def content_policy(form_origins: Sequence[str] = ()) -> dict[str, dict[str, list[str]]]:
    """The content-security policy of the portal and the office: everything comes from here, nothing is inline.

    `form_origins`: where a form may lead besides, which is the identity provider's sign-in page.
    """
    return {
        "DIRECTIVES": {
            "default-src": [SELF],
            "script-src": [SELF],
            "style-src": [SELF],
            "img-src": [SELF, "data:"],
            "font-src": [SELF],
            "connect-src": [SELF],
            "media-src": [SELF],
            "frame-src": [NONE],
            "worker-src": [NONE],
            "manifest-src": [SELF],
            "object-src": [NONE],
            "base-uri": [NONE],
            "form-action": [SELF, *form_origins],
            "frame-ancestors": [NONE],
        }
    }


def is_public(hosts: Sequence[str]) -> bool:
    """Whether others than the machine itself are meant to reach the site.

    >>> is_public(["localhost", "127.0.0.1"]), is_public(["portici.citta.example"])
    (False, True)
    """
    return bool(set(hosts) - OWN_NAMES)
