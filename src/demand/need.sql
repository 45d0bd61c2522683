-- last_month ()
SELECT coalesce(max(month_on), -1) FROM vacancy WHERE twin_id IS NULL;

-- occupation_id (code)
SELECT id FROM occupation WHERE code = $1;

-- adverts (since, until, municipality, occupation)
SELECT count(*) FROM vacancy WHERE twin_id IS NULL AND month_on >= $1 AND month_on <= $2
 AND ($3 = '' OR municipality = $3) AND ($4 = 0 OR occupation_id = $4);

-- needs (since, until, before, municipality, occupation, most)
SELECT c.code, c.name_ru, c.name_en, sum(CASE WHEN n.month_on >= $1 THEN n.vacancies ELSE 0 END) AS now,
 sum(CASE WHEN n.month_on < $1 THEN n.vacancies ELSE 0 END) AS before,
 CAST(avg(CASE WHEN n.month_on >= $1 THEN n.wage_minor END) AS BIGINT)
 FROM need n JOIN competence c ON c.id = n.competence_id
 WHERE n.month_on >= $3 AND n.month_on <= $2 AND ($4 = '' OR n.municipality = $4) AND ($5 = 0 OR n.occupation_id = $5)
 GROUP BY c.id, c.code, c.name_ru, c.name_en ORDER BY now DESC, before DESC, c.code LIMIT $6;

-- competence_id (code)
SELECT id FROM competence WHERE code = $1;

-- months (municipality)
SELECT month_on, count(*) FROM vacancy WHERE twin_id IS NULL AND ($1 = '' OR municipality = $1) GROUP BY month_on ORDER BY month_on;

-- months_of (competence, municipality)
SELECT month_on, sum(vacancies) FROM need WHERE competence_id = $1 AND ($2 = '' OR municipality = $2) GROUP BY month_on ORDER BY month_on;
