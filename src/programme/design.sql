-- design_one ($1 code): the newest version that is or was designed together
SELECT p.id, p.version, p.state, p.name_ru, p.name_en, p.organisation_id, g.name_ru, g.name_en, d.employer_id, e.name_ru, e.name_en, d.revision, p.kind,
       (SELECT COUNT(*) FROM design_change c WHERE c.programme_id = p.id AND c.state = 'proposed'),
       (SELECT COUNT(*) FROM design_change c WHERE c.programme_id = p.id AND c.state = 'proposed' AND c.side = 'owner')
  FROM design d JOIN programme p ON p.id = d.programme_id JOIN organisation g ON g.id = p.organisation_id JOIN organisation e ON e.id = d.employer_id
 WHERE p.code = $1 ORDER BY p.version DESC LIMIT 1;

-- design_approvals ($1 programme, $2 revision)
SELECT side FROM design_approval WHERE programme_id = $1 AND revision = $2;

-- design_modules ($1 programme)
SELECT m.id, m.code, m.name_ru, m.name_en, g.name_ru, g.name_en, COALESCE(h.lecture_ah, m.lecture_ah), COALESCE(h.practice_ah, m.practice_ah),
       COALESCE(h.self_ah, m.self_ah), CASE WHEN h.module_id IS NULL THEN 0 ELSE 1 END
  FROM programme_module x JOIN module m ON m.id = x.module_id JOIN organisation g ON g.id = m.organisation_id
  LEFT JOIN design_hours h ON h.programme_id = x.programme_id AND h.module_id = m.id
 WHERE x.programme_id = $1 ORDER BY x.position, m.id;

-- design_wants ($1 programme)
SELECT c.id, c.code, c.name_ru, c.name_en, w.level,
       (SELECT COUNT(*) FROM programme_module x JOIN module_competence g ON g.module_id = x.module_id
         WHERE x.programme_id = w.programme_id AND g.competence_id = w.competence_id AND g.level >= w.level)
  FROM design_competence w JOIN competence c ON c.id = w.competence_id WHERE w.programme_id = $1 ORDER BY c.code;

-- design_norm ($1 kind)
SELECT least_ah, most_ah FROM norm WHERE kind = $1;

-- design_missing ($1 programme): required modules that are not in it
SELECT m.name_ru, m.name_en, r.name_ru, r.name_en
  FROM programme_module x JOIN module_prerequisite q ON q.module_id = x.module_id JOIN module m ON m.id = x.module_id JOIN module r ON r.id = q.required_id
 WHERE x.programme_id = $1 AND NOT EXISTS (SELECT 1 FROM programme_module y WHERE y.programme_id = $1 AND y.module_id = q.required_id)
 ORDER BY x.position, r.code;

-- design_late ($1 programme): required modules that come after
SELECT m.name_ru, m.name_en, r.name_ru, r.name_en
  FROM programme_module x JOIN module_prerequisite q ON q.module_id = x.module_id JOIN module m ON m.id = x.module_id JOIN module r ON r.id = q.required_id
  JOIN programme_module y ON y.programme_id = $1 AND y.module_id = q.required_id
 WHERE x.programme_id = $1 AND y.position > x.position ORDER BY x.position, r.code;

-- design_changes ($1 programme)
SELECT c.number, c.kind, c.text, c.state, c.reason, c.side, c.made_at, m.name_ru, m.name_en, o.name_ru, o.name_en, k.name_ru, k.name_en, c.level, c.lecture_ah,
       c.practice_ah, c.self_ah, c.revision
  FROM design_change c LEFT JOIN module m ON m.id = c.module_id LEFT JOIN module o ON o.id = c.other_id LEFT JOIN competence k ON k.id = c.competence_id
 WHERE c.programme_id = $1 ORDER BY c.number;

-- design_change_one ($1 programme, $2 number)
SELECT id, kind, state, side, module_id, other_id, competence_id, level, lecture_ah, practice_ah, self_ah, revision FROM design_change
 WHERE programme_id = $1 AND number = $2;

-- design_revisions ($1 programme)
SELECT revision, made_at FROM design_revision WHERE programme_id = $1 ORDER BY revision;

-- design_document ($1 programme, $2 revision)
SELECT document FROM design_revision WHERE programme_id = $1 AND revision = $2;

-- design_module ($1 code)
SELECT id FROM module WHERE code = $1;

-- design_competence ($1 code)
SELECT id FROM competence WHERE code = $1;

-- design_organisation ($1 code)
SELECT id FROM organisation WHERE code = $1;

-- design_centre ()
SELECT g.id FROM setting s JOIN organisation g ON g.code = s.value WHERE s.name = 'centre';

-- design_newest ($1 code)
SELECT id, version, state, (SELECT d.employer_id FROM design d WHERE d.programme_id = p.id) FROM programme p WHERE code = $1 ORDER BY version DESC LIMIT 1;

-- design_copy ($1 id, $2 of, $3 now)
INSERT INTO programme (id, code, version, organisation_id, kind, name_ru, name_en, name_fold, state, field_code, document_ru, document_en, note_ru, note_en,
                       level, audience, funding, entry_ru, entry_en, made_at)
SELECT $1, code, version + 1, organisation_id, kind, name_ru, name_en, name_fold, 'draft', field_code, document_ru, document_en, note_ru, note_en, level,
       audience, funding, entry_ru, entry_en, $3
  FROM programme WHERE id = $2;

-- design_copy_modules ($1 id, $2 of)
INSERT INTO programme_module (programme_id, module_id, position) SELECT $1, module_id, position FROM programme_module WHERE programme_id = $2;

-- design_new ($1 id, $2 code, $3 organisation, $4 name ru, $5 name en, $6 fold, $7 now)
INSERT INTO programme (id, code, version, organisation_id, kind, name_ru, name_en, name_fold, state, made_at)
VALUES ($1, $2, 1, $3, 'upskilling', $4, $5, $6, 'draft', $7);

-- design_insert ($1 programme, $2 employer, $3 now, $4 who)
INSERT INTO design (programme_id, employer_id, revision, made_at, who) VALUES ($1, $2, 0, $3, $4);

-- design_insert_revision ($1 programme, $2 revision, $3 document, $4 now, $5 who)
INSERT INTO design_revision (programme_id, revision, document, made_at, who) VALUES ($1, $2, $3, $4, $5);

-- design_lock ($1 programme)
UPDATE design SET revision = revision WHERE programme_id = $1;

-- design_next ($1 programme)
UPDATE design SET revision = revision + 1 WHERE programme_id = $1;

-- design_next_number ($1 programme)
SELECT COALESCE(MAX(number), 0) + 1 FROM design_change WHERE programme_id = $1;

-- design_insert_change ($1 id, $2 programme, $3 number, $4 kind, $5 module, $6 other, $7 competence, $8 level, $9 lecture, $10 practice, $11 self, $12 revision,
-- $13 text, $14 side, $15 who, $16 now)
INSERT INTO design_change (id, programme_id, number, kind, module_id, other_id, competence_id, level, lecture_ah, practice_ah, self_ah, revision, text, side, who,
                           made_at, state, answered_at, reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'proposed', NULL, NULL);

-- design_answer ($1 change, $2 state, $3 now, $4 reason)
UPDATE design_change SET state = $2, answered_at = $3, reason = $4 WHERE id = $1;

-- design_has ($1 programme, $2 module)
SELECT COUNT(*) FROM programme_module WHERE programme_id = $1 AND module_id = $2;

-- design_add ($1 programme, $2 module)
INSERT INTO programme_module (programme_id, module_id, position) SELECT $1, $2, COALESCE(MAX(position), 0) + 1 FROM programme_module WHERE programme_id = $1;

-- design_remove ($1 programme, $2 module)
DELETE FROM programme_module WHERE programme_id = $1 AND module_id = $2;

-- design_forget_hours ($1 programme, $2 module)
DELETE FROM design_hours WHERE programme_id = $1 AND module_id = $2;

-- design_replace ($1 programme, $2 module, $3 by)
UPDATE programme_module SET module_id = $3 WHERE programme_id = $1 AND module_id = $2;

-- design_set_hours ($1 programme, $2 module, $3 lecture, $4 practice, $5 self)
INSERT INTO design_hours (programme_id, module_id, lecture_ah, practice_ah, self_ah) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (programme_id, module_id) DO UPDATE SET lecture_ah = excluded.lecture_ah, practice_ah = excluded.practice_ah, self_ah = excluded.self_ah;

-- design_set_want ($1 programme, $2 competence, $3 level)
INSERT INTO design_competence (programme_id, competence_id, level) VALUES ($1, $2, $3)
    ON CONFLICT (programme_id, competence_id) DO UPDATE SET level = excluded.level;

-- design_forget_want ($1 programme, $2 competence)
DELETE FROM design_competence WHERE programme_id = $1 AND competence_id = $2;

-- design_wanted ($1 programme, $2 competence)
SELECT COUNT(*) FROM design_competence WHERE programme_id = $1 AND competence_id = $2;

-- design_clear_modules ($1 programme)
DELETE FROM programme_module WHERE programme_id = $1;

-- design_clear_hours ($1 programme)
DELETE FROM design_hours WHERE programme_id = $1;

-- design_clear_wants ($1 programme)
DELETE FROM design_competence WHERE programme_id = $1;

-- design_put_module ($1 programme, $2 module, $3 position)
INSERT INTO programme_module (programme_id, module_id, position) VALUES ($1, $2, $3);

-- design_approve ($1 programme, $2 side, $3 revision, $4 now, $5 who)
INSERT INTO design_approval (programme_id, side, revision, made_at, who) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (programme_id, side) DO UPDATE SET revision = excluded.revision, made_at = excluded.made_at, who = excluded.who;

-- design_retire ($1 programme): the versions before it
UPDATE programme SET state = 'retired' WHERE code = (SELECT code FROM programme WHERE id = $1) AND id <> $1 AND state = 'approved';

-- design_make_approved ($1 programme)
UPDATE programme SET state = 'approved' WHERE id = $1;

-- design_address ($1 organisation)
SELECT email, name_ru, name_en FROM organisation WHERE id = $1 AND email IS NOT NULL AND email <> '';

-- design_post ($1 id, $2 now, $3 address, $4 subject, $5 body)
INSERT INTO outbox (id, made_at, kind, address, subject, body, sent_at, tries, problem) VALUES ($1, $2, 'mail', $3, $4, $5, NULL, 0, NULL);
