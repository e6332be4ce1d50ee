"""Logs tell what went wrong and where, never what somebody had in hand."""

import json

import pytest
import structlog

from server.logs import set_up_logs


@pytest.fixture
def _as_they_were():
    before = structlog.get_config()
    yield
    structlog.configure(**before)


@pytest.mark.usefixtures("_as_they_were")
@pytest.mark.parametrize("form", ["json", "text"])
def test_a_fault_is_logged_with_its_place_and_without_local_variables(capsys, form):
    set_up_logs("info", form)

    def handle():
        secret = "a cookie in hand".replace("in hand", "that was held")
        raise TypeError(f"no column for {len(secret)}")

    try:
        handle()
    except TypeError:
        structlog.get_logger().exception("fault", trace_id="abc")
    told = capsys.readouterr().err
    assert "TypeError" in told
    assert "handle" in told
    assert "no column for" in told
    assert "a cookie that was held" not in told
    if form == "json":
        assert json.loads(told)["trace_id"] == "abc"
