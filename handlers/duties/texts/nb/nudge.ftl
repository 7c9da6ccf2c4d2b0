# Purring og utsatt varsel.
sent = { $owner } er minnet på: { $name }
own = Dette er dere selv ansvarlige for.
    .hint = Skriv «ferdig», «utsett» eller «trenger-hjelp» og nummeret.
already-today = { $owner } er alt minnet på dette i dag.
    .hint = Prøv igjen i morgen, eller ring.
nothing-open = { $owner } har ingen åpen oppgave for { $ref } nå.
    .hint = Skriv «møte vis { $ref }» for å se hva som gjenstår.
nothing-to-snooze = Det er ingen påminnelser å utsette: dere får ingen om { $name } nå.
    .hint = Skriv «mine» for å se det dere blir minnet på.
snoozed = Ingen påminnelser til dere om { $name } for nå
snoozed-until = Neste påminnelse: { $when }. Fristen er den samme, og koordinator og leder varsles som vanlig etter fristen.
form-title = Utsett varsel
form-until = Minn oss på dette
which = Hva gjelder det?
    .hint = Skriv nummeret på et oppfølgingspunkt, for eksempel O-12, eller et møte, for eksempel «vårmøtet i Agder».

# Kommandoene: én linje hver, et eksempel i .usage.
command-nudge = minn noen på noe, med en gang
    .usage = purr O-12 · purr T1.2 · purr Agder vår
command-snooze = ingen påminnelser til oss om dette før en dato
    .usage = slumre O-12 til fredag · slumre T1.2 til 1.2.2027
