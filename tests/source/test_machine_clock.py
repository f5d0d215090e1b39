"""What the machine says about itself."""

from __future__ import annotations

import os

import pytest

from servicebook.source.machine_clock import machine_zone


def test_machine_tells_its_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", ":Asia/Tokyo")
    assert machine_zone() == "Asia/Tokyo"
    monkeypatch.setenv("TZ", "nowhere")
    assert machine_zone() == machine_zone_without_variable(monkeypatch)


def machine_zone_without_variable(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.delenv("TZ")
    assert "TZ" not in os.environ
    return machine_zone()
