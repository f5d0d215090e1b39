"""Texts of slices of a site, and of joining them."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "help.only": "make a slice: only the pages of this department and of those below it, for a preview or for "
    "servicebook join; wants --site; may be repeated",
    "help.join": "make one site of slices that servicebook build --only made, on as many machines as there are",
    "help.join-out": "where to write the site; an old one there is replaced as a whole",
    "help.join-slices": "the folders of the slices, which together have all departments",
    "slice.no-folder": "a slice is not the whole site: name a folder of its own for it with --site",
    "slice.done": Plural(
        one="The slice of {count} department is in {site}; links to others lead nowhere there",
        other="The slice of {count} departments is in {site}; links to others lead nowhere there",
    ),
    "slice.preview": "This preview has only the pages of {departments}. Links to others lead nowhere, and the search "
    "does not find them.",
    "slice.departments": Plural(one="{count} department", other="{count} departments"),
    "slice.changed": "a file in catalog/ changed meanwhile; do it again",
    "slice.not-alone": "only a build of the whole can make this site, as mkdocs.yml names plugins, hooks, templates or "
    "a theme of its own that take part in its pages",
    "slice.hindered": "{folder} is good for a preview only: {reason}; run servicebook build without --only",
    "slice.is-none": "{folder} is no slice of a site, as it has no slice.json that can be read; make one with "
    "servicebook build --only DEPARTMENT --site {folder}",
    "slice.other-version": "{folder} was made by another version of Servicebook; build it again with this one",
    "slice.incomplete": "{folder} is not whole: {file} is missing, or is not as it was made; hand the folder over as a "
    "whole, or build the slice again",
    "slice.this": "what is here",
    "slice.other.program": "{folder} was made with other programs than {other}; install the same everywhere, and "
    "build all slices again",
    "slice.other.day": "{folder} was made for another day than {other}; build all slices with the same --today",
    "slice.values": "{message} ({own}, not {its})",
    "slice.other.commit": "{folder} was made from another commit, or from less of the history, than {other}; check out "
    "the same commit with all of its history everywhere, and build all slices again",
    "slice.other.catalog": "{folder} was made from other files in catalog/ than {other}; check out the same commit "
    "everywhere, and build all slices again",
    "slice.other.settings": "{folder} was made with other settings than {other}: site_config/, hand-written pages, or "
    "mkdocs.yml with what it takes from the environment; set the same everywhere, and build all slices again",
    "slice.overlap": "{department} is in {one} and in {other}; name every department once: --only takes those below "
    "it, too",
    "slice.missing": Plural(
        one="there is no slice of {departments}; make one with servicebook build --only {only} --site FOLDER",
        other="there are no slices of {count} departments ({departments}); make one with "
        "servicebook build --only {only} --only … --site FOLDER",
    ),
    "slice.in-place": "the site would take the place of the slice {folder}; name another folder for the site",
}
