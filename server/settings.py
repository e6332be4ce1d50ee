"""Settings of one process, from environment variables named POINTSMAN_*; all faults are told at once.

A secret may lie in a file: POINTSMAN_SECRET_FILE names it in place of POINTSMAN_SECRET.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from engine.values.duration import Duration

PREFIX = "POINTSMAN_"
Network = IPv4Network | IPv6Network
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_LEVELS = ("debug", "info", "warning", "error")
_LOG_FORMATS = ("json", "text")
_SHORTEST_SECRET = 32
_PORTS = 65_535


@dataclass(frozen=True, slots=True)
class Settings:
    """What may be set. Each field is POINTSMAN_ and its name in capitals.

    ``database_url``: ``sqlite:///path`` or ``postgresql://...``. ``public_url``: where browsers reach the server; its
    origin is the only one that may send changes. ``trusted_proxies``: networks whose X-Forwarded-For is believed.
    ``metrics_from``: networks besides this machine that may read /metrics. ``secret``: signs cursors, the same in all processes (absent: cursors end with the process). ``clock_shift`` is
    added to the host's time, for demonstrations. ``worker``: whether this process also delivers the outbox.
    ``files``: the folder of uploaded files (absent: ``files`` beside an SQLite database, else ``var/files``).
    ``least_free_disk`` in bytes: with less the server says that it is not ready. Sizes are bytes, spans ISO 8601.
    """

    database_url: str = "sqlite:///var/pointsman.sqlite"
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = "http://127.0.0.1:8000"
    trusted_proxies: tuple[Network, ...] = ()
    metrics_from: tuple[Network, ...] = ()
    secret: str | None = None
    log_level: str = "info"
    log_format: str = "json"
    session_idle: timedelta = timedelta(hours=12)
    session_longest: timedelta = timedelta(days=7)
    clock_shift: timedelta = timedelta(0)
    worker: bool = True
    largest_body: int = 1_000_000
    largest_upload: int = 20_000_000
    least_free_disk: int = 100_000_000
    files: str | None = None
    shutdown_seconds: int = 20

    @property
    def https(self) -> bool:
        """Whether browsers come by https, so that cookies may be held to it."""
        return urlsplit(self.public_url).scheme == "https"

    @property
    def origins(self) -> frozenset[str]:
        """The origins from which changes may be sent; the names of this machine stand for each other."""
        parts = urlsplit(self.public_url)
        host = parts.netloc.rpartition(":")[0] or parts.netloc
        if host not in _LOOPBACK:
            return frozenset({f"{parts.scheme}://{parts.netloc}"})
        port = f":{parts.port}" if parts.port else ""
        return frozenset(f"{parts.scheme}://{name}{port}" for name in _LOOPBACK)


@dataclass(frozen=True, slots=True)
class SettingFault:
    """One variable that cannot be used, and why."""

    variable: str
    why: str

    def __str__(self) -> str:
        """As it is printed."""
        return f"{self.variable}: {self.why}"


class BadSettings(ValueError):
    """Raised with every fault at once."""

    def __init__(self, faults: tuple[SettingFault, ...]) -> None:
        """Keep them all."""
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings that an environment names; raises ``BadSettings`` with every fault.

    A POINTSMAN_ variable that is no setting is a fault too: a misspelt one would be a setting that is silently lost.
    """
    known = {PREFIX + field.name.upper(): field.name for field in fields(Settings)}
    values: dict[str, Any] = {}
    faults: list[SettingFault] = []
    for variable, given in environment.items():
        name = known.get(variable.removesuffix("_FILE"))
        if not variable.startswith(PREFIX) or variable.startswith(PREFIX + "TEST_"):
            continue
        if name is None:
            faults.append(SettingFault(variable, "there is no such setting"))
        elif name in values:
            faults.append(SettingFault(variable, "it is set twice, by value and by file"))
        else:
            _take(values, faults, variable, name, given)
    settings = None if faults else Settings(**values)
    if settings is not None and settings.session_idle > settings.session_longest:
        faults.append(SettingFault(PREFIX + "SESSION_IDLE", "it is longer than POINTSMAN_SESSION_LONGEST"))
    if settings is None or faults:
        raise BadSettings(tuple(faults))
    return settings


def _take(values: dict[str, Any], faults: list[SettingFault], variable: str, name: str, given: str) -> None:
    try:
        text = (
            Path(given).read_text(encoding="utf-8").strip() if variable.endswith("_FILE") else given.strip()
        )
        values[name] = _READ.get(name, _text)(text)
    except OSError as error:
        faults.append(SettingFault(variable, f"the file cannot be read ({error.strerror})"))
    except ValueError as error:
        faults.append(SettingFault(variable, str(error)))


def _text(text: str) -> str:
    if not text:
        raise ValueError("it is empty")
    return text


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
            raise ValueError(f"a whole number from {least} to {most} is expected")
        return int(text)

    return read


def _one_of(*words: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text.lower() not in words:
            raise ValueError(f"one of {', '.join(words)} is expected")
        return text.lower()

    return read


def _truth(text: str) -> bool:
    if text.lower() not in ("true", "false", "1", "0"):
        raise ValueError("true or false is expected")
    return text.lower() in ("true", "1")


def _span(text: str) -> timedelta:
    span = Duration.parse(text)
    if span is None or span.months:
        raise ValueError("a span such as PT12H or P7D is expected")
    return timedelta(days=span.days, seconds=span.seconds)


def _positive_span(text: str) -> timedelta:
    span = _span(text)
    if span <= timedelta(0):
        raise ValueError("a span longer than nothing is expected")
    return span


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError("an address such as https://work.example is expected, without a path")
    return f"{parts.scheme}://{parts.netloc}"


def _database(text: str) -> str:
    if not text.startswith(("sqlite://", "postgresql://", "postgres://")):
        raise ValueError("an address that begins with sqlite:/// or postgresql:// is expected")
    return text


def _networks(text: str) -> tuple[Network, ...]:
    return tuple(ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip())


def _secret(text: str) -> str:
    if len(text) < _SHORTEST_SECRET:
        raise ValueError(f"at least {_SHORTEST_SECRET} characters are expected")
    return text


_MOST_BYTES = 10**9
_READ: Mapping[str, Callable[[str], Any]] = {
    "database_url": _database,
    "port": _whole(1, _PORTS),
    "public_url": _address,
    "trusted_proxies": _networks,
    "metrics_from": _networks,
    "secret": _secret,
    "log_level": _one_of(*_LEVELS),
    "log_format": _one_of(*_LOG_FORMATS),
    "session_idle": _positive_span,
    "session_longest": _positive_span,
    "clock_shift": _span,
    "worker": _truth,
    "largest_body": _whole(1_000, _MOST_BYTES),
    "largest_upload": _whole(1_000, _MOST_BYTES),
    "least_free_disk": _whole(0, 10**15),
    "shutdown_seconds": _whole(1, 600),
}
