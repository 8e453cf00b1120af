"""States as coloured words: the colour that each takes, and its markup."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

TONES = {
    "draft": "warning",
    "published": "success",
    "withdrawn": "neutral",
    "planned": "info",
    "running": "accent",
    "suspended": "warning",
    "done": "success",
    "cancelled": "neutral",
    "open": "warning",
    "answered": "info",
    "closed": "neutral",
    "waiting": "info",
    "refused": "danger",
    "stopped": "warning",
    "error": "danger",
    "warning": "warning",
    "whole": "success",
    "faulty": "danger",
    "carried": "info",
    "sent": "success",
    "failed": "danger",
    "drafted": "warning",
    "ordered": "info",
    "computed": "success",
    "to_sign": "info",
    "in_force": "success",
    "ending": "warning",
    "ended": "danger",
    "late": "danger",
    "lapsed": "neutral",
    "proposed": "info",
    "assessed": "info",
    "admitted": "accent",
    "adhered": "success",
    "offered": "warning",
    "committed": "success",
    "convened": "accent",
    "pending": "info",
    "treated": "success",
    "carried_over": "warning",
    "idle": "danger",
    "not_begun": "warning",
    "under_way": "accent",
}


def tone_of(state: object) -> str:
    return TONES.get(str(state), "neutral")


def badge(label: Any, tone: str) -> SafeString:
    """As `includes/badge.html` writes it; a list has one or two a row."""
    return format_html('<span class="state state--{}">{}</span>', tone, label)
