-- audit_put ($1 id, $2 now, $3 who, $4 organisation, $5 verb, $6 object, $7 code, $8 before, $9 after)
INSERT INTO audit (id, made_at, who, organisation_id, verb, object, object_code, before, after) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- audit_read ($1 object, $2 code, $3 verb, $4 organisation, $5 who, $6 from, $7 to, $8 most)
SELECT d.id, d.made_at, d.who, a.name, a.email, o.code, d.verb, d.object, d.object_code, d.before, d.after
  FROM audit d LEFT JOIN account a ON a.id = d.who LEFT JOIN organisation o ON o.id = d.organisation_id
 WHERE ($1 = '' OR d.object = $1) AND ($2 = '' OR d.object_code = $2) AND ($3 = '' OR d.verb = $3) AND ($4 = '' OR o.code = $4)
   AND ($5 = '' OR a.email_key = $5 OR ($5 = '-' AND d.who = 0)) AND d.made_at >= $6 AND ($7 = 0 OR d.made_at < $7)
 ORDER BY d.made_at DESC, d.id DESC LIMIT CASE WHEN $8 = 0 THEN 100000000 ELSE $8 END;
