-- home_orders ()
SELECT o.code, o.title_ru, o.title_en, e.name_ru, e.name_en, o.people, o.deadline_on, o.state,
       (SELECT f.code FROM offer f WHERE f.order_id = o.id ORDER BY CASE f.state WHEN 'held' THEN 0 WHEN 'made' THEN 1 ELSE 2 END, f.made_at DESC, f.id LIMIT 1),
       (SELECT f.state FROM offer f WHERE f.order_id = o.id ORDER BY CASE f.state WHEN 'held' THEN 0 WHEN 'made' THEN 1 ELSE 2 END, f.made_at DESC, f.id LIMIT 1),
       COALESCE(o.municipality, e.municipality), (SELECT count(*) FROM order_change c WHERE c.order_id = o.id AND c.state = 'proposed')
  FROM training_order o JOIN organisation e ON e.id = o.organisation_id
 WHERE o.state IN ('open', 'offered') ORDER BY o.deadline_on, o.code;

-- home_counts ()
SELECT (SELECT count(*) FROM organisation), (SELECT count(*) FROM module), (SELECT count(*) FROM resource WHERE kind = 'room'),
       (SELECT count(*) FROM resource WHERE kind = 'equipment'), (SELECT count(*) FROM resource WHERE kind = 'staff'),
       (SELECT count(*) FROM training_order WHERE state IN ('agreed', 'running'));

-- home_sites ()
SELECT s.municipality, s.lat, s.lon, o.code, o.name_ru, o.name_en FROM site s JOIN organisation o ON o.id = s.organisation_id
 WHERE s.lat IS NOT NULL AND s.lon IS NOT NULL ORDER BY s.municipality, s.code;

-- home_untaught ()
SELECT c.code, c.name_ru, c.name_en, a.level, sum(o.people), count(*), min(o.deadline_on),
       (SELECT max(g.level) FROM module_competence g WHERE g.competence_id = c.id)
  FROM order_competence a JOIN training_order o ON o.id = a.order_id JOIN competence c ON c.id = a.competence_id
 WHERE o.state IN ('open', 'offered')
   AND NOT EXISTS (SELECT 1 FROM module_competence g WHERE g.competence_id = a.competence_id AND g.level >= a.level)
 GROUP BY c.id, c.code, c.name_ru, c.name_en, a.level ORDER BY sum(o.people) DESC, c.code;

-- home_costly ()
SELECT r.id, r.code, r.name_ru, r.name_en, o.name_ru, o.name_en, r.quantity, r.price_ah_minor
  FROM resource r JOIN organisation o ON o.id = r.organisation_id
 WHERE r.kind = 'equipment' AND r.price_ah_minor > 0 ORDER BY r.price_ah_minor DESC, r.code LIMIT 40;

-- home_busy ($1 resource, $2 from, $3 to)
SELECT starts_at, ends_at, weeks, quantity FROM busy WHERE resource_id = $1 AND starts_at < $3 AND ends_at + (weeks - 1) * 10080 > $2;

-- home_booked ($1 resource, $2 from, $3 to)
SELECT COALESCE(sum(ends_at - starts_at), 0) FROM booking WHERE resource_id = $1 AND live = 1 AND starts_at < $3 AND ends_at > $2;

-- home_changes ()
SELECT made_at, verb, object, object_code FROM audit
 WHERE object IN ('training_order', 'offer', 'agreement', 'import') ORDER BY made_at DESC, id DESC LIMIT 8;
