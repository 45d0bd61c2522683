-- when_named ($1 code)
SELECT id FROM resource WHERE code = $1;

-- when_of_type ($1 type code, $2 units, $3 people)
SELECT r.id FROM resource r JOIN resource_type t ON t.id = r.type_id
 WHERE t.code = $1 AND r.quantity >= $2 AND (r.kind <> 'room' OR r.seats >= $3) ORDER BY r.price_ah_minor, r.id LIMIT 60;

-- when_able ($1 competence code, $2 level)
SELECT r.id FROM staff_competence a JOIN competence c ON c.id = a.competence_id JOIN resource r ON r.id = a.staff_id
 WHERE c.code = $1 AND a.level >= $2 ORDER BY r.price_ah_minor, r.id LIMIT 60;

-- when_type ($1 code)
SELECT 1 FROM resource_type WHERE code = $1;

-- when_competence ($1 code)
SELECT 1 FROM competence WHERE code = $1;

-- when_user ($1 code)
SELECT id FROM organisation WHERE code = $1;
