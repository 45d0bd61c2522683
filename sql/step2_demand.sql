-- step2_demand.sql -- what vacancies say, and titles that people have coded.  Same rules as schema.sql.

-- titles that somebody has given an occupation, and how often: they teach the coding of new titles
CREATE TABLE coded_title (
    occupation_id BIGINT NOT NULL REFERENCES occupation (id), title_fold TEXT NOT NULL, title TEXT NOT NULL,
    times INTEGER NOT NULL CHECK (times >= 1), PRIMARY KEY (occupation_id, title_fold)
);

-- an advert; code is its source's own number after the source's name.  twin_id: the earlier advert it repeats, which
-- alone is counted.  wage_minor: the middle of what is offered, a month; text: personal data masked
CREATE TABLE vacancy (
    id BIGINT NOT NULL PRIMARY KEY, code TEXT NOT NULL UNIQUE, source TEXT NOT NULL, title TEXT NOT NULL,
    title_fold TEXT NOT NULL, employer TEXT, municipality TEXT, posted_on INTEGER NOT NULL, month_on INTEGER NOT NULL,
    wage_minor BIGINT, currency TEXT, web TEXT, text TEXT NOT NULL, text_hash TEXT NOT NULL,
    twin_id BIGINT REFERENCES vacancy (id), occupation_id BIGINT REFERENCES occupation (id)
);
CREATE INDEX vacancy_by_hash ON vacancy (text_hash);
CREATE INDEX vacancy_by_month ON vacancy (month_on, municipality);
-- words of a vacancy's text that name a competence; from_at, to_at: bytes of the text.  said: 1 asked for, 2 wished for
CREATE TABLE mention (
    vacancy_id BIGINT NOT NULL REFERENCES vacancy (id), competence_id BIGINT NOT NULL REFERENCES competence (id),
    from_at INTEGER NOT NULL, to_at INTEGER NOT NULL, words TEXT NOT NULL, section TEXT NOT NULL,
    said INTEGER NOT NULL CHECK (said IN (1,2)), PRIMARY KEY (vacancy_id, competence_id)
);
CREATE INDEX mention_by_competence ON mention (competence_id);
-- the figures of the above: adverts that ask for a competence, by occupation, place and month; of how many adverts there
-- were.  Made anew by every feed.
CREATE TABLE need (
    competence_id BIGINT NOT NULL REFERENCES competence (id), occupation_id BIGINT NOT NULL, municipality TEXT NOT NULL,
    month_on INTEGER NOT NULL, vacancies INTEGER NOT NULL, wage_minor BIGINT,
    PRIMARY KEY (competence_id, occupation_id, municipality, month_on)
);
CREATE INDEX need_by_month ON need (month_on, municipality);
