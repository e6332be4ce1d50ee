"""JSON Pointers (RFC 6901)."""


def pointer(*parts: str | int) -> str:
    """A JSON Pointer from its parts: ``pointer("states", "a/b", 0)`` is ``/states/a~1b/0``."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)
