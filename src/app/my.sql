-- my_parts_asked ($1 organisation)
SELECT f.code, o.title_ru, o.title_en, f.expires_at FROM part p JOIN offer f ON f.id = p.offer_id JOIN training_order o ON o.id = f.order_id
 WHERE p.organisation_id = $1 AND p.state = 'asked' AND f.state = 'held' ORDER BY f.expires_at, f.code LIMIT 20;

-- my_claims_asked ($1 organisation)
SELECT c.code, c.title, c.expires_at FROM claim_part p JOIN claim c ON c.id = p.claim_id
 WHERE p.organisation_id = $1 AND p.state = 'asked' AND c.state = 'held' ORDER BY c.expires_at, c.code LIMIT 20;

-- my_offers_made ($1 organisation)
SELECT o.code, o.title_ru, o.title_en, o.deadline_on, (SELECT f.code FROM offer f WHERE f.order_id = o.id AND f.state = 'made' ORDER BY f.made_at DESC, f.id LIMIT 1)
  FROM training_order o WHERE o.organisation_id = $1 AND o.state IN ('open', 'offered')
   AND EXISTS (SELECT 1 FROM offer f WHERE f.order_id = o.id AND f.state = 'made')
   AND NOT EXISTS (SELECT 1 FROM offer f WHERE f.order_id = o.id AND f.state IN ('held', 'agreed')) ORDER BY o.deadline_on, o.code LIMIT 20;

-- my_orders_unanswered ()
SELECT o.code, o.title_ru, o.title_en, o.deadline_on FROM training_order o WHERE o.state IN ('open', 'offered')
   AND NOT EXISTS (SELECT 1 FROM offer f WHERE f.order_id = o.id AND f.state IN ('made', 'held', 'agreed')) ORDER BY o.deadline_on, o.code LIMIT 20;

-- my_holds_running ()
SELECT f.code, o.title_ru, o.title_en, f.expires_at FROM offer f JOIN training_order o ON o.id = f.order_id WHERE f.state = 'held' ORDER BY f.expires_at, f.code LIMIT 20;

-- my_drafts ()
SELECT code, title_ru, title_en, ends_on FROM agreement WHERE state = 'draft' ORDER BY made_at, code LIMIT 20;

-- my_asked ()
SELECT count(*) FROM membership m JOIN account a ON a.id = m.account_id WHERE m.state = 'asked' AND a.state = 'active';

-- my_given_up ()
SELECT count(*) FROM outbox WHERE kind IN ('mail', 'mail-link') AND sent_at IS NULL AND tries >= 8;

-- my_staff ($1 account)
SELECT DISTINCT m.staff_id FROM membership m WHERE m.account_id = $1 AND m.state = 'active' AND m.staff_id IS NOT NULL;

-- my_week_of_staff ($1 account, $2 from, $3 to)
SELECT b.starts_at, b.ends_at, b.state, COALESCE(d.name_ru, d.name_en, c.title), COALESCE(d.name_en, d.name_ru, c.title), s.name_ru, s.name_en, f.code, c.code
  FROM booking b LEFT JOIN lesson l ON l.id = b.lesson_id LEFT JOIN module d ON d.id = l.module_id LEFT JOIN site s ON s.id = l.site_id
  LEFT JOIN offer f ON f.id = b.offer_id LEFT JOIN claim c ON c.id = b.claim_id
 WHERE b.live = 1 AND b.starts_at < $3 AND b.ends_at > $2
   AND b.resource_id IN (SELECT m.staff_id FROM membership m WHERE m.account_id = $1 AND m.state = 'active' AND m.staff_id IS NOT NULL)
 ORDER BY b.starts_at LIMIT 40;

-- my_week_of_organisation ($1 organisation, $2 from, $3 to)
SELECT DISTINCT b.starts_at, b.ends_at, b.state, COALESCE(d.name_ru, d.name_en, c.title), COALESCE(d.name_en, d.name_ru, c.title), s.name_ru, s.name_en, f.code, c.code
  FROM booking b JOIN resource r ON r.id = b.resource_id LEFT JOIN lesson l ON l.id = b.lesson_id LEFT JOIN module d ON d.id = l.module_id LEFT JOIN site s ON s.id = l.site_id
  LEFT JOIN offer f ON f.id = b.offer_id LEFT JOIN training_order o ON o.id = f.order_id LEFT JOIN claim c ON c.id = b.claim_id
 WHERE b.live = 1 AND b.starts_at < $3 AND b.ends_at > $2 AND (r.organisation_id = $1 OR o.organisation_id = $1 OR c.organisation_id = $1)
 ORDER BY b.starts_at, b.ends_at LIMIT 40;

-- my_parts ($1 organisation)
SELECT f.code, o.title_ru, o.title_en, p.state, f.state, f.starts_on, f.ends_on, p.hours_ah, p.price_minor FROM part p JOIN offer f ON f.id = p.offer_id
  JOIN training_order o ON o.id = f.order_id WHERE p.organisation_id = $1 AND f.state IN ('held', 'agreed') ORDER BY f.starts_on, f.code LIMIT 12;

-- my_repairs_asked ($1 organisation)
SELECT r.code, r.moved FROM repair_ask a JOIN repair r ON r.id = a.repair_id WHERE a.organisation_id = $1 AND a.state = 'asked' ORDER BY r.made_at, r.code LIMIT 20;

-- my_changes_proposed ($1 organisation)
SELECT DISTINCT o.code, o.title_ru, o.title_en FROM order_change c JOIN training_order o ON o.id = c.order_id
 WHERE o.organisation_id = $1 AND c.state = 'proposed' ORDER BY o.code LIMIT 20;

-- my_designs ($1 organisation, $2 centre): where the other side has proposed, or approved the revision as it stands, and this side has not
SELECT p.code, p.name_ru, p.name_en FROM design d JOIN programme p ON p.id = d.programme_id
 WHERE p.state = 'draft' AND (($1 = d.employer_id AND $2 = 0
        AND (EXISTS (SELECT 1 FROM design_change c WHERE c.programme_id = p.id AND c.state = 'proposed' AND c.side = 'owner')
             OR (EXISTS (SELECT 1 FROM design_approval a WHERE a.programme_id = p.id AND a.revision = d.revision AND a.side = 'owner')
                 AND NOT EXISTS (SELECT 1 FROM design_approval a WHERE a.programme_id = p.id AND a.revision = d.revision AND a.side = 'employer'))))
    OR (($1 = p.organisation_id OR $2 = 1)
        AND (EXISTS (SELECT 1 FROM design_change c WHERE c.programme_id = p.id AND c.state = 'proposed' AND c.side = 'employer')
             OR (EXISTS (SELECT 1 FROM design_approval a WHERE a.programme_id = p.id AND a.revision = d.revision AND a.side = 'employer')
                 AND NOT EXISTS (SELECT 1 FROM design_approval a WHERE a.programme_id = p.id AND a.revision = d.revision AND a.side = 'owner')))))
 ORDER BY p.code LIMIT 20;

-- my_breakdowns_felt ()
SELECT COUNT(*) FROM breakdown b WHERE b.state = 'open' AND EXISTS
       (SELECT 1 FROM breakdown_busy y JOIN busy k ON k.id = y.busy_id JOIN booking x ON x.resource_id = k.resource_id
         WHERE y.breakdown_id = b.id AND x.live = 1 AND x.lesson_id IS NOT NULL AND x.starts_at < k.ends_at AND x.ends_at > k.starts_at);
