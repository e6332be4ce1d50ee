"""Ways in: each route with who may come by it. What is not declared here is not served."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.values.plain import Json
from engine.values.refusal import Refusal
from server.access import Access, TokenScope
from server.call import Call


class Content(StrEnum):
    """What a request carries."""

    NONE = "none"
    JSON = "json"
    UPLOAD = "upload"  # an archive
    FORM = "form"  # a form with a file


@dataclass(frozen=True, slots=True)
class Answer:
    """What a handler gives: JSON, or bytes of another media type, at once or piece by piece."""

    body: Json = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    media_type: str = "application/json"
    content: bytes | None = None
    stream: AsyncGenerator[bytes] | None = None  # what is sent piece by piece, in place of content


@dataclass(frozen=True, slots=True)
class Way:
    """One method of one address.

    ``path`` is a template as OpenAPI writes it. A refusal's pointers are shown below ``base``: where the input stands
    in the request. ``doc`` is the sentence of the API description, ``query`` its parameters with their sentences,
    ``parts`` what a form holds besides its file.
    """

    method: str
    path: str
    handler: "Callable[[Call], Awaitable[Answer | Refusal]]"
    access: Access
    scope: TokenScope
    doc: str
    content: Content = Content.NONE
    base: str = ""
    query: Mapping[str, str] = field(default_factory=dict[str, str])
    parts: tuple[str, ...] = ()


class UndeclaredWay(RuntimeError):
    """A route would be served that nobody declared an access rule for: the server does not start."""
