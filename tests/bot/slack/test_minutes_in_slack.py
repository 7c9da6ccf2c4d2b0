"""Two meetings of the made-up county, entered live in Slack: by forms, and again in lines only. The same either way."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime

import pytest
from sqlmodel import select

from bot.app import open_store
from domain.organisations import REFERENCE
from storage.setup.demo import demo_county
from storage.setup.reference import register
from storage.tables import Row
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Rules, system
from tests.bot.road import KS, Road, on_the_road
from tests.desk import oslo
from tests.slack_standin import slack_standin, texts

MID, SIV, INN, FOR = "U0MIDTVIK", "U0SIVA", "U0INNOV", "U0FORSK"
PEOPLE = {MID: "Midtvik", SIV: "Siva", INN: "Innovasjon Norge", FOR: "Forskningsrådet"}

JOURNALS = {
    "audit": "tells how something was said",
    "audit_person": "the same, about people",
    "request": "Slack's own numbers of requests",
    "message": "under unguessable keys",
    "message_subject": "hangs on the messages",
    "redraw": "what the sender has not come to yet",
    "notice": "hangs on the messages",
    "minutes_edit": "tells in how many pieces the draft was written",
    "setting": "this installation's own secret",
}
"""Tables that tell how something came about, not what it is."""
COUNTED = {("minutes", "version"), ("agenda_item", "id"), ("minutes_version", "sha256")}
"""Columns that count the pieces: how often the draft was saved, and where the log then stood."""


def with_midtvik(store: Store, at: datetime) -> None:
    """The made-up county, and nothing else of the demo data."""
    with store.begin(system("oppsett"), at) as unit:
        register(unit, demo_county(), len(REFERENCE))


@asynccontextmanager
async def town(store: Store) -> AsyncIterator[Road]:
    """Midtvik, the agencies and KS in one Slack, in February 2026; everybody knows who is who and has a room."""
    async with (
        slack_standin() as slack,
        on_the_road(slack, store, "socket", at="2026-02-16 10:00", prepare=with_midtvik, every=600) as road,
    ):
        road.room = slack.state.channel("midtvik", KS, "U0LEDER", *PEOPLE)
        await road.says(KS, "roller be-om KS koordinator")
        await road.says(KS, "roller godkjenn 1")
        for number, (user, name) in enumerate(PEOPLE.items(), start=2):
            await road.says(user, f"roller be-om {name} koordinator")
            assert "koordinator" in await road.says(KS, f"roller godkjenn {number}")
            channel = slack.state.channel(f"rom-{number}", user)
            await slack.people.command(f"/samhandling kanal {name}", user=user, channel=channel)
        yield road
        assert slack.state.refused == []


Step = Callable[[Road], Awaitable[None]]


async def fill(road: Road, user: str, line: str, typed: Mapping[str, str]) -> None:
    """Say the line that opens a form, fill it in, send it."""
    await road.says(user, line)
    sent = await road.slack.people.submit(typed, user=user)
    assert sent.closed, sent.errors


async def say(road: Road, user: str, *lines: str) -> None:
    for line in lines:
        said = await road.says(user, line)
        assert "Skriv" not in said.split("\n")[0], said


async def spring_before(road: Road) -> None:
    await say(
        road, MID, "møte ny vår 16.4.2026 kl. 10", "møte endre R90-2026-V sted: Fylkeshuset Midtvik; partnerskap: ja"
    )
    road.clock.move_to(oslo("2026-03-18 10:00"))
    await say(road, MID, "innkall R90-2026-V bekreft")


async def spring_by_form(road: Road) -> None:
    await fill(road, MID, "saksliste ny R90-2026-V", {"Hva saken gjelder": "Testfasilitet for sirkulær plast"})
    road.clock.move_to(oslo("2026-04-16 13:55"))
    await fill(
        road,
        MID,
        "referat",
        {
            "Til stede": "Midtvik, Innovasjon Norge, Siva, Forskningsrådet",
            "Andre til stede": "Partnerskapet (NHO, LO, universitetet, KS lokalt)",
            "Møteleder": "fylkesdirektør",
            "Referent": "koordinator",
            "1/26 Oppfølging av nasjonalt vårmøte": "EU-virkemidler og grønn industri",
            "1/26 Utfall": "Tatt til orientering",
            "2/26 Vedtak og oppfølging": "Partene slutter seg til status per 16.4.",
            "3/26 Forventede utfordringer og utviklingstrekk i fylket i 2027": "Kraftunderskudd og færre FoU-søknader",
            "3/26 Vedtak og oppfølging": (
                "Kraft og kompetanse løftes som innspill til nasjonalt høstmøte.\n"
                "Midtvik: Meld innspill «kraft og kompetanse» til Arbeidsutvalget innen 15.6.2026"
            ),
            "4/26 Vedtak og oppfølging": (
                "Vedtak: Siva leverer skisse før sommeren.\n"
                "@Siva Skisse testfasilitet innen 19.6.2026\n"
                "Oppfølging: Forskningsrådet: Oversikt over EU-utlysninger H2 innen 1.9.2026"
            ),
        },
    )


async def spring_in_lines(road: Road) -> None:
    await say(road, MID, "saksliste ny R90-2026-V Testfasilitet for sirkulær plast")
    road.clock.move_to(oslo("2026-04-16 13:55"))
    await say(
        road,
        MID,
        "til stede Midtvik, Innovasjon Norge, Siva, Forskningsrådet",
        "referat endre andre: Partnerskapet (NHO, LO, universitetet, KS lokalt); møteleder: fylkesdirektør; "
        "referent: koordinator",
        "referat tekst 1/26: EU-virkemidler og grønn industri",
        "referat utfall 1/26 tatt til orientering",
        "vedtak 2/26 Partene slutter seg til status per 16.4.",
        "referat tekst 3/26: Kraftunderskudd og færre FoU-søknader",
        "vedtak 3/26 Kraft og kompetanse løftes som innspill til nasjonalt høstmøte.",
        "oppfølging 3/26 Midtvik: Meld innspill «kraft og kompetanse» til Arbeidsutvalget innen 15.6.2026",
        "vedtak 4/26 Siva leverer skisse før sommeren.",
        "oppfølging 4/26 Siva: Skisse testfasilitet innen 19.6.2026",
        "oppfølging 4/26 Forskningsrådet: Oversikt over EU-utlysninger H2 innen 1.9.2026",
    )


async def between(road: Road) -> None:
    """The draft goes out, nobody objects; what was noted is done or put off; the autumn meeting is convened."""
    road.clock.move_to(oslo("2026-04-17 10:00"))
    await say(road, MID, "referat send R90-2026-V bekreft")
    road.clock.move_to(oslo("2026-05-08 10:00"))
    road.app.daily(road.clock.now())
    road.clock.move_to(oslo("2026-06-11 10:00"))
    await say(road, MID, "ferdig O-1")
    road.clock.move_to(oslo("2026-06-18 10:00"))
    await say(road, SIV, "utsett O-2 til 30.10.2026 fordi skissen venter på tall fra industripartnerne")
    await say(road, MID, "møte ny høst 12.11.2026 kl. 10")
    road.clock.move_to(oslo("2026-09-01 10:00"))
    await say(road, FOR, "ferdig O-3")
    road.clock.move_to(oslo("2026-10-15 10:00"))
    await say(road, MID, "innkall R90-2026-H bekreft")


async def autumn_by_form(road: Road) -> None:
    await fill(road, MID, "saksliste ny R90-2026-H", {"Hva saken gjelder": "Møteplan 2027"})
    road.clock.move_to(oslo("2026-11-12 13:55"))
    await fill(
        road,
        MID,
        "referat",
        {
            "Til stede": "Midtvik, Innovasjon Norge, Forskningsrådet",
            "Forfall": "Siva",
            "5/26 Utfall": "Tatt til orientering",
            "6/26 Vedtak og oppfølging": (
                "T3.1 er fullført. T1.2 er forsinket, ny frist 1.6.2027.\n"
                "Forskningsrådet: Tall for FoU-bedrifter til statusark innen 20.11.2026"
            ),
            "7/26 Vedtak og oppfølging": (
                "FK utarbeider versjon 2 (T1.2 ny frist, T3.2 knyttes til planmål 3.3).\n"
                "Midtvik: Utkast avtale v2 på samtykkerunde innen 11.12.2026"
            ),
            "8/26 Vedtak og oppfølging": "Regionalt vårmøte 15.4.2027, høstmøte 16.11.2027.",
            "Behov for endringer i avtalen?": "Ja",
            "Hvilke endringer": "T1.2 ny frist, T3.2 knyttes til planmål 3.3",
        },
    )
    road.clock.move_to(oslo("2026-11-19 10:00"))
    await road.says(MID, "referat send R90-2026-H")
    await road.slack.people.press("Send til merknad", user=MID)
    await fill(road, SIV, "merknad R90-2026-H", {"Merknaden": "Siva hadde meldt forfall 10.11."})


async def autumn_in_lines(road: Road) -> None:
    await say(road, MID, "saksliste ny R90-2026-H: Møteplan 2027")
    road.clock.move_to(oslo("2026-11-12 13:55"))
    await say(
        road,
        MID,
        "til stede Midtvik, Innovasjon Norge, Forskningsrådet; forfall Siva",
        "referat utfall 5/26 orientering",
        "vedtak 6/26 T3.1 er fullført. T1.2 er forsinket, ny frist 1.6.2027.",
        "oppfølging 6/26 Forskningsrådet: Tall for FoU-bedrifter til statusark innen 20.11.2026",
        "vedtak 7/26 FK utarbeider versjon 2 (T1.2 ny frist, T3.2 knyttes til planmål 3.3).",
        "oppfølging 7/26 Midtvik: Utkast avtale v2 på samtykkerunde innen 11.12.2026",
        "vedtak 8/26 Regionalt vårmøte 15.4.2027, høstmøte 16.11.2027.",
        "referat endre behov: ja; hvilke endringer: T1.2 ny frist, T3.2 knyttes til planmål 3.3",
    )
    road.clock.move_to(oslo("2026-11-19 10:00"))
    await say(road, MID, "referat send R90-2026-H bekreft")
    await say(road, SIV, "merknad R90-2026-H: Siva hadde meldt forfall 10.11.")


async def live(store: Store, *steps: Step) -> None:
    async with town(store) as road:
        for step in steps:
            await step(road)


def _comparable(value: object) -> object:
    """The clock runs on, and the log gets longer: minutes say where it stood."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H}"
    return {name: part for name, part in value.items() if name != "log"} if isinstance(value, dict) else value


def rows(store: Store) -> dict[str, list[dict[str, object]]]:
    """Every row of every table that tells what is, by column."""
    with store.read(oslo("2026-11-20")) as snapshot:
        return {
            table.name: sorted(
                (
                    {
                        name: _comparable(value)
                        for name, value in row._mapping.items()
                        if (table.name, name) not in COUNTED
                    }
                    for row in snapshot.session.execute(select(table))  # type: ignore[call-overload] # any table
                ),
                key=repr,
            )
            for table in Row.metadata.sorted_tables
            if table.name not in JOURNALS
        }


async def test_by_forms_or_in_lines_it_is_the_same(
    new_sqlite_url: Callable[[], str], rules: Rules, sqlite_store: Store
) -> None:
    in_lines = open_store(new_sqlite_url(), rules)
    await live(sqlite_store, spring_before, spring_by_form, between, autumn_by_form)
    await live(in_lines, spring_before, spring_in_lines, between, autumn_in_lines)
    forms, lines = rows(sqlite_store), rows(in_lines)
    for name, found in forms.items():
        for one, other in zip(found, lines[name], strict=True):
            assert one == other, name
    assert [len(forms[name]) for name in ("agenda_item", "decision", "follow_up", "attendance")] == [8, 6, 5, 8]
    assert len(forms["minutes_version"]) == 1  # the spring meeting's, approved by silence
    in_lines.close()


async def test_two_forms_at_once_in_slack(sqlite_store: Store) -> None:
    """The second is told what changed, keeps what they typed, and sends it again knowing it."""
    async with town(sqlite_store) as road:
        await spring_before(road)
        road.slack.state.person("U0LEDER")
        await road.says("U0LEDER", "roller be-om Midtvik leder")
        await road.says(KS, "roller godkjenn 6")
        road.clock.move_to(oslo("2026-04-16 13:55"))
        await road.says(MID, "referat")
        await road.says("U0LEDER", "referat")
        people, item = road.slack.people, "1/26 Oppfølging av nasjonalt vårmøte"
        assert (await people.submit({item: "EU-virkemidler", "Møteleder": "fylkesdirektør"}, user=MID)).closed
        refused = await people.submit({item: "Grønn industri", "Referent": "koordinator"}, user="U0LEDER")
        assert "Midtvik endret 1/26 Oppfølging av nasjonalt vårmøte" in refused.errors[item]
        assert "EU-virkemidler" in refused.errors[item]
        await road.slack.until(lambda: "sett text-" in road.slack.state.views["U0LEDER"]["private_metadata"])
        assert "Nå står det: «EU-virkemidler»" in texts(road.slack.state.views["U0LEDER"])
        assert (await people.submit({}, user="U0LEDER")).closed  # everything typed is still there
        shown = await road.says(SIV, "referat vis R90-2026-V")
        for line in ("Grønn industri", "fylkesdirektør", "koordinator"):
            assert line in shown
        assert "EU-virkemidler" not in shown


@pytest.mark.parametrize("letters", ["Ordinær tekst om kraft og kompetanse. ", "æøå"], ids=["norsk", "æøå"])
async def test_a_form_at_slacks_limits_survives_a_wrong_field(sqlite_store: Store, letters: str) -> None:
    """Thirty items in a hundred blocks, three thousand characters in each, and one date that isn't one."""
    async with town(sqlite_store) as road:
        await spring_before(road)
        for number in range(4, 31):
            await say(road, MID, f"saksliste ny R90-2026-V Sak om tiltak nummer {number} på østlandet")
        road.clock.move_to(oslo("2026-04-16 13:55"))
        await road.says(MID, "referat")
        view = road.slack.state.views[MID]
        assert len(view["blocks"]) == 98
        inputs = [block["label"]["text"] for block in view["blocks"] if block["type"] == "input"]
        told = [
            label for label in inputs if label[0].isdigit() and not label.endswith(("Utfall", "Vedtak og oppfølging"))
        ]
        assert len(told) == 30
        long = (letters * 3000)[:3000].rstrip()
        typed = dict.fromkeys(told, long) | {"Til stede": "Midtvik, Siva"}
        typed["30/26 Vedtak og oppfølging"] = "Siva: levere skisse innen 31.11"
        refused = await road.slack.people.submit(typed, user=MID)
        assert not refused.closed
        assert list(refused.errors) == ["30/26 Vedtak og oppfølging"]
        assert "november har 30 dager" in refused.errors["30/26 Vedtak og oppfølging"]
        corrected = {"30/26 Vedtak og oppfølging": "Siva: levere skisse innen 30.11.2026"}
        assert (await road.slack.people.submit(corrected, user=MID)).closed
    stands = rows(sqlite_store)
    assert [row["text"] for row in stands["agenda_item"]] == [long] * 30
    assert [row["text"] for row in stands["follow_up"]] == ["levere skisse"]


async def test_more_items_than_a_form_takes_come_in_the_next(sqlite_store: Store) -> None:
    """Thirty-three items: the first thirty are kept when the first form is sent, the rest are asked for in a second."""
    async with town(sqlite_store) as road:
        await spring_before(road)
        for number in range(4, 34):
            await say(road, MID, f"saksliste ny R90-2026-V Sak om tiltak nummer {number}")
        road.clock.move_to(oslo("2026-04-16 13:55"))
        await road.says(MID, "referat")
        people, views = road.slack.people, road.slack.state.views
        first = await people.submit({"Til stede": "Midtvik, Siva", "30/26 Utfall": "Vedtatt"}, user=MID)
        assert first.view is not None
        await road.slack.until(lambda: "31/26" in texts(views[MID]))
        assert "30/26" not in texts(views[MID])
        assert (await people.submit({"33/26 Utfall": "Utsatt til neste møte"}, user=MID)).closed
    outcomes = {row["number"]: row["outcome"] for row in rows(sqlite_store)["agenda_item"]}
    assert (outcomes[30], outcomes[31], outcomes[33]) == ("decided", "", "postponed")
