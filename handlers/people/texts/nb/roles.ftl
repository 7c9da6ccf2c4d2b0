# Roller.
title = Roller i { $organisation }
coordinator = koordinator
leader = leder
secretary = sekretær
working-committee = medlem av arbeidsutvalget
member = medarbeider
until = { $name } (til { DAY($day, form: "short") })
unknown-role = Forsto ikke «{ $typed }» som en rolle.
    .hint = Skriv koordinator, leder, sekretær, arbeidsutvalg eller medlem.
role-missing = Hvilken rolle?
    .hint = Skriv koordinator, leder, sekretær, arbeidsutvalg eller medlem.
ask-needs = Hvilken organisasjon og rolle gjelder det?
    .hint = Skriv for eksempel «roller be-om Agder koordinator».
have-it = Du har alt denne rollen i { $organisation }.
    .hint = Skriv «hvem-er-jeg» for å se rollene dine.
asked-before = Du har alt spurt { $organisation } om dette.
    .hint = En koordinator der, eller KS, svarer. Du får tilgang når de godkjenner.
asked = Du har bedt om å bli { $role } i { $organisation }
asked-who = En koordinator i { $organisation }, eller KS, godkjenner med en knapp.
request = { $name } ber om å bli { $role } i { $organisation }.
no-request = Fant ikke forespørselen «{ $typed }».
    .hint = Skriv «roller» for å se forespørsler som venter.
decided = Forespørselen fra { $name } er alt { $state ->
    [granted] godkjent
    [replaced] erstattet av en annen fra samme konto
   *[other] avslått
 }.
    .hint = Skriv «roller» for å se hvem som har hvilke roller.
granted = { $name } er nå { $role } i { $organisation }
declined = Forespørselen fra { $name } er avslått
grant-needs = Hvem skal ha hvilken rolle?
    .hint = Skriv for eksempel «roller gi Agder koordinator @navn».
grant-guest = Herfra er det uklart hvilken konto som menes.
    .hint = Skriv kontoen slik «hvem-er-jeg» viser den for den det gjelder, i stedet for navnet.
end-needs = Hvilken rolle skal avsluttes?
    .hint = Skriv for eksempel «roller avslutt Agder koordinator».
no-holder = Fant ikke én person med den rollen i { $organisation }.
    .hint = Skriv «roller { $organisation }» for å se hvem som har den, og ta med navnet.
ended = { $name } er ikke lenger { $role } i { $organisation }
none-waiting = Ingen forespørsler venter.
waiting-title = { $n ->
    [0] Ingen venter på en rolle
    [one] Én venter på en rolle
   *[other] { $n } venter på en rolle
 }
administrators = En administrator verken får eller mister det med en kommando.
    .hint = Kontoen står i innstillingen { $setting }. Den som drifter Samhandling, legger den til eller tar den bort der, og starter på nytt.
holder = { $name } ({ $given })
holder-joined = { $name } ({ $given }, koblet til { $others })
which-holder = Hvem i { $organisation } gjelder det?
    .hint = Velg personen, eller ta med navnet eller kontoen.
no-such-holder = Fant ingen «{ $typed }» med den rollen i { $organisation }.
    .hint = Velg personen, eller ta med navnet eller kontoen.
still-administrator = Kontoen { $account } er også administrator. Det står i innstillingen { $setting }, og endres av den som drifter Samhandling.
requests-more = { $n ->
    [one] Én forespørsel til. Skriv «roller» for å se den når disse er besvart.
   *[other] { $n } forespørsler til. Skriv «roller» for å se dem når disse er besvart.
 }
new-workspace = Ingen i { $organisation } skriver fra dette arbeidsområdet fra før.
like-holder = Navnet ligner på { $name }, som er { $role } i { $organisation } ({ $account }).
ask-later = Du har spurt om mange roller den siste timen.
    .hint = Skriv «roller be-om» igjen etter { $until }.

# Kommandoene: én linje hver, et eksempel i .usage.
command-show = hvem som har hvilke roller
    .usage = roller · roller Agder
command-ask = be om en rolle
    .usage = roller be-om Agder koordinator
command-approve = godkjenn en forespørsel
    .usage = roller godkjenn 3
command-decline = avslå en forespørsel
    .usage = roller avslå 3
command-grant = gi noen en rolle
    .usage = roller gi Agder koordinator @navn
command-end = avslutt en rolle
    .usage = roller avslutt Agder koordinator
