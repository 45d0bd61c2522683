-- step9_exchange_sqlite.sql -- what is written into the audit trail is told, in the same transaction, to those who asked to be
-- told: as a row of the outbox, whose body is the number of the audit row.
CREATE TRIGGER audit_told AFTER INSERT ON audit WHEN EXISTS (SELECT 1 FROM hook WHERE state <> 'paused')
BEGIN
    INSERT INTO outbox (id, made_at, kind, address, subject, body, tries, due_at)
    SELECT (SELECT next FROM counter WHERE name = 'id') + row_number() OVER (ORDER BY h.id) - 1, NEW.made_at, 'hook', h.code,
           NEW.object || '.' || NEW.verb, CAST(NEW.id AS TEXT), 0, NEW.made_at
      FROM hook h
     WHERE h.state <> 'paused' AND (h.events = '*' OR ';' || h.events || ';' LIKE '%;' || NEW.object || '.' || NEW.verb || ';%'
                                    OR ';' || h.events || ';' LIKE '%;' || NEW.object || '.*;%');
    UPDATE counter SET next = next + (SELECT count(*) FROM hook) WHERE name = 'id';
END;
