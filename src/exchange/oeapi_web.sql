-- What the Open Education API shows.  All take ($1 most, $2 skip, $3 id, $4 organisation, $5 other parent, $6 code, $7 like, $8 since, $9 until, $10 whose, $11 second id); 0 and '' are "any".  A second id of the row stands where
-- the object is of two; whose: as in set_web.sql, -1: nothing.

-- oe_organisations ()
SELECT o.id, o.code, o.name_ru, o.name_en, o.kind, o.note_ru, o.note_en, o.web, o.municipality FROM organisation o
 WHERE ($3 = 0 OR o.id = $3) AND ($6 = '' OR o.code = $6) AND ($7 = '' OR o.name_fold LIKE $7 ESCAPE '!') ORDER BY o.id LIMIT $1 OFFSET $2;

-- oe_buildings ()
SELECT s.id, s.code, s.name_ru, s.name_en, s.address_ru, s.address_en, s.municipality, s.lat, s.lon FROM site s
 WHERE ($3 = 0 OR s.id = $3) AND ($6 = '' OR s.code = $6) AND ($7 = '' OR s.name_fold LIKE $7 ESCAPE '!') ORDER BY s.id LIMIT $1 OFFSET $2;

-- oe_rooms ()
SELECT r.id, r.code, r.name_ru, r.name_en, r.seats, r.site_id, t.code FROM resource r LEFT JOIN resource_type t ON t.id = r.type_id
 WHERE r.kind = 'room' AND ($3 = 0 OR r.id = $3) AND ($5 = 0 OR r.site_id = $5) AND ($6 = '' OR r.code = $6) AND ($7 = '' OR r.name_fold LIKE $7 ESCAPE '!')
 ORDER BY r.id LIMIT $1 OFFSET $2;

-- oe_programmes ()
SELECT p.id, p.code, p.version, p.name_ru, p.name_en, p.note_ru, p.note_en, p.kind, p.level, p.entry_ru, p.entry_en, p.organisation_id, p.audience, p.funding,
       (SELECT COALESCE(sum(m.lecture_ah + m.practice_ah + m.self_ah), 0) FROM programme_module x JOIN module m ON m.id = x.module_id WHERE x.programme_id = p.id)
  FROM programme p
 WHERE p.state <> 'draft' AND ($3 <> 0 OR (p.state = 'approved' AND NOT EXISTS (SELECT 1 FROM programme n WHERE n.code = p.code AND n.version > p.version AND n.state = 'approved')))
   AND ($3 = 0 OR p.id = $3) AND ($4 = 0 OR p.organisation_id = $4) AND ($6 = '' OR p.code = $6) AND ($7 = '' OR p.name_fold LIKE $7 ESCAPE '!')
 ORDER BY p.id LIMIT $1 OFFSET $2;

-- oe_programme_outcomes ($1 programme)
SELECT DISTINCT g.competence_id FROM programme_module x JOIN module_competence g ON g.module_id = x.module_id WHERE x.programme_id = $1 ORDER BY g.competence_id;

-- oe_programme_languages ($1 programme)
SELECT DISTINCT m.language, m.form FROM programme_module x JOIN module m ON m.id = x.module_id WHERE x.programme_id = $1 ORDER BY m.language, m.form;

-- oe_courses ()
SELECT m.id, m.code, m.name_ru, m.name_en, m.note_ru, m.note_en, m.language, m.form, m.lecture_ah + m.practice_ah + m.self_ah, m.organisation_id FROM module m
 WHERE ($3 = 0 OR m.id = $3) AND ($4 = 0 OR m.organisation_id = $4) AND ($5 = 0 OR EXISTS (SELECT 1 FROM programme_module x WHERE x.module_id = m.id AND x.programme_id = $5))
   AND ($6 = '' OR m.code = $6) AND ($7 = '' OR m.name_fold LIKE $7 ESCAPE '!')
 ORDER BY m.id LIMIT $1 OFFSET $2;

-- oe_course_outcomes ($1 module)
SELECT competence_id FROM module_competence WHERE module_id = $1 ORDER BY competence_id;

-- oe_course_programmes ($1 module)
SELECT x.programme_id FROM programme_module x JOIN programme p ON p.id = x.programme_id WHERE x.module_id = $1 AND p.state = 'approved' ORDER BY x.programme_id;

-- oe_components (): the parts of a module, as second id 1 lecture, 2 practice, 3 on one's own
SELECT c.id, c.part, c.code, c.name_ru, c.name_en, c.hours, c.language, c.form, c.organisation_id FROM (
    SELECT m.id, 1 AS part, m.code, m.name_ru, m.name_en, m.name_fold, m.lecture_ah AS hours, m.language, m.form, m.organisation_id FROM module m WHERE m.lecture_ah > 0
    UNION ALL SELECT m.id, 2, m.code, m.name_ru, m.name_en, m.name_fold, m.practice_ah, m.language, m.form, m.organisation_id FROM module m WHERE m.practice_ah > 0
    UNION ALL SELECT m.id, 3, m.code, m.name_ru, m.name_en, m.name_fold, m.self_ah, m.language, m.form, m.organisation_id FROM module m WHERE m.self_ah > 0) c
 WHERE ($3 = 0 OR (c.id = $3 AND c.part = $11)) AND ($4 = 0 OR c.organisation_id = $4) AND ($5 = 0 OR c.id = $5) AND ($6 = '' OR c.code = $6)
   AND ($7 = '' OR c.name_fold LIKE $7 ESCAPE '!')
 ORDER BY c.id, c.part LIMIT $1 OFFSET $2;

-- oe_outcomes ()
SELECT c.id, c.code, c.name_ru, c.name_en, c.description_ru, c.description_en, c.parent_id FROM competence c
 WHERE EXISTS (SELECT 1 FROM module_competence g WHERE g.competence_id = c.id) AND ($3 = 0 OR c.id = $3) AND ($6 = '' OR c.code = $6)
   AND ($7 = '' OR c.name_fold LIKE $7 ESCAPE '!')
 ORDER BY c.id LIMIT $1 OFFSET $2;

-- oe_programme_offerings ()
SELECT s.id, s.code, p.name_ru, p.name_en, s.state, s.starts_on, s.ends_on, s.from_min, s.to_min, s.seats, s.taken, s.price_minor, s.apply_by_on, p.id, p.organisation_id
  FROM start s JOIN programme p ON p.id = s.programme_id
 WHERE ($3 = 0 OR s.id = $3) AND ($4 = 0 OR p.organisation_id = $4) AND ($5 = 0 OR p.id = $5) AND ($6 = '' OR s.code = $6) AND ($7 = '' OR p.name_fold LIKE $7 ESCAPE '!')
   AND ($8 = 0 OR s.ends_on >= $8) AND ($9 = 0 OR s.starts_on <= $9)
 ORDER BY s.starts_on, s.id LIMIT $1 OFFSET $2;

-- oe_course_offerings (): a module within a planned start, or within an offer that is held or agreed
SELECT c.id, c.module_id, c.code, c.name_ru, c.name_en, c.starts_on, c.ends_on, c.of_start, c.seats, c.taken, c.organisation_id, c.language, c.form FROM (
    SELECT s.id, m.id AS module_id, s.code || '/' || m.code AS code, m.name_ru, m.name_en, m.name_fold, s.starts_on, s.ends_on, 1 AS of_start, s.seats, s.taken, m.organisation_id,
           m.language, m.form
      FROM start s JOIN programme_module x ON x.programme_id = s.programme_id JOIN module m ON m.id = x.module_id WHERE s.state <> 'cancelled'
    UNION ALL
    SELECT f.id, m.id, f.code || '/' || m.code, m.name_ru, m.name_en, m.name_fold, min(l.starts_at) / 1440, (max(l.ends_at) - 1) / 1440, 0, f.people, f.people, m.organisation_id,
           m.language, m.form
      FROM offer f JOIN lesson l ON l.offer_id = f.id JOIN module m ON m.id = l.module_id JOIN training_order t ON t.id = f.order_id
     WHERE f.state IN ('held', 'agreed') AND ($10 = 0 OR t.organisation_id = $10 OR EXISTS (SELECT 1 FROM part p WHERE p.offer_id = f.id AND p.organisation_id = $10))
     GROUP BY f.id, f.code, m.id, m.code, m.name_ru, m.name_en, m.name_fold, f.people, m.organisation_id, m.language, m.form) c
 WHERE ($3 = 0 OR (c.id = $3 AND c.module_id = $11)) AND ($4 = 0 OR c.organisation_id = $4) AND ($5 = 0 OR c.module_id = $5) AND ($6 = '' OR c.code = $6)
   AND ($7 = '' OR c.name_fold LIKE $7 ESCAPE '!') AND ($8 = 0 OR c.ends_on >= $8) AND ($9 = 0 OR c.starts_on <= $9)
 ORDER BY c.starts_on, c.id, c.module_id LIMIT $1 OFFSET $2;

-- oe_lessons (): $5 module, $11 second: the part
SELECT l.id, f.code, m.name_ru, m.name_en, l.starts_at, l.ends_at, l.part, l.module_id, l.offer_id, l.cohort, m.organisation_id, f.people / CASE WHEN f.cohorts > 0 THEN f.cohorts ELSE 1 END
  FROM lesson l JOIN offer f ON f.id = l.offer_id JOIN module m ON m.id = l.module_id JOIN training_order t ON t.id = f.order_id
 WHERE f.state IN ('held', 'agreed') AND ($10 = 0 OR t.organisation_id = $10 OR EXISTS (SELECT 1 FROM part p WHERE p.offer_id = f.id AND p.organisation_id = $10))
   AND ($3 = 0 OR l.id = $3) AND ($4 = 0 OR m.organisation_id = $4) AND ($5 = 0 OR m.id = $5) AND ($6 = '' OR f.code = $6) AND ($7 = '' OR m.name_fold LIKE $7 ESCAPE '!')
   AND ($8 = 0 OR l.ends_at > $8 * 1440) AND ($9 = 0 OR l.starts_at < ($9 + 1) * 1440)
 ORDER BY l.starts_at, l.id LIMIT $1 OFFSET $2;

-- oe_lesson_rooms ($1 lesson)
SELECT n.resource_id FROM lesson_resource n JOIN resource r ON r.id = n.resource_id WHERE n.lesson_id = $1 AND r.kind = 'room' ORDER BY n.resource_id;

-- oe_groups (): a cohort of an offer; the second id is its number
SELECT f.id, l.cohort, f.code, t.title_ru, t.title_en, min(l.starts_at), max(l.ends_at), f.people, f.cohorts, t.organisation_id
  FROM offer f JOIN lesson l ON l.offer_id = f.id JOIN training_order t ON t.id = f.order_id
 WHERE f.state IN ('held', 'agreed') AND ($10 = 0 OR t.organisation_id = $10 OR EXISTS (SELECT 1 FROM part p WHERE p.offer_id = f.id AND p.organisation_id = $10))
   AND ($3 = 0 OR (f.id = $3 AND l.cohort = $11))
   AND ($4 = 0 OR t.organisation_id = $4 OR EXISTS (SELECT 1 FROM part p WHERE p.offer_id = f.id AND p.organisation_id = $4)) AND ($6 = '' OR f.code = $6)
 GROUP BY f.id, l.cohort, f.code, t.title_ru, t.title_en, f.people, f.cohorts, t.organisation_id ORDER BY f.id, l.cohort LIMIT $1 OFFSET $2;

-- oe_memberships (): $5 offer, $11 cohort: those who teach it
SELECT DISTINCT r.id, f.id, l.cohort FROM lesson l JOIN offer f ON f.id = l.offer_id JOIN lesson_resource n ON n.lesson_id = l.id JOIN resource r ON r.id = n.resource_id
  JOIN training_order t ON t.id = f.order_id
 WHERE r.kind = 'staff' AND l.offer_id = $5 AND l.cohort = $11
   AND ($10 = 0 OR t.organisation_id = $10 OR EXISTS (SELECT 1 FROM part p WHERE p.offer_id = f.id AND p.organisation_id = $10))
 ORDER BY r.id LIMIT $1 OFFSET $2;

-- oe_persons ()
SELECT r.id, r.code, r.name_ru, r.name_en FROM resource r
 WHERE r.kind = 'staff' AND ($10 = 0 OR r.organisation_id = $10) AND ($3 = 0 OR r.id = $3) AND ($4 = 0 OR r.organisation_id = $4) AND ($6 = '' OR r.code = $6)
   AND ($7 = '' OR r.name_fold LIKE $7 ESCAPE '!')
 ORDER BY r.id LIMIT $1 OFFSET $2;

-- oe_lesson_people (): who teaches which lesson; $5 person; ids: lesson, person
SELECT l.id, r.id, l.starts_at, l.ends_at, f.state FROM lesson l JOIN offer f ON f.id = l.offer_id JOIN lesson_resource n ON n.lesson_id = l.id JOIN resource r ON r.id = n.resource_id
 WHERE r.kind = 'staff' AND f.state IN ('held', 'agreed') AND ($10 = 0 OR r.organisation_id = $10) AND ($3 = 0 OR (l.id = $3 AND r.id = $11)) AND ($5 = 0 OR r.id = $5)
   AND ($4 = 0 OR l.id = $4)
 ORDER BY l.starts_at, l.id, r.id LIMIT $1 OFFSET $2;

-- oe_course_people (): who teaches which module of an offer; ids: the first lesson, person
SELECT min(l.id), r.id, min(l.starts_at), max(l.ends_at), f.state, f.id, l.module_id
  FROM lesson l JOIN offer f ON f.id = l.offer_id JOIN lesson_resource n ON n.lesson_id = l.id JOIN resource r ON r.id = n.resource_id
 WHERE r.kind = 'staff' AND f.state IN ('held', 'agreed') AND ($10 = 0 OR r.organisation_id = $10) AND ($5 = 0 OR r.id = $5)
   AND ($3 = 0 OR (r.id = $11 AND EXISTS (SELECT 1 FROM lesson k WHERE k.id = $3 AND k.offer_id = l.offer_id AND k.module_id = l.module_id)))
 GROUP BY r.id, f.state, f.id, l.module_id ORDER BY min(l.starts_at), min(l.id), r.id LIMIT $1 OFFSET $2;

-- oe_nobody (): learners are not known to this system by person yet
SELECT 0 WHERE $1 < 0;

-- oe_region ()
SELECT value FROM stamp WHERE name = 'region';

-- oe_contact ()
SELECT COALESCE(o.email, '') FROM organisation o JOIN setting s ON s.name = 'centre' AND s.value = o.code;
