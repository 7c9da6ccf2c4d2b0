"""The app package for Teams: valid by Microsoft's schemas, in three languages, the same bytes each time."""

import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator
from typer.testing import CliRunner, Result

from bot.__main__ import cli
from bot.teams.manifest import COMMANDS, SCOPES, Owner, lacking, localisation, manifest, package
from handlers.commands import REGISTRY
from handlers.texts import LANGUAGES

SCHEMAS = Path(__file__).parents[2] / "payloads" / "teams"
APP_ID = "2f5b1f7c-0b0e-4a53-9a3c-6d1f0f3c9b11"
OWNER = Owner(
    "Midtvik fylkeskommune", "https://midtvik.example", "https://midtvik.example/personvern", "https://a.no/b"
)
OPTIONS = (
    *("--app-id", APP_ID, "--developer", OWNER.name, "--website", OWNER.website),
    *("--privacy", OWNER.privacy, "--terms", OWNER.terms, "--url", "https://bot.midtvik.example/"),
)


def faults(content: Any, schema: str) -> list[str]:
    known = json.loads((SCHEMAS / schema).read_text(encoding="utf-8-sig"))
    return [f"{error.json_path}: {error.message}" for error in Draft4Validator(known).iter_errors(content)]


@pytest.fixture
def unpacked() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package(APP_ID, OWNER))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def pixels(png: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height and the pixels of one of our pictures, four bytes each."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height, depth, kind = struct.unpack(">IIBB", png[16:26])
    assert (depth, kind) == (8, 6)
    length = struct.unpack(">I", png[33:37])[0]
    raw = zlib.decompress(png[41 : 41 + length])
    rows = [raw[start + 1 : start + 1 + 4 * width] for start in range(0, len(raw), 4 * width + 1)]
    return width, height, [row[at : at + 4] for row in rows for at in range(0, 4 * width, 4)]


@pytest.mark.parametrize("slash", [False, True])
@pytest.mark.parametrize("url", ["", "https://bot.midtvik.example/"])
def test_the_manifest_is_valid(url: str, slash: bool) -> None:  # noqa: FBT001 - a case
    told = manifest(APP_ID, OWNER, url, slash=slash)
    assert faults(told, "MicrosoftTeams.schema.json") == []
    assert told["validDomains"] == (["bot.midtvik.example"] if url else [])
    [bot] = told["bots"]
    assert (bot["botId"], tuple(bot["scopes"])) == (APP_ID, SCOPES)
    assert bot.get("supportsTargetedMessages", False) is slash
    assert bot["commandLists"][0].get("triggers") == (["mention", "slash"] if slash else None)


def test_the_schema_is_asked() -> None:
    assert faults({**manifest(APP_ID, OWNER), "id": "x"}, "MicrosoftTeams.schema.json") != []
    assert faults({"name.short": "x" * 31}, "MicrosoftTeams.Localization.schema.json") != []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_there_in_every_language(language: str, unpacked: dict[str, bytes]) -> None:
    told = json.loads(unpacked[f"{language}.json"])
    assert told == localisation(language)
    assert faults(told, "MicrosoftTeams.Localization.schema.json") == []
    main = json.loads(unpacked["manifest.json"])
    for key, text in told.items():
        if key != "$schema":
            stands = main
            for part in re.findall(r"\w+", key):
                stands = stands[int(part) if part.isdecimal() else part]
            assert stands == text if language == "nb" else isinstance(stands, str), key
    assert told.keys() == localisation("nb").keys()


def test_every_language_is_announced(unpacked: dict[str, bytes]) -> None:
    info = json.loads(unpacked["manifest.json"])["localizationInfo"]
    assert (info["defaultLanguageTag"], info["defaultLanguageFile"]) == ("nb-no", "nb.json")
    assert {one["languageTag"]: one["file"] for one in info["additionalLanguages"]} == {
        "nn-no": "nn.json",
        "en-us": "en.json",
    }
    assert set(unpacked) == {"manifest.json", "nb.json", "nn.json", "en.json", "color.png", "outline.png"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_list_offers_is_what_one_can_say(language: str) -> None:
    told = localisation(language)
    titles = [told[f"bots[0].commandLists[0].commands[{number}].title"] for number in range(len(COMMANDS))]
    assert [REGISTRY.find(title).command.name for title in titles] == list(COMMANDS)
    assert len(set(titles)) == len(COMMANDS) <= 10


def test_the_icon_in_colour_fills_its_square(unpacked: dict[str, bytes]) -> None:
    width, height, shown = pixels(unpacked["color.png"])
    assert (width, height) == (192, 192)
    assert {pixel[3] for pixel in shown} == {255}
    assert shown[0] == bytes((*bytes.fromhex(manifest(APP_ID, OWNER)["accentColor"][1:]), 255))
    assert 0.1 < shown.count(b"\xff\xff\xff\xff") / len(shown) < 0.4


def test_the_outline_is_white_on_nothing(unpacked: dict[str, bytes]) -> None:
    width, height, shown = pixels(unpacked["outline.png"])
    assert (width, height) == (32, 32)
    assert {pixel[:3] for pixel in shown} == {b"\xff\xff\xff"}
    opaque = [pixel[3] for pixel in shown]
    assert opaque[0] == opaque[31] == opaque[-1] == 0
    assert 0.15 < opaque.count(255) / len(opaque) < 0.5


def test_the_package_is_the_same_each_time() -> None:
    assert package(APP_ID, OWNER) == package(APP_ID, OWNER)
    with zipfile.ZipFile(io.BytesIO(package(APP_ID, OWNER))) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_is_lacking_is_told() -> None:
    assert lacking(APP_ID, OWNER) == []
    told = " ".join(lacking("abc", Owner("x" * 33, "http://a.no", "", "https://a.no")))
    for word in ("--app-id", "--developer", "--website, --privacy."):
        assert word in told
    assert "--terms" not in told


Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(cli, ["manifest", "teams", *words])


def test_the_command_writes_the_package(run: Run, tmp_path: Path) -> None:
    said = run(*OPTIONS)
    assert (said.exit_code, "samhandling-teams.zip" in said.stdout) == (0, True)
    written = (tmp_path / "samhandling-teams.zip").read_bytes()
    assert written == package(APP_ID, OWNER, "https://bot.midtvik.example/")
    assert run(*OPTIONS, "--slash", "--out", "annen.zip").exit_code == 0
    assert (tmp_path / "annen.zip").read_bytes() != written


def test_the_command_says_what_it_needs(run: Run, tmp_path: Path) -> None:
    assert run().exit_code == 2
    assert "--app-id" in run().stderr
    assert run(*OPTIONS[:-4]).exit_code == 2
    refused = run(*OPTIONS, "--out", "finnes/ikke.zip")
    assert refused.exit_code == 1
    assert "--out FILE" in refused.stderr
    assert list(tmp_path.iterdir()) == []
