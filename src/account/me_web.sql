-- me_memberships ($1 account)
SELECT m.id, m.role, m.state, o.code, o.name_ru, o.name_en, m.from_on, m.to_on FROM membership m JOIN organisation o ON o.id = m.organisation_id
 WHERE m.account_id = $1 AND m.state IN ('asked', 'active') ORDER BY o.name_fold, m.role;

-- me_acting ($1 session)
SELECT membership_id FROM session WHERE id = $1;

-- me_wards ($1 account)
SELECT g.ward_id, a.name FROM guardian g JOIN account a ON a.id = g.ward_id WHERE g.account_id = $1 AND g.state = 'active' ORDER BY a.name, g.ward_id;
