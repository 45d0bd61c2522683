-- hook_put ($1 id, $2 code, $3 organisation, $4 address, $5 secret, $6 events, $7 now, $8 who)
INSERT INTO hook (id, code, organisation_id, address, secret, events, state, made_at, who, failures) VALUES ($1, $2, $3, $4, $5, $6, 'active', $7, $8, 0);

-- hook_organisation ($1 code)
SELECT id FROM organisation WHERE code = $1;

-- hook_known ($1 code)
SELECT COALESCE(organisation_id, -1) FROM hook WHERE code = $1;

-- hook_drop ($1 code)
DELETE FROM hook WHERE code = $1;

-- hook_forget ($1 code): what it was to be told
DELETE FROM outbox WHERE kind = 'hook' AND address = $1 AND sent_at IS NULL;

-- hook_rows ($1 organisation, 0 all)
SELECT h.code, o.code, h.address, h.events, h.state, h.told_at,
       (SELECT count(*) FROM outbox x WHERE x.kind = 'hook' AND x.address = h.code AND x.sent_at IS NULL AND x.tries < 8)
  FROM hook h LEFT JOIN organisation o ON o.id = h.organisation_id WHERE $1 = 0 OR h.organisation_id = $1 ORDER BY h.id;

-- hook_next ($1 now, $2 tries)
SELECT x.id FROM outbox x JOIN hook h ON h.code = x.address
 WHERE x.kind = 'hook' AND x.sent_at IS NULL AND x.tries < $2 AND h.state <> 'paused' AND (x.due_at IS NULL OR x.due_at <= $1)
   AND (x.leased_until IS NULL OR x.leased_until <= $1) ORDER BY x.id LIMIT 1;

-- hook_lease ($1 id, $2 now, $3 until)
UPDATE outbox SET leased_until = $3 WHERE id = $1 AND sent_at IS NULL AND (leased_until IS NULL OR leased_until <= $2);

-- hook_read ($1 id)
SELECT x.tries, x.subject, h.code, h.address, h.secret, h.organisation_id, a.id, a.object, a.object_code, a.verb, a.made_at, a.organisation_id
  FROM outbox x JOIN hook h ON h.code = x.address LEFT JOIN audit a ON CAST(a.id AS TEXT) = x.body WHERE x.id = $1;

-- hook_concerns ($1 object, $2 code, $3 organisation): an order is its employer's, an offer of its employer and of those with a part in it
SELECT CASE
    WHEN $1 = 'training_order' THEN (SELECT count(*) FROM training_order t WHERE t.code = $2 AND t.organisation_id = $3)
    WHEN $1 = 'offer' THEN (SELECT count(*) FROM offer f JOIN training_order t ON t.id = f.order_id WHERE f.code = $2
         AND (t.organisation_id = $3 OR (f.state IN ('held', 'agreed') AND EXISTS (SELECT 1 FROM part p WHERE p.offer_id = f.id AND p.organisation_id = $3))))
    WHEN $1 = 'claim' THEN (SELECT count(*) FROM claim c WHERE c.code = $2
         AND (c.organisation_id = $3 OR EXISTS (SELECT 1 FROM claim_part p WHERE p.claim_id = c.id AND p.organisation_id = $3)))
    ELSE 0 END;

-- hook_told ($1 id, $2 now)
UPDATE outbox SET sent_at = $2, leased_until = NULL, problem = NULL WHERE id = $1;

-- hook_failed ($1 id, $2 tries, $3 due, $4 problem)
UPDATE outbox SET tries = $2, due_at = $3, leased_until = NULL, problem = $4 WHERE id = $1;

-- hook_state ($1 code, $2 failures, $3 state, $4 told)
UPDATE hook SET failures = CASE WHEN $2 = 0 THEN 0 ELSE failures + $2 END, state = $3, told_at = COALESCE($4, told_at) WHERE code = $1;
