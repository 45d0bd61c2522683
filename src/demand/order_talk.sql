-- talk_lock ($1 order): its row, before anything of it is changed
UPDATE training_order SET state = state WHERE id = $1;

-- talk_taken ($1 order)
SELECT code FROM offer WHERE order_id = $1 AND state IN ('held', 'agreed') ORDER BY id LIMIT 1;

-- talk_offer ($1 order)
SELECT code, state FROM offer WHERE order_id = $1
 ORDER BY CASE state WHEN 'agreed' THEN 0 WHEN 'held' THEN 1 WHEN 'made' THEN 2 ELSE 3 END, made_at DESC, id LIMIT 1;

-- talk_silent ($1 offer code): owners that have not answered
SELECT g.name_ru, g.name_en FROM part p JOIN offer f ON f.id = p.offer_id JOIN organisation g ON g.id = p.organisation_id
 WHERE f.code = $1 AND p.state = 'asked' ORDER BY g.code;

-- talk_repair_asked ($1 order): owners that a repair asks
SELECT DISTINCT g.name_ru, g.name_en, r.code FROM repair_ask a JOIN repair r ON r.id = a.repair_id JOIN repair_lesson s ON s.repair_id = a.repair_id
  JOIN lesson l ON l.id = s.lesson_id JOIN offer f ON f.id = l.offer_id JOIN organisation g ON g.id = a.organisation_id
 WHERE f.order_id = $1 AND a.state = 'asked' ORDER BY r.code;

-- talk_open_changes ($1 order)
SELECT COUNT(*) FROM order_change WHERE order_id = $1 AND state = 'proposed';

-- talk_changes ($1 order)
SELECT c.number, c.terms, c.text, c.state, c.reason, c.organisation_id, c.made_at, g.name_ru, g.name_en
  FROM order_change c LEFT JOIN organisation g ON g.id = c.organisation_id WHERE c.order_id = $1 ORDER BY c.number;

-- talk_change ($1 order, $2 number)
SELECT id, terms, state, organisation_id FROM order_change WHERE order_id = $1 AND number = $2;

-- talk_next_number ($1 order)
SELECT COALESCE(MAX(number), 0) + 1 FROM order_change WHERE order_id = $1;

-- talk_insert ($1 id, $2 order, $3 number, $4 terms, $5 text, $6 organisation, $7 who, $8 now, $9 state, $10 answered)
INSERT INTO order_change (id, order_id, number, terms, text, organisation_id, who, made_at, state, answered_at, reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, NULL);

-- talk_answer ($1 change, $2 state, $3 now, $4 reason)
UPDATE order_change SET state = $2, answered_at = $3, reason = $4 WHERE id = $1;

-- talk_versions ($1 order)
SELECT version, terms, made_at FROM order_version WHERE order_id = $1 ORDER BY version;

-- talk_keep ($1 order, $2 terms, $3 now, $4 who, $5 organisation)
INSERT INTO order_version (order_id, version, terms, made_at, who, organisation_id)
SELECT $1, COALESCE(MAX(version), 0) + 1, $2, $3, $4, $5 FROM order_version WHERE order_id = $1;

-- talk_set ($1 order, $2 people, $3 earliest, $4 deadline, $5 weekdays, $6 from, $7 to, $8 day, $9 travel, $10 budget)
UPDATE training_order SET people = $2, earliest_on = $3, deadline_on = $4, weekdays = $5, from_min = $6, to_min = $7, day_most_ah = $8,
       travel_most_min = $9, budget_minor = $10, state = CASE state WHEN 'offered' THEN 'open' ELSE state END
 WHERE id = $1;

-- talk_address ($1 organisation)
SELECT email, name_ru, name_en FROM organisation WHERE id = $1 AND email IS NOT NULL AND email <> '';

-- talk_centre ()
SELECT g.id FROM setting s JOIN organisation g ON g.code = s.value WHERE s.name = 'centre';

-- talk_post ($1 id, $2 now, $3 address, $4 subject, $5 body)
INSERT INTO outbox (id, made_at, kind, address, subject, body, sent_at, tries, problem) VALUES ($1, $2, 'mail', $3, $4, $5, NULL, 0, NULL);

-- talk_stale ($1 order): offers nobody accepted answer the order as it was
UPDATE offer SET state = 'withdrawn' WHERE order_id = $1 AND state = 'made';
