# Éin person, fleire kontoar.
title = Kople kontoane dine
type-this = Skriv dette til Samhandling i den andre chatten, i ei direktemelding:
line = roller kople { $code }
good-until = Koden gjeld éin gong, til { $until }. Den som bruker han, kan gjere det du kan. Ikkje gi han til andre.
role-in = { $role } i { $organisation }
no-role = inga rolle
joined = Kontoen er kopla til { $name }
told = Dei andre kontoane får melding.
undo = «roller kople fjern { $chat }» skil kontoen frå dei andre att.
parted = { $chat }-kontoen er skild frå dei andre
leaving = { $n ->
    [one] Skild ut
   *[other] Skilde ut saman
 }
staying = { $n ->
    [one] Att
   *[other] Framleis kopla
 }
roles-here = Roller på denne kontoen
part-ask = Skilje { $chat }-kontoen frå dei andre?
part-what = Du skriv frå ein konto som då ikkje lenger er { $roles }.
wrong-code = Koden er feil, brukt eller for gammal
wrong-code-why = Sjå på koden i den andre chatten, eller skriv «roller kople» der for å få ein ny.
tries = { $n ->
    [0] Du har ingen forsøk att no.
    [one] Du har eitt forsøk att denne timen.
   *[other] Du har { $n } forsøk att denne timen.
 }
void = Koden gjeld ikkje lenger, for her kan andre lese han
void-why = Skriv «roller kople» der du laga koden, og skriv den nye i ei direktemelding til Samhandling.
terminal = Her snakkar du som ein organisasjon, ikkje som ein person.
    .hint = Skriv «roller kople» i Slack eller Teams.
not-here = Her kan andre lese svaret.
    .hint = Skriv «roller kople» i ei direktemelding til Samhandling.
role-first = Du har inga rolle å dele med ein annan konto enno.
    .hint = Skriv til dømes «roller be-om Agder koordinator». Har du ei rolle i ein annan chat, lagar du koden der.
no-code = Forstod ikkje «{ $typed }» som ein kode.
    .hint = Ein kode har åtte teikn. Skriv «roller kople» og koden, eller «roller kople» åleine for å få ein.
wait = Du har skrive feil kode for mange gonger.
    .hint = Skriv «roller kople» og koden på nytt etter { $until }.
same-already = Du er alt kopla til denne kontoen.
    .hint = Skriv «roller kople» og koden i den andre chatten, ikkje her.
same-chat = Ein person har berre éin konto i same arbeidsområde i { $chat }.
    .hint = Skriv «roller be-om Agder koordinator» for å få ei rolle på denne kontoen.
only-one = Denne kontoen er ikkje kopla til nokon andre.
    .hint = Skriv «roller kople» for å kople ein til.
which = Kva konto gjeld det?
    .hint = Vel han, eller skriv «roller kople fjern» og kontoen.
not-joined = Fann ingen konto «{ $typed }» mellom dine.
    .hint = Vel han, eller skriv «roller kople fjern» og kontoen.
place = { $chat }, arbeidsområdet { $workspace }
place-named = { $chat }, arbeidsområdet { $name } ({ $workspace })
sure = Kople kontoen din til { $name }?
made-by = Koden er laga av
you-get = Denne kontoen får
they-get = { $name } får
sure-what = Kontoane blir éin person, og kvar av dei kan gjere det den andre kan. Har du fått koden av nokon andre, vel du Avbryt: da er det dei som får rollene dine.
sure-until = Ingenting er kopla enno. Koden gjeld til { $until }, og berre for denne kontoen.
code-gone = Koden gjeld ikkje lenger. Ingenting er kopla.
    .hint = Skriv «roller kople» i den andre chatten for å få ein ny.
not-linked = Ingenting er kopla
not-linked-what = Koden gjeld ikkje lenger.
elsewhere = Herifrå kan ikkje Samhandling vite sikkert kven du er.
    .hint = Skriv «roller kople» i ditt eige arbeidsområde.
by-anothers-word = Rollene dine gjeld ikkje herifrå, for du skriv gjennom eit anna arbeidsområde enn ditt eige.

# Kommandoane: éi linje kvar, eit døme i .usage.
command-link = kople kontoane dine i Slack og Teams
    .usage = roller kople · roller kople K7QF-3M2P
