-- mail_secret ($1 name)
SELECT value FROM secret WHERE name = $1;

-- mail_secret_put ($1 name, $2 value)
INSERT INTO secret (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- mail_secret_drop ($1 name)
DELETE FROM secret WHERE name = $1;

-- mail_write ($1 id, $2 now, $3 kind, $4 address, $5 subject, $6 body)
INSERT INTO outbox (id, made_at, kind, address, subject, body, sent_at, tries, problem) VALUES ($1, $2, $3, $4, $5, $6, NULL, 0, NULL);

-- mail_next ($1 now, $2 tries)
SELECT id FROM outbox WHERE kind IN ('mail', 'mail-link') AND sent_at IS NULL AND tries < $2 AND (due_at IS NULL OR due_at <= $1)
   AND (leased_until IS NULL OR leased_until <= $1) ORDER BY made_at, id LIMIT 1;

-- mail_lease ($1 id, $2 now, $3 until)
UPDATE outbox SET leased_until = $3 WHERE id = $1 AND sent_at IS NULL AND (leased_until IS NULL OR leased_until <= $2);

-- mail_read ($1 id)
SELECT address, subject, body, tries FROM outbox WHERE id = $1;

-- mail_sent ($1 id, $2 now)
UPDATE outbox SET sent_at = $2, leased_until = NULL, problem = NULL, body = CASE WHEN kind = 'mail-link' THEN '' ELSE body END WHERE id = $1;

-- mail_failed ($1 id, $2 tries, $3 due, $4 problem)
UPDATE outbox SET tries = $2, due_at = $3, leased_until = NULL, problem = $4 WHERE id = $1;

-- mail_rows ($1 state, $2 tries)
SELECT id, made_at, address, subject, sent_at, tries, problem FROM outbox
 WHERE kind IN ('mail', 'mail-link') AND ($1 = '' OR ($1 = 'sent' AND sent_at IS NOT NULL) OR ($1 = 'waiting' AND sent_at IS NULL AND tries < $2)
       OR ($1 = 'given-up' AND sent_at IS NULL AND tries >= $2)) ORDER BY made_at DESC, id DESC;
