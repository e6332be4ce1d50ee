"""Whether the process lives, whether it is ready, and what it has counted."""

from collections.abc import Sequence
from ipaddress import ip_address

from engine.ports.store import StoreUnavailable
from engine.values.refusal import Refusal
from server.access import Access, TokenScope
from server.call import Call
from server.problem_details import Refused
from server.problems import NOT_READY, WRONG_ORIGIN
from server.ways import Answer, Way


async def livez(_call: Call) -> Answer | Refusal:
    """The process turns; nothing else is looked at."""
    return Answer({"live": True})


async def readyz(call: Call) -> Answer | Refusal:
    """It can take changes: the database can be written, the disk has room, a release is in force, the worker runs."""
    checks = await standing(call)
    failing = [name for name, state in checks.items() if state != "ok"]
    if failing:
        raise Refused(503, NOT_READY, {"check": ", ".join(failing)}, headers={"Retry-After": "5"})
    return Answer({"ready": True, "checks": dict(checks)})


async def standing(call: Call) -> dict[str, str]:
    """Check -> ``ok``, or what is the matter."""
    free = call.desk.free_disk()
    try:
        await call.house.store.ready()
        store = "ok"
    except StoreUnavailable as error:
        store = "full" if error.full else "unavailable"
    return {
        "store": store,
        "disk": "ok" if free is None or free >= call.desk.settings.least_free_disk else "full",
        "release": "ok" if call.house.is_published else "none",
        "worker": "ok" if call.desk.working() is not False else "stopped",
    }


async def metrics(call: Call) -> Answer | Refusal:
    """For Prometheus. Only this machine and trusted proxies' networks are answered."""
    if not _is_near(call):
        raise Refused(403, WRONG_ORIGIN, {"origin": call.address})
    live = call.house.live
    try:
        depth = dict(await call.house.store.outbox.depth())
    except StoreUnavailable:
        depth = {}
    call.desk.metrics.standing(depth, call.desk.free_disk(), live.pack, live.version)
    return Answer(content=call.desk.metrics.text(), media_type="text/plain; version=1.0.0; charset=utf-8")


def _is_near(call: Call) -> bool:
    try:
        address = ip_address(call.address)
    except ValueError:
        return False
    return address.is_loopback or any(address in network for network in call.desk.settings.metrics_from)


_OPEN = (Access.EVERYONE, TokenScope.READ)
WAYS: Sequence[Way] = (
    Way("GET", "/livez", livez, *_OPEN, "Whether the process lives."),
    Way("GET", "/readyz", readyz, *_OPEN, "Whether changes can be taken."),
    Way("GET", "/metrics", metrics, *_OPEN, "Counts for Prometheus."),
)
