-- people_asked ()
SELECT m.id, a.id, a.name, a.email, o.code, o.name_ru, o.name_en, m.role, m.made_at, m.note FROM membership m JOIN account a ON a.id = m.account_id
  JOIN organisation o ON o.id = m.organisation_id WHERE m.state = 'asked' AND a.state = 'active' ORDER BY m.made_at, m.id;

-- people_of ($1 organisation)
SELECT m.id, a.id, a.name, a.email, m.role, m.state, m.from_on, m.to_on, a.state FROM membership m JOIN account a ON a.id = m.account_id
 WHERE m.organisation_id = $1 AND m.state IN ('asked', 'active') AND a.state <> 'erased' ORDER BY a.name, a.email_key, m.role;

-- people_roles ($1 account)
SELECT m.id, o.code, o.name_ru, o.name_en, m.role, m.state, m.from_on, m.to_on, m.organisation_id FROM membership m JOIN organisation o ON o.id = m.organisation_id
 WHERE m.account_id = $1 ORDER BY CASE WHEN m.state IN ('asked', 'active') THEN 0 ELSE 1 END, m.id DESC;

-- people_organisations ()
SELECT code, name_ru, name_en FROM organisation ORDER BY name_fold, code;

-- people_membership ($1 id)
SELECT m.organisation_id, m.role, m.state, m.account_id FROM membership m WHERE m.id = $1;
