\set id random(1, :requests)
\set actor random(1, 10)
begin;
select id, version, state, owner, name, phone, email, source, score, budget, changed_at from floor_request where id = :id for update;
update floor_request set state = 'taken', version = version + 1, changed_at = now() where id = :id;
insert into floor_history (request, at, actor, detail) values (:id, now(), :actor, '{"before": {"state": "open"}, "after": {"state": "taken"}, "rules": {"large_and_cold": false, "follow_up": true}}');
insert into floor_activity (request, at, kind, note) values (:id, now(), 'follow_up', 'Call back within a day');
insert into floor_rule_run (request, at, rule) values (:id, now(), 'follow_up');
commit;
