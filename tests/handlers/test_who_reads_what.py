"""People read what their organisation takes part in: another county's follow-ups are in no list of one's own."""

from tests.desk import Desk


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
    assert boss.press("U0000001", card, "Godkjenn").ok
    assert "koordinator" in boss.say("U0000002", "hvem-er-jeg")


def test_only_those_who_may_nudge_are_offered_it(desk: Desk) -> None:
    desk.say("agder", "oppfølging ny Siva: levere skisse innen 27.11")
    assert "[Purr] purr O-1" in desk.say("agder", "status")
    assert "[Purr] purr O-1" in desk.say("ks", "status")
    assert "purr O-1" not in desk.say("forskningsradet", "status")
