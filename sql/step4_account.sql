-- step4_account.sql -- who people are here, for whom they act, and how they come in.  Same rules as schema.sql.

-- a person who signs in.  email as typed, email_key as compared; password: argon2id as libsodium writes it, NULL: signs in
-- otherwise.  state: new (the address is not confirmed), active, disabled (by the centre), erased (nothing personal is left).
-- totp_key: the shared secret of the second factor, base32; totp_step: the last step it was used in, never taken again
CREATE TABLE account (
    id BIGINT NOT NULL PRIMARY KEY, email TEXT NOT NULL, email_key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, password TEXT,
    language TEXT NOT NULL CHECK (language IN ('ru','en')), state TEXT NOT NULL CHECK (state IN ('new','active','disabled','erased')),
    born_on INTEGER, totp_key TEXT, totp_step BIGINT, made_at BIGINT NOT NULL, confirmed_at BIGINT, seen_at BIGINT,
    CHECK (state <> 'active' OR confirmed_at IS NOT NULL), CHECK (state <> 'erased' OR (password IS NULL AND totp_key IS NULL AND name = ''))
);
-- what a person may do for an organisation, while it lasts.  asked: by the person, the centre has not answered;
-- staff_id: the teacher of the register that he or she is
CREATE TABLE membership (
    id BIGINT NOT NULL PRIMARY KEY, account_id BIGINT NOT NULL REFERENCES account (id),
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    role TEXT NOT NULL CHECK (role IN ('learner','teacher','employer','partner','methodologist','dispatcher','documents','analyst',
                                       'coordinator','director','authority','admin')),
    state TEXT NOT NULL CHECK (state IN ('asked','active','refused','ended')), from_on INTEGER NOT NULL, to_on INTEGER,
    staff_id BIGINT REFERENCES resource (id), note TEXT, made_at BIGINT NOT NULL, who BIGINT NOT NULL, answered_at BIGINT,
    CHECK (to_on IS NULL OR from_on <= to_on)
);
CREATE UNIQUE INDEX membership_once ON membership (account_id, organisation_id, role) WHERE state IN ('asked','active');
CREATE INDEX membership_by_organisation ON membership (organisation_id, state);
-- a signed-in browser; hash is of its cookie, which is kept nowhere.  membership_id: for whom it acts now, NULL for itself;
-- ward_id: the minor for whom a guardian acts; way: how it signed in
CREATE TABLE session (
    hash TEXT NOT NULL PRIMARY KEY, id BIGINT NOT NULL UNIQUE, account_id BIGINT NOT NULL REFERENCES account (id),
    membership_id BIGINT REFERENCES membership (id), ward_id BIGINT REFERENCES account (id), made_at BIGINT NOT NULL, seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL, address TEXT, agent TEXT,
    way TEXT NOT NULL CHECK (way IN ('password','second','recovery','provider','link'))
);
CREATE INDEX session_by_account ON session (account_id);
-- a link sent by mail, or a sign-in that is half done; once used it is gone.  detail: JSON
CREATE TABLE token (
    hash TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('confirm','reset','invitation','guardian','second','provider','address')),
    account_id BIGINT REFERENCES account (id), made_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, detail TEXT
);
CREATE INDEX token_by_account ON token (account_id, kind);
CREATE TABLE recovery_code (
    account_id BIGINT NOT NULL REFERENCES account (id), hash TEXT NOT NULL, used_at BIGINT, PRIMARY KEY (account_id, hash)
);
-- who vouches for people by OpenID Connect, and the people vouched for
CREATE TABLE provider (
    id BIGINT NOT NULL PRIMARY KEY, code TEXT NOT NULL UNIQUE, name_ru TEXT, name_en TEXT, issuer TEXT NOT NULL UNIQUE,
    client_id TEXT NOT NULL, client_secret TEXT
);
CREATE TABLE identity (
    provider_id BIGINT NOT NULL REFERENCES provider (id), subject TEXT NOT NULL, account_id BIGINT NOT NULL REFERENCES account (id),
    made_at BIGINT NOT NULL, PRIMARY KEY (provider_id, subject)
);
CREATE INDEX identity_by_account ON identity (account_id);
-- how often something was tried since began_at; what says by whom and what, hashed
CREATE TABLE attempt (what TEXT NOT NULL PRIMARY KEY, began_at BIGINT NOT NULL, times INTEGER NOT NULL, over_at BIGINT NOT NULL);
-- a grown-up who answers for a minor; email is where he or she was asked
CREATE TABLE guardian (
    id BIGINT NOT NULL PRIMARY KEY, ward_id BIGINT NOT NULL REFERENCES account (id), account_id BIGINT REFERENCES account (id),
    email TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('asked','active','refused','ended')), made_at BIGINT NOT NULL, answered_at BIGINT,
    CHECK (state <> 'active' OR account_id IS NOT NULL), CHECK (account_id IS NULL OR account_id <> ward_id)
);
CREATE INDEX guardian_by_ward ON guardian (ward_id);
CREATE INDEX guardian_by_account ON guardian (account_id);
-- what a person (or, for a minor, the guardian: who) has agreed to, by the text's version, and when it was taken back
CREATE TABLE consent (
    id BIGINT NOT NULL PRIMARY KEY, account_id BIGINT NOT NULL REFERENCES account (id), purpose TEXT NOT NULL, version TEXT NOT NULL,
    given_at BIGINT NOT NULL, withdrawn_at BIGINT, who BIGINT NOT NULL
);
CREATE INDEX consent_by_account ON consent (account_id);
-- settings that are never exported or shown: how mail is sent
CREATE TABLE secret (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL);
-- mail is leased while it is being sent, so that of several servers one sends it, and tried again later if that fails
ALTER TABLE outbox ADD COLUMN due_at BIGINT;
ALTER TABLE outbox ADD COLUMN leased_until BIGINT;
CREATE INDEX outbox_waiting ON outbox (kind, made_at) WHERE sent_at IS NULL;
CREATE INDEX audit_by_time ON audit (made_at);
