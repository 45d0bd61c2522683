-- claim_settings ()
SELECT name, value FROM setting WHERE name IN ('hold_hours', 'wait_hours', 'utc_offset_min', 'today', 'currency');

-- claim_organisation ($1 code)
SELECT id FROM organisation WHERE code = $1;

-- claim_resource ($1 code)
SELECT id FROM resource WHERE code = $1;

-- claim_person ($1 code)
SELECT id FROM resource WHERE code = $1 AND kind = 'staff';

-- claim_holds ($1 person, $2 competence, $3 level)
SELECT 1 FROM staff_competence WHERE staff_id = $1 AND competence_id = $2 AND level >= $3;

-- claim_competence ($1 id)
SELECT name_ru, name_en FROM competence WHERE id = $1;

-- Those of the asker first.
-- claim_who_holds ($1 competence, $2 level, $3 organisation)
SELECT r.code, r.name_ru, r.name_en FROM staff_competence a JOIN resource r ON r.id = a.staff_id
 WHERE a.competence_id = $1 AND a.level >= $2 ORDER BY CASE WHEN r.organisation_id = $3 THEN 0 ELSE 1 END, r.code LIMIT 3;

-- claim_had ($1 user, $2 owner, $3 resource or 0, $4 site or 0, $5 kind or '', $6 from, $7 to)
SELECT COALESCE(SUM(b.ends_at - b.starts_at), 0)
  FROM claim c JOIN booking b ON b.claim_id = c.id JOIN resource r ON r.id = b.resource_id
 WHERE c.organisation_id = $1 AND c.starts_at < $7 AND c.ends_at > $6 AND b.live = 1 AND b.starts_at >= $6 AND b.starts_at < $7
   AND r.organisation_id = $2 AND ($3 = 0 OR r.id = $3) AND ($4 = 0 OR r.site_id = $4) AND ($5 = '' OR r.kind = $5);

-- A booking lies within a day, so one that reaches past `from` begins at most a day before it.
-- claim_taken ($1 resource, $2 from, $3 to)
SELECT b.starts_at, b.ends_at, b.id, b.unit, COALESCE(l.hours_ah, (b.ends_at - b.starts_at) / 45)
  FROM booking b LEFT JOIN lesson l ON l.id = b.lesson_id
 WHERE b.live = 1 AND b.resource_id = $1 AND b.starts_at >= $2 - 1440 AND b.starts_at < $3 AND b.ends_at > $2 ORDER BY b.starts_at, b.id;

-- claim_busy ($1 resource, $2 from, $3 to)
SELECT starts_at, ends_at, id, quantity, weeks, CASE WHEN kind = 'lesson' THEN 1 ELSE 0 END FROM busy
 WHERE resource_id = $1 AND starts_at < $3 AND ends_at + (weeks - 1) * 10080 > $2 ORDER BY starts_at, id;

-- claim_taker ($1 booking)
SELECT c.code, c.title, CASE WHEN b.state = 'held' THEN c.expires_at END, f.code, o.title_ru, o.title_en, b.note
  FROM booking b LEFT JOIN claim c ON c.id = b.claim_id LEFT JOIN offer f ON f.id = b.offer_id LEFT JOIN training_order o ON o.id = f.order_id
 WHERE b.id = $1;

-- claim_owner_use ($1 busy)
SELECT kind, note FROM busy WHERE id = $1;

-- claim_one ($1 code)
SELECT c.id, c.organisation_id, c.starts_at, c.ends_at, c.price_minor, c.expires_at, c.made_at, c.code, c.title, c.state, g.code, g.name_ru, g.name_en
  FROM claim c JOIN organisation g ON g.id = c.organisation_id WHERE c.code = $1;

-- claim_ran_out ($1 now)
SELECT code FROM claim WHERE state IN ('held', 'proposed', 'waiting') AND expires_at <= $1 ORDER BY id;

-- claim_in_line ()
SELECT code FROM claim WHERE state = 'waiting' ORDER BY made_at, id LIMIT 200;

-- For PostgreSQL alone; SQLite has one writer.
-- claim_lock ($1 code, $2 now)
SELECT id FROM claim WHERE code = $1 OR (state IN ('held', 'proposed', 'waiting') AND expires_at <= $2) ORDER BY id FOR UPDATE;

-- claim_lock_resource ($1 id)
SELECT id FROM resource WHERE id = $1 FOR UPDATE;

-- claim_put ($1 id, $2 code, $3 organisation, $4 title, $5 note, $6 people, $7 holder, $8 state, $9 from, $10 to, $11 price, $12 expires, $13 now, $14 who)
INSERT INTO claim (id, code, organisation_id, title, note, people, holder_id, state, starts_at, ends_at, price_minor, expires_at, made_at, who, reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, NULL);

-- claim_put_use ($1 claim, $2 resource, $3 units)
INSERT INTO claim_use (claim_id, resource_id, units) VALUES ($1, $2, $3);

-- claim_put_time ($1 claim, $2 from, $3 to, $4 skipped)
INSERT INTO claim_time (claim_id, starts_at, ends_at, skipped) VALUES ($1, $2, $3, $4);

-- claim_put_part ($1 id, $2 claim, $3 organisation, $4 price, $5 approval, $6 state, $7 answered)
INSERT INTO claim_part (id, claim_id, organisation_id, price_minor, approval, state, answered_at, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, NULL);

-- claim_book ($1 id, $2 resource, $3 unit, $4 from, $5 to, $6 state, $7 claim, $8 who, $9 now)
INSERT INTO booking (id, resource_id, unit, starts_at, ends_at, live, state, lesson_id, offer_id, who, made_at, note, claim_id)
VALUES ($1, $2, $3, $4, $5, 1, $6, NULL, NULL, $8, $9, NULL, $7);

-- claim_fix ($1 claim)
UPDATE booking SET state = 'booked' WHERE claim_id = $1 AND live = 1 AND state = 'held';

-- claim_release ($1 claim)
UPDATE booking SET live = 0, state = 'released' WHERE claim_id = $1 AND live = 1;

-- claim_release_time ($1 claim, $2 from, $3 to)
UPDATE booking SET live = 0, state = 'released' WHERE claim_id = $1 AND live = 1 AND starts_at >= $2 AND ends_at <= $3;

-- claim_set ($1 id, $2 state, $3 expires, $4 reason)
UPDATE claim SET state = $2, expires_at = $3, reason = COALESCE($4, reason) WHERE id = $1;

-- claim_put_cost ($1 claim, $2 time, $3 owner, $4 price)
INSERT INTO claim_cost (claim_id, starts_at, organisation_id, price_minor) VALUES ($1, $2, $3, $4);

-- claim_drop_cost ($1 claim, $2 time)
DELETE FROM claim_cost WHERE claim_id = $1 AND starts_at = $2;

-- claim_drop_costs ($1 claim)
DELETE FROM claim_cost WHERE claim_id = $1;

-- claim_sum_parts ($1 claim)
UPDATE claim_part SET price_minor = COALESCE((SELECT SUM(k.price_minor) FROM claim_cost k WHERE k.claim_id = claim_part.claim_id
                                                 AND k.organisation_id = claim_part.organisation_id), 0) WHERE claim_id = $1;

-- claim_sum ($1 claim)
UPDATE claim SET price_minor = COALESCE((SELECT SUM(k.price_minor) FROM claim_cost k WHERE k.claim_id = claim.id), 0) WHERE id = $1;

-- claim_part_of ($1 claim, $2 organisation code)
SELECT p.id, p.state, p.organisation_id, g.name_ru, g.name_en FROM claim_part p JOIN organisation g ON g.id = p.organisation_id
 WHERE p.claim_id = $1 AND g.code = $2;

-- claim_owners ($1 claim)
SELECT g.code FROM claim_part p JOIN organisation g ON g.id = p.organisation_id WHERE p.claim_id = $1 ORDER BY g.code;

-- claim_answer ($1 part, $2 state, $3 now, $4 reason)
UPDATE claim_part SET state = $2, answered_at = $3, reason = $4 WHERE id = $1;

-- claim_unanswered ($1 claim)
SELECT COUNT(*) FROM claim_part WHERE claim_id = $1 AND state <> 'confirmed';

-- claim_drop_parts ($1 claim)
DELETE FROM claim_part WHERE claim_id = $1;

-- claim_times ($1 claim)
SELECT starts_at, ends_at, skipped FROM claim_time WHERE claim_id = $1 ORDER BY starts_at;

-- claim_time_skip ($1 claim, $2 from, $3 why)
UPDATE claim_time SET skipped = $3 WHERE claim_id = $1 AND starts_at = $2 AND skipped IS NULL;

-- claim_uses ($1 claim)
SELECT r.code, u.units, r.id FROM claim_use u JOIN resource r ON r.id = u.resource_id WHERE u.claim_id = $1 ORDER BY r.id;

-- claim_wish_of ($1 claim)
SELECT c.title, c.people, h.code FROM claim c LEFT JOIN resource h ON h.id = c.holder_id WHERE c.id = $1;

-- claim_used_at ($1 claim, $2 from)
SELECT COUNT(*) FROM usage WHERE claim_id = $1 AND starts_at >= $2;

-- claim_addressees ($1 claim)
SELECT g.id, g.name_ru, g.name_en, g.email, p.approval, p.price_minor, p.state FROM claim_part p JOIN organisation g ON g.id = p.organisation_id
 WHERE p.claim_id = $1 AND g.email IS NOT NULL AND g.email <> '' ORDER BY g.id;

-- claim_asker ($1 claim)
SELECT g.id, g.name_ru, g.name_en, g.email FROM claim c JOIN organisation g ON g.id = c.organisation_id
 WHERE c.id = $1 AND g.email IS NOT NULL AND g.email <> '';

-- claim_owned ($1 claim, $2 organisation)
SELECT r.name_ru, r.name_en, r.code, u.units FROM claim_use u JOIN resource r ON r.id = u.resource_id
 WHERE u.claim_id = $1 AND r.organisation_id = $2 ORDER BY r.code;

-- claim_post ($1 id, $2 now, $3 address, $4 subject, $5 body)
INSERT INTO outbox (id, made_at, kind, address, subject, body, sent_at, tries, problem) VALUES ($1, $2, 'mail', $3, $4, $5, NULL, 0, NULL);

-- claim_audit ($1 id, $2 now, $3 who, $4 organisation, $5 verb, $6 object, $7 code, $8 before, $9 after)
INSERT INTO audit (id, made_at, who, organisation_id, verb, object, object_code, before, after)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);
