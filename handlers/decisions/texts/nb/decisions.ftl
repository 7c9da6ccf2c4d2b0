# Vedtak.
which = Hvilket vedtak gjelder det?
    .hint = Skriv nummeret, for eksempel «endre vedtak V-3/26: Siva leverer skisse innen 1. juni».
no-such = Fant ikke vedtak { $number }.
    .hint = Skriv «referat vis» for å se vedtakene i møtet.
no-text = Hva er vedtatt?
    .hint = Skriv for eksempel «vedtak 4/26 Siva leverer skisse før sommeren».
not-here = { $number } hører til en annen sak eller et annet møte.
    .hint = Skriv et nytt vedtak uten nummer, eller rett vedtaket der det hører til.
stands-already = Det samme står allerede som { $number }.
    .hint = Skriv «endre vedtak { $number }: …» for å endre ordlyden.
withdrawn = { $number } er trukket.
    .hint = Skriv et nytt vedtak, for eksempel «vedtak 4/26 Siva leverer skisse».
withdraw-reason = Hvorfor trekkes { $number }?
    .hint = Skriv for eksempel «trekk vedtak { $number } fordi det var skrevet to ganger».
is-withdrawn = { $number } er trukket: { $reason }
reworded = { $number } er endret. Før: { $old } Nå: { $text }
title = Siste vedtak
title-about = Vedtak: { $about }
about-words = «{ $words }»
about-own = { $county } og nasjonalt
about-after = eldre enn { $name }
body-national = Nasjonalt
body-steering = Styringsgruppen
count = { $n ->
    [one] Ett treff.
   *[other] { $n } treff.
 }
over = Over { $most } treff, de nyeste først.
item = Sak { $title }
follow-ups = { $n ->
    [one] ett oppfølgingspunkt
   *[other] { $n } oppfølgingspunkter
 }, { $open ->
    [0] ingen åpne
    [one] ett åpent
   *[other] { $open } åpne
 }
state-approved = Godkjent
state-recorded = Referatet er ikke godkjent ennå
state-withdrawn = Trukket
fact-meeting = Møte
fact-item = Sak
fact-state = Status
fact-reason = Grunn
fact-exempt = Unntatt offentlighet
heading-follow-ups = Oppfølging
hidden-follow-ups = { $n ->
    [one] Ett oppfølgingspunkt som organisasjonen din ikke er part i.
   *[other] { $n } oppfølgingspunkter som organisasjonen din ikke er part i.
 }
whole-word = Bare «{ $typed }» og bøyninger av det er søkt etter. Over { $most } andre ord begynner slik.
nothing = Ingen vedtak
nothing-about = Ingen vedtak: { $about }
none-yet = Det er ikke registrert noen vedtak ennå.
no-more = Det er ingen eldre vedtak.
try-words = Prøv færre ord, eller begynnelsen av et ord: «vedtak kraft» finner også kraftnett.
try-filter = Prøv uten fylke eller år.
what-is-shown = Vedtak fra andre fylker vises når referatet er godkjent.
none-such = Fant ikke vedtaket { $name }.
    .hint = Skriv «vedtak» og et ord fra vedtaket. Vedtak fra andre fylker vises når referatet er godkjent.
which-body = { $name } finnes flere steder, i alt { $n }.
    .hint = Velg under, eller skriv hvor det er fra, for eksempel «vedtak { $first }».
one-body = Søket gjelder ett fylke om gangen, og «{ $typed }» er ett til.
    .hint = Skriv det ene, eller ingen for å søke i alle.
one-year = Søket gjelder ett år om gangen, og «{ $typed }» er ett til.
    .hint = Skriv det ene, eller ingen for å søke i alle.
too-short = «{ $typed }» er for kort å søke etter.
    .hint = Skriv ord på minst to bokstaver, for eksempel «vedtak kraftnett».
too-common = «{ $typed }» sier for lite å søke etter.
    .hint = Skriv et ord fra vedtaket, for eksempel «vedtak kraftnett», eller bare «vedtak» for de siste.
too-many = Over { $most } ord begynner med «{ $typed }».
    .hint = Skriv mer av ordet.

# Kommandoene: én linje hver, et eksempel i .usage.
command-show = vedtak: de siste, et søk, eller ett vedtak
    .usage = vedtak · vedtak kraftnett Agder 2026
