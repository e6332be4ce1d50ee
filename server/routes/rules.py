"""The rules in force: what each listens to, and when those come next that come again and again."""

from collections.abc import Sequence

from engine.ports.work import RuleClock
from engine.rules.rule import Rule
from engine.values.plain import Json, in_language
from engine.values.refusal import Refusal
from server.access import Access, TokenScope
from server.call import Call
from server.ways import Answer, Way


async def list_rules(call: Call) -> Answer | Refusal:
    """Every rule in its order, with its next moments."""
    call.only(())
    clocks = await call.house.store.rule_clocks.all()
    rules = sorted(call.house.live.rules.rules.values(), key=lambda rule: (rule.order, rule.id))
    return Answer({"data": [_rule(one, clocks, call.language) for one in rules]})


def _rule(rule: Rule, clocks: Sequence[RuleClock], language: str) -> Json:
    return {
        "id": rule.id,
        "label": in_language(rule.label, language, rule.id),
        "order": rule.order,
        "listens_to": [event.key for event in rule.when],
        "next": [_clock(one) for one in clocks if one.rule == rule.id],
    }


def _clock(clock: RuleClock) -> Json:
    return {
        "centre": clock.centre,
        "due_at": clock.due_at.isoformat() if clock.due_at else None,
        "last_at": clock.last_at.isoformat() if clock.last_at else None,
        "at_work": clock.moment is not None,
    }


WAYS: Sequence[Way] = (
    Way(
        "GET",
        "/api/v1/rules",
        list_rules,
        Access.SIGNED_IN,
        TokenScope.READ,
        "The rules in force, and when those come next that come again and again.",
    ),
)
