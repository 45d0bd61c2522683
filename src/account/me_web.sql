-- me_memberships ($1 account)
SELECT m.id, m.role, m.state, o.code, o.name_ru, o.name_en, m.from_on, m.to_on FROM membership m JOIN organisation o ON o.id = m.organisation_id
 WHERE m.account_id = $1 AND m.state IN ('asked', 'active') ORDER BY o.name_fold, m.role;

-- me_acting ($1 session)
SELECT membership_id FROM session WHERE id = $1;

-- me_wards ($1 account)
SELECT g.ward_id, a.name FROM guardian g JOIN account a ON a.id = g.ward_id WHERE g.account_id = $1 AND g.state = 'active' ORDER BY a.name, g.ward_id;

-- me_sessions ($1 account, $2 now)
SELECT id, made_at, seen_at, address, agent, way FROM session WHERE account_id = $1 AND expires_at > $2 ORDER BY seen_at DESC, id DESC;

-- me_session_end ($1 account, $2 id)
DELETE FROM session WHERE account_id = $1 AND id = $2;

-- me_sessions_end ($1 account, $2 but this one)
DELETE FROM session WHERE account_id = $1 AND id <> $2;

-- me_consents ($1 account)
SELECT purpose, given_at, who FROM consent WHERE account_id = $1 AND withdrawn_at IS NULL ORDER BY id;

-- me_set ($1 account, $2 name, $3 language)
UPDATE account SET name = $2, language = $3 WHERE id = $1;

-- me_guardians ($1 account)
SELECT email, state FROM guardian WHERE ward_id = $1 AND state IN ('asked', 'active') ORDER BY id;
