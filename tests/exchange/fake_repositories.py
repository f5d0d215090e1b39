"""As much of GitHub's and GitLab's API as proposing a change needs, above a real repository of git on this machine."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from tests.exchange.fake_hosts import Answer, Host, github, paged

BOT_MAIL = "bot@example.org"


@dataclass
class RepositoryHost(Host):
    """``issue`` is the one that is asked for; ``said`` are comments by the number of an issue or request."""

    repository: Path = Path()
    issue: dict[str, Any] = field(default_factory=dict)
    said: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    requests: list[dict[str, Any]] = field(default_factory=list)
    may_open: bool = True
    reviews: list[dict[str, Any]] = field(default_factory=list)

    def git(self, *arguments: str, data: str | None = None, **env: str) -> str:
        """What git says of the repository."""
        done = subprocess.run(
            ["git", *arguments], cwd=self.repository, input=data, env={**os.environ, **env},
            capture_output=True, encoding="utf-8", check=True,
        )  # fmt: skip
        return done.stdout.strip()

    def has(self, revision: str) -> bool:
        command = ["git", "rev-parse", "--verify", "--quiet", revision]
        return subprocess.run(command, cwd=self.repository, capture_output=True, check=False).returncode == 0

    def tree(self, base: str, files: dict[str, str]) -> str:
        """The tree of a commit or tree with some files in the place of what was there."""
        with tempfile.TemporaryDirectory() as folder:
            index = {"GIT_INDEX_FILE": f"{folder}/index"}
            self.git("read-tree", base, **index)
            for path, text in files.items():
                blob = self.git("hash-object", "-w", "--stdin", data=text)
                self.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}", **index)
            return self.git("write-tree", **index)

    def commit(self, tree: str, parent: str, message: str, name: str, mail: str) -> str:
        who = {f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER")
               for part, value in (("NAME", name), ("EMAIL", mail))}  # fmt: skip
        return self.git("commit-tree", tree, "-p", parent, data=message, **who)

    def comment(
        self, number: int, body: str, *, by: str = "github-actions[bot]", by_id: int = 7
    ) -> dict[str, Any]:
        made = {
            "id": 900 + sum(map(len, self.said.values())), "body": body, "user": {"login": by},
            "author": {"id": by_id}, "html_url": f"https://host.example.org/c/{number}",
        }  # fmt: skip
        self.said.setdefault(number, []).append(made)
        return made

    def comments_on(self, method: str, number: int, query: dict[str, list[str]], body: Any) -> Answer:
        if method == "GET":
            return 200, paged(self.said.get(number, []), query)
        return 201, self.comment(number, body["body"])

    def changed(self, number: int, body: Any) -> Answer:
        one = next(one for some in self.said.values() for one in some if one["id"] == number)
        one["body"] = body["body"]
        return 200, one

    def request(self, number: int) -> dict[str, Any]:
        return next(one for one in self.requests if one["number"] == number)


def github_repository(host: Host, method: str, path: str, query: dict[str, list[str]], body: Any) -> Answer:
    """An answer of GitHub."""
    assert isinstance(host, RepositoryHost)
    at = path.removeprefix("/repos/acme/catalog")
    if at == f"/issues/{host.issue['number']}":
        return 200, host.issue
    if found := re.fullmatch(r"/issues/(\d+)/comments", at):
        return host.comments_on(method, int(found[1]), query, body)
    if found := re.fullmatch(r"/issues/comments/(\d+)", at):
        return host.changed(int(found[1]), body)
    if at.startswith("/pulls"):
        return _pulls(host, method, at, query, body)
    if at.startswith(("/git/", "/commits/")):
        return _objects(host, method, at, body)
    return github(host, method, path, query, body)


def _pulls(host: RepositoryHost, method: str, at: str, query: dict[str, list[str]], body: Any) -> Answer:
    own = {"full_name": "acme/catalog"}
    if at.endswith("/reviews"):
        return 200, paged(host.reviews, query)
    if method == "GET":
        return 200, [one for one in host.requests if query["head"] == [f"acme:{one['head']['ref']}"]]
    if method == "PATCH":
        host.request(int(at.rpartition("/")[2])).update(body)
        return 200, {}
    if not host.may_open:
        return 403, {"message": "GitHub Actions is not permitted to create or approve pull requests."}
    assert host.has(f"refs/heads/{body['head']}") and body["base"] == "main"
    made = {
        **body,
        "number": 34 + len(host.requests),
        "head": {"ref": body["head"], "repo": own},
        "auto_merge": None,
    }
    host.requests.append(made)
    return 201, made


def _objects(host: RepositoryHost, method: str, at: str, body: Any) -> Answer:
    name = at.rpartition("/")[2]
    if at.startswith("/git/ref/heads/"):
        ref = at.removeprefix("/git/ref/")
        if not host.has(f"refs/{ref}"):
            return 404, {"message": "Not Found"}
        return 200, {"object": {"sha": host.git("rev-parse", f"refs/{ref}")}}
    if at.startswith("/commits/"):
        message, author = (
            host.git("log", "-1", "--format=%B", name),
            host.git("log", "-1", "--format=%an", name),
        )
        return 200, {"commit": {"message": message}, "author": {"login": author}}
    if method == "GET" and at.startswith("/git/commits/"):
        return 200, {"tree": {"sha": host.git("rev-parse", f"{name}^{{tree}}")}}
    if at == "/git/trees":
        assert all((one["mode"], one["type"]) == ("100644", "blob") for one in body["tree"])
        return 201, {
            "sha": host.tree(body["base_tree"], {one["path"]: one["content"] for one in body["tree"]})
        }
    if at == "/git/commits":
        (parent,) = body["parents"]
        return 201, {
            "sha": host.commit(body["tree"], parent, body["message"], "github-actions[bot]", BOT_MAIL)
        }
    if at == "/git/refs" and not host.has(body["ref"]):
        host.git("update-ref", body["ref"], body["sha"])
        return 201, {}
    if method == "PATCH" and at.startswith("/git/refs/heads/") and body["force"]:
        host.git("update-ref", at.replace("/git/refs/", "refs/"), body["sha"])
        return 200, {}
    return 422, {"message": "Unprocessable"}


def gitlab_project(host: Host, method: str, path: str, query: dict[str, list[str]], body: Any) -> Answer:
    """An answer of GitLab."""
    assert isinstance(host, RepositoryHost)
    if path == "/user":
        return 200, {"id": 7, "commit_email": BOT_MAIL}
    at = path.removeprefix("/projects/5")
    if at == f"/issues/{host.issue['iid']}":
        return 200, host.issue
    if found := re.fullmatch(r"/issues/(\d+)/notes", at):
        return host.comments_on(method, int(found[1]), query, body)
    if found := re.fullmatch(r"/issues/\d+/notes/(\d+)", at):
        return host.changed(int(found[1]), body)
    if at.startswith("/merge_requests"):
        return _merge_requests(host, method, at, query, body)
    if at.startswith("/repository/branches/"):
        branch = f"refs/heads/{unquote(at.rpartition('/')[2])}"
        if not host.has(branch):
            return 404, {"message": "404 Branch Not Found"}
        message, mail = (
            host.git("log", "-1", "--format=%B", branch),
            host.git("log", "-1", "--format=%ae", branch),
        )
        return 200, {"commit": {"message": message, "author_email": mail}}
    if at == "/repository/commits":
        return _commit(host, body)
    return 404, {"message": "404 Not found"}


def _merge_requests(
    host: RepositoryHost, method: str, at: str, query: dict[str, list[str]], body: Any
) -> Answer:
    if at.endswith("/approvals"):
        return 200, {"approved_by": host.reviews}
    if method == "GET":
        return 200, [one for one in host.requests if query["source_branch"] == [one["source_branch"]]]
    if method == "PUT":
        host.request(int(at.rpartition("/")[2])).update(body)
        return 200, {}
    assert host.has(f"refs/heads/{body['source_branch']}") and body["target_branch"] == "main"
    number = 34 + len(host.requests)
    made = {
        **body, "number": number, "iid": number, "source_project_id": 5, "target_project_id": 5,
        "merge_when_pipeline_succeeds": False,
    }  # fmt: skip
    host.requests.append(made)
    return 201, made


def _commit(host: RepositoryHost, body: Any) -> Answer:
    branch = f"refs/heads/{body['branch']}"
    if host.has(branch) and not body["force"]:
        return 400, {"message": "A branch called that already exists."}
    for action in body["actions"]:
        is_there = host.has(f"{body['start_sha']}:{action['file_path']}")
        if is_there != (action["action"] == "update"):
            return 400, {"message": "A file with this name exists, or does not."}
    tree = host.tree(body["start_sha"], {one["file_path"]: one["content"] for one in body["actions"]})
    sha = host.commit(tree, body["start_sha"], body["commit_message"], "bot", BOT_MAIL)
    host.git("update-ref", branch, sha)
    return 201, {"id": sha}
