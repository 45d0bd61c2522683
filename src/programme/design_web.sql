-- design_web_there ($1 code)
SELECT COUNT(*) FROM programme WHERE code = $1;

-- design_web_begun ($1 code)
SELECT COUNT(*) FROM design d JOIN programme p ON p.id = d.programme_id WHERE p.code = $1;

-- design_web_last_employer ($1 code)
SELECT e.code FROM design d JOIN programme p ON p.id = d.programme_id JOIN organisation e ON e.id = d.employer_id WHERE p.code = $1 ORDER BY p.version DESC LIMIT 1;

-- design_web_employers ()
SELECT code, name_ru, name_en FROM organisation WHERE roles LIKE '%employer%' OR kind = 'employer' ORDER BY name_fold, code;

-- design_web_modules ()
SELECT code, name_ru, name_en FROM module ORDER BY name_fold, code LIMIT 500;

-- design_web_competences ()
SELECT DISTINCT c.code, c.name_ru, c.name_en FROM competence c JOIN module_competence g ON g.competence_id = c.id ORDER BY c.code LIMIT 500;
