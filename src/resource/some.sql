-- some_resource ($1 id)
SELECT code, name_ru, name_en, kind, organisation_id, site_id, type_id, quantity, seats, load_week_ah, price_ah_minor FROM resource WHERE id = $1;

-- some_organisation ($1 id)
SELECT code, kind, name_ru, name_en FROM organisation WHERE id = $1;

-- some_site ($1 id)
SELECT code, name_ru, name_en, organisation_id FROM site WHERE id = $1;

-- The narrowest first, as in resource_sharing.
-- some_sharing ($1 organisation)
SELECT id, code, audience, site_id, resource_id, kind, weekdays, from_min, to_min, price_ah_minor, price_percent, approval, lead_days
  FROM sharing WHERE organisation_id = $1
 ORDER BY CASE WHEN resource_id IS NOT NULL THEN 0 WHEN site_id IS NOT NULL THEN 1 ELSE 2 END,
       CASE WHEN kind IS NOT NULL THEN 0 ELSE 1 END, CASE audience WHEN 'all' THEN 1 ELSE 0 END, price_ah_minor, id;

-- some_openings ($1 site)
SELECT weekdays, opens_min, closes_min FROM opening WHERE site_id = $1 ORDER BY opens_min, id;

-- some_closures ($1 site)
SELECT from_on, to_on, opens_min, closes_min FROM closure WHERE site_id = $1 ORDER BY from_on;

-- some_rules ($1 organisation)
SELECT code, audience, site_id, resource_id, kind, rule, most, from_on, to_on, from_min, to_min, competence_id, level, reason_ru, reason_en
  FROM booking_rule WHERE organisation_id = $1 ORDER BY code;
