/* itc2019.h -- the files of the International Timetabling Competition 2019: problems and solutions.
 *
 * Format: https://www.itc2019.org/format (Mueller, Rudova, Muellerova, PATAT 2018).  Plain rows, flat arrays
 * with "first" and a count; indices from 0, -1 for none; ids stay text.  Entities are refused, nothing is
 * fetched, depth and sizes are limited.  Every error names the line. */
#ifndef CODEC_ITC2019_H
#define CODEC_ITC2019_H

#include "base/err.h"
#include "base/map.h"
#include "base/text.h"

struct itc2019_time {
    uint64_t weeks;         /* bit 0: the first week */
    uint8_t days;           /* bit 0: Monday */
    uint16_t start, length; /* slots */
    int64_t penalty;        /* 0 for unavailability */
};
struct itc2019_room {
    char *id;
    int32_t capacity, first_closed, closed; /* in `closed` */
};
struct itc2019_travel {
    int32_t from, to, slots;
};
struct itc2019_choice {
    int32_t room;
    int64_t penalty;
};
struct itc2019_class {
    char *id;
    int32_t subpart, parent, limit, line;
    bool roomless; /* room="false" */
    int32_t first_time, times, first_choice, choices;
};
struct itc2019_subpart {
    int32_t config, first_class, classes;
};
struct itc2019_config {
    int32_t course, first_subpart, subparts;
};
struct itc2019_course {
    char *id;
    int32_t first_config, configs;
};
struct itc2019_distribution {
    int type;     /* index in itc2019_type_name */
    int32_t a, b; /* its parameters, 0 where it has none */
    bool required;
    int64_t penalty;
    int32_t first_member, members;
};
struct itc2019_student {
    char *id;
    int32_t first_wish, wishes;
};

#define ITC2019_TYPES 19
extern const char *const itc2019_type_name[ITC2019_TYPES]; /* "SameStart", ... in the order of the format's page */

struct itc2019 {
    char *name;
    int32_t days, slots, weeks;
    int64_t weight_time, weight_room, weight_distribution, weight_student;
    int32_t rooms, closeds, travels, courses, configs, subparts, classes, times, choices, distributions, members, students, wishes;
    struct itc2019_room *room;
    struct itc2019_time *closed;
    struct itc2019_travel *travel;
    struct itc2019_course *course;
    struct itc2019_config *config;
    struct itc2019_subpart *subpart;
    struct itc2019_class *class;
    struct itc2019_time *time;
    struct itc2019_choice *choice;
    struct itc2019_distribution *distribution;
    int32_t *member; /* classes */
    struct itc2019_student *student;
    int32_t *wish; /* courses */
    struct map room_of, course_of, class_of, student_of; /* id -> index */
};

/* itc2019_read(bytes, n, err): NULL and a sentence when it isn't a problem.  The caller frees it. */
struct itc2019 *itc2019_read(const char *bytes, size_t n, struct err *e);
void itc2019_free(struct itc2019 *x); /* NULL is fine. */

/* answer: time (index within the class) and room (index of the room) by class, -1: not placed; attendances
 * are (class, student) pairs in order of classes. */
struct itc2019_answer {
    int32_t *time, *room;
    int32_t attendances;
    size_t attendance_room;
    struct itc2019_attendance {
        int32_t class, student;
    } *attendance;
    double runtime;
    int cores;
};

bool itc2019_answer_read(const struct itc2019 *x, const char *bytes, size_t n, struct itc2019_answer *a, struct err *e) MUST;
void itc2019_answer_write(const struct itc2019 *x, const struct itc2019_answer *a, struct text *out);
void itc2019_answer_free(struct itc2019_answer *a);

#endif
