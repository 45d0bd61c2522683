-- about_list (like, framework)
SELECT c.code, c.name_ru, c.name_en, c.framework, c.kind, coalesce(n.adverts, 0), coalesce(a.people, 0), coalesce(g.modules, 0)
  FROM competence c
  LEFT JOIN (SELECT competence_id, sum(vacancies) AS adverts FROM need GROUP BY competence_id) n ON n.competence_id = c.id
  LEFT JOIN (SELECT x.competence_id, sum(o.people) AS people FROM order_competence x JOIN training_order o ON o.id = x.order_id
              WHERE o.state IN ('open', 'offered') GROUP BY x.competence_id) a ON a.competence_id = c.id
  LEFT JOIN (SELECT competence_id, count(*) AS modules FROM module_competence GROUP BY competence_id) g ON g.competence_id = c.id
 WHERE c.kind <> 'group' AND ($2 = '' OR c.framework = $2)
   AND ($1 = '' OR c.name_fold LIKE $1 ESCAPE '!' OR c.code LIKE $1 ESCAPE '!'
        OR EXISTS (SELECT 1 FROM competence_label l WHERE l.competence_id = c.id AND l.label_fold LIKE $1 ESCAPE '!'))
 ORDER BY coalesce(n.adverts, 0) + coalesce(a.people, 0) DESC, coalesce(g.modules, 0) DESC, c.name_fold, c.code LIMIT 1000;

-- about_frameworks ()
SELECT framework, framework, framework FROM competence GROUP BY framework ORDER BY count(*) DESC, framework;

-- about_one (code)
SELECT id, name_ru, name_en, framework, description_ru, description_en, kind FROM competence WHERE code = $1;

-- about_labels (competence)
SELECT label FROM competence_label WHERE competence_id = $1 ORDER BY language, label_fold;

-- about_alignments (competence)
SELECT c.code, c.name_ru, c.name_en, c.framework, a.relation FROM alignment a JOIN competence c ON c.id = a.target_id WHERE a.competence_id = $1
 UNION ALL
SELECT c.code, c.name_ru, c.name_en, c.framework, CASE a.relation WHEN 'broader' THEN 'narrower' WHEN 'narrower' THEN 'broader' ELSE a.relation END
  FROM alignment a JOIN competence c ON c.id = a.competence_id WHERE a.target_id = $1;

-- about_words (competence)
SELECT lower(m.words), count(*), min(v.code) FROM mention m JOIN vacancy v ON v.id = m.vacancy_id
 WHERE m.competence_id = $1 AND v.twin_id IS NULL GROUP BY lower(m.words) ORDER BY count(*) DESC, lower(m.words) LIMIT 12;

-- about_employers (competence)
SELECT v.employer, count(*), max(v.posted_on), sum(v.places) FROM mention m JOIN vacancy v ON v.id = m.vacancy_id
 WHERE m.competence_id = $1 AND v.twin_id IS NULL AND v.employer IS NOT NULL GROUP BY v.employer ORDER BY count(*) DESC, v.employer LIMIT 12;

-- about_occupations (competence)
SELECT o.code, o.name_ru, o.name_en, sum(n.vacancies) FROM need n JOIN occupation o ON o.id = n.occupation_id
 WHERE n.competence_id = $1 GROUP BY o.id, o.code, o.name_ru, o.name_en ORDER BY sum(n.vacancies) DESC, o.code LIMIT 8;

-- about_together (competence)
SELECT c.code, c.name_ru, c.name_en, count(*) FROM mention a JOIN mention b ON b.vacancy_id = a.vacancy_id AND b.competence_id <> a.competence_id
  JOIN vacancy v ON v.id = a.vacancy_id AND v.twin_id IS NULL JOIN competence c ON c.id = b.competence_id
 WHERE a.competence_id = $1 GROUP BY c.id, c.code, c.name_ru, c.name_en ORDER BY count(*) DESC, c.code LIMIT 12;

-- about_asked (competence)
SELECT coalesce(sum(vacancies), 0) FROM need WHERE competence_id = $1;

-- about_wage (competence, since)
SELECT count(v.wage_minor), min(v.wage_minor), max(v.wage_minor), CAST(avg(v.wage_minor) AS BIGINT) FROM mention m JOIN vacancy v ON v.id = m.vacancy_id
 WHERE m.competence_id = $1 AND v.twin_id IS NULL AND v.month_on >= $2 AND v.wage_minor IS NOT NULL
   AND (v.currency IS NULL OR CASE v.currency WHEN 'RUR' THEN 'RUB' ELSE v.currency END = coalesce((SELECT value FROM setting WHERE name = 'currency'), 'RUB'));

-- about_adverts ()
SELECT count(*) FROM vacancy WHERE twin_id IS NULL;

-- about_last ()
SELECT coalesce(max(month_on), -1) FROM vacancy WHERE twin_id IS NULL;

-- about_modules (competence)
SELECT m.code, m.name_ru, m.name_en, o.code, o.name_ru, o.name_en, g.level, m.lecture_ah + m.practice_ah + m.self_ah, m.price_learner_minor
  FROM module_competence g JOIN module m ON m.id = g.module_id JOIN organisation o ON o.id = m.organisation_id
 WHERE g.competence_id = $1 ORDER BY m.name_fold, m.code;

-- about_staff (competence)
SELECT count(*) FROM staff_competence WHERE competence_id = $1;
