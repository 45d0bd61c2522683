-- guard_sqlite.sql -- what SQLite needs beside schema.sql.  It has one writer at a time, so a trigger that looks
-- is as good as a constraint.  Live rows of a unit never overlap, hence the last one to begin before the new
-- end is the only one that can clash.
CREATE TABLE counter (name TEXT NOT NULL PRIMARY KEY, next BIGINT NOT NULL);
INSERT INTO counter (name, next) VALUES ('id', 1);
CREATE TRIGGER booking_no_overlap BEFORE INSERT ON booking WHEN NEW.live = 1
BEGIN
    SELECT RAISE(ABORT, 'the resource is already taken at that time')
     WHERE (SELECT ends_at FROM booking
             WHERE resource_id = NEW.resource_id AND unit = NEW.unit AND live = 1 AND starts_at < NEW.ends_at
             ORDER BY starts_at DESC LIMIT 1) > NEW.starts_at;
    SELECT RAISE(ABORT, 'the resource has no such unit')
     WHERE NEW.unit >= (SELECT quantity FROM resource WHERE id = NEW.resource_id);
END;
CREATE TRIGGER booking_no_overlap_later BEFORE UPDATE OF resource_id, unit, starts_at, ends_at, live ON booking WHEN NEW.live = 1
BEGIN
    SELECT RAISE(ABORT, 'the resource is already taken at that time')
     WHERE (SELECT ends_at FROM booking
             WHERE resource_id = NEW.resource_id AND unit = NEW.unit AND live = 1 AND starts_at < NEW.ends_at AND id <> NEW.id
             ORDER BY starts_at DESC LIMIT 1) > NEW.starts_at;
END;
