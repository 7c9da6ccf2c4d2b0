# One person, several accounts.
title = Join your accounts
type-this = Write this to Samhandling in the other chat, in a direct message:
line = roles link { $code }
good-until = The code is good once, until { $until }. Whoever uses it can do what you can. Keep it to yourself.
role-in = { $role } in { $organisation }
no-role = no role
joined = The account is joined to { $name }
told = The other accounts are told.
undo = “roles link remove { $chat }” takes the account away from the others again.
parted = The { $chat } account is no longer joined to the others
leaving = { $n ->
    [one] Taken away
   *[other] Taken away together
 }
staying = { $n ->
    [one] Left
   *[other] Still joined
 }
roles-here = Roles of this account
part-ask = Take the { $chat } account away from the others?
part-what = The account you write from then no longer holds this: { $roles }.
wrong-code = The code is wrong, used or too old
wrong-code-why = Look at the code in the other chat, or write “roles link” there to get a new one.
tries = { $n ->
    [0] You have no tries left now.
    [one] You have one try left this hour.
   *[other] You have { $n } tries left this hour.
 }
void = The code is no longer good, since others can read it here
void-why = Type “roles link” where you made the code, and write the new one in a direct message to Samhandling.
terminal = Here you speak as an organisation, not as a person.
    .hint = Type “roles link” in Slack or Teams.
not-here = Others can read the answer here.
    .hint = Type “roles link” in a direct message to Samhandling.
role-first = You hold no role yet to share with another account.
    .hint = Write for example “roles ask Agder coordinator”. If you hold a role in another chat, make the code there.
no-code = Could not read “{ $typed }” as a code.
    .hint = A code has eight characters. Type “roles link” and the code, or “roles link” alone to get one.
wait = You have typed a wrong code too many times.
    .hint = Type “roles link” and the code again after { $until }.
same-already = You are joined to this account already.
    .hint = Type “roles link” and the code in the other chat, not here.
same-chat = A person has one account only in the same workspace of { $chat }.
    .hint = Type “roles ask Agder coordinator” to get a role on this account.
only-one = This account is not joined to any other.
    .hint = Type “roles link” to join another.
which = Which account is it about?
    .hint = Choose it, or write “roles link remove” and the account.
not-joined = Found no account “{ $typed }” among yours.
    .hint = Choose it, or write “roles link remove” and the account.
place = { $chat }, workspace { $workspace }
place-named = { $chat }, workspace { $name } ({ $workspace })
sure = Join your account to { $name }?
made-by = The code was made by
you-get = This account gets
they-get = { $name } gets
sure-what = The accounts become one person, and each can do what the other can. If somebody else gave you the code, choose Cancel: they would get your roles.
sure-until = Nothing is joined yet. The code is good until { $until }, for this account only.
code-gone = The code is good no more. Nothing is joined.
    .hint = Type “roles link” in the other chat for a new one.
not-linked = Nothing is joined
not-linked-what = The code is good no more.
elsewhere = From here Samhandling can’t be certain who you are.
    .hint = Type “roles link” in your own workspace.
by-anothers-word = Your roles don’t count from here: you write through a workspace that isn’t your own.

# The commands: one line each, an example in .usage.
command-link = join your accounts in Slack and Teams
    .usage = roles link · roles link K7QF-3M2P
