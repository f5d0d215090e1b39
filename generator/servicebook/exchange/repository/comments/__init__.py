"""What posts a report on a pull or merge request: scripts that workflows carry in themselves.

``on_github.py`` and ``on_gitlab.py`` are run by a host's job, which installs nothing of ours: they and
``comment_text.py`` use the standard library only. ``inlined.py`` makes one script of them, with its words.
"""
