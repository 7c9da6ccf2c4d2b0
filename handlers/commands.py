"""Every command, in the order of the help text: name, where it lives, and what else it is called."""

from domain.errors import UserError
from handlers.agenda import edit as agenda_edit
from handlers.agenda import send as agenda_send
from handlers.agenda import show as agenda
from handlers.agreements import add as agreement_add
from handlers.agreements import edit as agreement_edit
from handlers.agreements import measures
from handlers.agreements import show as agreements
from handlers.agreements import status_sheet as agreement_sheet
from handlers.cards import Reply
from handlers.core.command import Command
from handlers.core.context import Services
from handlers.core.invocation import Invocation
from handlers.decisions import register
from handlers.dispatch.registry import Registry
from handlers.duties import mine, nudge, snooze
from handlers.followups import answers as followup_answers
from handlers.followups import change as followup_change
from handlers.followups import show as followups
from handlers.imports import show as imports
from handlers.lookup import agreements as agreement_names
from handlers.lookup.agenda_items import begins_with_item
from handlers.meetings import change as meeting_change
from handlers.meetings import convene, routines
from handlers.meetings import new as meeting_new
from handlers.meetings import show as meetings
from handlers.meetings import steps as meeting_steps
from handlers.minutes import approve as minutes_approve
from handlers.minutes import attendance_lines
from handlers.minutes import compare as minutes_differences
from handlers.minutes import correct as minutes_correct
from handlers.minutes import lines as minutes_lines
from handlers.minutes import paste as minutes_paste
from handlers.minutes import send as minutes_send
from handlers.minutes import show as minutes
from handlers.overview import about, year
from handlers.overview import status as front_door
from handlers.overview.help import first_words, make_help
from handlers.people import accounts, roles, rooms


def _commands() -> tuple[Command, ...]:
    return COMMANDS


COMMANDS: tuple[Command, ...] = (
    Command("status", "status", front_door.status, spoken=("oversikt", "oversyn", "overview")),
    Command("mine", "mine", mine.mine, ("my", "mitt"), spoken=("oppgaver", "oppgåver", "tasks")),
    Command(
        "frister", "deadlines", mine.deadlines, ("fristar", "deadlines"),
        delegates_to=lambda words, organisations: "status" if mine.of_a_county(words, organisations()) else "",
    ),
    Command(
        "årshjul", "year", year.year_wheel, ("wheel", "year"), spoken=("kalender", "calendar", "møter", "meetings")
    ),
    Command("møte", "meeting-show", meetings.show_meeting, ("møte vis", "meeting", "meeting show")),
    Command(
        "møte ny", "meeting-new", meeting_new.new_meeting,
        ("møte nytt", "nytt møte", "meeting new", "new meeting"), writes=True,
    ),
    Command(
        "møte endre", "meeting-change", meeting_change.change_meeting, ("meeting change", "meeting edit"), writes=True
    ),
    Command("møte flytt", "meeting-move", meetings.move_meeting, ("meeting move", "flytt"), writes=True),
    Command("møte avlys", "meeting-cancel", meetings.call_off, ("meeting cancel", "avlys", "cancel"), writes=True),
    Command(
        "møte holdt", "meeting-held", meeting_steps.held,
        ("møte halde", "møte halden", "møte haldt", "meeting held"), writes=True,
    ),
    Command("møte sendt", "meeting-sent", meeting_steps.sent, ("meeting sent",), writes=True),
    Command(
        "datovarsel", "save-the-date", convene.save_the_date,
        ("save-the-date", "hold av", "hald av", "send datovarsel", "send save-the-date"), writes=True,
    ),
    Command(
        "innkall", "convene", convene.convene,
        ("kall inn", "innkalling", "send innkalling", "convene", "invite", "send invitations"), writes=True,
    ),
    Command(
        "saksliste", "agenda", agenda.agenda, ("saksliste vis", "agenda", "agenda show", "sakliste"),
        spoken=("dagsorden",),
    ),
    Command(
        "saksliste ny", "agenda-new", agenda_edit.new_item, ("saksliste legg-til", "ny sak", "agenda add"), writes=True
    ),
    Command("saksliste intern", "agenda-internal", agenda_edit.internal_item, ("agenda internal",), writes=True),
    Command("saksliste endre", "agenda-change", agenda_edit.change_item, ("agenda change",), writes=True),
    Command("saksliste flytt", "agenda-move", agenda_edit.move_item, ("agenda move",), writes=True),
    Command("saksliste fjern", "agenda-remove", agenda_edit.remove_item, ("agenda remove",), writes=True),
    Command(
        "saksliste unnta", "agenda-exempt", agenda_edit.exempt_item, ("saksliste unntak", "agenda exempt"), writes=True
    ),
    Command(
        "saksliste send", "agenda-send", agenda_send.send_agenda,
        ("agenda send", "send saksliste", "send agenda"), writes=True,
    ),
    Command("referat", "minutes", minutes.minutes, ("minutes",)),
    Command("referat vis", "minutes-show", minutes.show_minutes, ("minutes show",)),
    Command("referat skriv", "minutes-write", minutes.write_minutes, ("minutes write",), writes=True),
    Command(
        "til stede", "minutes-present", attendance_lines.present, ("til stades", "tilstede", "present"), writes=True
    ),
    Command("forfall", "minutes-absent", attendance_lines.absent, ("fråfall", "apologies"), writes=True),
    Command("vedta", "decision-new", minutes_lines.decide, ("decide",), writes=True, many_lines=True),
    Command(
        "endre vedtak", "decision-change", minutes_lines.reword, ("change decision",),
        writes=True, ends_in_text=True,
    ),
    Command(
        "trekk vedtak", "decision-withdraw", minutes_lines.withdraw, ("withdraw decision",),
        writes=True, ends_in_text=True,
    ),
    Command(
        "referat tekst", "minutes-text", minutes_lines.item_text, ("minutes text",), writes=True, many_lines=True
    ),
    Command("referat utfall", "minutes-outcome", minutes_lines.outcome, ("minutes outcome",), writes=True),
    Command(
        "referat endre", "minutes-change", minutes_lines.change, ("minutes change",), writes=True, many_lines=True
    ),
    Command(
        "referat lim", "minutes-paste", minutes_paste.paste, ("referat lim inn", "minutes paste"),
        writes=True, longest=minutes_paste.LONGEST_PASTE + 100, many_lines=True,
    ),
    Command(
        "referat send", "minutes-send", minutes_send.send_out,
        ("minutes send", "send referat", "send minutes"), writes=True,
    ),
    Command(
        "merknad", "minutes-comment", minutes_send.comment, ("comment",), writes=True, many_lines=True,
        delegates_to=lambda words, _organisations: "besvar" if minutes_send.ANSWERS.match(words) else "",
    ),
    Command("besvar", "minutes-answer", minutes_send.answer_comment, ("svar", "answer"), writes=True, many_lines=True),
    Command("godkjenn", "minutes-approve-own", minutes_approve.approve_own, ("approve",), writes=True),
    Command("referat godkjenn", "minutes-approve", minutes_approve.approve_minutes, ("minutes approve",), writes=True),
    Command(
        "referat rett", "minutes-correct", minutes_correct.correct, ("minutes correct",),
        writes=True, ends_in_text=True,
    ),
    Command("referat forskjell", "minutes-compare", minutes_differences.compare, ("minutes compare",)),
    Command(
        "vedtak", "decisions", register.register, ("decisions", "decision"),
        delegates_to=minutes_lines.deed_of, many_lines=True,
    ),
    Command(
        "oppfølging", "follow-up-show", followups.show_follow_up,
        (
            "oppfølging vis", "oppfølgingspunkt", "follow-up", "follow-up show", "followup", "followup show", "action",
            "action show",
        ),
        delegates_to=lambda words, _organisations: "oppfølging ny" if followups.is_new(words) else "",
    ),
    Command(
        "oppfølging ny", "follow-up-new", followups.new_follow_up,
        (
            "oppfølging nytt", "ny oppfølging", "nytt oppfølgingspunkt", "follow-up new", "new follow-up",
            "followup new", "action new",
        ), writes=True, ends_in_text=True,
        delegates_to=lambda words, organisations: "noter" if begins_with_item(words, organisations()) else "",
    ),
    Command("noter", "follow-up-note", minutes_lines.note_under, ("note",), writes=True, ends_in_text=True),
    Command(
        "oppfølging endre", "follow-up-change", followup_change.change_follow_up,
        ("follow-up change", "follow-up edit", "followup change", "followup edit", "action edit"),
        writes=True, ends_in_text=True,
    ),
    Command(
        "oppfølging bortfall", "follow-up-lapse", followups.lapse,
        ("bortfall", "follow-up lapse", "followup lapse", "lapse"), writes=True, ends_in_text=True,
    ),
    Command("ferdig", "done", followup_answers.done, ("done", "utført"), writes=True, ends_in_text=True),
    Command("tar-den", "accept", followup_answers.accept, ("tek-den", "bekreft", "stadfest", "accept"), writes=True),
    Command("utsett", "postpone", followup_answers.postpone, ("utset", "postpone"), writes=True, ends_in_text=True),
    Command(
        "trenger-hjelp", "help-wanted", followup_answers.want_help, ("treng-hjelp", "need-help"),
        writes=True, ends_in_text=True,
    ),
    Command(
        "ikke-min", "not-mine", followup_answers.not_mine, ("ikkje-min", "not-mine"),
        writes=True, ends_in_text=True,
    ),
    Command(
        "avtale", "agreement", agreements.show_agreement,
        ("avtale vis", "agreement", "agreement show"),
        delegates_to=lambda words, _organisations: agreement_names.delegates_to(words),
    ),
    Command(
        "avtale ny", "agreement-new", agreements.new_agreement,
        ("ny avtale", "agreement new", "new agreement"), writes=True,
    ),
    Command("avtale mål", "agreement-goal", agreement_add.add_goal, ("agreement goal",), writes=True),
    Command("avtale tiltak", "agreement-measure", agreement_add.add_measure, ("agreement measure",), writes=True),
    Command(
        "avtale endre", "agreement-change", agreement_edit.change, ("agreement change", "agreement edit"), writes=True
    ),
    Command("avtale fjern", "agreement-remove", agreement_edit.remove, ("agreement remove",), writes=True),
    Command("avtale status", "agreement-status", agreements.change_state, ("agreement status",), writes=True),
    Command("avtale statusark", "agreement-sheet", agreement_sheet.status_sheet, ("agreement sheet",)),
    Command(
        "tiltak", "measure-show", measures.show_measure,
        ("tiltak vis", "measure", "measure show"),
        delegates_to=lambda words, _organisations: measures.delegates_to(words),
    ),
    Command(
        "tiltak oppdater", "measure-report", measures.report,
        ("tiltak rapporter", "measure update", "measure report"), writes=True,
    ),
    Command("purr", "nudge", nudge.nudge, ("nudge",), writes=True),
    Command("slumre", "snooze", snooze.snooze_duty, ("snooze", "utsett-varsel", "utset-varsel"), writes=True),
    Command("import", "imports", imports.show_imports),
    Command("import angre", "import-undo", imports.undo_import, ("import undo", "angre import"), writes=True),
    Command("roller", "roles", roles.show_roles, ("roles", "rolle"), open_to_all=True),
    Command(
        "roller be-om", "roles-ask", roles.ask_for_role,
        ("rolle be-om", "roles ask", "roles request"), writes=True, open_to_all=True,
    ),
    Command(
        "roller godkjenn", "roles-approve", roles.approve,
        ("rolle godkjenn", "roles approve"), writes=True, open_to_all=True,
    ),
    Command(
        "roller avslå", "roles-decline", roles.decline,
        ("rolle avslå", "roles decline"), writes=True, open_to_all=True,
    ),
    Command("roller gi", "roles-grant", roles.grant, ("rolle gi", "roles grant"), writes=True, open_to_all=True),
    Command("roller avslutt", "roles-end", roles.end_role, ("rolle avslutt", "roles end"), writes=True),
    Command(
        "roller koble", "roles-link", accounts.link,
        ("rolle koble", "roller kople", "rolle kople", "roles link"), writes=True, open_to_all=True,
        kept=accounts.kept,
    ),
    Command("kanal", "channel", rooms.channel, ("channel",), writes=True, open_to_all=True),
    Command("rutiner", "routines", routines.routines, ("rutinar", "routines"), writes=True),
    Command(
        "hvem-er-jeg", "who-am-i", about.who_am_i, ("kven-er-eg", "who-am-i", "whoami"),
        spoken=("hvem jeg", "kven eg"), open_to_all=True,
   ),
    Command("språk", "language", rooms.language, ("language",), writes=True),
    Command("om", "about", about.about_the_model, ("om modellen", "about"), open_to_all=True),
    Command(
        "hei", "first-words", first_words,
        spoken=(
            "hallo", "heisann", "god morgen", "god morgon", "god dag", "takk", "hello", "hi", "good morning", "thanks",
            "thank you",
        ),
        greets=True,
    ),
    Command("hjelp", "help", make_help(_commands), ("help",), open_to_all=True),
)  # fmt: skip

REGISTRY = Registry(COMMANDS, about.welcome)


def answer(invocation: Invocation, services: Services) -> Reply:
    """The one reply to one line: what every front end calls."""
    return REGISTRY.answer(invocation, services)


def only_reads(line: str) -> bool:
    """Whether a line's command changes nothing, so that it can be said again; of one that names none, it is true."""
    try:
        return not REGISTRY.find(line).command.writes
    except UserError:
        return True
