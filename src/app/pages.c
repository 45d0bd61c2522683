/* pages.c -- see pages.h; and the page that lists them. */
#include "app/pages.h"

#include "account/join_web.h"
#include "account/me_web.h"
#include "account/people_web.h"
#include "account/provider_web.h"
#include "account/second_web.h"
#include "account/sign_web.h"
#include "agreement/agreement_web.h"
#include "app/home.h"
#include "competence/crosswalk_web.h"
#include "demand/demand_web.h"
#include "booking/booking_web.h"
#include "demand/order_talk_web.h"
#include "demand/order_web.h"
#include "gap/gap_web.h"
#include "offer/offer_web.h"
#include "exchange/access_web.h"
#include "exchange/api_web.h"
#include "exchange/calendar_web.h"
#include "exchange/hook_web.h"
#include "exchange/oeapi_web.h"
#include "partner/partner_web.h"
#include "programme/catalogue_web.h"
#include "programme/feed_web.h"
#include "programme/design_web.h"
#include "programme/programme_web.h"
#include "resource/edit_web.h"
#include "resource/grid_web.h"
#include "resource/resource_web.h"
#include "resource/same_web.h"
#include "timetable/timetable_web.h"
#include "view/words.h"

/* The site map: every page that has no part in its address, by what its row says of it. */
static bool site_map(struct request *q)
{
    q->title = tr(q->w, "All pages");
    html(q->page, "<ul class=\"rows\">\n");
    for (const struct route *const *t = q->tables; *t != NULL; t++)
        for (const struct route *r = *t; r->path != NULL; r++) {
            bool whole = true;
            for (const char *s = r->path; *s != '\0'; s++)
                whole &= *s != '{';
            if (r->method == GET && r->type == NULL && whole && (r->may & q->roles) != 0)
                html(q->page, "<li><a href=\"%s\">%s</a> <small>%s</small></li>\n", r->path, tr(q->w, r->help), r->path);
        }
    html(q->page, "</ul>\n");
    return true;
}

static const struct route map_routes[] = {
    {GET, "/pages", ANYONE, site_map, TR("All pages"), NULL},
    {0},
};

const struct route *const pages_routes[] = {
    home_routes,
    order_routes,
    order_talk_routes,
    demand_routes,
    gap_routes,
    competence_routes,
    crosswalk_routes,
    offer_routes,
    timetable_routes,
    repair_routes,
    agreement_routes,
    catalogue_routes,
    feed_routes,
    programme_routes,
    design_routes,
    grid_routes,
    booking_routes,
    same_routes,
    edit_routes,
    resource_routes,
    partner_routes,
    access_routes,
    calendar_routes,
    hook_routes,
    api_routes,
    put_routes,
    openapi_routes,
    oeapi_routes,
    sign_routes,
    second_routes,
    provider_routes,
    join_routes,
    me_routes,
    people_routes,
    map_routes,
    NULL,
};
