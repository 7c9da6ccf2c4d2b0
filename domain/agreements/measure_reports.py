"""Reads a report on a measure: «status i gang 11 av 25, neste: søknad i januar».

Strict: what isn't understood is refused, nothing is guessed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.agreements.agreements import STATUS_WORDS, Status
from domain.agreements.indicators import NUMBER, number_text, read_number
from domain.errors import UserError
from domain.lengths import check
from domain.organisations import fold

"""Characters of a next step or a note."""

_STATUSES = {tuple(fold(word).split()): status for word, status in STATUS_WORDS.items()}
_STATUS_LENGTHS = sorted({len(words) for words in _STATUSES}, reverse=True)

_NEXT = ("neste steg", "neste skritt", "neste", "nest", "next step", "next")
_NOTE = ("merknad", "kommentar", "note", "comment")
_MARKER = re.compile(
    rf"(?:^|(?<=[\s,;]))(?:(?P<next>{'|'.join(_NEXT)})|(?P<note>{'|'.join(_NOTE)}))\s*:", re.IGNORECASE
)
_FIGURES = re.compile(
    rf"(?P<value>{NUMBER})(?![\w]|[.,]\d)(?:\s*(?:/|\b(?:av|of)\b)\s*(?P<target>{NUMBER})(?![\w]|[.,]\d))?",
    re.IGNORECASE,
)
_DAY_AND_MONTH = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])(?:\.(?:\d{2}|\d{4}))?(?!\w|[.,]\d)")
"""«30.10» could be a day as well as a figure, and a report has no day but the one it is made on."""
_LEAD = re.compile(r"status\b\s*:?\s*", re.IGNORECASE)
_BARE_NEXT = re.compile(r"(?:neste steg|neste skritt|next step)\s+", re.IGNORECASE)
_BECAUSE = re.compile(r"(?:fordi|sidan|because)\s+", re.IGNORECASE)
_SEPARATORS = " \t\n,.:"
_PIECES = re.compile(r"[;\n]")
_DASH = re.compile(r"[-–—]\s+")
"""A dash between two things; one that stands right before a figure is a minus, and none is reported."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a report says; None or empty: nothing of that kind. `target`: the 25 of «11 av 25», to be checked."""

    status: Status | None = None
    value: float | None = None
    target: float | None = None
    next_step: str = ""
    note: str = ""

    @property
    def empty(self) -> bool:
        """Whether it says nothing at all."""
        return self == Report()


def read_report(text: str, indicator: str = "") -> Report:
    """The report that the whole of `text` is: status words, figures, `neste:` and `merknad:` in any order.

    A next step or a note goes on until a semicolon, a new line or the other one's word. After the figures the
    indicator's own words may follow («11 av 25 bedrifter»). What follows «fordi» is the note. Raises UserError, family
    `measures`: what wasn't understood, or is said twice.
    """
    report = Report()
    for piece in _PIECES.split(text):
        markers = list(_MARKER.finditer(piece))
        report = _read_head(piece[: markers[0].start()] if markers else piece, indicator, report)
        for place, marker in enumerate(markers):
            end = markers[place + 1].start() if place + 1 < len(markers) else len(piece)
            report = _read_words(marker, piece[marker.end() : end].strip(" ,"), report)
    if report.empty:
        raise UserError("measures.report-needs")
    return report


def _read_words(marker: re.Match[str], said: str, report: Report) -> Report:
    return _put(report, "next_step" if marker["next"] else "note", said, marker[0].strip())


def _put(report: Report, name: str, said: str, typed: str) -> Report:
    """The report with its next step or its note. `typed`: the word that led to it."""
    if not said:
        raise UserError("measures.report-empty", {"typed": typed}, span=typed)
    if getattr(report, name):
        raise UserError("measures.report-twice", {"typed": typed}, span=typed)
    check(f"measure_update:{name}", said)
    changes: Mapping[str, str] = {name: said}
    return replace(report, **changes)  # type: ignore[arg-type] # a name and a text: one of the two just named


def _read_head(text: str, indicator: str, report: Report) -> Report:
    """Status and figures, with nothing else between them."""
    rest = text.strip(_SEPARATORS)
    while rest:
        if lead := _LEAD.match(rest):
            rest = rest[lead.end() :]
            _check_status_follows(rest)
            continue
        ended = _read_ending(rest, report)
        if ended is not None:
            return ended
        report, rest = _read_figures(rest, indicator, report) or _read_status(rest, report) or _not_understood(rest)
        rest = rest.strip(_SEPARATORS)
        if report != Report() and (dash := _DASH.match(rest)):
            rest = rest[dash.end() :].strip(_SEPARATORS)
    return report


def _check_status_follows(rest: str) -> None:
    if not rest:
        raise UserError("measures.report-needs")
    if not _begins_with_status(rest):
        raise UserError("measures.unknown-status", {"typed": rest[:60]}, span=rest)


def _read_ending(rest: str, report: Report) -> Report | None:
    """The next step or the note, to the end of the text: what stands after «videre» or «fordi» without a colon."""
    for word, name in ((_BARE_NEXT, "next_step"), (_BECAUSE, "note")):
        if found := word.match(rest):
            return _put(report, name, rest[found.end() :].strip(" ,"), found[0].strip())
    return None


def _read_figures(rest: str, indicator: str, report: Report) -> tuple[Report, str] | None:
    if day := _DAY_AND_MONTH.match(rest):
        raise UserError("measures.day-or-figure", {"typed": day[0], "figure": _with_comma(day[0])}, span=day[0])
    found = _FIGURES.match(rest)
    if found is None:
        return None
    if report.value is not None:
        raise UserError("measures.report-twice", {"typed": found[0]}, span=found[0])
    target = read_number(found["target"]) if found["target"] else None
    report = replace(report, value=read_number(found["value"]), target=target)
    return report, _without_indicator(rest[found.end() :], indicator)


def _with_comma(typed: str) -> str:
    """«30,1» of «30.10»: the figure it would have been."""
    return number_text(float(".".join(typed.split(".")[:2])))


def _without_indicator(rest: str, indicator: str) -> str:
    """The rest without the indicator's own words right after its figures («bedrifter», «bedrifter i løpet»).

    They end at a comma, and where a status begins: of «bedrifter i gang» only «bedrifter» is the indicator's.
    """
    here, comma, later = rest.partition(",")
    own, words = fold(indicator).split(), here.split()
    cuts = [
        here.split(maxsplit=count)[count] if len(words) > count else ""
        for count in range(1, min(len(own), len(words)) + 1)
        if fold(" ".join(words[:count])).split() == own[:count]
    ]
    if not cuts:
        return rest
    after = next((cut for cut in cuts if _begins_with_status(cut)), cuts[-1])
    return f"{after}{comma}{later}"


def _begins_with_status(rest: str) -> tuple[Status, str] | None:
    words = rest.split()
    for count in _STATUS_LENGTHS:
        status = _STATUSES.get(tuple(fold(" ".join(words[:count])).split()))
        if status:
            after = rest.split(maxsplit=count)
            return status, after[count] if len(after) > count else ""
    return None


def _read_status(rest: str, report: Report) -> tuple[Report, str] | None:
    found = _begins_with_status(rest)
    if found is None:
        return None
    if report.status is not None:
        raise UserError("measures.report-twice", {"typed": rest[: len(rest) - len(found[1])].strip()}, span=rest)
    return replace(report, status=found[0]), found[1]


def _not_understood(rest: str) -> tuple[Report, str]:
    raise UserError("measures.report-unknown", {"typed": rest[:60]}, span=rest)
