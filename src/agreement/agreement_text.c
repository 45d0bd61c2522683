/* agreement_text.c -- the clauses of a contract on the network form of delivery.
 *
 * The sentences are our own.  What the law asks such a contract to say (Federal Law 273-FZ, article 15, and the
 * joint order 882/391 of 2020: who is the base organisation and who takes part, the programme and the share
 * of each, resources, learners, time, money, documents, term and change) is there; whether it is enough in a
 * given case is for a lawyer, and the paper says so on its first page. */
#include "agreement/agreement.h"

#include "base/day.h"
#include "view/document.h"
#include "view/money.h"
#include "view/say.h"
#include "view/words.h"

#include <string.h>

#define BLANK       "____________"
#define BLANK_SHORT "______"

struct sentence {
    enum block_kind kind;
    const char *text;
};

static void say_all(struct work *w, struct document *d, const struct sentence *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        document_add(d, s[i].kind, "%s", tr(w, s[i].text));
}

const char *agreement_role(struct work *w, unsigned roles)
{
    static const struct { unsigned role; const char *name; } names[] = {
        {PARTY_COORDINATOR, TR("Coordinator")}, {PARTY_CUSTOMER, TR("Customer")}, {PARTY_BASE, TR("Base Organisation")},
        {PARTY_PARTICIPANT, TR("Participant")}, {PARTY_OWNER, TR("Resource Owner")},
    };
    const char *s = "";
    for (size_t i = 0; i < COUNT(names); i++)
        if (roles & names[i].role)
            s = take_text(w, "%s%s%s", s, *s == '\0' ? "" : ", ", tr(w, names[i].name));
    return s;
}

static const char *price_said(struct work *w, const struct contract *c, int64_t minor)
{
    return take_text(w, "%s\u00a0%s (%s)", money_exact(w, minor), c->currency, money_words(w, minor, c->currency, NOMINATIVE));
}

static const char *dates_said(struct work *w, const struct contract *c)
{
    return c->starts_on == INT32_MIN || c->ends_on == INT32_MIN
               ? take_text(w, BLANK " \u2013 " BLANK)
               : take_text(w, "%s \u2013 %s", say_day(w, c->starts_on), say_day(w, c->ends_on));
}

static const char *cohorts_said(struct work *w, const struct contract *c)
{
    const char *s = "";
    for (int i = 0; i < c->cohorts && i < 12; i++)
        s = take_text(w, "%s%s%d", s, i > 0 ? " + " : "", c->cohort_size[i]);
    return c->cohorts > 12 ? take_text(w, "%s + \u2026", s) : s;
}

static const char *form_said(struct work *w, const struct contract *c)
{
    bool onsite = false, online = false;
    for (int i = 0; i < c->module_count; i++) {
        onsite |= strcmp(c->modules[i].form, "online") != 0;
        online |= strcmp(c->modules[i].form, "onsite") != 0;
    }
    return onsite && online ? tr(w, "in person, in part at a distance") : online ? tr(w, "at a distance") : tr(w, "in person");
}

static void field(struct document *d, const char *label, const char *bold, const char *text)
{
    document_row(d, ROW_PLAIN);
    document_cell(d, label);
    document_cell_bold(d, bold, text);
}

/* ---------------------------------------------------------------- the head */
static void head(struct work *w, const struct contract *c, struct document *d, const char *number)
{
    document_title(d, tr(w, "Contract on the network form of delivery of an educational programme"));
    document_add(d, DOC_SUBTITLE, tr(w, "No. %s"), number == NULL || *number == '\0' ? BLANK : number);
    document_note(d, tr(w, "DRAFT, to be checked by a lawyer before it is signed. Put together from offer %s of %s, which answers order %s. "
                           "Blanks are for the parties to fill. Fingerprint of the data it rests on: %s."),
                  c->offer, say_day(w, wall_day(wall_from_unix(c->made_at, c->utc_offset_min))), c->order,
                  take_text(w, "%.16s", c->input_hash));
    static const struct { const char *state, *text; } warnings[] = {
        {"lapsed", TR("The offer's hold has run out: its rooms, equipment and teachers must be held again before signing.")},
        {"refused", TR("An owner has refused its part of the offer: another offer must be made before signing.")},
        {"withdrawn", TR("The offer was withdrawn: another offer must be made before signing.")},
        {"made", TR("The offer has not been accepted yet: its rooms, equipment and teachers are not held.")},
    };
    for (size_t i = 0; i < COUNT(warnings); i++)
        if (strcmp(c->offer_state, warnings[i].state) == 0)
            document_note(d, "%s", tr(w, warnings[i].text));
    const char *place = c->coordinator >= 0 ? c->parties[c->coordinator].municipality : "";
    document_fields(d);
    field(d, tr(w, "Place and date"), NULL,
          take_text(w, "%s, \u00ab____\u00bb " BLANK " 20___", *place != '\0' ? place : BLANK));
    field(d, tr(w, "Programme"), c->title, take_text(w, tr(w, "%s, %s academic hours, %s"), c->norm, say_number(w, c->hours_ah), form_said(w, c)));
    field(d, tr(w, "Learners"), NULL,
          take_text(w, trn(w, "%s in %lld cohort: %s", "%s in %lld cohorts: %s", c->cohorts), say_number(w, c->people),
                    (long long)c->cohorts, cohorts_said(w, c)));
    field(d, tr(w, "Lessons"), NULL, dates_said(w, c));
    field(d, tr(w, "Price"), take_text(w, "%s\u00a0%s", money_exact(w, c->price_minor), c->currency),
          c->people > 0 ? take_text(w, tr(w, "%s %s for each learner"), money_exact(w, (c->price_minor + c->people / 2) / c->people), c->currency) : NULL);
}

static const char *contacts(struct work *w, const struct party *p, const char *between)
{
    const char *s = take_text(w, tr(w, "tax number %s"), *p->tax_no != '\0' ? p->tax_no : BLANK);
    const char *const more[] = {p->municipality, p->email, p->phone};
    for (size_t i = 0; i < COUNT(more); i++)
        if (*more[i] != '\0')
            s = take_text(w, "%s%s%s", s, i == 0 ? ", " : between, more[i]);
    return s;
}

static void parties(struct work *w, const struct contract *c, struct document *d)
{
    document_heading(d, tr(w, "Parties"));
    document_clause(d, tr(w, "This contract is made by the organisations below, each in the role named beside it:"));
    document_fields(d);
    if (c->coordinator < 0)
        field(d, tr(w, "Coordinator"), BLANK, take_text(w, tr(w, "represented by %s, acting under %s"), BLANK, BLANK));
    for (int i = 0; i < c->party_count; i++) {
        const struct party *p = &c->parties[i];
        const char *licence = (p->roles & (PARTY_BASE | PARTY_PARTICIPANT)) == 0
                                  ? ""
                                  : take_text(w, tr(w, "; educational licence No. %s of %s"), BLANK_SHORT, BLANK_SHORT);
        field(d, agreement_role(w, p->roles), *p->name != '\0' ? p->name : p->code,
              take_text(w, "%s%s\n%s", contacts(w, p, ", "), licence, take_text(w, tr(w, "represented by %s, acting under %s"), BLANK, BLANK)));
    }
    static const struct sentence s[] = {
        {DOC_CLAUSE, TR("The Coordinator brings the parties together and keeps the timetable and the accounts of this contract. The Customer asks "
                        "for the training and pays for it. The Base Organisation enrols the learners, answers for the programme as a whole and "
                        "issues the documents. A Participant teaches its own modules. A Resource Owner gives the use of rooms, equipment or "
                        "people and does not by that alone carry out educational activity.")},
        {DOC_CLAUSE, TR("The parties remain independent of one another. Each keeps its property, its staff and its rights; the contract makes "
                        "none of them a branch, an agent or a partner in profit of another.")},
    };
    say_all(w, d, s, COUNT(s));
}

/* ---------------------------------------------------------------- subject */
static void competence_table(struct work *w, const struct contract *c, struct document *d)
{
    const struct document_column cols[] = {{tr(w, "Competence"), false, 5}, {tr(w, "Level asked"), true, 0}, {tr(w, "Modules that give it"), false, 6}};
    document_table(d, cols, COUNT(cols));
    for (int i = 0; i < c->competence_count; i++) {
        const struct contract_competence *k = &c->competences[i];
        const char *by = "";
        for (int m = 0; m < c->module_count; m++)
            for (int g = 0; g < c->modules[m].give_count; g++)
                if (strcmp(c->modules[m].gives[g], k->code) == 0) {
                    by = take_text(w, "%s%s%s", by, *by == '\0' ? "" : "; ", c->modules[m].name);
                    break;
                }
        document_row(d, ROW_PLAIN);
        document_cell(d, *k->name != '\0' ? k->name : k->code);
        document_cell(d, take_text(w, "%d", k->level));
        document_cell(d, by);
    }
}

static void module_table(struct work *w, const struct contract *c, struct document *d)
{
    const struct document_column cols[] = {{tr(w, "No."), true, 0}, {tr(w, "Module"), false, 5}, {tr(w, "Owner"), false, 4},
                                           {tr(w, "Lectures"), true, 0}, {tr(w, "Practice"), true, 0}, {tr(w, "Self-study"), true, 0},
                                           {tr(w, "Hours"), true, 0}};
    int sum[3] = {0};
    document_table(d, cols, COUNT(cols));
    for (int i = 0; i < c->module_count; i++) {
        const struct contract_module *m = &c->modules[i];
        const int hours[] = {m->lecture_ah, m->practice_ah, m->self_ah};
        document_row(d, ROW_PLAIN);
        document_cell(d, take_text(w, "%d", i + 1));
        document_cell(d, *m->name != '\0' ? m->name : m->code);
        document_cell(d, m->party >= 0 ? c->parties[m->party].name : NULL);
        for (int k = 0; k < 3; k++) {
            sum[k] += hours[k];
            document_cell(d, hours[k] > 0 ? say_number(w, hours[k]) : "\u2013");
        }
        document_cell(d, say_number(w, hours[0] + hours[1] + hours[2]));
    }
    document_row(d, ROW_TOTAL);
    document_cell(d, NULL), document_cell(d, tr(w, "In all")), document_cell(d, NULL);
    for (int k = 0; k < 3; k++)
        document_cell(d, say_number(w, sum[k]));
    document_cell(d, say_number(w, sum[0] + sum[1] + sum[2]));
}

static void subject(struct work *w, const struct contract *c, struct document *d)
{
    document_heading(d, tr(w, "Subject"));
    document_clause(d, tr(w, "The parties together deliver, in the network form and with the resources of each, the programme “%s” (%s, %s academic "
                             "hours), which answers order %s of the Customer. The title is a working one until the programme is approved."),
                    c->title, c->norm, say_number(w, c->hours_ah), c->order);
    if (c->competence_count > 0) {
        document_clause(d, tr(w, "Whoever completes the programme has these competences at a level no lower than the one asked for (levels run from 1 to 8):"));
        competence_table(w, c, d);
    }
    document_clause(d, tr(w, "The programme is made up of these modules, taught in this order (hours for one cohort):"));
    module_table(w, c, d);
    static const struct sentence s[] = {
        {DOC_CLAUSE, TR("An academic hour is 45 minutes. Self-study is set and checked by the owner of the module and does not stand in the timetable.")},
        {DOC_CLAUSE, TR("The Base Organisation approves the programme after the owner of each module has agreed to it in writing; an approved "
                        "programme becomes part of this contract.")},
        {DOC_CLAUSE, TR("Each owner keeps the rights in its modules and teaching materials. The others may use them to deliver this programme under this "
                        "contract, and for nothing else without the owner's written consent.")},
    };
    say_all(w, d, s, COUNT(s));
}

/* ---------------------------------------------------------------- parts */
static const char *hours_or_dash(struct work *w, int64_t n) { return n > 0 ? say_number(w, n) : "\u2013"; }

static void part_table(struct work *w, const struct contract *c, struct document *d)
{
    const struct document_column cols[] = {{tr(w, "Party"), false, 5}, {tr(w, "Modules, h"), true, 0}, {tr(w, "Lessons in its rooms"), true, 0},
                                           {tr(w, "Rooms, h"), true, 0}, {tr(w, "Equipment, h"), true, 0}, {tr(w, "Staff, h"), true, 0},
                                           {take_text(w, tr(w, "Price, %s"), c->currency), true, 0}};
    int64_t sum[6] = {0};
    document_table(d, cols, COUNT(cols));
    for (int i = 0; i < c->party_count; i++) {
        const struct party *p = &c->parties[i];
        const int64_t cells[] = {p->hours_ah, p->lessons, p->use_ah[0], p->use_ah[1], p->use_ah[2], p->price_minor};
        if (!p->paid && p->hours_ah == 0 && p->use_ah[0] + p->use_ah[1] + p->use_ah[2] == 0)
            continue;
        document_row(d, ROW_PLAIN);
        document_cell_bold(d, p->name, agreement_role(w, p->roles));
        for (int k = 0; k < 6; k++) {
            sum[k] += cells[k];
            document_cell(d, k == 5 ? money_exact(w, cells[k]) : hours_or_dash(w, cells[k]));
        }
    }
    document_row(d, ROW_TOTAL);
    document_cell(d, tr(w, "In all"));
    for (int k = 0; k < 6; k++)
        document_cell(d, k == 5 ? money_exact(w, sum[k]) : hours_or_dash(w, sum[k]));
}

static void parts(struct work *w, const struct contract *c, struct document *d)
{
    document_heading(d, tr(w, "Parts of the parties"));
    document_clause(d, tr(w, "The parts and the resources are divided as follows. Hours of modules are counted for one cohort; hours of rooms, "
                             "equipment and staff for all cohorts, an hour of two machines being two hours:"));
    part_table(w, c, d);
    document_clause(d, tr(w, "Each resource, with its hours and the days on which it is used, is listed in Annex 2."));
    const char *waits = "";
    for (int i = 0; i < c->party_count; i++)
        if (c->parties[i].approval && strcmp(c->parties[i].state, "confirmed") != 0)
            waits = take_text(w, "%s%s%s", waits, *waits == '\0' ? "" : "; ", c->parties[i].name);
    if (*waits != '\0')
        document_clause(d, tr(w, "The contract binds these parties only once they have confirmed their parts in writing: %s."), waits);
    document_clause(d, tr(w, "A party may put an equal room, machine or teacher in the place of the one listed if lessons keep their times and the price does "
                             "not grow. It tells the Coordinator at least three working days before; a sudden fault or illness, at once."));
}

/* ---------------------------------------------------------------- calendar and learners */
static void calendar(struct work *w, const struct contract *c, struct document *d)
{
    document_heading(d, tr(w, "Calendar"));
    document_clause(d, tr(w, "Lessons run: %s. The dates of each cohort are:"), dates_said(w, c));
    const struct document_column cols[] = {{tr(w, "Cohort"), false, 2}, {tr(w, "Learners"), true, 0}, {tr(w, "First lesson"), false, 4},
                                           {tr(w, "Last lesson"), false, 4}, {tr(w, "Lessons"), true, 0}, {tr(w, "Hours"), true, 0}};
    document_table(d, cols, COUNT(cols));
    for (int k = 1; k <= c->cohorts; k++) {
        int64_t first = INT64_MAX, last = INT64_MIN;
        int lessons = 0, hours = 0;
        for (int i = 0; i < c->lesson_count; i++) {
            const struct contract_lesson *l = &c->lessons[i];
            if (l->cohort != k)
                continue;
            first = l->starts_at < first ? l->starts_at : first;
            last = l->starts_at > last ? l->starts_at : last;
            lessons++;
            hours += l->hours_ah;
        }
        document_row(d, ROW_PLAIN);
        document_cell(d, take_text(w, "%d", k));
        document_cell(d, say_number(w, c->cohort_size[k - 1]));
        document_cell(d, lessons > 0 ? say_wall(w, first) : BLANK);
        document_cell(d, lessons > 0 ? say_wall(w, last) : BLANK);
        document_cell(d, hours_or_dash(w, lessons));
        document_cell(d, hours_or_dash(w, hours));
    }
    document_clause(d, tr(w, "The timetable of every lesson, with its place, equipment and teacher, is Annex 1. The Coordinator keeps it up to date and open to "
                             "all parties."));
    if (c->unplaced_count > 0)
        document_clause(d, tr(w, "Lessons that have no time yet are listed at the end of Annex 1; the parties set their times in writing before the "
                                 "cohort's first lesson."));
    document_clause(d, tr(w, "A lesson is moved by consent of the Base Organisation, of the owners of its room, equipment and teacher, and of the Customer, given "
                             "in writing or through the Coordinator's system at least two working days before. A lesson that was not held is held again "
                             "within the term of the contract."));
}

static void learners(struct work *w, const struct contract *c, struct document *d)
{
    document_heading(d, tr(w, "Learners"));
    document_clause(d, trn(w, "The programme is for %s learners in %lld cohort (%s).", "The programme is for %s learners in %lld cohorts (%s).", c->cohorts),
                    say_number(w, c->people), (long long)c->cohorts, cohorts_said(w, c));
    static const struct sentence s[] = {
        {DOC_CLAUSE, TR("The Customer sends the Base Organisation the list of learners, with the papers that enrolment needs, at least five working days before "
                        "the first lesson of their cohort. Until then it may replace any learner without charge.")},
        {DOC_CLAUSE, TR("The Base Organisation enrols the learners by its order and sends the list to the Participants. Learners keep the internal rules and the "
                        "safety rules of every party in whose rooms they study.")},
        {DOC_CLAUSE, TR("If fewer learners come than were agreed, the price falls by the lines of Annex 3 that are counted per learner; the lines counted per "
                        "cohort and for hours of rooms, equipment and staff stay as they are.")},
        {DOC_CLAUSE, TR("A learner who leaves may be replaced while the programme can still be completed in time; the Base Organisation decides.")},
    };
    say_all(w, d, s, COUNT(s));
}

/* ---------------------------------------------------------------- price */
static void price_table(struct work *w, const struct contract *c, struct document *d)
{
    const struct document_column cols[] = {{tr(w, "Party"), false, 1}, {tr(w, "For cohorts"), true, 0}, {tr(w, "For learners"), true, 0},
                                           {tr(w, "For rooms"), true, 0}, {tr(w, "For equipment"), true, 0}, {tr(w, "For staff"), true, 0}, {tr(w, "In all"), true, 0}};
    int64_t sum[LINE_KINDS + 1] = {0};
    document_table(d, cols, COUNT(cols));
    for (int i = 0; i < c->party_count; i++) {
        const struct party *p = &c->parties[i];
        if (!p->paid)
            continue;
        document_row(d, ROW_PLAIN);
        document_cell(d, p->name);
        for (int k = 0; k < LINE_KINDS; k++) {
            sum[k] += p->by_kind[k];
            document_cell(d, p->by_kind[k] != 0 ? money_exact(w, p->by_kind[k]) : "\u2013");
        }
        sum[LINE_KINDS] += p->price_minor;
        document_cell(d, money_exact(w, p->price_minor));
    }
    document_row(d, ROW_TOTAL);
    document_cell(d, tr(w, "In all"));
    for (int k = 0; k <= LINE_KINDS; k++)
        document_cell(d, sum[k] != 0 ? money_exact(w, sum[k]) : "\u2013");
}

static void price(struct work *w, const struct contract *c, struct document *d)
{
    document_heading(d, tr(w, "Price and payment"));
    document_clause(d, tr(w, "The price of the contract is "));
    document_bold(d, "%s", price_said(w, c, c->price_minor));
    document_text(d, ".");
    if (c->people > 0)
        document_clause(d, tr(w, "For one learner that is %s, rounded; the price of the whole is the one that binds."),
                        price_said(w, c, (c->price_minor + c->people / 2) / c->people));
    document_clause(d, tr(w, "It is divided among the parties thus (%s):"), c->currency);
    price_table(w, c, d);
    document_clause(d, tr(w, "What each sum is made of, line by line, is in Annex 3."));
    document_clause(d, tr(w, "The Customer pays the Coordinator: in advance %s per cent of the price within %s working days of signing; the rest within ten "
                             "working days of the act signed after the last lesson. If training lasts longer than a month, the parties sign an act for "
                             "each month, and the advance is counted off against the first of them."),
                    BLANK_SHORT, BLANK_SHORT);
    static const struct sentence s[] = {
        {DOC_CLAUSE, TR("The Coordinator pays each party for what it gave within ten working days of receiving the Customer's money: by the lines of Annex 3, "
                        "in the measure of the lessons that the register of lessons shows as held.")},
        {DOC_CLAUSE, TR("A lesson that was not held through a party's fault is not paid for to that party until it is held again. A lesson that "
                        "was not held through the Customer's fault is paid for.")},
        {DOC_CLAUSE, TR("Each party says in its act whether its sum includes value added tax and on what ground it does not; the sums of this contract do not grow "
                        "by it. A change of price is made in writing by all parties whom it touches.")},
    };
    say_all(w, d, s, COUNT(s));
}

/* ---------------------------------------------------------------- duties and the rest */
static void duties(struct work *w, const struct contract *c, struct document *d)
{
    static const struct { unsigned role; struct sentence s[8]; } of[] = {
        {PARTY_COORDINATOR, {{DOC_CLAUSE, TR("The Coordinator:")},
            {DOC_ITEM, TR("keeps the timetable, the reservations of rooms and equipment and the register of lessons, and lets every party see its own;")},
            {DOC_ITEM, TR("tells the parties of any change at once and settles with them a lesson that can't be held as planned;")},
            {DOC_ITEM, TR("receives the Customer's money, pays the parties and draws up the acts;")},
            {DOC_ITEM, TR("may ask any party for proof that a lesson was held and that a resource is fit for use.")}}},
        {PARTY_CUSTOMER, {{DOC_CLAUSE, TR("The Customer:")},
            {DOC_ITEM, TR("sends the learners and frees them from work for the hours of Annex 1;")},
            {DOC_ITEM, TR("pays in time and signs or refuses an act, with its reasons, within five working days;")},
            {DOC_ITEM, TR("answers for medical examinations and admissions to work where the lessons call for them;")},
            {DOC_ITEM, TR("may attend lessons and the final assessment and be told how each learner is doing.")}}},
        {PARTY_BASE, {{DOC_CLAUSE, TR("The Base Organisation:")},
            {DOC_ITEM, TR("approves the programme, enrols and expels the learners and keeps their files;")},
            {DOC_ITEM, TR("teaches its own modules and answers to the learners and to the Customer for the programme as a whole;")},
            {DOC_ITEM, TR("takes over the results of modules taught by the Participants and holds the final assessment;")},
            {DOC_ITEM, TR("issues the documents on training and enters them in the state registers.")}}},
        {PARTY_PARTICIPANT, {{DOC_CLAUSE, TR("A Participant:")},
            {DOC_ITEM, TR("teaches its modules in full, with teachers whose qualification meets the law, and has the licence that this needs;")},
            {DOC_ITEM, TR("marks attendance on the day of the lesson and sends results of a module to the Base Organisation within five working days of its end;")},
            {DOC_ITEM, TR("gives its rooms and equipment in working order, with instruction in safety before the first use;")},
            {DOC_ITEM, TR("may remove from a lesson a learner who endangers others, and tells the Base Organisation the same day.")}}},
        {PARTY_OWNER, {{DOC_CLAUSE, TR("A Resource Owner:")},
            {DOC_ITEM, TR("gives the rooms, equipment and people of Annex 2 at the times of Annex 1, in working order, and lets nobody else have them then;")},
            {DOC_ITEM, TR("instructs learners and teachers in safety and in the use of the equipment before its first use;")},
            {DOC_ITEM, TR("tells the Coordinator at once of a fault and offers an equal resource if it has one;")},
            {DOC_ITEM, TR("may stop work that endangers people or equipment.")}}},
    };
    unsigned all = PARTY_COORDINATOR;
    for (int i = 0; i < c->party_count; i++)
        all |= c->parties[i].roles;
    document_heading(d, tr(w, "Rights and duties"));
    for (size_t i = 0; i < COUNT(of); i++)
        if (all & of[i].role)
            for (const struct sentence *s = of[i].s; s < of[i].s + COUNT(of[i].s) && s->text != NULL; s++)
                document_add(d, s->kind, "%s", tr(w, s->text));
    static const struct sentence each[] = {
        {DOC_CLAUSE, TR("Each party names a person who answers for this contract within three working days of signing and tells the others of a change.")},
    };
    say_all(w, d, each, COUNT(each));
}

static const struct sentence closing[] = {
    {DOC_HEADING, TR("Assessment and documents")},
    {DOC_CLAUSE, TR("Each module ends with an assessment in the form that the programme names; its result is recognised by all parties without being "
                    "taken again. The programme ends with a final assessment, to which the Customer may send its expert.")},
    {DOC_CLAUSE, TR("Learners who pass it receive from the Base Organisation the document that the law lays down for this kind of programme; "
                    "the document or its supplement names the parties that taught. Others receive a statement of what they completed.")},
    {DOC_HEADING, TR("Personal data and confidence")},
    {DOC_CLAUSE, TR("The parties process the personal data of learners and staff only to carry out this contract and to keep the records that the law asks "
                    "for, each as an operator in its own right. They hand each other no more than that needs: name, contact, cohort, attendance and results, and, "
                    "to the Base Organisation, what enrolment needs.")},
    {DOC_CLAUSE, TR("Whoever collects the data informs the learner of this passing on and obtains consent where the law asks for it. Each party protects the data, tells "
                    "the others within 24 hours of a leak, and erases what it received when it is no longer needed.")},
    {DOC_CLAUSE, TR("What a party marks as confidential, the technology of the Customer above all, is not passed on for three years after the end of the contract.")},
    {DOC_HEADING, TR("Liability")},
    {DOC_CLAUSE, TR("A party that does not do its part, or does it badly, makes good the proven loss of the others, up to the price of its part; this limit does not hold "
                    "for intent, gross negligence, or harm to life and health.")},
    {DOC_CLAUSE, TR("For money paid late the creditor may claim 0.1 per cent of the sum for each day, up to ten per cent of it.")},
    {DOC_CLAUSE, TR("Each party answers for the safety of people in its rooms and at its equipment. Damage done by a learner is made good by the law on "
                    "the liability of the learner and of the Customer who sent them; fair wear is nobody's fault.")},
    {DOC_CLAUSE, TR("Nobody answers for what could neither be foreseen nor prevented. The party that it befalls tells the others within three days; the times "
                    "move by as long as it lasts, and after 60 days any party may withdraw from what has not been done.")},
    {DOC_HEADING, TR("Term, change and end")},
    {DOC_CLAUSE, TR("The contract is in force from its signing by all parties until all that it promises has been done.")},
    {DOC_CLAUSE, TR("It is changed in writing by all parties; a change that touches only some of them, such as the place of a lesson, by those whom it touches, "
                    "and the Coordinator informs the rest.")},
    {DOC_CLAUSE, TR("It ends early by agreement of all, or by the withdrawal of a party on 30 days' notice in writing. Whoever withdraws pays for what was done up to "
                    "then and sees that learners already enrolled can complete the programme, if need be with another organisation at no greater price "
                    "to the Customer.")},
    {DOC_CLAUSE, TR("If a Participant or a Resource Owner leaves or loses its licence, the Coordinator proposes a replacement within ten working days; if there is "
                    "none, the part that can't be taught is taken out of the programme and of the price with the Customer's consent.")},
    {DOC_HEADING, TR("Disputes and other matters")},
    {DOC_CLAUSE, TR("Disputes are settled by talks; a written claim is answered within 15 working days. What can't be settled so goes to the court of the place of "
                    "the party that is sued.")},
    {DOC_CLAUSE, TR("The contract is made in as many copies as there are parties, all equally valid; it may be signed with qualified electronic signatures instead.")},
    {DOC_CLAUSE, TR("The annexes are part of the contract: 1, the timetable of each cohort; 2, resources and hours; 3, the lines of the price.")},
    {DOC_CLAUSE, TR("For reference, to be checked by a lawyer: Federal Law No. 273-FZ of 29 December 2012 on education in the Russian Federation, article 15; order No. "
                    "882/391 of the Ministry of Science and Higher Education and the Ministry of Education of 5 August 2020 on the network form; Federal Law No. "
                    "152-FZ of 27 July 2006 on personal data.")},
};

static void signatures(struct work *w, const struct contract *c, struct document *d)
{
    document_heading(d, tr(w, "Details and signatures"));
    document_signs(d);
    int at = 0;
    for (int i = c->coordinator < 0 ? -1 : 0; i < c->party_count; i++, at++) {
        static const struct party nobody = {.name = BLANK, .code = "", .tax_no = "", .municipality = "", .email = "", .phone = "", .roles = PARTY_COORDINATOR};
        const struct party *p = i < 0 ? &nobody : &c->parties[i];
        if (at % 2 == 0)
            document_row(d, ROW_PLAIN);
        document_cell_bold(d, take_text(w, "%s\n%s", agreement_role(w, p->roles), *p->name != '\0' ? p->name : p->code),
                           take_text(w, "%s\n%s\n%s\n\n____________________ / ____________________\n%s", contacts(w, p, "\n"),
                                     take_text(w, tr(w, "address: %s"), "______________________"),
                                     take_text(w, tr(w, "account, bank: %s"), "__________________"), tr(w, "signature, name, seal")));
    }
}

struct document *agreement_document(struct work *w, const struct contract *c, const char *number)
{
    struct document *d = document_new(w, take_text(w, tr(w, "Contract: %s"), c->title));
    d->author = c->coordinator >= 0 ? c->parties[c->coordinator].name : "";
    d->footer = take_text(w, tr(w, "Draft contract from offer %s, to be checked by a lawyer"), c->offer);
    d->made_at = c->made_at;
    head(w, c, d, number);
    parties(w, c, d);
    subject(w, c, d);
    parts(w, c, d);
    calendar(w, c, d);
    learners(w, c, d);
    price(w, c, d);
    duties(w, c, d);
    say_all(w, d, closing, COUNT(closing));
    signatures(w, c, d);
    agreement_annexes(w, c, d);
    return d;
}
