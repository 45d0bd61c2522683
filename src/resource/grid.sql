-- What is shown is chosen once, in one order; then each row has its bookings by one walk of one index.
-- grid_rows ($1 kind, $2 organisation, $3 site, $4 type, $5 like, $6 municipality, $7 how many, $8 after how many)
SELECT r.id, r.code, r.name_ru, r.name_en, r.kind, r.quantity, r.site_id, g.code, g.name_ru, g.name_en, s.name_ru, s.name_en, r.seats
  FROM resource r JOIN organisation g ON g.id = r.organisation_id JOIN site s ON s.id = r.site_id LEFT JOIN resource_type t ON t.id = r.type_id
 WHERE ($1 = '' OR r.kind = $1) AND ($2 = '' OR g.code = $2) AND ($3 = '' OR s.code = $3) AND ($4 = '' OR t.code = $4)
   AND ($5 = '' OR r.name_fold LIKE $5 ESCAPE '!' OR t.name_fold LIKE $5 ESCAPE '!') AND ($6 = '' OR s.municipality = $6)
 ORDER BY g.code, s.code, CASE r.kind WHEN 'room' THEN 0 WHEN 'equipment' THEN 1 ELSE 2 END, r.code LIMIT $7 OFFSET $8;

-- grid_count ($1 kind, $2 organisation, $3 site, $4 type, $5 like, $6 municipality)
SELECT COUNT(*)
  FROM resource r JOIN organisation g ON g.id = r.organisation_id JOIN site s ON s.id = r.site_id LEFT JOIN resource_type t ON t.id = r.type_id
 WHERE ($1 = '' OR r.kind = $1) AND ($2 = '' OR g.code = $2) AND ($3 = '' OR s.code = $3) AND ($4 = '' OR t.code = $4)
   AND ($5 = '' OR r.name_fold LIKE $5 ESCAPE '!' OR t.name_fold LIKE $5 ESCAPE '!') AND ($6 = '' OR s.municipality = $6);

-- All that is asked of the table booking stands in its index booking_by_day; what is of offers is told by the next one.
-- grid_bookings_of ($1 resource, $2 from, $3 to, $4 now)
SELECT b.starts_at, b.ends_at, b.state, c.expires_at, c.code, c.title FROM booking b JOIN claim c ON c.id = b.claim_id
 WHERE b.resource_id = $1 AND b.live = 1 AND b.starts_at >= $2 - 1440 AND b.starts_at < $3 AND b.ends_at > $2
   AND (b.state = 'booked' OR c.expires_at > $4);

-- grid_others_of ($1 resource, $2 from, $3 to, $4 now)
SELECT b.starts_at, b.ends_at, b.state, f.expires_at, f.code, b.note, m.name_ru, m.name_en
  FROM booking b LEFT JOIN offer f ON f.id = b.offer_id LEFT JOIN lesson l ON l.id = b.lesson_id LEFT JOIN module m ON m.id = l.module_id
 WHERE b.resource_id = $1 AND b.live = 1 AND b.starts_at >= $2 - 1440 AND b.starts_at < $3 AND b.ends_at > $2 AND b.claim_id IS NULL
   AND (b.state = 'booked' OR COALESCE(f.expires_at, $4 + 1) > $4);

-- grid_minutes_of ($1 resource, $2 from, $3 to, $4 now): for months and semesters the stretches alone
SELECT b.starts_at, b.ends_at, b.state
  FROM booking b LEFT JOIN claim c ON c.id = b.claim_id AND b.state = 'held' LEFT JOIN offer f ON f.id = b.offer_id AND b.state = 'held'
 WHERE b.resource_id = $1 AND b.live = 1 AND b.starts_at >= $2 - 1440 AND b.starts_at < $3 AND b.ends_at > $2
   AND (b.state = 'booked' OR COALESCE(f.expires_at, c.expires_at, $4 + 1) > $4);

-- grid_busy ($1 resource, $2 from, $3 to)
SELECT starts_at, ends_at, weeks, quantity, kind, note FROM busy
 WHERE resource_id = $1 AND starts_at < $3 AND ends_at + (weeks - 1) * 10080 > $2;

-- grid_openings ($1 site)
SELECT weekdays, opens_min, closes_min FROM opening WHERE site_id = $1;

-- grid_closures ($1 site, $2 first day, $3 last day)
SELECT from_on, to_on, opens_min, closes_min FROM closure WHERE site_id = $1 AND from_on <= $3 AND to_on >= $2;

-- grid_organisations ()
SELECT code, name_ru, name_en FROM organisation o WHERE EXISTS (SELECT 1 FROM resource r WHERE r.organisation_id = o.id) ORDER BY name_fold, code;

-- grid_sites ()
SELECT code, name_ru, name_en FROM site s WHERE EXISTS (SELECT 1 FROM resource r WHERE r.site_id = s.id) ORDER BY name_fold, code;

-- grid_types ()
SELECT code, name_ru, name_en FROM resource_type ORDER BY name_fold, code;

-- grid_places ()
SELECT DISTINCT municipality, municipality, municipality FROM site WHERE municipality IS NOT NULL AND municipality <> '' ORDER BY municipality;
