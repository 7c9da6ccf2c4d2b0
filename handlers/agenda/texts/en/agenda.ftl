# Agendas: the model's standing items, and what is done with an agenda.
title = Agenda for the { $name }
mandatory = Standing item in the model ({ $clause })
no-open-items = No open follow-ups.
challenges = Future challenges and initiatives
experience = Experience from this year’s initiatives
opportunities = Opportunities in the next period
eu-instruments = National and regional policy instruments seen together with EU instruments
open-items = Open follow-ups
national-spring = Follow-up of the national spring meeting
national-autumn = Follow-up of the national autumn meeting
agreement-presented = The agencies’ follow-up of the cooperation agreement
agreement-reviewed = Review of the cooperation agreement
trends = Expected challenges and trends in the county in { $year }
need-for-changes = Need for changes in the cooperation agreement
initiatives = The Missions initiative and other joint initiatives
open-items-count = { $n ->
    [one] One open follow-up.
   *[other] { $n } open follow-ups.
 }
unnumbered = The items get numbers when the meeting is convened, or when the agenda is changed.
internal = Internal: not sent out and not in the minutes
exempt = exempt from disclosure, { $basis }
carried = Postponed from item { $number }
open-line = { $name } ({ $owner }), deadline { DAY($day, form: "short") }
postponed-times = { $n ->
    [one] postponed once
   *[other] postponed { $n } times
 }
done-since = Done since the previous meeting
done-line = { $name } ({ $owner }), done { DAY($day, form: "short") }
taken-off = Taken off the agenda
taken-off-line = Item { $number } { $title }: { $why }
added = Item { $number } has been added: { $title }
changed = Item { $number } is now called { $title }
moved = Item { $number } { $title } has been moved
removed = Item { $number } { $title } has been removed from the agenda
exempted = Item { $number } { $title } is exempt from disclosure
opened = Item { $number } { $title } is no longer exempt from disclosure
papers-out = The papers have already been sent. Type “agenda send { $ref }” to send the new agenda.
form-title = New item
form-item = What the item is about
form-remove = Remove a standing item
form-reason = Why the item is removed
remove-mandatory = { $title } is a standing item in the model ({ $clause }). The reason stays on the agenda and in the record of changes.
reason-missing = Write why the item is removed.
    .hint = The reason stays together with the change.
change-needs = What is item { $number } to be called?
    .hint = Type for instance “agenda change { $line }: Test facility for plastics”.
move-needs = Where is item { $number } to stand?
    .hint = Type for instance “agenda move { $line } to 2” or “agenda move { $line } first”.
has-record = Item { $number } has text, an outcome, decisions or follow-ups and can’t be removed.
    .hint = Type “minutes outcome { $line } postponed” if the item is to come up at the next meeting.
basis-missing = Which legal basis applies to item { $number }?
    .hint = Type for instance “agenda exempt { $line } basis offl. § 23”.
title-missing = What is the item about?
    .hint = Type for instance “agenda add Test facility for plastics”.
which-item = Which item is it?
    .hint = Type the number first, for instance “decision 4/26 Siva delivers a sketch”. “agenda” shows the numbers.
no-such-item = There is no item { $number }.
    .hint = Type “agenda” to see the items and their numbers.
item-removed = Item { $number } was removed from the agenda on { DAY($day, form: "short") }.
    .hint = Type “agenda” to see the items that stand.
which-body = Several have an item or a decision numbered { $number }.
    .hint = Choose whose it is.
not-convened = { $ref } has not been convened yet.
    .hint = Type “convene { $ref }” first. The agenda goes with the notice.
send-preview = Send the agenda for the { $name }?
deviation = Standing item that is not on the agenda: { $title } ({ $clause })
sent = Agenda sent: { $name }
place-of = Place of { $label }
is-internal = Item { $number } is internal and not in the minutes.
    .hint = Type “agenda add” and the title to put the item up for all parties.
internal-own = Internal items of { $ref } are added by { $convener } alone.
    .hint = Type “agenda add { $ref }” and the title for an item that all parties see.
not-dealt-with = Not dealt with in item { $number }
measure-line = { $name }: { $stands }, due { DAY($day, form: "short") }
eu-elsewhere = { $n ->
    [one] One measure at EU level in other counties’ agreements.
   *[other] { $n } measures at EU level in other counties’ agreements.
 }
sheet-heading = Status of the cooperation agreement:

# The commands: one line each, an example in .usage.
command-show = a meeting’s agenda
    .usage = agenda Agder autumn
command-new = a new item on an agenda
    .usage = agenda add Agder spring 2027: Test facility for plastics
command-internal = an internal item, which is not sent out
    .usage = agenda internal Agder spring 2027: Prepare the chair
command-change = give an item another title
    .usage = agenda change 1/27: Test facility for plastics
command-move = move an item up or down
    .usage = agenda move 2/27 to 1
command-remove = remove an item from the agenda
    .usage = agenda remove 1/27 because it is taken at the autumn meeting
command-exempt = exempt an item from disclosure
    .usage = agenda exempt 2/27 basis offl. § 23
command-send = send the agenda to those invited
    .usage = agenda send N-2027-V
