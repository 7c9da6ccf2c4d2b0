"""The terminal: who speaks, forms field by field, the clock, and that nothing said in a real chat's name is sent."""

import asyncio
from datetime import timedelta

import pytest

from bot.app import App, build
from bot.clock import FixedClock, MovableClock, instant
from bot.settings import Settings
from bot.terminal.console import UnknownSpeakerError, say_line, speaker, tick
from bot.terminal.conversation import Conversation
from bot.tryout.chat import ConsoleChat
from domain.accounts import Address
from handlers.cards import Card
from handlers.setup.demo import load_demo
from handlers.views.plain_text import plain
from storage.followups.followups import follow_up
from storage.meetings.meetings import meeting_called
from storage.setup.demo import demo_clock
from storage.unit_of_work.store import Store

AT = demo_clock()


class Terminal:
    """Somebody's keyboard and screen."""

    def __init__(self, app: App, as_: str = "ks") -> None:
        self.lines: list[str] = []
        self.asked: list[str] = []
        self.screen: list[str] = []
        self.talk = Conversation(app, self._ask, self.screen.append, as_)

    def _ask(self, prompt: str) -> str:
        self.asked.append(prompt.strip())
        if not self.lines:
            raise EOFError
        return self.lines.pop(0)

    def type(self, *lines: str) -> str:
        """What the lines are answered with."""
        self.lines = list(lines)
        self.screen.clear()
        self.asked.clear()
        assert self.talk.run() is False or not self.lines
        return "\n\n".join(self.screen)


@pytest.fixture
def app(sqlite_store: Store) -> App:
    """The try-out, as `run` makes it."""
    load_demo(sqlite_store, AT)
    clock = MovableClock()
    clock.move_to(AT)
    return build(Settings(_env_file=None), clock, frozenset({"console"}), sqlite_store)  # type: ignore[call-arg] # pydantic's own


@pytest.fixture
def terminal(app: App) -> Terminal:
    return Terminal(app)


def test_a_line_as_anybody(app: App) -> None:
    assert say_line(app, "status", at=AT).ok
    reply = say_line(app, "hvem-er-jeg", "Møre og Romsdal:leiar", AT)
    assert "Møre og Romsdal" in plain(reply.card)
    assert reply.card.language == "nn"
    assert str(speaker(app, "agder", AT)) == "console:agder:coordinator"
    for wrong in ("svalbard", "agder:konge"):
        with pytest.raises(UnknownSpeakerError):
            say_line(app, "status", wrong, AT)


def test_a_turn_of_the_clock_sends_once(app: App) -> None:
    (sent,) = tick(app, AT)
    assert (sent.recipient, sent.room) == ("forskningsradet", "forskningsradet")
    assert "O-7" in sent.text
    assert tick(app, AT) == []


def test_instants() -> None:
    assert instant("2026-11-23T09:00") == AT
    assert instant("2026-11-23T08:00:00+00:00") == AT
    with pytest.raises(ValueError, match="i morgen"):
        instant("i morgen")


async def test_the_console_finds_what_it_has_posted() -> None:
    chat, room = ConsoleChat(), Address("console", "", "agder")
    posted = await chat.post(room, Card("Hei"), "nøkkel")
    await chat.update(posted, Card("Hei igjen"))
    assert await chat.find(room, "nøkkel", AT, AT) == posted
    assert await chat.find(room, "annen", AT, AT) is None


def test_the_prompt_says_who_and_when(terminal: Terminal) -> None:
    terminal.type(":som møre og romsdal:leiar")
    assert terminal.asked[0].startswith("KS · koordinator · mandag 23.11.2026 kl. 09.00")
    assert terminal.asked[1].startswith("Møre og Romsdal · leiar · måndag")
    assert "gjest" in terminal.type(":som siva:gjest")
    assert "kjenner deg ikke" in terminal.type("status")


def test_what_the_terminal_does_not_know(terminal: Terminal) -> None:
    assert "«svalbard»" in terminal.type(":som svalbard")
    assert ":hjelp" in terminal.type(":hopp")
    assert ":klokke" in terminal.type(":hjelp")
    assert terminal.type("") == ""
    assert "Mente du" in terminal.type("statsu")


def test_goodbye(terminal: Terminal) -> None:
    terminal.lines = [":slutt", "status"]
    assert terminal.talk.run() is True
    assert terminal.lines == ["status"]


def test_buttons_are_shown_as_lines_to_type(terminal: Terminal) -> None:
    assert "[Purr] purr O-7" in terminal.type("status")


def test_what_a_person_causes_goes_at_once(terminal: Terminal) -> None:
    said = terminal.type("purr O-7")
    assert "Melding til Forskningsrådet, mandag 23. november" in said
    assert "\n  " in said


def test_a_form_is_asked_for_field_by_field(terminal: Terminal, app: App) -> None:
    terminal.type(":som agder")
    said = terminal.type("møte ny", "1", "15. april 2027", "10", "Kristiansand", "")
    assert "Hva slags møte" in " ".join(terminal.asked)
    assert "valgfritt" in said
    with app.store.read(AT) as snapshot:
        spring = meeting_called(snapshot.session, "R42-2027-V")
        assert spring is not None
        assert (str(spring.day), spring.place) == ("2027-04-15", "Kristiansand")


def test_a_wrong_field_is_asked_for_again_and_the_rest_is_kept(terminal: Terminal, app: App) -> None:
    terminal.type(":som agder")
    said = terminal.type(
        "møte ny", "", "vinter", "regionalt vårmøte", "", "17. mai 2027", "kl. 10", "Arendal", "Tema", "20. mai 2027"
    )
    assert "må fylles ut" in said
    assert "«vinter»" in said
    assert "fredag 14. mai 2027 · tirsdag 18. mai 2027" in said
    again = [prompt for prompt in terminal.asked if "[17. mai 2027]" in prompt]
    assert len(again) == 1
    with app.store.read(AT) as snapshot:
        spring = meeting_called(snapshot.session, "R42-2027-V")
        assert spring is not None
        assert (str(spring.day), spring.place, spring.theme) == ("2027-05-20", "Arendal", "Tema")


def test_a_form_can_be_cancelled(terminal: Terminal, app: App) -> None:
    terminal.type(":som forskningsrådet")
    said = terminal.type("utsett O-7", "fredag", ":avbryt")
    assert "Ingenting er endret" in said
    with app.store.read(AT) as snapshot:
        row = follow_up(snapshot.session, 7)
        assert row is not None
        assert row.state == "open"


def test_the_clock_goes_day_by_day(terminal: Terminal) -> None:
    said = terminal.type(":klokke 2026-12-01 09:00")
    assert said.index("mandag 23. november") < said.index("tirsdag 24. november") < said.index("fredag 27. november")
    assert "Klokka er tirsdag 1. desember 2026 kl. 09.00" in said
    assert "lørdag 28. november" not in said


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("+1d", "tirsdag 24. november 2026 kl. 09.00"),
        ("+1u", "mandag 30. november 2026 kl. 09.00"),
        ("+3t", "mandag 23. november 2026 kl. 12.00"),
        ("+3", "torsdag 26. november 2026 kl. 09.00"),
        ("2026-12-01", "tirsdag 1. desember 2026 kl. 09.00"),
        ("2026-12-01T10:30", "tirsdag 1. desember 2026 kl. 10.30"),
        ("fredag kl. 13", "fredag 27. november 2026 kl. 13.00"),
        ("fredag uke 49", "fredag 4. desember 2026 kl. 09.00"),
        ("", "mandag 23. november 2026 kl. 09.00"),
    ],
)
def test_ways_to_move_the_clock(terminal: Terminal, typed: str, shown: str) -> None:
    assert f"Klokka er {shown}" in terminal.type(f":klokke {typed}")


@pytest.mark.parametrize("typed", ["2026-11-01", "+9000d", "31.2.", "+1år", "tøys"])
def test_ways_not_to(terminal: Terminal, app: App, typed: str) -> None:
    said = terminal.type(f":klokke {typed}")
    assert "Klokka er" not in said
    assert said
    assert app.clock.now() - AT < timedelta(minutes=5)


def test_a_tick_by_hand(terminal: Terminal) -> None:
    assert "O-7" in terminal.type(":tikk")
    assert "Ingenting" in terminal.type(":tikk")


def test_in_english_and_nynorsk(terminal: Terminal) -> None:
    terminal.type("språk en")
    assert "You now speak as KS, coordinator" in terminal.type(":as ks")
    assert "It is Tuesday 24 November 2026 09:00" in terminal.type(":clock +1d")
    assert "Goodbye" in terminal.type(":quit")
    assert "Du snakkar no som Vestland" in terminal.type(":som vestland")


def test_beside_a_real_chat_nothing_is_sent_and_the_clock_stays(sqlite_store: Store) -> None:
    load_demo(sqlite_store, AT)
    app = build(Settings(_env_file=None), FixedClock(AT), frozenset({"slack"}), sqlite_store)  # type: ignore[call-arg] # pydantic's own
    terminal = Terminal(app)
    assert "kan ikke flyttes" in terminal.type(":klokke +1d")
    assert "sender selv" in terminal.type(":tikk")
    assert "Melding til" not in terminal.type("purr O-7")


async def test_a_turn_of_the_clock_in_a_thread_of_an_event_loop(app: App) -> None:
    assert len(await asyncio.to_thread(tick, app, AT)) == 1
