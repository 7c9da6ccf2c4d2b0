# What is kept about whoever asks.
title = This is kept about you
names = Name
accounts = Accounts
none = none
messages = Messages to you alone
conversations = Conversations
conversations-in = Conversations in
by-others = Changes by others that concern you
minutes = Your name is in the minutes of
roles = Roles, now and before
role-since = { $role } in { $organisation } from { $start }
role-until = { $role } in { $organisation } from { $start } to { $end }
requests = Roles you have asked for
request-open = { $role } in { $organisation }, { $when }: waiting for an answer
request-granted = { $role } in { $organisation }, { $when }: approved
request-declined = { $role } in { $organisation }, { $when }: declined
request-replaced = { $role } in { $organisation }, { $when }: replaced by a new request
said = { $n ->
    [one] What you have written that changed something: one line
   *[other] What you have written that changed something: { $n } lines, the newest first
 }
how-long = Once you no longer have a role, your name, accounts and lines are deleted after a while, usually twelve months. Minutes and what you have written in them are archive and stay.
as-json = Whoever runs Samhandling can give you all of it as a file. State the account { $account }.

not-here = Others can read the answer here.
    .hint = Type “my data” in a direct message to Samhandling.
elsewhere = From here Samhandling can’t be certain who you are.
    .hint = Type “my data” in your own workspace.

# The commands: one line each, an example in .usage.
command-my-data = what is kept about you
    .usage = my data
