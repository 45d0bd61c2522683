-- step5_catalogue.sql -- what the catalogue for everyone needs to know of a programme, and when programmes start.
-- The same conventions as in schema.sql.

-- level: of the qualification, 1..8; audience: for whom (employed, unemployed, school, student, teacher, parent, pension,
-- disabled, veteran, anyone); funding: who may pay (learner, employer, budget, project); entry_*: what a learner must
-- bring, in plain words; made_at: when it came into this catalogue
ALTER TABLE programme ADD COLUMN level INTEGER CHECK (level BETWEEN 1 AND 8);
ALTER TABLE programme ADD COLUMN audience TEXT;
ALTER TABLE programme ADD COLUMN funding TEXT;
ALTER TABLE programme ADD COLUMN entry_ru TEXT;
ALTER TABLE programme ADD COLUMN entry_en TEXT;
ALTER TABLE programme ADD COLUMN made_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX programme_by_made ON programme (made_at);
CREATE INDEX programme_by_organisation ON programme (organisation_id);
-- a planned start of a programme: seats, of which taken are gone; price_minor: of a learner, where it differs
CREATE TABLE start (
    id BIGINT NOT NULL PRIMARY KEY, code TEXT NOT NULL UNIQUE, programme_id BIGINT NOT NULL REFERENCES programme (id),
    site_id BIGINT REFERENCES site (id), starts_on INTEGER NOT NULL, ends_on INTEGER NOT NULL,
    weekdays TEXT NOT NULL, from_min INTEGER NOT NULL, to_min INTEGER NOT NULL, seats INTEGER NOT NULL CHECK (seats >= 1),
    taken INTEGER NOT NULL CHECK (taken >= 0), price_minor BIGINT CHECK (price_minor >= 0), apply_by_on INTEGER,
    state TEXT NOT NULL CHECK (state IN ('open','closed','cancelled')),
    CHECK (starts_on <= ends_on), CHECK (from_min < to_min), CHECK (taken <= seats)
);
CREATE INDEX start_by_programme ON start (programme_id, starts_on);
CREATE INDEX start_by_day ON start (starts_on);
-- numbers that change with what they stand for: snapshots in memory are known by them (src/store/shelf.h).
-- region: never changes; it tells this region's identifiers from those of another
CREATE TABLE stamp (name TEXT NOT NULL PRIMARY KEY, value BIGINT NOT NULL);
INSERT INTO stamp (name, value) VALUES ('catalogue', 0);
