"""People read what their organisation takes part in: another county's follow-ups are in no list of one's own."""

import pytest

from handlers.cards import Reply
from tests.desk import Desk, oslo


def test_another_countys_follow_up_is_in_no_list(desk: Desk) -> None:
    desk.say("agder", "oppfølging ny KS: saken om kabelen innen 27.11")
    desk.say("agder", "møte ny vår 15.4.2027")
    for who, line in (
        ("rogaland", "frister"),
        ("rogaland", "status"),
        ("rogaland", "status nasjonalt"),
        ("rogaland", "saksliste Agder vår"),
        ("rogaland", "oppfølging"),
    ):
        assert "kabelen" not in desk.say(who, line), (who, line)
    assert not desk.reply("rogaland", "oppfølging vis O-1").ok
    for who, line in (("agder", "status"), ("ks", "status"), ("siva", "frister"), ("agder", "saksliste Agder vår")):
        assert "kabelen" in desk.say(who, line), (who, line)
    assert "Ett åpent oppfølgingspunkt." in desk.say(
        "rogaland", "saksliste Agder vår"
    )  # that there is one is no secret


def test_the_console_makes_nobody_an_administrator(desk: Desk) -> None:
    """The operator's terminal speaks as an organisation, with that organisation's rights and no more."""
    for who, line in (
        ("siva:member", "roller gi KS leder @U1234567"),
        ("vestland", "kanal Agder"),
        ("siva:member", "kanal Siva"),
    ):
        assert not desk.reply(who, line).ok, (who, line)


def test_an_administrator_without_a_role_sees_who_waits(desk: Desk) -> None:
    desk.reply("U0000002", "roller be-om KS koordinator")
    boss = Desk(desk.store, admins=frozenset({"slack:T1:U0000001"}))
    assert "Du er administrator" in boss.say("U0000001", "status")
    card = boss.reply("U0000001", "roller").card
    assert card.title == "Én venter på en rolle"
    assert boss.press("U0000001", card, "Godkjenn: Bruker U0000002").ok
    assert "koordinator" in boss.say("U0000002", "hvem-er-jeg")


def test_only_those_who_may_nudge_are_offered_it(desk: Desk) -> None:
    desk.say("agder", "oppfølging ny Siva: levere skisse innen 27.11")
    assert "[Purr] purr O-1" in desk.say("agder", "status")
    assert "[Purr] purr O-1" in desk.say("ks", "status")
    assert "purr O-1" not in desk.say("forskningsradet", "status")


# -- what is internal, what is exempt ----------------------------------------------------------------------------------


@pytest.fixture
def autumn(desk: Desk) -> Desk:
    """Agder's autumn meeting is on, with an item of its own, 4/26; the next one has a date and an agenda."""
    desk.say("agder", "møte ny høst 10.12.2026 kl. 10")
    assert desk.reply("agder", "innkall R42-2026-H bekreft").ok
    desk.say("agder", "saksliste ny Kabelen til Danmark")
    desk.say("agder", "møte ny vår 15.4.2027")
    desk.at = oslo("2026-12-10 14:00")
    assert desk.reply("agder", "til stede Siva, Innovasjon Norge, Forskningsrådet").ok
    return desk


def code(reply: Reply) -> str:
    return reply.problem.code if reply.problem else ""


def test_nothing_is_recorded_under_an_internal_item(autumn: Desk) -> None:
    desk = autumn
    assert desk.reply("agder", "saksliste intern R42-2026-H Vår linje").ok
    for line in (
        "vedtak intern 1/26 Vi holder kortene tett",
        "oppfølging intern 1/26 Siva: være snill innen 15.1.2027",
        "referat utfall intern 1/26 utsatt",
    ):
        refused = desk.reply("agder", line)
        assert code(refused) == "agenda.is-internal", line
        assert refused.problem
        assert refused.problem.hint
    assert "Vår linje" not in desk.say("agder", "saksliste Agder vår 2027")
    assert desk.reply("agder", "referat tekst intern 1/26: husk kaffe").ok
    assert "kaffe" not in desk.say("agder", "referat vis R42-2026-H")


def test_internal_items_are_the_conveners_own_peoples(autumn: Desk) -> None:
    """KS, too, when it acts for the county, sees and touches none of them."""
    desk = autumn
    desk.say("agder", "saksliste intern R42-2026-H Vår linje")
    assert "Vår linje" in desk.say("agder:member", "saksliste R42-2026-H")
    for who in ("ks", "siva", "rogaland"):
        assert "Vår linje" not in desk.say(who, "saksliste R42-2026-H")
    for line in (
        "saksliste flytt Agder intern 1/26 først",
        "saksliste endre Agder intern 1/26: Annet",
        "saksliste fjern Agder intern 1/26",
        "referat tekst Agder intern 1/26: noe",
    ):
        assert code(desk.reply("ks", line)) == "agenda.no-such-item", line
    assert code(desk.reply("ks", "saksliste intern R42-2026-H Fra KS")) == "agenda.internal-own"


def test_an_exempt_item_is_the_parties_own(autumn: Desk) -> None:
    desk = autumn
    desk.say("agder", "saksliste unnta 4/26 hjemmel offl. § 23")
    for who in ("agder:member", "siva:member", "ks", "ks:leader"):
        assert "4/26 Kabelen til Danmark" in desk.say(who, "saksliste R42-2026-H"), who
    for who in ("rogaland", "ks:secretary"):
        said = desk.say(who, "saksliste R42-2026-H")
        assert "4/26 Unntatt offentlighet\n  unntatt offentlighet, offl. § 23" in said, who
        assert "Kabelen" not in said
        for line in ("vedtak Agder 4/26", "vedtak R42-2026-H sak 4/26"):
            assert "Kabelen" not in desk.say(who, line)
            assert "4/26 Unntatt offentlighet" in desk.say(who, line)


def test_what_comes_from_an_exempt_item_is_in_no_open_minutes(autumn: Desk) -> None:
    """Not in those of its own meeting, and not as done in those of the next one."""
    desk = autumn
    desk.say("agder", "saksliste unnta 4/26 hjemmel offl. § 23")
    desk.say("agder", "oppfølging 4/26 Siva: regne på kabelen innen 15.1.2027")
    desk.say("agder", "oppfølging 1/26 Siva: sende tall innen 15.1.2027")
    approved(desk, "R42-2026-H", "referat endre R42-2026-H: behov: nei")
    desk.say("siva", "ferdig O-1", at="2027-01-11 10:00")
    desk.say("siva", "ferdig O-2")
    desk.at = oslo("2027-04-15 14:00")
    approved(desk, "R42-2027-V", "til stede R42-2027-V: Siva, Innovasjon Norge, Forskningsrådet")
    for ref in ("R42-2026-H", "R42-2027-V"):
        whole, open_ = desk.say("siva", f"referat vis {ref}"), desk.say("rogaland", f"referat vis {ref}")
        assert "regne på kabelen" in whole, ref
        assert "sende tall" in open_, ref
        assert "kabelen" not in open_.casefold(), ref


def approved(desk: Desk, ref: str, *lines: str) -> None:
    for line in (*lines, f"referat send {ref} bekreft"):
        assert desk.reply("agder", line).ok, line
    for who in ("siva", "innovasjon-norge", "forskningsradet"):
        assert desk.reply(who, f"godkjenn {ref}").ok, who


def test_what_comes_from_an_exempt_item_is_as_closed_as_the_item(autumn: Desk) -> None:
    """Its owner reads its own text and date, and never where it comes from; to the others it isn't there."""
    desk = autumn
    desk.say("agder", "saksliste unnta 4/26 hjemmel offl. § 23")
    desk.say("agder", "oppfølging 4/26 KS: regne på kabelen innen 15.1.2027")
    for who in ("agder:member", "siva:member", "ks:leader"):
        shown = desk.say(who, "oppfølging vis O-1")
        assert "regne på kabelen" in shown, who
        assert "Kommer fra: Agder, unntatt offentlighet" in shown, who
    own = desk.say("ks:secretary", "oppfølging vis O-1")
    assert "regne på kabelen" in own
    assert "Kommer fra: unntatt offentlighet" in own
    assert "til Danmark" not in own
    desk.say("agder", "oppfølging endre O-1 ansvarlig: Siva")
    never = desk.say("ks:secretary", "oppfølging vis O-99")
    for line in ("oppfølging vis O-1", "O-1"):
        assert desk.say("ks:secretary", line) == never.replace("O-99", "O-1")
    for line in ("oppfølging", "frister 100", "status Agder", "status", "saksliste Agder vår 2027"):
        assert "kabelen" not in desk.say("ks:secretary", line), line
        assert "kabelen" in desk.say("ks", line) + desk.say("ks", "oppfølging"), line


def test_a_county_gives_work_to_itself_and_the_agencies(autumn: Desk) -> None:
    """Another county's is KS' to give, however it is said: a line, a form, the minutes, another owner."""
    desk = autumn
    form = desk.reply("agder", "oppfølging ny").card.form
    assert form
    offered = {slug for field in form.fields for slug, _ in field.choices}
    assert {"agder", "siva", "ks"} <= offered
    assert "rogaland" not in offered
    desk.say("agder", "oppfølging ny Siva: levere skisse innen 15.1.2027")
    for line, fields in (
        ("oppfølging ny Rogaland: sende tall innen 15.1.2027", {}),
        (form.line, {"owner": "rogaland", "text": "sende tall", "due": "15.1.2027"}),
        ("oppfølging 4/26 Rogaland: sende tall innen 15.1.2027", {}),
        ("noter 4/26 Rogaland: sende tall innen 15.1.2027", {}),
        ("oppfølging endre O-1 ansvarlig: Rogaland", {}),
    ):
        refused = desk.reply("agder", line, fields=fields)
        assert code(refused) == "followups.other-county", line
        assert refused.problem
        assert "Be KS" in refused.problem.hint
        assert "O-2 finnes ikke" in desk.say("ks", "oppfølging vis O-2"), line
    assert desk.reply("agder", "oppfølging endre O-1 ansvarlig: Forskningsrådet").ok
    assert desk.reply("ks", "oppfølging endre O-1 ansvarlig: Rogaland").ok
    assert desk.reply("ks", "oppfølging ny Rogaland: sende tall innen 15.1.2027").ok
    told = desk.say("agder", "referat lim R42-2026-H:\nSak 4/26\n@Rogaland sende flere tall innen 15.1.2027")
    assert "Rogaland tar selv stilling" in told


def test_what_must_change_in_the_agreement_is_as_closed_as_its_item(autumn: Desk) -> None:
    """«Behov for endringer» at an exempt item: neither in the open minutes nor as a need of the next version."""
    desk = autumn
    for line in (
        "avtale ny 2026–2029",
        "avtale mål M1: Flere arbeidsplasser; planmål 2.1",
        "avtale tiltak T1.1: Testfasilitet; ansvarlig: Siva; bidrar: Rogaland; frist: 1.3.2027",
        *(
            f"avtale status {one}"
            for one in ("til godkjenning", "omforent", "signert 20.11.2026", "gjeldende 22.11.2026")
        ),
        "saksliste unnta 3/26 hjemmel offl. § 23",
    ):
        assert desk.reply("agder", line).ok, line
    approved(desk, "R42-2026-H", "referat endre R42-2026-H: behov: ja; hvilke endringer: kabelen må flyttes")
    for who in ("agder:member", "siva:member", "ks"):
        assert "kabelen må flyttes" in desk.say(who, "avtale Agder"), who
        assert "kabelen må flyttes" in desk.say(who, "referat vis R42-2026-H"), who
    for who in ("rogaland", "ks:secretary"):
        assert "Behov: unntatt offentlighet" in desk.say(who, "avtale Agder"), who
        assert "kabelen må flyttes" not in desk.say(who, "referat vis R42-2026-H"), who


def test_an_item_that_comes_again_is_exempt_with_the_first(autumn: Desk) -> None:
    desk = autumn
    desk.say("agder", "referat utfall 4/26 utsatt")
    assert desk.reply("agder", "innkall R42-2027-V bekreft", at="2027-01-11 10:00").ok
    assert "Kabelen til Danmark" in desk.say("rogaland", "saksliste Agder vår 2027")
    assert desk.reply("agder", "saksliste unnta 4/26 hjemmel offl. § 23").ok
    assert "Kabelen" not in desk.say("rogaland", "saksliste Agder vår 2027")
    assert "Kabelen til Danmark" in desk.say("siva", "saksliste Agder vår 2027")
