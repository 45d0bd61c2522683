-- coded_titles (framework)
SELECT t.occupation_id, t.title, t.times FROM coded_title t JOIN occupation o ON o.id = t.occupation_id
 WHERE ($1 = 'all' OR o.framework = $1) ORDER BY t.title_fold, t.occupation_id;

-- occupation_of_code (code)
SELECT id FROM occupation WHERE code = $1;

-- add_occupation (id, code, framework, name, fold)
INSERT INTO occupation (id, code, framework, name_en, name_fold) VALUES ($1, $2, $3, $4, $5);

-- add_title (occupation, fold, title, times)
INSERT INTO coded_title (occupation_id, title_fold, title, times) VALUES ($1, $2, $3, $4)
 ON CONFLICT (occupation_id, title_fold) DO UPDATE SET times = coded_title.times + excluded.times;

-- framework_of (id)
SELECT framework FROM occupation WHERE id = $1;
