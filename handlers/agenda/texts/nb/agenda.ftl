# Sakslister: modellens faste saker, og det som gjøres med en saksliste.
title = Saksliste for { $name }
mandatory = Fast sak i modellen ({ $clause })
no-open-items = Ingen åpne oppfølgingspunkter.
challenges = Framtidige utfordringer og satsinger
experience = Erfaringer fra årets satsinger
opportunities = Muligheter i neste periode
eu-instruments = Nasjonale og regionale virkemidler sett i sammenheng med EU-virkemidler
open-items = Åpne oppfølgingspunkter
national-spring = Oppfølging av nasjonalt vårmøte
national-autumn = Oppfølging av nasjonalt høstmøte
agreement-presented = Virkemiddelaktørenes oppfølging av samarbeidsavtalen
agreement-reviewed = Gjennomgang av samarbeidsavtalen
trends = Forventede utfordringer og utviklingstrekk i fylket i { $year }
need-for-changes = Behov for endringer i samarbeidsavtalen
initiatives = Missionssatsingen og andre fellessatsinger
open-items-count = { $n ->
    [one] Ett åpent oppfølgingspunkt.
   *[other] { $n } åpne oppfølgingspunkter.
 }
unnumbered = Sakene får nummer når møtet kalles inn, eller når lista endres.
internal = Intern: sendes ikke ut og står ikke i referatet
exempt = unntatt offentlighet, { $basis }
carried = Utsatt fra sak { $number }
open-line = { $name } ({ $owner }), frist { DAY($day, form: "short") }
postponed-times = { $n ->
    [one] utsatt én gang
   *[other] utsatt { $n } ganger
 }
done-since = Utført siden forrige møte
done-line = { $name } ({ $owner }), utført { DAY($day, form: "short") }
taken-off = Tatt av saklista
taken-off-line = Sak { $number } { $title }: { $why }
added = Sak { $number } er lagt til: { $title }
changed = Sak { $number } heter nå { $title }
moved = Sak { $number } { $title } er flyttet
removed = Sak { $number } { $title } er tatt av saklista
exempted = Sak { $number } { $title } er unntatt offentlighet
opened = Sak { $number } { $title } er ikke lenger unntatt offentlighet
papers-out = Saksdokumentene er allerede sendt. Skriv «saksliste send { $ref }» for å sende den nye saklista.
form-title = Ny sak
form-item = Hva saken gjelder
form-remove = Ta av en fast sak
form-reason = Hvorfor saken utgår
remove-mandatory = { $title } er en fast sak i modellen ({ $clause }). Grunnen blir stående på saklista og i endringsloggen.
reason-missing = Skriv hvorfor saken utgår.
    .hint = Grunnen blir stående sammen med endringen.
change-needs = Hva skal sak { $number } hete?
    .hint = Skriv for eksempel «saksliste endre { $line }: Testfasilitet for plast».
move-needs = Hvor skal sak { $number } stå?
    .hint = Skriv for eksempel «saksliste flytt { $line } til 2» eller «saksliste flytt { $line } først».
has-record = Sak { $number } har tekst, utfall, vedtak eller oppfølging og kan ikke tas av.
    .hint = Skriv «referat utfall { $line } utsatt» hvis saken skal opp i neste møte.
basis-missing = Hvilken hjemmel gjelder for sak { $number }?
    .hint = Skriv for eksempel «saksliste unnta { $line } hjemmel offl. § 23».
title-missing = Hva gjelder saken?
    .hint = Skriv for eksempel «saksliste ny Testfasilitet for plast».
which-item = Hvilken sak gjelder det?
    .hint = Skriv nummeret først, for eksempel «vedtak 4/26 Siva leverer skisse». «saksliste» viser numrene.
no-such-item = Fant ingen sak { $number }.
    .hint = Skriv «saksliste» for å se sakene og numrene.
item-removed = Sak { $number } ble tatt av saklista { DAY($day, form: "short") }.
    .hint = Skriv «saksliste» for å se sakene som står.
which-body = Flere har en sak eller et vedtak med nummer { $number }.
    .hint = Velg hvem det gjelder.
not-convened = { $ref } er ikke innkalt ennå.
    .hint = Skriv «innkall { $ref }» først. Saklista følger med innkallingen.
send-preview = Sende saklista for { $name }?
deviation = Fast sak som ikke står på lista: { $title } ({ $clause })
sent = Saklista er sendt: { $name }
place-of = Plassen til { $label }
is-internal = Sak { $number } er intern og står ikke i referatet.
    .hint = Skriv «saksliste ny» og tittelen for å føre opp saken for alle parter.
internal-own = Interne saker i { $ref } føres opp av { $convener } selv.
    .hint = Skriv «saksliste ny { $ref }» og tittelen for en sak alle parter ser.
not-dealt-with = Ikke behandlet i sak { $number }
measure-line = { $name }: { $stands }, frist { DAY($day, form: "short") }
eu-elsewhere = { $n ->
    [one] Ett tiltak på EU-nivå i andre fylkers avtaler.
   *[other] { $n } tiltak på EU-nivå i andre fylkers avtaler.
 }
sheet-heading = Status for samarbeidsavtalen:

# Kommandoene: én linje hver, et eksempel i .usage.
command-show = saksliste for et møte
    .usage = saksliste Agder høst
command-new = ny sak på en saksliste
    .usage = saksliste ny Agder vår 2027: Testfasilitet for plast
command-internal = intern sak, som ikke sendes ut
    .usage = saksliste intern Agder vår 2027: Forberede møteleder
command-change = gi en sak en annen tittel
    .usage = saksliste endre 1/27: Testfasilitet for plast
command-move = flytt en sak opp eller ned
    .usage = saksliste flytt 2/27 til 1
command-remove = ta en sak av saklista
    .usage = saksliste fjern 1/27 fordi den tas i høstmøtet
command-exempt = unnta en sak fra offentlighet
    .usage = saksliste unnta 2/27 hjemmel offl. § 23
command-send = send saklista til de inviterte
    .usage = saksliste send N-2027-V
