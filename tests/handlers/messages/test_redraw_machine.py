"""Whatever people say in whatever order: once the outbox is empty, every message stands as it would be drawn now."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from bot.app import open_store
from domain.calendar import WorkCalendar
from handlers.messages.redraw import redraw
from storage.delivery.redraw_marks import mark_all
from storage.tables import MessageRow, NoticeRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Rules
from tests.collecting_chat import Office, Post
from tests.desk import Desk, oslo
from tests.handlers.agreements.agreement_kit import DRAFT, SIGNING
from tests.thorough import as_many

HELD, SPRING = "R42-2026-H", "R42-2027-V"
GROUND = (
    ("agder", "møte ny høst 10.12.2026 kl. 10"),
    ("agder", f"innkall {HELD} bekreft"),
    *(("agder", line) for line in DRAFT),
    *(("agder", f"avtale status {state}") for state in SIGNING),
    ("agder", "oppfølging ny Siva: levere skisse innen 18.12"),
    ("ks", "oppfølging ny Agder: sende tall innen 17.12"),
    ("siva", "trenger-hjelp O-1 mangler tall"),
    ("agder", "purr O-1"),
    ("agder", f"til stede {HELD}: Siva, Innovasjon Norge"),
    ("agder", "oppfølging 1/26 Siva: levere plan innen 20.12"),
    ("agder", f"referat endre {HELD}: behov: nei"),
    ("agder", f"referat send {HELD} bekreft"),
    ("siva", f"merknad {HELD}: noe mangler"),
    ("agder", "møte ny vår 8.4.2027"),
    ("agder", f"datovarsel {SPRING} bekreft"),
    ("agder", f"innkall {SPRING} bekreft"),
    ("agder", f"saksliste send {SPRING} bekreft"),
    ("U0000007", "roller be-om Agder medarbeider"),
    ("siva", "tiltak Agder T1.2 status forsinket, 1 av 25"),
    ("agder", "purr T1.2"),
)
"""Until Thursday 10 December, when Agder's autumn meeting has just been."""

SAID = (
    ("siva", "ferdig O-1"), ("siva", "tar-den O-3"), ("siva", "ikke-min O-3 hører til andre"),
    ("siva", "utsett O-1 til 20.1.2027 fordi vi venter"), ("agder", "bortfall O-3 fordi det ble avlyst"),
    ("agder", "oppfølging endre O-1 ansvarlig: Innovasjon Norge"), ("innovasjon-norge", "ferdig O-1"),
    ("ks", "oppfølging endre O-2 ansvarlig: Rogaland"), ("ks", "oppfølging endre O-2 tekst: sende andre tall"),
    ("ks", "oppfølging endre O-2 ansvarlig: Agder"), ("rogaland", "ferdig O-2"), ("agder", "ferdig O-2"),
    ("agder", "oppfølging ny Siva: noe til innen 18.1.2027"), ("agder", "ferdig O-3"),
    ("siva", "tiltak Agder T1.2 status i gang, 5 av 25"), ("siva", "tiltak Agder T1.2 status fullført"),
    ("agder", "tiltak T2.1 status i gang"), ("innovasjon-norge", "tiltak Agder T2.1 status utsatt"),
    ("agder", "avtale status under revisjon"), ("agder", "avtale endre T1.2: ansvarlig: Agder fordi noe"),
    ("agder", "avtale fjern T2.1 fordi noe"), ("agder", "avtale status gjeldende"),
    ("ks", f"møte flytt {SPRING} 9.4.2027 bekreft"), ("agder", f"møte flytt {SPRING} 8.4.2027 bekreft"),
    ("agder", f"møte endre {SPRING} sted: Arendal"),
    ("siva", f"møte sendt {SPRING} påmelding"), ("forskningsradet", f"møte sendt {SPRING} innspill"),
    ("agder", f"saksliste ny {SPRING} Kabelen"), ("agder", f"saksliste send {SPRING} bekreft"),
    ("agder", f"møte avlys {SPRING} bekreft"), ("ks", "møte ny N-2027-V 9.3.2027"),
    ("siva", f"godkjenn {HELD}"), ("innovasjon-norge", f"godkjenn {HELD}"), ("forskningsradet", f"godkjenn {HELD}"),
    ("agder", f"besvar {HELD} 1: tatt inn i sak 1"), ("agder", "referat tekst 1/26: mer tekst bekreft v1"),
    ("agder", f"referat send {HELD} bekreft"), ("agder", f"vedtak {HELD} 1/26 Noe er vedtatt"),
    ("agder", "rutiner innkalling 40"), ("siva", "språk nn"), ("siva", "kanal ingen bekreft"), ("siva", "kanal Siva"),
    ("agder", "roller godkjenn 1"), ("agder", "roller avslå 1"),
)  # fmt: skip
"""What is said next, by whom."""


@dataclass
class Ground:
    """A database in which the ground is laid, and what stands in its rooms."""

    path: Path
    posts: list[Post]


GROUNDS: list[Ground] = []
_numbers = count()


def opened(path: Path) -> Store:
    return open_store(f"sqlite:///{path}", Rules(WorkCalendar()))


@pytest.fixture(scope="module", autouse=True)
def ground(furnished_template: Path) -> Iterator[None]:
    folder = Path(tempfile.mkdtemp())
    path = Path(shutil.copyfile(furnished_template, folder / "ground.db"))
    with closing(opened(path)) as store:
        desk = Desk(store, platforms=frozenset({"console", "slack"}))
        office = Office(desk)
        for who, line in GROUND:
            if line.startswith("til stede"):
                desk.at = oslo("2026-12-10 14:00")
            reply = desk.reply(who, line)
            assert reply.ok, (line, reply.problem)
            if not who.startswith("U"):
                office.turn()
        with store.transaction() as session:
            mark_all(session, desk.at)  # days that pass don't
        office.turn()
        for room in ("agder", "siva"):
            assert [post for post in office.chat.posts if post.room == room and "påminnelse" in post.text.casefold()]
        GROUNDS.append(Ground(path, list(office.chat.posts)))
    yield
    GROUNDS.clear()
    shutil.rmtree(folder)


@settings(max_examples=as_many(2, 5), suppress_health_check=list(HealthCheck))
@given(lines=st.lists(st.tuples(st.sampled_from(SAID), st.booleans()), min_size=4, max_size=14))
@example(lines=[(said, True) for said in SAID])
@example(lines=[(said, True) for said in reversed(SAID)])
def test_every_message_stands_as_it_would_be_drawn_now(lines: list[tuple[tuple[str, str], bool]]) -> None:
    """Lines, and whether the sender runs after each."""
    [ground] = GROUNDS
    path = Path(shutil.copyfile(ground.path, ground.path.with_name(f"{next(_numbers)}.db")))
    with closing(opened(path)) as store:
        desk = Desk(store, at=oslo("2026-12-10 15:00"), platforms=frozenset({"console", "slack"}))
        office = Office(desk)
        office.chat.posts = list(ground.posts)
        for (who, line), turn in (*lines, (("agder", "status"), True)):
            desk.reply(who, line, room="siva" if line.startswith("kanal") else "")
            if turn:
                office.turn()
                _all_true(office, line)
    path.unlink()


def _all_true(office: Office, line: str) -> None:
    posts, drawn = office.chat.posts, 0
    with office.desk.store.read(office.desk.at) as snapshot:
        for message in snapshot.session.exec(select(MessageRow).where(MessageRow.status == "sent")):
            said = select(NoticeRow).where(NoticeRow.message_id == message.id, col(NoticeRow.void).is_(False))
            now = redraw(snapshot, message, snapshot.session.exec(said.order_by(col(NoticeRow.id))).all())
            assert posts[int(message.message_ts.partition(".")[0]) - 1].card == now, (line, message.kind)
            drawn += 1
    assert drawn == len(posts)
