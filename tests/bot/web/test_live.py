"""What the page's own script gets: pieces that are new or changed, and nothing else."""

from bot.tryout.simulation import Simulation
from tests.bot.web.conftest import Browser, Script, Terminal
from tests.bot.web.markup import faults, parse


def test_nothing_new_is_little(browser: Browser, script: Script) -> None:
    script.look()
    news = script.look()
    assert (news["turns"], news["outbox"], news["wrong"]) == ([], None, "")
    assert "mandag 23. november" in news["now"]
    assert news["run"] == browser.page.one("body").attributes["data-run"]


def test_an_answer_comes_in_place(browser: Browser, script: Script) -> None:
    news = script.send(browser.page.one("form", id="say"), line="mine")
    (turn,) = news["turns"]
    item = parse(turn["html"]).one("li", id=turn["id"])
    assert faults(item, whole=False) == []
    assert turn["news"] == f"Svar: {item.one('h3').text}"
    assert script.look()["turns"] == []


def test_a_message_arrives(browser: Browser, script: Script, terminal: Terminal) -> None:
    script.look(org="forskningsradet")
    terminal.type("purr O-7")
    news = script.look(org="forskningsradet")
    (turn,) = news["turns"]
    assert turn["news"].startswith("Ny melding: KS minner om O-7")
    assert "message" in parse(turn["html"]).one("li", id=turn["id"]).attributes["class"]
    assert news["outbox"]["boxes"]["sent"] == "Sendt (1)"
    for others in ({"org": "siva"}, {"org": "forskningsradet", "role": "guest"}):
        script.after = 0
        assert script.look(**others)["turns"] == [], "a guest is in nobody's room"
    assert len(script.look(org="forskningsradet", role="leader")["turns"]) == 1


def test_a_form_that_is_wrong_takes_its_own_place(browser: Browser, script: Script) -> None:
    (asked,) = script.send(browser.page.one("form", id="say"), line="møte ny")["turns"]
    form = parse(asked["html"]).one("form")
    (wrong,) = script.send(form, **{"field.kind": "national-spring"})["turns"]
    assert wrong["id"] == asked["id"]
    assert wrong["news"] == "Skjemaet er ikke sendt. Se hva som må rettes."
    invalid = [one for one in parse(wrong["html"]).walk() if one.attributes.get("aria-invalid") == "true"]
    assert [one.attributes["name"] for one in invalid] == ["field.date"]
    typed = {"field.kind": "regional-spring", "field.county": "agder", "field.date": "15.4.2027"}
    done, answer = script.send(parse(wrong["html"]).one("form"), **typed)["turns"]
    assert (done["id"], done["news"]) == (asked["id"], "Skjemaet er sendt.")
    assert "15. april 2027" in answer["html"]


def test_the_clock_goes_on_and_says_what_went_out(browser: Browser, script: Script, clockwork: Simulation) -> None:
    steps = browser.page.one("form", class_="steps")
    news = script.send(steps, to="+1w")
    assert "mandag 30. november" in news["now"]
    assert news["sent"] == len(clockwork.deliveries) > 5
    assert news["moved"] == f"{news['sent']} meldinger gikk ut."
    assert news["outbox"]["boxes"][""] == f"Alle ({news['sent']})"
    assert script.send(steps, to="now")["moved"] == "Ingen meldinger gikk ut."


def test_a_time_that_is_none_is_said(browser: Browser, script: Script) -> None:
    form = browser.page.one("input", id="to")
    steps = next(one for one in browser.page.all("form") if form in one.walk())
    news = script.send(steps, to="31.2.")
    assert news["wrong"] == "Forsto ikke «31.2.» som et tidspunkt. Skriv for eksempel «15.12.»."
    assert (news["moved"], news["sent"]) == ("", 0)
    assert "mandag 23. november" in news["now"]
    assert "bare framover" in script.send(steps, to="1.11.2026")["wrong"]
    assert "to år" in script.send(steps, to="2031-01-01")["wrong"]


def test_another_process_is_noticed(browser: Browser, clockwork: Simulation) -> None:
    from bot.web.server import asgi

    other = Script(Browser(asgi(clockwork)))
    assert other.look()["run"] != browser.page.one("body").attributes["data-run"]


def test_a_year_can_be_watched(browser: Browser, script: Script) -> None:
    steps = browser.page.one("form", class_="steps")
    sent = [script.send(steps, to="+1w")["sent"] for _ in range(4)]
    assert sum(sent) > 40
    assert "mandag 21. desember" in script.look()["now"]
