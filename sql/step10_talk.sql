-- step10_talk.sql -- what people say to each other of an order or of a programme in the making, and what they agree on; the
-- same conventions as in schema.sql.
-- object_id: of the order or the programme; about_id: the offer or the module it is about, NULL the whole
CREATE TABLE remark (
    id BIGINT NOT NULL PRIMARY KEY, object TEXT NOT NULL CHECK (object IN ('order','programme')), object_id BIGINT NOT NULL, about_id BIGINT,
    organisation_id BIGINT REFERENCES organisation (id), who BIGINT NOT NULL, made_at BIGINT NOT NULL, text TEXT NOT NULL
);
CREATE INDEX remark_by_object ON remark (object, object_id, made_at);
-- what an order asked before a change: terms is JSON; version 1 is the order as it was placed
CREATE TABLE order_version (
    order_id BIGINT NOT NULL REFERENCES training_order (id), version INTEGER NOT NULL CHECK (version >= 1), terms TEXT NOT NULL,
    made_at BIGINT NOT NULL, who BIGINT NOT NULL, organisation_id BIGINT REFERENCES organisation (id), PRIMARY KEY (order_id, version)
);
-- a change that is proposed: the employer decides on what others propose; its own is done at once
CREATE TABLE order_change (
    id BIGINT NOT NULL PRIMARY KEY, order_id BIGINT NOT NULL REFERENCES training_order (id), number INTEGER NOT NULL CHECK (number >= 1),
    terms TEXT NOT NULL, text TEXT, organisation_id BIGINT REFERENCES organisation (id), who BIGINT NOT NULL, made_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('proposed','accepted','refused','withdrawn')), answered_at BIGINT, reason TEXT,
    UNIQUE (order_id, number), CHECK ((state = 'proposed') = (answered_at IS NULL))
);
-- a draft that an employer and the programme's owner design together; revision counts accepted changes
CREATE TABLE design (
    programme_id BIGINT NOT NULL PRIMARY KEY REFERENCES programme (id), employer_id BIGINT NOT NULL REFERENCES organisation (id),
    revision INTEGER NOT NULL CHECK (revision >= 0), made_at BIGINT NOT NULL, who BIGINT NOT NULL
);
-- hours of a module as this programme wants them, where they differ; what the programme shall give beside its modules' own
CREATE TABLE design_hours (
    programme_id BIGINT NOT NULL REFERENCES design (programme_id), module_id BIGINT NOT NULL REFERENCES module (id),
    lecture_ah INTEGER NOT NULL CHECK (lecture_ah >= 0), practice_ah INTEGER NOT NULL CHECK (practice_ah >= 0),
    self_ah INTEGER NOT NULL CHECK (self_ah >= 0), PRIMARY KEY (programme_id, module_id)
);
CREATE TABLE design_competence (
    programme_id BIGINT NOT NULL REFERENCES design (programme_id), competence_id BIGINT NOT NULL REFERENCES competence (id),
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 8), PRIMARY KEY (programme_id, competence_id)
);
-- side: who proposes; the other side decides.  What a kind uses of module, other, competence and hours: programme/design.h
CREATE TABLE design_change (
    id BIGINT NOT NULL PRIMARY KEY, programme_id BIGINT NOT NULL REFERENCES design (programme_id), number INTEGER NOT NULL CHECK (number >= 1),
    kind TEXT NOT NULL CHECK (kind IN ('add','remove','replace','hours','want','unwant','restore')),
    module_id BIGINT REFERENCES module (id), other_id BIGINT REFERENCES module (id), competence_id BIGINT REFERENCES competence (id), level INTEGER,
    lecture_ah INTEGER, practice_ah INTEGER, self_ah INTEGER, revision INTEGER, text TEXT,
    side TEXT NOT NULL CHECK (side IN ('owner','employer')), who BIGINT NOT NULL, made_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('proposed','accepted','refused','withdrawn')), answered_at BIGINT, reason TEXT,
    UNIQUE (programme_id, number), CHECK ((state = 'proposed') = (answered_at IS NULL))
);
-- the draft as it was at each revision, as JSON
CREATE TABLE design_revision (
    programme_id BIGINT NOT NULL REFERENCES design (programme_id), revision INTEGER NOT NULL, document TEXT NOT NULL, made_at BIGINT NOT NULL,
    who BIGINT NOT NULL, PRIMARY KEY (programme_id, revision)
);
-- a side's word on a revision; a later change makes it void
CREATE TABLE design_approval (
    programme_id BIGINT NOT NULL REFERENCES design (programme_id), side TEXT NOT NULL CHECK (side IN ('owner','employer')),
    revision INTEGER NOT NULL, made_at BIGINT NOT NULL, who BIGINT NOT NULL, PRIMARY KEY (programme_id, side)
);
