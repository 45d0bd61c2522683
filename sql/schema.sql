-- schema.sql -- what a centre records.  One text for SQLite and PostgreSQL.
--
-- id          made by us, unique over the whole database; people use `code`
-- *_on        days since 1970-01-01            *_at (made_at, expires_at)  Unix seconds
-- starts_at, ends_at   wall minutes since 1970-01-01 00:00 of the region's own clock, end not included
-- *_min       minutes; of the day where it names a clock     *_ah  academic hours of 45 minutes
-- *_minor     money in the smallest unit of the region's currency (kopeck, cent)
-- price_ah_minor  the price of one academic hour of use
-- weekdays    digits of the days it holds for, 1 Monday .. 7 Sunday: '12345'
-- name_ru, name_en   at least one is given; name_fold is both, folded, for search
-- flags are INTEGER 0 or 1; level is 1..8, 1 the lowest; lists in one text are separated by ';'

CREATE TABLE step (id BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, made_at BIGINT NOT NULL);
CREATE TABLE setting (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL);

-- ---------------------------------------------------------------- who acts, and what they did
-- object, object_code: the table and the code of what changed; before and after: its fields as JSON
CREATE TABLE audit (
    id BIGINT NOT NULL PRIMARY KEY, made_at BIGINT NOT NULL, who BIGINT NOT NULL, organisation_id BIGINT,
    verb TEXT NOT NULL, object TEXT NOT NULL, object_code TEXT NOT NULL, before TEXT, after TEXT
);
CREATE INDEX audit_by_object ON audit (object, object_code, made_at);

-- effects outside the database (mail, calls): written with the change, sent after it
CREATE TABLE outbox (
    id BIGINT NOT NULL PRIMARY KEY, made_at BIGINT NOT NULL, kind TEXT NOT NULL, address TEXT NOT NULL,
    subject TEXT NOT NULL, body TEXT NOT NULL, sent_at BIGINT, tries INTEGER NOT NULL, problem TEXT
);

-- ---------------------------------------------------------------- partner: organisations and their sites
-- roles: any of owner (shares resources and modules), employer (orders), base (gives its resources), centre
CREATE TABLE organisation (
    id BIGINT NOT NULL PRIMARY KEY, code TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('college','university','school','science','employer','centre','authority','provider')),
    roles TEXT NOT NULL, name_ru TEXT, name_en TEXT, name_fold TEXT NOT NULL,
    tax_no TEXT, municipality TEXT, email TEXT, phone TEXT, web TEXT, note_ru TEXT, note_en TEXT
);
CREATE TABLE site (
    id BIGINT NOT NULL PRIMARY KEY, code TEXT NOT NULL UNIQUE,
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    name_ru TEXT, name_en TEXT, name_fold TEXT NOT NULL,
    address_ru TEXT, address_en TEXT, municipality TEXT, lat DOUBLE PRECISION, lon DOUBLE PRECISION
);
CREATE INDEX site_by_organisation ON site (organisation_id);
-- weekly opening hours; several rows for a day make a break between them
CREATE TABLE opening (
    id BIGINT NOT NULL PRIMARY KEY, site_id BIGINT NOT NULL REFERENCES site (id),
    weekdays TEXT NOT NULL, opens_min INTEGER NOT NULL CHECK (opens_min >= 0), closes_min INTEGER NOT NULL CHECK (closes_min <= 1440),
    CHECK (opens_min < closes_min), UNIQUE (site_id, weekdays, opens_min)
);
-- exceptions to them: closed from .. to, or, where opens_min is given, open just these hours on those days
CREATE TABLE closure (
    id BIGINT NOT NULL PRIMARY KEY, site_id BIGINT NOT NULL REFERENCES site (id),
    from_on INTEGER NOT NULL, to_on INTEGER NOT NULL, opens_min INTEGER, closes_min INTEGER,
    reason_ru TEXT, reason_en TEXT, CHECK (from_on <= to_on), UNIQUE (site_id, from_on)
);
-- travel minutes where they differ from those computed from coordinates; holds both ways unless both are given
CREATE TABLE travel (
    from_site_id BIGINT NOT NULL REFERENCES site (id), to_site_id BIGINT NOT NULL REFERENCES site (id),
    travel_min INTEGER NOT NULL CHECK (travel_min BETWEEN 0 AND 1440), PRIMARY KEY (from_site_id, to_site_id)
);

-- ---------------------------------------------------------------- competence
CREATE TABLE competence (
    id BIGINT NOT NULL PRIMARY KEY, code TEXT NOT NULL UNIQUE, framework TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('skill','knowledge','attitude','language','technology','task','occupation','group')),
    name_ru TEXT, name_en TEXT, name_fold TEXT NOT NULL, description_ru TEXT, description_en TEXT,
    parent_id BIGINT REFERENCES competence (id)
);
CREATE INDEX competence_by_name ON competence (name_fold);
CREATE INDEX competence_by_parent ON competence (parent_id);
CREATE TABLE competence_label (
    competence_id BIGINT NOT NULL REFERENCES competence (id), language TEXT NOT NULL, label TEXT NOT NULL,
    label_fold TEXT NOT NULL, PRIMARY KEY (competence_id, language, label)
);
CREATE INDEX competence_label_by_fold ON competence_label (label_fold);
-- relation: exact, close, broader (target is broader), narrower, related; broader/narrower as parents of a second kind too
CREATE TABLE alignment (
    competence_id BIGINT NOT NULL REFERENCES competence (id), target_id BIGINT NOT NULL REFERENCES competence (id),
    relation TEXT NOT NULL CHECK (relation IN ('exact','close','broader','narrower','related')),
    PRIMARY KEY (competence_id, target_id)
);
CREATE TABLE occupation (
    id BIGINT NOT NULL PRIMARY KEY, code TEXT NOT NULL UNIQUE, framework TEXT NOT NULL,
    name_ru TEXT, name_en TEXT, name_fold TEXT NOT NULL, description_ru TEXT, description_en TEXT,
    group_code TEXT, zone INTEGER, -- the competence "able to work as", which programmes may give as a whole
    competence_id BIGINT REFERENCES competence (id)
);
CREATE INDEX occupation_by_name ON occupation (name_fold);
CREATE TABLE occupation_label (
    occupation_id BIGINT NOT NULL REFERENCES occupation (id), language TEXT NOT NULL, label TEXT NOT NULL,
    label_fold TEXT NOT NULL, PRIMARY KEY (occupation_id, language, label)
);
CREATE INDEX occupation_label_by_fold ON occupation_label (label_fold);
CREATE TABLE occupation_competence (
    occupation_id BIGINT NOT NULL REFERENCES occupation (id), competence_id BIGINT NOT NULL REFERENCES competence (id),
    relation TEXT NOT NULL CHECK (relation IN ('essential','optional')), level INTEGER NOT NULL,
    PRIMARY KEY (occupation_id, competence_id)
);
CREATE INDEX occupation_competence_by_competence ON occupation_competence (competence_id);

-- ---------------------------------------------------------------- resource: rooms, equipment, staff
CREATE TABLE resource_type (
    id BIGINT NOT NULL PRIMARY KEY, code TEXT NOT NULL UNIQUE, kind TEXT NOT NULL CHECK (kind IN ('room','equipment')),
    name_ru TEXT, name_en TEXT, name_fold TEXT NOT NULL
);
-- quantity: equal units of one equipment (1 for rooms and staff); seats: of a room; room_id: where a machine stands
-- (NULL: it can be carried about its site); load_week_ah: a teacher's limit; site_id of staff: where they start from
CREATE TABLE resource (
    id BIGINT NOT NULL PRIMARY KEY, code TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('room','equipment','staff')),
    organisation_id BIGINT NOT NULL REFERENCES organisation (id), site_id BIGINT NOT NULL REFERENCES site (id),
    type_id BIGINT REFERENCES resource_type (id), room_id BIGINT REFERENCES resource (id),
    name_ru TEXT, name_en TEXT, name_fold TEXT NOT NULL, traits TEXT,
    quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 10000), seats INTEGER, load_week_ah INTEGER,
    price_ah_minor BIGINT NOT NULL CHECK (price_ah_minor >= 0),
    CHECK (kind = 'staff' OR type_id IS NOT NULL), CHECK (kind <> 'room' OR seats IS NOT NULL)
);
CREATE INDEX resource_by_type ON resource (type_id, site_id);
CREATE INDEX resource_by_organisation ON resource (organisation_id, kind);
CREATE INDEX resource_by_site ON resource (site_id, kind);
CREATE TABLE staff_competence (
    staff_id BIGINT NOT NULL REFERENCES resource (id), competence_id BIGINT NOT NULL REFERENCES competence (id),
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 8), PRIMARY KEY (staff_id, competence_id)
);
CREATE INDEX staff_competence_by_competence ON staff_competence (competence_id);
-- times when it is not to be had: the owner's own lessons, maintenance, absence; repeated `weeks` times, 7 days apart
CREATE TABLE busy (
    id BIGINT NOT NULL PRIMARY KEY, resource_id BIGINT NOT NULL REFERENCES resource (id),
    quantity INTEGER NOT NULL CHECK (quantity >= 1), starts_at BIGINT NOT NULL, ends_at BIGINT NOT NULL,
    weeks INTEGER NOT NULL CHECK (weeks BETWEEN 1 AND 530),
    kind TEXT NOT NULL CHECK (kind IN ('lesson','maintenance','absence','event','other')), note TEXT,
    CHECK (starts_at < ends_at), CHECK (ends_at - starts_at <= 1440 * 366), UNIQUE (resource_id, starts_at, kind)
);
-- who may use what of an owner's beyond the owner: a resource, a site or everything; the narrowest row that
-- fits the user, the weekday and the hour decides.  audience: all, a kind of organisation, or a code of one.
-- No row: not shared.  price_ah_minor NULL: the resource's own price.
CREATE TABLE sharing (
    id BIGINT NOT NULL PRIMARY KEY, organisation_id BIGINT NOT NULL REFERENCES organisation (id), code TEXT NOT NULL UNIQUE,
    site_id BIGINT REFERENCES site (id), resource_id BIGINT REFERENCES resource (id), kind TEXT,
    audience TEXT NOT NULL, weekdays TEXT NOT NULL, from_min INTEGER NOT NULL, to_min INTEGER NOT NULL,
    price_ah_minor BIGINT, price_percent INTEGER NOT NULL, approval INTEGER NOT NULL CHECK (approval IN (0,1)),
    lead_days INTEGER NOT NULL, CHECK (from_min < to_min)
);
CREATE INDEX sharing_by_organisation ON sharing (organisation_id);

-- ---------------------------------------------------------------- programme: modules of many owners
-- form: onsite, online, blended.  placed 0: what was published does not allow placing it in time
CREATE TABLE module (
    id BIGINT NOT NULL PRIMARY KEY, code TEXT NOT NULL UNIQUE,
    organisation_id BIGINT NOT NULL REFERENCES organisation (id), site_id BIGINT REFERENCES site (id),
    name_ru TEXT, name_en TEXT, name_fold TEXT NOT NULL, note_ru TEXT, note_en TEXT,
    lecture_ah INTEGER NOT NULL CHECK (lecture_ah >= 0), practice_ah INTEGER NOT NULL CHECK (practice_ah >= 0),
    self_ah INTEGER NOT NULL CHECK (self_ah >= 0), cohort_least INTEGER NOT NULL CHECK (cohort_least >= 1),
    cohort_most INTEGER NOT NULL, price_cohort_minor BIGINT NOT NULL CHECK (price_cohort_minor >= 0),
    price_learner_minor BIGINT NOT NULL CHECK (price_learner_minor >= 0),
    form TEXT NOT NULL CHECK (form IN ('onsite','online','blended')), language TEXT NOT NULL,
    placed INTEGER NOT NULL CHECK (placed IN (0,1)), CHECK (cohort_least <= cohort_most)
);
CREATE INDEX module_by_organisation ON module (organisation_id);
CREATE TABLE module_competence (
    module_id BIGINT NOT NULL REFERENCES module (id), competence_id BIGINT NOT NULL REFERENCES competence (id),
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 8), PRIMARY KEY (module_id, competence_id)
);
CREATE INDEX module_competence_by_competence ON module_competence (competence_id);
-- what must come before: a module, or a competence at a level from whichever module gives it
CREATE TABLE module_prerequisite (
    id BIGINT NOT NULL PRIMARY KEY, module_id BIGINT NOT NULL REFERENCES module (id),
    required_id BIGINT REFERENCES module (id), competence_id BIGINT REFERENCES competence (id), level INTEGER,
    CHECK ((required_id IS NULL) <> (competence_id IS NULL))
);
CREATE INDEX module_prerequisite_by_module ON module_prerequisite (module_id);
-- what a lesson of it needs; part: lecture, practice or all; quantity for the cohort, or, where per_learners
-- is given, for every that many learners begun
CREATE TABLE module_need (
    id BIGINT NOT NULL PRIMARY KEY, module_id BIGINT NOT NULL REFERENCES module (id),
    part TEXT NOT NULL CHECK (part IN ('lecture','practice','all')),
    kind TEXT NOT NULL CHECK (kind IN ('room','equipment','staff')),
    type_id BIGINT REFERENCES resource_type (id), competence_id BIGINT REFERENCES competence (id), level INTEGER,
    quantity INTEGER NOT NULL CHECK (quantity >= 1), per_learners INTEGER CHECK (per_learners >= 1),
    CHECK ((kind = 'staff') = (type_id IS NULL)), CHECK (kind = 'staff' OR competence_id IS NULL)
);
CREATE INDEX module_need_by_module ON module_need (module_id);
CREATE TABLE programme (
    id BIGINT NOT NULL PRIMARY KEY, code TEXT NOT NULL, version INTEGER NOT NULL CHECK (version >= 1),
    organisation_id BIGINT NOT NULL REFERENCES organisation (id), kind TEXT NOT NULL,
    name_ru TEXT, name_en TEXT, name_fold TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('draft','approved','retired')),
    field_code TEXT, document_ru TEXT, document_en TEXT, note_ru TEXT, note_en TEXT, UNIQUE (code, version)
);
CREATE TABLE programme_module (
    programme_id BIGINT NOT NULL REFERENCES programme (id), module_id BIGINT NOT NULL REFERENCES module (id),
    position INTEGER NOT NULL, PRIMARY KEY (programme_id, module_id)
);
CREATE INDEX programme_module_by_module ON programme_module (module_id);
-- the norms of each kind of programme: fewest and most academic hours, with the act that says so
CREATE TABLE norm (
    id BIGINT NOT NULL PRIMARY KEY, kind TEXT NOT NULL UNIQUE, name_ru TEXT, name_en TEXT,
    least_ah INTEGER NOT NULL, most_ah INTEGER, day_most_ah INTEGER NOT NULL, week_most_ah INTEGER NOT NULL,
    source TEXT, CHECK (least_ah >= 0)
);

-- ---------------------------------------------------------------- demand: what employers ask the centre for
-- lat, lon, municipality: where the people are; weekdays, from_min, to_min: when they can come;
-- day_most_ah, week_most_ah: how much they can take; NULL budget: none named
CREATE TABLE training_order (
    id BIGINT NOT NULL PRIMARY KEY, code TEXT NOT NULL UNIQUE, organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    title_ru TEXT, title_en TEXT, note_ru TEXT, note_en TEXT, kind TEXT NOT NULL, occupation_id BIGINT REFERENCES occupation (id),
    people INTEGER NOT NULL CHECK (people BETWEEN 1 AND 100000), municipality TEXT,
    lat DOUBLE PRECISION, lon DOUBLE PRECISION, earliest_on INTEGER NOT NULL, deadline_on INTEGER NOT NULL,
    weekdays TEXT NOT NULL, from_min INTEGER NOT NULL, to_min INTEGER NOT NULL,
    day_most_ah INTEGER, week_most_ah INTEGER, travel_most_min INTEGER, budget_minor BIGINT, wish TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft','open','offered','agreed','running','done','withdrawn')),
    made_at BIGINT NOT NULL, CHECK (earliest_on <= deadline_on), CHECK (from_min < to_min)
);
CREATE INDEX training_order_by_state ON training_order (state, deadline_on);
CREATE TABLE order_competence (
    order_id BIGINT NOT NULL REFERENCES training_order (id), competence_id BIGINT NOT NULL REFERENCES competence (id),
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 8), PRIMARY KEY (order_id, competence_id)
);

-- ---------------------------------------------------------------- offer: the centre's answer to an order
-- state: made (shown), held (every resource reserved until expires_at), agreed (all owners confirmed),
-- refused (an owner said no), lapsed (the hold ran out), withdrawn, impossible (an answer that says why not)
-- document: the whole answer as JSON, as `cavt offer make --as json` prints it; input_hash: of all that was read
CREATE TABLE offer (
    id BIGINT NOT NULL PRIMARY KEY, code TEXT NOT NULL UNIQUE, order_id BIGINT NOT NULL REFERENCES training_order (id),
    variant TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('made','held','agreed','refused','lapsed','withdrawn','impossible')),
    people INTEGER NOT NULL, cohorts INTEGER NOT NULL, hours_ah INTEGER NOT NULL, partners INTEGER NOT NULL,
    starts_on INTEGER, ends_on INTEGER, price_minor BIGINT NOT NULL, bound_minor BIGINT, seed BIGINT NOT NULL,
    input_hash TEXT NOT NULL, document TEXT NOT NULL, made_at BIGINT NOT NULL, expires_at BIGINT, who BIGINT NOT NULL
);
CREATE INDEX offer_by_order ON offer (order_id, made_at);
CREATE INDEX offer_by_state ON offer (state, expires_at);
-- one owner's part of it, with the owner's word on it
CREATE TABLE part (
    id BIGINT NOT NULL PRIMARY KEY, offer_id BIGINT NOT NULL REFERENCES offer (id),
    organisation_id BIGINT NOT NULL REFERENCES organisation (id), hours_ah INTEGER NOT NULL, price_minor BIGINT NOT NULL,
    approval INTEGER NOT NULL CHECK (approval IN (0,1)), state TEXT NOT NULL CHECK (state IN ('asked','confirmed','refused')),
    answered_at BIGINT, reason TEXT, UNIQUE (offer_id, organisation_id)
);
CREATE TABLE lesson (
    id BIGINT NOT NULL PRIMARY KEY, offer_id BIGINT NOT NULL REFERENCES offer (id), module_id BIGINT NOT NULL REFERENCES module (id),
    cohort INTEGER NOT NULL, position INTEGER NOT NULL, part TEXT NOT NULL, site_id BIGINT REFERENCES site (id),
    starts_at BIGINT NOT NULL, ends_at BIGINT NOT NULL, hours_ah INTEGER NOT NULL, CHECK (starts_at < ends_at)
);
CREATE INDEX lesson_by_offer ON lesson (offer_id, starts_at);
CREATE TABLE lesson_resource (
    lesson_id BIGINT NOT NULL REFERENCES lesson (id), resource_id BIGINT NOT NULL REFERENCES resource (id),
    quantity INTEGER NOT NULL, PRIMARY KEY (lesson_id, resource_id)
);
-- one unit of one resource taken for one stretch of time.  live 1: it counts; the database itself refuses a
-- second live row on the same unit at the same time.  state: held (until the offer's expires_at), booked
CREATE TABLE booking (
    id BIGINT NOT NULL PRIMARY KEY, resource_id BIGINT NOT NULL REFERENCES resource (id), unit INTEGER NOT NULL CHECK (unit >= 0),
    starts_at BIGINT NOT NULL, ends_at BIGINT NOT NULL, live INTEGER NOT NULL CHECK (live IN (0,1)),
    state TEXT NOT NULL CHECK (state IN ('held','booked','released')), lesson_id BIGINT REFERENCES lesson (id),
    offer_id BIGINT REFERENCES offer (id), who BIGINT NOT NULL, made_at BIGINT NOT NULL, note TEXT,
    CHECK (starts_at < ends_at), CHECK ((state = 'released') = (live = 0))
);
CREATE INDEX booking_by_time ON booking (resource_id, unit, live, starts_at);
CREATE INDEX booking_by_offer ON booking (offer_id);
