"""What turns an issue with a change request into a pull or merge request: scripts that workflows carry in themselves.

``try_request.py`` is run with what the repository is built with, and without any right to write: it lets ``servicebook
apply`` do what is asked for, and keeps what that has changed. ``propose_on_github.py`` and ``propose_on_gitlab.py`` are
run afterwards, with a right to write and with the standard library only. Neither gives a word of the issue to a shell.
"""
