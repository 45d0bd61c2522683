-- ld_programme ($1 id)
SELECT p.id, p.code, p.version, p.name_ru, p.name_en, p.note_ru, p.note_en, p.kind, p.field_code, p.document_ru, p.document_en, p.entry_ru, p.entry_en,
       p.level, p.audience, o.code, o.name_ru, o.name_en,
       (SELECT COALESCE(sum(m.lecture_ah + m.practice_ah + m.self_ah), 0) FROM programme_module pm JOIN module m ON m.id = pm.module_id WHERE pm.programme_id = p.id),
       (SELECT COALESCE(sum(m.price_learner_minor + m.price_cohort_minor / m.cohort_most), 0) FROM programme_module pm JOIN module m ON m.id = pm.module_id
         WHERE pm.programme_id = p.id)
  FROM programme p JOIN organisation o ON o.id = p.organisation_id WHERE p.id = $1;

-- ld_programmes ()
SELECT p.id, p.code, p.version, p.name_ru, p.name_en, p.note_ru, p.note_en, p.kind, p.field_code, p.document_ru, p.document_en, p.entry_ru, p.entry_en,
       p.level, p.audience, o.code, o.name_ru, o.name_en,
       (SELECT COALESCE(sum(m.lecture_ah + m.practice_ah + m.self_ah), 0) FROM programme_module pm JOIN module m ON m.id = pm.module_id WHERE pm.programme_id = p.id),
       (SELECT COALESCE(sum(m.price_learner_minor + m.price_cohort_minor / m.cohort_most), 0) FROM programme_module pm JOIN module m ON m.id = pm.module_id
         WHERE pm.programme_id = p.id)
  FROM programme p JOIN organisation o ON o.id = p.organisation_id
 WHERE p.state = 'approved' AND NOT EXISTS (SELECT 1 FROM programme n WHERE n.code = p.code AND n.version > p.version AND n.state = 'approved')
 ORDER BY p.code;

-- ld_programme_gives ($1 programme)
SELECT DISTINCT c.code, c.name_ru, c.name_en, c.name_fold, c.framework
  FROM programme_module pm JOIN module_competence g ON g.module_id = pm.module_id JOIN competence c ON c.id = g.competence_id
 WHERE pm.programme_id = $1 ORDER BY c.name_fold, c.code;

-- ld_programme_modules ($1 programme)
SELECT m.code, m.name_ru, m.name_en, o.code, o.name_ru, o.name_en
  FROM programme_module pm JOIN module m ON m.id = pm.module_id JOIN organisation o ON o.id = m.organisation_id
 WHERE pm.programme_id = $1 ORDER BY pm.position, m.code;

-- ld_starts ($1 programme, $2 today)
SELECT s.code, s.starts_on, s.ends_on, s.seats, s.taken, s.price_minor, s.apply_by_on, t.name_ru, t.name_en, t.address_ru, t.address_en
  FROM start s LEFT JOIN site t ON t.id = s.site_id
 WHERE s.programme_id = $1 AND s.state = 'open' AND s.starts_on >= $2 ORDER BY s.starts_on, s.code;

-- ld_module ($1 id)
SELECT m.code, m.name_ru, m.name_en, m.note_ru, m.note_en, m.form, m.language, m.lecture_ah + m.practice_ah + m.self_ah,
       m.price_learner_minor + m.price_cohort_minor / m.cohort_most, o.code, o.name_ru, o.name_en
  FROM module m JOIN organisation o ON o.id = m.organisation_id WHERE m.id = $1;

-- ld_module_gives ($1 module)
SELECT c.code, c.name_ru, c.name_en, c.name_fold, c.framework
  FROM module_competence g JOIN competence c ON c.id = g.competence_id WHERE g.module_id = $1 ORDER BY c.name_fold, c.code;
