"""`samhandling verify`: does the audit log hang together, and does the record hold what the log says?"""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.operations.common import REFUSED, Json, echo_json, installation, refusals, refuse
from bot.operations.proof import check_file
from bot.output import tell

if TYPE_CHECKING:
    from domain.audit import Head
    from storage.audit.links import Finding
    from storage.audit.verify import Report

MOST = 50
"""Findings that are printed; `--json` tells all."""

SENTENCES = {
    "changed": "has been changed",
    "missing": "is missing",
    "misplaced": "was written behind entry {detail} and stands in another place",
    "replaced": "is not the entry that was written here",
    "added": "was not added by the program",
    "head": "is another than it was when its head was noted",
    "part-changed": "what it says about a person has been changed or removed (part {key})",
    "part-gone": "what it says about a person was removed, and no entry tells of it (part {key})",
    "unreadable": "can't be read",
    "value": "another value than the log has",
    "no-row": "a row that the log doesn't have",
    "row-gone": "a row of the log is gone",
    "row-twice": "new in the log, and there already",
    "minutes": "locked minutes are not as they were locked",
}
"""What each kind of finding is called."""


def verify(
    head: Annotated[
        list[str] | None, typer.Option("--head", metavar="N:SUM", help="A head as minutes or the log show it; repeat.")
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="Check what `proof` has written; no database.")
    ] = None,
    as_json: Json = False,  # noqa: FBT002 - an option
) -> None:
    """Check that the audit log is whole and that the record holds what it says; ends with 1 when it isn't so."""
    with refusals(as_json=as_json):
        if file is not None:
            raise typer.Exit(check_file(file))
        heads = [_head(one) for one in head or ()]
        with installation("") as app:
            from storage.audit.verify import verify as examine

            with app.store.reading() as connection:
                report = examine(connection, heads)
        if as_json:
            echo_json(_plain(report))
        else:
            tell("\n".join(told(report)))
        raise typer.Exit(REFUSED if report.findings else 0)


def _head(typed: str) -> "Head":
    from domain.audit import head_from

    try:
        return head_from(typed)
    except ValueError:
        refuse("cli.no-head", f"«{typed}» is no head of the log.", "Write it as it was shown: 417:9f86d081884c7d65")


def told(report: "Report") -> list[str]:
    """A report in lines."""
    lines = [f"{report.entries} entries, head {report.head}. {_reach(report)}"]
    lines += [f"«opplysninger om person slettet {day}»: {n} parts." for day, n in sorted(report.forgotten.items())]
    if not report.findings:
        return [*lines, f"{report.rows} rows of the record are as the log says. Nothing was found."]
    lines.append(f"{len(report.findings)} findings:")
    lines += [f"  {sentence(one)}" for one in report.findings[:MOST]]
    if len(report.findings) > MOST:
        lines.append(f"  … and {len(report.findings) - MOST} more; --json tells all.")
    return lines


def _reach(report: "Report") -> str:
    if not report.begins:
        return "The chain has run from the first."
    return f"The chain runs from entry {report.begins}; older ones are held as they stood then."


def sentence(finding: "Finding") -> str:
    """One finding: entry, table, key, column, and what is wrong."""
    place = [f"entry {finding.entry}"] if finding.entry else []
    if finding.table:
        column = f".{finding.column}" if finding.column else ""
        place.append(f"{finding.table}{column}" + (f" {finding.key}" if finding.key else ""))
    return f"{', '.join(place)}: {SENTENCES[finding.what].format(key=finding.key, detail=finding.detail)}"


def _plain(report: "Report") -> dict[str, object]:
    return {
        "ok": not report.findings,
        "entries": report.entries,
        "head": f"{report.head.number}:{report.head.sha256}",
        "chain_begins": report.begins,
        "rows": report.rows,
        "forgotten": dict(report.forgotten),
        "findings": [asdict(one) for one in report.findings],
    }
