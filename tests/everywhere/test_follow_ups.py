"""Follow-ups: noted by form with a wrong date, reminded of, finished by button."""

import pytest

from tests.everywhere.front import Front, flat


async def test_a_form_with_a_wrong_date_keeps_what_was_typed(front: Front) -> None:
    siva = await front.seat("siva")
    assert "Ny oppfølging" in await siva.says("oppfølging ny")
    typed = {"Ansvarlig": "Siva", "Hva skal gjøres": "1. desember: tall, <b>æøå</b> & *alt*", "Frist": "31.11"}
    assert "november har 30 dager" in flat(await siva.fills(typed))
    kept = await siva.form()
    assert kept["Hva skal gjøres"] == typed["Hva skal gjøres"]
    assert kept["Ansvarlig"] == "Siva"
    said = flat(await siva.fills({"Frist": "fredag uke 50"}))
    assert "fredag 11. desember 2026" in said
    assert "1. desember: tall, <b>æøå</b> & *alt*" in flat(await siva.says("mine"))


async def test_a_reminder_comes_and_is_finished_by_its_button(front: Front) -> None:
    mine = await front.seat("forskningsradet")
    assert "O-7" not in await mine.heard()
    await front.clock("2026-11-23 09:00")
    assert "Over fristen siden fredag" in flat(await mine.hears("O-7"))
    said = flat(await mine.presses("Ferdig", by="O-7"))
    assert "O-7" in said
    assert "utført" in said
    assert "O-7" not in flat(await mine.says("mine"))


async def test_a_message_stays_true_where_it_stands(front: Front) -> None:
    if not front.updates:
        pytest.skip("what is printed in a terminal, is printed")
    await front.clock("2026-11-23 09:00")
    mine, midtvik = await front.seat("forskningsradet"), await front.seat("midtvik")
    assert "Over fristen siden fredag" in flat(await mine.hears("O-7"))
    assert "O-7" in await midtvik.says("ferdig O-7")
    assert "✓" in await mine.hears("ingenting gjenstår")
    assert "Over fristen siden fredag" not in flat(await mine.heard())
