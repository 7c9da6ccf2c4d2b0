# Lists taken over from a spreadsheet.
preview = Preview: { $file }
counts = Ready: { $ready }. Unclear: { $unclear }. Left out: { $skipped }. Nothing has been stored.
same-before = The same file was taken over on { DAY($day) }, as import { $number }.
lacks-agreement = { $county } has no cooperation agreement in the database, and measures belong to one. Add --new-agreement to make a draft.
makes-agreement = { $county } has no cooperation agreement in the database. A draft will be made for the measures.
fact-kind = The list holds
fact-county = Concerns
fact-columns = Columns
fact-unused = Columns left out
fact-sheet = Sheet
fact-others = Sheets not read
kind-follow-ups = follow-ups
kind-measures = measures
heading-unclear = Unclear rows
heading-ready = Ready rows
heading-skipped = Rows left out
row = Row { $number }: { $text }
unclear = Unclear
past = the deadline has passed
with = with { $names }
latest = latest: { $value }
skip-above = Stands above the headings.
skip-header = The headings.
skip-heading = A heading across the sheet.
skip-sum = A sum.
skip-nothing = Has nothing in the columns that are read.
skip-twice = The same stands in row { $number }.
skip-stands = Is there already as { $name }.
remark-owner = “{ $typed }” has been read as { $owner }.
remark-like = Looks like { $name }, which is due { DAY($day) }.
cell-several = “{ $typed }” are several organisations, and one is the owner.
    .hint = Write only the owner here. In a list of measures the others can stand as contributors.
cell-owner = “{ $typed }” is no organisation here.
    .hint = Write the name of a county, KS, Innovasjon Norge, Siva or Forskningsrådet.
cell-owner-near = “{ $typed }” is no organisation here. Did you mean { $near }?
    .hint = Write the name like that in the sheet.
cell-no-owner = The owner is missing.
    .hint = Write which organisation is responsible.
cell-no-title = It does not say what is to be done.
    .hint = Write it, or remove the row.
cell-no-due = The deadline is missing.
    .hint = Write a date, for instance “15.4.2027”.
cell-no-year = “{ $typed }” may be in several years.
    .hint = Write the date with its year.
cell-relative = It does not say from which day “{ $typed }” is counted.
    .hint = Write the date, for instance “15.4.2027”.
cell-date-number = The number { $typed } could not be read as a date.
    .hint = Write the date, for instance “15.4.2027”.
cell-number = “{ $typed }” could not be read as a number.
    .hint = Write the number alone, for instance 1200 or 12.5.
cell-status = The status “{ $typed }” is unknown.
    .hint = Write for instance not started, in progress, postponed, completed or cancelled.
cell-status-near = The status “{ $typed }” is unknown. Did you mean { $near }?
    .hint = Write it like that in the sheet.
cell-done-differs = It says “{ $typed }” here, but the status says otherwise.
    .hint = Correct one of them.
cell-done = “{ $typed }” does not say when it was done.
    .hint = Write the date, or x.
cell-level = The level “{ $typed }” is unknown.
    .hint = Write regional, national or EU.
cell-formula = The formula has no result: { $typed }
    .hint = Correct the formula, or write the value.
cell-too-long = The text can have { NUMBER($most, useGrouping: 1) } characters at most; this is { NUMBER($length, useGrouping: 1) }.
    .hint = Make it shorter.
cell-not-yours = You can't give follow-ups to this organisation.
    .hint = Let the county's coordinator or KS take the row over.
cell-no-county = “{ $typed }” is not a county.
    .hint = Write the name of the county, or leave the cell empty.
cell-no-goal = The goal is missing.
    .hint = Write the goal, for instance M1 and its name.
cell-goal-unknown = There is no goal { $number }.
    .hint = Write its name after the number once in the sheet.
cell-goal-differs = { $number } is called “{ $title }”.
    .hint = Write the same name, or another number.
cell-measure-number = “{ $typed }” could not be read as the number of a measure.
    .hint = Write for instance T1.2, or leave the cell empty.
cell-number-taken = { $number } is another measure of the agreement.
    .hint = Write another number, or leave the cell empty.
cell-number-twice = { $number } stands for another measure further up.
    .hint = Write another number, or leave the cell empty.
no-header = No row of headings was found.
    .hint = The list needs one row with the headings Measure, Owner and Deadline.
two-columns = The columns { $first } “{ $heading }” and { $second } “{ $other }” may both be meant.
    .hint = Give one of them another name.
which-kind = The column “{ $heading }” alone does not tell whether these are follow-ups or measures.
    .hint = Add --kind follow-ups or --kind measures.
no-owner-column = No column for the owner was found among: { $headings }
    .hint = Call it Owner.
no-due-column = No column for the deadline was found among: { $headings }
    .hint = Call it Deadline.
no-goal-column = Measures belong to a goal, and neither goal nor number has a column among: { $headings }
    .hint = Call it Goal, or add --kind follow-ups.
too-many-rows = The list has { $count } rows. At most { $most } can be taken over at a time.
    .hint = Divide it into several files.
unknown-county = No county called “{ $typed }” was found.
    .hint = Write the name of a county.
which-county = Which county's agreement do the measures belong to?
    .hint = Add --county and the name of the county.
file-too-large = The file is larger than { $most } MB.
    .hint = Remove pictures and sheets that are not needed, or divide it into several.
no-file = The file could not be opened: { $path }
    .hint = Check its name.
old-or-locked = The file is in an old Excel format or locked with a password.
    .hint = Save it as .xlsx without a password.
broken-file = The file could not be read as a spreadsheet.
    .hint = Open it in a spreadsheet program, and save it as .xlsx or .csv.
too-much-inside = The file holds more than a list.
    .hint = Copy the list to a new spreadsheet, and save that.
empty-file = There is nothing in the file.
    .hint = Check that it is the right one.
no-sheet = The file has no sheet called “{ $name }”.
    .hint = The sheets are called { $names }.
nothing-ready = No rows are ready. Unclear: { $unclear }.
    .hint = Correct the sheet after the preview, and try again.
some-unclear = { $n ->
    [one] One row is unclear: { $rows }
   *[other] { $n } rows are unclear: { $rows }
 }
    .hint = Correct them in the sheet, or add --only-ready to store those that are ready.
not-confirmed = Nothing has been stored.
    .hint = Add --yes to store what the preview shows.
same-file = The same file was taken over on { DAY($day) }, as import { $number }.
    .hint = Undo that first, or add --again to take it over once more.
no-agreement = { $county } has no cooperation agreement in the database, and measures belong to one.
    .hint = Add --new-agreement to make a draft.
changed-meanwhile = What stands in the database has changed since the preview. Nothing has been stored.
    .hint = Run the import again.
ask = Store { $n } { $n ->
    [one] row
   *[other] rows
 }? Type yes or no:
asked-no = Nothing has been stored.
progress-read = Reading: { $done } of { $total } rows
progress-store = Storing: { $done } of { $total } rows
stored = { $n ->
    [one] One row
   *[other] { $n } rows
 } from { $file } stored as { $kind ->
    [measures] measures
   *[other] follow-ups
 }
stored-names = { $n ->
    [one] The row has the number { $first }.
   *[other] They have the numbers { $first } to { $last }.
 }
nobody-told = Nobody has been told about them. Reminders come as usual.
past-told = { $n ->
    [one] One deadline has passed. The owner gets one reminder to do it now.
   *[other] { $n } deadlines have passed. The owners get one reminder of each, to do it now.
 }
left-out = { $n ->
    [one] One unclear row was left out: { $rows }
   *[other] { $n } unclear rows were left out: { $rows }
 }
list-title = { $n ->
    [0] No lists have been taken over
    [one] One list has been taken over
   *[other] { $n } lists have been taken over
 }
list-empty = Lists are taken over on the command line, with samhandling import and the name of the file.
named = Import { $number }: { $file } ({ $kind ->
    [measures] measures
   *[other] follow-ups
 }, { $n ->
    [one] one row
   *[other] { $n } rows
 })
line = Taken over on { DAY($day) } by { $organisation }.
undone-on = Undone on { DAY($day) }.
which = Which import should be undone?
    .hint = Type its number, for instance “import undo 3”. “import” shows them.
none-such = There is no import { $number }.
    .hint = Type “import” to see those there are.
undone = Import { $number } was undone on { DAY($day) }.
    .hint = Take the file over again if it is wanted after all.
nothing-to-undo = Everything from import { $number } has changed since, so nothing has been undone.
    .hint = Change or close them one by one.
undone-now = Import { $number } has been undone, and { $n ->
    [one] one row
   *[other] { $n } rows
 } removed
kept = { $n ->
    [one] One has been changed or used since, and stays:
   *[other] { $n } have been changed or used since, and stay:
 }
marker = { $name } stays as lapsed, so that its number is not used again.
undo-settled = The measures of import { $number } are in an agreement that is no longer a draft.
    .hint = Remove one measure at a time, for instance “agreement remove T1.2”.
in-force = The cooperation agreement for { $county } is in force, and is changed only by proposals for the next version.
    .hint = Propose one measure at a time with “agreement measure”, or take the list over while the agreement is a draft.
into-draft = The measures go into the draft cooperation agreement for { $county }.
cell-share = “{ $typed }” may be a share or a percentage, because there is a percentage beside it.
    .hint = Write the percent sign in all the cells.
cell-title-number = “{ $typed }” before the text is not the number of a measure.
    .hint = Write for instance T1.2 before it, or take the number away.
cell-number-goal = { $number } does not belong to { $goal }.
    .hint = Write a number that begins with { $first }, or correct the goal.
cell-removed = { $number } has been removed from the agreement, and the number is not used again.
    .hint = Write another number.
cell-goal-full = { $number } has no more numbers left.
    .hint = Put the measure under another goal.

# The commands: one line each, an example in .usage.
command-show = lists taken over from a spreadsheet
    .usage = import
command-undo = remove everything from a list
    .usage = import undo 3
