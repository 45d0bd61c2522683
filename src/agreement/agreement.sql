-- agreement_offer ($1 code)
SELECT f.id, f.order_id, f.state, f.people, f.cohorts, f.hours_ah, f.starts_on, f.ends_on, f.price_minor, f.input_hash,
       f.document, f.made_at, o.code, o.title_ru, o.title_en, o.kind, o.municipality, o.organisation_id, n.name_ru, n.name_en
  FROM offer f JOIN training_order o ON o.id = f.order_id LEFT JOIN norm n ON n.kind = o.kind
 WHERE f.code = $1;

-- agreement_setting ($1 name)
SELECT value FROM setting WHERE name = $1;

-- agreement_centre ()
SELECT o.id FROM setting s JOIN organisation o ON o.code = s.value WHERE s.name = 'centre';

-- agreement_organisation ($1 id)
SELECT code, kind, name_ru, name_en, tax_no, municipality, email, phone, web FROM organisation WHERE id = $1;

-- agreement_organisation_id ($1 code)
SELECT id FROM organisation WHERE code = $1;

-- agreement_parts ($1 offer)
SELECT p.organisation_id, p.hours_ah, p.price_minor, p.approval, p.state
  FROM part p JOIN organisation o ON o.id = p.organisation_id
 WHERE p.offer_id = $1 ORDER BY p.price_minor DESC, o.code;

-- agreement_module ($1 code)
SELECT id, organisation_id, name_ru, name_en, lecture_ah, practice_ah, self_ah, form FROM module WHERE code = $1;

-- agreement_asks ($1 order)
SELECT c.code, c.name_ru, c.name_en, a.level
  FROM order_competence a JOIN competence c ON c.id = a.competence_id WHERE a.order_id = $1 ORDER BY c.code;

-- agreement_lessons ($1 offer)
SELECT l.id, l.module_id, l.cohort, l.part, l.starts_at, l.ends_at, l.hours_ah, s.name_ru, s.name_en, s.address_ru, s.address_en,
       s.municipality
  FROM lesson l LEFT JOIN site s ON s.id = l.site_id
 WHERE l.offer_id = $1 ORDER BY l.cohort, l.starts_at, l.id;

-- agreement_uses ($1 offer)
SELECT u.lesson_id, r.id, r.kind, r.code, r.name_ru, r.name_en, r.organisation_id, u.quantity
  FROM lesson l JOIN lesson_resource u ON u.lesson_id = l.id JOIN resource r ON r.id = u.resource_id
 WHERE l.offer_id = $1
 ORDER BY l.cohort, l.starts_at, l.id, CASE r.kind WHEN 'room' THEN 0 WHEN 'equipment' THEN 1 ELSE 2 END, r.code;

-- agreement_find ($1 code)
SELECT id, state FROM agreement WHERE code = $1;

-- agreement_put ($1 id, $2 code, $3 form, $4 title_ru, $5 title_en, $6 number, $7 offer, $8 starts_on, $9 ends_on, $10 made_at, $11 who)
INSERT INTO agreement (id, code, form, title_ru, title_en, number, state, offer_id, starts_on, ends_on, signed_on, made_at, who)
VALUES ($1, $2, $3, $4, $5, $6, 'draft', $7, $8, $9, NULL, $10, $11);

-- agreement_number ($1 id, $2 number)
UPDATE agreement SET number = $2 WHERE id = $1;

-- agreement_party_put ($1 agreement, $2 organisation, $3 role)
INSERT INTO agreement_party (agreement_id, organisation_id, role) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING;

-- agreement_party_clear ($1 agreement)
DELETE FROM agreement_party WHERE agreement_id = $1;

-- agreement_file_put ($1 id, $2 agreement, $3 language, $4 form, $5 hash, $6 bytes, $7 made_at, $8 who)
INSERT INTO agreement_file (id, agreement_id, language, form, hash, bytes, made_at, who)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING;

-- agreement_sign ($1 code, $2 number, $3 signed_on)
UPDATE agreement SET state = 'signed', number = COALESCE($2, number), signed_on = $3 WHERE code = $1 AND state = 'draft';

-- agreement_end ($1 code, $2 ends_on)
UPDATE agreement SET state = 'ended', ends_on = $2 WHERE code = $1 AND state = 'signed';

-- agreement_audit ($1 id, $2 made_at, $3 who, $4 verb, $5 code, $6 before, $7 after)
INSERT INTO audit (id, made_at, who, organisation_id, verb, object, object_code, before, after)
VALUES ($1, $2, $3, NULL, $4, 'agreement', $5, $6, $7);

-- agreement_list ($1 state)
SELECT a.code, a.form, a.state, a.number, a.title_ru, a.title_en, a.starts_on, a.ends_on, a.signed_on, f.code,
       (SELECT count(DISTINCT p.organisation_id) FROM agreement_party p WHERE p.agreement_id = a.id),
       (SELECT count(*) FROM agreement_file d WHERE d.agreement_id = a.id), f.price_minor
  FROM agreement a LEFT JOIN offer f ON f.id = a.offer_id
 WHERE $1 = '' OR a.state = $1 ORDER BY a.made_at, a.id;
