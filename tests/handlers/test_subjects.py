"""Whatever has duties: each half has its other, and no duty is of a kind that nobody draws."""

import inspect
from typing import Any

from handlers.setup.demo import load_demo
from handlers.subjects import OF_KIND, SUBJECTS
from handlers.views.subject import Subject
from storage.duties.duties import open_duties
from storage.duties.tracked import Tracked
from storage.setup.demo import demo_clock
from storage.tables import DutyRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import system
from tests.desk import Desk


def subclasses(base: type[Any]) -> set[type[Any]]:
    """The classes of the program that fulfil `base`."""
    found: set[type[Any]] = {one for child in base.__subclasses__() for one in (child, *subclasses(child))}
    return {one for one in found if not inspect.isabstract(one) and not one.__module__.startswith("tests.")}


def test_each_half_has_its_other() -> None:
    assert {type(one) for one in SUBJECTS} == subclasses(Subject)
    assert {type(one.tracked) for one in SUBJECTS} == subclasses(Tracked)


def test_each_kind_of_thing_and_of_duty_is_one_subjects() -> None:
    kinds = [one.kind for one in SUBJECTS]
    duties = [kind for one in SUBJECTS for kind in one.tracked.duty_kinds]
    assert len(set(kinds)) == len(kinds) == len(OF_KIND)
    assert len(set(duties)) == len(duties)


def test_no_duty_is_of_a_kind_its_subject_does_not_name(sqlite_store: Store) -> None:
    load_demo(sqlite_store, demo_clock())
    with sqlite_store.read(demo_clock()) as snapshot:
        duties = open_duties(snapshot.session, snapshot.today)
    assert {duty.subject_kind for duty in duties} == set(OF_KIND)
    assert all(duty.kind in OF_KIND[duty.subject_kind].tracked.duty_kinds for duty in duties)


def test_a_duty_that_only_a_newer_version_knows_keeps_nobody_from_an_answer(desk: Desk) -> None:
    with desk.store.begin(system("test"), desk.at) as unit:
        day = unit.today
        unit.session.add(
            DutyRow(
                key="plan/1", subject_kind="plan", subject_id=1, kind="renew-plan", clause="§ 3", owner="agder",
                due=day, ladder_due=day, arose_on=day,
            )
        )  # fmt: skip
    for who in ("ks", "agder", "siva"):
        for line in ("status", "mine", "frister", "frister Agder"):
            assert desk.reply(who, line).problem is None, (who, line)
