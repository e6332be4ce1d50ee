"""Structured logs: one line of JSON each, in UTC, to standard error. Ids and templates only, no personal data."""

import logging
import sys
from typing import Any

import orjson
import structlog
from structlog.processors import ExceptionRenderer
from structlog.tracebacks import ExceptionDictTransformer

# Local variables hold cookies, passwords and people's data: a traceback tells places only.
_WHERE = ExceptionRenderer(ExceptionDictTransformer(show_locals=False))


def set_up_logs(level: str, form: str, *, for_good: bool = True) -> None:
    """``level``: debug, info, warning or error. ``form``: ``json`` for machines, ``text`` for a person at a terminal.

    ``for_good``: nobody sets them up otherwise later in this process.
    """
    render: Any = (
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
        if form == "text"
        else structlog.processors.JSONRenderer(serializer=_line)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *([_WHERE] if form == "json" else []),
            _without_nothing,
            render,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=for_good,
    )


def _line(event: Any, **_: Any) -> str:
    return orjson.dumps(event, default=str).decode()


def _without_nothing(_logger: Any, _method: str, event: Any) -> Any:
    return {name: value for name, value in event.items() if value is not None}
