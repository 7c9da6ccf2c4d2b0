# Status, mine og fristar.
title-country = Heile landet – { DAY($day, form: "long") }
title-county = { $county } – { DAY($day, form: "long") }
counts = { $over } over fristen · { $near } innan ei veke · { $rest } seinare
heading-urgent = Viktigast no
heading-national = Nasjonale møte
heading-meetings = Regionale dialogmøte
heading-overdue = Over fristen
heading-soon = Innan ei veke
heading-later = Seinare
half-spring = Vår { $year }
half-autumn = Haust { $year }
column-county = Fylke
column-held = Haldne { $year }
column-open = Opne punkt
column-overdue = Over fristen
table-caption = Fylka, dei med flest over fristen først
overdue-since = Over fristen sidan { DAY($day, form: "weekday") }
overdue = { $n ->
    [one] Éin dag over fristen
   *[other] { $n } dagar over fristen
 }
do-now = Gjer dette no
word-not-together = ikkje samla
word-missing = Manglar
national-missing = Modellen legg opp til eitt nasjonalt møte kvart halvår (§ 1).
duty = { $owner } · frist { DAY($day, form: "long") } · { $clause }
duty-own = Frist { DAY($day, form: "long") } · { $clause }
more-urgent = { $n ->
    [one] Éin til over fristen eller innan ei veke. Skriv «fristar».
   *[other] { $n } til over fristen eller innan ei veke. Skriv «fristar».
 }
next = Neste: { $what } – { $owner }, { DAY($day, form: "long") }.
not-together = Ikkje samla { DAY($day, form: "short") }: utan { $missing }.
held-line = Dialogmøte haldne i { $year }: { $count } (minst to, § 2).
no-meetings = Ingen møte i dette eller neste halvår.
undeliverable = Ikkje levert: { $names }. Organisasjonen manglar ein kanal boten kan skrive i. «kanal» knyter ein kanal til han.
not-accepted = Ikkje tekne imot: { $names }. Chatten tok ikkje imot meldingane. Den som driftar Samhandling, finn årsaka i loggen.
uncertain = Usikkert om meldingar er komne fram: { $names }. Chatten gav ikkje noko klart svar. Dei blir ikkje sende på nytt av seg sjølve: spør mottakaren, eller lat KS bestemme det med «usikre».
waiting = Ventar: { $names }. Chatten tek ikkje imot meldingar akkurat no. Dei blir sende av seg sjølve når han gjer det.
unknown-part = Fann ikkje «{ $typed }».
    .hint = Skriv «status» for eiga oversikt, «status nasjonalt» for heile landet, eller «status» og namnet på eit fylke.
mine-title = { $n ->
    [0] { $organisation } har ingenting ope
    [one] { $organisation } har éi open sak
   *[other] { $organisation } har { $n } opne saker
 }
nothing-open = Ingenting ventar på dykk no.
deadlines-title = Fristar dei neste { $n } dagane, til { DAY($day) }
no-deadlines = Ingen fristar dei neste { $n } dagane.
deadlines-week-title = Fristar i veke { $week }, { DAY($first) }–{ DAY($last) }
no-deadlines-week = Ingen fristar i veke { $week }.
days-unknown = Forstod ikkje «{ $typed }» som eit tal på dagar eller ei veke.
    .hint = Skriv til dømes «fristar 60 dagar» eller «fristar veke 50», høgst { $most } dagar fram.
first-title = Velkomen. Her er det første å gjere
first-ks = Set datoen for det nasjonale vårmøtet { $year } (§ 4.1). Då blir alle fristar rekna ut, og fylka ser kva dei skal følgje opp.
first-county = Set datoen for det regionale vårmøtet { $year } (§ 4.2). Då blir alle fristar rekna ut.
first-agency = Ingen møte har fått dato enno. De får beskjed når KS eller eit fylke kallar inn.

# Kommandoane: éi linje kvar, eit døme i .usage.
command-status = oversikt, det viktigaste først
    .usage = status · status Agder · status nasjonalt
command-mine = det organisasjonen din skal gjere
    .usage = mine
command-deadlines = dei neste fristane
    .usage = fristar · fristar veke 50 · fristar 60 dagar
