/* offer_given_test.h -- the small region that the tests of offers share. */
#ifndef OFFER_OFFER_GIVEN_TEST_H
#define OFFER_OFFER_GIVEN_TEST_H

/* Two colleges teach welding; the near one is dearer; the plant lends its workshop on weekday evenings only. */
static const char OFFER_GIVEN[] =
    "INSERT INTO setting (name, value) VALUES ('today', '2027-01-04'), ('currency', 'RUB');"
    "INSERT INTO organisation (id, code, kind, roles, name_en, name_fold) VALUES"
    " (1,'north','college','owner','North College','n'), (2,'south','college','owner','South College','s'),"
    " (3,'plant','employer','employer;base','Plant','p');"
    "INSERT INTO site (id, code, organisation_id, name_en, name_fold, lat, lon) VALUES"
    " (11,'n1',1,'N','n',55.35,86.08), (12,'s1',2,'S','s',55.35,86.08), (13,'p1',3,'P','p',55.36,86.09);"
    "INSERT INTO opening (id, site_id, weekdays, opens_min, closes_min) VALUES (21,11,'12345',540,1080), (22,12,'12345',540,1080),"
    " (23,13,'12345',540,1260);"
    "INSERT INTO resource_type (id, code, kind, name_en, name_fold) VALUES (31,'class','room','Classroom','c'),"
    " (32,'shop','room','Workshop','w'), (33,'welder','equipment','Welder','e');"
    "INSERT INTO resource (id, code, kind, organisation_id, site_id, type_id, name_en, name_fold, quantity, seats, price_ah_minor) VALUES"
    " (41,'n.class','room',1,11,31,'Room','r',1,30,10000), (42,'n.shop','room',1,11,32,'Shop','s',1,15,20000),"
    " (43,'s.class','room',2,12,31,'Room','r',1,30,5000), (44,'s.shop','room',2,12,32,'Shop','s',1,15,10000),"
    " (45,'p.shop','room',3,13,32,'Shop','s',1,20,1000);"
    "INSERT INTO resource (id, code, kind, organisation_id, site_id, type_id, room_id, name_en, name_fold, quantity, price_ah_minor) VALUES"
    " (51,'n.weld','equipment',1,11,33,42,'Welder','w',6,1000), (52,'s.weld','equipment',2,12,33,44,'Welder','w',6,1000),"
    " (53,'p.weld','equipment',3,13,33,45,'Welder','w',4,1000);"
    "INSERT INTO resource (id, code, kind, organisation_id, site_id, name_en, name_fold, quantity, price_ah_minor, load_week_ah) VALUES"
    " (61,'n.master','staff',1,11,'Master','m',1,50000,36), (62,'s.master','staff',2,12,'Master','m',1,50000,36);"
    "INSERT INTO competence (id, code, framework, kind, name_en, name_fold) VALUES (71,'weld','t','skill','Welding','w'),"
    " (72,'safe','t','skill','Safety','s'), (73,'laser','t','skill','Laser welding','l');"
    "INSERT INTO staff_competence (staff_id, competence_id, level) VALUES (61,71,3), (61,72,3), (62,71,3), (62,72,3);"
    "INSERT INTO module (id, code, organisation_id, name_en, name_fold, lecture_ah, practice_ah, self_ah, cohort_least, cohort_most,"
    " price_cohort_minor, price_learner_minor, form, language, placed) VALUES"
    " (81,'n-safe',1,'Safety','s',4,0,2,4,25,100000,0,'onsite','ru',1), (82,'n-weld',1,'Welding','w',4,12,0,4,12,300000,10000,'onsite','ru',1),"
    " (83,'s-safe',2,'Safety','s',4,0,2,4,25,100000,0,'onsite','ru',1), (84,'s-weld',2,'Welding','w',4,12,0,4,12,300000,10000,'onsite','ru',1);"
    "INSERT INTO module_competence (module_id, competence_id, level) VALUES (81,72,1), (82,71,2), (83,72,1), (84,71,2);"
    "INSERT INTO module_prerequisite (id, module_id, competence_id, level) VALUES (91,82,72,1), (92,84,72,1);"
    "INSERT INTO module_need (id, module_id, part, kind, type_id, competence_id, level, quantity, per_learners) VALUES"
    " (101,81,'lecture','room',31,NULL,NULL,1,NULL), (102,82,'lecture','room',31,NULL,NULL,1,NULL),"
    " (103,82,'practice','room',32,NULL,NULL,1,NULL), (104,82,'practice','equipment',33,NULL,NULL,1,2),"
    " (105,81,'all','staff',NULL,72,2,1,NULL), (106,82,'all','staff',NULL,71,3,1,NULL),"
    " (111,83,'lecture','room',31,NULL,NULL,1,NULL), (112,84,'lecture','room',31,NULL,NULL,1,NULL),"
    " (113,84,'practice','room',32,NULL,NULL,1,NULL), (114,84,'practice','equipment',33,NULL,NULL,1,2),"
    " (115,83,'all','staff',NULL,72,2,1,NULL), (116,84,'all','staff',NULL,71,3,1,NULL);"
    "INSERT INTO norm (id, kind, name_en, least_ah, day_most_ah, week_most_ah, source) VALUES (121,'upskilling','U',16,8,40,'the act');"
    "INSERT INTO training_order (id, code, organisation_id, title_en, kind, people, lat, lon, earliest_on, deadline_on, weekdays, from_min,"
    " to_min, wish, state, made_at) VALUES (131,'o1',3,'Welders','upskilling',12,55.35,86.08,20833,20860,'12345',540,1080,'cost','open',0);"
    "INSERT INTO order_competence (order_id, competence_id, level) VALUES (131,71,2)";

#endif
