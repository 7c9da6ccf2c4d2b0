# About the model, who you are, welcome.
title = The national collaboration model
purpose = The model is the agreed way in which the counties, KS and the policy instrument agencies coordinate business development, innovation and research: meetings nationally and regionally, and regional cooperation agreements.
source = Nasjonal samhandlingsmodell, { $place } { DAY($day) }. In our own words.
no-clause = There is no clause “{ $typed }”.
    .hint = The clauses are { $clauses }.
account = Account
organisation = Organisation
roles = Roles
administrator = Administrator
you-are = { $name }
welcome = Hello. Samhandling does not know you yet
welcome-what = Samhandling is the secretary for Nasjonal samhandlingsmodell, the Norwegian national collaboration model: meetings, deadlines, follow-up.
welcome-how = Choose your organisation. A coordinator there, or KS, approves. You can also type “roles ask Agder coordinator”.
welcome-account = Your account: { $account }
welcome-admin = You are an administrator: “roles” shows requests that wait, “roles grant” gives a role, “channel Agder” ties a channel to an organisation.

# The commands: one line each, an example in .usage.
command-who-am-i = who you are here
    .usage = who-am-i
command-about = about the model, clause by clause
    .usage = about · about 4.2
