"""What people are answered and written to, in each chat and language: valid by every checker, with nothing left out."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.app import open_store
from bot.slack import modals
from bot.slack.render import render as for_slack
from bot.teams import forms
from bot.teams.render import render as for_teams
from domain.calendar import WorkCalendar
from handlers.cards import Card
from handlers.setup.demo import load_demo
from handlers.texts import LANGUAGES
from storage.migrate import migrate
from storage.setup.demo import demo_clock
from storage.unit_of_work.unit import Rules
from tests.bot.block_checks import BlockChecks, types_are_here
from tests.bot.card_checks import Checks
from tests.collecting_chat import Office
from tests.desk import Desk

ORGANISATIONS = ("ks", "midtvik", "siva", "innovasjon-norge", "agder")
LINES = (
    "status", "status Midtvik", "mine", "frister", "årshjul 2027", "møte N-2027-V", "møte R90-2026-H", "møte ny",
    "møte ny Midtvik vår 31.2.2027", "saksliste R90-2026-H", "saksliste ny R90-2027-V", "innkall N-2027-V",
    "referat R90-2026-H", "referat vis R90-2026-V", "referat lim R90-2026-H", "vedtak", "vedtak kraft", "vedtak V-1/26",
    "oppfølging", "oppfølging O-2", "oppfølging ny", "utsett O-2", "avtale", "avtale Midtvik",
    "avtale statusark Midtvik", "avtale endre T1.2", "tiltak", "tiltak Midtvik T1.2", "purr", "roller", "rutiner",
    "import", "kanal", "hvem-er-jeg", "om", "hjelp", "hjelp møte", "stattus",
)  # fmt: skip

Everywhere = Callable[[Card], None]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo data, closed, to copy."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    with closing(open_store(f"sqlite:///{path}", Rules(WorkCalendar()))) as store:
        migrate(store)
        load_demo(store, demo_clock())
    return path


@pytest.fixture
def desk(demo: Path, tmp_path: Path, rules: Rules) -> Iterator[Desk]:
    """A desk with the demo data, to write in."""
    copy = tmp_path / "demo.db"
    copy.write_bytes(demo.read_bytes())
    with closing(open_store(f"sqlite:///{copy}", rules)) as store:
        yield Desk(store, demo_clock())


@pytest.fixture
def everywhere(slack_takes: BlockChecks, seen: Checks) -> Everywhere:
    """Draws a card for Slack and for Teams; fails on any fault and on any warning."""
    done: set[Card] = set()

    def draw(card: Card) -> None:
        if card in done:
            return
        done.add(card)
        in_slack, in_teams = for_slack(card), for_teams(card, line="mine")
        assert (in_slack.warnings, in_teams.warnings, in_teams.pages) == ((), (), 1), card.title
        for message in in_slack.messages:
            slack_takes.message(message.blocks, message.text)
        seen(in_teams.payload)
        if card.form:
            assert [one.name for one in card.form.fields if not one.choices and not one.most] == [], card.title
            view, warnings = modals.view(card.form, modals.Place("C1"), card.language)
            assert warnings == (), card.title
            slack_takes.view(view)
            seen(forms.dialog(card.form, card.language))
            seen(forms.opener(card.form, card.language))

    return draw


def test_slacks_types_are_here() -> None:
    if not types_are_here():
        pytest.skip("Node, or the packages of tests/node, are missing: blocks are checked by models and limits only")


def test_slacks_types_find_what_the_models_let_pass(slack_takes: BlockChecks) -> None:
    if types_are_here():
        assert slack_takes.faults([{"type": "header", "text": {"type": "mrkdwn", "text": "*x*"}}]) != []
        assert slack_takes.faults([{"type": "divider"}]) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reply_can_be_shown_everywhere(language: str, desk: Desk, everywhere: Everywhere) -> None:
    for who in ORGANISATIONS:
        assert desk.reply(who, f"språk {language}").ok
    for who in ORGANISATIONS:
        for line in LINES:
            everywhere(desk.reply(who, line).card)


def test_every_message_of_a_month_can_be_shown_everywhere(desk: Desk, everywhere: Everywhere) -> None:
    for who, language in zip(ORGANISATIONS, ("nb", "nn", "en", "nn", "en"), strict=True):
        assert desk.reply(who, f"språk {language}").ok
    office = Office(desk)
    posts = [post for day in office.mornings("2026-11-23", "2026-12-16").values() for post in day]
    for line in ("innkall N-2027-V bekreft", "purr O-7", "møte flytt N-2027-V 10.3.2027 bekreft"):
        desk.reply("ks", line)
        posts += office.turn()
    assert {post.card.language for post in posts} == set(LANGUAGES)
    for post in posts:
        everywhere(post.card)


TITLE = "Testfasilitet for sirkulær plast og batterigjenvinning i samarbeid med næringshagene på indre strøk: «fase 2»"
TEXT = (
    "1. Partene er enige om at arbeidet med testfasiliteten føres videre, og at Siva leverer en skisse med tall fra "
    "industripartnerne. - Forskningsrådet oppgir hvilke utlysninger som er aktuelle (se <https://ks.no> & *vedlegg*). "
)
LONG: tuple[tuple[str, str], ...] = (
    ("midtvik", f"saksliste ny R90-2026-H 1 {TITLE} bekreft v1"),
    *(("midtvik", f"saksliste ny R90-2026-H {number} {TITLE}") for number in range(2, 4)),
    *(("midtvik", f"referat tekst {number}/26: {TEXT * 4}") for number in range(5, 9)),
    *(("midtvik", f"vedta {number}/26 {TEXT * 2}") for number in range(5, 9)),
    *(("midtvik", f"oppfølging ny Siva: {TITLE} {number} innen 15.12") for number in range(1, 4)),
    ("siva", f"utsett O-8 til 20.1.2027 fordi {TEXT * 2}"),
    ("siva", f"trenger-hjelp O-9 {TEXT * 2}"),
    ("siva", f"tiltak Midtvik T1.2 forsinket, neste: {TEXT}"),
)
READ = (
    *(("midtvik", line) for line in ("referat vis R90-2026-H", "referat R90-2026-H", "saksliste R90-2026-H", "vedtak")),
    *(("midtvik", line) for line in ("vedtak testfasilitet", "vedtak V-4/26", "status", "avtale", "oppfølging")),
    *(("siva", line) for line in ("mine", "oppfølging O-8", "utsett O-8", "tiltak Midtvik T1.2", "status", "frister")),
    ("ks", "status"),
)


def test_the_longest_texts_people_write_can_be_shown_everywhere(desk: Desk, everywhere: Everywhere) -> None:
    office = Office(desk)
    for who, line in LONG:
        reply = desk.reply(who, line)
        assert reply.ok, (line[:60], reply.problem)
        everywhere(reply.card)
    for who, line in READ:
        everywhere(desk.reply(who, line).card)
    posts = office.turn("2026-11-24 09:00")
    assert posts
    for post in posts:
        everywhere(post.card)
