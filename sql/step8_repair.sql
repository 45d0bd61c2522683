-- step8_repair.sql -- what has broken down, and how the timetable was mended; the same conventions as in schema.sql.
-- what fails is one resource, or everything at a site, or everything of an organisation; quantity: how many units of the
-- resource, NULL all.  The hours it takes stand in `busy`, where everybody looks for them.
CREATE TABLE breakdown (
    id BIGINT NOT NULL PRIMARY KEY, code TEXT NOT NULL UNIQUE,
    resource_id BIGINT REFERENCES resource (id), site_id BIGINT REFERENCES site (id), organisation_id BIGINT REFERENCES organisation (id),
    quantity INTEGER CHECK (quantity >= 1), starts_at BIGINT NOT NULL, ends_at BIGINT NOT NULL, reason TEXT,
    state TEXT NOT NULL CHECK (state IN ('open','over')), made_at BIGINT NOT NULL, over_at BIGINT, who BIGINT NOT NULL,
    CHECK (starts_at < ends_at), CHECK ((state = 'over') = (over_at IS NOT NULL))
);
CREATE INDEX breakdown_by_resource ON breakdown (resource_id);
CREATE TABLE breakdown_busy (
    breakdown_id BIGINT NOT NULL REFERENCES breakdown (id), busy_id BIGINT NOT NULL REFERENCES busy (id), PRIMARY KEY (breakdown_id, busy_id)
);
-- moved: lessons that were moved; lost: of these, those that had lost their place; below: no fewer would have done
-- state: asked (owners are still to answer for what was newly taken of theirs), applied, undone
CREATE TABLE repair (
    id BIGINT NOT NULL PRIMARY KEY, code TEXT NOT NULL UNIQUE, state TEXT NOT NULL CHECK (state IN ('asked','applied','undone')),
    moved INTEGER NOT NULL, lost INTEGER NOT NULL, below INTEGER NOT NULL, seed BIGINT NOT NULL, plan_hash TEXT NOT NULL,
    made_at BIGINT NOT NULL, undone_at BIGINT, who BIGINT NOT NULL, CHECK ((state = 'undone') = (undone_at IS NOT NULL))
);
CREATE TABLE repair_lesson (
    repair_id BIGINT NOT NULL REFERENCES repair (id), lesson_id BIGINT NOT NULL REFERENCES lesson (id),
    was_starts_at BIGINT NOT NULL, was_ends_at BIGINT NOT NULL, was_site_id BIGINT REFERENCES site (id),
    starts_at BIGINT NOT NULL, ends_at BIGINT NOT NULL, site_id BIGINT REFERENCES site (id), PRIMARY KEY (repair_id, lesson_id)
);
CREATE INDEX repair_lesson_by_lesson ON repair_lesson (lesson_id);
-- was 1: what the lesson used before, 0: after
CREATE TABLE repair_use (
    repair_id BIGINT NOT NULL REFERENCES repair (id), lesson_id BIGINT NOT NULL REFERENCES lesson (id),
    resource_id BIGINT NOT NULL REFERENCES resource (id), was INTEGER NOT NULL CHECK (was IN (0,1)),
    quantity INTEGER NOT NULL CHECK (quantity >= 1), price_minor BIGINT NOT NULL, PRIMARY KEY (repair_id, lesson_id, resource_id, was)
);
-- an owner's word on what a repair has newly taken of theirs, for an offer that was agreed already
CREATE TABLE repair_ask (
    repair_id BIGINT NOT NULL REFERENCES repair (id), organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    state TEXT NOT NULL CHECK (state IN ('asked','confirmed','refused')), answered_at BIGINT, reason TEXT,
    PRIMARY KEY (repair_id, organisation_id), CHECK ((state = 'asked') = (answered_at IS NULL))
);
