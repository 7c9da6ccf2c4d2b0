# Én person, flere kontoer.
title = Koble kontoene dine
type-this = Skriv dette til Samhandling i den andre chatten, i en direktemelding:
line = roller koble { $code }
good-until = Koden gjelder én gang, til { $until }. Den som bruker den, kan gjøre det du kan. Ikke gi den til andre.
role-in = { $role } i { $organisation }
no-role = ingen roller
joined = Kontoen er koblet til { $name }
told = De andre kontoene får beskjed.
undo = «roller koble fjern { $chat }» skiller kontoen fra de andre igjen.
parted = { $chat }-kontoen er skilt fra de andre
leaving = { $n ->
    [one] Skilt ut
   *[other] Skilt ut sammen
 }
staying = { $n ->
    [one] Igjen
   *[other] Fortsatt koblet
 }
roles-here = Roller på denne kontoen
part-ask = Skille { $chat }-kontoen fra de andre?
part-what = Du skriver fra en konto som da ikke lenger er { $roles }.
wrong-code = Koden er feil, brukt eller for gammel
wrong-code-why = Se på koden i den andre chatten, eller skriv «roller koble» der for å få en ny.
tries = { $n ->
    [0] Du har ingen forsøk igjen nå.
    [one] Du har ett forsøk igjen denne timen.
   *[other] Du har { $n } forsøk igjen denne timen.
 }
void = Koden gjelder ikke lenger, for her kan andre lese den
void-why = Skriv «roller koble» der du laget koden, og skriv den nye i en direktemelding til Samhandling.
terminal = Her snakker du som en organisasjon, ikke som en person.
    .hint = Skriv «roller koble» i Slack eller Teams.
not-here = Her kan andre lese svaret.
    .hint = Skriv «roller koble» i en direktemelding til Samhandling.
role-first = Du har ingen rolle å dele med en annen konto ennå.
    .hint = Skriv for eksempel «roller be-om Agder koordinator». Har du en rolle i en annen chat, lager du koden der.
no-code = Forsto ikke «{ $typed }» som en kode.
    .hint = En kode har åtte tegn. Skriv «roller koble» og koden, eller «roller koble» alene for å få en.
wait = Du har skrevet feil kode for mange ganger.
    .hint = Skriv «roller koble» og koden igjen etter { $until }.
same-already = Du er alt koblet til denne kontoen.
    .hint = Skriv «roller koble» og koden i den andre chatten, ikke her.
same-chat = En person har bare én konto i samme arbeidsområde i { $chat }.
    .hint = Skriv «roller be-om Agder koordinator» for å få en rolle på denne kontoen.
only-one = Denne kontoen er ikke koblet til noen andre.
    .hint = Skriv «roller koble» for å koble en til.
which = Hvilken konto gjelder det?
    .hint = Velg den, eller skriv «roller koble fjern» og kontoen.
not-joined = Fant ingen konto «{ $typed }» blant dine.
    .hint = Velg den, eller skriv «roller koble fjern» og kontoen.
place = { $chat }, arbeidsområdet { $workspace }
place-named = { $chat }, arbeidsområdet { $name } ({ $workspace })
sure = Koble kontoen din til { $name }?
made-by = Koden er laget av
you-get = Denne kontoen får
they-get = { $name } får
sure-what = Kontoene blir én person, og hver av dem kan gjøre det den andre kan. Har du fått koden av noen andre, velger du Avbryt: da er det de som får dine roller.
sure-until = Ingenting er koblet ennå. Koden gjelder til { $until }, og bare for denne kontoen.
code-gone = Koden gjelder ikke lenger. Ingenting er koblet.
    .hint = Skriv «roller koble» i den andre chatten for å få en ny.
not-linked = Ingenting er koblet
not-linked-what = Koden gjelder ikke lenger.
elsewhere = Herfra kan ikke Samhandling vite sikkert hvem du er.
    .hint = Skriv «roller koble» i ditt eget arbeidsområde.
by-anothers-word = Rollene dine gjelder ikke herfra, for du skriver gjennom et annet arbeidsområde enn ditt eget.

# Kommandoene: én linje hver, et eksempel i .usage.
command-link = koble kontoene dine i Slack og Teams
    .usage = roller koble · roller koble K7QF-3M2P
