-- hits_programmes ($1 .. $20 ids, $21 today)
SELECT p.id, p.code, p.name_ru, p.name_en, p.kind, p.version, o.code, o.name_ru, o.name_en, p.document_ru, p.document_en, p.audience, p.funding,
       p.note_ru, p.note_en,
       (SELECT s.seats - s.taken FROM start s WHERE s.programme_id = p.id AND s.state = 'open' AND s.taken < s.seats AND s.starts_on >= $21
         ORDER BY s.starts_on, s.id LIMIT 1)
  FROM programme p JOIN organisation o ON o.id = p.organisation_id
 WHERE p.id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20);

-- hits_modules ($1 .. $20 ids, $21 today)
SELECT m.id, m.code, m.name_ru, m.name_en, 'module', 1, o.code, o.name_ru, o.name_en, NULL, NULL, NULL, NULL, m.note_ru, m.note_en, NULL
  FROM module m JOIN organisation o ON o.id = m.organisation_id
 WHERE m.id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) AND $21 > 0;
