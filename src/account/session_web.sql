-- session_find ($1 hash, $2 now, $3 today)
SELECT s.id, s.account_id, a.name, a.language, s.seen_at, m.role, m.organisation_id, o.name_ru, o.name_en, g.ward_id, y.name, s.made_at, o.code
  FROM session s JOIN account a ON a.id = s.account_id AND a.state = 'active'
  LEFT JOIN membership m ON m.id = s.membership_id AND m.state = 'active' AND m.from_on <= $3 AND (m.to_on IS NULL OR m.to_on >= $3)
  LEFT JOIN organisation o ON o.id = m.organisation_id
  LEFT JOIN guardian g ON g.ward_id = s.ward_id AND g.account_id = s.account_id AND g.state = 'active'
  LEFT JOIN account y ON y.id = g.ward_id
 WHERE s.hash = $1 AND s.expires_at > $2;

-- session_any ()
SELECT 1 FROM account LIMIT 1;

-- session_seen ($1 id, $2 now, $3 expires)
UPDATE session SET seen_at = $2, expires_at = $3 WHERE id = $1;

-- session_put ($1 hash, $2 id, $3 account, $4 membership, $5 now, $6 expires, $7 address, $8 agent, $9 way)
INSERT INTO session (hash, id, account_id, membership_id, made_at, seen_at, expires_at, address, agent, way) VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9);

-- session_drop ($1 hash)
DELETE FROM session WHERE hash = $1;

-- session_first ($1 account, $2 today)
SELECT m.id FROM membership m WHERE m.account_id = $1 AND m.state = 'active' AND m.from_on <= $2 AND (m.to_on IS NULL OR m.to_on >= $2)
 ORDER BY CASE WHEN m.id = (SELECT s.membership_id FROM session s WHERE s.account_id = $1 ORDER BY s.seen_at DESC, s.id DESC LIMIT 1) THEN 0 ELSE 1 END, m.id LIMIT 1;

-- session_account_seen ($1 account, $2 now)
UPDATE account SET seen_at = $2 WHERE id = $1;

-- session_may_act ($1 membership, $2 account, $3 today)
SELECT count(*) FROM membership WHERE id = $1 AND account_id = $2 AND state = 'active' AND from_on <= $3 AND (to_on IS NULL OR to_on >= $3);

-- session_may_guard ($1 ward, $2 account)
SELECT count(*) FROM guardian WHERE ward_id = $1 AND account_id = $2 AND state = 'active';

-- session_act_for ($1 id, $2 membership, $3 ward)
UPDATE session SET membership_id = $2, ward_id = $3 WHERE id = $1;
