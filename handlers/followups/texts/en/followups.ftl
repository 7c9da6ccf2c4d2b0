# Follow-ups.
created = { $name } – owner: { $owner }
due = Deadline: { $when }
owner-told = { $owner } has been told and can answer “Accept” or “Not mine”.
no-date = When is it to be done?
    .hint = Type the deadline last, for instance “follow-up new { $owner }: deliver a sketch by 15.12”.
no-text = What is to be done?
    .hint = Type for instance “follow-up new { $owner }: deliver a sketch by 15.12”.
no-owner = Who is the owner?
    .hint = Choose an organisation.
one-at-a-time = There is more than one follow-up here, or more than one deadline.
    .hint = Type one at a time, with one deadline last, for instance “follow-up new { $owner }: deliver a sketch by 15.12”.
which = Which follow-up is it?
    .hint = Type the number, for instance “{ $command } O-12”. “my” shows all of yours.
unknown = “{ $typed }” could not be read as a follow-up.
    .hint = Type the number, for instance O-12. “my” shows all of yours.
other-county = { $owner } decides itself what the county is to do. { $own } can give follow-ups to itself, KS and the agencies.
    .hint = Ask KS to do it, or type what { $own } is to do: “follow-up new { $own }: agree with { $owner } by 15.12”.
none-such = There is no O-{ $number }.
    .hint = Type “my” to see yours, or “follow-up” to see all.
closed = O-{ $number } { $state ->
    [done] was completed on
   *[other] lapsed on
 } { DAY($day) }.
    .hint = Type “follow-up new” if there is something new to be done.
fact-owner = Owner
fact-due = Deadline
fact-state = Status
fact-accepted = Confirmed
fact-from = Comes from
from-closed = exempt from disclosure
not-accepted = not confirmed
national = the national level
state-open = open
state-confirmed = confirmed
state-waiting = waiting
state-postponed = postponed
state-done = done
state-lapsed = lapsed
line = { $owner }, deadline { DAY($day, form: "long") }
history = History
postponed-line = { DAY($old, form: "short") } → { DAY($new, form: "short") }: { $reason }
reminded = { $n ->
    [one] Reminded once, on { DAY($day, form: "day") }.
   *[other] Reminded { $n } times, last on { DAY($day, form: "day") }.
 }
list-title = { $n ->
    [0] No open follow-ups
    [one] One open follow-up
   *[other] { $n } open follow-ups
 }
change-needs = What should be changed?
    .hint = Write for example “follow-up edit O-{ $number } owner: Siva”, “text: …” or “due: 15.12 because …”. Several fields are parted by semicolons.
changed = { $name } has been changed
lapse-reason = Why does it lapse?
    .hint = Type for instance “lapse O-{ $number } because the application was declined”.
lapsed = { $name } has lapsed
done = { $name } is done
reminders-stop = There will be no more reminders about this.
accepted = { $owner } takes { $name }
not-later = The new deadline { DAY($day) } must be after today.
    .hint = Type a date ahead, for instance “Friday week 17”.
same-date = The deadline is already { DAY($day) }.
    .hint = Type another date.
postpone-date = The new deadline is missing.
    .hint = Type for instance “postpone O-{ $number } to Friday week 17 because we are waiting for figures”.
postpone-not-date = “{ $typed }” can't be read as a date.
    .hint = Type for instance “postpone O-{ $number } to Friday week 17 because we are waiting for figures”.
postpone-reason = Why is it postponed?
    .hint = Type for instance “postpone O-{ $number } to { DAY($day, form: "short") } because we are waiting for figures”.
form-reason-missing = Write why it is postponed.
postponed = { $name } is postponed
moved-forward = The deadline of { $name } has been brought forward
new-due = New deadline: { $when }
help-sent = { $to } has been asked for help with { $name }
not-mine-sent = { $to } has been told that { $name } belongs to somebody else
form-title = New follow-up
form-owner = Owner
form-text = What is to be done
form-due = Deadline
form-postpone-title = Postpone O-{ $number }
form-new-due = New deadline
form-reason = Why
stale = O-{ $number } has changed since the button was made: { $text }, due { DAY($day) }.
    .hint = Nothing has been done. Choose below to go on all the same.
change-date = Why is the deadline changed?
    .hint = Write for example “follow-up edit O-{ $number } due: { DAY($day, form: "short") } because the board meets then”.
one-owner = A follow-up has one owner. You wrote “{ $typed }”.
    .hint = Write one organisation before the colon, and make another follow-up for the other.
whole-day = The deadline is the whole day. The time of day is not kept.
help-self = You are the ones who coordinate this follow-up.
    .hint = Write “nudge” and the number to remind the owner, or “postpone” to give more time.
in-minutes = The item is in the minutes of the { $name }.
note-which = Which item is it?
    .hint = Type for instance “note 4/26 Siva: deliver a sketch by 15.12”. “agenda” shows the numbers.
note-needs = Who is to do what under item { $number }, and by when?
    .hint = Type for instance “note { $number } Siva: deliver a sketch by 15.12”.
note-no-date = When is it to be done?
    .hint = Type for instance “note { $number } { $owner }: deliver a sketch by 15.12”.
note-no-text = What is to be done?
    .hint = Type for instance “note { $number } { $owner }: deliver a sketch by 15.12”.

# The commands: one line each, an example in .usage.
command-show = one follow-up, or all
    .usage = follow-up · follow-up show O-12
command-new = note what somebody is to do
    .usage = follow-up new Siva: deliver a sketch by 15.12
command-change = change text, owner or deadline
    .usage = follow-up edit O-12 owner: Siva
command-lapse = let a follow-up lapse
    .usage = lapse O-12 because the application was declined
command-done = a follow-up is done
    .usage = done O-12
command-accept = take on a follow-up
    .usage = accept O-12
command-postpone = postpone a follow-up, with a reason
    .usage = postpone O-12 to Friday week 17 because we are waiting for figures
command-help-wanted = ask the coordinator for help
    .usage = need-help O-12 we lack figures
command-not-mine = the follow-up belongs to somebody else
    .usage = not-mine O-12
