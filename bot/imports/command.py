"""`samhandling import`: reads a file, shows how it was understood, and stores it when that is confirmed."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.app import App
from bot.output import tell, writes_any_letter
from bot.terminal.console import room_of, say_line, speaker
from domain.errors import UserError
from domain.imports.columns import ListKind
from handlers.cards import Card, Problem, Reply, as_json
from handlers.core.actors import actor_of
from handlers.core.context import CommandContext
from handlers.core.invocation import Invocation
from handlers.dispatch.registry import refusal
from handlers.imports.apply import apply, check_storable
from handlers.imports.preview import ImportRequest, Preview, preview
from handlers.texts import say
from handlers.views.plain_text import plain
from storage.unit_of_work.unit import Origin, Snapshot, StoreBusyError, UnitOfWork

if TYPE_CHECKING:
    from datetime import datetime

REFUSED = 1
YES = ("j", "ja", "y", "yes")


@dataclass(frozen=True, slots=True)
class Order:
    """What was typed. undo: the number of an import to take back, and then there is no file."""

    file: Path | None
    speaker: str = "ks"
    kind: ListKind | None = None
    county: str = ""
    sheet: str = ""
    only_ready: bool = False
    new_agreement: bool = False
    again: bool = False
    yes: bool = False
    undo: int | None = None
    json: bool = False

    @property
    def line(self) -> str:
        """What the audit log says was done."""
        said = {"--kind": self.kind, "--county": self.county, "--sheet": self.sheet}
        ticked = {"--only-ready": self.only_ready, "--new-agreement": self.new_agreement, "--again": self.again}
        options = [f"{option} {value}" for option, value in said.items() if value]
        options += [option for option, is_set in ticked.items() if is_set]
        return " ".join(["import", *([self.file.name] if self.file else []), *options])


def run_import(app: App, order: Order) -> int:
    """Do what was ordered, and print it; the exit code. Raises UnknownSpeakerError."""
    now = app.clock.now()
    if order.undo is not None:
        reply = say_line(app, f"import angre {order.undo}", order.speaker, now)
        _print(reply.card, reply.problem, order)
        return 0 if reply.ok else REFUSED
    return _Run(app, order, now).run()


class _Run:
    """One run of the command: from a file to a preview, a question, and what was stored."""

    def __init__(self, app: App, order: Order, now: "datetime") -> None:
        self.app, self.order = app, order
        account = speaker(app, order.speaker, now)
        self.line = order.line
        self.invocation = Invocation(self.line, account, room_of(account), now)
        with app.store.read(now) as snapshot:
            self.actor = actor_of(self.invocation, snapshot.directory, snapshot.today, app.services.admins)
        self.progress = Progress(self.actor.language)

    def run(self) -> int:
        """To the end, or to the refusal."""
        shown: Preview | None = None
        try:
            wanted = self._wanted()
            with self.app.store.read(self.invocation.at) as snapshot:
                ask = self._ask(snapshot)
                shown = preview(ask, wanted, self.progress.of("imports.progress-read"))
                self.progress.end()
                self._show(shown)
                self._may_be_stored(ask, wanted, shown)
            if not self._confirmed(shown):
                return REFUSED
            return self._store(wanted, shown)
        except UserError as error:
            return self._refuse(refusal(error, self.invocation, self.actor), shown)
        except StoreBusyError:
            return self._refuse(refusal(UserError("common.busy"), self.invocation, self.actor), shown)

    def _wanted(self) -> ImportRequest:
        from bot.imports.read_file import read_file

        order = self.order
        read = read_file(order.file or Path(), order.sheet)
        return ImportRequest(
            read.name, read.sha256, read.sheet, order.kind, order.county, order.new_agreement, order.again
        )

    def _ask(self, reading: Snapshot | UnitOfWork) -> CommandContext:
        return CommandContext(self.invocation, self.app.services, self.actor, reading, None, "")

    def _show(self, shown: Preview) -> None:
        if not self.order.json:
            _print(shown.card, None, self.order)

    def _may_be_stored(self, ask: CommandContext, wanted: ImportRequest, shown: Preview) -> None:
        """Raises UserError when the rows can't be stored as they are."""
        check_storable(ask, wanted, shown)
        unclear = shown.plan.unclear
        if unclear and not self.order.only_ready:
            numbers = ", ".join(str(row.number) for row in unclear)
            raise UserError("imports.some-unclear", {"n": len(unclear), "rows": numbers})

    def _confirmed(self, shown: Preview) -> bool:
        """Whether it may be stored: said beforehand, or answered now. Raises UserError where nobody can answer."""
        if self.order.yes:
            return True
        if self.order.json or not sys.stdin.isatty():
            raise UserError("imports.not-confirmed")
        language = self.actor.language
        tell(f"\n{say(language, 'imports.ask', n=len(shown.plan.ready))}", end=" ")
        answer = sys.stdin.readline()  # empty: the input was closed, which is no yes
        if answer.strip().casefold() in YES:
            return True
        tell(say(language, "imports.asked-no"))
        return False

    def _store(self, wanted: ImportRequest, shown: Preview) -> int:
        by = Origin(str(self.invocation.account), self.line, organisation=self.actor.organisation)
        with self.app.store.begin(by, self.invocation.at) as unit:
            card = apply(self._ask(unit), wanted, shown, self.progress.of("imports.progress-store"))
        self.progress.end()
        if not self.order.json:
            tell("")
        _print(card, None, self.order, shown)
        return 0

    def _refuse(self, reply: Reply, shown: Preview | None) -> int:
        self.progress.end()
        if shown and not self.order.json:
            tell("")
        _print(reply.card, reply.problem, self.order, shown)
        return REFUSED


class Progress:
    """«Leser: 1 200 av 5 000 rader» on standard error: one line written anew on a terminal, a few lines elsewhere."""

    STEP_SHOWN, STEP_LOGGED = 100, 1000

    def __init__(self, language: str) -> None:
        self.language = language
        self._open = False
        self._terminal = sys.stderr.isatty()

    def of(self, key: str) -> Callable[[int, int], None]:
        """What tells how far one part of the work has come. key: its text. Short lists go without."""

        def said(done: int, total: int) -> None:
            step = self.STEP_SHOWN if self._terminal else self.STEP_LOGGED
            if total <= step or (done % step and done != total):
                return
            self._write(say(self.language, key, done=self._number(done), total=self._number(total)))

        return said

    def _number(self, value: int) -> str:
        from babel.numbers import format_decimal

        return format_decimal(value, locale=self.language)

    def _write(self, text: str) -> None:
        if self._terminal:
            sys.stderr.write(f"\r\x1b[K{text}")
            self._open = True
        else:
            sys.stderr.write(f"{text}\n")
        sys.stderr.flush()

    def end(self) -> None:
        """Let what comes next begin on a line of its own."""
        if self._open:
            sys.stderr.write("\n")
            self._open = False


def _print(card: Card, problem: Problem | None, order: Order, shown: Preview | None = None) -> None:
    """A card as text, or one JSON object with the preview beside it."""
    if not order.json:
        tell(plain(card))
        return
    found: dict[str, object] = {"ok": problem is None, "text": plain(card), "card": as_json(card)}
    if problem:
        found["error"] = {name: getattr(problem, name) for name in ("code", "problem", "hint")}
    if shown:
        plan = shown.plan
        counts = {"ready": len(plan.ready), "unclear": len(plan.unclear), "skipped": len(plan.skipped)}
        found |= {"counts": counts, "preview": plain(shown.card)}
    tell(json.dumps(found, ensure_ascii=not writes_any_letter()))
