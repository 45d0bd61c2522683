-- timetable_web_offers ($1 whose, $2 now)
SELECT f.code, o.title_ru, o.title_en FROM offer f JOIN training_order o ON o.id = f.order_id
 WHERE (f.state = 'agreed' OR (f.state = 'held' AND f.expires_at > $2))
   AND ($1 = 0 OR o.organisation_id = $1 OR EXISTS (SELECT 1 FROM part p WHERE p.offer_id = f.id AND p.organisation_id = $1))
 ORDER BY f.starts_on, f.id LIMIT 200;

-- timetable_web_partners ($1 whose, $2 now)
SELECT DISTINCT g.code, g.name_ru, g.name_en FROM part p JOIN organisation g ON g.id = p.organisation_id JOIN offer f ON f.id = p.offer_id
  JOIN training_order o ON o.id = f.order_id
 WHERE (f.state = 'agreed' OR (f.state = 'held' AND f.expires_at > $2))
   AND ($1 = 0 OR o.organisation_id = $1 OR EXISTS (SELECT 1 FROM part x WHERE x.offer_id = f.id AND x.organisation_id = $1))
 ORDER BY g.code LIMIT 200;

-- timetable_web_rooms ($1 whose, $2 now)
SELECT DISTINCT r.code, r.name_ru, r.name_en FROM lesson l JOIN offer f ON f.id = l.offer_id JOIN training_order o ON o.id = f.order_id
  JOIN lesson_resource u ON u.lesson_id = l.id JOIN resource r ON r.id = u.resource_id
 WHERE r.kind = 'room' AND (f.state = 'agreed' OR (f.state = 'held' AND f.expires_at > $2)) AND ($1 = 0 OR o.organisation_id = $1 OR r.organisation_id = $1)
 ORDER BY r.code LIMIT 300;

-- timetable_web_staff ($1 whose, $2 now)
SELECT DISTINCT r.code, r.name_ru, r.name_en FROM lesson l JOIN offer f ON f.id = l.offer_id JOIN training_order o ON o.id = f.order_id
  JOIN lesson_resource u ON u.lesson_id = l.id JOIN resource r ON r.id = u.resource_id
 WHERE r.kind = 'staff' AND (f.state = 'agreed' OR (f.state = 'held' AND f.expires_at > $2)) AND ($1 = 0 OR o.organisation_id = $1 OR r.organisation_id = $1)
 ORDER BY r.code LIMIT 300;

-- timetable_web_next ($1 from, $2 now, $3 whose)
SELECT MIN(l.starts_at) FROM lesson l JOIN offer f ON f.id = l.offer_id JOIN training_order o ON o.id = f.order_id
 WHERE (f.state = 'agreed' OR (f.state = 'held' AND f.expires_at > $2)) AND l.starts_at >= $1
   AND ($3 = 0 OR o.organisation_id = $3 OR EXISTS (SELECT 1 FROM part p WHERE p.offer_id = f.id AND p.organisation_id = $3));

-- timetable_web_broken ()
SELECT COUNT(*) FROM breakdown WHERE state = 'open';
