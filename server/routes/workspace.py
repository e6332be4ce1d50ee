"""The workspace: in one answer all that a client needs to draw it for whoever calls."""

import hashlib
from collections.abc import Sequence

from engine.queries.workspace import WorkspaceAsk, workspace
from engine.values.refusal import Refusal
from server.access import Access, TokenScope
from server.call import Call
from server.json_out import dump
from server.ways import Answer, Way

_TAG = 32  # characters of a hash
# It is for this person, and asked after each time: the answer is then "not modified" for as long as nothing changed.
_KEEP = {"Cache-Control": "private, no-cache", "Vary": "Cookie, Authorization"}


async def get_workspace(call: Call) -> Answer | Refusal:
    """The workspace, or 304 for who has it already."""
    call.only(())
    content = dump(await call.house.ask(workspace, WorkspaceAsk(call.scene)))
    tag = f'"{hashlib.sha256(content).hexdigest()[:_TAG]}"'
    headers = {"ETag": tag, **_KEEP}
    if _has(call.headers.get("if-none-match", ""), tag):
        return Answer(status=304, headers=headers)
    return Answer(content=content, headers=headers)


def _has(given: str, tag: str) -> bool:
    """Whether one of the tags that the client has is this one; a proxy may have made it a weak one."""
    return any(one.strip().removeprefix("W/") in (tag, "*") for one in given.split(","))


WAYS: Sequence[Way] = (
    Way(
        "GET",
        "/api/v1/workspace",
        get_workspace,
        Access.SIGNED_IN,
        TokenScope.READ,
        "All that a client needs to draw the workspace for you, as far as you may see it.",
    ),
)
