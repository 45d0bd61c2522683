-- second_used ($1 account, $2 step)
UPDATE account SET totp_step = $2 WHERE id = $1 AND totp_key IS NOT NULL AND (totp_step IS NULL OR totp_step < $2);

-- second_set ($1 account, $2 key, $3 step)
UPDATE account SET totp_key = $2, totp_step = $3 WHERE id = $1;

-- second_codes_drop ($1 account)
DELETE FROM recovery_code WHERE account_id = $1;

-- second_code_put ($1 account, $2 hash)
INSERT INTO recovery_code (account_id, hash) VALUES ($1, $2);

-- second_code_use ($1 account, $2 hash, $3 now)
UPDATE recovery_code SET used_at = $3 WHERE account_id = $1 AND hash = $2 AND used_at IS NULL;

-- second_codes_left ($1 account)
SELECT count(*) FROM recovery_code WHERE account_id = $1 AND used_at IS NULL;
