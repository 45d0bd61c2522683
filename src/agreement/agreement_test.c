/* agreement_test.c -- a contract says what its offer's rows say, in both languages, and its sums add up. */
#include "agreement/agreement.h"

#include "agreement/agreement_web.h"
#include "base/day.h"
#include "store/db.h"
#include "test/test.h"
#include "view/document.h"
#include "view/money.h"
#include "view/sheet.h"
#include "view/html.h"
#include "view/words.h"

#include <stdlib.h>
#include <unistd.h>

static const char REGION[] =
    "INSERT INTO setting (name, value) VALUES ('centre','copp'),('currency','RUB'),('utc_offset_min','420'),"
    " ('region_name_ru','Область'),('region_name_en','Region');"
    "INSERT INTO organisation (id, code, kind, roles, name_ru, name_en, name_fold, tax_no, municipality, email, phone) VALUES"
    " (1,'copp','centre','centre','Центр','Centre','x','4200000001','Кемерово','a@copp.example','+7 000'),"
    " (2,'col','college','owner','Колледж <№ 1> & Ко','College <No. 1> & Co','x',NULL,NULL,NULL,NULL),"
    " (3,'zavod','employer','employer;base','Завод','Plant','x','4200000003','Юрга',NULL,NULL),"
    " (4,'uni','university','owner','Университет',NULL,'x',NULL,'Томск',NULL,NULL);"
    "INSERT INTO site (id, code, organisation_id, name_ru, name_en, name_fold, address_ru) VALUES (11,'col.a',2,'Корпус А','Building A','x','ул. Учебная, 1'),"
    " (12,'zavod.a',3,'Цех','Shop','x',NULL);"
    "INSERT INTO resource_type (id, code, kind, name_fold) VALUES (21,'class','room','x'),(22,'lathe','equipment','x');"
    "INSERT INTO resource (id, code, kind, organisation_id, site_id, type_id, name_ru, name_en, name_fold, quantity, seats, price_ah_minor) VALUES"
    " (31,'r1','room',2,11,21,'Аудитория 101','Room 101','x',1,20,10000),(32,'r2','room',3,12,21,'Участок','Bay','x',1,20,20000),"
    " (33,'e1','equipment',3,12,22,'Станок','Lathe','x',5,NULL,3333),(34,'s1','staff',2,11,NULL,'Преподаватель','Teacher','x',1,NULL,50000);"
    "INSERT INTO competence (id, code, framework, kind, name_ru, name_en, name_fold) VALUES (41,'turn','x','skill','Точить','Turning','x'),(42,'read','x','skill','Читать','Reading','x');"
    "INSERT INTO module (id, code, organisation_id, name_ru, name_en, name_fold, lecture_ah, practice_ah, self_ah, cohort_least, cohort_most,"
    " price_cohort_minor, price_learner_minor, form, language, placed) VALUES"
    " (51,'m1',2,'Токарное дело','Turning','x',4,8,2,1,20,0,0,'onsite','ru',1),(52,'m2',4,'Чертежи','Drawings','x',4,0,4,1,20,0,0,'online','ru',1);"
    "INSERT INTO norm (id, kind, name_ru, name_en, least_ah, day_most_ah, week_most_ah) VALUES (61,'upskilling','Повышение квалификации','Upskilling',16,8,36);"
    "INSERT INTO training_order (id, code, organisation_id, title_ru, title_en, kind, people, earliest_on, deadline_on, weekdays, from_min, to_min, wish, state, made_at)"
    " VALUES (71,'ord-1',3,'Токари для цеха','Turners for the shop','upskilling',11,20000,21000,'12345',0,1440,'cost','open',0);"
    "INSERT INTO order_competence (order_id, competence_id, level) VALUES (71,41,4),(71,42,3);";

/* cohorts of 6 and 5; each: m1 4 h in r1 with s1, 8 h in r2 on three lathes; m2 online. */
static const char DOCUMENT[] =
    "{\"offer\":\"of-1\",\"possible\":true,\"order\":{\"code\":\"ord-1\",\"competences\":["
    "{\"code\":\"turn\",\"name_ru\":\"Точить\",\"name_en\":\"Turning\",\"level\":4},{\"code\":\"read\",\"name_ru\":\"Читать\",\"name_en\":\"Reading\",\"level\":3}]},"
    "\"promise\":{\"people\":11,\"cohorts\":[6,5]},"
    "\"modules\":[{\"code\":\"m2\",\"name_ru\":\"Чертежи\",\"name_en\":\"Drawings\",\"owner\":\"uni\",\"hours\":8,\"lecture_ah\":4,\"practice_ah\":0,\"self_ah\":4,"
    "\"competences\":[{\"code\":\"read\",\"level\":3}]},"
    "{\"code\":\"m1\",\"name_ru\":\"Токарное дело\",\"name_en\":\"Turning\",\"owner\":\"col\",\"hours\":14,\"lecture_ah\":4,\"practice_ah\":8,\"self_ah\":2,"
    "\"competences\":[{\"code\":\"turn\",\"level\":4}]}],"
    "\"unplaced\":[{\"module\":\"m2\",\"cohort\":2,\"part\":\"lecture\",\"hours_ah\":4}],"
    "\"price\":{\"currency\":\"RUB\",\"lines\":["
    "{\"organisation\":\"uni\",\"kind\":\"learner\",\"item\":\"m2\",\"item_ru\":\"Чертежи\",\"module\":\"m2\",\"quantity\":11,\"unit\":\"learner\",\"rate\":\"100.10\",\"amount\":\"1101.10\"},"
    "{\"organisation\":\"col\",\"kind\":\"cohort\",\"item\":\"m1\",\"item_ru\":\"Токарное дело\",\"module\":\"m1\",\"quantity\":2,\"unit\":\"cohort\",\"rate\":\"40000.00\",\"amount\":\"80000.00\"},"
    "{\"organisation\":\"col\",\"kind\":\"room\",\"item\":\"r1\",\"item_ru\":\"Аудитория 101\",\"module\":\"m1\",\"quantity\":8,\"unit\":\"hour\",\"rate\":\"100.00\",\"amount\":\"800.00\"},"
    "{\"organisation\":\"col\",\"kind\":\"staff\",\"item\":\"s1\",\"item_ru\":\"Преподаватель\",\"module\":\"m1\",\"quantity\":8,\"unit\":\"hour\",\"rate\":\"500.00\",\"amount\":\"4000.00\"},"
    "{\"organisation\":\"zavod\",\"kind\":\"equipment\",\"item\":\"e1\",\"item_ru\":\"Станок\",\"item_en\":\"Lathe\",\"module\":\"m1\",\"quantity\":48,\"unit\":\"hour\",\"rate\":\"33.33\",\"amount\":\"1599.84\"},"
    "{\"organisation\":\"zavod\",\"kind\":\"room\",\"item\":\"r2\",\"item_ru\":\"Участок\",\"module\":\"m1\",\"quantity\":16,\"unit\":\"hour\",\"rate\":\"200.00\",\"amount\":\"3200.00\"}]}}";

static const char OFFER[] =
    "INSERT INTO offer (id, code, order_id, variant, state, people, cohorts, hours_ah, partners, starts_on, ends_on, price_minor, seed, input_hash, document, made_at, who)"
    " VALUES ($1, $2, 71, 'cost', $3, 11, 2, 22, 3, 20600, 20633, 9070094, 1, 'abcdef0123456789abcdef', $4, 1780000000, 0)";

#define DAY 20600 /* 27 May 2026 */

static void given(struct work *w, const char *document)
{
    w->now = 1780000000;
    db_script(w, REGION);
    db_run(w, OFFER, ARGS(V(81), V("of-1"), V("made"), V(document)));
    db_script(w, "INSERT INTO part (id, offer_id, organisation_id, hours_ah, price_minor, approval, state) VALUES"
                 " (91,81,2,14,8480000,0,'asked'),(92,81,3,0,479984,1,'asked'),(93,81,4,8,110110,0,'asked');");
    static const char LESSON[] = "INSERT INTO lesson (id, offer_id, module_id, cohort, position, part, site_id, starts_at, ends_at, hours_ah) VALUES ($1,81,$2,$3,1,$4,$5,$6,$7,$8)";
    static const char USE[] = "INSERT INTO lesson_resource (lesson_id, resource_id, quantity) VALUES ($1, $2, $3)";
    for (int k = 1; k <= 2; k++) {
        int64_t at = (int64_t)(DAY + 7 * k) * 1440 + 540;
        db_run(w, LESSON, ARGS(V(100 + k), V(51), V(k), V("lecture"), V(11), V(at), V(at + 190), V(4)));
        db_run(w, USE, ARGS(V(100 + k), V(31), V(1)));
        db_run(w, USE, ARGS(V(100 + k), V(34), V(1)));
        at += (int64_t)10 * 1440;
        db_run(w, LESSON, ARGS(V(200 + k), V(51), V(k), V("practice"), V(12), V(at), V(at + 380), V(8)));
        db_run(w, USE, ARGS(V(200 + k), V(32), V(1)));
        db_run(w, USE, ARGS(V(200 + k), V(33), V(3)));
    }
    int64_t at = (int64_t)(DAY) * 1440 + 600;
    db_run(w, LESSON, ARGS(V(301), V(52), V(1), V("lecture"), NULL_INT, V(at), V(at + 190), V(4)));
}

static const char *said(struct work *w, const char *number)
{
    struct contract c;
    struct text t = TEXT(0);
    if (!contract_load(w, "of-1", &c)) {
        SAME(w->err.text, "");
        return "";
    }
    document_plain(agreement_document(w, &c, number), &t);
    const char *s = take_copy(w, t.s, t.n);
    text_free(&t);
    return s;
}

#define HAS(s, what) CHECK(strstr((s), (what)) != NULL)

TEST(a_contract_says_who_what_when_and_for_how_much)
{
    given(w, DOCUMENT);
    w->language = RU;
    const char *s = said(w, "17/26");
    HAS(s, "№ 17/26");
    HAS(s, "Токари для цеха");
    HAS(s, "Колледж <№ 1> & Ко");
    HAS(s, "ИНН 4200000001");
    HAS(s, "Повышение квалификации");
    HAS(s, "90\u00a0700,94\u00a0RUB (девяносто тысяч семьсот рублей 94\u00a0копейки)");
    HAS(s, "8\u00a0245,54"); /* one learner of eleven */
    HAS(s, "84\u00a0800,00");
    HAS(s, "1\u00a0599,84");
    HAS(s, "Станок \u00d7\u00a03");
    HAS(s, "6 + 5");
    HAS(s, "Базовая организация\tКолледж");
    HAS(s, "273-ФЗ");
    HAS(s, "882/391");
    HAS(s, "юрист");
    w->language = EN;
    s = said(w, NULL);
    HAS(s, "No. ____________");
    HAS(s, "Turners for the shop");
    HAS(s, "ninety thousand seven hundred roubles 94\u00a0kopecks");
    HAS(s, "Customer, Resource Owner\tPlant");
    HAS(s, "Base Organisation\tCollege <No. 1> & Co");
    HAS(s, "Participant\tУниверситет"); /* a name it has only in Russian */
    HAS(s, "Wed\u00a03\u00a0June");
    HAS(s, "Lessons that have no time yet\n");
    HAS(s, "once they have confirmed their parts in writing: Plant.");
    HAS(s, "tax number ____________");
}

TEST(no_english_is_left_in_the_russian_contract)
{
    given(w, DOCUMENT);
    w->language = RU;
    for (const char *s = said(w, NULL); *s != '\0'; s++) {
        /* Five Latin letters in a row stand in names of files and addresses alone. */
        size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
        if (n >= 5 && memcmp(s, "example", 7) != 0 && memcmp(s, "abcdef", 6) != 0)
            SAME(take_copy(w, s, n), "Russian");
        s += n > 0 ? n - 1 : 0;
    }
}

TEST(parties_have_their_roles_and_their_hours)
{
    struct contract c;
    given(w, DOCUMENT);
    w->language = EN;
    CHECK(contract_load(w, "of-1", &c));
    CHECK(c.party_count == 4);
    CHECK(c.parties[0].roles == PARTY_COORDINATOR && !c.parties[0].paid);
    CHECK(c.parties[1].roles == (PARTY_CUSTOMER | PARTY_OWNER) && c.parties[1].use_ah[0] == 16 && c.parties[1].use_ah[1] == 48);
    CHECK(c.parties[2].roles == PARTY_BASE && c.parties[2].hours_ah == 14 && c.parties[2].use_ah[2] == 8 && c.parties[2].lessons == 2);
    CHECK(c.parties[3].roles == PARTY_PARTICIPANT && c.parties[3].hours_ah == 8);
    int64_t sum = 0;
    for (int i = 0; i < c.party_count; i++)
        sum += c.parties[i].price_minor;
    CHECK(sum == c.price_minor && sum == 9070094);
}

/* What contract_load says when it refuses, on work of its own. */
static const char *refusal(struct work *w, const char *offer)
{
    struct work *q = work_begin(w->db, 0, w->now);
    struct contract c;
    q->language = EN;
    const char *s = contract_load(q, offer, &c) ? "" : take_copy(w, q->err.text, strlen(q->err.text));
    work_end(q);
    return s;
}

TEST(sums_that_do_not_add_up_are_refused)
{
    given(w, DOCUMENT);
    db_run(w, "UPDATE part SET price_minor = price_minor + 1 WHERE id = 92", NO_ARGS);
    SAME(refusal(w, "of-1"), "the price lines of zavod add up to 4799.84 and its part says 4799.85; make the offer again");
    db_run(w, "UPDATE part SET price_minor = price_minor - 1 WHERE id = 92", NO_ARGS);
    db_run(w, "UPDATE offer SET price_minor = 1", NO_ARGS);
    SAME(refusal(w, "of-1"), "the parts add up to 90700.94 and the offer says 0.01; make the offer again");
}

TEST(what_cannot_be_signed_is_refused_with_its_reason)
{
    given(w, DOCUMENT);
    SAME(refusal(w, "of-9"), "there is no offer \"of-9\"; make one with: cavt offer make DB ORDER");
    db_run(w, OFFER, ARGS(V(82), V("of-2"), V("impossible"), V("{}")));
    CHECK(strstr(refusal(w, "of-2"), "can't be met, so there is nothing to sign") != NULL);
    db_run(w, OFFER, ARGS(V(83), V("of-3"), V("made"), V("{\"price\":")));
    CHECK(strstr(refusal(w, "of-3"), "can't be read (line ") != NULL);
    db_run(w, OFFER, ARGS(V(84), V("of-4"), V("made"), V("{\"price\":{\"lines\":[{\"organisation\":\"nobody\",\"kind\":\"room\",\"rate\":\"1.00\",\"amount\":\"1.00\"}]}}")));
    CHECK(strstr(refusal(w, "of-4"), "names \"nobody\"") != NULL);
    db_run(w, OFFER, ARGS(V(85), V("of-5"), V("made"), V("{\"price\":{\"lines\":[{\"organisation\":\"zavod\",\"kind\":\"room\",\"rate\":\"1,00\",\"amount\":\"1.00\"}]}}")));
    CHECK(strstr(refusal(w, "of-5"), "price line 1 ") != NULL);
}

TEST(a_region_with_little_known_of_it_still_gets_a_contract)
{
    given(w, DOCUMENT);
    db_run(w, "DELETE FROM setting", NO_ARGS);
    db_run(w, "DELETE FROM norm", NO_ARGS);
    db_run(w, "UPDATE organisation SET name_ru = NULL, name_en = NULL, tax_no = NULL, municipality = NULL, email = NULL, phone = NULL", NO_ARGS);
    db_run(w, "UPDATE training_order SET title_ru = NULL, title_en = NULL", NO_ARGS);
    db_run(w, "DELETE FROM lesson_resource", NO_ARGS);
    db_run(w, "DELETE FROM lesson", NO_ARGS);
    db_run(w, "UPDATE offer SET starts_on = NULL, ends_on = NULL", NO_ARGS);
    w->language = EN;
    const char *s = said(w, NULL);
    HAS(s, "Coordinator\t____________");
    HAS(s, "No lesson has a time yet.");
    HAS(s, "zavod");
    CHECK(strstr(s, "(null)") == NULL);
}

TEST(every_form_of_the_contract_is_written)
{
    given(w, DOCUMENT);
    struct contract c;
    for (int l = 0; l < LANGUAGES; l++) {
        w->language = (enum language)l;
        CHECK(contract_load(w, "of-1", &c));
        for (const struct document_form *f = document_forms; f->ending != NULL; f++) {
            struct text t = TEXT(0);
            CHECK(f->write(agreement_document(w, &c, NULL), &t) && t.n > 4000);
            text_free(&t);
        }
    }
}

TEST(a_draft_is_a_file_and_a_record_with_its_hash)
{
    given(w, DOCUMENT);
    w->language = EN;
    char folder[] = "/tmp/cavt-agreement-XXXXXX";
    CHECK(mkdtemp(folder) != NULL);
    const char *path = take_text(w, "%s/c.docx", folder);
    struct drafted a, b;
    CHECK(agreement_draft(w, "of-1", path, NULL, &a));
    SAME(a.agreement, "ag-of-1");
    CHECK(strlen(a.hash) == 64 && a.bytes > 4000 && access(path, R_OK) == 0);
    CHECK(agreement_draft(w, "of-1", path, NULL, &b));
    SAME(b.hash, a.hash); /* the same offer gives the same bytes, and is recorded once */
    CHECK(db_one(w, "SELECT count(*) FROM agreement_file", NO_ARGS, -1) == 1);
    CHECK(db_one(w, "SELECT count(*) FROM agreement_party", NO_ARGS, -1) == 5);
    CHECK(db_one(w, "SELECT count(*) FROM agreement WHERE title_ru = 'Токари для цеха' AND title_en = 'Turners for the shop'", NO_ARGS, -1) == 1);
    struct work *q = work_begin(w->db, 0, w->now);
    q->language = EN;
    CHECK(!agreement_draft(q, "of-1", take_text(w, "%s/c.doc", folder), NULL, &b));
    CHECK(strstr(q->err.text, "written as .pdf, .docx or .odt") != NULL);
    work_end(q);
    q = work_begin(w->db, 0, w->now);
    q->language = EN;
    CHECK(!agreement_draft(q, "of-1", take_text(w, "%s/no/where.pdf", folder), NULL, &b));
    CHECK(strstr(q->err.text, "can't be written") != NULL);
    work_end(q);
    CHECK(db_one(w, "SELECT count(*) FROM agreement_file", NO_ARGS, -1) == 1); /* what could not be written is not recorded */
    unlink(path);
    CHECK(rmdir(folder) == 0); /* and nothing was left lying beside */
}

static bool act(struct work *w, const char *what, const char *code)
{
    struct work *q = work_begin(w->db, 0, w->now);
    bool ok = strcmp(what, "sign") == 0 ? agreement_sign(q, code, "5", DAY) : agreement_end(q, code, DAY + 9);
    work_end(q);
    return ok;
}

TEST(an_agreement_is_drafted_then_signed_then_ended)
{
    given(w, DOCUMENT);
    struct agreement_new a = {.code = "coop-1", .form = "partnership", .title = "Together", .parties = "copp:coordinator;zavod",
                              .starts_on = DAY, .ends_on = INT32_MIN};
    CHECK(agreement_add(w, &a));
    CHECK(!act(w, "end", "coop-1")); /* not before it was signed */
    CHECK(act(w, "sign", "coop-1"));
    CHECK(!act(w, "sign", "coop-1"));
    CHECK(act(w, "end", "coop-1"));
    CHECK(!act(w, "sign", "coop-2"));
    w->language = EN;
    struct sheet *s = sheet_new(w, &sheet_csv);
    CHECK(agreement_list(w, "ended", s));
    HAS(s->out->text, "coop-1,partnership,Together,5,ended,2,2026-05-27,2026-06-05,2026-05-27,,,0");
    CHECK(db_one(w, "SELECT count(*) FROM audit WHERE object = 'agreement'", NO_ARGS, -1) == 3);
}

TEST(an_agreement_is_refused_when_it_makes_no_sense)
{
    given(w, DOCUMENT);
    static const struct { struct agreement_new a; const char *says; } tries[] = {
        {{"x", "treaty", NULL, NULL, "copp;zavod", INT32_MIN, INT32_MIN}, "not a form of interaction"},
        {{"х", "ppp", NULL, NULL, "copp;zavod", INT32_MIN, INT32_MIN}, "can't be a code"}, /* a Cyrillic one */
        {{"x", "ppp", NULL, NULL, "copp", INT32_MIN, INT32_MIN}, "at least two parties"},
        {{"x", "ppp", NULL, NULL, "copp;nobody", INT32_MIN, INT32_MIN}, "no organisation \"nobody\""},
        {{"x", "ppp", NULL, NULL, "copp;zavod:king", INT32_MIN, INT32_MIN}, "\"king\" is not a role"},
        {{"x", "ppp", NULL, NULL, "copp;zavod", 10, 9}, "ends before it begins"},
    };
    for (size_t i = 0; i < COUNT(tries); i++) {
        struct work *q = work_begin(w->db, 0, w->now);
        q->language = EN;
        CHECK(!agreement_add(q, &tries[i].a));
        HAS(q->err.text, tries[i].says);
        work_end(q);
    }
    CHECK(db_one(w, "SELECT count(*) FROM agreement", NO_ARGS, -1) == 0);
}

static const char *settled(struct work *w, int32_t until)
{
    struct sheet *s = sheet_new(w, &sheet_csv);
    CHECK(agreement_settlement(w, "of-1", until, s));
    return s->out->text;
}

TEST(lessons_held_earn_their_part_and_all_of_them_the_price)
{
    given(w, DOCUMENT);
    w->language = EN;
    HAS(settled(w, DAY), "In all for the contract,,,,,0.00,90700.94");
    /* After the first lectures of both cohorts (8 of 24 hours of the module, the online one held, its twin not). */
    const char *s = settled(w, DAY + 15);
    HAS(s, "Turning,8,24,26666.66,80000.00");
    HAS(s, "Преподаватель,Turning,8,8,4000.00,4000.00");
    HAS(s, "Lathe,Turning,0,48,0.00,1599.84");
    HAS(s, "Drawings,4,8,550.55,1101.10");
    s = settled(w, DAY + 400);
    HAS(s, "Lathe,Turning,48,48,1599.84,1599.84");
    HAS(s, "In all for the contract,,,,,90150.39,90700.94"); /* all but the lesson that has no time */
}

static struct reply asked(struct work *w, const char *path, const char *query)
{
    static const struct route *const tables[] = {agreement_routes, NULL};
    struct visit ask = {.method = GET, .path = path, .query = query, .languages = "en", .host = "x", .roles = ANYONE};
    return web_answer(w, tables, &ask);
}

TEST(the_draft_is_read_from_the_offer_s_page)
{
    given(w, DOCUMENT);
    struct work *q = work_begin(w->db, 0, w->now);
    struct reply r = asked(q, "/offer/of-1/contract", NULL);
    CHECK(r.status == 200 && r.body.used > 4000 && memcmp(r.body.text, "%PDF-", 5) == 0);
    SAME(r.type, "application/pdf");
    SAME(r.name, "of-1.pdf");
    work_end(q);
    q = work_begin(w->db, 0, w->now);
    CHECK(asked(q, "/offer/of-1/contract", "as=exe").status == 422);
    work_end(q);
    q = work_begin(w->db, 0, w->now);
    CHECK(asked(q, "/offer/of-9/contract", "as=odt").status == 404);
    work_end(q);
    q = work_begin(w->db, 0, w->now);
    r = asked(q, "/agreement", NULL);
    CHECK(r.status == 200 && strstr(r.body.text, "No agreements yet.") != NULL);
    work_end(q);
    CHECK(db_one(w, "SELECT count(*) FROM agreement_file", NO_ARGS, -1) == 0);
}
