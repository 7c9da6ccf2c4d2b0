"""The words of agreements and reports as they stand, each said once, and the edges of what is read."""

import pytest

from domain.agreements.agreements import (
    AGREED,
    CHANGED_BY_PROPOSAL,
    CLAUSE,
    CLOSED,
    NEXT,
    OFF_TRACK,
    PLAN,
    RUNNING,
    AgreementState,
    Figures,
    Status,
    bare_measure_number,
    goal_number,
    goal_progress,
    measure_number,
    plan_goal_of,
    progress,
    read_state,
    read_status,
)
from domain.agreements.indicators import Indicator, number_text, read_indicator, read_number
from domain.agreements.measure_reports import Report, read_report
from domain.errors import UserError


def refused(text: str, indicator: str = "") -> UserError:
    with pytest.raises(UserError) as caught:
        read_report(text, indicator)
    return caught.value


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("not-started", "ikke startet|ikkje starta|not started"),
        ("in-progress", "i gang|igang|in progress|pågår|paagaar|ongoing"),
        ("delayed", "forsinket|forsinka|forseinka|delayed"),
        ("completed", "fullført|fullfoert|completed|ferdig|done"),
        ("postponed", "utsatt|utsett|postponed"),
        ("cancelled", "avlyst|cancelled|canceled"),
    ],
)
def test_the_words_of_a_status(status: str, words: str) -> None:
    for word in words.split("|"):
        assert read_status(word) == read_report(word).status == Status(status)
        assert read_report(f"status: {word} 3 av 25") == Report(Status(status), 3.0, 25.0)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("draft", "utkast|draft"),
        ("for-approval", "til godkjenning|for approval"),
        ("agreed", "omforent|omforeint|agreed"),
        ("signed", "signert|signed"),
        ("in-force", "gjeldende|gjeldande|in force"),
        ("under-revision", "under revisjon|under revision"),
    ],
)
def test_the_words_of_a_state(state: str, words: str) -> None:
    for word in words.split("|"):
        assert read_state(word) == (AgreementState(state), "")
        assert read_state(f"{word.upper()} 1.1.2027 ") == (AgreementState(state), "1.1.2027")
    assert read_state("") is None
    assert read_state("i kraft") is None


def test_what_may_follow_what() -> None:
    steps = {state.value: " ".join(then.value for then in onward) for state, onward in NEXT.items()}
    assert steps == {
        "draft": "for-approval", "for-approval": "agreed draft", "agreed": "signed draft", "signed": "in-force",
        "in-force": "under-revision", "under-revision": "in-force",
    }  # fmt: skip


def test_which_states_run_close_or_worry() -> None:
    assert [one.value for one in RUNNING] == ["signed", "in-force", "under-revision"]
    assert [one.value for one in CHANGED_BY_PROPOSAL] == ["in-force", "under-revision"]
    assert [one.value for one in CLOSED] == ["completed", "cancelled"]
    assert [one.value for one in OFF_TRACK] == ["delayed", "postponed", "cancelled"]
    assert (CLAUSE, PLAN, AGREED) == ("§ 3.1", "plan", "agreed")


@pytest.mark.parametrize(
    ("status", "share"),
    [("not-started", 0.0), ("in-progress", 0.5), ("delayed", 0.5), ("completed", 1.0), ("postponed", 0.0),
     ("cancelled", None)],
)  # fmt: skip
def test_how_far_a_measure_without_figures_has_come(status: str, share: float | None) -> None:
    assert progress(Status(status), Figures()) == share
    assert progress(Status(status), Figures(baseline=5, target=5, latest=5)) == share


@pytest.mark.parametrize(
    ("figures", "share"),
    [
        (Figures(target=20), 0.0),
        (Figures(target=20, latest=5), 0.25),
        (Figures(baseline=10, target=20), 0.0),
        (Figures(baseline=10, target=20, latest=15), 0.5),
        (Figures(baseline=10, target=20, latest=5), 0.0),
        (Figures(baseline=10, target=20, latest=25), 1.0),
        (Figures(baseline=20, target=10, latest=12.5), 0.75),
        (Figures(target=20, latest=0), 0.0),
    ],
)
def test_how_far_a_measure_with_figures_has_come(figures: Figures, share: float) -> None:
    assert progress(Status.POSTPONED, figures) == share
    assert progress(Status.COMPLETED, figures) == 1.0


def test_a_goal_has_come_as_far_as_its_measures_on_the_average() -> None:
    assert goal_progress([0.0, 1.0, None, 0.5]) == 0.5
    assert goal_progress([None]) is None
    assert goal_progress([]) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("1.2", ("T1.2", 3)), ("T 1.2 x", ("T1.2", 5)), ("t01.002", ("T1.2", 7)), ("1.2.3", None), ("1.2,5", None),
     ("123.1", None), ("1.1234", None), ("12", None), ("x1.2", None)],
)  # fmt: skip
def test_a_measure_s_number_where_one_must_come(text: str, number: tuple[str, int] | None) -> None:
    assert bare_measure_number(text) == number
    assert measure_number(text) == (number if text[0] in "Tt" else None)


def test_a_goal_s_number() -> None:
    assert goal_number("m 01 mer") == ("M1", 4)
    assert goal_number("M123") is goal_number("M1,5") is goal_number("xM1") is None


def test_what_a_measure_rests_on() -> None:
    assert plan_goal_of("agreed", "3.2") == ""
    assert plan_goal_of("plan", "3.2") == plan_goal_of("plan 3.2", "") == "3.2"


@pytest.mark.parametrize(
    ("text", "value"),
    [("11", 11), ("2,5", 2.5), ("2.5", 2.5), ("1 200", 1200), ("1\u00a0200\u00a0300,25", 1200300.25), (" 7 ", 7),
     ("123456789012", 123456789012), ("0,000001", 0.000001), ("1.20", 1.2), ("1234.567", 1234.567)],
)  # fmt: skip
def test_numbers(text: str, value: float) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize("text", ["", "x", "1.200", "1,200", "12 00", "1234567890123", "1,1234567", "-1", "1.2.3", "٣"])
def test_no_numbers(text: str) -> None:
    if text == "٣":
        assert read_number(text) == 3
        return
    with pytest.raises(UserError) as caught:
        read_number(text)
    assert (caught.value.code, caught.value.span) == ("measures.no-number", text)


@pytest.mark.parametrize(
    ("value", "nb", "en"),
    [
        (11.0, "11", "11"),
        (2.5, "2,5", "2.5"),
        (100.0, "100", "100"),
        (0.1234567, "0,123457", "0.123457"),
        (0.0, "0", "0"),
    ],
)
def test_numbers_written(value: float, nb: str, en: str) -> None:
    assert (number_text(value), number_text(value, "nn"), number_text(value, "en")) == (nb, nb, en)


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("bedrifter 0 → 25", Indicator("bedrifter", 0, 25)),
        ("bedrifter: 1 200 -> 2,5", Indicator("bedrifter", 1200, 2.5)),
        ("Bedrifter 0 TIL 25", Indicator("Bedrifter", 0, 25)),
        ("companies 0 to 25", Indicator("companies", 0, 25)),
        ("bedrifter 0 –> 25 ", Indicator("bedrifter", 0, 25)),
        ("bedrifter i løpet", Indicator("bedrifter i løpet")),
    ],
)
def test_indicators(text: str, indicator: Indicator) -> None:
    assert read_indicator(text) == indicator
    assert read_indicator(str(indicator)) == indicator
    assert str(Indicator("x", 1)) == str(Indicator("x", None, 2)) == "x"


@pytest.mark.parametrize("text", ["", "25", "0 → 25", "x → 25", "x ->", "x –>"])
def test_no_indicators(text: str) -> None:
    with pytest.raises(UserError) as caught:
        read_indicator(text)
    assert caught.value.code == "measures.no-indicator"


@pytest.mark.parametrize(
    ("text", "report"),
    [
        *((f"{word}: søke", Report(next_step="søke")) for word in
          ("neste", "neste steg", "neste skritt", "nest", "next", "next step", "NESTE")),
        *((f"{word}: sent", Report(note="sent")) for word in ("merknad", "kommentar", "note", "comment")),
        *((f"{word} søke, nå ", Report(next_step="søke, nå")) for word in ("neste steg", "neste skritt", "next step")),
        *((f"forsinket {word} det regner,", Report(Status.DELAYED, note="det regner")) for word in
          ("fordi", "sidan", "because")),
        ("neste: søke merknad: sent", Report(next_step="søke", note="sent")),
        ("merknad: sent, neste: søke", Report(next_step="søke", note="sent")),
        ("i gang\n11 av 25; neste: a, b", Report(Status.IN_PROGRESS, 11, 25, next_step="a, b")),
        ("11/25", Report(value=11, target=25)),
        ("11 of 25 – i gang", Report(Status.IN_PROGRESS, 11, 25)),
        ("Status i gang, 11", Report(Status.IN_PROGRESS, 11)),
        ("1 200 av 2 500", Report(value=1200, target=2500)),
        ("30,1", Report(value=30.1)),
        ("32.1", Report(value=32.1)),
        ("30.13", Report(value=30.13)),
    ],
)  # fmt: skip
def test_reports(text: str, report: Report) -> None:
    assert read_report(text) == report
    assert not report.empty


@pytest.mark.parametrize(
    ("text", "indicator", "report"),
    [
        ("11 bedrifter", "bedrifter i løpet", Report(value=11)),
        ("11 bedrifter i løpet i gang", "bedrifter i løpet", Report(Status.IN_PROGRESS, 11)),
        ("11 bedrifter i gang", "bedrifter i løpet", Report(Status.IN_PROGRESS, 11)),
        ("11 av 25 Bedrifter, i gang", "bedrifter", Report(Status.IN_PROGRESS, 11, 25)),
    ],
)
def test_the_indicator_s_own_words_may_follow_the_figures(text: str, indicator: str, report: Report) -> None:
    assert read_report(text, indicator) == report


@pytest.mark.parametrize(
    ("text", "code", "typed"),
    [
        ("", "report-needs", None),
        ("status", "report-needs", None),
        ("status rart", "unknown-status", "rart"),
        ("rart", "report-unknown", "rart"),
        ("i gang i gang", "report-twice", "i gang"),
        ("11, 12", "report-twice", "12"),
        ("11, 12 av 25", "report-twice", "12 av 25"),
        ("neste: a; neste: b", "report-twice", "neste:"),
        ("neste:", "report-empty", "neste:"),
        ("fordi ", "report-unknown", "fordi"),
        ("30.10", "day-or-figure", "30.10"),
        ("1.12.2026", "day-or-figure", "1.12.2026"),
        ("-5", "report-unknown", "-5"),
        (f"rart {'x' * 70}", "report-unknown", f"rart {'x' * 55}"),
        (f"status rart {'x' * 70}", "unknown-status", f"rart {'x' * 55}"),
    ],
)
def test_what_is_no_report(text: str, code: str, typed: str | None) -> None:
    error = refused(text)
    assert (error.code, error.params.get("typed")) == (f"measures.{code}", typed)


def test_the_whole_figure_is_pointed_at() -> None:
    assert refused("11, 12 av 25").span == "12 av 25"


def test_a_figure_that_could_be_a_day_is_offered_as_one() -> None:
    assert refused("30.10").params["figure"] == "30,1"


def test_how_much_may_be_said() -> None:
    assert read_report(f"neste: {'x' * 500}").next_step == "x" * 500
    assert refused(f"neste: {'x' * 501}").code == "common.too-long"
