"""Restoring: everything is read, loaded beside, migrated and verified before the old store is touched."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from importlib.metadata import version
from pathlib import Path

from django.utils.translation import gettext as _

from portici.kernel import clock
from portici.records import migrating

from .archive import DATABASES, MEDIA, Archive, opened
from .facts import is_empty
from .keeping import stamp
from .making import media_files
from .manifest import Facts, Manifest
from .said import Progress, Refusal, silent
from .stores import Store
from .swapping import Plan, finish_interrupted, staged_media, swap

LOCK = ".portici-restore.lock"


@dataclass(frozen=True, slots=True)
class Restored:
    """What stands now; `migrated` are the migrations that the archive did not have; `aside` where the old store and media are."""

    manifest: Manifest
    migrated: list[str]
    aside: list[str]


@dataclass(frozen=True, slots=True)
class Restoring:
    """One restore: an archive, and the places where its content goes."""

    path: Path
    store: Store
    media: Path
    state: Path
    progress: Progress = silent

    def run(self, *, replace: bool) -> Restored:
        """Restore the archive. Raises Refusal (Damaged when the archive is); the old store then stands as it did."""
        self.state.mkdir(parents=True, exist_ok=True)
        with self._alone() as lock:
            finish_interrupted(state=self.state, store=self.store, media=self.media)
            with opened(self.path, self._checking) as archive:
                missing = self._ensure_fits(archive.manifest)
                was_empty = self._ensure_free(replace=replace)
                try:
                    self._stage(archive, missing, lock)
                except BaseException:
                    self._clear()
                    raise
            return Restored(archive.manifest, missing, self._swap(keep=not was_empty))

    def _ensure_fits(self, manifest: Manifest) -> list[str]:
        """The migrations to be carried out. Raises Refusal for another kind of store, a newer version, a full disk."""
        if manifest.store != self.store.kind:
            raise Refusal(
                _(
                    "The archive is of a %(store)s store and the settings name a %(kind)s one: set DATABASE_URL accordingly."
                )
                % {"store": manifest.store, "kind": self.store.kind}
            )
        done = [
            (room, name) for room, _dot, name in (step.partition(".") for step in manifest.facts.migrations)
        ]
        known = migrating.known()
        newer = [name for name in done if name not in known]
        if newer:
            raise Refusal(
                _(
                    "The archive was made by Portici %(version)s, newer than this one (%(own)s): it holds %(migrations)s, "
                    "which is not known here. Install that version, then restore."
                )
                % {
                    "version": manifest.version,
                    "own": version("portici"),
                    "migrations": _some(newer),
                }
            )
        if halfway := migrating.halfway(done):
            raise Refusal(
                _(
                    "The archive was made by Portici %(version)s, too old for this one (%(own)s): it lacks %(migrations)s, "
                    "which is here no more. Restore it with the version that made it, bring it up with a later one that has "
                    "them, then with this."
                )
                % {"version": manifest.version, "own": version("portici"), "migrations": _some(halfway)}
            )
        room = shutil.disk_usage(self.state).free
        if manifest.total > room:
            raise Refusal(
                _("%(total)s bytes are to be written and %(room)s are free in %(state)s.")
                % {"total": format(manifest.total, ","), "room": format(room, ","), "state": self.state}
            )
        return [".".join(name) for name in migrating.lacking(done)]

    def _ensure_free(self, *, replace: bool) -> bool:
        """Whether there is nothing to lose. Raises Refusal when there is and nobody said to replace it, or it is in use."""
        self.store.refuse_if_used()
        facts = self.store.facts()
        empty = is_empty(facts) and next(media_files(self.media), None) is None
        if not empty and not replace:
            raise Refusal(
                _(
                    "There is a store already, with %(count)s entries in its journal. With --replace it is "
                    "set aside, and the archive takes its place."
                )
                % {"count": facts.counts.get("journal_entry", 0)}
            )
        return empty

    def _stage(self, archive: Archive, missing: list[str], lock: int) -> None:
        """Everything of the archive beside the old: loaded, counted, migrated, verified."""
        self._clear()
        manifest = archive.manifest
        source = self.store.beside(self.state)
        archive.extract(DATABASES[manifest.store], source, self.progress)
        _compare(self.store.load(source, self.progress), manifest.facts)
        media = staged_media(self.media)
        media.mkdir(parents=True)
        for name in manifest.media:
            target = media / name.removeprefix(MEDIA)
            target.parent.mkdir(parents=True, exist_ok=True)
            archive.extract(name, target, self.progress)
        if missing:
            self.progress(_("bringing it up to this version"), 0, 0)
            self._bring_up(manifest, lock)
        self.progress(_("verifying the journal"), 0, 0)
        head = manifest.facts.journal.head
        self._portici(lock, "verify_journal", "--unrecorded", *(["--head", head] if head else []))
        self.store.settle()

    def _bring_up(self, manifest: Manifest, lock: int) -> None:
        """Migrate the staged store. Raises Refusal with the version into which the archive can be restored instead."""
        try:
            self._portici(lock, "migrate", "--noinput", "--verbosity", "0")
        except Refusal as refusal:
            raise Refusal(
                _(
                    "The archive was made by Portici %(version)s and cannot be brought up to this one (%(own)s): %(why)s\n"
                    "Nothing was changed. Install that version and restore it there."
                )
                % {"version": manifest.version, "own": version("portici"), "why": refusal}
            ) from None

    def _swap(self, *, keep: bool) -> list[str]:
        mark = stamp(clock.now().astimezone(UTC))
        aside = self.media.with_name(f"{self.media.name}.before-{mark}")
        plan = Plan(self.store.aside(mark), str(aside))
        swap(state=self.state, store=self.store, media=self.media, plan=plan)
        if keep:
            return [plan.store_aside, *([str(aside)] if aside.exists() else [])]
        self.store.drop(plan.store_aside)
        shutil.rmtree(aside, ignore_errors=True)
        return []

    def _clear(self) -> None:
        self.store.beside(self.state).unlink(missing_ok=True)
        self.store.clear_staged()
        shutil.rmtree(staged_media(self.media), ignore_errors=True)

    def _portici(self, lock: int, *words: str) -> None:
        """A command of the house on the staged store, in a process of its own. Raises Refusal with what it said.

        It holds the lock too: when this process is killed, the next restore waits until the command has ended as well.
        """
        environment = {**os.environ, "DATABASE_URL": self.store.staged_url()}
        environment.pop("DATABASE_URL_FILE", None)
        command = [sys.executable, "-m", "portici.cli.main", *words]
        done = subprocess.run(  # noqa: S603 - this Python, and our own words
            command, env=environment, capture_output=True, text=True, check=False, pass_fds=[lock]
        )
        if done.returncode:
            raise Refusal(
                _("The archive's store was loaded, and %(command)s failed on it:\n%(stdout)s%(stderr)s")
                % {"command": words[0], "stdout": done.stdout, "stderr": _last_words(done.stderr)}
            )

    def _checking(self, _what: str, done: int, total: int) -> None:
        self.progress(_("checking the archive"), done, total)

    @contextmanager
    def _alone(self) -> Iterator[int]:
        with (self.state / LOCK).open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Refusal(_("Another restore is under way.")) from None
            yield lock.fileno()


def _some(names: list[tuple[str, str]]) -> str:
    return ", ".join(".".join(name) for name in names[:5]) + (" …" if len(names) > 5 else "")


def _last_words(stderr: str) -> str:
    """What a command said of its failure; of a traceback its last line, which says what was wrong."""
    return stderr if "Traceback" not in stderr else stderr.rstrip().rpartition("\n")[2] + "\n"


def _compare(found: Facts, told: Facts) -> None:
    """Raise Refusal when the store that was loaded is not the one that the archive tells of."""
    names = sorted(found.counts.keys() | told.counts.keys())
    differing = [
        (
            _("%(name)s: %(told)s told, %(found)s found")
            % {"name": name, "told": told.counts.get(name, 0), "found": found.counts.get(name, 0)}
        )
        for name in names
        if found.counts.get(name) != told.counts.get(name)
    ]
    if found.migrations != told.migrations:
        differing.append(_("the migrations are others"))
    if found.journal != told.journal:
        differing.append(
            _("the journal's head is %(found)s, not %(head)s")
            % {"found": found.journal.head or "–", "head": told.journal.head}
        )
    if differing:
        raise Refusal(
            _("The database loaded is not the one that the archive tells of:") + " " + "; ".join(differing)
        )
