-- order_make_competence ($1 code, $2 level)
SELECT c.id, c.name_ru, c.name_en, (SELECT count(*) FROM module_competence g WHERE g.competence_id = c.id AND g.level >= $2),
       (SELECT max(g.level) FROM module_competence g WHERE g.competence_id = c.id)
  FROM competence c WHERE c.code = $1;

-- order_make_code_of ($1 id)
SELECT code FROM competence WHERE id = $1;

-- order_make_competences ()
SELECT count(*) FROM competence;

-- order_make_places ()
SELECT municipality, count(*) FROM site WHERE municipality IS NOT NULL GROUP BY municipality ORDER BY count(*) DESC, municipality;

-- order_make_organisation ($1 code)
SELECT id FROM organisation WHERE code = $1;

-- order_make_store ($1 id, $2 code, $3 organisation, $4 title_ru, $5 title_en, $6 note, $7 kind, $8 people, $9 municipality, $10 earliest, $11 deadline, $12 weekdays, $13 from, $14 to, $15 day, $16 week, $17 travel, $18 budget, $19 wish, $20 now)
INSERT INTO training_order (id, code, organisation_id, title_ru, title_en, note_ru, kind, people, municipality, earliest_on, deadline_on, weekdays,
                            from_min, to_min, day_most_ah, week_most_ah, travel_most_min, budget_minor, wish, state, made_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, 'open', $20);

-- order_make_ask ($1 order, $2 competence, $3 level)
INSERT INTO order_competence (order_id, competence_id, level) VALUES ($1, $2, $3);

-- order_make_audit ($1 id, $2 now, $3 who, $4 organisation, $5 code, $6 after)
INSERT INTO audit (id, made_at, who, organisation_id, verb, object, object_code, before, after) VALUES ($1, $2, $3, $4, 'made', 'training_order', $5, NULL, $6);
