"""Rooms that show titles, numbers and dates only: no word that somebody has written reaches them, whatever is sent."""

import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import JSON, String, func
from sqlalchemy import select as columns
from sqlmodel import select

from bot.app import build, open_store
from bot.clock import FixedClock
from bot.settings import Settings
from domain.accounts import Account, Address
from domain.lengths import LIMITS
from handlers.cards import Audience, Card
from handlers.messages.draw import dressed, letter_of
from handlers.messages.recipes import RECIPES
from handlers.messages.redraw import redraw
from handlers.texts import say
from handlers.views.plain_text import plain
from storage.delivery.outbox_view import notices_of
from storage.delivery.without_texts import KEPT, is_text, without_texts
from storage.tables import (
    AgreementChangeRow,
    AgreementRow,
    DutyRow,
    FollowUpRow,
    MeasureRow,
    MeetingRow,
    MessageRow,
    MinutesAnswerRow,
    MinutesRow,
    RoleRequestRow,
    RoleRow,
    Row,
)
from storage.tables.words import Words
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Rules, Snapshot
from tests.desk import START, Desk
from tests.handlers.conftest import furnish
from tests.handlers.secrets_kit import MARK, furnish_secrets, secret
from tests.year.town import Town, days

TITLES = {"agenda_item.title", "agreement.title", "goal.title", "measure.title", "role_request.name"}
"""Where the words of furnish_secrets may be read by a sparse room, too: the titles, and who asks for a role."""

TO_ONE = {"account-linked", "account-parted", "role-ended", "role-granted"}
"""Kinds that are for one person alone, in no room."""
FULL_OF_TEXT = ("nudge", "lapsed", "help-wanted", "minutes-answered", "convening")
FEWEST = 30
SATURDAY = 6


def every_text(snapshot: Snapshot) -> Iterable[tuple[str, str, object]]:
    """Every value of every column that isn't a key, a date or a number: table, column, value."""
    for table in Row.metadata.sorted_tables:
        for column in table.columns:
            kind = getattr(column.type, "impl", column.type)
            if isinstance(kind, String | JSON) and not isinstance(column.type, Words):
                for value in snapshot.session.execute(columns(column)).scalars():
                    yield table.name, column.name, value


def titles(snapshot: Snapshot) -> set[str]:
    """The marked words that are titles."""
    session = snapshot.session
    named = [value for table, column, value in every_text(snapshot) if f"{table}.{column}" in TITLES]
    named += [one.new for one in session.exec(select(AgreementChangeRow)) if one.field == "title"]
    return {word for value in named for word in marked(str(value))}


def told(card: Card, but: Collection[str]) -> set[str]:
    """The marked words of a card, in whatever part of it, that are no titles."""
    return marked(repr(card)) - set(but)


def marked(text: str) -> set[str]:
    """The marked words in a text, however they begin."""
    return {found[0].casefold() for found in MARK.finditer(text)}


def make_sparse(town: Town, *, sparse: bool = True) -> bool:
    """Every organisation's room, by the command."""
    with town.store.read(town.desk.at) as snapshot:
        rooms = [(room.organisation, room.sparse) for room in snapshot.directory.rooms]
    for organisation, now in rooms:
        if now is not sparse:
            assert town.desk.reply(organisation, "kanal sparsom" if sparse else "kanal vanlig").ok
    return bool(rooms)


@pytest.fixture(scope="module")
def town(sqlite_template: Path, rules: Rules, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Everything that leaves a text behind has been said, to rooms that are sparse; what was sent lies in the list."""
    database = shutil.copyfile(sqlite_template, tmp_path_factory.mktemp("sparse") / "sparse.db")
    with closing(open_store(f"sqlite:///{database}", rules)) as store:
        furnish(store)
        town = Town(store)
        make_sparse(town)
        town.deliver()
        furnish_secrets(town.desk)
        yield town


def test_no_kind_of_message_tells_a_sparse_room_more(town: Town) -> None:
    """Each kind about each thing there is, with a marked word in all that it could carry; in a room that is shown texts
    the same are full of them."""
    sparse = drawn_of_each_kind(town, RECIPES)
    assert not {kind: words for kind, words in sparse.items() if words}
    assert RECIPES.keys() - sparse.keys() == TO_ONE, "every other kind has been drawn"
    make_sparse(town, sparse=False)
    assert all(drawn_of_each_kind(town, FULL_OF_TEXT).values())


def test_no_word_of_a_text_is_sent_there_over_a_year(town: Town) -> None:
    """All that people's lines and a year's ticks cause, as it goes out, and as it is drawn again where it stands."""
    make_sparse(town)
    for day in days(date(2026, 12, 10), date(2027, 12, 10)):
        if day.isoweekday() < SATURDAY:
            town.tick(f"{day} 15:00" if day == date(2026, 12, 10) else f"{day} 09:00")
    with town.store.read(town.clock.at) as snapshot:
        allowed = titles(snapshot)
        sent = [letter.card for letter in town.letters]
        stand = snapshot.session.exec(select(MessageRow).where(MessageRow.message_ts != "")).all()
        newest = {(message.kind, message.recipient): message for message in stand}.values()
        standing = [redraw(snapshot, message, notices_of(snapshot.session, message)) for message in newest]
    for card in (*sent, *standing):
        assert not told(card, allowed), card
    assert allowed & marked(repr(sent)), "titles are shown"
    without = [card for card in sent if say(card.language, "messages.text-elsewhere") in repr(card)]
    assert all(card.buttons for card in without), "there is a way to the text"
    print(f"{len(sent)} sent, {len(without)} of them without a text, {len(standing)} drawn again")  # noqa: T201 - shown with -s
    assert len(sent) > len(without) > FEWEST


def drawn_of_each_kind(town: Town, kinds: Iterable[str]) -> dict[str, set[str]]:
    """Kind of message → the marked words, other than titles, that are in any message of it to an organisation."""
    found: dict[str, set[str]] = {}
    with town.store.read(town.desk.at) as snapshot:
        allowed = titles(snapshot)
        for kind, recipe in ((kind, RECIPES[kind]) for kind in kinds):
            for facts in facts_of_everything(snapshot):
                for organisation in ("agder", "siva"):
                    letter = letter_of(snapshot, to_room(kind, organisation, facts))
                    for card in (recipe.draw(letter), recipe.again(letter) if recipe.again else None):
                        if card is not None:
                            found.setdefault(kind, set()).update(told(dressed(letter, card, ()), allowed))
    return found


def facts_of_everything(snapshot: Snapshot) -> Iterator[dict[str, str]]:
    """What messages carry, about each thing in turn, with a marked word in the place of all else."""
    session = snapshot.session
    meetings = {one.id: one.ref for one in session.exec(select(MeetingRow))}
    common = {
        "reason": secret("county"), "what": secret("county"), "another": secret("county"), "from": "siva",
        "since": str(START), "organisation": "agder", "room": "console::agder", "to": "ks", "name": "Kari",
        "by": "console:siva", "step": "convene",
        "chat": "slack:T1", "code": "invalid_auth", "command": "noter", "person": "1", "joined_to": "2", "sparse": "1",
        "day": "2027-01-15", "old": "2027-01-14",
    }  # fmt: skip
    roles = ",".join(str(one.id) for one in session.exec(select(RoleRow)))
    for agreement in session.exec(select(AgreementRow)):
        agreed = {"agreement": str(agreement.id), "version": str(agreement.version)}
        for measure in session.exec(select(MeasureRow)):
            yield {**common, **agreed, "measure": str(measure.id), **_NOTHING, "given": roles, "ended": roles}
    for request in session.exec(select(RoleRequestRow)):
        yield {**common, **_NOTHING, "request": str(request.id), "given": roles, "ended": ""}
    for row in session.exec(select(FollowUpRow)):
        yield {**common, **_NOTHING, "follow_up": str(row.id), "follow_ups": f"{row.id},1"}
    for minutes in session.exec(select(MinutesRow)):
        answers = session.exec(select(MinutesAnswerRow).where(MinutesAnswerRow.minutes_id == minutes.id)).all()
        for answer in answers:
            about = {"answer": str(answer.id), "draft": str(minutes.draft), "meeting": meetings[minutes.meeting_id]}
            yield {**common, **_NOTHING, **about}
    for ref in ("R42-2026-V", "R42-2026-H", "R42-2027-V", "N-2027-V"):
        yield {**common, **_NOTHING, "meeting": ref}
    for duty in {(one.subject_kind, one.kind): one for one in session.exec(select(DutyRow))}.values():
        yield {**common, **_NOTHING, "duty": duty.key}


_NOTHING = {
    "follow_up": "0", "follow_ups": "0", "measure": "0", "agreement": "0", "version": "0",
    "request": "0", "answer": "0", "draft": "0", "meeting": "", "duty": "", "given": "", "ended": "",
}  # fmt: skip
"""What a message is about, as nothing."""


def to_room(kind: str, organisation: str, facts: dict[str, str]) -> MessageRow:
    """A message to an organisation's room in the terminal, on its way."""
    return MessageRow(
        key="a-key", kind=kind, recipient=organisation, organisation=organisation, facts=facts, created_at=START,
        room_platform="console", room_workspace="", room_channel=organisation,
    )  # fmt: skip


def test_the_columns_that_are_kept_are_there() -> None:
    """A column of text that nobody has named is left out: what people write in a new one doesn't get through."""
    tables = Row.metadata.tables
    assert not {f"{table}.{one}" for table, kept in KEPT.items() for one in kept if one not in tables[table].columns}
    left = {f"{table.name}.{one.name}" for table in tables.values() for one in table.columns if is_text(one)}
    limited = {name.replace(":", ".") for name in LIMITS} - TITLES - {"person.name", "workspace.name"}
    there = {f"{table.name}.{one.name}" for table in tables.values() for one in table.columns}
    assert not (limited & there) - left, "what people write, by the table of its lengths"


def test_a_row_a_column_and_what_is_made_of_one_are_without_the_text(store: Store) -> None:
    furnish(store)
    desk = Desk(store)
    desk.say("agder", "oppfølging ny Siva: hemmelig tekst innen 15.1.2027")
    with store.read(desk.at) as snapshot:
        session = without_texts(snapshot, "…").session
        row = session.exec(select(FollowUpRow)).one()
        assert (row.text, row.owner, row.due) == ("…", "siva", date(2027, 1, 15))
        assert session.exec(select(FollowUpRow.text)).all() == ["…"]
        assert session.exec(select(FollowUpRow.text, FollowUpRow.owner)).all() == [("…", "siva")]
        assert session.exec(select(func.max(FollowUpRow.text), func.count())).all() == [("…", 1)]
        assert session.execute(columns(Row.metadata.tables["follow_up"].c.text)).all() == [("…",)]
        assert session.exec(select(FollowUpRow, FollowUpRow.text)).all() == [(row, "…")]
        assert snapshot.session.exec(select(FollowUpRow.text)).all() == ["hemmelig tekst"]


def test_a_room_is_made_sparse_and_shows_texts_again(store: Store) -> None:
    furnish(store)
    town = Town(store)
    desk = town.desk
    desk.say("agder", "oppfølging ny Siva: levere skisse innen 15.1.2027")
    (new,) = [letter.text for letter in town.deliver() if letter.recipient == "siva"]
    assert "O-1 levere skisse" in new
    assert "Vises her: også tekster" in desk.say("siva", "kanal")
    assert "Ikke lov" not in desk.say("siva", "kanal sparsom")
    assert "bare titler, tall og datoer" in desk.say("siva", "kanal")
    (told,) = [letter for letter in town.deliver() if letter.recipient.startswith("siva")]
    assert "En kanal viser nå bare titler, tall og datoer: Siva" in told.text
    desk.say("agder", "bortfall O-1 fordi planen er ny")
    (lapsed,) = [letter for letter in town.deliver() if letter.recipient == "siva"]
    assert "O-1 (teksten står i Samhandling)" in lapsed.text
    assert "levere skisse" not in lapsed.text
    assert "planen er ny" not in lapsed.text
    assert "levere skisse" in plain(desk.press("siva", lapsed.card, "Les tekstene").card)
    assert desk.reply("agder", "kanal vanlig", room="siva").problem, "as binding it: those whose room it is"
    assert "kanalen viser nå også tekster" in desk.say("siva", "kanal vanlig")


def test_an_answer_in_a_sparse_room_is_for_who_asks(store: Store) -> None:
    """However it would have stood there otherwise."""
    furnish(store)
    desk = Desk(store)
    app = build(Settings(_env_file=None), FixedClock(desk.at), store=store)  # type: ignore[call-arg] # the library's own
    made = app.answer(desk.invocation("agder", "oppfølging ny Siva: levere skisse innen 15.1.2027"))
    assert made.card.audience is Audience.ROOM
    assert desk.reply("agder", "kanal sparsom").ok
    again = app.answer(desk.invocation("agder", "oppfølging ny Siva: levere skisse innen 16.1.2027"))
    assert again.ok
    assert again.card.audience is Audience.ASKER
    account, room = Account("console", "", "agder"), Address("console", "", "agder")
    assert not app.open_to(account, room), "nor in a chat that can't whisper"
