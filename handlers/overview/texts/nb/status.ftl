# Status, mine og frister.
title-country = Hele landet – { DAY($day, form: "long") }
title-county = { $county } – { DAY($day, form: "long") }
counts = { $over } over fristen · { $near } innen en uke · { $rest } senere
heading-urgent = Viktigst nå
heading-national = Nasjonale møter
heading-meetings = Regionale dialogmøter
heading-overdue = Over fristen
heading-soon = Innen en uke
heading-later = Senere
half-spring = Vår { $year }
half-autumn = Høst { $year }
column-county = Fylke
column-held = Holdt { $year }
column-open = Åpne punkt
column-overdue = Over fristen
table-caption = Fylkene, de med flest over fristen først
overdue-since = Over fristen siden { DAY($day, form: "weekday") }
overdue = { $n ->
    [one] Én dag over fristen
   *[other] { $n } dager over fristen
 }
do-now = Gjør dette nå
word-not-together = ikke samlet
word-missing = Mangler
national-missing = Modellen legger opp til ett nasjonalt møte hvert halvår (§ 1).
duty = { $owner } · frist { DAY($day, form: "long") } · { $clause }
duty-own = Frist { DAY($day, form: "long") } · { $clause }
more-urgent = { $n ->
    [one] Én til over fristen eller innen en uke. Skriv «frister».
   *[other] { $n } til over fristen eller innen en uke. Skriv «frister».
 }
next = Neste: { $what } – { $owner }, { DAY($day, form: "long") }.
not-together = Ikke samlet { DAY($day, form: "short") }: uten { $missing }.
held-line = Dialogmøter holdt i { $year }: { $count } (minst to, § 2).
no-meetings = Ingen møter i dette eller neste halvår.
undeliverable = Ikke levert: { $names }. Organisasjonen mangler en kanal boten kan skrive i. «kanal» knytter en kanal til den.
not-accepted = Ikke tatt imot: { $names }. Chatten tok ikke imot meldingene. Den som drifter Samhandling, finner årsaken i loggen.
uncertain = Usikkert om meldinger er kommet fram: { $names }. Chatten ga ikke noe klart svar. De sendes ikke på nytt av seg selv: spør mottakeren, eller la KS bestemme det med «usikre».
waiting = Venter: { $names }. Chatten tar ikke imot meldinger akkurat nå. De blir sendt av seg selv når den gjør det.
unknown-part = Fant ikke «{ $typed }».
    .hint = Skriv «status» for egen oversikt, «status nasjonalt» for hele landet, eller «status» og navnet på et fylke.
mine-title = { $n ->
    [0] { $organisation } har ingenting åpent
    [one] { $organisation } har én åpen sak
   *[other] { $organisation } har { $n } åpne saker
 }
nothing-open = Ingenting venter på dere nå.
deadlines-title = Frister de neste { $n } dagene, til { DAY($day) }
no-deadlines = Ingen frister de neste { $n } dagene.
deadlines-week-title = Frister i uke { $week }, { DAY($first) }–{ DAY($last) }
no-deadlines-week = Ingen frister i uke { $week }.
days-unknown = Forsto ikke «{ $typed }» som et antall dager eller en uke.
    .hint = Skriv for eksempel «frister 60 dager» eller «frister uke 50», høyst { $most } dager fram.
first-title = Velkommen. Her er det første å gjøre
first-ks = Sett datoen for det nasjonale vårmøtet { $year } (§ 4.1). Da regnes alle frister ut, og fylkene ser hva de skal følge opp.
first-county = Sett datoen for det regionale vårmøtet { $year } (§ 4.2). Da regnes alle frister ut.
first-agency = Ingen møter har fått dato ennå. Dere får beskjed når KS eller et fylke kaller inn.

# Kommandoene: én linje hver, et eksempel i .usage.
command-status = oversikt, det viktigste først
    .usage = status · status Agder · status nasjonalt
command-mine = det organisasjonen din skal gjøre
    .usage = mine
command-deadlines = de neste fristene
    .usage = frister · frister uke 50 · frister 60 dager
