-- same_things ()
SELECT r.id, r.code, r.name_ru, r.name_en, r.type_id, r.organisation_id, r.site_id, g.name_ru, g.name_en, r.room_id FROM resource r JOIN organisation g ON g.id = r.organisation_id
 WHERE r.kind = 'equipment' ORDER BY r.id;

-- same_types ()
SELECT id, code, name_ru, name_en, kind FROM resource_type ORDER BY id;

-- same_differs ()
SELECT one_id, other_id FROM resource_differs ORDER BY one_id, other_id;
