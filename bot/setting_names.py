"""The names that settings are written under: what a `.env` must be to be read, and which names are misspelt."""

import os
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path

from dotenv.main import DotEnv
from dotenv.parser import Binding, parse_stream

ENV_FILE = ".env"
OURS = ("SAMHANDLING_", "SLACK_", "TEAMS_")
"""What a setting's name begins with. In the environment the last two are other tools' as well."""
_ALIKE = 2
"""Letters by which a name in the environment may differ from one of ours and still be taken for it, misspelt."""


def file_problems(env_file: str) -> tuple[str, ...]:
    """Why a `.env` can't be read, or not all of it; nothing when there is none."""
    if not os.path.lexists(env_file):
        return ()
    if Path(env_file).is_dir():
        return (f"{env_file}: it is a folder; settings are read from a file",)
    try:
        found = _bindings(env_file)
    except UnicodeError:
        return (f"{env_file}: it isn't UTF-8 (UTF-16?); save it as UTF-8",)
    except OSError as error:
        return (f"{env_file}: it can't be read ({error.strerror}); let the user that runs the program read it",)
    return tuple(_line_problems(env_file, found))


def _bindings(env_file: str) -> list[Binding]:
    """Its lines as they are understood. Raises OSError, UnicodeError."""
    text = Path(env_file).read_text(encoding="utf-8-sig")
    if "\0" in text:
        raise UnicodeError
    return list(parse_stream(StringIO(text)))


def _line_problems(env_file: str, found: list[Binding]) -> Iterator[str]:
    seen: dict[str, str | None] = {}
    for one in found:
        line = f"{env_file}, line {one.original.line}"
        if one.error:
            yield f"{line}: it can't be understood; write NAME=value"
        elif one.key is not None and one.key.upper().startswith(OURS):
            if one.value is None:
                yield f"{line}: {one.key} has no value; write {one.key}=value"
            elif seen.setdefault(one.key.upper(), one.value) != one.value:
                yield f"{line}: {one.key} stands twice; keep one of them"


def misspelt(known: Mapping[str, str], env_file: str | None) -> list[tuple[str, str]]:
    """The names that are no settings but must have been meant as one, each with what may have been meant.

    known: every setting's name. In `.env` that is any that begins like ours; in the environment any that begins with
    SAMHANDLING_, and of other tools' kind only those that are within two letters of ours.
    """
    found: dict[str, str] = {}
    for name in _in_file(env_file):
        if name.upper().startswith(OURS) and name.upper() not in known:
            found[name] = _meant(name, known)
    for name in os.environ:
        meant = _meant(name, known) if name.upper().startswith(OURS) and name.upper() not in known else ""
        if meant or (name.upper().startswith(OURS[0]) and name.upper() not in known):
            found[name] = meant
    return sorted(found.items())


def others(known: Mapping[str, str]) -> list[str]:
    """The names in the environment that begin like ours and are another tool's, for all one can tell."""
    ours = [name for name in os.environ if name.upper().startswith(OURS[1:]) and name.upper() not in known]
    return sorted(name for name in ours if not _meant(name, known))


def _in_file(env_file: str | None) -> list[str]:
    if not env_file or not Path(env_file).is_file():
        return []
    return list(DotEnv(env_file, encoding="utf-8-sig", interpolate=False).dict())


def _meant(name: str, known: Mapping[str, str]) -> str:
    """«; was SLACK_BOT_TOKEN meant?» when a name is that near to one of ours; else empty."""
    near = min(known, key=lambda one: _distance(name.upper(), one))
    return f"; was {near} meant?" if _distance(name.upper(), near) <= _ALIKE else ""


def _distance(one: str, other: str) -> int:
    """How many letters must be added, left out or changed to make one word of another."""
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, start=1):
        before, row[0] = row[0], number
        for place, its in enumerate(other, start=1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (letter != its))
    return row[-1]
