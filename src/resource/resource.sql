-- resource_all ()
SELECT id, code, name_ru, name_en, kind, organisation_id, site_id, type_id, room_id, quantity, seats, load_week_ah, price_ah_minor
  FROM resource ORDER BY id;

-- resource_abilities ()
SELECT staff_id, competence_id, level FROM staff_competence ORDER BY staff_id, competence_id;

-- resource_sharing ()
SELECT id, code, audience, organisation_id, site_id, resource_id, kind, weekdays, from_min, to_min, price_ah_minor, price_percent,
       approval, lead_days
  FROM sharing
 ORDER BY organisation_id, CASE WHEN resource_id IS NOT NULL THEN 0 WHEN site_id IS NOT NULL THEN 1 ELSE 2 END,
       CASE WHEN kind IS NOT NULL THEN 0 ELSE 1 END, CASE audience WHEN 'all' THEN 1 ELSE 0 END, price_ah_minor, id;

-- resource_openings ()
SELECT site_id, weekdays, opens_min, closes_min FROM opening ORDER BY site_id, opens_min, id;

-- resource_closures ()
SELECT site_id, from_on, to_on, opens_min, closes_min FROM closure ORDER BY site_id, from_on;

-- calendar_busy ($1 resource, $2 from, $3 to)
SELECT starts_at, ends_at, weeks, quantity, CASE WHEN kind = 'lesson' THEN 1 ELSE 0 END FROM busy
 WHERE resource_id = $1 AND starts_at < $3 AND ends_at + (weeks - 1) * 10080 > $2;

-- calendar_bookings ($1 resource, $2 from, $3 to, $4 now)
SELECT b.starts_at, b.ends_at, COALESCE(l.hours_ah, (b.ends_at - b.starts_at) / 45), COALESCE(l.site_id, 0)
  FROM booking b LEFT JOIN lesson l ON l.id = b.lesson_id LEFT JOIN offer o ON o.id = b.offer_id LEFT JOIN claim c ON c.id = b.claim_id
 WHERE b.resource_id = $1 AND b.live = 1 AND b.starts_at >= $2 - 1440 AND b.starts_at < $3 AND b.ends_at > $2
   AND (b.state = 'booked' OR COALESCE(o.expires_at, c.expires_at, $4 + 1) > $4);

-- resource_list ($1 kind, $2 type, $3 organisation)
SELECT r.code, r.name_ru, r.name_en, r.kind, t.name_ru, t.name_en, g.name_ru, g.name_en, s.name_ru, s.name_en, r.quantity, r.seats,
       r.load_week_ah, r.price_ah_minor
  FROM resource r JOIN organisation g ON g.id = r.organisation_id JOIN site s ON s.id = r.site_id
  LEFT JOIN resource_type t ON t.id = r.type_id
 WHERE ($1 = '' OR r.kind = $1) AND ($2 = '' OR t.code = $2) AND ($3 = '' OR g.code = $3)
 ORDER BY g.code, CASE r.kind WHEN 'room' THEN 0 WHEN 'equipment' THEN 1 ELSE 2 END, r.code;

-- agenda_resource ($1 code)
SELECT r.id, r.code, r.name_ru, r.name_en, r.kind, r.quantity, r.site_id, s.code, s.name_ru, s.name_en, g.code, g.name_ru, g.name_en
  FROM resource r JOIN site s ON s.id = r.site_id JOIN organisation g ON g.id = r.organisation_id
 WHERE r.code = $1;

-- agenda_bookings ($1 resource, $2 from, $3 to, $4 now)
SELECT b.starts_at, b.ends_at, b.state, COUNT(*), COALESCE(f.code, c.code), COALESCE(o.title_ru, c.title), COALESCE(o.title_en, c.title),
       COALESCE(f.expires_at, c.expires_at), b.note, l.cohort, m.name_ru, m.name_en, c.code
  FROM booking b LEFT JOIN lesson l ON l.id = b.lesson_id LEFT JOIN module m ON m.id = l.module_id
  LEFT JOIN offer f ON f.id = b.offer_id LEFT JOIN training_order o ON o.id = f.order_id LEFT JOIN claim c ON c.id = b.claim_id
 WHERE b.resource_id = $1 AND b.live = 1 AND b.starts_at >= $2 - 1440 AND b.starts_at < $3 AND b.ends_at > $2
   AND (b.state = 'booked' OR COALESCE(f.expires_at, c.expires_at, $4 + 1) > $4)
 GROUP BY b.starts_at, b.ends_at, b.state, l.id, f.code, c.code, o.title_ru, o.title_en, c.title, f.expires_at, c.expires_at, b.note, l.cohort, m.name_ru, m.name_en
 ORDER BY b.starts_at, COALESCE(f.code, c.code), b.ends_at;

-- agenda_busy ($1 resource, $2 from, $3 to)
SELECT starts_at, ends_at, weeks, quantity, kind, note FROM busy
 WHERE resource_id = $1 AND starts_at < $3 AND ends_at + (weeks - 1) * 10080 > $2 ORDER BY starts_at, id;

-- agenda_openings ($1 site)
SELECT weekdays, opens_min, closes_min FROM opening WHERE site_id = $1 ORDER BY opens_min, id;

-- agenda_closures ($1 site, $2 first day, $3 last day)
SELECT from_on, to_on, opens_min, closes_min, reason_ru, reason_en FROM closure
 WHERE site_id = $1 AND from_on <= $3 AND to_on >= $2 ORDER BY from_on;

-- agenda_settings ()
SELECT name, value FROM setting WHERE name IN ('today', 'utc_offset_min');
