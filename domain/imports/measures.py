"""The rows of a list of measures: each has a number, a goal it belongs to, and figures."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from domain.agreements.agreements import Level, Status, goal_of, measure_number
from domain.imports.cells import QUOTED, CellProblem, is_percent, read_level, read_number
from domain.imports.columns import Column
from domain.imports.rows import CLOSED, MeasureDraft, Ready, RowReader, Skipped, Unclear
from domain.imports.sheet import Cell, SheetRow
from domain.lengths import length, most
from domain.organisations import fold

_NUMBER = re.compile(r"^(?:T|tiltak|measure)?\s*\.?(\d{1,3}(?:\.\d{1,3})*)\.?$", re.IGNORECASE)
_ROW = re.compile(r"^\d{1,4}\.?$")
"""A column that counts the rows, 1, 2, 3: it says nothing of the measures."""
_NUMBER_FIRST = re.compile(
    r"^(T\s?\d{1,3}(?:\.\d{1,3})*|\d{1,3}\.\d{1,3}(?:\.\d{1,3})?)(?![.,]?\d)[\s.:–-]+(?=\S)", re.IGNORECASE
)
_GOAL_NUMBER = re.compile(r"^M?(\d+)$")
_GOAL = re.compile(r"^(?:M|mål|goal)\s*\.?(\d{1,3})(?![\w.])[\s.:–-]*(.*)$", re.IGNORECASE)


class MeasureReader:
    """Reads the rows of a list of measures, gives numbers to those without, and finds the goal of each."""

    def __init__(self, rows: RowReader, below: list[SheetRow]) -> None:
        self.rows = rows
        self._goals = dict(rows.ground.goals)
        self._given = {number: fold(title) for number, title in rows.ground.measures.items()}
        self._taken = {*self._given, *rows.ground.removed}
        self._seen: set[str] = set()
        self._titles: dict[tuple[str, str, date], tuple[int, str]] = {}
        self._above = ""
        for row in below:
            self._survey(row)

    def _survey(self, row: SheetRow) -> None:
        """Which numbers the list uses itself: new ones mustn't meet them."""
        for column in self.rows.header.columns.get(Column.GOAL, ()):
            self._note_goal(row.text(column))
        self._note_goal(next(iter(row.cells.values())).text)
        number, _ = self._number_of(self._plain(row, Column.NUMBER), self._plain(row, Column.TITLE))
        if number:
            self._taken.add(number)

    def _plain(self, row: SheetRow, column: Column) -> str:
        return " ".join(row.text(letter) for letter in self.rows.header.columns.get(column, ())).strip()

    def _note_goal(self, text: str) -> None:
        found = _GOAL.match(text)
        if found and found[2] and f"M{found[1]}" not in self.rows.ground.removed:
            self._goals.setdefault(f"M{found[1]}", found[2])

    def heading(self, row: SheetRow) -> None:
        """A goal as a heading across the sheet holds for the measures below it."""
        text = next(iter(row.cells.values())).text
        self._above = text if _GOAL.match(text) else ""

    def read(self, row: SheetRow) -> Ready | Unclear | Skipped:
        """One row."""
        rows = self.rows
        rows.begin()
        number, title = self._number_and_title(row)
        goal = self._goal(row, number)
        self._check_goal(row, number, goal[0])
        status, done = rows.state(row, Status.NOT_STARTED, Status.COMPLETED)
        closed = status in CLOSED
        owner = rows.owner(row)
        if owner and (rows.ground.county, owner) not in rows.ground.may:
            rows.unclear(rows.cell(row, Column.OWNER)[1], "imports.cell-not-yours")
        draft = MeasureDraft(
            number=number,
            goal=goal,
            title=title,
            owner=owner,
            due=rows.due(row, closed=closed),
            status=Status(status),
            contributors=self._contributors(row, owner),
            description=rows.text(row, Column.DESCRIPTION, "measure:description"),
            instrument=rows.text(row, Column.INSTRUMENT, "measure:instrument"),
            level=rows.reading(row, Column.LEVEL, read_level, Level.NONE),
            starts=rows.day(row, Column.STARTS),
            done=done,
            comment=rows.text(row, Column.COMMENT, "measure_update:note"),
            next_step=rows.text(row, Column.NEXT, "measure:next_step"),
            indicator=self._indicator(row),
            unit=rows.text(row, Column.UNIT, "measure:unit"),
            baseline=self._figure(row, Column.BASELINE),
            target=self._figure(row, Column.TARGET),
            latest=self._figure(row, Column.LATEST),
        )
        self._check_shares(row, draft)
        if rows.problems:
            return rows.refused(row)
        return self._against_others(row, draft)

    def _number_and_title(self, row: SheetRow) -> tuple[str, str]:
        """T1.2 and the title: from a column each, or both from one. No number: one is given later."""
        rows = self.rows
        typed = rows.title(row)
        cell, place = rows.cell(row, Column.NUMBER)
        number, title = self._number_of(cell.text if cell else "", typed)
        if cell is not None and not number and not _ROW.match(cell.text):
            rows.unclear(place, "imports.cell-measure-number", typed=cell.text[:QUOTED])
        elif not number and (first := _NUMBER_FIRST.match(typed)):
            rows.unclear(rows.cell(row, Column.TITLE)[1], "imports.cell-title-number", typed=first[1])
        return number, rows.within(rows.cell(row, Column.TITLE)[1], "measure:title", title)

    @staticmethod
    def _number_of(typed: str, title: str) -> tuple[str, str]:
        if typed and not _ROW.match(typed):
            return _number(typed), title
        first = _NUMBER_FIRST.match(title)
        if first and (number := _number(first[1])):
            return number, title[first.end() :].strip()
        return "", title

    def _goal(self, row: SheetRow, number: str) -> tuple[str, str, str]:
        """The goal's number and title: from its cell, the heading above, or the measure's number (T1.2: M1)."""
        rows = self.rows
        cell, place = rows.cell(row, Column.GOAL)
        text = cell.text if cell else self._above
        plan = rows.text(row, Column.PLAN_GOAL, "goal:plan_goal")
        if not text:
            return self._goal_of_number(row, number, plan)
        found = _GOAL.match(text)
        if not found:
            return self._goal_called(text, place, number), text, plan
        named, title = f"M{found[1]}", rows.within(place, "goal:title", found[2])
        known = self._goals.get(named, "")
        if named in rows.ground.removed:
            rows.unclear(place, "imports.cell-removed", number=named)
        elif not known:
            rows.unclear(place, "imports.cell-goal-unknown", number=named)
        elif title and fold(title) != fold(known):
            rows.unclear(place, "imports.cell-goal-differs", number=named, title=known[:QUOTED])
        return named, known, plan

    def _goal_of_number(self, row: SheetRow, number: str, plan: str) -> tuple[str, str, str]:
        """The goal that the measure's number names: M1 for T1.2."""
        rows = self.rows
        named = goal_of(number) if number else ""
        if named in self._goals:
            return named, self._goals[named], plan
        place = rows.cell(row, Column.GOAL)[1]
        if named in rows.ground.removed:
            rows.unclear(place, "imports.cell-removed", number=named)
        else:
            rows.unclear(place, "imports.cell-no-goal")
        return "", "", ""

    def _check_goal(self, row: SheetRow, number: str, goal: str) -> None:
        """T1.4 is of M1: numbers and goals mustn't say different things."""
        if number and goal and goal_of(number) != goal:
            number_cell, place = self.rows.cell(row, Column.NUMBER)
            if number_cell is None:
                _, place = self.rows.cell(row, Column.TITLE)
            self.rows.unclear(place, "imports.cell-number-goal", number=number, goal=goal, first=f"T{goal[1:]}")

    def _goal_called(self, title: str, place: str, number: str) -> str:
        """The number of the goal with this title; a new goal gets the one its measure's number names, else the next."""
        if length(title) > most("goal:title"):
            self.rows.within(place, "goal:title", title)
            return ""
        known = next((number for number, one in self._goals.items() if fold(one) == fold(title)), "")
        if not known:
            taken = {*self._goals, *self.rows.ground.removed}
            named = goal_of(number) if number else ""
            known = named if named and named not in taken else f"M{_next(taken)}"
            self._goals[known] = title
        return known

    def _contributors(self, row: SheetRow, owner: str) -> tuple[str, ...]:
        def read(cell: Cell) -> tuple[str, ...]:
            if not any(char.isalnum() for char in cell.text):
                return ()
            return tuple(one.slug for one in self.rows.owners.all(cell) if one.slug != owner)

        return self.rows.reading(row, Column.CONTRIBUTORS, read, ())

    def _figure(self, row: SheetRow, column: Column) -> float | None:
        def read(cell: Cell) -> float | None:
            return None if cell.text in ("-", "–") else read_number(cell)

        return self.rows.reading(row, column, read, None)

    def _indicator(self, row: SheetRow) -> str:
        """What is counted, with what it is counted in: «omsetning (mill. kr)», as figures are shown with its name."""
        name = self.rows.text(row, Column.INDICATOR, "measure:indicator")
        unit = self.rows.text(row, Column.UNIT, "measure:unit")
        if not name or not unit:
            return name or unit
        return name if fold(unit) in fold(name).split() else f"{name} ({unit})"

    def _check_shares(self, row: SheetRow, draft: MeasureDraft) -> None:
        """0.25 beside «25 %» is a quarter of a percent or a quarter: a cell shown as percent holds 0.25."""
        figures = {Column.BASELINE: draft.baseline, Column.TARGET: draft.target, Column.LATEST: draft.latest}
        found = [(*self.rows.cell(row, column), value) for column, value in figures.items()]
        in_percent = draft.unit.endswith("%") or any(cell and is_percent(cell) for cell, _, _ in found)
        for cell, place, value in found:
            if in_percent and cell and _may_be_share(cell, value):
                self.rows.unclear(place, "imports.cell-share", typed=cell.text[:QUOTED])

    def _against_others(self, row: SheetRow, draft: MeasureDraft) -> Ready | Unclear | Skipped:
        """Whether its number or title stands already, in this list or in the agreement; a number if it has none."""
        key = (draft.owner, fold(draft.title), draft.due)
        if standing := self._standing(draft):
            return Skipped(row.number, row.shown, "imports.skip-stands", {"name": standing})
        if key in self._titles and draft.number in ("", self._titles[key][1]):
            return Skipped(row.number, row.shown, "imports.skip-twice", {"number": self._titles[key][0]})
        if clash := self._clash(draft.number):
            return self._refused(row, clash, draft.number)
        number = draft.number or self._new_number(draft.goal[0])
        if not _number(number):
            return self._refused(row, "imports.cell-goal-full", draft.goal[0])
        self._titles[key] = (row.number, number)
        self._seen.add(number)
        self._taken.add(number)
        return Ready(row.number, replace(draft, number=number), tuple(self.rows.remarks))

    def _standing(self, draft: MeasureDraft) -> str:
        """The number of the same measure in the agreement; empty: it isn't there."""
        title = fold(draft.title)
        if draft.number:
            return draft.number if self._given.get(draft.number) == title else ""
        return next((number for number, given in self._given.items() if given == title), "")

    def _clash(self, number: str) -> str:
        """Why another measure has the number; empty: none has."""
        if number in self.rows.ground.removed:
            return "imports.cell-removed"
        if number in self._given:
            return "imports.cell-number-taken"
        return "imports.cell-number-twice" if number in self._seen else ""

    def _refused(self, row: SheetRow, code: str, number: str) -> Unclear:
        typed, place = self.rows.cell(row, Column.NUMBER)
        if typed is None:
            _, place = self.rows.cell(row, Column.TITLE)
        return Unclear(row.number, row.shown, (CellProblem(place, code, {"number": number}),))

    def _new_number(self, goal: str) -> str:
        prefix = f"T{goal[1:]}."
        used = {number.removeprefix(prefix) for number in self._taken if number.startswith(prefix)}
        return f"{prefix}{_next(used)}"


def _number(typed: str) -> str:
    """T1.2 of «1.2», «t1.2», «tiltak 1.2.»; empty when nobody could name a measure so: T1, T1.2.3, T1.05."""
    found = _NUMBER.match(typed)
    written = f"T{found[1]}" if found else ""
    number = measure_number(written)
    return written if number == (written, len(written)) else ""


def _next(numbers: Iterable[str]) -> int:
    """The number after the highest: of M1, M3 it is 4."""
    found = [int(digits[1]) for one in numbers if (digits := _GOAL_NUMBER.match(one))]
    return max(found, default=0) + 1


def _may_be_share(cell: Cell, value: float | None) -> bool:
    """Whether a figure without its own percent sign may be a share of one."""
    return value is not None and 0 < abs(value) <= 1 and not is_percent(cell)
