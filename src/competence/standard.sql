-- ps_competence (id, code, kind, name, fold, parent)
INSERT INTO competence (id, code, framework, kind, name_ru, name_fold, parent_id) VALUES ($1, $2, 'ps', $3, $4, $5, $6)
 ON CONFLICT (code) DO UPDATE SET name_ru = excluded.name_ru, name_fold = excluded.name_fold, parent_id = excluded.parent_id;

-- ps_competence_id (code)
SELECT id FROM competence WHERE code = $1;

-- ps_occupation (id, code, name, fold, group)
INSERT INTO occupation (id, code, framework, name_ru, name_fold, group_code) VALUES ($1, $2, 'ps', $3, $4, $5)
 ON CONFLICT (code) DO UPDATE SET name_ru = excluded.name_ru, name_fold = excluded.name_fold;

-- ps_occupation_id (code)
SELECT id FROM occupation WHERE code = $1;

-- ps_title (occupation, label, fold)
INSERT INTO occupation_label (occupation_id, language, label, label_fold) VALUES ($1, 'ru', $2, $3)
 ON CONFLICT (occupation_id, language, label) DO NOTHING;

-- ps_asks (occupation, competence, level)
INSERT INTO occupation_competence (occupation_id, competence_id, relation, level) VALUES ($1, $2, 'essential', $3)
 ON CONFLICT (occupation_id, competence_id) DO NOTHING;

-- ps_group (occupation, group)
UPDATE occupation SET group_code = $2 WHERE id = $1;
