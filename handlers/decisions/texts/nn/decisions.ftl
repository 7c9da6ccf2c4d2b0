# Vedtak.
which = Kva vedtak gjeld det?
    .hint = Skriv nummeret, til dømes «endre vedtak V-3/26: Siva leverer skisse innan 1. juni».
no-such = Fann ikkje vedtak { $number }.
    .hint = Skriv «referat vis» for å sjå vedtaka i møtet.
no-text = Kva er vedteke?
    .hint = Skriv til dømes «vedtak 4/26 Siva leverer skisse før sommaren».
not-here = { $number } høyrer til ei anna sak eller eit anna møte.
    .hint = Skriv eit nytt vedtak utan nummer, eller rett vedtaket der det høyrer til.
stands-already = Det same står alt som { $number }.
    .hint = Skriv «endre vedtak { $number }: …» for å endre ordlyden.
withdrawn = { $number } er trekt.
    .hint = Skriv eit nytt vedtak, til dømes «vedtak 4/26 Siva leverer skisse».
withdraw-reason = Kvifor blir { $number } trekt?
    .hint = Skriv til dømes «trekk vedtak { $number } fordi det var skrive to gonger».
is-withdrawn = { $number } er trekt: { $reason }
reworded = { $number } er endra. Før: { $old } No: { $text }
title = Siste vedtak
title-about = Vedtak: { $about }
about-words = «{ $words }»
about-own = { $county } og nasjonalt
about-after = eldre enn { $name }
body-national = Nasjonalt
body-steering = Styringsgruppa
count = { $n ->
    [one] Eitt treff.
   *[other] { $n } treff.
 }
over = Over { $most } treff, dei nyaste først.
item = Sak { $title }
follow-ups = { $n ->
    [one] eitt oppfølgingspunkt
   *[other] { $n } oppfølgingspunkt
 }, { $open ->
    [0] ingen opne
    [one] eitt ope
   *[other] { $open } opne
 }
state-approved = Godkjent
state-recorded = Referatet er ikkje godkjent enno
state-withdrawn = Trekt
fact-meeting = Møte
fact-item = Sak
fact-state = Status
fact-reason = Grunn
fact-exempt = Unnateke offentlegheit
heading-follow-ups = Oppfølging
hidden-follow-ups = { $n ->
    [one] Eitt oppfølgingspunkt som organisasjonen din ikkje er part i.
   *[other] { $n } oppfølgingspunkt som organisasjonen din ikkje er part i.
 }
whole-word = Berre «{ $typed }» og bøyingar av det er søkt etter. Over { $most } andre ord byrjar slik.
nothing = Ingen vedtak
nothing-about = Ingen vedtak: { $about }
none-yet = Det er ikkje registrert vedtak enno.
no-more = Det er ingen eldre vedtak.
try-words = Prøv færre ord, eller byrjinga av eit ord: «vedtak kraft» finn også kraftnett.
try-filter = Prøv utan fylke eller år.
what-is-shown = Vedtak frå andre fylke blir viste når referatet er godkjent.
none-such = Fann ikkje vedtaket { $name }.
    .hint = Skriv «vedtak» og eit ord frå vedtaket. Vedtak frå andre fylke blir viste når referatet er godkjent.
which-body = { $name } finst fleire stader, i alt { $n }.
    .hint = Vel under, eller skriv kvar det er frå, til dømes «vedtak { $first }».
one-body = Søket gjeld eitt fylke om gongen, og «{ $typed }» er eitt til.
    .hint = Skriv det eine, eller ingen for å søkje i alle.
one-year = Søket gjeld eitt år om gongen, og «{ $typed }» er eitt til.
    .hint = Skriv det eine, eller ingen for å søkje i alle.
too-short = «{ $typed }» er for kort å søkje etter.
    .hint = Skriv ord på minst to bokstavar, til dømes «vedtak kraftnett».
too-common = «{ $typed }» seier for lite å søkje etter.
    .hint = Skriv eit ord frå vedtaket, til dømes «vedtak kraftnett», eller berre «vedtak» for dei siste.
too-many = Over { $most } ord byrjar med «{ $typed }».
    .hint = Skriv meir av ordet.

# Kommandoane: éi linje kvar, eit døme i .usage.
command-show = vedtak: dei siste, eit søk, eller eitt vedtak
    .usage = vedtak · vedtak kraftnett Agder 2026
