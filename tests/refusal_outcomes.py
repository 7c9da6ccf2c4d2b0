"""What a refusal leads to, as sentences: `tests.refusals_page` prints them, other tests see each come true."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.delivery.verdicts import Verdict, verdict_of
from bot.slack.errors import METHODS
from bot.teams.errors import ANSWERS
from bot.teams.errors import verdict_of as teams_verdict


class Becomes(StrEnum):
    """What has become of it after an hour of the refusal."""

    MARKED = (
        "the room is marked; another room of the organisation takes over, else the message is undeliverable, and "
        "`status` says so"
    )
    UNDELIVERABLE = (
        "the same in words at once; refused too, it is undeliverable, and `status` says so; no room is marked"
    )
    WAITS_LONGER = "waits: again after half a minute, one, two …, at most an hour; no room is marked"
    WAITS = "nothing was posted: waits as told, or ten seconds; no room is marked"
    LOOKED_UP = "may have been posted: its key is looked up before it is sent again; no room is marked"
    NOT_LOOKED_UP = "nothing is sent again before it could be looked up; no room is marked"
    DOUBTED = (
        "may have been posted, and nobody can tell: a reminder is sent again and says so, anything else is held for "
        "people, and `status` says so; no room is marked"
    )
    ELSEWHERE = "goes to another conversation of the person's, else to the organisation's room; no room is marked"
    STALE = "the card stays as it was, and is drawn again after one minute, two, four …, at most an hour"
    RESTS = "the card stays as it was; updates rest as told"
    LEFT = "the card stays as it was, also in words; its buttons say what has changed"
    ANSWERED = "the person gets the card at once, with a button that opens the form"
    IN_WORDS = "the person gets the card at once, and how the line is typed"
    NOT_READY = "`/readyz` says «token refused» and the word; `doctor` says to install the app anew"
    NO_ANSWER = "`/readyz` and `doctor` say the word; messages are tried all the same"
    READY = "ready: it answers, and asks to wait"


class Told(StrEnum):
    """Who hears of it."""

    OF_ROOM = "KS's room (where it has none left: its coordinators) and the organisation's coordinators directly; once"
    OF_MESSAGE = "KS's room and the organisation's coordinators directly"
    LATER = (
        "`status` after four working hours, and then, once, administrators and KS's coordinators in another chat or "
        "workspace"
    )
    AT_ONCE = "the administrators and KS's coordinators in another chat or workspace, once, within a minute"
    KS = "KS's coordinators directly, once, with buttons to send it or let it be (`usikre`); `status`, for a fortnight"
    NOBODY = "nobody; the log"
    THE_PERSON = "the person who asked"


class Back(StrEnum):
    """How it is again once the chat refuses no more."""

    TRIED = (
        "the room is tried with what waits after one hour, two, four …, at most a day; at once by `kanal`, or when the "
        "chat says that the bot is back"
    )
    SENT = "sent by itself, once"
    NEXT = "the next message goes; this one is not sent again"
    DECIDED = "sent if people say so; the next message goes"
    STANDS = "it stands where it went; the next one is tried directly"
    DRAWN = "drawn by itself"
    NEXT_CHANGE = "the next change draws it"
    PRESSED = "the button opens it"
    TYPED = "the line is typed"
    READY = "ready by itself at the next look; when it is refused again, it is told again"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row of the table."""

    becomes: Becomes
    told: Told
    back: Back


_STUCK = Outcome(Becomes.WAITS_LONGER, Told.LATER, Back.SENT)
_BUSY = Outcome(Becomes.WAITS, Told.LATER, Back.SENT)
_POST = {
    Verdict.ROOM: Outcome(Becomes.MARKED, Told.OF_ROOM, Back.TRIED),
    Verdict.CARD: Outcome(Becomes.UNDELIVERABLE, Told.OF_MESSAGE, Back.NEXT),
    Verdict.TOKEN: _STUCK,
    Verdict.WAITS: _STUCK,
    Verdict.BUSY: _BUSY,
}
_AGAIN = Outcome(Becomes.STALE, Told.NOBODY, Back.DRAWN)
_UPDATE = {
    Verdict.ROOM: _AGAIN,
    Verdict.STANDING: Outcome(Becomes.LEFT, Told.NOBODY, Back.NEXT_CHANGE),
    Verdict.CARD: Outcome(Becomes.LEFT, Told.NOBODY, Back.NEXT_CHANGE),
    Verdict.TOKEN: _AGAIN,
    Verdict.WAITS: _AGAIN,
    Verdict.BUSY: Outcome(Becomes.RESTS, Told.NOBODY, Back.DRAWN),
    Verdict.UNCERTAIN: _AGAIN,
}
_OPEN = {
    Verdict.ROOM: Outcome(Becomes.ELSEWHERE, Told.NOBODY, Back.STANDS),
    Verdict.CARD: _STUCK,
    Verdict.TOKEN: _STUCK,
    Verdict.WAITS: _STUCK,
    Verdict.BUSY: _BUSY,
    Verdict.UNCERTAIN: _BUSY,
}
_LOOK = Outcome(Becomes.NOT_LOOKED_UP, Told.LATER, Back.SENT)
_FORM = Outcome(Becomes.ANSWERED, Told.THE_PERSON, Back.PRESSED)
_ASKED = Outcome(Becomes.NO_ANSWER, Told.NOBODY, Back.READY)
SLACK, TEAMS = "Slack", "Teams"
OUTCOMES: Mapping[tuple[str, str], Mapping[Verdict, Outcome]] = {
    (SLACK, "chat.postMessage"): {**_POST, Verdict.UNCERTAIN: Outcome(Becomes.LOOKED_UP, Told.LATER, Back.SENT)},
    (SLACK, "chat.update"): _UPDATE,
    (SLACK, "conversations.open"): _OPEN,
    (SLACK, "conversations.history"): {
        Verdict.ROOM: Outcome(Becomes.DOUBTED, Told.KS, Back.DECIDED),
        **dict.fromkeys((Verdict.CARD, Verdict.TOKEN, Verdict.WAITS, Verdict.BUSY, Verdict.UNCERTAIN), _LOOK),
    },
    (SLACK, "views.open"): {
        **dict.fromkeys((Verdict.STANDING, Verdict.TOKEN, Verdict.WAITS, Verdict.BUSY, Verdict.UNCERTAIN), _FORM),
        Verdict.CARD: Outcome(Becomes.IN_WORDS, Told.THE_PERSON, Back.TYPED),
    },
    (SLACK, "auth.test"): {
        Verdict.TOKEN: Outcome(Becomes.NOT_READY, Told.AT_ONCE, Back.READY),
        Verdict.BUSY: Outcome(Becomes.READY, Told.NOBODY, Back.READY),
        **dict.fromkeys((Verdict.CARD, Verdict.WAITS, Verdict.UNCERTAIN), _ASKED),
    },
    (TEAMS, "post"): {**_POST, Verdict.UNCERTAIN: Outcome(Becomes.DOUBTED, Told.KS, Back.DECIDED)},
    (TEAMS, "update"): _UPDATE,
    (TEAMS, "open"): _OPEN,
}
"""Chat and call → verdict → what comes of it. Slack's calls are its methods; `open` is a person's conversation."""


def rows() -> list[tuple[str, str, str, Verdict]]:
    """Every refusal that is documented: chat, call, what the chat says (Teams: «403 word»), and what it is."""
    slack = [(SLACK, call, code, verdict_of(codes, code)) for call, codes in METHODS.items() for code in codes]
    teams = [
        (TEAMS, call, f"{status} {word}".strip(), teams_verdict(status, word, call))
        for chat, call in OUTCOMES
        if chat == TEAMS
        for status, word in ANSWERS
    ]
    return slack + teams
