# Lister som blir tekne over frå eit rekneark.
preview = Førehandsvising: { $file }
counts = Klare: { $ready }. Uklare: { $unclear }. Blir ikkje tekne med: { $skipped }. Ingenting er lagra.
same-before = Den same fila vart teken over { DAY($day) }, som import { $number }.
lacks-agreement = { $county } har ingen samarbeidsavtale i basen, og tiltak høyrer til ein avtale. Legg til --new-agreement, så blir det laga eit utkast.
makes-agreement = { $county } har ingen samarbeidsavtale i basen. Det blir laga eit utkast som tiltaka høyrer til.
fact-kind = Lista inneheld
fact-county = Handlar om
fact-columns = Kolonnar
fact-unused = Kolonnar som ikkje blir tekne med
fact-sheet = Ark
fact-others = Ark som ikkje blir lesne
kind-follow-ups = oppfølgingspunkt
kind-measures = tiltak
heading-unclear = Uklare rader
heading-ready = Klare rader
heading-skipped = Rader som ikkje blir tekne med
row = Rad { $number }: { $text }
unclear = Uklar
past = fristen er passert
with = bidreg: { $names }
latest = siste: { $value }
skip-above = Står over overskriftene.
skip-header = Overskriftene.
skip-heading = Ei overskrift på tvers av arket.
skip-sum = Ein sum.
skip-nothing = Har ikkje noko i kolonnane som blir lesne.
skip-twice = Det same står i rad { $number }.
skip-stands = Finst frå før som { $name }.
remark-owner = «{ $typed }» er lese som { $owner }.
remark-like = Liknar { $name }, som har frist { DAY($day) }.
cell-several = «{ $typed }» er fleire organisasjonar, og éin er ansvarleg.
    .hint = Skriv berre den ansvarlege her. I ei liste over tiltak kan dei andre stå som bidragsytarar.
cell-owner = «{ $typed }» er ingen organisasjon her.
    .hint = Skriv namnet på eit fylke, KS, Innovasjon Norge, Siva eller Forskningsrådet.
cell-owner-near = «{ $typed }» er ingen organisasjon her. Meinte du { $near }?
    .hint = Skriv namnet slik i arket.
cell-no-owner = Ansvarleg manglar.
    .hint = Skriv kva organisasjon som har ansvaret.
cell-no-title = Det står ikkje kva som skal gjerast.
    .hint = Skriv det, eller fjern rada.
cell-no-due = Frist manglar.
    .hint = Skriv ein dato, til dømes «15.4.2027».
cell-no-year = «{ $typed }» kan vere i fleire år.
    .hint = Skriv datoen med årstal.
cell-relative = Det går ikkje fram kva dag «{ $typed }» er rekna frå.
    .hint = Skriv datoen, til dømes «15.4.2027».
cell-date-number = Talet { $typed } lèt seg ikkje lese som ein dato.
    .hint = Skriv datoen, til dømes «15.4.2027».
cell-number = «{ $typed }» lèt seg ikkje lese som eit tal.
    .hint = Skriv berre talet, til dømes 1200 eller 12,5.
cell-status = Statusen «{ $typed }» er ukjend.
    .hint = Skriv til dømes ikkje starta, i gang, utsett, fullført eller avlyst.
cell-status-near = Statusen «{ $typed }» er ukjend. Meinte du { $near }?
    .hint = Skriv han slik i arket.
cell-done-differs = Her står det «{ $typed }», men statusen seier noko anna.
    .hint = Rett den eine av dei.
cell-done = «{ $typed }» seier ikkje når det vart gjort.
    .hint = Skriv datoen, eller x.
cell-level = Nivået «{ $typed }» er ukjent.
    .hint = Skriv regionalt, nasjonalt eller EU.
cell-formula = Formelen har ikkje noko resultat: { $typed }
    .hint = Rett formelen, eller skriv verdien.
cell-too-long = Teksten kan ha høgst { NUMBER($most, useGrouping: 1) } teikn; dette er { NUMBER($length, useGrouping: 1) }.
    .hint = Skriv han kortare.
cell-not-yours = Du kan ikkje gje punkt til denne organisasjonen.
    .hint = Lat koordinatoren i fylket eller KS ta over rada.
cell-no-county = «{ $typed }» er ikkje eit fylke.
    .hint = Skriv namnet på fylket, eller lat cella stå tom.
cell-no-goal = Målet manglar.
    .hint = Skriv målet, til dømes M1 og namnet.
cell-goal-unknown = Det finst ikkje noko mål { $number }.
    .hint = Skriv namnet etter nummeret éin gong i arket.
cell-goal-differs = { $number } heiter «{ $title }».
    .hint = Skriv det same namnet, eller eit anna nummer.
cell-measure-number = «{ $typed }» lèt seg ikkje lese som nummeret på eit tiltak.
    .hint = Skriv til dømes T1.2, eller lat cella stå tom.
cell-number-taken = { $number } er eit anna tiltak i avtalen.
    .hint = Skriv eit anna nummer, eller lat cella stå tom.
cell-number-twice = { $number } står på eit anna tiltak lenger oppe.
    .hint = Skriv eit anna nummer, eller lat cella stå tom.
no-header = Fann inga rad med overskrifter.
    .hint = Lista treng éi rad med overskriftene Tiltak, Ansvarleg og Frist.
two-columns = Kolonnane { $first } «{ $heading }» og { $second } «{ $other }» kan begge vere meinte.
    .hint = Gje den eine eit anna namn.
which-kind = Kolonnen «{ $heading }» åleine seier ikkje om dette er oppfølgingspunkt eller tiltak.
    .hint = Legg til --kind follow-ups eller --kind measures.
no-owner-column = Fann ingen kolonne for ansvarleg blant: { $headings }
    .hint = Kall han Ansvarleg.
no-due-column = Fann ingen kolonne for frist blant: { $headings }
    .hint = Kall han Frist.
no-goal-column = Tiltak høyrer til eit mål, og verken mål eller nummer har ein kolonne blant: { $headings }
    .hint = Kall han Mål, eller legg til --kind follow-ups.
too-many-rows = Lista har { $count } rader. Høgst { $most } kan takast over om gongen.
    .hint = Del ho i fleire filer.
unknown-county = Fann ikkje noko fylke som heiter «{ $typed }».
    .hint = Skriv namnet på eit fylke.
which-county = Avtalen til kva fylke høyrer tiltaka til?
    .hint = Legg til --county og namnet på fylket.
file-too-large = Fila er større enn { $most } MB.
    .hint = Ta bort bilete og ark som ikkje trengst, eller del ho i fleire.
no-file = Fila lèt seg ikkje opne: { $path }
    .hint = Sjå etter at namnet stemmer.
old-or-locked = Fila er i gammalt Excel-format eller låst med passord.
    .hint = Lagre ho som .xlsx utan passord.
broken-file = Fila lèt seg ikkje lese som eit rekneark.
    .hint = Opne ho i eit rekneark, og lagre ho som .xlsx eller .csv.
too-much-inside = Fila rommar meir enn ei liste.
    .hint = Kopier lista til eit nytt rekneark, og lagre det.
empty-file = Det står ikkje noko i fila.
    .hint = Sjå etter at det er den rette.
no-sheet = Fila har ikkje noko ark som heiter «{ $name }».
    .hint = Arka heiter { $names }.
nothing-ready = Ingen rader er klare. Uklare: { $unclear }.
    .hint = Rett arket etter førehandsvisinga, og prøv igjen.
some-unclear = { $n ->
    [one] Éi rad er uklar: { $rows }
   *[other] { $n } rader er uklare: { $rows }
 }
    .hint = Rett dei i arket, eller legg til --only-ready for å lagre dei klare.
not-confirmed = Ingenting er lagra.
    .hint = Legg til --yes for å lagre det førehandsvisinga viser.
same-file = Den same fila vart teken over { DAY($day) }, som import { $number }.
    .hint = Angre den først, eller legg til --again for å ta ho over éin gong til.
no-agreement = { $county } har ingen samarbeidsavtale i basen, og tiltak høyrer til ein avtale.
    .hint = Legg til --new-agreement, så blir det laga eit utkast.
changed-meanwhile = Det som står i basen, er endra sidan førehandsvisinga. Ingenting er lagra.
    .hint = Køyr importen på nytt.
ask = Lagre { $n } { $n ->
    [one] rad
   *[other] rader
 }? Skriv ja eller nei:
asked-no = Ingenting er lagra.
progress-read = Les: { $done } av { $total } rader
progress-store = Lagrar: { $done } av { $total } rader
stored = { $n ->
    [one] Éi rad
   *[other] { $n } rader
 } frå { $file } er lagra som { $kind ->
    [measures] tiltak
   *[other] oppfølgingspunkt
 }
stored-names = { $n ->
    [one] Rada har fått nummeret { $first }.
   *[other] Dei har fått numra { $first } til { $last }.
 }
nobody-told = Ingen har fått melding om dei. Påminningane kjem som vanleg.
past-told = { $n ->
    [one] Éin frist er passert. Den ansvarlege får éi påminning om å gjere det no.
   *[other] { $n } fristar er passerte. Dei ansvarlege får éi påminning om kvar, om å gjere det no.
 }
left-out = { $n ->
    [one] Éi uklar rad er ikkje teken med: { $rows }
   *[other] { $n } uklare rader er ikkje tekne med: { $rows }
 }
list-title = { $n ->
    [0] Ingen lister er tekne over
    [one] Éi liste er teken over
   *[other] { $n } lister er tekne over
 }
list-empty = Lister blir tekne over på kommandolinja, med samhandling import og namnet på fila.
named = Import { $number }: { $file } ({ $kind ->
    [measures] tiltak
   *[other] oppfølgingspunkt
 }, { $n ->
    [one] éi rad
   *[other] { $n } rader
 })
line = Teken over { DAY($day) } av { $organisation }.
undone-on = Angra { DAY($day) }.
which = Kva import skal angrast?
    .hint = Skriv nummeret, til dømes «import angre 3». «import» viser dei.
none-such = Import { $number } finst ikkje.
    .hint = Skriv «import» for å sjå dei som finst.
undone = Import { $number } vart angra { DAY($day) }.
    .hint = Ta fila over på nytt viss ho skal med likevel.
nothing-to-undo = Alt frå import { $number } er endra sidan, så ingenting er angra.
    .hint = Endre eller avslutt punkta eitt for eitt.
undone-now = Import { $number } er angra, og { $n ->
    [one] éi rad
   *[other] { $n } rader
 } er tekne bort
kept = { $n ->
    [one] Eitt er endra eller brukt sidan, og står:
   *[other] { $n } er endra eller brukte sidan, og står:
 }
marker = { $name } står som bortfalle, så nummeret ikkje blir brukt på nytt.
undo-settled = Tiltaka i import { $number } står i ein avtale som ikkje lenger er eit utkast.
    .hint = Ta ut eitt tiltak om gongen, til dømes «avtale fjern T1.2».
in-force = Samarbeidsavtalen for { $county } er gjeldande, og blir berre endra med forslag til neste versjon.
    .hint = Foreslå eitt tiltak om gongen med «avtale tiltak», eller ta lista over medan avtalen er eit utkast.
into-draft = Tiltaka blir lagde i utkastet til samarbeidsavtale for { $county }.
cell-share = «{ $typed }» kan vere ein del eller prosent, for det står prosent ved sida av.
    .hint = Skriv prosentteiknet i alle cellene.
cell-title-number = «{ $typed }» framfor teksten er ikkje nummeret på eit tiltak.
    .hint = Skriv til dømes T1.2 framfor, eller ta bort talet.
cell-number-goal = { $number } høyrer ikkje til { $goal }.
    .hint = Skriv eit nummer som byrjar med { $first }, eller rett målet.
cell-removed = { $number } er teke ut av avtalen, og nummeret blir ikkje brukt på nytt.
    .hint = Skriv eit anna nummer.
cell-goal-full = { $number } har ikkje fleire ledige nummer.
    .hint = Legg tiltaket under eit anna mål.

# Kommandoane: éi linje kvar, eit døme i .usage.
command-show = lister som er tekne over frå eit rekneark
    .usage = import
command-undo = ta bort alt frå ei liste
    .usage = import angre 3
