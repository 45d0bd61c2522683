-- order_by_code ($1 code)
SELECT o.id, o.organisation_id, o.occupation_id, o.code, o.title_ru, o.title_en, o.kind, o.wish, o.state,
       COALESCE(o.municipality, e.municipality), e.code, e.name_ru, e.name_en, o.people, o.lat, o.lon, o.earliest_on, o.deadline_on,
       o.weekdays, o.from_min, o.to_min, o.day_most_ah, o.week_most_ah, o.travel_most_min, o.budget_minor
  FROM training_order o JOIN organisation e ON e.id = o.organisation_id
 WHERE o.code = $1;

-- order_place ($1 municipality, $2 organisation)
SELECT AVG(lat), AVG(lon), COUNT(lat) FROM site
 WHERE lat IS NOT NULL AND (organisation_id = $2 OR municipality = $1)
   AND (municipality = $1 OR NOT EXISTS (SELECT 1 FROM site s WHERE s.municipality = $1 AND s.lat IS NOT NULL));

-- order_asks ($1 order)
SELECT c.id, c.code, c.name_ru, c.name_en, a.level
  FROM order_competence a JOIN competence c ON c.id = a.competence_id
 WHERE a.order_id = $1 ORDER BY c.code;

-- order_occupation_itself ($1 occupation)
SELECT c.id, c.code, c.name_ru, c.name_en, 1
  FROM occupation o JOIN competence c ON c.id = o.competence_id WHERE o.id = $1;

-- order_occupation_essential ($1 occupation)
SELECT c.id, c.code, c.name_ru, c.name_en, a.level
  FROM occupation_competence a JOIN competence c ON c.id = a.competence_id
 WHERE a.occupation_id = $1 AND a.relation = 'essential' ORDER BY c.code;

-- order_codes ($1 state)
SELECT code FROM training_order WHERE $1 = '' OR state = $1 ORDER BY deadline_on, code;

-- order_list ($1 state)
SELECT o.code, o.title_ru, o.title_en, e.name_ru, e.name_en, o.people, o.earliest_on, o.deadline_on, o.state,
       (SELECT f.code FROM offer f WHERE f.order_id = o.id ORDER BY f.made_at DESC, f.id DESC LIMIT 1),
       (SELECT f.state FROM offer f WHERE f.order_id = o.id ORDER BY f.made_at DESC, f.id DESC LIMIT 1)
  FROM training_order o JOIN organisation e ON e.id = o.organisation_id
 WHERE $1 = '' OR o.state = $1
 ORDER BY o.deadline_on, o.code;
