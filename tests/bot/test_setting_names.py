"""The names settings are written under: misspelt ones are said, wherever they stand, and other tools' left alone."""

import os
from pathlib import Path

import pytest

from bot.setting_names import ENV_FILE, OURS, others
from bot.settings import SettingsError, load_settings, names


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in os.environ:
        if name.startswith(OURS):
            monkeypatch.delenv(name)


def problems() -> tuple[str, ...]:
    try:
        load_settings()
    except SettingsError as error:
        return error.problems
    return ()


def typos(name: str) -> set[str]:
    """The name with a letter left out, doubled, changed, or exchanged with the next."""
    made = set()
    for place in range(len(name)):
        before, letter, after = name[:place], name[place], name[place + 1 :]
        made |= {before + after, before + letter + letter + after, f"{before}X{after}"}
        if after:
            made.add(before + after[0] + letter + after[1:])
    return made - set(names())


@pytest.mark.parametrize("name", names())
def test_each_misspelling_of_a_name_is_said_with_what_was_meant(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = {one for one in typos(name) if one.startswith(OURS)}
    assert len(ours) > 10
    with monkeypatch.context() as each:
        for one in ours:
            each.setenv(one, "hemmelig")
        found = problems()
    assert {one.partition(":")[0] for one in found} == ours
    assert all(one.endswith("meant?") for one in found)
    assert "hemmelig" not in " ".join(found)


def test_in_env_every_unknown_name_of_ours_is_said() -> None:
    Path(ENV_FILE).write_text("SLACK_WEBHOOK_URL=x\nteams_apps=y\nSAMHANDLING_COLOUR=z\nPATH=here\nTEAMSPEAK_HOST=z\n")
    assert [one.partition(":")[0] for one in problems()] == ["SAMHANDLING_COLOUR", "SLACK_WEBHOOK_URL", "teams_apps"]


def test_in_the_environment_other_tools_names_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SLACK_WEBHOOK_URL", "TEAMS_WEBHOOK", "SLACK_BOTTOKEN", "SAMHANDLING_COLOUR", "SLACK", "_TEAMS"):
        monkeypatch.setenv(name, "x")
    assert problems() == (
        "SAMHANDLING_COLOUR: no such setting",
        "SLACK_BOTTOKEN: no such setting; was SLACK_BOT_TOKEN meant?",
    )
    assert others(names()) == ["SLACK_WEBHOOK_URL", "TEAMS_WEBHOOK"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("SAMHANDLING_PORT=8081".encode("utf-16"), ".env: it isn't UTF-8"),
        ("SAMHANDLING_PORT=8081".encode("utf-16-le"), ".env: it isn't UTF-8"),
        ("# påminnelser\nSAMHANDLING_PORT=8081".encode("latin-1"), ".env: it isn't UTF-8"),
        (b"SAMHANDLING_PORT=8081\nSLACK_BOT_TOKEN\n", ".env, line 2: SLACK_BOT_TOKEN has no value"),
        (b"SAMHANDLING_PORT=8081\n\n'torsdag\n", ".env, line 2: it can't be understood"),
        (b"SAMHANDLING_PORT=8081\nSAMHANDLING_PORT=8082\n", ".env, line 2: SAMHANDLING_PORT stands twice"),
    ],
)
def test_a_file_that_cannot_be_read_as_it_is_meant(written: bytes, said: str) -> None:
    Path(ENV_FILE).write_bytes(written)
    (found,) = problems()
    assert found.startswith(said)


def test_a_file_that_is_none(tmp_path: Path) -> None:
    (tmp_path / ENV_FILE).mkdir()
    assert problems() == (".env: it is a folder; settings are read from a file",)
    (tmp_path / ENV_FILE).rmdir()
    (tmp_path / ENV_FILE).symlink_to(tmp_path / ENV_FILE)  # it can't be opened, whoever asks
    assert "it can't be read" in problems()[0]


def test_a_mark_before_the_first_name_is_none_of_its_letters() -> None:
    Path(ENV_FILE).write_bytes(b"\xef\xbb\xbfSAMHANDLING_PORT=8081\n")
    assert load_settings().port == 8081
