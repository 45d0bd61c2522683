-- calendar_resource ($1 code)
SELECT id, quantity, organisation_id FROM resource WHERE code = $1;

-- calendar_resource_lock ($1 id): bookings take the same lock first (hold.h)
SELECT id FROM resource WHERE id = $1 FOR UPDATE;

-- calendar_of_file ($1 resource)
SELECT id, code, hash FROM calendar WHERE resource_id = $1 AND url IS NULL;

-- calendar_of_url ($1 resource, $2 url)
SELECT id, code, hash FROM calendar WHERE resource_id = $1 AND url = $2;

-- calendar_put ($1 id, $2 code, $3 resource, $4 url, $5 every, $6 now, $7 who)
INSERT INTO calendar (id, code, resource_id, url, every_min, hash, events, clashes, made_at, who, read_at, due_at, tries, problem)
VALUES ($1, $2, $3, $4, $5, NULL, 0, 0, $6, $7, NULL, $6, 0, NULL);

-- calendar_read_it ($1 id, $2 hash, $3 events, $4 clashes, $5 now, $6 due)
UPDATE calendar SET hash = $2, events = $3, clashes = $4, read_at = $5, due_at = $6, tries = 0, problem = NULL WHERE id = $1;

-- calendar_same ($1 id, $2 now, $3 due)
UPDATE calendar SET read_at = $2, due_at = $3, tries = 0, problem = NULL WHERE id = $1;

-- calendar_failed ($1 id, $2 problem, $3 due)
UPDATE calendar SET problem = $2, due_at = $3, tries = tries + 1 WHERE id = $1;

-- calendar_lease ($1 id, $2 due before, $3 due now): of several servers one reads it
UPDATE calendar SET due_at = $3 WHERE id = $1 AND due_at = $2;

-- calendar_waiting ($1 now)
SELECT c.id, c.url, c.due_at, c.tries, c.every_min, r.code FROM calendar c JOIN resource r ON r.id = c.resource_id
 WHERE c.url IS NOT NULL AND c.due_at <= $1 ORDER BY c.due_at, c.id LIMIT 100;

-- calendar_forget ($1 id)
DELETE FROM busy WHERE calendar_id = $1;

-- calendar_drop ($1 id)
DELETE FROM calendar WHERE id = $1;

-- calendar_find ($1 code)
SELECT c.id, r.organisation_id FROM calendar c JOIN resource r ON r.id = c.resource_id WHERE c.code = $1;

-- calendar_booked ($1 resource, $2 from, $3 to, $4 now): what stands against its being busy
SELECT b.starts_at, b.ends_at FROM booking b LEFT JOIN offer f ON f.id = b.offer_id
 WHERE b.resource_id = $1 AND b.live = 1 AND b.starts_at < $3 AND b.ends_at > $2 AND NOT (f.id IS NOT NULL AND f.state = 'held' AND f.expires_at <= $4)
 ORDER BY b.starts_at;

-- calendar_busy ($1 id, $2 resource, $3 quantity, $4 from, $5 to, $6 kind, $7 note, $8 calendar)
INSERT INTO busy (id, resource_id, quantity, starts_at, ends_at, weeks, kind, note, calendar_id) VALUES ($1, $2, $3, $4, $5, 1, $6, $7, $8)
ON CONFLICT (resource_id, starts_at, kind) DO NOTHING;

-- calendar_rows ($1 organisation, 0 all)
SELECT c.code, r.code, c.url, c.events, c.clashes, c.read_at, c.problem FROM calendar c JOIN resource r ON r.id = c.resource_id
 WHERE $1 = 0 OR r.organisation_id = $1 ORDER BY r.code, c.code;

-- calendar_offset ()
SELECT value FROM setting WHERE name = 'utc_offset_min';

-- calendar_region ()
SELECT value FROM stamp WHERE name = 'region';

-- feed_put ($1 id, $2 code, $3 hash, $4 kind, $5 resource, $6 organisation, $7 offer, $8 now, $9 who)
INSERT INTO feed (id, code, hash, kind, resource_id, organisation_id, offer_id, made_at, who) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- feed_id_resource ($1 code)
SELECT id FROM resource WHERE code = $1;

-- feed_id_organisation ($1 code)
SELECT id FROM organisation WHERE code = $1;

-- feed_id_offer ($1 code)
SELECT id FROM offer WHERE code = $1;

-- feed_find ($1 hash)
SELECT f.id, f.kind, f.resource_id, f.organisation_id, f.offer_id, COALESCE(r.name_ru, o.name_ru, t.title_ru, ''), COALESCE(r.name_en, o.name_en, t.title_en, ''), f.read_at
  FROM feed f LEFT JOIN resource r ON r.id = f.resource_id LEFT JOIN organisation o ON o.id = f.organisation_id LEFT JOIN offer x ON x.id = f.offer_id
  LEFT JOIN training_order t ON t.id = x.order_id
 WHERE f.hash = $1 AND f.revoked_at IS NULL;

-- feed_read ($1 id, $2 now)
UPDATE feed SET read_at = $2 WHERE id = $1;

-- feed_end ($1 code, $2 now)
UPDATE feed SET revoked_at = COALESCE(revoked_at, $2) WHERE code = $1;

-- feed_known ($1 code)
SELECT COALESCE(f.organisation_id, r.organisation_id, -1) FROM feed f LEFT JOIN resource r ON r.id = f.resource_id WHERE f.code = $1;

-- feed_rows ($1 organisation, 0 all)
SELECT f.code, f.kind, COALESCE(r.code, o.code, x.code), f.made_at, f.read_at, f.revoked_at
  FROM feed f LEFT JOIN resource r ON r.id = f.resource_id LEFT JOIN organisation o ON o.id = f.organisation_id LEFT JOIN offer x ON x.id = f.offer_id
 WHERE $1 = 0 OR f.organisation_id = $1 OR r.organisation_id = $1 ORDER BY f.id DESC;

-- feed_bookings ($1 resource or 0, $2 organisation or 0, $3 from)
SELECT b.id, b.starts_at, b.ends_at, b.state, b.made_at, r.name_ru, r.name_en, m.name_ru, m.name_en, s.address_ru, s.address_en, s.name_ru, s.name_en, f.code, c.title
  FROM booking b JOIN resource r ON r.id = b.resource_id JOIN site s ON s.id = r.site_id LEFT JOIN lesson l ON l.id = b.lesson_id LEFT JOIN module m ON m.id = l.module_id
  LEFT JOIN offer f ON f.id = b.offer_id LEFT JOIN claim c ON c.id = b.claim_id
 WHERE b.live = 1 AND ($1 = 0 OR b.resource_id = $1) AND ($2 = 0 OR r.organisation_id = $2) AND b.ends_at > $3 ORDER BY b.starts_at, b.id LIMIT 20000;

-- feed_lessons ($1 offer)
SELECT l.id, l.starts_at, l.ends_at, CASE WHEN f.state = 'held' THEN 'held' ELSE 'booked' END, f.made_at, m.name_ru, m.name_en, m.name_ru, m.name_en,
       s.address_ru, s.address_en, s.name_ru, s.name_en, f.code, NULL
  FROM lesson l JOIN offer f ON f.id = l.offer_id JOIN module m ON m.id = l.module_id LEFT JOIN site s ON s.id = l.site_id
 WHERE f.id = $1 AND f.state IN ('held', 'agreed') ORDER BY l.starts_at, l.id;
