"""Three checkers for Block Kit: slack_sdk's models, Slack's own types as a JSON schema, and our table of limits.

The schema is made from npm `@slack/types` by Node, once for all test processes of a run. Where Node or its packages
are missing, the other two check alone; with TEST_NODE=1 that is a failure.
"""

import copy
import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from tests.bot.card_checks import NODE, shape
from tests.patience import PATIENCE
from tests.slack_standin.limits import message_faults, view_faults

Json = Mapping[str, Any]

TYPES = NODE / "node_modules" / "@slack" / "types" / "dist" / "index.d.ts"
GENERATOR = NODE / "node_modules" / "ts-json-schema-generator" / "bin" / "ts-json-schema-generator.js"


def types_are_here() -> bool:
    """Whether Slack's types can be made a schema of."""
    return shutil.which("node") is not None and TYPES.is_file() and GENERATOR.is_file()


class BlockChecks:
    """All checkers at once. folder: where the schema is kept for the other test processes."""

    def __init__(self, folder: Path) -> None:
        self._by_type: dict[str, Draft7Validator] = {}
        self._known: dict[str, list[str]] = {}
        if not types_are_here():
            assert not os.environ.get("TEST_NODE"), "TEST_NODE=1, but Node or its packages are missing"
            return
        definitions = _schema(folder)["definitions"]
        for kind in definitions["KnownBlock"]["anyOf"]:
            named = definitions[kind["$ref"].removeprefix("#/definitions/")]
            one = named.get("anyOf", [named])[0]  # some blocks come in variants of one type
            block_type = one["properties"]["type"]["const"]
            self._by_type[block_type] = Draft7Validator({**kind, "definitions": definitions})

    def message(self, blocks: Sequence[Json], text: str) -> None:
        """Fails when Slack would not take the message."""
        assert message_faults(blocks, text) == []
        for block in blocks:
            parsed = Block.parse(copy.deepcopy(dict(block)))
            assert parsed is not None
            parsed.validate_json()
        assert self.faults(blocks) == []

    def view(self, view: Json) -> None:
        """Fails when Slack would not take the modal."""
        assert view_faults(view) == []
        View(**copy.deepcopy(dict(view))).validate_json()
        assert self.faults(view["blocks"]) == []

    def faults(self, blocks: Sequence[Json]) -> list[str]:
        """What Slack's types say of the blocks; nothing where they aren't there."""
        if not self._by_type:
            return []
        return [fault for block in blocks for fault in self._shape_faults(json.dumps(shape(block)))]

    def _shape_faults(self, shaped: str) -> list[str]:
        if shaped not in self._known:
            block = json.loads(shaped)
            errors = self._by_type[block["type"]].iter_errors(block)
            self._known[shaped] = [f"{block['type']} {error.json_path}: {error.message[:200]}" for error in errors]
        return self._known[shaped]


def _schema(folder: Path) -> Any:
    made = folder / "known-block.json"
    if not made.exists():
        drawn = folder / f"known-block-{os.getpid()}.json"
        asked = ("--path", TYPES, "--type", "KnownBlock", "--no-type-check", "--out", drawn)
        subprocess.run(["node", GENERATOR, *asked], check=True, timeout=PATIENCE)
        drawn.replace(made)
    return json.loads(made.read_text(encoding="utf-8"))
