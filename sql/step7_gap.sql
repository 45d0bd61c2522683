-- step7_gap.sql -- what is asked beside orders and adverts, what is done about gaps, how frameworks may meet.
-- Same rules as schema.sql.

-- places an advert offers: a person each
ALTER TABLE vacancy ADD COLUMN places INTEGER NOT NULL DEFAULT 1;
ALTER TABLE need ADD COLUMN places INTEGER NOT NULL DEFAULT 0;
UPDATE need SET places = vacancies;

-- what surveys of employers and investment projects say will be needed: so many people, by that day, with that
-- confidence in per cent.  Of an occupation (all it asks for) or of one competence
CREATE TABLE signal (
    id BIGINT NOT NULL PRIMARY KEY, code TEXT NOT NULL UNIQUE, kind TEXT NOT NULL CHECK (kind IN ('survey','project')),
    title_ru TEXT, title_en TEXT, organisation_id BIGINT REFERENCES organisation (id),
    occupation_id BIGINT REFERENCES occupation (id), competence_id BIGINT REFERENCES competence (id),
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 8), municipality TEXT, people INTEGER NOT NULL CHECK (people BETWEEN 1 AND 1000000),
    by_on INTEGER NOT NULL, confidence INTEGER NOT NULL CHECK (confidence BETWEEN 1 AND 100), source TEXT, web TEXT,
    CHECK ((occupation_id IS NULL) <> (competence_id IS NULL))
);
CREATE INDEX signal_by_day ON signal (by_on);
-- what somebody has undertaken about a gap: to develop what nobody teaches, to ask an owner for more seats
CREATE TABLE gap_task (
    id BIGINT NOT NULL PRIMARY KEY, code TEXT NOT NULL UNIQUE, kind TEXT NOT NULL CHECK (kind IN ('develop','ask')),
    competence_id BIGINT NOT NULL REFERENCES competence (id), level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 8),
    municipality TEXT, people INTEGER NOT NULL CHECK (people >= 1), by_on INTEGER NOT NULL,
    organisation_id BIGINT REFERENCES organisation (id), state TEXT NOT NULL CHECK (state IN ('open','done','withdrawn')),
    note TEXT, made_at BIGINT NOT NULL, who BIGINT NOT NULL, closed_at BIGINT, CHECK ((state = 'open') = (closed_at IS NULL))
);
CREATE INDEX gap_task_by_competence ON gap_task (competence_id, state);
-- how a competence of one framework may meet one of another: proposed by the program with its score and reason, until
-- a methodologist accepts (it becomes a row of alignment) or refuses (it is not proposed again)
CREATE TABLE crosswalk (
    competence_id BIGINT NOT NULL REFERENCES competence (id), target_id BIGINT NOT NULL REFERENCES competence (id),
    relation TEXT NOT NULL CHECK (relation IN ('exact','close','broader','narrower','related')),
    score DOUBLE PRECISION NOT NULL, why TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('proposed','accepted','refused')),
    made_at BIGINT NOT NULL, who BIGINT NOT NULL, decided_at BIGINT, PRIMARY KEY (competence_id, target_id),
    CHECK ((state = 'proposed') = (decided_at IS NULL))
);
CREATE INDEX crosswalk_by_state ON crosswalk (state, score);
