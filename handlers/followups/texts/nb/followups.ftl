# Oppfølgingspunkter.
created = { $name } – ansvarlig: { $owner }
due = Frist: { $when }
owner-told = { $owner } har fått beskjed og kan svare «Tar den» eller «Ikke min».
no-date = Når skal det være gjort?
    .hint = Skriv fristen bakerst, for eksempel «oppfølging ny { $owner }: levere skisse innen 15.12».
no-text = Hva skal gjøres?
    .hint = Skriv for eksempel «oppfølging ny { $owner }: levere skisse innen 15.12».
no-owner = Hvem er ansvarlig?
    .hint = Velg en organisasjon.
one-at-a-time = Her står det mer enn ett oppfølgingspunkt, eller mer enn én frist.
    .hint = Skriv ett om gangen, med én frist til slutt, for eksempel «oppfølging ny { $owner }: levere skisse innen 15.12».
which = Hvilket oppfølgingspunkt gjelder det?
    .hint = Skriv nummeret, for eksempel «{ $command } O-12». «mine» viser alle dine.
unknown = Forsto ikke «{ $typed }» som et oppfølgingspunkt.
    .hint = Skriv nummeret, for eksempel O-12. «mine» viser alle dine.
other-county = { $owner } tar selv stilling til hva fylket skal gjøre. { $own } kan gi oppfølgingspunkter til seg selv, KS og virkemiddelaktørene.
    .hint = Be KS om det, eller skriv hva { $own } skal gjøre: «oppfølging ny { $own }: avklare med { $owner } innen 15.12».
none-such = O-{ $number } finnes ikke.
    .hint = Skriv «mine» for å se dine, eller «oppfølging» for å se alle.
closed = O-{ $number } { $state ->
    [done] ble utført
   *[other] bortfalt
 } { DAY($day) }.
    .hint = Skriv «oppfølging ny» hvis det er noe nytt som skal gjøres.
fact-owner = Ansvarlig
fact-due = Frist
fact-state = Status
fact-accepted = Bekreftet
fact-from = Kommer fra
from-closed = unntatt offentlighet
not-accepted = ikke bekreftet
national = nasjonalt nivå
state-open = åpent
state-confirmed = bekreftet
state-waiting = venter
state-postponed = utsatt
state-done = utført
state-lapsed = bortfalt
line = { $owner }, frist { DAY($day, form: "long") }
history = Historikk
postponed-line = { DAY($old, form: "short") } → { DAY($new, form: "short") }: { $reason }
reminded = { $n ->
    [one] Påminnet én gang, { DAY($day, form: "day") }.
   *[other] Påminnet { $n } ganger, sist { DAY($day, form: "day") }.
 }
list-title = { $n ->
    [0] Ingen åpne oppfølgingspunkter
    [one] Ett åpent oppfølgingspunkt
   *[other] { $n } åpne oppfølgingspunkter
 }
change-needs = Hva skal endres?
    .hint = Skriv for eksempel «oppfølging endre O-{ $number } ansvarlig: Siva», «tekst: …» eller «frist: 15.12 fordi …». Flere felt skilles med semikolon.
changed = { $name } er endret
lapse-reason = Hvorfor bortfaller det?
    .hint = Skriv for eksempel «bortfall O-{ $number } fordi søknaden ble avslått».
lapsed = { $name } er bortfalt
done = { $name } er utført
reminders-stop = Det blir ikke flere påminnelser om dette.
accepted = { $owner } tar { $name }
not-later = Ny frist { DAY($day) } må være etter i dag.
    .hint = Skriv en dato framover, for eksempel «fredag uke 17».
same-date = Fristen er alt { DAY($day) }.
    .hint = Skriv en annen dato.
postpone-date = Ny frist mangler.
    .hint = Skriv for eksempel «utsett O-{ $number } til fredag uke 17 fordi vi venter på tall».
postpone-not-date = «{ $typed }» lar seg ikke lese som en dato.
    .hint = Skriv for eksempel «utsett O-{ $number } til fredag uke 17 fordi vi venter på tall».
postpone-reason = Hvorfor utsettes det?
    .hint = Skriv for eksempel «utsett O-{ $number } til { DAY($day, form: "short") } fordi vi venter på tall».
form-reason-missing = Skriv hvorfor det utsettes.
postponed = { $name } er utsatt
moved-forward = Fristen for { $name } er flyttet fram
new-due = Ny frist: { $when }
help-sent = { $to } er bedt om hjelp med { $name }
not-mine-sent = { $to } har fått beskjed om at { $name } hører til hos andre
form-title = Ny oppfølging
form-owner = Ansvarlig
form-text = Hva skal gjøres
form-due = Frist
form-postpone-title = Utsett O-{ $number }
form-new-due = Ny frist
form-reason = Hvorfor
stale = O-{ $number } er endret siden knappen ble laget: { $text }, frist { DAY($day) }.
    .hint = Ingenting er gjort. Velg under hvis du vil gå videre likevel.
change-date = Hvorfor endres fristen?
    .hint = Skriv for eksempel «oppfølging endre O-{ $number } frist: { DAY($day, form: "short") } fordi styret møtes da».
one-owner = Ett punkt har én ansvarlig. Du skrev «{ $typed }».
    .hint = Skriv én organisasjon før kolon, og lag et punkt til for den andre.
whole-day = Fristen gjelder hele dagen. Klokkeslettet er ikke tatt med.
help-self = Det er dere som koordinerer dette punktet.
    .hint = Skriv «purr» og nummeret for å minne den ansvarlige, eller «utsett» for å gi mer tid.
in-minutes = Punktet står i referatet for { $name }.
note-which = Hvilken sak gjelder det?
    .hint = Skriv for eksempel «noter 4/26 Siva: levere skisse innen 15.12». «saksliste» viser numrene.
note-needs = Hvem skal gjøre hva i sak { $number }, og når?
    .hint = Skriv for eksempel «noter { $number } Siva: levere skisse innen 15.12».
note-no-date = Når skal det være gjort?
    .hint = Skriv for eksempel «noter { $number } { $owner }: levere skisse innen 15.12».
note-no-text = Hva skal gjøres?
    .hint = Skriv for eksempel «noter { $number } { $owner }: levere skisse innen 15.12».

# Kommandoene: én linje hver, et eksempel i .usage.
command-show = ett oppfølgingspunkt, eller alle
    .usage = oppfølging · oppfølging vis O-12
command-new = noter hva noen skal gjøre
    .usage = oppfølging ny Siva: levere skisse innen 15.12
command-change = endre tekst, ansvarlig eller frist
    .usage = oppfølging endre O-12 ansvarlig: Siva
command-lapse = la et punkt bortfalle
    .usage = bortfall O-12 fordi søknaden ble avslått
command-done = et punkt er gjort
    .usage = ferdig O-12
command-accept = ta på seg et punkt
    .usage = tar-den O-12
command-postpone = utsett et punkt, med grunn
    .usage = utsett O-12 til fredag uke 17 fordi vi venter på tall
command-help-wanted = be koordinator om hjelp
    .usage = trenger-hjelp O-12 vi mangler tall
command-not-mine = punktet hører til hos andre
    .usage = ikke-min O-12
