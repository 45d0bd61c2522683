-- notice_owners ($1 offer)
SELECT DISTINCT g.id, g.name_ru, g.name_en, g.email FROM part p JOIN organisation g ON g.id = p.organisation_id
 WHERE p.offer_id = $1 AND g.email IS NOT NULL AND g.email <> '' ORDER BY g.id;

-- notice_employer ($1 offer)
SELECT g.id, g.name_ru, g.name_en, g.email FROM offer f JOIN training_order o ON o.id = f.order_id JOIN organisation g ON g.id = o.organisation_id
 WHERE f.id = $1 AND g.email IS NOT NULL AND g.email <> '';

-- notice_resource ($1 id)
SELECT organisation_id, name_ru, name_en, kind FROM resource WHERE id = $1;

-- notice_lesson ($1 id)
SELECT m.name_ru, m.name_en, l.cohort, l.part, f.cohorts, m.organisation_id FROM lesson l JOIN module m ON m.id = l.module_id JOIN offer f ON f.id = l.offer_id WHERE l.id = $1;

-- notice_teacher ($1 resource)
SELECT a.name, a.email, a.language FROM membership m JOIN account a ON a.id = m.account_id
 WHERE m.staff_id = $1 AND m.state = 'active' AND m.role = 'teacher' AND a.state = 'active' ORDER BY a.id LIMIT 1;

-- notice_post ($1 id, $2 now, $3 address, $4 subject, $5 body)
INSERT INTO outbox (id, made_at, kind, address, subject, body, sent_at, tries, problem) VALUES ($1, $2, 'mail', $3, $4, $5, NULL, 0, NULL);
