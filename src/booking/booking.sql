-- booking_show ($1 code)
SELECT t.starts_at, t.ends_at, r.code, r.name_ru, r.name_en, u.units, c.state, t.skipped
  FROM claim c JOIN claim_time t ON t.claim_id = c.id JOIN claim_use u ON u.claim_id = c.id JOIN resource r ON r.id = u.resource_id
 WHERE c.code = $1 ORDER BY t.starts_at, r.code;

-- booking_web_one ($1 code)
SELECT c.id, c.title, c.note, c.people, c.state, c.starts_at, c.ends_at, c.price_minor, c.expires_at, c.made_at, c.reason, g.id, g.code, g.name_ru, g.name_en,
       h.code, h.name_ru, h.name_en
  FROM claim c JOIN organisation g ON g.id = c.organisation_id LEFT JOIN resource h ON h.id = c.holder_id WHERE c.code = $1;

-- Whoever asked, and every owner of something in it.
-- booking_web_sees ($1 code, $2 organisation)
SELECT COUNT(*) FROM claim c WHERE c.code = $1
   AND (c.organisation_id = $2 OR EXISTS (SELECT 1 FROM claim_use u JOIN resource r ON r.id = u.resource_id WHERE u.claim_id = c.id AND r.organisation_id = $2));

-- booking_web_asker ($1 code)
SELECT organisation_id FROM claim WHERE code = $1;

-- booking_web_organisation ($1 code)
SELECT id FROM organisation WHERE code = $1;

-- booking_web_uses ($1 claim)
SELECT r.code, r.name_ru, r.name_en, r.kind, u.units, o.code, o.name_ru, o.name_en, s.name_ru, s.name_en
  FROM claim_use u JOIN resource r ON r.id = u.resource_id JOIN organisation o ON o.id = r.organisation_id JOIN site s ON s.id = r.site_id
 WHERE u.claim_id = $1 ORDER BY o.code, r.code;

-- booking_web_times ($1 claim)
SELECT t.starts_at, t.ends_at, t.skipped, (SELECT COALESCE(SUM(k.price_minor), 0) FROM claim_cost k WHERE k.claim_id = t.claim_id AND k.starts_at = t.starts_at),
       (SELECT MIN(a.in_at) FROM usage a WHERE a.claim_id = t.claim_id AND a.starts_at = t.starts_at),
       (SELECT MAX(a.out_at) FROM usage a WHERE a.claim_id = t.claim_id AND a.starts_at = t.starts_at),
       (SELECT MAX(a.absent) FROM usage a WHERE a.claim_id = t.claim_id AND a.starts_at = t.starts_at)
  FROM claim_time t WHERE t.claim_id = $1 ORDER BY t.starts_at;

-- booking_web_parts ($1 claim)
SELECT o.id, o.code, o.name_ru, o.name_en, p.price_minor, p.approval, p.state, p.answered_at, p.reason
  FROM claim_part p JOIN organisation o ON o.id = p.organisation_id WHERE p.claim_id = $1 ORDER BY o.code;

-- booking_web_before ($1 claim, $2 made): how many stand in line before it for something of the same
SELECT COUNT(*) FROM claim c WHERE c.state = 'waiting' AND (c.made_at < $2 OR (c.made_at = $2 AND c.id < $1))
   AND EXISTS (SELECT 1 FROM claim_use u JOIN claim_use v ON v.resource_id = u.resource_id WHERE u.claim_id = c.id AND v.claim_id = $1);

-- booking_web_log ($1 code, $2 code and a slash)
SELECT a.made_at, a.verb, a.object, a.before, a.after, g.name_ru, g.name_en FROM audit a LEFT JOIN organisation g ON g.id = a.organisation_id
 WHERE (a.object = 'claim' AND a.object_code = $1) OR (a.object = 'claim_part' AND a.object_code LIKE $2) ORDER BY a.made_at, a.id;

-- booking_web_organisations ()
SELECT code, name_ru, name_en FROM organisation ORDER BY name_fold, code;

-- booking_web_resource ($1 code)
SELECT r.code, r.name_ru, r.name_en, r.quantity, o.name_ru, o.name_en, r.price_ah_minor
  FROM resource r JOIN organisation o ON o.id = r.organisation_id WHERE r.code = $1;

-- booking_web_staff ($1 organisation)
SELECT r.code, r.name_ru, r.name_en FROM resource r JOIN organisation o ON o.id = r.organisation_id WHERE r.kind = 'staff' AND o.code = $1 ORDER BY r.name_fold, r.code LIMIT 200;

-- booking_web_types ()
SELECT code, name_ru, name_en FROM resource_type ORDER BY name_fold, code;

-- What uses a type: the modules that need it give competences; orders that wait ask for these, directly or by what is exactly aligned with them.
-- idle_orders ()
SELECT n.type_id, o.code, o.title_ru, o.title_en, MAX(o.people)
  FROM training_order o JOIN order_competence a ON a.order_id = o.id
  JOIN module_competence g ON g.level >= a.level AND (g.competence_id = a.competence_id OR EXISTS (
       SELECT 1 FROM alignment x WHERE x.competence_id = a.competence_id AND x.target_id = g.competence_id AND x.relation = 'exact'))
  JOIN module_need n ON n.module_id = g.module_id AND n.kind = 'equipment'
 WHERE o.state = 'open' GROUP BY n.type_id, o.code, o.title_ru, o.title_en ORDER BY n.type_id, o.code;

-- idle_adverts ($1 since month)
SELECT n.type_id, SUM(v.vacancies)
  FROM (SELECT DISTINCT k.type_id, g.competence_id FROM module_need k JOIN module_competence g ON g.module_id = k.module_id WHERE k.kind = 'equipment') n
  JOIN need v ON v.competence_id = n.competence_id WHERE v.month_on >= $1 GROUP BY n.type_id;

-- idle_waiting ()
SELECT r.type_id, COUNT(DISTINCT c.id) FROM claim c JOIN claim_use u ON u.claim_id = c.id JOIN resource r ON r.id = u.resource_id
 WHERE c.state = 'waiting' AND r.kind = 'equipment' GROUP BY r.type_id;

-- idle_types ()
SELECT id, code, name_ru, name_en FROM resource_type WHERE kind = 'equipment' ORDER BY id;
