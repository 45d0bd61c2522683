-- step9_exchange.sql -- how other systems meet this one.  The same conventions as in schema.sql.

-- what a program shows to be let in; hash: SHA-256 of the token, which is kept nowhere; organisation_id NULL: the centre's own.
-- scopes: parted by spaces
CREATE TABLE access_token (
    id BIGINT NOT NULL PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, hash TEXT NOT NULL UNIQUE,
    organisation_id BIGINT REFERENCES organisation (id), scopes TEXT NOT NULL, made_at BIGINT NOT NULL, who BIGINT NOT NULL,
    expires_at BIGINT, used_at BIGINT, revoked_at BIGINT
);
-- a calendar given out at a secret address: of a resource, an organisation or an offer.  hash: of the secret part
CREATE TABLE feed (
    id BIGINT NOT NULL PRIMARY KEY, code TEXT NOT NULL UNIQUE, hash TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('resource','organisation','offer')),
    resource_id BIGINT REFERENCES resource (id), organisation_id BIGINT REFERENCES organisation (id), offer_id BIGINT REFERENCES offer (id),
    made_at BIGINT NOT NULL, who BIGINT NOT NULL, read_at BIGINT, revoked_at BIGINT,
    CHECK ((kind = 'resource') = (resource_id IS NOT NULL)), CHECK ((kind = 'organisation') = (organisation_id IS NOT NULL)),
    CHECK ((kind = 'offer') = (offer_id IS NOT NULL))
);
-- a calendar taken in: its owner's own, whose events are busy times of a resource.  url NULL: it comes as a file.
-- read_at: when it was last taken; problem: why the last time it was not
CREATE TABLE calendar (
    id BIGINT NOT NULL PRIMARY KEY, code TEXT NOT NULL UNIQUE, resource_id BIGINT NOT NULL REFERENCES resource (id), url TEXT,
    every_min INTEGER NOT NULL CHECK (every_min BETWEEN 15 AND 10080), hash TEXT, events INTEGER NOT NULL, clashes INTEGER NOT NULL,
    made_at BIGINT NOT NULL, who BIGINT NOT NULL, read_at BIGINT, due_at BIGINT, tries INTEGER NOT NULL, problem TEXT
);
CREATE INDEX calendar_by_resource ON calendar (resource_id);
ALTER TABLE busy ADD COLUMN calendar_id BIGINT REFERENCES calendar (id);
CREATE INDEX busy_by_calendar ON busy (calendar_id);
-- whom to tell by HTTP that something happened.  events: "offer.accept;training_order.*", or *; secret: what it is signed
-- with, never exported; organisation_id NULL: the centre's, told of everything
CREATE TABLE hook (
    id BIGINT NOT NULL PRIMARY KEY, code TEXT NOT NULL UNIQUE, organisation_id BIGINT REFERENCES organisation (id), address TEXT NOT NULL,
    secret TEXT NOT NULL, events TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('active','paused','failing')),
    made_at BIGINT NOT NULL, who BIGINT NOT NULL, failures INTEGER NOT NULL, told_at BIGINT
);
