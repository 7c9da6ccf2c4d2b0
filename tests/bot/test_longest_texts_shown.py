"""What is as long as it may be, and what was written before there was a limit: shown whole in every front end.

One database holds a text of the greatest length in every field; it is read, sent, locked, searched and filled in again.
Each text's last word must be found, at once or behind [Les resten]; no front end may leave anything out.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, text, update

from bot.app import open_store
from bot.slack import modals
from bot.slack.render import HOME
from bot.slack.render import render as for_slack
from bot.teams import forms
from bot.teams.render import render as for_teams
from bot.web.layout import Layout
from bot.web.render import render as for_the_page
from domain.accounts import Account, Address
from domain.lengths import LIMITS
from handlers.cards import Card, Form, buttons_of
from handlers.core.invocation import Invocation
from handlers.messages.redraw import redraw
from handlers.overview.home import home
from handlers.views.plain_text import plain
from storage.delivery.outbox_view import notices_of
from storage.setup.demo import demo_clock
from storage.tables import MessageRow, Row
from storage.unit_of_work.unit import Rules
from tests.bot.block_checks import BlockChecks
from tests.bot.card_checks import Checks
from tests.bot.test_longest_texts import FLAVOURS, FORMS, TYPED, code_of, filled, longest, of_length, typed
from tests.bot.test_replies_everywhere import LINES, demo
from tests.collecting_chat import Office
from tests.desk import Desk
from tests.thorough import THOROUGH

__all__ = ["demo"]

ALL = "".join(FLAVOURS.values())
WHO = ("ks", "midtvik", "siva")
READ = (
    *LINES, "referat vis R90-2026-H", "referat vis R90-2026-V", "referat forskjell R90-2026-V", "saksliste R90-2027-V",
    "møte vis R90-2027-V", "møte vis N-2027-V", "møte endre N-2027-V", "avtale endre Midtvik", "avtale endre M1",
    "tiltak midtvik T1.1 v3", "tiltak midtvik T1.2",
    *(f"tiltak midtvik T{number}" for number in ("2.1", "2.2", "3.1", "3.2")), "vedtak Midtvik 2026",
    *(f"oppfølging vis O-{number}" for number in range(1, 9)), *(f"vedtak Midtvik V-{n}/26" for n in range(1, 8)),
)  # fmt: skip
"""What is asked for: every list, every thing, every form that is filled in again."""

Shown = Callable[..., str]
CHECKED = 2
"""Parts of a card that every checker looks at; of the others only what the front ends themselves say."""


@pytest.fixture
def shown(slack_takes: BlockChecks, seen: Checks) -> Shown:
    """Draws a card in every front end, none of which may leave anything out; what it says in words."""
    done: dict[Card, str] = {}

    def draw(card: Card, page: int = 1) -> str:
        if card not in done:
            done[card] = plain(card)
            slack, teams, html = for_slack(card), for_teams(card, line="mine"), for_the_page(card, Layout(pressing="p"))
            found = (slack.warnings, len(slack.messages), teams.warnings, teams.pages, html.warnings)
            assert found == ((), 1, (), 1, ()), (card.title, len(done[card]))
            if page <= CHECKED:
                slack_takes.message(slack.blocks, slack.text)
                seen(teams.payload)
            if card.form:
                fill(card.form, card.language)
        return done[card]

    def fill(form: Form, language: str) -> None:
        assert [one.name for one in form.fields if not one.choices and not one.most] == [], form.line
        view, warnings = modals.view(form, modals.Place("C1"), language)
        assert warnings == (), form.line
        slack_takes.view(view)
        seen(forms.dialog(form, language))

    return draw


@pytest.fixture
def desk(demo: Path, tmp_path: Path, rules: Rules) -> Iterator[Desk]:
    """The demo data, to write in."""
    path = tmp_path / "demo.db"
    path.write_bytes(demo.read_bytes())
    with closing(open_store(f"sqlite:///{path}", rules)) as store:
        yield Desk(store, demo_clock())


def read_on(desk: Desk, who: str, line: str, shown: Shown) -> str:
    """All that a line shows, part by part."""
    found, pages = [], 0
    while line:
        reply = desk.reply(who, line)
        assert code_of(reply) != "common.unexpected", (who, line)
        pages += 1
        found.append(shown(reply.card, pages))
        assert pages < 100, line
        line = next((one.line for one in buttons_of(reply.card) if one.line.startswith("les resten ")), "")
    return "\n".join(found)


def at_home(desk: Desk, who: str) -> str:
    """The home page, whole in Slack."""
    card = home(Invocation("", Account("console", "", who), Address("console", "", who), desk.at), desk.services)
    drawn = for_slack(card, most=1, surface=HOME)
    assert [one for one in drawn.warnings if "pointed" in one] == []
    return plain(card)


def letters(desk: Desk, shown: Shown) -> str:
    """Every message there has been, as it goes out and as it is drawn anew, and what its [Les resten] leads to."""
    with desk.store.read(desk.at) as snapshot:
        rows = snapshot.session.exec(select(MessageRow)).scalars().all()  # type: ignore[call-overload]
        cards = [(row, redraw(snapshot, row, notices_of(snapshot.session, row))) for row in rows]
    told = []
    for row, card in cards:
        told.append(shown(card))
        rest = [one.line for one in card.buttons if one.label in ("Les resten", "Read the rest")]
        told += [read_on(desk, row.organisation, line, shown) for line in rest]
    return "\n".join(told)


def written(desk: Desk, shown: Shown) -> None:
    """The longest text in every field, one after the other, each answer drawn."""
    for name, (*before, (who, line)) in TYPED.items():
        if name.startswith("minutes_answer:"):
            continue
        for step in before:
            desk.reply(*step)
        said = desk.reply(who, line.replace("{}", typed(name, "markdown")))
        assert said.ok or name in ("line", "decision:search"), (name, said.problem)
        shown(said.card)


def sent_and_answered(desk: Desk, shown: Shown) -> None:
    """The draft goes out, is commented on, and the comment answered."""
    for who, line in (
        ("midtvik", "referat send R90-2026-H bekreft"),
        ("siva", f"merknad R90-2026-H: {typed('minutes_answer:text', 'letters')}"),
        ("midtvik", f"besvar R90-2026-H 1: {typed('minutes_answer:answer', 'markup')}"),
    ):
        said = desk.reply(who, line)
        assert said.ok, (line[:40], said.problem)
        shown(said.card)


def everything(desk: Desk, shown: Shown, readers: Sequence[str] = WHO) -> str:
    """All that can be read, by each of them."""
    lines = [read_on(desk, who, line, shown) for who in readers for line in READ]
    return "\n".join([*lines, *(at_home(desk, who) for who in readers), letters(desk, shown)])


def as_it_stands(desk: Desk, who: str, line: str) -> str:
    """The line of a form whose button carries a version, as it is now."""
    head = line.removesuffix(" v3")
    found = [one.line for one in buttons_of(desk.reply(who, head).card)] if head != line else []
    return next((one for one in found if one.startswith(f"{head} v")), line)


def test_the_longest_text_of_every_field_is_shown_everywhere(desk: Desk, shown: Shown) -> None:
    office = Office(desk)
    written(desk, shown)
    sent_and_answered(desk, shown)
    read = [*(shown(post.card) for post in office.turn()), everything(desk, shown)]
    not_shown = {"line", "decision:search"}
    ends = {name: longest(name).split()[-1] for name in TYPED if name not in not_shown}
    assert sorted(name for name, end in ends.items() if end not in "".join(read)) == []
    for party in ("siva", "innovasjon-norge", "forskningsradet"):
        locked = desk.reply(party, "godkjenn R90-2026-H")
        assert locked.ok, party
        shown(locked.card)
    read = [read_on(desk, who, "referat vis R90-2026-H", shown) for who in WHO]
    kept = ("agenda_item:text", "decision:text", "minutes_answer:text", "minutes_answer:answer", "minutes:others")
    for name in kept:
        assert all(longest(name).split()[-1] in one for one in read[1:]), name
    letters(desk, shown)


OLDER = ("person", "role_request", "workspace", "import")
"""Tables whose limited texts are names that others give, not what people have written."""


def made_old(engine: Engine, most: int) -> dict[str, str]:
    """Each limited column filled with longer texts than may be written now: its last word → the column."""
    ends: dict[str, str] = {}
    tables = Row.metadata.tables
    with engine.begin() as connection:
        for trigger in (
            connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
        ):
            connection.execute(text(f"DROP TRIGGER {trigger}"))
        for name in LIMITS:
            table, _, column = name.partition(":")
            if table in OLDER or table not in tables or column not in tables[table].columns:
                continue
            [key] = tables[table].primary_key.columns
            held = select(key).where(func.length(tables[table].columns[column]) > 0).order_by(key.desc()).limit(1)
            for number in connection.execute(held).scalars().all():
                end = f"GAMMEL{table}{column}{number}".replace("_", "")
                words = of_length(most, ALL, end)
                connection.execute(update(tables[table]).where(key == number).values({column: words}))
                ends[end] = name
        versions = tables["minutes_version"]
        for number, content in connection.execute(select(versions.c.id, versions.c.content)).all():
            for item in content["items"]:
                item["text"] = of_length(most, ALL, f"LÅST{number}") if item["text"] else ""
            connection.execute(update(versions).where(versions.c.id == number).values(content=content))
            ends[f"LÅST{number}"] = "minutes_version:content"
    return ends


@pytest.mark.parametrize("most", [2_501, 20_000] if THOROUGH else [20_000])
def test_what_was_written_before_there_was_a_limit_is_read_to_its_end(most: int, desk: Desk, shown: Shown) -> None:
    written(desk, shown)
    sent_and_answered(desk, shown)
    Office(desk).turn()
    ends = made_old(desk.store.writer, most)
    assert len(set(ends.values())) > 25
    read = everything(desk, shown, WHO if THOROUGH else ("midtvik",))
    for line in ("saksliste N-2027-V", "møte vis N-2027-V"):
        read += read_on(desk, "ks", line, shown)
    assert sorted({name for end, name in ends.items() if end not in read}) == []
    for name, (before, (who, line), field) in FORMS.items():
        form = desk.reply(who, as_it_stands(desk, who, line)).card.form
        assert form is not None, (name, before)
        kept = {one.name: one.value for one in form.fields}
        assert all(len(value) <= 3000 for value in kept.values())
        if field in kept:
            assert code_of(desk.form(who, form.line, **filled(form, field, longest(name)))) != "common.unexpected"
