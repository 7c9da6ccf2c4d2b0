"""The conversation in the terminal: lines and replies, forms field by field, and a clock that can be moved.

A line that begins with a colon is for the terminal itself: who one speaks as, what time it is.
"""

from collections.abc import Callable
from datetime import datetime, time

from bot.app import UNEXPECTED, App
from bot.terminal.console import UnknownSpeakerError, room_of, speaker
from bot.terminal.forms import Cancelled, FormDialogue
from bot.tryout.simulation import Delivery, Simulation, UnreachableError
from domain.accounts import CONSOLE, Account, Address, organisation_of
from domain.calendar import OSLO
from domain.organisations import fold
from handlers.cards import Form, Reply
from handlers.core.actors import GUEST
from handlers.texts import has, say
from handlers.views.plain_text import plain


class Conversation:
    """One person at a terminal.

    ask: shows a prompt and returns the line typed, EOFError when there are no more. tell: prints a paragraph.
    clockwork: one that is shared with others; its own otherwise.
    """

    def __init__(
        self,
        app: App,
        ask: Callable[[str], str],
        tell: Callable[[str], None],
        as_: str = "ks",
        clockwork: Simulation | None = None,
    ) -> None:
        self.app, self._ask, self._tell = app, ask, tell
        self.clockwork = clockwork or Simulation(app)
        self.account: Account = speaker(app, as_, app.clock.now())

    @property
    def language(self) -> str:
        """The language of whom one speaks as, as it is now."""
        slug, _, role = self.account.user.partition(":")
        with self.app.store.read(self.app.clock.now()) as snapshot:
            room = snapshot.directory.room(Address(CONSOLE, "", slug))
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
            self.clockwork.deliver(show=self.show)

    def _answer(self, line: str, fields: dict[str, str] | None = None) -> Reply:
        return self.clockwork.answer(line, self.account, room_of(self.account), fields)

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
        if text:
            try:
                target = self.clockwork.target(text)
            except UnreachableError as error:
                self._refuse(f"clock-{error.why}", typed=text[:60])
                return
            self.clockwork.go_to(target, self.show)
        self._tell(self.say("now", **_when(self.app.clock.now())))

    def _tick(self) -> None:
        if CONSOLE not in self.app.platforms:
            self._refuse("send-real")
            return
        if not self.clockwork.tick(show=self.show):
            self._tell(self.say("nothing-due"))

    def show(self, delivery: Delivery) -> None:
        """Tell of a message that goes out, indented under a line that says to whom."""
        with self.app.store.read(delivery.at) as snapshot:
            who = snapshot.directory.organisations[organisation_of(delivery.recipient)].short
        head = self.say("sent", who=who, **_when(delivery.at))
        self._tell("\n".join([head, *(f"  {line}".rstrip() for line in plain(delivery.card).splitlines())]))


def _when(now: datetime) -> dict[str, object]:
    local = now.astimezone(OSLO)
    return {"day": local.date(), "at": time(local.hour, local.minute)}
