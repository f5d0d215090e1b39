"""Large jobs: how they are run."""

from __future__ import annotations

import gc

from servicebook.processes import no_garbage_collection


def test_garbage_is_collected_again_after_a_large_job_if_it_was_before() -> None:
    with no_garbage_collection():
        assert not gc.isenabled()
        with no_garbage_collection():
            pass
        assert not gc.isenabled(), "whoever had it off wants it off"
    assert gc.isenabled()
