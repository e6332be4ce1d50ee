"""The engine's own tables, the same for every pack."""

from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, Identity, Index, Integer, MetaData, Table, text

from adapters.store.columns import column
from adapters.store.storage import Flavour
from engine.conditions.types import Kind

T, N, B, D, M, L, J = Kind.TEXT, Kind.INTEGER, Kind.BOOLEAN, Kind.DATE, Kind.DATETIME, Kind.ENUMS, "json"

# Column -> kind. The first is the primary key unless KEYS says otherwise; "!" behind a kind: never absent.
COLUMNS: dict[str, dict[str, str]] = {
    "layout": {"name": T, "shape": J + "!"},
    "upkeep": {"name": T, "done": T + "!"},
    "release": {
        "id": T, "pack": T + "!", "version": T + "!", "number": N + "!", "source": J + "!", "published_at": M + "!",
        "published_by": T, "live": B + "!", "moves_from": T, "moves_since": M,
        "moves_to": J,
    },
    "history": {
        "id": T, "entity": T + "!", "record": T + "!", "version": N + "!", "at": M + "!", "actor": T, "command": T + "!",
        "release": T + "!", "before": J + "!", "after": J + "!", "why": J + "!", "caused_by": T,
    },
    "outbox": {
        "position": "position", "id": T + "!", "kind": T + "!", "name": T + "!", "entity": T + "!", "record": T + "!",
        "at": M + "!", "body": J + "!", "state": T + "!", "attempts": N + "!", "due_at": M + "!", "lease": T,
        "lease_until": M, "error": T, "answer": J, "done_at": M, "lane": T + "!", "recipient": T, "turn": N, "digest": T,
        "log": J,
    },
    "inbox": {
        "position": "position", "id": T + "!", "person": T + "!", "message": T + "!", "entity": T, "record": T,
        "at": M + "!", "text": J + "!", "parts": J + "!", "read_at": M,
    },
    "timer": {
        "id": T, "entity": T + "!", "record": T + "!", "name": T + "!", "due_at": M + "!", "entry": M + "!",
        "zone": T + "!", "if_late": T + "!", "order": N + "!", "state": T + "!", "attempts": N + "!", "lease": T,
        "lease_until": M, "error": T,
    },
    "task": {
        "id": T, "version": N + "!", "entity": T + "!", "record": T + "!", "person": T, "duty": T, "centre": T, "team": T,
        "label": J + "!", "done_by": L + "!", "dropped_by": L + "!", "at": M + "!", "rule": T + "!", "due_at": M,
        "state": T + "!", "timing": T, "handed_on": T, "taken_at": M, "ended_at": M, "ended_by": T,
    },
    "rule_run": {"id": T, "rule": T + "!", "entity": T + "!", "record": T + "!", "history": T + "!", "at": M + "!"},
    "serial": {"counter": T, "last": N + "!", "was": N + "!"},
    "rule_clock": {
        "id": T, "version": N + "!", "rule": T + "!", "centre": T, "due_at": M, "last_at": M, "place": N, "after": T,
        "moment": M,
    },
    "absence": {"id": T, "version": N + "!", "spans": L + "!"},
    "pool_stay": {
        "id": T, "version": N + "!", "pool": T + "!", "entity": T + "!", "record": T + "!", "entered": M + "!", "left": M,
        "former_owner": T, "why": T + "!",
    },
    "turn": {"id": T, "version": N + "!", "last": T, "earned": L},
    "moved_on": {"id": T, "version": N + "!", "at": M + "!"},
    "limit_usage": {"id": T, "version": N + "!", "limit_id": T + "!", "counted": T + "!", "units": L},
    "approval": {
        "id": T, "version": N + "!", "approval": T + "!", "entity": T + "!", "record": T + "!", "number": N + "!",
        "state": T + "!", "requester": T, "barred": L + "!", "steps": L + "!", "facts": N + "!", "release": T + "!",
        "opened_at": M + "!", "closed_at": M, "closed_by": T, "reason": T, "nudged_at": M, "used": N + "!",
        "counter": T, "until": M, "exception": J,
    },
    "approval_seat": {
        "id": T, "version": N + "!", "approval": T + "!", "entity": T + "!", "record": T + "!", "step": T + "!",
        "line": T + "!", "person": T + "!", "requester": T, "given": T + "!", "stands_for": T, "side": T + "!", "of": T,
        "turn": N + "!", "opened_at": M + "!", "decided_at": M, "reason": T, "seen": N, "taken": B,
    },
    "delegation": {"id": T, "version": N + "!", "delegate": T, "since": D, "until": D, "reason": T},
    "draft": {
        "id": T, "version": N + "!", "person": T + "!", "form": T + "!", "body": T + "!", "at": M + "!",
    },
    "saved_list": {
        "id": T, "version": N + "!", "person": T + "!", "entity": T + "!", "name": T + "!", "body": T + "!", "role": T,
        "at": M + "!",
    },
    "own_settings": {
        "id": T, "version": N + "!", "person": T + "!", "part": T + "!", "body": J + "!", "at": M + "!",
    },
    "paper": {
        "id": T, "version": N + "!", "entity": T + "!", "record": T + "!", "document": T + "!", "language": T + "!",
        "number": N + "!", "record_version": N + "!", "fingerprint": T + "!", "sha256": T + "!", "size": N + "!",
        "pages": N + "!", "name": T + "!", "release": T + "!", "made_at": M + "!", "made_by": T, "signed_at": M,
        "signed_by": T,
    },
    "call_answer": {"id": T, "version": N + "!", "call": T + "!", "outcome": T + "!", "at": M + "!"},
    "merge": {
        "id": T, "version": N + "!", "entity": T + "!", "survivor": T + "!", "at": M + "!", "by": T, "command": T + "!",
        "state": T + "!", "moved": J + "!",
    },
    "handover": {
        "id": T, "version": N + "!", "person": T + "!", "receivers": L + "!", "at": M + "!", "by": T, "state": T + "!",
        "split": J,
    },
    "handed": {
        "id": T, "version": N + "!", "handover": T + "!", "entity": T + "!", "record": T + "!", "field": T + "!",
        "to": T + "!", "state": T + "!",
    },
    "idempotency": {"principal": T, "key": T, "body_hash": T + "!", "answer": J + "!", "at": M + "!"},
    "account": {
        "id": T, "version": N + "!", "person": T + "!", "login": T + "!", "password": T, "active": B + "!",
        "admin": B + "!", "must_change": B + "!", "language": T, "created_at": M + "!", "changed_at": M + "!",
        "signed_out_at": M,
    },
    "session": {
        "id": T, "account": T + "!", "csrf": T + "!", "acting_as": J, "created_at": M + "!", "seen_at": M + "!",
        "expires_at": M + "!", "address": T,
    },
    "token": {
        "id": T, "account": T + "!", "hash": T + "!", "prefix": T + "!", "label": T + "!", "scopes": L + "!",
        "created_at": M + "!", "expires_at": M, "used_at": M, "revoked_at": M,
    },
    "holding": {
        "id": T, "version": N + "!", "person": T + "!", "role": T + "!", "centre": T, "team": T, "active_from": D, "active_until": D,
    },
    "sign_in_attempt": {"id": T, "login": T + "!", "address": T, "at": M + "!", "success": B + "!"},
    "setting_change": {
        "position": "position", "id": T + "!", "parameter": T + "!", "what": T + "!", "place": T, "start": D, "value": J,
        "changed_at": M + "!", "changed_by": T,
    },
    "import_job": {
        "id": T, "entity": T + "!", "state": T + "!", "file": T, "mode": T + "!", "mapping": J + "!", "total": N + "!",
        "done": N + "!", "refused": N + "!", "created_at": M + "!", "created_by": T, "ended_at": M,
    },
    "import_row": {
        "job": T, "row": N, "state": T + "!", "source": J + "!", "record": T, "version": N, "reasons": J,
    },
    "file": {
        "id": T, "name": T + "!", "media_type": T + "!", "size": N + "!", "sha256": T + "!", "created_at": M + "!",
        "created_by": T, "entity": T, "record": T,
    },
}  # fmt: skip
# Tables of rows with a version that commands read and write like records: see kept_rows.py.
KEPT = frozenset(name for name, columns in COLUMNS.items() if [*columns][:2] == ["id", "version"])
KEYS = {"idempotency": ("principal", "key"), "import_row": ("job", "row")}
# What no row of a table may be, whoever writes it.
NEVER = {"approval_seat": {"ck_approval_seat_requester": "person <> requester"}}
# Table -> name -> (columns, unique, only where this holds).
INDEXES: dict[str, dict[str, tuple[tuple[str, ...], bool, str]]] = {
    "release": {
        "uq_release_live": (("pack",), True, "live"),
        "uq_release_number": (("pack", "number"), True, ""),
    },
    "history": {
        "ix_history_record": (("record", "version"), False, ""),
        "ix_history_at": (("at",), False, ""),
    },
    "outbox": {
        "uq_outbox_id": (("id",), True, ""),
        "ix_outbox_open": (("due_at", "position"), False, "done_at is null"),
        "ix_outbox_record": (("record",), False, ""),
        "ix_outbox_digest": (("digest",), False, "digest is not null"),
    },
    "inbox": {
        "uq_inbox_id": (("id",), True, ""),
        "ix_inbox_person": (("person", "position"), False, ""),
        "ix_inbox_unread": (("person",), False, "read_at is null"),
    },
    "timer": {
        "ix_timer_due": (("due_at", "order", "name"), False, "state = 'open'"),
        "ix_timer_record": (("record",), False, ""),
    },
    "task": {
        "ix_task_person": (("person", "at"), False, "state = 'open'"),
        "ix_task_duty": (("duty", "centre", "at"), False, "state = 'open'"),
        "ix_task_team": (("team", "centre", "at"), False, "state = 'open' and team is not null"),
        "ix_task_record": (("record",), False, ""),
    },
    "pool_stay": {"ix_pool_stay_former": (("former_owner", "pool"), False, "")},
    "rule_run": {"ix_rule_run_record": (("record",), False, "")},
    "approval": {
        "ix_approval_record": (("record", "state"), False, ""),
        "ix_approval_requester": (("requester", "id"), False, ""),
        "ix_approval_counter": (("counter",), False, "counter is not null"),
    },
    "approval_seat": {
        "uq_approval_seat": (("approval", "step", "line", "person"), True, ""),
        "ix_approval_seat_person": (("person", "given", "id"), False, ""),
        "ix_approval_seat_stands_for": (("stands_for", "given", "id"), False, "stands_for is not null"),
    },
    "draft": {"ix_draft_person": (("person",), False, "")},
    "saved_list": {
        "ix_saved_list_person": (("person",), False, ""),
        "ix_saved_list_role": (("role",), False, "role is not null"),
    },
    "own_settings": {"ix_own_settings_person": (("person",), False, "")},
    "paper": {"ix_paper_record": (("record",), False, "")},
    "handed": {"ix_handed_handover": (("handover", "id"), False, "")},
    "idempotency": {"ix_idempotency_at": (("at",), False, "")},
    "account": {"uq_account_login": (("login",), True, ""), "uq_account_person": (("person",), True, "")},
    "session": {
        "ix_session_account": (("account",), False, ""),
        "ix_session_expires": (("expires_at",), False, ""),
    },
    "token": {"uq_token_hash": (("hash",), True, ""), "ix_token_account": (("account",), False, "")},
    "holding": {
        "ix_holding_person": (("person",), False, ""),
        "ix_holding_role": (("role", "centre"), False, ""),
        "ix_holding_team": (("team",), False, ""),
    },
    "sign_in_attempt": {"ix_sign_in_attempt": (("login", "at"), False, "")},
    "setting_change": {
        "uq_setting_change_id": (("id",), True, ""),
        "ix_setting_change_parameter": (("parameter", "position"), False, ""),
    },
    "import_job": {"ix_import_job": (("created_at",), False, "")},
    "file": {"ix_file_record": (("record",), False, ""), "ix_file_sha256": (("sha256",), False, "")},
}

# History is written once: the database itself refuses to change or delete it.
GUARDS = {
    "sqlite": [
        (
            f"create trigger if not exists history_no_{verb} before {verb} on history "
            "begin select raise(abort, 'history is append-only'); end"
        )
        for verb in ("update", "delete")
    ],
    "postgresql": [
        (
            "create or replace function history_is_append_only() returns trigger language plpgsql as "
            "$$ begin raise exception 'history is append-only' using errcode = 'PM002'; end $$"
        ),
        (
            "create or replace trigger history_no_change before update or delete on history "
            "for each row execute function history_is_append_only()"
        ),
        (
            "create or replace trigger history_no_truncate before truncate on history "
            "for each statement execute function history_is_append_only()"
        ),
        (
            "create or replace function expect(met bigint, wanted bigint) returns boolean language plpgsql as "
            "$$ begin if met <> wanted then raise exception 'version moved' using errcode = 'PM001'; end if; "
            "return true; end $$"
        ),
    ],
}


@dataclass(frozen=True, slots=True)
class House:
    """The engine's own tables in one database."""

    flavour: Flavour
    metadata: MetaData
    layout: Table
    upkeep: Table
    release: Table
    history: Table
    outbox: Table
    inbox: Table
    timer: Table
    task: Table
    rule_run: Table
    serial: Table
    rule_clock: Table
    absence: Table
    turn: Table
    moved_on: Table
    pool_stay: Table
    limit_usage: Table
    approval: Table
    approval_seat: Table
    delegation: Table
    draft: Table
    saved_list: Table
    own_settings: Table
    paper: Table
    call_answer: Table
    merge: Table
    handover: Table
    handed: Table
    idempotency: Table
    account: Table
    session: Table
    token: Table
    holding: Table
    sign_in_attempt: Table
    setting_change: Table
    import_job: Table
    import_row: Table
    file: Table


def house_of(flavour: Flavour) -> House:
    """The engine's own tables as they are in this kind of database."""
    metadata = MetaData()
    named = {f.name: _table(f.name, metadata, flavour) for f in fields(House) if f.name in COLUMNS}
    return House(flavour, metadata, **named)


def _table(name: str, metadata: MetaData, flavour: Flavour) -> Table:
    key = KEYS.get(name, (next(iter(COLUMNS[name])),))
    columns = [_column(flavour, id, kind, primary=id in key) for id, kind in COLUMNS[name].items()]
    never = [CheckConstraint(text(said), name=id) for id, said in NEVER.get(name, {}).items()]
    table = Table(name, metadata, *columns, *never)
    for index, (over, unique, only) in INDEXES.get(name, {}).items():
        options: dict[str, Any] = {f"{flavour.name}_where": text(only)} if only else {}
        Index(index, *(table.c[id] for id in over), unique=unique, **options)
    return table


def _column(flavour: Flavour, name: str, kind: str, *, primary: bool) -> Column[Any]:
    if kind == "position":  # counts up by itself, in the order of writing
        whole = BigInteger() if flavour.postgres else Integer()
        return Column(name, whole, Identity(), primary_key=True, info={"kind": Kind.INTEGER.value})
    needed = primary or kind.endswith("!")
    return column(flavour, name, kind.rstrip("!"), nullable=not needed, primary_key=primary)
