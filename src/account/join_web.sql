-- join_organisations ()
SELECT code, name_ru, name_en FROM organisation ORDER BY name_fold, code;

-- join_guardian_put ($1 id, $2 ward, $3 email, $4 now)
INSERT INTO guardian (id, ward_id, email, state, made_at) VALUES ($1, $2, $3, 'asked', $4);

-- join_guardian ($1 id)
SELECT g.ward_id, g.email, g.state, a.name, a.born_on FROM guardian g JOIN account a ON a.id = g.ward_id WHERE g.id = $1;

-- join_guardian_answer ($1 id, $2 state, $3 account, $4 now)
UPDATE guardian SET state = $2, account_id = $3, answered_at = $4 WHERE id = $1 AND state = 'asked';

-- join_consent_of_self_end ($1 account, $2 now)
UPDATE consent SET withdrawn_at = $2 WHERE account_id = $1 AND withdrawn_at IS NULL AND who = account_id;
