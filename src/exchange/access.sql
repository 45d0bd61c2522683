-- access_put ($1 id, $2 code, $3 name, $4 hash, $5 organisation, $6 scopes, $7 now, $8 who, $9 expires)
INSERT INTO access_token (id, code, name, hash, organisation_id, scopes, made_at, who, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- access_of ($1 hash, $2 now)
SELECT id, organisation_id, who, scopes, used_at FROM access_token WHERE hash = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2);

-- access_used ($1 id, $2 now)
UPDATE access_token SET used_at = $2 WHERE id = $1;

-- access_end ($1 code, $2 now)
UPDATE access_token SET revoked_at = COALESCE(revoked_at, $2) WHERE code = $1;

-- access_organisation ($1 code)
SELECT id FROM organisation WHERE code = $1;

-- access_owner ($1 code)
SELECT COALESCE(organisation_id, -1) FROM access_token WHERE code = $1;

-- access_rows ($1 organisation, 0 all)
SELECT t.code, t.name, o.code, t.scopes, t.made_at, t.expires_at, t.used_at, t.revoked_at
  FROM access_token t LEFT JOIN organisation o ON o.id = t.organisation_id WHERE $1 = 0 OR t.organisation_id = $1 ORDER BY t.id DESC;
