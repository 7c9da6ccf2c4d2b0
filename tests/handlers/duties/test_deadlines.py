"""`frister`: of some days, of some weeks, of one week."""

from tests.desk import Desk


def noted(desk: Desk) -> Desk:
    assert desk.reply("agder", "oppfølging ny Siva: levere skisse innen 15.12").ok
    return desk


def test_deadlines_of_a_week(desk: Desk) -> None:
    planned = noted(desk)
    assert planned.reply("siva", "frister uke 51").card.title == "Frister i uke 51, 14. desember 2026–20. desember 2026"
    assert "O-1 levere skisse" in planned.say("siva", "frister uke 51")
    assert "Ingen frister i uke 50." in planned.say("siva", "frister uke 50")
    assert "uke 48" in planned.reply("siva", "frister neste uke", at="2026-11-18 10:00").card.title
    assert "uke 47" in planned.reply("siva", "frister denne uka").card.title
    assert planned.reply("siva", "frister 3 uker").card.title == planned.reply("siva", "frister 21 dager").card.title
    assert "uke 2, 11. januar 2027" in planned.reply("siva", "frister i uke 2").card.title
    assert planned.reply("siva", "frister uke 60").problem.code == "dates.no-such-week"  # type: ignore[union-attr]
    assert planned.reply("siva", "frister uke 53 2027").problem.code == "dates.no-such-week"  # type: ignore[union-attr]
