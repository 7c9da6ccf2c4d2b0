# Sakslister: dei faste sakene i modellen.
title = Saksliste for { $name }
mandatory = Fast sak i modellen ({ $clause })
no-open-items = Ingen opne oppfølgingspunkt.
challenges = Framtidige utfordringar og satsingar
experience = Erfaringar frå satsingane i år
opportunities = Moglegheiter i neste periode
eu-instruments = Nasjonale og regionale verkemiddel sett i samanheng med EU-verkemiddel
open-items = Opne oppfølgingspunkt
national-spring = Oppfølging av nasjonalt vårmøte
national-autumn = Oppfølging av nasjonalt haustmøte
agreement-presented = Verkemiddelaktørane si oppfølging av samarbeidsavtalen
agreement-reviewed = Gjennomgang av samarbeidsavtalen
trends = Venta utfordringar og utviklingstrekk i fylket i { $year }
need-for-changes = Behov for endringar i samarbeidsavtalen
initiatives = Missions-satsinga og andre fellessatsingar
open-items-count = { $n ->
    [one] Eitt ope oppfølgingspunkt.
   *[other] { $n } opne oppfølgingspunkt.
 }
