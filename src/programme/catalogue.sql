-- catalogue_places ()
SELECT s.id, s.municipality, o.municipality FROM site s JOIN organisation o ON o.id = s.organisation_id;

-- catalogue_organisations ()
SELECT id, code, name_ru, name_en, municipality FROM organisation ORDER BY id;

-- catalogue_labels ()
SELECT c.id, c.name_ru, c.name_en, l.label
  FROM competence c LEFT JOIN competence_label l ON l.competence_id = c.id
 WHERE EXISTS (SELECT 1 FROM module_competence g WHERE g.competence_id = c.id) ORDER BY c.id;

-- catalogue_modules ()
SELECT id, code, name_ru, name_en, note_ru, note_en, organisation_id, site_id, lecture_ah + practice_ah + self_ah,
       price_learner_minor + price_cohort_minor / cohort_most, form, language
  FROM module ORDER BY id;

-- catalogue_gives ()
SELECT module_id, competence_id, level FROM module_competence ORDER BY module_id, competence_id;

-- catalogue_programmes ()
SELECT p.id, p.code, p.name_ru, p.name_en, p.note_ru, p.note_en, p.organisation_id, p.kind, p.level, p.audience, p.funding, p.document_ru, p.document_en
  FROM programme p
 WHERE p.state = 'approved'
   AND NOT EXISTS (SELECT 1 FROM programme n WHERE n.code = p.code AND n.version > p.version AND n.state = 'approved')
 ORDER BY p.id;

-- catalogue_holding ()
SELECT programme_id, module_id FROM programme_module ORDER BY programme_id, position;

-- catalogue_starts ()
SELECT programme_id, starts_on, site_id, price_minor FROM start WHERE state = 'open' AND taken < seats ORDER BY programme_id, starts_on;
