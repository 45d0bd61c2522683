-- check.sql -- what must hold of the stored data.  Each statement gives the rows that break it: what it
-- concerns, in words people use (codes), and the wall minute, or NULL.

-- booked_twice ()
SELECT r.code, b.starts_at FROM
    (SELECT resource_id, starts_at, lag(ends_at) OVER (PARTITION BY resource_id, unit ORDER BY starts_at, id) AS prior
       FROM booking WHERE live = 1) b
  JOIN resource r ON r.id = b.resource_id
 WHERE b.prior > b.starts_at ORDER BY r.code, b.starts_at

-- no_such_unit ()
SELECT r.code, b.starts_at FROM booking b JOIN resource r ON r.id = b.resource_id
 WHERE b.live = 1 AND b.unit >= r.quantity ORDER BY r.code, b.starts_at

-- booked_when_busy (now): a hold that has run out does not count; the first busy week that ends after the booking begins, and what stands together at
-- the later of the two beginnings
WITH near AS (
    SELECT b.id AS booking_id, b.resource_id, b.starts_at, b.ends_at, k.starts_at AS from_at, k.ends_at - k.starts_at AS length,
           k.weeks, CASE WHEN b.starts_at >= k.ends_at THEN (b.starts_at - k.ends_at) / 10080 + 1 ELSE 0 END AS week
      FROM booking b JOIN busy k ON k.resource_id = b.resource_id
     WHERE b.live = 1 AND NOT EXISTS (SELECT 1 FROM offer f WHERE f.id = b.offer_id AND f.state = 'held' AND f.expires_at <= $1)
       AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.id = b.claim_id AND c.state IN ('held', 'proposed') AND c.expires_at <= $1)),
moment AS (
    SELECT DISTINCT resource_id,
           CASE WHEN starts_at >= from_at + week * 10080 THEN starts_at ELSE from_at + week * 10080 END AS at
      FROM near WHERE week < weeks AND from_at + week * 10080 < ends_at)
SELECT r.code, m.at FROM moment m JOIN resource r ON r.id = m.resource_id
 WHERE r.quantity < (SELECT count(*) FROM booking b
                      WHERE b.resource_id = m.resource_id AND b.live = 1 AND b.starts_at <= m.at AND b.ends_at > m.at
                        AND NOT EXISTS (SELECT 1 FROM offer f WHERE f.id = b.offer_id AND f.state = 'held' AND f.expires_at <= $1)
       AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.id = b.claim_id AND c.state IN ('held', 'proposed') AND c.expires_at <= $1))
                  + (SELECT COALESCE(sum(k.quantity), 0) FROM busy k
                      WHERE k.resource_id = m.resource_id AND k.starts_at <= m.at
                        AND (m.at - k.starts_at) / 10080 < k.weeks
                        AND (m.at - k.starts_at) % 10080 < k.ends_at - k.starts_at)
 ORDER BY r.code, m.at

-- lesson_unbooked (): minutes of each resource within the lesson; equal units may take turns in one lesson
WITH have AS (
    SELECT b.lesson_id, b.resource_id,
           SUM(CASE WHEN b.ends_at < l.ends_at THEN b.ends_at ELSE l.ends_at END
             - CASE WHEN b.starts_at > l.starts_at THEN b.starts_at ELSE l.starts_at END) AS minutes
      FROM booking b JOIN lesson l ON l.id = b.lesson_id
     WHERE b.live = 1 AND b.starts_at < l.ends_at AND b.ends_at > l.starts_at GROUP BY b.lesson_id, b.resource_id)
SELECT o.code || ' ' || r.code, l.starts_at
  FROM offer o JOIN lesson l ON l.offer_id = o.id JOIN lesson_resource n ON n.lesson_id = l.id
  JOIN resource r ON r.id = n.resource_id
  LEFT JOIN have h ON h.lesson_id = l.id AND h.resource_id = n.resource_id
 WHERE o.state IN ('held', 'agreed') AND n.quantity * (l.ends_at - l.starts_at) <> COALESCE(h.minutes, 0) ORDER BY o.code, l.starts_at

-- booking_elsewhere ()
SELECT o.code || ' ' || r.code, b.starts_at
  FROM booking b JOIN lesson l ON l.id = b.lesson_id JOIN offer o ON o.id = l.offer_id JOIN resource r ON r.id = b.resource_id
 WHERE b.live = 1 AND (b.starts_at >= l.ends_at OR b.ends_at <= l.starts_at OR b.offer_id IS DISTINCT FROM l.offer_id)
 ORDER BY o.code, l.starts_at

-- held_but_booked ()
SELECT o.code || ' ' || r.code, b.starts_at FROM booking b JOIN offer o ON o.id = b.offer_id JOIN resource r ON r.id = b.resource_id
 WHERE b.state = 'booked' AND o.state = 'held' ORDER BY o.code, b.starts_at

-- held_unasked ()
SELECT o.code, NULL FROM offer o
 WHERE o.state = 'held' AND NOT EXISTS (SELECT 1 FROM part p WHERE p.offer_id = o.id AND p.state = 'asked') ORDER BY o.code

-- refused_but_kept ()
SELECT o.code || ' ' || g.code, NULL FROM part p JOIN offer o ON o.id = p.offer_id JOIN organisation g ON g.id = p.organisation_id
 WHERE p.state = 'refused' AND o.state IN ('held', 'agreed') ORDER BY o.code, g.code

-- answered_when ()
SELECT o.code || ' ' || g.code, NULL FROM part p JOIN offer o ON o.id = p.offer_id JOIN organisation g ON g.id = p.organisation_id
 WHERE (p.state = 'asked') <> (p.answered_at IS NULL) ORDER BY o.code, g.code

-- booking_of_nothing ()
SELECT o.code || ' ' || r.code, b.starts_at FROM booking b JOIN offer o ON o.id = b.offer_id JOIN resource r ON r.id = b.resource_id
 WHERE b.live = 1 AND o.state NOT IN ('held', 'agreed') ORDER BY o.code, b.starts_at

-- agreed_but_held ()
SELECT o.code || ' ' || r.code, b.starts_at FROM booking b JOIN offer o ON o.id = b.offer_id JOIN resource r ON r.id = b.resource_id
 WHERE b.state = 'held' AND o.state = 'agreed'
   AND NOT EXISTS (SELECT 1 FROM repair_lesson s JOIN repair_ask a ON a.repair_id = s.repair_id
                    WHERE s.lesson_id = b.lesson_id AND a.organisation_id = r.organisation_id AND a.state = 'asked')
 ORDER BY o.code, b.starts_at

-- agreed_unasked ()
SELECT o.code || ' ' || g.code, NULL FROM part p JOIN offer o ON o.id = p.offer_id JOIN organisation g ON g.id = p.organisation_id
 WHERE o.state = 'agreed' AND p.state <> 'confirmed'
   AND NOT EXISTS (SELECT 1 FROM repair_ask a JOIN repair_lesson s ON s.repair_id = a.repair_id JOIN lesson l ON l.id = s.lesson_id
                    WHERE l.offer_id = o.id AND a.organisation_id = p.organisation_id AND a.state = 'asked')
 ORDER BY o.code, g.code

-- repair_unasked ()
SELECT r.code, NULL FROM repair r
 WHERE (r.state = 'asked') <> EXISTS (SELECT 1 FROM repair_ask a WHERE a.repair_id = r.id AND a.state = 'asked') ORDER BY r.code

-- breakdown_unfelt (): for the time of an open one its things are busy
SELECT b.code, b.starts_at FROM breakdown b
 WHERE b.state = 'open' AND NOT EXISTS (SELECT 1 FROM breakdown_busy y JOIN busy k ON k.id = y.busy_id
                                         WHERE y.breakdown_id = b.id AND k.starts_at <= b.starts_at AND k.ends_at >= b.ends_at)
 ORDER BY b.code

-- design_unkept (): a draft designed together is kept as it is at its revision
SELECT p.code, NULL FROM design d JOIN programme p ON p.id = d.programme_id
 WHERE NOT EXISTS (SELECT 1 FROM design_revision r WHERE r.programme_id = d.programme_id AND r.revision = d.revision)
    OR EXISTS (SELECT 1 FROM design_revision r WHERE r.programme_id = d.programme_id AND r.revision > d.revision) ORDER BY p.code

-- approved_by_one (): a programme designed together is approved by both sides, at its last revision
SELECT p.code, NULL FROM design d JOIN programme p ON p.id = d.programme_id
 WHERE p.state <> 'draft' AND 2 <> (SELECT COUNT(*) FROM design_approval a WHERE a.programme_id = d.programme_id AND a.revision = d.revision) ORDER BY p.code

-- parts_do_not_add_up ()
SELECT o.code, NULL FROM offer o JOIN part p ON p.offer_id = o.id
 GROUP BY o.id, o.code, o.price_minor HAVING sum(p.price_minor) <> o.price_minor ORDER BY o.code

-- held_too_long (now)
SELECT o.code, NULL FROM offer o WHERE o.state = 'held' AND o.expires_at < $1 ORDER BY o.code

-- held_for_ever ()
SELECT o.code, NULL FROM offer o WHERE o.state = 'held' AND o.expires_at IS NULL ORDER BY o.code

-- booking_too_long (): the grids look a day back for what reaches into a day
SELECT r.code, b.starts_at FROM booking b JOIN resource r ON r.id = b.resource_id
 WHERE b.live = 1 AND b.ends_at - b.starts_at > 1440 ORDER BY r.code, b.starts_at

-- booking_of_two ()
SELECT c.code, b.starts_at FROM booking b JOIN claim c ON c.id = b.claim_id WHERE b.offer_id IS NOT NULL OR b.lesson_id IS NOT NULL ORDER BY c.code, b.starts_at

-- claim_unbooked (): minutes of each resource within each time that counts
WITH have AS (
    SELECT b.claim_id, b.resource_id, t.starts_at, SUM(b.ends_at - b.starts_at) AS minutes
      FROM booking b JOIN claim_time t ON t.claim_id = b.claim_id AND b.starts_at >= t.starts_at AND b.ends_at <= t.ends_at
     WHERE b.live = 1 AND t.skipped IS NULL GROUP BY b.claim_id, b.resource_id, t.starts_at)
SELECT c.code || ' ' || r.code, t.starts_at
  FROM claim c JOIN claim_time t ON t.claim_id = c.id JOIN claim_use u ON u.claim_id = c.id JOIN resource r ON r.id = u.resource_id
  LEFT JOIN have h ON h.claim_id = c.id AND h.resource_id = u.resource_id AND h.starts_at = t.starts_at
 WHERE c.state IN ('proposed', 'held', 'booked') AND t.skipped IS NULL AND u.units * (t.ends_at - t.starts_at) <> COALESCE(h.minutes, 0)
   AND NOT EXISTS (SELECT 1 FROM usage a WHERE a.claim_id = c.id AND a.starts_at = t.starts_at AND (a.absent = 1 OR a.out_at IS NOT NULL))
 ORDER BY c.code, t.starts_at

-- claim_of_nothing (): a live booking of a claim that has none, or at no time of it
SELECT c.code || ' ' || r.code, b.starts_at FROM booking b JOIN claim c ON c.id = b.claim_id JOIN resource r ON r.id = b.resource_id
 WHERE b.live = 1 AND (c.state NOT IN ('proposed', 'held', 'booked') OR NOT EXISTS (
       SELECT 1 FROM claim_time t WHERE t.claim_id = c.id AND t.skipped IS NULL AND b.starts_at >= t.starts_at AND b.ends_at <= t.ends_at))
 ORDER BY c.code, b.starts_at

-- claim_state ()
SELECT c.code || ' ' || r.code, b.starts_at FROM booking b JOIN claim c ON c.id = b.claim_id JOIN resource r ON r.id = b.resource_id
 WHERE b.live = 1 AND (b.state = 'booked') <> (c.state = 'booked') ORDER BY c.code, b.starts_at

-- claim_unasked (): held without anybody asked, or booked without everybody's word
SELECT c.code, NULL FROM claim c
 WHERE (c.state = 'held' AND NOT EXISTS (SELECT 1 FROM claim_part p WHERE p.claim_id = c.id AND p.state = 'asked'))
    OR (c.state = 'booked' AND EXISTS (SELECT 1 FROM claim_part p WHERE p.claim_id = c.id AND p.state <> 'confirmed')) ORDER BY c.code

-- claim_sums ()
SELECT c.code, NULL FROM claim c
 WHERE c.price_minor <> COALESCE((SELECT SUM(p.price_minor) FROM claim_part p WHERE p.claim_id = c.id), 0)
    OR c.price_minor <> COALESCE((SELECT SUM(k.price_minor) FROM claim_cost k WHERE k.claim_id = c.id), 0) ORDER BY c.code

-- claim_too_long (now)
SELECT code, NULL FROM claim WHERE state IN ('waiting', 'proposed', 'held') AND expires_at < $1 ORDER BY code

-- usage_elsewhere ()
SELECT c.code || ' ' || r.code, a.starts_at FROM usage a JOIN claim c ON c.id = a.claim_id JOIN resource r ON r.id = a.resource_id
 WHERE NOT EXISTS (SELECT 1 FROM claim_use u WHERE u.claim_id = a.claim_id AND u.resource_id = a.resource_id)
    OR NOT EXISTS (SELECT 1 FROM claim_time t WHERE t.claim_id = a.claim_id AND t.starts_at = a.starts_at AND t.ends_at = a.ends_at)
 ORDER BY c.code, a.starts_at

-- rule_of_others ()
SELECT b.code, NULL FROM booking_rule b LEFT JOIN resource r ON r.id = b.resource_id LEFT JOIN site s ON s.id = b.site_id
 WHERE (r.id IS NOT NULL AND r.organisation_id <> b.organisation_id) OR (r.id IS NULL AND s.id IS NOT NULL AND s.organisation_id <> b.organisation_id
   AND NOT EXISTS (SELECT 1 FROM resource x WHERE x.site_id = s.id AND x.organisation_id = b.organisation_id)) ORDER BY b.code

-- agreed_twice ()
SELECT t.code, NULL FROM training_order t JOIN offer o ON o.order_id = t.id
 WHERE o.state IN ('held', 'agreed') GROUP BY t.id, t.code HAVING count(*) > 1 ORDER BY t.code

-- order_state ()
SELECT t.code, NULL FROM training_order t
 WHERE t.state IN ('agreed', 'running', 'done')
   AND NOT EXISTS (SELECT 1 FROM offer o WHERE o.order_id = t.id AND o.state = 'agreed') ORDER BY t.code

-- lesson_when_closed (): days are counted from a Thursday
WITH l AS (
    SELECT o.code, l.site_id, l.starts_at, l.starts_at / 1440 AS day, l.starts_at % 1440 AS from_min,
           l.starts_at % 1440 + l.ends_at - l.starts_at AS to_min,
           CAST((l.starts_at / 1440 + 3) % 7 + 1 AS TEXT) AS weekday
      FROM lesson l JOIN offer o ON o.id = l.offer_id WHERE o.state IN ('held', 'agreed') AND l.site_id IS NOT NULL)
SELECT l.code || ' ' || s.code, l.starts_at FROM l JOIN site s ON s.id = l.site_id
 WHERE EXISTS (SELECT 1 FROM opening p WHERE p.site_id = l.site_id)
   AND NOT CASE
       WHEN EXISTS (SELECT 1 FROM closure c WHERE c.site_id = l.site_id AND l.day BETWEEN c.from_on AND c.to_on)
       THEN NOT EXISTS (SELECT 1 FROM closure c WHERE c.site_id = l.site_id AND l.day BETWEEN c.from_on AND c.to_on
                           AND (c.opens_min IS NULL OR c.opens_min > l.from_min OR c.closes_min < l.to_min))
       ELSE EXISTS (SELECT 1 FROM opening p WHERE p.site_id = l.site_id AND p.weekdays LIKE '%' || l.weekday || '%'
                       AND p.opens_min <= l.from_min AND p.closes_min >= l.to_min) END
 ORDER BY l.code, l.starts_at

-- lesson_out_of_order ()
WITH span AS (SELECT offer_id, cohort, module_id, min(starts_at) AS starts_at, max(ends_at) AS ends_at
                FROM lesson GROUP BY offer_id, cohort, module_id)
SELECT o.code || ' ' || m.code, later.starts_at
  FROM module_prerequisite p
  JOIN span later ON later.module_id = p.module_id
  JOIN span earlier ON earlier.module_id = p.required_id AND earlier.offer_id = later.offer_id AND earlier.cohort = later.cohort
  JOIN offer o ON o.id = later.offer_id JOIN module m ON m.id = p.module_id
 WHERE later.starts_at < earlier.ends_at AND o.state IN ('made', 'held', 'agreed') ORDER BY o.code, m.code

-- cohort_in_two_places ()
SELECT o.code, l.starts_at FROM
    (SELECT offer_id, starts_at, lag(ends_at) OVER (PARTITION BY offer_id, cohort ORDER BY starts_at, id) AS prior FROM lesson) l
  JOIN offer o ON o.id = l.offer_id
 WHERE l.prior > l.starts_at AND o.state IN ('made', 'held', 'agreed') ORDER BY o.code, l.starts_at

-- lesson_too_late ()
SELECT o.code, max(l.starts_at) FROM lesson l JOIN offer o ON o.id = l.offer_id JOIN training_order t ON t.id = o.order_id
 WHERE o.state IN ('held', 'agreed') AND (l.starts_at / 1440 < t.earliest_on OR (l.ends_at - 1) / 1440 > t.deadline_on)
 GROUP BY o.id, o.code ORDER BY o.code

-- staff_over_load (now)
SELECT r.code, min(l.starts_at)
  FROM lesson l JOIN offer o ON o.id = l.offer_id JOIN lesson_resource n ON n.lesson_id = l.id
  JOIN resource r ON r.id = n.resource_id
 WHERE r.kind = 'staff' AND r.load_week_ah IS NOT NULL AND (o.state = 'agreed' OR (o.state = 'held' AND o.expires_at > $1))
 GROUP BY r.id, r.code, r.load_week_ah, (l.starts_at / 1440 + 3) / 7
HAVING sum(l.hours_ah) > r.load_week_ah ORDER BY r.code, min(l.starts_at)

-- room_too_small (): the cohorts of an offer differ by one learner at most
SELECT o.code || ' ' || r.code, min(l.starts_at)
  FROM lesson l JOIN offer o ON o.id = l.offer_id JOIN lesson_resource n ON n.lesson_id = l.id
  JOIN resource r ON r.id = n.resource_id
 WHERE r.kind = 'room' AND o.state IN ('held', 'agreed') AND o.cohorts > 0 AND r.seats < o.people / o.cohorts
 GROUP BY o.code, r.code ORDER BY o.code, r.code

-- module_before_itself ()
WITH RECURSIVE reach (module_id, required_id) AS (
    SELECT module_id, required_id FROM module_prerequisite WHERE required_id IS NOT NULL
    UNION SELECT r.module_id, p.required_id FROM reach r JOIN module_prerequisite p ON p.module_id = r.required_id
           WHERE p.required_id IS NOT NULL)
SELECT m.code, NULL FROM reach r JOIN module m ON m.id = r.module_id WHERE r.module_id = r.required_id ORDER BY m.code

-- calendar_elsewhere (): a calendar makes busy the resource it is of
SELECT c.code || ' ' || r.code, k.starts_at FROM busy k JOIN calendar c ON c.id = k.calendar_id JOIN resource r ON r.id = k.resource_id
 WHERE c.resource_id <> k.resource_id ORDER BY c.code, k.starts_at

-- hook_unheard ()
SELECT h.code, NULL FROM hook h WHERE h.state = 'failing' AND h.failures >= 8 ORDER BY h.code

-- start_odd (): a start of a draft would invite people to what is not approved; one after its last day to apply, to nothing
SELECT s.code, NULL FROM start s JOIN programme p ON p.id = s.programme_id
 WHERE s.state = 'open' AND (p.state = 'draft' OR s.apply_by_on > s.ends_on) ORDER BY s.code

-- programme_of_nothing ()
SELECT p.code || ' ' || p.version, NULL FROM programme p
 WHERE p.state = 'approved' AND NOT EXISTS (SELECT 1 FROM programme_module m WHERE m.programme_id = p.id) ORDER BY p.code, p.version

-- competence_under_itself ()
WITH RECURSIVE reach (id, parent_id) AS (
    SELECT id, parent_id FROM competence WHERE parent_id IS NOT NULL
    UNION SELECT r.id, p.parent_id FROM reach r JOIN competence p ON p.id = r.parent_id WHERE p.parent_id IS NOT NULL)
SELECT c.code, NULL FROM reach r JOIN competence c ON c.id = r.id WHERE r.id = r.parent_id ORDER BY c.code

-- machine_in_another_house ()
SELECT e.code || ' ' || r.code, NULL FROM resource e JOIN resource r ON r.id = e.room_id
 WHERE r.kind <> 'room' OR e.kind <> 'equipment' OR e.site_id <> r.site_id ORDER BY e.code

-- type_of_another_kind ()
SELECT r.code || ' ' || t.code, NULL FROM resource r JOIN resource_type t ON t.id = r.type_id WHERE r.kind <> t.kind
UNION ALL
SELECT m.code || ' ' || t.code, NULL FROM module_need n JOIN module m ON m.id = n.module_id JOIN resource_type t ON t.id = n.type_id
 WHERE n.kind <> t.kind

-- competence_of_a_thing ()
SELECT r.code, NULL FROM staff_competence s JOIN resource r ON r.id = s.staff_id WHERE r.kind <> 'staff' ORDER BY r.code

-- sharing_of_others ()
SELECT h.code, NULL FROM sharing h LEFT JOIN resource r ON r.id = h.resource_id LEFT JOIN site s ON s.id = h.site_id
 WHERE r.organisation_id <> h.organisation_id OR (h.resource_id IS NULL AND s.organisation_id <> h.organisation_id) ORDER BY h.code

-- weekdays_odd ()
SELECT 'opening ' || s.code, NULL FROM opening p JOIN site s ON s.id = p.site_id WHERE p.weekdays = '' OR trim(p.weekdays, '1234567') <> ''
UNION ALL SELECT 'sharing ' || code, NULL FROM sharing WHERE weekdays = '' OR trim(weekdays, '1234567') <> ''
UNION ALL SELECT 'order ' || code, NULL FROM training_order WHERE weekdays = '' OR trim(weekdays, '1234567') <> ''

-- nameless ()
SELECT 'organisation ' || code, NULL FROM organisation WHERE COALESCE(name_ru, name_en) IS NULL
UNION ALL SELECT 'site ' || code, NULL FROM site WHERE COALESCE(name_ru, name_en) IS NULL
UNION ALL SELECT 'competence ' || code, NULL FROM competence WHERE COALESCE(name_ru, name_en) IS NULL
UNION ALL SELECT 'occupation ' || code, NULL FROM occupation WHERE COALESCE(name_ru, name_en) IS NULL
UNION ALL SELECT 'type ' || code, NULL FROM resource_type WHERE COALESCE(name_ru, name_en) IS NULL
UNION ALL SELECT kind || ' ' || code, NULL FROM resource WHERE COALESCE(name_ru, name_en) IS NULL
UNION ALL SELECT 'module ' || code, NULL FROM module WHERE COALESCE(name_ru, name_en) IS NULL
UNION ALL SELECT 'programme ' || code, NULL FROM programme WHERE COALESCE(name_ru, name_en) IS NULL

-- crosswalk_unaligned ()
SELECT a.code || ' ' || b.code FROM crosswalk x JOIN competence a ON a.id = x.competence_id JOIN competence b ON b.id = x.target_id
 WHERE x.state = 'accepted' AND NOT EXISTS (SELECT 1 FROM alignment l WHERE l.competence_id = x.competence_id AND l.target_id = x.target_id)
 ORDER BY a.code, b.code

-- order_of_nothing ()
SELECT t.code, NULL FROM training_order t
 WHERE t.state <> 'draft' AND t.occupation_id IS NULL
   AND NOT EXISTS (SELECT 1 FROM order_competence c WHERE c.order_id = t.id) ORDER BY t.code

-- setting_centre ()
SELECT s.value, NULL FROM setting s
 WHERE s.name = 'centre' AND s.value <> '' AND NOT EXISTS (SELECT 1 FROM organisation g WHERE g.code = s.value)

-- names_and_folds ()
SELECT 'organisation ' || code, name_ru, name_en, name_fold FROM organisation
UNION ALL SELECT 'site ' || code, name_ru, name_en, name_fold FROM site
UNION ALL SELECT 'competence ' || code, name_ru, name_en, name_fold FROM competence
UNION ALL SELECT 'occupation ' || code, name_ru, name_en, name_fold FROM occupation
UNION ALL SELECT 'type ' || code, name_ru, name_en, name_fold FROM resource_type
UNION ALL SELECT kind || ' ' || code, name_ru, name_en, name_fold FROM resource
UNION ALL SELECT 'module ' || code, name_ru, name_en, name_fold FROM module
UNION ALL SELECT 'programme ' || code, name_ru, name_en, name_fold FROM programme

-- documents ()
SELECT code, document, seed, input_hash, price_minor FROM offer ORDER BY code

-- session_of_nobody ()
SELECT CAST(s.id AS TEXT), NULL FROM session s JOIN account a ON a.id = s.account_id WHERE a.state <> 'active' OR s.expires_at > s.made_at + 1209600;

-- acts_for_others ()
SELECT CAST(s.id AS TEXT), NULL FROM session s LEFT JOIN membership m ON m.id = s.membership_id
 WHERE (s.membership_id IS NOT NULL AND (m.account_id <> s.account_id OR m.state <> 'active'))
    OR (s.ward_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM guardian g WHERE g.ward_id = s.ward_id AND g.account_id = s.account_id AND g.state = 'active'));

-- role_out_of_place ()
SELECT m.role || ' ' || o.code, NULL FROM membership m JOIN organisation o ON o.id = m.organisation_id WHERE m.state IN ('asked', 'active')
   AND ((m.role IN ('methodologist', 'dispatcher', 'documents', 'analyst', 'coordinator', 'director', 'admin')
         AND o.kind <> 'centre' AND NOT EXISTS (SELECT 1 FROM setting s WHERE s.name = 'centre' AND s.value = o.code))
        OR (m.role = 'authority' AND o.kind <> 'authority')) ORDER BY 1;

-- erased_but_known ()
SELECT CAST(a.id AS TEXT), NULL FROM account a WHERE a.state = 'erased'
   AND (a.email NOT LIKE 'erased-%' OR a.born_on IS NOT NULL
        OR EXISTS (SELECT 1 FROM session s WHERE s.account_id = a.id OR s.ward_id = a.id) OR EXISTS (SELECT 1 FROM identity i WHERE i.account_id = a.id)
        OR EXISTS (SELECT 1 FROM token t WHERE t.account_id = a.id) OR EXISTS (SELECT 1 FROM membership m WHERE m.account_id = a.id AND m.state IN ('asked', 'active'))
        OR EXISTS (SELECT 1 FROM guardian g WHERE (g.ward_id = a.id OR g.account_id = a.id) AND g.state IN ('asked', 'active'))) ORDER BY a.id;

-- emails ()
SELECT CAST(id AS TEXT), email, email_key FROM account WHERE state <> 'erased' ORDER BY id;

-- mail_given_up ()
SELECT address || ': ' || COALESCE(problem, ''), NULL FROM outbox WHERE kind IN ('mail', 'mail-link') AND sent_at IS NULL AND tries >= 8 ORDER BY id;

-- last_id ()
SELECT max(id) FROM (
    SELECT max(id) AS id FROM organisation UNION ALL SELECT max(id) FROM site UNION ALL SELECT max(id) FROM opening
    UNION ALL SELECT max(id) FROM closure UNION ALL SELECT max(id) FROM competence UNION ALL SELECT max(id) FROM occupation
    UNION ALL SELECT max(id) FROM resource_type UNION ALL SELECT max(id) FROM resource UNION ALL SELECT max(id) FROM busy
    UNION ALL SELECT max(id) FROM sharing UNION ALL SELECT max(id) FROM module UNION ALL SELECT max(id) FROM module_prerequisite
    UNION ALL SELECT max(id) FROM module_need UNION ALL SELECT max(id) FROM programme UNION ALL SELECT max(id) FROM norm UNION ALL SELECT max(id) FROM start
    UNION ALL SELECT max(id) FROM access_token UNION ALL SELECT max(id) FROM feed UNION ALL SELECT max(id) FROM calendar UNION ALL SELECT max(id) FROM hook
    UNION ALL SELECT max(id) FROM training_order UNION ALL SELECT max(id) FROM offer UNION ALL SELECT max(id) FROM part
    UNION ALL SELECT max(id) FROM breakdown UNION ALL SELECT max(id) FROM remark UNION ALL SELECT max(id) FROM order_change
    UNION ALL SELECT max(id) FROM design_change UNION ALL SELECT max(id) FROM repair
    UNION ALL SELECT max(id) FROM lesson UNION ALL SELECT max(id) FROM booking UNION ALL SELECT max(id) FROM audit
    UNION ALL SELECT max(id) FROM outbox UNION ALL SELECT max(id) FROM account UNION ALL SELECT max(id) FROM membership UNION ALL SELECT max(id) FROM session
    UNION ALL SELECT max(id) FROM provider UNION ALL SELECT max(id) FROM guardian UNION ALL SELECT max(id) FROM consent
    UNION ALL SELECT max(id) FROM vacancy UNION ALL SELECT max(id) FROM signal UNION ALL SELECT max(id) FROM gap_task) AS t

-- next_id_sqlite ()
SELECT next FROM counter WHERE name = 'id'

-- next_id_postgres ()
SELECT last_value FROM cavt_id
