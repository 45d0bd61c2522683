-- usage_settings ()
SELECT name, value FROM setting WHERE name IN ('utc_offset_min', 'today');

-- usage_owner ($1 code)
SELECT organisation_id FROM resource WHERE code = $1;

-- usage_due ($1 resource code, $2 from, $3 to)
SELECT t.starts_at, t.ends_at, c.code, NULL, c.title, c.title, c.id, NULL, c.organisation_id, a.in_at, a.out_at, a.absent
  FROM resource r JOIN claim_use u ON u.resource_id = r.id JOIN claim c ON c.id = u.claim_id JOIN claim_time t ON t.claim_id = c.id
  LEFT JOIN usage a ON a.claim_id = c.id AND a.resource_id = r.id AND a.starts_at = t.starts_at
 WHERE r.code = $1 AND c.state = 'booked' AND t.skipped IS NULL AND t.starts_at < $3 AND t.ends_at > $2
UNION ALL
SELECT l.starts_at, l.ends_at, NULL, f.code, m.name_ru, m.name_en, NULL, l.id, o.organisation_id, a.in_at, a.out_at, a.absent
  FROM resource r JOIN lesson_resource u ON u.resource_id = r.id JOIN lesson l ON l.id = u.lesson_id JOIN offer f ON f.id = l.offer_id
  JOIN training_order o ON o.id = f.order_id JOIN module m ON m.id = l.module_id LEFT JOIN usage a ON a.lesson_id = l.id AND a.resource_id = r.id
 WHERE r.code = $1 AND f.state = 'agreed' AND l.starts_at < $3 AND l.ends_at > $2
 ORDER BY 1, 3;

-- usage_time ($1 resource code, $2 claim code, $3 from)
SELECT r.id, t.ends_at, c.id, NULL, a.id, a.in_at, a.out_at, a.absent, c.organisation_id
  FROM resource r JOIN claim_use u ON u.resource_id = r.id JOIN claim c ON c.id = u.claim_id JOIN claim_time t ON t.claim_id = c.id
  LEFT JOIN usage a ON a.claim_id = c.id AND a.resource_id = r.id AND a.starts_at = t.starts_at
 WHERE r.code = $1 AND c.code = $2 AND t.starts_at = $3 AND t.skipped IS NULL AND c.state = 'booked';

-- usage_lesson ($1 resource code, $2 from)
SELECT r.id, l.ends_at, NULL, l.id, a.id, a.in_at, a.out_at, a.absent, o.organisation_id
  FROM resource r JOIN lesson_resource u ON u.resource_id = r.id JOIN lesson l ON l.id = u.lesson_id JOIN offer f ON f.id = l.offer_id
  JOIN training_order o ON o.id = f.order_id LEFT JOIN usage a ON a.lesson_id = l.id AND a.resource_id = r.id
 WHERE r.code = $1 AND l.starts_at = $2 AND f.state = 'agreed' ORDER BY l.id LIMIT 1;

-- usage_put ($1 id, $2 resource, $3 from, $4 to, $5 claim, $6 lesson, $7 in, $8 absent, $9 who)
INSERT INTO usage (id, resource_id, starts_at, ends_at, claim_id, lesson_id, in_at, out_at, absent, who) VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, $8, $9);

-- usage_came ($1 id, $2 in)
UPDATE usage SET in_at = $2, absent = 0 WHERE id = $1;

-- usage_left ($1 id, $2 out)
UPDATE usage SET out_at = $2 WHERE id = $1;

-- usage_free ($1 resource, $2 claim, $3 from, $4 to)
UPDATE booking SET live = 0, state = 'released' WHERE resource_id = $1 AND claim_id = $2 AND live = 1 AND starts_at >= $3 AND ends_at <= $4;

-- usage_cut ($1 resource, $2 claim, $3 from, $4 to, $5 now): what is still to come goes, what is on ends now
UPDATE booking SET ends_at = $5 WHERE resource_id = $1 AND claim_id = $2 AND live = 1 AND starts_at >= $3 AND ends_at <= $4 AND starts_at < $5 AND ends_at > $5;

-- usage_cut_rest ($1 resource, $2 claim, $3 from, $4 to, $5 now)
UPDATE booking SET live = 0, state = 'released' WHERE resource_id = $1 AND claim_id = $2 AND live = 1 AND starts_at >= $5 AND starts_at >= $3 AND ends_at <= $4;

-- usage_missed ($1 day before, $2 now): times begun longer ago than the narrowest rule allows, nobody there yet
SELECT r.code, c.code, t.starts_at
  FROM claim c JOIN claim_time t ON t.claim_id = c.id JOIN claim_use u ON u.claim_id = c.id JOIN resource r ON r.id = u.resource_id
  JOIN organisation g ON g.id = c.organisation_id
 WHERE c.state = 'booked' AND t.skipped IS NULL AND t.starts_at > $1 AND t.starts_at < $2 AND t.ends_at > $2
   AND NOT EXISTS (SELECT 1 FROM usage a WHERE a.claim_id = c.id AND a.resource_id = r.id AND a.starts_at = t.starts_at)
   AND EXISTS (SELECT 1 FROM booking_rule b WHERE b.organisation_id = r.organisation_id AND b.rule = 'noshow' AND t.starts_at + b.most < $2
                AND (b.resource_id IS NULL OR b.resource_id = r.id) AND (b.site_id IS NULL OR b.site_id = r.site_id) AND (b.kind IS NULL OR b.kind = r.kind)
                AND (b.audience = 'everyone' OR b.audience = g.code OR (c.organisation_id <> r.organisation_id AND (b.audience = 'all' OR b.audience = g.kind))))
 ORDER BY t.starts_at, c.code, r.code LIMIT 500;
