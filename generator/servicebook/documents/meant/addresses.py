"""E-mail addresses, web addresses and phone numbers as people write them."""

from __future__ import annotations

import re

from servicebook.documents.meant.reading import Reading

_EMAIL = re.compile(r"[^@\s<>\"()]+@[^@\s<>\"()]+\.[^@\s<>\".()]+")
_AT = re.compile(r"\s*[(\[]\s*(?:at|@|ät)\s*[)\]]\s*|\s+(?:at|@)\s+", re.IGNORECASE)
_DOT = re.compile(r"\s*[(\[]\s*(?:dot|punkt)\s*[)\]]\s*|\s+dot\s+", re.IGNORECASE)


def emails(words: str) -> Reading:
    """The e-mail address in a text; one that has spaces, or words in place of its signs, is guessed."""
    bare = re.sub(r"\Amailto:|[<>]", "", words.strip()).strip()
    if _EMAIL.fullmatch(bare):
        return Reading((bare,))
    plain = _DOT.sub(".", _AT.sub("@", words.strip())).removeprefix("mailto:")
    found = _EMAIL.findall(plain)
    if len(found) == 1 and (found[0] == plain or "<" in plain):
        return Reading((found[0],), is_certain=False)
    joined = re.sub(r"\s+", ".", plain)
    return Reading((joined,) if not found or _EMAIL.fullmatch(joined) else (), is_certain=False)


_SCHEME = re.compile(r"(https?)(?::/{0,3}|//)([^/:].*)", re.IGNORECASE)


def urls(words: str) -> Reading:
    """The web address in a text: in angle brackets or in a Markdown link, with spaces, or with a slip in ``https://``."""
    text = re.sub(
        r"\A(?:\[[^\]]*\]\(([^()\s]+)\)|<(.*)>)\Z", lambda found: found[1] or found[2], words.strip()
    )
    if found := _SCHEME.fullmatch(text):
        return Reading((f"{found[1].lower()}://{found[2].replace(' ', '%20')}",))
    if re.fullmatch(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[/?#]\S*)?", text):
        text = f"https://{text}"
    return Reading((re.sub(r"\s", "%20", text),), is_certain=False)


_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013"), "-")


def phones(words: str) -> Reading:
    """The phone number in a text, without words around it."""
    plain = re.sub(r"\A(?:tel|phone)[.:]*\s*", "", words.strip(), flags=re.IGNORECASE).translate(_DASHES)
    if re.fullmatch(r"[^A-Za-z]+", plain):
        return Reading((plain,))
    found = re.findall(r"\+?[0-9][0-9 ()/.-]*[0-9]", plain)
    return Reading((found[0],) if len(found) == 1 else (), is_certain=False)
