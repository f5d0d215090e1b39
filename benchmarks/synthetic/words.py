"""The words of a synthetic catalog: what its services, departments and people are called and say.

A service is called `<thing> <activity> for <scope>` ("Laptop repair for new starters"), a department
`<function> <area>`, a person `<first> <last>`: enough combinations for 10,000 services, none used twice.
"""


def _words(listed: str) -> tuple[str, ...]:
    return tuple(listed.split(", "))


_FAMILIES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (
        _words("laptop, phone, monitor, headset, printer, scanner, docking station, tablet, till, router"),
        _words("repair, order, loan, return, upgrade, setup"),
    ),
    (
        _words("contract, invoice, quote, certificate, policy, permit, price list, payslip, manual, tender"),
        _words("review, approval, correction, copy, translation, archiving"),
    ),
    (
        _words("meeting room, workshop, cold store, parking space, locker, desk, loading dock, showroom"),
        _words("booking, cleaning, repair, inspection, relocation"),
    ),
    (
        _words("parental leave, travel, training, overtime, relocation, salary, pension, shift"),
        _words("advice, request, change, question"),
    ),
    (
        _words("parcel, pallet, sample, spare part, packaging, uniform, label, trolley, document, seedling"),
        _words("delivery, pickup, inspection, storage, replacement"),
    ),
    (
        _words("sales, stock, customer, supplier, budget, delivery, quality, energy, traffic, absence"),
        _words("report, data export, data correction, forecast, dashboard"),
    ),
)

#: What a service does: (thing, activity).
SUBJECTS = tuple((thing, work) for things, works in _FAMILIES for thing in things for work in works)
SCOPES = _words(
    "new starters, managers, the shops, field staff, visitors, home workers, the night shift, "
    "trainees, contractors, project teams, the auction floor, drivers, the call center, wholesale, "
    "web orders, trade fairs, season peaks, partners, the studio, the labs, suppliers, growers, "
    "export, import, board meetings, works council, greenhouse staff, key accounts, small teams, "
    "remote sites, the canteen, audits, acquisitions, pilot projects, returning staff, events, "
    "research, maintenance crews, interns, regional offices"
)

FUNCTIONS = _words(
    "Accounting, Analytics, Applications, Brand, Catering, Compliance, Customer care, Design, "
    "Devices, Energy, Engineering, Facilities, Fleet, Legal, Logistics, Networks, Payroll, People, "
    "Planning, Purchasing, Quality, Research, Safety, Sales support, Training"
)
AREAS = _words(
    "Europe, East Africa, North, South, West, Central, Wholesale, Retail, Online, Production, "
    "Warehouse, Export, Head office, Growers, Partners, Projects, Operations, Laboratories, Seasonal, "
    "Innovation"
)

ROLE_TITLES = _words(
    "Lead, Service owner, Process owner, Coordinator, Specialist, Planner, Analyst, Controller, "
    "Technician, Adviser"
)
RESPONSIBILITIES = (
    "Answers for every promise of the department.",
    "Plans who works on what in the coming weeks.",
    "Keeps the descriptions in the catalog true.",
    "Talks with customers when a promise slips.",
    "Looks after tools, spare parts and suppliers.",
    "Trains new colleagues in the first month.",
    "Reports the measured results each quarter.",
    "Keeps the risk register up to date.",
)
DECISIONS = (
    "Spending of up to 800 euros a case.",
    "The order in which requests are done.",
    "Exceptions for single customers.",
    "Which supplier is asked.",
    "Overtime in the season.",
)

FIRST_NAMES = _words(
    "Amira, Bram, Chloe, David, Esther, Fatima, George, Hana, Ines, Jo, Kwame, Leila, Martin, Noor, "
    "Oliver, Priya, Rosa, Samuel, Tomás, Ursula, Victoria, Wanjiku, Xin, Yusuf, Zoë, Mei-Lin, Søren, "
    "Aoife, Håkon, Lucía"
)
LAST_NAMES = _words(
    "Adeyemi, Bakker, Carter, van Dam, El Amrani, Fernandez, Grant, Haddad, Iyer, Jensen, Kiptoo, "
    "Lindqvist, Müller, Njoroge, Okoro, Peeters, Quispe, Rossi, Smit, Tan, Ueda, Visser, Whitfield, "
    "Xu, Yılmaz, Zhang, Ouma, Dekker, Hoffmann, García"
)
LANGUAGES = _words("nl, en, de, fr, sw, es, pl, ar")

TROUBLES = _words("broken, lost, late, wrong, missing, new, urgent, old, second, damaged")
NEEDS = (
    "cost center",
    "site and room",
    "your manager's approval",
    "what happened, in a sentence",
    "a photo",
    "asset tag",
    "the date by which you need it",
    "order number",
    "a phone number for questions",
    "number of people",
)
PAUSES = (
    "we wait for you",
    "a supplier has not delivered",
    "an approval is missing",
    "the site is closed",
    "a part is on back order",
    "the customer asked for a later date",
)
DUTIES = (
    "Tell us when the date moves.",
    "Name one person whom we can ask.",
    "Keep the old one until the new one works.",
    "Answer our questions within two working days.",
    "Check the result within a week.",
)
PURPOSES = (
    "Materials and spare parts",
    "Carrying things between sites",
    "Figures for the cost estimate",
    "Access to the building",
    "Checks before it is handed over",
    "Accounts and permissions",
    "Advice in special cases",
)
FIRST_STEPS = (
    "Read the request and ask back",
    "Check what is in stock",
    "Agree the date with you",
    "Find the cause",
)
LAST_STEPS = (
    "Check the result and hand it over",
    "Bring it to your desk",
    "Tell you that it is done",
    "File the papers",
)
HANDLING = (
    "Tell us what you need and by when; we answer with a date that you can plan with.",
    "Most requests are done at the desk while you wait, the rest we collect and bring back.",
    "We look at every request in the morning and again after lunch, in the order of priority.",
    "Large orders are split, so that the first part arrives before the rest is ready.",
    "The work is done by our own people; a partner helps in the weeks before a holiday.",
)
LIMITS = (
    "If it turns out to be something else, {link} is the right place and we pass your request on.",
    "For anything bigger, ask for {link} at least two weeks ahead.",
    "It goes well together with {link}, which you can ask for in the same form.",
    "When there is nothing in stock, we use {link} and tell you the new date.",
)
QUALITY = (
    "Every result is checked by a second pair of eyes.",
    "You hear from us before you have to ask.",
    "Nothing is closed until you say that it works.",
    "What we return is clean, tested and labeled.",
)

#: Questions about one service; {name} is the service's name within a sentence.
SERVICE_QUESTIONS = (
    "Can a colleague ask on my behalf for {name}?",
    "What if I need it sooner: {name}?",
    "Who pays for {name}?",
    "How do I cancel {name}?",
    "Is there a limit to {name}?",
    "May I ask twice a year for {name}?",
    "Where do I see how far you are with {name}?",
    "Do I need an approval for {name}?",
    "What happens on public holidays with {name}?",
    "Which papers do I keep after {name}?",
    "Does it work from home: {name}?",
    "What changed this year about {name}?",
)
SERVICE_ANSWERS = (
    "Yes. Write both names into the request, so that the answer goes to the right person.",
    "Call the desk and say why. We look for a way, and tell you honestly **if there is none**.",
    "Your department does. The amount is on this page, and {link} explains the cost center.",
    "Reply to the confirmation. Before the work has started this costs nothing; afterwards ask for {link}.",
    "Once a quarter is usual. For more, add a sentence that says what it is for.",
    "The request shows it: *received*, *in work* or *done*. If it stands still for too long, escalate.",
)

#: Questions to a department: {topic} is a plural, {department} its name.
DEPARTMENT_QUESTIONS = (
    "Whom do I ask about {topic} in {department}?",
    "Are {topic} handled on Fridays by {department}?",
    "How are {topic} paid for with {department}?",
    "Where do I find the rules for {topic} of {department}?",
    "Who else looks after {topic} besides {department}?",
    "How long are {topic} kept by {department}?",
)
TOPICS = _words(
    "late requests, spare keys, old devices, visitors, samples, refunds, travel costs, approvals, "
    "backups, deliveries, price changes, complaints, lost parcels, site moves, urgent orders, new "
    "suppliers, test results, photos, contracts, training days, season peaks, audits, forms, "
    "licenses, reports, holiday covers, loans, returns, accidents, newsletters"
)
DEPARTMENT_ANSWERS = (
    "Write to the address on this page; whoever is on duty sorts it out within a day.",
    "Yes, until 16:00. After that it is looked at on the next working day.",
    "Every request names a cost center. If you do not know yours, ask for {link} first.",
    "On the intranet, under our name. If you miss something there, tell us and we add it.",
    "We do it for every site. {link} covers what is left.",
)

JOURNEY_VERBS = _words("Open, Close, Move, Equip, Start, Staff, Present, Audit, Renovate, Hand over")
JOURNEY_THINGS = _words(
    "a shop, a team, a project, a trade fair stand, a warehouse, a new hire's first day, a web shop, "
    "a customer account, a supplier, a training week"
)
TRIGGERS = (
    "The contract is signed.",
    "The budget is approved.",
    "The date is fixed.",
    "The customer has agreed.",
)
MEETINGS = _words("Round table, Retrospective, Health check, Planning")
RHYTHMS = _words("monthly, every second week, each quarter")
