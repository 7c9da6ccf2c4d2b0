# Help: what the commands have in common.
title = What you can ask for
title-one = Help: { $word }
purpose = Type after /samhandling, in a direct message, or after @Samhandling.
more = Choose a topic to see all of it, or type “help meetings”. Type dates as you usually do: 15.4, Friday week 17, in two weeks.
no-such = There is no command called “{ $typed }”.
    .hint = Type “help” to see them all.
first-title = What would you like to see?
first-what = I keep track of meetings, deadlines and follow-ups in the collaboration model, and tell you in good time. Choose below, or type for instance “status”, “my” or “help”.
topic-overview = Overview
topic-meetings = Meetings
topic-agenda = Agenda
topic-minutes = Minutes
topic-follow-ups = Follow-ups
topic-agreement = Agreement
topic-roles = Roles and settings

# The commands: one line each, an example in .usage.
command-first-words = what to begin with
    .usage = hello
command-help = this help
    .usage = help · help meeting
