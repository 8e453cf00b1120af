"""Alive, ready, measures: short answers for a balancer, a supervisor and Prometheus."""

from __future__ import annotations

import hmac

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from portici.fronts.operations import metrics
from portici.records import migrating


@require_safe
@never_cache
def alive(_request: HttpRequest) -> JsonResponse:
    """The process answers. It asks nobody else: who restarts a process for the store's sake makes two troubles of one."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(_request: HttpRequest) -> JsonResponse:
    """This process may be sent visitors: 200, or 503 with what is lacking."""
    lacking = _lacking()
    return JsonResponse(
        {"status": "not ready" if lacking else "ok", "lacking": lacking}, status=503 if lacking else 200
    )


def _lacking() -> list[str]:
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return ["database"]
    if not cache.get("operations.migrated"):
        if migrating.lacking(MigrationRecorder(connection).applied_migrations()):
            return ["migrations"]
        cache.set("operations.migrated", True, 300)
    return []


@require_safe
@never_cache
def measures(request: HttpRequest) -> HttpResponse:
    """Prometheus' page, for who has the token of `PORTICI_METRICS_TOKEN`; without that setting there is no such page."""
    wanted = settings.METRICS_TOKEN
    said = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not wanted or not hmac.compare_digest(said.encode(), wanted.encode()):
        raise Http404
    return HttpResponse(metrics.exposition(), content_type=CONTENT_TYPE_LATEST)
