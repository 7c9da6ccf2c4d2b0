"""Nobody is shown, offered, sent or told a word that isn't theirs to read: not in a list, not in a refusal.

Every command of the table × whatever a line can name × every kind of outsider × {plain, a wrong version, a form that
was sent, a button}, over a database of marked words. What a command is about is read from its help text, and every
command is tried with every kind besides; a command, a table or a text column that comes later comes in by itself.
"""

import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

import pytest
import structlog
from sqlmodel import col, select

from bot.app import open_store
from domain.organisations import REFERENCE
from handlers.cards import Button, Card, Field, FieldKind, Form, Reply
from handlers.commands import COMMANDS
from handlers.core.command import Command
from handlers.form_again import form_again
from handlers.messages.draw import draw, letter_of
from handlers.messages.recipes import RECIPES
from handlers.messages.reminders import put_due
from handlers.overview.home import home
from handlers.texts import say
from storage.delivery.outbox_view import notices_of
from storage.tables import AuditRow, MessageRow
from storage.unit_of_work.dry_run import rolled_back
from storage.unit_of_work.unit import Rules
from tests.desk import Desk, oslo
from tests.handlers.secrets_kit import (
    INSIDERS,
    MARK,
    OUTSIDERS,
    Named,
    furnish_secrets,
    leaks,
    named_things,
    unmarked_columns,
)
from tests.thorough import THOROUGH

_MEANT = re.compile(
    r"(?P<follow_up>O-\d+)|(?P<decision>V-\d+/\d\d)|(?P<item>(?:intern )?\d+/\d\d)|(?P<measure>T\d+\.\d+)"
    r"|(?P<goal>M\d+)|(?P<meeting>(?:[RN]\d*-20\d\d-[VH]|(?:Agder |nasjonalt )?(?:vår|høst)(?: 20\d\d)?)(?=[ :,]|$))"
    r"|(?P<number>^\d+$)|(?P<county>Agder|Midtvik)"
)
"""What an example of the help text names, by its kind."""
FEWEST = 20
"""Fewer than there are; none would mean that nothing was tried."""
ROOMS = {"ks": "ks:secretary", "rogaland": "rogaland:member"}
"""Who reads in a room with the fewest rights, where that isn't a member."""
UNLIKE = ("rogaland", "ks:secretary", "ks", "siva:member", "agder:guest")
"""Of the outsiders those who read differently; the others are heard in turn with them."""
WITHOUT_TEXT = {
    *(f"{kept}.account" for kept in (
        "agreement_change", "follow_up_date", "import", "measure_update", "meeting_step", "minutes_answer",
        "minutes_version",
    )),
    *(f"account.{part}" for part in ("platform", "user", "workspace")),
    *(f"role_request.{part}" for part in ("platform", "user", "workspace")),
    *(f"room.{part}" for part in ("platform", "workspace", "channel", "language", "reason", "taken_from")),
    "follow_up_origin.owner", "import.organisation", "measure_update.organisation", "agenda_item.body", "decision.body",
    "agenda_item.template", "agreement_change.field", "agreement_change.number", "agreement_change.subject",
    "goal.number", "measure.number", "measure.origin", "measure.unit", "meeting.ref", "import.sha256", "person.name",
    "minutes_version.sha256",
    *(f"organisation.{name}" for name in (
        "aliases", "language", "leader_title", "name", "number", "orgnr", "short", "slug",
    )),
    "agenda_item.clause", "agenda_item.exempt", "agenda_item.removed_why",
    "meeting.place", "meeting.theme", "meeting.political_body",
}  # fmt: skip
"""Columns without a text that is kept from anybody: names of accounts, rooms and organisations, the program's own words
and numbers, and what is public of a meeting and its agenda."""
_STALE = ("{name} v99 {tail}", "{name} {tail} bekreft v99", "{name} utkast 99", "{name} b0123456789abcdef {tail}")
"""Versions that nothing ever had, where lines carry theirs."""


# -- what there is to say ----------------------------------------------------------------------------------------------


@cache
def tails(command: Command) -> tuple[str, ...]:
    """What may follow a name after the command, by the examples of its help text; nothing, too."""
    return tuple(dict.fromkeys(("", *(tail for _, tail in _examples(command)))))


@cache
def kinds(command: Command) -> frozenset[str]:
    """What a command is about, by the names in its examples."""
    return frozenset(kind for kind, _ in _examples(command))


@cache
def _examples(command: Command) -> tuple[tuple[str, str], ...]:
    """The kind of what each example names first, and what follows."""
    found = []
    for example in say("nb", command.usage).split(" · "):
        name = max((one for one in (command.name, *command.aliases) if example.startswith(one)), key=len, default="")
        words = example.removeprefix(name).strip()
        meant = _MEANT.search(words)
        if meant is not None:
            found.append((str(meant.lastgroup).replace("_", "-"), words[meant.end() :].lstrip(" :,")))
    return tuple(found)


def said_of(things: Iterable[Named]) -> Iterator[tuple[Command, Named, str]]:
    """Every command with what its examples say that it is about, and the longest that may follow."""
    for command in COMMANDS:
        for thing in things:
            if thing.kind in kinds(command):
                yield command, thing, max(tails(command), key=len)


def one_of_each(things: Iterable[Named]) -> list[Named]:
    """One of each kind and audience is enough where there isn't much time."""
    found = {(thing.kind, MARK.sub(r"\1", thing.text) or thing.called): thing for thing in things}
    return list(things if THOROUGH else found.values())


def said_of_all(things: Iterable[Named]) -> Iterator[tuple[Command, Named, str]]:
    """Every command with one thing of every kind, whether it is about such or not, and all that may follow."""
    first = {thing.kind: thing for thing in reversed(list(things))}
    for command in COMMANDS:
        for thing in things if THOROUGH else first.values():
            for tail in tails(command):
                yield command, thing, tail


def plain_line(command: Command, name: str, tail: str) -> str:
    return f"{command.name} {name} {tail}".strip()


def stale_lines(command: Command, name: str, tail: str) -> Iterator[str]:
    """The same with a version that it never had: as old buttons carry one."""
    for line in _STALE if THOROUGH else _STALE[:1]:
        yield f"{command.name} {line.format(name=name, tail=tail)}".strip()


def filled(form: Form) -> dict[str, str]:
    """A form as somebody sends it who has changed nothing, or something that fits."""
    return {field.name: field.value or _something(field) for field in form.fields}


def _something(field: Field) -> str:
    if field.choices:
        return field.choices[0][0]
    return "1.2.2027" if field.kind is FieldKind.DATE else "noe annet"


def buttons_of(card: Card) -> Iterator[Button]:
    yield from card.buttons
    for block in card.body:
        yield from getattr(block, "buttons", ())


# -- where it is said --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def secrets(furnished_template: Path, tmp_path_factory: pytest.TempPathFactory, rules: Rules) -> Iterator[Desk]:
    """The database of marked words, open; every test leaves it as it was."""
    path = tmp_path_factory.mktemp("secrets") / "secrets.db"
    shutil.copyfile(furnished_template, path)
    with closing(open_store(f"sqlite:///{path}", rules)) as store:
        desk = Desk(store)
        furnish_secrets(desk)
        yield desk


@contextmanager
def for_now(desk: Desk) -> Iterator[Desk]:
    """A desk at which everything works and nothing stays."""
    with rolled_back(desk.store) as store:
        yield Desk(store, at=desk.at)


class GotHold:
    """The forms and the lines of buttons that those have on their cards whom things concern."""

    def __init__(self, desk: Desk, things: list[Named]) -> None:
        self.forms: dict[str, Form] = {}
        self.whose: dict[str, str] = {}
        self.lines: dict[str, None] = {}
        for who in INSIDERS:
            for line in dict.fromkeys(
                line for command, thing, _ in said_of(one_of_each(things)) for line in _seen(command, thing)
            ):
                with for_now(desk) as now:
                    self._note(now.reply(who, line).card, who)
        with desk.store.read(desk.at) as snapshot:
            for message in snapshot.session.exec(select(MessageRow)):
                card = draw(snapshot, message, ())
                if card is not None:
                    self._note(card)

    def _note(self, card: Card, who: str = "") -> None:
        if card.form is not None:
            self.forms[card.form.line] = card.form
            self.whose[card.form.line] = who
        for button in buttons_of(card):
            self.lines[button.line] = None


def _seen(command: Command, thing: Named) -> tuple[str, str]:
    return command.name, plain_line(command, thing.called, "")


@pytest.fixture(scope="module")
def things(secrets: Desk) -> list[Named]:
    return named_things(secrets)


@pytest.fixture(scope="module")
def got_hold(secrets: Desk, things: list[Named]) -> GotHold:
    return GotHold(secrets, things)


def nameless(reply: Reply, *names: str) -> str:
    """A reply letter by letter, but for the names that were typed."""
    whole = repr(reply)
    for one in dict.fromkeys(
        part for name in names for part in (name, name.rpartition(" ")[2], name.rpartition("-")[2])
    ):
        whole = re.sub(rf"(?<!\w){re.escape(one)}(?!\w)", "§", whole)
    return whole


# -- what is asked -----------------------------------------------------------------------------------------------------


def told(desk: Desk, who: str, line: str, fields: dict[str, str] | None = None) -> Reply:
    """The reply to an outsider, with no word in it that isn't theirs."""
    reply = desk.reply(who, line, fields=fields)
    assert not leaks(repr(reply), who), (who, line, fields, leaks(repr(reply), who))
    return reply


def test_every_text_is_a_word_that_nobody_could_guess(secrets: Desk, things: list[Named]) -> None:
    """A column of the record that comes later gets its word, or stands here because it holds none."""
    assert unmarked_columns(secrets) == WITHOUT_TEXT
    assert {kind for command in COMMANDS for kind in kinds(command)} <= {thing.kind for thing in things}
    for who in OUTSIDERS:
        assert leaks(" ".join(thing.text for thing in things), who), "everybody is an outsider to something"


@pytest.mark.parametrize("who", OUTSIDERS if THOROUGH else UNLIKE)
def test_nothing_is_said_of_what_is_not_theirs(
    secrets: Desk, things: list[Named], who: str, record_property: Callable[[str, object], None]
) -> None:
    """Said plainly and with a wrong version; and what isn't theirs to read is answered as if it weren't there."""
    reads = alike = 0
    with structlog.testing.capture_logs() as logs, for_now(secrets) as desk:
        for command, thing, tail in said_of(one_of_each(things)):
            for line, never in zip(
                (plain_line(command, thing.called, tail), *stale_lines(command, thing.called, tail)),
                (plain_line(command, thing.never, tail), *stale_lines(command, thing.never, tail)),
                strict=True,
            ):
                reply = told(desk, who, line)
                reads += 1
                if leaks(thing.text, who):
                    alike += 1
                    other = told(desk, who, never)
                    names = (thing.called, thing.never)
                    assert nameless(reply, *names) == nameless(other, *names), (who, line, never)
        assert_left_alone(secrets, desk, who)
    assert not leaks(repr(logs), "nobody")
    record_property("reads", reads)
    print(f"{who}: {reads} reads, {alike} of them answered as if nothing were there")  # noqa: T201 - shown with -s


def test_no_command_tells_of_another_kind_either(
    secrets: Desk, things: list[Named], record_property: Callable[[str, object], None]
) -> None:
    """Every command with a name of every kind, whether it takes such or not; and with nothing."""
    reads = 0
    with for_now(secrets) as desk:
        for number, (command, thing, tail) in enumerate(said_of_all(things)):
            for who in OUTSIDERS if THOROUGH else (OUTSIDERS[number % len(OUTSIDERS)],):
                told(desk, who, plain_line(command, thing.called, tail))
                reads += 1
        for who in OUTSIDERS:
            for command in COMMANDS:
                told(desk, who, command.name)
                reads += 1
            assert not leaks(repr(home(desk.invocation(who, ""), desk.services)), who)
    record_property("reads", reads)
    print(f"{reads} reads of every command with every kind")  # noqa: T201 - shown with -s


def test_what_others_have_on_their_cards_tells_nothing(
    secrets: Desk, got_hold: GotHold, record_property: Callable[[str, object], None]
) -> None:
    """Every form sent in and shown again, every button pressed, that somebody whom it concerns got."""
    forms = buttons = 0
    assert len(got_hold.forms) > FEWEST
    for who in OUTSIDERS:
        with for_now(secrets) as desk:
            sent = [(form, told(desk, who, form.line, filled(form))) for form in got_hold.forms.values()]
            for line in got_hold.lines:
                told(desk, who, line)
                buttons += 1
        for form, reply in sent:
            again = form_again(secrets.invocation(who, form.line, fields=filled(form)), reply, secrets.services)
            assert not leaks(repr(again), who), (who, form.line)
            forms += 1
    record_property("reads", forms + buttons)
    print(f"{forms} forms sent and shown again, {buttons} buttons pressed")  # noqa: T201 - shown with -s


def test_a_choice_that_was_not_offered_is_none(
    secrets: Desk, got_hold: GotHold, record_property: Callable[[str, object], None]
) -> None:
    """A form's list is no permission: what is sent back for it is held to the rules, by whoever was given the form."""
    tried = 0
    parties = [one.slug for one in REFERENCE]
    with for_now(secrets) as desk:
        for line, form in got_hold.forms.items():
            for field in (one for one in form.fields if one.choices):
                offered = [value for value, _ in field.choices]
                others = [slug for slug in parties if slug not in offered] if set(offered) & set(parties) else []
                for forged in ("finnes-ikke", *others[:3]):
                    fields = {**filled(form), field.name: forged}
                    reply = desk.reply(got_hold.whose[line], line, fields=fields)
                    assert reply.problem is not None, (line, field.name, forged)
                    tried += 1
    assert tried > FEWEST
    record_property("forged", tried)
    print(f"{tried} choices sent that were not offered")  # noqa: T201 - shown with -s


def test_no_message_tells_its_room_more(secrets: Desk) -> None:
    """What people caused and what is due, as it goes out and as it stands: read by anybody in the room."""
    with for_now(secrets) as desk:
        drawn = 0
        for day in ("2027-01-18 09:00", "2027-02-16 09:00", "2027-03-02 09:00"):
            put_due(desk.store, oslo(day), frozenset({"console"}))
        with desk.store.read(desk.at) as snapshot:
            for message in snapshot.session.exec(select(MessageRow)):
                who = ROOMS.get(message.organisation, f"{message.organisation}:member")
                again = RECIPES[message.kind].again if message.kind in RECIPES else None
                for card in (
                    draw(snapshot, message, notices_of(snapshot.session, message)),
                    again(letter_of(snapshot, message)) if again else None,
                ):
                    assert not leaks(repr(card), who), (who, message.kind, message.facts)
                    drawn += card is not None
    assert drawn > FEWEST


def assert_left_alone(secrets: Desk, desk: Desk, who: str) -> None:
    """What outsiders have said has changed nothing of others', and is sent and kept without a word of theirs."""
    with secrets.store.read(secrets.at) as before:
        last = before.session.exec(select(AuditRow.id).order_by(col(AuditRow.id).desc())).first() or 0
        messages = set(before.session.exec(select(MessageRow.id)))
    with desk.store.read(desk.at) as after:
        entries = after.session.exec(select(AuditRow).where(AuditRow.id > last)).all()
        assert not any(leaks(repr(one.changes), who) for one in entries)
        for one in after.session.exec(select(MessageRow)):
            assert one.id in messages or not leaks(repr(one.facts), who)
