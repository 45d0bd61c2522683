-- demand_web_last ()
SELECT coalesce(max(month_on), -1) FROM vacancy WHERE twin_id IS NULL;

-- demand_web_counts (municipality)
SELECT count(*), count(DISTINCT employer), min(month_on), max(month_on), count(DISTINCT month_on) FROM vacancy
 WHERE twin_id IS NULL AND ($1 = '' OR municipality = $1);

-- demand_web_twins ()
SELECT count(*) FROM vacancy WHERE twin_id IS NOT NULL;

-- demand_web_sources ()
SELECT source, count(*), min(posted_on), max(posted_on) FROM vacancy GROUP BY source ORDER BY count(*) DESC, source;

-- demand_web_places ()
SELECT municipality, municipality, municipality FROM vacancy WHERE municipality IS NOT NULL GROUP BY municipality ORDER BY count(*) DESC, municipality LIMIT 300;

-- demand_web_occupations ()
SELECT o.code, o.name_ru, o.name_en FROM vacancy v JOIN occupation o ON o.id = v.occupation_id GROUP BY o.id, o.code, o.name_ru, o.name_en
 ORDER BY count(*) DESC, o.code LIMIT 300;

-- demand_web_top (since, municipality)
SELECT c.code, c.name_ru, c.name_en FROM need n JOIN competence c ON c.id = n.competence_id
 WHERE n.month_on >= $1 AND ($2 = '' OR n.municipality = $2) GROUP BY c.id, c.code, c.name_ru, c.name_en ORDER BY sum(n.vacancies) DESC, c.code LIMIT 5;

-- demand_web_adverts (like, competence, municipality, occupation, employer, since, until)
SELECT v.code, v.posted_on, v.title, v.employer, v.municipality, o.name_ru, o.name_en, v.wage_minor, v.places,
       (SELECT count(*) FROM mention m WHERE m.vacancy_id = v.id), v.source, v.twin_id
  FROM vacancy v LEFT JOIN occupation o ON o.id = v.occupation_id
 WHERE ($1 = '' OR v.title_fold LIKE $1 ESCAPE '!')
   AND ($2 = '' OR EXISTS (SELECT 1 FROM mention m JOIN competence c ON c.id = m.competence_id WHERE m.vacancy_id = v.id AND c.code = $2))
   AND ($3 = '' OR v.municipality = $3) AND ($4 = '' OR o.code = $4) AND ($5 = '' OR v.employer = $5) AND v.month_on >= $6 AND v.month_on <= $7
 ORDER BY v.posted_on DESC, v.code LIMIT 3000;

-- demand_web_advert (code)
SELECT v.id, v.title, v.employer, v.municipality, v.posted_on, v.wage_minor, v.currency, v.web, v.text, v.source, v.places, o.code, o.name_ru, o.name_en,
       t.code, t.title
  FROM vacancy v LEFT JOIN occupation o ON o.id = v.occupation_id LEFT JOIN vacancy t ON t.id = v.twin_id WHERE v.code = $1;

-- demand_web_mentions (vacancy)
SELECT m.from_at, m.to_at, m.section, m.said, m.words, c.code, c.name_ru, c.name_en,
       (SELECT count(*) FROM module_competence g WHERE g.competence_id = c.id)
  FROM mention m JOIN competence c ON c.id = m.competence_id WHERE m.vacancy_id = $1 ORDER BY m.from_at, m.to_at;

-- demand_web_repeats (vacancy)
SELECT code, posted_on, source FROM vacancy WHERE twin_id = $1 ORDER BY posted_on, code LIMIT 50;

-- demand_web_signals (kind, competence)
SELECT s.code, s.kind, s.title_ru, s.title_en, o.code, o.name_ru, o.name_en, c.code, c.name_ru, c.name_en, p.name_ru, p.name_en, s.municipality, s.people,
       s.by_on, s.confidence, s.source, s.web
  FROM signal s LEFT JOIN organisation o ON o.id = s.organisation_id LEFT JOIN competence c ON c.id = s.competence_id
  LEFT JOIN occupation p ON p.id = s.occupation_id
 WHERE ($1 = '' OR s.kind = $1) AND ($2 = '' OR c.code = $2 OR EXISTS (SELECT 1 FROM occupation_competence x JOIN competence k ON k.id = x.competence_id
   WHERE x.occupation_id = s.occupation_id AND x.relation = 'essential' AND k.code = $2))
 ORDER BY s.by_on, s.code;
