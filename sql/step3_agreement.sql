-- step3_agreement.sql -- the register of agreements; the same conventions as in schema.sql.
-- form: network (a programme by several organisations), partnership (social), ppp (public-private), cluster
CREATE TABLE agreement (
    id BIGINT NOT NULL PRIMARY KEY, code TEXT NOT NULL UNIQUE,
    form TEXT NOT NULL CHECK (form IN ('network','partnership','ppp','cluster')),
    title_ru TEXT, title_en TEXT, number TEXT, state TEXT NOT NULL CHECK (state IN ('draft','signed','ended')),
    offer_id BIGINT UNIQUE REFERENCES offer (id), starts_on INTEGER, ends_on INTEGER, signed_on INTEGER,
    made_at BIGINT NOT NULL, who BIGINT NOT NULL, CHECK (state = 'draft' OR signed_on IS NOT NULL)
);
CREATE INDEX agreement_by_state ON agreement (state, ends_on);
CREATE TABLE agreement_party (
    agreement_id BIGINT NOT NULL REFERENCES agreement (id), organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    role TEXT NOT NULL CHECK (role IN ('coordinator','customer','base','participant','owner','partner')),
    PRIMARY KEY (agreement_id, organisation_id, role)
);
CREATE INDEX agreement_party_by_organisation ON agreement_party (organisation_id);
-- what was drafted: hash is the SHA-256 of the file's bytes, as sha256sum prints it
CREATE TABLE agreement_file (
    id BIGINT NOT NULL PRIMARY KEY, agreement_id BIGINT NOT NULL REFERENCES agreement (id), language TEXT NOT NULL,
    form TEXT NOT NULL, hash TEXT NOT NULL, bytes BIGINT NOT NULL, made_at BIGINT NOT NULL, who BIGINT NOT NULL,
    UNIQUE (agreement_id, hash)
);
