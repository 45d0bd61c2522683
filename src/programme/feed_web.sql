-- feed_newest ()
SELECT p.code, p.version, p.name_ru, p.name_en, p.note_ru, p.note_en, p.made_at, o.code, o.name_ru, o.name_en, p.kind
  FROM programme p JOIN organisation o ON o.id = p.organisation_id
 WHERE p.state = 'approved' ORDER BY p.made_at DESC, p.id DESC LIMIT 50;

-- feed_counts ()
SELECT (SELECT count(*) FROM programme WHERE state = 'approved'), (SELECT count(*) FROM module), (SELECT count(*) FROM organisation);

-- feed_programmes ($1 most, $2 skip)
SELECT code, made_at FROM programme p WHERE state = 'approved'
   AND NOT EXISTS (SELECT 1 FROM programme n WHERE n.code = p.code AND n.version > p.version AND n.state = 'approved') ORDER BY id LIMIT $1 OFFSET $2;

-- feed_modules ($1 most, $2 skip)
SELECT code FROM module ORDER BY id LIMIT $1 OFFSET $2;

-- feed_organisations ($1 most, $2 skip)
SELECT code FROM organisation ORDER BY id LIMIT $1 OFFSET $2;
