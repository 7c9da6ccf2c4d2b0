"""The app package that Teams is given: who owns the app, what it can be asked, its icons, in three languages.

Schema 1.29, the newest that Microsoft's repository of schemas carries (microsoft-teams-app-schema, June 2026). The
package is the same bytes for the same options.
"""

import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import Any
from urllib.parse import urlsplit

from bot.setting_values import is_public_address
from bot.teams.icons import GROUND, colour_icon, outline_icon
from handlers.commands import REGISTRY
from handlers.texts import LANGUAGES, say

SCHEMA = "https://developer.microsoft.com/json-schemas/teams/v1.29/MicrosoftTeams{}.schema.json"
VERSION = "1.29"
SCOPES = ("personal", "team", "groupChat")
COMMANDS = (
    "status", "mine", "frister", "årshjul", "møte ny", "oppfølging ny", "referat", "vedtak", "avtale", "hjelp",
)  # fmt: skip
"""The commands that Teams lists when somebody mentions the app: ten, all it showed before schema 1.29, and each
of use without a word after it."""
NAME = 32
"""Characters of an owner's name."""
_GUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
TAGS = {"nb": "nb-no", "nn": "nn-no", "en": "en-us"}

Manifest = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Owner:
    """Who an installation belongs to, as Teams shows it: a name of at most 32 characters and three https addresses."""

    name: str
    website: str
    privacy: str
    terms: str


def lacking(app_id: str, owner: Owner) -> list[str]:
    """What must be said before Teams takes the package: a sentence for each, with what to write."""
    told = []
    if not _GUID.fullmatch(app_id):
        told.append("Write the bot's app id: --app-id 00000000-0000-0000-0000-000000000000.")
    if not 0 < len(owner.name) <= NAME:
        told.append(f"Write who owns the app, in at most {NAME} characters: --developer NAME.")
    addresses = {"--website": owner.website, "--privacy": owner.privacy, "--terms": owner.terms}
    if wrong := [option for option, address in addresses.items() if not is_public_address(address)]:
        told.append(f"Write an address like https://www.example.no/page for {', '.join(wrong)}.")
    return told


def package(app_id: str, owner: Owner, url: str = "", *, slash: bool = False) -> bytes:
    """The app package as a zip file. Arguments as for `manifest`."""
    files = {"manifest.json": _json(manifest(app_id, owner, url, slash=slash))}
    files |= {f"{language}.json": _json(localisation(language)) for language in LANGUAGES}
    files |= {"color.png": colour_icon(), "outline.png": outline_icon()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)  # with the oldest date a zip can have, always
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(entry, content)
    return made.getvalue()


def manifest(app_id: str, owner: Owner, url: str = "", *, slash: bool = False) -> Manifest:
    """The app manifest, in bokmål.

    app_id: the bot's Microsoft app id, a GUID. url: the program's public address. slash: whether the commands stand in
    the list that «/» opens as well, as messages that only one person sees: a preview of Teams in November 2026.
    """
    texts = _texts("nb")
    commands = [{"title": title, "description": told} for title, told in _commands("nb")]
    listed: Manifest = {"scopes": list(SCOPES), "commands": commands}
    bot: Manifest = {"botId": app_id, "scopes": list(SCOPES), "isNotificationOnly": False, "supportsFiles": False}
    if slash:
        listed["triggers"], bot["supportsTargetedMessages"] = ["mention", "slash"], True
    return {
        "$schema": SCHEMA.format(""),
        "manifestVersion": VERSION,
        "version": version("samhandling"),
        "id": app_id,
        "localizationInfo": {
            "defaultLanguageTag": TAGS["nb"],
            "defaultLanguageFile": "nb.json",
            "additionalLanguages": [
                {"languageTag": TAGS[language], "file": f"{language}.json"}
                for language in LANGUAGES
                if language != "nb"
            ],
        },
        "developer": {
            "name": owner.name,
            "websiteUrl": owner.website,
            "privacyUrl": owner.privacy,
            "termsOfUseUrl": owner.terms,
        },
        "name": {"short": texts["name.short"], "full": texts["name.full"]},
        "description": {"short": texts["description.short"], "full": texts["description.full"]},
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": "#{:02X}{:02X}{:02X}".format(*GROUND),
        "bots": [{**bot, "commandLists": [listed]}],
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": [host] if (host := urlsplit(url).hostname) else [],
        "defaultInstallScope": "team",
        "defaultGroupCapability": {"team": "bot", "groupchat": "bot"},
    }


def localisation(language: str) -> Mapping[str, str]:
    """The manifest's texts in a language, under the names that Teams looks for them by."""
    commands = {
        f"bots[0].commandLists[0].commands[{number}].{part}": text
        for number, command in enumerate(_commands(language))
        for part, text in zip(("title", "description"), command, strict=True)
    }
    return {"$schema": SCHEMA.format(".Localization"), **_texts(language), **commands}


def _texts(language: str) -> dict[str, str]:
    return {
        "name.short": "Samhandling",
        "name.full": say(language, "teams.manifest.name"),
        "description.short": say(language, "teams.manifest"),
        "description.full": say(language, "teams.manifest.long"),
    }


@cache
def _commands(language: str) -> tuple[tuple[str, str], ...]:
    """The listed commands as they are typed in a language, and what each does."""
    listed = (REGISTRY.find(name).command for name in COMMANDS)
    return tuple((REGISTRY.name_in(command, language), say(language, command.summary)) for command in listed)


def _json(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=2).encode() + b"\n"
