# Om modellen, hvem du er, velkomst.
title = Nasjonal samhandlingsmodell
purpose = Modellen er den avtalte måten fylkene, KS og virkemiddelaktørene samordner næring, innovasjon og forskning på: møter nasjonalt og regionalt, og regionale samarbeidsavtaler.
source = Nasjonal samhandlingsmodell, { $place } { DAY($day) }. Gjengitt med egne ord.
no-clause = Fant ikke punktet «{ $typed }».
    .hint = Punktene er { $clauses }.
account = Konto
organisation = Organisasjon
roles = Roller
administrator = Administrator
you-are = { $name }
welcome = Hei. Samhandling kjenner deg ikke ennå
welcome-what = Samhandling er sekretæren for Nasjonal samhandlingsmodell: møter, frister, oppfølging.
welcome-how = Velg organisasjonen din. En koordinator der, eller KS, godkjenner. Du kan også skrive «roller be-om Agder koordinator».
welcome-account = Kontoen din: { $account }
welcome-admin = Du er administrator: «roller» viser forespørsler som venter, «roller gi» gir en rolle, «kanal Agder» knytter en kanal til en organisasjon.

# Kommandoene: én linje hver, et eksempel i .usage.
command-who-am-i = hvem du er her
    .usage = hvem-er-jeg
command-about = om modellen, punkt for punkt
    .usage = om modellen · om modellen 4.2
