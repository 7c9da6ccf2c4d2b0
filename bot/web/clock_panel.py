"""The clock on the page: what time it is, and ways to let it pass."""

from datetime import datetime

from markupsafe import Markup

from bot.web.conversation_panel import Hidden, moment
from bot.web.html import lines, tag
from bot.web.persona import Persona

DAY, WEEK, NOW = "+1d", "+1w", "now"
"""What the buttons ask for: a day on, a week on, and what is due at this moment."""


def clock(reader: Persona, now: datetime, hidden: Hidden, typed: str = "", wrong: str = "") -> Markup:
    """The part. typed, wrong: a time that could not be gone to, and why."""
    described = "to-error to-hint" if wrong else "to-hint"
    return tag(
        "section",
        tag("h2", reader.say("web.clock"), id="clock-title"),
        tag("p", time_of(reader, now), class_="now"),
        tag("p", role="status", id="went", class_="hint"),
        tag(
            "form",
            [tag("input", type="hidden", name=name, value=value) for name, value in hidden],
            tag(
                "div",
                _step(reader.say("web.clock-day"), DAY),
                _step(reader.say("web.clock-week"), WEEK),
                _step(reader.say("web.clock-now"), NOW),
                class_="buttons",
            ),
            method="post",
            action=reader.address("/clock"),
            class_="steps",
        ),
        tag(
            "form",
            [tag("input", type="hidden", name=name, value=value) for name, value in hidden],
            tag("label", reader.say("web.clock-to"), for_="to"),
            tag("p", tag("span", "■ ", aria_hidden="true"), lines(wrong), class_="wrong", id="to-error")
            if wrong
            else None,
            tag(
                "div",
                tag(
                    "input",
                    type="text",
                    id="to",
                    name="to",
                    value=typed,
                    autocomplete="off",
                    aria_describedby=described,
                    aria_invalid="true" if wrong else None,
                    autofocus=bool(wrong),
                ),
                tag("button", reader.say("web.clock-move"), type="submit"),
                class_="row",
            ),
            tag("p", reader.say("web.clock-hint"), class_="hint", id="to-hint"),
            method="post",
            action=reader.address("/clock"),
            novalidate=True,
        ),
        _play(reader),
        id="clock",
        class_="panel",
        aria_labelledby="clock-title",
    )


def time_of(reader: Persona, now: datetime) -> Markup:
    """The time, as it stands in the part."""
    return tag("time", moment(reader, now), datetime=now.isoformat(timespec="minutes"), id="now")


def _step(label: str, step: str) -> Markup:
    return tag("button", label, type="submit", name="to", value=step)


def _play(reader: Persona) -> Markup:
    """Shown by the script, which alone can play."""
    buttons = [
        tag("button", label, type="button", data_play=step)
        for label, step in ((reader.say("web.play-week"), WEEK), (reader.say("web.play-day"), DAY))
    ]
    stop = tag("button", reader.say("web.stop"), type="button", data_stop=True, class_="primary", hidden=True)
    told = tag("p", reader.say("web.play"), class_="hint", id="play-hint")
    over = reader.say("web.played.over")
    played = tag("p", reader.say("web.played"), " ", tag("strong", "0", id="played"), hidden=True, data_over=over)
    return tag(
        "div", told, tag("div", buttons, stop, class_="buttons"), played, hidden=True, class_="play", role="group",
        aria_describedby="play-hint", aria_label=reader.say("web.play-name"),
    )  # fmt: skip
