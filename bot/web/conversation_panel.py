"""The conversation on the page: what was said, the cards that answer it, messages that came, and a line to write."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from markupsafe import Markup

from bot.web.html import tag
from bot.web.layout import Layout
from bot.web.persona import Persona
from bot.web.render import render
from bot.web.sessions import Turn
from domain.calendar import OSLO
from handlers.texts import day_text, moment_text, time_text

PRESS = "press"
"""The id of the form that every button on the page is sent by."""

SHOWN = 40
"""Turns of a conversation on one page."""

_BY = {"line": "web.you", "button": "web.you-chose", "form": "web.you-sent"}

Hidden = tuple[tuple[str, str], ...]


def moment(reader: Persona, at: datetime) -> str:
    """An instant as people in Norway say it, in the reader's language."""
    local = at.astimezone(OSLO)
    return moment_text(local.date(), local.time(), reader.language)


def short_moment(reader: Persona, at: datetime) -> str:
    """The same in figures, for lists."""
    local = at.astimezone(OSLO)
    return f"{day_text(local.date(), reader.language, 'short')} {time_text(local.time(), reader.language)}"


def conversation(reader: Persona, turns: Sequence[Turn], hidden: Hidden) -> Markup:
    """The whole part: the last turns, and the line to write."""
    shown = turns[-SHOWN:]
    older = reader.say("web.older", n=len(turns) - len(shown)) if len(turns) > len(shown) else ""
    last = shown[-1].number if shown else 0
    return tag(
        "main",
        tag("h2", reader.say("web.conversation", who=reader.name), id="conversation-title"),
        tag("p", older, class_="note") if older else None,
        _beginning(reader, hidden=bool(shown)),
        tag(
            "ol",
            [turn_item(reader, turn, hidden, focus=turn.number == last) for turn in shown],
            id="turns",
            class_="turns",
            aria_labelledby="conversation-title",
        ),
        _say_part(reader, hidden),
        id="conversation",
    )


def _beginning(reader: Persona, *, hidden: bool) -> Markup:
    """What a newcomer can do, as long as nothing has been said."""
    steps = [reader.say("web.begin-ask"), reader.say("web.begin-move"), reader.say("web.begin-change")]
    return tag(
        "div",
        tag("p", reader.say("web.empty")),
        tag("ol", [tag("li", step) for step in steps]),
        id="empty",
        class_="empty",
        hidden=hidden,
    )


def turn_item(reader: Persona, turn: Turn, hidden: Hidden, *, focus: bool) -> Markup:
    """One turn, as an item of the list. focus: the page opens at its form, if it has one."""
    frame = Layout(
        id=f"t{turn.number}",
        pressing=PRESS,
        action=reader.address("/say"),
        hidden=(*hidden, ("turn", str(turn.number))),
        wrong=turn.wrong,
        focus=focus,
    )
    return tag(
        "li",
        _heading(reader, turn),
        render(turn.card, frame).html,
        tag("p", _ended(reader, turn), class_="note") if turn.closed else None,
        id=f"turn-{turn.number}",
        class_="turn said" if turn.said else "turn message",
        data_tried=turn.tried,
    )


def news(reader: Persona, turn: Turn) -> str:
    """What is said aloud when a turn is new."""
    if turn.tried:
        return reader.say("web.news-wrong")
    if turn.closed:
        return _ended(reader, turn)
    return reader.say("web.news-answer" if turn.said else "web.news-message", title=turn.card.title)


def _heading(reader: Persona, turn: Turn) -> Markup:
    if not turn.said:
        return tag("p", reader.say("web.message", when=moment(reader, turn.at)), class_="from")
    who = tag("span", reader.say(_BY[turn.by]), class_="visually-hidden")
    return tag("p", who, " ", tag("span" if turn.by == "line" else "q", turn.said), class_="line")


def _ended(reader: Persona, turn: Turn) -> str:
    ended: Mapping[str, str] = {"sent": "web.form-sent", "cancelled": "web.form-cancelled"}
    return reader.say(ended[turn.closed])


def _say_part(reader: Persona, hidden: Hidden) -> Markup:
    tries = [
        reader.say(key)
        for key in (
            "web.try-status", "web.try-mine", "web.try-deadlines", "web.try-year", "web.try-meeting", "web.try-help"
        )
    ]  # fmt: skip
    line = tag(
        "form",
        [tag("input", type="hidden", name=name, value=value) for name, value in hidden],
        tag("label", reader.say("web.line"), for_="line"),
        tag(
            "div",
            # Not an <input>: that would make one line of several that are pasted.
            tag("textarea", "", id="line", name="line", rows=1, autocomplete="off", enterkeyhint="send"),
            tag("button", reader.say("web.send"), type="submit", class_="primary"),
            class_="row",
        ),
        id="say",
        method="post",
        action=reader.address("/say"),
    )
    pressing = tag(
        "form",
        [tag("input", type="hidden", name=name, value=value) for name, value in (*hidden, ("pressed", "1"))],
        id=PRESS,
        method="post",
        action=reader.address("/say"),
    )
    buttons = [tag("button", one, type="submit", form=PRESS, name="line", value=one, class_="try") for one in tries]
    return tag(
        "section",
        line,
        pressing,
        tag("div", buttons, class_="buttons tries", role="group", aria_label=reader.say("web.tries")),
        class_="say",
        aria_label=reader.say("web.line"),
    )
