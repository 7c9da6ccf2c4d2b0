# Agendas: the model's standing items.
title = Agenda for the { $name }
mandatory = Standing item in the model ({ $clause })
no-open-items = No open follow-ups.
challenges = Future challenges and initiatives
experience = Experience from this year’s initiatives
opportunities = Opportunities in the next period
eu-instruments = National and regional policy instruments seen together with EU instruments
open-items = Open follow-ups
national-spring = Follow-up of the national spring meeting
national-autumn = Follow-up of the national autumn meeting
agreement-presented = The agencies’ follow-up of the cooperation agreement
agreement-reviewed = Review of the cooperation agreement
trends = Expected challenges and trends in the county in { $year }
need-for-changes = Need for changes in the cooperation agreement
initiatives = The Missions initiative and other joint initiatives
open-items-count = { $n ->
    [one] One open follow-up.
   *[other] { $n } open follow-ups.
 }
