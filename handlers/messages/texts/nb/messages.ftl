# Meldinger som går ut av seg selv.
text-elsewhere = (teksten står i Samhandling)
late = Denne meldingen kommer senere enn den skulle.
maybe-repeated = Mulig gjentakelse: det er usikkert om denne meldingen har kommet fram før.
shortened = Meldingen er kortet ned. Skriv «status» for å se hvordan det står.
digest-title = { $n ->
    [one] Påminnelse { DAY($day, form: "day") }
   *[other] { $n } påminnelser { DAY($day, form: "day") }
 }
heading-escalated = Til deg som koordinator eller leder
convening-title = Innkalling: { $name }
save-the-date-title = Hold av datoen: { $name }
change-notice-title = Ny dato: { $name }
change-notice = { $name } er flyttet fra { DAY($old, form: "long") } til { DAY($day, form: "long") }. Det dere har fått om møtet, gjelder for den nye datoen.
called-off-title = Avlyst: { $name }
called-off = { $name } er avlyst.
on-behalf-title = KS har registrert noe for dere: { $name }
on-behalf = { $what ->
    [dated] På vegne av dere har KS satt datoen for { $name }.
    [moved] På vegne av dere har KS flyttet { $name } til { DAY($day, form: "long") }.
    [called-off] På vegne av dere har KS avlyst { $name }.
    [changed] På vegne av dere har KS endret tid, sted eller tema for { $name }.
    [held] På vegne av dere har KS registrert { $name } som holdt.
    [convening] På vegne av dere har KS sendt innkalling til { $name }.
    [save-the-date] På vegne av dere har KS sendt datovarsel for { $name }.
   *[other] På vegne av dere har KS registrert noe: { $name }.
 }
on-behalf-routine-title = KS har endret en rutine for dere
on-behalf-routine = KS har endret en frist på vegne av dere: { $step }.
new-follow-up-title = Nytt oppfølgingspunkt fra { $who }
postponed-title = { $who } har utsatt { $name }
moved-forward-title = { $who } har flyttet fristen for { $name } fram
lapsed-title = Bortfalt: { $name }
help-wanted-title = { $who } trenger hjelp med { $name }
not-mine-title = { $who } mener at { $name } hører til hos andre
nudge-title = { $who } minner om { $name }
said = { $who }: «{ $what }»
role-request-title = Noen ber om en rolle i { $organisation }
role-granted-title = Du er nå { $role } i { $organisation }
role-granted = Forespørselen din er godkjent.
account-linked-title = En { $chat }-konto er koblet til deg
account-linked = { $name } i { $chat } ({ $account }) kan fra nå av gjøre det du kan. Var det ikke du som koblet kontoen, skriv «roller koble fjern { $chat }» her.
account-unlinked-title = { $chat }-kontoen er skilt fra deg igjen
account-unlinked = { $name } i { $chat } ({ $account }) var koblet til denne kontoen.
account-parted-title = { $chat }-kontoen er skilt fra denne
account-parted = { $name } i { $chat } ({ $account }) og denne kontoen deler ikke lenger roller. Det ble gjort fra { $by }.
account-parted-left = { $n ->
    [0] Ingen andre kontoer er koblet til denne.
    [one] Én konto er fortsatt koblet til denne:
   *[other] { $n } kontoer er fortsatt koblet til denne:
 }
account-rejoined-title = { $chat }-kontoen er koblet til deg igjen
account-rejoined = { $name } i { $chat } ({ $account }) var skilt fra denne kontoen.
undeliverable-title = Beskjed til { $organisation } kom ikke fram
undeliverable = { $organisation } mangler en kanal boten kan skrive i. Meldingen sendes når en koordinator der skriver «kanal» i riktig kanal.
undeliverable-message = Chatten tok ikke imot meldingen, heller ikke som ren tekst. Andre meldinger til { $organisation } går som før. Den som drifter Samhandling, finner årsaken i loggen.
database-put-back-title = Samhandling går videre fra en sikkerhetskopi
database-put-back = Alt som er registrert etter { $since }, er borte. Registrer det på nytt, hvis det fortsatt gjelder.
database-put-back-said = Det som kan være sagt før, blir ikke sagt igjen. Gamle knapper virker ikke lenger; meldingene får nye.
room-lost-title = Samhandling er fjernet fra en kanal: { $organisation }
room-lost = Boten kan ikke skrive i «{ $room }» lenger.
room-lost-left = Meldinger til { $organisation } går til den andre kanalen deres.
room-lost-none = { $organisation } har nå ingen kanal, og meldingene venter. De sendes når en koordinator der skriver «kanal» og navnet på organisasjonen i en kanal der boten er med.
token-refused-title = { $chat } slipper ikke boten til
token-refused = { $chat } (arbeidsområde { $workspace }) godtar ikke nøkkelen boten bruker: { $code }. Ingen får svar eller påminnelser der før den som driver Samhandling, har lagt inn en ny nøkkel og startet på nytt. Meldingene venter så lenge.
changed-title = { $who } har endret { $name }
finished-title = { $who } har registrert { $name } som utført
handed-over-title = { $name } er flyttet til { $owner }
details-title = Endret: { $name }
details = Tid, sted eller lenke er endret for { $name }. Slik er det nå:
new-follow-ups-title = { $n ->
    [one] Nytt oppfølgingspunkt fra { $who }
   *[other] { $n } nye oppfølgingspunkter fra { $who }
 }
papers-title = Saksliste for { $name }
minutes-out-title = Referatutkast til merknad: { $name }
minutes-comment-title = { $who } har en merknad til referatet: { $name }
minutes-answered-title = Merknaden deres er besvart: { $name }
minutes-approved-title = Referatet er godkjent: { $name }
minutes-corrected-title = Referatet er rettet: { $name }
measure-delayed-title = { $who } har meldt om { $name }
measure-reported-title = { $who } har oppdatert { $name }
agreement-in-force-title = { $name }: versjon { $version } er registrert som gjeldende
agreement-own = Tiltak dere har ansvar for: { $numbers }.
minutes-back-title = Referatutkastet er trukket tilbake: { $name }
measure-postponed-title = { $who } har meldt { $name } utsatt
measure-cancelled-title = { $who } har meldt { $name } avlyst
clock-doubted-title = Klokka på maskinen ser ut til å være feil
clock-doubted = Boten sender ingen påminnelser før klokka er rett. Den som drifter Samhandling, kan stille den, eller starte på nytt og si fra at den er rett. Ingenting går tapt: det som skulle vært sagt, kommer etterpå.
messages-stuck-title = Meldinger til { $chat } venter
messages-stuck = { $chat } (arbeidsområde { $workspace }) tar ikke imot meldinger fra boten: { $code }. De blir sendt så snart chatten tar imot. Den som drifter Samhandling, finner mer i loggen.
