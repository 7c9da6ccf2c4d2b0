"""An agreement's version and the parties' consents as a file: whatever is changed in it is found without a database."""

import copy
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.proofs import faults_in
from storage.agreements.locked import TEXT, proof_of_agreement
from storage.audit.verify import verify
from storage.setup.reference import load_reference
from storage.tables import Row
from storage.unit_of_work.store import Store
from tests.desk import START, Desk
from tests.handlers.agreements.agreement_kit import in_force, ok

ROOT = Path(__file__).parents[3]
AGREES = (None, "agder", "innovasjon-norge", "siva", "forskningsradet")
Proof = dict[str, Any]


@pytest.fixture
def desk(store: Store) -> Desk:
    """Agder's agreement, signed, in force, reported on, changed twice; and another county's beside it."""
    load_reference(store, START)
    desk = Desk(store)
    in_force(desk)
    in_force(desk, "vestland")
    ok(desk, "siva", "tiltak agder T1.2 12 status i gang, neste: prøvedrift")
    ok(desk, "agder", "avtale endre T1.2 frist: 1.4.2027; indikator: bedrifter i løpet 0 → 30 fordi det tar tid")
    ok(desk, "agder", "avtale fjern T1.10")
    ok(desk, "agder", "avtale status gjeldende")
    ok(desk, "agder", "avtale endre parter: Agder, Siva og Innovasjon Norge fordi én trakk seg")
    ok(desk, "agder", "avtale status gjeldende")
    return desk


def proof(desk: Desk, version: int | None = None, county: str = "agder") -> Proof:
    """As the file holds it."""
    with desk.store.reading() as connection:
        found = proof_of_agreement(connection, county, version)
    assert found is not None
    return dict(json.loads(json.dumps(found)))


def test_each_version_is_proved_as_it_was(desk: Desk) -> None:
    first, second, third = (proof(desk, number) for number in (1, 2, 3))
    assert [faults_in(one) for one in (first, second, third)] == [[], [], []]
    assert [one["agreement"]["version"] for one in (first, second, third)] == [1, 2, 3]
    numbers = [[measure["number"] for measure in one["agreement"]["measures"]] for one in (first, second, third)]
    assert numbers == [["T1.2", "T1.10", "T2.1"], ["T1.2", "T2.1"], ["T1.2", "T2.1"]]
    assert [one["agreement"]["measures"][0]["due"] for one in (first, second)] == ["2027-03-01", "2027-04-01"]
    assert [one["agreement"]["measures"][0]["target"] for one in (first, second)] == [25.0, 30.0]
    assert len(third["agreement"]["parties"]) == 3
    assert proof(desk) == third
    with desk.store.reading() as connection:
        assert proof_of_agreement(connection, "agder", 4) is None
        assert proof_of_agreement(connection, "troms") is None
        assert verify(connection).findings == []


def test_the_parties_have_consented_to_the_text_they_signed_and_to_no_other(desk: Desk) -> None:
    first = proof(desk, 1)
    assert [one["organisation"] for one in first["consents"]] == sorted(filter(None, AGREES))
    assert {(one["text"], one["signed_on"]) for one in first["consents"]} == {(first["sha256"], "2026-11-20")}
    assert proof(desk, 2)["consents"] == []


def leaves(held: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value that holds no others."""
    inside = held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ()
    if not isinstance(held, dict | list):
        yield path
    for name, value in inside:
        yield from leaves(value, (*path, name))


def changed(file: Proof, path: tuple[Any, ...], *, gone: bool = False) -> Proof:
    """The file with one value changed by a letter, or gone."""
    made = copy.deepcopy(file)
    *way, last = path
    place: Any = made
    for step in way:
        place = place[step]
    if gone:
        del place[last]
    else:
        place[last] = f"{place[last]}x" if isinstance(place[last], str) else [place[last]]
    return made


def test_whatever_is_changed_or_taken_out_is_found(desk: Desk) -> None:
    file = proof(desk, 1)
    paths = list(leaves(file))
    assert len(paths) > 100
    for path in paths:
        assert faults_in(changed(file, path)), path
        assert faults_in(changed(file, path, gone=True)), path


def test_a_consent_taken_out_put_in_or_moved_is_found(desk: Desk) -> None:
    file, other = proof(desk, 1), proof(desk, 1, "vestland")
    given = file["consents"]
    for consents in (given[1:], [], [*given, given[0]], given[::-1], [*given[1:], other["consents"][0]], None):
        assert faults_in({**file, "consents": consents}) == ["consents"], consents
    assert faults_in({name: value for name, value in file.items() if name != "consents"}) == ["consents"]


def test_a_version_laid_in_anothers_place_is_found(desk: Desk) -> None:
    first, second = proof(desk, 1), proof(desk, 2)
    text = {"agreement": second["agreement"]}
    assert faults_in({**first, **text}) == ["agreement"]
    assert faults_in({**first, **text, "sha256": second["sha256"]}) == ["unrelated"]
    entry = {name: second[name] for name in ("entry", "entry_sha256")}
    assert faults_in({**first, **text, "sha256": second["sha256"], **entry}) == ["consents"]
    assert faults_in({**second, "kind": "samhandling-minutes"}) == ["minutes", "unrelated"]


def test_it_takes_nothing_but_python_itself(desk: Desk) -> None:
    check = "import json, sys; from domain.proofs import faults_in; print(faults_in(json.load(sys.stdin)))"
    words = [sys.executable, "-S", "-E", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); {check}"]
    for file, said in (
        (proof(desk, 1), "[]\n"),
        (changed(proof(desk, 1), ("sha256",)), "['agreement', 'unrelated']\n"),
    ):
        done = subprocess.run(words, input=json.dumps(file), capture_output=True, text=True, check=True)
        assert done.stdout == said


NO_TEXT = {
    "agreement": {"state", "signed_on", "in_force_on", "edits", "created_on"},
    "agreement_party": {"agreement_id", "signed_on"},
    "goal": {"agreement_id", "removed_on"},
    "measure": {
        "agreement_id", "goal_id", "dated_on", "status", "next_step", "latest", "closed_on", "removed_on", "version",
    },
}  # fmt: skip
"""What tells how far it has come, when, and where a row belongs."""


@pytest.mark.parametrize("table", TEXT)
def test_of_every_column_it_is_said_whether_the_parties_agree_on_it(table: str) -> None:
    columns = {one.name for one in Row.metadata.tables[table].columns} - {"id"}
    assert columns == {*TEXT[table]} | NO_TEXT[table]
