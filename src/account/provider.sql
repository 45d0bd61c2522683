-- provider_find ($1 code)
SELECT id, issuer, client_id, client_secret, code, name_ru, name_en FROM provider WHERE code = $1;

-- provider_by_id ($1 id)
SELECT id, issuer, client_id, client_secret, code, name_ru, name_en FROM provider WHERE id = $1;

-- provider_put ($1 id, $2 code, $3 name_ru, $4 name_en, $5 issuer, $6 client, $7 secret)
INSERT INTO provider (id, code, name_ru, name_en, issuer, client_id, client_secret) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (code) DO UPDATE SET name_ru = excluded.name_ru, name_en = excluded.name_en, issuer = excluded.issuer, client_id = excluded.client_id,
       client_secret = excluded.client_secret;

-- provider_rows ()
SELECT p.code, p.name_ru, p.name_en, p.issuer, p.client_id, (SELECT count(*) FROM identity i WHERE i.provider_id = p.id) FROM provider p ORDER BY p.code;

-- provider_forget_people ($1 code)
DELETE FROM identity WHERE provider_id = (SELECT id FROM provider WHERE code = $1);

-- provider_drop ($1 code)
DELETE FROM provider WHERE code = $1;

-- provider_identity ($1 provider, $2 subject)
SELECT account_id FROM identity WHERE provider_id = $1 AND subject = $2;

-- provider_identity_put ($1 provider, $2 subject, $3 account, $4 now)
INSERT INTO identity (provider_id, subject, account_id, made_at) VALUES ($1, $2, $3, $4);
