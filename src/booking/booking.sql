-- booking_show ($1 code)
SELECT t.starts_at, t.ends_at, r.code, r.name_ru, r.name_en, u.units, c.state, t.skipped
  FROM claim c JOIN claim_time t ON t.claim_id = c.id JOIN claim_use u ON u.claim_id = c.id JOIN resource r ON r.id = u.resource_id
 WHERE c.code = $1 ORDER BY t.starts_at, r.code;
