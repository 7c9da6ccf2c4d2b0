"""`referat lim`: pasted text, split into decisions and follow-ups by its plain markers, shown before it is kept.

The preview is a form: what was understood stands on top, the text below it can still be changed; sent in again as it
was shown, it is kept.
"""

import hashlib
import re
from dataclasses import dataclass, field

from domain.errors import UserError, in_field
from domain.lengths import check, most
from domain.meetings.agenda import decision_number, read_item
from domain.meetings.meetings import Meeting
from domain.organisations import Kind, Organisation, fold
from handlers.cards import Card, Field, FieldKind, Form
from handlers.core.context import CommandContext
from handlers.core.meeting_words import read_meeting_words
from handlers.core.wording import follow_up_name
from handlers.lookup.agenda_items import headed_or_at_hand, number_of
from handlers.lookup.follow_up_line import Noted, check_giver
from handlers.minutes.attendance import ABSENT, PRESENT, Attended, everybody, read_attendance
from handlers.minutes.confirm_withdrawal import asked_first
from handlers.minutes.draft import Draft, begin_draft, item_label, key_of, warned, word_of
from handlers.minutes.lines import FIELDS
from handlers.minutes.merge import field_label
from handlers.minutes.result_lines import Decided, Line, Said, read_line
from handlers.minutes.show import attendance_told, reading_draft, saved_card
from handlers.texts import day_text
from storage.agenda.agenda import number_for_now
from storage.decisions.decisions import decisions_of
from storage.tables import AgendaItemRow, DecisionRow

PIECES = ("text", "text2", "text3", "text4")
"""The form's fields: what was pasted, in pieces that a field takes."""
PIECE = most("minutes:piece")
_HEAD = re.compile(r"^(?:sak|item)\s+", re.IGNORECASE)
_KEEP = re.compile(r"\blagre\s+([0-9a-f]{12})\s+v(\d{1,9})$")
_ATTENDANCE = re.compile(
    r"(?:til\s+stede?s?\b|til\s+stades\b|(?:møtte|present|forfall|fråfall|apologies|absent)\s*:)", re.IGNORECASE
)
"""What begins a line of who was there, anywhere: «Møtte motstand» doesn't."""
_FIELD = re.compile(rf"({'|'.join(sorted(FIELDS, key=len, reverse=True))})\s*:\s*(.+)", re.IGNORECASE)
_FIELDS = ("chair", "taker", "others", "roles")
"""Fields that lines above the first item may fill in."""


@dataclass(slots=True)
class Pasted:
    """What a text was understood as.

    unclear: (line, why). homeless: lines that stand under no item. known: what stands in the minutes already.
    """

    results: list[tuple[AgendaItemRow | None, Decided | Noted]] = field(default_factory=list)
    said: dict[str, list[str]] = field(default_factory=dict)
    present: list[tuple[Organisation, str]] = field(default_factory=list)
    absent: list[tuple[Organisation, str]] = field(default_factory=list)
    unclear: list[tuple[str, str]] = field(default_factory=list)
    homeless: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    partnership: bool = False

    def attended(self, said: Attended) -> None:
        """Who was there and who wasn't, by another line of the text."""
        self.present += said.present
        self.absent += said.absent
        self.partnership = self.partnership or said.partnership


@asked_first
def paste(context: CommandContext) -> Card:
    """Pasted text: «referat lim Agder vår: …», or a form to paste in. Nothing is kept before it has been shown.

    Raises UserError: a text too long, a line that belongs to no item, a decision that isn't this meeting's.
    """
    words, keep = _split_keep(context.words)
    meeting, text = headed_or_at_hand(context, _with_colon(context, words))
    if context.fields:
        text = "\n".join(filter(None, (context.fields.get(name) for name in PIECES)))
    looking = _looking(context, meeting)
    if not text.strip():
        return _form(looking, "", "")
    check("minutes:paste", text, PIECES[0])
    stale = keep is not None and int(keep[2]) != looking.minutes.version
    if keep is None or stale or keep[1] != digest(text):
        again = [context.say("minutes.paste-again")] if stale else []
        return _form(looking, text, "\n".join([*again, *_shown(looking, understand(looking, text))]))
    draft = begin_draft(context, meeting)
    return _kept(draft, understand(draft, text))


def _split_keep(words: str) -> tuple[str, re.Match[str] | None]:
    """«Agder vår: … lagre 0123456789ab v3» → the words before it, and the text and the draft that were shown."""
    keep = _KEEP.search(words)
    return (words[: keep.start()].rstrip() if keep else words), keep


def _with_colon(context: CommandContext, words: str) -> str:
    """«Agder vår» on a line of its own names the meeting as «Agder vår:» does; a season alone, the asker's own."""
    first, newline, rest = words.partition("\n")
    counties = [one for one in context.directory.organisations.values() if one.kind is Kind.COUNTY]
    called = read_meeting_words(first, counties)
    if called.ref or called.rest.strip(" .:") or called.season is None:
        return words
    bodies = {Kind.COUNTY: context.short(context.actor.organisation), Kind.KS: "nasjonalt"}
    own = "" if called.county or called.kind or context.actor.kind is None else bodies.get(context.actor.kind, "")
    return f"{own} {first.strip(' .:')}:{newline}{rest}".strip()


def _looking(context: CommandContext, meeting: Meeting) -> Draft:
    """The draft to understand a text by. An agenda that hasn't been made has the numbers it would get: looking makes
    nothing."""
    draft = reading_draft(context, meeting)
    number_for_now(context.session, draft.items)
    return draft


def digest(text: str) -> str:
    """What a text is known by between its preview and its being kept."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:12]


def understand(draft: Draft, text: str) -> Pasted:
    """Read a pasted text, line by line: «Sak 4/26» begins an item, the markers say what a line is."""
    pasted = Pasted()
    item: AgendaItemRow | None = None
    lost = False
    for typed in text.splitlines():
        line = typed.strip()
        if not line:
            continue
        heading = _heading(draft, line)
        if heading is not None:
            item, line = heading
            lost = item is None
            if not line:
                continue
        if lost:
            pasted.homeless.append(line)
            continue
        _take(draft, pasted, item, line)
    return pasted


def _heading(draft: Draft, line: str) -> tuple[AgendaItemRow | None, str] | None:
    """«Sak 4/26 Title» → the item and what follows its title; no item, and the line: one the agenda doesn't have.

    None: the line is no heading. A number of another year is a date («15/12») unless «sak» stands before it.
    """
    bare = _HEAD.sub("", line)
    numbered = read_item(bare)
    if numbered is None:
        return None
    wanted = (numbered.number, numbered.year, numbered.internal)
    item = next((one for one in draft.items if (one.number, one.year, one.internal) == wanted), None)
    if item is None:
        heads = bare != line or numbered.year in {one.year for one in draft.items}
        return (None, line) if heads else None
    rest = bare[numbered.end :].strip(" .:–-")
    title = item_label(draft.context, item).removeprefix(number_of(item)).strip()
    return (item, "") if fold(rest) == fold(title) else (item, rest)


def _take(draft: Draft, pasted: Pasted, item: AgendaItemRow | None, line: str) -> None:
    """Take one line of the text, under an item or above the first one."""
    try:
        found = _read(draft, pasted, item, line)
    except UserError as error:
        pasted.unclear.append((line, draft.context.told(error)))
        found = Said(line)
    if found is not None:
        _put(draft, pasted, item, line, found)


def _read(draft: Draft, pasted: Pasted, item: AgendaItemRow | None, line: str) -> Line | None:
    """What a line is; None: it was of who was there, or of a field, and stands there now. Raises UserError."""
    if _ATTENDANCE.match(line) or (item is None and ABSENT.match(line)):
        _attendance(draft, pasted, line)
        return None
    if item is None and _field(pasted, line):
        return None
    found = read_line(draft.context, line)
    if isinstance(found, Decided) and found.number is not None:
        _standing(draft, found)
    if isinstance(found, Noted):
        check_giver(draft.context, draft.meeting.county, found.owner)
    return found


def _put(draft: Draft, pasted: Pasted, item: AgendaItemRow | None, line: str, found: Line) -> None:
    """Put what a line is where it belongs."""
    if stands := _known(draft, item, found):
        pasted.known.append(stands)
    elif isinstance(found, Noted) or (isinstance(found, Decided) and item is not None):
        pasted.results.append((item, found))
    elif item is None:
        pasted.homeless.append(line)
    else:
        pasted.said.setdefault(key_of(item), []).append(line)


def _known(draft: Draft, item: AgendaItemRow | None, found: Line) -> str:
    """What of the minutes says the same already, as it is called; or nothing."""
    if isinstance(found, Noted):
        row = draft.standing_follow_up(item, found)
        return follow_up_name(row) if row else ""
    if item is None or (isinstance(found, Decided) and found.number is not None):
        return ""
    if isinstance(found, Said):
        return found.text if found.text in item.text.splitlines() else ""
    decision = draft.standing(item, found.text)
    return f"{decision_number(decision.number, decision.year)} {decision.text}" if decision else ""


def _field(pasted: Pasted, line: str) -> bool:
    """«Møteleder: fylkesdirektør» above the first item goes into its field. Whether the line was one."""
    found = _FIELD.fullmatch(line)
    name = FIELDS[found[1].casefold()] if found else ""
    if found is None or name not in _FIELDS:
        return False
    pasted.fields[name] = found[2].strip()
    return True


def _attendance(draft: Draft, pasted: Pasted, line: str) -> None:
    """«Til stede: KS, Siva» and «Forfall: …», on one line or on two."""
    found = PRESENT.match(line)
    said = read_attendance(draft.context, draft.meeting, line[found.end() :] if found else line)
    pasted.attended(said)


def _standing(draft: Draft, decided: Decided) -> DecisionRow:
    """The decision of the meeting that a line names. Raises UserError."""
    numbered = decided.number
    rows = decisions_of(draft.context.session, draft.meeting.id)
    found = next((row for row in rows if numbered and (row.number, row.year) == (numbered.number, numbered.year)), None)
    if found is None:
        number = decision_number(numbered.number, numbered.year) if numbered else ""
        raise UserError("decisions.not-here", {"number": number}, field_name=PIECES[0])
    return found


def _shown(draft: Draft, pasted: Pasted) -> list[str]:
    """What was understood, a line each, to read before it is kept."""
    context = draft.context
    lines = [context.say("minutes.paste-found"), *_shown_people(context, pasted)]
    for name, value in pasted.fields.items():
        lines.append(f"{field_label(draft, name)}: {value}")
        if draft.value(name) not in ("", value):
            lines.append(context.say("minutes.before", text=draft.value(name)))
    lines += [_shown_result(context, item, one) for item, one in pasted.results]
    for key, said in pasted.said.items():
        label = item_label(context, draft.item(key))
        lines.append(context.say("minutes.paste-text", label=label, n=len(said)))
    lines += [context.say("minutes.paste-known", line=line) for line in pasted.known]
    lines += [context.say("minutes.paste-unclear", line=line, why=why) for line, why in pasted.unclear]
    return [*lines, *(context.say("minutes.paste-no-item", line=line) for line in pasted.homeless)]


def _shown_people(context: CommandContext, pasted: Pasted) -> list[str]:
    lines = [
        context.say(f"minutes.recorded-{key}", names=", ".join(one.short for one, _ in people))
        for key, people in (("present", pasted.present), ("absent", pasted.absent))
        if people
    ]
    return [*lines, context.say("minutes.partnership-there")] if pasted.partnership else lines


def _shown_result(context: CommandContext, item: AgendaItemRow | None, result: Decided | Noted) -> str:
    number = number_of(item) if item is not None else "–"
    if isinstance(result, Decided):
        return context.say("minutes.paste-decision", number=number, text=result.text)
    day = day_text(result.due.day, context.language, "long")
    return context.say("minutes.paste-follow-up", number=number, owner=result.owner.short, text=result.text, when=day)


def _form(draft: Draft, text: str, shown: str) -> Card:
    context = draft.context
    title = context.say("minutes.form-paste")
    pieces = _pieces(text)
    fields = tuple(
        Field(
            name,
            context.say("minutes.field-paste" if name == PIECES[0] else "minutes.field-paste-more"),
            FieldKind.TEXT,
            pieces[place] if place < len(pieces) else "",
            required=name == PIECES[0],
            limit="minutes:piece",
            hint=context.say("minutes.hint-paste") if name == PIECES[0] else "",
        )
        for place, name in enumerate(PIECES)
    )
    keep = f" lagre {digest(text)} v{draft.minutes.version}" if shown else ""
    line = f"referat lim {draft.meeting.ref}{keep}{word_of(draft)}"
    submit = context.say("buttons.keep") if shown else context.say("buttons.look")
    return Card(
        title=title, form=Form(line, title, fields, submit, intro=warned(draft, shown)), language=context.language
    )


def _pieces(text: str) -> list[str]:
    """The text in pieces that a field takes, cut between lines."""
    found: list[str] = [""]
    for line in text.splitlines():
        for part in (line[start : start + PIECE] for start in range(0, max(len(line), 1), PIECE)):
            if found[-1] and len(found[-1]) + len(part) + 1 > PIECE:
                found.append("")
            found[-1] = f"{found[-1]}\n{part}" if found[-1] else part
    return found


def _kept(draft: Draft, pasted: Pasted) -> Card:
    """Keep what was shown. Raises UserError when a line stands under no item, or more than an item takes."""
    if pasted.homeless:
        raise UserError("minutes.paste-homeless", {"line": pasted.homeless[0][:60]}, field_name=PIECES[0])
    _keep_people(draft, pasted)
    with in_field(PIECES[0]):
        for name, value in pasted.fields.items():
            draft.set(name, value)
        for key, lines in pasted.said.items():
            stands = draft.value(f"text-{key}")
            draft.set(f"text-{key}", "\n".join([stands, *lines]).strip())
    for item, one in pasted.results:
        _keep_result(draft, item, one)
    draft.done()
    return saved_card(draft, None, *attendance_told(draft))


def _keep_people(draft: Draft, pasted: Pasted) -> None:
    if pasted.present or pasted.absent:
        people = [[one for one, _ in said] for said in (pasted.present, pasted.absent)]
        draft.attendance(*everybody(draft.context, draft.meeting, *people))
    if pasted.partnership:
        draft.partnership_there()


def _keep_result(draft: Draft, item: AgendaItemRow | None, result: Decided | Noted) -> None:
    if isinstance(result, Noted):
        draft.follow_up(item, result)
    elif result.number is not None:
        draft.redecide(_standing(draft, result), result.text)
    elif item is not None:
        draft.decide(item, result.text)
