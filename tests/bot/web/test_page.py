"""The page as a browser without scripts meets it: whom one speaks as, lines, forms, languages."""

import pytest

from bot.tryout.simulation import Simulation
from handlers.texts import LANGUAGES
from tests.bot.web.conftest import Browser, Script, Terminal
from tests.bot.web.markup import Element

HOSTILE = '<script>alert(1)</script> "sitat" & \''


def wrong(turn: Element) -> list[str]:
    """The names of the fields that are marked as wrong."""
    return [one.attributes["name"] for one in turn.walk() if one.attributes.get("aria-invalid") == "true"]


def test_a_newcomer_meets_ks(browser: Browser) -> None:
    assert browser.page.one("html").attributes["lang"] == "nb"
    assert browser.page.one("title").text == "Samhandling på prøve – KS, koordinator"
    assert browser.page.one("time").text == "mandag 23. november 2026 kl. 09.00"
    assert browser.turns == []
    assert "Flytte klokka" in browser.page.one("div", id="empty").text


def test_landmarks_and_a_way_past_them(browser: Browser) -> None:
    page = browser.page
    for name in ("header", "main", "aside", "footer", "h1"):
        page.one(name)
    assert page.one("", id=page.all("a")[0].attributes["href"].removeprefix("#")).name == "textarea"


def test_a_line_and_its_answer(browser: Browser) -> None:
    turn = browser.say("status")
    assert turn.one("p", class_="line").text == "Du skrev: status"
    assert turn.one("h3").text.startswith("Hele landet – mandag 23. november")
    assert "hidden" in browser.page.one("div", id="empty").attributes
    browser.press("Mine", turn)
    assert [one.one("p", class_="line").text for one in browser.turns] == ["Du skrev: status", "Du valgte: Mine"]


def test_several_lines_stay_several(browser: Browser) -> None:
    line = browser.page.one("textarea", id="line")
    assert line.attributes["rows"] == "1"
    assert browser.page.one("label", for_="line").text
    turn = browser.say("status\r\nmine\r\nfrister")  # as a browser sends line breaks
    assert turn.one("h3").text == "Skriv én kommando om gangen. Ingenting er gjort."
    browser.press("mine", turn.one("article"))
    assert "åpne saker" in browser.turns[-1].text


def test_the_bots_name_before_a_line_is_no_part_of_it(browser: Browser) -> None:
    assert browser.say("@Samhandling status").one("h3").text.startswith("Hele landet")


def test_a_line_to_try(browser: Browser) -> None:
    browser.press("hjelp", browser.page.one("div", role="group", class_="tries"))
    assert browser.turns[-1].one("h3").text == "Dette kan du be om"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_to_try_is_understood(browser: Browser, language: str) -> None:
    browser.open(f"/?lang={language}")
    assert browser.page.one("html").attributes["lang"] == language
    tries = [one.text for one in browser.page.all("button", class_="try")]
    assert len(tries) == 6
    for line in tries:
        turn = browser.say(line)
        assert not turn.all("h3")[0].text.startswith(("Forsto ikke", "Mente du")), line
        assert turn.all("button") or turn.all("ul") or turn.all("p"), line


def test_what_is_not_understood_gets_a_sentence(browser: Browser) -> None:
    turn = browser.say("statsu")
    assert "Mente du" in turn.text
    browser.press("status", turn.one("article"))
    assert "Hele landet" in browser.turns[-1].text


def test_a_conversation_for_each_role_is_kept(browser: Browser) -> None:
    browser.say("mine")
    browser.open("/?org=agder&role=leader")
    assert browser.turns == []
    assert browser.page.one("h2", id="conversation-title").text == "Samtale: Agder, leder"
    browser.say("hvem-er-jeg")
    assert "Agder" in browser.turns[-1].text
    browser.open("/?org=agder&role=coordinator")
    assert browser.turns == []
    browser.open("/")
    assert len(browser.turns) == 1


def test_one_chooses_whom_to_speak_as(browser: Browser) -> None:
    form = browser.page.one("form", class_="speaker")
    names = [one.text for one in form.one("select", name="org").all("option")]
    assert names[0] == "KS"
    assert len(names) == 20
    assert {one.attributes["label"] for one in form.all("optgroup")} == {"Fylkeskommuner", "Virkemiddelaktører"}
    chosen = [one for one in form.all("option") if "selected" in one.attributes]
    assert [one.attributes["value"] for one in chosen] == ["ks", "coordinator"]
    browser.open("/?org=siva&role=secretary&lang=")
    assert browser.page.one("h2", id="conversation-title").text == "Samtale: Siva, sekretær"
    assert "kan gjøres av" in browser.say("møte ny nasjonalt vår 10.3.2027").text


@pytest.mark.parametrize("address", ["/?org=svalbard&role=konge&lang=se&most=x&box=y", "/?org=&role=&most=-1"])
def test_an_address_that_means_nobody_means_ks(browser: Browser, address: str) -> None:
    browser.open(address)
    assert browser.page.one("h2", id="conversation-title").text == "Samtale: KS, koordinator"


def test_the_page_speaks_the_organisations_language(browser: Browser) -> None:
    browser.open("/?org=vestland")
    assert browser.page.one("html").attributes["lang"] == "nn"
    assert browser.page.one("time").text == "måndag 23. november 2026 kl. 09.00"
    assert browser.say("hjelp").one("article").attributes["lang"] == "nn"
    browser.open("/?org=vestland&lang=en")
    assert browser.page.one("html").attributes["lang"] == "en"
    assert browser.turns[-1].one("article").attributes["lang"] == "nn", "the card is as it was written"
    browser.say("språk nb")
    browser.open("/?org=vestland")
    assert browser.page.one("html").attributes["lang"] == "nb"


def test_a_guest_chooses_a_language(browser: Browser) -> None:
    browser.open("/?org=siva&role=guest")
    assert "kjenner deg ikke" in browser.say("status").text
    browser.open("/?org=siva&role=guest&lang=nn")
    assert browser.say("status").one("article").attributes["lang"] == "nn"
    browser.open("/?org=siva&role=guest&lang=en")
    assert browser.say("status").one("article").attributes["lang"] == "en"


def test_a_form_comes_back_with_what_was_typed(browser: Browser) -> None:
    form = browser.say("møte ny").one("form")
    assert "autofocus" in form.one("select", name="field.kind").attributes
    browser.send(
        form, field_kind="regional-spring", field_county="agder", field_date="31.11.2027", field_place="Arendal"
    )
    (turn,) = browser.turns
    assert wrong(turn) == ["field.date"]
    day = turn.one("input", name="field.date")
    assert day.attributes["value"] == "31.11.2027"
    assert "autofocus" in day.attributes
    assert "november har 30 dager" in turn.one("", id=day.attributes["aria-describedby"].split()[0]).text
    assert turn.one("input", name="field.place").attributes["value"] == "Arendal"
    browser.send(turn.one("form"), field_date="15.4.2027")
    first, second = browser.turns
    assert first.all("form") == []
    assert "Skjemaet er sendt." in first.text
    assert "torsdag 15. april 2027" in second.text
    assert second.one("p", class_="line").text == "Du sendte skjemaet Nytt møte"


def test_what_must_be_filled_in_is_said_at_each_field(browser: Browser) -> None:
    browser.press("Lagre", browser.say("møte ny"))
    (turn,) = browser.turns
    assert wrong(turn) == ["field.kind", "field.date"]
    assert "Dette feltet må fylles ut." in turn.text
    assert turn.all("p", role="alert") == []


def test_what_no_field_shows_stands_above_them(browser: Browser) -> None:
    browser.send(browser.say("møte ny").one("form"), field_kind="national-spring", field_date="10.3.2027")
    (turn,) = browser.turns
    assert wrong(turn) == []
    assert turn.one("p", role="alert").text.startswith("■ Må rettes: N-2027-V er alt satt til tirsdag 9. mars 2027.")
    assert turn.one("input", name="field.date").attributes["value"] == "10.3.2027"


def test_two_who_write_at_once_are_told_and_lose_nothing(browser: Browser) -> None:
    browser.open("/?org=midtvik")
    form = browser.say("referat skriv R90-2026-H").one("form")
    other = Browser(browser.app)
    other.open("/?org=midtvik&role=leader")
    other.say("referat tekst 8/26 Møteplanen er sendt. bekreft v1")
    label = next(one for one in form.all("label") if one.text.startswith("8/26 Møteplan 2027"))
    item = form.one("textarea", id=label.attributes["for"]).attributes["name"]
    browser.send(form, **{item.replace("field.", "field_"): "Møteplanen er klar."})
    turn = browser.turns[-1]
    assert "Møteplanen er sendt." in turn.text
    assert turn.one("textarea", name=item).text.strip() == "Møteplanen er klar."
    browser.send(turn.one("form"))
    assert "Skjemaet er sendt." in browser.page.one("main").text


def test_a_form_can_be_put_away(browser: Browser) -> None:
    browser.press("Avbryt", browser.say("møte ny"))
    assert browser.turns[-1].all("form") == []
    assert "Ingenting er endret" in browser.turns[-1].text


def test_a_form_is_sent_once(browser: Browser, clockwork: Simulation) -> None:
    browser.open("/?org=midtvik")
    form = browser.say("oppfølging ny").one("form")
    values = {"field_owner": "siva", "field_text": "levere noe", "field_due": "15.12."}
    browser.send(form, **values)
    told = browser.turns[-1].text
    browser.send(form, **values)
    assert "O-8" in told
    assert "alt sendt eller avbrutt" in browser.turns[-1].text
    with clockwork.app.store.read(clockwork.app.clock.now()) as snapshot:
        from storage.followups.followups import follow_up

        assert follow_up(snapshot.session, 8) is not None
        assert follow_up(snapshot.session, 9) is None


def test_several_choices_are_sent_together(browser: Browser) -> None:
    browser.open("/?org=midtvik")
    turn = browser.say("referat skriv R90-2026-H")
    there = [one.attributes["value"] for one in turn.all("input", type="checkbox", name="field.present")]
    chosen = [one.attributes["value"] for one in turn.all("input", name="field.present") if "checked" in one.attributes]
    assert len(there) == 4
    assert len(chosen) == 3
    browser.send(turn.one("form"))
    assert wrong(browser.turns[-1]) == []


def test_peoples_words_are_words(browser: Browser) -> None:
    turn = browser.say(HOSTILE)
    assert browser.page.all("script") == [browser.page.one("script", src="/static/page.js")]
    assert turn.one("p", class_="line").text == f"Du skrev: {HOSTILE}"
    browser.open("/?org=midtvik")
    browser.say(f"oppfølging ny Siva: {HOSTILE} innen 15.12")
    assert "alert(1)" in browser.turns[-1].text
    browser.open("/?org=siva")
    assert "alert(1)" in browser.turns[-1].text
    assert len(browser.page.all("script")) == 1


def test_a_long_conversation_is_shown_from_its_end(browser: Browser, script: Script) -> None:
    for _ in range(42):
        script.send(browser.page.one("form", id="say"), line="xyzzy")
    browser.open("/")
    assert len(browser.turns) == 40
    assert "2 eldre meldinger vises ikke" in browser.page.one("main").text


def test_terminal_and_page_are_one_try_out(browser: Browser, terminal: Terminal) -> None:
    assert "Melding til Forskningsrådet" in terminal.type("purr O-7")
    browser.open("/?org=forskningsradet")
    message = browser.turns[-1]
    assert message.one("p", class_="from").text == "Melding, mandag 23. november 2026 kl. 09.00"
    assert "KS minner om O-7" in message.one("h3").text
    browser.press("Ferdig", message)
    assert "O-7" not in terminal.type(":som forskningsradet", "mine")
    terminal.type(":klokke +1d")
    browser.open("/?org=ks")
    assert browser.page.one("time").text.startswith("tirsdag 24. november")


def test_a_pressed_button_is_called_by_its_name(browser: Browser) -> None:
    turn = browser.say("status")
    browser.press("Mine", turn)
    assert browser.turns[-1].one("p", class_="line").text == "Du valgte: Mine"
    assert browser.say("mine").one("p", class_="line").text == "Du skrev: mine"


def test_a_page_in_another_language_says_in_which_the_answers_come(browser: Browser) -> None:
    assert "Type “language” to change it" in browser.open("/?org=agder&lang=en").text
    assert "for å bytte det" not in browser.open("/?org=agder").text
    assert "to change it" not in browser.open("/?org=agder&role=guest&lang=en").text
