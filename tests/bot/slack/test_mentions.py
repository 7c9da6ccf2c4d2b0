"""Somebody named in Slack: readable in what is kept, and the right account when a role is given."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlmodel import select

from bot.slack.incoming import addressed, words
from bot.slack.manifest import manifest
from handlers.commands import answer
from handlers.views.plain_text import plain
from storage.setup.reference import load_reference
from storage.tables import AccountRow, FollowUpRow, PersonRow, RoleRow
from storage.unit_of_work.store import Store
from tests.audit_log import entries_of
from tests.bot.slack.slack_app import App, over_http
from tests.desk import START, Desk
from tests.slack_standin import TEAM, slack_standin, texts

ADMIN = "U0ANNA"


@pytest.fixture
def desk(sqlite_store: Store) -> Desk:
    """An installation without people, whose administrator is known from the settings."""
    load_reference(sqlite_store, START)
    return Desk(sqlite_store, platforms=frozenset({"slack"}), admins=frozenset({f"slack:{TEAM}:{ADMIN}"}))


class Slack:
    """Slash commands as Slack sends them with `should_escape`: signed, over HTTP, what people name as entities."""

    def __init__(self, app: App, desk: Desk) -> None:
        self.app, self.desk, self.numbers = app, desk, iter(range(99))

    async def typed(self, text: str, user: str = ADMIN) -> str:
        """The answer to a command; `text` is the request's own, entities and all."""
        room = self.app.slack.state.direct(user)
        body = {
            "command": "/samhandling", "text": text, "user_id": user, "user_name": user.removeprefix("U0").lower(),
            "team_id": TEAM, "channel_id": room.id, "channel_name": room.name,
            "trigger_id": f"t-{next(self.numbers)}", "response_url": "http://127.0.0.1:1/",
        }  # fmt: skip
        answered = await self.app.slack.send("slash_commands", body)
        assert answered.status == 200
        return texts(answered.payload)


async def converse(desk: Desk, *said: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The answers to (user, text), by the real handlers behind the real front end."""
    monkeypatch.setattr(
        "tests.bot.slack.slack_app.Secretary.answer",
        lambda _self, invocation: answer(replace(invocation, at=desk.at), desk.services),
    )
    async with slack_standin() as slack, over_http(slack) as app:
        road = Slack(app, desk)
        return [await road.typed(text, user) for user, text in said]


def rows(desk: Desk) -> Iterator[tuple[PersonRow, AccountRow, RoleRow]]:
    with desk.store.read(desk.at) as snapshot:
        query = select(PersonRow, AccountRow, RoleRow)
        query = query.where(PersonRow.id == AccountRow.person_id, RoleRow.person_id == PersonRow.id)
        yield from snapshot.session.exec(query)


def test_the_manifest_asks_slack_to_say_who_is_meant() -> None:
    [command] = manifest(None)["features"]["slash_commands"]
    assert command["should_escape"] is True


@pytest.mark.parametrize("line", ["roller gi", "roles grant", "Roller  Gi"])
async def test_a_role_is_given_to_whom_slack_names(desk: Desk, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    [granted, welcome, who] = await converse(
        desk,
        (ADMIN, f"{line} Agder koordinator <@U0KARI77|kari.nordmann>"),
        ("U0KARI77", "status"),
        ("U0KARI77", "hvem-er-jeg"),
        monkeypatch=monkeypatch,
    )
    assert "kari.nordmann er nå koordinator i Agder" in granted
    assert "kjenner deg ikke" not in welcome
    [(person, account, role)] = rows(desk)
    assert (person.name, account.workspace, account.user) == ("kari.nordmann", TEAM, "U0KARI77")
    assert (role.organisation, role.role) == ("agder", "coordinator")
    assert who.startswith("kari.nordmann\n")
    assert f"slack:{TEAM}:U0KARI77" in who  # the account's id, as the settings want it


async def test_a_known_person_keeps_the_name_they_are_known_by(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    first, again = await converse(
        desk,
        (ADMIN, "roller gi Agder koordinator <@U0KARI77|Kari Nordmann>"),
        (ADMIN, "roller gi Agder leder <@U0KARI77|kari>"),
        monkeypatch=monkeypatch,
    )
    assert "Kari Nordmann er nå koordinator" in first
    assert "Kari Nordmann er nå leder" in again
    assert {person.name for person, _, _ in rows(desk)} == {"Kari Nordmann"}


async def test_names_in_what_is_noted_are_readable(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = (
        "avtale med <@U0PER999|per> i <#C0ROM|fellesrom>, se <https://ks.no|ks.no> &amp; "
        "<https://a.no/x?y=1&amp;z=2> eller skriv til <mailto:a@b.no|a@b.no>"
    )
    *_, noted = await converse(
        desk,
        (ADMIN, "roller gi Agder koordinator <@U0KARI77|kari>"),
        ("U0KARI77", f"oppfølging ny Siva: {sent} innen 15.12"),
        monkeypatch=monkeypatch,
    )
    kept = "avtale med @per i #fellesrom, se ks.no & https://a.no/x?y=1&z=2 eller skriv til a@b.no"
    with desk.store.read(desk.at) as snapshot:
        assert [row.text for row in snapshot.session.exec(select(FollowUpRow))] == [kept]
    lines = [entry.line for entry in entries_of(desk.store)]
    assert "U0PER999" not in noted
    assert lines[-2:] == [
        "roller gi Agder koordinator @kari (U0KARI77)",
        f"oppfølging ny Siva: {kept} innen 15.12",
    ]


async def test_what_a_role_is_given_to_by_hand(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """An id typed out works too; a name alone is nobody's account, and a look-alike of an entity says its id."""
    answers = await converse(
        desk,
        (ADMIN, "roller gi Agder koordinator U0KARI77"),
        (ADMIN, "roller gi Agder leder &lt;@U0PER999|per&gt;"),
        (ADMIN, "roller gi Agder leder @kari"),
        (ADMIN, "roller gi Agder leder <@U0KARI77|kari> og <@U0PER999|per>"),
        monkeypatch=monkeypatch,
    )
    assert "U0KARI77 er nå koordinator" in answers[0]
    assert "per er nå leder" in answers[1]
    assert "Hvem skal ha hvilken rolle?" in answers[2]
    assert "Hvem skal ha hvilken rolle?" in answers[3]
    assert len(list(rows(desk))) == 2


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("roller gi Agder leder <@U123456|kari>", "roller gi Agder leder @kari (U123456)"),
        (" ROLES grant Agder leader <@U123456>", "ROLES grant Agder leader @U123456"),
        ("roller gi Agder leder <@U123456|R&amp;D (Oslo)>", "roller gi Agder leder @R&D (Oslo) (U123456)"),
        ("roller Agder <!subteam^S1|@au> <#C1|rom>", "roller Agder @au #rom"),
        ("utsett O-1 til fredag fordi <@U123456|kari> er borte", "utsett O-1 til fredag fordi @kari er borte"),
        ("oppfølging ny Siva: roller i <#C1|rom> for <@U123456|kari>", "oppfølging ny Siva: roller i #rom for @kari"),
    ],
)
def test_ids_survive_only_where_they_are_needed(sent: str, meant: str) -> None:
    assert words(sent) == meant
    for before in ("<@U0BOT> ", "/samhandling ", "<@U0BOT> /samhandling "):
        assert addressed(before + sent, "U0BOT") == meant


def test_a_name_with_parentheses_is_still_one_name(desk: Desk) -> None:
    desk.admins = frozenset({"slack:T1:U5"})
    desk.__post_init__()
    reply = desk.reply("U5", words("roller gi Agder leder <@U123456|Kari (Oslo)>"))
    assert "Kari (Oslo) er nå leder i Agder" in plain(reply.card)
