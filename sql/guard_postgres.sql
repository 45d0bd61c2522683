-- guard_postgres.sql -- what PostgreSQL needs beside schema.sql: the same promise, kept by an exclusion constraint.
CREATE SEQUENCE cavt_id INCREMENT BY 64 START WITH 65 MINVALUE 65;
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE booking ADD CONSTRAINT booking_no_overlap EXCLUDE USING gist
    (resource_id WITH =, unit WITH =, int8range(starts_at, ends_at) WITH &&) WHERE (live = 1);
CREATE FUNCTION booking_unit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.unit >= (SELECT quantity FROM resource WHERE id = NEW.resource_id) THEN
        RAISE EXCEPTION 'the resource has no such unit' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER booking_unit BEFORE INSERT ON booking FOR EACH ROW EXECUTE FUNCTION booking_unit();
