"""What pages say where nothing has been written yet, and the labels of tables; ``<template>.<what>``."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "agreement.accept-it-again": "Accept it again",
    "agreement.accept-it": "Accept it",
    "agreement.can-add-targets": "{name} can add targets.",
    "agreement.nothing-beyond-what-the-services": "Nothing beyond what the services promise everybody.",
    "agreement.nothing-is-asked-in-return": (
        "Nothing is asked in return beyond what services ask of everybody."
    ),
    "agreement.both-can-add-customer-duties": "Both can add customer duties.",
    "agreement.promises-of-that-apply-today": "Promises of {name} that apply today",
    "agreement.nothing-is-promised-today": "Nothing is promised today.",
    "agreement.the-service-has-no-targets": "The service has no targets of its own.",
    "agreements.no-department-has-an-agreement": "No department has an agreement with another yet.",
    "agreements.until-there-is-one-what": (
        "Until there is one, what services promise holds for everybody alike. Two departments "
        "that need more write it down in catalog/agreements/."
    ),
    "department.can-add-the-first-one": "{name} can add the first one.",
    "department.no-services-have-been-described": "No services have been described yet.",
    "department.promises-that-hold-unless-a": "Promises that hold unless a service says otherwise",
    "department.can-add-those-that-keep": "{name} can add those that keep coming.",
    "department.no-questions-have-been-answered": "No questions have been answered here yet.",
    "department.can-add-channels": "{name} can add channels.",
    "department.no-way-of-asking-is": "No way of asking is written down.",
    "department.can-add-them-in-roles": "{name} can add them in roles.yml.",
    "department.no-roles-have-been-described": "No roles have been described yet.",
    "departments.there-are-no-departments-yet": "There are no departments yet.",
    "departments.add-catalog-departments-department-department": (
        "Add catalog/departments/<department>/department.yml."
    ),
    "faqs.no-questions-have-been-answered": "No questions have been answered yet.",
    "faqs.departments-add-those-that-keep": (
        "Departments add those that keep coming: on a service under faqs, or in their faqs.yml."
    ),
    "faqs-of.can-add-those-that-keep": (
        "{name} can add those that keep coming, in its faqs.yml or on a service."
    ),
    "find.all-services": "All services",
    "find.there-are-no-services-yet": "There are no services yet.",
    "find.add-catalog-departments-department-services": (
        "Add catalog/departments/<department>/services/<service>.yml."
    ),
    "home.featured-services": "Featured services",
    "hours.no-hours-have-been-written": "No hours have been written down yet.",
    "hours.calendars-are-kept-in-site": (
        "Calendars are kept in site_config/calendars.yml. Until there is one, a promised time can "
        "only be counted day and night."
    ),
    "journey.no-plan-can-be-given": "No plan can be given.",
    "journey.nobody-answers-for-the-whole": "Nobody answers for the whole of it yet.",
    "journey.every-step-has-its-department": "Every step has its department; an owner sees that they meet.",
    "journeys.no-journey-has-been-described": "No journey has been described yet.",
    "journeys.a-task-that-sends-people": (
        "A task that sends people from one department to the next (a first day, a large order) "
        "can be written down once, in catalog/journeys/."
    ),
    "notices.everything-works-as-promised": "Everything works as promised.",
    "notices.no-closure-delay-or-change": "No closure, delay or change holds today.",
    "people.nobody-is-listed-yet": "Nobody is listed yet.",
    "people.add-people-to-catalog-people": "Add people to catalog/people.yml.",
    "person.no-role-at-the-moment": "No role at the moment.",
    "person.roles-name-their-holders-in": "Roles name their holders in roles.yml.",
    "person.no-address-is-written-down": "No address is written down.",
    "role.nobody-has-written-down-what": "Nobody has written down what this role answers for.",
    "role.two-or-three-sentences-are": "Two or three sentences are enough.",
    "role.no-service-names-this-role": "No service names this role.",
    "role.services-name-their-owner-deputy": (
        "Services name their owner, deputy and process owner under roles."
    ),
    "role.nobody-stands-in": "No deputy.",
    "role.no-contact-of-its-own": "No contact of its own.",
    "role.a-shared-address-outlives-whoever": "A shared address outlives whoever holds the role.",
    "roles.the-department-can-add-them": "The department can add them in its roles.yml.",
    "roles.there-are-no-roles-yet": "There are no roles yet.",
    "roles.add-catalog-departments-department-roles": "Add catalog/departments/<department>/roles.yml.",
    "served.no-other-department-relies-on": "No other department relies on {name} yet.",
    "served.hand-offs-and-depends-on": (
        "Hand-offs and depends_on in their services, and agreements, bring them here."
    ),
    "service.this-service-has-been-retired": "This service has been retired.",
    "service.this-service-is-being-replaced": "This service is being replaced.",
    "service.nobody-has-written-down-how": "Nobody has written down how to ask for this.",
    "service.the-owner-can-add-channels": "The owner can add channels.",
    "service.all-times-promised": "All times promised",
    "service.can-add-a-first-promise": (
        "{name} can add a first promise; a modest one that is kept beats a bold one that is not."
    ),
    "service.no-time-is-promised-yet": "No time is promised yet.",
    "service.how-it-is-done-step": "How it is done, step by step",
    "service.can-name-an-owner": "{name} can name an owner.",
    "service.nobody-owns-this-service-yet": "Nobody owns this service yet.",
    "service.support-hours": "Support hours",
    "slas.without-a-promise": "Without a promise",
    "slas.promises-belong-to-services-the": "Promises belong to services; the first one brings them here.",
    "slas.there-are-no-services-yet": "There are no services yet, and so no promises.",
    "slas.no-agreements-yet": "No agreements yet.",
    "slas.a-provider-and-a-customer": (
        "A provider and a customer can agree on a promise of their own in catalog/agreements/<agreement>.yml."
    ),
    "thanks.nobody-has-thanked-anybody-yet": "Nobody has thanked anybody yet.",
    "thanks.a-sentence-is-enough-who": "A sentence is enough: who, whom, what for.",
    "who-serves.services-between": "Services between",
    "who-serves.overdue-reviews": "Overdue reviews",
    "who-serves.no-department-relies-on-another": "No department relies on another yet.",
    "who-serves.hand-offs-and-depends-on": (
        "Hand-offs and depends_on in services, and agreements between departments, bring them together here."
    ),
}
