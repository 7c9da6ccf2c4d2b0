# The model's clauses, in our own words.
p1 = National coordination meetings at top executive level, one each half-year, timed to the budget processes. Spring: challenges and initiatives. Autumn: experience and opportunities. Both: EU instruments. The steering group meets as needed. The working committee plans.
p2 = At least two regional dialogue meetings in each county, with all the policy instrument agencies together, about the regional cooperation agreements. The county authority draws up agreements that the parties agree on.
p2-1 = The spring meeting follows up the national spring meeting. The agencies present their follow-up of the agreement and the challenges they expect the year after, to the administrative leadership, the partnership and, where wanted, a political body.
p2-2 = The autumn meeting follows up the national autumn meeting. It is administrative and concerns follow-up of the agreement and the need for changes.
p3 = The region has long-term plans with action programmes and annual action plans. They frame the dialogue.
p3-1 = The parties have routines for collaboration and take part in the county’s planning. The agreements reflect goals and measures from the plans and what the parties agree on.
p4-1 = KS convenes the national meetings, spring and autumn, in good time.
p4-2 = The leadership of the county authority convenes the regional meetings and coordinates collaboration in the region.
