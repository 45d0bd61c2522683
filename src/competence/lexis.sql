-- framework_of_competences ()
SELECT framework, count(*) FROM competence WHERE kind IN ('skill','knowledge','attitude','language') GROUP BY framework
 ORDER BY count(*) DESC, framework LIMIT 1;

-- framework_of_occupations ()
SELECT framework, count(*) FROM occupation GROUP BY framework ORDER BY count(*) DESC, framework LIMIT 1;

-- marks ()
SELECT id, code, name_ru, name_en, NULL, NULL, 0 FROM competence
 WHERE kind NOT IN ('task','group','occupation') ORDER BY id;

-- mark_labels ()
SELECT l.competence_id, l.label FROM competence_label l JOIN competence c ON c.id = l.competence_id
 WHERE c.kind NOT IN ('task','group','occupation') ORDER BY l.competence_id, l.language, l.label;

-- links (framework)
SELECT id, code, name_ru, name_en, description_ru, description_en, 0 FROM competence
 WHERE kind IN ('skill','knowledge','attitude','language','technology') AND ($1 = 'all' OR framework = $1) ORDER BY id;

-- link_labels (framework)
SELECT l.competence_id, l.label FROM competence_label l JOIN competence c ON c.id = l.competence_id
 WHERE c.kind IN ('skill','knowledge','attitude','language','technology') AND ($1 = 'all' OR c.framework = $1)
 ORDER BY l.competence_id, l.language, l.label;

-- uses ()
SELECT competence_id, count(*) FROM occupation_competence GROUP BY competence_id ORDER BY competence_id;

-- titles (framework)
SELECT id, code, name_ru, name_en, description_ru, description_en, 0 FROM occupation
 WHERE ($1 = 'all' OR framework = $1) ORDER BY id;

-- title_labels (framework)
SELECT l.occupation_id, l.label FROM occupation_label l JOIN occupation o ON o.id = l.occupation_id
 WHERE ($1 = 'all' OR o.framework = $1) ORDER BY l.occupation_id, l.language, l.label;

-- title_asks (framework)
SELECT o.id, c.name_ru, c.name_en FROM occupation_competence x JOIN occupation o ON o.id = x.occupation_id
 JOIN competence c ON c.id = x.competence_id
 WHERE ($1 = 'all' OR o.framework = $1) AND c.kind <> 'task' ORDER BY o.id, c.id;

-- texts ()
SELECT id, name_ru, name_en, description_ru, description_en FROM occupation ORDER BY id;

-- text_labels ()
SELECT occupation_id, label FROM occupation_label ORDER BY occupation_id, language, label;

-- tasks ()
SELECT id, name_ru, name_en FROM competence WHERE kind = 'task' ORDER BY id;

-- other_texts (framework)
SELECT id, name_ru, name_en, description_ru, description_en FROM competence
 WHERE kind IN ('skill','knowledge','attitude','language') AND $1 <> 'all' AND framework <> $1 ORDER BY id;

-- taught (framework)
SELECT g.competence_id, coalesce(m.name_ru, '') || ' ' || coalesce(m.note_ru, ''), coalesce(m.name_en, '') || ' ' || coalesce(m.note_en, '')
  FROM module_competence g JOIN module m ON m.id = g.module_id JOIN competence c ON c.id = g.competence_id
 WHERE ($1 = 'all' OR c.framework = $1) ORDER BY g.competence_id, m.id;
