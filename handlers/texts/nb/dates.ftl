### Datoer folk skriver: det som ikke kan leses, det som bør sies, og ekkoet.
### DAY() og MONTH() kommer fra handlers/texts.

## Det som ikke kan leses

missing = Datoen mangler.
    .hint = Skriv for eksempel «15. april», «fredag uke 17» eller «om to uker».
not-understood = «{ $text }» lar seg ikke lese som en dato.
    .hint = Skriv for eksempel «15. april», «fredag uke 17» eller «om to uker».
no-such-day = Datoen finnes ikke: { MONTH($month) } har { $days } dager.
    .hint = Skriv en dag fra 1 til { $days }.
not-leap-year = Datoen finnes ikke: { $year } er ikke skuddår.
    .hint = Velg en dag i nærheten, eller skriv datoen på nytt.
no-such-month = Måned { $month } finnes ikke.
    .hint = Skriv dagen først: «15.4» er 15. april.
no-such-week = Uke { $week } finnes ikke: { $year } har { $weeks } uker.
    .hint = Skriv en uke fra 1 til { $weeks }, eller et annet år.
no-such-time = «{ $text }» er ikke et klokkeslett.
    .hint = Skriv for eksempel «kl. 10» eller «kl. 10.30».
wrong-weekday = { DAY($day) } er en { DAY($day, form: "weekday") }.
    .hint = Velg datoen du mente, eller skriv den uten ukedag.
ambiguous-weekday = Det kan være { DAY($first, form: "long") } eller { DAY($second, form: "long") }.
    .hint = Velg en av dem, eller skriv datoen.
week-needs-day = Uke { $week } varer fra { DAY($first) } til { DAY($last) }. Hvilken dag gjelder det?
    .hint = Velg en dag, eller skriv for eksempel «torsdag uke { $week }».
period-needs-day = «{ $phrase }» er ikke én bestemt dag.
    .hint = Velg en dag, eller skriv datoen, for eksempel «15. april».
past = Datoen er passert: { DAY($day, form: "long") }.
    .hint = Skriv en dato fra i dag og framover.
future = Datoen har ikke vært ennå: { DAY($day, form: "long") }.
    .hint = Skriv en dato til og med i dag.
year-out-of-range = Året { $year } kan ikke brukes.
    .hint = Skriv et år fra { $first } til { $last }.

## Det som bør sies

note-holiday = Merk: { DAY($day, form: "long") } er helligdag ({ $holiday ->
    [new-years-day] { holiday-new-years-day }
    [labour-day] { holiday-labour-day }
    [constitution-day] { holiday-constitution-day }
    [maundy-thursday] { holiday-maundy-thursday }
    [good-friday] { holiday-good-friday }
    [easter-sunday] { holiday-easter-sunday }
    [easter-monday] { holiday-easter-monday }
    [ascension-day] { holiday-ascension-day }
    [whit-sunday] { holiday-whit-sunday }
    [whit-monday] { holiday-whit-monday }
    [christmas-day] { holiday-christmas-day }
    [second-christmas-day] { holiday-second-christmas-day }
    [labour-day-and-ascension-day] { holiday-labour-day-and-ascension-day }
    [constitution-day-and-ascension-day] { holiday-constitution-day-and-ascension-day }
    [constitution-day-and-whit-sunday] { holiday-constitution-day-and-whit-sunday }
    [constitution-day-and-whit-monday] { holiday-constitution-day-and-whit-monday }
   *[other] { holiday-public-holiday }
}).
note-weekend = Merk: { DAY($day, form: "long") } er i en helg.
note-quiet-week = Merk: { DAY($day, form: "long") } er i en stille uke. Da går det ikke ut påminnelser.
note-half-day = Merk: { DAY($day, form: "long") } er en kort dag på mange kontorer.
note-derived = «{ $phrase }» betyr her { DAY($day, form: "long") }. Se etter at datoen stemmer.
note-period = «{ $phrase }» betyr her { DAY($day, form: "long") }.
note-other-year = Mente du { $year }? { DAY($alternative) } er passert, så datoen er satt til { DAY($day) }.
note-past = Merk: { DAY($day, form: "long") } er passert.

## Ekko: torsdag 15. april 2027 (uke 15, om 143 dager)

echo = { DAY($day, form: "long") } (uke { $week }, { $distance })
echo-time = { DAY($day, form: "long") } { $time } (uke { $week }, { $distance })
distance-today = i dag
distance-tomorrow = i morgen
distance-yesterday = i går
distance-days = { $n ->
    [one] om { $n } dag
   *[other] om { $n } dager
}
distance-days-ago = { $n ->
    [one] for { $n } dag siden
   *[other] for { $n } dager siden
}

## Helligdager

holiday-new-years-day = første nyttårsdag
holiday-labour-day = arbeidernes dag
holiday-constitution-day = grunnlovsdagen
holiday-maundy-thursday = skjærtorsdag
holiday-good-friday = langfredag
holiday-easter-sunday = første påskedag
holiday-easter-monday = andre påskedag
holiday-ascension-day = Kristi himmelfartsdag
holiday-whit-sunday = første pinsedag
holiday-whit-monday = andre pinsedag
holiday-christmas-day = første juledag
holiday-second-christmas-day = andre juledag
holiday-public-holiday = offentlig fridag
holiday-labour-day-and-ascension-day = arbeidernes dag og Kristi himmelfartsdag
holiday-constitution-day-and-ascension-day = grunnlovsdagen og Kristi himmelfartsdag
holiday-constitution-day-and-whit-sunday = grunnlovsdagen og første pinsedag
holiday-constitution-day-and-whit-monday = grunnlovsdagen og andre pinsedag
