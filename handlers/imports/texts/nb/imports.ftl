# Lister som tas over fra et regneark.
preview = Forhåndsvisning: { $file }
counts = Klare: { $ready }. Uklare: { $unclear }. Tas ikke med: { $skipped }. Ingenting er lagret.
same-before = Den samme filen ble tatt over { DAY($day) }, som import { $number }.
lacks-agreement = { $county } har ingen samarbeidsavtale i basen, og tiltak hører til en avtale. Legg til --new-agreement, så lages et utkast.
makes-agreement = { $county } har ingen samarbeidsavtale i basen. Det lages et utkast som tiltakene hører til.
fact-kind = Listen inneholder
fact-county = Gjelder
fact-columns = Kolonner
fact-unused = Kolonner som ikke tas med
fact-sheet = Ark
fact-others = Ark som ikke leses
kind-follow-ups = oppfølgingspunkter
kind-measures = tiltak
heading-unclear = Uklare rader
heading-ready = Klare rader
heading-skipped = Rader som ikke tas med
row = Rad { $number }: { $text }
unclear = Uklar
past = fristen er passert
with = bidrar: { $names }
latest = siste: { $value }
skip-above = Står over overskriftene.
skip-header = Overskriftene.
skip-heading = En overskrift på tvers av arket.
skip-sum = En sum.
skip-nothing = Har ikke noe i kolonnene som leses.
skip-twice = Det samme står i rad { $number }.
skip-stands = Finnes fra før som { $name }.
remark-owner = «{ $typed }» er lest som { $owner }.
remark-like = Ligner { $name }, som har frist { DAY($day) }.
cell-several = «{ $typed }» er flere organisasjoner, og én er ansvarlig.
    .hint = Skriv bare den ansvarlige her. I en liste over tiltak kan de andre stå som bidragsytere.
cell-owner = «{ $typed }» er ingen organisasjon her.
    .hint = Skriv navnet på et fylke, KS, Innovasjon Norge, Siva eller Forskningsrådet.
cell-owner-near = «{ $typed }» er ingen organisasjon her. Mente du { $near }?
    .hint = Skriv navnet slik i arket.
cell-no-owner = Ansvarlig mangler.
    .hint = Skriv hvilken organisasjon som har ansvaret.
cell-no-title = Det står ikke hva som skal gjøres.
    .hint = Skriv det, eller fjern raden.
cell-no-due = Frist mangler.
    .hint = Skriv en dato, for eksempel «15.4.2027».
cell-no-year = «{ $typed }» kan være i flere år.
    .hint = Skriv datoen med årstall.
cell-relative = Det går ikke fram hvilken dag «{ $typed }» regnes fra.
    .hint = Skriv datoen, for eksempel «15.4.2027».
cell-date-number = Tallet { $typed } lar seg ikke lese som en dato.
    .hint = Skriv datoen, for eksempel «15.4.2027».
cell-number = «{ $typed }» lar seg ikke lese som et tall.
    .hint = Skriv bare tallet, for eksempel 1200 eller 12,5.
cell-status = Statusen «{ $typed }» er ukjent.
    .hint = Skriv for eksempel ikke startet, i gang, utsatt, fullført eller avlyst.
cell-status-near = Statusen «{ $typed }» er ukjent. Mente du { $near }?
    .hint = Skriv den slik i arket.
cell-done-differs = Her står det «{ $typed }», men statusen sier noe annet.
    .hint = Rett den ene av dem.
cell-done = «{ $typed }» sier ikke når det ble gjort.
    .hint = Skriv datoen, eller x.
cell-level = Nivået «{ $typed }» er ukjent.
    .hint = Skriv regionalt, nasjonalt eller EU.
cell-formula = Formelen har ikke noe resultat: { $typed }
    .hint = Rett formelen, eller skriv verdien.
cell-too-long = Teksten kan ha høyst { NUMBER($most, useGrouping: 1) } tegn; dette er { NUMBER($length, useGrouping: 1) }.
    .hint = Skriv den kortere.
cell-not-yours = Du kan ikke gi punkter til denne organisasjonen.
    .hint = La fylkets koordinator eller KS ta over raden.
cell-no-county = «{ $typed }» er ikke et fylke.
    .hint = Skriv navnet på fylket, eller la cellen stå tom.
cell-no-goal = Målet mangler.
    .hint = Skriv målet, for eksempel M1 og navnet.
cell-goal-unknown = Det finnes ikke noe mål { $number }.
    .hint = Skriv navnet etter nummeret én gang i arket.
cell-goal-differs = { $number } heter «{ $title }».
    .hint = Skriv det samme navnet, eller et annet nummer.
cell-measure-number = «{ $typed }» lar seg ikke lese som nummeret på et tiltak.
    .hint = Skriv for eksempel T1.2, eller la cellen stå tom.
cell-number-taken = { $number } er et annet tiltak i avtalen.
    .hint = Skriv et annet nummer, eller la cellen stå tom.
cell-number-twice = { $number } står på et annet tiltak lenger oppe.
    .hint = Skriv et annet nummer, eller la cellen stå tom.
no-header = Fant ingen rad med overskrifter.
    .hint = Listen trenger én rad med overskriftene Tiltak, Ansvarlig og Frist.
two-columns = Kolonnene { $first } «{ $heading }» og { $second } «{ $other }» kan begge være ment.
    .hint = Gi den ene et annet navn.
which-kind = Kolonnen «{ $heading }» alene sier ikke om dette er oppfølgingspunkter eller tiltak.
    .hint = Legg til --kind follow-ups eller --kind measures.
no-owner-column = Fant ingen kolonne for ansvarlig blant: { $headings }
    .hint = Kall den Ansvarlig.
no-due-column = Fant ingen kolonne for frist blant: { $headings }
    .hint = Kall den Frist.
no-goal-column = Tiltak hører til et mål, og verken mål eller nummer har en kolonne blant: { $headings }
    .hint = Kall den Mål, eller legg til --kind follow-ups.
too-many-rows = Listen har { $count } rader. Det tas over høyst { $most } om gangen.
    .hint = Del den i flere filer.
unknown-county = Fant ikke noe fylke som heter «{ $typed }».
    .hint = Skriv navnet på et fylke.
which-county = Hvilket fylkes avtale hører tiltakene til?
    .hint = Legg til --county og navnet på fylket.
file-too-large = Filen er større enn { $most } MB.
    .hint = Ta bort bilder og ark som ikke trengs, eller del den i flere.
no-file = Filen lar seg ikke åpne: { $path }
    .hint = Se etter at navnet stemmer.
old-or-locked = Filen er i gammelt Excel-format eller låst med passord.
    .hint = Lagre den som .xlsx uten passord.
broken-file = Filen lar seg ikke lese som et regneark.
    .hint = Åpne den i et regneark, og lagre den som .xlsx eller .csv.
too-much-inside = Filen rommer mer enn en liste.
    .hint = Kopier listen til et nytt regneark, og lagre det.
empty-file = Det står ikke noe i filen.
    .hint = Se etter at det er den riktige.
no-sheet = Filen har ikke noe ark som heter «{ $name }».
    .hint = Arkene heter { $names }.
nothing-ready = Ingen rader er klare. Uklare: { $unclear }.
    .hint = Rett arket etter forhåndsvisningen, og prøv igjen.
some-unclear = { $n ->
    [one] Én rad er uklar: { $rows }
   *[other] { $n } rader er uklare: { $rows }
 }
    .hint = Rett dem i arket, eller legg til --only-ready for å lagre de klare.
not-confirmed = Ingenting er lagret.
    .hint = Legg til --yes for å lagre det forhåndsvisningen viser.
same-file = Den samme filen ble tatt over { DAY($day) }, som import { $number }.
    .hint = Angre den først, eller legg til --again for å ta den over en gang til.
no-agreement = { $county } har ingen samarbeidsavtale i basen, og tiltak hører til en avtale.
    .hint = Legg til --new-agreement, så lages et utkast.
changed-meanwhile = Det som står i basen, er endret siden forhåndsvisningen. Ingenting er lagret.
    .hint = Kjør importen på nytt.
ask = Lagre { $n } { $n ->
    [one] rad
   *[other] rader
 }? Skriv ja eller nei:
asked-no = Ingenting er lagret.
progress-read = Leser: { $done } av { $total } rader
progress-store = Lagrer: { $done } av { $total } rader
stored = { $n ->
    [one] Én rad
   *[other] { $n } rader
 } fra { $file } er lagret som { $kind ->
    [measures] tiltak
   *[other] oppfølgingspunkter
 }
stored-names = { $n ->
    [one] Raden har fått nummeret { $first }.
   *[other] De har fått numrene { $first } til { $last }.
 }
nobody-told = Ingen har fått melding om dem. Påminnelsene kommer som vanlig.
past-told = { $n ->
    [one] Én frist er passert. Den ansvarlige får én påminnelse om å gjøre det nå.
   *[other] { $n } frister er passert. De ansvarlige får én påminnelse om hver, om å gjøre det nå.
 }
left-out = { $n ->
    [one] Én uklar rad er ikke tatt med: { $rows }
   *[other] { $n } uklare rader er ikke tatt med: { $rows }
 }
list-title = { $n ->
    [0] Ingen lister er tatt over
    [one] Én liste er tatt over
   *[other] { $n } lister er tatt over
 }
list-empty = Lister tas over på kommandolinjen, med samhandling import og navnet på filen.
named = Import { $number }: { $file } ({ $kind ->
    [measures] tiltak
   *[other] oppfølgingspunkter
 }, { $n ->
    [one] én rad
   *[other] { $n } rader
 })
line = Tatt over { DAY($day) } av { $organisation }.
undone-on = Angret { DAY($day) }.
which = Hvilken import skal angres?
    .hint = Skriv nummeret, for eksempel «import angre 3». «import» viser dem.
none-such = Import { $number } finnes ikke.
    .hint = Skriv «import» for å se dem som finnes.
undone = Import { $number } ble angret { DAY($day) }.
    .hint = Ta filen over på nytt hvis den skal med likevel.
nothing-to-undo = Alt fra import { $number } er endret siden, så ingenting er angret.
    .hint = Endre eller avslutt punktene ett for ett.
undone-now = Import { $number } er angret, og { $n ->
    [one] én rad
   *[other] { $n } rader
 } er tatt bort
kept = { $n ->
    [one] Ett er endret eller brukt siden, og står:
   *[other] { $n } er endret eller brukt siden, og står:
 }
marker = { $name } står som bortfalt, så nummeret ikke brukes på nytt.
undo-settled = Tiltakene i import { $number } står i en avtale som ikke lenger er et utkast.
    .hint = Ta ut ett tiltak om gangen, for eksempel «avtale fjern T1.2».
in-force = Samarbeidsavtalen for { $county } er gjeldende, og endres bare med forslag til neste versjon.
    .hint = Foreslå ett tiltak om gangen med «avtale tiltak», eller ta listen over mens avtalen er et utkast.
into-draft = Tiltakene legges i utkastet til samarbeidsavtale for { $county }.
cell-share = «{ $typed }» kan være en andel eller prosent, for det står prosent ved siden av.
    .hint = Skriv prosenttegnet i alle cellene.
cell-title-number = «{ $typed }» foran teksten er ikke nummeret på et tiltak.
    .hint = Skriv for eksempel T1.2 foran, eller ta bort tallet.
cell-number-goal = { $number } hører ikke til { $goal }.
    .hint = Skriv et nummer som begynner med { $first }, eller rett målet.
cell-removed = { $number } er tatt ut av avtalen, og nummeret brukes ikke på nytt.
    .hint = Skriv et annet nummer.
cell-goal-full = { $number } har ikke flere ledige numre.
    .hint = Legg tiltaket under et annet mål.

# Kommandoene: én linje hver, et eksempel i .usage.
command-show = lister som er tatt over fra et regneark
    .usage = import
command-undo = ta bort alt fra en liste
    .usage = import angre 3
