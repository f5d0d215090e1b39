"""What the search finds besides pages, and the words by which people ask for it."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "search.help": "Search the help",
    "search.part.reach": "How and when to reach {department}",
    "search.words.reach": "contact call phone telephone e-mail write chat ask open hours available closed",
    "search.part.relies-on": "What {department} depends on",
    "search.words.relies-on": "relies needs requires dependencies suppliers providers",
    "search.part.served": "Who depends on {department}",
    "search.words.served": "serves relies customers users",
    "search.deputy": "Deputy of the {role}",
    "search.words.deputy": "stands in substitute replacement cover absent away",
    "search.words.agreement": "agreement promises agreed SLA OLA service level",
    "search.words.notice": "notice news announcement closed delayed delay changed change disruption",
    "search.words.calendar": "hours open opening working calendar",
    "search.day-off": "{days}: {hours} ({calendars})",
    "search.day": " Day",
    "search.aliases.day-off": "closed at {short}\nclosed on {reason}\nclosed for {short}\n"
    "{short} holiday\n{short} opening hours\nopen at {short}\nopen on {reason}\n{short}",
    "search.aliases.services": "all services\nservice catalog\nservice catalogue\ncatalog\nlist of services\n"
    "what can I ask for",
    "search.aliases.departments": "all departments\nteams\norganization chart\norg chart\n"
    "who is responsible for what\nlist of departments",
    "search.aliases.roles": "who does what\nwho is who\nresponsibilities\nRACI\nlist of people\npeople directory\n"
    "staff directory\nphone book\nphonebook\ncontacts",
    "search.aliases.slas": "SLA\nSLAs\nservice level\nservice levels\nservice level agreement\n"
    "service level agreements\nresponse times\nhow long does it take\nhow long do things take",
    "search.aliases.who-serves": "who serves whom\nwho works for whom\nmap\ndependencies",
    "search.aliases.agreements": "OLA\nOLAs\noperational level agreements\nall agreements",
    "search.aliases.journeys": "checklists\nstep by step\nprocesses\nall journeys",
    "search.aliases.questions": "FAQ\nFAQs\nfrequently asked questions\nall questions",
    "search.aliases.hours": "opening hours\nbusiness hours\npublic holidays\nbank holidays\nholidays\ndays off\n"
    "calendar\ncalendars\nwhen are we closed\nwhen are we open",
    "search.aliases.notices": "news\nannouncements\noutages\ndisruptions\nall notices",
    "search.aliases.changes": "history, news, what is new, recent changes, updates, changelog, feed, Atom, RSS",
    "search.aliases.surveys": "survey\nnet promoter score\nNPS\nsatisfaction\nengagement",
    "search.aliases.feedback": "feedback\nsuggestions\nsuggestion box\ncomplaints",
    "search.aliases.results": "measured results\nstatistics\nKPI\nKPIs\nkey figures\nperformance\nSLA report\n"
    "SLA compliance\nare promises kept\nwhat is asked for most\nticket numbers",
    "search.aliases.thanks": "kudos\npraise\nthank you\nthank somebody",
    "search.words.day-off": "closed open day off public holiday",
}
