"""Lists taken over from a spreadsheet, and taken back: on both databases, with everything that hangs on them."""

from datetime import date

import pytest
from sqlmodel import col, select

from domain.errors import UserError
from domain.imports.columns import ListKind
from handlers.views.plain_text import plain
from storage.tables import (
    AgreementPartyRow,
    AgreementRow,
    AuditRow,
    DutyRow,
    FollowUpRow,
    GoalRow,
    ImportedRow,
    MeasureContributorRow,
    MeasureRow,
    MeasureUpdateRow,
    MessageRow,
)
from storage.unit_of_work.chunks import chunks
from tests.desk import Desk
from tests.sheets import FOLLOW_UPS, Grid, shown, taken_over, wanted
from tests.thorough import THOROUGH

LIST: Grid = [
    FOLLOW_UPS,
    ("Levere skisse", "Siva", "15.12.2026", "", "venter på tall"),
    ("Sende tall", "Innovasjon Norge", "2.11.2026", "forsinket", ""),
    ("Lage rutine", "fylkeskommunen", "1.2.2027", "", ""),
    ("Gammel sak", "Siva", "1.9.2026", "utført", ""),
    ("Uklar", "Sivva", "1.2.2027", "", ""),
]
MEASURES: Grid = [
    ("Nr", "Mål", "Tiltak", "Ansvarlig", "Bidragsytere", "Frist", "Start", "Måltall", "Siste", "Status", "Kommentar"),
    ("T1.1", "M1 Flere jobber", "Mobilisering", "IN", "FK, Siva", "30.6.2027", 0, 25, 11, "i gang", "godt i gang"),
    ("T1.2", "M1", "Testfasilitet", "Siva", "FK", "1.6.2027", 0, 1, 0, "forsinket", ""),
    (None, "M2 Mer forskning", "FoU", "Forskningsrådet", None, "31.12.2027", 8, 30, 17, "fullført", ""),
]


def follow_ups(desk: Desk) -> list[FollowUpRow]:
    with desk.store.transaction() as session:
        return list(session.exec(select(FollowUpRow).order_by(col(FollowUpRow.id))))


def count(desk: Desk, table: type) -> int:
    with desk.store.transaction() as session:
        return len(session.exec(select(table)).all())


def refused(desk: Desk, who: str, grid: Grid, **more: object) -> UserError:
    before = count(desk, AuditRow)
    with pytest.raises(UserError) as error:
        taken_over(desk, who, wanted(grid, **more))
    assert count(desk, AuditRow) == before
    return error.value


def test_a_list_becomes_follow_ups(any_desk: Desk) -> None:
    desk = any_desk
    audited = count(desk, AuditRow)
    told = count(desk, MessageRow)
    said = plain(taken_over(desk, "agder", wanted(LIST)))
    assert "4 rader fra liste.xlsx er lagret som oppfølgingspunkter" in said
    assert "Ingen har fått melding" in said
    assert "Én frist er passert." in said
    assert "Én uklar rad er ikke tatt med: 6" in said
    assert count(desk, AuditRow) == audited + 1
    assert count(desk, MessageRow) == told
    stored = follow_ups(desk)
    assert [(one.owner, one.county, one.text, one.due, one.state, one.accepted) for one in stored] == [
        ("siva", "agder", "Levere skisse – venter på tall", date(2026, 12, 15), "open", False),
        ("innovasjon-norge", "agder", "Sende tall", date(2026, 11, 2), "open", False),
        ("agder", "agder", "Lage rutine", date(2027, 2, 1), "confirmed", True),
        ("siva", "agder", "Gammel sak", date(2026, 9, 1), "done", True),
    ]
    assert "O-4 ble utført 23. november 2026." in desk.say("siva", "ferdig O-4")
    mine = desk.say("innovasjon-norge", "mine")
    assert "Gjør dette nå" in mine
    assert "Over fristen" not in mine


def test_a_past_deadline_is_said_once_and_overdue_only_later(any_desk: Desk) -> None:
    taken_over(any_desk, "agder", wanted(LIST))
    with any_desk.store.transaction() as session:
        duty = session.exec(select(DutyRow).where(DutyRow.key == "follow-up/2")).one()
    assert (duty.ladder_due, duty.arose_on) == (date(2026, 11, 24), date(2026, 11, 23))
    assert duty.next_reminder_at is not None


def test_undo_is_one_step(any_desk: Desk) -> None:
    desk = any_desk
    desk.reply("agder", "oppfølging ny Siva: stå her fra før innen 15.12")
    taken_over(desk, "agder", wanted(LIST))
    audited = count(desk, AuditRow)
    said = desk.say("agder", "import angre 1")
    assert "Import 1 er angret, og 4 rader er tatt bort" in said
    assert "O-5 står som bortfalt" in said
    assert count(desk, AuditRow) == audited + 1
    assert [(one.id, one.state) for one in follow_ups(desk)] == [(1, "open"), (5, "lapsed")]
    assert "Levere skisse" not in desk.say("siva", "mine")
    with desk.store.transaction() as session:
        gone = session.exec(select(DutyRow).where(col(DutyRow.key) == "follow-up/2")).one()
        assert (gone.done_on, gone.next_reminder_at) == (date(2026, 11, 23), None)
        entry = session.exec(select(AuditRow).order_by(col(AuditRow.id).desc())).first()
    assert entry is not None
    removed = [one for one in entry.changes if one["table"] == "follow_up" and one["after"] is None]
    assert len(removed) == 3
    assert "ble angret" in desk.say("agder", "import angre 1")


def test_a_number_is_never_given_again(any_desk: Desk) -> None:
    taken_over(any_desk, "agder", wanted(LIST))
    any_desk.say("agder", "import angre 1")
    any_desk.say("agder", "oppfølging ny Siva: noe nytt innen 15.12")
    assert max(one.id for one in follow_ups(any_desk)) == 5


def test_what_somebody_has_worked_on_stays(any_desk: Desk) -> None:
    desk = any_desk
    taken_over(desk, "agder", wanted(LIST))
    assert desk.reply("siva", "tar-den O-1").ok
    assert desk.reply("innovasjon-norge", "utsett O-2 til 1.3.2027 fordi tallene mangler").ok
    said = desk.say("agder", "import angre 1")
    assert "2 rader er tatt bort" in said
    assert "2 er endret eller brukt siden, og står:" in said
    assert "O-1 Levere skisse" in said
    assert "O-2 Sende tall" in said
    assert [one.id for one in follow_ups(desk) if one.state != "lapsed"] == [1, 2]


def test_nothing_is_undone_when_everything_has_changed(desk: Desk) -> None:
    taken_over(desk, "agder", wanted(LIST[:2]))
    desk.say("siva", "ferdig O-1")
    assert "er endret siden" in desk.say("agder", "import angre 1")
    assert "[Angre]" in desk.say("agder", "import")


def test_who_may_undo(desk: Desk) -> None:
    taken_over(desk, "agder", wanted(LIST))
    assert "finnes ikke" in desk.say("siva", "import angre 1")
    assert "finnes ikke" in desk.say("rogaland", "import angre 1")
    assert "koordinator eller leder i Agder" in desk.say("agder:member", "import angre 1")
    assert "er angret" in desk.say("ks", "import angre 1")


def test_another_countys_follow_up_is_neither_met_nor_named(any_desk: Desk) -> None:
    desk = any_desk
    grid: Grid = [FOLLOW_UPS, ("Levere skisse", "Siva", "15.12.2026", "", "")]
    taken_over(desk, "agder", wanted(grid))
    preview = shown(desk, "rogaland", wanted(grid, again=True))
    assert len(preview.plan.ready) == 1
    assert "O-1" not in plain(preview.card)


def test_what_has_been_taken_over_is_listed(desk: Desk) -> None:
    assert "Ingen lister er tatt over" in desk.say("agder", "import")
    taken_over(desk, "agder", wanted(LIST))
    said = desk.say("agder", "import")
    assert "Import 1: liste.xlsx (oppfølgingspunkter, 4 rader)" in said
    assert "[Angre] import angre 1" in said
    assert "liste.xlsx" in desk.say("ks", "import")
    assert "liste.xlsx" not in desk.say("rogaland", "import")
    assert "[Angre]" not in desk.say("agder:member", "import")
    desk.say("agder", "import angre 1")
    assert "Angret 23. november 2026." in desk.say("agder", "import")
    assert "[Angre]" not in desk.say("agder", "import")


def test_the_same_file_twice_is_asked_about(desk: Desk) -> None:
    taken_over(desk, "agder", wanted(LIST))
    assert refused(desk, "agder", LIST).code == "imports.same-file"
    preview = shown(desk, "agder", wanted(LIST))
    assert "tatt over 23. november 2026, som import 1" in plain(preview.card)
    assert refused(desk, "agder", LIST, again=True).code == "imports.nothing-ready"  # all of it stands already
    desk.say("agder", "import angre 1")
    assert "4 rader" in plain(taken_over(desk, "agder", wanted(LIST)))


def test_only_what_was_shown_is_stored(desk: Desk) -> None:
    want = wanted(LIST)
    seen = shown(desk, "agder", want)
    desk.reply("agder", "oppfølging ny Siva: levere skisse – venter på tall innen 15.12")
    with pytest.raises(UserError) as error:
        taken_over_as_shown(desk, want, seen)
    assert error.value.code == "imports.changed-meanwhile"
    assert len(follow_ups(desk)) == 1


def taken_over_as_shown(desk: Desk, want: object, seen: object) -> None:
    from handlers.imports.apply import apply
    from storage.unit_of_work.unit import Origin
    from tests.sheets import ask_of

    with desk.store.begin(Origin("console:agder", "import"), desk.at) as unit:
        apply(ask_of(desk, "agder", unit), want, seen)  # type: ignore[arg-type]


def test_who_may_take_over_what(desk: Desk) -> None:
    def ready(who: str, **more: object) -> list[int]:
        return [row.number for row in shown(desk, who, wanted(LIST, **more)).plan.ready]

    assert ready("agder") == [2, 3, 4, 5]
    assert ready("ks", county="Agder") == [2, 3, 4, 5]
    assert ready("ks") == [2, 3, 5]  # «fylkeskommunen» means nobody at the national level
    assert ready("siva") == [2, 5]
    assert refused(desk, "agder:member", LIST[:2]).code == "imports.nothing-ready"
    assert refused(desk, "ks", LIST, county="Viken").code == "imports.unknown-county"
    assert refused(desk, "ks", MEASURES, county="agder").code == "common.not-allowed"
    assert refused(desk, "ks", MEASURES).code == "imports.which-county"
    assert refused(desk, "siva", MEASURES, county="agder").code == "common.not-allowed"
    assert refused(desk, "agder:guest", LIST).code == "common.not-allowed"


def test_a_list_gives_another_county_no_work(desk: Desk) -> None:
    """Neither follow-ups nor measures: the row stands as unclear, and is the other county's or KS' to take over."""
    row = ("Sende tall", "Rogaland", "15.1.2027", "", "")
    for who, unclear in (("agder", "Uklare: 1."), ("ks", "Uklare: 0.")):
        assert unclear in plain(shown(desk, who, wanted([FOLLOW_UPS, LIST[1], row], county="Agder")).card), who
    theirs = ("T1.3", "M1", "Kurs", "Rogaland", None, "1.6.2027", None, None, None, "i gang", "")
    said = plain(shown(desk, "agder", wanted([*MEASURES, theirs])).card)
    assert "Du kan ikke gi punkter til denne organisasjonen" in said


def test_measures_need_an_agreement(any_desk: Desk) -> None:
    desk = any_desk
    assert refused(desk, "agder", MEASURES).code == "imports.no-agreement"
    assert "--new-agreement" in plain(shown(desk, "agder", wanted(MEASURES)).card)
    said = plain(taken_over(desk, "agder", wanted(MEASURES, new_agreement=True)))
    assert "3 rader fra liste.xlsx er lagret som tiltak" in said
    with desk.store.transaction() as session:
        (agreement,) = session.exec(select(AgreementRow))
        assert (agreement.county, agreement.state, agreement.version) == ("agder", "draft", 1)
        parties = {one.organisation: one.role for one in session.exec(select(AgreementPartyRow))}
        assert parties.pop("agder") == "coordinator"
        assert set(parties) == {"innovasjon-norge", "siva", "forskningsradet"}
        goals = {one.id: (one.number, one.title) for one in session.exec(select(GoalRow))}
        assert set(goals.values()) == {("M1", "Flere jobber"), ("M2", "Mer forskning")}
        found = list(session.exec(select(MeasureRow).order_by(col(MeasureRow.id))))
        assert [(one.number, goals[one.goal_id][0], one.owner, one.status, one.latest) for one in found] == [
            ("T1.1", "M1", "innovasjon-norge", "in-progress", 11),
            ("T1.2", "M1", "siva", "delayed", 0),
            ("T2.1", "M2", "forskningsradet", "completed", 17),
        ]
        assert [one.closed_on for one in found] == [None, None, date(2026, 11, 23)]
        assert session.exec(select(MeasureUpdateRow)).first().note == "godt i gang"  # type: ignore[union-attr]
        assert len(session.exec(select(MeasureContributorRow)).all()) == 3


def test_undoing_measures_takes_all_that_came_with_them(any_desk: Desk) -> None:
    desk = any_desk
    taken_over(desk, "agder", wanted(MEASURES, new_agreement=True))
    assert "3 rader er tatt bort" in desk.say("agder", "import angre 1")
    for table in (MeasureRow, GoalRow, AgreementRow, AgreementPartyRow, MeasureUpdateRow, MeasureContributorRow):
        assert count(desk, table) == 0, table
    assert "3 rader" in plain(taken_over(desk, "agder", wanted(MEASURES, new_agreement=True)))


def test_a_measure_reported_on_stays_with_its_goal_and_agreement(any_desk: Desk) -> None:
    desk = any_desk
    taken_over(desk, "agder", wanted(MEASURES, new_agreement=True))
    report(desk, "T1.2")
    said = desk.say("agder", "import angre 1")
    assert "2 rader er tatt bort" in said
    assert "T1.2 Testfasilitet" in said
    with desk.store.transaction() as session:
        assert [one.number for one in session.exec(select(MeasureRow))] == ["T1.2"]
        assert [one.number for one in session.exec(select(GoalRow))] == ["M1"]
        assert len(session.exec(select(AgreementRow)).all()) == 1


def report(desk: Desk, number: str) -> None:
    """A report that leaves the measure's own row, and its version, as they were."""
    from storage.unit_of_work.unit import Origin

    with desk.store.begin(Origin("console:siva", f"tiltak {number}"), desk.at) as unit:
        row = unit.session.exec(select(MeasureRow).where(MeasureRow.number == number)).one()
        unit.session.add(
            MeasureUpdateRow(
                measure_id=row.id,
                day=unit.today,
                at=desk.at,
                account="console:siva",
                organisation="siva",
                note="ny",
            )
        )


def test_figures_are_shown_as_in_agreements(desk: Desk) -> None:
    grid: Grid = [MEASURES[0], ("T1.1", "M1 Jobber", "a", "Siva", None, "1.6.2027", 0, 1234567, 0.5)]
    said = plain(shown(desk, "agder", wanted(grid, new_agreement=True)).card)
    assert "0 → 1234567 · siste: 0,5" in said


def test_into_an_agreement_that_stands(desk: Desk) -> None:
    taken_over(desk, "agder", wanted(MEASURES, new_agreement=True))
    more: Grid = [MEASURES[0], ("T1.3", "M1", "Enda et", "Siva", None, "1.6.2027"), MEASURES[1]]
    preview = shown(desk, "agder", wanted(more))
    assert [row.draft.name for row in preview.plan.ready] == ["T1.3 Enda et"]
    assert "Finnes fra før som T1.1." in plain(preview.card)
    taken_over(desk, "agder", wanted(more))
    assert count(desk, AgreementRow) == 1
    assert count(desk, GoalRow) == 2
    assert "Én rad" not in desk.say("agder", "import angre 1")  # T1.3 keeps the goal, and the goal the agreement
    assert count(desk, AgreementRow) == 1


def test_where_each_row_came_from_is_kept(desk: Desk) -> None:
    taken_over(desk, "agder", wanted(LIST))
    with desk.store.transaction() as session:
        found = [(one.sheet_row, one.subject_kind, one.subject_id) for one in session.exec(select(ImportedRow))]
    assert found == [(2, "follow_up", 1), (3, "follow_up", 2), (4, "follow_up", 3), (5, "follow_up", 4)]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_text_of_a_preview_is_there(desk: Desk, language: str) -> None:
    desk.reply("agder", f"språk {language}")
    grid: Grid = [
        ["Min liste"],
        [*FOLLOW_UPS, "Ferdig"],
        *LIST[1:],
        (None, "Siva, IN", "fredag", "i gangg", "", "x"),
        ("a", "alle", 15.12, "grønn", ""),
        ("b", None, None, "", ""),
        ("c", "Siva", "15.10", "", ""),
        ("#REF!", "Siva SF", "uke 17", "", ""),
        ("d", "Siva SF", "uke 17", "", ""),
        ("Levere skisse", "Siva", "15.12.2026", "", "venter på tall"),
        ("Sum", None, 12, None, None),
    ]
    said = plain(shown(desk, "agder", wanted(grid)).card)
    measures: Grid = [
        (*MEASURES[0], "Nivå"),
        *MEASURES[1:],
        (None, None, "a", "Siva", "alle", "1.6.2027", "to", "", "", "", "", "lokalt"),
        ("første", "M9", "b", "Siva", "", "1.6.2027", 1, 2, 3, "avlyst", "", "EU"),
        ("T1.1", "M1 Noe annet", "c", "Siva", "", "1.6.2027", "", "", "", "", "", "regional"),
        ("T9.1", "M1", "d", "Siva", "", "1.6.2027", "", "", "", "utsatt", "", "nasjonalt"),
    ]
    said += plain(shown(desk, "agder", wanted(measures, new_agreement=True)).card)
    said += plain(shown(desk, "agder", wanted(measures, kind=ListKind.MEASURES)).card)
    assert "imports." not in said
    assert {"nb": "Uklar", "nn": "Uklar", "en": "Unclear"}[language] in said


def test_many_ids_go_in_parts() -> None:
    assert [len(part) for part in chunks(range(25_000))] == [10_000, 10_000, 5_000]
    assert list(chunks([])) == []


def test_thousands_of_rows_are_stored_and_taken_back(any_desk: Desk) -> None:
    desk, rows = any_desk, 5000 if THOROUGH else 1500
    grid: Grid = [FOLLOW_UPS, *((f"Punkt {number}", "Siva", "15.12.2026", "", "") for number in range(rows))]
    told: list[tuple[int, int]] = []
    want = wanted(grid)
    from handlers.imports.apply import apply
    from storage.unit_of_work.unit import Origin
    from tests.sheets import ask_of

    seen = shown(desk, "agder", want)
    with desk.store.begin(Origin("console:agder", "import"), desk.at) as unit:
        apply(ask_of(desk, "agder", unit), want, seen, lambda done, total: told.append((done, total)))
    assert told[0] == (500, rows)
    assert told[-1] == (rows, rows)
    assert count(desk, DutyRow) > rows
    assert f"{rows} rader er tatt bort" in desk.say("agder", "import angre 1")
    assert len(follow_ups(desk)) == 1


STEPS = ("til godkjenning", "omforent", "signert", "gjeldende")


def bring_into_force(desk: Desk, steps: tuple[str, ...] = STEPS) -> None:
    """The agreement of Agder, as far as these steps take it."""
    for state in steps:
        assert desk.reply("agder", f"avtale status {state}").ok, state


@pytest.mark.parametrize("steps", [STEPS[:1], STEPS])
def test_measures_of_an_agreement_that_is_no_draft_are_not_undone(any_desk: Desk, steps: tuple[str, ...]) -> None:
    desk = any_desk
    taken_over(desk, "agder", wanted(MEASURES, new_agreement=True))
    assert "[Angre]" in desk.say("agder", "import")
    bring_into_force(desk, steps)
    said = desk.say("agder", "import angre 1")
    assert "ikke lenger er et utkast" in said
    assert "avtale fjern T1.2" in said
    assert "[Angre]" not in desk.say("agder", "import")
    assert count(desk, MeasureRow) == 3


def test_measures_are_undone_by_who_may_edit_the_agreement(desk: Desk) -> None:
    taken_over(desk, "agder", wanted(MEASURES, new_agreement=True))
    assert "[Angre]" not in desk.say("ks", "import")
    assert "koordinator eller leder i Agder" in desk.say("ks", "import angre 1")
    assert "koordinator eller leder i Agder" in desk.say("agder:member", "import angre 1")
    assert count(desk, MeasureRow) == 3


def test_who_took_it_over_undoes_it_while_they_lead(desk: Desk) -> None:
    grid: Grid = [FOLLOW_UPS, ("Lage plan", "Siva", "1.2.2027", "", "")]
    assert "[Angre]" not in plain(taken_over(desk, "siva:member", wanted(grid)))
    assert "[Angre]" not in desk.say("siva:member", "import")
    assert "koordinator eller leder i KS" in desk.say("siva:member", "import angre 1")
    assert len(follow_ups(desk)) == 1
    taken_over(desk, "siva", wanted([FOLLOW_UPS, ("Skrive plan", "Siva", "1.2.2027", "", "")]))
    assert "er angret" in desk.say("siva", "import angre 2")


def test_what_was_taken_out_of_a_draft_is_missing(any_desk: Desk) -> None:
    desk = any_desk
    taken_over(desk, "agder", wanted(MEASURES, new_agreement=True))
    for number in ("T1.2", "T2.1", "M2"):
        assert desk.reply("agder", f"avtale fjern {number}").ok, number
    grid: Grid = [
        MEASURES[0],
        ("T1.2", "M1", "Testfasilitet", "Siva", None, "1.6.2027"),
        ("T2.3", "M2 Mer forskning", "FoU", "Siva", None, "1.6.2027"),
    ]
    said = plain(shown(desk, "agder", wanted(grid)).card)
    assert "A2: T1.2 er tatt ut av avtalen" in said
    assert "B3: M2 er tatt ut av avtalen" in said


MORE: Grid = [MEASURES[0], ("T1.3", "M1", "Enda et", "Siva", None, "1.6.2027")]


def edits(desk: Desk) -> int:
    with desk.store.transaction() as session:
        return session.exec(select(AgreementRow)).one().edits


def test_a_list_edits_a_draft(any_desk: Desk) -> None:
    desk = any_desk
    taken_over(desk, "agder", wanted(MEASURES, new_agreement=True))
    before = edits(desk)
    assert "Tiltakene legges i utkastet til samarbeidsavtale for Agder." in plain(
        shown(desk, "agder", wanted(MORE)).card
    )
    assert "Raden har fått nummeret T1.3." in plain(taken_over(desk, "agder", wanted(MORE)))
    assert edits(desk) == before + 1
    assert desk.reply("agder", "import angre 2").ok
    assert edits(desk) == before + 2


@pytest.mark.parametrize(
    ("steps", "code", "said"),
    [
        (STEPS[:1], "agreements.settled", "Avtalen er til godkjenning"),
        (STEPS[:3], "agreements.settled", "Avtalen er signert"),
        (STEPS, "imports.in-force", "Foreslå ett tiltak om gangen med «avtale tiltak»"),
    ],
)
def test_a_list_changes_no_agreement_but_a_draft(any_desk: Desk, steps: tuple[str, ...], code: str, said: str) -> None:
    desk = any_desk
    taken_over(desk, "agder", wanted(MEASURES, new_agreement=True))
    bring_into_force(desk, steps)
    assert refused(desk, "agder", MORE).code == code
    assert said in plain(shown(desk, "agder", wanted(MORE)).card)
    assert count(desk, MeasureRow) == 3
