"""What the exports of help desks look like: the one table of names of columns and of states, by format.

Where several names stand, they are the same column in several languages or versions, or columns of which the first
one that is filled counts: what was never marked as resolved was done when it was closed. Columns of durations are not
among them. They say what is left of a target, or count hours of a calendar of the tool's own; when something happened
follows from neither.
"""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.frozen import frozen

COLUMNS = (
    "ticket", "service", "asked", "first_reply", "first_reply_after", "done",
    "priority", "channel", "customer", "state", "reopened", "updated",
)  # fmt: skip
"""What a column of an export can mean."""
MOMENTS = ("asked", "first_reply", "done", "updated")
"""Those that say when something was."""
WHERE_MAPPED = ("channel", "customer")
"""Those of a preset that are read only where measures.yml says what their words mean, or names the column."""


@frozen(kw_only=True)
class Preset:
    """What is known of a format. ``dates`` are forms to try before others; ``missing`` are words for nothing."""

    columns: Mapping[str, tuple[str, ...]]
    dates: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    open_states: tuple[str, ...] = ()
    done_states: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()


PRESETS: Mapping[str, Preset] = {
    "jira": Preset(
        columns={
            "ticket": (
                "Issue key", "Work item key", "Key", "Vorgangsschlüssel", "Schlüssel", "Clé de ticket", "Clé",
                "Clave de incidencia", "Clave", "Issuesleutel", "Sleutel",
            ),
            "service": (
                "Request Type", "Customer Request Type", "Anfragetyp", "Kundenanfragetyp", "Type de demande",
                "Type de demande client", "Tipo de solicitud", "Tipo de solicitud del cliente", "Aanvraagtype",
                "Verzoektype",
            ),
            "asked": ("Created", "Erstellt", "Création", "Créé", "Créée", "Creada", "Creado", "Gemaakt", "Aangemaakt"),
            "done": (
                "Resolved", "Erledigt", "Gelöst", "Résolu", "Résolue", "Résolu le", "Resuelta", "Resuelto", "Opgelost",
            ),
            "priority": ("Priority", "Priorität", "Priorité", "Prioridad", "Prioriteit"),
            "state": ("Status", "Statut", "État", "Estado"),
            "updated": ("Updated", "Aktualisiert", "Mise à jour", "Actualizada", "Bijgewerkt"),
            "customer": ("Organizations", "Organization", "Organisationen", "Organisations", "Organizaciones",
                         "Organisaties", "Department"),
            "channel": ("Request channel", "Channel", "Channel type"),
        },
        dates=(
            "%d/%b/%y %I:%M %p", "%d/%b/%y %H:%M", "%d.%b.%y %H:%M", "%d/%b/%Y %I:%M %p", "%d %b %Y, %H:%M",
            "%b %d, %Y, %I:%M %p",
        ),
    ),
    "servicenow": Preset(
        columns={
            "ticket": ("number", "Nummer", "Numéro", "Número"),
            "service": (
                "business_service", "Business service", "service_offering", "Service offering", "cat_item", "Item",
                "Service",
            ),
            "asked": ("opened_at", "Opened", "Geöffnet", "Ouvert", "Geopend", "Abierto"),
            "done": (
                "resolved_at", "Resolved", "Gelöst", "Résolu", "Opgelost", "Resuelto",
                "closed_at", "Closed", "Geschlossen", "Fermé", "Gesloten", "Cerrado",
            ),
            "priority": ("priority", "Priorität", "Priorité", "Prioriteit", "Prioridad"),
            "state": ("incident_state", "Incident state", "state", "Status", "État", "Estado"),
            "reopened": ("reopen_count", "Reopen count"),
            "updated": ("sys_updated_at", "sys_updated_on", "Updated", "Aktualisiert", "Mis à jour", "Actualizado"),
            "customer": ("u_department", "department", "company", "Abteilung"),
            "channel": ("contact_type", "Contact type", "Channel", "Kontaktart"),
        },
        missing=("?",),
        open_states=(
            "New", "Active", "Open", "In Progress", "Work in Progress", "On Hold", "Pending", "Awaiting User Info",
            "Awaiting Problem", "Awaiting Vendor", "Awaiting Evidence", "Awaiting Change",
        ),
        done_states=("Resolved", "Closed", "Closed Complete", "Closed Incomplete"),
    ),
    "zammad": Preset(
        columns={
            "ticket": ("#", "Ticket#", "Number", "Nummer", "Numéro", "Número"),
            "service": ("Group", "Gruppe", "Groupe", "Groep", "Grupo"),
            "asked": ("Created At", "Erstellt am", "Créé le", "Créé à", "Aangemaakt op", "Gemaakt op", "Creado el",
                      "Creado en"),
            "first_reply": (
                "First Response At", "Erste Antwort am", "Erste Reaktion am", "Erstreaktion am", "Première réponse à",
                "Première réponse le", "Eerste reactie op", "Primera respuesta el", "Primera respuesta en",
            ),
            "done": ("Closed At", "Geschlossen am", "Fermé le", "Fermé à", "Clôturé le", "Gesloten op", "Cerrado el",
                     "Cerrado en"),
            "priority": ("Priority", "Priorität", "Priorité", "Prioriteit", "Prioridad"),
            "state": ("State", "Status", "État", "Statut", "Estado"),
            "updated": ("Updated At", "Aktualisiert am", "Mis à jour le", "Bijgewerkt op", "Actualizado el"),
            "customer": ("Organization", "Organisation", "Organisatie", "Organización"),
            "channel": ("Create Channel", "Kanal erstellen", "Maak kanaal"),
        },
        open_states=(
            "new", "open", "pending reminder", "pending close", "neu", "offen", "warten auf Erinnerung",
            "warten auf Schließen", "nouveau", "ouvert", "nieuw", "nuevo", "abierto",
        ),
        leave_out=("merged", "removed", "zusammengefügt", "fusionné", "samengevoegd", "fusionado"),
    ),
    "znuny": Preset(
        columns={
            "ticket": ("Ticket#", "TicketNumber", "Ticket Number", "Ticketnummer"),
            "service": ("Service", "Dienst"),
            "asked": ("Created", "Erstellt", "Créé", "Aangemaakt", "Creado"),
            "first_reply": ("First Response", "FirstResponse", "Erste Antwort", "Erste Reaktion", "Première réponse",
                            "Eerste reactie", "Primera respuesta"),
            "done": (
                "Close Time", "CloseTime", "Closed", "Schließzeit", "Schließungszeit", "Geschlossen",
                "Heure de clôture", "Date de fermeture", "Sluitingstijd", "Gesloten", "Fecha de cierre", "Cerrado",
            ),
            "priority": ("Priority", "Priorität", "Priorité", "Prioriteit", "Prioridad"),
            "state": ("State", "Status", "État", "Estado"),
            "updated": ("Changed", "Geändert", "Modifié", "Gewijzigd", "Modificado"),
            "customer": ("CustomerID", "Customer ID", "Kundennummer"),
        },
        open_states=("new", "open", "pending reminder", "pending auto close+", "pending auto close-", "neu", "offen"),
        leave_out=("merged", "removed", "zusammengefasst", "entfernt"),
    ),
    "freshservice": Preset(
        columns={
            "ticket": ("Ticket ID", "Display Id"),
            "service": ("Item", "Item Category", "Sub-Category", "Category", "Type"),
            "asked": ("Created time", "Created Date"),
            "first_reply": ("Initial response time",),
            "done": ("Resolved time", "Closed time"),
            "priority": ("Priority",),
            "state": ("Status",),
            "updated": ("Last update time", "Last Updated Time"),
            "customer": ("Department", "Company", "Company Name"),
            "channel": ("Source",),
        },
        open_states=("Open", "Pending", "Waiting on Customer", "Waiting on Third Party"),
    ),
    "zendesk": Preset(
        columns={
            "ticket": ("Id", "Ticket ID"),
            "service": ("Ticket form", "Form", "Group"),
            "asked": ("Created at", "Ticket created - Timestamp"),
            "first_reply_after": ("First reply time in minutes", "First reply time (min)"),
            "done": ("Solved at", "Ticket solved - Timestamp"),
            "priority": ("Priority",),
            "state": ("Status",),
            "reopened": ("Reopens",),
            "updated": ("Updated at",),
            "customer": ("Organization",),
            "channel": ("Via", "Ticket channel"),
        },
        open_states=("New", "Open", "Pending", "On-hold", "Hold"),
        missing=("-",),
    ),
    "glpi": Preset(
        columns={
            "ticket": ("ID",),
            "service": ("Category", "Catégorie", "Kategorie", "Categorie", "Categoría"),
            "asked": ("Opening date", "Date d'ouverture", "Eröffnungsdatum", "Öffnungsdatum", "Openingsdatum",
                      "Fecha de apertura"),
            "done": (
                "Resolution date", "Date de résolution", "Date de solution", "Lösungsdatum", "Oplossingsdatum",
                "Datum van oplossing", "Fecha de resolución", "Fecha de solución",
                "Closing date", "Date de clôture", "Date de fermeture", "Abschlussdatum", "Schließungsdatum",
                "Sluitingsdatum", "Fecha de cierre",
            ),
            "priority": ("Priority", "Priorité", "Priorität", "Prioriteit", "Prioridad"),
            "state": ("Status", "Statut", "Estado"),
            "updated": ("Last update", "Dernière modification", "Letzte Änderung", "Laatste wijziging",
                        "Última actualización"),
            "customer": ("Entity", "Entité", "Entität", "Entiteit", "Entidad"),
            "channel": ("Request source", "Source de la demande", "Anfragequelle"),
        },
        open_states=(
            "New", "Processing (assigned)", "Processing (planned)", "Pending",
            "Nouveau", "En cours (Attribué)", "En cours (Planifié)", "En attente",
            "Neu", "In Bearbeitung (zugewiesen)", "In Bearbeitung (geplant)", "Wartend",
        ),
    ),
    "plain": Preset(
        columns={**{name: (name,) for name in COLUMNS}, "first_reply": ("first_reply", "first reply")},
    ),
}  # fmt: skip
