# Sakslister: dei faste sakene i modellen, og det som blir gjort med ei saksliste.
title = Saksliste for { $name }
mandatory = Fast sak i modellen ({ $clause })
no-open-items = Ingen opne oppfølgingspunkt.
challenges = Framtidige utfordringar og satsingar
experience = Erfaringar frå satsingane i år
opportunities = Moglegheiter i neste periode
eu-instruments = Nasjonale og regionale verkemiddel sett i samanheng med EU-verkemiddel
open-items = Opne oppfølgingspunkt
national-spring = Oppfølging av nasjonalt vårmøte
national-autumn = Oppfølging av nasjonalt haustmøte
agreement-presented = Verkemiddelaktørane si oppfølging av samarbeidsavtalen
agreement-reviewed = Gjennomgang av samarbeidsavtalen
trends = Venta utfordringar og utviklingstrekk i fylket i { $year }
need-for-changes = Behov for endringar i samarbeidsavtalen
initiatives = Missions-satsinga og andre fellessatsingar
open-items-count = { $n ->
    [one] Eitt ope oppfølgingspunkt.
   *[other] { $n } opne oppfølgingspunkt.
 }
unnumbered = Sakene får nummer når møtet blir kalla inn, eller når lista blir endra.
internal = Intern: blir ikkje send ut og står ikkje i referatet
exempt = unnateke offentlegheit, { $basis }
carried = Utsett frå sak { $number }
open-line = { $name } ({ $owner }), frist { DAY($day, form: "short") }
postponed-times = { $n ->
    [one] utsett éin gong
   *[other] utsett { $n } gonger
 }
done-since = Utført sidan førre møte
done-line = { $name } ({ $owner }), utført { DAY($day, form: "short") }
taken-off = Teke av sakslista
taken-off-line = Sak { $number } { $title }: { $why }
added = Sak { $number } er lagd til: { $title }
changed = Sak { $number } heiter no { $title }
moved = Sak { $number } { $title } er flytt
removed = Sak { $number } { $title } er teken av sakslista
exempted = Sak { $number } { $title } er unnateken offentlegheit
opened = Sak { $number } { $title } er ikkje lenger unnateken offentlegheit
papers-out = Saksdokumenta er alt sende. Skriv «saksliste send { $ref }» for å sende den nye sakslista.
form-title = Ny sak
form-item = Kva saka gjeld
form-remove = Ta av ei fast sak
form-reason = Kvifor saka går ut
remove-mandatory = { $title } er ei fast sak i modellen ({ $clause }). Grunnen blir ståande på sakslista og i endringsloggen.
reason-missing = Skriv kvifor saka går ut.
    .hint = Grunnen blir ståande saman med endringa.
change-needs = Kva skal sak { $number } heite?
    .hint = Skriv til dømes «saksliste endre { $line }: Testfasilitet for plast».
move-needs = Kvar skal sak { $number } stå?
    .hint = Skriv til dømes «saksliste flytt { $line } til 2» eller «saksliste flytt { $line } fyrst».
has-record = Sak { $number } har tekst, utfall, vedtak eller oppfølging og kan ikkje takast av.
    .hint = Skriv «referat utfall { $line } utsett» om saka skal opp i neste møte.
basis-missing = Kva heimel gjeld for sak { $number }?
    .hint = Skriv til dømes «saksliste unnta { $line } heimel offl. § 23».
title-missing = Kva gjeld saka?
    .hint = Skriv til dømes «saksliste ny Testfasilitet for plast».
which-item = Kva sak gjeld det?
    .hint = Skriv nummeret først, til dømes «vedtak 4/26 Siva leverer skisse». «saksliste» viser numra.
no-such-item = Fann inga sak { $number }.
    .hint = Skriv «saksliste» for å sjå sakene og numra.
item-removed = Sak { $number } blei teken av sakslista { DAY($day, form: "short") }.
    .hint = Skriv «saksliste» for å sjå sakene som står.
which-body = Fleire har ei sak eller eit vedtak med nummer { $number }.
    .hint = Vel kven det gjeld.
not-convened = { $ref } er ikkje kalla inn enno.
    .hint = Skriv «kall inn { $ref }» først. Sakslista følgjer med innkallinga.
send-preview = Sende sakslista for { $name }?
deviation = Fast sak som ikkje står på lista: { $title } ({ $clause })
sent = Sakslista er send: { $name }
place-of = Plassen til { $label }
is-internal = Sak { $number } er intern og står ikkje i referatet.
    .hint = Skriv «saksliste ny» og tittelen for å føre opp saka for alle partar.
internal-own = Interne saker i { $ref } fører { $convener } opp sjølv.
    .hint = Skriv «saksliste ny { $ref }» og tittelen for ei sak alle partar ser.
not-dealt-with = Ikkje handsama i sak { $number }
measure-line = { $name }: { $stands }, frist { DAY($day, form: "short") }
eu-elsewhere = { $n ->
    [one] Eitt tiltak på EU-nivå i avtalane til andre fylke.
   *[other] { $n } tiltak på EU-nivå i avtalane til andre fylke.
 }
sheet-heading = Status for samarbeidsavtalen:

# Kommandoane: éi linje kvar, eit døme i .usage.
command-show = saksliste for eit møte
    .usage = saksliste Agder haust
command-new = ny sak på ei saksliste
    .usage = saksliste ny Agder vår 2027: Testfasilitet for plast
command-internal = intern sak, som ikkje blir send ut
    .usage = saksliste intern Agder vår 2027: Førebu møteleiar
command-change = gi ei sak ein annan tittel
    .usage = saksliste endre 1/27: Testfasilitet for plast
command-move = flytt ei sak opp eller ned
    .usage = saksliste flytt 2/27 til 1
command-remove = ta ei sak av sakslista
    .usage = saksliste fjern 1/27 fordi ho blir teken i haustmøtet
command-exempt = unnta ei sak frå offentlegheit
    .usage = saksliste unnta 2/27 heimel offl. § 23
command-send = send sakslista til dei inviterte
    .usage = saksliste send N-2027-V
