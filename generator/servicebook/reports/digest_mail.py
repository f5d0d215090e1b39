"""A digest as a page of HTML that mail programs show, and as a whole message for a program that sends mail."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from email.message import EmailMessage
from email.policy import SMTP
from html import escape

from servicebook.reports import digest_text
from servicebook.reports.digest_words import Item, Message

# Mail programs drop style sheets. These colors are those of the reader's own, light or dark.
_BODY = "color-scheme:light dark;color:CanvasText;background:Canvas;font:16px/1.5 sans-serif;margin:0;padding:16px"
_MAIN = "max-width:640px;margin:0 auto"
_TITLE = "font-size:22px;line-height:1.3;margin:0 0 8px"
_SECTION = (
    "font-size:18px;line-height:1.3;margin:24px 0 8px;padding-top:16px;border-top:1px solid currentColor"
)
_LIST = "margin:0;padding:0 0 0 20px"
_ITEM = "margin:0 0 12px"


def render_html(message: Message) -> str:
    """A whole page whose styles are inline, in the reader's own colors."""
    return "\n".join(_html(message)) + "\n"


def render_message(message: Message, day: date, sender: str, receiver: str) -> str:
    """A message as it is sent (RFC 5322, CRLF), with the text and the page as alternatives.

    Raises :class:`ValueError` where one of the addresses cannot be one.
    """
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = message.title
    mail["From"] = sender
    mail["To"] = receiver
    mail["Date"] = datetime.combine(day, time(), UTC)
    # whoever is away need not tell a program so
    mail["Auto-Submitted"] = "auto-generated"
    plain, page = digest_text.render(message), render_html(message)
    mail.set_content(plain, cte="quoted-printable")
    mail.add_alternative(page, subtype="html", cte="quoted-printable")
    # the same digest is the same bytes, and no text can have the hash of itself in it
    mail.set_boundary(f"=_{hashlib.sha256(f'{plain}{page}'.encode()).hexdigest()[:40]}")
    return mail.as_bytes().decode("ascii")


def _html(message: Message) -> Iterator[str]:
    yield "<!doctype html>"
    yield f'<html lang="{escape(message.language)}">'
    yield '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield f"<title>{escape(message.title)}</title></head>"
    yield f'<body style="{_BODY}"><div style="{_MAIN}">'
    yield f'<h1 style="{_TITLE}" dir="auto">{escape(message.title)}</h1>'
    for section in message.sections:
        yield f'<h2 style="{_SECTION}" dir="auto">{escape(section.title)}</h2>'
        yield f'<ul style="{_LIST}">'
        for item in section.items:
            yield f'<li style="{_ITEM}" dir="auto">{"<br>".join(_item(item))}</li>'
        yield "</ul>"
    yield "</div></body></html>"


def _item(item: Item) -> Iterator[str]:
    head = f"<b>{escape(item.head)}</b>"
    yield f'<a style="color:LinkText" href="{escape(item.address)}">{head}</a>' if item.address else head
    yield from map(escape, item.lines)
