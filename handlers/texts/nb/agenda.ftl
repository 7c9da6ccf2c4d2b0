# Sakslister: modellens faste saker.
title = Saksliste for { $name }
mandatory = Fast sak i modellen ({ $clause })
no-open-items = Ingen åpne oppfølgingspunkter.
challenges = Framtidige utfordringer og satsinger
experience = Erfaringer fra årets satsinger
opportunities = Muligheter i neste periode
eu-instruments = Nasjonale og regionale virkemidler sett i sammenheng med EU-virkemidler
open-items = Åpne oppfølgingspunkter
national-spring = Oppfølging av nasjonalt vårmøte
national-autumn = Oppfølging av nasjonalt høstmøte
agreement-presented = Virkemiddelaktørenes oppfølging av samarbeidsavtalen
agreement-reviewed = Gjennomgang av samarbeidsavtalen
trends = Forventede utfordringer og utviklingstrekk i fylket i { $year }
need-for-changes = Behov for endringer i samarbeidsavtalen
initiatives = Missionssatsingen og andre fellessatsinger
open-items-count = { $n ->
    [one] Ett åpent oppfølgingspunkt.
   *[other] { $n } åpne oppfølgingspunkter.
 }
