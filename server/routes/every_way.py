"""Every way in, most used first: addresses are tried in this order."""

from collections.abc import Sequence

from server.routes import (
    absences,
    answers,
    approvals,
    delegation,
    deliveries,
    exports,
    files,
    forms,
    handovers,
    health,
    imports,
    inbound,
    inbox,
    metrics,
    packs,
    pools,
    queue,
    records,
    rules,
    session,
    sink,
    tasks,
    tokens,
    transitions,
    users,
    workspace,
)
from server.routes.openapi import Described
from server.ways import Way

_OTHERS: Sequence[Way] = (
    *transitions.WAYS,
    *records.WAYS,
    *workspace.WAYS,
    *session.WAYS,
    *tokens.WAYS,
    *users.WAYS,
    *handovers.WAYS,
    *forms.WAYS,
    *queue.WAYS,
    *approvals.WAYS,
    *delegation.WAYS,
    *absences.WAYS,
    *pools.WAYS,
    *inbox.WAYS,
    *deliveries.WAYS,
    *answers.WAYS,
    *tasks.WAYS,
    *metrics.WAYS,
    *packs.WAYS,
    *imports.WAYS,
    *exports.WAYS,
    *files.WAYS,
    *sink.WAYS,
    *inbound.WAYS,
    *rules.WAYS,
    *health.WAYS,
)
EVERY_WAY: Sequence[Way] = (*_OTHERS, Described(_OTHERS).way)
