-- programme_modules ()
SELECT id, code, name_ru, name_en, form, organisation_id, site_id, lecture_ah, practice_ah, self_ah, cohort_least, cohort_most,
       price_cohort_minor, price_learner_minor, placed
  FROM module ORDER BY id;

-- programme_gives ()
SELECT module_id, competence_id, level FROM module_competence ORDER BY module_id, competence_id;

-- programme_prerequisites ()
SELECT module_id, required_id, competence_id, level FROM module_prerequisite ORDER BY module_id, id;

-- programme_needs ()
SELECT module_id, part, kind, type_id, competence_id, level, quantity, per_learners FROM module_need ORDER BY module_id, id;

-- programme_pairings ()
SELECT module_id, programme_id FROM programme_module ORDER BY module_id, programme_id;

-- programme_norm ($1 kind)
SELECT kind, name_ru, name_en, source, least_ah, most_ah, day_most_ah, week_most_ah FROM norm WHERE kind = $1;
