-- edit_site_owner ($1 site code)
SELECT o.code FROM site s JOIN organisation o ON o.id = s.organisation_id WHERE s.code = $1;

-- edit_resource_owner ($1 resource code)
SELECT o.code FROM resource r JOIN organisation o ON o.id = r.organisation_id WHERE r.code = $1;

-- edit_organisation ($1 code)
SELECT id FROM organisation WHERE code = $1;

-- edit_audit ($1 id)
SELECT object, object_code, before, after, verb FROM audit WHERE id = $1;

-- edit_put_draft ($1 id, $2 organisation, $3 sheet, $4 key, $5 fields, $6 state, $7 now, $8 who)
INSERT INTO draft (id, organisation_id, sheet, row_key, fields, state, made_at, who, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL);

-- edit_drop_drafts ($1 organisation, $2 sheet, $3 key): a later one takes the place of an earlier one
DELETE FROM draft WHERE organisation_id = $1 AND sheet = $2 AND row_key = $3 AND state IN ('draft', 'submitted');

-- edit_draft ($1 id)
SELECT d.sheet, d.fields, d.state, o.code FROM draft d JOIN organisation o ON o.id = d.organisation_id WHERE d.id = $1;

-- edit_set_draft ($1 id, $2 state, $3 reason)
UPDATE draft SET state = $2, reason = $3 WHERE id = $1;

-- edit_moderation ()
SELECT 1 FROM setting WHERE name = 'moderation' AND value = '1';

-- edit_remove_opening ($1 site, $2 weekdays, $3 opens)
DELETE FROM opening WHERE site_id = (SELECT id FROM site WHERE code = $1) AND weekdays = $2 AND opens_min = CAST($3 AS INTEGER);

-- edit_remove_closure ($1 site, $2 from)
DELETE FROM closure WHERE site_id = (SELECT id FROM site WHERE code = $1) AND from_on = CAST($2 AS INTEGER);

-- edit_remove_busy ($1 resource, $2 starts, $3 kind)
DELETE FROM busy WHERE resource_id = (SELECT id FROM resource WHERE code = $1) AND starts_at = CAST($2 AS BIGINT) AND kind = $3;

-- edit_remove_sharing ($1 code)
DELETE FROM sharing WHERE code = $1;

-- edit_remove_rule ($1 code)
DELETE FROM booking_rule WHERE code = $1;

-- edit_remove_ability ($1 staff, $2 competence)
DELETE FROM staff_competence WHERE staff_id = (SELECT id FROM resource WHERE code = $1) AND competence_id = (SELECT id FROM competence WHERE code = $2);

-- edit_drafts ($1 organisation code, '' for all)
SELECT d.id, d.sheet, d.row_key, d.state, d.made_at, o.name_ru, o.name_en, d.reason, o.id FROM draft d JOIN organisation o ON o.id = d.organisation_id
 WHERE ($1 = '' OR o.code = $1) AND d.state IN ('draft', 'submitted', 'refused') ORDER BY d.made_at DESC, d.id DESC LIMIT 200;

-- edit_history ($1 sheet, $2 key)
SELECT a.id, a.made_at, a.verb, a.before, a.after, g.name_ru, g.name_en FROM audit a LEFT JOIN organisation g ON g.id = a.organisation_id
 WHERE a.object = $1 AND a.object_code = $2 ORDER BY a.made_at DESC, a.id DESC LIMIT 50;

-- edit_own_sites ($1 organisation code)
SELECT s.code, s.name_ru, s.name_en FROM site s JOIN organisation o ON o.id = s.organisation_id WHERE o.code = $1 ORDER BY s.name_fold, s.code;

-- edit_own_resources ($1 organisation code)
SELECT r.code, r.name_ru, r.name_en FROM resource r JOIN organisation o ON o.id = r.organisation_id WHERE o.code = $1 ORDER BY r.name_fold, r.code LIMIT 1000;

-- edit_types ($1 kind)
SELECT code, name_ru, name_en FROM resource_type WHERE kind = $1 ORDER BY name_fold, code;

-- edit_organisations ()
SELECT code, name_ru, name_en FROM organisation ORDER BY name_fold, code;
