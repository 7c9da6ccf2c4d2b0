"""A regional meeting from its date to its minutes: planned by form, convened by button, written by form or in lines."""

from tests.everywhere.front import Front, Seat, flat


async def planned(front: Front) -> Seat:
    """Agder sets the date of its spring meeting, wrongly first, and convenes it when the time has come."""
    agder = await front.seat("agder")
    assert "Nytt møte" in await agder.says("møte ny")
    typed = {"Hva slags møte": "Regionalt vårmøte", "Dato": "31.4.2027", "Klokkeslett": "10", "Tema": "1. Kraft & nett"}
    assert "april har 30 dager" in flat(await agder.fills(typed))
    kept = await agder.form()
    assert (kept["Hva slags møte"], kept["Tema"]) == (typed["Hva slags møte"], typed["Tema"])
    assert "satt til torsdag 15. april 2027" in flat(await agder.fills({"Dato": "15.4.2027"}))
    await front.clock("2027-03-11 09:00")
    assert "Innkalling: regionalt vårmøte i Agder 2027" in flat(await agder.hears("R42-2027-V"))
    assert "3 mottakere" in flat(await agder.says("innkall R42-2027-V"))
    assert "Innkalling er sendt" in flat(await agder.presses("Send innkallingen"))
    siva = await front.seat("siva")
    assert "torsdag 15. april 2027 kl. 10.00" in flat(await siva.hears("Innkalling til regionalt vårmøte i Agder"))
    await front.clock("2027-04-15 13:00")
    return agder


async def test_minutes_by_form(front: Front) -> None:
    agder = await planned(front)
    assert "Regionalt vårmøte i Agder 2027" in flat(await agder.says("referat R42-2027-V"))
    typed = {
        "Til stede": "Agder, Siva",
        "Forfall": "Innovasjon Norge",
        "Møteleder": "fylkesdirektør",
        "2/27 Vedtak og oppfølging": "Agder og Siva slutter seg til status.\nSiva: skisse til ny test innen 31.6.2027",
    }
    assert "juni har 30 dager" in flat(await agder.fills(typed))
    said = flat(
        await agder.fills({"2/27 Vedtak og oppfølging": typed["2/27 Vedtak og oppfølging"].replace("31.6", "30.6")})
    )
    assert "er lagret" in said
    await _as_written(agder, await front.seat("siva"))


async def test_minutes_in_lines(front: Front) -> None:
    agder = await planned(front)
    await agder.says("til stede Agder, Siva")
    await agder.says("forfall Innovasjon Norge")
    await agder.says("referat endre møteleder: fylkesdirektør")
    await agder.says("vedtak 2/27 Agder og Siva slutter seg til status.")
    await agder.says("oppfølging 2/27 Siva: skisse til ny test innen 30.6.2027")
    await _as_written(agder, await front.seat("siva"))


async def _as_written(agder: Seat, siva: Seat) -> None:
    shown = flat(await agder.says("referat vis R42-2027-V"))
    for part in ("Agder", "Innovasjon Norge", "fylkesdirektør", "Agder og Siva slutter seg til status."):
        assert part in shown
    assert "skisse til ny test" in flat(await siva.says("mine"))


async def test_another_county_may_not(front: Front) -> None:
    siva = await front.seat("siva")
    said = flat(await siva.says("møte ny R42-2027-V 15.4.2027"))
    assert "Agder" in said
    assert "satt til" not in said
    agder = await front.seat("agder", "member")
    assert "koordinator eller leder i Agder" in flat(await agder.says("språk nn"))
