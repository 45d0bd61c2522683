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
SELECT starts_at, ends_at, weeks, quantity FROM busy
 WHERE resource_id = $1 AND starts_at < $3 AND ends_at + (weeks - 1) * 10080 > $2;

-- calendar_bookings ($1 resource, $2 from, $3 to, $4 now)
SELECT b.starts_at, b.ends_at, COALESCE(l.hours_ah, (b.ends_at - b.starts_at) / 45)
  FROM booking b LEFT JOIN lesson l ON l.id = b.lesson_id LEFT JOIN offer o ON o.id = b.offer_id
 WHERE b.resource_id = $1 AND b.live = 1 AND b.starts_at < $3 AND b.ends_at > $2
   AND (b.state = 'booked' OR o.id IS NULL OR o.expires_at IS NULL OR o.expires_at > $4);
