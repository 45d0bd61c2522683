-- Collections of the API: ($1 from code, $2 most, $3 one code or '', $4 whose, 0 all, $5 ... parameters).

-- set_organisations ($5 kind, $6 municipality)
SELECT o.id, o.code, o.kind, o.roles, o.name_ru, o.name_en, o.municipality, o.web, o.email, o.phone, o.note_ru, o.note_en
  FROM organisation o
 WHERE o.code >= $1 AND ($3 = '' OR o.code = $3) AND $4 >= 0 AND ($5 = '' OR o.kind = $5) AND ($6 = '' OR o.municipality = $6)
 ORDER BY o.code LIMIT $2;

-- set_sites ($5 organisation)
SELECT s.id, s.code, o.code, s.name_ru, s.name_en, s.address_ru, s.address_en, s.municipality, s.lat, s.lon
  FROM site s JOIN organisation o ON o.id = s.organisation_id
 WHERE s.code >= $1 AND ($3 = '' OR s.code = $3) AND $4 >= 0 AND ($5 = '' OR o.code = $5) ORDER BY s.code LIMIT $2;

-- set_openings ($1 site)
SELECT weekdays, opens_min, closes_min FROM opening WHERE site_id = $1 ORDER BY weekdays, opens_min;

-- set_closures ($1 site)
SELECT from_on, to_on, opens_min, closes_min, reason_ru, reason_en FROM closure WHERE site_id = $1 ORDER BY from_on;

-- set_resources ($5 kind, $6 organisation, $7 site, $8 type)
SELECT r.id, r.code, r.kind, o.code, s.code, t.code, h.code, r.name_ru, r.name_en, r.traits, r.quantity, r.seats, r.price_ah_minor
  FROM resource r JOIN organisation o ON o.id = r.organisation_id JOIN site s ON s.id = r.site_id
  LEFT JOIN resource_type t ON t.id = r.type_id LEFT JOIN resource h ON h.id = r.room_id
 WHERE r.kind <> 'staff' AND r.code >= $1 AND ($3 = '' OR r.code = $3) AND $4 >= 0 AND ($5 = '' OR r.kind = $5) AND ($6 = '' OR o.code = $6)
   AND ($7 = '' OR s.code = $7) AND ($8 = '' OR t.code = $8)
 ORDER BY r.code LIMIT $2;

-- set_staff ($5 organisation)
SELECT r.id, r.code, o.code, s.code, r.name_ru, r.name_en, r.load_week_ah
  FROM resource r JOIN organisation o ON o.id = r.organisation_id JOIN site s ON s.id = r.site_id
 WHERE r.kind = 'staff' AND r.code >= $1 AND ($3 = '' OR r.code = $3) AND ($4 = 0 OR o.id = $4) AND ($5 = '' OR o.code = $5) ORDER BY r.code LIMIT $2;

-- set_staff_competences ($1 staff)
SELECT c.code, x.level FROM staff_competence x JOIN competence c ON c.id = x.competence_id WHERE x.staff_id = $1 ORDER BY c.code;

-- set_types ($5 kind)
SELECT t.id, t.code, t.kind, t.name_ru, t.name_en FROM resource_type t
 WHERE t.code >= $1 AND ($3 = '' OR t.code = $3) AND $4 >= 0 AND ($5 = '' OR t.kind = $5) ORDER BY t.code LIMIT $2;

-- set_competences ($5 framework)
SELECT c.id, c.code, c.framework, c.kind, c.name_ru, c.name_en, p.code FROM competence c LEFT JOIN competence p ON p.id = c.parent_id
 WHERE c.code >= $1 AND ($3 = '' OR c.code = $3) AND $4 >= 0 AND ($5 = '' OR c.framework = $5) ORDER BY c.code LIMIT $2;

-- set_modules ($5 organisation, $6 competence)
SELECT m.id, m.code, o.code, s.code, m.name_ru, m.name_en, m.note_ru, m.note_en, m.lecture_ah, m.practice_ah, m.self_ah, m.cohort_least, m.cohort_most,
       m.price_cohort_minor, m.price_learner_minor, m.form, m.language
  FROM module m JOIN organisation o ON o.id = m.organisation_id LEFT JOIN site s ON s.id = m.site_id
 WHERE m.code >= $1 AND ($3 = '' OR m.code = $3) AND $4 >= 0 AND ($5 = '' OR o.code = $5)
   AND ($6 = '' OR EXISTS (SELECT 1 FROM module_competence g JOIN competence c ON c.id = g.competence_id WHERE g.module_id = m.id AND c.code = $6))
 ORDER BY m.code LIMIT $2;

-- set_module_gives ($1 module)
SELECT c.code, g.level FROM module_competence g JOIN competence c ON c.id = g.competence_id WHERE g.module_id = $1 ORDER BY c.code;

-- set_module_before ($1 module)
SELECT m.code, c.code, p.level FROM module_prerequisite p LEFT JOIN module m ON m.id = p.required_id LEFT JOIN competence c ON c.id = p.competence_id
 WHERE p.module_id = $1 ORDER BY p.id;

-- set_module_needs ($1 module)
SELECT n.part, n.kind, t.code, c.code, n.level, n.quantity, n.per_learners
  FROM module_need n LEFT JOIN resource_type t ON t.id = n.type_id LEFT JOIN competence c ON c.id = n.competence_id WHERE n.module_id = $1 ORDER BY n.id;

-- set_programmes ($5 organisation, $6 kind)
SELECT p.id, p.code, p.version, o.code, p.kind, p.name_ru, p.name_en, p.note_ru, p.note_en, p.field_code, p.level, p.audience, p.funding,
       p.document_ru, p.document_en, p.entry_ru, p.entry_en, p.made_at
  FROM programme p JOIN organisation o ON o.id = p.organisation_id
 WHERE p.state = 'approved' AND p.code >= $1 AND ($3 = '' OR p.code = $3) AND $4 >= 0 AND ($5 = '' OR o.code = $5) AND ($6 = '' OR p.kind = $6)
   AND NOT EXISTS (SELECT 1 FROM programme n WHERE n.code = p.code AND n.version > p.version AND n.state = 'approved')
 ORDER BY p.code LIMIT $2;

-- set_programme_modules ($1 programme)
SELECT m.code, pm.position FROM programme_module pm JOIN module m ON m.id = pm.module_id WHERE pm.programme_id = $1 ORDER BY pm.position, m.code;

-- set_programme_starts ($1 programme)
SELECT s.code, s.starts_on, s.ends_on, t.code, s.weekdays, s.from_min, s.to_min, s.seats, s.taken, s.price_minor, s.apply_by_on, s.state
  FROM start s LEFT JOIN site t ON t.id = s.site_id WHERE s.programme_id = $1 ORDER BY s.starts_on, s.code;

-- set_starts ($5 programme, $6 from, $7 to)
SELECT s.id, s.code, p.code, p.version, s.starts_on, s.ends_on, t.code, s.weekdays, s.from_min, s.to_min, s.seats, s.taken, s.price_minor, s.apply_by_on, s.state
  FROM start s JOIN programme p ON p.id = s.programme_id LEFT JOIN site t ON t.id = s.site_id
 WHERE s.code >= $1 AND ($3 = '' OR s.code = $3) AND $4 >= 0 AND ($5 = '' OR p.code = $5) AND ($6 = 0 OR s.starts_on >= $6) AND ($7 = 0 OR s.starts_on <= $7)
 ORDER BY s.code LIMIT $2;

-- set_orders ($5 state, $6 organisation)
SELECT t.id, t.code, o.code, t.title_ru, t.title_en, t.kind, c.code, t.people, t.municipality, t.earliest_on, t.deadline_on, t.weekdays, t.from_min, t.to_min,
       t.budget_minor, t.wish, t.state, t.made_at
  FROM training_order t JOIN organisation o ON o.id = t.organisation_id LEFT JOIN occupation c ON c.id = t.occupation_id
 WHERE t.code >= $1 AND ($3 = '' OR t.code = $3)
   AND ($4 = 0 OR o.id = $4 OR EXISTS (SELECT 1 FROM offer f JOIN part p ON p.offer_id = f.id WHERE f.order_id = t.id AND p.organisation_id = $4 AND f.state IN ('held', 'agreed')))
   AND ($5 = '' OR t.state = $5) AND ($6 = '' OR o.code = $6)
 ORDER BY t.code LIMIT $2;

-- set_order_asks ($1 order)
SELECT c.code, a.level FROM order_competence a JOIN competence c ON c.id = a.competence_id WHERE a.order_id = $1 ORDER BY c.code;

-- set_offers ($5 order, $6 state)
SELECT f.id, f.code, t.code, f.variant, f.state, f.people, f.cohorts, f.hours_ah, f.starts_on, f.ends_on, f.price_minor, f.made_at, f.expires_at
  FROM offer f JOIN training_order t ON t.id = f.order_id
 WHERE f.code >= $1 AND ($3 = '' OR f.code = $3)
   AND ($4 = 0 OR t.organisation_id = $4 OR (f.state IN ('held', 'agreed') AND EXISTS (SELECT 1 FROM part p WHERE p.offer_id = f.id AND p.organisation_id = $4)))
   AND ($5 = '' OR t.code = $5) AND ($6 = '' OR f.state = $6)
 ORDER BY f.code LIMIT $2;

-- set_offer_parts ($1 offer)
SELECT o.code, p.hours_ah, p.price_minor, p.state FROM part p JOIN organisation o ON o.id = p.organisation_id WHERE p.offer_id = $1 ORDER BY o.code;

-- set_offer_lessons ($1 offer)
SELECT m.code, l.cohort, l.part, s.code, l.starts_at, l.ends_at, l.hours_ah
  FROM lesson l JOIN module m ON m.id = l.module_id LEFT JOIN site s ON s.id = l.site_id WHERE l.offer_id = $1 ORDER BY l.starts_at, l.cohort, l.id;

-- set_bookings ($5 resource, $6 from, $7 to): a code of a booking is its number, of a length that sorts
SELECT b.id, b.number, b.resource, b.unit, b.starts_at, b.ends_at, b.state, b.offer, b.made_at FROM (
    SELECT k.id, substr('000000000000000' || CAST(k.id AS TEXT), length(CAST(k.id AS TEXT)) + 1) AS number, r.code AS resource, k.unit, k.starts_at, k.ends_at, k.state,
           f.code AS offer, k.made_at, r.organisation_id, t.organisation_id AS employer_id
      FROM booking k JOIN resource r ON r.id = k.resource_id LEFT JOIN offer f ON f.id = k.offer_id LEFT JOIN training_order t ON t.id = f.order_id
     WHERE k.live = 1 AND ($5 = '' OR r.code = $5) AND ($6 = 0 OR k.ends_at > $6 * 1440) AND ($7 = 0 OR k.starts_at < ($7 + 1) * 1440)) b
 WHERE b.number >= $1 AND ($3 = '' OR b.number = $3) AND ($4 = 0 OR b.organisation_id = $4 OR b.employer_id = $4) ORDER BY b.number LIMIT $2;
