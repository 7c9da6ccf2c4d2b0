"""What was said on the page and what was answered: a conversation per role, kept as long as the process lives."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from bot.tryout.simulation import Delivery, Simulation
from bot.web.persona import Persona
from domain.accounts import organisation_of
from handlers.cards import Card, Form, Problem, Reply, buttons_of
from handlers.texts import say

LONGEST = 200
"""Turns kept of one conversation."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Something said and its answer, or a message that came.

    number: its place among all that has happened. changed: the number it was last changed under. said: what was
    said; empty, it is a message. by: how it was said; of a button and a form `said` is the name. wrong: what was wrong
    with the form in `card`, where no field shows it. tried: that form has come back. closed: it has been sent, or
    cancelled.
    """

    number: int
    changed: int
    at: datetime
    card: Card
    said: str = ""
    by: Literal["line", "button", "form"] = "line"
    wrong: str = ""
    tried: bool = False
    closed: str = ""


class Sessions:
    """Everybody's conversations. What a line causes goes out with its answer, as in the terminal."""

    def __init__(self, clockwork: Simulation) -> None:
        self._clockwork = clockwork
        self._turns: dict[str, dict[int, Turn]] = {}
        self._lock = threading.Lock()

    def say(self, reader: Persona, line: str, *, pressed: bool = False) -> None:
        """Say a line. pressed: by a button, whose label says what was meant; its line may hold numbers and versions."""
        with self._clockwork.lock:
            label = self._label(reader, line) if pressed else ""
            number = self._clockwork.number()
            reply = self._answer(reader, line)
            turn = Turn(number, number, self._now(), reply.card, label or line, by="button" if label else "line")
            self._keep(reader, turn)
            self._clockwork.deliver()

    def _label(self, reader: Persona, line: str) -> str:
        """What the newest button of the reader's with this line is called."""
        for turn in reversed(self.turns(reader)):
            for button in buttons_of(turn.card):
                if button.line == line:
                    return button.label
        return ""

    def send(self, reader: Persona, number: int, typed: Mapping[str, str]) -> None:
        """Send in the form of a turn. One that is wrong stays where it is, with what was typed; one sent before stays.

        typed: the values of its fields by name; what isn't there is empty, what is no field of it is left alone.
        """
        with self._clockwork.lock:
            turn = self._turns.get(reader.account.user, {}).get(number)
            form = turn.card.form if turn else None
            if turn is None or form is None:
                self._say_gone(reader)
                return
            typed = {field.name: typed.get(field.name, "") for field in form.fields}
            if missing := _missing(form, typed, turn.card.language):
                self._change(reader, turn, form=missing)
                return
            reply = self._answer(reader, form.line, typed)
            if reply.problem is not None:
                following, wrong = returned(form, typed, reply)
                self._change(reader, turn, form=following, wrong=wrong)
            else:
                self._change(reader, turn, closed="sent")
                new = self._clockwork.number()
                self._keep(reader, Turn(new, new, self._now(), reply.card, form.title, by="form"))
            self._clockwork.deliver()

    def cancel(self, reader: Persona, number: int) -> None:
        """Put a form away; nothing happens."""
        with self._clockwork.lock:
            turn = self._turns.get(reader.account.user, {}).get(number)
            if turn is not None and turn.card.form is not None:
                self._change(reader, turn, closed="cancelled")

    def turns(self, reader: Persona, after: int = 0) -> list[Turn]:
        """What a reader has said and been told, in order; only what is new or changed after the number `after`."""
        with self._lock:
            own = list(self._turns.get(reader.account.user, {}).values())
        came = [_message(one) for one in list(self._clockwork.deliveries) if _for(one, reader)]
        return sorted((turn for turn in own + came if turn.changed > after), key=lambda turn: turn.number)

    def _answer(self, reader: Persona, line: str, fields: Mapping[str, str] | None = None) -> Reply:
        return self._clockwork.answer(line, reader.account, reader.room, fields, reader.language)

    def _now(self) -> datetime:
        return self._clockwork.app.clock.now()

    def _say_gone(self, reader: Persona) -> None:
        number = self._clockwork.number()
        card = Card(reader.say("web.form-gone"), language=reader.language)
        self._keep(reader, Turn(number, number, self._now(), card, reader.say("web.form-name"), by="form"))

    def _change(self, reader: Persona, turn: Turn, form: Form | None = None, wrong: str = "", closed: str = "") -> None:
        card = replace(turn.card, form=form)
        changed = self._clockwork.number()
        self._keep(reader, replace(turn, card=card, changed=changed, wrong=wrong, tried=not closed, closed=closed))

    def _keep(self, reader: Persona, turn: Turn) -> None:
        with self._lock:
            kept = self._turns.setdefault(reader.account.user, {})
            kept[turn.number] = turn
            while len(kept) > LONGEST:
                del kept[next(iter(kept))]


def returned(form: Form, typed: Mapping[str, str], reply: Reply) -> tuple[Form, str]:
    """A refused form as it is shown again, and what was wrong with it where no field of it says so.

    What was typed stays in the fields, also when the refusal brings another form with some of them.
    """
    said, wrong_name = _said(reply.problem)
    following = reply.card.form or replace(form, fields=tuple(replace(field, error="") for field in form.fields))
    fields = tuple(
        replace(
            field,
            value=typed.get(field.name, field.value),
            error=field.error or (said if field.name == wrong_name else ""),
        )
        for field in following.fields
    )
    return replace(following, fields=fields), "" if any(field.error for field in fields) else said


def _said(problem: Problem | None) -> tuple[str, str]:
    """What was wrong and how to put it right, and the name of the field that it is about."""
    if problem is None:
        return "", ""
    return " ".join(part for part in (problem.problem, problem.hint) if part), problem.field_name


def _missing(form: Form, typed: Mapping[str, str], language: str) -> Form | None:
    """The form with each field named that must be filled in and is not; None when there is none."""
    needed = say(language, "web.form-needed")
    fields = tuple(
        replace(
            field,
            value=typed[field.name],
            error=needed if field.required and not typed[field.name].strip() else "",
        )
        for field in form.fields
    )
    return replace(form, fields=fields) if any(field.error for field in fields) else None


def _for(delivery: Delivery, reader: Persona) -> bool:
    """A direct message is for one account, any other for all who hold a role in the organisation."""
    if delivery.room.direct:
        return delivery.room.channel == reader.account.user
    return not reader.guest and organisation_of(delivery.recipient) == reader.organisation.slug


def _message(delivery: Delivery) -> Turn:
    return Turn(delivery.number, delivery.changed, delivery.at, delivery.card)
