-- catalogue_programmes ($1 organisation, $2 kind)
SELECT p.code, p.name_ru, p.name_en, p.name_fold, p.kind, o.code, o.name_ru, o.name_en, count(m.id),
       COALESCE(sum(m.lecture_ah + m.practice_ah + m.self_ah), 0), COALESCE(sum(m.price_learner_minor), 0), COALESCE(sum(m.price_cohort_minor), 0),
       p.version
  FROM programme p JOIN organisation o ON o.id = p.organisation_id LEFT JOIN programme_module pm ON pm.programme_id = p.id LEFT JOIN module m ON m.id = pm.module_id
 WHERE p.state = 'approved' AND ($1 = '' OR o.code = $1) AND ($2 = '' OR p.kind = $2)
   AND NOT EXISTS (SELECT 1 FROM programme n WHERE n.code = p.code AND n.version > p.version AND n.state = 'approved')
 GROUP BY p.id, p.code, p.name_ru, p.name_en, p.name_fold, p.kind, o.code, o.name_ru, o.name_en, p.version
 ORDER BY p.name_fold, p.code;

-- catalogue_modules ($1 organisation)
SELECT m.code, m.name_ru, m.name_en, m.name_fold, m.form, o.code, o.name_ru, o.name_en, m.lecture_ah + m.practice_ah + m.self_ah,
       m.price_learner_minor, m.price_cohort_minor, m.cohort_least, m.cohort_most
  FROM module m JOIN organisation o ON o.id = m.organisation_id
 WHERE $1 = '' OR o.code = $1
 ORDER BY m.name_fold, m.code;

-- catalogue_gives ()
SELECT m.code, c.name_fold FROM module_competence g JOIN module m ON m.id = g.module_id JOIN competence c ON c.id = g.competence_id;

-- catalogue_labels ()
SELECT m.code, l.label_fold FROM module_competence g JOIN module m ON m.id = g.module_id JOIN competence_label l ON l.competence_id = g.competence_id;

-- catalogue_owners ()
SELECT code, name_ru, name_en FROM organisation o WHERE EXISTS (SELECT 1 FROM module m WHERE m.organisation_id = o.id) ORDER BY name_fold, code;

-- catalogue_holding ($1 programme)
SELECT m.code FROM programme_module pm JOIN programme p ON p.id = pm.programme_id JOIN module m ON m.id = pm.module_id WHERE p.code = $1;

-- programme_web_one ($1 code)
SELECT p.id, p.name_ru, p.name_en, p.kind, p.version, p.state, p.field_code, p.document_ru, p.document_en, p.note_ru, p.note_en,
       o.code, o.name_ru, o.name_en
  FROM programme p JOIN organisation o ON o.id = p.organisation_id WHERE p.code = $1 ORDER BY p.version DESC LIMIT 1;

-- programme_web_modules ($1 programme)
SELECT m.code, m.name_ru, m.name_en, o.code, o.name_ru, o.name_en, m.lecture_ah, m.practice_ah, m.self_ah, m.price_learner_minor
  FROM programme_module pm JOIN module m ON m.id = pm.module_id JOIN organisation o ON o.id = m.organisation_id
 WHERE pm.programme_id = $1 ORDER BY pm.position, m.code;

-- programme_web_gives ($1 programme)
SELECT DISTINCT c.code, c.name_ru, c.name_en, c.name_fold, g.level
  FROM programme_module pm JOIN module_competence g ON g.module_id = pm.module_id JOIN competence c ON c.id = g.competence_id
 WHERE pm.programme_id = $1 ORDER BY c.name_fold, c.code;

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

-- competence_web_one ($1 code)
SELECT id, name_ru, name_en, framework, description_ru, description_en FROM competence WHERE code = $1;

-- competence_web_labels ($1 competence)
SELECT label FROM competence_label WHERE competence_id = $1 ORDER BY language, label_fold;

-- competence_web_modules ($1 competence)
SELECT m.code, m.name_ru, m.name_en, o.code, o.name_ru, o.name_en, g.level, m.lecture_ah + m.practice_ah + m.self_ah, m.price_learner_minor
  FROM module_competence g JOIN module m ON m.id = g.module_id JOIN organisation o ON o.id = m.organisation_id
 WHERE g.competence_id = $1 ORDER BY m.name_fold, m.code;

-- competence_web_orders ($1 competence)
SELECT t.code, t.title_ru, t.title_en, a.level, t.people, t.deadline_on, t.state
  FROM order_competence a JOIN training_order t ON t.id = a.order_id WHERE a.competence_id = $1 ORDER BY t.deadline_on, t.code;

-- competence_web_staff ($1 competence)
SELECT count(*) FROM staff_competence WHERE competence_id = $1;
