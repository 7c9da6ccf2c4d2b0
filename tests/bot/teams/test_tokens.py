"""A token counts if it says until when, for whom and from where; an address counts by what it means."""

import json
import time
from typing import Any

import jwt
import pytest

from bot.teams.server import Gate
from bot.teams.tokens import place_of
from tests.bot.teams.conftest import Town
from tests.teams_standin.identity import _key


def token(claims: dict[str, Any], algorithm: str = "RS256", key: Any = None) -> str:
    """A token that Teams' own key has signed, whatever it says."""
    said = json.dumps(claims).encode()
    return jwt.PyJWS().encode(said, _key("teams") if key is None else key, algorithm, headers={"kid": "teams"})


async def test_each_claim_is_needed_and_true(town: Town) -> None:
    activity = town.teams.people.message("status", town.ks)
    good = jwt.decode(town.teams.identity.bearer(activity["serviceUrl"]), options={"verify_signature": False})
    assert (await town.teams.deliver(activity, f"Bearer {token(good)}")).status == 200
    now = good["nbf"]
    wrong = [
        {name: value for name, value in good.items() if name != gone} for gone in ("exp", "iss", "aud", "serviceurl")
    ]
    wrong += [
        {**good, **change}
        for change in (
            {"exp": now - 3600}, {"exp": "never"}, {"exp": None}, {"nbf": now + 7200}, {"iat": now + 7200},
            {"iss": "https://api.botframework.com/"}, {"aud": f"api://{good['aud']}"}, {"aud": ["else"]},
            {"serviceurl": 7}, {"serviceurl": "https://smba.evil.example/"},
            {"serviceurl": good["serviceurl"].replace("://", "://a@")},
        )
    ]  # fmt: skip
    for claims in wrong:
        assert (await town.teams.deliver(activity, f"Bearer {token(claims)}")).status == 401, claims
    for other in (token(good, "none", ""), token(good, "HS256", "secret" * 8), token(good, "RS384"), "a" * 20_000, "é"):
        assert (await town.teams.deliver(activity, f"Bearer {other}")).status == 401


@pytest.mark.parametrize(
    "same",
    [
        "https://smba.example/teams/", "https://smba.example/teams", "HTTPS://SMBA.example/teams/",
        "https://smba.example./teams/", "https://smba.example:443/teams/", "https://smba.example:/teams/",
    ],
)  # fmt: skip
def test_an_address_is_the_same_however_it_is_written(same: str) -> None:
    assert place_of(same) == ("https", "smba.example", 443, "/teams")
    assert Gate(frozenset(), "https://smba.example/").refusal({"channelId": "msteams", "serviceUrl": same}) == "tenant"


@pytest.mark.parametrize(
    "other",
    [
        "http://smba.example/teams/", "https://a@smba.example/teams/", "https://smba.example@evil/teams/",
        "https://smba.example:8443/teams/", "https://smba.example/teams/../else/", "https://smba.example/else",
        "https://smba.example/teams/%2e%2e/else", "https://smba.example/teamsters", "https://smba.example\\@evil/teams/",
        "https://smba.example/teams/?a=b", "https://smba.example/teams/#a", "https://smba.example.evil/teams/",
        "https://smba.example:99999/teams/", "https:///teams/", "//smba.example/teams/", "https://smba.example/\tteams/",
        "https://ｓmba.example/teams/", "", None, 7,
    ],
)  # fmt: skip
def test_an_address_that_means_another_place_is_none_of_ours(other: object) -> None:
    gate = Gate(frozenset(), "https://smba.example/teams/")
    assert gate.refusal({"channelId": "msteams", "serviceUrl": other}) == "service"


async def test_a_key_that_there_isnt_is_asked_for_once(town: Town) -> None:
    identity, asked = town.teams.identity, []
    keys = identity.keys
    identity.keys = lambda: asked.append(time.monotonic()) or keys()  # type: ignore[method-assign,func-returns-value] # to count them
    activity = town.teams.people.message("status", town.ks)
    claims = jwt.decode(identity.bearer(activity["serviceUrl"]), options={"verify_signature": False})
    for number in range(20):
        unknown = jwt.encode(claims, _key("teams"), algorithm="RS256", headers={"kid": f"k{number}"})
        assert (await town.teams.deliver(activity, f"Bearer {unknown}")).status == 401
    assert len(asked) <= 1
