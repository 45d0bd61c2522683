-- offer_settings ()
SELECT name, value FROM setting;

-- offer_competence ($1 id)
SELECT code, name_ru, name_en FROM competence WHERE id = $1;

-- offer_aligned ($1 id)
SELECT target_id FROM alignment WHERE competence_id = $1 AND relation IN ('exact', 'narrower')
UNION
SELECT competence_id FROM alignment WHERE target_id = $1 AND relation IN ('exact', 'broader');

-- offer_kin ($1 id)
SELECT id FROM competence WHERE parent_id = (SELECT parent_id FROM competence WHERE id = $1) AND id <> $1
UNION
SELECT id FROM competence WHERE parent_id = $1
UNION
SELECT parent_id FROM competence WHERE id = $1 AND parent_id IS NOT NULL
UNION
SELECT target_id FROM alignment WHERE competence_id = $1
UNION
SELECT competence_id FROM alignment WHERE target_id = $1
 ORDER BY 1 LIMIT 50;

-- offer_insert ($1 id, $2 code, $3 order, $4 variant, $5 state, $6 people, $7 cohorts, $8 hours, $9 partners, $10 starts, $11 ends,
-- $12 price, $13 bound, $14 seed, $15 hash, $16 document, $17 now, $18 who)
INSERT INTO offer (id, code, order_id, variant, state, people, cohorts, hours_ah, partners, starts_on, ends_on, price_minor, bound_minor,
                   seed, input_hash, document, made_at, expires_at, who)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, NULL, $18);

-- offer_insert_part ($1 id, $2 offer, $3 organisation, $4 hours, $5 price, $6 approval)
INSERT INTO part (id, offer_id, organisation_id, hours_ah, price_minor, approval, state) VALUES ($1, $2, $3, $4, $5, $6, 'asked');

-- offer_insert_lesson ($1 id, $2 offer, $3 module, $4 cohort, $5 position, $6 part, $7 site, $8 starts, $9 ends, $10 hours)
INSERT INTO lesson (id, offer_id, module_id, cohort, position, part, site_id, starts_at, ends_at, hours_ah)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- offer_insert_use ($1 lesson, $2 resource, $3 quantity)
INSERT INTO lesson_resource (lesson_id, resource_id, quantity) VALUES ($1, $2, $3)
    ON CONFLICT (lesson_id, resource_id) DO UPDATE SET quantity = lesson_resource.quantity + excluded.quantity;

-- offer_count ($1 order)
SELECT COUNT(*) FROM offer WHERE order_id = $1;

-- offer_forget_lessons ($1 order)
DELETE FROM lesson_resource WHERE lesson_id IN
    (SELECT l.id FROM lesson l JOIN offer f ON f.id = l.offer_id WHERE f.order_id = $1 AND f.state IN ('made', 'impossible'));

-- offer_forget_lessons_too ($1 order)
DELETE FROM lesson WHERE offer_id IN (SELECT id FROM offer WHERE order_id = $1 AND state IN ('made', 'impossible'));

-- offer_forget_parts ($1 order)
DELETE FROM part WHERE offer_id IN (SELECT id FROM offer WHERE order_id = $1 AND state IN ('made', 'impossible'));

-- offer_forget ($1 order)
DELETE FROM offer WHERE order_id = $1 AND state IN ('made', 'impossible');

-- offer_take_order ($1 order): its row, before anything of it is changed, as hold.c does
UPDATE training_order SET state = state WHERE id = $1;

-- offer_last_number ($1 order)
SELECT COALESCE(MAX(CAST(substr(f.code, length(o.code) + 2) AS INTEGER)), 0)
  FROM offer f JOIN training_order o ON o.id = f.order_id WHERE f.order_id = $1;

-- offer_mark_order ($1 order)
UPDATE training_order SET state = 'offered' WHERE id = $1 AND state IN ('open', 'draft');

-- offer_list ($1 order)
SELECT f.code, o.code, f.variant, f.state, f.people, f.hours_ah, f.partners, f.starts_on, f.ends_on, f.price_minor
  FROM offer f JOIN training_order o ON o.id = f.order_id
 WHERE $1 = '' OR o.code = $1 ORDER BY o.deadline_on, o.code, f.id;

-- offer_document ($1 code)
SELECT document FROM offer WHERE code = $1;

-- ask_by_code ($1 code)
SELECT id FROM competence WHERE code = $1
UNION
SELECT competence_id FROM occupation WHERE code = $1 AND competence_id IS NOT NULL;

-- ask_by_name ($1 fold)
SELECT id FROM competence WHERE name_fold = $1
UNION
SELECT competence_id FROM competence_label WHERE label_fold = $1
UNION
SELECT competence_id FROM occupation WHERE name_fold = $1 AND competence_id IS NOT NULL
UNION
SELECT o.competence_id FROM occupation_label l JOIN occupation o ON o.id = l.occupation_id
 WHERE l.label_fold = $1 AND o.competence_id IS NOT NULL
 ORDER BY 1 LIMIT 50;

-- ask_by_part ($1 pattern)
SELECT DISTINCT c.id FROM competence c JOIN module_competence m ON m.competence_id = c.id
 WHERE c.name_fold LIKE $1 ORDER BY 1 LIMIT 50;
