### Dates people type: what can't be read, what should be said, and the echo.
### DAY() and MONTH() come from handlers/texts.

## What can't be read

missing = The date is missing.
    .hint = Type for instance “15 April”, “Friday week 17” or “in two weeks”.
not-understood = “{ $text }” could not be read as a date.
    .hint = Type for instance “15 April”, “Friday week 17” or “in two weeks”.
no-such-day = There is no such date: { MONTH($month) } has { $days } days.
    .hint = Type a day from 1 to { $days }.
not-leap-year = There is no such date: { $year } is not a leap year.
    .hint = Choose a day nearby, or type the date again.
no-such-month = There is no month { $month }.
    .hint = Type the day first: “15.4” is 15 April.
no-such-week = There is no week { $week }: { $year } has { $weeks } weeks.
    .hint = Type a week from 1 to { $weeks }, or another year.
no-such-time = “{ $text }” is not a time of day.
    .hint = Type for instance “10:00” or “10:30”.
wrong-weekday = { DAY($day) } is a { DAY($day, form: "weekday") }.
    .hint = Choose the date you meant, or type it without the weekday.
ambiguous-weekday = It may be { DAY($first, form: "long") } or { DAY($second, form: "long") }.
    .hint = Choose one of them, or type the date.
week-needs-day = Week { $week } runs from { DAY($first) } to { DAY($last) }. Which day is it?
    .hint = Choose a day, or type for instance “Thursday week { $week }”.
period-needs-day = “{ $phrase }” is not one particular day.
    .hint = Choose a day, or type the date, for instance “15 April”.
past = The date has passed: { DAY($day, form: "long") }.
    .hint = Type a date from today onwards.
future = The date has not been yet: { DAY($day, form: "long") }.
    .hint = Type a date up to and including today.
year-out-of-range = The year { $year } can't be used.
    .hint = Type a year from { $first } to { $last }.

## What should be said

note-holiday = Note: { DAY($day, form: "long") } is a public holiday ({ $holiday ->
    [new-years-day] { holiday-new-years-day }
    [labour-day] { holiday-labour-day }
    [constitution-day] { holiday-constitution-day }
    [maundy-thursday] { holiday-maundy-thursday }
    [good-friday] { holiday-good-friday }
    [easter-sunday] { holiday-easter-sunday }
    [easter-monday] { holiday-easter-monday }
    [ascension-day] { holiday-ascension-day }
    [whit-sunday] { holiday-whit-sunday }
    [whit-monday] { holiday-whit-monday }
    [christmas-day] { holiday-christmas-day }
    [second-christmas-day] { holiday-second-christmas-day }
    [labour-day-and-ascension-day] { holiday-labour-day-and-ascension-day }
    [constitution-day-and-ascension-day] { holiday-constitution-day-and-ascension-day }
    [constitution-day-and-whit-sunday] { holiday-constitution-day-and-whit-sunday }
    [constitution-day-and-whit-monday] { holiday-constitution-day-and-whit-monday }
   *[other] { holiday-public-holiday }
}).
note-weekend = Note: { DAY($day, form: "long") } is in a weekend.
note-quiet-week = Note: { DAY($day, form: "long") } is in a quiet week. No reminders go out then.
note-half-day = Note: { DAY($day, form: "long") } is a short day in many offices.
note-derived = “{ $phrase }” means { DAY($day, form: "long") } here. Please check the date.
note-period = “{ $phrase }” means { DAY($day, form: "long") } here.
note-other-year = Did you mean { $year }? { DAY($alternative) } has passed, so the date is set to { DAY($day) }.
note-past = Note: { DAY($day, form: "long") } has passed.

## Echo: Thursday 15 April 2027 (week 15, in 143 days)

echo = { DAY($day, form: "long") } (week { $week }, { $distance })
echo-time = { DAY($day, form: "long") } { $time } (week { $week }, { $distance })
distance-today = today
distance-tomorrow = tomorrow
distance-yesterday = yesterday
distance-days = { $n ->
    [one] in { $n } day
   *[other] in { $n } days
}
distance-days-ago = { $n ->
    [one] { $n } day ago
   *[other] { $n } days ago
}

## Public holidays

holiday-new-years-day = New Year’s Day
holiday-labour-day = Labour Day
holiday-constitution-day = Constitution Day
holiday-maundy-thursday = Maundy Thursday
holiday-good-friday = Good Friday
holiday-easter-sunday = Easter Sunday
holiday-easter-monday = Easter Monday
holiday-ascension-day = Ascension Day
holiday-whit-sunday = Whit Sunday
holiday-whit-monday = Whit Monday
holiday-christmas-day = Christmas Day
holiday-second-christmas-day = the second day of Christmas
holiday-public-holiday = public holiday
holiday-labour-day-and-ascension-day = Labour Day and Ascension Day
holiday-constitution-day-and-ascension-day = Constitution Day and Ascension Day
holiday-constitution-day-and-whit-sunday = Constitution Day and Whit Sunday
holiday-constitution-day-and-whit-monday = Constitution Day and Whit Monday
