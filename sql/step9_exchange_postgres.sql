-- step9_exchange_postgres.sql -- as step9_exchange_sqlite.sql.
CREATE FUNCTION audit_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO outbox (id, made_at, kind, address, subject, body, tries, due_at)
    SELECT nextval('cavt_id') - 64, NEW.made_at, 'hook', h.code, NEW.object || '.' || NEW.verb, CAST(NEW.id AS TEXT), 0, NEW.made_at
      FROM hook h
     WHERE h.state <> 'paused' AND (h.events = '*' OR ';' || h.events || ';' LIKE '%;' || NEW.object || '.' || NEW.verb || ';%'
                                    OR ';' || h.events || ';' LIKE '%;' || NEW.object || '.*;%');
    RETURN NULL;
END $$;
CREATE TRIGGER audit_told AFTER INSERT ON audit FOR EACH ROW EXECUTE FUNCTION audit_told();
