-- talk_web_sees ($1 code, $2 organisation)
SELECT count(*) FROM training_order o WHERE o.code = $1
   AND (o.organisation_id = $2 OR EXISTS (SELECT 1 FROM offer f JOIN part p ON p.offer_id = f.id WHERE f.order_id = o.id AND p.organisation_id = $2));

-- talk_web_employer ($1 code)
SELECT organisation_id FROM training_order WHERE code = $1;

-- talk_web_proposer ($1 code, $2 number)
SELECT COALESCE(c.organisation_id, 0) FROM order_change c JOIN training_order o ON o.id = c.order_id WHERE o.code = $1 AND c.number = $2;

-- talk_web_count ($1 order)
SELECT COUNT(*) FROM remark WHERE object = 'order' AND object_id = $1;

-- talk_web_offer ($1 id)
SELECT code FROM offer WHERE id = $1;
