"""``servicebook init`` and ``servicebook schemas``: a repository that works at once, and nothing is written over."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import check_jsonschema
import pytest
import yaml
from mkdocs.config import load_config
from tests.source.test_file_changes import everything
from tests.support import REPOSITORY, opened, permissions_hold, run, run_at_terminal, run_here, write

from servicebook.documents.examples import ORGANIZATION, TEXTS
from servicebook.documents.kinds import KINDS, location_of

DAY = ("--today", "2026-09-01")
COMPARED = (
    "mkdir changes\n"
    "servicebook diff auto --report markdown=changes/changes.md --report json=changes/changes.json \\\n"
    '  --report "markdown=$GITHUB_STEP_SUMMARY" --fail-on "$FAIL_ON"\n'
)
ODD = '@Acme: "the" #1 {x} — Žluťoučký <<zone>>'


@pytest.mark.parametrize("host", ["github", "gitlab", "none"])
def test_repository_has_no_fault_but_its_examples(tmp_path: Path, host: str) -> None:
    done = run("init", "my", "--host", host, "--zone", "Asia/Tokyo", *DAY, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.match(r"Wrote \d+ files to my\.\n", done.stdout)
    assert done.stdout.endswith("\nNext: cd my, read README.md, and run: servicebook serve\n")
    result = opened(tmp_path / "my")
    assert {problem.code for problem in result.problems} == {"placeholder"}
    assert (len(result.catalog.services), len(result.catalog.roles), len(result.catalog.faqs)) == (1, 1, 2)
    assert result.catalog.settings.organization.zone == "Asia/Tokyo"
    assert (tmp_path / "my/.github/workflows/catalog.yml").exists() == (host == "github")
    assert (tmp_path / "my/.gitlab-ci.yml").exists() == (host == "gitlab")
    for path, content in everything(tmp_path / "my").items():
        assert not re.search(rb"<<\w+>>", content or b""), path


@pytest.mark.parametrize("name", [ODD, "no", "17:30", "2026-01-01", "Bäcker & Söhne", "- x", "شركة", "'"])
def test_name_of_the_organization_arrives_as_it_is(tmp_path: Path, name: str) -> None:
    assert run("init", "my", "--organization", name, *DAY, cwd=tmp_path).returncode == 0
    assert {problem.code for problem in opened(tmp_path / "my").problems} == {"placeholder"}
    assert opened(tmp_path / "my").catalog.settings.organization.name == name
    assert load_config(str(tmp_path / "my/mkdocs.yml")).site_name == name


def test_schema_lines_and_editor_settings_lead_to_schemas(tmp_path: Path) -> None:
    run("init", "my", *DAY, cwd=tmp_path)
    root = tmp_path / "my"
    for file in [*root.glob("catalog/**/*.yml"), *root.glob("site_config/*.yml")]:
        said = re.match(r"# yaml-language-server: \$schema=(.*)\n", file.read_text(encoding="utf-8"))
        assert said, file
        location = location_of(file.relative_to(root).as_posix())
        assert location is not None
        assert (file.parent / said[1]).resolve() == root / ".servicebook/schemas" / location.kind.schema
        assert (file.parent / said[1]).is_file()
    settings = json.loads((root / ".vscode/settings.json").read_text(encoding="utf-8"))
    assert len(settings["yaml.schemas"]) == len(KINDS)
    assert all((root / schema).is_file() for schema in settings["yaml.schemas"])
    assert (
        settings["yaml.schemas"][".servicebook/schemas/roles.schema.json"]
        == "catalog/departments/*/roles.yml"
    )


def test_workflow_of_github_publishes_only_what_was_checked(tmp_path: Path) -> None:
    run("init", "my", "--zone", "Europe/Berlin", *DAY, cwd=tmp_path)
    flow = yaml.safe_load((tmp_path / "my/.github/workflows/catalog.yml").read_text(encoding="utf-8"))
    events = flow[True]  # YAML 1.1, in which GitHub's "on" is a truth value
    assert set(events) == {"pull_request", "merge_group", "push", "schedule", "workflow_dispatch"}
    assert events["push"] == {"branches": ["**"]}
    assert flow["permissions"] == {}
    assert flow["concurrency"]["group"] == "catalog-${{ github.ref }}"
    site, publish = flow["jobs"]["site"], flow["jobs"]["publish"]
    assert site["permissions"] == {"contents": "read", "pages": "read"}
    assert publish["permissions"] == {"pages": "write", "id-token": "write"}
    assert publish["needs"] == "site"
    assert site["env"]["TZ"] == "Europe/Berlin"
    names = [step.get("run") or step["uses"].partition("@")[0] for step in site["steps"]]
    assert names == [
        "actions/checkout", "actions/setup-python",
        "python -m pip install --require-hashes --only-binary :all: -r requirements-lock.txt",
        "python -m pip install --no-deps --no-build-isolation -r requirements.txt", "python -m pip check",
        'servicebook check --since auto --format github --report "markdown=$GITHUB_STEP_SUMMARY"',
        "actions/cache", "actions/configure-pages",
        "servicebook build", "actions/upload-artifact", COMPARED, "actions/upload-artifact",
        "actions/upload-pages-artifact",
    ]  # fmt: skip
    own = "github.ref_name == github.event.repository.default_branch"
    assert site["if"] == f"github.event_name != 'push' || {own}"
    assert site["env"]["PUBLISH"] == (
        f"${{{{ github.event_name == 'schedule' || github.event_name != 'pull_request' && {own} }}}}"
    )
    published = "env.PUBLISH == 'true'"
    requested = "github.event_name == 'pull_request'"
    conditions = {step["name"]: step["if"] for step in site["steps"] if "if" in step}
    assert conditions == {
        "Ask for the address": published,
        "Keep the site for the reader of a pull request": requested,
        # also where the check fails: a comment must not go on about an earlier commit
        "Say what changes": f"{requested} && !cancelled() && steps.installed.outcome == 'success'",
        "Keep it for the comment, which comment.yml posts": (
            f"{requested} && !cancelled() && steps.changes.outcome != 'skipped'"
        ),
        "Hand the site over to be published": published,
    }
    assert site["outputs"] == {"publish": "${{ env.PUBLISH }}"}
    assert publish["if"] == "needs.site.outputs.publish == 'true'"
    assert [step["uses"].partition("@")[0] for step in publish["steps"]] == ["actions/deploy-pages"]
    assert site["steps"][0]["with"] == {"persist-credentials": False, "fetch-depth": 0}
    kept = next(step["with"] for step in site["steps"] if "actions/cache@" in step.get("uses", ""))
    assert kept["path"] == ".servicebook/cache"
    with_python = next(step["with"] for step in site["steps"] if "setup-python" in step.get("uses", ""))
    assert (with_python["cache"], with_python["cache-dependency-path"]) == ("pip", "requirements-lock.txt")


def test_comments_are_posted_by_a_workflow_that_takes_nothing_from_a_pull_request(tmp_path: Path) -> None:
    run("init", "my", *DAY, cwd=tmp_path)
    checking, posting = (
        yaml.safe_load((tmp_path / f"my/.github/workflows/{name}.yml").read_text(encoding="utf-8"))
        for name in ("catalog", "comment")
    )
    assert posting[True] == {"workflow_run": {"workflows": [checking["name"]], "types": ["completed"]}}
    assert posting["permissions"] == {}
    assert posting["concurrency"]["cancel-in-progress"] is False
    (job,) = posting["jobs"].values()
    assert job["if"] == "github.event.workflow_run.event == 'pull_request'"
    assert job["permissions"] == {"actions": "read", "pull-requests": "write", "statuses": "write"}
    (step,) = job["steps"]  # no action: nothing is checked out, and nothing fetched but by the script
    assert sorted(step) == ["env", "name", "run", "shell"]
    compared, kept = checking["jobs"]["site"]["steps"][-3:-1]
    assert compared["env"]["FAIL_ON"] == "${{ vars.SERVICEBOOK_FAIL_ON || 'never' }}"
    assert kept["with"]["name"] == "changes-${{ github.event.number }}"
    assert "${{" not in compared["run"] and "pull_request_target" not in checking[True]


def test_a_request_is_tried_without_a_right_to_write_and_proposed_without_what_it_brings(
    tmp_path: Path,
) -> None:
    run("init", "my", *DAY, cwd=tmp_path)
    flow = yaml.safe_load((tmp_path / "my/.github/workflows/request.yml").read_text(encoding="utf-8"))
    assert flow[True] == {"issues": {"types": ["opened", "edited", "reopened"]}}
    assert flow["permissions"] == {} and flow["concurrency"]["cancel-in-progress"] is False
    trying, proposing = flow["jobs"]["try"], flow["jobs"]["propose"]
    assert trying["permissions"] == {"contents": "read"}
    assert trying["steps"][0]["with"] == {"persist-credentials": False}
    assert not any("github.token" in str(step) or "secrets" in str(step) for step in trying["steps"])
    assert proposing["permissions"] == {
        "actions": "read", "contents": "write", "issues": "write", "pull-requests": "write"
    }  # fmt: skip
    (step,) = proposing["steps"]  # no action: nothing is checked out or installed
    assert sorted(step) == ["env", "name", "run", "shell"] and [*step["env"]] == ["GITHUB_TOKEN"]
    for step in (*trying["steps"], *proposing["steps"]):  # GitHub would put something in its place
        assert "${{" not in step.get("run", "") and "github.event" not in str(step.get("env", {}))


def test_a_request_is_tried_in_a_pipeline_of_its_own_without_the_token(tmp_path: Path) -> None:
    run("init", "my", "--host", "gitlab", *DAY, cwd=tmp_path)
    pipeline = yaml.safe_load((tmp_path / "my/.gitlab-ci.yml").read_text(encoding="utf-8"))
    trying, proposing = pipeline["try-request"], pipeline["propose-request"]
    asked = '$CI_PIPELINE_SOURCE == "trigger" && $TRIGGER_PAYLOAD'
    assert trying["rules"] == [{"if": asked}]
    assert proposing["rules"] == [{"if": asked, "when": "always"}]
    assert proposing["environment"] == {"name": "change-requests", "action": "access"}
    assert "environment" not in trying and "TOKEN" not in str(trying)
    assert proposing["variables"]["GIT_STRATEGY"] == "none" and "before_script" not in proposing
    assert trying["artifacts"]["paths"] == ["request-outcome/"]
    assert trying["before_script"][1] == pipeline[".installed"]["before_script"]
    # of the event, a shell is given the path of its file, and nothing else
    for job in (trying, proposing):
        shell = "\n".join(str(line) for line in [*job.get("before_script", []), *job["script"]])
        assert "$TRIGGER" not in shell.replace(' "$TRIGGER_PAYLOAD"', "")


@pytest.mark.parametrize("host", ["github", "gitlab"])
def test_no_branch_is_named_in_what_hosts_run(tmp_path: Path, host: str) -> None:
    run("init", "my", "--host", host, *DAY, cwd=tmp_path)
    workflows = [f".github/workflows/{name}.yml" for name in ("catalog", "comment", "request")]
    for path in (*workflows, ".gitlab-ci.yml"):
        if (tmp_path / "my" / path).is_file():
            assert not re.search(r"\b(main|master)\b", (tmp_path / "my" / path).read_text(encoding="utf-8"))


@pytest.mark.parametrize("of", ["a new repository", "this repository"])
def test_workflows_of_github_have_no_weak_spot(tmp_path: Path, of: str) -> None:
    run("init", "my", *DAY, cwd=tmp_path)
    folder = (tmp_path / "my" if of == "a new repository" else REPOSITORY) / ".github"
    done = subprocess.run(
        ["zizmor", "--offline", "--no-progress", folder],
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No findings to report" in done.stdout
    assert "failed" not in done.stderr  # to read one of the files: it would go on without


def test_every_action_is_fixed_to_a_commit_and_kept_fresh(tmp_path: Path) -> None:
    run("init", "my", *DAY, cwd=tmp_path)
    folder = tmp_path / "my/.github/workflows"
    texts = [file.read_text(encoding="utf-8") for file in folder.iterdir()]
    used = [
        line.strip(" -")
        for text in texts
        for line in text.splitlines()
        if re.match(r" +- uses: |  +uses: ", line)
    ]
    assert len(used) == 8 + 3
    assert len({line.partition("@")[0] for line in used}) == len(set(used))  # one commit of each
    for line in used:
        assert re.fullmatch(r"uses: actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line
    bot = yaml.safe_load((tmp_path / "my/.github/dependabot.yml").read_text(encoding="utf-8"))
    assert [one["package-ecosystem"] for one in bot["updates"]] == ["github-actions", "pip"]


def checked_by_schema(*args: str) -> subprocess.CompletedProcess[str]:
    """check-jsonschema with one of its own schemas, within this process."""
    return run_here(lambda: check_jsonschema.main(["--builtin-schema", *args]), *args)


@pytest.mark.parametrize(
    ("host", "path", "schema"),
    [
        ("github", ".github/workflows/catalog.yml", ("vendor.github-workflows",)),
        ("github", ".github/workflows/comment.yml", ("vendor.github-workflows",)),
        ("github", ".github/workflows/request.yml", ("vendor.github-workflows",)),
        ("github", ".github/dependabot.yml", ("vendor.dependabot",)),
        ("gitlab", ".gitlab-ci.yml", ("vendor.gitlab-ci", "--data-transform", "gitlab-ci")),
        ("gitlab", "renovate.json", ("vendor.renovate",)),
    ],
)
def test_hosts_understand_the_files_that_are_for_them(
    tmp_path: Path, host: str, path: str, schema: tuple[str, ...]
) -> None:
    run("init", "my", "--host", host, *DAY, cwd=tmp_path)
    done = checked_by_schema(*schema, str(tmp_path / "my" / path))
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("path", "schema"), [("workflows/ci.yml", "github-workflows"), ("dependabot.yml", "dependabot")]
)
def test_github_understands_the_files_of_this_repository(path: str, schema: str) -> None:
    done = checked_by_schema(f"vendor.{schema}", str(REPOSITORY / ".github" / path))
    assert done.returncode == 0, done.stdout + done.stderr


def test_pipeline_of_gitlab_publishes_what_it_has_checked_and_built_once(tmp_path: Path) -> None:
    run("init", "my", "--host", "gitlab", *DAY, cwd=tmp_path)
    pipeline = yaml.safe_load((tmp_path / "my/.gitlab-ci.yml").read_text(encoding="utf-8"))
    site, pages = {**pipeline[".installed"], **pipeline["site"]}, pipeline["pages"]
    assert site["extends"] == ".installed"
    check, build = site["script"]
    assert check == "servicebook check --since auto --report gitlab=check.json --report text=check.txt"
    assert build == "servicebook build"
    assert pipeline["variables"]["GIT_DEPTH"] == "0"
    assert re.fullmatch(r"python:3\.12@sha256:[0-9a-f]{64}", pipeline["image"])  # the slim one has no git
    assert re.fullmatch(r"[\w -]+", site["artifacts"]["expose_as"])  # what GitLab takes
    assert site["artifacts"]["when"] == "always"
    assert site["artifacts"]["reports"] == {"codequality": "check.json"}
    assert site["artifacts"]["paths"] == ["site/", "check.txt"]
    assert site["cache"] == [
        {"key": {"files": ["requirements-lock.txt"]}, "paths": [".cache/pip"]},
        {"key": "history", "paths": [".servicebook/cache"]},
    ]
    assert pipeline["variables"]["PIP_CACHE_DIR"] == "$CI_PROJECT_DIR/.cache/pip"
    default = "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"
    # an issue starts a pipeline, too, which is not for the site
    issue = r'$CI_PIPELINE_SOURCE == "trigger" && $TRIGGER_PAYLOAD =~ /object_kind\W+issue\W/'
    asked = {"if": issue, "when": "never"}
    assert site["rules"][:2] == [asked, {"if": default, "variables": {"SITE_URL": "$CI_PAGES_URL"}}]
    assert (pages["needs"], pages["script"]) == (["site"], ["mv site public"])
    assert pages["artifacts"]["paths"] == ["public"]
    assert pages["rules"] == [asked, {"if": default}]
    assert "before_script" not in pages and "before_script" not in pipeline["default"]


def test_pipeline_of_gitlab_says_what_changes_and_comments_where_there_is_a_token(tmp_path: Path) -> None:
    run("init", "my", "--host", "gitlab", *DAY, cwd=tmp_path)
    pipeline = yaml.safe_load((tmp_path / "my/.gitlab-ci.yml").read_text(encoding="utf-8"))
    changes, comment = pipeline["changes"], pipeline["comment"]
    requested = '$CI_PIPELINE_SOURCE == "merge_request_event"'
    assert changes["extends"] == ".installed" and changes["rules"] == [{"if": requested}]
    assert changes["script"] == [
        "servicebook diff auto --report markdown=changes.md --report json=changes.json --report junit=changes.xml "
        '--fail-on "$SERVICEBOOK_FAIL_ON"'
    ]
    # a variable of the project has precedence over one of the file
    assert pipeline["variables"]["SERVICEBOOK_FAIL_ON"] == "never"
    assert changes["artifacts"]["when"] == "always"
    assert changes["artifacts"]["paths"] == ["changes.md", "changes.json"]
    assert changes["artifacts"]["reports"] == {"junit": "changes.xml"}
    assert re.fullmatch(r"[\w -]+", changes["artifacts"]["expose_as"])
    assert comment["rules"] == [{"if": f"{requested} && $SERVICEBOOK_TOKEN", "when": "always"}]
    assert (comment["needs"], comment["allow_failure"]) == (["changes"], True)
    assert comment["variables"] == {"GIT_STRATEGY": "none"} and "before_script" not in comment


def test_files_that_are_there_are_kept_and_named(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "my/README.md": "mine",
            "my/src/x.py": "x",
            "my/.gitignore": "/site/\n/.servicebook-journal\n/.venv/\n",
        },
    )
    done = run("init", "my", *DAY, cwd=tmp_path)
    assert done.returncode == 1
    assert "README.md: left as it is; a different one would have been written\n" in done.stdout
    assert ".gitignore" not in done.stdout
    assert (tmp_path / "my/README.md").read_text(encoding="utf-8") == "mine"
    assert {problem.code for problem in opened(tmp_path / "my").problems} == {"placeholder"}


@pytest.mark.parametrize(
    ("folder", "written", "way"),
    [(".", "to this folder.", ""), ("my catalog", "to my catalog.", 'cd "my catalog", ')],
)
def test_the_way_on_can_be_typed_as_it_stands(tmp_path: Path, folder: str, written: str, way: str) -> None:
    done = run("init", folder, *DAY, cwd=tmp_path)
    assert done.stdout.splitlines()[0].endswith(written)
    assert done.stdout.endswith(f"\nNext: {way}read README.md, and run: servicebook serve\n")


def test_a_site_that_is_there_is_told_how_it_gets_the_catalog(tmp_path: Path) -> None:
    write(tmp_path, {"my/mkdocs.yml": "site_name: Mine\n"})
    done = run("init", "my", *DAY, cwd=tmp_path)
    assert done.returncode == 1
    said = "mkdocs.yml: to add the catalog, name the plugin: plugins: [search, {servicebook: {path: services}}]\n"
    assert said in done.stdout
    plugins = yaml.safe_load(said.partition("plugin: ")[2])
    write(
        tmp_path,
        {"my/mkdocs.yml": yaml.safe_dump({"site_name": "Mine", "docs_dir": "site_config/pages", **plugins})},
    )
    assert "servicebook" in load_config(str(tmp_path / "my/mkdocs.yml")).plugins


def test_second_time_writes_nothing_and_a_catalog_is_not_mixed_with_the_example(tmp_path: Path) -> None:
    run("init", "my", *DAY, cwd=tmp_path)
    before = everything(tmp_path)
    done = run("init", "my", *DAY, cwd=tmp_path)
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "Wrote 0 files to my.")
    assert everything(tmp_path) == before
    write(tmp_path, {"other/catalog/departments/it/department.yml": "name: IT\nsummary: Devices.\n"})
    done = run("init", "other", *DAY, cwd=tmp_path)
    assert done.returncode == 0
    assert "catalog/ and site_config/ already hold a catalog; nothing was added to them\n" in done.stdout
    assert sorted(p.name for p in (tmp_path / "other/catalog/departments").iterdir()) == ["it"]
    assert (tmp_path / "other/.github/workflows/catalog.yml").is_file()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--zone", "Europe/Berln"], '"Europe/Berln" is not a time zone; did you mean "Europe/Berlin"?'),
        (["--zone", "new york"], '"new york" is not a time zone; did you mean "America/New_York"?'),
        (
            ["--country", "Germany"],
            '"Germany" is not a country whose public holidays are known; did you mean "DE"?',
        ),
        (
            ["--country", "XX"],
            '"XX" is not a country whose public holidays are known; write its ISO 3166-1 code, such as DE',
        ),
        (
            ["--department", "CON"],
            '"con" is a name that Windows reserves for a device; give it another id, for instance "con-1"',
        ),
        (["--department", " "], "the department's name is empty"),
        (["--zone", ""], '"" is not a time zone; write an IANA name, such as Europe/Berlin'),
        (["--zone", "../x"], '"../x" is not a time zone; write an IANA name, such as Europe/Berlin'),
        (["--host", "githib"], '"githib" is not a host; did you mean "github"?'),
        (["--host", "x"], '"x" is not a host; use one of: github, gitlab, none'),
        (["--organization", " "], "the organization's name is empty"),
        (["--organization", "a\nb"], "'a\\nb' is not a name: it contains characters that cannot be shown"),
        (
            ["--organization", "a\udcff"],
            "'a\\udcff' is not a name: it contains characters that cannot be shown",
        ),
    ],
)
def test_bad_arguments_are_one_line_and_nothing_is_written(
    tmp_path: Path, args: list[str], said: str
) -> None:
    done = run("init", "my", *args, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"servicebook init: {said}\n")
    assert everything(tmp_path) == {}


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"my": "a file"}, "my is not a folder; nothing was written"),
        (
            {"my/.vscode": "a file"},
            "cannot write .vscode/extensions.json: Not a directory; nothing was written",
        ),
        ({"my/catalog": "a file"}, "cannot write catalog/README.md: Not a directory; nothing was written"),
    ],
)
def test_folder_that_cannot_be_filled_gets_nothing(tmp_path: Path, files: dict[str, str], said: str) -> None:
    write(tmp_path, files)
    before = everything(tmp_path)
    done = run("init", "my", *DAY, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"servicebook init: {said}\n")
    assert everything(tmp_path) == before


def test_folder_that_may_not_be_written_gets_nothing(tmp_path: Path) -> None:
    (tmp_path / "my/site_config").mkdir(parents=True)
    (tmp_path / "my/site_config").chmod(0o555)
    before = everything(tmp_path)
    with permissions_hold():
        done = run("init", "my", *DAY, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(
        r"servicebook init: cannot write site_config/\S+: Permission denied; nothing was written\n",
        done.stderr,
    )
    assert everything(tmp_path) == before


def test_each_example_is_a_warning_until_it_is_replaced(tmp_path: Path) -> None:
    """Every text that the rule knows is one that is written, so that none is missed when a template changes."""
    run("init", "office", *DAY, cwd=tmp_path)
    run("init", "own", "--department", "IT", "--organization", "Acme", *DAY, cwd=tmp_path)
    written = {
        text for root in ("office", "own") for text in (TEXTS | {ORGANIZATION})
        if any(text.encode() in (content or b"") for content in everything(tmp_path / root).values())
    }  # fmt: skip
    assert written == TEXTS | {ORGANIZATION}
    places = {problem.place.path for problem in opened(tmp_path / "office").problems}
    departments = "catalog/departments/office"
    assert places == {
        "catalog/people.yml", "site_config/organization.yml", f"{departments}/department.yml",
        f"{departments}/faqs.yml", f"{departments}/roles.yml", f"{departments}/services/supplies.yml",
    }  # fmt: skip
    for path, content in everything(tmp_path / "own").items():
        text = (content or b"").decode()
        if path.endswith(".yml"):
            for number, example in enumerate(sorted(TEXTS)):
                own = f"ana-{number}@example.org" if "@" in example else f"Our own {number}"
                text = text.replace(example, own)
            write(tmp_path / "own", {path: text})
    assert opened(tmp_path / "own").problems == ()


def test_an_example_with_another_id_was_never_called_otherwise(tmp_path: Path) -> None:
    run("init", "my", "--department", "People & Culture", *DAY, cwd=tmp_path)
    root = tmp_path / "my"
    own = "catalog/departments/people-culture/services/leave.yml"
    write(root, {own: "name: Leave\nsummary: You are off.\n"})
    assert run("rename", "people-culture", "hr", *DAY, cwd=root).returncode == 0
    assert run("rename", "alex-example", "ana-ruiz", *DAY, cwd=root).returncode == 0
    texts = {path: content.decode() for path, content in everything(root).items() if content}
    former = [path for path, text in texts.items() if path.endswith(".yml") and "former_ids" in text]
    assert former == [own.replace("people-culture", "hr")]  # what somebody wrote may have been published


def test_the_country_and_the_first_department_are_as_given(tmp_path: Path) -> None:
    done = run("init", "my", "--country", "nl", "--department", "Café", *DAY, cwd=tmp_path)
    assert done.returncode == 0
    catalog = opened(tmp_path / "my").catalog
    assert [one.name for one in catalog.departments.values()] == ["Café"]
    assert [*catalog.services] == ["cafe/supplies"]
    calendars = yaml.safe_load((tmp_path / "my/site_config/calendars.yml").read_text(encoding="utf-8"))
    assert calendars["office-hours"]["holidays"] == {"country": "NL"}


def test_at_a_terminal_what_the_first_repository_needs_is_asked_for(tmp_path: Path) -> None:
    answers = "Acme\nEurope/Berln\nEurope/Berlin\nGermany\n\nPost room\n"
    status, seen = run_at_terminal("init", "my", *DAY, answers=answers, cwd=tmp_path)
    assert "public holidays are kept (a code such as DE; - for none) [DE]: " in seen
    assert '"Germany" is not a country whose public holidays are known; did you mean "DE"?' in seen
    assert [*opened(tmp_path / "my").catalog.departments] == ["post-room"]
    assert status == 0, seen
    assert "The organization's name [Our organization]: " in seen
    assert '"Europe/Berln" is not a time zone; did you mean "Europe/Berlin"?' in seen
    organization = opened(tmp_path / "my").catalog.settings.organization
    assert (organization.name, organization.zone) == ("Acme", "Europe/Berlin")


def test_end_of_the_answers_writes_nothing(tmp_path: Path, warm: Path) -> None:
    program = [str(warm / "servicebook")]
    status, seen = run_at_terminal("init", "my", *DAY, answers="Acme\n\x04", cwd=tmp_path, program=program)
    assert status == 2
    assert "the input ended before every question was answered; nothing was written" in seen
    assert everything(tmp_path) == {}


@pytest.mark.parametrize(
    ("direct_url", "requirement"),
    [
        (None, "./wheels/servicebook-9.8.7-py3-none-any.whl"),
        (
            {"url": "https://git.example.org/sb.git", "vcs_info": {"vcs": "git", "commit_id": "c0ffee"}},
            "servicebook @ git+https://git.example.org/sb.git@c0ffee",
        ),
        (
            {
                "url": "ssh://git@git.example.org/tools.git",
                "vcs_info": {"vcs": "git", "requested_revision": "main", "commit_id": "c0ffee"},
                "subdirectory": "sb",
            },
            "servicebook @ git+ssh://git@git.example.org/tools.git@c0ffee#subdirectory=sb",
        ),
        (
            {"url": "https://example.org/sb.whl", "archive_info": {"hashes": {"sha256": "ab12"}}},
            "servicebook @ https://example.org/sb.whl#sha256=ab12",
        ),
        (
            {"url": "https://example.org/sb.zip", "archive_info": {}},
            "servicebook @ https://example.org/sb.zip",
        ),
        (
            {"url": "file:///home/ana/sb", "dir_info": {"editable": True}},
            "./wheels/servicebook-9.8.7-py3-none-any.whl",
        ),
        (
            {"url": "file:///home/ana/sb.whl", "archive_info": {}},
            "./wheels/servicebook-9.8.7-py3-none-any.whl",
        ),
        (
            {"url": "file:///home/ana/servicebook-9.8.7-1-py3-none-any.whl",
             "archive_info": {"hashes": {"sha256": "a" * 64}}},
            f"./wheels/servicebook-9.8.7-1-py3-none-any.whl --hash=sha256:{'a' * 64}",
        ),
    ],
)  # fmt: skip
def test_a_new_repository_is_built_with_what_made_it(
    tmp_path: Path, direct_url: object, requirement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    info = "installed/servicebook-9.8.7.dist-info"
    write(tmp_path, {f"{info}/METADATA": "Metadata-Version: 2.1\nName: servicebook\nVersion: 9.8.7\n"})
    if direct_url:
        write(tmp_path, {f"{info}/direct_url.json": json.dumps(direct_url)})
    monkeypatch.syspath_prepend(tmp_path / "installed")
    done = run("init", "my", "--host", "gitlab", *DAY, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    remark, _, said = (tmp_path / "my/requirements.txt").read_text(encoding="utf-8")[:-1].rpartition("\n")
    assert said == requirement
    has_no_address = requirement.startswith("./wheels/")
    assert ("pip wheel --no-deps --wheel-dir wheels" in remark) == has_no_address
    assert ("so the workflow fails and nobody else can install" in done.stdout) == has_no_address
    # the name alone would install whatever somebody else calls so on a public index
    assert not re.search(
        r"^servicebook *([=<>~!]|$)", (tmp_path / "my/requirements.txt").read_text(), re.MULTILINE
    )
    assert "/home/ana" not in remark


def test_schemas_are_brought_up_to_date_and_named(tmp_path: Path) -> None:
    run("init", "my", *DAY, cwd=tmp_path)
    root = tmp_path / "my"
    before = everything(root)
    assert (
        run("schemas", "--root", "my", cwd=tmp_path).stdout
        == "The schemas are up to date; nothing was written.\n"
    )
    folder = root / ".servicebook/schemas"
    write(folder, {"service.schema.json": "{}", "old.schema.json": "{}"})
    (folder / "sites.schema.json").unlink()
    done = run("schemas", "--root", "my", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (
        0,
        ".servicebook/schemas/service.schema.json: changed\n"
        ".servicebook/schemas/sites.schema.json: added\n"
        ".servicebook/schemas/old.schema.json: not a schema of this version; remove it if nobody needs it\n",
    )
    (folder / "old.schema.json").unlink()
    assert everything(root) == before
    done = run("schemas", "--root", "elsewhere", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (
        2,
        "servicebook schemas: there is no folder catalog/ in elsewhere; go to the folder that contains it, or add "
        "--root DIR; servicebook init DIR creates a new one\n",
    )
