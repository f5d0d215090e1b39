"""Buttons that open the form for one thing that readers ask for; without scripts they are not there.

What the form shows and asks for is said by ``assets/request_kinds.js``, by the same names.
"""

from __future__ import annotations

from typing import Literal

from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.role import Role
from servicebook.model.service import Service
from servicebook.wording import text

Asked = Literal["promise", "contact", "thanks", "hold", "question", "service", "remark"]


@frozen(kw_only=True)
class RequestButton:
    """``object`` is what is changed, as ``servicebook apply`` knows it: ``service:it/laptop-repair``.

    For something new it ends where the id of the new one begins: ``service:it/``. ``about`` is filled in.
    """

    asked: Asked
    object: str
    about: str | None = None

    @property
    def text(self) -> str:
        """What stands on it."""
        return text(f"request-button.{self.asked}")


def of_service(service: Service) -> tuple[RequestButton, ...]:
    """Another promise."""
    return (RequestButton(asked="promise", object=f"service:{service.id}"),)


def of_department(department: str) -> tuple[RequestButton, ...]:
    """Another service, another question, and thanks."""
    return (
        RequestButton(asked="service", object=f"service:{department}/"),
        question(department),
        thanks(f"department:{department}"),
    )


def of_person(person: str) -> tuple[RequestButton, ...]:
    """Another number, and thanks."""
    about = f"person:{person}"
    return (RequestButton(asked="contact", object=about), thanks(about))


def of_role(catalog: Catalog, role: Role) -> tuple[RequestButton, ...]:
    """That somebody else holds it, where it is said who does."""
    shows_people = catalog.settings.organization.shows_people
    return (RequestButton(asked="hold", object=f"role:{role.id}"),) if shows_people else ()


def thanks(about: str | None = None) -> RequestButton:
    """Thanks to a person or a department: ``person:<id>``; to whom is asked where it is not said."""
    return RequestButton(asked="thanks", object="kudos:", about=about)


def question(department: str) -> RequestButton:
    """Another question that is often asked, with its answer."""
    return RequestButton(asked="question", object=f"faq:{department}")


def remark(department: str) -> RequestButton:
    """What was said to a department, written down by who answers it."""
    return RequestButton(asked="remark", object=f"remark:{department}/")
