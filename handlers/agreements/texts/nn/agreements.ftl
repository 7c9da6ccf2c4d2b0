# Regionale samarbeidsavtalar.
name = samarbeidsavtalen for { $county }
name-term = samarbeidsavtalen for { $county } { $first }–{ $last }
none = { $county } har ingen samarbeidsavtale her enno.
    .hint = Fylkeskommunen opprettar han med «avtale ny 2027–2030».
unknown = Fann ikkje fylket «{ $typed }».
    .hint = Skriv «avtale» og namnet på eit fylke, eller berre «avtale».
county-only = Avtalen blir endra av fylkeskommunen.
    .hint = Skriv «avtale» for å lese avtalane de er part i.
list-title = { $n ->
    [0] Ingen samarbeidsavtalar enno
    [one] Éin samarbeidsavtale
   *[other] { $n } samarbeidsavtalar
 }
measures = { $n ->
    [one] 1 tiltak
   *[other] { $n } tiltak
 }
over = Over fristen: { $numbers }
fact-state = Status
fact-version = Versjon
fact-parties = Partar
fact-term = Avtaleperiode
fact-signed = Signert
term = { DAY($first) } til { DAY($last) }
state-draft = utkast
state-for-approval = til godkjenning
state-agreed = omforeint
state-signed = signert
state-in-force = gjeldande
state-under-revision = under revisjon
signed-on = signert { DAY($day) }
in-force-since = gjeldande sidan { DAY($day) }
revised = under revisjon, versjon { $version } gjeld
expired = gått ut { DAY($day) }
plan-goal = planmål { $number }
not-anchored = ikkje forankra
goal-progress = { $n ->
    [one] { $share } av vegen, målt på eitt tiltak
   *[other] { $share } av vegen, snitt av { $n } tiltak
 }
percent = { $n } prosent
no-goals = Ingen mål enno.
no-measures = ingen tiltak enno
proposed = Foreslått for versjon { $version }
proposed-until = Tiltaka følgjer avtalen som gjeld, til versjon { $version } er registrert som gjeldande.
change-need = Behov: { $text }
change-removed = Blir teke ut: { $name }
change-new-goal = Nytt mål: { $name }
change-new-measure = Nytt tiltak: { $name } – { $owner }, frist { DAY($day, form: "short") }
change-text = { $field }, ny tekst: { $text }
field-title = tittel
field-starts = frå
field-ends = til
field-parties = partar
field-purpose = føremål
field-basis = forankring
field-routines = rutinar for samhandling
field-reporting = rapportering
field-revision = revisjon
field-termination = oppseiing
field-plan-goal = planmål
field-focus-area = innsatsområde
field-description = skildring
field-owner = ansvarleg
field-contributors = bidreg
field-instrument = verkemiddel
field-level = nivå
field-due = frist
field-indicator = indikator
field-origin = opphav
empty = tomt
created = { $name } er oppretta som utkast
goals-next = Legg inn måla først, så tiltaka. Eit utkast blir endra direkte.
exists = Det finst ein avtale frå før: { $name }.
    .hint = Skriv «avtale endre» for å endre han.
term-missing = Kva periode gjeld avtalen for?
    .hint = Skriv til dømes «avtale ny 2027–2030».
term-backwards = Perioden sluttar { DAY($last, form: "short") }, men byrjar { DAY($first, form: "short") }.
    .hint = Skriv ein sluttdato etter startdatoen.
form-title = Ny samarbeidsavtale
form-name = Tittel
form-name-hint = Kan stå tom.
form-starts = Gjeld frå
form-ends = Gjeld til
form-parties = Partar
form-new-goal = Nytt mål
form-new-measure = Nytt tiltak
form-number = Nummer
form-number-goal = Til dømes M1.
form-number-measure = Til dømes T1.2: det andre tiltaket under mål M1.
form-edit = Endre avtalen
form-edit-number = Endre { $number }
form-reason = Kvifor
form-proposes = Det som blir endra, blir foreslått for versjon { $version }.
form-indicator-hint = Til dømes: bedrifter i løpet 0 → 25
form-state-signed = Avtalen er signert
form-state-in-force = Avtalen gjeld frå
form-state-day = Dato
added = { $name } er lagt til
changed = Avtalen er endra
removed = { $name } er teke ut
withdrawn = Forslaget er trekt: { $what }
unchanged = Ingenting er endra: det står slik frå før.
    .hint = Skriv ein annan verdi, til dømes «avtale endre T1.2 frist: 1.6».
change-needs = Kva skal endrast i { $number }?
    .hint = Skriv til dømes «avtale endre { $number } frist: 1.6 fordi søknaden blei utsett».
settled = { $state ->
    [for-approval] Avtalen er til godkjenning, og teksten blir ikkje endra medan partane les han.
    [agreed] Avtalen er omforeint, og teksten ligg fast.
   *[signed] Avtalen er signert, og teksten ligg fast.
 }
    .hint = { $state ->
    [signed] Registrer han som gjeldande med «avtale status gjeldande». Då kan endringar bli foreslåtte for neste versjon.
   *[other] Skriv «avtale status utkast» for å ta han tilbake som utkast.
 }
unknown-field = Forstod ikkje «{ $typed }».
    .hint = Skriv namnet på feltet, kolon og verdien, til dømes «frist: 1.6». Skil felta med semikolon.
field-twice = Feltet er nemnt to gonger: «{ $typed }».
    .hint = Skriv kvart felt éin gong.
no-title = Kva skal det heite?
    .hint = Skriv ein tittel med bokstavar eller tal.
unknown-level = Forstod ikkje nivået «{ $typed }».
    .hint = Skriv regionalt, nasjonalt eller EU.
unknown-origin = Forstod ikkje opphavet «{ $typed }».
    .hint = Skriv «opphav: plan», «opphav: plan 3.3» eller «opphav: semje».
no-number-goal = Kva nummer skal målet ha?
    .hint = Skriv til dømes «avtale mål M1: Fleire arbeidsplassar; planmål: 2.1».
no-number-measure = Kva nummer skal tiltaket ha?
    .hint = Skriv til dømes «avtale tiltak T1.1: Mobilisering; ansvarleg: Siva; frist: 30.6».
number-taken = { $number } finst frå før.
    .hint = Bruk neste nummer, eller endre det som finst med «avtale endre { $number } tittel: …».
number-used = { $number } har vore brukt, og eit nummer blir brukt berre éin gong.
    .hint = Bruk neste nummer.
no-goal = { $number } høyrer til mål { $goal }, som ikkje finst.
    .hint = Legg inn målet først: «avtale mål { $goal }: Fleire arbeidsplassar».
missing-title = Kva skal { $number } heite?
    .hint = Skriv tittelen rett etter nummeret: «avtale tiltak { $number }: Mobilisering; ansvarleg: Siva; frist: 30.6».
other-county = { $owner } kan ikkje vere ansvarleg for tiltaket: eit fylke gjev ikkje eit anna fylke arbeid.
    .hint = Eit anna fylke kan stå under «bidreg: { $owner }». Skriv namnet på ein av partane: «ansvarleg: Siva».
missing-owner = Kven er ansvarleg for { $number }?
    .hint = Skriv til dømes «ansvarleg: Siva».
missing-due = Kva frist har { $number }?
    .hint = Skriv til dømes «frist: 30.6».
to-be-removed = { $number } er foreslått teke ut.
    .hint = Skriv «avtale fjern { $number } angre» for å behalde det.
not-to-be-removed = { $number } er ikkje foreslått teke ut.
    .hint = Skriv «avtale» for å sjå kva som er foreslått.
goal-has-measures = { $number } har tiltak: { $measures }.
    .hint = Ta ut tiltaka først, til dømes «avtale fjern T1.2».
which-to-remove = Kva skal takast ut?
    .hint = Skriv nummeret, til dømes «avtale fjern T1.2».
county-is-party = Fylkeskommunen er alltid part.
    .hint = Ta han med i lista.
same-state = { $state ->
    [draft] Avtalen er alt eit utkast.
    [for-approval] Avtalen er alt til godkjenning.
    [agreed] Avtalen er alt omforeint.
    [signed] Avtalen er alt signert.
    [in-force] Avtalen er alt gjeldande.
   *[under-revision] Avtalen er alt under revisjon.
 }
    .hint = Skriv «avtale» for å sjå han.
no-such-step = { $then ->
    [draft] Avtalen kan ikkje bli utkast no.
    [for-approval] Avtalen kan ikkje sendast til godkjenning no.
    [agreed] Avtalen kan ikkje bli omforeint no.
    [signed] Avtalen kan ikkje bli signert no.
    [in-force] Avtalen kan ikkje bli gjeldande no.
   *[under-revision] Avtalen kan ikkje setjast under revisjon no.
 }
    .hint = { $now ->
    [draft] Han er eit utkast. Neste steg er «avtale status til godkjenning».
    [for-approval] Han er til godkjenning. Neste steg er «avtale status omforeint».
    [agreed] Han er omforeint. Neste steg er «avtale status signert 4.2.2026».
    [signed] Han er signert. Neste steg er «avtale status gjeldande».
    [in-force] Han er gjeldande. Neste steg er «avtale status under revisjon».
   *[under-revision] Han er under revisjon. Neste steg er «avtale status gjeldande».
 }
which-state = Kva har partane kome fram til?
    .hint = Vel under, eller skriv til dømes «avtale status signert 4.2.2026».
unknown-state = Forstod ikkje «{ $typed }» som ein status for avtalen.
    .hint = Vel under, eller skriv til dømes «avtale status signert 4.2.2026».
state-now = { $name }: { $state }
registered = Registrert av { $county } ut frå det partane er samde om utanfor chatten.
registered-only = Registrert av { $county }.
sheet-which-county = Kva fylke gjeld statusarket?
    .hint = Skriv til dømes «avtale statusark Agder».
sheet-title = Statusark – { $name }
sheet-goals = Mål
sheet-goal = { $name }: { $share } av vegen
sheet-owners = Eigne tiltak for kvar part
sheet-no-own = ingen eigne tiltak
sheet-over = Over fristen: { $numbers }.
sheet-delayed = Melde forseinka: { $numbers }.
sheet-unanchored = Utan planmål: { $numbers }.
sheet-caption = Tiltaka i nummerorden
sheet-read = Slik det står { DAY($day, form: "long") } · Modellen { $clause }
column-measure = Tiltak
column-status = Status
column-owner = Ansvarleg
column-due = Frist
column-figures = Indikator
all-cancelled = alle tiltak er avlyste
quoted = «{ $text }»
written-meanwhile = { $what } er endra sidan skjemaet vart opna. No står det: { $stands }
    .hint = Ingenting er lagra. Opne skjemaet på nytt om det framleis skal endrast.

# Kommandoane: éi linje kvar, eit døme i .usage.
command-show = samarbeidsavtalen til eit fylke: mål, tiltak og status
    .usage = avtale · avtale Agder
command-new = opprett eit utkast til samarbeidsavtale
    .usage = avtale ny 2027–2030
command-goal = legg eit mål i avtalen
    .usage = avtale mål M2: Meir forsking i næringslivet; planmål: 2.3
command-measure = legg eit tiltak i avtalen
    .usage = avtale tiltak T1.3: Felles søkjarhjelp; ansvarleg: Siva; bidreg: Agder; verkemiddel: Norsk katapult; nivå: nasjonalt; frist: 30.6.2027; indikator: søknader 0 → 8
command-change = endre avtalen, eit mål eller eit tiltak
    .usage = avtale endre T1.2 frist: 1.6.2027 fordi søknaden blei utsett
command-remove = ta eit mål eller eit tiltak ut av avtalen
    .usage = avtale fjern T1.2
command-status = registrer kva partane er samde om
    .usage = avtale status signert 4.2.2026
command-sheet = statusark for avtalen, til haustmøtet
    .usage = avtale statusark Agder
