"""Names of tables and columns in German, French, Spanish and Dutch; English ones stand with the columns themselves.

T
ey are compared as :func:`~servicebook.exchange.spreadsheet.column.normalized_name` does, so that capitals, accents,
s
aces and hyphens do not matter. A word that means another column in another table is in ``OWN_NAMES`` of that table,
which counts more than ``NAMES``.
"""

from __future__ import annotations

from collections.abc import Mapping

LANGUAGES = ("de", "fr", "es", "nl")
"""In the order in which the names stand below."""

Names = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]

TABLES: Mapping[str, Names] = {
    "department": (
        ("Abteilungen", "Abteilung", "Ämter", "Referate", "Bereiche", "Fachbereiche"),
        ("Départements", "Directions", "Unités"),
        ("Departamentos", "Áreas", "Unidades"),
        ("Afdelingen", "Afdeling"),
    ),
    "service": (
        ("Dienste", "Leistungen", "Dienstleistungen", "Servicekatalog", "Leistungskatalog", "Dienstekatalog"),
        ("Prestations", "Catalogue de services"),
        ("Servicios", "Catálogo de servicios"),
        ("Diensten", "Dienstverlening", "Dienstencatalogus"),
    ),
    "role": (("Rollen", "Funktionen"), ("Rôles", "Fonctions"), ("Roles", "Funciones"), ("Rollen", "Functies")),
    "person": (
        ("Personen", "Mitarbeiter", "Mitarbeitende", "Beschäftigte", "Personal"),
        ("Personnes", "Personnel", "Employés", "Annuaire"),
        ("Personas", "Personal", "Empleados"),
        ("Personen", "Medewerkers", "Personeel"),
    ),
    "faq": (
        ("Fragen", "Häufige Fragen"), ("Questions fréquentes",), ("Preguntas", "Preguntas frecuentes"),
        ("Vragen", "Veelgestelde vragen"),
    ),
}  # fmt: skip
"""By kind."""

NAMES: Mapping[str, Names] = {
    "id": (
        ("Kennung", "Kürzel", "Schlüssel"), ("Identifiant", "Clé"), ("Identificador", "Clave"),
        ("Kenmerk", "Sleutel"),
    ),
    "department": (
        ("Abteilung", "Amt", "Referat", "Bereich", "Fachbereich", "Dienststelle", "Organisationseinheit",
        "Einheit"),
        ("Département", "Direction", "Unité", "Pôle"),
        ("Departamento", "Área", "Unidad", "Dirección general"),
        ("Afdeling", "Eenheid", "Onderdeel"),
    ),
    "name": (
        ("Name", "Bezeichnung", "Titel"), ("Nom", "Intitulé", "Libellé", "Titre"),
        ("Nombre", "Denominación", "Título"),
        ("Naam", "Benaming", "Titel"),
    ),
    "summary": (
        ("Kurzbeschreibung", "Zusammenfassung", "Kurztext", "Zweck"), ("Résumé", "Description courte", "Objet"),
        ("Resumen", "Descripción breve", "Objeto"), ("Samenvatting", "Korte beschrijving", "Doel"),
    ),
    "description": (
        ("Beschreibung", "Details", "Erläuterung"), ("Description", "Détails"), ("Descripción", "Detalles"),
        ("Beschrijving", "Omschrijving", "Toelichting"),
    ),
    "aliases": (
        ("Synonyme", "Stichwörter", "Schlagwörter", "Suchbegriffe"), ("Synonymes", "Mots clés"),
        ("Sinónimos", "Palabras clave"), ("Synoniemen", "Trefwoorden"),
    ),
    "icon": (("Symbol",), ("Icône",), ("Icono",), ("Pictogram",)),
    "part_of": (
        ("Teil von", "Übergeordnete Abteilung", "Gehört zu"), ("Rattaché à", "Direction parente"),
        ("Parte de", "Depende de"), ("Onderdeel van", "Valt onder"),
    ),
    "head": (
        ("Leitung", "Abteilungsleitung"), ("Responsable", "Direction de"), ("Jefatura", "Responsable"),
        ("Leiding", "Afdelingshoofd"),
    ),
    "sites": (("Standorte", "Standort"), ("Sites", "Lieux"), ("Sedes", "Sede"),
    ("Locaties", "Locatie", "Vestiging")),
    "site": (("Standort",), ("Site", "Lieu"), ("Sede",), ("Locatie", "Vestiging")),
    "support_hours": (
        ("Servicezeiten", "Servicezeit", "Öffnungszeiten", "Betreuungszeiten", "Arbeitszeiten"),
        ("Horaires", "Heures d'ouverture", "Horaires de support"), ("Horario", "Horario de atención"),
        ("Openingstijden", "Servicetijden", "Bereikbaarheid"),
    ),
    "service_hours": (
        ("Betriebszeiten", "Verfügbarkeitszeiten"), ("Horaires de service",), ("Horario de servicio",),
        ("Beschikbare uren",),
    ),
    "form": (
        ("Formular", "Antragsformular", "Bestellformular", "Antrag"), ("Formulaire", "Formulaire de demande"),
        ("Formulario", "Formulario de solicitud"), ("Formulier", "Aanvraagformulier"),
    ),
    "email": (
        ("E-Mail-Adresse", "E-Mail Adresse", "Mailadresse"),
        ("Courriel", "Adresse e-mail", "Adresse électronique"),
        ("Correo", "Correo electrónico"), ("E-mailadres", "Mailadres"),
    ),
    "chat": (("Chatraum", "Kanal"), ("Salon", "Canal de discussion"), ("Canal de chat",), ("Chatkanaal",)),
    "phone": (
        ("Telefon", "Telefonnummer", "Rufnummer", "Durchwahl"), ("Téléphone", "Numéro de téléphone"),
        ("Teléfono", "Número de teléfono"), ("Telefoon", "Telefoonnummer"),
    ),
    "desk": (
        ("Schalter", "Büro", "Raum"), ("Guichet", "Bureau"), ("Ventanilla", "Oficina"),
        ("Balie", "Loket", "Kamer"),
    ),
    "promised_time": (
        ("Bearbeitungszeit", "Bearbeitungsdauer", "Lieferzeit", "Erledigungszeit", "Durchlaufzeit"),
        ("Délai", "Délai de traitement", "Délai de réalisation"),
        ("Plazo", "Plazo de resolución", "Tiempo de entrega"),
        ("Doorlooptijd", "Levertijd", "Afhandeltijd"),
    ),
    "response_time": (
        ("Reaktionszeit", "Antwortzeit"), ("Délai de réponse", "Temps de réponse"), ("Tiempo de respuesta",),
        ("Reactietijd", "Responstijd"),
    ),
    "resolution_time": (
        ("Lösungszeit", "Wiederherstellungszeit", "Entstörzeit"), ("Délai de résolution", "Temps de résolution"),
        ("Tiempo de resolución", "Tiempo de solución"), ("Oplostijd", "Hersteltijd"),
    ),
    "availability": (("Verfügbarkeit",), ("Disponibilité",), ("Disponibilidad",), ("Beschikbaarheid",)),
    "promise": (("Zusage", "Versprechen"), ("Engagement",), ("Compromiso",), ("Toezegging", "Belofte")),
    "pauses_when": (("Pausiert bei", "Ruht wenn"), ("Suspendu si",), ("Se pausa si",), ("Pauzeert als",)),
    "customer_duties": (
        ("Mitwirkung", "Mitwirkungspflichten"), ("Obligations du client",), ("Obligaciones del cliente",),
        ("Plichten van de klant",),
    ),
    "links": (
        ("Verweise", "Weitere Informationen"), ("Liens", "Lien"), ("Enlaces", "Enlace"),
        ("Koppelingen", "Verwijzingen"),
    ),
    "former_ids": (
        ("Frühere Kennungen",), ("Anciens identifiants",), ("Identificadores anteriores",),
        ("Vroegere kenmerken",),
    ),
    "reviewed_on": (
        ("Geprüft am", "Letzte Prüfung", "Überprüft am"), ("Revu le", "Dernière révision", "Vérifié le"),
        ("Revisado el", "Última revisión"), ("Beoordeeld op", "Laatste controle", "Gecontroleerd op"),
    ),
    "review_every": (
        ("Prüfintervall", "Prüfung alle"), ("Révision tous les",), ("Revisión cada",), ("Controle elke",),
    ),
    "lifecycle": (
        ("Lebenszyklus", "Status", "Zustand"), ("Cycle de vie", "Statut", "État"), ("Ciclo de vida", "Estado"),
        ("Levenscyclus", "Status"),
    ),
    "replaced_by": (
        ("Ersetzt durch", "Nachfolger"), ("Remplacé par",), ("Sustituido por", "Reemplazado por"),
        ("Vervangen door",),
    ),
    "audience": (
        ("Zielgruppe", "Zielgruppen", "Für wen"), ("Public", "Public cible", "Bénéficiaires"),
        ("Destinatarios", "Público"), ("Doelgroep", "Doelgroepen"),
    ),
    "topics": (("Thema", "Themen", "Kategorie"), ("Thème", "Thèmes", "Catégorie"),
    ("Tema", "Temas", "Categoría"), (
        "Thema", "Onderwerp", "Onderwerpen", "Categorie")),
    "owner": (
        ("Verantwortlich", "Verantwortliche", "Verantwortlicher", "Zuständig", "Serviceverantwortliche", "Eigner"),
        ("Responsable", "Responsable du service", "Propriétaire"),
        ("Responsable", "Responsable del servicio", "Propietario"),
        ("Verantwoordelijke", "Verantwoordelijk", "Eigenaar", "Diensteigenaar"),
    ),
    "deputy": (
        ("Stellvertretung", "Vertretung", "Stellvertreter"), ("Suppléant", "Adjoint"), ("Suplente", "Sustituto"),
        ("Plaatsvervanger", "Vervanger"),
    ),
    "process_owner": (
        ("Prozessverantwortliche", "Prozessverantwortlicher"), ("Responsable du processus",),
        ("Responsable del proceso",), ("Proceseigenaar",),
    ),
    "prerequisites": (
        ("Voraussetzungen", "Benötigt", "Erforderliche Unterlagen"), ("Prérequis", "Pièces à fournir"),
        ("Requisitos", "Documentación necesaria"), ("Vereisten", "Benodigdheden", "Voorwaarden"),
    ),
    "cost": (("Kosten", "Gebühr", "Preis"), ("Coût", "Prix", "Tarif"), ("Coste", "Costo", "Precio", "Tarifa"), (
        "Kosten", "Prijs", "Tarief")),
    "depends_on": (
        ("Hängt ab von", "Abhängigkeiten"), ("Dépend de",), ("Depende de",),
        ("Hangt af van", "Afhankelijk van"),
    ),
    "title": (("Titel",), ("Titre",), ("Título",), ("Titel",)),
    "responsibilities": (
        ("Aufgaben", "Zuständigkeiten", "Verantwortung"), ("Responsabilités", "Missions"),
        ("Responsabilidades", "Tareas"), ("Verantwoordelijkheden", "Taken"),
    ),
    "decides": (("Entscheidet", "Befugnisse"), ("Décide",), ("Decide",), ("Beslist",)),
    "holders": (
        ("Inhaber", "Inhaberin", "Stelleninhaber", "Besetzt mit"), ("Titulaire", "Titulaires"),
        ("Titular", "Titulares"), ("Bekleder", "Vervuld door"),
    ),
    "deputies": (
        ("Stellvertretung", "Vertretung", "Stellvertreter"), ("Suppléants", "Suppléant"),
        ("Suplentes", "Suplente"),
        ("Plaatsvervangers", "Plaatsvervanger"),
    ),
    "vacant_since": (("Unbesetzt seit", "Vakant seit"), ("Vacant depuis",), ("Vacante desde",), ("Vacant sinds",)),
    "reports_to": (
        ("Berichtet an", "Unterstellt"), ("Rattaché à", "Supérieur"), ("Depende de", "Reporta a"),
        ("Rapporteert aan",),
    ),
    "languages": (("Sprachen", "Sprache"), ("Langues", "Langue"), ("Idiomas", "Idioma"), ("Talen", "Taal")),
    "left_on": (("Ausgeschieden am", "Austritt"), ("Parti le", "Date de départ"), ("Baja", "Fecha de baja"), (
        "Uit dienst", "Vertrokken op")),
    "role": (("Rolle", "Funktion", "Position", "Stelle"), ("Rôle", "Fonction", "Poste"),
    ("Rol", "Función", "Cargo", "Puesto"), (
        "Rol", "Functie")),
    "service": (("Dienst", "Leistung"), ("Prestation",), ("Servicio",), ("Dienst",)),
    "question": (("Frage",), ("Question",), ("Pregunta",), ("Vraag",)),
    "answer": (("Antwort",), ("Réponse",), ("Respuesta",), ("Antwoord",)),
}  # fmt: skip
"""By column."""

OWN_NAMES: Mapping[str, Mapping[str, Names]] = {
    "department": {
        "name": (
            ("Abteilung", "Amt", "Referat", "Bereich", "Fachbereich"), ("Département", "Direction", "Unité"),
            ("Departamento", "Área", "Unidad"), ("Afdeling", "Eenheid"),
        ),
    },
    "service": {
        "name": (
            ("Dienst", "Leistung", "Dienstleistung", "Servicename"), ("Prestation", "Nom du service"),
            ("Servicio", "Nombre del servicio"), ("Dienst", "Dienstnaam"),
        ),
    },
    "role": {"department": ((), ("Service",), (), ()), "title": (
        ("Rolle", "Funktion", "Stelle", "Bezeichnung", "Name"), ("Rôle", "Fonction", "Poste", "Intitulé", "Nom"),
        ("Rol", "Función", "Cargo", "Nombre"), ("Rol", "Functie", "Naam"),
    )},
    "person": {
        "name": (
            ("Person", "Mitarbeiter", "Mitarbeiterin"), ("Personne", "Nom et prénom"),
            ("Persona", "Nombre y apellidos"),
            ("Persoon", "Medewerker"),
        ),
        "department": ((), ("Service",), (), ()),
        "phone": (("Handy", "Mobil"), ("Portable", "Mobile"), ("Móvil",), ("Mobiel",)),
    },
}  # fmt: skip
"""By kind and column."""


def table_names(kind: str) -> tuple[str, ...]:
    """What a table is called in other languages."""
    return tuple(name for names in TABLES[kind] for name in names)


def column_names(kind: str, column: str) -> tuple[str, ...]:
    """What a column of a table is called in other languages."""
    own = OWN_NAMES.get(kind, {})
    taken = {name for other, names in own.items() if other != column for one in names for name in one}
    common = [name for one in NAMES.get(column, ()) for name in one if name not in taken]
    return tuple(dict.fromkeys([*(name for one in own.get(column, ()) for name in one), *common]))
