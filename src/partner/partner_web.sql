-- partner_web_list ($1 kind, $2 like)
SELECT o.code, o.name_ru, o.name_en, o.kind, o.municipality,
       (SELECT count(*) FROM site s WHERE s.organisation_id = o.id),
       (SELECT count(*) FROM resource r WHERE r.organisation_id = o.id AND r.kind = 'room'),
       (SELECT count(*) FROM resource r WHERE r.organisation_id = o.id AND r.kind = 'equipment'),
       (SELECT count(*) FROM resource r WHERE r.organisation_id = o.id AND r.kind = 'staff'),
       (SELECT count(*) FROM module m WHERE m.organisation_id = o.id),
       (SELECT count(*) FROM training_order t WHERE t.organisation_id = o.id)
  FROM organisation o
 WHERE ($1 = '' OR o.kind = $1) AND ($2 = '' OR o.name_fold LIKE $2 ESCAPE '!')
 ORDER BY o.name_fold, o.code;

-- partner_web_one ($1 code)
SELECT id, name_ru, name_en, kind, roles, municipality, tax_no, email, phone, web, note_ru, note_en FROM organisation WHERE code = $1;

-- partner_web_sites ($1 organisation)
SELECT s.id, s.code, s.name_ru, s.name_en, s.address_ru, s.address_en, s.municipality,
       (SELECT count(*) FROM resource r WHERE r.site_id = s.id AND r.kind = 'room'),
       (SELECT count(*) FROM resource r WHERE r.site_id = s.id AND r.kind = 'equipment')
  FROM site s WHERE s.organisation_id = $1 ORDER BY s.name_fold, s.code;

-- partner_web_openings ($1 site)
SELECT weekdays, opens_min, closes_min FROM opening WHERE site_id = $1 ORDER BY weekdays, opens_min;

-- partner_web_counts ($1 organisation)
SELECT (SELECT count(*) FROM resource r WHERE r.organisation_id = $1 AND r.kind = 'room'),
       (SELECT count(*) FROM resource r WHERE r.organisation_id = $1 AND r.kind = 'equipment'),
       (SELECT count(*) FROM resource r WHERE r.organisation_id = $1 AND r.kind = 'staff'),
       (SELECT count(*) FROM module m WHERE m.organisation_id = $1);

-- partner_web_sharing ($1 organisation)
SELECT h.kind, h.audience, a.name_ru, a.name_en, s.name_ru, s.name_en, r.name_ru, r.name_en, h.weekdays, h.from_min, h.to_min,
       h.price_percent, h.price_ah_minor, h.approval, h.lead_days
  FROM sharing h LEFT JOIN organisation a ON a.code = h.audience LEFT JOIN site s ON s.id = h.site_id LEFT JOIN resource r ON r.id = h.resource_id
 WHERE h.organisation_id = $1 ORDER BY h.code;

-- partner_web_parts ($1 organisation)
SELECT f.code, t.title_ru, t.title_en, p.hours_ah, p.price_minor, p.state
  FROM part p JOIN offer f ON f.id = p.offer_id JOIN training_order t ON t.id = f.order_id
 WHERE p.organisation_id = $1 AND f.state IN ('held', 'agreed') ORDER BY f.made_at DESC, f.id DESC;

-- partner_web_orders ($1 organisation)
SELECT code, title_ru, title_en, people, deadline_on, state FROM training_order WHERE organisation_id = $1 ORDER BY deadline_on, code;
