"""The conversation in the terminal: lines and replies, forms field by field, and a clock that can be moved.

A line that begins with a colon is for the terminal itself: who one speaks as, what time it is.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

from bot.app import UNEXPECTED, App
from bot.clock import MovableClock
from bot.console import Sent, UnknownSpeakerError, deliver, instant, room_of, speaker, tick
from bot.forms import Cancelled, FormDialogue
from domain.calendar import OSLO, oslo_date, oslo_instant
from domain.dates import DateContext, Direction, Purpose, parse_date
from domain.errors import UserError
from domain.organisations import fold
from domain.reminders import SEND_FROM, send_at
from handlers.actors import CONSOLE, GUEST
from handlers.cards import Account, Form, Reply
from handlers.invocation import Invocation
from handlers.plain import plain
from handlers.texts import has, say
from storage.year import plan_ahead

FARTHEST = timedelta(days=731)
"""How far the clock may be moved at once: each day on the way is ticked."""

_STEP = re.compile(r"\+\s*(\d{1,4})\s*([^\W\d]*)")
_UNITS = {
    **dict.fromkeys(("", "d", "dag", "dager", "dagar", "day", "days"), timedelta(days=1)),
    **dict.fromkeys(("u", "uke", "uker", "veke", "veker", "w", "week", "weeks"), timedelta(weeks=1)),
    **dict.fromkeys(("t", "time", "timer", "timar", "h", "hour", "hours"), timedelta(hours=1)),
}


class Conversation:
    """One person at a terminal.

    ask: shows a prompt and returns the line typed, EOFError when there are no more. tell: prints a paragraph.
    """

    def __init__(self, app: App, ask: Callable[[str], str], tell: Callable[[str], None], as_: str = "ks") -> None:
        self.app, self._ask, self._tell = app, ask, tell
        self.account: Account = speaker(app, as_, app.clock.now())

    @property
    def language(self) -> str:
        """The language of whom one speaks as, as it is now."""
        slug, _, role = self.account.user.partition(":")
        with self.app.store.read(self.app.clock.now()) as snapshot:
            room = snapshot.directory.room(CONSOLE, "", slug)
            own = room.language if room and room.organisation == slug else ""
            return "nb" if role == GUEST else own or snapshot.directory.organisations[slug].language

    def say(self, key: str, /, **facts: object) -> str:
        """A text of `console.ftl` in that language."""
        return say(self.language, f"console.{key}", **facts)

    def run(self) -> bool:
        """Talk until somebody says goodbye (True), or there are no more lines (False)."""
        while True:
            try:
                line = self._ask(f"{self.prompt()} ").strip()
                if not self.hear(line):
                    self._tell(self.say("bye"))
                    return True
            except EOFError:
                return False

    def prompt(self) -> str:
        """Who one is and what time it is."""
        return self.say("prompt", **self._who(), **_when(self.app.clock.now()))

    def hear(self, line: str) -> bool:
        """Answer one line; False: it was goodbye."""
        if line.startswith(":"):
            return self._meta(line[1:].strip())
        if line:
            self._reply(line)
        return True

    # ---- lines and forms

    def _reply(self, line: str) -> None:
        reply = self._answer(line)
        while reply.ok and reply.card.form is not None:
            try:
                reply = self._fill(reply.card.form)
            except Cancelled:
                self._tell(self.say("form-cancelled"))
                return
        self._tell(plain(reply.card))
        if CONSOLE in self.app.platforms:  # what a person causes goes at once; reminders wait for the clock
            self._show(deliver(self.app, self.app.clock.now()))

    def _answer(self, line: str, fields: dict[str, str] | None = None) -> Reply:
        now = self.app.clock.now()
        plan_ahead(self.app.store, now)
        return self.app.answer(Invocation(line, self.account, room_of(self.account), now, fields or {}))

    def _fill(self, form: Form) -> Reply:
        """Ask for the fields until the form is taken. Raises Cancelled."""
        dialogue = FormDialogue(form, self.language, self._ask, self._tell)
        wrong, line = "", form.line
        while True:
            reply = self._answer(line, dialogue.fill(wrong))
            if reply.problem is None or reply.problem.code == UNEXPECTED:
                return reply
            # Its buttons would begin anew without what has been filled in: here they are only suggestions to type.
            ways = " · ".join(button.label for button in reply.card.buttons)
            self._tell("\n".join(part for part in (reply.problem.problem, reply.problem.hint, ways) if part))
            wrong = reply.problem.field_name
            if reply.card.form is not None:  # the same fields, to be sent in under another line
                line = reply.card.form.line

    # ---- the terminal's own words

    def _meta(self, line: str) -> bool:
        word, _, rest = line.partition(" ")
        match fold(word):
            case "som" | "as":
                self._speak_as(rest.strip())
            case "klokke" | "klokka" | "clock":
                self._clock(rest.strip())
            case "tikk" | "tick":
                self._tick()
            case "hjelp" | "help" | "":
                keys = ("meta", "meta.clock", "meta.tick", "meta.quit")
                self._tell("\n".join(self.say(key) for key in keys))
            case "slutt" | "quit" | "exit" | "q":
                return False
            case _:
                self._refuse("unknown-meta", typed=f":{word}")
        return True

    def _refuse(self, key: str, **facts: object) -> None:
        hint = self.say(f"{key}.hint") if has(self.language, f"console.{key}.hint") else ""
        self._tell("\n".join(part for part in (self.say(key, **facts), hint) if part))

    def _speak_as(self, who: str) -> None:
        try:
            self.account = speaker(self.app, who, self.app.clock.now())
        except UnknownSpeakerError:
            self._refuse("unknown-who", typed=who)
            return
        self._tell(self.say("speaking", **self._who()))

    def _who(self) -> dict[str, str]:
        slug, _, role = self.account.user.partition(":")
        with self.app.store.read(self.app.clock.now()) as snapshot:
            short = snapshot.directory.organisations[slug].short
        return {"who": short, "role": self.say("guest") if role == GUEST else say(self.language, f"roles.{role}")}

    # ---- the clock

    def _clock(self, text: str) -> None:
        clock = self.app.clock
        if text:
            if not isinstance(clock, MovableClock) or CONSOLE not in self.app.platforms:
                self._refuse("clock-real")
                return
            target = self._target(text)
            if target is None:
                self._refuse("clock-unknown", typed=text[:60])
                return
            if target < clock.now() - timedelta(minutes=1):
                self._refuse("clock-back")
                return
            if target - clock.now() > FARTHEST:
                self._refuse("clock-far")
                return
            self.go_to(clock, target)
        self._tell(self.say("now", **_when(clock.now())))

    def go_to(self, clock: MovableClock, target: datetime) -> None:
        """Move the clock, and send what is due now and what each nine o'clock on the way brings."""
        self._show(tick(self.app, clock.now()))
        day = oslo_date(clock.now())
        while day <= oslo_date(target):
            at = send_at(day)
            if clock.now() < at <= target:
                clock.move_to(at)
                self._show(tick(self.app, at))
            day += timedelta(days=1)
        clock.move_to(target)
        self._show(tick(self.app, target))

    def _target(self, text: str) -> datetime | None:
        now = self.app.clock.now()
        if step := _STEP.fullmatch(text):
            unit = _UNITS.get(step[2].casefold())
            # By the clock on the wall: a day later is the same hour, whatever happened to summer time in between.
            return (now.astimezone(OSLO) + int(step[1]) * unit).astimezone(UTC) if unit else None
        try:
            at = instant(text)
            return oslo_instant(at.date(), SEND_FROM) if len(text) == len("2026-12-01") else at.astimezone(UTC)
        except ValueError:
            pass
        calendar = self.app.store.rules.calendar
        try:
            found = parse_date(text, DateContext(oslo_date(now), calendar, Direction.FUTURE, Purpose.DEADLINE))
        except UserError:
            return None
        return oslo_instant(found.day, found.time or SEND_FROM)

    def _tick(self) -> None:
        if CONSOLE not in self.app.platforms:
            self._refuse("send-real")
            return
        sent = tick(self.app, self.app.clock.now())
        self._show(sent)
        if not sent:
            self._tell(self.say("nothing-due"))

    def _show(self, sent: list[Sent]) -> None:
        for one in sent:
            self._tell(self.shown(one))

    def shown(self, one: Sent) -> str:
        """A message that went out, indented under a line that says to whom."""
        with self.app.store.read(self.app.clock.now()) as snapshot:
            who = snapshot.directory.organisations[one.recipient.split(":", maxsplit=1)[0]].short
        head = self.say("sent", who=who, **_when(self.app.clock.now()))
        return "\n".join([head, *(f"  {line}".rstrip() for line in one.text.splitlines())])


def _when(now: datetime) -> dict[str, object]:
    local = now.astimezone(OSLO)
    return {"day": local.date(), "at": time(local.hour, local.minute)}
