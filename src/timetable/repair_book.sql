-- book_thing ($1 resource)
SELECT r.code, r.name_ru, r.name_en, r.kind, g.code, g.id FROM resource r JOIN organisation g ON g.id = r.organisation_id WHERE r.id = $1;

-- book_site ($1 site)
SELECT code FROM site WHERE id = $1;

-- book_module ($1 lesson)
SELECT m.code FROM lesson l JOIN module m ON m.id = l.module_id WHERE l.id = $1;

-- book_owner ($1 code)
SELECT id FROM organisation WHERE code = $1;

-- book_price ($1 offer)
SELECT price_minor FROM offer WHERE id = $1;

-- book_partners ($1 offer)
SELECT COUNT(*) FROM part WHERE offer_id = $1;
