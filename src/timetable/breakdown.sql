-- breakdown_what ($1 code): a resource, a site or an organisation of that code
SELECT 1, id, name_ru, name_en, quantity, code FROM resource WHERE code = $1
UNION ALL SELECT 2, id, name_ru, name_en, 0, code FROM site WHERE code = $1
UNION ALL SELECT 3, id, name_ru, name_en, 0, code FROM organisation WHERE code = $1
 ORDER BY 1;

-- breakdown_things ($1 resource, $2 site, $3 organisation)
SELECT id, kind, quantity FROM resource WHERE id = $1 OR site_id = $2 OR organisation_id = $3 ORDER BY id;

-- breakdown_lock ($1 resource, $2 site, $3 organisation): PostgreSQL alone, so that nobody accepts what it takes away meanwhile
SELECT id FROM resource WHERE id = $1 OR site_id = $2 OR organisation_id = $3 ORDER BY id FOR UPDATE;

-- breakdown_kind_taken ($1 resource, $2 starts, $3 kind)
SELECT COUNT(*) FROM busy WHERE resource_id = $1 AND starts_at = $2 AND kind = $3;

-- breakdown_insert_busy ($1 id, $2 resource, $3 quantity, $4 starts, $5 ends, $6 kind, $7 note)
INSERT INTO busy (id, resource_id, quantity, starts_at, ends_at, weeks, kind, note) VALUES ($1, $2, $3, $4, $5, 1, $6, $7);

-- breakdown_insert_link ($1 breakdown, $2 busy)
INSERT INTO breakdown_busy (breakdown_id, busy_id) VALUES ($1, $2);

-- breakdown_number ()
SELECT COALESCE(MAX(CAST(substr(code, 2) AS INTEGER)), 0) FROM breakdown;

-- breakdown_insert ($1 id, $2 code, $3 resource, $4 site, $5 organisation, $6 quantity, $7 from, $8 to, $9 reason, $10 now, $11 who)
INSERT INTO breakdown (id, code, resource_id, site_id, organisation_id, quantity, starts_at, ends_at, reason, state, made_at, over_at, who)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', $10, NULL, $11);

-- breakdown_one ($1 code)
SELECT b.id, b.code, COALESCE(r.name_ru, s.name_ru, g.name_ru), COALESCE(r.name_en, s.name_en, g.name_en), b.state, b.reason, b.starts_at, b.ends_at,
       (SELECT COUNT(*) FROM breakdown_busy y WHERE y.breakdown_id = b.id)
  FROM breakdown b LEFT JOIN resource r ON r.id = b.resource_id LEFT JOIN site s ON s.id = b.site_id
  LEFT JOIN organisation g ON g.id = b.organisation_id
 WHERE b.code = $1;

-- breakdown_all ()
SELECT b.code, COALESCE(r.name_ru, s.name_ru, g.name_ru), COALESCE(r.name_en, s.name_en, g.name_en), b.starts_at, b.ends_at, b.reason, b.state
  FROM breakdown b LEFT JOIN resource r ON r.id = b.resource_id LEFT JOIN site s ON s.id = b.site_id
  LEFT JOIN organisation g ON g.id = b.organisation_id
 ORDER BY CASE b.state WHEN 'open' THEN 0 ELSE 1 END, b.starts_at DESC, b.id DESC;

-- breakdown_busy_ids ($1 breakdown)
SELECT busy_id FROM breakdown_busy WHERE breakdown_id = $1 ORDER BY busy_id;

-- breakdown_forget_link ($1 busy)
DELETE FROM breakdown_busy WHERE busy_id = $1;

-- breakdown_forget_busy ($1 busy)
DELETE FROM busy WHERE id = $1;

-- breakdown_shorten ($1 busy, $2 ends)
UPDATE busy SET ends_at = $2 WHERE id = $1;

-- breakdown_end ($1 id, $2 now)
UPDATE breakdown SET state = 'over', over_at = $2 WHERE id = $1;
