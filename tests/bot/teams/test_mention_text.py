"""Said in Teams: directly, in channels, in group chats; who may read the answer; what is no line at all."""

from functools import partial

import pytest
from structlog.testing import capture_logs

from bot.teams import listeners
from tests.bot.teams.conftest import Town
from tests.teams_standin import Fault


async def test_in_the_own_channel_the_answer_comes_in_the_thread(town: Town) -> None:
    room = town.channel("agder")
    assert "Agder" in await town.says("status", town.agder, room)
    asked, answer = town.teams.state.messages(room)
    assert answer.root == asked.id


async def test_without_its_name_nothing_is_meant_for_it(town: Town) -> None:
    await town.teams.people.says("status", town.agder, town.channel("agder"), mention=False)
    assert len(town.teams.state.messages(town.channel("agder"))) == 1


async def test_where_others_read_along_the_answer_goes_to_the_person(town: Town) -> None:
    group = town.teams.state.group("Samordning", town.ks, town.agder)
    said = await town.says("mine", town.agder, group)
    assert "Svaret er sendt til deg direkte" in said
    assert "Agder" not in said
    await town.teams.until(lambda: "Agder har" in town.teams.seen(town.agder))


async def test_in_anothers_channel_a_change_is_not_told_to_its_readers(town: Town) -> None:
    """Its card shows the whole item, who else takes part and what they have said."""
    person, room = town.places.people["midtvik", "coordinator"], town.channel("agder")
    await town.teams.people.adds_member(town.agder, room, person)
    said = await town.says("oppfølging Midtvik: rydde i planen innen 18.12.2026", person, room)
    assert "Svaret er sendt til deg direkte" in said
    assert "rydde" not in said
    await town.teams.until(lambda: "rydde i planen" in town.teams.seen(person))
    assert "rydde i planen" in await town.says("oppfølging Agder: rydde i planen innen 18.12.2026", town.agder, room)


async def test_and_where_they_cannot_be_written_to_they_are_told_how_to_get_it(town: Town) -> None:
    person = town.places.people["siva", "member"]
    town.teams.state.find(person).installed = False
    group = town.teams.state.group("Samordning", town.ks, person)
    said = await town.says("mine", person, group)
    assert "det lot seg ikke sende til deg direkte" in said
    assert "Siva har" not in said


async def test_typed_as_a_slash_command_and_pasted_with_formatting(town: Town) -> None:
    assert "Hele landet" in await town.says("/samhandling status", town.ks)
    assert "Hele landet" in await town.says("/status", town.ks)
    await town.teams.people.says("oppfølging KS: A & B <c> innen 4.12.2026", town.ks, rich="<b>oppfølging</b>")
    await town.teams.until(lambda: "A & B <c>" in town.teams.seen(town.ks).rpartition("oppfølging KS")[2])


async def test_the_same_activity_again_is_answered_once(town: Town) -> None:
    activity = town.teams.people.message("oppfølging KS: rapport innen 4.12.2026", town.ks)
    await town.teams.deliver(activity)
    await town.teams.until(lambda: "rapport" in str(town.teams.state.posted(town.ks)))
    await town.teams.people.repeated(activity)
    assert (await town.says("mine", town.ks)).count("rapport") == 1
    assert len(town.teams.state.posted(town.ks)) == 2


async def test_what_is_no_line_is_let_pass(town: Town) -> None:
    people, room = town.teams.people, town.channel("agder")
    await town.says("status", town.agder, room)
    before = len(town.teams.state.posted(room))
    with capture_logs() as logs:
        for told in (
            await people.reacts(town.agder, "Agder", room),
            await people.edits(town.agder, "status", "mine", room),
            await people.does("typing", town.agder, room),
            await people.does("noe-helt-nytt", town.agder, room),
        ):
            assert told.answer.status == 200
    assert len(town.teams.state.posted(room)) == before
    assert not [one for one in logs if one["log_level"] == "error"]


async def test_a_role_is_given_by_a_mention(town: Town) -> None:
    new = town.teams.state.person("Ny Kollega")
    person = town.teams.state.people[new]
    room = town.channel("agder")
    activity = town.teams.people.message("roller gi Agder medlem <at>Ny Kollega</at>", town.agder, room)
    activity["text"] = activity["text"].replace("&lt;at&gt;", "<at>").replace("&lt;/at&gt;", "</at>")
    mention = {"type": "mention", "text": "<at>Ny Kollega</at>", "mentioned": {"id": person.id, "name": person.name}}
    activity["entities"] = [*activity["entities"], mention]
    with town.teams.state.changed:
        town.teams.state.find(room).members.append(new)
    await town.teams.deliver(activity)
    await town.teams.until(lambda: "Ny Kollega er nå medarbeider i Agder" in town.teams.seen(town.agder, room))
    assert "Agder" in await town.says("status", new)


async def test_a_mention_that_cannot_be_looked_up_now_is_told_of_in_words(town: Town) -> None:
    new = town.teams.state.person("Ny Kollega")
    room = town.channel("agder")
    town.teams.faults.plan("members", Fault("error", error="502"))
    await town.teams.people.says("roller gi Agder medlem @Ny Kollega", town.agder, room, others=[new])
    await town.teams.until(lambda: len(town.teams.state.posted(room)) == 1)
    said = town.teams.seen(town.agder, room)
    assert "Teams svarte ikke på hvem som er nevnt, så ingenting er endret" in said
    assert "Noe gikk galt" not in said


async def test_a_press_that_comes_again_is_answered_once_as_long_as_it_is_remembered(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listeners, "ANSWERS", 1)
    people, pressed = town.teams.people, []

    def edits(who: str) -> int:
        return len(town.teams.state.messages(who)[-1].edits)

    for who in (town.ks, town.agder):
        await town.says("status", who)
        await people.press("Vis", who)
        await town.teams.until(partial(edits, who))
        pressed.append(town.teams.sent[-1])
    first, second = pressed
    await people.repeated(second)
    await people.repeated(first)  # forgotten meanwhile, and looked at once more: it only reads
    await town.teams.until(lambda: edits(town.ks) == 2)
    assert edits(town.agder) == 1
