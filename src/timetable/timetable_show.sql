-- show_lessons ($1 from, $2 to, $3 resource, $4 partner, $5 site, $6 order, $7 offer, $8 cohort, $9 whose, $10 now)
SELECT l.id, l.starts_at, l.ends_at, f.code, o.code, o.title_ru, o.title_en, m.name_ru, m.name_en, m.code, l.part, s.name_ru, s.name_en, f.state,
       l.cohort, f.cohorts, l.hours_ah,
       (SELECT COUNT(*) FROM repair_lesson x JOIN repair p ON p.id = x.repair_id WHERE x.lesson_id = l.id AND p.state <> 'undone')
  FROM lesson l JOIN offer f ON f.id = l.offer_id JOIN training_order o ON o.id = f.order_id JOIN module m ON m.id = l.module_id
  LEFT JOIN site s ON s.id = l.site_id LEFT JOIN organisation so ON so.id = s.organisation_id
 WHERE (f.state = 'agreed' OR (f.state = 'held' AND f.expires_at > $10)) AND l.starts_at < $2 AND l.ends_at > $1
   AND ($3 = '' OR EXISTS (SELECT 1 FROM lesson_resource u JOIN resource r ON r.id = u.resource_id WHERE u.lesson_id = l.id AND r.code = $3))
   AND ($4 = '' OR so.code = $4 OR EXISTS (SELECT 1 FROM lesson_resource u JOIN resource r ON r.id = u.resource_id
                                             JOIN organisation g ON g.id = r.organisation_id WHERE u.lesson_id = l.id AND g.code = $4))
   AND ($5 = '' OR s.code = $5) AND ($6 = '' OR o.code = $6) AND ($7 = '' OR f.code = $7) AND ($8 = 0 OR l.cohort = $8)
   AND ($9 = 0 OR o.organisation_id = $9 OR m.organisation_id = $9 OR s.organisation_id = $9
        OR EXISTS (SELECT 1 FROM lesson_resource u JOIN resource r ON r.id = u.resource_id WHERE u.lesson_id = l.id AND r.organisation_id = $9))
 ORDER BY l.starts_at, l.id;

-- show_uses ($1 lesson)
SELECT r.kind, r.code, r.name_ru, r.name_en, u.quantity FROM lesson_resource u JOIN resource r ON r.id = u.resource_id
 WHERE u.lesson_id = $1 ORDER BY CASE r.kind WHEN 'room' THEN 0 WHEN 'equipment' THEN 1 ELSE 2 END, r.code;
