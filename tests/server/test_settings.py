"""Settings from the environment: typed, and every fault at once."""

from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest

from server.settings import BadSettings, Settings, read_settings


def test_nothing_set_is_the_default() -> None:
    assert read_settings({"PATH": "/bin", "POINTSMAN_TEST_POSTGRES": "x"}) == Settings()


def test_what_is_set_is_typed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("s" * 40 + "\n")
    found = read_settings(
        {
            "POINTSMAN_DATABASE_URL": "postgresql://u@h/d",
            "POINTSMAN_PORT": "9000",
            "POINTSMAN_PUBLIC_URL": "https://work.example/",
            "POINTSMAN_SECRET_FILE": str(secret),
            "POINTSMAN_SESSION_IDLE": "PT30M",
            "POINTSMAN_TRUSTED_PROXIES": "10.0.0.0/8, ::1",
            "POINTSMAN_WORKER": "false",
        }
    )
    assert (found.port, found.public_url, found.secret, found.worker) == (
        9000,
        "https://work.example",
        "s" * 40,
        False,
    )
    assert found.session_idle == timedelta(minutes=30)
    assert found.trusted_proxies == (ip_network("10.0.0.0/8"), ip_network("::1"))
    assert found.https
    assert found.origins == {"https://work.example"}


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(BadSettings) as told:
        read_settings(
            {
                "POINTSMAN_PORT": "many",
                "POINTSMAN_DATABASE_URL": "mysql://x",
                "POINTSMAN_SECRET": "short",
                "POINTSMAN_SESSION_IDLE": "P1M",
                "POINTSMAN_PUBLIC_URL": "work.example",
                "POINTSMAN_TRUSTED_PROXIES": "proxy",
                "POINTSMAN_LOG_LEVEL": "loud",
                "POINTSMAN_WORKER": "perhaps",
                "POINTSMAN_DATABSE_URL": "sqlite:///x",
                "POINTSMAN_LOG_FORMAT_FILE": "/nowhere/at/all",
            }
        )
    assert len(told.value.faults) == 10
    assert "short" not in str(told.value), "a secret is not printed"


def test_by_value_and_by_file_is_a_fault(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("s" * 40)
    with pytest.raises(BadSettings, match="twice"):
        read_settings({"POINTSMAN_SECRET": "t" * 40, "POINTSMAN_SECRET_FILE": str(secret)})


def test_a_session_may_not_rest_longer_than_it_lasts() -> None:
    with pytest.raises(BadSettings, match="SESSION_IDLE"):
        read_settings({"POINTSMAN_SESSION_IDLE": "P8D"})


def test_the_names_of_this_machine_stand_for_each_other() -> None:
    assert Settings().origins == {"http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000"}
