-- repair_web_open ()
SELECT b.code, COALESCE(r.name_ru, s.name_ru, g.name_ru), COALESCE(r.name_en, s.name_en, g.name_en), b.starts_at, b.ends_at, b.reason
  FROM breakdown b LEFT JOIN resource r ON r.id = b.resource_id LEFT JOIN site s ON s.id = b.site_id
  LEFT JOIN organisation g ON g.id = b.organisation_id
 WHERE b.state = 'open' ORDER BY b.starts_at, b.id LIMIT 200;

-- repair_web_made ()
SELECT code, state, moved, made_at FROM repair ORDER BY made_at DESC, id DESC LIMIT 50;

-- repair_web_what ($1 code)
SELECT id, name_ru, name_en, quantity FROM resource WHERE code = $1;

-- repair_web_owner ($1 code)
SELECT organisation_id FROM resource WHERE code = $1;

-- repair_web_organisation ($1 code)
SELECT id FROM organisation WHERE code = $1;

-- repair_web_one ($1 code)
SELECT id, state, moved, below, made_at FROM repair WHERE code = $1;

-- repair_web_sees ($1 repair, $2 organisation)
SELECT COUNT(*) FROM repair_lesson s JOIN lesson l ON l.id = s.lesson_id JOIN offer f ON f.id = l.offer_id JOIN training_order o ON o.id = f.order_id
 WHERE s.repair_id = $1 AND (o.organisation_id = $2 OR EXISTS (SELECT 1 FROM part p WHERE p.offer_id = f.id AND p.organisation_id = $2)
    OR EXISTS (SELECT 1 FROM repair_ask a WHERE a.repair_id = $1 AND a.organisation_id = $2));

-- repair_web_asks ($1 repair)
SELECT g.code, g.name_ru, g.name_en, a.state, a.reason, g.id FROM repair_ask a JOIN organisation g ON g.id = a.organisation_id
 WHERE a.repair_id = $1 ORDER BY g.code;

-- repair_web_lessons ($1 repair)
SELECT s.lesson_id, m.name_ru, m.name_en, f.code, s.was_starts_at, s.was_ends_at, s.starts_at, s.ends_at
  FROM repair_lesson s JOIN lesson l ON l.id = s.lesson_id JOIN module m ON m.id = l.module_id JOIN offer f ON f.id = l.offer_id
 WHERE s.repair_id = $1 ORDER BY s.was_starts_at, s.lesson_id;

-- repair_web_uses ($1 repair, $2 lesson, $3 was)
SELECT r.name_ru, r.name_en, u.quantity FROM repair_use u JOIN resource r ON r.id = u.resource_id
 WHERE u.repair_id = $1 AND u.lesson_id = $2 AND u.was = $3 ORDER BY CASE r.kind WHEN 'room' THEN 0 WHEN 'equipment' THEN 1 ELSE 2 END, r.code;
