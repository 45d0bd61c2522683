-- account_by_key ($1 key)
SELECT id, email, name, password, state, totp_key, totp_step, language, born_on FROM account WHERE email_key = $1 AND state <> 'erased';

-- account_by_number ($1 id)
SELECT id, email, name, password, state, totp_key, totp_step, language, born_on FROM account WHERE id = $1;

-- account_taken ($1 key)
SELECT count(*) FROM account WHERE email_key = $1;

-- account_put ($1 id, $2 email, $3 key, $4 name, $5 password, $6 language, $7 state, $8 born, $9 now, $10 confirmed)
INSERT INTO account (id, email, email_key, name, password, language, state, born_on, made_at, confirmed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- account_set_password ($1 id, $2 password)
UPDATE account SET password = $2 WHERE id = $1;

-- account_set_confirmed ($1 id, $2 now)
UPDATE account SET confirmed_at = $2, state = 'active' WHERE id = $1 AND state = 'new';

-- account_set_state ($1 id, $2 state)
UPDATE account SET state = CASE WHEN $2 = 'active' AND confirmed_at IS NULL THEN 'new' ELSE $2 END WHERE id = $1 AND state <> 'erased';

-- account_sessions_end ($1 account, $2 but this one)
DELETE FROM session WHERE account_id = $1 AND id <> $2;

-- account_tokens_end ($1 account, $2 kind)
DELETE FROM token WHERE account_id = $1 AND ($2 = '' OR kind = $2);

-- account_organisation ($1 code)
SELECT id, kind, roles, CASE WHEN kind = 'centre' OR code = (SELECT value FROM setting WHERE name = 'centre') THEN 1 ELSE 0 END
  FROM organisation WHERE code = $1;

-- account_staff ($1 code)
SELECT id FROM resource WHERE code = $1 AND kind = 'staff';

-- member_find ($1 account, $2 organisation, $3 role)
SELECT id, state FROM membership WHERE account_id = $1 AND organisation_id = $2 AND role = $3 AND state IN ('asked', 'active');

-- member_put ($1 id, $2 account, $3 organisation, $4 role, $5 state, $6 from, $7 to, $8 staff, $9 note, $10 now, $11 who)
INSERT INTO membership (id, account_id, organisation_id, role, state, from_on, to_on, staff_id, note, made_at, who)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- member_change ($1 id, $2 state, $3 from, $4 to, $5 staff)
UPDATE membership SET state = $2, from_on = $3, to_on = $4, staff_id = COALESCE($5, staff_id) WHERE id = $1;

-- member_set_state ($1 id, $2 state, $3 now, $4 today)
UPDATE membership SET state = $2, answered_at = $3,
       to_on = CASE WHEN $2 = 'ended' AND (to_on IS NULL OR to_on > $4) THEN CASE WHEN from_on > $4 THEN from_on ELSE $4 END ELSE to_on END WHERE id = $1;

-- member_one ($1 id)
SELECT m.account_id, m.organisation_id, m.role, m.state, o.code FROM membership m JOIN organisation o ON o.id = m.organisation_id WHERE m.id = $1;

-- member_keepers ($1 but this one, $2 today)
SELECT count(*) FROM membership m JOIN account a ON a.id = m.account_id
 WHERE m.role IN ('director', 'admin') AND m.state = 'active' AND a.state = 'active' AND m.id <> $1 AND (m.to_on IS NULL OR m.to_on >= $2);

-- member_sessions_leave ($1 membership)
UPDATE session SET membership_id = NULL WHERE membership_id = $1;

-- account_rows ($1 organisation, $2 role, $3 like)
SELECT a.id, a.email, a.name, a.state, o.code, m.role, m.state, m.from_on, m.to_on, a.made_at, a.seen_at, CASE WHEN a.totp_key IS NULL THEN 0 ELSE 1 END
  FROM account a LEFT JOIN membership m ON m.account_id = a.id AND m.state IN ('asked', 'active') LEFT JOIN organisation o ON o.id = m.organisation_id
 WHERE a.state <> 'erased' AND ($1 = '' OR o.code = $1) AND ($2 = '' OR m.role = $2)
   AND ($3 = '' OR a.email_key LIKE $3 ESCAPE '!' OR a.name LIKE $3 ESCAPE '!')
 ORDER BY a.email_key, o.code, m.role;
