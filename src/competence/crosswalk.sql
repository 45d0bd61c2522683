-- crosswalk_from (framework)
SELECT id, code, name_ru, name_en FROM competence WHERE framework = $1 AND kind IN ('skill','knowledge','attitude','language','technology') ORDER BY id;

-- crosswalk_bridge (to)
SELECT framework, count(*) FROM competence WHERE framework <> $1 AND name_ru IS NOT NULL AND name_en IS NOT NULL AND name_ru <> '' AND name_en <> ''
 AND kind IN ('skill','knowledge','attitude','language','technology') GROUP BY framework ORDER BY count(*) DESC, framework LIMIT 1;

-- crosswalk_english (framework)
SELECT id, name_en, name_ru FROM competence WHERE framework = $1 ORDER BY id;

-- crosswalk_same (from, to)
SELECT a.id, b.id FROM competence a JOIN competence b ON b.framework = $2
 AND ((a.name_en IS NOT NULL AND a.name_en <> '' AND lower(a.name_en) = lower(b.name_en)) OR (a.name_ru IS NOT NULL AND a.name_ru <> '' AND lower(a.name_ru) = lower(b.name_ru)))
 WHERE a.framework = $1 AND a.kind = b.kind ORDER BY a.id, b.id;

-- crosswalk_groups (from, to, competence)
SELECT DISTINCT a.competence_id, b.competence_id, p.group_code FROM occupation_competence a
 JOIN occupation p ON p.id = a.occupation_id AND p.framework = $1 AND p.group_code IS NOT NULL
 JOIN occupation q ON q.framework = $2 AND q.group_code = p.group_code JOIN occupation_competence b ON b.occupation_id = q.id
 WHERE a.competence_id = $3 ORDER BY b.competence_id;

-- crosswalk_aligned (competence, target)
SELECT count(*) FROM alignment WHERE (competence_id = $1 AND target_id = $2) OR (competence_id = $2 AND target_id = $1);

-- crosswalk_put (competence, target, relation, score, why, now, who)
INSERT INTO crosswalk (competence_id, target_id, relation, score, why, state, made_at, who) VALUES ($1, $2, $3, $4, $5, 'proposed', $6, $7)
 ON CONFLICT (competence_id, target_id) DO UPDATE SET relation = excluded.relation, score = excluded.score, why = excluded.why
 WHERE crosswalk.state = 'proposed';

-- crosswalk_was (competence, target)
SELECT x.competence_id, x.target_id, x.relation, x.state FROM crosswalk x JOIN competence a ON a.id = x.competence_id JOIN competence b ON b.id = x.target_id
 WHERE a.code = $1 AND b.code = $2;

-- crosswalk_set (competence, target, state, decided, who)
UPDATE crosswalk SET state = $3, decided_at = $4, who = $5 WHERE competence_id = $1 AND target_id = $2;

-- crosswalk_align (competence, target, relation)
INSERT INTO alignment (competence_id, target_id, relation) VALUES ($1, $2, $3) ON CONFLICT (competence_id, target_id) DO NOTHING;

-- crosswalk_unalign (competence, target)
DELETE FROM alignment WHERE competence_id = $1 AND target_id = $2;

-- crosswalk_audit (id, now, who, code, before, after)
INSERT INTO audit (id, made_at, who, organisation_id, verb, object, object_code, before, after) VALUES ($1, $2, $3, NULL, 'changed', 'crosswalk', $4, $5, $6);

-- crosswalk_rows (state, like)
SELECT a.code, a.name_ru, a.name_en, b.code, b.name_ru, b.name_en, x.relation, x.score, x.why, x.state, a.framework, b.framework
  FROM crosswalk x JOIN competence a ON a.id = x.competence_id JOIN competence b ON b.id = x.target_id
 WHERE ($1 = '' OR x.state = $1) AND ($2 = '' OR a.name_fold LIKE $2 ESCAPE '!' OR b.name_fold LIKE $2 ESCAPE '!')
 ORDER BY CASE x.state WHEN 'proposed' THEN 0 ELSE 1 END, x.score DESC, a.code, b.code LIMIT 2000;
