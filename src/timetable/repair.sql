-- Lessons that people count on: of agreed offers, and of held ones whose time has not run out.
-- repair_lessons ($1 from, $2 now)
SELECT l.id, l.offer_id, f.code, f.state, o.code, o.title_ru, o.title_en, l.module_id, l.cohort, l.position, l.part, l.site_id, l.starts_at,
       l.ends_at, l.hours_ah, f.people, f.cohorts
  FROM lesson l JOIN offer f ON f.id = l.offer_id JOIN training_order o ON o.id = f.order_id
 WHERE (f.state = 'agreed' OR (f.state = 'held' AND f.expires_at > $2)) AND l.ends_at > $1
 ORDER BY l.offer_id, l.starts_at, l.id;

-- repair_uses ($1 from, $2 now)
SELECT u.lesson_id, u.resource_id, u.quantity
  FROM lesson_resource u JOIN lesson l ON l.id = u.lesson_id JOIN offer f ON f.id = l.offer_id JOIN resource r ON r.id = u.resource_id
 WHERE (f.state = 'agreed' OR (f.state = 'held' AND f.expires_at > $2)) AND l.ends_at > $1
 ORDER BY l.offer_id, l.starts_at, l.id, CASE r.kind WHEN 'room' THEN 0 WHEN 'equipment' THEN 1 ELSE 2 END, r.id;

-- repair_bookings ($1 from, $2 now)
SELECT b.lesson_id, b.resource_id, b.starts_at, b.ends_at
  FROM booking b JOIN lesson l ON l.id = b.lesson_id JOIN offer f ON f.id = l.offer_id
 WHERE b.live = 1 AND (f.state = 'agreed' OR (f.state = 'held' AND f.expires_at > $2)) AND l.ends_at > $1
 ORDER BY l.offer_id, l.starts_at, l.id, b.resource_id, b.starts_at;

-- What an owner has refused for a lesson since it last had a place of its own.
-- repair_refusals ()
SELECT DISTINCT s.lesson_id, a.organisation_id FROM repair_ask a JOIN repair_lesson s ON s.repair_id = a.repair_id WHERE a.state = 'refused';

-- repair_busy_then ($1 resource, $2 from, $3 to)
SELECT kind, note, starts_at, ends_at, weeks FROM busy
 WHERE resource_id = $1 AND starts_at < $3 AND ends_at + (weeks - 1) * 10080 > $2 ORDER BY starts_at, id;

-- repair_closed_then ($1 site, $2 day)
SELECT reason_ru, reason_en FROM closure WHERE site_id = $1 AND from_on <= $2 AND to_on >= $2;

-- The next three are for PostgreSQL alone, in this order; one row each, in order of id.
-- repair_lock_order ($1 offer)
SELECT id FROM training_order WHERE id = (SELECT order_id FROM offer WHERE id = $1) FOR NO KEY UPDATE;

-- repair_lock_offer ($1 offer)
SELECT id FROM offer WHERE id = $1 FOR NO KEY UPDATE;

-- repair_lock_resource ($1 resource)
SELECT id FROM resource WHERE id = $1 FOR UPDATE;

-- repair_offer ($1 offer)
SELECT f.id, f.order_id, f.code, f.state, f.expires_at, f.document, o.code, o.title_ru, o.title_en, o.organisation_id, o.state, f.people
  FROM offer f JOIN training_order o ON o.id = f.order_id WHERE f.id = $1;

-- repair_lesson_now ($1 lesson)
SELECT starts_at, ends_at, site_id FROM lesson WHERE id = $1;

-- repair_lesson_uses ($1 lesson)
SELECT resource_id, quantity FROM lesson_resource WHERE lesson_id = $1 ORDER BY resource_id;

-- repair_release ($1 lesson, $2 resource)
UPDATE booking SET live = 0, state = 'released' WHERE lesson_id = $1 AND resource_id = $2 AND live = 1;

-- repair_book_unit ($1 id, $2 resource, $3 unit, $4 from, $5 to, $6 state, $7 lesson, $8 offer, $9 who, $10 now)
INSERT INTO booking (id, resource_id, unit, starts_at, ends_at, live, state, lesson_id, offer_id, who, made_at, note)
VALUES ($1, $2, $3, $4, $5, 1, $6, $7, $8, $9, $10, NULL);

-- repair_move ($1 lesson, $2 starts, $3 ends, $4 site)
UPDATE lesson SET starts_at = $2, ends_at = $3, site_id = $4 WHERE id = $1;

-- repair_forget_uses ($1 lesson)
DELETE FROM lesson_resource WHERE lesson_id = $1;

-- repair_insert_use ($1 lesson, $2 resource, $3 quantity)
INSERT INTO lesson_resource (lesson_id, resource_id, quantity) VALUES ($1, $2, $3);

-- repair_in_order ($1 lesson): the lessons of its module in its cohort, in order of time
SELECT l.id, l.position FROM lesson l JOIN lesson x ON x.offer_id = l.offer_id AND x.module_id = l.module_id AND x.cohort = l.cohort
 WHERE x.id = $1 ORDER BY l.starts_at, l.id;

-- repair_number ($1 lesson, $2 position)
UPDATE lesson SET position = $2 WHERE id = $1;

-- repair_closed ($1 lesson)
SELECT s.code FROM lesson l JOIN closure c ON c.site_id = l.site_id AND c.from_on <= l.starts_at / 1440 AND c.to_on >= l.starts_at / 1440
  JOIN site s ON s.id = l.site_id
 WHERE l.id = $1 AND (c.opens_min IS NULL OR l.starts_at % 1440 < c.opens_min OR l.ends_at - l.starts_at / 1440 * 1440 > c.closes_min) LIMIT 1;

-- repair_cohort_clash ($1 lesson): another lesson of the same people at the same time
SELECT x.id FROM lesson l JOIN lesson x ON x.offer_id = l.offer_id AND x.cohort = l.cohort AND x.id <> l.id
 WHERE l.id = $1 AND x.starts_at < l.ends_at AND x.ends_at > l.starts_at LIMIT 1;

-- repair_insert ($1 id, $2 code, $3 state, $4 moved, $5 lost, $6 below, $7 seed, $8 hash, $9 now, $10 who)
INSERT INTO repair (id, code, state, moved, lost, below, seed, plan_hash, made_at, undone_at, who)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL, $10);

-- repair_last_number ()
SELECT COALESCE(MAX(CAST(substr(code, 2) AS INTEGER)), 0) FROM repair;

-- repair_insert_lesson ($1 repair, $2 lesson, $3 was from, $4 was to, $5 was site, $6 from, $7 to, $8 site)
INSERT INTO repair_lesson (repair_id, lesson_id, was_starts_at, was_ends_at, was_site_id, starts_at, ends_at, site_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- repair_insert_repair_use ($1 repair, $2 lesson, $3 resource, $4 was, $5 quantity, $6 price)
INSERT INTO repair_use (repair_id, lesson_id, resource_id, was, quantity, price_minor) VALUES ($1, $2, $3, $4, $5, $6);

-- repair_insert_ask ($1 repair, $2 organisation)
INSERT INTO repair_ask (repair_id, organisation_id, state, answered_at, reason) VALUES ($1, $2, 'asked', NULL, NULL)
    ON CONFLICT (repair_id, organisation_id) DO NOTHING;

-- repair_by_code ($1 code)
SELECT id, code, state, moved FROM repair WHERE code = $1;

-- repair_lessons_of ($1 repair)
SELECT s.lesson_id, l.offer_id, s.was_starts_at, s.was_ends_at, s.was_site_id, s.starts_at, s.ends_at, s.site_id, l.hours_ah, l.cohort, l.module_id, l.part
  FROM repair_lesson s JOIN lesson l ON l.id = s.lesson_id WHERE s.repair_id = $1 ORDER BY l.offer_id, s.starts_at, s.lesson_id;

-- repair_uses_of ($1 repair)
SELECT u.lesson_id, u.resource_id, u.was, u.quantity, u.price_minor
  FROM repair_use u JOIN repair_lesson s ON s.repair_id = u.repair_id AND s.lesson_id = u.lesson_id JOIN lesson l ON l.id = u.lesson_id
 WHERE u.repair_id = $1 ORDER BY l.offer_id, s.starts_at, s.lesson_id, u.was, u.resource_id;

-- repair_undone ($1 id, $2 now)
UPDATE repair SET state = 'undone', undone_at = $2 WHERE id = $1;

-- repair_drop_asks ($1 repair)
DELETE FROM repair_ask WHERE repair_id = $1 AND state = 'asked';

-- repair_ask_one ($1 repair, $2 organisation code)
SELECT a.state, g.id, g.name_ru, g.name_en FROM repair_ask a JOIN organisation g ON g.id = a.organisation_id WHERE a.repair_id = $1 AND g.code = $2;

-- repair_set_ask ($1 repair, $2 organisation, $3 state, $4 now, $5 reason)
UPDATE repair_ask SET state = $3, answered_at = $4, reason = $5 WHERE repair_id = $1 AND organisation_id = $2;

-- repair_fix ($1 repair, $2 organisation): what it has newly taken of theirs is booked for good
UPDATE booking SET state = 'booked' WHERE live = 1 AND state = 'held'
   AND lesson_id IN (SELECT lesson_id FROM repair_lesson WHERE repair_id = $1)
   AND resource_id IN (SELECT id FROM resource WHERE organisation_id = $2)
   AND offer_id IN (SELECT id FROM offer WHERE state = 'agreed');

-- repair_let_go ($1 repair, $2 organisation)
UPDATE booking SET live = 0, state = 'released' WHERE live = 1 AND state = 'held'
   AND lesson_id IN (SELECT lesson_id FROM repair_lesson WHERE repair_id = $1)
   AND resource_id IN (SELECT id FROM resource WHERE organisation_id = $2)
   AND offer_id IN (SELECT id FROM offer WHERE state = 'agreed');

-- repair_part_answer ($1 repair, $2 organisation, $3 state, $4 now, $5 reason)
UPDATE part SET state = $3, answered_at = $4, reason = $5
 WHERE organisation_id = $2 AND state = 'asked'
   AND offer_id IN (SELECT l.offer_id FROM repair_lesson s JOIN lesson l ON l.id = s.lesson_id JOIN offer f ON f.id = l.offer_id
                     WHERE s.repair_id = $1 AND f.state = 'agreed');

-- repair_asked_left ($1 repair)
SELECT COUNT(*) FROM repair_ask WHERE repair_id = $1 AND state = 'asked';

-- repair_settle ($1 repair)
UPDATE repair SET state = 'applied' WHERE id = $1 AND state = 'asked';

-- repair_part ($1 offer, $2 organisation)
SELECT id, state, price_minor FROM part WHERE offer_id = $1 AND organisation_id = $2;

-- repair_part_insert ($1 id, $2 offer, $3 organisation, $4 hours, $5 price, $6 approval, $7 state, $8 answered)
INSERT INTO part (id, offer_id, organisation_id, hours_ah, price_minor, approval, state, answered_at, reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL);

-- repair_part_ask ($1 offer, $2 organisation)
UPDATE part SET state = 'asked', answered_at = NULL, approval = 1 WHERE offer_id = $1 AND organisation_id = $2;

-- repair_part_price ($1 offer, $2 organisation, $3 price)
UPDATE part SET price_minor = $3 WHERE offer_id = $1 AND organisation_id = $2;

-- repair_part_forget ($1 offer, $2 organisation)
DELETE FROM part WHERE offer_id = $1 AND organisation_id = $2;

-- repair_part_needed ($1 offer, $2 organisation): its modules or its things are still in it
SELECT COUNT(*) FROM lesson l JOIN module m ON m.id = l.module_id
 WHERE l.offer_id = $1 AND (m.organisation_id = $2 OR EXISTS
       (SELECT 1 FROM lesson_resource u JOIN resource r ON r.id = u.resource_id WHERE u.lesson_id = l.id AND r.organisation_id = $2));

-- repair_lessons_at ($1 offer, $2 organisation)
SELECT COUNT(*) FROM lesson l JOIN site s ON s.id = l.site_id WHERE l.offer_id = $1 AND s.organisation_id = $2;

-- repair_hours_with ($1 offer, $2 organisation)
SELECT COALESCE(SUM(l.hours_ah), 0) FROM lesson l
 WHERE l.offer_id = $1 AND EXISTS (SELECT 1 FROM lesson_resource u JOIN resource r ON r.id = u.resource_id
                                    WHERE u.lesson_id = l.id AND r.organisation_id = $2);

-- repair_span ($1 offer)
SELECT MIN(starts_at) / 1440, (MAX(ends_at) - 1) / 1440 FROM lesson WHERE offer_id = $1;

-- repair_offer_set ($1 offer, $2 document, $3 price, $4 partners, $5 starts, $6 ends)
UPDATE offer SET document = $2, price_minor = $3, partners = $4, starts_on = $5, ends_on = $6 WHERE id = $1;

-- repair_organisation ($1 id)
SELECT id, code, name_ru, name_en, email FROM organisation WHERE id = $1;

-- repair_parts ($1 offer)
SELECT p.organisation_id, p.price_minor FROM part p WHERE p.offer_id = $1 ORDER BY p.organisation_id;

-- repair_all ()
SELECT r.code, r.state, r.moved, r.below, r.made_at,
       (SELECT COUNT(*) FROM repair_ask a WHERE a.repair_id = r.id AND a.state = 'asked')
  FROM repair r ORDER BY r.made_at DESC, r.id DESC;

-- repair_load ($1 resource)
SELECT load_week_ah, name_ru, name_en FROM resource WHERE id = $1 AND kind = 'staff' AND load_week_ah IS NOT NULL;

-- repair_resource ($1 id)
SELECT code, name_ru, name_en, quantity FROM resource WHERE id = $1;
