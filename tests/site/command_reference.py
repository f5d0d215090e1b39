"""The lists of the help page about commands, as the commands themselves declare their arguments."""

from __future__ import annotations

import argparse
import re

from servicebook.cli import Command, commands

SECTION = re.compile(r"^## ([\w-]+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
LIST = re.compile(r"(?:^- .*\n)+", re.MULTILINE)


def arguments(command: Command) -> dict[str, str]:
    """The command's arguments as they are typed, with what each is for."""
    parser = argparse.ArgumentParser(add_help=False)
    command.add_arguments(parser)
    return {_typed(action): str(action.help) for action in parser._actions}


def page_as_it_should_be(page: str) -> str:
    """The page with a section for every command, in the order of the program, and their lists made anew."""
    head = page[: page.index("\n## ") + 1]
    there = dict(SECTION.findall(page))
    return head + "".join(
        f"## {command.NAME}\n{_with_list(there.get(command.NAME, ''), command)}" for command in commands()
    )


def _with_list(text: str, command: Command) -> str:
    made = "".join(f"- `{typed}`: {what}\n" for typed, what in arguments(command).items())
    if LIST.search(text):
        return LIST.sub(lambda _: made, text, count=1)
    return f"\n{command.HELP[0].upper()}{command.HELP[1:]}.\n\n{made}{text or chr(10)}"


def _typed(action: argparse.Action) -> str:
    if action.nargs == 0:
        return action.option_strings[0]
    value = str(action.metavar or "{" + ",".join(map(str, action.choices or ())) + "}")
    value = f"[{value}]" if action.nargs == "?" else value
    return " ".join([*action.option_strings[:1], value])
