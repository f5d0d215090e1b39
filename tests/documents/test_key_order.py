"""The keys of objects in the order of their schemas."""

import json

from servicebook.documents.key_order import in_schema_order

CHANNELS = [{"type": "email", "address": "it@example.org"}, {"address": "hr@example.org", "type": "email"}]


def test_keys_stand_in_the_order_of_the_schema_however_deep_and_those_it_has_not_come_last() -> None:
    written = {"zone": 1, "channels": CHANNELS, "area": 2, "name": "Repair"}
    ordered = json.dumps(in_schema_order("service", written))
    assert ordered == json.dumps(
        {
            "name": "Repair",
            "channels": [
                {"type": "email", "address": "it@example.org"},
                {"type": "email", "address": "hr@example.org"},
            ],
            "area": 2,
            "zone": 1,
        }
    )
    assert list(written) == ["zone", "channels", "area", "name"]
    assert list(CHANNELS[1]) == ["address", "type"]


def test_what_stands_in_order_is_not_copied() -> None:
    written = {"name": "Repair", "channels": CHANNELS[:1]}
    assert in_schema_order("service", written) is written
    deep = {"name": "Repair", "channels": CHANNELS}
    ordered = in_schema_order("service", deep)
    assert ordered == deep and ordered is not deep
