"""The first words: who knows whom, what is due, what isn't understood."""

from tests.everywhere.front import Front, flat


async def test_status_and_what_is_mine(front: Front) -> None:
    ks = await front.seat("ks")
    status = flat(await ks.says("status"))
    assert "Hele landet" in status
    assert "O-7 Tall for FoU-bedrifter til statusark" in status
    siva = await front.seat("siva")
    assert "O-2 Skisse testfasilitet" in flat(await siva.says("mine"))


async def test_a_stranger_is_greeted_and_told_nothing(front: Front) -> None:
    nobody = await front.stranger()
    said = flat(await nobody.says("status"))
    assert "Samhandling kjenner deg ikke ennå" in said
    assert "O-7" not in said


async def test_a_word_that_is_not_understood_gets_ways_on_as_buttons(front: Front) -> None:
    ks = await front.seat("ks")
    said = flat(await ks.says("statsu"))
    assert "Mente du status" in said
    assert "Hele landet" in flat(await ks.presses("status"))


async def test_who_may_not_is_told_who_may(front: Front) -> None:
    agder = await front.seat("agder")
    said = flat(await agder.says("datovarsel N-2027-V"))
    assert "oordinator eller leder i KS" in said
    assert "O-7 finnes ikke" in flat(await agder.says("ferdig O-7"))
    mine = await front.seat("forskningsradet")
    assert "O-7" in flat(await mine.says("mine"))
