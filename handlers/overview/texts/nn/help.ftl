# Hjelp: det som er felles for kommandoane.
title = Dette kan du be om
title-one = Hjelp: { $word }
purpose = Skriv etter /samhandling, i ei direktemelding, eller etter @Samhandling.
more = Vel eit tema for å sjå alt, eller skriv «hjelp møte». Skriv datoar slik du er van med: 15.4, fredag veke 17, om to veker.
no-such = Fann ingen kommando som heiter «{ $typed }».
    .hint = Skriv «hjelp» for å sjå alle.
first-title = Kva vil du sjå?
first-what = Eg held orden på møte, fristar og oppfølging i samhandlingsmodellen, og seier frå i god tid. Vel under, eller skriv til dømes «status», «mine» eller «hjelp».
topic-overview = Oversikt
topic-meetings = Møte
topic-agenda = Saksliste
topic-minutes = Referat
topic-follow-ups = Oppfølging
topic-agreement = Avtale
topic-roles = Roller og oppsett

# Kommandoane: éi linje kvar, eit døme i .usage.
command-first-words = det du kan begynne med
    .usage = hei
command-help = denne hjelpa
    .usage = hjelp · hjelp møte
