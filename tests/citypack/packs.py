"""Small packs in a temporary folder, for the tests of reading and loading."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).resolve().parents[2]
BOLOGNA = ROOT / "cities" / "bologna"
SEED = ROOT.parent / "shared" / "reference" / "seed.txt"
DATA = ROOT.parent / "shared" / "data"

CITY = """\
[city]
code = "prova"
name = "Prova"
office_name = "Ufficio di prova"
"""
NETWORK = """\
key,name,type,fiscal_code,source
comune,Comune di Prova,public_body,01232710374,Statuto
coop,Cooperativa Prova,third_sector,,Statuto
"""
PLAN = """\
[[layer]]
code = "quartieri"
kind = "quartiere"
name = "Quartieri"

[[area]]
layer = "quartieri"
code = "1"
name = "Levante"

[[programme]]
code = "P1"
name = "Programma"
[[programme.axis]]
code = "3"
name = "Asse"
endowment = "1000"
[[programme.axis.action]]
code = "3.3.1"

[[project]]
code = "BO3.3.1b"
title = "Progetto"
programme = "P1"
action = "3.3.1"
"""
CHAIN = """\
[[need]]
key = "n"
area = "quartieri/1"
theme = "youth"
title = "Bisogno"
said_by = "Assemblea"
recorded_on = 2026-01-10

[[activity]]
key = "a"
project = "BO3.3.1.b"
title = "Attività"
description = "Prima stesura"
state = "running"
responsible = "coop"
areas = ["quartieri/1"]
needs = ["n"]
starts_on = 2026-02-01
ends_on = 2026-12-31
[[activity.milestone]]
title = "Tappa"
due_on = 2026-06-30

[[body]]
code = "board"
name = "Board"
[[body.member]]
organisation = "comune"

[[decision]]
key = "d"
body = "board"
number = 1
decided_on = 2026-01-20
title = "Decisione"
text = "Si faccia."
activities = ["a"]
on_needs = ["n"]
"""


def write(folder: Path, **files: str) -> Path:
    """The pack in `folder`: city, organisations, plan; `files` (stem_extension) besides or instead."""
    standard = {"city_toml": CITY, "organisations_csv": NETWORK, "plan_toml": PLAN}
    for name, text in {**standard, **files}.items():
        stem, _mark, extension = name.rpartition("_")
        (folder / f"{stem.replace('_', '-')}.{extension}").write_text(dedent(text), encoding="utf-8")
    return folder
