# Meetings: names, states, steps, what is answered and what is refused.
name-national-spring = national spring meeting { $year }
name-national-autumn = national autumn meeting { $year }
name-regional-spring = regional spring meeting in { $county } { $year }
name-regional-autumn = regional autumn meeting in { $county } { $year }
name-steering = steering group meeting { $number }/{ $year }
state-planned = planned, without a date
state-dated = dated
state-save-the-date-sent = save-the-date sent
state-convened = convened
state-papers-out = papers sent
state-held = held
state-minutes-drafted = draft minutes sent
state-approved = minutes approved
state-cancelled = cancelled
not-recorded = not recorded as held
step-set-date = set the date
step-save-the-date = save-the-date
step-convene = notice
step-contribute = input
    .button = Record as delivered
    .asks = Input is due { DAY($day, form: "long") }.
step-papers = papers
step-sign-up = sign-up
    .button = Record sign-up
    .asks = Sign up by { DAY($day, form: "long") }.
step-hold = record that the meeting was held
step-draft = draft minutes
step-comment = deadline for comments
    .button = No comments
step-approve = approved minutes
    .button = Record as approved
fact-when = When
fact-place = Place
fact-link = Link
fact-theme = Theme
fact-state = Status
fact-convener = Convener
fact-audience = Audiences
fact-present = Present
fact-absent = Apologies
fact-received = Received
fact-id = Short name
without-date = without a date
deadlines-heading = Deadlines
deadline-moved = moved from { DAY($raw, form: "short") }
deadline-done = done { DAY($day, form: "short") }
audience-administration = the administrative leadership
audience-partnership = the partnership
dated = { $name } is set for { DAY($day, form: "long") }.
moved = { $name } has been moved to { DAY($day, form: "long") }.
moved-told = { $n ->
    [one] One party has been notified of the change.
   *[other] { $n } parties have been notified of the change.
 }
moved-preview = Move the { $name } from { DAY($old, form: "long") } to { DAY($day, form: "long") }?
moved-preview-deadlines = { $n ->
    [0] No deadlines change.
    [one] One deadline moves.
   *[other] { $n } deadlines move.
 }
moved-preview-past = { $n ->
    [one] One new deadline has already passed.
   *[other] { $n } new deadlines have already passed.
 }
moved-preview-told = { $n ->
    [one] One party has been given the date and gets a change notice.
   *[other] { $n } parties have been given the date and get a change notice.
 }
unchanged-day = { $name } is already set for { DAY($day, form: "long") }.
    .hint = Type another date to move the meeting.
changed = { $name } has been changed.
cancelled = { $name } is cancelled.
cancel-preview = Cancel the { $name }?
cancel-preview-told = { $n ->
    [0] Nobody has been given the date, so nobody is told.
    [one] One party has been given the date and is told.
   *[other] { $n } parties have been given the date and are told.
 }
held-recorded = { $name } is recorded as held on { DAY($day, form: "long") }.
held-together = All three policy instrument agencies were present (§ 2).
held-minutes-next = Next: draft minutes by { DAY($day, form: "long") }.
step-recorded = Recorded: { $step } for the { $name }, { DAY($day, form: "long") }.
step-own-recorded = Recorded: { $step } from { $organisation } for the { $name }.
already = { $ref } is already { $state ->
    [planned] planned
    [dated] dated
    [save-the-date-sent] announced with its date
    [convened] convened
    [papers-out] past the papers
    [held] held
    [minutes-drafted] past the draft minutes
    [approved] approved
   *[other] completed
 }.
    .hint = Type “meeting show { $ref }” to see what remains.
is-cancelled = { $ref } is cancelled.
    .hint = Type “meeting new” to set up a new meeting.
not-yet = { $ref } has not come that far yet.
    .hint = Type “meeting show { $ref }” to see the next step.
not-working-day = { DAY($day, form: "long") } is { $why ->
    [weekend] at the weekend
   *[other] a public holiday
 }.
    .hint = Choose a working day nearby, or type another date.
outside-half-year = { DAY($day, form: "long") } is outside the { $season ->
    [spring] spring half-year
   *[other] autumn half-year
 } { $year } ({ $clause }).
    .hint = { $season ->
        [spring] Type a date between 1 January and 30 June { $year }.
       *[other] Type a date between 1 July and 31 December { $year }.
    }
concern-before-national = The regional meeting is set before the national one on { DAY($national) }. The model intends it to come after ({ $clause }).
concern-short-gap = It is { $gap } days from the national meeting on { DAY($national) }. At least { $min } are recommended ({ $clause }).
concern-no-partnership = The partnership is not among the audiences. The model intends a meeting with the regional partnership ({ $clause }).
concern-autumn-administrative = The autumn meeting is administrative ({ $clause }). “{ $body }” is entered as a political body.
concern-not-together = Not together: { $missing } not present ({ $clause }).
lacks-time = The time of day is missing.
lacks-place = The place is missing.
lacks-time-place = The time of day and the place are missing.
note-end = The end { $end } is not kept.
how-partnership = Type “meeting change { $ref } partnership: yes” if it is to be invited.
how-partnership-held = Type “minutes change { $ref }: partnership: yes” if it was present.
audience-unknown = Could not read “{ $typed }” as an audience.
    .hint = Type “meeting change { $ref } partnership: yes”, “partnership: no” or “political body: …”.
form-change-title = Change the meeting
which = Which meeting is it?
    .hint = Type for instance “{ $command } spring meeting in Agder” or “{ $command } N-2027-V”.
unknown = “{ $typed }” could not be read as the name of a meeting.
    .hint = Type for instance “national spring 2027”, “spring meeting in Agder” or N-2027-V.
none-such = There is no meeting “{ $typed }”.
    .hint = Type “wheel” to see all meetings, or “meeting new” to set one up.
which-county = Which county is it?
    .hint = Include the county, for instance “spring meeting in Agder”.
new-needs = The kind of meeting is missing.
    .hint = Type for instance “meeting new national spring { DAY($national, form: "short") }”, “meeting new regional autumn { DAY($regional, form: "short") }” or “meeting new steering group { DAY($steering, form: "short") }”.
date-missing = Which date?
    .hint = Type the date last, for instance “{ DAY($day, form: "short") }”.
has-date = { $ref } is already set for { DAY($day, form: "long") }.
    .hint = Type “meeting move { $ref } { DAY($typed, form: "short") }” to move it.
move-there = Move the meeting there
both-wrong = { $date } { $time }
    .hint = Type for instance “15 April” and “10:00”.
change-needs = What is to be changed?
    .hint = Type for instance “meeting edit { $ref } place: Kristiansand”, “time: 10:00”, “link: …”, “theme: …”, “partnership: yes” or “political body: main committee”.
time-unknown = “{ $typed }” could not be read as a time of day.
    .hint = Type for instance “10:00”.
link-unknown = “{ $typed }” is not a link.
    .hint = The link begins with https://
not-before-day = { $ref } is set for { DAY($day, form: "long") } and can’t be recorded as held before that day.
    .hint = Type “meeting move { $ref } …” if the date has changed.
attendance-missing = Who was present?
    .hint = Type for instance “meeting held { $ref } present Innovasjon Norge, Siva; apologies Forskningsrådet”.
step-missing = Which step has been taken?
    .hint = Type “meeting sent { $ref }” and one of: save the date, notice, papers, input, signup, draft, comments, approved.
step-unknown = “{ $typed }” could not be read as a step.
    .hint = Type one of: save the date, notice, papers, input, signup, draft, comments, approved.
not-invited = { $organisation } is not an invited party to { $ref }.
    .hint = Input, sign-up and comments are recorded by the parties themselves.
form-new-title = New meeting
form-kind = Kind of meeting
form-date = Date
form-date-hint = Type it as you usually do: 15 April, Thursday week 15, in six weeks
form-date-example = Type it as you usually do, for instance { DAY($day, form: "short") }
form-date-past = Type it as you usually do: 15 April, Thursday week 15, yesterday
form-place = Place
form-time = Time
form-theme = Theme
form-submit = Save
kind-national-spring = National spring meeting
kind-national-autumn = National autumn meeting
kind-regional-spring = Regional spring meeting
kind-regional-autumn = Regional autumn meeting
kind-steering = Steering group meeting
form-county = County
received-at = { $organisation }: { $state ->
    [sent] received { $when }
    [undeliverable] not delivered
    [cancelled] withdrawn
   *[other] on its way
 }
form-held-title = The meeting was held
form-date-title = Set the date
no-comments-recorded = Recorded: no comments from { $organisation } on the { $name }.
day-passed = { DAY($day, form: "long") } has passed.
    .hint = Write a date to come, or “meeting held { $ref } present …” if the meeting has been held.
step-day = { DAY($day) } is too long before the meeting.
    .hint = Write the day it was sent, or no date for today.

# The commands: one line each, an example in .usage.
command-show = one meeting: facts, deadlines, who has received what
    .usage = meeting spring meeting in Agder
command-new = set up a meeting, or give it a date
    .usage = new meeting national spring 9.3.2027 10:00
command-change = change place, time, link, theme, audiences
    .usage = meeting edit N-2027-V place: Oslo; time: 10:00
command-move = move a meeting
    .usage = meeting move R42-2027-V to Friday week 17
command-cancel = cancel a meeting
    .usage = meeting cancel SG-2027-1
command-held = record that a meeting was held, and who was present
    .usage = meeting held Agder spring present Innovasjon Norge, Siva; apologies Forskningsrådet
command-sent = record something sent outside the chat
    .usage = meeting sent N-2027-V papers
