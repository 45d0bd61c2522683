-- remark_insert ($1 id, $2 object, $3 object id, $4 about, $5 organisation, $6 who, $7 now, $8 text)
INSERT INTO remark (id, object, object_id, about_id, organisation_id, who, made_at, text) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- remark_all ($1 object, $2 object id)
SELECT r.id, r.made_at, r.about_id, r.text, a.name, g.name_ru, g.name_en
  FROM remark r LEFT JOIN account a ON a.id = r.who LEFT JOIN organisation g ON g.id = r.organisation_id
 WHERE r.object = $1 AND r.object_id = $2 ORDER BY r.made_at, r.id LIMIT 1000;
