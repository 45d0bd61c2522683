-- order_web_list ($1 state, $2 organisation, $3 like, $4 whose: 0 all)
SELECT o.code, o.title_ru, o.title_en, e.code, e.name_ru, e.name_en, o.people, o.deadline_on, o.state,
       (SELECT count(*) FROM order_competence a WHERE a.order_id = o.id),
       (SELECT f.code FROM offer f WHERE f.order_id = o.id ORDER BY CASE WHEN f.state IN ('held', 'agreed') THEN 0 ELSE 1 END, f.made_at DESC, f.id LIMIT 1),
       (SELECT f.state FROM offer f WHERE f.order_id = o.id ORDER BY CASE WHEN f.state IN ('held', 'agreed') THEN 0 ELSE 1 END, f.made_at DESC, f.id LIMIT 1)
  FROM training_order o JOIN organisation e ON e.id = o.organisation_id
 WHERE ($1 = '' OR o.state = $1) AND ($2 = '' OR e.code = $2)
   AND ($3 = '' OR e.name_fold LIKE $3 ESCAPE '!' OR o.code LIKE $3 ESCAPE '!')
   AND ($4 = 0 OR o.organisation_id = $4
        OR EXISTS (SELECT 1 FROM offer f JOIN part p ON p.offer_id = f.id WHERE f.order_id = o.id AND p.organisation_id = $4))
 ORDER BY o.deadline_on, o.code;

-- order_web_sees ($1 code, $2 organisation)
SELECT count(*) FROM training_order o WHERE o.code = $1
   AND (o.organisation_id = $2 OR EXISTS (SELECT 1 FROM offer f JOIN part p ON p.offer_id = f.id WHERE f.order_id = o.id AND p.organisation_id = $2));

-- order_web_organisation ($1 code)
SELECT id FROM organisation WHERE code = $1;

-- order_web_employers ()
SELECT code, name_ru, name_en FROM organisation WHERE roles LIKE '%employer%' OR kind = 'employer' ORDER BY name_fold, code;

-- order_web_employers_any ()
SELECT code, name_ru, name_en FROM organisation ORDER BY name_fold, code;

-- order_web_places ()
SELECT DISTINCT municipality, municipality, municipality FROM site WHERE municipality IS NOT NULL ORDER BY municipality;

-- order_web_norms ()
SELECT kind, name_ru, name_en FROM norm ORDER BY least_ah, kind;

-- order_web_note ($1 code)
SELECT note_ru, note_en, made_at FROM training_order WHERE code = $1;

-- order_web_offers ($1 order)
SELECT code, variant, state, people, cohorts, hours_ah, partners, starts_on, ends_on, price_minor, made_at
  FROM offer WHERE order_id = $1 ORDER BY made_at DESC, id;

-- order_web_teaching ($1 competence, $2 level)
SELECT count(*) FROM module_competence WHERE competence_id = $1 AND level >= $2;

-- order_web_programme ($1 programme)
SELECT DISTINCT c.code, g.level FROM programme p JOIN programme_module pm ON pm.programme_id = p.id JOIN module_competence g ON g.module_id = pm.module_id
  JOIN competence c ON c.id = g.competence_id WHERE p.code = $1 ORDER BY c.code;

-- order_web_competences ()
SELECT code, name_ru, name_en FROM competence c WHERE EXISTS (SELECT 1 FROM module_competence g WHERE g.competence_id = c.id)
 ORDER BY name_fold, code;
