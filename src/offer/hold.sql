-- hold_settings ()
SELECT name, value FROM setting WHERE name IN ('hold_hours', 'utc_offset_min', 'today', 'currency');

-- hold_offer ($1 code)
SELECT f.id, f.order_id, f.code, f.state, f.expires_at, f.starts_on, f.ends_on, o.code, o.state, o.title_ru, o.title_en, o.organisation_id
  FROM offer f JOIN training_order o ON o.id = f.order_id
 WHERE f.code = $1;

-- hold_ran_out ($1 now)
SELECT f.code FROM offer f WHERE f.state = 'held' AND f.expires_at <= $1 ORDER BY f.id;

-- The next three are for PostgreSQL alone, in this order.
-- hold_lock_orders ($1 offer code, $2 now)
SELECT id FROM training_order
 WHERE id IN (SELECT order_id FROM offer WHERE code = $1 OR (state = 'held' AND expires_at <= $2))
 ORDER BY id FOR NO KEY UPDATE;

-- hold_lock_offers ($1 offer code, $2 now)
SELECT id FROM offer WHERE code = $1 OR (state = 'held' AND expires_at <= $2) ORDER BY id FOR NO KEY UPDATE;

-- hold_lock_resources ($1 offer code, $2 now)
SELECT id FROM resource
 WHERE id IN (SELECT u.resource_id
                FROM offer f JOIN lesson l ON l.offer_id = f.id JOIN lesson_resource u ON u.lesson_id = l.id
               WHERE f.code = $1 OR (f.state = 'held' AND f.expires_at <= $2))
 ORDER BY id FOR UPDATE;

-- hold_rival ($1 order, $2 offer)
SELECT code, state, expires_at FROM offer WHERE order_id = $1 AND id <> $2 AND state IN ('held', 'agreed') ORDER BY id LIMIT 1;

-- hold_wants ($1 offer)
SELECT u.resource_id, l.starts_at, l.ends_at, l.id, u.quantity, l.hours_ah, r.quantity, r.load_week_ah
  FROM lesson l JOIN lesson_resource u ON u.lesson_id = l.id JOIN resource r ON r.id = u.resource_id
 WHERE l.offer_id = $1 ORDER BY u.resource_id, l.starts_at, l.id;

-- By one resource at a time: an index answers that at once whatever the planner knows of the region.
-- hold_taken ($1 resource, $2 from, $3 to)
SELECT b.starts_at, b.ends_at, b.id, b.unit, COALESCE(l.hours_ah, (b.ends_at - b.starts_at) / 45)
  FROM booking b LEFT JOIN lesson l ON l.id = b.lesson_id
 WHERE b.live = 1 AND b.resource_id = $1 AND b.starts_at < $3 AND b.ends_at > $2
 ORDER BY b.starts_at, b.id;

-- hold_busy ($1 resource, $2 from, $3 to)
SELECT y.starts_at, y.ends_at, y.id, y.quantity, y.weeks, CASE WHEN y.kind = 'lesson' THEN 1 ELSE 0 END
  FROM busy y
 WHERE y.resource_id = $1 AND y.starts_at < $3 AND y.ends_at + (y.weeks - 1) * 10080 > $2
 ORDER BY y.starts_at, y.id;

-- hold_closed ($1 offer)
SELECT s.name_ru, s.name_en, s.code, l.starts_at, l.ends_at, c.reason_ru, c.reason_en
  FROM lesson l JOIN closure c ON c.site_id = l.site_id AND c.from_on <= l.starts_at / 1440 AND c.to_on >= l.starts_at / 1440
  JOIN site s ON s.id = l.site_id
 WHERE l.offer_id = $1
   AND (c.opens_min IS NULL OR l.starts_at % 1440 < c.opens_min OR l.ends_at - l.starts_at / 1440 * 1440 > c.closes_min)
 ORDER BY l.starts_at, l.id LIMIT 1;

-- hold_resource ($1 id)
SELECT code, name_ru, name_en, quantity FROM resource WHERE id = $1;

-- hold_taker ($1 booking)
SELECT f.code, f.state, o.title_ru, o.title_en, f.expires_at, b.note, c.code, c.title
  FROM booking b LEFT JOIN offer f ON f.id = b.offer_id LEFT JOIN training_order o ON o.id = f.order_id LEFT JOIN claim c ON c.id = b.claim_id
 WHERE b.id = $1;

-- hold_owner_use ($1 busy)
SELECT kind, note FROM busy WHERE id = $1;

-- hold_book ($1 offer, $2 who, $3 now, then id, resource, unit, from, to, lesson)
INSERT INTO booking (id, resource_id, unit, starts_at, ends_at, live, state, lesson_id, offer_id, who, made_at, note)
VALUES ($4, $5, $6, $7, $8, 1, 'held', $9, $1, $2, $3, NULL);

-- Seven at once, because a message to a server takes longer than a row.
-- hold_book_seven ($1 offer, $2 who, $3 now, then seven times id, resource, unit, from, to, lesson)
INSERT INTO booking (id, resource_id, unit, starts_at, ends_at, live, state, lesson_id, offer_id, who, made_at, note)
VALUES ($4, $5, $6, $7, $8, 1, 'held', $9, $1, $2, $3, NULL),
       ($10, $11, $12, $13, $14, 1, 'held', $15, $1, $2, $3, NULL),
       ($16, $17, $18, $19, $20, 1, 'held', $21, $1, $2, $3, NULL),
       ($22, $23, $24, $25, $26, 1, 'held', $27, $1, $2, $3, NULL),
       ($28, $29, $30, $31, $32, 1, 'held', $33, $1, $2, $3, NULL),
       ($34, $35, $36, $37, $38, 1, 'held', $39, $1, $2, $3, NULL),
       ($40, $41, $42, $43, $44, 1, 'held', $45, $1, $2, $3, NULL);

-- hold_fix ($1 offer)
UPDATE booking SET state = 'booked' WHERE offer_id = $1 AND live = 1 AND state = 'held';

-- hold_release ($1 offer)
UPDATE booking SET live = 0, state = 'released' WHERE offer_id = $1 AND live = 1;

-- hold_set_offer ($1 id, $2 state, $3 expires)
UPDATE offer SET state = $2, expires_at = $3 WHERE id = $1;

-- hold_set_order ($1 id, $2 state)
UPDATE training_order SET state = $2 WHERE id = $1;

-- hold_start_parts ($1 offer, $2 now)
UPDATE part SET state = CASE approval WHEN 1 THEN 'asked' ELSE 'confirmed' END,
                answered_at = CASE approval WHEN 1 THEN NULL ELSE CAST($2 AS BIGINT) END, reason = NULL
 WHERE offer_id = $1;

-- hold_asked_parts ($1 offer)
SELECT COUNT(*) FROM part WHERE offer_id = $1 AND state <> 'confirmed';

-- hold_part ($1 offer, $2 organisation code)
SELECT p.id, p.state, p.organisation_id, g.name_ru, g.name_en FROM part p JOIN organisation g ON g.id = p.organisation_id
 WHERE p.offer_id = $1 AND g.code = $2;

-- hold_owners ($1 offer)
SELECT g.code FROM part p JOIN organisation g ON g.id = p.organisation_id WHERE p.offer_id = $1 ORDER BY g.code;

-- hold_answer ($1 part, $2 state, $3 now, $4 reason)
UPDATE part SET state = $2, answered_at = $3, reason = $4 WHERE id = $1;

-- hold_addressees ($1 offer)
SELECT g.id, g.name_ru, g.name_en, g.email, p.approval, p.hours_ah, p.price_minor
  FROM part p JOIN organisation g ON g.id = p.organisation_id
 WHERE p.offer_id = $1 AND g.email IS NOT NULL AND g.email <> '' ORDER BY g.id;

-- hold_employer ($1 order)
SELECT g.id, g.name_ru, g.name_en, g.email FROM training_order o JOIN organisation g ON g.id = o.organisation_id
 WHERE o.id = $1 AND g.email IS NOT NULL AND g.email <> '';

-- hold_owned ($1 offer, $2 organisation)
SELECT r.name_ru, r.name_en, r.code, COUNT(DISTINCT l.id), MIN(l.starts_at), MAX(l.ends_at)
  FROM lesson l JOIN lesson_resource u ON u.lesson_id = l.id JOIN resource r ON r.id = u.resource_id
 WHERE l.offer_id = $1 AND r.organisation_id = $2
 GROUP BY r.id, r.name_ru, r.name_en, r.code ORDER BY r.code LIMIT 100;

-- hold_post ($1 id, $2 now, $3 address, $4 subject, $5 body)
INSERT INTO outbox (id, made_at, kind, address, subject, body, sent_at, tries, problem) VALUES ($1, $2, 'mail', $3, $4, $5, NULL, 0, NULL);

-- hold_audit ($1 id, $2 now, $3 who, $4 organisation, $5 verb, $6 object, $7 code, $8 before, $9 after)
INSERT INTO audit (id, made_at, who, organisation_id, verb, object, object_code, before, after)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);
