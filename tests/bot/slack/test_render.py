"""Cards and forms as Block Kit: within every limit, literal in every word, silent about no loss."""

import copy
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block as SdkBlock
from slack_sdk.models.views import View

from bot.slack.answers import home_view
from bot.slack.incoming import addressed, words
from bot.slack.manifest import COMMAND, EVENTS, PATH, manifest
from bot.slack.modals import Place, read, view
from bot.slack.render import ACTION, HOME, RenderedMessage, render
from handlers.cards import (
    Block,
    Button,
    Card,
    Copy,
    Facts,
    Field,
    FieldKind,
    Form,
    Heading,
    Item,
    Note,
    Sign,
    Table,
    Text,
)
from handlers.texts import LANGUAGES, say
from tests.slack_standin.limits import message_faults, view_faults
from tests.slack_standin.people import buttons, texts

HOSTILE = "<!channel> *fet* _skrå_ ~strek~ `kode` <https://ond.no|NAV> <@U1> &amp; :tada: > sitat"
LONG = "Ordet er fritt. " * 625  # 10,000 characters
FERDIG = Button("Ferdig", "ferdig O-1")
TABLE = Table(("Part", "Frist"), (("KS", "15.4."), ("Siva", "")), "Frister i april")
EVERYTHING = Card(
    "Status for vårmøtet",
    (
        Text("Innledning", strong=True),
        Heading("Åpne saker"),
        Facts((("Frist", "15. april"), ("Eier", "KS"))),
        Item("O-1 Skisse", "Siva leverer", Sign.SOON, "snart", (FERDIG,)),
        Item("O-2 Tall", buttons=(FERDIG, Button("Utsett", "utsett O-2"))),
        Item("O-3 Uten knapp", sign=Sign.DONE, word="ferdig"),
        TABLE,
        Copy("Hei,\nvi kaller inn"),
        Note("Modellen § 4.1"),
    ),
    (Button("Nytt møte", "møte ny", primary=True),),
    form=Form("møte ny", "Nytt møte", (), "Lagre"),
)


def strings(node: object) -> Iterator[str]:
    """Every text that Slack shows."""
    if isinstance(node, Mapping):
        if isinstance(node.get("text"), str):
            yield node["text"]
        for value in node.values():
            yield from strings(value)
    elif isinstance(node, Sequence) and not isinstance(node, str):
        for value in node:
            yield from strings(value)


def markups(node: object) -> Iterator[str]:
    """Every text that Slack reads as mrkdwn."""
    if isinstance(node, Mapping):
        if node.get("type") == "mrkdwn":
            yield node["text"]
        for value in node.values():
            yield from markups(value)
    elif isinstance(node, list):
        for value in node:
            yield from markups(value)


def checked(rendered: RenderedMessage) -> RenderedMessage:
    """The same, found valid by our own table of limits and by Slack's models."""
    for message in rendered.messages:
        assert message_faults(message.blocks, message.text) == []
        for block in message.blocks:
            parsed = SdkBlock.parse(copy.deepcopy(block))
            assert parsed is not None
            parsed.validate_json()
    return rendered


def shown(rendered: RenderedMessage) -> str:
    return "".join("".join(strings(message.blocks)) for message in rendered.messages)


def test_everything_a_card_can_hold_is_drawn_without_a_warning() -> None:
    rendered = checked(render(EVERYTHING))
    assert rendered.warnings == ()
    assert len(rendered.messages) == 1
    for word in ("Innledning", "Åpne saker", "Frist: ", "O-1 Skisse", "▲ snart", "15.4.", "kaller inn", "§ 4.1"):
        assert word in shown(rendered)


def test_the_blocks_are_the_expected_kinds() -> None:
    kinds = [block["type"] for block in render(EVERYTHING).blocks]
    assert " ".join(kinds) == (
        "header rich_text rich_text rich_text section rich_text actions rich_text "
        "context table rich_text context rich_text actions"
    )


def test_every_button_carries_its_line_under_an_id_of_its_own() -> None:
    drawn = [element for _, element in buttons({"blocks": render(EVERYTHING).blocks})]
    assert [element["value"] for element in drawn] == [
        *("ferdig O-1", "ferdig O-1", "utsett O-2", "møte ny", "møte ny")
    ]
    assert len({element["action_id"] for element in drawn}) == 5
    assert all(element["action_id"].startswith(ACTION) for element in drawn)


def test_the_text_for_notifications_is_short_and_escaped() -> None:
    rendered = render(Card("Frist <i dag>", (Text("A & B\n\nC"), Text("D"))))
    assert rendered.text == "Frist &lt;i dag&gt; – A &amp; B C"
    assert len(render(Card("T", (Text(LONG),))).text) == 300


@pytest.mark.parametrize(
    "block",
    [
        Text(HOSTILE),
        Heading(HOSTILE),
        Facts(((HOSTILE, HOSTILE),)),
        Item(HOSTILE, HOSTILE, Sign.OVERDUE, "sent", (FERDIG,)),
        Item("O-1", HOSTILE, buttons=(FERDIG,)),
        Item("O-1 <!channel> & <@U1>", "<https://ond.no|NAV>", buttons=(FERDIG,)),
        Item(HOSTILE),
        Table((HOSTILE,), ((HOSTILE,),), HOSTILE),
        Copy(HOSTILE),
        Note(HOSTILE),
    ],
)
def test_peoples_words_are_literal(block: Block) -> None:
    rendered = checked(render(Card("T", (block,), (Button("<!here>"[:75], "x"),))))
    for markup in markups(rendered.messages[0].blocks):
        assert "<" not in markup
        assert re.fullmatch(r"[^*_~`]*\*[^*_~`]+\*[^*_~`]*", markup)
    assert "<!channel>" in shown(rendered).replace("&lt;", "<").replace("&gt;", ">")
    assert "<" not in rendered.text


def test_a_lone_button_stands_beside_harmless_words_only() -> None:
    assert render(Card("T", (Item("O-1 Skisse", buttons=(FERDIG,)),))).blocks[1]["type"] == "section"
    assert render(Card("T", (Item("O-1 *Skisse*", buttons=(FERDIG,)),))).blocks[1]["type"] == "rich_text"


@pytest.mark.parametrize(
    "block", [Text(LONG), Heading(LONG), Facts((("Navn", LONG),)), Item("O-1", LONG), Copy(LONG), Note(LONG)]
)
def test_long_text_is_whole(block: Block) -> None:
    rendered = checked(render(Card("T", (block,))))
    assert LONG in shown(rendered)
    assert rendered.warnings or isinstance(block, Note)


def test_sixty_items_are_all_there_over_several_messages() -> None:
    items = tuple(Item(f"<{number}>", buttons=(FERDIG, FERDIG)) for number in range(60))
    rendered = checked(render(Card("Mange", items, (Button("Nytt", "ny"),))))
    assert len(rendered.messages) == 3
    assert re.findall(r"<(\d+)>", shown(rendered)) == [str(number) for number in range(60)]
    assert rendered.messages[-1].blocks[-1]["elements"][0]["value"] == "ny"
    assert "card: split in 3 messages" in rendered.warnings


def test_sixty_items_without_buttons_share_a_message() -> None:
    rendered = checked(render(Card("Mange", tuple(Item(f"<{number}>") for number in range(60)))))
    assert len(rendered.messages) == 1
    assert len(re.findall(r"<(\d+)>", shown(rendered))) == 60
    assert rendered.warnings == ("card: text blocks joined to fit",)


@pytest.mark.parametrize("most", [1, 2])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_over_is_pointed_to(most: int, language: str) -> None:
    items = tuple(Item(f"<{number}>", buttons=(FERDIG, FERDIG)) for number in range(200))
    rest = Button("Resten", "mine")
    rendered = checked(render(Card("Mange", items, language=language), most=most, rest=rest))
    assert len(rendered.messages) == most
    left = 200 - len(re.findall(r"<\d+>", shown(rendered)))
    *_, pointer, button = rendered.messages[-1].blocks
    assert say(language, "slack.rest", count=left) in texts(pointer)
    assert button["elements"][0]["value"] == "mine"
    without = render(Card("Mange", items, language=language), most=most)
    assert say(language, "slack.rest.narrow") in texts(without.messages[-1].blocks[-1])


def test_a_long_title_is_whole() -> None:
    rendered = checked(render(Card(LONG)))
    assert LONG in shown(rendered)
    assert rendered.warnings


def test_buttons_out_of_bounds() -> None:
    many = tuple(Button(f"K{number}", "x") for number in range(60))
    rendered = checked(render(Card("T", buttons=many)))
    assert [len(block["elements"]) for block in rendered.blocks[1:]] == [25, 25, 10]
    clamped = checked(render(Card("T", buttons=(Button("K" * 80, "x"),))))
    assert clamped.warnings == ("button: label clamped",)
    heavy = checked(render(Card("T", (Item("O-1", buttons=(Button("Send", "send " + "x" * 2500),)),))))
    assert "x" * 2500 in shown(heavy)
    assert heavy.warnings == ("button: line too long to carry, shown as text to type",)


def test_the_second_table_is_monospaced_because_slack_takes_one() -> None:
    rendered = checked(render(Card("T", (TABLE, TABLE))))
    assert [block["type"] for block in rendered.blocks].count("table") == 1
    assert rendered.warnings == ("table: shown as monospaced text",)
    assert shown(rendered).count("Siva") == 2


@pytest.mark.parametrize("columns", [3, 20, 21])
@pytest.mark.parametrize("width", [5, 400])
def test_large_tables_are_whole(columns: int, width: int) -> None:
    rows = tuple(tuple(f"<{row}.{column}>".ljust(width, ".") for column in range(columns)) for row in range(150))
    table = Table(tuple(f"K{column}" for column in range(columns)), rows, "Stor")
    rendered = checked(render(Card("T", (table,)), most=1000))
    assert len(re.findall(r"<\d+\.\d+>", shown(rendered))) == 150 * columns
    assert rendered.warnings


def test_the_home_tab_has_no_table_blocks_and_twice_the_room() -> None:
    home = home_view(EVERYTHING)
    assert view_faults(home) == []
    items = tuple(Item(f"O-{number}", buttons=(FERDIG, FERDIG)) for number in range(45))
    assert len(render(Card("T", items), most=1, surface=HOME).blocks) == 91


def test_an_empty_card_is_something() -> None:
    checked(render(Card("")))
    checked(render(Card("", (Text(""), Item(""), Facts(()), Note(""), Copy("")))))


anything = st.text(max_size=40) | st.sampled_from([HOSTILE, LONG, "", "\n", "*"])
some_buttons = st.lists(st.builds(Button, anything, anything, st.booleans()), max_size=6).map(tuple)
some_blocks = st.one_of(
    st.builds(Text, anything, st.booleans()),
    st.builds(Heading, anything),
    st.builds(Item, anything, anything, st.sampled_from(Sign), anything, some_buttons),
    st.builds(Copy, anything),
    st.builds(Note, anything),
    st.lists(st.tuples(anything, anything), max_size=12).map(lambda rows: Facts(tuple(rows))),
    st.lists(st.tuples(anything, anything), max_size=12).map(lambda rows: Table(("A", "B"), tuple(rows), "x")),
)


@given(st.builds(Card, anything, st.lists(some_blocks, max_size=30).map(tuple), some_buttons), st.integers(1, 3))
def test_whatever_the_card_slack_takes_it(card: Card, most: int) -> None:
    rendered = render(card, most=most, rest=FERDIG)
    assert 1 <= len(rendered.messages) <= most
    for message in rendered.messages:
        assert message_faults(message.blocks, message.text) == []


# forms


def field(**more: Any) -> Field:
    return Field(**{"name": "dato", "label": "Dato", **more})


def drawn(*fields: Field, title: str = "Nytt møte", line: str = "møte ny") -> tuple[dict[str, Any], tuple[str, ...]]:
    modal, warnings = view(Form(line, title, fields, "Lagre", "Hvem og når?"), Place("C1", "1.0"), "nb")
    assert view_faults(modal) == []
    View(**copy.deepcopy(modal)).validate_json()
    return modal, warnings


def test_every_kind_of_field() -> None:
    modal, warnings = drawn(
        field(kind=FieldKind.DATE, value="fredag uke 17"),
        field(name="navn", value="Anna", required=False, hint="Fullt navn"),
        field(name="saker", kind=FieldKind.TEXT),
        field(name="type", kind=FieldKind.CHOICE, value="b", choices=(("a", "A"), ("b", "B"))),
        field(name="parter", kind=FieldKind.CHOICES, value="a, b", choices=(("a", "A"), ("b", "B"))),
    )
    inputs = {block["block_id"]: block for block in modal["blocks"] if block["type"] == "input"}
    assert inputs["field:dato"]["hint"]["text"] == say("nb", "slack.form.date")
    assert inputs["field:navn"]["optional"]
    assert inputs["field:saker"]["element"]["multiline"]
    assert inputs["field:type"]["element"]["initial_option"]["value"] == "b"
    assert len(inputs["field:parter"]["element"]["initial_options"]) == 2
    assert warnings == ()


def test_what_a_modal_has_no_room_for_is_warned_about_and_whole_elsewhere() -> None:
    title = "Referat fra nasjonalt vårmøte 2027"
    modal, warnings = drawn(field(label="L" * 2001, error="Ikke en dag."), title=title)
    assert title in "".join(strings(modal["blocks"]))
    assert "Ikke en dag." in "".join(strings(modal["blocks"]))
    assert len(warnings) == 2


def test_more_than_a_hundred_choices_come_in_groups() -> None:
    choices = tuple((str(number), f"Kommune {number}") for number in range(357))
    modal, warnings = drawn(field(kind=FieldKind.CHOICE, value="356", choices=choices))
    element = modal["blocks"][-1]["element"]
    assert [len(group["options"]) for group in element["option_groups"]] == [100, 100, 100, 57]
    assert element["initial_option"]["value"] == "356"
    assert len(warnings) == 1


def test_more_fields_than_a_modal_takes() -> None:
    _, warnings = drawn(*(field(name=f"f{number}") for number in range(101)))
    assert warnings == ("modal: no room for the field f99", "modal: no room for the field f100")


def test_a_line_too_long_to_travel_is_an_error() -> None:
    with pytest.raises(ValueError, match="too long"):
        drawn(field(), line="x" * 3000)


def test_a_modal_remembers_its_line_and_place_whatever_is_in_them() -> None:
    modal, _ = drawn(field(), line='utsett O-1 fordi "A & <B>"')
    assert not set("&<>") & set(modal["private_metadata"])
    values = {"field:dato": {"value": {"type": "plain_text_input", "value": None}}}
    sent = read({**modal, "state": {"values": values}})
    assert (sent.line, sent.place, sent.fields) == ('utsett O-1 fordi "A & <B>"', Place("C1", "1.0"), {"dato": ""})


# words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("<@U1|anna> og <@U2>", "@anna og @U2"),
        ("<#C1|rom> <!channel> <!subteam^S1|@au>", "#rom @channel @au"),
        ("<https://ks.no|ks.no> <mailto:a@b.no|a@b.no> <mailto:c@d.no>", "ks.no a@b.no c@d.no"),
        ("A &amp;lt; B &lt;x&gt;", "A &lt; B <x>"),
        ("“A” ‘b’\u202f«c»\u200b", "\"A\" 'b' «c»"),
    ],
)
def test_slacks_text_becomes_plain_words(typed: str, meant: str) -> None:
    assert words(typed) == meant


def test_the_mention_of_the_bot_is_no_part_of_the_line() -> None:
    assert addressed("Hei <@U0BOT> status <@U2|bo>", "U0BOT") == "Hei   status @bo"
    assert addressed("<@U0BOT>   status", "U0BOT") == "status"
    assert addressed("/samhandling mine", "U0BOT") == "mine"


# the manifest


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("url", [None, "https://bot.example.no/"])
def test_the_manifest_says_what_the_listeners_need(url: str | None, language: str) -> None:
    told = json.loads(json.dumps(manifest(url, language)))
    [command] = told["features"]["slash_commands"]
    settings = told["settings"]
    assert command["command"] == COMMAND
    assert settings["event_subscriptions"]["bot_events"] == list(EVENTS)
    assert settings["socket_mode_enabled"] is (url is None)
    addresses = {command.get("url"), settings["interactivity"].get("request_url")}
    addresses.add(settings["event_subscriptions"].get("request_url"))
    assert addresses == {f"https://bot.example.no{PATH}" if url else None}
    assert len(told["display_information"]["description"]) <= 140
    assert 175 <= len(told["display_information"]["long_description"]) <= 4000
    assert len(command["description"]) <= 2000
    assert len(command["usage_hint"]) <= 1000
    needed = {"commands", "chat:write", "app_mentions:read", "im:history", "im:write", "channels:history"}
    assert needed <= set(told["oauth_config"]["scopes"]["bot"])
