-- gap_orders (today, by)
SELECT a.competence_id, coalesce(o.municipality, e.municipality, ''), a.level, sum(o.people)
  FROM order_competence a JOIN training_order o ON o.id = a.order_id JOIN organisation e ON e.id = o.organisation_id
 WHERE o.state IN ('open', 'offered') AND o.deadline_on >= $1 AND o.deadline_on <= $2
 GROUP BY a.competence_id, coalesce(o.municipality, e.municipality, ''), a.level
 UNION ALL
SELECT x.competence_id, coalesce(o.municipality, e.municipality, ''), x.level, sum(o.people)
  FROM training_order o JOIN organisation e ON e.id = o.organisation_id
  JOIN occupation_competence x ON x.occupation_id = o.occupation_id AND x.relation = 'essential'
 WHERE o.state IN ('open', 'offered') AND o.deadline_on >= $1 AND o.deadline_on <= $2
   AND NOT EXISTS (SELECT 1 FROM order_competence a WHERE a.order_id = o.id)
 GROUP BY x.competence_id, coalesce(o.municipality, e.municipality, ''), x.level;

-- gap_signals (today, by)
SELECT s.competence_id, coalesce(s.municipality, ''), s.level, s.people, s.confidence FROM signal s
 WHERE s.competence_id IS NOT NULL AND s.by_on >= $1 AND s.by_on <= $2
 UNION ALL
SELECT x.competence_id, coalesce(s.municipality, ''), x.level, s.people, s.confidence
  FROM signal s JOIN occupation_competence x ON x.occupation_id = s.occupation_id AND x.relation = 'essential'
 WHERE s.competence_id IS NULL AND s.by_on >= $1 AND s.by_on <= $2;

-- gap_months (today)
SELECT min(month_on), max(month_on) FROM vacancy WHERE twin_id IS NULL AND month_on <= $1;

-- gap_read (since, until)
SELECT count(*) FROM vacancy WHERE twin_id IS NULL AND month_on >= $1 AND month_on <= $2;

-- gap_adverts (since, until)
SELECT competence_id, municipality, sum(places), sum(vacancies) FROM need WHERE month_on >= $1 AND month_on <= $2
 GROUP BY competence_id, municipality;

-- gap_competences ()
SELECT id, code, name_ru, name_en FROM competence ORDER BY id;

-- gap_competence (code)
SELECT id FROM competence WHERE code = $1;

-- gap_settings ()
SELECT name, value FROM setting WHERE name IN ('today', 'utc_offset_min', 'people_per_vacancy');

-- gap_task_same (kind, competence, place)
SELECT code FROM gap_task WHERE kind = $1 AND competence_id = $2 AND coalesce(municipality, '') = $3 AND state = 'open' ORDER BY id LIMIT 1;

-- gap_task_put (id, code, kind, competence, level, municipality, people, by, organisation, note, now, who)
INSERT INTO gap_task (id, code, kind, competence_id, level, municipality, people, by_on, organisation_id, state, note, made_at, who)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', $10, $11, $12);

-- gap_task_close (code, state, closed)
UPDATE gap_task SET state = $2, closed_at = $3 WHERE code = $1;

-- gap_task_was (code)
SELECT state FROM gap_task WHERE code = $1;

-- gap_task_audit (id, now, who, verb, code, before, after)
INSERT INTO audit (id, made_at, who, organisation_id, verb, object, object_code, before, after) VALUES ($1, $2, $3, NULL, $4, 'gap_task', $5, $6, $7);

-- gap_organisation (code)
SELECT id, name_ru, name_en, email FROM organisation WHERE code = $1;

-- gap_competence_named (code)
SELECT id, name_ru, name_en FROM competence WHERE code = $1;

-- gap_mail (id, now, address, subject, body)
INSERT INTO outbox (id, made_at, kind, address, subject, body, tries) VALUES ($1, $2, 'mail', $3, $4, $5, 0);

-- gap_task_list (state, competence)
SELECT t.code, t.kind, c.code, c.name_ru, c.name_en, t.level, t.municipality, t.people, t.by_on, o.code, o.name_ru, o.name_en, t.state, t.note
  FROM gap_task t JOIN competence c ON c.id = t.competence_id LEFT JOIN organisation o ON o.id = t.organisation_id
 WHERE ($1 = '' OR t.state = $1) AND ($2 = '' OR c.code = $2)
 ORDER BY CASE t.state WHEN 'open' THEN 0 ELSE 1 END, t.by_on, t.id;

-- gap_owners (competence)
SELECT o.code, o.name_ru, o.name_en, count(*) FROM module_competence g JOIN module m ON m.id = g.module_id JOIN organisation o ON o.id = m.organisation_id
 WHERE g.competence_id = $1 GROUP BY o.id, o.code, o.name_ru, o.name_en ORDER BY count(*) DESC, o.code;

-- gap_developers (competence)
SELECT o.code, o.name_ru, o.name_en, sum(x.knows) AS knows, sum(x.near) AS near FROM (
  SELECT r.organisation_id, 1 AS knows, 0 AS near FROM staff_competence s JOIN resource r ON r.id = s.staff_id WHERE s.competence_id = $1
  UNION ALL
  SELECT m.organisation_id, 0, 1 FROM occupation_competence a JOIN occupation_competence b ON b.occupation_id = a.occupation_id
    JOIN module_competence g ON g.competence_id = b.competence_id JOIN module m ON m.id = g.module_id WHERE a.competence_id = $1
  UNION ALL
  SELECT m.organisation_id, 0, 1 FROM module_competence g JOIN module m ON m.id = g.module_id WHERE g.competence_id = $1
 ) x JOIN organisation o ON o.id = x.organisation_id
 GROUP BY o.id, o.code, o.name_ru, o.name_en ORDER BY sum(x.knows) DESC, sum(x.near) DESC, o.code LIMIT 8;

-- gap_places ()
SELECT DISTINCT municipality, municipality, municipality FROM site WHERE municipality IS NOT NULL AND municipality <> '' ORDER BY municipality;

-- gap_sites ()
SELECT s.municipality, s.lat, s.lon, o.code, o.name_ru, o.name_en FROM site s JOIN organisation o ON o.id = s.organisation_id
 WHERE s.lat IS NOT NULL AND s.lon IS NOT NULL ORDER BY s.municipality, s.code;

-- gap_orders_of (competence, whose)
SELECT o.code, o.title_ru, o.title_en, e.code, e.name_ru, e.name_en, a.level, o.people, o.deadline_on, o.state, coalesce(o.municipality, e.municipality, '')
  FROM order_competence a JOIN training_order o ON o.id = a.order_id JOIN organisation e ON e.id = o.organisation_id
 WHERE a.competence_id = $1 AND o.state IN ('open', 'offered') AND ($2 = 0 OR o.organisation_id = $2)
 ORDER BY o.deadline_on, o.code;

-- gap_signals_of (competence)
SELECT s.code, s.kind, s.title_ru, s.title_en, o.code, o.name_ru, o.name_en, s.municipality, s.people, s.by_on, s.confidence, s.source, s.web
  FROM signal s LEFT JOIN organisation o ON o.id = s.organisation_id
 WHERE s.competence_id = $1 OR EXISTS (SELECT 1 FROM occupation_competence x WHERE x.occupation_id = s.occupation_id AND x.relation = 'essential' AND x.competence_id = $1)
 ORDER BY s.by_on, s.code;
