"""Every example does what it says."""

import shutil
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from bot.app import open_store
from handlers.commands import COMMANDS
from handlers.texts import LANGUAGES, say
from storage.unit_of_work.unit import Rules
from tests.desk import Desk
from tests.handlers.texts.kit import FREE, catalogue, sample_facts

GROUND = (
    ("ks", "møte ny Agder vår 15.4.2027"),
    ("ks", "møte ny Agder høst 16.11.2027"),
    ("ks", "møte ny Agder høst 1.12.2026"),
    ("agder", "saksliste ny Agder vår 2027: Noe annet"),
    ("agder", "saksliste ny R42-2026-H Noe annet"),
    ("ks", "møte ny styringsgruppe 3.5.2027"),
    *(("agder", f"oppfølging ny Siva: levere skisse {number} innen 15.12") for number in range(1, 13)),
    ("agder", "avtale ny 2026–2029"),
    ("agder", "avtale mål M1: Flere arbeidsplasser; planmål 2.1"),
    *(
        (
            "agder",
            f"avtale tiltak T1.{number}: Testfasilitet; ansvarlig: Siva; frist: 1.3.2027; indikator: bedrifter 0 → 25",
        )
        for number in (1, 2)
    ),
    *(("agder", f"avtale status {state}") for state in ("til godkjenning", "omforent", "signert", "gjeldende")),
    *((f"U{number}", "roller be-om Agder leder") for number in range(100001, 100004)),
)
"""What the examples speak of: R42-2027-V, SG-2027-1, O-12, T1.2 and a third request for a role."""

FIRST: Mapping[str, tuple[str, ...]] = {
    "agreements.status": ("avtale ny 2026–2029", "avtale status til godkjenning", "avtale status omforent"),
    "meetings.change": ("møte ny N-2027-V 9.3.2027",),
    "meetings.sent": ("møte ny N-2027-V 9.3.2027", "innkall N-2027-V bekreft"),
    "convene.save-the-date": ("møte ny N-2027-V 9.3.2027",),
    "convene.convene": ("møte ny N-2027-V 9.3.2027",),
    "agenda.send": ("møte ny N-2027-V 9.3.2027", "innkall N-2027-V bekreft"),
}
"""What is said before an example can be followed: by its speaker for agreements, else by KS."""

_MEETING = "2026-12-01 14:00"
_DECIDED = (("agder", "til stede R42-2026-H: Siva"), ("agder", "vedta 1/26 Siva leverer noe"))
_OUT = (*_DECIDED, ("agder", "referat endre R42-2026-H: behov: nei"), ("agder", "referat send R42-2026-H bekreft"))
_APPROVED = (*_OUT, *((who, "godkjenn R42-2026-H") for who in ("siva", "innovasjon-norge", "forskningsradet")))
DURING: Mapping[str, tuple[tuple[str, str], ...]] = {
    "minutes.reword": _DECIDED,
    "minutes.withdraw": _DECIDED,
    "minutes.send": _DECIDED,
    "minutes.show": _DECIDED,
    "minutes.comment": _OUT,
    "minutes.answer": (*_OUT, ("siva", "merknad R42-2026-H: noe")),
    "minutes.approve-own": _OUT,
    "minutes.approve": _OUT,
    "minutes.correct": _APPROVED,
    "minutes.compare": (*_APPROVED, ("agder", "referat rett V-1/26: Siva leverer alt fordi noe manglet bekreft")),
    **dict.fromkeys(
        (
            "minutes.open", "minutes.write", "minutes.present", "minutes.absent", "minutes.decide", "minutes.text",
            "minutes.outcome", "minutes.change", "minutes.paste", "minutes.note",
        ),
        (),
    ),
}  # fmt: skip
"""What is said at Agder's autumn meeting before an example of minutes can be followed."""
AS_FORM = ("minutes.open", "minutes.write", "minutes.paste")
"""Examples that open a form."""
SPEAKERS = {
    "rooms.channel": "agder", "minutes.comment": "siva", "minutes.approve-own": "siva",
    **dict.fromkeys(set(DURING) - {"minutes.comment", "minutes.approve-own"}, "agder"),
    **dict.fromkeys(
        ("agenda.new", "agenda.internal", "agenda.change", "agenda.move", "agenda.remove", "agenda.exempt"), "agder"
    ),
    "agreements.new": "rogaland", "agreements.goal": "agder", "agreements.measure": "agder",
    "agreements.change": "agder", "agreements.remove": "agder", "agreements.status": "rogaland",
    "measures.show": "siva", "measures.report": "siva",
    "followups.new": "agder", "followups.change": "agder", "followups.lapse": "agder", "followups.done": "siva",
    "followups.accept": "siva", "followups.postpone": "siva", "followups.help-wanted": "siva",
    "followups.not-mine": "siva", "nudge.snooze": "siva",
}  # fmt: skip
"""Who says an example, where it isn't KS."""
LATER = {"meetings.held": "2027-04-15 16:00", "minutes.approve": "2027-01-20 10:00"}
STAND_INS = {
    "roles.grant": "roles.grant-needs", "roles.end": "roles.no-holder", "imports.undo": "imports.none-such",
    "accounts.link": "accounts.terminal", "doubted.send": "doubted.decided", "doubted.leave": "doubted.decided",
}  # fmt: skip
"""Examples about a person or a list that isn't there: what they are answered with."""


@pytest.fixture(scope="module")
def ground(furnished_template: Path, tmp_path_factory: pytest.TempPathFactory, rules: Rules) -> Path:
    """The furnished database with what the examples speak of, closed, to copy."""
    path = tmp_path_factory.mktemp("ground") / "ground.db"
    shutil.copyfile(furnished_template, path)
    with closing(open_store(f"sqlite:///{path}", rules)) as store:
        desk = Desk(store)
        for who, line in GROUND:
            reply = desk.reply(who, line)
            assert reply.ok, (line, reply.problem)
    return path


EXAMPLES = [
    (language, command.key, line)
    for language in LANGUAGES
    for command in COMMANDS
    for line in say(language, command.usage).split(" · ")
]


@pytest.mark.parametrize(("language", "command", "line"), EXAMPLES, ids=[f"{one[0]}-{one[2]}" for one in EXAMPLES])
def test_every_example_does_what_it_says(
    language: str, command: str, line: str, ground: Path, tmp_path: Path, rules: Rules
) -> None:
    path = shutil.copyfile(ground, tmp_path / "example.db")
    with closing(open_store(f"sqlite:///{path}", rules)) as store:
        desk = Desk(store)
        for who in ("ks", "agder", "siva"):
            assert desk.reply(who, f"språk {language}").ok
        for before in FIRST.get(command, ()):
            first = SPEAKERS[command] if command.startswith("agreements.") else "ks"
            assert desk.reply(first, before).ok, before
        for who, before in DURING.get(command, ()):
            prepared = desk.reply(who, before, at=_MEETING)
            assert prepared.ok, (before, prepared.problem)
        at = LATER.get(command, _MEETING if command in DURING else "")
        reply = desk.reply(SPEAKERS.get(command, "ks"), line, at=at)
    said = reply.problem.code if reply.problem else ""
    assert said == STAND_INS.get(command, ""), reply.problem
    assert (reply.card.form is not None) is (command in AS_FORM), "an example is whole"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_wrote_stands_whole_in_any_sentence(language: str) -> None:
    """A comment of 2,501 characters is no fault of the sentence it stands in, nor is one of 20,000."""
    long, tried = "x" * 19_990 + " the end", 0
    for name in catalogue(language):
        for facts in sample_facts(language, name):
            for fact in [one for one, value in facts.items() if value == FREE]:
                if "the end" in say(language, name, **{**facts, fact: "the end"}):
                    assert long in say(language, name, **{**facts, fact: long}), name
                    tried += 1
    assert tried > 100
