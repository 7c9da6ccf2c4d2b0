# Roles.
title = Roles in { $organisation }
coordinator = coordinator
leader = leader
secretary = secretary
working-committee = member of the working committee
member = member
until = { $name } (until { DAY($day, form: "short") })
unknown-role = “{ $typed }” could not be read as a role.
    .hint = Type coordinator, leader, secretary, working committee or member.
role-missing = Which role?
    .hint = Type coordinator, leader, secretary, working committee or member.
ask-needs = Which organisation and role is it?
    .hint = Type for instance “roles ask Agder coordinator”.
have-it = You already hold this role in { $organisation }.
    .hint = Type “who-am-i” to see your roles.
asked-before = You have already asked { $organisation } about this.
    .hint = A coordinator there, or KS, answers. You get access when they approve.
asked = You have asked for this role in { $organisation }: { $role }
asked-who = A coordinator in { $organisation }, or KS, approves with a button.
request = { $name } asks for this role in { $organisation }: { $role }.
no-request = There is no request “{ $typed }”.
    .hint = Type “roles” to see the requests that are waiting.
decided = The request from { $name } has already been { $state ->
    [granted] approved
    [replaced] replaced by another from the same account
   *[other] declined
 }.
    .hint = Type “roles” to see who holds which roles.
granted = { $name } is now { $role } in { $organisation }
declined = The request from { $name } has been declined
grant-needs = Who is to hold which role?
    .hint = Type for instance “roles grant Agder coordinator @name”.
grant-guest = From here it is unclear which account is meant.
    .hint = Write the account as “who-am-i” shows it to the person, in place of the name.
end-needs = Which role is to end?
    .hint = Type for instance “roles end Agder coordinator”.
no-holder = There is no single person with that role in { $organisation }.
    .hint = Type “roles { $organisation }” to see who holds it, and include the name.
ended = { $name } is no longer { $role } in { $organisation }
none-waiting = No requests are waiting.
waiting-title = { $n ->
    [0] Nobody is waiting for a role
    [one] One person is waiting for a role
   *[other] { $n } people are waiting for a role
 }
administrators = No command makes an administrator, or ends one.
    .hint = The account stands in the setting { $setting }. Whoever runs Samhandling adds or removes it there, and starts anew.
holder = { $name } ({ $given })
holder-joined = { $name } ({ $given }, joined to { $others })
which-holder = Whom in { $organisation } do you mean?
    .hint = Choose the person, or add the name or the account.
no-such-holder = Found nobody called “{ $typed }” with that role in { $organisation }.
    .hint = Choose the person, or add the name or the account.
still-administrator = The account { $account } is an administrator as well. That stands in the setting { $setting }, and whoever runs Samhandling changes it.
requests-more = { $n ->
    [one] One request more. Type “roles” to see it once these are answered.
   *[other] { $n } requests more. Type “roles” to see them once these are answered.
 }
new-workspace = Nobody in { $organisation } has written from this workspace before.
like-holder = The name is like that of { $name }, who holds this role in { $organisation }: { $role } ({ $account }).
ask-later = You have asked for many roles during the last hour.
    .hint = Type “roles ask” again after { $until }.

# The commands: one line each, an example in .usage.
command-show = who holds which roles
    .usage = roles · roles Agder
command-ask = ask for a role
    .usage = roles ask Agder coordinator
command-approve = approve a request
    .usage = roles approve 3
command-decline = decline a request
    .usage = roles decline 3
command-grant = give somebody a role
    .usage = roles grant Agder coordinator @name
command-end = end a role
    .usage = roles end Agder coordinator
