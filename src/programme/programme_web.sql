-- programme_web_newest ($1 code)
SELECT version FROM programme WHERE code = $1
 ORDER BY CASE state WHEN 'approved' THEN 0 WHEN 'retired' THEN 1 ELSE 2 END, version DESC LIMIT 1;

-- programme_web_one ($1 code, $2 version)
SELECT p.id, p.name_ru, p.name_en, p.kind, p.version, p.state, p.field_code, p.document_ru, p.document_en, p.note_ru, p.note_en,
       o.code, o.name_ru, o.name_en, p.level, p.audience, p.funding, p.entry_ru, p.entry_en, o.id, o.email, o.phone,
       (SELECT COALESCE(sum(m.lecture_ah + m.practice_ah + m.self_ah), 0) FROM programme_module pm JOIN module m ON m.id = pm.module_id WHERE pm.programme_id = p.id),
       (SELECT COALESCE(sum(m.price_learner_minor + m.price_cohort_minor / m.cohort_most), 0) FROM programme_module pm JOIN module m ON m.id = pm.module_id
         WHERE pm.programme_id = p.id)
  FROM programme p JOIN organisation o ON o.id = p.organisation_id WHERE p.code = $1 AND p.version = $2;

-- programme_web_versions ($1 code, $2 state left out)
SELECT version, state, name_ru, name_en FROM programme WHERE code = $1 AND state <> $2 ORDER BY version DESC;

-- programme_web_starts ($1 programme, $2 today)
SELECT s.code, s.starts_on, s.ends_on, s.weekdays, s.from_min, s.to_min, t.name_ru, t.name_en, s.seats, s.taken, s.price_minor, s.apply_by_on, s.state,
       COALESCE(t.municipality, o.municipality)
  FROM start s JOIN programme p ON p.id = s.programme_id JOIN organisation o ON o.id = p.organisation_id
  LEFT JOIN site t ON t.id = COALESCE(s.site_id, (SELECT m.site_id FROM programme_module pm JOIN module m ON m.id = pm.module_id
                                                  WHERE pm.programme_id = p.id AND m.site_id IS NOT NULL ORDER BY pm.position LIMIT 1))
 WHERE s.programme_id = $1 AND s.state <> 'cancelled' AND s.starts_on >= $2 ORDER BY s.starts_on, s.code;

-- programme_web_before ($1 programme): required by its modules, and not given or held by it
SELECT m.code, m.name_ru, m.name_en, c.code, c.name_ru, c.name_en, max(q.level)
  FROM programme_module pm JOIN module_prerequisite q ON q.module_id = pm.module_id
  LEFT JOIN module m ON m.id = q.required_id LEFT JOIN competence c ON c.id = q.competence_id
 WHERE pm.programme_id = $1
   AND (q.required_id IS NULL OR NOT EXISTS (SELECT 1 FROM programme_module h WHERE h.programme_id = $1 AND h.module_id = q.required_id))
   AND (q.competence_id IS NULL OR NOT EXISTS (SELECT 1 FROM programme_module h JOIN module_competence g ON g.module_id = h.module_id
                                                WHERE h.programme_id = $1 AND g.competence_id = q.competence_id AND g.level >= q.level))
 GROUP BY m.code, m.name_ru, m.name_en, c.code, c.name_ru, c.name_en ORDER BY m.code, c.code;

-- programme_web_employers ($1 programme)
SELECT o.code, o.name_ru, o.name_en, sum(t.people)
  FROM training_order t JOIN organisation o ON o.id = t.organisation_id
 WHERE t.state <> 'draft' AND EXISTS (SELECT 1 FROM order_competence a JOIN module_competence g ON g.competence_id = a.competence_id
                                       JOIN programme_module pm ON pm.module_id = g.module_id WHERE a.order_id = t.id AND pm.programme_id = $1)
 GROUP BY o.code, o.name_ru, o.name_en ORDER BY sum(t.people) DESC, o.code LIMIT 8;

-- programme_web_modules ($1 programme)
SELECT m.code, m.name_ru, m.name_en, o.code, o.name_ru, o.name_en, m.lecture_ah, m.practice_ah, m.self_ah, m.price_learner_minor
  FROM programme_module pm JOIN module m ON m.id = pm.module_id JOIN organisation o ON o.id = m.organisation_id
 WHERE pm.programme_id = $1 ORDER BY pm.position, m.code;

-- programme_web_gives ($1 programme)
SELECT c.code, c.name_ru, c.name_en, c.name_fold, max(g.level)
  FROM programme_module pm JOIN module_competence g ON g.module_id = pm.module_id JOIN competence c ON c.id = g.competence_id
 WHERE pm.programme_id = $1 GROUP BY c.code, c.name_ru, c.name_en, c.name_fold ORDER BY c.name_fold, c.code;

-- module_web_one ($1 code)
SELECT m.id, m.name_ru, m.name_en, m.note_ru, m.note_en, m.lecture_ah, m.practice_ah, m.self_ah, m.cohort_least, m.cohort_most,
       m.price_cohort_minor, m.price_learner_minor, m.form, m.language, m.placed, o.code, o.name_ru, o.name_en, s.name_ru, s.name_en
  FROM module m JOIN organisation o ON o.id = m.organisation_id LEFT JOIN site s ON s.id = m.site_id WHERE m.code = $1;

-- module_web_gives ($1 module)
SELECT c.code, c.name_ru, c.name_en, g.level FROM module_competence g JOIN competence c ON c.id = g.competence_id
 WHERE g.module_id = $1 ORDER BY c.name_fold, c.code;

-- module_web_before ($1 module)
SELECT m.code, m.name_ru, m.name_en, c.code, c.name_ru, c.name_en, p.level
  FROM module_prerequisite p LEFT JOIN module m ON m.id = p.required_id LEFT JOIN competence c ON c.id = p.competence_id
 WHERE p.module_id = $1 ORDER BY p.id;

-- module_web_needs ($1 module)
SELECT n.part, n.kind, t.code, t.name_ru, t.name_en, c.name_ru, c.name_en, n.level, n.quantity, n.per_learners
  FROM module_need n LEFT JOIN resource_type t ON t.id = n.type_id LEFT JOIN competence c ON c.id = n.competence_id
 WHERE n.module_id = $1 ORDER BY n.kind, n.id;

-- module_web_programmes ($1 module)
SELECT p.code, p.name_ru, p.name_en FROM programme_module pm JOIN programme p ON p.id = pm.programme_id
 WHERE pm.module_id = $1 AND p.state = 'approved' ORDER BY p.name_fold, p.code;
