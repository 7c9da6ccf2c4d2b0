# Meldingar som går ut av seg sjølve.
text-elsewhere = (teksten står i Samhandling)
late = Denne meldinga kjem seinare enn ho skulle.
maybe-repeated = Mogleg gjentaking: det er usikkert om denne meldinga har kome fram før.
shortened = Meldinga er korta ned. Skriv «status» for å sjå korleis det står.
digest-title = { $n ->
    [one] Påminning { DAY($day, form: "day") }
   *[other] { $n } påminningar { DAY($day, form: "day") }
 }
heading-escalated = Til deg som koordinator eller leiar
convening-title = Innkalling: { $name }
save-the-date-title = Hald av datoen: { $name }
change-notice-title = Ny dato: { $name }
change-notice = { $name } er flytt frå { DAY($old, form: "long") } til { DAY($day, form: "long") }. Det de har fått om møtet, gjeld for den nye datoen.
called-off-title = Avlyst: { $name }
called-off = { $name } er avlyst.
on-behalf-title = KS har registrert noko for dykk: { $name }
on-behalf = { $what ->
    [dated] På vegner av dykk har KS sett datoen for { $name }.
    [moved] På vegner av dykk har KS flytt { $name } til { DAY($day, form: "long") }.
    [called-off] På vegner av dykk har KS avlyst { $name }.
    [changed] På vegner av dykk har KS endra tid, stad eller tema for { $name }.
    [held] På vegner av dykk har KS registrert { $name } som halde.
    [convening] På vegner av dykk har KS sendt innkalling til { $name }.
    [save-the-date] På vegner av dykk har KS sendt datovarsel for { $name }.
   *[other] På vegner av dykk har KS registrert noko: { $name }.
 }
on-behalf-routine-title = KS har endra ein rutine for dykk
on-behalf-routine = KS har endra ein frist på vegner av dykk: { $step }.
new-follow-up-title = Nytt oppfølgingspunkt frå { $who }
postponed-title = { $who } har utsett { $name }
moved-forward-title = { $who } har flytta fristen for { $name } fram
lapsed-title = Fall bort: { $name }
help-wanted-title = { $who } treng hjelp med { $name }
not-mine-title = { $who } meiner at { $name } høyrer til hos andre
nudge-title = { $who } minner om { $name }
said = { $who }: «{ $what }»
role-request-title = Nokon bed om ei rolle i { $organisation }
role-granted-title = Du er no { $role } i { $organisation }
role-granted = Førespurnaden din er godkjend.
account-linked-title = Ein { $chat }-konto er kopla til deg
account-linked = { $name } i { $chat } ({ $account }) kan frå no av gjere det du kan. Var det ikkje du som kopla kontoen, skriv «roller kople fjern { $chat }» her.
account-unlinked-title = { $chat }-kontoen er skild frå deg att
account-unlinked = { $name } i { $chat } ({ $account }) var kopla til denne kontoen.
account-parted-title = { $chat }-kontoen er skild frå denne
account-parted = { $name } i { $chat } ({ $account }) og denne kontoen deler ikkje lenger roller. Det blei gjort frå { $by }.
account-parted-left = { $n ->
    [0] Ingen andre kontoar er kopla til denne.
    [one] Éin konto er framleis kopla til denne:
   *[other] { $n } kontoar er framleis kopla til denne:
 }
account-rejoined-title = { $chat }-kontoen er kopla til deg att
account-rejoined = { $name } i { $chat } ({ $account }) var skild frå denne kontoen.
undeliverable-title = Beskjed til { $organisation } kom ikkje fram
undeliverable = { $organisation } manglar ein kanal boten kan skrive i. Meldinga blir send når ein koordinator der skriv «kanal» i rett kanal.
undeliverable-message = Chatten tok ikkje imot meldinga, heller ikkje som rein tekst. Andre meldingar til { $organisation } går som før. Den som driftar Samhandling, finn årsaka i loggen.
database-put-back-title = Samhandling held fram frå ein tryggingskopi
database-put-back = Alt som er registrert etter { $since }, er borte. Registrer det på nytt, om det framleis gjeld.
database-put-back-said = Det som kan vere sagt før, blir ikkje sagt igjen. Gamle knappar verkar ikkje lenger; meldingane får nye.
room-lost-title = Samhandling er fjerna frå ein kanal: { $organisation }
room-lost = Boten kan ikkje skrive i «{ $room }» lenger.
room-lost-left = Meldingar til { $organisation } går til den andre kanalen deira.
room-lost-none = { $organisation } har no ingen kanal, og meldingane ventar. Dei blir sende når ein koordinator der skriv «kanal» og namnet på organisasjonen i ein kanal der boten er med.
token-refused-title = { $chat } slepper ikkje boten til
token-refused = { $chat } (arbeidsområde { $workspace }) godtek ikkje nøkkelen boten bruker: { $code }. Ingen får svar eller påminningar der før den som driv Samhandling, har lagt inn ein ny nøkkel og starta på nytt. Meldingane ventar så lenge.
changed-title = { $who } har endra { $name }
finished-title = { $who } har registrert { $name } som utført
handed-over-title = { $name } er flytt til { $owner }
details-title = Endra: { $name }
details = Tid, stad eller lenkje er endra for { $name }. Slik er det no:
new-follow-ups-title = { $n ->
    [one] Nytt oppfølgingspunkt frå { $who }
   *[other] { $n } nye oppfølgingspunkt frå { $who }
 }
papers-title = Saksliste for { $name }
minutes-out-title = Referatutkast til merknad: { $name }
minutes-comment-title = { $who } har ein merknad til referatet: { $name }
minutes-answered-title = Merknaden dykkar er svart på: { $name }
minutes-approved-title = Referatet er godkjent: { $name }
minutes-corrected-title = Referatet er retta: { $name }
measure-delayed-title = { $who } har meldt om { $name }
measure-reported-title = { $who } har oppdatert { $name }
agreement-in-force-title = { $name }: versjon { $version } er registrert som gjeldande
agreement-own = Tiltak de har ansvar for: { $numbers }.
minutes-back-title = Referatutkastet er trekt tilbake: { $name }
measure-postponed-title = { $who } har meldt { $name } utsett
measure-cancelled-title = { $who } har meldt { $name } avlyst
clock-doubted-title = Klokka på maskina ser ut til å vere feil
clock-doubted = Boten sender ingen påminningar før klokka er rett. Den som driftar Samhandling, kan stille ho, eller starte på nytt og seie frå at ho er rett. Ingenting går tapt: det som skulle vore sagt, kjem etterpå.
messages-stuck-title = Meldingar til { $chat } ventar
messages-stuck = { $chat } (arbeidsområde { $workspace }) tek ikkje imot meldingar frå boten: { $code }. Dei blir sende så snart chatten tek imot. Den som driftar Samhandling, finn meir i loggen.
