"""`vedtak`: the register of decisions, searched by words, county and year, ten at a time; or one decision whole."""

from dataclasses import replace

from sqlmodel import col

from domain.errors import UserError
from domain.meetings.meetings import Meeting
from domain.organisations import Kind
from domain.permissions import About, Act, decide
from domain.search_words import search_words
from handlers.cards import Block, Button, Card, Facts, Heading, Item, Note, Sign, Text
from handlers.core.context import Ask
from handlers.core.wording import capital, follow_up_name, meeting_name
from handlers.decisions.query import (
    Wish,
    line_of,
    named_whole,
    number_of,
    read_wish,
    reader_of,
    the_decision,
    typed_name,
)
from handlers.followups.show import follow_up_item
from handlers.lookup.agenda_items import after_item, item_from, readable_title
from handlers.lookup.agenda_items import number_of as item_number_of
from handlers.texts import day_text
from handlers.views.duty_items import light_meetings
from storage.decisions.search import (
    MOST_FORMS,
    NATIONAL,
    STEERING,
    Mark,
    Term,
    Window,
    bodies,
    decisions_of,
    find,
    of_item,
    terms_of,
)
from storage.duties.duties import CLOSED
from storage.followups.followups import of_decisions
from storage.tables import AgendaItemRow, DecisionRow, FollowUpRow, MeetingRow

PAGE = 10
MOST_COUNTED = 100
"""Hits; what is more is «over 100»."""
_LONGEST_SHOWN = 240
"""Characters of a decision's text in a list; the whole stands on its own card."""
_SIGNS = {"approved": Sign.DONE, "recorded": Sign.IDLE, "withdrawn": Sign.NONE}


def register(ask: Ask) -> Card:
    """Search the register: «vedtak kraft Agder 2026»; or one decision: «vedtak Agder V-4/26»."""
    ask.require(Act.READ_OVERVIEW, About())
    named = named_whole(ask)
    if named:
        return decision_card(ask, the_decision(ask, named, reader_of(ask)))
    if after_item(ask.words, ask.directory.organisations.values()) == "":
        return _of_item(ask)
    return _list(ask, read_wish(ask))


def _of_item(ask: Ask) -> Card:
    """What was decided in one item: «vedtak 4/26»."""
    named = item_from(ask, ask.words)
    rows = of_item(ask.session, named.item.id or 0, reader_of(ask))
    shown: list[tuple[DecisionRow, AgendaItemRow | None]] = [(row, named.item) for row in rows]
    about = ask.say("decisions.item", title=_item_title(ask, named.item, named.meeting))
    return Card(
        title=ask.say("decisions.title-about" if rows else "decisions.nothing-about", about=about),
        body=tuple(_items(ask, shown)),
        buttons=(ask.button("agenda", f"saksliste {named.row.ref}"), ask.button("newest", "vedtak")),
        language=ask.language,
    )


# -- many --------------------------------------------------------------------------------------------------------------


def _list(ask: Ask, wish: Wish) -> Card:
    terms = terms_of(ask.session, search_words(wish.words))
    for term in terms:
        if term.too_many and not term.forms:
            raise UserError("decisions.too-many", {"typed": term.word.typed, "most": MOST_FORMS}, span=term.word.typed)
    limit = PAGE + 1 if wish.after else MOST_COUNTED + 1
    window = Window(limit, wish.year, _after(ask, wish))
    marks = find(ask.session, [*(term.forms for term in terms), *_bodies(ask, wish)], reader_of(ask), window)
    if not marks:
        return _nothing(ask, wish)
    rows = decisions_of(ask.session, [mark.id for mark in marks[:PAGE]])
    shown = [rows[mark.id] for mark in marks[:PAGE]]
    last = shown[-1][0]
    more = [Button(ask.say("buttons.more"), line_of(ask, wish, last))] if len(marks) > PAGE else []
    return Card(
        title=_title(ask, wish),
        body=(*_counted(ask, wish, len(marks)), *_items(ask, shown), *_notes(ask, terms)),
        buttons=(*more, *_wider(ask, wish)),
        language=ask.language,
    )


def _after(ask: Ask, wish: Wish) -> Mark | None:
    """Where the page before ended. What has come since, and whether it may still be read, makes no difference."""
    if wish.after is None:
        return None
    row = the_decision(ask, wish.after, None)
    return Mark(row.day, row.id or 0)


def _bodies(ask: Ask, wish: Wish) -> list[tuple[str, ...]]:
    """Whose decisions: those asked for, or without a word of what is wanted, those that concern the asker."""
    if wish.body == NATIONAL or _own_first(ask, wish):
        own = [ask.actor.organisation] if not wish.body else []
        return [bodies(*own, NATIONAL, STEERING)]
    return [bodies(wish.body)] if wish.body else []


def _own_first(ask: Ask, wish: Wish) -> bool:
    return ask.actor.kind is Kind.COUNTY and not wish.narrowed and not wish.everyone


def _title(ask: Ask, wish: Wish) -> str:
    about = _about(ask, wish)
    return ask.say("decisions.title-about", about=about) if about else ask.say("decisions.title")


def _about(ask: Ask, wish: Wish) -> str:
    """«kraft» · Agder · 2026 · eldre enn Agder V-12/26."""
    parts = [
        ask.say("decisions.about-words", words=wish.words) if wish.words else "",
        ask.say("decisions.about-own", county=ask.short(ask.actor.organisation)) if _own_first(ask, wish) else "",
        _body_name(ask, wish.body) if wish.body else "",
        str(wish.year or ""),
    ]
    if wish.after:
        parts.append(ask.say("decisions.about-after", name=_name(ask, the_decision(ask, wish.after, None))))
    return " · ".join(part for part in parts if part)


def _body_name(ask: Ask, body: str) -> str:
    return ask.say(f"decisions.body-{body}") if body in (NATIONAL, STEERING) else ask.short(body)


def _name(ask: Ask, row: DecisionRow) -> str:
    """«Agder V-4/26», in the asker's language."""
    return f"{_body_name(ask, row.body)} {number_of(row)}"


def _counted(ask: Ask, wish: Wish, found: int) -> list[Block]:
    """How many there are, on the first page of a search."""
    if wish.after or not wish.narrowed:
        return []
    if found > MOST_COUNTED:
        return [Text(ask.say("decisions.over", most=MOST_COUNTED))]
    return [Text(ask.say("decisions.count", n=found))]


def _items(ask: Ask, shown: list[tuple[DecisionRow, AgendaItemRow | None]]) -> list[Item]:
    held = _meetings(ask, {row.meeting_id for row, _ in shown})
    follow_ups = of_decisions(ask.session, [row.id or 0 for row, _ in shown])
    return [
        Item(
            _name(ask, row),
            "\n".join([_shortened(row.text), _where(ask, row, item, held, follow_ups.get(row.id or 0, []))]),
            _SIGNS[row.state],
            ask.say(f"decisions.state-{row.state}"),
            (ask.button("show", f"vedtak {typed_name(ask, row)}"),),
        )
        for row, item in shown
    ]


def _meetings(ask: Ask, numbers: set[int]) -> dict[int, Meeting]:
    return {one.id: one for one in light_meetings(ask.session, col(MeetingRow.id).in_(numbers))}


def _where(
    ask: Ask, row: DecisionRow, item: AgendaItemRow | None, held: dict[int, Meeting], follow_ups: list[FollowUpRow]
) -> str:
    """Item, meeting, day and follow-ups in one line."""
    meeting = held[row.meeting_id]
    parts = [
        ask.say("decisions.item", title=_item_title(ask, item, meeting)) if item else "",
        capital(meeting_name(ask.language, meeting, ask.directory)),
        day_text(row.day, ask.language),
    ]
    if follow_ups:
        still_open = sum(one.state not in CLOSED for one in follow_ups)
        parts.append(ask.say("decisions.follow-ups", n=len(follow_ups), open=still_open))
    return " · ".join(part for part in parts if part)


def _item_title(ask: Ask, item: AgendaItemRow | None, meeting: Meeting) -> str:
    """«3/26 Kraftsituasjonen», or nothing."""
    return f"{item_number_of(item)} {readable_title(ask, item, meeting)}" if item is not None else ""


def _shortened(text: str) -> str:
    whole = " ".join(text.split())
    return whole if len(whole) <= _LONGEST_SHOWN else whole[:_LONGEST_SHOWN].rsplit(" ", 1)[0].rstrip(" .,;:") + " …"


def _notes(ask: Ask, terms: list[Term]) -> list[Note]:
    """Which words were searched for as they stand only."""
    return [
        Note(ask.say("decisions.whole-word", typed=term.word.typed, most=MOST_FORMS)) for term in terms if term.too_many
    ]


def _wider(ask: Ask, wish: Wish) -> list[Button]:
    """The same with less asked for."""
    if _own_first(ask, wish):
        return [ask.button("all-counties", "vedtak alle")]
    if wish.body and wish.words:
        return [ask.button("all-counties", line_of(ask, replace(wish, body="", after=None)))]
    return [ask.button("newest", "vedtak")] if wish.narrowed or wish.everyone or wish.after else []


def _nothing(ask: Ask, wish: Wish) -> Card:
    """No hit: what was searched for, and what to try."""
    if wish.after:
        text = "decisions.no-more"
    elif not wish.narrowed:
        text = "decisions.none-yet"
    else:
        text = "decisions.try-words" if wish.words else "decisions.try-filter"
    fewer = [ask.button("all-years", line_of(ask, replace(wish, year=None, after=None)))] if wish.year else []
    about = _about(ask, wish)
    return Card(
        title=ask.say("decisions.nothing-about", about=about) if about else ask.say("decisions.nothing"),
        body=(Text(ask.say(text)), *(() if reader_of(ask).everything else (Note(ask.say("decisions.what-is-shown")),))),
        buttons=(*fewer, *_wider(ask, wish)),
        language=ask.language,
    )


# -- one ---------------------------------------------------------------------------------------------------------------


def decision_card(ask: Ask, row: DecisionRow) -> Card:
    """One decision whole: text, meeting, item, state, follow-ups with what can be done about them."""
    item = decisions_of(ask.session, [row.id or 0])[row.id or 0][1]
    meeting = _meetings(ask, {row.meeting_id})[row.meeting_id]
    state = ask.say(f"decisions.state-{row.state}")
    meeting_text = f"{capital(meeting_name(ask.language, meeting, ask.directory))} ({meeting.ref})"
    facts = (
        ("meeting", f"{meeting_text}, {day_text(row.day, ask.language, 'long')}"),
        ("item", _item_title(ask, item, meeting)),
        ("state", " ".join(part for part in (_SIGNS[row.state].value, capital(state)) if part)),
        ("reason", row.reason),
        ("exempt", item.exempt if item else ""),
    )
    return Card(
        title=_name(ask, row),
        body=(
            Text(row.text),
            Facts(tuple((ask.say(f"decisions.fact-{name}"), value) for name, value in facts if value)),
            *_follow_ups(ask, of_decisions(ask.session, [row.id or 0]).get(row.id or 0, [])),
        ),
        buttons=(ask.button("show-meeting", f"møte vis {meeting.ref}"), ask.button("newest", "vedtak")),
        language=ask.language,
    )


def _follow_ups(ask: Ask, rows: list[FollowUpRow]) -> list[Block]:
    """Those the asker may read, one by one; of others, that they are there."""
    if not rows:
        return []
    known = [
        row for row in rows if decide(Act.READ_COUNTY, ask.actor, About(county=row.county, owner=row.owner)).allowed
    ]
    shown: list[Block] = [Heading(ask.say("decisions.heading-follow-ups"))]
    if hidden := len(rows) - len(known):
        shown.append(Text(ask.say("decisions.hidden-follow-ups", n=hidden)))
    return [*shown, *(_closed_item(ask, row) if row.state in CLOSED else follow_up_item(ask, row) for row in known)]


def _closed_item(ask: Ask, row: FollowUpRow) -> Item:
    word = ask.say(f"followups.state-{row.state}")
    sign = Sign.DONE if row.state == "done" else Sign.NONE
    button = ask.button("show", f"oppfølging vis O-{row.id}")
    text = ask.say("followups.line", owner=ask.short(row.owner), day=row.due)
    return Item(follow_up_name(row), text, sign, capital(word), (button,))
