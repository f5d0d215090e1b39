"""Make a synthetic catalog repository for benchmarks: catalog/ and site_config/, valid, of a believable size.

    python benchmarks/make_catalog.py DIR --services 10000

DIR has to be empty or absent. Without other options a catalog of 10,000 services comes with 400 departments,
400 roles, 400 people, 30,000 FAQs, 100 agreements and 50 journeys, and a smaller or larger one with as many
in proportion; --results adds those of some months. Every service is complete: promise, channels, hand-offs,
dependencies, FAQs and all. References resolve, nothing goes in circles, no chain outruns its promise and no review is
overdue on 2026-11-22. The agreements are not accepted, as the hash of their terms is servicebook's to compute.

The same sizes and seed give the same bytes.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from synthetic.crossing import agreements, journeys
from synthetic.departments import department_faqs, department_yml, people, roles
from synthetic.plan import Plan, Sizes
from synthetic.results import results
from synthetic.services import service_yml
from synthetic.settings import settings

#: What comes with 10,000 services.
PROPORTIONS = {
    "departments": 400,
    "roles": 400,
    "people": 400,
    "faqs": 30_000,
    "agreements": 100,
    "journeys": 50,
}
PROPORTIONS_FOR = 10_000


def main(arguments: Sequence[str] | None = None) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    folder: Path = options.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        parser.error(f"{folder} is not an empty folder")
    sizes = sizes_from(options)
    if sizes.agreements > sizes.most_agreements:
        parser.error(f"{sizes.agreements} agreements need more departments: one for each pair at most")
    count = write(Plan(sizes, options.seed), folder, options.results)
    print(f"{folder}: {count:,} files, {sizes.services:,} services, {sizes.departments:,} departments")
    return 0


def sizes_from(options: argparse.Namespace) -> Sizes:
    """The numbers that were given, and for the others what is in proportion: at least 1 each.

    There are 2 departments or more, as an agreement needs two; asking for 1 leaves the agreements out.
    """
    given = {kind: getattr(options, kind) for kind in PROPORTIONS}
    scaled = {
        kind: max(1, round(count * options.services / PROPORTIONS_FOR)) for kind, count in PROPORTIONS.items()
    }
    scaled["departments"] = max(2, scaled["departments"])
    counts = {kind: scaled[kind] if given[kind] is None else given[kind] for kind in PROPORTIONS}
    sizes = Sizes(services=options.services, **counts)
    if given["agreements"] is None:
        return replace(sizes, agreements=min(sizes.agreements, sizes.most_agreements))
    return sizes


def write(plan: Plan, folder: Path, months: int = 0) -> int:
    """Write the repository, which must not exist yet or be empty; how many files it has.

    ``months`` is of how many months it has results.
    """
    made: set[Path] = set()
    count = 0
    for path, text in files(plan, months):
        target = folder / path
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        target.write_bytes(text.encode("utf-8"))
        count += 1
    return count


def files(plan: Plan, months: int = 0) -> Iterator[tuple[str, str]]:
    """(path in the repository, text) of every file."""
    for name, text in settings(plan).items():
        yield f"site_config/{name}", text
    for department in plan.departments:
        folder = f"catalog/departments/{department.id}"
        yield f"{folder}/department.yml", department_yml(plan, department)
        if department.number < plan.sizes.roles:
            yield f"{folder}/roles.yml", roles(plan, department)
        if plan.faqs_of_department(department.number):
            yield f"{folder}/faqs.yml", department_faqs(plan, department)
        for service in plan.services_of(department.number):
            yield f"{folder}/services/{service.id}.yml", service_yml(plan, service)
        for year, text in results(plan, department.number, months):
            yield f"catalog/results/{department.id}/{year}.yml", text
    yield "catalog/people.yml", people(plan)
    for name, text in agreements(plan):
        yield f"catalog/agreements/{name}.yml", text
    for name, text in journeys(plan):
        yield f"catalog/journeys/{name}.yml", text


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", metavar="DIR", type=Path, help="an empty or absent folder")
    parser.add_argument(
        "--services", type=_at_least(1), default=PROPORTIONS_FOR, metavar="N", help="default: 10000"
    )
    for kind, count in PROPORTIONS.items():
        least = 1 if kind in ("departments", "roles", "people") else 0
        note = f"default: in proportion, {count} for {PROPORTIONS_FOR} services"
        parser.add_argument(f"--{kind}", type=_at_least(least), metavar="N", help=note)
    parser.add_argument(
        "--results",
        type=_at_least(0),
        default=0,
        metavar="MONTHS",
        help="results of so many months (default: 0)",
    )
    parser.add_argument("--seed", type=int, default=1, help="another seed, another catalog (default: 1)")
    return parser


def _at_least(least: int) -> Callable[[str], int]:
    """An argument's type: a whole number, at least that."""

    def number(text: str) -> int:
        if not text.isdecimal() or int(text) < least:
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of at least {least}")
        return int(text)

    return number


if __name__ == "__main__":
    sys.exit(main())
