-- why_type ($1 id)
SELECT name_ru, name_en FROM resource_type WHERE id = $1;
