\set centre random(0, 9)
select id, version, number, state, owner, name, phone, email, source, score, created_at from e_request
where centre = '3' || lpad((:centre)::text, 25, '0') and state = 'open' and source = 'web' order by created_at desc, id desc limit 51;
