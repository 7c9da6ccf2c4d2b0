"""Changes of an agreement in force, as conversations: proposed, withdrawn, put into force, refused."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from handlers.agreements.next_version import open_next_version
from handlers.views.plain_text import plain
from storage.tables import AgreementPartyRow, AgreementRow, DutyRow, GoalRow, MeasureRow
from storage.unit_of_work.unit import Origin
from tests.collecting_chat import Office
from tests.desk import Desk
from tests.handlers.agreements.agreement_kit import SIGNING, agreement, code, draft, in_force, measure, ok, proposals
from tests.thorough import as_many

# -- proposals --------------------------------------------------------------------------------------------------------


def test_what_is_proposed_waits_for_the_next_version(any_desk: Desk) -> None:
    desk = any_desk
    in_force(desk)
    said = ok(desk, "agder", "avtale endre T1.2 frist: 1.6.2027 fordi tallene mangler")
    assert "T1.2 frist: «1.3.2027» → «1.6.2027» (tallene mangler)" in said
    ok(desk, "agder", "avtale tiltak T1.3: Nytt kurs; ansvarlig: Siva; frist: 1.9.2027; indikator: kurs 0 → 4")
    ok(desk, "agder", "avtale mål M3: Mer forskning")
    ok(desk, "agder", "avtale tiltak T3.1: Forskerhjelp; ansvarlig: Forskningsrådet; frist: 1.9.2027")
    ok(desk, "agder", "avtale endre T1.3 frist: 1.10.2027")
    ok(desk, "agder", "avtale fjern T1.10 fordi det er gjort i et annet tiltak")
    ok(desk, "agder", "avtale endre T2.1 planmål: 3.3")
    assert agreement(desk).state == "under-revision"
    assert measure(desk, "T1.2").due.isoformat() == "2027-03-01"
    said = ok(desk, "agder", "avtale")
    assert "Foreslått for versjon 2" in said
    for line in (
        "T1.2 frist: «1.3.2027» → «1.6.2027» (tallene mangler)",
        "Nytt tiltak: T1.3 Nytt kurs – Siva, frist 1.10.2027",
        "Nytt mål: M3 Mer forskning",
        "Tas ut: T1.10 Kurs (det er gjort i et annet tiltak)",
        "T2.1 opphav: «avtalt mellom partene» → «planmål 3.3»",
    ):
        assert line in said.splitlines(), line
    office = Office(desk)
    office.turn()
    ok(desk, "agder", "avtale status gjeldende")
    row = agreement(desk)
    assert (row.state, row.version) == ("in-force", 2)
    said = ok(desk, "agder", "avtale")
    assert "Foreslått" not in said
    assert "T1.10" not in said
    assert "T3.1 Forskerhjelp" in said
    assert (measure(desk, "T1.2").due.isoformat(), measure(desk, "T1.3").target) == ("2027-06-01", 4)
    assert measure(desk, "T2.1").origin == "plan 3.3"
    assert {state for *_, state in proposals(desk)} == {"in-force", "dropped"}
    history = ok(desk, "siva", "tiltak T1.2").splitlines()
    assert "Endret i versjon 2 av avtalen: T1.2 frist: «1.3.2027» → «1.6.2027» (tallene mangler)" in history
    again = "avtale tiltak T1.10: Igjen; ansvarlig: Siva; frist: 1.6"
    assert code(desk.reply("agder", again)) == "agreements.number-used"

    posts = office.turn()
    assert sorted(post.room for post in posts) == ["forskningsradet", "innovasjon-norge", "siva"]
    (siva,) = [post.text for post in posts if post.room == "siva"]
    assert "versjon 2 er registrert som gjeldende" in siva
    assert "T1.2 frist: «1.3.2027» → «1.6.2027»" in siva
    assert "Tiltak dere har ansvar for: T1.2, T1.3." in siva
    key = f"measure/{measure(desk, 'T1.10').id}"
    with desk.store.transaction() as session:
        gone = session.exec(select(DutyRow).where(DutyRow.key == key)).one()
        assert gone.done_on is not None


def test_a_proposal_is_replaced_or_withdrawn(desk: Desk) -> None:
    in_force(desk)
    ok(desk, "agder", "avtale endre T1.2 frist: 1.6.2027")
    ok(desk, "agder", "avtale endre T1.2 frist: 1.7.2027")
    assert proposals(desk) == [("T1.2", "due", "2027-06-01", "dropped"), ("T1.2", "due", "2027-07-01", "proposed")]
    assert code(desk.reply("agder", "avtale endre T1.2 frist: 1.7.2027")) == "agreements.unchanged"
    assert "Forslaget er trukket: T1.2 frist" in ok(desk, "agder", "avtale endre T1.2 frist: 1.3.2027")
    assert "Foreslått" not in ok(desk, "agder", "avtale")
    ok(desk, "agder", "avtale tiltak T1.3: Nytt; ansvarlig: Siva; frist: 1.9.2027")
    assert "Forslaget er trukket: T1.3" in ok(desk, "agder", "avtale fjern T1.3")
    ok(desk, "agder", "avtale fjern T1.2")
    assert code(desk.reply("agder", "avtale fjern T1.2")) == "agreements.to-be-removed"
    assert code(desk.reply("agder", "avtale endre T1.2 frist: 1.9.2027")) == "agreements.to-be-removed"
    assert code(desk.reply("agder", "avtale endre T1.10 frist: 1.11.2026")) == "dates.past"


def test_an_open_form_leaves_a_colleagues_proposal_alone(any_desk: Desk) -> None:
    desk = any_desk
    in_force(desk)
    form = desk.reply("agder", "avtale endre T1.2").card.form
    assert form is not None
    shown = {field.name: field.value for field in form.fields}
    ok(desk, "agder:leader", "avtale endre T1.2 frist: 1.6.2027 fordi tallene mangler")
    ok(desk, "agder", form.line, **shown | {"instrument": "SFI"})
    assert proposals(desk) == [("T1.2", "due", "2027-06-01", "proposed"), ("T1.2", "instrument", "SFI", "proposed")]
    reply = desk.form("agder", form.line, **shown | {"due": "1.7.2027"})
    assert code(reply) == "agreements.written-meanwhile"
    assert reply.problem is not None
    assert reply.problem.field_name == "due"
    assert "Nå står det: 1.6.2027" in plain(reply.card)
    assert code(desk.form("agder", form.line, **shown | {"due": "1.6.2027"})) == "agreements.unchanged"


def test_another_indicator_begins_at_its_own_start(desk: Desk) -> None:
    in_force(desk)
    ok(desk, "siva", "tiltak T1.2 11 av 25")
    ok(desk, "agder", "avtale endre T1.2 indikator: bedrifter i løpet 0 → 30")
    ok(desk, "agder", "avtale status gjeldende")
    assert (measure(desk, "T1.2").latest, measure(desk, "T1.2").target) == (11, 30)
    ok(desk, "agder", "avtale endre T1.2 indikator: kroner 5 → 1000")
    ok(desk, "agder", "avtale status gjeldende")
    assert (measure(desk, "T1.2").latest, measure(desk, "T1.2").target) == (5, 1000)


def test_a_removal_can_be_withdrawn_and_takes_its_goal_along(desk: Desk) -> None:
    in_force(desk)
    assert code(desk.reply("agder", "avtale fjern T2.1 angre")) == "agreements.not-to-be-removed"
    ok(desk, "agder", "avtale fjern T2.1")
    ok(desk, "agder", "avtale fjern M2")
    assert "Tas ut: T2.1 Én vei inn, Tas ut: M2 Nyskaping" in ok(desk, "agder", "avtale fjern T2.1 angre")
    assert "Foreslått" not in ok(desk, "agder", "avtale")


def test_a_proposed_goal_stays_while_a_proposed_measure_needs_it(desk: Desk) -> None:
    in_force(desk)
    ok(desk, "agder", "avtale mål M3: Mer")
    ok(desk, "agder", "avtale tiltak T3.1: Kurs; ansvarlig: Siva; frist: 1.9.2027")
    assert code(desk.reply("agder", "avtale fjern M3")) == "agreements.goal-has-measures"
    ok(desk, "agder", "avtale fjern T3.1")
    ok(desk, "agder", "avtale fjern M3")
    assert "Foreslått" not in ok(desk, "agder", "avtale")


def test_a_new_goal_comes_before_its_measures_however_it_was_proposed(desk: Desk) -> None:
    in_force(desk)
    ok(desk, "agder", "avtale mål M3: Mer")
    ok(desk, "agder", "avtale tiltak T3.1: Kurs; ansvarlig: Siva; frist: 1.9.2027")
    ok(desk, "agder", "avtale endre M3 tittel: Mer forskning")
    ok(desk, "agder", "avtale status gjeldende")
    assert "M3 Mer forskning" in ok(desk, "agder", "avtale")
    assert measure(desk, "T3.1").owner == "siva"


def test_a_plan_goal_of_its_own_is_proposed_as_its_origin(desk: Desk) -> None:
    in_force(desk)
    said = ok(desk, "agder", "avtale endre T1.2 planmål: 3.3; nivå: EU")
    assert "T1.2 opphav: «planen, som målet» → «planmål 3.3»" in said
    assert "T1.2 nivå: «nasjonalt» → «EU»" in said


def test_a_revision_without_proposals_leaves_the_version_as_it_is(desk: Desk) -> None:
    in_force(desk)
    ok(desk, "agder", "avtale status under revisjon")
    ok(desk, "agder", "avtale status gjeldende")
    row = agreement(desk)
    assert (row.state, row.version, str(row.in_force_on)) == ("in-force", 1, "2026-11-22")


def test_a_goal_goes_when_its_measures_have_gone(desk: Desk) -> None:
    in_force(desk)
    reply = desk.reply("agder", "avtale fjern M1")
    assert code(reply) == "agreements.goal-has-measures"
    assert "T1.2, T1.10" in plain(reply.card)
    ok(desk, "agder", "avtale fjern T2.1")
    ok(desk, "agder", "avtale fjern M2")
    ok(desk, "agder", "avtale status gjeldende")
    assert "M2" not in ok(desk, "agder", "avtale")


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        ("avtale endre T9.9 frist: 1.6.2027", "measures.none-such"),
        ("avtale endre M9 tittel: Nei", "measures.none-such"),
        ("avtale endre T1.2 farge: blå", "agreements.unknown-field"),
        ("avtale endre T1.2 frist: 1.6.2027; frist: 1.7.2027", "agreements.field-twice"),
        ("avtale endre T1.2 nivå: kommunalt", "agreements.unknown-level"),
        ("avtale endre T1.2 opphav: drøm", "agreements.unknown-origin"),
        ("avtale endre T1.2 ansvarlig: Atlantis", "common.unknown-organisation"),
        ("avtale endre T1.2 ansvarlig: Siva og Agder", "common.left-over"),
        ("avtale endre T1.2 bidrar: Siva og Atlantis", "common.unknown-organisation"),
        ("avtale endre T1.2 tittel:", "agreements.no-title"),
        (f"avtale endre T1.2 tittel: {'x' * 201}", "common.too-long"),
        (f"avtale endre formål: {'x' * 2001}", "common.too-long"),
        ("avtale endre til: 31.12.2020", "agreements.term-backwards"),
        ("avtale endre fra:", "agreements.term-missing"),
        ("avtale endre parter: Siva", "agreements.county-is-party"),
        ("avtale fjern", "agreements.which-to-remove"),
        ("avtale fjern alt", "agreements.which-to-remove"),
        ("avtale fjern T1.2 frist: 1.6.2027", "common.left-over"),
        ("avtale mål Flere jobber", "agreements.no-number-goal"),
        ("avtale mål M1: Igjen", "agreements.number-taken"),
        ("avtale tiltak T1.3: Uten eier; frist: 1.6.2027", "agreements.missing-owner"),
        ("avtale tiltak T1.3: Uten frist; ansvarlig: Siva", "agreements.missing-due"),
        ("avtale tiltak T1.3: ansvarlig: Siva; frist: 1.6.2027", "agreements.missing-title"),
        ("avtale status", "agreements.which-state"),
        ("avtale status rar", "agreements.unknown-state"),
        ("avtale status under revisjon 4.2.2026", "common.left-over"),
        ("avtale Atlantis", "agreements.unknown"),
        ("avtale Agder i fjor", "common.left-over"),
        ("avtale statusark Atlantis", "common.left-over"),
    ],
)
def test_what_is_typed_wrongly_changes_nothing_of_an_agreement(desk: Desk, line: str, refusal: str) -> None:
    in_force(desk)
    before = (agreement(desk), proposals(desk))
    reply = desk.reply("agder", line)
    assert code(reply) == refusal
    assert reply.problem is not None
    assert reply.problem.hint or refusal == "followups.form-reason-missing"
    assert (agreement(desk), proposals(desk)) == before


# -- the next version, from the minutes -------------------------------------------------------------------------------


def opened(desk: Desk, text: str) -> None:
    with desk.store.begin(Origin(account="console:agder", line="referat"), desk.at) as unit:
        open_next_version(unit, "agder", text)


def test_the_minutes_open_the_next_version_once(desk: Desk) -> None:
    opened(desk, "Ny frist")  # no agreement, nothing happens
    draft(desk)
    opened(desk, "Ny frist")
    assert (agreement(desk).state, proposals(desk)) == ("draft", [])
    for state in SIGNING:
        ok(desk, "agder", f"avtale status {state}")
    for _ in range(2):
        opened(desk, "T1.2 trenger ny frist")
    assert agreement(desk).state == "under-revision"
    assert proposals(desk) == [("", "need", "T1.2 trenger ny frist", "proposed")]
    assert "Behov: T1.2 trenger ny frist" in ok(desk, "agder", "avtale")


# -- whatever is proposed ---------------------------------------------------------------------------------------------

PROPOSING = (
    "avtale endre T1.2 frist: 1.6.2027 fordi tallene mangler",
    "avtale endre T1.2 frist: 1.3.2027",
    "avtale endre T1.2 ansvarlig: Forskningsrådet; bidrar: ingen",
    "avtale endre T2.1 planmål: 3.3",
    "avtale endre M1 tittel: Grønne arbeidsplasser",
    "avtale endre formål: Noe nytt; parter: Agder og Siva",
    "avtale mål M3: Mer forskning",
    "avtale tiltak T3.1: Forskerhjelp; ansvarlig: Siva; frist: 1.9.2027",
    "avtale endre M3 tittel: Forskning",
    "avtale tiltak T1.3: Nytt; ansvarlig: Siva; frist: 1.9.2027",
    "avtale endre T1.3 ansvarlig: Agder",
    "avtale fjern T1.10",
    "avtale fjern T1.3",
    "avtale fjern T2.1",
    "avtale fjern M2",
    "avtale fjern M3",
    "avtale fjern T2.1 angre",
    "avtale fjern M2 angre",
)


def stands(desk: Desk) -> tuple[object, ...]:
    """What the agreement says, its version included; state and counters left out."""
    with desk.store.transaction() as session:
        measures = session.exec(select(MeasureRow).order_by(MeasureRow.number)).all()
        goals = session.exec(select(GoalRow).order_by(GoalRow.number)).all()
        row = session.exec(select(AgreementRow)).one()
        parties = session.exec(select(AgreementPartyRow.organisation)).all()
        return (
            [(one.number, one.title, one.owner, one.due, one.origin, one.removed_on) for one in measures],
            [(one.number, one.title, one.plan_goal, one.removed_on) for one in goals],
            (row.purpose, row.version, sorted(parties)),
        )


@settings(max_examples=as_many(6, 25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(st.sampled_from(PROPOSING), min_size=1, max_size=8))
def test_no_proposal_changes_what_is_in_force_and_each_version_can_be_put_into_force(
    new_desk: Callable[[], Desk], lines: list[str]
) -> None:
    desk = new_desk()
    in_force(desk)
    before = stands(desk)
    for line in lines:
        desk.reply("agder", line)  # some are refused, each for its reason
        assert stands(desk) == before, line
    waiting = [one for one in proposals(desk) if one[3] == "proposed"]
    if agreement(desk).state == "under-revision":
        ok(desk, "agder", "avtale status gjeldende")
    row = agreement(desk)
    assert (row.state, row.version) == ("in-force", 2 if waiting else 1)
    assert (stands(desk) != before) == bool(waiting)
    assert not [one for one in proposals(desk) if one[3] == "proposed"]
