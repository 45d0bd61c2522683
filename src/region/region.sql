-- region.sql -- rows as any region has them; only written.

-- region_organisations ()
SELECT count(*) FROM organisation;

-- region_setting ($1 name, $2 value)
INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- put_organisation ()
INSERT INTO organisation (id, code, kind, roles, name_ru, name_en, name_fold, municipality, email)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- put_site ()
INSERT INTO site (id, code, organisation_id, name_ru, name_en, name_fold, address_ru, address_en, municipality, lat, lon)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- put_opening ()
INSERT INTO opening (id, site_id, weekdays, opens_min, closes_min) VALUES ($1, $2, $3, $4, $5);

-- put_closure ()
INSERT INTO closure (id, site_id, from_on, to_on, reason_ru, reason_en) VALUES ($1, $2, $3, $4, $5, $6);

-- put_travel ()
INSERT INTO travel (from_site_id, to_site_id, travel_min) VALUES ($1, $2, $3);

-- put_competence ()
INSERT INTO competence (id, code, framework, kind, name_ru, name_en, name_fold, parent_id)
VALUES ($1, $2, 'region', $3, $4, $5, $6, $7);

-- put_alignment ()
INSERT INTO alignment (competence_id, target_id, relation) VALUES ($1, $2, $3);

-- put_occupation ()
INSERT INTO occupation (id, code, framework, name_ru, name_en, name_fold, group_code)
VALUES ($1, $2, 'region', $3, $4, $5, $6);

-- put_occupation_competence ()
INSERT INTO occupation_competence (occupation_id, competence_id, relation, level) VALUES ($1, $2, $3, $4);

-- put_type ()
INSERT INTO resource_type (id, code, kind, name_ru, name_en, name_fold) VALUES ($1, $2, $3, $4, $5, $6);

-- put_resource ()
INSERT INTO resource (id, code, kind, organisation_id, site_id, type_id, room_id, name_ru, name_en, name_fold, quantity, seats,
                      load_week_ah, price_ah_minor)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14);

-- put_staff_competence ()
INSERT INTO staff_competence (staff_id, competence_id, level) VALUES ($1, $2, $3);

-- put_busy ()
INSERT INTO busy (id, resource_id, quantity, starts_at, ends_at, weeks, kind) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- put_sharing ()
INSERT INTO sharing (id, organisation_id, code, kind, audience, weekdays, from_min, to_min, price_percent, approval, lead_days)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- put_module ()
INSERT INTO module (id, code, organisation_id, site_id, name_ru, name_en, name_fold, lecture_ah, practice_ah, self_ah,
                    cohort_least, cohort_most, price_cohort_minor, price_learner_minor, form, language, placed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'onsite', 'ru', 1);

-- put_module_competence ()
INSERT INTO module_competence (module_id, competence_id, level) VALUES ($1, $2, $3);

-- put_prerequisite ()
INSERT INTO module_prerequisite (id, module_id, required_id, competence_id, level) VALUES ($1, $2, $3, $4, $5);

-- put_need ()
INSERT INTO module_need (id, module_id, part, kind, type_id, competence_id, level, quantity, per_learners)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- put_programme ()
INSERT INTO programme (id, code, version, organisation_id, kind, name_ru, name_en, name_fold, state, field_code, audience, funding, made_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

-- put_start ()
INSERT INTO start (id, code, programme_id, site_id, starts_on, ends_on, weekdays, from_min, to_min, seats, taken, apply_by_on, state)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'open');

-- put_programme_module ()
INSERT INTO programme_module (programme_id, module_id, position) VALUES ($1, $2, $3);

-- put_norm ()
INSERT INTO norm (id, kind, name_ru, name_en, least_ah, most_ah, day_most_ah, week_most_ah, source)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (kind) DO NOTHING;

-- put_order ()
INSERT INTO training_order (id, code, organisation_id, title_ru, title_en, kind, people, municipality, lat, lon, earliest_on,
                            deadline_on, weekdays, from_min, to_min, day_most_ah, week_most_ah, travel_most_min, budget_minor,
                            wish, state, made_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, 'open', $21);

-- put_order_competence ()
INSERT INTO order_competence (order_id, competence_id, level) VALUES ($1, $2, $3);
