"""What a command that reads one catalog leaves behind for those that run after it in the same program."""

from __future__ import annotations

import gc

from servicebook.cli.one_catalog import without_garbage_collection


def test_garbage_is_collected_again_afterwards_but_what_is_left_is_passed_over() -> None:
    try:
        with without_garbage_collection():
            assert not gc.isenabled()
        assert gc.isenabled()
        assert gc.get_freeze_count() > 1000
    finally:
        gc.unfreeze()
    gc.disable()
    try:
        with without_garbage_collection():
            pass
        assert not gc.isenabled(), "whoever had it off wants it off"
    finally:
        gc.unfreeze()
        gc.enable()
