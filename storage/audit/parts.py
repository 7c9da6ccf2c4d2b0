"""An entry taken apart: what stays for good, and its parts about people, each of which can be forgotten by itself."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from storage.audit.plain import Change, Plain, audited, personal_columns

SIDES = ("before", "after")


@dataclass(frozen=True, slots=True)
class Recorded:
    """A change, and all the row's values: what tells whom it is about may not be among what changed."""

    change: Change
    values: Mapping[str, Plain] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """What an entry says about a person. about: an account's id, or «person:7»; content: JSON as text."""

    about: str
    content: str


def written(content: Mapping[str, Any]) -> str:
    """A part's content as it is kept."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def split(account: str, line: str, recorded: Sequence[Recorded], nobody: str) -> tuple[list[Change], list[Part]]:
    """The changes as they stay, and the parts: who, by which line, and for each person what tells who they are.

    nobody: the account that is no person's.
    """
    who = "" if account == nobody else account
    parts = [Part(who, written({"account": account})), Part(who, written({"line": line}))]
    rows: dict[str, dict[str, Change]] = defaultdict(dict)
    stays = []
    for number, one in enumerate(recorded):
        left, taken = _split_change(one)
        stays.append(left)
        for about, side, values in taken:
            rows[about].setdefault(str(number), {})[side] = values
    parts += [Part(about, written({"rows": found})) for about, found in sorted(rows.items())]
    return stays, parts


def _split_change(recorded: Recorded) -> tuple[Change, list[tuple[str, str, dict[str, Plain]]]]:
    """A change without what is personal, and that: about whom, before or after, which values."""
    table = str(recorded.change.get("table", ""))
    names = personal_columns(table)
    left, taken = dict(recorded.change), []
    for side in SIDES if names else ():
        values = recorded.change[side]
        if not isinstance(values, dict):
            continue
        if found := {name: values[name] for name in sorted(names & values.keys()) if values[name]}:
            left[side] = {name: value for name, value in values.items() if name not in found}
            taken.append((audited()[table].about({**recorded.values, **values}), side, found))
    return left, taken


def about_of(change: Change, side: str) -> str:
    """Whom one side of a whole change is about. Raises KeyError when that isn't among its values."""
    table, values = str(change["table"]), change[side]
    return audited()[table].about({"id": change["key"], **(values if isinstance(values, dict) else {})})


@dataclass(slots=True)
class Whole:
    """What an entry's parts say together. forgotten: whether one of them is gone."""

    changes: list[Change]
    account: str = ""
    line: str = ""
    forgotten: bool = False


def joined(changes: Iterable[Change], parts: Iterable[Mapping[str, Any] | None]) -> Whole:
    """An entry put together again from what stays and what its parts say; None: that one has been forgotten."""
    whole = Whole(list(changes))
    for said in parts:
        if said is None:
            whole.forgotten = True
        elif "rows" in said:
            _put_back(whole.changes, said["rows"])
        else:
            whole.account, whole.line = said.get("account", whole.account), said.get("line", whole.line)
    return whole


def _put_back(changes: list[Change], rows: Mapping[str, Mapping[str, dict[str, Plain]]]) -> None:
    for number, sides in rows.items():
        change = dict(changes[int(number)])
        for side, values in sides.items():
            there = change[side]
            change[side] = {**(there if isinstance(there, dict) else {}), **values}
        changes[int(number)] = change
