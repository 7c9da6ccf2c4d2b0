"""The longest text of every field: taken by line and by form, refused one character later, and shown everywhere.

The fields are those of `domain.lengths`: one that is new fails here until it is said how it is typed.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.app import open_store
from domain.lengths import LIMITS, length
from handlers.cards import Form
from storage.setup.demo import demo_clock
from storage.tables import Row
from storage.unit_of_work.dry_run import rolled_back
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Rules
from tests.bot.test_replies_everywhere import demo
from tests.desk import Desk
from tests.thorough import THOROUGH

__all__ = ["demo"]

FLAVOURS = {
    "plain": "Partene er enige om at arbeidet går videre. ",
    "markup": "<b>a</b> && <!channel> <@U1> ",
    "letters": "æøå ÆØÅ 🙂🏔 é ",
    "lines": "Første linje\n\nAndre linje\n",
    "markdown": "*fet* _under_ `kode` ~nei~ # tittel - punkt 1. > sitat [x](y) ",
}

MINUTES, MEETING = "R90-2026-H", "N-2027-V"
OPEN = ("midtvik", "referat tekst 5/26: Orientering bekreft v1")
CONVENED = ("midtvik", "innkall R90-2027-V bekreft")
COMMENT = ("siva", f"merknad {MINUTES}: Fristen er feil.")

Step = tuple[str, str]
TYPED: dict[str, tuple[Step, ...]] = {
    "meeting:place": (("ks", f"møte endre {MEETING} sted: {{}}"),),
    "meeting:link": (("ks", f"møte endre {MEETING} lenke: https://{{}}"),),
    "meeting:theme": (("ks", f"møte endre {MEETING} tema: {{}}"),),
    "meeting:political_body": (("midtvik", "møte endre R90-2027-V politisk organ: {}"),),
    "agenda_item:title": (("ks", f"saksliste ny {MEETING}: {{}}"),),
    "agenda_item:exempt": (OPEN, ("midtvik", "saksliste unnta 8/26 hjemmel § {}")),
    "agenda_item:removed_why": (CONVENED, ("midtvik", "saksliste fjern 1/27 fordi {}")),
    "agenda_item:text": (OPEN, ("midtvik", "referat tekst 8/26: {}")),
    "attendance:role": (OPEN, ("midtvik", f"til stede {MINUTES} erstatt v2: Siva ({{}})")),
    "minutes:chair": (OPEN, ("midtvik", f"referat endre {MINUTES}: møteleder: {{}}")),
    "minutes:taker": (OPEN, ("midtvik", f"referat endre {MINUTES}: referent: {{}}")),
    "minutes:others": (OPEN, ("midtvik", f"referat endre {MINUTES}: andre: {{}}")),
    "minutes:change_text": (OPEN, ("midtvik", f"referat endre {MINUTES}: hvilke endringer: {{}}")),
    "minutes_answer:text": (("siva", f"merknad {MINUTES}: {{}}"),),
    "minutes_answer:answer": (COMMENT, ("midtvik", f"besvar {MINUTES} 1: {{}}")),
    "minutes_version:reason": (("midtvik", "referat rett V-1/26: Siva leverer fordi {} bekreft"),),
    "decision:text": (OPEN, ("midtvik", "vedta 8/26 {}")),
    "decision:reason": (OPEN, ("midtvik", "trekk vedtak V-6/26 fordi {}")),
    "decision:search": (("midtvik", "vedtak {}"),),
    "follow_up:text": (("midtvik", "oppfølging ny Siva: {} innen 15.12.2026"),),
    "follow_up_date:reason": (("siva", "utsett O-2 til 20.1.2027 fordi {}"),),
    "follow_up:lapse_reason": (("midtvik", "bortfall O-7 fordi {}"),),
    "follow_up:help": (("siva", "trenger-hjelp O-2 {}"),),
    "agreement_change:reason": (("midtvik", "avtale fjern T2.1 fordi {}"),),
    "measure_update:next_step": (("siva", "tiltak midtvik T1.2 status i gang, neste: {}"),),
    "measure_update:note": (("siva", "tiltak midtvik T1.2 status i gang, merknad: {}"),),
    "line": (("siva", "{}"),),
} | {
    f"{kind}:{column}": (("midtvik", f"avtale endre {number}{word}: {{}}"),)
    for kind, number, columns in (
        ("agreement", "", {"title": "tittel", "purpose": "formål", "basis": "forankring", "routines": "rutiner"}),
        ("agreement", "", {"reporting": "rapportering", "revision": "revisjon", "termination": "oppsigelse"}),
        ("goal", "M1 ", {"title": "tittel", "plan_goal": "planmål", "focus_area": "innsatsområde"}),
        ("measure", "T1.2 ", {"title": "tittel", "description": "beskrivelse", "instrument": "virkemiddel"}),
        ("measure", "T1.2 ", {"indicator": "indikator"}),
    )
    for column, word in columns.items()
}  # fmt: skip
"""Limit → who says what, the last line with the text in it."""
FORMS: dict[str, tuple[tuple[Step, ...], Step, str]] = {
    "agenda_item:title": ((), ("ks", f"saksliste ny {MEETING}"), "title"),
    "meeting:place": ((), ("ks", f"møte endre {MEETING}"), "place"),
    "meeting:theme": ((), ("ks", f"møte endre {MEETING}"), "theme"),
    "agenda_item:text": ((), ("midtvik", f"referat {MINUTES}"), "text-8"),
    "minutes:chair": ((), ("midtvik", f"referat {MINUTES}"), "chair"),
    "minutes:others": ((), ("midtvik", f"referat {MINUTES}"), "others"),
    "minutes:change_text": ((), ("midtvik", f"referat {MINUTES}"), "change_text"),
    "minutes:results": ((), ("midtvik", f"referat {MINUTES}"), "result-8"),
    "minutes_answer:text": ((), ("siva", f"merknad {MINUTES}"), "text"),
    "follow_up_date:reason": ((), ("siva", "utsett O-2"), "reason"),
    "measure_update:next_step": ((), ("siva", "tiltak midtvik T1.2 v3"), "next_step"),
    "measure_update:note": ((), ("siva", "tiltak midtvik T1.2 v3"), "note"),
    "agreement:purpose": ((), ("midtvik", "avtale endre"), "purpose"),
    "goal:focus_area": ((), ("midtvik", "avtale endre M1"), "focus_area"),
    "measure:description": ((), ("midtvik", "avtale endre T1.2"), "description"),
    "agreement_change:reason": ((), ("midtvik", "avtale endre T1.2"), "reason"),
}  # fmt: skip
ELSEWHERE = {
    "minutes:roles", "minutes:results", "minutes:paste", "minutes:piece",  # of the form of minutes and the pasted text
    "measure:unit", "measure:next_step",  # of a list that is taken over; of a report
    "person:name", "role_request:name", "workspace:name", "import:file_name",  # given by a chat, or by the system
    "date", "time", "number",  # read as what they are, or not understood
}  # fmt: skip


def tried(name: str) -> list[str]:
    """The kinds of text a field is tried with: two of them, others for the next field, unless there is time for all."""
    kinds = list(FLAVOURS)
    first = list(LIMITS).index(name)
    return kinds if THOROUGH else [kinds[first % 5], kinds[(first + 2) % 5]]


def longest(name: str, flavour: str = "plain", over: int = 0) -> str:
    """A text of exactly as many characters as may be, and `over`; its last word is its own."""
    return of_length(LIMITS[name] + over, FLAVOURS[flavour], f"SLUTT{name.replace(':', '').replace('_', '')}")


def of_length(most: int, words: str, end: str) -> str:
    """Words, filled up with x where none has room, to their last one."""
    text = words * (most // length(words) + 1)
    while length(text) > most - len(end) - 1:
        text = text[:-1]
    text += "x" * (most - len(end) - 1 - length(text))
    return f"{text} {end}"


@pytest.fixture(scope="module")
def office(demo: Path, tmp_path_factory: pytest.TempPathFactory, rules: Rules) -> Iterator[Store]:
    """The demo data, to try in: nothing stays."""
    path = tmp_path_factory.mktemp("longest") / "demo.db"
    path.write_bytes(demo.read_bytes())
    with closing(open_store(f"sqlite:///{path}", rules)) as store:
        yield store


def test_it_is_said_of_every_limit_how_it_is_typed() -> None:
    assert sorted(set(LIMITS) - set(TYPED) - set(FORMS) - ELSEWHERE) == []
    assert sorted((set(TYPED) | set(FORMS) | ELSEWHERE) - set(LIMITS)) == []


@pytest.mark.parametrize("name", TYPED)
def test_the_longest_line_is_taken_and_a_longer_one_refused(name: str, office: Store) -> None:
    *before, (who, line) = TYPED[name]
    for flavour in tried(name):
        with rolled_back(office) as store:
            desk = Desk(store, demo_clock())
            for step in before:
                assert desk.reply(*step).ok, step
            reply = desk.reply(who, line.replace("{}", typed(name, flavour)))
            assert code_of(reply) not in ("common.too-long", "common.unexpected"), flavour
            assert reply.ok or name in ("line", "decision:search"), (flavour, reply.problem)
        with rolled_back(office) as store:
            desk = Desk(store, demo_clock())
            for step in before:
                desk.reply(*step)
            changes = rows_of(store)
            refused = desk.reply(who, line.replace("{}", typed(name, flavour, over=1)))
            assert code_of(refused) == "common.too-long", (flavour, refused)
            assert refused.problem is not None
            assert f"{LIMITS[name]:,}".replace(",", "\u00a0") in refused.problem.problem
            assert f"{LIMITS[name] + 1:,}".replace(",", "\u00a0") in refused.problem.problem
            assert rows_of(store) == changes


ONE_LINE = re.compile(r"[\n;]")


def typed(name: str, flavour: str, over: int = 0) -> str:
    """The text as it stands in a line: where lines part fields, on one line."""
    text = longest(name, flavour, over)
    if name == "meeting:link":
        return text.replace(" ", "-").replace("\n", "-")[len("https://") :]
    if name == "agenda_item:exempt":
        return text[len("§ ") :].replace("\n", "x")
    return ONE_LINE.sub("x", text)


def code_of(reply: object) -> str:
    problem = getattr(reply, "problem", None)
    return problem.code if problem else ""


def rows_of(store: Store) -> dict[str, int]:
    """How many rows there are, and how many entries of the audit log."""
    with store.read(demo_clock()) as snapshot:
        return {
            table.name: snapshot.session.connection().execute(select(func.count()).select_from(table)).scalar_one()
            for table in Row.metadata.sorted_tables
        }


@pytest.mark.parametrize("name", FORMS)
def test_the_longest_text_of_a_form_is_taken_and_a_longer_one_refused(name: str, office: Store) -> None:
    before, (who, line), field = FORMS[name]
    for flavour in tried(name):
        with rolled_back(office) as store:
            desk = Desk(store, demo_clock())
            for step in before:
                assert desk.reply(*step).ok, step
            form = desk.reply(who, line).card.form
            assert form is not None, line
            shown = next(one for one in form.fields if one.name == field)
            assert shown.most == LIMITS[name]
            changes = rows_of(store)
            refused = desk.form(who, form.line, **filled(form, field, in_form(name, flavour, over=1)))
            assert (code_of(refused), refused.problem and refused.problem.field_name) == ("common.too-long", field)
            assert rows_of(store) == changes
            reply = desk.form(who, form.line, **filled(form, field, in_form(name, flavour)))
            assert reply.ok, (flavour, reply.problem)


def in_form(name: str, flavour: str, over: int = 0) -> str:
    """The text as it stands in a field. A field of results has a line for each."""
    if name != "minutes:results":
        return longest(name, flavour, over)
    one = [ONE_LINE.sub("x", of_length(LIMITS["decision:text"] - 10, FLAVOURS[flavour], f"SLUTT{n}")) for n in (1, 2)]
    return "\n".join([*one, ("x" * (LIMITS[name] + over))[sum(map(length, one)) + 2 :]])


def filled(form: Form, name: str, text: str) -> dict[str, str]:
    """The form with one field filled in, and those that must be."""
    needed = {"due": "20.1.2027", "changes": "ja"}
    values = {one.name: one.value or needed.get(one.name, "") for one in form.fields}
    if name == "reason" and "due" in values and values["due"]:
        values["due"] = "20.1.2027"
    return {**values, name: text}
