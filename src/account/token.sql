-- token_put ($1 hash, $2 kind, $3 account, $4 now, $5 expires, $6 detail)
INSERT INTO token (hash, kind, account_id, made_at, expires_at, detail) VALUES ($1, $2, $3, $4, $5, $6);

-- token_find ($1 hash, $2 kind, $3 now)
SELECT account_id, detail FROM token WHERE hash = $1 AND kind = $2 AND expires_at > $3;

-- token_drop ($1 hash)
DELETE FROM token WHERE hash = $1;
