# Regionale samarbeidsavtaler.
name = samarbeidsavtalen for { $county }
name-term = samarbeidsavtalen for { $county } { $first }–{ $last }
none = { $county } har ingen samarbeidsavtale her ennå.
    .hint = Fylkeskommunen oppretter den med «avtale ny 2027–2030».
unknown = Fant ikke fylket «{ $typed }».
    .hint = Skriv «avtale» og navnet på et fylke, eller bare «avtale».
county-only = Avtalen endres av fylkeskommunen.
    .hint = Skriv «avtale» for å lese avtalene dere er part i.
list-title = { $n ->
    [0] Ingen samarbeidsavtaler ennå
    [one] Én samarbeidsavtale
   *[other] { $n } samarbeidsavtaler
 }
measures = { $n ->
    [one] 1 tiltak
   *[other] { $n } tiltak
 }
over = Over fristen: { $numbers }
fact-state = Status
fact-version = Versjon
fact-parties = Parter
fact-term = Avtaleperiode
fact-signed = Signert
term = { DAY($first) } til { DAY($last) }
state-draft = utkast
state-for-approval = til godkjenning
state-agreed = omforent
state-signed = signert
state-in-force = gjeldende
state-under-revision = under revisjon
signed-on = signert { DAY($day) }
in-force-since = gjeldende siden { DAY($day) }
revised = under revisjon, versjon { $version } gjelder
expired = utløpt { DAY($day) }
plan-goal = planmål { $number }
not-anchored = ikke forankret
goal-progress = { $n ->
    [one] { $share } av veien, målt på ett tiltak
   *[other] { $share } av veien, snitt av { $n } tiltak
 }
percent = { $n } prosent
no-goals = Ingen mål ennå.
no-measures = ingen tiltak ennå
proposed = Foreslått for versjon { $version }
proposed-until = Tiltakene følger avtalen som gjelder, til versjon { $version } er registrert som gjeldende.
change-need = Behov: { $text }
change-removed = Tas ut: { $name }
change-new-goal = Nytt mål: { $name }
change-new-measure = Nytt tiltak: { $name } – { $owner }, frist { DAY($day, form: "short") }
change-text = { $field }, ny tekst: { $text }
field-title = tittel
field-starts = fra
field-ends = til
field-parties = parter
field-purpose = formål
field-basis = forankring
field-routines = rutiner for samhandling
field-reporting = rapportering
field-revision = revisjon
field-termination = oppsigelse
field-plan-goal = planmål
field-focus-area = innsatsområde
field-description = beskrivelse
field-owner = ansvarlig
field-contributors = bidrar
field-instrument = virkemiddel
field-level = nivå
field-due = frist
field-indicator = indikator
field-origin = opphav
empty = tomt
created = { $name } er opprettet som utkast
goals-next = Legg inn målene først, så tiltakene. Et utkast endres direkte.
exists = Det finnes en avtale fra før: { $name }.
    .hint = Skriv «avtale endre» for å endre den.
term-missing = Hvilken periode gjelder avtalen for?
    .hint = Skriv for eksempel «avtale ny 2027–2030».
term-backwards = Perioden slutter { DAY($last, form: "short") }, men begynner { DAY($first, form: "short") }.
    .hint = Skriv en sluttdato etter startdatoen.
form-title = Ny samarbeidsavtale
form-name = Tittel
form-name-hint = Kan stå tom.
form-starts = Gjelder fra
form-ends = Gjelder til
form-parties = Parter
form-new-goal = Nytt mål
form-new-measure = Nytt tiltak
form-number = Nummer
form-number-goal = For eksempel M1.
form-number-measure = For eksempel T1.2: det andre tiltaket under mål M1.
form-edit = Endre avtalen
form-edit-number = Endre { $number }
form-reason = Hvorfor
form-proposes = Det som endres, blir foreslått for versjon { $version }.
form-indicator-hint = For eksempel: bedrifter i løpet 0 → 25
form-state-signed = Avtalen er signert
form-state-in-force = Avtalen gjelder fra
form-state-day = Dato
added = { $name } er lagt til
changed = Avtalen er endret
removed = { $name } er tatt ut
withdrawn = Forslaget er trukket: { $what }
unchanged = Ingenting er endret: det står slik fra før.
    .hint = Skriv en annen verdi, for eksempel «avtale endre T1.2 frist: 1.6».
change-needs = Hva skal endres i { $number }?
    .hint = Skriv for eksempel «avtale endre { $number } frist: 1.6 fordi søknaden ble utsatt».
settled = { $state ->
    [for-approval] Avtalen er til godkjenning, og teksten endres ikke mens partene leser den.
    [agreed] Avtalen er omforent, og teksten ligger fast.
   *[signed] Avtalen er signert, og teksten ligger fast.
 }
    .hint = { $state ->
    [signed] Registrer den som gjeldende med «avtale status gjeldende». Da kan endringer foreslås for neste versjon.
   *[other] Skriv «avtale status utkast» for å ta den tilbake som utkast.
 }
unknown-field = Forsto ikke «{ $typed }».
    .hint = Skriv navnet på feltet, kolon og verdien, for eksempel «frist: 1.6». Skill feltene med semikolon.
field-twice = Feltet er nevnt to ganger: «{ $typed }».
    .hint = Skriv hvert felt én gang.
no-title = Hva skal det hete?
    .hint = Skriv en tittel med bokstaver eller tall.
unknown-level = Forsto ikke nivået «{ $typed }».
    .hint = Skriv regionalt, nasjonalt eller EU.
unknown-origin = Forsto ikke opphavet «{ $typed }».
    .hint = Skriv «opphav: plan», «opphav: plan 3.3» eller «opphav: enighet».
no-number-goal = Hvilket nummer skal målet ha?
    .hint = Skriv for eksempel «avtale mål M1: Flere arbeidsplasser; planmål: 2.1».
no-number-measure = Hvilket nummer skal tiltaket ha?
    .hint = Skriv for eksempel «avtale tiltak T1.1: Mobilisering; ansvarlig: Siva; frist: 30.6».
number-taken = { $number } finnes fra før.
    .hint = Bruk neste nummer, eller endre det som finnes med «avtale endre { $number } tittel: …».
number-used = { $number } har vært brukt, og et nummer brukes bare én gang.
    .hint = Bruk neste nummer.
no-goal = { $number } hører til mål { $goal }, som ikke finnes.
    .hint = Legg inn målet først: «avtale mål { $goal }: Flere arbeidsplasser».
missing-title = Hva skal { $number } hete?
    .hint = Skriv tittelen rett etter nummeret: «avtale tiltak { $number }: Mobilisering; ansvarlig: Siva; frist: 30.6».
other-county = { $owner } kan ikke være ansvarlig for tiltaket: et fylke gir ikke et annet fylke arbeid.
    .hint = Et annet fylke kan stå under «bidrar: { $owner }». Skriv et av partenes navn: «ansvarlig: Siva».
missing-owner = Hvem er ansvarlig for { $number }?
    .hint = Skriv for eksempel «ansvarlig: Siva».
missing-due = Hvilken frist har { $number }?
    .hint = Skriv for eksempel «frist: 30.6».
to-be-removed = { $number } er foreslått tatt ut.
    .hint = Skriv «avtale fjern { $number } angre» for å beholde det.
not-to-be-removed = { $number } er ikke foreslått tatt ut.
    .hint = Skriv «avtale» for å se hva som er foreslått.
goal-has-measures = { $number } har tiltak: { $measures }.
    .hint = Ta ut tiltakene først, for eksempel «avtale fjern T1.2».
which-to-remove = Hva skal tas ut?
    .hint = Skriv nummeret, for eksempel «avtale fjern T1.2».
county-is-party = Fylkeskommunen er alltid part.
    .hint = Ta den med i listen.
same-state = { $state ->
    [draft] Avtalen er alt et utkast.
    [for-approval] Avtalen er alt til godkjenning.
    [agreed] Avtalen er alt omforent.
    [signed] Avtalen er alt signert.
    [in-force] Avtalen er alt gjeldende.
   *[under-revision] Avtalen er alt under revisjon.
 }
    .hint = Skriv «avtale» for å se den.
no-such-step = { $then ->
    [draft] Avtalen kan ikke bli utkast nå.
    [for-approval] Avtalen kan ikke sendes til godkjenning nå.
    [agreed] Avtalen kan ikke bli omforent nå.
    [signed] Avtalen kan ikke bli signert nå.
    [in-force] Avtalen kan ikke bli gjeldende nå.
   *[under-revision] Avtalen kan ikke settes under revisjon nå.
 }
    .hint = { $now ->
    [draft] Den er et utkast. Neste steg er «avtale status til godkjenning».
    [for-approval] Den er til godkjenning. Neste steg er «avtale status omforent».
    [agreed] Den er omforent. Neste steg er «avtale status signert 4.2.2026».
    [signed] Den er signert. Neste steg er «avtale status gjeldende».
    [in-force] Den er gjeldende. Neste steg er «avtale status under revisjon».
   *[under-revision] Den er under revisjon. Neste steg er «avtale status gjeldende».
 }
which-state = Hva har partene kommet fram til?
    .hint = Velg under, eller skriv for eksempel «avtale status signert 4.2.2026».
unknown-state = Forsto ikke «{ $typed }» som en status for avtalen.
    .hint = Velg under, eller skriv for eksempel «avtale status signert 4.2.2026».
state-now = { $name }: { $state }
registered = Registrert av { $county } ut fra det partene er enige om utenfor chatten.
registered-only = Registrert av { $county }.
sheet-which-county = Hvilket fylke gjelder statusarket?
    .hint = Skriv for eksempel «avtale statusark Agder».
sheet-title = Statusark – { $name }
sheet-goals = Mål
sheet-goal = { $name }: { $share } av veien
sheet-owners = Hver parts egne tiltak
sheet-no-own = ingen egne tiltak
sheet-over = Over fristen: { $numbers }.
sheet-delayed = Meldt forsinket: { $numbers }.
sheet-unanchored = Uten planmål: { $numbers }.
sheet-caption = Tiltakene i nummerorden
sheet-read = Slik det står { DAY($day, form: "long") } · Modellen { $clause }
column-measure = Tiltak
column-status = Status
column-owner = Ansvarlig
column-due = Frist
column-figures = Indikator
all-cancelled = alle tiltak er avlyst
quoted = «{ $text }»
written-meanwhile = { $what } er endret siden skjemaet ble åpnet. Nå står det: { $stands }
    .hint = Ingenting er lagret. Åpne skjemaet på nytt hvis det fortsatt skal endres.

# Kommandoene: én linje hver, et eksempel i .usage.
command-show = et fylkes samarbeidsavtale: mål, tiltak og status
    .usage = avtale · avtale Agder
command-new = opprett et utkast til samarbeidsavtale
    .usage = avtale ny 2027–2030
command-goal = legg et mål i avtalen
    .usage = avtale mål M2: Mer forskning i næringslivet; planmål: 2.3
command-measure = legg et tiltak i avtalen
    .usage = avtale tiltak T1.3: Felles søkerhjelp; ansvarlig: Siva; bidrar: Agder; virkemiddel: Norsk katapult; nivå: nasjonalt; frist: 30.6.2027; indikator: søknader 0 → 8
command-change = endre avtalen, et mål eller et tiltak
    .usage = avtale endre T1.2 frist: 1.6.2027 fordi søknaden ble utsatt
command-remove = ta et mål eller et tiltak ut av avtalen
    .usage = avtale fjern T1.2
command-status = registrer hva partene er enige om
    .usage = avtale status signert 4.2.2026
command-sheet = statusark for avtalen, til høstmøtet
    .usage = avtale statusark Agder
