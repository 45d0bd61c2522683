-- partner_organisations ()
SELECT id, code, kind, roles, name_ru, name_en, municipality FROM organisation ORDER BY id;

-- partner_sites ()
SELECT id, code, name_ru, name_en, municipality, organisation_id, lat, lon FROM site ORDER BY id;

-- partner_travel ()
SELECT from_site_id, to_site_id, travel_min FROM travel ORDER BY from_site_id, to_site_id;
