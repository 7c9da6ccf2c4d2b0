"""Whoever has asked for a role hears that it was given, where they can be reached themselves."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import select

from storage.tables import MessageRow, RoleRow
from storage.unit_of_work.unit import Origin
from tests.collecting_chat import Office
from tests.desk import Desk


def slack(desk: Desk) -> Office:
    """The same desk with Slack as its chat, its administrator known from the settings, Agder with a room."""
    desk.platforms, desk.admins = frozenset({"slack"}), frozenset({"slack:T1:U5"})
    desk.__post_init__()
    assert desk.reply("U5", "kanal Agder", room="C-agder").ok
    return Office(desk, platform="slack")


def messages(desk: Desk) -> list[MessageRow]:
    with desk.store.read(desk.at) as snapshot:
        return list(snapshot.session.exec(select(MessageRow).where(MessageRow.kind == "role-granted")))


def approved(desk: Desk, role: str = "koordinator") -> None:
    assert desk.reply("U7", f"roller be-om Agder {role}").ok
    assert desk.reply("U5", "roller godkjenn 1").ok


def test_the_asker_is_told_directly(any_desk: Desk) -> None:
    office = slack(any_desk)
    approved(any_desk)
    [post] = [post for post in office.turn() if post.room == "U7"]
    assert post.card.title == "Du er nå koordinator i Agder"
    assert "Forespørselen din er godkjent." in post.text
    assert any_desk.press("U7", post.card, "Hjelp").ok
    [message] = messages(any_desk)
    assert (message.recipient, message.status) == ("agder:coordinator:1", "sent")
    assert office.turn() == []


@pytest.mark.parametrize(
    ("language", "title"),
    [("nn", "Du er no leiar i Agder"), ("en", "You now hold this role in Agder: leader")],
)
def test_in_the_organisations_language(desk: Desk, language: str, title: str) -> None:
    office = slack(desk)
    assert desk.reply("agder", f"språk {language}", room="annet-sted").ok
    approved(desk, "leder")
    assert [post.card.title for post in office.turn() if post.room == "U7"] == [title]


def test_with_a_role_already_it_is_the_same_person(desk: Desk) -> None:
    office = slack(desk)
    approved(desk)
    office.turn()
    assert desk.reply("U7", "roller be-om Rogaland medlem").ok
    assert desk.reply("U5", "roller godkjenn 2").ok
    assert [post.card.title for post in office.turn() if post.room == "U7"] == ["Du er nå medarbeider i Rogaland"]
    assert [message.recipient for message in messages(desk)] == ["agder:coordinator:1", "rogaland:member:1"]


def refusing(_desk: Desk, office: Office) -> None:
    office.chat.refusing["U7"] = "user_disabled"


def ended(desk: Desk, _office: Office) -> None:
    with desk.store.begin(Origin("test", "linje"), desk.at) as unit:
        unit.session.get_one(RoleRow, 1).valid_to = unit.today - timedelta(days=1)


@pytest.mark.parametrize("hinder", [refusing, ended])
def test_it_is_not_said_to_the_room_instead(desk: Desk, hinder: Callable[[Desk, Office], None]) -> None:
    office = slack(desk)
    approved(desk)
    hinder(desk, office)
    posts = office.turn()
    assert not [post for post in posts if "er nå" in post.text]
    assert [message.status for message in messages(desk)] == ["cancelled"]


def test_without_an_account_on_an_active_platform_nothing_is_sent(desk: Desk) -> None:
    desk.admins = frozenset({"slack:T1:U5"})
    desk.__post_init__()
    approved(desk)
    assert messages(desk) == []


def test_who_is_turned_down_is_not_told_otherwise(desk: Desk) -> None:
    slack(desk)
    desk.reply("U7", "roller be-om Agder koordinator")
    assert desk.reply("U5", "roller avslå 1").ok
    assert messages(desk) == []
