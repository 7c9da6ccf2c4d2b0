# Regional cooperation agreements.
name = the cooperation agreement of { $county }
name-term = the cooperation agreement of { $county } { $first }–{ $last }
none = { $county } has no cooperation agreement here yet.
    .hint = The county authority begins it with “agreement new 2027–2030”.
unknown = There is no county “{ $typed }”.
    .hint = Type “agreement” and the name of a county, or just “agreement”.
county-only = The agreement is edited by the county authority.
    .hint = Type “agreement” to read those you are a party to.
list-title = { $n ->
    [0] No cooperation agreements yet
    [one] One cooperation agreement
   *[other] { $n } cooperation agreements
 }
measures = { $n ->
    [one] 1 measure
   *[other] { $n } measures
 }
over = Overdue: { $numbers }
fact-state = Status
fact-version = Version
fact-parties = Parties
fact-term = Term
fact-signed = Signed
term = { DAY($first) } to { DAY($last) }
state-draft = draft
state-for-approval = for approval
state-agreed = agreed
state-signed = signed
state-in-force = in force
state-under-revision = under revision
signed-on = signed on { DAY($day) }
in-force-since = in force since { DAY($day) }
revised = under revision, version { $version } is in force
expired = expired on { DAY($day) }
plan-goal = plan goal { $number }
not-anchored = not anchored
goal-progress = { $n ->
    [one] { $share } of the way, by one measure
   *[other] { $share } of the way, average of { $n } measures
 }
percent = { $n } per cent
no-goals = No goals yet.
no-measures = no measures yet
proposed = Proposed for version { $version }
proposed-until = The measures follow the agreement in force until version { $version } is registered as in force.
change-need = Need: { $text }
change-removed = To be removed: { $name }
change-new-goal = New goal: { $name }
change-new-measure = New measure: { $name } – { $owner }, due { DAY($day, form: "short") }
change-text = { $field }, new text: { $text }
field-title = title
field-starts = from
field-ends = to
field-parties = parties
field-purpose = purpose
field-basis = basis
field-routines = routines
field-reporting = reporting
field-revision = revision
field-termination = termination
field-plan-goal = plan goal
field-focus-area = focus area
field-description = description
field-owner = owner
field-contributors = contributors
field-instrument = instrument
field-level = level
field-due = due
field-indicator = indicator
field-origin = origin
empty = empty
created = { $name } has been set up as a draft
goals-next = Put in the goals first, then the measures. A draft is changed directly.
exists = There is an agreement already: { $name }.
    .hint = Type “agreement edit” to change it.
term-missing = Which term is the agreement for?
    .hint = Type for instance “agreement new 2027–2030”.
term-backwards = The term ends { DAY($last, form: "short") } but begins { DAY($first, form: "short") }.
    .hint = Type an end date after the start date.
form-title = New agreement
form-name = Title
form-name-hint = May be left empty.
form-starts = Valid from
form-ends = Valid to
form-parties = Parties
form-new-goal = New goal
form-new-measure = New measure
form-number = Number
form-number-goal = For instance M1.
form-number-measure = For instance T1.2: the second measure of goal M1.
form-edit = Edit the agreement
form-edit-number = Edit { $number }
form-reason = Why
form-proposes = What is changed is proposed for version { $version }.
form-indicator-hint = For instance: companies taking part 0 → 25
form-state-signed = Agreement signed on
form-state-in-force = Agreement in force from
form-state-day = Date
added = { $name } has been added
changed = The agreement has been changed
removed = { $name } has been removed
withdrawn = The proposal is withdrawn: { $what }
unchanged = Nothing is changed: it says so already.
    .hint = Type another value, for instance “agreement edit T1.2 due: 1.6”.
change-needs = What should be changed in { $number }?
    .hint = Type for instance “agreement edit { $number } due: 1.6 because the application was put off”.
settled = { $state ->
    [for-approval] The agreement is out for approval, and its text stays while the parties read it.
    [agreed] The agreement is agreed, and its text stands.
   *[signed] The agreement is signed, and its text stands.
 }
    .hint = { $state ->
    [signed] Register it as in force with “agreement status in force”. Then changes can be proposed for the next version.
   *[other] Type “agreement status draft” to take it back as a draft.
 }
unknown-field = “{ $typed }” could not be understood.
    .hint = Type the name of the field, a colon and the value, for instance “due: 1.6”. Part the fields with semicolons.
field-twice = The field is named twice: “{ $typed }”.
    .hint = Type each field once.
no-title = What should it be called?
    .hint = Type a title with letters or figures.
unknown-level = “{ $typed }” could not be read as a level.
    .hint = Type regional, national or EU.
unknown-origin = “{ $typed }” could not be read as an origin.
    .hint = Type “origin: plan”, “origin: plan 3.3” or “origin: agreed”.
no-number-goal = Which number should the goal have?
    .hint = Type for instance “agreement goal M1: More jobs; plan goal: 2.1”.
no-number-measure = Which number should the measure have?
    .hint = Type for instance “agreement measure T1.1: Mobilisation; owner: Siva; due: 30.6”.
number-taken = There is a { $number } already.
    .hint = Use the next number, or change the one there is with “agreement edit { $number } title: …”.
number-used = { $number } has been used, and a number is used only once.
    .hint = Use the next number.
no-goal = { $number } belongs to goal { $goal }, which is not there.
    .hint = Put the goal in first: “agreement goal { $goal }: More jobs”.
missing-title = What should { $number } be called?
    .hint = Type the title right after the number: “agreement measure { $number }: Mobilisation; owner: Siva; due: 30.6”.
other-county = { $owner } can't be responsible for the measure: one county doesn't give another work.
    .hint = Another county can stand under “contributors: { $owner }”. Type the name of one of the parties: “owner: Siva”.
missing-owner = Who owns { $number }?
    .hint = Type for instance “owner: Siva”.
missing-due = When is { $number } due?
    .hint = Type for instance “due: 30.6”.
to-be-removed = { $number } is proposed to be removed.
    .hint = Type “agreement remove { $number } undo” to keep it.
not-to-be-removed = { $number } is not proposed to be removed.
    .hint = Type “agreement” to see what is proposed.
goal-has-measures = { $number } has measures: { $measures }.
    .hint = Remove the measures first, for instance “agreement remove T1.2”.
which-to-remove = What should be removed?
    .hint = Type the number, for instance “agreement remove T1.2”.
county-is-party = The county authority is always a party.
    .hint = Keep it in the list.
same-state = { $state ->
    [draft] The agreement is a draft already.
    [for-approval] The agreement is out for approval already.
    [agreed] The agreement is agreed already.
    [signed] The agreement is signed already.
    [in-force] The agreement is in force already.
   *[under-revision] The agreement is under revision already.
 }
    .hint = Type “agreement” to see it.
no-such-step = { $then ->
    [draft] The agreement can't become a draft now.
    [for-approval] The agreement can't go out for approval now.
    [agreed] The agreement can't become agreed now.
    [signed] The agreement can't become signed now.
    [in-force] The agreement can't come into force now.
   *[under-revision] The agreement can't be put under revision now.
 }
    .hint = { $now ->
    [draft] It is a draft. The next step is “agreement status for approval”.
    [for-approval] It is out for approval. The next step is “agreement status agreed”.
    [agreed] It is agreed. The next step is “agreement status signed 4.2.2026”.
    [signed] It is signed. The next step is “agreement status in force”.
    [in-force] It is in force. The next step is “agreement status under revision”.
   *[under-revision] It is under revision. The next step is “agreement status in force”.
 }
which-state = What have the parties come to?
    .hint = Choose below, or type for instance “agreement status signed 4.2.2026”.
unknown-state = “{ $typed }” could not be read as a status of the agreement.
    .hint = Choose below, or type for instance “agreement status signed 4.2.2026”.
state-now = { $name }: { $state }
registered = Registered by { $county } from what the parties have agreed outside the chat.
registered-only = Registered by { $county }.
sheet-which-county = Which county is the status sheet of?
    .hint = Type for instance “agreement sheet Agder”.
sheet-title = Status sheet – { $name }
sheet-goals = Goals
sheet-goal = { $name }: { $share } of the way
sheet-owners = Each party's own measures
sheet-no-own = no measures of its own
sheet-over = Overdue: { $numbers }.
sheet-delayed = Reported as delayed: { $numbers }.
sheet-unanchored = Without a plan goal: { $numbers }.
sheet-caption = The measures by number
sheet-read = As of { DAY($day, form: "long") } · The model { $clause }
column-measure = Measure
column-status = Status
column-owner = Owner
column-due = Deadline
column-figures = Indicator
all-cancelled = all measures are cancelled
quoted = “{ $text }”
written-meanwhile = { $what } has changed since the form was opened. Now it says: { $stands }
    .hint = Nothing has been saved. Open the form again if it is still to be changed.

# The commands: one line each, an example in .usage.
command-show = a county's cooperation agreement: goals, measures and status
    .usage = agreement · agreement Agder
command-new = begin a draft of a cooperation agreement
    .usage = agreement new 2027–2030
command-goal = put a goal into the agreement
    .usage = agreement goal M2: More research in business; plan goal: 2.3
command-measure = put a measure into the agreement
    .usage = agreement measure T1.3: Joint help for applicants; owner: Siva; contributors: Agder; instrument: Norsk katapult; level: national; due: 30.6.2027; indicator: applications 0 → 8
command-change = edit the agreement, a goal or a measure
    .usage = agreement edit T1.2 due: 1.6.2027 because the application was put off
command-remove = take a goal or a measure out of the agreement
    .usage = agreement remove T1.2
command-status = register what the parties have agreed
    .usage = agreement status signed 4.2.2026
command-sheet = the agreement's status sheet, for the autumn meeting
    .usage = agreement sheet Agder
