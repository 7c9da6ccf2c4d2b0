"""The rows of a list of follow-ups: who does what by when."""

from datetime import date

from domain.followups import FollowUpState
from domain.imports.cells import QUOTED, Remark, UnclearError
from domain.imports.columns import Column
from domain.imports.rows import CLOSED, FollowUpDraft, Ready, RowReader, Skipped, Unclear
from domain.imports.sheet import SheetRow
from domain.organisations import fold


class FollowUpReader:
    """Reads the rows of a list of follow-ups, and knows those it has read."""

    def __init__(self, rows: RowReader, _below: list[SheetRow]) -> None:
        self.rows = rows
        self._seen: dict[tuple[str, str, str, date], int] = {}

    def heading(self, row: SheetRow) -> None:
        """A heading across the sheet says nothing about follow-ups."""

    def read(self, row: SheetRow) -> Ready | Unclear | Skipped:
        """One row."""
        rows = self.rows
        rows.begin()
        owner, title = rows.owner(row), rows.title(row)
        state, done = rows.state(row, FollowUpState.OPEN, FollowUpState.DONE)
        draft = FollowUpDraft(
            owner=owner,
            county=self._county(row),
            text=self._text(row, title),
            due=rows.due(row, closed=state in CLOSED),
            state=FollowUpState(state),
            done=done,
        )
        if owner and (draft.county or "", owner) not in rows.ground.may:
            rows.unclear(rows.cell(row, Column.OWNER)[1], "imports.cell-not-yours")
        if rows.problems:
            return rows.refused(row)
        return self._against_others(row, draft, title)

    def _text(self, row: SheetRow, title: str) -> str:
        """The text with what stands beside it in the list: a follow-up has no other place for a comment."""
        rows = self.rows
        beside = [rows.text(row, Column.COMMENT, "follow_up:text")]
        if helpers := rows.text(row, Column.CONTRIBUTORS, "follow_up:text"):
            beside.append(f"{rows.header.heading(Column.CONTRIBUTORS)}: {helpers}")
        text = " – ".join(one for one in (title, *beside) if one)
        return rows.within(rows.cell(row, Column.TITLE)[1], "follow_up:text", text)

    def _county(self, row: SheetRow) -> str | None:
        """Where it comes from: the row's own county, else the list's."""
        rows = self.rows
        cell, place = rows.cell(row, Column.COUNTY)
        if cell is None:
            return rows.ground.county or None
        try:
            found, _ = rows.owners.one(cell)
        except UnclearError as error:
            rows.unclear(place, error.code, **error.params)
            return None
        if not rows.owners.is_county(found.slug):
            rows.unclear(place, "imports.cell-no-county", typed=cell.text[:QUOTED])
            return None
        return found.slug

    def _against_others(self, row: SheetRow, draft: FollowUpDraft, title: str) -> Ready | Skipped:
        """Whether it stands already, in this list or in the database; the same with another date is said."""
        rows = self.rows
        county = draft.county or ""
        key = (county, draft.owner, fold(draft.text), draft.due)
        if key in self._seen:
            return Skipped(row.number, row.shown, "imports.skip-twice", {"number": self._seen[key]})
        self._seen[key] = row.number
        same = {
            one
            for text in (draft.text, title)
            for one in rows.ground.follow_ups.get((county, draft.owner, fold(text)), ())
        }
        for one in sorted(same, key=lambda one: one.id):
            if one.due == draft.due:
                return Skipped(row.number, row.shown, "imports.skip-stands", {"name": f"O-{one.id}"})
        remarks = [
            Remark(rows.cell(row, Column.TITLE)[1], "imports.remark-like", {"name": f"O-{one.id}", "day": one.due})
            for one in sorted(same, key=lambda one: one.id)
            if one.open
        ]
        return Ready(row.number, draft, (*rows.remarks, *remarks))
