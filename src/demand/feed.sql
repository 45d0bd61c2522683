-- add_vacancy (id, code, source, title, fold, employer, municipality, posted, month, wage, currency, web, text, print, twin, occupation, places)
INSERT INTO vacancy (id, code, source, title, title_fold, employer, municipality, posted_on, month_on, wage_minor, currency, web,
 text, text_hash, twin_id, occupation_id, places)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) ON CONFLICT (code) DO NOTHING;

-- add_mention (vacancy, competence, from, to, words, section, said)
INSERT INTO mention (vacancy_id, competence_id, from_at, to_at, words, section, said) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- prints ()
SELECT id, text_hash, municipality, posted_on FROM vacancy WHERE twin_id IS NULL ORDER BY id;

-- clear_need ()
DELETE FROM need;

-- count_need ()
INSERT INTO need (competence_id, occupation_id, municipality, month_on, vacancies, places, wage_minor)
 SELECT m.competence_id, coalesce(v.occupation_id, 0), coalesce(v.municipality, ''), v.month_on, count(*), sum(v.places),
  CAST(avg(CASE WHEN v.currency IS NULL OR CASE v.currency WHEN 'RUR' THEN 'RUB' ELSE v.currency END = coalesce((SELECT value FROM setting WHERE name = 'currency'), 'RUB')
   THEN v.wage_minor END) AS BIGINT)
 FROM vacancy v JOIN mention m ON m.vacancy_id = v.id WHERE v.twin_id IS NULL
 GROUP BY m.competence_id, coalesce(v.occupation_id, 0), coalesce(v.municipality, ''), v.month_on;

-- need_counted ()
SELECT coalesce(sum(vacancies), 0) FROM need;

-- need_to_count ()
SELECT count(*) FROM mention m JOIN vacancy v ON v.id = m.vacancy_id WHERE v.twin_id IS NULL;
