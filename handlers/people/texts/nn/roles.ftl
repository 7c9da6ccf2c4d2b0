# Roller.
title = Roller i { $organisation }
coordinator = koordinator
leader = leiar
secretary = sekretær
working-committee = medlem av arbeidsutvalet
member = medarbeidar
until = { $name } (til { DAY($day, form: "short") })
unknown-role = Forstod ikkje «{ $typed }» som ei rolle.
    .hint = Skriv koordinator, leiar, sekretær, arbeidsutval eller medlem.
role-missing = Kva rolle?
    .hint = Skriv koordinator, leiar, sekretær, arbeidsutval eller medlem.
ask-needs = Kva organisasjon og rolle gjeld det?
    .hint = Skriv til dømes «roller be-om Agder koordinator».
have-it = Du har alt denne rolla i { $organisation }.
    .hint = Skriv «kven-er-eg» for å sjå rollene dine.
asked-before = Du har alt spurt { $organisation } om dette.
    .hint = Ein koordinator der, eller KS, svarer. Du får tilgang når dei godkjenner.
asked = Du har bede om å bli { $role } i { $organisation }
asked-who = Ein koordinator i { $organisation }, eller KS, godkjenner med ein knapp.
request = { $name } bed om å bli { $role } i { $organisation }.
no-request = Fann ikkje førespurnaden «{ $typed }».
    .hint = Skriv «roller» for å sjå førespurnader som ventar.
decided = Førespurnaden frå { $name } er alt { $state ->
    [granted] godkjend
    [replaced] erstatta av ein annan frå same konto
   *[other] avslått
 }.
    .hint = Skriv «roller» for å sjå kven som har kva roller.
granted = { $name } er no { $role } i { $organisation }
declined = Førespurnaden frå { $name } er avslått
grant-needs = Kven skal ha kva rolle?
    .hint = Skriv til dømes «roller gi Agder koordinator @namn».
grant-guest = Herifrå er det uklart kva konto det gjeld.
    .hint = Skriv kontoen slik «kven-er-eg» viser han for den det gjeld, i staden for namnet.
end-needs = Kva rolle skal avsluttast?
    .hint = Skriv til dømes «roller avslutt Agder koordinator».
no-holder = Fann ikkje éin person med den rolla i { $organisation }.
    .hint = Skriv «roller { $organisation }» for å sjå kven som har henne, og ta med namnet.
ended = { $name } er ikkje lenger { $role } i { $organisation }
none-waiting = Ingen førespurnader ventar.
waiting-title = { $n ->
    [0] Ingen ventar på ei rolle
    [one] Éin ventar på ei rolle
   *[other] { $n } ventar på ei rolle
 }
administrators = Ein administrator verken får eller mistar det med ein kommando.
    .hint = Kontoen står i innstillinga { $setting }. Den som driftar Samhandling, legg han til eller tek han bort der, og startar på nytt.
holder = { $name } ({ $given })
holder-joined = { $name } ({ $given }, kopla til { $others })
which-holder = Kven i { $organisation } gjeld det?
    .hint = Vel personen, eller ta med namnet eller kontoen.
no-such-holder = Fann ingen «{ $typed }» med den rolla i { $organisation }.
    .hint = Vel personen, eller ta med namnet eller kontoen.
still-administrator = Kontoen { $account } er òg administrator. Det står i innstillinga { $setting }, og blir endra av den som driftar Samhandling.
requests-more = { $n ->
    [one] Éin førespurnad til. Skriv «roller» for å sjå han når desse er svara på.
   *[other] { $n } førespurnader til. Skriv «roller» for å sjå dei når desse er svara på.
 }
new-workspace = Ingen i { $organisation } skriv frå dette arbeidsområdet frå før.
like-holder = Namnet liknar på { $name }, som er { $role } i { $organisation } ({ $account }).
ask-later = Du har spurt om mange roller den siste timen.
    .hint = Skriv «roller be-om» igjen etter { $until }.

# Kommandoane: éi linje kvar, eit døme i .usage.
command-show = kven som har kva roller
    .usage = roller · roller Agder
command-ask = be om ei rolle
    .usage = roller be-om Agder koordinator
command-approve = godkjenn ein førespurnad
    .usage = roller godkjenn 3
command-decline = avslå ein førespurnad
    .usage = roller avslå 3
command-grant = gi nokon ei rolle
    .usage = roller gi Agder koordinator @namn
command-end = avslutt ei rolle
    .usage = roller avslutt Agder koordinator
