"""The folder of open data that is given besides a pack: there, and with files that the pack names."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from portici.citypack.faults import Faulty
from portici.citypack.items import DataFileItem
from portici.citypack.pack import read_pack

#: How many of the files looked for are named.
NAMED = 3


def ensure_data(folder: Path, data: Path) -> None:
    """Raises CommandError when `data` is no folder or holds no file of the pack's. A pack with faults passes: its
    loading tells them.
    """
    if not data.is_dir():
        raise CommandError(
            _(
                "%(data)s: there is no such folder of open data. Correct DATA= (or --data), or leave it out: the "
                "pack is loaded without it."
            )
            % {"data": data}
        )
    try:
        items = read_pack(folder).of(DataFileItem.TABLE)
    except Faulty:
        return
    wanted = [item.path for item in items if isinstance(item, DataFileItem)]
    if wanted and not any((data / path).is_file() for path in wanted):
        said = _(
            "%(data)s: none of the files that the pack %(pack)s names is there, such as %(files)s. Correct "
            "DATA= (or --data), or leave it out: the pack is loaded without it."
        )
        files = ", ".join(wanted[:NAMED]) + (", …" if len(wanted) > NAMED else "")
        raise CommandError(said % {"data": data, "pack": folder, "files": files})
