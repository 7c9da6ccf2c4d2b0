# Om modellen, kven du er, velkomst.
title = Nasjonal samhandlingsmodell
purpose = Modellen er den avtalte måten fylka, KS og verkemiddelaktørane samordnar næring, innovasjon og forsking på: møte nasjonalt og regionalt, og regionale samarbeidsavtalar.
source = Nasjonal samhandlingsmodell, { $place } { DAY($day) }. Attgitt med eigne ord.
no-clause = Fann ikkje punktet «{ $typed }».
    .hint = Punkta er { $clauses }.
account = Konto
organisation = Organisasjon
roles = Roller
administrator = Administrator
you-are = { $name }
welcome = Hei. Samhandling kjenner deg ikkje enno
welcome-what = Samhandling er sekretæren for Nasjonal samhandlingsmodell: møte, fristar, oppfølging.
welcome-how = Vel organisasjonen din. Ein koordinator der, eller KS, godkjenner. Du kan òg skrive «roller be-om Agder koordinator».
welcome-account = Kontoen din: { $account }
welcome-admin = Du er administrator: «roller» viser førespurnader som ventar, «roller gi» gir ei rolle, «kanal Agder» knyter ein kanal til ein organisasjon.

# Kommandoane: éi linje kvar, eit døme i .usage.
command-who-am-i = kven du er her
    .usage = kven-er-eg
command-about = om modellen, punkt for punkt
    .usage = om modellen · om modellen 4.2
