-- offer_web_one ($1 code)
SELECT f.id, f.document, f.state, f.expires_at, f.variant, f.made_at, f.input_hash, f.seed, o.code, o.title_ru, o.title_en, o.state, e.name_ru, e.name_en
  FROM offer f JOIN training_order o ON o.id = f.order_id JOIN organisation e ON e.id = o.organisation_id WHERE f.code = $1;

-- offer_web_list ($1 state, $2 whose: 0 all)
SELECT f.code, o.code, o.title_ru, o.title_en, e.name_ru, e.name_en, f.variant, f.state, f.people, f.starts_on, f.ends_on, f.hours_ah, f.partners, f.price_minor
  FROM offer f JOIN training_order o ON o.id = f.order_id JOIN organisation e ON e.id = o.organisation_id
 WHERE ($1 = '' OR f.state = $1)
   AND ($2 = 0 OR o.organisation_id = $2 OR EXISTS (SELECT 1 FROM part p WHERE p.offer_id = f.id AND p.organisation_id = $2)) ORDER BY f.made_at DESC, f.id;

-- offer_web_sees ($1 code, $2 organisation)
SELECT count(*) FROM offer f JOIN training_order o ON o.id = f.order_id WHERE f.code = $1
   AND (o.organisation_id = $2 OR EXISTS (SELECT 1 FROM part p WHERE p.offer_id = f.id AND p.organisation_id = $2));

-- offer_web_employer ($1 code)
SELECT o.organisation_id FROM offer f JOIN training_order o ON o.id = f.order_id WHERE f.code = $1;

-- offer_web_order_employer ($1 code)
SELECT organisation_id FROM training_order WHERE code = $1;

-- offer_web_organisation ($1 code)
SELECT id FROM organisation WHERE code = $1;

-- offer_web_parts ($1 offer)
SELECT g.code, p.state, p.reason, p.approval FROM part p JOIN organisation g ON g.id = p.organisation_id WHERE p.offer_id = $1;

-- offer_web_things ($1 code)
SELECT code, name_ru, name_en FROM resource WHERE code = $1;

-- offer_web_places ($1 code)
SELECT code, name_ru, name_en FROM site WHERE code = $1;

-- offer_web_change ($1 code, $2 earliest, $3 deadline, $4 weekdays, $5 from, $6 to, $7 day, $8 travel, $9 budget, $10 people, $11 kind)
UPDATE training_order SET earliest_on = $2, deadline_on = $3, weekdays = $4, from_min = $5, to_min = $6, day_most_ah = $7, travel_most_min = $8,
       budget_minor = $9, people = $10, kind = $11 WHERE code = $1;

-- offer_web_forget_asks ($1 code)
DELETE FROM order_competence WHERE order_id = (SELECT id FROM training_order WHERE code = $1);

-- offer_web_ask ($1 code, $2 competence, $3 level)
INSERT INTO order_competence (order_id, competence_id, level) SELECT id, $2, $3 FROM training_order WHERE code = $1;

-- offer_web_audit ($1 id, $2 now, $3 who, $4 code, $5 after)
INSERT INTO audit (id, made_at, who, organisation_id, verb, object, object_code, before, after)
VALUES ($1, $2, $3, NULL, 'changed', 'training_order', $4, NULL, $5);
