### Datoar folk skriv: det som ikkje kan lesast, det som bør seiast, og ekkoet.
### DAY() og MONTH() kjem frå handlers/texts.

## Det som ikkje kan lesast

missing = Datoen manglar.
    .hint = Skriv til dømes «15. april», «fredag veke 17» eller «om to veker».
not-understood = «{ $text }» let seg ikkje lese som ein dato.
    .hint = Skriv til dømes «15. april», «fredag veke 17» eller «om to veker».
no-such-day = Datoen finst ikkje: { MONTH($month) } har { $days } dagar.
    .hint = Skriv ein dag frå 1 til { $days }.
not-leap-year = Datoen finst ikkje: { $year } er ikkje skotår.
    .hint = Vel ein dag i nærleiken, eller skriv datoen på nytt.
no-such-month = Månad { $month } finst ikkje.
    .hint = Skriv dagen først: «15.4» er 15. april.
no-such-week = Veke { $week } finst ikkje: { $year } har { $weeks } veker.
    .hint = Skriv ei veke frå 1 til { $weeks }, eller eit anna år.
no-such-time = «{ $text }» er ikkje eit klokkeslett.
    .hint = Skriv til dømes «kl. 10» eller «kl. 10.30».
wrong-weekday = { DAY($day) } er ein { DAY($day, form: "weekday") }.
    .hint = Vel datoen du meinte, eller skriv han utan vekedag.
ambiguous-weekday = Det kan vere { DAY($first, form: "long") } eller { DAY($second, form: "long") }.
    .hint = Vel ein av dei, eller skriv datoen.
week-needs-day = Veke { $week } varer frå { DAY($first) } til { DAY($last) }. Kva dag gjeld det?
    .hint = Vel ein dag, eller skriv til dømes «torsdag veke { $week }».
period-needs-day = «{ $phrase }» er ikkje éin bestemt dag.
    .hint = Vel ein dag, eller skriv datoen, til dømes «15. april».
past = Datoen er passert: { DAY($day, form: "long") }.
    .hint = Skriv ein dato frå i dag og framover.
future = Datoen har ikkje vore enno: { DAY($day, form: "long") }.
    .hint = Skriv ein dato til og med i dag.
year-out-of-range = Året { $year } kan ikkje brukast.
    .hint = Skriv eit år frå { $first } til { $last }.

## Det som bør seiast

note-holiday = Merk: { DAY($day, form: "long") } er heilagdag ({ $holiday ->
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
note-weekend = Merk: { DAY($day, form: "long") } er i ei helg.
note-quiet-week = Merk: { DAY($day, form: "long") } er i ei stille veke. Då går det ikkje ut påminningar.
note-half-day = Merk: { DAY($day, form: "long") } er ein kort dag på mange kontor.
note-derived = «{ $phrase }» tyder her { DAY($day, form: "long") }. Sjå etter at datoen stemmer.
note-period = «{ $phrase }» tyder her { DAY($day, form: "long") }.
note-other-year = Meinte du { $year }? { DAY($alternative) } er passert, så datoen er sett til { DAY($day) }.
note-past = Merk: { DAY($day, form: "long") } er passert.

## Ekko: torsdag 15. april 2027 (veke 15, om 143 dagar)

echo = { DAY($day, form: "long") } (veke { $week }, { $distance })
echo-time = { DAY($day, form: "long") } { $time } (veke { $week }, { $distance })
distance-today = i dag
distance-tomorrow = i morgon
distance-yesterday = i går
distance-days = { $n ->
    [one] om { $n } dag
   *[other] om { $n } dagar
}
distance-days-ago = { $n ->
    [one] for { $n } dag sidan
   *[other] for { $n } dagar sidan
}

## Heilagdagar

holiday-new-years-day = første nyttårsdag
holiday-labour-day = arbeidardagen
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
holiday-public-holiday = offentleg fridag
holiday-labour-day-and-ascension-day = arbeidardagen og Kristi himmelfartsdag
holiday-constitution-day-and-ascension-day = grunnlovsdagen og Kristi himmelfartsdag
holiday-constitution-day-and-whit-sunday = grunnlovsdagen og første pinsedag
holiday-constitution-day-and-whit-monday = grunnlovsdagen og andre pinsedag
