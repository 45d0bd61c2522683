-- step6_booking.sql -- resources asked for outside any offer; the same conventions as in schema.sql.

-- claim: one request for several resources of several owners at once, once or weekly, all or nothing.  It takes rows of
-- the table booking, like an offer, under the same guard.  state: waiting (in line for something taken), proposed (the
-- slot came free and is kept for the first in line until expires_at), held (owners are asked until expires_at), booked,
-- refused, lapsed, cancelled.  starts_at, ends_at: of its first and last time.  holder_id: who answers for the use
CREATE TABLE claim (
    id BIGINT NOT NULL PRIMARY KEY, code TEXT NOT NULL UNIQUE, organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    title TEXT NOT NULL, note TEXT, people INTEGER, holder_id BIGINT REFERENCES resource (id),
    state TEXT NOT NULL CHECK (state IN ('waiting','proposed','held','booked','refused','lapsed','cancelled')),
    starts_at BIGINT NOT NULL, ends_at BIGINT NOT NULL, price_minor BIGINT NOT NULL, expires_at BIGINT,
    made_at BIGINT NOT NULL, who BIGINT NOT NULL, reason TEXT, CHECK (starts_at < ends_at),
    CHECK (state NOT IN ('waiting','proposed','held') OR expires_at IS NOT NULL)
);
CREATE INDEX claim_by_state ON claim (state, expires_at);
CREATE INDEX claim_by_organisation ON claim (organisation_id, starts_at);
CREATE TABLE claim_use (
    claim_id BIGINT NOT NULL REFERENCES claim (id), resource_id BIGINT NOT NULL REFERENCES resource (id),
    units INTEGER NOT NULL CHECK (units >= 1), PRIMARY KEY (claim_id, resource_id)
);
CREATE INDEX claim_use_by_resource ON claim_use (resource_id);
-- its times; skipped: why this one was left out (NULL: it counts)
CREATE TABLE claim_time (
    claim_id BIGINT NOT NULL REFERENCES claim (id), starts_at BIGINT NOT NULL, ends_at BIGINT NOT NULL, skipped TEXT,
    PRIMARY KEY (claim_id, starts_at), CHECK (starts_at < ends_at)
);
-- what each time costs the asker, by owner; nothing where it is free.  They add up to the parts, and these to the claim
CREATE TABLE claim_cost (
    claim_id BIGINT NOT NULL REFERENCES claim (id), starts_at BIGINT NOT NULL, organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    price_minor BIGINT NOT NULL CHECK (price_minor > 0), PRIMARY KEY (claim_id, starts_at, organisation_id)
);
-- one owner's part, with the owner's word on it
CREATE TABLE claim_part (
    id BIGINT NOT NULL PRIMARY KEY, claim_id BIGINT NOT NULL REFERENCES claim (id),
    organisation_id BIGINT NOT NULL REFERENCES organisation (id), price_minor BIGINT NOT NULL,
    approval INTEGER NOT NULL CHECK (approval IN (0,1)), state TEXT NOT NULL CHECK (state IN ('asked','confirmed','refused')),
    answered_at BIGINT, reason TEXT, UNIQUE (claim_id, organisation_id)
);
CREATE INDEX claim_part_by_owner ON claim_part (organisation_id, state);
ALTER TABLE booking ADD COLUMN claim_id BIGINT REFERENCES claim (id);
CREATE INDEX booking_by_claim ON booking (claim_id) WHERE claim_id IS NOT NULL;
-- a day or a week of many resources at once; every booking lies within one day
CREATE INDEX booking_by_day ON booking (resource_id, starts_at, ends_at, state, claim_id, offer_id) WHERE live = 1;

-- what an owner asks of those who use what is theirs, beside the terms of `sharing`; scope and audience as there, but
-- audience 'everyone' binds the owner too.  rule, and what it goes by:
--   shortest, longest  minutes of one time          ahead_least, ahead_most  days before the first time
--   week_most, month_most  minutes of one user      at_once  units           noshow  minutes until a time nobody came to is free
--   blackout  from_on..to_on, from_min..to_min      qualification  competence_id at level, held by a person of the request
CREATE TABLE booking_rule (
    id BIGINT NOT NULL PRIMARY KEY, code TEXT NOT NULL UNIQUE, organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    site_id BIGINT REFERENCES site (id), resource_id BIGINT REFERENCES resource (id), kind TEXT, audience TEXT NOT NULL,
    rule TEXT NOT NULL CHECK (rule IN ('shortest','longest','ahead_least','ahead_most','week_most','month_most','at_once',
                                       'noshow','blackout','qualification')),
    most INTEGER, from_on INTEGER, to_on INTEGER, from_min INTEGER, to_min INTEGER,
    competence_id BIGINT REFERENCES competence (id), level INTEGER, reason_ru TEXT, reason_en TEXT,
    CHECK (rule IN ('blackout','qualification') OR (most IS NOT NULL AND most >= 0)),
    CHECK (rule <> 'blackout' OR (from_on IS NOT NULL AND to_on IS NOT NULL AND from_on <= to_on)),
    CHECK (rule <> 'qualification' OR (competence_id IS NOT NULL AND level IS NOT NULL))
);
CREATE INDEX booking_rule_by_organisation ON booking_rule (organisation_id);

-- actual use: when somebody came and left, at one time of a claim or at a lesson; absent: nobody came
CREATE TABLE usage (
    id BIGINT NOT NULL PRIMARY KEY, resource_id BIGINT NOT NULL REFERENCES resource (id), starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL, claim_id BIGINT REFERENCES claim (id), lesson_id BIGINT REFERENCES lesson (id),
    in_at BIGINT, out_at BIGINT, absent INTEGER NOT NULL CHECK (absent IN (0,1)), who BIGINT NOT NULL,
    CHECK ((claim_id IS NULL) <> (lesson_id IS NULL)), CHECK ((absent = 1) = (in_at IS NULL)),
    CHECK (out_at IS NULL OR out_at >= in_at)
);
CREATE UNIQUE INDEX usage_of_claim ON usage (resource_id, claim_id, starts_at) WHERE claim_id IS NOT NULL;
CREATE UNIQUE INDEX usage_of_lesson ON usage (resource_id, lesson_id) WHERE lesson_id IS NOT NULL;

-- a change to a sheet's row that is not published yet: what its fields are to be, as JSON
CREATE TABLE draft (
    id BIGINT NOT NULL PRIMARY KEY, organisation_id BIGINT NOT NULL REFERENCES organisation (id), sheet TEXT NOT NULL,
    row_key TEXT NOT NULL, fields TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('draft','submitted','published','refused')),
    made_at BIGINT NOT NULL, who BIGINT NOT NULL, reason TEXT
);
CREATE INDEX draft_by_organisation ON draft (organisation_id, state);
-- two records that somebody has looked at and found to be different things, smaller id first
CREATE TABLE resource_differs (
    one_id BIGINT NOT NULL REFERENCES resource (id), other_id BIGINT NOT NULL REFERENCES resource (id),
    made_at BIGINT NOT NULL, who BIGINT NOT NULL, PRIMARY KEY (one_id, other_id), CHECK (one_id < other_id)
);
