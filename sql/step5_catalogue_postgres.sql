-- step5_catalogue_postgres.sql -- whatever the catalogue shows changes its stamp, in the same transaction.
INSERT INTO stamp (name, value) VALUES ('region', floor(random() * 4294967296)::bigint);
CREATE FUNCTION catalogue_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE stamp SET value = (random() * 9e18)::bigint WHERE name = 'catalogue';
    RETURN NULL;
END $$;
CREATE TRIGGER catalogue_programme AFTER INSERT OR UPDATE OR DELETE ON programme FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();
CREATE TRIGGER catalogue_programme_module AFTER INSERT OR UPDATE OR DELETE ON programme_module FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();
CREATE TRIGGER catalogue_module AFTER INSERT OR UPDATE OR DELETE ON module FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();
CREATE TRIGGER catalogue_module_competence AFTER INSERT OR UPDATE OR DELETE ON module_competence FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();
CREATE TRIGGER catalogue_start AFTER INSERT OR UPDATE OR DELETE ON start FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();
CREATE TRIGGER catalogue_organisation AFTER INSERT OR UPDATE OR DELETE ON organisation FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();
CREATE TRIGGER catalogue_site AFTER INSERT OR UPDATE OR DELETE ON site FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();
CREATE TRIGGER catalogue_norm AFTER INSERT OR UPDATE OR DELETE ON norm FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();
CREATE TRIGGER catalogue_competence_label AFTER INSERT OR UPDATE OR DELETE ON competence_label FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();
CREATE TRIGGER catalogue_competence AFTER UPDATE ON competence FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();
