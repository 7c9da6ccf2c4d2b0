# Hjelp: det som er felles for kommandoene.
title = Dette kan du be om
title-one = Hjelp: { $word }
purpose = Skriv etter /samhandling, i en direktemelding, eller etter @Samhandling.
more = Velg et tema for å se alt, eller skriv «hjelp møter». Datoer skrives som du pleier: 15.4, fredag uke 17, om to uker.
no-such = Fant ingen kommando som heter «{ $typed }».
    .hint = Skriv «hjelp» for å se alle.
first-title = Hva vil du se?
first-what = Jeg holder orden på møter, frister og oppfølging i samhandlingsmodellen, og sier fra i god tid. Velg under, eller skriv for eksempel «status», «mine» eller «hjelp».
topic-overview = Oversikt
topic-meetings = Møter
topic-agenda = Saksliste
topic-minutes = Referat
topic-follow-ups = Oppfølging
topic-agreement = Avtale
topic-roles = Roller og oppsett

# Kommandoene: én linje hver, et eksempel i .usage.
command-first-words = det du kan begynne med
    .usage = hei
command-help = denne hjelpen
    .usage = hjelp · hjelp møte
