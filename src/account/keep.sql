-- keep_consent_put ($1 id, $2 account, $3 purpose, $4 version, $5 now, $6 who)
INSERT INTO consent (id, account_id, purpose, version, given_at, who) VALUES ($1, $2, $3, $4, $5, $6);

-- keep_consent_live ($1 account, $2 purpose, $3 version)
SELECT count(*) FROM consent WHERE account_id = $1 AND purpose = $2 AND version = $3 AND withdrawn_at IS NULL;

-- keep_consent_by_guardian ($1 account, $2 purpose)
SELECT count(*) FROM consent c JOIN guardian g ON g.ward_id = c.account_id AND g.account_id = c.who AND g.state = 'active'
 WHERE c.account_id = $1 AND c.purpose = $2 AND c.withdrawn_at IS NULL;

-- keep_consent_by_self ($1 account, $2 purpose)
SELECT count(*) FROM consent WHERE account_id = $1 AND purpose = $2 AND withdrawn_at IS NULL;

-- keep_consent_end ($1 account, $2 purpose, $3 now)
UPDATE consent SET withdrawn_at = $3 WHERE account_id = $1 AND purpose = $2 AND withdrawn_at IS NULL;

-- keep_account ($1 account)
SELECT email, name, language, state, born_on, CASE WHEN totp_key IS NULL THEN 0 ELSE 1 END, made_at, confirmed_at, seen_at FROM account WHERE id = $1;

-- keep_memberships ($1 account)
SELECT o.code, COALESCE(o.name_ru, o.name_en), m.role, m.state, m.from_on, m.to_on, m.note, m.made_at, s.code
  FROM membership m JOIN organisation o ON o.id = m.organisation_id LEFT JOIN resource s ON s.id = m.staff_id WHERE m.account_id = $1 ORDER BY m.id;

-- keep_sessions ($1 account)
SELECT made_at, seen_at, address, agent, way FROM session WHERE account_id = $1 ORDER BY made_at;

-- keep_consents ($1 account)
SELECT purpose, version, given_at, withdrawn_at, CASE WHEN who = account_id THEN 1 ELSE 0 END FROM consent WHERE account_id = $1 ORDER BY id;

-- keep_guardians ($1 account)
SELECT 'guardian', g.email, g.state, g.made_at FROM guardian g WHERE g.ward_id = $1
UNION ALL SELECT 'ward', a.name, g.state, g.made_at FROM guardian g JOIN account a ON a.id = g.ward_id WHERE g.account_id = $1;

-- keep_identities ($1 account)
SELECT p.issuer, i.subject, i.made_at FROM identity i JOIN provider p ON p.id = i.provider_id WHERE i.account_id = $1;

-- keep_of_letters ($1 key)
SELECT made_at, subject, CASE WHEN kind = 'mail-link' THEN '' ELSE body END, sent_at FROM outbox WHERE lower(address) = $1 AND kind IN ('mail', 'mail-link') ORDER BY made_at, id;

-- keep_deeds ($1 account)
SELECT made_at, verb, object, object_code FROM audit WHERE who = $1 ORDER BY made_at, id;

-- keep_key ($1 account)
SELECT email_key FROM account WHERE id = $1 AND state <> 'erased';

-- keep_keeper ($1 account, $2 today)
SELECT CASE WHEN EXISTS (SELECT 1 FROM membership m WHERE m.account_id = $1 AND m.role IN ('director', 'admin') AND m.state = 'active')
   AND NOT EXISTS (SELECT 1 FROM membership m JOIN account a ON a.id = m.account_id WHERE m.account_id <> $1 AND m.role IN ('director', 'admin')
                    AND m.state = 'active' AND a.state = 'active' AND (m.to_on IS NULL OR m.to_on >= $2)) THEN 1 ELSE 0 END;

-- keep_wipe ($1 account, $2 nobody)
UPDATE account SET email = $2, email_key = $2, name = '', password = NULL, totp_key = NULL, totp_step = NULL, born_on = NULL, state = 'erased' WHERE id = $1;

-- keep_wipe_letters ($1 key)
UPDATE outbox SET address = '', subject = '', body = '', sent_at = COALESCE(sent_at, 0) WHERE lower(address) = $1 AND kind IN ('mail', 'mail-link');

-- keep_wipe_guardian ($1 account, $2 key)
UPDATE guardian SET email = '', state = CASE WHEN state IN ('asked', 'active') THEN 'ended' ELSE state END WHERE account_id = $1 OR ward_id = $1 OR lower(email) = $2;

-- keep_wipe_members ($1 account, $2 now, $3 today)
UPDATE membership SET note = NULL, answered_at = $2, to_on = CASE WHEN to_on IS NULL OR to_on > $3 THEN CASE WHEN from_on > $3 THEN from_on ELSE $3 END ELSE to_on END,
       state = CASE WHEN state IN ('asked', 'active') THEN 'ended' ELSE state END WHERE account_id = $1;

-- keep_wipe_wards ($1 account)
UPDATE session SET ward_id = NULL WHERE ward_id = $1;

-- keep_wipe_sessions ($1 account)
DELETE FROM session WHERE account_id = $1;

-- keep_wipe_tokens ($1 account)
DELETE FROM token WHERE account_id = $1;

-- keep_wipe_codes ($1 account)
DELETE FROM recovery_code WHERE account_id = $1;

-- keep_wipe_identities ($1 account)
DELETE FROM identity WHERE account_id = $1;

-- keep_wipe_consents ($1 account, $2 now)
UPDATE consent SET withdrawn_at = $2 WHERE account_id = $1 AND withdrawn_at IS NULL;

-- tidy_sessions ($1 now)
DELETE FROM session WHERE expires_at <= $1;

-- tidy_tokens ($1 now)
DELETE FROM token WHERE expires_at <= $1;

-- tidy_attempts ($1 now)
DELETE FROM attempt WHERE over_at <= $1;

-- tidy_letters ($1 before)
UPDATE outbox SET address = '', subject = '', body = '' WHERE sent_at IS NOT NULL AND sent_at < $1 AND address <> '' AND kind IN ('mail', 'mail-link');

-- tidy_unconfirmed ($1 before)
SELECT id FROM account WHERE state = 'new' AND made_at < $1 AND NOT EXISTS (SELECT 1 FROM token t WHERE t.account_id = account.id) LIMIT 100;

-- tidy_unused ($1 before, $2 today)
SELECT id FROM account WHERE state IN ('active', 'disabled') AND COALESCE(seen_at, confirmed_at, made_at) < $1
   AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.account_id = account.id AND m.state = 'active' AND (m.to_on IS NULL OR m.to_on >= $2)) LIMIT 100;

-- tidy_sign_ins ($1 before)
DELETE FROM audit WHERE verb = 'signed in' AND object = 'account' AND made_at < $1;
