-- resource_web_list ($1 kind, $2 organisation, $3 site, $4 type, $5 like)
SELECT r.code, r.name_ru, r.name_en, r.kind, t.name_ru, t.name_en, o.code, o.name_ru, o.name_en, s.name_ru, s.name_en, s.municipality,
       r.quantity, r.seats, r.load_week_ah, r.price_ah_minor
  FROM resource r JOIN organisation o ON o.id = r.organisation_id JOIN site s ON s.id = r.site_id LEFT JOIN resource_type t ON t.id = r.type_id
 WHERE ($1 = '' OR r.kind = $1) AND ($2 = '' OR o.code = $2) AND ($3 = '' OR s.code = $3) AND ($4 = '' OR t.code = $4)
   AND ($5 = '' OR r.name_fold LIKE $5 ESCAPE '!' OR t.name_fold LIKE $5 ESCAPE '!')
 ORDER BY r.name_fold, r.code;

-- resource_web_owners ()
SELECT code, name_ru, name_en FROM organisation o
 WHERE EXISTS (SELECT 1 FROM resource r WHERE r.organisation_id = o.id) ORDER BY name_fold, code;

-- resource_web_types ()
SELECT code, name_ru, name_en FROM resource_type ORDER BY name_fold, code;

-- resource_web_one ($1 code)
SELECT r.id, r.name_ru, r.name_en, r.kind, t.name_ru, t.name_en, o.code, o.name_ru, o.name_en, s.id, s.name_ru, s.name_en, s.municipality,
       r.quantity, r.seats, r.load_week_ah, r.price_ah_minor, r.traits, m.code, m.name_ru, m.name_en
  FROM resource r JOIN organisation o ON o.id = r.organisation_id JOIN site s ON s.id = r.site_id LEFT JOIN resource_type t ON t.id = r.type_id
  LEFT JOIN resource m ON m.id = r.room_id
 WHERE r.code = $1;

-- resource_web_abilities ($1 staff)
SELECT c.code, c.name_ru, c.name_en, a.level FROM staff_competence a JOIN competence c ON c.id = a.competence_id
 WHERE a.staff_id = $1 ORDER BY c.name_fold, c.code;

-- resource_web_inside ($1 room)
SELECT code, name_ru, name_en, quantity FROM resource WHERE room_id = $1 ORDER BY name_fold, code;

-- resource_web_openings ($1 site)
SELECT weekdays, opens_min, closes_min FROM opening WHERE site_id = $1;

-- resource_web_closures ($1 site, $2 from, $3 to)
SELECT from_on, to_on, opens_min, closes_min, reason_ru, reason_en FROM closure WHERE site_id = $1 AND from_on <= $3 AND to_on >= $2;

-- resource_web_busy ($1 resource, $2 from, $3 to)
SELECT starts_at, ends_at, weeks, quantity, kind, note FROM busy
 WHERE resource_id = $1 AND starts_at < $3 AND ends_at + (weeks - 1) * 10080 > $2 ORDER BY starts_at, id;

-- resource_web_bookings ($1 resource, $2 from, $3 to, $4 now)
SELECT b.starts_at, b.ends_at, b.state, f.code, COALESCE(f.expires_at, c.expires_at), COALESCE(m.name_ru, c.title), COALESCE(m.name_en, c.title),
       l.cohort, b.note, count(*), c.code
  FROM booking b LEFT JOIN offer f ON f.id = b.offer_id LEFT JOIN lesson l ON l.id = b.lesson_id LEFT JOIN module m ON m.id = l.module_id
  LEFT JOIN claim c ON c.id = b.claim_id
 WHERE b.resource_id = $1 AND b.live = 1 AND b.starts_at >= $2 - 1440 AND b.starts_at < $3 AND b.ends_at > $2
   AND (b.state = 'booked' OR COALESCE(f.expires_at, c.expires_at, $4 + 1) > $4)
 GROUP BY b.starts_at, b.ends_at, b.state, f.code, f.expires_at, c.expires_at, m.name_ru, m.name_en, c.title, l.cohort, b.note, c.code
 ORDER BY b.starts_at;

-- resource_web_owner ($1 id)
SELECT organisation_id FROM resource WHERE id = $1;
