"""Agreements: what may follow what, how far things have come, and how a report and a number are read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.agreements.agreements import (
    NEXT,
    STATE_WORDS,
    STATUS_WORDS,
    AgreementState,
    Figures,
    Status,
    check_step,
    expired,
    goal_number,
    goal_of,
    goal_progress,
    in_order,
    measure_number,
    plan_goal_of,
    progress,
    read_state,
    read_status,
)
from domain.agreements.indicators import Indicator, number_text, read_indicator, read_number
from domain.agreements.measure_reports import Report, read_report
from domain.errors import UserError

STATES = st.sampled_from(AgreementState)
NUMBERS = st.floats(min_value=-1e6, max_value=1e6, allow_nan=False)


# -- states -----------------------------------------------------------------------------------------------------------


@given(STATES, STATES)
def test_a_step_is_allowed_exactly_when_the_table_names_it(now: AgreementState, then: AgreementState) -> None:
    if then in NEXT[now]:
        check_step(now, then)
        return
    with pytest.raises(UserError) as refused:
        check_step(now, then)
    assert refused.value.code == ("agreements.same-state" if now is then else "agreements.no-such-step")


@given(st.lists(st.integers(0, 1), max_size=20))
def test_nothing_signed_becomes_a_draft_again(choices: list[int]) -> None:
    """However one walks: from the signature on, an agreement is signed, in force or under revision."""
    state, signed = AgreementState.DRAFT, False
    for choice in choices:
        state = NEXT[state][choice % len(NEXT[state])]
        signed = signed or state is AgreementState.SIGNED
        if signed:
            assert state in (AgreementState.SIGNED, AgreementState.IN_FORCE, AgreementState.UNDER_REVISION)
        else:
            assert state not in (AgreementState.IN_FORCE, AgreementState.UNDER_REVISION)


def test_every_state_and_status_can_be_typed_in_each_language() -> None:
    assert set(STATE_WORDS.values()) == set(AgreementState)
    assert set(STATUS_WORDS.values()) == set(Status)
    assert [read_status(word) for word in STATUS_WORDS] == list(STATUS_WORDS.values())
    assert read_status("IKKE  STARTET.") is Status.NOT_STARTED
    assert read_status("rart") is None


@pytest.mark.parametrize(
    ("text", "state", "rest"),
    [
        ("signert 4.2.2026", AgreementState.SIGNED, "4.2.2026"),
        ("Til godkjenning", AgreementState.FOR_APPROVAL, ""),
        ("under revisjon", AgreementState.UNDER_REVISION, ""),
        ("in force 1.1", AgreementState.IN_FORCE, "1.1"),
        ("gjeldande", AgreementState.IN_FORCE, ""),
    ],
)
def test_a_state_is_read_with_what_follows(text: str, state: AgreementState, rest: str) -> None:
    assert read_state(text) == (state, rest)


def test_the_term_is_over_from_the_day_after_its_last() -> None:
    last = date(2029, 12, 31)
    assert not expired(last, last)
    assert expired(last, date(2030, 1, 1))
    assert not expired(None, date(2099, 1, 1))


# -- numbers ----------------------------------------------------------------------------------------------------------


def test_numbers_sort_as_people_count() -> None:
    assert sorted(["T1.10", "T10.1", "T1.2", "T2.1"], key=in_order) == ["T1.2", "T1.10", "T2.1", "T10.1"]
    assert (goal_of("T1.2"), goal_of("T10.3")) == ("M1", "M10")


@pytest.mark.parametrize(
    ("text", "measure", "goal"),
    [
        ("t1.2 status", ("T1.2", 4), None),
        ("T 01.02", ("T1.2", 7), None),
        ("T1.2: tittel", ("T1.2", 4), None),
        ("M1: mål", None, ("M1", 2)),
        ("T1", None, None),
        ("T1.2.3", None, None),
        ("T1.2a", None, None),
        ("M1.2", None, None),
        ("Midtvik", None, None),
        ("O-12", None, None),
    ],
)
def test_numbers_are_read_whole(text: str, measure: object, goal: object) -> None:
    assert (measure_number(text), goal_number(text)) == (measure, goal)


def test_what_a_measure_rests_on() -> None:
    assert plan_goal_of("plan", "2.1") == "2.1"
    assert plan_goal_of("plan 3.3", "3.2") == "3.3"
    assert plan_goal_of("plan", "") == plan_goal_of("agreed", "3.2") == ""


# -- progress ---------------------------------------------------------------------------------------------------------


@given(st.sampled_from(Status), NUMBERS, NUMBERS, NUMBERS)
def test_progress_lies_between_nothing_and_all(status: Status, baseline: float, target: float, latest: float) -> None:
    share = progress(status, Figures(baseline, target, latest))
    assert (share is None) == (status is Status.CANCELLED)
    assert share is None or 0 <= share <= 1


@pytest.mark.parametrize(
    ("status", "figures", "share"),
    [
        (Status.IN_PROGRESS, Figures(0, 25, 11), 0.44),
        (Status.IN_PROGRESS, Figures(8, 30, 17), 9 / 22),
        (Status.IN_PROGRESS, Figures(0, 25, 40), 1.0),
        (Status.IN_PROGRESS, Figures(10, 20, 5), 0.0),
        (Status.IN_PROGRESS, Figures(100, 20, 60), 0.5),  # fewer is better
        (Status.IN_PROGRESS, Figures(None, 10, None), 0.0),
        (Status.IN_PROGRESS, Figures(), 0.5),
        (Status.DELAYED, Figures(5, 5, 5), 0.5),
        (Status.NOT_STARTED, Figures(), 0.0),
        (Status.COMPLETED, Figures(0, 25, 11), 1.0),
        (Status.POSTPONED, Figures(0, 4, 1), 0.25),
        (Status.CANCELLED, Figures(0, 4, 4), None),
    ],
)
def test_progress_of_a_measure(status: Status, figures: Figures, share: float | None) -> None:
    assert progress(status, figures) == share


def test_a_goal_is_the_average_of_what_counts() -> None:
    assert goal_progress([0.5, 1.0, None]) == 0.75
    assert goal_progress([None]) is goal_progress([]) is None


# -- reports ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "report"),
    [
        (
            "status i gang 11 av 25, neste: søknad i januar",
            Report(Status.IN_PROGRESS, 11, 25, "søknad i januar"),
        ),
        ("11/25 bedrifter i løpet", Report(value=11, target=25)),
        ("11 bedrifter", Report(value=11)),
        ("2,5", Report(value=2.5)),
        ("30,1", Report(value=30.1)),
        ("30.13", Report(value=30.13)),
        ("32.5", Report(value=32.5)),
        ("1 200 av 3 000", Report(value=1200, target=3000)),
        ("neste: søknad, med budsjett; 11 av 25; forseinka", Report(Status.DELAYED, 11, 25, "søknad, med budsjett")),
        ("Status: fullført.", Report(Status.COMPLETED)),
        ("forsinket merknad: venter neste: skisse", Report(Status.DELAYED, None, None, "skisse", "venter")),
        ("not started, next step: a call; note: nobody", Report(Status.NOT_STARTED, None, None, "a call", "nobody")),
        ("12 av 25 bedrifter i gang", Report(Status.IN_PROGRESS, 12, 25)),
        ("12 av 25 bedrifter, i gang", Report(Status.IN_PROGRESS, 12, 25)),
        ("12 av 25 bedrifter i løpet, i gang", Report(Status.IN_PROGRESS, 12, 25)),
        ("12 av 25 bedrifter i løpet i gang", Report(Status.IN_PROGRESS, 12, 25)),
        ("status forsinket fordi Siva ikke har tall", Report(Status.DELAYED, note="Siva ikke har tall")),
        ("forsinka sidan me ventar, neste: møte", Report(Status.DELAYED, next_step="møte", note="me ventar")),
        ("ferdig", Report(Status.COMPLETED)),
        ("pågår", Report(Status.IN_PROGRESS)),
        ("i gang - 12 av 25", Report(Status.IN_PROGRESS, 12, 25)),
        ("i gang – 12 av 25 bedrifter", Report(Status.IN_PROGRESS, 12, 25)),
        ("i gang, neste steg søknad, med budsjett", Report(Status.IN_PROGRESS, next_step="søknad, med budsjett")),
        ("ikkje starta nest: møte", Report(Status.NOT_STARTED, next_step="møte")),
    ],
)  # fmt: skip
def test_a_report_is_read(text: str, report: Report) -> None:
    assert read_report(text, "bedrifter i løpet") == report


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "measures.report-needs"),
        (" ;, ", "measures.report-needs"),
        ("status", "measures.report-needs"),
        ("11 bedrifter i gangen", "measures.report-unknown"),
        ("- 3", "measures.report-unknown"),
        ("i gang -3", "measures.report-unknown"),
        ("i gang fordi", "measures.report-unknown"),
        ("forsinket fordi a; merknad: b", "measures.report-twice"),
        ("neste uke", "measures.report-unknown"),
        ("status rart", "measures.unknown-status"),
        ("11 12", "measures.report-twice"),
        ("i gang forsinket", "measures.report-twice"),
        ("neste: a; neste: b", "measures.report-twice"),
        ("neste:", "measures.report-empty"),
        ("neste: merknad: x", "measures.report-empty"),
        ("1.200", "measures.no-number"),
        ("1,200 av 3,000", "measures.no-number"),
        ("-3", "measures.report-unknown"),
        ("11 av 25 hus", "measures.report-unknown"),
        ("11 av mange", "measures.report-unknown"),
        ("11.2.2027", "measures.day-or-figure"),
        ("fullført 30.10", "measures.day-or-figure"),
        ("fullført 30.10.", "measures.day-or-figure"),
        ("1.6", "measures.day-or-figure"),
        ("i gangen", "measures.report-unknown"),
        ("i gang " + "neste: " + "x" * 501, "common.too-long"),
    ],
)
def test_what_is_not_understood_is_refused(text: str, code: str) -> None:
    with pytest.raises(UserError) as refused:
        read_report(text, "bedrifter i løpet")
    assert refused.value.code == code


STATUS_SAID = st.sampled_from([(word, status) for word, status in STATUS_WORDS.items()])
FIGURES = st.integers(0, 10**9)
WORDS = st.text("abcæøå ", min_size=1, max_size=30).filter(lambda text: text.strip())


@given(
    st.none() | STATUS_SAID,
    st.none() | FIGURES,
    st.none() | FIGURES,
    st.none() | WORDS,
    st.none() | WORDS,
    st.permutations(range(4)),
)
def test_a_report_comes_back_as_it_was_said_in_any_order(
    status: tuple[str, Status] | None,
    value: int | None,
    target: int | None,
    next_step: str | None,
    note: str | None,
    order: list[int],
) -> None:
    pieces = [
        f"status {status[0]}" if status else "",
        "" if value is None else str(value) if target is None else f"{value} av {target}",
        f"neste: {next_step}" if next_step else "",
        f"merknad: {note}" if note else "",
    ]
    text = "; ".join(pieces[place] for place in order if pieces[place])
    said = Report(
        status[1] if status else None,
        value,
        target if value is not None else None,
        (next_step or "").strip(),
        (note or "").strip(),
    )
    if said.empty:
        with pytest.raises(UserError):
            read_report(text)
    else:
        assert read_report(text) == said


@given(st.text(max_size=60))
def test_any_text_is_a_report_or_refused(text: str) -> None:
    try:
        said = read_report(text)
    except UserError:
        return
    assert not said.empty


# -- indicators -------------------------------------------------------------------------------------------------------


@given(st.integers(0, 10**12 - 1), st.sampled_from([1, 10, 100]))
def test_a_number_comes_back_as_it_is_written(whole: int, parts: int) -> None:
    value = whole % 10**9 / parts
    assert read_number(number_text(value)) == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("bedrifter i løpet 0 → 25", Indicator("bedrifter i løpet", 0, 25)),
        ("bedrifter i løpet: 0->25", Indicator("bedrifter i løpet", 0, 25)),
        ("andel 2,5 til 30", Indicator("andel", 2.5, 30)),
        ("EU-søknader 2 to 8", Indicator("EU-søknader", 2, 8)),
        ("rutine vedtatt", Indicator("rutine vedtatt")),
    ],
)
def test_an_indicator_is_read_and_written_alike(text: str, indicator: Indicator) -> None:
    assert read_indicator(text) == indicator
    assert read_indicator(str(indicator)) == indicator


@pytest.mark.parametrize("text", ["", "0 → 25", "bedrifter → 25", "bedrifter 0 → mange", "→", "25"])
def test_half_an_indicator_is_refused(text: str) -> None:
    with pytest.raises(UserError) as refused:
        read_indicator(text)
    assert refused.value.code == "measures.no-indicator"
