-- One statement for all four, because each names what it looks for; the planner takes the index of the first condition
-- that can be met: time is bound by the day a booking lies in.
-- booked_of_resource ($1 code, $2 from, $3 to, $4 now)
SELECT b.starts_at, b.ends_at, COUNT(*), b.state, COALESCE(f.expires_at, c.expires_at), r.code, r.name_ru, r.name_en, s.name_ru, s.name_en, c.code, f.code,
       COALESCE(c.title, o.title_ru, b.note), COALESCE(c.title, o.title_en, b.note), g.code, g.name_ru, g.name_en, MIN(b.id)
  FROM resource r JOIN site s ON s.id = r.site_id JOIN booking b ON b.resource_id = r.id
  LEFT JOIN claim c ON c.id = b.claim_id LEFT JOIN offer f ON f.id = b.offer_id LEFT JOIN training_order o ON o.id = f.order_id
  LEFT JOIN organisation g ON g.id = COALESCE(c.organisation_id, o.organisation_id)
 WHERE r.code = $1 AND b.live = 1 AND b.starts_at >= $2 - 1440 AND b.starts_at < $3 AND b.ends_at > $2
   AND (b.state = 'booked' OR COALESCE(f.expires_at, c.expires_at, $4 + 1) > $4)
 GROUP BY b.starts_at, b.ends_at, b.state, f.expires_at, c.expires_at, r.code, r.name_ru, r.name_en, s.name_ru, s.name_en, c.code, f.code,
       c.title, o.title_ru, o.title_en, b.note, g.code, g.name_ru, g.name_en
 ORDER BY b.starts_at, r.code, c.code, f.code LIMIT 10000;

-- booked_of_owner ($1 code, $2 from, $3 to, $4 now)
SELECT b.starts_at, b.ends_at, COUNT(*), b.state, COALESCE(f.expires_at, c.expires_at), r.code, r.name_ru, r.name_en, s.name_ru, s.name_en, c.code, f.code,
       COALESCE(c.title, o.title_ru, b.note), COALESCE(c.title, o.title_en, b.note), g.code, g.name_ru, g.name_en, MIN(b.id)
  FROM organisation w JOIN resource r ON r.organisation_id = w.id JOIN site s ON s.id = r.site_id JOIN booking b ON b.resource_id = r.id
  LEFT JOIN claim c ON c.id = b.claim_id LEFT JOIN offer f ON f.id = b.offer_id LEFT JOIN training_order o ON o.id = f.order_id
  LEFT JOIN organisation g ON g.id = COALESCE(c.organisation_id, o.organisation_id)
 WHERE w.code = $1 AND b.live = 1 AND b.starts_at >= $2 - 1440 AND b.starts_at < $3 AND b.ends_at > $2
   AND (b.state = 'booked' OR COALESCE(f.expires_at, c.expires_at, $4 + 1) > $4)
 GROUP BY b.starts_at, b.ends_at, b.state, f.expires_at, c.expires_at, r.code, r.name_ru, r.name_en, s.name_ru, s.name_en, c.code, f.code,
       c.title, o.title_ru, o.title_en, b.note, g.code, g.name_ru, g.name_en
 ORDER BY b.starts_at, r.code, c.code, f.code LIMIT 10000;

-- booked_of_asker ($1 code, $2 from, $3 to, $4 now)
SELECT b.starts_at, b.ends_at, COUNT(*), b.state, c.expires_at, r.code, r.name_ru, r.name_en, s.name_ru, s.name_en, c.code, NULL,
       c.title, c.title, g.code, g.name_ru, g.name_en, MIN(b.id)
  FROM organisation g JOIN claim c ON c.organisation_id = g.id JOIN booking b ON b.claim_id = c.id
  JOIN resource r ON r.id = b.resource_id JOIN site s ON s.id = r.site_id
 WHERE g.code = $1 AND c.starts_at < $3 AND b.live = 1 AND b.starts_at >= $2 - 1440 AND b.starts_at < $3 AND b.ends_at > $2
   AND (b.state = 'booked' OR c.expires_at > $4)
 GROUP BY b.starts_at, b.ends_at, b.state, c.expires_at, r.code, r.name_ru, r.name_en, s.name_ru, s.name_en, c.code, c.title, g.code, g.name_ru, g.name_en
 ORDER BY b.starts_at, r.code, c.code LIMIT 10000;

-- booked_of_account ($1 account, $2 from, $3 to, $4 now)
SELECT b.starts_at, b.ends_at, COUNT(*), b.state, c.expires_at, r.code, r.name_ru, r.name_en, s.name_ru, s.name_en, c.code, NULL,
       c.title, c.title, g.code, g.name_ru, g.name_en, MIN(b.id)
  FROM claim c JOIN organisation g ON c.organisation_id = g.id JOIN booking b ON b.claim_id = c.id
  JOIN resource r ON r.id = b.resource_id JOIN site s ON s.id = r.site_id
 WHERE c.who = $1 AND c.starts_at < $3 AND b.live = 1 AND b.starts_at >= $2 - 1440 AND b.starts_at < $3 AND b.ends_at > $2
   AND (b.state = 'booked' OR c.expires_at > $4)
 GROUP BY b.starts_at, b.ends_at, b.state, c.expires_at, r.code, r.name_ru, r.name_en, s.name_ru, s.name_en, c.code, c.title, g.code, g.name_ru, g.name_en
 ORDER BY b.starts_at, r.code, c.code LIMIT 10000;

-- booked_claims ($1 state, $2 asker, $3 owner)
SELECT c.code, c.title, g.name_ru, g.name_en, c.state, c.starts_at, c.ends_at,
       (SELECT COUNT(*) FROM claim_time t WHERE t.claim_id = c.id AND t.skipped IS NULL),
       (SELECT COUNT(*) FROM claim_use u WHERE u.claim_id = c.id), c.price_minor, c.expires_at,
       (SELECT MIN(p.name_ru) FROM claim_part q JOIN organisation p ON p.id = q.organisation_id WHERE q.claim_id = c.id AND q.state = 'asked'),
       (SELECT MIN(p.name_en) FROM claim_part q JOIN organisation p ON p.id = q.organisation_id WHERE q.claim_id = c.id AND q.state = 'asked')
  FROM claim c JOIN organisation g ON g.id = c.organisation_id
 WHERE ($1 = '' OR c.state = $1) AND ($2 = '' OR g.code = $2)
   AND ($3 = '' OR EXISTS (SELECT 1 FROM claim_use u JOIN resource r ON r.id = u.resource_id JOIN organisation p ON p.id = r.organisation_id
                            WHERE u.claim_id = c.id AND p.code = $3))
 ORDER BY c.made_at DESC, c.id DESC LIMIT 2000;
