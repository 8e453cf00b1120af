"""What is counted while the house is open, for Prometheus. No label says anything about a person or a record.

With several web processes the counts live in files of `PROMETHEUS_MULTIPROC_DIR`, which `portici serve` sets; one answer adds them up.
"""

from __future__ import annotations

import os

from django.db import connection
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, multiprocess

REQUESTS = Counter("portici_requests_total", "Answers given", ["route", "method", "status"])
SECONDS = Histogram(
    "portici_request_seconds",
    "Time to answer, in seconds",
    ["route"],
    buckets=(0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0),
)


def observe(*, route: str, method: str, status: int, seconds: float) -> None:
    """Count one answer. `route` is the name of the address, never the address."""
    REQUESTS.labels(route, method, str(status)).inc()
    SECONDS.labels(route).observe(seconds)


def exposition() -> bytes:
    """All measures in Prometheus' text format: those counted, and those read from the store at this moment."""
    counted = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        multiprocess.MultiProcessCollector(counted)
    else:
        counted.register(REQUESTS)
        counted.register(SECONDS)
    return bytes(generate_latest(counted) + generate_latest(_from_the_store()))


def _from_the_store() -> CollectorRegistry:
    from django_tasks_db.models import DBTaskResult

    registry = CollectorRegistry()
    tasks = Gauge("portici_tasks", "Jobs by state", ["state"], registry=registry)
    for state in ("READY", "RUNNING", "FAILED"):
        tasks.labels(state.lower()).set(DBTaskResult.objects.filter(status=state).count())
    Gauge("portici_store_info", "The store's kind", ["vendor"], registry=registry).labels(
        connection.vendor
    ).set(1)
    return registry
