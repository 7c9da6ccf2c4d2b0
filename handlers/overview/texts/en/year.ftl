# Annual wheel.
title = Annual wheel { $year } – { $whose }
national = national
row-meeting = The meeting
column-step = Step
column-national-spring = National spring
column-national-autumn = National autumn
column-regional-spring = Regional spring
column-regional-autumn = Regional autumn
caption = Meetings and deadlines, one column per meeting
undated = Without a date: { $names }.
counties = { $dated } of { $total } regional meetings have a date.
note = A date in brackets: where the deadline would have been without weekends, public holidays and quiet weeks. ✓ means done.
out-of-range = There is no annual wheel for { $year }.
    .hint = Type a year from 2024 to 2099.
unknown = “{ $typed }” could not be understood.
    .hint = Type for instance “wheel 2027” or “wheel Agder 2027”.

# The commands: one line each, an example in .usage.
command-year = meetings and deadlines of a year
    .usage = wheel · wheel 2027
